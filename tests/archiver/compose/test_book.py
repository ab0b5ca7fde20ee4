"""The record that a report cites: of a long talk what is cited, with its context."""

from collections.abc import Iterator
from typing import cast

from archiver.compose import book


def test_behind_the_last_cited_message_and_its_context_no_more_is_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple[str, book._Row]]:
        for number in range(100):
            read.append(number)
            yield f"1:{number}", cast("book._Row", None)

    shown = [(ref, skipped) for ref, _, skipped in book._around(rows(), frozenset({"1:10", "1:30"}))]
    assert [ref for ref, _ in shown] == [f"1:{number}" for number in (*range(5, 16), *range(25, 36))]
    assert [(ref, skipped) for ref, skipped in shown if skipped] == [("1:5", 5), ("1:25", 9)]
    assert read[-1] == 36


def test_where_a_cited_message_does_not_come_all_is_read() -> None:
    rows = ((f"1:{number}", cast("book._Row", None)) for number in range(50))
    shown = [ref for ref, _, _ in book._around(rows, frozenset({"1:10", "1:99"}))]
    assert shown == [f"1:{number}" for number in range(5, 16)]
    assert next(rows, None) is None
