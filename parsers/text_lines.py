"""Text cut into lines by its bytes, in one pass and bounded memory."""

import re
from collections.abc import Iterator
from typing import NamedTuple

ANY = re.compile(rb"\r\n|\r|\n")
"""Line ends of every system."""

NEWLINE = re.compile(rb"\r?\n")
"""Line ends of a program that lets a bare CR stand inside its lines."""

_MAX_LINE = 1024 * 1024


class Line(NamedTuple):
    """Bytes from `start` to `end`, the line end included, its text up to `stop`. `fresh` if a line opens there."""

    start: int
    stop: int
    end: int
    data: bytes
    fresh: bool

    def text(self) -> bytes:
        """Return the bytes without the line end."""
        return self.data[: self.stop - self.start]


def lines(chunks: Iterator[bytes], ends: re.Pattern[bytes] = ANY) -> Iterator[Line]:
    """Cut UTF-8 bytes into lines that tile them; an endless line comes in pieces."""
    at, rest, fresh = 0, b"", True
    for chunk in chunks:
        window, done = rest + chunk, 0
        for found in ends.finditer(window):
            if found.end() == len(window) and window.endswith(b"\r"):
                break  # the LF that belongs to it may come with the next bytes
            yield Line(at + done, at + found.start(), at + found.end(), window[done : found.end()], fresh)
            done, fresh = found.end(), True
        rest = window[done:]
        at += done
        if len(rest) > _MAX_LINE:
            yield Line(at, at + len(rest) - 4, at + len(rest) - 4, rest[:-4], fresh)
            at, rest, fresh = at + len(rest) - 4, rest[-4:], False
    if rest:
        yield Line(at, at + len(rest.rstrip(b"\r\n")), at + len(rest), rest, fresh)
