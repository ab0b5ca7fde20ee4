"""Finding the atoms of a line: one alternation of all rules, tried where a line can hold a time at all."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from msgspec import Struct

from archiver.analysis.led import spans
from archiver.analysis.openings import OTHER_FIGURE, Opening, openings
from archiver.analysis.times import (
    rules_clock,
    rules_counted,
    rules_days,
    rules_figures,
    rules_holidays,
    rules_lengths,
    rules_months,
    rules_ranges,
    rules_sets,
    rules_weeks,
    rules_words,
    rules_years,
)
from archiver.analysis.times.names import NAMES
from archiver.analysis.times.rule import NUMBERS, Rule
from archiver.analysis.times.titles import SIGNS_OF_NAMES, names_something
from archiver.analysis.times.values import Context, Value

# In the order they are tried at one place: what is longer or surer comes first.
RULES: tuple[Rule, ...] = (
    *rules_sets.RULES,
    *rules_words.RULES,
    *rules_counted.RULES,
    *rules_weeks.RULES,
    *rules_holidays.RULES,
    *rules_years.PARTS,
    *rules_ranges.RULES,
    *rules_days.RULES,
    *rules_figures.RULES,
    *rules_months.RULES,
    *rules_years.WHOLE,
    *rules_lengths.RULES,
    *rules_clock.RULES,
)


_NUMBERS = frozenset(NUMBERS)
_NEEDED = re.compile(f"[{re.escape(''.join(sorted({char for rule in RULES for char in rule.needs} | {'年'})))}]")


class Atom(Struct, frozen=True):
    """A match of one rule, with what it means against the message's own time."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    value: Value

    def read(self, context: Context) -> Value:
        """Read the same words against another context; as before where that context rules them out."""
        return self.rule.read(self.match, context) or self.value


_LONGEST_NUMBER = 40
"""Characters of a number that may belong to a time; a longer run would be looked through again from each of its own."""

# What stands behind a number that may belong to a time; 一下, 三个 and 200块 are left at once.
_NUMBER_OF_TIME = re.compile(
    rf"[{NUMBERS}千万.,\s]{{1,{_LONGEST_NUMBER}}}(?:[年月日号天周星礼点时分秒刻小工自昼宿季旬世钟节前代hmpaq\-/.\\:~到至、和或与多来余整俩几又夕之以期假长黄放当回那完夜早营交]"
    r"|个\s?(?=[月工小钟星礼周季半自昼多来整营交世]|年头|十年)|$)|[五六]一|618|20\d{6}|20\d\d[上下]半|3\.?8(?=女|妇女|节)"
)


_Try = tuple[Callable[[str, int], re.Match[str] | None], Rule]
_ANY = ""
"""Stands for any second character, and for none."""
_OTHER = "\0"
"""Stands for a second character by which no rule begins, though another one tells rules apart."""
_FIRST_LOOKS = 1000


@cache
def _starting() -> dict[str, tuple[int, ...]]:
    """Return, by the character they begin with, the numbers of the rules, in the order in which they are tried."""
    starting: dict[str, list[int]] = {}
    for number, rule in enumerate(RULES):
        for char in dict.fromkeys(rule.starts):
            starting.setdefault(char, []).append(number)
    return {char: tuple(numbers) for char, numbers in starting.items()}


@cache
def _openings(number: int) -> tuple[Opening, ...]:
    return openings(RULES[number].pattern)


@cache
def _seconds(number: int, char: str) -> AbstractSet[str]:
    """Return the characters that follow `char` where a match of the rule begins with it; with _ANY, all of them."""
    found: set[str] = set()
    for first, second in _openings(number):
        if first is None or char in first:
            found |= {_ANY} if second is None else second
    # Behind the first figure of a number no figure of another script is looked at.
    return found if char in _NUMBERS or OTHER_FIGURE not in found else {_ANY}


@cache
def _beginning(opening: str) -> tuple[int, ...]:
    """Return the numbers of the rules to try at an opening: one character, two of them, or one and _OTHER."""
    char, second = opening[0], opening[1:]
    if not second:
        return _starting()[char]
    return tuple([number for number in _starting()[char] if not {second, _ANY}.isdisjoint(_seconds(number, char))])


class _Openings(dict[str, dict[str, str]]):
    """By the first character of a match the opening for each second one, at _ANY that for all others.

    The first lines are read by the first character alone: to learn what the rules begin with takes as long as it
    spares in some thousand lines.
    """

    looked = 0

    def __missing__(self, char: str) -> dict[str, str]:
        self.looked += 1
        if self.looked < _FIRST_LOOKS:
            return {_ANY: char}
        seconds = {_ANY}.union(*[_seconds(number, char) for number in _starting()[char]])
        self[char] = by_second = {second: char + (second or _OTHER) for second in seconds}
        return by_second


_OPENINGS = _Openings()


@cache
def _telling(opening: str) -> frozenset[str]:
    """Return the characters that tell which of the rules of an opening may match a line that holds some of them."""
    rules = [RULES[number] for number in _beginning(opening)]
    return frozenset("年").union(*(rule.needs for rule in rules))


@lru_cache(maxsize=1 << 13)
def _tries(opening: str, held: frozenset[str]) -> tuple[_Try, ...]:
    """Return the rules to try at an opening in a line that holds `held` of the characters that tell."""
    rules = ((number, RULES[number]) for number in _beginning(opening))
    return tuple([(_matcher(number), rule) for number, rule in rules if rule.may_begin(opening[0], held)])


@cache
def _matcher(number: int) -> Callable[[str, int], re.Match[str] | None]:
    return re.compile(RULES[number].pattern).match


def atoms_of(folded: str, context: Context) -> list[Atom]:
    """Return the atoms of a folded text from left to right, without overlap."""
    found: list[Atom] = []
    starting, held = _starting(), frozenset(_NEEDED.findall(folded))
    end = 0
    for position, char in enumerate(folded):
        if char not in starting or position < end:
            continue
        if char in _NUMBERS and not _NUMBER_OF_TIME.match(folded, position):
            continue
        by_second = _OPENINGS[char]
        opening = by_second.get(folded[position + 1 : position + 2]) or by_second[_ANY]
        to_try = _tries(opening, held & _telling(opening))
        atom = _atom_at(folded, position, to_try, context) if to_try else None
        if atom is not None:
            found.append(atom)
            end = atom.end
    return _without_names(folded, found) if found else found


def _without_names(folded: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms that are no name and no part of one."""
    if SIGNS_OF_NAMES.search(folded):
        atoms = [atom for atom in atoms if not names_something(folded, atom.start, atom.end, atom.rule.name)]
    if NAMES.search(folded) is None:  # as in most lines
        return atoms
    names = spans(NAMES, folded)
    return [atom for atom in atoms if not any(start < atom.end and atom.start < end for start, end in names)]


def _atom_at(folded: str, start: int, tries: tuple[_Try, ...], context: Context) -> Atom | None:
    """Return the atom of the first rule whose words at `start` mean something."""
    for match_at, rule in tries:
        match = match_at(folded, start)
        if match is not None and match.end() > start:
            value = rule.read(match, context)
            if value is not None:
                return Atom(start, match.end(), rule, match, value)
    return None
