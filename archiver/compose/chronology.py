"""The chronology: what each side did, message by message, in the words that were used."""

from collections.abc import Iterator
from itertools import groupby

from archiver.analysis.finding import Due, Finding
from archiver.compose.book import Book
from reports.dossier import Edition, Entry, Part, Plain, Sentence
from reports.words import ACTS, OWN_EDITION_ACTS

_TOLD = frozenset({"finding", "accepted", "corrected"})


def chronology(findings: tuple[Finding, ...], book: Book, edition: Edition) -> tuple[Entry, ...]:
    """Return one row for each message that carries an act, in the order of the record."""
    told = [one for one in findings if one.status in _TOLD and book.holds(one.ref) and _shown(one, edition)]
    return tuple(_entry(ref, tuple(group), book) for ref, group in groupby(told, key=lambda one: one.ref))


def _shown(finding: Finding, edition: Edition) -> bool:
    return edition == "own" or finding.act not in OWN_EDITION_ACTS


def _entry(ref: str, acts: tuple[Finding, ...], book: Book) -> Entry:
    line = book.lines[ref]
    return Entry(
        ref=line.ref,
        time=line.time,
        who=line.who,
        act="、".join(dict.fromkeys(act_shown(one) for one in acts)),
        sentence=_sentence(acts, book),
        answers=_answers(acts, book),
        files=line.files,
        recalled=line.recalled,
        deal=acts[0].deal or "",
    )


def act_shown(finding: Finding) -> str:
    """Return the words for an act: a reminder that names a date is a 催告, questions are told as such."""
    shown = ACTS[finding.act].rstrip("…")
    if finding.act == "reminder" and finding.due and finding.due.due:
        shown = "催告"
    return f"询问：{shown}" if finding.mood == "asked" else shown


def _sentence(acts: tuple[Finding, ...], book: Book) -> Sentence:
    """Quote the lines of a split thought before the one that completes it, then say how dates and sums were read."""
    first = acts[0]
    earlier = [ref for ref in dict.fromkeys(ref for one in acts for ref in one.refs) if ref != first.ref]
    parts: list[Part] = [book.quote(ref) for ref in earlier if book.holds(ref)]
    parts.append(book.quote(first.ref))
    readings = "；".join(dict.fromkeys(reading for one in acts for reading in _readings(one)))
    if readings:
        parts.append(Plain(f"（{readings}）"))
    rules = "、".join(dict.fromkeys(one.basis.rule for one in acts if one.basis.rule))
    confidence = min(one.confidence for one in acts)
    return Sentence(tuple(parts), weight="fact", basis=f"规则 {rules}" if rules else "", score=confidence)


def _readings(finding: Finding) -> Iterator[str]:
    if finding.due:
        yield due_shown(finding.due)
    amount = finding.amount
    if amount and amount.value and amount.kind == "money":
        yield f"金额读作 {amount.value} 元"
    elif amount and amount.min and amount.max:
        yield f"金额读作 {amount.min}–{amount.max} 元"
    elif amount and amount.percent:
        yield f"比例读作 {amount.percent}%"


def due_shown(due: Due) -> str:
    """Return how a deadline was read."""
    if due.due:
        return f"期限读作 {due.due.replace('T', ' ')}"
    if due.after:
        return f"期限从另一件事起算（{due.within or '未说明多久'}）"
    if due.every:
        return f"周期性的期限（{due.every}）"
    if due.not_before:
        return f"不早于 {due.not_before}"
    return "没有确定日期的期限"


def _answers(acts: tuple[Finding, ...], book: Book) -> Sentence | None:
    """Return what an answer is taken to answer."""
    targets = dict.fromkeys(one.target for one in acts if one.target and one.target != one.ref)
    parts: tuple[Part, ...] = tuple(book.quote(ref) for ref in targets if book.holds(ref))
    return Sentence(parts, weight="inference", basis="所指为系统推断") if parts else None
