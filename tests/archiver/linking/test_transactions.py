from datetime import datetime, timedelta

import pytest

from archiver.linking.transactions import Bill, Transaction, fits, outcome_of, transactions
from parsers.message import Span
from parsers.record import Direction, Payment

NOON = datetime(2025, 3, 1, 12, 0)  # noqa: DTZ001 - a wall time has no zone


def row(
    number: int, value: str, direction: Direction, at: datetime = NOON, order: str = "", state: str = "对方已收钱"
) -> Payment:
    told = ("山雀", "", "", "转账", state, "零钱", "")
    return Payment(number, Span(0, 1), "", at, value, direction, *told, order or f"{number}", None)


def told(*bills: Bill) -> list[tuple[tuple[str, ...], bool, str]]:
    return [(one.refs, one.out, one.outcome) for one in transactions(bills)]


def bill(number: int, *rows: Payment) -> Bill:
    return Bill(number, "微信支付", "", rows)


@pytest.mark.parametrize(
    ("printed", "names", "same"),
    [
        ("山雀", ("山雀",), True),
        ("发给山雀", ("山雀",), True),
        ("ＡＢ", ("ab",), True),
        ("山雀", ("【甲方】山雀",), True),
        ("*明", ("王小明",), True),
        ("江*", ("江河",), True),
        ("江*", ("湖江",), False),
        ("**", ("王小明",), False),
        ("", ("",), False),
        ("山雀", ("山雀设计",), False),
    ],
)
def test_a_counterpart_fits_a_name_whole_or_by_the_mask_of_the_bill(
    printed: str, names: tuple[str, ...], same: bool
) -> None:
    assert fits(printed, frozenset(names)) is same


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("对方已收钱", "done"),
        ("交易成功", "done"),
        ("已转账", "pending"),
        ("等待确认收货", "pending"),
        ("已全额退款", "returned"),
        ("对方已退还", "returned"),
        ("交易关闭", "returned"),
        ("已退款(￥3.00)", "returned"),
    ],
)
def test_only_what_was_taken_counts_as_paid(state: str, outcome: str) -> None:
    assert outcome_of(state) == outcome


def test_two_bills_that_show_one_order_show_one_transaction() -> None:
    assert told(bill(2, row(1, "300", "out", order="X")), bill(3, row(5, "300", "out", order="X"))) == [
        (("2:1", "3:5"), True, "done")
    ]


def test_what_payer_and_payee_each_have_in_their_bill_is_one_transaction() -> None:
    later = NOON + timedelta(seconds=3)
    assert told(bill(2, row(1, "300", "out")), bill(3, row(7, "300", "in", at=later))) == [
        (("2:1", "3:7"), True, "done")
    ]


def test_two_payments_of_one_sum_in_one_bill_stay_two() -> None:
    assert len(told(bill(2, row(1, "300", "out"), row(2, "300", "out")))) == 2


def test_own_money_that_changes_its_place_is_no_payment() -> None:
    assert not told(bill(2, row(1, "300", "neither", state="提现已到账")))


def test_a_refund_of_the_platform_is_money_that_came() -> None:
    assert told(bill(2, row(1, "300", "neither", state="退款成功"))) == [(("2:1",), False, "done")]


def test_transactions_stand_in_the_order_of_time_whatever_the_bill_does() -> None:
    early: Transaction = transactions([bill(2, row(1, "9", "out", at=NOON + timedelta(days=1)), row(2, "8", "out"))])[0]
    assert early.refs == ("2:2",)
