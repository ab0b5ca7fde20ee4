"""Where a JSON value ends, found by its quotes and brackets alone, in one pass over bytes that come in pieces."""

import re

from parsers.possessive import OVER

_TEXT = rf'(?:[^"\\]++|\\.){OVER}'
_PLAIN = re.compile(rf'(?:[^"{{}}\[\]]++|"{_TEXT}"){OVER}'.encode(), re.DOTALL)
_STRING = re.compile(_TEXT.encode(), re.DOTALL)


class Scan:
    """Finds the end of a JSON value whose bytes come in pieces."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False

    def run(self, data: bytes, at: int) -> tuple[int, bool]:
        """Go on at `at`; return how far it came and whether the value, begun with a bracket or quote, ends there."""
        while True:
            if self._in_string:
                at = match_end(_STRING, data, at)
                if data[at : at + 1] != b'"':
                    return at, False
                at += 1
                self._in_string = False
                if not self._depth:
                    return at, True
            at = match_end(_PLAIN, data, at) if self._depth else at
            mark = data[at : at + 1]
            if not mark:
                return at, False
            at += 1
            if mark == b'"':
                self._in_string = True
                continue
            self._depth += 1 if mark in b"{[" else -1
            if self._depth <= 0:
                return at, True


def match_end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Return where a match that begins at `at` ends; `at` where there is none."""
    found = pattern.match(data, at)
    return found.end() if found else at
