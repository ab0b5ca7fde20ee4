"""All sums of a message that quotes, where rules or the reader found the first of them."""

from datetime import datetime

import pytest

from archiver.analysis.candidate import Candidate
from archiver.analysis.quoted_all import all_quoted
from archiver.analysis.reading import Sum, read_line
from archiver.analysis.talk import Line


def quoted(text: str, *, taken: int = 1) -> list[str | None]:
    """Return the sums that a message quotes where its first `taken` were found."""
    line = Line(
        ref="1:1", chat="c1", account="9000010001", name="甲", at=datetime(2024, 3, 4, 10, 0), kind="text", text=text,  # noqa: DTZ001
        own=((0, len(text)),),
    )  # fmt: skip
    read = read_line(line, 0, "provider", frozenset())

    def made(found: Sum) -> Candidate:
        return Candidate("quote", found.start, found.end, None, 0.8, amount=found.amount)

    told = [made(found) for found in read.sums[:taken]]
    return [one.amount.value or one.amount.percent for one in all_quoted(read, told, made) if one.amount]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("先付600开工 出货再给剩下的1400", ["600", "1400"]),
        ("订金收300 稿子过了再300", ["300", "300"]),
        ("先付一半 看完初稿付另一半", ["50", "50"]),
        ("一页35元 六页210", ["35", "210"]),
        ("退你800元 留200算材料", ["800", "200"]),
        ("2600块 定1000", ["2600", "1000"]),
    ],
)
def test_the_parts_beside_a_quoted_sum_are_quoted_too(text: str, sums: list[str]) -> None:
    assert quoted(text) == sums


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("350就350", ["350"]),
        ("880嘛880嘛 图个吉利", ["880"]),
        ("报价650元 一共2800字", ["650"]),
        ("给你按500元算 1200太多", ["500"]),
    ],
)
def test_a_sum_said_again_and_a_number_that_is_no_sum_are_left(text: str, sums: list[str]) -> None:
    assert quoted(text) == sums


def test_a_quote_without_a_sum_stays_as_it_is() -> None:
    line = Line(
        ref="1:1", chat="c1", account="9000010001", name="甲", at=None, kind="text", text="做完一起结", own=((0, 5),)
    )  # fmt: skip
    read = read_line(line, 0, "provider", frozenset())
    told = [Candidate("quote", 0, 5, None, 0.8)]
    assert all_quoted(read, told, lambda _: told[0]) == told
