"""One pass over sources for both: what they hold, and their messages as lines."""

from collections.abc import Callable, Iterable, Iterator

from archiver.analysis.talk import Line
from archiver.intake.lines import Lining
from archiver.intake.opened import Opened
from archiver.intake.survey import Survey, Surveying
from parsers.message import Chat, Message

Watch = Callable[[Iterable[Line]], Iterable[Line]]
"""Looks on as lines are read, and hands each on."""


def read_at_once(opened: Iterable[Opened], watch: Watch = iter) -> tuple[tuple[Survey, ...], tuple[Line, ...]]:
    """Return what `survey_all` and `lines` do of all sources, reading each of them once.

    All lines are held, also those of chats that nobody wants: where one chat of many is wanted, read twice.
    Raises CaseError where a file cannot be read to its end.
    """
    surveyed: list[Surveying] = []
    lines = tuple(watch(_lines(opened, surveyed)))
    return tuple(one.survey() for one in surveyed), lines


def _lines(opened: Iterable[Opened], surveyed: list[Surveying]) -> Iterator[Line]:
    for one in opened:
        told = Surveying(one, surveyed[-1].next_chat if surveyed else 1)
        surveyed.append(told)
        yield from _lines_of(one, told)


def _lines_of(opened: Opened, told: Surveying) -> Iterator[Line]:
    made, wall_of = Lining(opened, told.ids), opened.zone.read
    for event in opened.events():
        if isinstance(event, Message):
            wall = wall_of(event.stamp)
            told.meet(event, wall)
            yield made.line(event, wall)
        else:
            told.note(event)
            if isinstance(event, Chat):
                made.note(event)
