"""The laws of reading, for bytes in hand."""

from contextlib import suppress
from itertools import pairwise

from parsers.format import Ambiguous, Unrecognised
from parsers.identify import read
from parsers.message import Event, Framing, Message, Notice, Span, Unread
from parsers.source import BytesSource


def read_bytes(data: bytes) -> list[Event] | None:
    """Return the events of an export, None where the package refuses it in its own words; no other error may arise."""
    source = BytesSource("export", len(data), data)
    with suppress(Unrecognised, Ambiguous):
        return list(read(source).events())
    return None


def messages(events: list[Event] | None) -> list[Message]:
    return [event for event in events or () if isinstance(event, Message)]


def codes(events: list[Event] | None) -> list[str]:
    return [event.code for event in events or () if isinstance(event, Notice)]


def span(event: Message | Framing | Unread) -> Span:
    place = event.place if isinstance(event, Message) else event.span
    assert isinstance(place, Span)
    return place


def assert_tiled(data: bytes, events: list[Event]) -> None:
    told = [span(event) for event in events if isinstance(event, Message | Framing | Unread)]
    assert all(one.start < one.end for one in told)
    assert all(one.end == two.start for one, two in pairwise(told))
    assert (told[0].start, told[-1].end) == (0, len(data))
    for message in messages(events):
        assert all(0 <= start < end <= len(message.text) for start, end in message.own)
        if message.body is not None:
            assert span(message).start <= message.body.start <= message.body.end <= span(message).end
