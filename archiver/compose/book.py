"""The record that a report cites: its messages as transcript lines, and the citations cut out of them."""

import posixpath
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from archiver.analysis.entry import Party
from archiver.analysis.finding import Role
from archiver.compose.enclosed import Enclosed, plain_path
from archiver.compose.placeholders import stands_for
from archiver.contract import ChatEntry
from archiver.digests import digest_all
from archiver.intake.lines import Quoted
from archiver.intake.opened import Opened
from archiver.refs import MessageRef
from parsers.message import Attachment, Box, Kind, Message, Place, Span
from parsers.source import Source
from reports.dossier import Citation, File, Line, Part, Plain, Ref, Who, Words

LABELS: Final[Mapping[Role, str]] = {"client": "甲", "provider": "乙", "arbiter": "丙", "other": ""}
KINDS: Final[Mapping[Kind, str]] = {
    "text": "文字", "image": "图片", "file": "文件", "transfer": "转账", "redpacket": "红包", "voice": "语音",
    "video": "视频", "recall": "撤回提示", "reply": "回复", "forward": "合并转发", "card": "卡片", "sticker": "表情",
    "call": "通话", "system": "系统提示", "unknown": "未能识别",
}  # fmt: skip
WHOLE: Final = 5_000
"""Up to how many messages of a talk a report holds; of a longer one it shows what it cites, with its context."""
CONTEXT: Final = 5
"""How many messages before and after a cited one are shown of a longer talk."""


class Book(Struct, frozen=True):
    """The lines of a report's transcript by wire reference (`1:142`), and the number of messages they were cut from.

    `enclosed` are the files that the exports carry with these lines, by their annex numbers.
    """

    lines: Mapping[str, Line]
    total: int
    enclosed: Mapping[str, Source] = MappingProxyType({})

    def cite(self, ref: str, chars: tuple[int, int] | None = None) -> Citation:
        """Return the citation of a message's words, all of them unless `chars` names a part."""
        line = self.lines[ref]
        start, end = chars if chars and chars[0] < chars[1] else (0, len(line.text))
        return Citation(
            ref=line.ref,
            sha256=line.sha256,
            quote=line.text[start:end],
            chars=(start, end),
            start=line.start,
            end=line.end,
            time=line.time.isoformat() if line.time else "",
            sender=line.who.name,
            account=line.who.account,
            place=line.place,
        )

    def quote(self, ref: str, chars: tuple[int, int] | None = None) -> Words | Ref:
        """Return the message's words as part of a sentence; a row without words is only referred to."""
        cite = self.cite(ref, chars)
        return Words(cite, stands_for(cite.quote)) if cite.quote.strip() else Ref(cite)

    def refer(self, ref: str) -> Ref:
        """Return a bare reference as part of a sentence."""
        return Ref(self.cite(ref))

    def refer_all(self, refs: Iterable[str]) -> tuple[Part, ...]:
        """Return bare references with a comma between each two."""
        parts: list[Part] = []
        for ref in refs:
            parts += [Plain("、"), self.refer(ref)] if parts else [self.refer(ref)]
        return tuple(parts)

    def line(self, printed: str) -> Line | None:
        """Return the message of a printed reference (E1-0142), None where the transcript holds none."""
        return self.lines.get(MessageRef.parse(printed).wire) if MessageRef.is_one(printed) else None

    def holds(self, ref: str | None) -> bool:
        """Say whether the message is in the transcript."""
        return ref is not None and ref in self.lines


def read_book(
    opened: tuple[Opened, ...],
    chats: tuple[ChatEntry, ...],
    parties: tuple[Party, ...],
    cited: frozenset[str],
    left_out: frozenset[str] = frozenset(),
) -> Book:
    """Read the transcript of `chats` from the sources: whole, or what is cited with its context.

    `left_out` are messages that another export of the same talk shows already. A reply names the line that it quotes
    where that is shown before it.
    """
    labels = _labels(parties)
    total = sum(chat.messages for chat in chats) - len(left_out)
    pages = [_Pages.of(one, chats, left_out) for one in opened]
    shown = _whole(pages) if total <= WHOLE else _around(pages, _told_of(cited, opened) - left_out)
    quoted = {one.number: Quoted(one) for one in opened}
    made: dict[str, _Told] = {}
    for row, skipped in shown:
        source, message = row.pages.opened, row.message
        told = _line(row, labels, skipped, quoted[source.number].ref(message))
        made[source.ref(message.ordinal)] = told
    enclosed = {annex: source for told in made.values() for annex, source in told.enclosed.items()}
    return Book({ref: told.line for ref, told in made.items()}, total, enclosed)


def read_cited(opened: tuple[Opened, ...], printed: frozenset[str]) -> Book:
    """Read only the messages with these printed references (E1-0142), whatever chat they stand in."""
    wanted = {MessageRef.parse(ref).wire for ref in printed if MessageRef.is_one(ref)}
    lines = {
        opened_ref: _line(_Row(pages, event), {}).line
        for one in opened
        for pages in (_Pages(one, Enclosed(one), {}),)
        for event in one.events()
        if isinstance(event, Message) and (opened_ref := one.ref(event.ordinal)) in wanted
    }
    return Book(lines, len(lines))


def _labels(parties: tuple[Party, ...]) -> dict[str, str]:
    """Return the label of each account key of the parties."""
    return {
        key: LABELS[party.role]
        for party in parties
        for account in party.accounts
        for key in (account.uin, account.uid, *(f"name:{name}" for name in account.names))
        if key
    }


class _Pages(NamedTuple):
    """The messages of one source that a report may show: those of chats with a title but the ones `left_out`."""

    opened: Opened
    enclosed: Enclosed
    titles: Mapping[str, str]
    left_out: frozenset[int] = frozenset()

    @classmethod
    def of(cls, opened: Opened, chats: tuple[ChatEntry, ...], left_out: frozenset[str]) -> "_Pages":
        """Return what `chats` hold of a source, without the messages of these references."""
        titles = {chat.own_id: chat.title for chat in chats if chat.source == opened.number}
        return cls(opened, Enclosed(opened), titles, _ordinals(left_out, opened.number))

    def messages(self) -> Iterator[Message]:
        """Read them from the source."""
        titles, left_out = self.titles, self.left_out
        for event in self.opened.events():
            if isinstance(event, Message) and event.chat in titles and event.ordinal not in left_out:
                yield event


class _Row(NamedTuple):
    """A message among those of its source, not made a line yet: of a long talk few become one."""

    pages: _Pages
    message: Message


class _Told(NamedTuple):
    """A line, and the files that its message carries."""

    line: Line
    enclosed: Mapping[str, Source]


def _line(row: _Row, labels: dict[str, str], skipped: int = 0, reply: str | None = None) -> _Told:
    (opened, enclosed, titles, _), message = row
    sender = message.sender
    wall = opened.zone.wall(message)
    start, end, place = _where(message.place)
    ref = str(MessageRef(opened.number, message.ordinal))
    found = {f"{ref}-{n}": (one, enclosed.find(one)) for n, one in enumerate(message.attachments, 1)}
    line = Line(
        ref=ref,
        time=wall.replace(tzinfo=opened.zone.info) if wall else None,
        who=Who(labels.get(sender.account, ""), sender.name, sender.account),
        text=message.text,
        sha256=opened.sha256,
        start=start,
        end=end,
        kind=stands_for(message.text) or KINDS[message.kind],
        raw=message.stamp.raw,
        place=place,
        chat=titles.get(message.chat, ""),
        files=tuple(file_of(one, source, annex) for annex, (one, source) in found.items()),
        recalled=message.recalled,
        system=sender.pseudo,
        reply=str(MessageRef.parse(reply)) if reply else "",
        skipped=skipped,
    )
    return _Told(line, {annex: source for annex, (_, source) in found.items() if source is not None})


def _where(place: Place) -> tuple[int | None, int | None, str]:
    match place:
        case Span(start, end, ""):
            return start, end, ""
        case Span(start, end, member):
            return start, end, member
        case Box(_, left, top, right, bottom):
            return None, None, f"图中 {left},{top} 至 {right},{bottom}"
        case _:
            return None, None, str(place)


def file_of(one: Attachment, source: Source | None, annex: str) -> File:
    """Return a file as the row tells of it; where the export carries its bytes, with their size and digest."""
    kind, name, md5 = KINDS[one.kind], one.name or "", f"md5:{one.md5}" if one.md5 else ""
    if source is None:
        return File(kind, name, one.size, one.size_text or "", md5=md5)
    place = plain_path(one.path) if one.path else source.name
    if posixpath.basename(place) != posixpath.basename(source.name):  # as a page writes it
        place = unquote(place)
    if source.name.endswith(f"/{place}"):  # in the folder around the export
        place = source.name
    size, (sha256,) = digest_all(source.chunks(), ("sha256",))
    name = name or source.name.rpartition("/")[2]
    return File(kind, name, size, "", sha256, md5, saved=True, annex=annex, place=place)


def _told_of(cited: frozenset[str], opened: tuple[Opened, ...]) -> frozenset[str]:
    """Return what of `cited` stands in these exports; the rest are rows of bills and lists."""
    numbers = {str(one.number) for one in opened}
    return frozenset(ref for ref in cited if ref.partition(":")[0] in numbers)


def _ordinals(refs: Iterable[str], number: int) -> frozenset[int]:
    """Return the ordinals of those messages that stand in source `number`."""
    parted = (ref.partition(":") for ref in refs)
    return frozenset(int(ordinal) for source, _, ordinal in parted if source == str(number) and ordinal.isdecimal())


def _whole(pages: Iterable[_Pages]) -> Iterator[tuple[_Row, int]]:
    return ((_Row(one, message), 0) for one in pages for message in one.messages())


def _around(pages: Iterable[_Pages], cited: frozenset[str]) -> Iterator[tuple[_Row, int]]:
    """Yield what is cited with its context, each with the number of messages left out before it.

    Behind the last cited message and its context no more is read. A message is looked up by its ordinal: a million
    references would take longer to write than the rest of this.
    """
    waiting: deque[tuple[_Pages, Message]] = deque(maxlen=CONTEXT)
    after = passed = 0
    ahead = len(cited)
    for one in pages:
        wanted = _ordinals(cited, one.opened.number)
        for message in one.messages():
            if message.ordinal in wanted:
                ahead -= 1
                skipped = passed - len(waiting)
                for held in (*waiting, (one, message)):
                    yield _Row(*held), skipped
                    skipped = 0
                waiting.clear()
                after, passed = CONTEXT, 0
            elif after:
                after -= 1
                yield _Row(one, message), 0
            elif not ahead:
                return
            else:
                passed += 1
                waiting.append((one, message))  # most are never shown: no row is made of them
