"""Which sum a yes, a no or an ending names."""

from decimal import Decimal

import pytest

from archiver.analysis.finding import Act, Amount
from archiver.analysis.named_sums import named_sum
from tests.archiver.analysis.test_set_dates import reading


@pytest.mark.parametrize(
    ("act", "text", "value"),
    [
        ("approval", "行 620", "620"), ("approval", "那就550吧", "550"), ("approval", "150就150 今晚转", "150"),
        ("commitment", "150就150 今晚转", "150"), ("approval", "1380一人345，行，就B套餐", None),
        ("approval", "300可以，一起弄了，两样统共1300", "300"), ("approval", "1500我同意", "1500"),
        ("approval", "好", None), ("approval", "九折可以", None),
        ("rejection", "300不行", "300"), ("rejection", "1300做不了 1400", "1400"),
        ("rejection", "500太黑了 200", "200"), ("rejection", "不行", None),
        ("termination", "不做了 定金400元退给我", "400"),
        ("defect", "少了200元", None),
    ],
)  # fmt: skip
def test_the_sum_that_an_act_names(act: Act, text: str, value: str | None) -> None:
    named = named_sum(act, reading(text), ())
    assert (None if named is None else named.value) == value


def test_a_no_with_a_counter_offer_names_what_it_puts() -> None:
    put = Amount("2300", kind="money", value="2300")
    named = named_sum("rejection", reading("2200接不了，看在16色好画的份上2300"), (put,))
    assert named is not None
    assert Decimal(named.value or 0) == 2300


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("账号先停 9和10别剪了", []), ("再给我276，9和10我也不收钱", ["276"]), ("80和120两档", ["80", "120"]),
        ("15和20元可以选", ["15", "20"]),
    ],
)  # fmt: skip
def test_numbers_that_tell_which_of_several_are_no_sums(text: str, values: list[str]) -> None:
    assert [one.amount.value for one in reading(text).sums] == values
