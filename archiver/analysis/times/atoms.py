"""Finding the atoms of a line: one alternation of all rules, tried where a line can hold a time at all."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

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
from archiver.analysis.times.rule import NUMBERS, Rule
from archiver.analysis.times.titles import names_something
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


_NEEDED = frozenset(char for rule in RULES for char in rule.needs)
# Printed forms, folded or not: a line without any of these holds no time and is left at once.
_GATE = re.compile(
    r"[世天日号號月年周週期时時午晚早晨夜节節秒钟鐘刻久稍近即现現后後前旬季朝昼晝末]"
    r"|点(?![击赞评开心子儿都也缀名播]|头)|點|得[闲閒]|回[头頭来來国國]|有空|抓[紧緊]|随[时時]|立[刻即马馬]|[尽盡很赶]快|尽早|[等待][下会會一儿]"
    r"|[刚剛][刚剛才]|[赶趕][紧緊]|[过過][两兩几幾一二三四五六七八九十\d段阵陣些会會个個完]|[几幾][天日号號个個周月年小分星礼禮]|而家|不久|方才|[当當][初下]|[这這][会會]"
    r"|星期|礼拜|禮拜|[\dWwＷｗ０-９][./\-:：／．－·hHaApPw1-7１-７]|\d{8}|[一二三四五六七八九十][.．]\d"
    r"|(?:元旦|春节|除夕|元宵|清明|端午|七夕|中秋|国庆|國慶|重阳|圣诞|聖誕|腊八|五一|六一|八一|七一|十一|五四|三八|跨年|61八|618|520|315|51|双1|双十|立春|雨水|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒)"
    r"|[马馬]上|[今明昨后]儿|拜[一二三四五六日]|[qQ][1-4]|[Aa][Ss][Aa][Pp]|\dmin"
)


class Atom(NamedTuple):
    """A match of one rule, with what it means against the message's own time."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    value: Value

    def read(self, context: Context) -> Value:
        """Read the same words against another context; as before where that context rules them out."""
        return self.rule.read(self.match, context) or self.value


def may_hold_time(text: str) -> bool:
    """Tell whether the text, as printed, has any character or word that a time is written with."""
    return _GATE.search(text) is not None


# What stands behind a number that may belong to a time; 一下, 三个 and 200块 are left at once.
_NUMBER_OF_TIME = re.compile(
    rf"[{NUMBERS}千.,\s]+(?:[年月日号天周星礼点时分秒刻小工自昼季旬世钟节前代hmpaq\-/.:~到至、和或与多来余整俩夕之以期假长黄放当回那完]"
    r"|个\s?(?=[月工小钟星礼周季半自昼多来整])|$)|[五六]一|20\d{6}"
)


@cache
def _tries(char: str, held: frozenset[str]) -> tuple[tuple[Callable[[str, int], re.Match[str] | None], Rule], ...]:
    """Return the rules, ready to match, that can begin with `char` in a line that holds the characters `held`."""
    return tuple(
        (_matcher(number), rule)
        for number, rule in enumerate(RULES)
        if char in rule.starts and (not rule.needs or not held.isdisjoint(rule.needs))
    )


@cache
def _matcher(number: int) -> Callable[[str, int], re.Match[str] | None]:
    return re.compile(RULES[number].pattern).match


@lru_cache(maxsize=8192)
def _starts(held: frozenset[str]) -> frozenset[str]:
    """Return what a rule can begin with in a line that holds the characters `held`."""
    rules = (rule for rule in RULES if not rule.needs or not held.isdisjoint(rule.needs))
    return frozenset[str]().union(*(rule.starts for rule in rules))


def atoms_of(folded: str, context: Context) -> list[Atom]:
    """Return the atoms of a folded text from left to right, without overlap."""
    found: list[Atom] = []
    held = _NEEDED.intersection(folded)
    starts = _starts(held)
    end = 0
    for position, char in enumerate(folded):
        if char not in starts or position < end:
            continue
        atom = _atom_at(folded, position, held, context)
        if atom is not None:
            end = atom.end
            if not names_something(folded, atom.start, end, atom.rule.name):
                found.append(atom)
    return found


def _atom_at(folded: str, start: int, held: frozenset[str], context: Context) -> Atom | None:
    """Return the atom of the first rule whose words at `start` mean something."""
    char = folded[start]
    if char in NUMBERS and not _NUMBER_OF_TIME.match(folded, start):
        return None
    for match_at, rule in _tries(char, held):
        match = match_at(folded, start)
        if match is not None and match.end() > start:
            value = rule.read(match, context)
            if value is not None:
                return Atom(start, match.end(), rule, match, value)
    return None
