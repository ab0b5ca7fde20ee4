"""Terms are told in the order of the record, each with who said what."""

from datetime import UTC, datetime

from archiver.analysis.entry import Agreement, Ledger, Settled, Version
from archiver.compose.book import Book
from archiver.compose.ledgers import terms
from reports.dossier import Line, Plain, Who

TALK = (("甲", "320行不"), ("乙", "好"), ("甲", "再加一页150"), ("乙", "唉 行"), ("乙", "20号给"))


def book() -> Book:
    lines = {
        f"1:{n}": Line(
            f"E1-{n:04}", datetime(2026, 3, n, tzinfo=UTC), Who(label, label, label), words, "sha256:0", 0, 1
        )
        for n, (label, words) in enumerate(TALK, 1)
    }
    return Book(lines, len(lines))


def ledger(**settled: Settled) -> Ledger:
    return Ledger(Agreement(**settled), (), (), (), (), (), ())


def test_a_price_that_was_added_to_is_told_with_what_it_became_and_in_order() -> None:
    price = Settled("320", "1:1", "1:2", (Version("470", "1:3", "1:4", "再加一页150"),))
    (term, *_) = terms(ledger(price=price), book())
    assert term.value == "320 元，其后议为 470 元"
    assert [version.value for version in term.versions] == ["320 元", "470 元"]


def test_nobody_agrees_with_himself() -> None:
    own = Settled("2026-03-20", "1:4", "1:5")
    once = Settled("2026-03-20T12:00", "1:5", "1:5")
    shown = {
        name: [part.text for part in term.versions[0].sentence.parts if isinstance(part, Plain)]
        for name, settled in (("own", own), ("once", once))
        for term in terms(ledger(deadline=settled), book())
        if term.key == "deadline"
    }
    assert shown == {"own": ["提出：", "；", "又表示："], "once": ["提出："]}
    assert [one.value for one in terms(ledger(deadline=once), book()) if one.key == "deadline"] == ["2026-03-20 12:00"]


def test_a_term_that_one_side_alone_said_is_not_agreed() -> None:
    both, alone = Settled("320", "1:1", "1:2"), Settled(None, "1:5", None, text="20号给")
    told = {term.key: term.agreed for term in terms(ledger(price=both, deadline=alone), book())}
    assert (told["price"], told["deadline"]) == (True, False)
