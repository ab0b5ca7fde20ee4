"""Chats of several sources that are the parts of one talk: they follow each other and are read as one.

Exports that tell the same time are no parts: the comparison finds them and holds them against each other.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.talk import Line
from archiver.contract import ChatEntry
from archiver.intake.survey import Person, Survey


class Joined(Struct, frozen=True):
    """A chat that is a part of the talk that another one (`into_source`, `into_own_id`) leads."""

    source: int
    own_id: str
    into_source: int
    into_own_id: str


def join_surveys(surveys: tuple[Survey, ...], joined: Iterable[Joined]) -> tuple[Survey, ...]:
    """Return the surveys with one chat id for one talk."""
    entries = {(chat.source, chat.own_id): chat for one in surveys for chat in one.chats}
    into: dict[str, str] = {}
    for one in joined:
        chat, lead = entries.get((one.source, one.own_id)), entries.get((one.into_source, one.into_own_id))
        if chat is not None and lead is not None:
            into[chat.id] = lead.id

    def entry(chat: ChatEntry) -> ChatEntry:
        return replace(chat, id=into.get(chat.id, chat.id))

    def person(one: Person) -> Person:
        return replace(one, chat=into.get(one.chat, one.chat))

    return tuple(
        replace(one, chats=tuple(map(entry, one.chats)), people=tuple(map(person, one.people))) for one in surveys
    )


def join_lines(lines: Iterable[Line], joined: tuple[Joined, ...]) -> tuple[Line, ...]:
    """Return the lines in the order of the talk."""
    if not joined:
        return tuple(lines)
    kept: list[tuple[str, Line]] = []
    latest: dict[str, str] = {}
    for line in lines:
        at = "" if line.at is None else line.at.isoformat(timespec="seconds")
        latest[line.chat] = at or latest.get(line.chat, "")
        kept.append((latest[line.chat], line))
    return tuple(line for _, line in sorted(kept, key=lambda pair: pair[0]))
