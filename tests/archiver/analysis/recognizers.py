"""The Chinese cases of Recognizers-Text, split by a hash of the text, and the classes our guide contradicts."""

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

import msgspec

from archiver.analysis.dates import TimeExpression

Half = Literal["developed", "reported"]

DATED_FILES: Final = (
    "DateTimeModel", "DateParser", "DatePeriodParser", "DateTimeParser", "DateTimePeriodParser", "HolidayParser",
    "TimeParser", "TimePeriodParser", "DurationParser", "SetParser",
)  # fmt: skip


class Reading(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """One reading of the gold: half-open; a bare time of day is `T17:00:00`."""

    from_: str | None
    to: str | None


class Gold(msgspec.Struct, frozen=True):
    """One entity of the gold."""

    text: str
    start: int
    end: int
    type: str
    readings: tuple[Reading, ...] = ()
    timex: str | None = None
    seconds: float | None = None
    value: str | None = None
    iso: str | None = None


class Sentence(msgspec.Struct, frozen=True):
    """One case."""

    text: str
    ref: str | None
    gold: tuple[Gold, ...]


# Classes of dated entities whose gold contradicts language.md; every one is counted in the test's output.
EXCLUDED: Final[tuple[tuple[str, str], ...]] = (
    ("lunar day read as the solar day of the same number",
    r"中秋|春节|除夕|端午|重阳|元宵|大年|七夕|正月|腊月|农历|阴历|初[一二三四五六七八九十]|廿|清明"),
    ("reign year, or a year of three figures", r"民国|雍正|康熙|乾隆|光绪|三六七年"),
    ("daypart hours (gold: morning 8-12, evening 16-20)",
    r"[早晚](?:上|间|晨)?(?![\d一二两三四五六七八九十点])|下午$|上午$|夜里?$|傍晚$|凌晨$"),
)  # fmt: skip


def half_of(text: str) -> Half:
    """Return the half a case belongs to: an even first byte of the digest was developed on."""
    return "reported" if hashlib.sha256(text.encode()).digest()[0] % 2 else "developed"


def sentences(folder: Path, names: tuple[str, ...], half: Half) -> list[Sentence]:
    """Return the cases of one half, pooled over the files, a pair of text and reference only once."""
    seen: dict[tuple[str, str | None], Sentence] = {}
    for name in names:
        for line in (folder / f"recognizers.{name}.jsonl").read_bytes().splitlines():
            sentence = msgspec.json.decode(line, type=Sentence)
            if half_of(sentence.text) == half:
                seen.setdefault((sentence.text, sentence.ref), sentence)
    return list(seen.values())


def excluded_class(gold: Gold) -> str | None:
    """Return the class that takes an entity out, None where it is scored."""
    if gold.type in ("time", "timerange", "duration", "set"):
        return None
    return next((name for name, words in EXCLUDED if re.search(words, gold.text)), None)


def is_dated(gold: Gold) -> bool:
    """Tell whether the gold resolves the entity to days (not a bare time of day, a length or a repetition)."""
    wanted = gold.readings[-1] if gold.readings else None
    return (
        gold.type not in ("time", "timerange", "duration", "set")
        and wanted is not None
        and (wanted.from_ is not None or wanted.to is not None)
    )


def overlapping(found: tuple[TimeExpression, ...], gold: Gold) -> TimeExpression | None:
    """Return the first answer that overlaps the entity."""
    return next((each for each in found if each.start < gold.end and gold.start < each.end), None)


def _ends(answer: TimeExpression, gold: Gold) -> list[tuple[str | None, str | None]]:
    """Return the periods that the answer may be compared by.

    The gold's X前 ends where X begins, ours where X ends (language.md §2): both are compared by the X they name.
    The gold's ranges end where their last named day, month or hour begins, ours where it ends: likewise.
    """
    wanted = gold.readings[-1]
    if wanted.from_ is None and answer.rule == "phrase.before" and answer.children:
        return [(None, answer.children[0].from_), (None, answer.to)]
    ends = [(answer.from_, answer.to)]
    if len(answer.children) == 2 and answer.children[1].from_ is not None:
        ends.append((answer.from_, answer.children[1].from_))
    return ends


def _same(found: str | None, wanted: str | None) -> bool:
    if wanted is None or found is None:
        return found is wanted
    return found[10:] == wanted if wanted.startswith("T") else found == wanted


def day_right(answer: TimeExpression | None, gold: Gold) -> bool:
    """Tell whether the calendar day of the forward reading is right (of an open span, the day it ends on)."""
    if answer is None:
        return False
    wanted = gold.readings[-1]
    day, index = (wanted.from_, 0) if wanted.from_ is not None else (wanted.to, 1)
    return any((end[index] or "")[:10] == (day or "")[:10] for end in _ends(answer, gold))


def exactly_right(answer: TimeExpression | None, gold: Gold) -> bool:
    """Tell whether the beginning and, of a stretch, the end are right at the asked grain."""
    if answer is None:
        return False
    wanted = gold.readings[-1]
    stretch = gold.type.endswith("range")
    return any(_same(end[0], wanted.from_) and (not stretch or _same(end[1], wanted.to)) for end in _ends(answer, gold))


_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def seconds_of(iso: str | None) -> set[float]:
    """Return a length in seconds as the gold counts (a year 365 days, a month 30; half a year half of one)."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return set()
    years, months, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    rest = timedelta(days=365 * years + days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
    return {rest + months * 30 * 86400, rest + months / 12 * 365 * 86400}


def moment(sentence: Sentence) -> datetime:
    """Return the reference time; cases without one name absolute times."""
    return datetime.fromisoformat(sentence.ref or "2020-01-01T00:00:00")
