"""The text export of qq-chat-exporter cut into rows by its bytes, in one pass and bounded memory."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

MAX_BODY = 1024 * 1024
"""Bytes of a body kept as text; what lies beyond is left unread."""

_SPILL = 4 * 1024 * 1024
_MAX_MARK = 4096
"""No head is longer."""

_END = r"\r?\n"
_BOM = "\ufeff"
# behind two empty lines: [1]⏎ 山雀:⏎ 时间: 2025-01-01 00:00:00⏎ 类型: file⏎ 内容:␠
_HEAD = re.compile(
    rf"{_END}{_END}{_END}(?:\[(\d{{1,10}})\]{_END})?([^\r\n]{{0,600}}):{_END}"
    rf"时间: ([^\r\n]{{1,60}}){_END}(?:类型: ([^\r\n]{{0,60}}){_END})?内容: ?".encode()
)
_HALF_HEAD = re.compile(
    rf"{_END}{_END}{_END}(?:\[\d{{1,10}}\]{_END})?[^\r\n]{{0,600}}:{_END}(?:时间?:?[^\r\n]*(?:{_END}[^\r\n]*){{0,2}})?\Z".encode()
)
_BAR = "=" * 47
_FOOTER = re.compile(
    rf"{_END}{_END}{_BAR}{_END} *导出完成{_END}{_BAR}(?:{_END}总计导出 \d+ 条消息)?"
    rf"(?:{_END}导出时间: [^\r\n]*)?\s*\Z".encode()
)
_HEADER = re.compile(
    rf"(?:{_BOM})?\s*(?:\[[^\r\n]*\]{_END}){{1,3}}\s*{_BAR}{_END} *QQ聊天记录导出文件{_END}{_BAR}{_END}"
    rf"(?:\s*(?:聊天名称|聊天类型|参与人数|导出时间|消息总数|时间范围):[^\r\n]*(?={_END}|\Z))*\s*".encode()
)


class Head(NamedTuple):
    """A head: the start of its first line, its number, name, time and kind as printed, and where the content begins."""

    start: int
    number: bytes
    name: bytes
    time: bytes
    kind: bytes
    end: int


class Row(NamedTuple):
    """One message's bytes. `typed` counts the heads out of turn inside its content."""

    start: int
    head: Head
    body_start: int
    body: bytes
    typed: int
    end: int


class Rest(NamedTuple):
    """Bytes of no message."""

    start: int
    end: int
    kind: Literal["header", "footer", "blank", "unread"]
    data: bytes


Piece: TypeAlias = Row | Rest


def heads(data: bytes) -> Iterator[Head]:
    """Yield the heads of some bytes."""
    for found in _HEAD.finditer(data):
        yield _head(found, 0)


def _head(found: re.Match[bytes], base: int) -> Head:
    number, name, time, kind = found.groups(b"")
    start = found.start(1) - 1 if number else found.start(2)
    return Head(base + start, number, name, time, kind, base + found.end())


def pieces(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Cut UTF-8 bytes into pieces that tile them."""
    return _Cutter().run(chunks)


class _Cutter:
    """Keeps the bytes from the last head on, since only the next head or the end closes a message."""

    def __init__(self) -> None:
        self._window = b""
        self._base = 0
        self._open: Head | None = None
        self._typed = 0
        self._number = 0
        self._seen = 0

    def run(self, chunks: Iterator[bytes]) -> Iterator[Piece]:
        for chunk in chunks:
            self._window += chunk
            for found in _HEAD.finditer(self._window, max(self._seen - self._base, 0)):
                head = _head(found, self._base)
                self._seen = head.end
                if self._in_turn(head):
                    yield from self._close(head.start)
                    self._open = head
                else:
                    self._typed += 1
            self._drop()
            if len(self._window) > _SPILL:
                yield from self._spill()
        yield from self._finish()

    def _in_turn(self, head: Head) -> bool:
        """Say whether a head carries the next number, where the first one carries 1."""
        if self._number == 0 and self._open is None:
            self._number = 1 if head.number == b"1" else 0
            return True
        if not self._number:
            return True
        if head.number != str(self._number + 1).encode():
            return False
        self._number += 1
        return True

    def _at(self, start: int, end: int) -> bytes:
        return self._window[start - self._base : end - self._base]

    def _close(self, end: int) -> Iterator[Piece]:
        """Yield what lies before `end`: the open message, or the header."""
        if self._open is None:
            yield from self._header(end)
        else:
            yield from self._row(self._open, end)

    def _drop(self) -> None:
        """Forget what is told; the open head stays."""
        if self._open is not None:
            self._window = self._window[self._open.start - self._base :]
            self._base = self._open.start

    def _header(self, end: int) -> Iterator[Piece]:
        data = self._at(self._base, end)
        found = _HEADER.match(data) if self._base == 0 else None
        at = self._base + (found.end() if found else 0)
        if at > self._base:
            yield Rest(self._base, at, "header", data[: at - self._base])
        if at < end:
            rest = self._at(at, end)
            yield Rest(at, end, "unread" if rest.strip() else "blank", rest)

    def _row(self, head: Head, end: int) -> Iterator[Piece]:
        data = _without_end(self._at(head.end, end), 3)
        stop = end
        if len(data) > MAX_BODY:
            data = data[:MAX_BODY].decode("utf-8", "ignore").encode() if _is_text(data) else data[:MAX_BODY]
            stop = head.end + len(data)
        yield Row(head.start, head, head.end, data, self._typed, stop)
        self._typed = 0
        if stop < end:
            yield Rest(stop, end, "unread", self._at(stop, end))

    def _spill(self) -> Iterator[Piece]:
        """Give up waiting for the end of an endless content; keep what may be the front of a head."""
        end = self._base + len(self._window) - _MAX_MARK
        yield from self._close(end)
        self._window = self._at(end, end + _MAX_MARK)
        self._base = self._seen = end
        self._open = None

    def _finish(self) -> Iterator[Piece]:
        size = self._base + len(self._window)
        front = self._open.end - self._base if self._open else 0
        found = _FOOTER.search(self._window, max(front, len(self._window) - _MAX_MARK))
        half = None if found else _HALF_HEAD.search(self._window, max(front, len(self._window) - _MAX_MARK))
        cut = found or half
        end = self._base + cut.start() if cut else size
        if self._base < end or self._open:
            yield from self._close(end)
        if end < size:
            yield Rest(end, size, "footer" if found else "unread", self._at(end, size))


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_end(data: bytes, count: int) -> bytes:
    """Return a content without the line ends that close it: its own and two empty lines."""
    for _ in range(count):
        if not data.endswith(b"\n"):
            break
        data = data.removesuffix(b"\n").removesuffix(b"\r")
    return data
