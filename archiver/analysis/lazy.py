"""Patterns that are compiled when they are first used.

The readers hold several hundred long patterns, and most lines need few of them: compiled at import they would cost
every start of the program a fifth of a second.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, Protocol

_END: Final = 1 << 62
_METHODS: Final = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Find(Protocol):
    def __call__(self, string: str, pos: int = 0, endpos: int = _END, /) -> re.Match[str] | None: ...


class _FindEach(Protocol):
    def __call__(self, string: str, pos: int = 0, endpos: int = _END, /) -> Iterator[re.Match[str]]: ...


class LazyPattern:
    """A regular expression with the methods of `re.Pattern`, compiled when the first of them is asked for.

    From then on they are the methods of the compiled pattern itself, and a call costs no more than theirs. A pattern
    that is none raises `re.PatternError` only then; a test compiles them all.
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

    def __getattr__(self, name: str) -> object:
        """Compile the pattern and keep its methods: Python asks here only while they are not kept."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
