"""Several exports of one talk as one: nothing is merged away, what stands twice is marked, what differs is listed.

The first export of a talk leads. A message of a later one that is aligned with it bears `same_as`; the others are put
between their neighbours, so that the whole is never smaller than the largest export.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.difference import Comparison, Difference
from archiver.analysis.talk import Line
from archiver.comparison.causes import TOLD
from archiver.comparison.differ import Compared, compare_sides
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


class _Talk(NamedTuple):
    """A chat as it was read: the exports that are its parts, in the order of their sources, and its lines."""

    id: str
    sides: tuple[Side, ...]
    lines: list[Line]
    zone: ZoneInfo


class _Group(NamedTuple):
    """The exports of one talk met so far, and its lines as they stand united."""

    sides: list[Side]
    lines: list[Line]


def unite(opened: tuple[Opened, ...], surveys: tuple[Survey, ...], lines: tuple[Line, ...]) -> United:
    """Find the chats of different sources that are one talk, hold them against each other and unite them.

    A chat that stands in several sources was joined from them: each of these is held against the other exports.
    """
    by_chat: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_chat[line.chat].append(line)
    owners: dict[str, list[_Owner]] = defaultdict(list)
    for one, survey in zip(opened, surveys, strict=True):
        for chat in survey.chats:
            if chat.id in by_chat:
                owners[chat.id].append((one, survey.source, chat))
    if len({one.number for parts in owners.values() for one, _, _ in parts}) < 2 or len(owners) < 2:
        return United(lines)
    return _Union(by_chat).of([_talk(chat, parts, by_chat[chat]) for chat, parts in owners.items()])


def _talk(chat: str, parts: Sequence[_Owner], lines: list[Line]) -> _Talk:
    told: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        told[line.ref.partition(":")[0]].append(line)
    last = max((entry.last or "" for _, _, entry in parts), default="")
    sides = (
        # Up to when a part was exported says nothing of where it ends if another part goes on.
        side_of(one, source if entry.last == last or not last else replace(source, exported=None), entry, own)
        for one, source, entry in parts
        if (own := told[str(source.n)])
    )
    return _Talk(chat, tuple(sides), lines, parts[0][0].zone.info)


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

    def of(self, talks: Iterable[_Talk]) -> United:
        """Unite the chats in their order."""
        for talk in talks:
            lead = self._lead(talk)
            if lead is None:
                self._groups[talk.id] = _Group([*talk.sides], [*talk.lines])
                for side in talk.sides:
                    for token in _tokens(side):
                        self._leads[token].add(talk.id)
            else:
                self._join(lead, talk)
        lines = tuple(
            line
            for chat, told in self._by_chat.items()
            for line in (self._groups[chat].lines if chat in self._groups else () if chat in self._chats else told)
        )
        return United(lines, self._same_as, self._chats, self._accounts, tuple(self._comparisons), self._repeats)

    def _lead(self, talk: _Talk) -> str | None:
        """Return the chat of other sources that shares most with this one, if it is the same talk."""
        tokens = {token for side in talk.sides for token in _tokens(side)}
        shared = Counter(chat for token in tokens for chat in self._leads.get(token, ()))
        for chat, count in shared.most_common():
            couples = [(first, side) for first in self._groups[chat].sides for side in talk.sides]
            apart = all(first.source.n != side.source.n for first, side in couples)
            if count >= _SHARED and apart and any(same_talk(*couple) for couple in couples):
                return chat
        return None

    def _join(self, lead: str, talk: _Talk) -> None:
        group = self._groups[lead]
        self._chats[talk.id] = lead
        mates: dict[str, str] = {}
        taken: set[str] = set()
        shifts: dict[str, int] = {}
        couples = [(earlier, side) for side in talk.sides for earlier in group.sides]
        held = [compare_sides(*couple, talk.zone) for couple in couples]
        for (earlier, side), one in zip(couples, held, strict=True):
            for mine, theirs in one.pairs:
                origin = self._same_as.get(mine, mine)
                # Through two earlier exports two messages may lead to one; the second then stands by itself.
                if theirs not in mates and origin not in taken:
                    mates[theirs] = origin
                    taken.add(origin)
            for same in one.comparison.accounts:
                home = self._accounts.get((earlier.chat.id, same.a), same.a)
                self._accounts.setdefault((side.chat.id, same.b), home)
            if one.pairs:
                shifts.setdefault(str(side.source.n), one.comparison.offset_s)
        self._comparisons += _told_once([one for one in held if one.pairs])
        self._same_as.update(mates)
        self._repeats[talk.id] = frozenset(mates)
        own = [self._told(line, lead, talk.id, shifts) for line in talk.lines]
        group.lines[:] = _inserted(group.lines, own, mates)
        group.sides.extend(talk.sides)

    def _told(self, line: Line, lead: str, chat: str, shifts: Mapping[str, int]) -> Line:
        """Return a line as the leading export would have it: its chat, its account, its clock."""
        account = self._accounts.get((chat, line.account), line.account)
        shift = shifts.get(line.ref.partition(":")[0], 0)
        at = line.at - timedelta(seconds=shift) if line.at and shift else line.at
        return replace(line, chat=lead, account=account, at=at, outgoing=None)


def _told_once(held: Sequence[Compared]) -> Iterator[Comparison]:
    """Yield the comparisons; what one part of an export lacks and another part has waits for no explanation."""
    first = {mine for one in held for mine, _ in one.pairs}
    second: dict[str, set[str]] = defaultdict(set)
    for one in held:
        second[one.comparison.chat_a] |= {theirs for _, theirs in one.pairs}
    for found in (one.comparison for one in held):

        def explained(one: Difference, chat: str = found.chat_a) -> Difference:
            elsewhere = one.a in first if one.kind == "only_a" else one.kind == "only_b" and one.b in second[chat]
            return replace(one, cause="other_part", because=TOLD["other_part"], perhaps=()) if elsewhere else one

        yield replace(found, differences=tuple(map(explained, found.differences)))


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
