"""Holding the rows of bills, of lists and the files in hand that a report shows against what their exhibits hold.

A row begins with its reference and its exhibit (E2-0005　E2 bill.csv); its fields follow, one a line, in the order in
which they were written. In a list of candidates all stands in one line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from reports.dossier import RecordRow
from reports.reread.compare import PARTLY, Result, Wrong, drawn_words, skeleton, summed, unreadable
from reports.reread.shown import Shown
from reports.visible import visible

_HEAD = re.compile(r"(E\d+-\d+)　(E\d+(?: .*)?)$")
_CANDIDATE = "另有可能："

Rows = Callable[[str], RecordRow | None]


class _Seen(Struct, frozen=True):
    """One line of a passage."""

    text: str
    where: str
    drawn: bool


def compare_rows(shown: Shown, held: Rows) -> Result:
    """Compare every row that is shown; `held` gives the exhibit's row of a reference, None where there is none."""
    seen = [
        _Seen(line, passage.where, passage.drawn) for passage in shown.passages for line in passage.text.split("\n")
    ]
    return summed([fault for at in range(len(seen)) for fault in _row(seen, at, held)])


def row_references(shown: Shown) -> frozenset[str]:
    """Return the references of the rows that are shown."""
    lines = (line for passage in shown.passages for line in passage.text.split("\n"))
    return frozenset(found[1] for line in lines if (found := _HEAD.search(line)))


def _fields(row: RecordRow) -> list[str]:
    return [line for one in row.details for line in visible(f"{one.label}：{one.text}").split("\n")]


def _row(seen: Sequence[_Seen], at: int, held: Rows) -> Iterator[Wrong | None]:
    """Yield one result for the head of a row and one for each of its fields below; a drawing gives all as one."""
    line = seen[at]
    found = _HEAD.search(line.text)
    if found is None:
        return
    row = held(found[1])
    shown = line.text[found.start() :]
    if row is None:
        yield Wrong(line.where, found[1], "row_not_found", "E2-0001", found[1])
    elif _CANDIDATE in line.text:
        wanted = f"{row.ref}　{row.source}" + "".join(f"　{one.label} {one.text}" for one in row.details)
        yield _compared(line, visible(wanted), shown, row.ref)
    elif line.drawn:
        yield _compared(line, f"{row.ref}　{visible(row.source)}" + "".join(_fields(row)), shown, row.ref)
    else:
        yield _compared(line, visible(row.source), found[2], row.ref)
        fields = _fields(row)
        below = (one.text for one in seen[at + 1 : at + 1 + len(fields)])
        for wanted, field in zip_longest(fields, below, fillvalue=""):
            yield _compared(line, wanted, field, row.ref)


def _compared(line: _Seen, wanted: str, found: str, ref: str) -> Wrong | None:
    if not line.drawn:
        return None if wanted == found else Wrong(line.where, ref, "row_differs", wanted, found)
    if same_words(found, wanted):
        return None
    partly = unreadable(wanted) and skeleton(drawn_words(found)).startswith(skeleton(drawn_words(wanted)))
    return Wrong(line.where, ref, PARTLY if partly else "row_differs", wanted, found)


def same_words(found: str, wanted: str) -> bool:
    """Tell whether what a drawing shows begins with `wanted`, blank space left aside."""
    return drawn_words(found).startswith(drawn_words(wanted))
