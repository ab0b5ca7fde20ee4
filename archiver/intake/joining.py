"""Chats of several sources that are one talk: parts that follow each other, and exports of the same time."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.talk import Line
from archiver.contract import ChatEntry
from archiver.intake.survey import Person, Survey


class Joined(Struct, frozen=True):
    """A chat that belongs to an earlier one (`into_source`, `into_own_id`).

    `again` says that it tells the same time once more: then only what lies outside the earlier one's time is new.
    """

    source: int
    own_id: str
    into_source: int
    into_own_id: str
    again: bool


def join_surveys(surveys: tuple[Survey, ...], joined: Iterable[Joined]) -> tuple[Survey, ...]:
    """Return the surveys with one chat id for one talk; an export that adds no time bears `same_as` instead."""
    entries = {(chat.source, chat.own_id): chat for one in surveys for chat in one.chats}
    into: dict[str, ChatEntry] = {}
    told: dict[str, str] = {}
    for one in joined:
        chat, lead = entries.get((one.source, one.own_id)), entries.get((one.into_source, one.into_own_id))
        if chat is None or lead is None:
            continue
        if one.again and not _adds_time(chat, lead):
            told[chat.id] = lead.id
        else:
            into[chat.id] = lead

    def entry(chat: ChatEntry) -> ChatEntry:
        if chat.id in into:
            return replace(chat, id=into[chat.id].id)
        return replace(chat, same_as=told[chat.id]) if chat.id in told else chat

    def person(one: Person) -> Person:
        return replace(one, chat=into[one.chat].id) if one.chat in into else one

    return tuple(
        replace(one, chats=tuple(map(entry, one.chats)), people=tuple(map(person, one.people))) for one in surveys
    )


def join_lines(lines: Iterable[Line], surveys: tuple[Survey, ...], joined: tuple[Joined, ...]) -> tuple[Line, ...]:
    """Return the lines in the order of the talk, without those of a second export that tell a time already told."""
    if not joined:
        return tuple(lines)
    entries = {(chat.source, chat.own_id): chat for one in surveys for chat in one.chats}
    windows: dict[tuple[str, str], tuple[str, str]] = {}
    for one in joined:
        chat, lead = entries.get((one.source, one.own_id)), entries.get((one.into_source, one.into_own_id))
        if one.again and chat and lead and lead.first and lead.last:
            windows[str(chat.source), chat.id] = (_wall(lead.first), _wall(lead.last))
    kept: list[tuple[str, Line]] = []
    latest: dict[str, str] = {}
    for line in lines:
        window = windows.get((line.ref.partition(":")[0], line.chat))
        at = _text(line.at)
        if window and (at is None or window[0] <= at <= window[1]):
            continue
        latest[line.chat] = at or latest.get(line.chat, "")
        kept.append((latest[line.chat], line))
    return tuple(line for _, line in sorted(kept, key=lambda pair: pair[0]))


def _adds_time(chat: ChatEntry, lead: ChatEntry) -> bool:
    if not (chat.first and chat.last and lead.first and lead.last):
        return False
    return chat.first < lead.first or chat.last > lead.last


def _wall(iso: str) -> str:
    return iso[:19]


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
