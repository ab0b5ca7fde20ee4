"""A first look at one file: what it is, which chats it holds, and enough of their words to find them elsewhere.

Of each chat a sketch is kept: the smallest hashes of (day, words) of its longer messages. Two exports of one talk share
them however their formats, names and clocks differ; two talks do not, since their words fall on other days.
"""

import hashlib
import heapq
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.batch.places import here
from archiver.batch.walk import Found
from archiver.intake.opened import Opened, OpenedRecord, Zone, open_any
from archiver.intake.survey import Coverage, People, Person
from parsers.message import Chat, Event, Message, Sender

SKETCH: Final = 64
"""Hashes kept of a chat. A chat with fewer longer messages is kept whole."""
_LEAST: Final = 4
"""Characters of a message that says enough to be recognised by."""


class Mark(Struct, frozen=True, order=True, array_like=True):
    """One remembered message: its hash, and its speaker as a position in `ChatLook.people`."""

    hash: int
    speaker: int


class ChatLook(Struct, frozen=True):
    """A chat of a file. `own` and `peer` are the accounts of the exporting side and of the other, or the group's.

    `marks` is the sketch in rising order; `whole` says that no hash was left out of it.
    """

    own_id: str
    title: str
    kind: str
    own: str
    peer: str
    first: str | None
    last: str | None
    messages: int
    people: tuple[Person, ...]
    marks: tuple[Mark, ...]
    whole: bool


class Look(Struct, frozen=True):
    """A file that can be read, and its chats but those that it repeats itself. `sha256` is that of all its bytes.

    `record` is the title of a bill or list that stands beside a talk; empty for a talk.
    """

    label: str
    path: str
    intake: str
    sha256: str
    size: int
    format: str
    chats: tuple[ChatLook, ...] = ()
    record: str = ""


class Sight(Struct, frozen=True):
    """A file to look at, and the zone in which its times are read."""

    found: Found
    zone: str


def look(sight: Sight) -> Look:
    """Read a file once. Raises CaseError where it is no readable export, OSError where the disk fails."""
    with here(sight.found.path) as path:
        return look_at(path, sight)


def look_at(path: Path, sight: Sight) -> Look:
    """Look at a file that has been brought here."""
    found = sight.found
    opened = open_any(path, zone=Zone(sight.zone, declared=True))
    if isinstance(opened, OpenedRecord):
        record = opened.record
        return Look(found.label, found.path, found.intake, opened.sha256, opened.size, record.format, (), record.title)
    name = opened.transcript.format
    return Look(found.label, found.path, found.intake, opened.sha256, opened.size, name, _chats(opened))


def _chats(opened: Opened) -> tuple[ChatLook, ...]:
    gathered = Gathered(opened.zone)
    for event in opened.events():
        gathered.meet(event)
    return gathered.told()


class Gathered:
    """What one pass over messages leaves of them, in bounded memory: chats, times, people, sketches."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self.chats: list[Chat] = []
        self.times, self.people = Coverage(), People()
        self.sketches: dict[str, _Sketch] = {}

    def meet(self, event: Event) -> None:
        """Take in a chat or a message; anything else is passed over."""
        if isinstance(event, Chat):
            self.chats.append(event)
        elif isinstance(event, Message):
            at = self._zone.wall(event)
            self.times.meet(event.chat, at)
            self.people.meet(event.chat, event.sender)
            if not event.sender.pseudo and event.kind == "text":
                day = at.date().isoformat() if at else ""
                self.sketches.setdefault(event.chat, _Sketch()).meet(event, day)

    def join(self, later: "Gathered") -> bool:
        """Take in what was gathered of the messages that follow; False, and nothing, where they are of other chats."""
        if later.chats != self.chats:
            return False
        self.times.join(later.times)
        self.people.join(later.people)
        for chat, sketch in later.sketches.items():
            self.sketches.setdefault(chat, _Sketch()).join(sketch)
        return True

    def told(self) -> tuple[ChatLook, ...]:
        """Return each chat that has messages and repeats none."""
        known = self.people.all({chat.id: chat.id for chat in self.chats})
        return tuple(
            _chat(
                chat,
                self.times,
                self._zone,
                tuple(one for one in known if one.chat == chat.id),
                self.sketches.get(chat.id),
            )
            for chat in self.chats
            if chat.same_as is None and self.times.count[chat.id]
        )


def _chat(chat: Chat, times: Coverage, zone: Zone, people: tuple[Person, ...], sketch: "_Sketch | None") -> ChatLook:
    places = {person.account: number for number, person in enumerate(people)}
    return ChatLook(
        own_id=chat.id,
        title=chat.title,
        kind=chat.kind,
        own=_number(chat.self),
        peer=_number(chat.peer),
        first=zone.iso(times.first.get(chat.id)),
        last=zone.iso(times.last.get(chat.id)),
        messages=times.count[chat.id],
        people=people,
        marks=sketch.marks(places) if sketch else (),
        whole=sketch is None or sketch.whole,
    )


def _number(sender: Sender | None) -> str:
    return (sender.uin or sender.uid) if sender else ""


class _Sketch:
    """The smallest hashes of a chat's messages, gathered in one pass in bounded memory."""

    def __init__(self) -> None:
        self.largest_first: list[tuple[int, str]] = []
        self._held: set[int] = set()
        self.whole = True

    def meet(self, message: Message, day: str) -> None:
        words = "".join("".join(message.text[start:end] for start, end in message.own).split())
        if len(words) < _LEAST:
            return
        digest = hashlib.blake2b(f"{day}\0{words}".encode("utf-8", "surrogatepass"), digest_size=7).digest()
        self._hold(int.from_bytes(digest), message.sender.account)

    def join(self, later: "_Sketch") -> None:
        """Take in what another kept of the messages that follow."""
        for value, account in sorted(later.largest_first, reverse=True):
            self._hold(-value, account)
        self.whole = self.whole and later.whole

    def _hold(self, value: int, account: str) -> None:
        if value in self._held:
            return
        heapq.heappush(self.largest_first, (-value, account))
        self._held.add(value)
        if len(self.largest_first) > SKETCH:
            largest, _ = heapq.heappop(self.largest_first)
            self._held.remove(-largest)
            self.whole = False

    def marks(self, places: dict[str, int]) -> tuple[Mark, ...]:
        return tuple(sorted(Mark(-value, places[account]) for value, account in self.largest_first))
