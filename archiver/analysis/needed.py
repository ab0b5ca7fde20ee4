"""What a pattern cannot match without, so that most patterns need not be tried on most messages.

The standard library parses a pattern before it compiles it; the parse tells strings of which every match must hold
one. Where it does not tell (or a Python keeps its parser elsewhere), nothing is known and the pattern is tried.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import product
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

_UNKNOWN: Final[frozenset[str]] = frozenset()
_EMPTY: Final = frozenset(("",))
_MOST: Final = 64
"""More strings than this are not spelt out: what they would rule out is found by looking for less."""
_COMMON: Final = frozenset("一不了我你的是有在就这那个要没")
_RARITY, _RARITY_OF_COMMON = 0.015, 0.1
"""How likely a message is to hold a character, roughly; it decides which of several needs is looked for."""


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return strings of which every match of `pattern` holds at least one; none where nothing is known."""
    if pattern.flags & re.IGNORECASE:
        return _UNKNOWN
    try:
        parser = import_module("re._parser")
    except ImportError:
        return _UNKNOWN
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags))


class Triggers:
    """Several patterns, and one pass over a text that tells which of them may match it.

    A set of patterns is kept as the bits of one number: to join two of them costs nearly nothing.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._always = 0
        self._calls: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needs = needed(pattern)
            for string in needs:
                self._calls[string] = self._calls.get(string, 0) | 1 << number
            if not needs:
                self._always |= 1 << number

    @cached_property
    def _words(self) -> AhoCorasick:
        return AhoCorasick(list(self._calls), matchkind=MatchKind.Standard)

    @cached_property
    def _called(self) -> Sequence[int]:
        return tuple(self._calls.values())

    def of(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match `text`, ascending."""
        called = self._called
        found = self._always
        for index, _, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            found |= called[index]
        return _numbers(found)


@lru_cache(maxsize=1 << 13)
def _numbers(bits: int) -> tuple[int, ...]:
    """Return which bits are set, ascending; messages call for the same few patterns again and again."""
    return tuple([number for number in range(bits.bit_length()) if bits >> number & 1])


def _of_sequence(parsed: object) -> frozenset[str]:
    """Return the rarest need of any part: all parts of a sequence must match, what stands together as one string."""
    parts: list[tuple[object, object]] = getattr(parsed, "data", [])
    known: list[frozenset[str]] = []
    run = _EMPTY
    for code, value in parts:
        spelt = _spelt(str(code), value)
        if not spelt or len(run) * len(spelt) > _MOST:
            known.append(run)
            run = spelt or _EMPTY
        else:
            run = frozenset(map("".join, product(run, spelt)))
        if not spelt:
            known.append(_of_part(str(code), value))
    known.append(run)
    return min((needs for needs in known if needs and "" not in needs), key=_chance, default=_UNKNOWN)


def _chance(needs: frozenset[str]) -> float:
    """Guess how many messages hold one of the strings."""
    chance = 0.0
    for string in needs:
        held = 1.0
        for char in string:
            held *= _RARITY_OF_COMMON if char in _COMMON else _RARITY
        chance += held
    return chance


def _spelt(code: str, value: object) -> frozenset[str]:
    """Return everything that a part can match, where that is few strings; else nothing."""
    match code, value:
        case "LITERAL", int(char):
            return frozenset(chr(char))
        case "IN", list(members):
            return _of_class(members)
        case (("AT" | "ASSERT" | "ASSERT_NOT"), _):
            return _EMPTY
        case "BRANCH", (_, list(branches)):
            spelt = [_sequence_spelt(branch) for branch in branches]
            return _if_few(frozenset().union(*spelt)) if all(spelt) else _UNKNOWN
        case "SUBPATTERN", (_, 0, _, inner):
            return _sequence_spelt(inner)
        case (("MAX_REPEAT" | "MIN_REPEAT"), (int(least), 1, inner)):
            spelt_inner = _sequence_spelt(inner)
            return spelt_inner | _EMPTY if spelt_inner and not least else spelt_inner
        case _:
            return _UNKNOWN


def _sequence_spelt(parsed: object) -> frozenset[str]:
    parts: list[tuple[object, object]] = getattr(parsed, "data", [])
    run = _EMPTY
    for code, value in parts:
        spelt = _spelt(str(code), value)
        if not spelt or len(run) * len(spelt) > _MOST:
            return _UNKNOWN
        run = frozenset(map("".join, product(run, spelt)))
    return run


def _of_part(code: str, value: object) -> frozenset[str]:
    """Return what a part needs that is more than a few strings."""
    match code, value:
        case "BRANCH", (_, list(branches)):
            needs = [_of_sequence(branch) for branch in branches]
            return frozenset().union(*needs) if all(needs) else _UNKNOWN
        case "SUBPATTERN", (_, 0, _, inner):
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
            case "RANGE", (int(first), int(last)) if last - first < _MOST:
                chars.update(map(chr, range(first, last + 1)))
            case _:
                return _UNKNOWN
    return _if_few(frozenset(chars))


def _if_few(strings: frozenset[str]) -> frozenset[str]:
    return strings if len(strings) <= _MOST else _UNKNOWN
