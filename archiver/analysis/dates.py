"""Times and deadlines of chat Chinese, read against the message's own wall time.

Pure: no clock, no zone of the machine. What the words mean is language.md §2; the grammar is in `times/`, every rule
beside its examples. Past or future is decided for each expression by its words and its clause.
"""

import re
from bisect import bisect_right
from datetime import date, datetime

from archiver.analysis.finding import Due
from archiver.analysis.folding import fold
from archiver.analysis.times.answers import answer_of, merged
from archiver.analysis.times.arithmetic import add_length
from archiver.analysis.times.asides import without_asides
from archiver.analysis.times.atoms import Atom, atoms_of
from archiver.analysis.times.carried import on_carried_day
from archiver.analysis.times.content import without_content
from archiver.analysis.times.counted_ends import reaching, since_then
from archiver.analysis.times.events import events_without_span
from archiver.analysis.times.expression import TimeExpression, other_due
from archiver.analysis.times.gate import GATE
from archiver.analysis.times.holidays import is_workday
from archiver.analysis.times.tense import reports
from archiver.analysis.times.units import Line
from archiver.analysis.times.values import Context, Length
from archiver.analysis.times.weighed_dues import without_unlikely

__all__ = ["ISO_SPAN", "TimeExpression", "add_span", "due_of", "in_days", "is_workday", "read_times"]

# Outside these years no chat was written and the lunar tables are silent.
_FIRST_YEAR, _LAST_YEAR = 1901, 2199
ISO_SPAN = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W(?!D))?(?:(?P<days>\d+)D)?(?:(?P<working>\d+)WD)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_WEEKS = re.compile(r"\AP(\d+)W\Z")
# 元月 is January; in 30元月付 the two belong apart.
_JANUARY = re.compile(r"(?<![\d一二两三四五六七八九十百千万])元月(?![付薪结租费供])")
_COUNTED_FROM = re.compile(r"[\s,，的算]{0,2}")


def read_times(text: str, at: datetime, *, weighed: bool = True) -> tuple[TimeExpression, ...]:
    """Return the expressions of time in `text`, in order, without overlap, offsets in code points of `text` as given.

    `at` is the naive wall time of the message in the chat's zone; all answers are in the same. Nothing is read
    against a moment outside 1901–2199. Without `weighed` every due that the rules read stands.
    """
    if GATE.search(text) is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        return ()
    folded = fold(text)
    if "元月" in folded:
        folded = _JANUARY.sub("一月", folded)
    context = Context(at, at)
    atoms = atoms_of(folded, context)
    found = _dated(text, folded, atoms, context) if atoms else []
    if weighed:
        found = without_unlikely(folded, found)
    events = _after_events(text, folded, found) if "后" in folded else []
    return tuple(sorted([*found, *events], key=lambda expression: expression.start) if events else found)


def _dated(text: str, folded: str, atoms: list[Atom], context: Context) -> list[TimeExpression]:
    """Return the expressions that the atoms of a line make."""
    at = context.at
    line = Line(folded, atoms, context)
    units = line.units()
    if len(units) == 1:  # as in most lines
        only = since_then(text, folded, 0, answer_of(text, folded, units[0], at, 0))
        return without_asides(folded, without_content(folded, [only]))
    found: list[TimeExpression] = []
    before = None
    for read in units:
        unit = read if before is None else on_carried_day(folded, before, read)
        before = unit
        floor = found[-1].end if found else 0
        if found and _COUNTED_FROM.fullmatch(folded, floor, unit.start):
            joined = merged(text, line, found[-1], unit, at)
            if joined is not None:
                found[-1] = joined
                continue
        if unit.start >= floor:
            answer = since_then(text, folded, floor, answer_of(text, folded, unit, at, floor))
            earlier = found[-2].end if len(found) > 1 else 0
            stretch = reaching(text, folded, earlier, found[-1], answer) if found else None
            if stretch is not None:
                found[-1] = stretch
            else:
                found.append(answer)
    owed = without_content(folded, found)
    return without_asides(folded, owed)


def _after_events(text: str, folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Return the 验收后 of 验收后付款: it sets no day, but says what the payment waits for."""
    ends = [known.end for known in found]

    def is_free(start: int, end: int) -> bool:
        following = bisect_right(ends, start)
        return following == len(found) or found[following].start >= end

    return [
        TimeExpression(
            start=anchor.start, end=end, text=text[anchor.start : end], kind="span", after=anchor.kind,
            rule="phrase.after_event",
        )
        for anchor, end in events_without_span(folded)
        if is_free(anchor.start, end)
        and not reports(folded, anchor.start, end)
    ]  # fmt: skip


def due_of(expression: TimeExpression) -> Due | None:
    """Return the deadline an expression sets (or, by 后 and 最早, only begins); None where it sets none."""
    sets = (
        expression.due, expression.not_before, expression.after, expression.every,
    )  # fmt: skip
    if not any(sets) and not (expression.vague and not expression.past):
        return None
    if expression.every is not None:
        return _coming_again(expression, expression.every)
    others = (
        other_due(reading, grain=expression.grain, ends=expression.kind == "span") for reading in expression.other
    )
    return Due(
        text=expression.text, due=expression.due, not_before=expression.not_before, grain=expression.grain,
        after=expression.after, within=expression.within, every=expression.every, vague=expression.vague,
        other=tuple(due for due in others if due is not None and due != expression.due),
    )  # fmt: skip


def _coming_again(expression: TimeExpression, every: str) -> Due:
    """Return the deadline of what comes again: it has no date of its own but those that follow from its beginning."""
    return Due(
        text=expression.text, not_before=expression.due, grain=expression.grain, after=expression.after,
        every=in_days(every), vague=expression.vague,
    )  # fmt: skip


def in_days(span: str) -> str:
    """Return a length of time with its weeks as days, as language.md §2 counts them: `P1W` and `P7D` are one length."""
    return _WEEKS.sub(lambda weeks: f"P{7 * int(weeks[1])}D", span)


def add_span(start: datetime | date, iso: str) -> datetime | date:
    """Return the moment a span after `start`: P3D, P2W, P1M, P5WD (working days by the official calendar), PT24H.

    A date stays a date unless the span counts hours. A month ends on the same number or its last day. Raises
    ValueError for anything that is no span or leads out of the calendar.
    """
    match = ISO_SPAN.fullmatch(iso)
    if match is None or iso in ("P", "PT") or iso.endswith("T"):
        raise ValueError(f"not a span: {iso!r}")
    part = {name: int(digits) for name, digits in match.groupdict(default="0").items()}
    seconds = part["hours"] * 3600 + part["minutes"] * 60 + part["seconds"]
    length = Length(part["years"], part["months"], part["days"] + 7 * part["weeks"], part["working"], seconds)
    is_clock = isinstance(start, datetime)
    moved = add_length(start if isinstance(start, datetime) else datetime(start.year, start.month, start.day), length)  # noqa: DTZ001 - wall time
    if moved is None:
        raise ValueError(f"out of the calendar: {start} + {iso}")
    return moved if is_clock or seconds else moved.date()
