"""What a ledger holds stands in the dossier, with the words it rests on."""

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from archiver.analysis.entry import (
    Agreement,
    Change,
    Contradiction,
    Duties,
    Hole,
    Ledger,
    Move,
    Obligation,
    Paid,
    Payment,
    Point,
    Position,
    Reading,
    Settled,
    Side,
    Version,
    Waiting,
    Wanted,
    WarningSign,
)
from archiver.analysis.finding import Act, By, Finding, Mood, Role
from archiver.analyzer import Request, study
from archiver.compose import ledgers, registers
from archiver.compose.book import Book
from archiver.compose.dossier import Wanted as Asked
from archiver.compose.dossier import compose
from archiver.compose.figures import figures
from archiver.compose.summary import summary
from archiver.inputs import archive, open_case
from reports.dossier import Line, Plain, Sentence, Who

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"
TEXTS = {
    "1:1": ("甲", "初稿不错 就这版"),
    "1:2": ("乙", "稿子发你了 记得付款"),
    "1:3": ("甲", "我不满意 最多给一半"),
    "1:4": ("乙", "说好了800 加我微信说"),
    "1:5": ("甲", "[QQ转账]"),
    "1:6": ("乙", "免费改3次"),
}
BOOK = Book(
    {
        ref: Line(
            f"E1-000{n}",
            datetime(2024, 3, n, 10, tzinfo=UTC),
            Who(side, side, ""),
            text,
            "sha256:aa",
            10 * n,
            10 * n + 9,
        )
        for n, (ref, (side, text)) in enumerate(TEXTS.items(), 1)
    },
    6,
)
LEDGER = Ledger(
    Agreement(),
    (),
    (),
    (Payment("client", "1:5", ("1:5",), "pay", "200", "notice"),),
    (),
    (),
    ("warranty",),
    holes=(Hole("talk", "微信", "1:4", "2024-03-04T10:00:00"), Hole("gap", "", None, "2024-03-05", "2024-03-09")),
    points=(
        Point(
            "payment",
            "价款是否应当支付",
            "disputed",
            (Side("client", ("1:3",), ("1:5",)), Side("provider", ("1:4",), (), ("1:2",))),
        ),
    ),
    contradictions=(Contradiction("client", "1:1", "1:3", "先表示满意，后提出异议"),),
    position=Position(
        "800",
        "0",
        (Paid("pay", "notice", "QQ转账", "200", ("1:5",)),),
        (Reading("按卖方最后一次要求", "600", "约定价款 800 − 已付 200", ("1:4", "1:5")),),
    ),
    duties=Duties(0, 3, "1:6", "1:2", "1:3", 1, (), (Waiting("client", 3, 2.5, 72.0, "1:2"),)),
    warnings=(WarningSign("overpromise", "provider", ("1:6",), "使用绝对化表述，没有可核对的内容"),),
    wanted=(Wanted("微信上的记录", "买方", ("1:4",)), Wanted("微信上的记录", "买方", ("1:5",))),
)


def refs(sentence: Sentence | None) -> list[str]:
    assert sentence
    return [cite.ref for cite in sentence.citations()]


def quotes(sentence: Sentence) -> list[str]:
    return [cite.quote for cite in sentence.citations()]


def said(sentence: Sentence) -> str:
    return "".join(part.text for part in sentence.parts if isinstance(part, Plain))


def test_a_point_shows_both_sides_with_what_each_said_showed_and_admitted() -> None:
    (issue,) = registers.issues(LEDGER, BOOK)
    client, provider = issue.sides
    assert (issue.title, issue.state) == ("价款是否应当支付", "disputed")
    assert [refs(one) for one in client.said] == [["E1-0003"]]
    assert [refs(one) for one in client.shown] == [["E1-0005"]]
    assert [quotes(one) for one in provider.admitted] == [["稿子发你了 记得付款"]]
    assert {one.weight for one in (*client.said, *provider.said)} == {"claim"}


def test_a_reading_of_the_money_shows_its_formula_and_its_messages() -> None:
    *_, left = summary(LEDGER, BOOK).reckoning
    assert (left.title, left.value) == ("按乙最后一次要求的差额", "600")
    assert "约定价款 800 − 已付 200" in said(left.sentence)
    assert refs(left.sentence) == ["E1-0004", "E1-0005"]


def test_a_payment_names_the_channel_that_its_row_shows() -> None:
    (payment,) = ledgers.payments(LEDGER, BOOK)
    assert payment.channel == "QQ转账"


def test_holes_are_told_with_their_words_and_days_without_export_without() -> None:
    away, gap = registers.holes(LEDGER, BOOK)
    assert (away.title, refs(away.sentence)) == ("转到微信继续谈", ["E1-0004"])
    assert gap.sentence is None
    assert gap.since == datetime(2024, 3, 5, tzinfo=UTC)
    assert gap.until == datetime(2024, 3, 9, tzinfo=UTC)


def test_contradictions_quote_both_statements() -> None:
    (one,) = registers.both_ways(LEDGER, BOOK)
    assert quotes(one) == ["初稿不错 就这版", "我不满意 最多给一半"]
    assert one.weight == "inference"


def test_the_same_proof_wanted_twice_is_one_row_with_both_messages_and_the_reports_labels() -> None:
    term, proof = registers.missing(LEDGER, BOOK)
    assert "售后" in term.title
    assert (proof.title, proof.holder, refs(proof.cause)) == ("微信上的记录", "甲", ["E1-0004", "E1-0005"])


def test_figures_tell_revisions_first_objection_and_waiting_of_each_side() -> None:
    found = {(one.who, one.title): one for one in figures(LEDGER, BOOK)}
    assert found["乙", "修改"].value == "提出后又有成果或进度的修改请求 0 次，说定 3 次"
    assert found["甲", "第一次提出异议"].value == "第一次交付后 1 天"
    assert refs(found["甲", "第一次提出异议"].sentence) == ["E1-0002", "E1-0003"]
    assert found["甲", "答复对方的问题或要求"].value == "共 3 次，一半用时不超过 2.5 小时，最长 3.0 天"


def test_warning_signs_stand_in_the_own_edition_only(tmp_path: Path) -> None:
    (sign,) = registers.warnings(LEDGER, BOOK)
    assert quotes(sign) == ["免费改3次"]
    inputs = open_case(
        archive((DEMO / "late-delivery.json",), tmp_path / "case", None, datetime(2026, 3, 1, tzinfo=UTC))
    )
    studied = study(inputs.opened, Request())
    assert studied.analysis.ledger is not None
    own, submitted = (compose(studied, inputs, Asked(one, date(2026, 3, 1))) for one in ("own", "submit"))
    assert len(own.warnings) == len(studied.analysis.ledger.warnings)
    assert not submitted.warnings


def test_the_account_that_made_the_export_names_who_submits_and_the_user_overrules_it(tmp_path: Path) -> None:
    inputs = open_case(
        archive((DEMO / "late-delivery.json",), tmp_path / "case", None, datetime(2026, 3, 1, tzinfo=UTC))
    )
    studied = study(inputs.opened, Request())
    cases: tuple[tuple[Role | None, Role], ...] = ((None, "client"), ("provider", "provider"))
    for asked, expected in cases:
        made = compose(studied, inputs, Asked("own", date(2026, 3, 1), by=asked))
        assert [party.side for party in made.parties if party.submitter] == [expected]


def finding(ref: str, act: Act, role: Role, mood: Mood = "said") -> Finding:
    return Finding(f"f:{ref}:{act}", act, "finding", ref, (ref,), (0, 2), None, By(role, role), mood, confidence=0.9)


def test_a_message_that_says_two_things_against_a_side_is_listed_once() -> None:
    twice = (finding("1:3", "rejection", "client"), finding("1:3", "payment_refusal", "client"))
    assert [refs(one) for one in registers.contrary(twice, BOOK, None, LEDGER)] == [["E1-0003"]]
    again = (finding("1:5", "payment", "client"), finding("1:5", "payment", "client"))
    assert [len(one.found) for one in registers.looked(again, BOOK, "全部") if one.found] == [1]


def test_haggling_before_a_price_is_agreed_speaks_against_nobody() -> None:
    refused = (finding("1:2", "rejection", "client"), finding("1:4", "rejection", "client"))
    ledger = replace(LEDGER, agreement=Agreement(Settled("800", "1:2", "1:3")))
    assert [refs(one) for one in registers.contrary(refused, BOOK, None, ledger)] == [["E1-0004"]]


def test_terms_that_both_took_stand_before_what_one_side_proposed_later() -> None:
    taken = Version(None, "1:2", "1:3", "先付一半")
    terms = Settled(None, "1:4", None, (taken,), "尾款付清再发")
    shown = {one.key: one for one in ledgers.terms(replace(LEDGER, agreement=Agreement(payment_terms=terms)), BOOK)}
    assert (shown["payment_terms"].value, shown["payment_terms"].agreed) == (
        "先付一半；其后一方提出：尾款付清再发",
        True,
    )
    alone = Settled(None, "1:4", None, (), "尾款付清再发")
    shown = {one.key: one for one in ledgers.terms(replace(LEDGER, agreement=Agreement(payment_terms=alone)), BOOK)}
    assert (shown["payment_terms"].value, shown["payment_terms"].agreed) == ("尾款付清再发", False)


def test_the_story_tells_what_was_found_wrong_and_what_was_asked_for_at_last() -> None:
    told = (
        finding("1:3", "defect", "client"),
        finding("1:2", "payment_request", "provider"),
        finding("1:4", "payment_request", "provider"),
        finding("1:6", "refund_request", "client", "asked"),
    )
    story = summary(LEDGER, BOOK, told).story
    assert [said(one).split("。")[0] for one in story] == [
        "2024-03-03 甲方对成果提出异议",
        "2024-03-04 乙方要求付款",
        "2024-03-05 甲方付款 200 元",
    ]


def test_a_sum_that_a_side_named_is_told_with_its_label() -> None:
    reading = Reading("按卖方最后一次要求", "600", "该方在消息中称 800 - 其后已付 200", ("1:4", "1:5"))
    assert LEDGER.position
    named = replace(LEDGER, position=replace(LEDGER.position, readings=(reading,)))
    *_, left = summary(named, BOOK).reckoning
    assert said(left.sentence).startswith("乙在消息中称 800 − 其后已付 200，见 ")


def test_a_price_is_no_demand_for_the_work() -> None:
    price = Settled("800", "1:4", "1:5")
    work = Obligation("o:1", "provider", "client", "deliver", "交付成果", "open", "", asked="1:4", made="1:2")
    (shown,) = ledgers.obligations(replace(LEDGER, agreement=Agreement(price), obligations=(work,)), BOOK)
    assert "议价时提出：" in said(shown.why)
    (asked,) = ledgers.obligations(replace(LEDGER, obligations=(replace(work, asked="1:3"),)), BOOK)
    assert "要求：" in said(asked.why)


def test_changes_at_a_price_of_their_own_are_not_listed_beside_the_count_that_leaves_them_out() -> None:
    paid = Change("1:1", "1:4", "50", None, "1:3", None, "1:2")
    (first,) = [one for one in figures(replace(LEDGER, changes=(paid,)), BOOK) if one.title == "修改"]
    assert (first.title, first.value) == ("修改", "提出后又有成果或进度的修改请求 0 次，说定 3 次")
    assert refs(first.sentence) == ["E1-0006"]


def test_proof_of_a_payment_is_asked_for_in_words_that_stand_alone() -> None:
    bill = Wanted("该笔款项的电子回单或账单", "付款的买方及其支付平台", ("1:5",))
    (_, shown) = registers.missing(replace(LEDGER, wanted=(bill,)), BOOK)
    assert (shown.title, shown.holder) == ("所付款项的电子回单或账单", "付款的甲及其支付平台")


def test_a_difference_that_leaves_payments_out_says_so_beside_its_sum() -> None:
    reading = Reading("按约定价款", "800", "约定价款 800 - 已付 0（另有 1 笔未载明金额，未计入）", ("1:4", "1:5"))
    assert LEDGER.position
    *_, left = summary(replace(LEDGER, position=replace(LEDGER.position, readings=(reading,))), BOOK).reckoning
    assert left.title == "按约定价款的差额（另有款项未载明金额）"


def test_a_delay_without_a_day_is_told_as_one() -> None:
    work = Obligation("o:1", "provider", "client", "deliver", "交付成果", "open", "", made="1:2")
    late = replace(work, moves=(Move("1:4", None, None, "provider", None),))
    (shown,) = ledgers.obligations(replace(LEDGER, obligations=(late,)), BOOK)
    assert [said(one) for one in shown.moves] == ["提出延后，没有说定日期：；未见对方答复"]


def test_a_date_agreed_to_too_late_to_move_the_old_one_is_not_told_as_unanswered() -> None:
    pay = Obligation("o:1", "client", "provider", "pay", "尾款300元", "superseded", "", made="1:2")
    moved = Move("1:3", "2024-03-01", "2024-03-08", "client", None)
    late = replace(LEDGER, obligations=(replace(pay, moves=(moved,)),))
    own = replace(finding("1:5", "approval", "client"), target="1:3")
    (shown,) = ledgers.obligations(late, BOOK, (own,))
    assert [said(one) for one in shown.moves] == ["提出改到 2024-03-08：；未见对方答复"]
    answers: tuple[tuple[Act, str], ...] = (("approval", "表示同意"), ("rejection", "表示不同意"))
    for act, words in answers:
        answer = replace(finding("1:4", act, "provider"), target="1:3")
        (shown,) = ledgers.obligations(late, BOOK, (answer,))
        assert [said(one) for one in shown.moves] == [f"提出改到 2024-03-08：；对方{words}："]
        assert refs(shown.moves[0]) == ["E1-0003", "E1-0004"]


def test_figures_of_the_client_stand_before_those_of_the_provider() -> None:
    waits = tuple(Waiting(side, 2, 0.1, 1.0, "1:3") for side in ("provider", "client"))
    told = figures(replace(LEDGER, duties=Duties(0, None, None, None, None, None, (), waits)), BOOK)
    assert [one.who for one in told if one.title.startswith("答复")] == ["甲", "乙"]


def test_payments_are_added_up_as_far_as_their_sums_are_told() -> None:
    def told(*values: str | None) -> list[tuple[str, str | None]]:
        paid = tuple(Payment("client", "1:5", ("1:5",), "pay", value, "notice") for value in values)
        unknown = tuple("1:5" for value in values if value is None)
        reading = Reading("按约定价款", "800", "约定价款 800 - 已付 0", ("1:4",))
        position = Position(None, "0", (), (reading,), unknown)
        return [
            (one.title, one.value) for one in summary(replace(LEDGER, payments=paid, position=position), BOOK).reckoning
        ]

    left = ("按约定价款的差额", "800")
    rest = ("另有未载明金额的款项", None)
    assert told("200", "100") == [("记录中可见的付款", "300"), left]
    assert told("200", None) == [("记录中可见的付款（另有 1 笔未载明金额，未计入）", "200"), left, rest]
    assert told(None, None) == [("记录中可见的付款", None), left]
