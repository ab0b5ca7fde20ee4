"""Learn what the characters around N号 weigh for a day and for a thing with a number, from labelled lines.

    python -m tests.archiver.analysis.learn_days [--folds]

writes archiver/analysis/times/day_weights.py anew (needs scikit-learn, the extra `train`). It learns from the lines of
numbered_lines.txt, time_traps.txt, chat_times.txt, the probes of `_PROBES`, the corpus hands of `train` and the
exchanges. In a deadline of a probe N号 is a day, in its other lines a thing; elsewhere it is a day where the rules read
it as one; the two first files tell where it is otherwise. What stands around other days (周三, 明天, 3月5号), what is
counted (两张海报, 那个客户) and the words of numbered_words.txt teach in addition what stands around days and which
words are things. `--folds` weighs each line by what the lines of other hands have taught, prints what days fall below
the bound and what things are left, and writes nothing.
"""

import random
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from archiver.analysis.dates import read_times
from archiver.analysis.folding import fold
from archiver.analysis.times.rule import DAY_OF_MONTH, FREE
from archiver.analysis.times.rules_days import RULES, is_ruled_out
from archiver.analysis.times.weighed_days import UNLIKELY, is_surely_day, is_unlikely_day, marks_of, marks_of_number
from archiver.corpus.collection import read_cases
from archiver.corpus.exchanges import read_exchanges
from tests.archiver.analysis.fitted import fitted, module_of, named, shown

_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parents[2]
_CORPUS: Final = _ROOT / "fixtures" / "chatlogs" / "corpus"
_WEIGHTS: Final = _ROOT / "archiver" / "analysis" / "times" / "day_weights.py"
_PROBES: Final = ("probes", *(f"probes{number}" for number in range(2, 15)))
_CHAT: Final = "chat_times.txt"
_TRAPS: Final = "time_traps.txt"
_LABELLED: Final = "numbered_lines.txt"
_WORDS: Final = "numbered_words.txt"
_SAID_AT: Final = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time
_NUMBER: Final = re.compile(rf"{FREE}(?<![月第])(?:{DAY_OF_MONTH})\s?号")
# 那个灯不亮 shows that 灯 is a thing: what is pointed at or counted, but no pronoun, particle or word of time.
_COUNTED: Final = re.compile(
    r"(?:[一两二三四五六七八九十\d]|[这那几哪])[个张款版套份条件只支块台盏根幅页本部双盒间家位]"
    r"(?=[^\W\d_a-z我你他她它们吧呢哈啊呀哦了的就也都是要不会能可再还先又在跟和给被把让得时星周月礼小点一两二三四五六七八九十百千万半多钱左右以之前后内上下来去])"
)
_RULE: Final = re.compile(next(rule.pattern for rule in RULES if rule.name == "days.number"))
_STAND_IN: Final = "〇号"
_FOLDS: Final = 8
_COST: Final = 0.3
_OF_DAYS: Final = 1.5
_OF_THINGS: Final = 3.0
_OF_OTHERS: Final = 0.5
_OF_WORDS: Final = 3.0
"""How much a labelled day, a labelled thing, what other times and things teach and a word of a list count."""
_LEAST: Final = 15
"""Hundredths; a lighter weight is left out."""


class Example(NamedTuple):
    """A number in a folded line, whether it is a day, and the hand or probe that it is of; `marks` of a stand-in."""

    group: str
    folded: str
    start: int
    end: int
    is_day: bool
    marks: frozenset[str]
    weight: float
    is_real: bool = True


class _Said(NamedTuple):
    group: str
    text: str
    at: datetime
    kind: str


class _Line(msgspec.Struct, frozen=True):
    text: str
    at: datetime = _SAID_AT


@cache
def _labels() -> dict[str, tuple[str, str]]:
    """Return the label and the part of each line of numbered_lines.txt and time_traps.txt."""
    labels: dict[str, tuple[str, str]] = {}
    part = ""
    for name in (_LABELLED, _TRAPS):
        for line in (_HERE / name).read_text("utf-8").splitlines():
            text, tab, label = line.partition("\t")
            if tab:
                labels[text] = label if label in "-?" else "day", part
            else:
                part = line
    return labels


def _said() -> Iterator[_Said]:
    yield from _of_probes()
    for case in read_cases(_CORPUS, "train"):
        for said in case.messages:
            yield _Said(case.hand, said.text, datetime.fromisoformat(said.t), "talk")
    for hand, exchange in read_exchanges(_CORPUS / "exchanges"):
        for line in exchange.lines:
            yield _Said(hand, line.text, line.at or _SAID_AT, "talk")
    for row in (_HERE / _CHAT).read_text("utf-8").splitlines():
        if not row.startswith("#"):
            at, text, _ = row.split("\t")
            yield _Said(_CHAT, text, datetime.fromisoformat(at), "talk")


def _of_probes() -> Iterator[_Said]:
    for probe in _PROBES:
        for name in ("deadlines", "time_traps", "amounts", "money_traps"):
            for row in (_HERE / probe / f"{name}.jsonl").read_bytes().splitlines():
                if row.strip():
                    line = msgspec.json.decode(row, type=_Line, strict=False)
                    yield _Said(probe, line.text, line.at, name)


def examples() -> Iterator[Example]:
    """Yield every number before 号, and what stands around other times and things."""
    seen: set[str] = set()
    for said in _said():
        label, _ = _labels().get(said.text, ("", ""))
        seen.add(said.text)
        if said.text and label != "?":
            yield from _numbers(said, label)
    for text, (label, part) in _labels().items():
        if text not in seen and label != "?":
            yield from _numbers(_Said(part, text, _SAID_AT, "labelled"), label)


def _numbers(said: _Said, label: str) -> Iterator[Example]:
    folded = fold(said.text)
    by_rules = not label and said.kind in ("talk", "amounts")
    read = _days_read(said) if by_rules else set()
    for match in _NUMBER.finditer(folded):
        start, end = match.span()
        is_day = label == "day" or (not label and said.kind == "deadlines")
        if by_rules:
            is_day = start in read or (is_unlikely_day(folded, start, end) and _is_ruled_a_day(folded, start))
        marks = frozenset(named(marks_of(folded, start, end)))
        yield Example(said.group, folded, start, end, is_day, marks, _OF_DAYS if is_day else _OF_THINGS)


def _days_read(said: _Said) -> set[int]:
    """Return where a time is read."""
    times = read_times(said.text, said.at)
    return {place for time in times for place in range(time.start, time.end)}


def _is_ruled_a_day(folded: str, start: int) -> bool:
    """Tell whether the rules alone, without the weights, take the number for a day."""
    match = _RULE.match(folded, start)
    return match is not None and not is_ruled_out(match)


def others(real: list[Example]) -> Iterator[Example]:
    """Yield what stands around other days, and behind what counts or points at a thing, each with a number put in."""
    chance = random.Random(1)  # noqa: S311 - no secret
    sizes = {
        is_day: [
            {f"#{mark}" for mark in marks_of_number(one.folded[one.start : one.end])}
            for one in real
            if one.is_day is is_day
        ]
        for is_day in (True, False)
    }
    for word, is_day in _words():
        line = f"{_STAND_IN}{word}"
        around = {
            mark for mark in named(marks_of(line, 0, len(_STAND_IN))) if mark.startswith((">", "+")) and "$" not in mark
        }
        marks = frozenset(around | chance.choice(sizes[is_day]))
        yield Example(_WORDS, line, 0, len(_STAND_IN), is_day, marks, _OF_WORDS, is_real=False)
    for said in _said():
        folded = fold(said.text)
        spans = [(match.start(), match.end(), False) for match in _COUNTED.finditer(folded)]
        spans += [
            (time.start, time.end, True)
            for time in read_times(said.text, said.at)
            if time.rule.startswith(("days.", "weeks.weekday")) and time.grain == "day" and time.rule != "days.number"
        ]
        for start, end, is_day in spans:
            line = f"{folded[:start]}{_STAND_IN}{folded[end:]}"
            around = {mark for mark in named(marks_of(line, start, start + len(_STAND_IN))) if not _is_of_number(mark)}
            if not is_day:  # what stands before 那个 is not what stands before a number
                around = {mark for mark in around if mark.startswith((">", "+", "#behind", "#time"))}
            marks = frozenset(around | chance.choice(sizes[is_day]))
            yield Example(
                said.group, line, start, start + len(_STAND_IN), is_day, marks, _OF_OTHERS, is_real=False
            )  # fmt: skip


def _words() -> Iterator[tuple[str, bool]]:
    """Yield the words of numbered_words.txt, and whether they stand behind days."""
    is_day = False
    for row in (_HERE / _WORDS).read_text("utf-8").splitlines():
        if row.startswith("#"):
            is_day = row == "# then"
        else:
            yield from ((word, is_day) for word in row.split())


def _is_of_number(mark: str) -> bool:
    return mark.startswith(("#size", "#figures", "#words"))


def learnt(found: list[Example]) -> tuple[int, dict[str, int]]:
    """Return the bias and the weights in hundredths that the examples teach."""
    marks, weights = [one.marks for one in found], [one.weight for one in found]
    return fitted(marks, [one.is_day for one in found], weights, cost=_COST, least=_LEAST)


class Folds(NamedTuple):
    """How many days and things there are, how many days are lost and how many things are left, each unseen."""

    days: int
    lost: list[str]
    things: int
    left: list[str]


def folds() -> Folds:
    """Weigh each labelled number by what the lines of other hands, probes and kinds have taught."""
    real = list(examples())
    found = real + list(others(real))
    groups = {group: number % _FOLDS for number, group in enumerate(sorted({one.group for one in found}))}
    lost: list[str] = []
    left: list[str] = []
    for fold_number in range(_FOLDS):
        bias, weights = learnt([one for one in found if groups[one.group] != fold_number or one.group == _WORDS])
        for one in real:
            if groups[one.group] != fold_number:
                continue
            weight = bias + sum(weights.get(mark, 0) for mark in one.marks)
            is_day = is_surely_day(one.folded, one.start, one.end) or weight >= UNLIKELY
            if is_day is not one.is_day:
                (lost if one.is_day else left).append(f"{weight} {shown(one.folded, one.start, one.end)}")
    days = sum(one.is_day for one in real)
    return Folds(days, lost, len(real) - days, left)


def main() -> None:
    """Learn, and write the weights in hundredths, the strongest first; or weigh each line by the lines of others."""
    if "--folds" in sys.argv:
        told = folds()
        print("\n".join(told.lost), "\n--\n", "\n".join(told.left), sep="")  # noqa: T201
        print(f"days {len(told.lost)} of {told.days} lost, things {len(told.left)} of {told.things} left")  # noqa: T201
        return
    real = list(examples())
    bias, weights = learnt(real + list(others(real)))
    told_of = "What characters around N号 weigh for a day, in hundredths of log-odds; learnt."
    _WEIGHTS.write_text(module_of(told_of, bias, weights), "utf-8")
    print(f"{len(real)} numbers, {sum(one.is_day for one in real)} days, {len(weights)} weights")  # noqa: T201


if __name__ == "__main__":
    main()
