"""Reads a talk: messages in, findings out, as a stream.

Each message passes the gate, is read once (times, sums, features), held against the rules with what the talk has come
to, weighed, and given the message that it answers.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Protocol

from msgspec import Struct

from archiver.analysis.apart import Shelf
from archiver.analysis.chat import ChatReader, ChatState
from archiver.analysis.context import Sides, both_named
from archiver.analysis.cues import Expected, Heard
from archiver.analysis.doubt import borne_out
from archiver.analysis.finding import Finding, Role
from archiver.analysis.gate import Gate, Screened
from archiver.analysis.judge import Judge, RulesAlone
from archiver.analysis.parties import borne_by, infer_roles, other_way, sightings
from archiver.analysis.talk import Line

_TWICE = 5_000
"""Messages; a longer talk is not read both ways, which costs as much again as reading it once."""
_BLOCK = 256
"""Messages that a judge is told of ahead of their turn."""


def source_of(ref: str) -> str:
    """Return the source number of a reference; the digest of the source is the better key where it is known."""
    return ref.partition(":")[0]


def read(
    lines: Iterable[Line],
    roles: Mapping[str, Role],
    source_key: Callable[[str], str] = source_of,
    judge: Judge | None = None,
) -> Iterator[Finding]:
    """Yield the findings of a talk in the order of its messages.

    `roles` names the side of accounts as far as it is known. `source_key` returns what stands for the source of a
    reference in the ids of findings, so that the decisions of people survive a new reading. Lines of several chats may
    come mixed; each chat has its own context, of bounded size. What is read on the suspicion of a deal is told like the
    rest: only at the end of a talk it can be doubted, see `understand`.
    """
    return TalkReader(Sides(roles), source_key, judge or RulesAlone(), Shelf()).read(Gate().screen(lines))


def understand(
    lines: Sequence[Line],
    roles: Mapping[str, Role],
    source_key: Callable[[str], str] = source_of,
    judge: Judge | None = None,
    watch: Callable[[Sequence[Screened]], Iterable[Screened]] = iter,
) -> tuple[Finding, ...]:
    """Return the findings of a talk whose sides may be unknown; `watch` may look on as the lines are read.

    Where the named roles leave a side open, a first reading, by the rules alone, tells the sides apart by what each
    account does, and a second one reads with them.
    """
    return with_sides(lines, roles, OneReader(tuple(Gate().screen(lines)), source_key, judge or RulesAlone(), watch))


class Readers(Protocol):
    """Whoever reads a talk once, or once without and once with the sides known."""

    def first(self, roles: Mapping[str, Role]) -> tuple[Finding, ...]:
        """Return what the rules alone find, for telling the sides apart; another reading follows."""

    def last(self, roles: Mapping[str, Role], *, sided: bool) -> tuple[Finding, ...]:
        """Return what is found with the sides known as far as they can be; `sided` where somebody named both."""


def with_sides(lines: Sequence[Line], roles: Mapping[str, Role], readers: Readers) -> tuple[Finding, ...]:
    """Have a talk read; where the named roles leave a side open, have it read first for what tells the sides apart.

    Where that hardly tells two apart, the talk is read both ways: with the sides right, what is found bears them out.
    """
    if both_named(roles):
        return readers.last(roles, sided=True)
    seen = sightings(lines, readers.first(roles))
    sides = infer_roles(seen, roles)
    found = readers.last(sides, sided=False)
    other = other_way(seen, roles) if len(lines) <= _TWICE else None
    if other is None:
        return found
    again = readers.last(other, sided=False)
    return again if borne_by(lines, again, other) > borne_by(lines, found, sides) else found


class OneReader:
    """Reads a whole talk by itself."""

    def __init__(
        self,
        talk: Sequence[Screened],
        source_key: Callable[[str], str],
        judge: Judge,
        watch: Callable[[Sequence[Screened]], Iterable[Screened]],
    ) -> None:
        self._talk = talk
        self._source_key = source_key
        self._judge = judge
        self._watch = watch
        self._shelf = Shelf()

    def first(self, roles: Mapping[str, Role]) -> tuple[Finding, ...]:
        """Return what the rules alone find."""
        self._shelf = Shelf(keep=True)
        return self._read(roles, RulesAlone())

    def last(self, roles: Mapping[str, Role], *, sided: bool) -> tuple[Finding, ...]:
        """Return what is found with the sides known."""
        self._shelf = self._shelf.last_reading()
        judge = self._judge.anew()
        return borne_out(self._talk, self._read(roles, judge), judge, sided=sided)

    def _read(self, roles: Mapping[str, Role], judge: Judge) -> tuple[Finding, ...]:
        reader = TalkReader(Sides(roles), self._source_key, judge, self._shelf)
        return tuple(reader.read(self._watch(self._talk)))


@cache
def rules_digest() -> str:
    """Return the digest of everything that decides without a model: all code of `archiver.analysis`, by its files."""
    digest = hashlib.sha256()
    for name, source in sorted(sources(files("archiver.analysis"), "")):
        digest.update(name.encode() + b"\0" + source.encode() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def sources(folder: Traversable, where: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each module below a folder; line ends are those of Python, whatever the checkout made."""
    for entry in folder.iterdir():
        name = f"{where}{entry.name}"
        if entry.is_dir():
            yield from sources(entry, f"{name}/")
        elif name.endswith(".py"):
            yield name, entry.read_text("utf-8")


class TalkState(Struct, frozen=True):
    """What a reader knows of a talk: two that know the same go on alike."""

    chats: dict[str, ChatState]
    heard: dict[str, tuple[Heard, ...]] = {}

    def agrees(self, other: "TalkState", chats: Iterable[str]) -> bool:
        """Tell whether both know the same of `chats`."""
        return all(
            self.chats.get(chat) == other.chats.get(chat) and self.heard.get(chat, ()) == other.heard.get(chat, ())
            for chat in chats
        )


class TalkReader:
    """Reads a talk of one or several chats; each has its own context."""

    def __init__(self, sides: Sides, source_key: Callable[[str], str], judge: Judge, shelf: Shelf) -> None:
        self._sides = sides
        self._source_key = source_key
        self._judge = judge
        self._shelf = shelf
        self._chats: dict[str, ChatReader] = {}

    def state(self) -> TalkState:
        """Return what is known by now."""
        return TalkState({name: chat.state() for name, chat in self._chats.items()}, self._judge.told())

    def go_on(self, state: TalkState) -> None:
        """Know what another reader knew; nothing has been read yet."""
        self._judge.recall(state.heard)
        for name, known in state.chats.items():
            self._chat(name).go_on(known)

    def read(self, talk: Iterable[Screened]) -> Iterator[Finding]:
        """Yield the findings of the talk, which goes on from what was read before."""
        coming = iter(talk)
        while block := tuple(islice(coming, _BLOCK)):
            self._judge.expect(self._expected(block))
            for screened in block:
                if found := self._chat(screened.line.chat).read(screened):
                    yield from found

    def _chat(self, name: str) -> ChatReader:
        chat = self._chats.get(name)
        if chat is None:
            chat = self._chats[name] = ChatReader(self._sides, self._source_key, self._judge, self._shelf)
        return chat

    def _expected(self, block: Iterable[Screened]) -> Iterator[Expected]:
        for screened in block:
            if screened.passes and (role := self._sides.role(screened.line.account)) != "other":
                words = self._shelf.put(screened.line).words
                yield Expected(words.speech.strip(), role or "unknown", screened.line, screened.after)
