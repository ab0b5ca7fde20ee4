"""The chronology: what each side did, message by message, in the words that were used."""

from itertools import groupby

from archiver.analysis.finding import Finding
from archiver.analysis.matter import FEEDING
from archiver.compose.book import Book
from archiver.compose.decided import ruling_shown
from archiver.compose.readings import act_shown, readings
from reports.dossier import Edition, Entry, Part, Plain, Sentence
from reports.words import OWN_EDITION_ACTS


def chronology(findings: tuple[Finding, ...], book: Book, edition: Edition) -> tuple[Entry, ...]:
    """Return one row for each message that carries an act, in the order of the record."""
    told = [one for one in findings if one.status in FEEDING and book.holds(one.ref) and _shown(one, edition)]
    return tuple(_entry(ref, tuple(group), book, edition) for ref, group in groupby(told, key=lambda one: one.ref))


def _shown(finding: Finding, edition: Edition) -> bool:
    return edition == "own" or finding.act not in OWN_EDITION_ACTS


def _entry(ref: str, acts: tuple[Finding, ...], book: Book, edition: Edition) -> Entry:
    line = book.lines[ref]
    return Entry(
        ref=line.ref,
        time=line.time,
        who=line.who,
        act="、".join(dict.fromkeys(act_shown(one) for one in acts)),
        sentence=_sentence(acts, book, edition),
        answers=_answers(acts, book),
        files=line.files,
        recalled=line.recalled,
        deal=acts[0].deal or "",
    )


def _sentence(acts: tuple[Finding, ...], book: Book, edition: Edition) -> Sentence:
    """Quote the lines of a split thought before the one that completes it, then say how dates and sums were read."""
    first = acts[0]
    earlier = [ref for ref in dict.fromkeys(ref for one in acts for ref in one.refs) if ref != first.ref]
    parts: list[Part] = [book.quote(ref) for ref in earlier if book.holds(ref)]
    parts.append(book.quote(first.ref))
    read_as = "；".join(dict.fromkeys(reading for one in acts for reading in readings(one)))
    if read_as:
        parts.append(Plain(f"（{read_as}）"))
    rules = "、".join(dict.fromkeys(one.basis.rule for one in acts if one.basis.rule))
    confidence = min(one.confidence for one in acts)
    told = (ruling_shown(one) for one in acts if one.decision) if edition == "own" else ()
    basis = "；".join((*((f"规则 {rules}",) if rules else ()), *told))
    return Sentence(tuple(parts), weight="fact", basis=basis, score=confidence)


def _answers(acts: tuple[Finding, ...], book: Book) -> Sentence | None:
    """Return what an answer is taken to answer."""
    targets = dict.fromkeys(one.target for one in acts if one.target and one.target != one.ref)
    parts: tuple[Part, ...] = tuple(book.quote(ref) for ref in targets if book.holds(ref))
    said = any(one.target and one.status == "corrected" for one in acts)
    basis = "所指经人核对" if said else "所指为系统推断"
    return Sentence(parts, weight="inference", basis=basis) if parts else None
