"""Prices for one piece, and how many are wanted."""

from decimal import Decimal

import pytest

from archiver.analysis.pieces import count_in, ordered, piece_of
from tests.archiver.analysis.deal_talk import Talk


@pytest.mark.parametrize(
    ("text", "piece"), [("8块一条 带字幕", "条"), ("15/页", "页"), ("每节120", "节"), ("1800一个月", None)]
)
def test_the_measure_of_a_price_for_one_is_read_beside_it(text: str, piece: str | None) -> None:
    assert piece_of(text) == piece


@pytest.mark.parametrize(
    ("text", "piece", "count"),
    [
        ("先干30条的", "条", 30),
        ("先来十节", "次", 10),
        ("一百只起 68一只", "只", None),
        ("前三页先给我", "页", None),
        ("3页和5页", "页", None),
        ("三个月", "个", None),
    ],
)
def test_a_number_of_pieces_is_no_bound_no_part_and_but_one(text: str, piece: str, count: int | None) -> None:
    assert count_in(text, piece) == count


def test_without_a_measure_only_the_number_beside_the_price_counts() -> None:
    assert ordered("一百二 先来十节", ()) == Decimal(10)
    assert ordered("一百二吧", ("一共十节",)) is None


def test_a_price_for_one_and_the_number_wanted_make_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "8块一条", "quote", amt="8:unit")
    talk.b("2024-03-04 10:01", "8块就8块 先干30条的", "approval>1", "requirement")
    price = talk.ledger().agreement.price
    assert price is not None
    assert (price.value, price.proposed, price.agreed) == ("240", "1:1", "1:2")


def test_a_price_for_one_stays_what_it_is_where_nobody_says_how_many() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "8块一条", "quote", amt="8:unit")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    price = talk.ledger().agreement.price
    assert price is not None
    assert price.value == "8"


def test_a_number_said_in_passing_orders_nothing() -> None:
    talk = Talk()
    talk.b("2024-03-04 09:59", "上回那家给我做了30条")
    talk.a("2024-03-04 10:00", "8块一条", "quote", amt="8:unit")
    talk.b("2024-03-04 10:01", "行", "approval>2")
    price = talk.ledger().agreement.price
    assert price is not None
    assert price.value == "8"
