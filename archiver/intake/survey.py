"""One pass over a source: what it holds, from when to when, by whom, and what a reader of it must know."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from archiver.analysis.talk import READ
from archiver.contract import ChatEntry, GapEntry, NoticeEntry, PlaceEntry, SourceEntry
from archiver.intake.opened import Opened, OpenedRecord, Zone
from archiver.notices import MEANINGS
from parsers.message import Box, Cell, Chat, Claims, Event, Message, Notice, Place, Row, Sender, Span, Unread

_EXACT: Final = 2**53
"""Up to here every reader of JSON keeps a number's digits."""
_MISSING: Final = {"missing_chunk": "缺少一个分块文件", "short_chunk": "一个分块文件里的消息不全"}
_HARMLESS: Final = re.compile(r"time|date|system", re.IGNORECASE)
"""Filters that leave no hole within the time of an export: by time, and rows of QQ's own voice."""
_SHORT: Final = 60
_PLACES: Final = 20
"""How many places a notice names."""


class Person(Struct, frozen=True):
    """An account met in a chat: its key as messages bear it, its numbers, and its names in order of appearance."""

    chat: str
    account: str
    uin: str
    uid: str
    names: tuple[str, ...]
    messages: int


class Survey(Struct, frozen=True):
    """What a source holds, from one pass over it. Pseudo senders are no people."""

    source: SourceEntry
    chats: tuple[ChatEntry, ...]
    people: tuple[Person, ...]


def survey_all(opened: tuple[Opened, ...]) -> tuple[Survey, ...]:
    """Survey several sources; their chats are numbered on from one to the next."""
    surveys: list[Survey] = []
    for one in opened:
        surveys.append(survey(one, 1 + sum(len(earlier.chats) for earlier in surveys)))
    return tuple(surveys)


def survey(opened: Opened, first_chat: int) -> Survey:
    """Read a source once and return what it holds; its chats get the ids c`first_chat`, c`first_chat`+1 ….

    Raises CaseError where the file cannot be read to its end.
    """
    told = Surveying(opened, first_chat)
    for event in opened.events():
        if isinstance(event, Message):
            told.meet(event, opened.zone.wall(event))
        else:
            told.note(event)
    return told.survey()


class Surveying:
    """What a source holds, gathered event by event; its chats get the ids c`first_chat`, c`first_chat`+1 …."""

    def __init__(self, opened: Opened, first_chat: int) -> None:
        self.ids: dict[str, str] = {}
        """The ids of the chats met so far, by those within the source."""
        self._opened = opened
        self._first_chat = first_chat
        self._chats: list[Chat] = []
        self._claims = Claims()
        self._notices = Notices(opened)
        self._times = Coverage()
        self._gaps: list[GapEntry] = []
        self._people = People()
        self._unread = 0

    @property
    def next_chat(self) -> int:
        """The number of the next chat that is met, here or in the source behind."""
        return self._first_chat + len(self._chats)

    def meet(self, message: Message, wall: datetime | None) -> None:
        """Take in a message and its wall time."""
        if wall is None or len(message.text) > READ:
            for notice in _doubts(message, wall):
                self._notices.meet(notice)
        self._times.meet(message.chat, wall)
        self._people.meet(message.chat, message.sender)

    def note(self, event: Event) -> None:
        """Take in what is no message."""
        match event:
            case Notice():
                self._notices.meet(event)
                self._gaps.extend(_gap(event, self._opened.zone))
            case Unread():
                self._unread += event.span.end - event.span.start
            case Chat():
                self.ids[event.id] = f"c{self.next_chat}"
                self._chats.append(event)
            case Claims():
                self._claims = event

    def survey(self) -> Survey:
        """Return what was gathered."""
        gaps = tuple(self._gaps)
        source = _source_entry(self._opened, self._times, self._unread, self._notices, self._claims, gaps)
        return Survey(source, tuple(map(self._entry, self._chats)), self._people.all(self.ids))

    def _entry(self, chat: Chat) -> ChatEntry:
        return ChatEntry(
            id=self.ids[chat.id],
            own_id=chat.id,
            title=chat.title,
            kind=chat.kind,
            source=self._opened.number,
            first=self._opened.zone.iso(self._times.first.get(chat.id)),
            last=self._opened.zone.iso(self._times.last.get(chat.id)),
            messages=self._times.count[chat.id],
            same_as=chat.same_as,
        )


def _doubts(message: Message, wall: datetime | None) -> Iterator[Notice]:
    """Yield what the analysis leaves out of a message, which no parser knows."""
    if wall is None and (message.stamp.wall is not None or message.stamp.epoch_ms is not None):
        yield Notice("time_of_no_talk", message.place, message.stamp.raw[:_SHORT], message.ordinal)
    if len(message.text) > READ:
        yield Notice("long_message", message.place, f"{len(message.text)}", message.ordinal)


def _gap(notice: Notice, zone: Zone) -> tuple[GapEntry, ...]:
    """Return the time for which a notice tells that talk is missing, if it does."""
    if notice.since is None or notice.until is None:
        return ()
    since, until = zone.read(notice.since), zone.read(notice.until)
    why = f"{_MISSING.get(notice.code, '缺少一部分')} {notice.detail.partition(' ')[0]}"
    return (GapEntry(since.isoformat() if since else None, until.isoformat() if until else None, why),)


def _selected(times: "Coverage", claims: Claims) -> tuple[GapEntry, ...]:
    """Return the whole time of a source that is a selection, or holds less than it says: anything may be missing."""
    first, last = min(times.first.values(), default=None), max(times.last.values(), default=None)
    span = (first.isoformat() if first else None, last.isoformat() if last else None)
    chosen = [one for one in claims.filters if not _HARMLESS.search(one)]
    found = [GapEntry(*span, f"导出时用过筛选条件 {'、'.join(chosen)}")] if chosen else []
    count = times.count.total()
    if claims.total is not None and claims.total > count:
        found.append(GapEntry(*span, f"文件自称 {claims.total} 条，只读到 {count} 条，缺在哪里不得而知"))
    return tuple(found)


def _source_entry(
    opened: Opened,
    times: "Coverage",
    unread: int,
    notices: "Notices",
    claims: Claims,
    gaps: tuple[GapEntry, ...],
) -> SourceEntry:
    transcript = opened.transcript
    return SourceEntry(
        n=opened.number,
        name=opened.name,
        sha256=opened.sha256,
        format=transcript.format,
        generation=transcript.generation,
        encoding=transcript.encoding,
        size=opened.size,
        messages=times.count.total(),
        unread_bytes=unread,
        first=opened.zone.iso(min(times.first.values(), default=None)),
        last=opened.zone.iso(max(times.last.values(), default=None)),
        zone=str(opened.zone),
        notices=notices.entries(),
        claimed=claims.total,
        exporter=claims.exporter,
        exported=claims.exported,
        filters=claims.filters,
        gaps=gaps or _selected(times, claims),
    )


class Coverage:
    """First and last time and the number of messages of each chat, gathered in one pass."""

    def __init__(self) -> None:
        self.first: dict[str, datetime] = {}
        self.last: dict[str, datetime] = {}
        self.count: Counter[str] = Counter()

    def meet(self, chat: str, at: datetime | None) -> None:
        """Take in one message."""
        self.count[chat] += 1
        if at is None:
            return
        last = self.last.get(chat)
        if last is None:
            self.first[chat] = self.last[chat] = at
        elif at > last:
            self.last[chat] = at
        elif at < self.first[chat]:
            self.first[chat] = at

    def join(self, later: "Coverage") -> None:
        """Take in what another pass met in the messages that follow."""
        self.count += later.count
        for chat, at in later.first.items():
            self.first[chat] = min(at, self.first.get(chat, at))
        for chat, at in later.last.items():
            self.last[chat] = max(at, self.last.get(chat, at))


class People:
    """The accounts of each chat, gathered in one pass."""

    def __init__(self) -> None:
        self.senders: dict[tuple[str, str], dict[str, Sender]] = {}
        self.counts: Counter[tuple[str, str]] = Counter()

    def meet(self, chat: str, sender: Sender) -> None:
        """Take in the sender of one message."""
        if not sender.pseudo:
            key = (chat, sender.account)
            self.counts[key] += 1
            by_name = self.senders.get(key)
            if by_name is None:
                self.senders[key] = {sender.name: sender}
            elif sender.name not in by_name:
                by_name[sender.name] = sender

    def join(self, later: "People") -> None:
        """Take in what another pass met in the messages that follow."""
        self.counts += later.counts
        for key, by_name in later.senders.items():
            known = self.senders.setdefault(key, {})
            for name, sender in by_name.items():
                known.setdefault(name, sender)

    def all(self, own_ids: dict[str, str]) -> tuple[Person, ...]:
        """Return them under the analysis-wide ids of their chats."""
        return tuple(
            Person(
                chat=own_ids[chat],
                account=account,
                uin=next((one.uin for one in by_name.values() if one.uin), ""),
                uid=next((one.uid for one in by_name.values() if one.uid), ""),
                names=tuple(by_name),
                messages=self.counts[chat, account],
            )
            for (chat, account), by_name in self.senders.items()
        )


class Notices:
    """Notices of a source by kind: all counted, the first places kept."""

    def __init__(self, opened: Opened | OpenedRecord) -> None:
        self._opened = opened
        self._count: Counter[str] = Counter()
        self._where: dict[str, list[str]] = {}

    def meet(self, notice: Notice) -> None:
        """Take in one notice."""
        self._count[notice.code] += 1
        places = self._where.setdefault(notice.code, [])
        if len(places) < _PLACES:
            where = self._opened.ref(notice.ordinal) if notice.ordinal else place_text(notice.place)
            places.append(where + (f" {notice.detail}" if notice.detail else ""))

    def entries(self) -> tuple[NoticeEntry, ...]:
        """Return them in the order in which each kind was first met."""
        return tuple(
            NoticeEntry(code, count, tuple(where for where in self._where[code] if where), MEANINGS.get(code, code))
            for code, count in self._count.items()
        )


def place_text(place: Place | None) -> str:
    """Return a place as people read it."""
    match place:
        case None:
            return ""
        case Span(start, end, member):
            return f"{member} {start}–{end}".strip()
        case Row(table, rowid):
            return f"表 {table} 第 {rowid} 行"
        case Cell(sheet, row):
            return f"工作表 {sheet} 第 {row} 行"
        case Box():
            return str(place)


def place_entry(place: Place) -> PlaceEntry:
    """Return a place as the JSON contract writes it."""
    match place:
        case Span(start, end, member):
            return PlaceEntry(bytes=(start, end), member=member or None)
        case Row(table, rowid):
            return PlaceEntry(table=table, rowid=rowid if abs(rowid) <= _EXACT else str(rowid))
        case Cell(sheet, row):
            return PlaceEntry(sheet=sheet, row=row)
        case Box(file, left, top, right, bottom):
            return PlaceEntry(file=file, box=(left, top, right, bottom))
