"""The law of the house: nothing is stated that does not lead back to words in the record."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from reports.dossier import Citation, Dossier, Entry, File, Line, Masked, Named, Plain, Sentence, Who
from reports.masked import cut
from reports.words import JUDGING


class Fault(Struct, frozen=True):
    """One place where a Dossier says what its record does not hold."""

    place: str
    kind: str
    expected: str
    found: str


class UnfaithfulError(Exception):
    """A Dossier that must not become a report; `faults` names every place."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(
            f"{len(faults)} statement(s) without a footing; first: {first.place}: {first.kind}: "
            f"expected {first.expected!r}, found {first.found!r}"
        )
        self.faults = faults


def require_faithful(dossier: Dossier) -> None:
    """Raise UnfaithfulError with every fault of `dossier`, or return."""
    if found := tuple(faults(dossier)):
        raise UnfaithfulError(found)


def faults(dossier: Dossier) -> Iterator[Fault]:
    """Hold every statement, quotation and chronology row against the transcript it cites."""
    lines: dict[str, Line] = {}
    for line in dossier.transcript:
        if line.ref in lines:
            yield Fault(f"transcript.{line.ref}", "reference used twice", "one line", "another line")
        lines[line.ref] = line
    speakers = frozenset(line.who for line in dossier.transcript)
    digests = frozenset(source.sha256 for source in dossier.sources)
    for line in dossier.transcript:
        if line.sha256 not in digests:
            yield Fault(f"transcript.{line.ref}", "no such exhibit", "a digest of sources", line.sha256)
        yield from _zone_faults(f"transcript.{line.ref}", line)
    yield from _scope_faults(dossier)
    yield from _order_faults(dossier)
    for place, value in _walk("dossier", dossier):
        yield from _zone_faults(place, value)
        if isinstance(value, Sentence):
            yield from _sentence_faults(place, value, lines)
        elif isinstance(value, Named):
            yield from _name_faults(place, value.who, speakers)
        elif isinstance(value, Entry):
            yield from _entry_faults(place, value, lines)


def _scope_faults(dossier: Dossier) -> Iterator[Fault]:
    shown, scope = len(dossier.transcript), dossier.scope
    if scope.shown != shown or scope.total < shown:
        yield Fault(
            "dossier.scope", "scope does not count the transcript", f"{shown} shown", f"{scope.shown}/{scope.total}"
        )


def _order_faults(dossier: Dossier) -> Iterator[Fault]:
    """Hold lines to the order of their export, and rows of one instant to the order of their lines."""
    last: dict[str, tuple[int, ...]] = {}
    place: dict[str, int] = {}
    for at, line in enumerate(dossier.transcript):
        exhibit, _, ordinal = line.ref.partition("-")
        key = tuple(int(part) for part in ordinal.split(".") if part.isdecimal())
        if key < last.get(exhibit, ()):
            yield Fault(f"transcript.{line.ref}", "line out of the export's order", f"after {last[exhibit]}", str(key))
        last[exhibit] = key
        place[line.ref] = at
    for before, after in pairwise(dossier.entries):
        if before.time == after.time and place.get(before.ref, 0) > place.get(after.ref, 0):
            yield Fault(f"entries.{after.ref}", "rows of one instant out of order", after.ref, before.ref)


def _zone_faults(place: str, value: Struct) -> Iterator[Fault]:
    for field in value.__struct_fields__:
        at = getattr(value, field)
        if isinstance(at, datetime) and at.utcoffset() is None:
            yield Fault(f"{place}.{field}", "time without a zone", "an aware time", at.isoformat())


def _walk(place: str, value: Struct) -> Iterator[tuple[str, Struct]]:
    """Yield a struct and all that it holds, each with where it stands."""
    yield place, value
    for field in value.__struct_fields__:
        held = getattr(value, field)
        if isinstance(held, Struct):
            yield from _walk(f"{place}.{field}", held)
        elif isinstance(held, tuple) and field != "transcript":  # lines hold no statements; there may be 100,000
            yield from _walk_all(f"{place}.{field}", held)


def _walk_all(place: str, held: tuple[object, ...]) -> Iterator[tuple[str, Struct]]:
    for index, item in enumerate(held):
        if isinstance(item, Struct):
            yield from _walk(f"{place}[{index}]", item)
        elif isinstance(item, tuple):
            yield from _walk_all(f"{place}[{index}]", item)


def _sentence_faults(place: str, sentence: Sentence, lines: dict[str, Line]) -> Iterator[Fault]:
    if not sentence.citations():
        said = "".join(part.text for part in sentence.parts if isinstance(part, Plain))
        yield Fault(place, "statement without citation", "Words or Ref", said)
    if sentence.weight == "inference" and not sentence.basis:
        yield Fault(place, "inference without basis", "basis", "")
    for part in sentence.parts:
        if isinstance(part, Plain):
            yield from _plain_faults(place, part.text)
    for citation in sentence.citations():
        yield from _citation_faults(f"{place}@{citation.ref}", citation, lines)


def _plain_faults(place: str, text: str) -> Iterator[Fault]:
    if "“" in text or "”" in text:
        yield Fault(place, "quotation marks outside Words", "Words", text)
    for word in JUDGING:
        if word in text:
            yield Fault(place, "judging word", "a neutral word", word)


def _name_faults(place: str, who: Who, speakers: frozenset[Who]) -> Iterator[Fault]:
    if who not in speakers:
        yield Fault(place, "nobody in the transcript is printed so", "a speaker", str(who))


def _citation_faults(place: str, citation: Citation, lines: dict[str, Line]) -> Iterator[Fault]:
    line = lines.get(citation.ref)
    if line is None:
        yield Fault(place, "cited message is not in the transcript", citation.ref, "")
        return
    words, masked = _held(line, citation.chars)
    told = (
        ("quoted words", words, citation.quote),
        ("masked stretches", str(masked), str(citation.masked)),
        ("pseudonym", str(line.alias), str(citation.alias)),
        ("exhibit", line.sha256, citation.sha256),
        ("first byte", str(line.start), str(citation.start)),
        ("end byte", str(line.end), str(citation.end)),
        ("place", line.place, citation.place),
        ("time", iso(line), citation.time),
        ("sender", line.who.name, citation.sender),
        ("account", line.who.account, citation.account),
    )
    yield from (Fault(place, kind, held, said) for kind, held, said in told if held != said)
    if line.text and not citation.quote:
        yield Fault(place, "empty quotation of a message that has words", line.text, "")


def _held(line: Line, chars: tuple[int, int]) -> tuple[str, tuple[Masked, ...]]:
    """Return what a line shows of some of its code points, and what of them is masked."""
    start, end = chars
    try:
        if line.masked:
            return cut(line, chars)
    except ValueError:
        return "", ()
    return (line.text[start:end] if 0 <= start <= end <= len(line.text) else ""), ()


def _entry_faults(place: str, entry: Entry, lines: dict[str, Line]) -> Iterator[Fault]:
    line = lines.get(entry.ref)
    if line is None:
        yield Fault(place, "chronology row is not in the transcript", entry.ref, "")
        return
    told = (
        ("time of row", str(line.time), str(entry.time)),
        ("speaker of row", str(line.who), str(entry.who)),
        ("recalled", str(line.recalled), str(entry.recalled)),
        ("files of row", _files(line.files), _files(entry.files)),
    )
    yield from (Fault(place, kind, held, said) for kind, held, said in told if held != said)
    if entry.ref not in {citation.ref for citation in entry.sentence.citations()}:
        yield Fault(place, "row does not cite its own message", entry.ref, "")


def _files(files: tuple[File, ...]) -> str:
    """Tell files apart without the pixels of their pictures."""
    return str([replace(one, picture=None) for one in files])


def iso(line: Line) -> str:
    """Return the time of a line as citations write it: ISO 8601 with offset, "" where none is printed."""
    return line.time.isoformat() if line.time else ""
