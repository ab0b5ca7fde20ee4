"""A person's decision outranks the program and outlives its next reading; any replay of decisions ends in one state."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver.analysis.deals import settle
from archiver.analysis.decisions import Decision, Place, Verdict, decided, in_force
from archiver.analysis.entry import Ledger
from archiver.analysis.finding import Act, Amount, By, Due, Finding, Part, Understood
from archiver.analysis.talk import Line
from tests.archiver.analysis.deal_talk import SIDES, Talk

AT = datetime(2024, 3, 5, 10)  # noqa: DTZ001 - wall time
TEXTS = ("两千 周五给", "可以", "周五前给你", "好的好的")
LINES = tuple(
    Line(f"1:{n}", "c1", "9000000001", "甲", AT, "text", text, ((0, len(text)),)) for n, text in enumerate(TEXTS, 1)
)


def finding(name: str, act: Act, ref: int, span: tuple[int, int], due: str | None = None) -> Finding:
    quote = TEXTS[ref - 1][span[0] : span[1]]
    return Finding(
        f"f:{name}", act, "finding", f"1:{ref}", (f"1:{ref}",), span, quote, By(None, "9000000001"),
        due=Due("周五", due) if due else None, confidence=0.8,
    )  # fmt: skip


FOUND = (
    finding("price", "quote", 1, (0, 2)),
    finding("friday", "deadline", 1, (3, 5), "2024-03-08"),
    finding("yes", "approval", 2, (0, 2)),
    finding("promise", "commitment", 3, (0, 5)),
    finding("by", "deadline", 3, (0, 3), "2024-03-08"),
)


def decision(one: Finding, verdict: Verdict, read: Understood | None = None, note: str = "") -> Decision:
    if verdict in ("accepted", "corrected"):
        read = read or one.understood
    return Decision(
        one.id, verdict, "sha256:e", (Place(one.ref, one.span, one.quote),), one.understood, read, "林", note, "t"
    )


def states(found: Sequence[Finding]) -> dict[str, str]:
    return {one.id: one.status for one in found}


def test_without_decisions_nothing_changes() -> None:
    assert decided(FOUND, (), LINES).findings == FOUND


def test_a_rejected_finding_stays_visible_and_says_who_rejected_it_and_why() -> None:
    after = decided(FOUND, (decision(FOUND[2], "rejected", note="说的是吃饭"),), LINES).findings
    assert [one.id for one in after] == [one.id for one in FOUND]
    assert after[2].status == "rejected"
    ruling = after[2].decision
    assert ruling is not None
    assert (ruling.by, ruling.at, ruling.note, ruling.standing) == ("林", "t", "说的是吃饭", "same")


def test_a_correction_replaces_values_and_keeps_what_the_program_reads() -> None:
    read = replace(FOUND[1].understood, due=Due("2024-03-15", "2024-03-15", grain="day"))
    after = decided(FOUND, (decision(FOUND[1], "corrected", read),), LINES).findings[1]
    assert after.due is not None
    assert (after.status, after.due.due, after.confidence) == ("corrected", "2024-03-15", 0.8)
    assert after.decision is not None
    assert after.decision.read == FOUND[1].understood


def test_an_accepted_reading_keeps_its_values_when_the_program_reads_others_later() -> None:
    later = tuple(replace(one, due=Due("周五", "2024-03-15")) if one.id == "f:friday" else one for one in FOUND)
    after = decided(later, (decision(FOUND[1], "accepted"),), LINES)
    assert after.findings[1].due == Due("周五", "2024-03-08")
    assert after.decisions[0].standing == "changed"


def test_a_decision_follows_its_finding_to_other_words_of_the_message() -> None:
    moved = replace(FOUND[4], id="f:new", span=(0, 2), quote="周五")
    after = decided((*FOUND[:4], moved), (decision(FOUND[4], "accepted"),), LINES)
    assert states(after.findings)["f:by"] == "accepted"
    assert "f:new" not in states(after.findings)
    assert after.findings[4].span == (0, 2)
    assert after.decisions[0].standing == "moved"


def test_a_decision_does_not_jump_to_words_that_it_was_not_about() -> None:
    elsewhere = replace(FOUND[1], id="f:new", span=(5, 6), quote="给")
    after = decided((FOUND[0], elsewhere, *FOUND[2:]), (decision(FOUND[1], "rejected"),), LINES)
    assert states(after.findings)["f:new"] == "finding"
    assert after.decisions[0].standing == "gone"


def test_what_a_person_accepted_stands_though_the_program_finds_it_no_longer() -> None:
    after = decided(FOUND[:4], (decision(FOUND[4], "accepted"),), LINES)
    kept = after.findings[4]
    assert (kept.id, kept.status, kept.quote, kept.due) == ("f:by", "accepted", "周五前", FOUND[4].due)
    assert kept.decision is not None
    assert (kept.decision.standing, kept.decision.read) == ("gone", None)


def test_words_that_moved_within_the_text_are_found_again_for_a_vanished_finding() -> None:
    shifted = (*LINES[:2], replace(LINES[2], text="嗯 周五前给你"), LINES[3])
    kept = decided(FOUND[:3], (decision(FOUND[4], "accepted"),), shifted).findings[-1]
    assert (kept.span, kept.quote) == ((2, 5), "周五前")


def test_a_decision_on_a_message_that_was_not_read_waits_and_is_told() -> None:
    after = decided(FOUND[:2], (decision(FOUND[3], "accepted"),), LINES[:1])
    assert len(after.findings) == 2
    assert [one.standing for one in after.decisions] == ["unread"]


def test_an_added_act_is_not_doubled_once_the_program_finds_it_in_like_words() -> None:
    read = Understood("deadline", due=Due("2024-03-08", "2024-03-08"))
    added = Decision("f:mine", "corrected", "sha256:e", (Place("1:3", (0, 5), "周五前给你"),), None, read, "林")
    alone = decided(FOUND[:4], (added,), LINES)
    assert [one.id for one in alone.findings] == ["f:price", "f:friday", "f:yes", "f:promise", "f:mine"]
    assert alone.decisions[0].standing == "added"
    found = decided(FOUND, (added,), LINES)
    assert [one.id for one in found.findings if one.ref == "1:3"] == ["f:promise", "f:mine"]


def test_a_correction_into_an_act_takes_the_place_of_the_same_act_in_the_same_words() -> None:
    as_deadline = decision(FOUND[3], "corrected", Understood("deadline", due=Due("x", "2024-03-09")))
    acts = [(one.id, one.act) for one in decided(FOUND, (as_deadline,), LINES).findings if one.ref == "1:3"]
    assert acts == [("f:promise", "deadline")]


def test_two_readings_of_one_act_in_a_message_do_not_touch_each_other() -> None:
    second = replace(FOUND[1], id="f:second", span=(4, 6), quote="五给")
    both = (*FOUND[:2], second, *FOUND[2:])
    assert len(decided(both, (decision(FOUND[1], "accepted"),), LINES).findings) == len(both)


def test_a_split_thought_is_put_back_with_all_its_lines() -> None:
    parts = (Part("1:3", (0, 3), "周五前"), Part("1:4", (0, 2), "好的"))
    split = replace(FOUND[4], id="f:split", ref="1:4", refs=("1:3", "1:4"), span=(0, 2), quote="好的", spans=parts)
    kept = Decision(
        split.id, "accepted", "sha256:e", tuple(Place(p.ref, p.span, p.quote) for p in parts), split.understood,
        split.understood,
    )  # fmt: skip
    after = decided((), (kept,), LINES).findings
    assert [(one.ref, one.refs, one.spans) for one in after] == [("1:4", ("1:3", "1:4"), parts)]


_VERDICTS: tuple[Verdict, ...] = ("accepted", "corrected", "rejected", "withdrawn")
_MOVES = st.lists(
    st.tuples(st.integers(0, len(FOUND) - 1), st.sampled_from(_VERDICTS), st.sampled_from(("", "说明"))), max_size=12
)


def _played(moves: Sequence[tuple[int, Verdict, str]]) -> tuple[Decision, ...]:
    other = Amount("300", "money", "300")
    return tuple(
        decision(
            FOUND[index],
            verdict,
            replace(FOUND[index].understood, amount=other) if verdict == "corrected" else None,
            note,
        )
        for index, verdict, note in moves
    )


@given(_MOVES)
def test_any_sequence_of_decisions_replayed_gives_the_same_state(moves: list[tuple[int, Verdict, str]]) -> None:
    made = _played(moves)
    whole = decided(FOUND, made, LINES)
    assert decided(FOUND, in_force(made), LINES) == whole
    assert decided(FOUND, (*made, *in_force(made)), LINES) == whole
    assert decided(FOUND, reversed(in_force(made)), LINES) == whole
    last = {one.finding: one.verdict for one in made}
    expected = {one.id: last.get(one.id, "finding") for one in FOUND}
    expected = {name: "finding" if state == "withdrawn" else state for name, state in expected.items()}
    assert states(whole.findings) == expected


@given(_MOVES, st.sets(st.integers(0, len(FOUND) - 1)))
def test_no_decision_is_lost_whatever_the_next_reading_finds(
    moves: list[tuple[int, Verdict, str]], lost: set[int]
) -> None:
    made = _played(moves)
    kept = [one for index, one in enumerate(FOUND) if index not in lost]
    after = decided(kept, made, LINES)
    assert {one.decision.finding for one in after.decisions} == {one.finding for one in in_force(made)}
    standing = {one.finding for one in in_force(made) if one.verdict in ("accepted", "corrected")}
    assert standing <= {one.id for one in after.findings if one.status in ("accepted", "corrected")}
    order = [line.ref for line in LINES]
    assert sorted(order.index(one.ref) for one in after.findings) == [order.index(one.ref) for one in after.findings]


def ledger(talk: Talk, findings: Sequence[Finding]) -> Ledger:
    (deal,) = settle(talk.lines, findings, SIDES).deals
    return deal.ledger


def bargain() -> Talk:
    talk = Talk()
    talk.b("2024-03-05 10:00", "做个logo", "requirement")
    talk.a("2024-03-05 10:05", "总共两千", "quote", amt="2000:total")
    talk.b("2024-03-05 10:10", "可以", "approval>2")
    talk.b("2024-03-05 10:20", "", "payment", pay="600", amt="600")
    return talk


@pytest.mark.parametrize(("verdict", "price"), [("accepted", "2000"), ("rejected", None)])
def test_only_what_is_not_rejected_feeds_the_ledger(verdict: Verdict, price: str | None) -> None:
    talk = bargain()
    quote = next(one for one in talk.findings if one.act == "quote")
    ruled = decided(talk.findings, (decision(quote, verdict),), talk.lines).findings
    agreed = ledger(talk, ruled).agreement.price
    assert (agreed.value if agreed else None) == price


def test_a_corrected_sum_and_its_role_stand_against_the_words_around_them() -> None:
    talk = bargain()
    quote = next(one for one in talk.findings if one.act == "quote")
    read = replace(quote.understood, amount=Amount("1500", "money", "1500", role="total"))
    ruled = decided(talk.findings, (decision(quote, "corrected", read),), talk.lines).findings
    position = ledger(talk, ruled).position
    assert position is not None
    assert [(one.title, one.value, one.formula) for one in position.readings] == [
        ("按约定价款", "900", "约定价款 1500 - 已付 600")
    ]


def test_a_corrected_payment_counts_and_says_that_its_sum_is_a_persons_word() -> None:
    talk = bargain()
    paid = next(one for one in talk.findings if one.act == "payment")
    read = replace(paid.understood, amount=Amount("700", "money", "700"))
    ruled = decided(talk.findings, (decision(paid, "corrected", read),), talk.lines).findings
    (payment,) = ledger(talk, ruled).payments
    assert (payment.value, payment.grade, payment.corrected) == ("700", "notice", True)
