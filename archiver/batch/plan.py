"""Which files make one talk, and in which order the work is done: a pure function of what the files hold.

Two chats of different files are one talk where they share enough messages said by both sides (a re-export, or the
other party's export), or where the same numbered accounts or the same named people of one intake speak in both (the
parts of one long export). Files that share a talk go into one case.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from typing import Final, Generic, TypeVar

from msgspec import Struct

from archiver.batch.look import ChatLook, Look
from archiver.batch.problem import Problem
from archiver.digests import digest
from archiver.intake.joining import Joined

_LEAST_SHARED: Final = 4
_LEAST_SHARE: Final = 0.2
"""Of the sketch of the smaller chat, over the range that both sketches cover."""
_COMMON: Final = 40
"""Words met on one day in more chats than this are a broadcast, and tell no talk from another."""
_ID: Final = 12

_Key = TypeVar("_Key", bound=Hashable)


class Input(Struct, frozen=True):
    """A file of an item, under the number that its exhibit gets. `copies` are files with the very same bytes."""

    label: str
    path: str
    sha256: str
    format: str
    copies: tuple[str, ...] = ()


class Item(Struct, frozen=True):
    """One piece of work: files that belong into one case, and which of their chats are one talk.

    `id` depends on the bytes of the files alone.
    """

    id: str
    intake: str
    inputs: tuple[Input, ...]
    joined: tuple[Joined, ...] = ()


class _Place(Struct, frozen=True, order=True):
    """A chat: the positions of its file and of itself therein."""

    file: int
    chat: int


class Planned(Struct, frozen=True):
    """The items in the order of the labels of their first files, and the records that no one talk can claim."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def plan(looks: Iterable[Look]) -> Planned:
    """Return what is to be done, whatever order the looks come in.

    A bill or list goes with the talks of its own folder, where these are one case.
    """
    known = list(looks)
    groups = _same_bytes(one for one in known if not one.record)
    beside = _same_bytes(one for one in known if one.record)
    files = [group[0] for group in groups]
    chats = {_Place(file, at): chat for file, one in enumerate(files) for at, chat in enumerate(one.chats)}
    talks = _Groups(chats)
    for one, other in _pairs(files, chats):
        talks.join(one, other)
    cases = _Groups(range(len(files)))
    for talk in talks.all():
        for place in talk[1:]:
            cases.join(talk[0].file, place.file)
    by_case: dict[int, list[list[_Place]]] = defaultdict(list)
    for talk in talks.all():
        by_case[cases.head(talk[0].file)].append(talk)
    claimed, problems = _claimed(groups, beside, cases.all())
    items = [_item(groups, case, by_case[case[0]], chats, claimed[case[0]]) for case in cases.all()]
    ordered = sorted(items, key=lambda item: (min(one.label for one in item.inputs), item.id))
    return Planned(tuple(ordered), tuple(problems))


def _claimed(
    groups: list[list[Look]], beside: list[list[Look]], cases: list[list[int]]
) -> tuple[dict[int, list[list[Look]]], list[Problem]]:
    """Return the records of each case by its first file, and those that none or several could claim."""
    folders: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        for one in (one for file in case for one in groups[file]):
            folders[one.label.rpartition("/")[0]].add(case[0])
    claimed: dict[int, list[list[Look]]] = defaultdict(list)
    problems: list[Problem] = []
    for record in beside:
        takers = folders[record[0].label.rpartition("/")[0]]
        if len(takers) == 1:
            claimed[min(takers)].append(record)
            continue
        why = "同一文件夹里不止一个会话" if takers else "同一文件夹里没有聊天记录"
        remedy = "请和它要印证的那一份聊天记录单独放在一个文件夹里"
        problems.append(Problem(record[0].label, f"是{record[0].record}，不是聊天记录；{why}，不知道归哪一个", remedy))
    return claimed, problems


def same_talk(one: ChatLook, other: ChatLook) -> bool:
    """Say whether two chats share enough messages, of both sides, to be exports of one talk."""
    reach = min(_reach(one), _reach(other))
    speakers = {mark.hash: mark.speaker for mark in one.marks if mark.hash <= reach}
    others = {mark.hash: mark.speaker for mark in other.marks if mark.hash <= reach}
    shared = speakers.keys() & others.keys()
    if len(shared) < max(_LEAST_SHARED, _LEAST_SHARE * min(len(speakers), len(others))):
        return False
    return len({speakers[value] for value in shared}) > 1 and len({others[value] for value in shared}) > 1


def _same_bytes(looks: Iterable[Look]) -> list[list[Look]]:
    """Return the looks by content, the first by label first."""
    same: dict[str, list[Look]] = defaultdict(list)
    for one in sorted(looks, key=lambda one: (one.label, one.path)):
        same[one.sha256].append(one)
    return list(same.values())


def _reach(chat: ChatLook) -> int:
    """Return up to which hash a sketch holds everything."""
    return (1 << 56) if chat.whole or not chat.marks else chat.marks[-1].hash


class _Groups(Generic[_Key]):
    """Sets that grow together; a group's first member is its smallest by the order in which all were given."""

    def __init__(self, keys: Iterable[_Key]) -> None:
        self._order = {key: number for number, key in enumerate(keys)}
        self._parent = {key: key for key in self._order}

    def head(self, key: _Key) -> _Key:
        """Return the first member of a key's group."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: _Key, other: _Key) -> None:
        """Make two groups one."""
        first, second = sorted((self.head(one), self.head(other)), key=self._order.__getitem__)
        self._parent[second] = first

    def all(self) -> list[list[_Key]]:
        """Return all groups, in the order of their first members."""
        groups: dict[_Key, list[_Key]] = {}
        for key in self._order:
            groups.setdefault(self.head(key), []).append(key)
        return list(groups.values())


def _pairs(files: list[Look], chats: dict[_Place, ChatLook]) -> Iterator[tuple[_Place, _Place]]:
    """Yield pairs of chats of different files that are one talk."""
    by_name: dict[Hashable, list[_Place]] = defaultdict(list)
    by_hash: dict[int, list[_Place]] = defaultdict(list)
    for place, chat in chats.items():
        for name in _names(files[place.file], chat):
            by_name[name].append(place)
        for mark in chat.marks:
            by_hash[mark.hash].append(place)
    for alike in by_name.values():
        yield from ((alike[0], other) for other in alike[1:] if other.file != alike[0].file)
    shared: dict[tuple[_Place, _Place], int] = defaultdict(int)
    for met in by_hash.values():
        if 1 < len(met) <= _COMMON:
            for one, other in combinations(met, 2):
                shared[one, other] += one.file != other.file
    for (one, other), count in shared.items():
        if count >= _LEAST_SHARED and _may_be_one(chats[one], chats[other]) and same_talk(chats[one], chats[other]):
            yield one, other


def _names(file: Look, chat: ChatLook) -> Iterator[Hashable]:
    """Yield what tells a talk from every other: its two numbered accounts, its group number, or its two names."""
    if chat.kind == "group":
        if chat.peer:
            yield "group", chat.peer
        return
    numbers = _numbers(chat)
    if len(numbers) == 2:
        yield "numbers", numbers
    elif not numbers and chat.kind == "private" and len(chat.people) == 2:
        # Names alone are no proof: they join only the parts of one format that were handed in together.
        named = frozenset(name for person in chat.people for name in person.names)
        yield "names", file.format, file.label.rpartition("/")[0], named


def _numbers(chat: ChatLook) -> frozenset[str]:
    found = {person.uin or person.uid for person in chat.people} | {chat.own, chat.peer}
    return frozenset(found - {""})


def _may_be_one(one: ChatLook, other: ChatLook) -> bool:
    """Refuse a pair whose numbered accounts say that other people speak."""
    if "group" in {one.kind, other.kind}:
        return True
    mine = {person.uin for person in one.people if person.uin}
    theirs = {person.uin for person in other.people if person.uin}
    return len(mine | theirs) <= 2


def _item(
    groups: list[list[Look]],
    case: list[int],
    talks: list[list[_Place]],
    chats: dict[_Place, ChatLook],
    records: list[list[Look]],
) -> Item:
    told = [(talk, _parts(talk, chats)) for talk in talks]
    standing = {place.file for _, parts in told for place in parts}
    order = sorted(case, key=lambda file: (file not in standing, _first(groups[file][0]), groups[file][0].label))
    number = {file: at for at, file in enumerate(order, 1)}
    inputs = tuple(
        Input(one[0].label, one[0].path, one[0].sha256, one[0].format, tuple(copy.label for copy in one[1:]))
        for one in (*(groups[file] for file in order), *records)
    )
    joined = (
        Joined(number[place.file], chats[place].own_id, number[parts[0].file], chats[parts[0]].own_id)
        for _, parts in told  # exports of one and the same time are found and held against each other by the analysis
        for place in parts[1:]
    )
    intakes = {look.intake for file in case for look in groups[file] if look.intake}
    name = digest("\n".join(sorted(one.sha256 for one in inputs)).encode()).removeprefix("sha256:")[:_ID]
    return Item(name, "、".join(sorted(intakes)), inputs, tuple(sorted(joined, key=_joined_order)))


def _joined_order(one: Joined) -> tuple[int, str]:
    return one.source, one.own_id


def _parts(talk: list[_Place], chats: dict[_Place, ChatLook]) -> list[_Place]:
    """Return the chats that together tell a talk once, in the order of time; the longest speaks for its time."""
    chosen: list[_Place] = []
    for place in sorted(talk, key=lambda place: (-chats[place].messages, place)):
        if not any(_same_time(chats[place], chats[other]) for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=lambda place: (chats[place].first or "", place))


def _same_time(one: ChatLook, other: ChatLook) -> bool:
    if same_talk(one, other):
        return True
    if not (one.first and one.last and other.first and other.last):
        return False
    return one.first < other.last and other.first < one.last


def _first(file: Look) -> str:
    return min((chat.first or "" for chat in file.chats), default="")
