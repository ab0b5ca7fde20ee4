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
    r"[早晚](?:上|间|晨)?+(?!\s?[\d一二两三四五六七八九十点])|下午$|上午$|(?<!平安)夜里?$|傍晚$|凌晨$"),
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
    The gold's ranges end where their last named day, month or hour begins, ours where it ends: likewise. What has no
    day of its own (马上, 刚才) the gold gives as the moment of the message, ours is open on one side.
    """
    wanted = gold.readings[-1]
    if wanted.from_ is None and answer.rule == "phrase.before" and answer.children:
        return [(None, answer.children[0].from_), (None, answer.to)]
    ends = [(answer.from_, answer.to)]
    if (gold.timex or "").endswith("_REF"):
        ends.append((answer.from_ or answer.to, answer.to or answer.from_))
    if len(answer.children) == 2 and answer.children[1].from_ is not None:
        ends.append((answer.from_, answer.children[1].from_))
    return ends


def _wanted(answer: TimeExpression, gold: Gold) -> list[Reading]:
    """Return the readings of the gold that the answer may have: the one to come, of a report the one gone by.

    The gold gives both and chooses neither; language.md chooses by the clause. Where it gives the two halves of the
    day for one hour (08:00 and 20:00) it leaves open which, and either is right.
    """
    if len(gold.readings) == 2 and (answer.past or _are_halves_of_a_day(*gold.readings)):
        return list(gold.readings)
    return [gold.readings[-1]]


def _are_halves_of_a_day(first: Reading, last: Reading) -> bool:
    if first.from_ is None or last.from_ is None:
        return False
    return _seconds_apart(first.from_, last.from_) in (43200, -43200)


def _seconds_apart(first: str, last: str) -> float:
    begin, end = (datetime.fromisoformat("2000-01-01" + each if each[0] == "T" else each) for each in (first, last))
    return (end - begin).total_seconds()


_SAYS_WHICH_HALF = re.compile(r"[早晚晨夜午]|[ap]\.?m|1[3-9][点时:]|2[0-4][点时:]|0\d:", re.IGNORECASE)


def _same(found: str | None, wanted: str | None, gold: Gold) -> bool:
    """Tell whether two moments are one; of an hour of twelve without its half of the day, either half will do.

    For a lone 八点 the gold itself gives both halves; inside a range it writes the figure as it stands.
    """
    if wanted is None or found is None:
        return found is wanted
    if found == wanted or (wanted.startswith("T") and found[10:] == wanted):
        return True
    bare = gold.type in ("time", "timerange", "datetimerange") and not _SAYS_WHICH_HALF.search(gold.text)
    if not bare or found[11:] == "00:00:00":
        return False
    apart = _seconds_apart(found[10:], wanted) if wanted[0] == "T" else _seconds_apart(found, wanted)
    return apart in (43200, -43200)


def _is_no_day(gold: Gold) -> bool:
    """Tell whether the gold says by its year 1 that the calendar has no such day (2月30日)."""
    return (gold.readings[-1].from_ or "").startswith("0001-")


def day_right(answer: TimeExpression | None, gold: Gold) -> bool:
    """Tell whether the calendar day of the right reading is right (of an open span, the day it ends on)."""
    if _is_no_day(gold):
        return answer is None or answer.vague
    if answer is None:
        return False
    for wanted in _wanted(answer, gold):
        day, index = (wanted.from_, 0) if wanted.from_ is not None else (wanted.to, 1)
        if any((end[index] or "")[:10] == (day or "")[:10] for end in _ends(answer, gold)):
            return True
    return False


def exactly_right(answer: TimeExpression | None, gold: Gold) -> bool:
    """Tell whether the beginning and, of a stretch, the end are right at the asked grain."""
    if _is_no_day(gold):
        return answer is None or answer.vague
    if answer is None:
        return False
    stretch = gold.type.endswith("range")
    return any(
        _same(end[0], wanted.from_, gold) and (not stretch or _same(end[1], wanted.to, gold))
        for end in _ends(answer, gold)
        for wanted in _wanted(answer, gold)
    )


def repeats_as(answer: TimeExpression, timex: str | None) -> bool:
    """Tell whether a repetition is the gold's: it writes 每周五 as XXXX-WXX-5 and 每天八点 as T08, ours is P1W, P1D."""
    if answer.every is None or timex is None:
        return False
    if answer.every == timex:
        return True
    first = datetime.fromisoformat(answer.from_) if answer.from_ else None
    if answer.every == "P1W" and first is not None:
        return timex.startswith(f"XXXX-WXX-{first.isoweekday()}")
    if answer.every == "P1D":
        return timex.startswith("T") and (first is None or timex.startswith(f"T{first:%H}"))
    return _length_in_days(answer.every) is not None and _length_in_days(answer.every) == _length_in_days(timex)


def _length_in_days(iso: str) -> int | None:
    match = re.fullmatch(r"P(\d+)([DW])", iso)
    return int(match[1]) * (7 if match[2] == "W" else 1) if match else None


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
