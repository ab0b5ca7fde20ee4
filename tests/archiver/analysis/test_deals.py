"""Who deals with whom, what is agreed, and that a ledger does not hang on the order of things."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver.analysis.deals import Deals, settle
from archiver.analysis.entry import Deal, Party
from archiver.analysis.finding import Amount, Due, Finding, Role
from archiver.analysis.talk import Line
from tests.archiver.analysis.deal_talk import A, B, C, D, Talk


def logo() -> Talk:
    """A job from price to payment, without quarrel."""
    talk = Talk()
    talk.b("2024-03-05 10:00", "做个logo", "requirement")
    talk.a("2024-03-05 10:05", "两千 先付三成", "quote", amt="2000:total 30%:deposit")
    talk.b("2024-03-05 10:10", "可以", "approval>2")
    talk.b("2024-03-05 10:11", "7天内能交吗", "deadline?", due="2024-03-12")
    talk.a("2024-03-05 10:12", "没问题 12号前", "approval>4", "commitment", "deadline", due="2024-03-12")
    talk.b("2024-03-05 10:20", "", "payment", pay="600", amt="600")
    talk.a("2024-03-05 10:21", "收到", "payment>6")
    talk.a("2024-03-11 18:00", "", "delivery", file="logo终稿.ai")
    talk.b("2024-03-11 20:00", "很好", "acceptance>8")
    talk.b("2024-03-12 09:00", "", "payment", pay="1400", amt="1400")
    return talk


def test_roles_follow_from_who_asks_delivers_and_pays() -> None:
    parties = logo().deal(given={}).parties
    assert [(party.role, party.accounts[0].uin, party.basis) for party in parties] == [
        ("client", B, "inferred"), ("provider", A, "inferred"),
    ]  # fmt: skip
    assert "交付成果" in parties[1].because


def test_a_given_role_stands_and_the_other_side_follows() -> None:
    parties = logo().deal(given={A: "client"}).parties
    assert {party.role: (party.accounts[0].uin, party.basis) for party in parties} == {
        "client": (A, "given"), "provider": (B, "inferred"),
    }  # fmt: skip


def test_price_names_who_proposed_and_who_agreed() -> None:
    price = logo().ledger().agreement.price
    assert price is not None
    assert (price.value, price.proposed, price.agreed) == ("2000", "1:2", "1:3")


def test_the_last_price_counts_and_the_first_is_kept() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "3000", "quote", amt="3000:total")
    talk.b("2024-03-05 10:01", "行", "approval>1")
    talk.a("2024-03-06 10:00", "那按2800算", "quote", amt="2800:total")
    talk.b("2024-03-06 10:01", "好", "approval>3")
    price = talk.ledger().agreement.price
    assert price is not None
    assert (price.value, [version.value for version in price.versions]) == ("2800", ["3000"])


def test_a_refused_price_is_no_price() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "3000", "quote", amt="3000:total")
    talk.b("2024-03-05 10:01", "太贵了", "rejection>1")
    assert talk.ledger().agreement.price is None
    assert "price" in talk.ledger().missing


def test_a_figure_that_the_other_side_says_twice_is_taken_though_it_was_read_as_no_offer() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "三百五一讲 打包2800", "quote", amt="2800:total")
    talk.b("2024-03-04 10:01", "我们预算封顶2400")
    talk.a("2024-03-04 10:02", "2400就2400")
    assert talk.price() == "2400"


def test_a_figure_said_twice_that_nobody_named_before_is_no_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "打包2800", "quote", amt="2800:total")
    talk.b("2024-03-04 10:01", "我再想想")
    talk.a("2024-03-04 10:02", "30就30")
    assert talk.price() is None


def test_a_payment_takes_the_offer_that_it_pays_in_full() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "1900", "quote", amt="1900:total")
    talk.b("2024-03-04 10:01", "1700吧", "quote", amt="1700:total")
    talk.a("2024-03-04 10:02", "1800 含稿费", "quote", amt="1800:total")
    talk.b("2024-03-04 10:03", "", "payment", pay="1700", amt="1700")
    assert talk.price() == "1700"


def test_a_yes_that_names_another_sum_asks_for_that_one() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "6800 账户一块给您", "quote", amt="6800:total")
    talk.b("2024-03-04 10:01", "6300 行就行", "approval>1", "quote", amt="6300:total")
    assert talk.price() is None
    talk.a("2024-03-04 10:02", "成", "approval>2")
    assert talk.price() == "6300"


def test_a_new_price_is_taken_with_the_terms_said_right_after_it() -> None:
    talk = Talk()
    talk.b("2024-03-04 10:00", "九百咋样", "quote", amt="900:total")
    talk.a("2024-03-04 10:01", "行", "approval>1")
    talk.a("2024-03-04 10:02", "断臂的另说 得1150", "quote", amt="1150:total")
    talk.a("2024-03-04 10:03", "先给350 剩下拿到再清", "quote", amt="350:deposit")
    talk.b("2024-03-04 10:04", "好", "approval>4")
    assert talk.price() == "1150"


def test_terms_far_from_a_new_price_do_not_take_it() -> None:
    talk = Talk()
    talk.b("2024-03-04 10:00", "九百咋样", "quote", amt="900:total")
    talk.a("2024-03-04 10:01", "行", "approval>1")
    talk.a("2024-03-04 10:02", "断臂的得1150", "quote", amt="1150:total")
    for minute in range(3, 9):
        talk.b(f"2024-03-04 10:0{minute}", "我想想")
    talk.a("2024-03-04 10:10", "先给350 剩下拿到再清", "quote", amt="350:deposit")
    talk.b("2024-03-04 10:11", "好", "approval>10")
    assert talk.price() == "900"


def test_a_sum_added_up_from_pieces_takes_the_place_of_the_price_of_one() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "看你顺眼 60", "quote", amt="60:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.b("2024-03-04 10:02", "35千字 算下来2100", "quote", amt="2100:total")
    talk.a("2024-03-04 10:03", "对", "approval>3")
    assert talk.price() == "2100"


def test_a_sum_that_no_work_costs_is_the_price_of_one_piece() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "毛的5块", "quote", amt="5:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.a("2024-03-04 10:02", "475", "quote", amt="475:total")
    talk.b("2024-03-04 10:03", "好", "approval>3")
    assert talk.price() == "475"


def test_an_extra_makes_a_version_and_leaves_the_price() -> None:
    talk = logo()
    talk.b("2024-03-12 10:00", "再加个名片", "change_request")
    talk.a("2024-03-12 10:01", "加200", "quote", amt="200:extra")
    talk.b("2024-03-12 10:02", "可", "approval>12")
    price = talk.ledger().agreement.price
    assert price is not None
    assert (price.value, [version.value for version in price.versions]) == ("2000", ["2200"])


def test_a_rate_for_what_may_come_is_no_addition_to_the_price() -> None:
    talk = logo()
    talk.a("2024-03-12 10:01", "改稿三次以内免费 超过一次加30", "quote", "revision_limit", amt="30:extra")
    talk.b("2024-03-12 10:02", "可", "approval>11")
    price = talk.ledger().agreement.price
    assert price is not None
    assert (price.value, price.versions) == ("2000", ())


def test_terms_that_nobody_settles_are_missing() -> None:
    assert logo().ledger().missing == ("revision_limit", "warranty", "acceptance_standard")


def test_findings_bear_their_deal_and_side() -> None:
    settled = settle(logo().lines, logo().findings, {})
    assert {finding.deal for finding in settled.findings} == {"d1"}
    assert {finding.by.account: finding.by.role for finding in settled.findings} == {A: "provider", B: "client"}


def test_suggestions_and_rejected_findings_feed_nothing() -> None:
    talk = logo()
    muted = [replace(finding, status="suggestion") for finding in talk.findings]
    (deal,) = settle(talk.lines, muted, {A: "provider", B: "client"}).deals
    assert deal.ledger.obligations == ()
    assert deal.ledger.agreement.price is None


def test_a_talk_without_findings_has_no_deal() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "吃了吗")
    assert settle(talk.lines, [], {}) == Deals((), ())


def test_each_private_chat_is_its_own_deal() -> None:
    one, other = logo(), logo()
    moved = [replace(line, chat="c2", ref=line.ref.replace("1:", "2:")) for line in other.lines]
    heard = [
        replace(f, id=f"g{f.id}", ref=f.ref.replace("1:", "2:"), target=f.target and f.target.replace("1:", "2:"))
        for f in other.findings
    ]
    settled = settle([*one.lines, *moved], [*one.findings, *heard], {})
    assert [(deal.id, deal.chat) for deal in settled.deals] == [("d1", "c1"), ("d2", "c2")]


def group() -> Talk:
    """One maker, two buyers who each strike their own bargain, a bystander."""
    talk = Talk()
    talk.say(B, "2024-03-05 10:00", "要个猫猫立牌", "requirement")
    talk.say(A, "2024-03-05 10:01", "猫猫80", "quote", amt="80:total")
    talk.say(C, "2024-03-05 10:02", "我要狗狗的", "requirement")
    talk.say(B, "2024-03-05 10:03", "80行", "approval>2")
    talk.say(A, "2024-03-05 10:04", "狗狗120", "quote", amt="120:total", reply=3)
    talk.say(C, "2024-03-05 10:05", "成", "approval>5")
    talk.say(D, "2024-03-05 10:06", "我就看看")
    talk.say(B, "2024-03-05 10:07", "", "payment", pay="80", amt="80")
    talk.say(C, "2024-03-05 10:08", "", "payment", pay="120", amt="120")
    return talk


def test_two_bargains_in_one_group_are_two_deals() -> None:
    deals = settle(group().lines, group().findings, {}).deals
    assert [
        ([account.uin for party in deal.parties if party.role == "client" for account in party.accounts], price.value)
        for deal in deals
        if (price := deal.ledger.agreement.price) is not None
    ] == [([B], "80"), ([C], "120")]


def test_each_payment_stands_in_the_deal_of_its_payer() -> None:
    deals = settle(group().lines, group().findings, {}).deals
    assert [[payment.value for payment in deal.ledger.payments] for deal in deals] == [["80"], ["120"]]


def test_two_accounts_that_share_one_bargain_are_one_side() -> None:
    talk = Talk()
    talk.say(B, "2024-03-05 10:00", "我家店要个招牌", "requirement")
    talk.say(A, "2024-03-05 10:01", "1800", "quote", amt="1800:total")
    talk.say(C, "2024-03-05 10:02", "行", "approval>2")
    talk.say(C, "2024-03-05 10:03", "", "payment", pay="900", amt="900:deposit")
    talk.say(A, "2024-03-05 10:04", "收到", "payment>4")
    talk.say(B, "2024-03-06 10:00", "字大一点", "change_request")
    (deal,) = settle(talk.lines, talk.findings, {}).deals
    clients = next(party for party in deal.parties if party.role == "client")
    assert {account.uin for account in clients.accounts} == {B, C}


def test_an_admin_who_proposes_to_both_is_the_arbiter() -> None:
    talk = logo()
    talk.b("2024-03-13 10:00", "打开是糊的 不付尾款", "defect>8", "payment_refusal")
    talk.say(C, "2024-03-13 11:00", "卖家退200 这事了了", "quote", amt="200:refund")
    talk.say(A, "2024-03-13 11:01", "行", "approval>12")
    talk.say(B, "2024-03-13 11:02", "可以", "approval>12")
    talk.say(C, "2024-03-13 11:03", "周五前退", "deadline!", due="2024-03-15")
    parties = talk.deal(given={}).parties
    assert [party.accounts[0].uin for party in parties if party.role == "arbiter"] == [C]


@pytest.mark.parametrize("order", list(permutations((A, B))))
def test_the_order_of_given_accounts_changes_nothing(order: tuple[str, ...]) -> None:
    sides = {A: "provider", B: "client"}
    given_in_order = {account: sides[account] for account in order}
    talk = logo()
    assert settle(talk.lines, talk.findings, given_in_order) == settle(talk.lines, talk.findings, sides)  # type: ignore[arg-type]


def test_the_number_of_the_source_changes_only_references() -> None:
    def renumbered(found: Deals) -> str:
        return repr(found.deals[0].ledger.obligations).replace("9:", "1:")

    talk = logo()
    lines = [replace(line, ref=line.ref.replace("1:", "9:")) for line in talk.lines]
    heard = [
        replace(
            f, ref=f.ref.replace("1:", "9:"), refs=(f.ref.replace("1:", "9:"),), target=f.target and "9:" + f.target[2:]
        )
        for f in talk.findings
    ]
    first = settle(talk.lines, talk.findings, {}).deals[0].ledger.obligations
    second = settle(lines, heard, {}).deals[0].ledger.obligations
    assert [replace(o, id="").__repr__().replace("9:", "1:") for o in second] == [
        repr(replace(o, id="")) for o in first
    ]
    assert renumbered(settle(lines, heard, {}))


@st.composite
def broken(draw: st.DrawFn) -> tuple[Sequence[Line], Sequence[Finding]]:
    """A talk of which rows, times, targets, dates and sums went wrong in reading."""
    talk = draw(st.sampled_from((logo(), group())))
    refs = [line.ref for line in talk.lines]
    findings = [
        replace(
            finding,
            act=draw(st.sampled_from((finding.act, "approval", "commitment", "extension_request", "refund_request"))),
            target=draw(st.sampled_from((finding.target, None, "7:7", *refs))),
            due=draw(
                st.sampled_from(
                    (finding.due, None, Due("x", due="2024-02-30"), Due("x", within="P9D", after="delivery"))
                )
            ),
            amount=draw(
                st.sampled_from((finding.amount, None, Amount("x", "money", "x"), Amount("5", "percent", percent="5")))
            ),
        )
        for finding in talk.findings
        if draw(st.booleans())
    ]
    lines = [line if draw(st.booleans()) else replace(line, at=None) for line in talk.lines if draw(st.integers(0, 9))]
    return lines, findings


@settings(deadline=None)  # patterns are compiled at their first use
@given(broken())
def test_no_reading_however_wrong_breaks_the_reckoning(talk: tuple[Sequence[Line], Sequence[Finding]]) -> None:
    lines, findings = talk
    settled = settle(lines, findings, {})
    assert len(settled.findings) == len(findings)
    spoken = {line.ref for line in lines}
    for deal in settled.deals:
        for entry in deal.ledger.obligations:
            assert {entry.made, *entry.proofs} <= spoken
            assert entry.because


def dated_later(answer: str) -> Talk:
    """A job whose price is agreed first and whose date is named, by itself, afterwards."""
    talk = Talk()
    talk.b("2024-03-05 10:00", "做个点餐系统", "requirement")
    talk.a("2024-03-05 10:05", "5200", "quote", amt="5200:total")
    talk.b("2024-03-05 10:10", "行", "approval>2")
    talk.a("2024-03-05 10:20", "14号给你跑起来", "commitment", "deadline", due="2024-03-14")
    talk.b("2024-03-05 10:21", "好嘞", *([answer] if answer else []))
    return talk


@pytest.mark.parametrize(("answer", "agreed"), [("approval>4", "1:5"), ("", "1:4")])
def test_a_date_named_after_the_price_is_proposed_by_the_words_that_name_it(answer: str, agreed: str) -> None:
    deadline = dated_later(answer).deal().ledger.agreement.deadline
    assert deadline is not None
    assert (deadline.value, deadline.proposed, deadline.agreed) == ("2024-03-14", "1:4", agreed)


def test_what_is_taken_off_in_the_same_words_leaves_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "全套1980 今天下单立减300", "quote", amt="1980:total 300:discount")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    assert talk.price() == "1680"


def test_what_one_side_asks_off_an_open_price_and_gets_leaves_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "一共880", "quote", amt="880:total")
    talk.b("2024-03-04 10:01", "零头80就当请我喝汽水", "quote", amt="80:discount")
    talk.a("2024-03-04 10:02", "行 碰杯", "approval>2")
    assert talk.price() == "800"


def test_a_number_alone_that_answers_the_price_of_one_piece_says_how_many() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "骨架的68一只", "quote", amt="68:unit")
    talk.b("2024-03-04 10:01", "行吧 做100", "approval>1")
    assert talk.price() == "6800"


def test_the_price_said_again_is_no_number_of_pieces() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "24一个", "quote", amt="24:unit")
    talk.b("2024-03-04 10:01", "24就24吧 5号给我", "approval>1")
    assert talk.price() == "24"


def test_a_sum_and_the_pieces_that_make_it_are_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "双面 40个起 22一个", "quote", amt="22:unit")
    talk.b("2024-03-04 10:01", "40我凑齐了 880就880", "approval>1")
    assert talk.price() == "880"


def two_providers(*names: str) -> Talk:
    """Return a talk in which one client takes the price of two accounts, and both hand something over."""
    talk = Talk()
    for who, name in zip((A, C), names, strict=True):
        talk.say(who, "2024-03-04 10:00", "两千", "quote", amt="2000:total")
        talk.b("2024-03-04 10:01", "成", f"approval>{len(talk.lines)}")
        talk.say(who, "2024-03-05 10:00", "做好了", "delivery", file="终稿.ai")
        talk.lines = [replace(line, name=name) if line.account == who else line for line in talk.lines]
    return talk


_TWO: Mapping[str, Role] = {A: "provider", C: "provider", B: "client"}


def test_accounts_whose_names_begin_alike_are_one_side_of_one_deal() -> None:
    talk = two_providers("小树苗-前台", "小树苗-丁校")
    assert {account.uin for account in party(talk.deal(_TWO), "provider").accounts} == {A, C}


@pytest.mark.parametrize(
    "names",
    [("画师-阿木", "画师-小雨"), ("设计师阿木", "设计师小雨"), ("【接单】阿木", "【接单】小雨"), ("xiaomu", "xiaoyu")],
)
def test_a_trade_before_a_name_makes_no_firm(names: tuple[str, str]) -> None:
    talk = two_providers(*names)
    assert len(settle(talk.lines, talk.findings, _TWO).deals) == 2


def party(deal: Deal, role: Role) -> Party:
    return next(party for party in deal.parties if party.role == role)


def test_a_second_payer_who_asked_for_no_work_has_no_deal_of_its_own() -> None:
    talk = Talk()
    talk.say(B, "2024-03-05 10:00", "我们想做个地图", "requirement")
    talk.say(A, "2024-03-05 10:01", "两千六", "quote", amt="2600:total")
    talk.say(B, "2024-03-05 10:02", "行", "approval>2")
    talk.say(C, "2024-03-06 10:00", "我出七百八", "quote", amt="780:total")
    talk.say(A, "2024-03-06 10:01", "成", "approval>4")
    talk.say(C, "2024-03-06 10:02", "", "payment", pay="780", amt="780")
    assert len(settle(talk.lines, talk.findings, {A: "provider", B: "client", C: "client"}).deals) == 1
