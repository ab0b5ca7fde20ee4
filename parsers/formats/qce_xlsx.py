"""The workbook of qq-chat-exporter, v4 to v6 (formats.md §5.9).

    聊天记录    序号 | 时间 | 发送者 | 发送者QQ号 | 群头衔 | 消息类型 | 消息内容 | 是否撤回 | 资源数量
                1 | 2025-01-01 00:01:00 | 江河 | 9000010002 | | type_3 | [文件: a.zip] [file: a.zip] | 否 | 1
    统计信息    消息总数 | 1 …
    发送者统计  排名 | 发送者 | QQ号 | UID | 消息数量 | 占比(%)
    资源列表    序号 | 时间 | 发送者 | 资源类型 | 文件名 | 大小(字节) | URL

Grammar. Columns are found by their header, some are left out by some releases. The content repeats the row's resources
at its end. The type is QQ's own number; times are local, those of the statistics UTC. There are no message ids and
neither the chat's name nor whose export it is.

Mapping. One row a message, `place` the row of the sheet. The text is the content without the repeated resources, which
become Attachments with the size from the list of resources. A uid is taken from the senders' sheet where the name, with
the number if printed, stands there once. `type_5` is QQ's own voice, whatever name it stands under. A row of the sheet
that is no message is `unread_row`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from parsers import markers, qce_print, workbook
from parsers.message import Cell, Chat, Claims, Event, Message, Notice, Sender, Transcript
from parsers.qce_print import Listed, Print
from parsers.qce_rows import whole
from parsers.qce_sheets import Line, lines
from parsers.source import Source, SourceError
from parsers.tally import Tally

NAME = "qce_xlsx"
TITLE = "qq-chat-exporter 表格（XLSX）"

_TALK, _STATISTICS, _SENDERS, _FILES = "聊天记录", "统计信息", "发送者统计", "资源列表"
_NEEDED = frozenset({"序号", "时间", "发送者", "消息内容"})
_LAST = re.compile(r" \[(\w{1,20}): ([^\[\]]*)\]\Z")

_ByRow = dict[tuple[str, str], list[Listed]]


class _Sheets(Struct, frozen=True):
    """What the sheets beside the talk say."""

    files: _ByRow
    uids: dict[tuple[str, str], frozenset[str]]
    claims: Claims


def sniff(source: Source) -> bool:
    """Say whether a workbook has the sheet of the talk with its header."""
    try:
        if not workbook.is_workbook(source):
            return False
        return any(set(line.cells) >= _NEEDED for line in lines(source, _TALK, 1))
    except SourceError:
        return False


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    return Transcript(NAME, TITLE, "utf-8", lambda: _events(source))


def _records(source: Source, sheet: str) -> Iterator[tuple[Line, dict[str, str]]]:
    """Yield the rows under a sheet's header, by column."""
    columns: tuple[str, ...] = ()
    for line in lines(source, sheet):
        if line.number == 1:
            columns = line.cells
        else:
            yield line, dict(zip(columns, line.cells, strict=False))


def _sheets(source: Source) -> _Sheets:
    files: _ByRow = defaultdict(list)
    for _, record in _records(source, _FILES):
        file = Listed(record.get("资源类型", ""), record.get("文件名", ""), record.get("大小(字节)") or None)
        files[record.get("时间", ""), record.get("发送者", "")].append(file)
    uids: dict[tuple[str, str], frozenset[str]] = {}
    for _, record in _records(source, _SENDERS):
        key = (record.get("发送者", ""), record.get("QQ号", ""))
        uids[key] = uids.get(key, frozenset()) | {record.get("UID", "")}
    told: dict[str, str] = {}
    for line in lines(source, _STATISTICS):
        told.setdefault(line.cells[0] if line.cells else "", line.cells[1] if len(line.cells) > 1 else "")
    claims = Claims(whole(told.get("消息总数")), told.get("开始时间") or None, told.get("结束时间") or None)
    return _Sheets(files, uids, claims)


def _events(source: Source) -> Iterator[Event]:
    yield Chat("c1", "", "unknown")
    try:
        talk = _Talk(_sheets(source))
        for line, record in _records(source, _TALK):
            yield from talk.read(line, record)
    except SourceError as fault:
        yield Notice("truncated", None, fault.what)
        return
    yield talk.claims
    yield from talk.end()


class _Talk:
    """One pass over the rows of the talk."""

    def __init__(self, sheets: _Sheets) -> None:
        self._sheets = sheets
        self._used: dict[tuple[str, str], int] = {}
        self._tally = Tally()

    @property
    def claims(self) -> Claims:
        """What the export says of itself."""
        return self._sheets.claims

    def read(self, line: Line, record: dict[str, str]) -> Iterator[Event]:
        """Yield what a row of the sheet adds."""
        place = Cell(_TALK, line.number)
        if not record.get("时间") and not record.get("消息内容"):
            yield Notice("unread_row", place, " ".join(cell for cell in line.cells if cell))
            return
        self._tally.next()
        yield self._message(record, place)
        yield from self._tally.told()

    def _message(self, record: dict[str, str], place: Cell) -> Message:
        raw, name, code = record["时间"], record.get("发送者", ""), record.get("消息类型", "")
        text, files = self._split(record, raw, name)
        sender = self._sender(record, name, text, code)
        parts = qce_print.read(Print(text, files, (), qce_print.opening(text), code), sender)
        for notice in parts.notices:
            self._tally.note(notice, place)
        self._tally.note_name(name, place)
        return Message(
            self._tally.count, "c1", sender, self._tally.stamp(raw), parts.kind, text, place, parts.own,
            reply=parts.reply, attachments=parts.attachments, money=parts.money,
            recalled=record.get("是否撤回") == "是", outgoing=parts.outgoing,
        )  # fmt: skip

    def _sender(self, record: dict[str, str], name: str, text: str, code: str) -> Sender:
        uin = record.get("发送者QQ号", "")
        known = self._sheets.uids.get((name, uin), frozenset())
        uid = next(iter(known)) if len(known) == 1 else ""
        told = qce_print.speaker(name, text, uin)
        pseudo = told.pseudo or code in {"type_5", "system"} or uin in markers.PSEUDO_UINS
        return Sender(name, uin, uid or told.uid, pseudo)

    def _split(self, record: dict[str, str], raw: str, name: str) -> tuple[str, tuple[Listed, ...]]:
        """Return the text without the resources repeated behind it, and these."""
        content = record.get("消息内容", "")
        count = whole(record.get("资源数量", "")) or 0
        at = self._used.get((raw, name), 0)
        listed = tuple(self._sheets.files.get((raw, name), [])[at : at + count]) if 0 < count < 1000 else ()
        repeated = "".join(f" [{file.type}: {file.name}]" for file in listed)
        if listed and len(listed) == count and content.endswith(repeated):
            self._used[raw, name] = at + count
            return content.removesuffix(repeated), listed
        return _cut(content, count)

    def end(self) -> Iterator[Event]:
        """Yield what only the whole sheet shows."""
        return self._tally.end(self.claims.total)


def _cut(content: str, count: int) -> tuple[str, tuple[Listed, ...]]:
    """Cut off as many repeated resources as the row says it has, where the list of resources does not help."""
    files: list[Listed] = []
    text = content
    for _ in range(min(count, 1000)):
        found = _LAST.search(text)
        if found is None:
            return content, ()
        files.insert(0, Listed(found[1], found[2]))
        text = text[: found.start()]
    return (text, tuple(files)) if qce_print.lists(text, files) else (content, ())
