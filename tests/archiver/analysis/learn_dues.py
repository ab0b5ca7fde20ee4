"""Learn what the characters around a time weigh for a due and for everything else that times are named for.

    python -m tests.archiver.analysis.learn_dues [--folds]

writes archiver/analysis/times/due_weights.py anew (needs scikit-learn, the extra `train`). It learns from the probes of
`_PROBES`, the tables of `_TABLES` and the labelled dues of the corpus hands of `train`. In a deadline the time that
gives the labelled due is one; in a line that sets no due every time is none, and so is whatever is only written like
one (`_LIKE_A_TIME`), though a rule knows it by now. `--folds` weighs each line by what the lines of other hands,
probes and tables have taught, prints what dues fall below the bound and what else the rules take for dues and the
weights leave, and writes nothing.
"""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from archiver.analysis.dates import read_times
from archiver.analysis.folding import fold
from archiver.analysis.times import weighed_dues
from archiver.analysis.times.weighed_dues import UNLIKELY, is_surely_due, marks_of
from archiver.corpus.collection import read_cases
from tests.archiver.analysis.fitted import fitted, module_of, named, shown

_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parents[2]
_CORPUS: Final = _ROOT / "fixtures" / "chatlogs" / "corpus"
_WEIGHTS: Final = _ROOT / "archiver" / "analysis" / "times" / "due_weights.py"
_PROBES: Final = ("probes", *(f"probes{number}" for number in range(2, 16)))
_CHAT: Final = "chat_times.txt"
_TABLES: Final = ("time_traps.txt", "time_traps_more.txt")
_SAID_AT: Final = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time
_NUMBER: Final = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
# What is written like a time, in lines that hold none.
_LIKE_A_TIME: Final = re.compile(
    rf"(?:周|星期|礼拜)[一二三四五六日天末]|{_NUMBER}(?:点钟?半?|:\d\d|号)|{_NUMBER}月{_NUMBER}"
    rf"|(?:{_NUMBER}|[这本上下]个?)月(?:底|初|中|份)?|月[底初中]|[今明后昨前][天日晚早儿]|[早晚]上|[上下中]午|凌晨|半夜|夜里|傍晚|早晨|深夜|夜晚|黄昏|清晨"
    r"|午[后夜]|元旦|春节|元宵|清明|五一|端午|七夕|中秋|国庆|重阳|腊八|除夕|圣诞|情人节|儿童节|六一|双十一|双11|618|新年|[过跨小]年|母亲节|父亲节"
    r"|万圣|立[春夏秋冬]|[夏冬]至|谷雨|惊蛰|[小大][满雪寒]|芒种|白露|霜降|520|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,2})?|(?:[12]\d{3}|\d\d|[今明去前])年"
    rf"|{_NUMBER}(?:个?(?:工作日|小时|钟头|星期|礼拜|月|周)|天|分钟|秒|年)|年[底初前后]"
)
_FOLDS: Final = 8
_COST: Final = 0.3
_OF_OTHERS: Final = 2.0
_OF_CHAT: Final = 3.0
"""How much a time that sets no due counts, and a due of chat_times.txt, where another one counts 1."""
_LEAST: Final = 16
"""Hundredths; a lighter weight is left out."""
_SHOWN: Final = 14  # characters


class Example(NamedTuple):
    """A time in a folded line, whether it sets a due, and whether the reader gives it one."""

    group: str
    folded: str
    start: int
    end: int
    is_due: bool
    is_read: bool
    is_sure: bool


class _Line(msgspec.Struct, frozen=True):
    text: str
    at: datetime = _SAID_AT
    due: str | None = None


def examples() -> Iterator[Example]:
    """Yield every time of the labelled lines, as the rules without the weights read it."""
    yield from _of_probes()
    yield from _of_tables()
    for case in read_cases(_CORPUS, "train"):
        for said in case.messages:
            dues = {str(due)[:16] for due in (said.due, *said.dues) if due}
            if dues:
                yield from _dues(case.hand, said.text, datetime.fromisoformat(said.t), dues)


def _of_probes() -> Iterator[Example]:
    for probe in _PROBES:
        for line in _lines(_HERE / probe / "deadlines.jsonl"):
            yield from _dues(probe, line.text, line.at, {line.due or ""})
        for line in _lines(_HERE / probe / "time_traps.jsonl"):
            yield from _others(probe, line.text, line.at)


def _of_tables() -> Iterator[Example]:
    for table in _TABLES:
        for row in (_HERE / table).read_text("utf-8").splitlines():
            text, tab, meant = row.partition("\t")
            if tab and meant == "-":
                yield from _others(table, text, _SAID_AT)
            elif tab:
                yield from _dues(table, text, _SAID_AT, set(meant.split(";")))
    for row in (_HERE / _CHAT).read_text("utf-8").splitlines():
        if not row.startswith("#"):
            at, text, due = row.split("\t")
            said_at = datetime.fromisoformat(at)
            yield from _others(_CHAT, text, said_at) if due == "-" else _dues(_CHAT, text, said_at, {due})


def _lines(path: Path) -> Iterator[_Line]:
    for row in path.read_bytes().splitlines():
        if row.strip():
            yield msgspec.json.decode(row, type=_Line, strict=False)


def _dues(group: str, text: str, at: datetime, meant: set[str]) -> Iterator[Example]:
    folded = fold(text)
    for time in read_times(text, at, weighed=False):
        if time.due is not None and (time.due in meant or time.due[:10] in meant):
            yield _example(group, folded, (time.start, time.end), is_due=True, rule=time.rule, is_read=True)


def _others(group: str, text: str, at: datetime) -> Iterator[Example]:
    folded = fold(text)
    read = [time for time in read_times(text, at, weighed=False) if time.every is None]
    for time in read:
        yield _example(
            group, folded, (time.start, time.end), is_due=False, rule=time.rule, is_read=time.due is not None
        )
    for match in _LIKE_A_TIME.finditer(folded):
        if not any(time.start < match.end() and match.start() < time.end for time in read):
            yield _example(group, folded, match.span(), is_due=False, rule="", is_read=False)


def _example(group: str, folded: str, span: tuple[int, int], *, is_due: bool, rule: str, is_read: bool) -> Example:
    sure = rule.startswith(weighed_dues.SURE_RULES) or is_surely_due(folded, *span)
    return Example(group, folded, *span, is_due, is_read, sure)


def _marks(one: Example) -> list[str]:
    return named(marks_of(one.folded, one.start, one.end))


def learnt(found: list[Example]) -> tuple[int, dict[str, int]]:
    """Return the bias and the weights in hundredths that the examples teach."""
    weight = [(_OF_CHAT if one.group == _CHAT else 1.0) if one.is_due else _OF_OTHERS for one in found]
    return fitted([_marks(one) for one in found], [one.is_due for one in found], weight, cost=_COST, least=_LEAST)


class Folds(NamedTuple):
    """How many dues there are and how many are lost, how many other times the rules take for dues and how many stay."""

    dues: int
    lost: list[str]
    alarms: int
    left: list[str]


def folds() -> Folds:
    """Weigh each labelled time by what the lines of other hands, probes and tables have taught."""
    found = list(dict.fromkeys(examples()))
    groups = {group: number % _FOLDS for number, group in enumerate(sorted({one.group for one in found}))}
    lost: list[str] = []
    left: list[str] = []
    for fold_number in range(_FOLDS):
        bias, weights = learnt([one for one in found if groups[one.group] != fold_number])
        for one in found:
            if groups[one.group] != fold_number:
                continue
            weight = bias + sum(weights.get(mark, 0) for mark in _marks(one))
            if one.is_read and (one.is_sure or weight >= UNLIKELY) is not one.is_due:
                (lost if one.is_due else left).append(f"{weight} {shown(one.folded, one.start, one.end)}")
    dues = sum(one.is_due for one in found)
    return Folds(dues, lost, sum(one.is_read for one in found) - dues, left)


def main() -> None:
    """Learn, and write the weights in hundredths, the strongest first; or weigh each line by the lines of others."""
    if "--folds" in sys.argv:
        told = folds()
        print("\n".join(told.lost), "\n--\n", "\n".join(told.left), sep="")  # noqa: T201
        print(f"dues {len(told.lost)} of {told.dues} lost, others {len(told.left)} of {told.alarms} left")  # noqa: T201
        return
    found = list(dict.fromkeys(examples()))
    bias, weights = learnt(found)
    told_of = "What characters around a time weigh for a due, in hundredths of log-odds; learnt."
    _WEIGHTS.write_text(module_of(told_of, bias, weights), "utf-8")
    print(f"{len(found)} times, {sum(one.is_due for one in found)} dues, {len(weights)} weights")  # noqa: T201


if __name__ == "__main__":
    main()
