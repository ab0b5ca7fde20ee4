"""The record that a report cites: of a long talk what is cited, with its context."""

from collections.abc import Iterator
from pathlib import Path

from archiver.compose import book
from archiver.compose.enclosed import Enclosed
from archiver.contract import ChatEntry
from archiver.intake.opened import Opened, Zone
from parsers.message import Message, Reply, Sender, Span, Stamp, Transcript


def _pages(number: int, first: int, end: int, read: list[int]) -> book._Pages:
    """Return the pages of a source that holds the messages `first` to `end`, and notes in `read` which are read."""

    def rows() -> Iterator[Message]:
        for ordinal in range(first, end):
            read.append(ordinal)
            yield Message(ordinal, "c1", Sender("甲"), Stamp(""), "text", "好", Span(0, 1))

    opened = Opened(number, "export", Path(), "", 0, Transcript("qce_jsonl", "", "utf-8", rows), Zone())
    return book._Pages(opened, Enclosed(opened), {"c1": "群"}, frozenset({27}))


def _shown(pages: list[book._Pages], *cited: str) -> list[tuple[str, int]]:
    found = book._around(pages, frozenset(cited))
    return [(row.pages.opened.ref(row.message.ordinal), skipped) for row, skipped in found]


def test_behind_the_last_cited_message_and_its_context_no_more_is_read() -> None:
    read: list[int] = []
    shown = _shown([_pages(1, 1, 100, read)], "1:10", "1:40")
    assert [ref for ref, _ in shown] == [f"1:{number}" for number in (*range(5, 16), *range(35, 46))]
    assert [one for one in shown if one[1]] == [("1:5", 4), ("1:35", 18)]  # 27 is left out, not skipped
    assert read[-1] == 46


def test_where_a_cited_message_does_not_come_all_is_read() -> None:
    read: list[int] = []
    shown = _shown([_pages(1, 1, 50, read)], "1:10", "1:99")
    assert [ref for ref, _ in shown] == [f"1:{number}" for number in range(5, 16)]
    assert read[-1] == 49


def test_the_context_of_a_message_reaches_over_into_the_next_source() -> None:
    pages = [_pages(1, 1, 21, []), _pages(2, 1, 21, [])]
    shown = _shown(pages, "1:19", "2:3")
    assert [ref for ref, _ in shown] == [*(f"1:{n}" for n in range(14, 21)), *(f"2:{n}" for n in range(1, 9))]
    assert [one for one in shown if one[1]] == [("1:14", 13)]


def test_a_reply_names_the_line_that_it_quotes_where_that_is_shown_before_it() -> None:
    def rows() -> Iterator[Message]:
        for ordinal, quoted in ((1, None), (2, None), (3, "m2"), (4, "m9")):
            yield Message(
                ordinal, "c1", Sender("甲"), Stamp(""), "text", "好", Span(0, 1),
                id=f"m{ordinal}", reply=Reply(id=quoted) if quoted else None,
            )  # fmt: skip

    opened = Opened(1, "export", Path(), "", 0, Transcript("qce_jsonl", "", "utf-8", rows), Zone())
    chat = ChatEntry("c1", "甲", "private", 1, None, None, 4, own_id="c1")
    shown = book.read_book((opened,), (chat,), (), frozenset()).lines
    assert [line.reply for line in shown.values()] == ["", "", "E1-0002", ""]
