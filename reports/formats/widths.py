"""How wide the columns of a table are on paper: no label narrower than its words, the rest by what stands in it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from reports.formats.flat import cell
from reports.page import Column, ColumnKind, Table

TEXT_WIDTH: Final = 166.0
"""Millimetres between the margins of A4."""
LEAST_TERM: Final = 20
MOST_TERM: Final = 52
"""Millimetres between which a column of terms stays on paper."""
_EM_MM: Final = 3.175
"""Nine points, the letters of tables."""
_PADDING_MM: Final = 3.4
_LATIN_EMS: Final = 0.56
_WIDE: Final = "\u2018\u2019\u201c\u201d\u2026\u2014"
"""Marks below the Chinese letters that are drawn as wide as these."""
_WIDER: Final = 1.15
"""How much wider than reckoned the letters of a font are that stands in for a missing one."""
_UNBROKEN: Final = 14
"""How many letters in a row are kept in one line; digests and the like are cut by the writers."""
_CAPS: Final[Mapping[ColumnKind, float]] = MappingProxyType(
    {"time": 13.4, "who": 8, "act": 8, "number": 14, "short": 8, "ref": 9, "account": 11}
)
"""Up to how many ems a narrow column grows to hold its longest line unbroken; the others share what is left."""
_HEAD_CAP: Final = 8
_NARROW_SHARE: Final = 0.64
_SAMPLE: Final = 400
"""Rows that are measured; a chronology of thousands has no other widths than its first hundreds."""


def widths(table: Table, total: float) -> tuple[float, ...]:
    """Return the width of each column in millimetres; together they are `total`."""
    rows = [[cell(body).split("\n") for body in row.cells] for row in table.rows[:_SAMPLE]]
    made = [_column(column, [row[number] for row in rows]) for number, column in enumerate(table.columns)]
    sure = _sure(made, total)
    left = total - sum(sure)
    if left <= 0:
        return _evened(table, tuple(width * total / sum(sure) for width in sure))
    return _evened(table, tuple(width + more for width, more in zip(sure, _shares(made, sure, left), strict=True)))


def _evened(table: Table, widths: tuple[float, ...]) -> tuple[float, ...]:
    """Give the columns of two sides one width, whatever stands in them."""
    even = [width for column, width in zip(table.columns, widths, strict=True) if column.kind == "even"]
    both = sum(even) / len(even) if even else 0.0
    return tuple(both if column.kind == "even" else width for column, width in zip(table.columns, widths, strict=True))


class _Column(NamedTuple):
    """What a column needs, in millimetres: the least, its longest line, and its part of what is left."""

    least: float
    longest: float
    weight: float
    narrow: bool


def _column(column: Column, held: Sequence[Sequence[str]]) -> _Column:
    cap = _CAPS.get(column.kind)
    longest = max(_longest(held), min(_ems(column.title), _HEAD_CAP))
    least = _least(column.title, held)
    if column.kind == "time":  # a date cut from its hour is hard to read
        least = max(least, min(longest, _CAPS["time"]))
    if column.kind == "ref":  # programs break E1-0142 behind its hyphen where letters are wider than here
        least = max(least, min(longest, _CAPS["ref"]) * _WIDER)
    wish = longest if cap is None else min(longest, cap)
    return _Column(_mm(least), _mm(max(wish, least)), (1 + _amount(held)) ** 0.7, cap is not None)


def _sure(columns: Sequence[_Column], total: float) -> list[float]:
    """Return what each column has for certain; narrow ones give way where little would be left for the others."""
    sure = [one.longest if one.narrow else one.least for one in columns]
    spare = sum(one.longest - one.least for one in columns if one.narrow)
    over = sum(width for width, one in zip(sure, columns, strict=True) if one.narrow) - total * _NARROW_SHARE
    if over <= 0 or not spare or all(one.narrow for one in columns):
        return sure
    part = max(1 - over / spare, 0.0)
    return [one.least + (one.longest - one.least) * part if one.narrow else one.least for one in columns]


def _shares(columns: Sequence[_Column], sure: Sequence[float], left: float) -> list[float]:
    """Share out what is left by how much stands in each column; none gets more than its longest line takes."""
    open_ones = {number for number, one in enumerate(columns) if not one.narrow} or set(range(len(columns)))
    shares = [0.0] * len(columns)
    while True:
        weight = sum(columns[number].weight for number in open_ones)
        part = {number: left * columns[number].weight / weight for number in open_ones}
        full = {number for number in open_ones if sure[number] + part[number] > columns[number].longest}
        if not full or full == open_ones:
            for number, more in part.items():
                shares[number] = more
            return shares
        for number in full:
            shares[number] = max(columns[number].longest - sure[number], 0.0)
            left -= shares[number]
        open_ones -= full


def term_width(terms: Sequence[str], least: float, most: float) -> float:
    """Return the width in millimetres of a column of terms set in 10.5 points, between `least` and `most`."""
    longest = max((_ems(term) for term in terms), default=0)
    return min(max(longest * _EM_MM * 10.5 / 9 + _PADDING_MM, least), most)


def _mm(ems: float) -> float:
    return ems * _EM_MM + _PADDING_MM


def _least(title: str, held: Sequence[Sequence[str]]) -> float:
    """Return the ems below which a head or an unbroken word would be cut."""
    words = (word for lines in held for line in lines for word in line.split())
    unbroken = max((_ems(run[:_UNBROKEN]) for word in words for run in _runs(word)), default=0.0)
    return max(min(_ems(title), _HEAD_CAP), unbroken, 3.0)


def _runs(word: str) -> list[str]:
    """Return what of a word holds together: Chinese may be broken between any two letters."""
    return "".join(letter if letter.isascii() else " " for letter in word).split()


def _longest(held: Sequence[Sequence[str]]) -> float:
    return max((_ems(line) for lines in held for line in lines), default=0.0)


def _amount(held: Sequence[Sequence[str]]) -> float:
    """Return how much stands in a column, in ems for a row."""
    return sum(_ems(line) for lines in held for line in lines) / max(len(held), 1)


def _ems(words: str) -> float:
    sign = 1.0 if words.startswith("• ") else 0.0  # writers set the items of lists in
    return sign + sum(1.0 if letter > "\u2e7f" or letter in _WIDE else _LATIN_EMS for letter in words)
