"""Several exports of one talk as one: nothing is merged away, what stands twice is marked, what differs is listed.

The first export of a talk leads. A message of a later one that is aligned with it bears `same_as`; the others are put
between their neighbours, so that the whole is never smaller than the largest export.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.difference import Comparison
from archiver.analysis.talk import Line
from archiver.comparison.differ import compare_sides
from archiver.comparison.side import Side, side_of
from archiver.comparison.talks import same_talk
from archiver.contract import ChatEntry, SourceEntry
from archiver.intake.opened import Opened
from archiver.intake.survey import Person, Survey

_SHARED: Final = 3
"""How many different rows two chats must share to be looked at as one talk."""


class United(Struct, frozen=True):
    """The talk to be understood, and what else there is.

    `lines` hold each message once, in the order of the talk, under the chat and the accounts of the leading export.
    `same_as` leads from a message to the earlier source's that it repeats, `chats` from a chat to the leading one,
    `accounts` from (chat, account) to the leading export's account. `repeats` holds each chat's repeated messages.
    """

    lines: tuple[Line, ...]
    same_as: Mapping[str, str] = {}
    chats: Mapping[str, str] = {}
    accounts: Mapping[tuple[str, str], str] = {}
    comparisons: tuple[Comparison, ...] = ()
    repeats: Mapping[str, frozenset[str]] = {}

    def entry(self, chat: ChatEntry) -> ChatEntry:
        """Return a chat with the leading one it repeats."""
        return replace(chat, same_as=self.chats.get(chat.id, chat.same_as))

    def people(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return the people under the leading chats and accounts, each once, with all their numbers and names."""
        found: dict[tuple[str, str], Person] = {}
        for person in people:
            chat = self.chats.get(person.chat, person.chat)
            account = self.accounts.get((person.chat, person.account), person.account)
            known = found.get((chat, account))
            found[chat, account] = replace(
                person,
                chat=chat,
                account=account,
                uin=(known.uin if known else "") or person.uin,
                uid=(known.uid if known else "") or person.uid,
                names=tuple(dict.fromkeys((*(known.names if known else ()), *person.names))),
                messages=max(known.messages if known else 0, person.messages),
            )
        return tuple(found.values())


_Owner = tuple[Opened, SourceEntry, ChatEntry]


class _Group(NamedTuple):
    """The exports of one talk met so far, and its lines as they stand united."""

    sides: list[Side]
    lines: list[Line]


def unite(opened: tuple[Opened, ...], surveys: tuple[Survey, ...], lines: tuple[Line, ...]) -> United:
    """Find the chats of different sources that are one talk, hold them against each other and unite them."""
    by_chat: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_chat[line.chat].append(line)
    owners = _owners(opened, surveys, by_chat)
    if len({one.number for one, _, _ in owners.values()}) < 2:
        return United(lines)
    return _Union(by_chat).of({chat: side_of(*owner, by_chat[chat]) for chat, owner in owners.items()}, owners)


class _Union:
    def __init__(self, by_chat: Mapping[str, list[Line]]) -> None:
        self._by_chat = by_chat
        self._groups: dict[str, _Group] = {}
        self._leads: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._same_as: dict[str, str] = {}
        self._chats: dict[str, str] = {}
        self._accounts: dict[tuple[str, str], str] = {}
        self._comparisons: list[Comparison] = []
        self._repeats: dict[str, frozenset[str]] = {}

    def of(self, sides: Mapping[str, Side], owners: Mapping[str, _Owner]) -> United:
        """Unite the chats in their order."""
        for chat, side in sides.items():
            lead = self._lead(side)
            if lead is None:
                self._groups[chat] = _Group([side], list(side.lines))
                for token in _tokens(side):
                    self._leads[token].add(chat)
            else:
                self._join(lead, side, owners[chat][0])
        lines = tuple(
            line
            for chat, told in self._by_chat.items()
            for line in (self._groups[chat].lines if chat in self._groups else () if chat in self._chats else told)
        )
        return United(lines, self._same_as, self._chats, self._accounts, tuple(self._comparisons), self._repeats)

    def _lead(self, side: Side) -> str | None:
        """Return the chat of another source that shares most with this one, if it is the same talk."""
        shared = Counter(chat for token in _tokens(side) for chat in self._leads.get(token, ()))
        for chat, count in shared.most_common():
            first = self._groups[chat].sides[0]
            if count >= _SHARED and first.source.n != side.source.n and same_talk(first, side):
                return chat
        return None

    def _join(self, lead: str, side: Side, opened: Opened) -> None:
        group = self._groups[lead]
        self._chats[side.chat.id] = lead
        mates: dict[str, str] = {}
        shift = 0
        for number, earlier in enumerate(group.sides):
            held = compare_sides(earlier, side, opened.zone.info)
            self._comparisons.append(held.comparison)
            for mine, theirs in held.pairs:
                mates.setdefault(theirs, self._same_as.get(mine, mine))
            for same in held.comparison.accounts:
                home = self._accounts.get((earlier.chat.id, same.a), same.a)
                self._accounts.setdefault((side.chat.id, same.b), home)
            shift = held.comparison.offset_s if not number else shift
        self._same_as.update(mates)
        self._repeats[side.chat.id] = frozenset(mates)
        own = [self._told(line, lead, side.chat.id, shift) for line in side.lines]
        group.lines[:] = _inserted(group.lines, own, mates)
        group.sides.append(side)

    def _told(self, line: Line, lead: str, chat: str, shift: int) -> Line:
        """Return a line as the leading export would have it: its chat, its account, its clock."""
        account = self._accounts.get((chat, line.account), line.account)
        at = line.at - timedelta(seconds=shift) if line.at and shift else line.at
        return replace(line, chat=lead, account=account, at=at, outgoing=None)


def _owners(
    opened: tuple[Opened, ...], surveys: tuple[Survey, ...], by_chat: Mapping[str, Sequence[Line]]
) -> dict[str, _Owner]:
    """Return the source of each chat that was read and stands in one source only."""
    owners: dict[str, _Owner] = {}
    twice: set[str] = set()
    for one, survey in zip(opened, surveys, strict=True):
        for chat in survey.chats:
            twice |= {chat.id} & owners.keys()
            if chat.id in by_chat:
                owners[chat.id] = (one, survey.source, chat)
    return {chat: owner for chat, owner in owners.items() if chat not in twice}


def _tokens(side: Side) -> set[tuple[str, str]]:
    return {row.token for row in side.rows if len(row.words) > 1}


def _inserted(lines: list[Line], own: list[Line], mates: Mapping[str, str]) -> list[Line]:
    """Return the lines with those of another export that have no mate, each behind the one it follows there."""
    after: dict[str | None, list[Line]] = defaultdict(list)
    anchor: str | None = None
    for line in own:
        if line.ref in mates:
            anchor = mates[line.ref]
        else:
            after[anchor].append(line)
    united = list(after[None])
    for line in lines:
        united.append(line)
        united += after.get(line.ref, ())
    return united
