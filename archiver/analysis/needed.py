"""What a pattern cannot match without, so that most patterns need not be tried on most messages.

The standard library parses a pattern before it compiles it; the parse tells its ways of matching, and of each way
strings of which every match must hold one. Where it does not tell (or a Python keeps its parser elsewhere), nothing is
known and the pattern is tried.
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
"""More strings or ways than this are not spelt out: what they would rule out is found by looking for less."""
_COMMON: Final = frozenset("一不了我你的是有在就这那个要没")
_RARITY, _RARITY_OF_COMMON = 0.015, 0.1
"""How likely a message is to hold a character, roughly; it decides which of several needs is looked for."""


_Branch = tuple[frozenset[str], ...]
"""One way of matching: sets of strings, the rarest first; every match of this way holds a string of each."""
_ANYHOW: Final[tuple[_Branch, ...]] = ((),)


def branches(pattern: re.Pattern[str]) -> tuple[_Branch, ...]:
    """Return the ways in which `pattern` can match, each with up to two needs; one without any where nothing is known.

    我.*退款|还.*钱 needs 我 and 退款, or 还 and 钱. Ways with a single need are told as one.
    """
    if pattern.flags & re.IGNORECASE:
        return _ANYHOW
    try:
        parser = import_module("re._parser")
    except ImportError:
        return _ANYHOW
    found = _of_sequence(parser.parse(pattern.pattern, pattern.flags))
    if not all(found):
        return _ANYHOW
    single = [one for one in found if len(one) == 1]
    return (*(one for one in found if len(one) > 1), *((_either(single),) if single else ()))


class Triggers:
    """Several patterns, and one pass over a text that tells which of them may match it.

    A set of ways of matching is kept as the bits of one number: to join two of them costs nearly nothing.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._owners: list[int] = []
        self._met = [0, 0]
        self._calls: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for needs in branches(pattern):
                self._add(number, needs)
        self._numbers = lru_cache(maxsize=1 << 13)(self._numbers_of)

    def _add(self, number: int, needs: _Branch) -> None:
        """Take in a way in which pattern `number` matches; a need that it has not is met by every text."""
        bit = 1 << len(self._owners)
        self._owners.append(number)
        for place in (0, 1):
            if place >= len(needs):
                self._met[place] |= bit
                continue
            for string in needs[place]:
                self._calls.setdefault(string, [0, 0])[place] |= bit

    @cached_property
    def _words(self) -> AhoCorasick:
        return AhoCorasick(list(self._calls), matchkind=MatchKind.Standard)

    @cached_property
    def _called(self) -> Sequence[tuple[int, int]]:
        return tuple((first, second) for first, second in self._calls.values())

    def of(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match `text`, ascending."""
        called = self._called
        first, second = self._met
        for index, _, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            one, other = called[index]
            first |= one
            second |= other
        return self._numbers(first & second)

    def _numbers_of(self, bits: int) -> tuple[int, ...]:
        """Return whose ways are set, ascending; messages call for the same few patterns again and again."""
        found: set[int] = set()
        while bits:
            last = bits & -bits
            found.add(self._owners[last.bit_length() - 1])
            bits ^= last
        return tuple(sorted(found))


def _of_sequence(parsed: object) -> tuple[_Branch, ...]:
    """Return the ways through all parts of a sequence: each must match, and what stands together is one string."""
    parts: list[tuple[object, object]] = getattr(parsed, "data", [])
    found = _ANYHOW
    run = _EMPTY
    for code, value in parts:
        spelt = _spelt(str(code), value)
        if spelt and len(run) * len(spelt) <= _MOST:
            run = frozenset(map("".join, product(run, spelt)))
            continue
        found = _joined(found, _alone(run))
        run = spelt or _EMPTY
        if not spelt:
            found = _joined(found, _of_part(str(code), value))
    return tuple(dict.fromkeys(map(_rarest, _joined(found, _alone(run)))))


def _alone(strings: frozenset[str]) -> tuple[_Branch, ...]:
    return _ANYHOW if "" in strings else ((strings,),)


def _joined(found: tuple[_Branch, ...], more: tuple[_Branch, ...]) -> tuple[_Branch, ...]:
    """Return every way of `found` followed by every way of `more`; where those are many, by any of `more`."""
    if len(found) * len(more) > _MOST:
        more = (_either(more),)
    return tuple([(*one, *other) for one in found for other in more])


def _either(ways: Sequence[_Branch]) -> _Branch:
    """Return what is needed whichever of `ways` matches."""
    return (frozenset().union(*[one[0] for one in ways]),) if all(ways) else ()


def _rarest(needs: _Branch) -> _Branch:
    return tuple(sorted(dict.fromkeys(needs), key=_chance)[:2])


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


def _of_part(code: str, value: object) -> tuple[_Branch, ...]:
    """Return the ways of a part that is more than a few strings."""
    match code, value:
        case "BRANCH", (_, list(parts)):
            return tuple(dict.fromkeys(one for part in parts for one in _of_sequence(part)))
        case "SUBPATTERN", (_, 0, _, inner):
            return _of_sequence(inner)
        case (("MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT"), (int(least), _, inner)) if least > 0:
            return _of_sequence(inner)
        case _:
            return _ANYHOW


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
