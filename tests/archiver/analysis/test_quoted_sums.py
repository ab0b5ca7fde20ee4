"""What a bare sum is: told by the words around it, by the other sums, by what came before."""

import pytest
from msgspec.structs import replace

from archiver.analysis.finding import Amount, AmountRole, By, Finding
from archiver.analysis.quoted_sums import Sums, decimal_of


def quote(*words: str, act: str = "quote") -> list[Finding]:
    """Quotes of one message; the text of a sum is its figure, `30%` a share."""
    return [
        Finding(
            f"f{place}", act, "finding", "1:1", ("1:1",), None, None, By(None, "a"),  # type: ignore[arg-type]
            amount=Amount(word, "percent", percent=word[:-1]) if word.endswith("%") else Amount(word, "money", word),
        )
        for place, word in enumerate(words)
    ]  # fmt: skip


def roles(text: str, *words: str, sums: Sums | None = None, index: int = 0) -> list[str | None]:
    found = (sums or Sums()).read(index, text, quote(*words))
    return [finding.amount.role for finding in found if finding.amount is not None]


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("全包2000", "2000", "total"),
        ("一页60", "60", "unit"),
        ("60一张", "60", "unit"),
        ("先付30%", "30%", "deposit"),
        ("定金500", "500", "deposit"),
        ("剩下的1500做完给", "1500", "balance"),
        ("退200行不", "200", "refund"),
        ("给你少50", "50", "discount"),
        ("加急三张450", "450", "total"),
        ("八十 先来六节", "八十", "unit"),
        ("700先放你那边", "700", "deposit"),
    ],
)
def test_the_words_around_a_sum_tell_what_it_is(text: str, word: str, role: str) -> None:
    assert roles(text, word) == [role]


def test_a_sum_that_the_others_make_up_is_the_whole() -> None:
    assert roles("3800 头1800 交了给2000", "3800", "1800", "2000")[0] == "total"


def test_sums_that_make_up_the_price_are_its_parts() -> None:
    sums = Sums()
    roles("5000", "5000", sums=sums)
    assert roles("分2000 2000 1000", "2000", "2000", "1000", sums=sums, index=1) == ["instalment"] * 3


def test_the_share_of_the_price_said_as_a_sum_is_a_part_of_it() -> None:
    sums = Sums()
    roles("一共1150", "1150", sums=sums)
    roles("要不七成吧 剩下的拿到再打", "70%", sums=sums, index=1)
    assert roles("那就是805", "805", sums=sums, index=3) == ["deposit"]
    assert roles("805", "805", sums=sums, index=9) == ["total"]


@pytest.mark.parametrize(("words", "role"), [("575行不", "total"), ("一半是575", "deposit")])
def test_half_of_the_price_is_a_bid_unless_the_half_is_named(words: str, role: str) -> None:
    sums = Sums()
    roles("1150 先给一半", "1150", "50%", sums=sums)
    assert roles(words, "575", sums=sums, index=1) == [role]


def test_of_equal_sums_each_is_told_by_its_own_place() -> None:
    assert roles("800 先400 弄好再剩400", "800", "400", "400") == ["total", "deposit", "balance"]


def test_a_bare_sum_after_a_change_is_its_price() -> None:
    sums = Sums()
    roles("2000", "2000", sums=sums)
    sums.read(1, "行", quote("", act="approval"))
    sums.read(2, "再加个会员功能", quote("", act="change_request"))
    assert roles("600", "600", sums=sums, index=3) == ["extra"]


def test_a_bare_sum_in_a_quarrel_is_a_settlement() -> None:
    sums = Sums()
    roles("2000", "2000", sums=sums)
    sums.read(1, "行", quote("", act="approval"))
    sums.read(2, "这质量不可能付", quote("", act="payment_refusal"))
    assert roles("1500", "1500", sums=sums, index=3) == ["settlement"]


def test_a_sum_in_the_very_words_that_refuse_to_pay_is_a_settlement() -> None:
    sums = Sums()
    roles("2000", "2000", sums=sums)
    sums.read(1, "行", quote("", act="approval"))
    refusal = [*quote("", act="payment_refusal"), *quote("900")]
    (_, bid) = sums.read(2, "我最多出900", refusal)
    assert bid.amount is not None
    assert bid.amount.role == "settlement"


def test_half_of_the_price_is_its_first_part() -> None:
    sums = Sums()
    roles("3600", "3600", sums=sums)
    assert roles("一半就是1800咯", "1800", sums=sums, index=1) == ["deposit"]
    assert roles("海报1800", "1800", sums=sums, index=2) == ["total"]


def test_what_a_first_part_leaves_of_the_largest_sum_is_the_rest() -> None:
    found = quote("300", "1200", "400", "800")
    found[2] = replace(found[2], amount=Amount("400", "money", "400", role="deposit"))
    read = Sums().read(0, "一份300 四份1200 定金400 到齐800", found)
    assert [one.amount.role for one in read[2:] if one.amount is not None] == ["deposit", "balance"]


@pytest.mark.parametrize("last", ["deposit", "balance"])
def test_of_several_first_parts_in_one_message_one_is_first(last: AmountRole) -> None:
    stated: tuple[tuple[str, AmountRole], ...] = (("3000", "deposit"), ("6000", "deposit"), ("5000", last))
    found = [
        replace(one, amount=Amount(figure, "money", figure, role=role))
        for one, (figure, role) in zip(quote("3000", "6000", "5000"), stated, strict=True)
    ]
    read = Sums().read(0, "定金3000 办完付6000 交接付5000", found)
    assert [one.amount.role for one in read if one.amount is not None] == ["deposit", "instalment", "balance"]


def test_a_sum_too_small_for_a_work_sets_no_price_that_others_could_come_on_top_of() -> None:
    sums = Sums()
    roles("硬壳的4", "4", sums=sums)
    sums.read(1, "行", quote("", act="approval"))
    sums.read(2, "软的也都做了吧", quote("", act="change_request"))
    assert roles("560", "560", sums=sums, index=3) == ["total"]


def test_a_stated_role_stands() -> None:
    stated = replace(quote("500")[0], amount=Amount("500", "money", "500", role="penalty"))
    assert Sums().read(0, "定金500", [stated]) == (stated,)


@pytest.mark.parametrize(("text", "value"), [("2000", 2000), (None, None), ("x", None)])
def test_a_decimal_string_is_read_and_anything_else_is_none(text: str | None, value: int | None) -> None:
    assert decimal_of(text) == value
