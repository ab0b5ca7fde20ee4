"""What a pattern cannot match without, so that most patterns need not be tried on most messages.

The standard library parses a pattern before it compiles it; the parse tells which characters every match must hold
one of. Where it does not tell (or a Python keeps its parser elsewhere), nothing is known and the pattern is tried.
"""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Final

_UNKNOWN: Final[frozenset[str]] = frozenset()
_WIDEST: Final = 64
"""A class of more characters rules out too little to be worth a look."""


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return characters of which every match of `pattern` holds at least one; none where nothing is known."""
    if pattern.flags & re.IGNORECASE:
        return _UNKNOWN
    try:
        parser = import_module("re._parser")
    except ImportError:
        return _UNKNOWN
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags))


def could_match(chars: frozenset[str], held: Iterable[str]) -> bool:
    """Tell whether a text of the characters `held` may match a pattern that needs one of `chars`."""
    return not chars or not chars.isdisjoint(held)


def _of_sequence(parsed: object) -> frozenset[str]:
    """Return the narrowest need of any part: all parts of a sequence must match."""
    parts: list[tuple[object, object]] = getattr(parsed, "data", [])
    known = [chars for code, value in parts if (chars := _of_part(str(code), value))]
    return min(known, key=len, default=_UNKNOWN)


def _of_part(code: str, value: object) -> frozenset[str]:
    match code, value:
        case "LITERAL", int(char):
            return frozenset(chr(char))
        case "IN", list(members):
            return _of_class(members)
        case "BRANCH", (_, list(branches)):
            needs = [_of_sequence(branch) for branch in branches]
            return frozenset().union(*needs) if all(needs) else _UNKNOWN
        case "SUBPATTERN", (_, _, _, inner):
            return _of_sequence(inner)
        case (("MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT"), (int(least), _, inner)) if least > 0:
            return _of_sequence(inner)
        case _:
            return _UNKNOWN


def _of_class(members: Iterable[tuple[object, object]]) -> frozenset[str]:
    chars: set[str] = set()
    for code, value in members:
        match str(code), value:
            case "LITERAL", int(char):
                chars.add(chr(char))
            case "RANGE", (int(first), int(last)) if last - first < _WIDEST:
                chars.update(map(chr, range(first, last + 1)))
            case _:
                return _UNKNOWN
    return frozenset(chars) if len(chars) <= _WIDEST else _UNKNOWN
