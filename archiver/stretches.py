"""A long talk read by several processes, with the very findings that one would have.

The talk is cut into stretches. Each process but the first begins some way before its own, supposing what a busy talk
has come to by then, and notes what it knows where its stretch begins and at marks within. Where the stretch before
ends knowing just that, all that was found stands; else it is read again from there until, at a mark, both know the
same. What a process supposes decides the time alone, never a finding.
"""

import gc
import multiprocessing
import signal
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Self, get_args

import msgspec
from msgspec import Struct

from archiver import trained
from archiver.analysis import reader
from archiver.analysis.apart import Shelf
from archiver.analysis.chat import ChatState
from archiver.analysis.context import Known, Sides
from archiver.analysis.doubt import borne_out
from archiver.analysis.finding import Finding, Role
from archiver.analysis.gate import Gate, Screened
from archiver.analysis.judge import Judge, RulesAlone
from archiver.analysis.reader import OneReader, TalkReader, TalkState, with_sides
from archiver.analysis.rule import Fact
from archiver.analysis.talk import Line

Watch = Callable[[Sequence[Screened]], Iterable[Screened]]

LEAST: Final = 10_000
"""A talk of fewer messages that pass the gate is read by one process: starting another takes longer."""
EARLIER: Final = 3_000
"""How many messages that pass the gate a process reads before its stretch, to know what the talk has come to.

In a busy group 2,000 were enough at the places tried; too few cost time only, which the tests hold.
"""
_FIRST_MARK: Final = 1_024
"""Messages from the beginning of a stretch to its first mark; to each next one it is twice as far."""
_PIECE: Final = 4_096
"""Messages handed over at once."""
_COME_TO: Final[frozenset[Fact]] = frozenset(("priced", "agreed", "paid", "shown", "delivered", "dated", "disputed"))
"""What a busy talk has come to sooner or later."""
assert set(get_args(Fact)) >= _COME_TO


class Keys(Struct, frozen=True):
    """Tells what stands for the source of a reference in the ids of findings: its digest."""

    digests: dict[str, str]

    def __call__(self, ref: str) -> str:
        """Return the digest of the source that `ref` belongs to."""
        return self.digests[reader.source_of(ref)]


class Order(Struct, frozen=True):
    """One reading: the sides, and whether it is the first of two, by the rules alone."""

    roles: dict[str, Role]
    first: bool


class Part(Struct, frozen=True):
    """The messages from one mark to the next: what was found in them, and what was known behind them."""

    found: tuple[Finding, ...]
    state: TalkState


class Told(Struct, frozen=True):
    """What a process found in its stretch, beginning with what it knew before."""

    before: TalkState
    parts: tuple[Part, ...]


class Stretch(Struct, frozen=True):
    """The half-open range of a process's own messages, where it begins to read, and what it supposes there."""

    early: int
    start: int
    end: int
    supposed: TalkState


@contextmanager
def ready(jobs: int) -> Iterator["Crew | None"]:
    """Have processes at hand for a long talk, `jobs` with ours; none where one will read it. `awaited` starts them."""
    if jobs < 2:
        yield None
        return
    with Crew(jobs - 1) as crew:
        yield crew


def awaited(lines: Iterable[Line], crew: "Crew | None") -> Iterator[Line]:
    """Yield the lines of a talk as they are read; once they may be enough to be shared out, start the crew.

    Its processes need as long to start as a hundred thousand messages to be read from their file and screened.
    """
    coming = iter(lines)
    if crew is not None:
        yield from islice(coming, LEAST)
        first = next(coming, None)
        if first is None:
            return
        crew.start()
        yield first
    yield from coming


def understand(
    lines: Sequence[Line], roles: Mapping[str, Role], keys: Keys, crew: "Crew | None", watch: Watch
) -> tuple[Finding, ...]:
    """Return what the trained reader finds in a talk, a long one read together with `crew`; see `reader`."""
    if crew is None or not crew.started:
        return reader.understand(lines, roles, keys, trained.judge(), watch)
    talk = tuple(Gate().screen(lines))
    if sum(one.passes for one in talk) < LEAST:
        return with_sides(lines, roles, OneReader(talk, keys, trained.judge(), watch))
    return with_sides(lines, roles, crew.reading(talk, keys, watch))


def stretches(talk: Sequence[Screened], count: int, earlier: int = EARLIER) -> tuple[Stretch, ...]:
    """Cut a talk so that about as many messages that pass the gate are read by each of `count` processes."""
    passed = list(accumulate((one.passes for one in talk), initial=0))
    each = (passed[-1] + (count - 1) * earlier) / count
    cuts = [0, *(bisect_left(passed, each + number * max(each - earlier, 0)) for number in range(count - 1))]
    found: list[Stretch] = []
    for start, end in pairwise((*cuts, len(talk))):
        early = max(bisect_left(passed, passed[start] - earlier), 0)
        spoken = Counter(one.line.chat for one in talk[:early])
        supposed = {chat: ChatState(index, Known(standing=_COME_TO)) for chat, index in spoken.items()}
        found.append(Stretch(early, start, end, TalkState(supposed)))
    return tuple(found)


def marked(talk: Sequence[Screened]) -> Iterator[Sequence[Screened]]:
    """Cut a stretch at its marks."""
    start, length = 0, _FIRST_MARK
    while start < len(talk):
        yield talk[start : start + length]
        start, length = start + length, 2 * length


class Crew:
    """Other processes that read with us, once started. Use as a context: leaving it ends them."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._helpers: list[_Helper] = []

    def __enter__(self) -> Self:
        return self

    @property
    def started(self) -> bool:
        """Whether the processes run."""
        return bool(self._helpers)

    def start(self) -> None:
        """Start the processes; they make ready while we go on."""
        self._helpers = [_Helper() for _ in range(self._count)]

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.end()

    def reading(
        self, talk: Sequence[Screened], keys: Keys, watch: Watch = iter, earlier: int = EARLIER
    ) -> "SharedReading":
        """Hand out the stretches of a talk; the first is ours."""
        cut = stretches(talk, self._count + 1, earlier)
        for helper, stretch in zip(self._helpers, cut[1:], strict=True):
            helper.give(talk, stretch, keys)
        return SharedReading(talk, cut, self._helpers, keys, watch)


class SharedReading:
    """A talk whose stretches several processes read at once."""

    def __init__(
        self,
        talk: Sequence[Screened],
        cut: Sequence[Stretch],
        helpers: "Sequence[_Helper]",
        keys: Keys,
        watch: Watch,
    ) -> None:
        self._talk = talk
        self._cut = cut
        self._helpers = helpers
        self._keys = keys
        self._watch = watch
        self._shelf = Shelf()

    def first(self, roles: Mapping[str, Role]) -> tuple[Finding, ...]:
        """Return what the rules alone find."""
        self._shelf = Shelf(keep=True)
        return tuple(self._read(Order(dict(roles), first=True), self._shelf))

    def last(self, roles: Mapping[str, Role], *, sided: bool) -> tuple[Finding, ...]:
        """Return what is found with the sides known."""
        found = tuple(self._read(Order(dict(roles), first=False), self._shelf.last_reading()))
        return borne_out(self._talk, found, trained.judge(), sided=sided)

    def _read(self, order: Order, shelf: Shelf) -> Iterator[Finding]:
        for helper in self._helpers:
            helper.begin(order)
        own = _reader(order, self._keys, shelf)
        yield from own.read(self._watch(self._talk[: self._cut[0].end]))
        state = own.state()
        for helper, stretch in zip(self._helpers, self._cut[1:], strict=True):
            talk = self._talk[stretch.start : stretch.end]
            parts = tuple(_joined(state, helper.told(), talk, lambda: _reader(order, self._keys, Shelf())))
            for part in parts:
                yield from part.found
            state = _later(state, parts, talk)


def _joined(
    state: TalkState, told: Told | None, talk: Sequence[Screened], new: Callable[[], TalkReader]
) -> Iterator[Part]:
    """Yield the parts of a stretch as they are when read from `state`; what was told of it stands where it agrees."""
    chats = {one.line.chat for one in talk}
    if told is not None and state.agrees(told.before, chats):
        yield from told.parts
        return
    again = new()
    again.go_on(state)
    agreed = False
    for number, messages in enumerate(marked(talk)):
        if told is not None and agreed:
            yield told.parts[number]
            continue
        part = Part(tuple(again.read(messages)), again.state())
        agreed = told is not None and part.state.agrees(told.parts[number].state, chats)
        yield part


def _later(state: TalkState, parts: Sequence[Part], talk: Sequence[Screened]) -> TalkState:
    """Return what is known behind the parts of a stretch; of chats that are silent there, what was known before."""
    if not parts:
        return state
    last, chats = parts[-1].state, {one.line.chat for one in talk}
    return TalkState(
        {**state.chats, **{chat: known for chat, known in last.chats.items() if chat in chats}},
        {**state.heard, **{chat: heard for chat, heard in last.heard.items() if chat in chats}},
    )


def _reader(order: Order, keys: Keys, shelf: Shelf) -> TalkReader:
    judge: Judge = RulesAlone() if order.first else trained.judge()
    return TalkReader(Sides(order.roles), keys, judge, shelf)


class _Helper:
    """One other process, seen from ours. Where it dies, its stretch is told as None."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        given = (theirs, gc.get_threshold())
        self._process: BaseProcess = context.Process(target=help_reading, args=given, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, talk: Sequence[Screened], stretch: Stretch, keys: Keys) -> None:
        """Hand over a stretch with what stands before it."""
        self._send((keys, stretch))
        for at in range(stretch.early, stretch.end, _PIECE):
            self._send([_slim(one) for one in talk[at : min(at + _PIECE, stretch.end)]])
        self._send([])

    def begin(self, order: Order) -> None:
        """Have it read."""
        self._send(order)

    def told(self) -> Told | None:
        """Wait for what it read."""
        try:
            return _unpacked(self._line.recv())
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        """End it, whatever it does."""
        self._line.close()
        self._process.terminate()
        self._process.join()

    def _send(self, what: object) -> None:
        try:
            self._line.send(what)
        except OSError:
            return  # it is gone, which `told` finds out


Overheard = tuple[str, str]
"""What a reader looks at of a message that it passes over: its chat, and who speaks."""


def _slim(one: Screened) -> Screened | Overheard:
    return one if one.passes else (one.line.chat, one.line.account)


@lru_cache(maxsize=1 << 14)
def _overheard(chat: str, account: str) -> Screened:
    """Return a message to pass over; one object serves for all that a person says in a chat."""
    return Screened(Line("", chat, account, "", None, "text", ""), deal=False, passes=False)


class _Packed(Struct, frozen=True):
    """A stretch as it travels: its findings as MessagePack, which takes a fifth of the time of pickling them."""

    before: TalkState
    parts: tuple[tuple[bytes, TalkState], ...]


_FINDINGS: Final = msgspec.msgpack.Decoder(tuple[Finding, ...])


def _packed(told: Told) -> _Packed:
    return _Packed(told.before, tuple((msgspec.msgpack.encode(part.found), part.state) for part in told.parts))


def _unpacked(packed: object) -> Told:
    assert isinstance(packed, _Packed)
    return Told(packed.before, tuple(Part(_FINDINGS.decode(found), state) for found, state in packed.parts))


def help_reading(line: Connection, patience: tuple[int, int, int]) -> None:
    """Take a stretch and read it as often as asked, until the other side hangs up.

    `patience` is how seldom the other side looks for garbage; a talk makes as little of it here.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the process that started us
    gc.set_threshold(*patience)
    try:
        trained.judge()  # while the other side screens the talk
        keys, stretch = line.recv()
        talk: list[Screened] = []
        while piece := line.recv():
            talk += [one if isinstance(one, Screened) else _overheard(*one) for one in piece]
        gc.freeze()
        shelf = Shelf()
        while True:
            order = line.recv()
            shelf = Shelf(keep=True) if order.first else shelf.last_reading()
            line.send(_packed(_told(talk, stretch, _reader(order, keys, shelf))))
    except (EOFError, OSError):
        return


def _told(talk: Sequence[Screened], stretch: Stretch, own: TalkReader) -> Told:
    own.go_on(stretch.supposed)
    length = stretch.start - stretch.early
    for _ in own.read(talk[:length]):
        pass
    before = own.state()
    return Told(before, tuple(Part(tuple(own.read(messages)), own.state()) for messages in marked(talk[length:])))
