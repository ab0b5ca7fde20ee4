"""Patterns that are compiled when they are first used.

The readers hold several hundred long patterns, and most lines need few of them: compiled at import they would cost
every start of the program a fifth of a second.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Protocol

_END: Final = 1 << 62
_METHODS: Final = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Find(Protocol):
    def __call__(self, string: str, pos: int = 0, endpos: int = _END, /) -> re.Match[str] | None: ...


class _FindEach(Protocol):
    def __call__(self, string: str, pos: int = 0, endpos: int = _END, /) -> Iterator[re.Match[str]]: ...


class LazyPattern:
    """A regular expression with the methods of `re.Pattern`, compiled when the first of them is called.

    From then on they are the methods of the compiled pattern itself, and a call costs what theirs cost. A pattern
    that is none raises `re.error` only then; a test compiles them all.
    """

    __slots__ = ("flags", "pattern", *_METHODS)

    pattern: str
    flags: int
    findall: Callable[[str], list[str]]
    finditer: _FindEach
    fullmatch: _Find
    match: _Find
    search: _Find
    split: Callable[[str], list[str]]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        for method in _METHODS:  # a __getattr__ instead would make every later call dearer
            setattr(self, method, partial(self._first, method))

    def _first(self, method: str, *given: object) -> object:
        """Compile the pattern, put its methods in the place of these, and do what was asked."""
        compiled = re.compile(self.pattern, self.flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        return getattr(compiled, method)(*given)
