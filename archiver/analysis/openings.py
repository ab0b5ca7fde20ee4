"""What the matches of a pattern begin with: their first two characters, so that most patterns need not be tried.

The standard library parses a pattern before it compiles it, and the parse tells. Where it does not (or a Python keeps
its parser elsewhere) any characters are said to begin a match: too many are told, never too few.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

Characters = frozenset[str] | None
"""What may stand at a place; None where anything may, or where the match may have ended."""
OTHER_FIGURE: Final = r"\d"
"""Stands among characters for the figures of all scripts that are not 0 to 9."""
_WIDEST: Final = 256
"""A range of more characters is told as any."""


class Opening(NamedTuple):
    """The first characters that go with the same second ones."""

    first: Characters
    second: Characters


_Begun = tuple[()] | tuple[Characters]
"""How far a match has come: at its beginning, or behind a first character."""


def openings(pattern: str) -> tuple[Opening, ...]:
    """Return what the matches of `pattern`, compiled without flags, begin with."""
    try:
        parser = import_module("re._parser")
    except ImportError:
        return (Opening(None, None),)
    parsed = parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return (Opening(None, None),)
    found: list[Opening] = []
    ended = _through(parsed, [()], found)
    return (*found, *(Opening(begun[0] if begun else None, None) for begun in ended))


def _through(parsed: object, begun: list[_Begun], found: list[Opening]) -> list[_Begun]:
    """Lead matches through a sequence; those that come to a second character go to `found`, the others are returned."""
    parts: list[tuple[object, object]] = getattr(parsed, "data", [])
    for code, value in parts:
        if not begun:
            break
        begun = list(dict.fromkeys(_past(str(code), value, begun, found)))
    return begun


def _past(code: str, value: object, begun: list[_Begun], found: list[Opening]) -> list[_Begun]:
    """Lead matches past one part of a pattern."""
    match code, value:
        case "LITERAL", int(char):
            return _taking(frozenset(chr(char)), begun, found)
        case "IN", list(members):
            return _taking(_of_class(members), begun, found)
        case (("AT" | "ASSERT" | "ASSERT_NOT"), _):
            return begun
        case "BRANCH", (_, list(branches)):
            return [each for branch in branches for each in _through(branch, begun, found)]
        case "SUBPATTERN", (_, 0, _, inner):
            return _through(inner, begun, found)
        case "ATOMIC_GROUP", inner:
            return _through(inner, begun, found)
        case (("MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT"), (int(least), most, inner)):
            return _repeated(inner, begun, found, least=least, most=2 if most != 1 else 1)
        case "GROUPREF_EXISTS", (_, held, missing):
            return _through(held, begun, found) + (_through(missing, begun, found) if missing else begun)
        case _:
            return _taking(None, begun, found)


def _repeated(inner: object, begun: list[_Begun], found: list[Opening], *, least: int, most: int) -> list[_Begun]:
    """Lead matches through a part that is repeated: once or twice, since only two characters are told."""
    behind = [] if least else list(begun)
    for done in range(1, most + 1):
        begun = _through(inner, begun, found)
        if done >= min(least, most):
            behind += begun
    return behind


def _taking(chars: Characters, begun: list[_Begun], found: list[Opening]) -> list[_Begun]:
    """Let matches take one of `chars`."""
    found += [Opening(each[0], chars) for each in begun if each]
    return [(chars,)] if () in begun else []


def _of_class(members: Iterable[tuple[object, object]]) -> Characters:
    chars: set[str] = set()
    for code, value in members:
        match str(code), value, str(value):
            case "LITERAL", int(char), _:
                chars.add(chr(char))
            case "RANGE", (int(first), int(last)), _ if last - first < _WIDEST:
                chars.update(map(chr, range(first, last + 1)))
            case "CATEGORY", _, "CATEGORY_DIGIT":
                chars.update("0123456789", (OTHER_FIGURE,))
            case "CATEGORY", _, "CATEGORY_SPACE":
                chars |= _blanks()
            case _:
                return None
    return frozenset(chars)


@cache
def _blanks() -> frozenset[str]:
    last = 0x3000  # the ideographic space; none comes behind it
    return frozenset(filter(str.isspace, map(chr, range(last + 1))))
