"""Learn what the characters around a bare figure weigh for and against a sum, from labelled lines.

    python -m tests.archiver.analysis.learn_sums

writes archiver/analysis/sum_weights.py anew (needs scikit-learn, the extra `train`). It learns from the probes of
`_PROBES`, money_*.txt and the corpus hands of `train`, in which a figure is a sum where it is labelled
or the rules read it as one. A figure that is all of a message says nothing and is left out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import msgspec

from archiver.analysis import bare_sums
from archiver.analysis.folding import fold
from archiver.analysis.money_words import CURRENCY_AFTER, CURRENCY_BEFORE, TAIL_APPROX
from archiver.analysis.quantities import Quantity, next_quantity, read_quantity
from archiver.analysis.weighed_sums import marks_of
from archiver.corpus.collection import read_cases
from tests.archiver.analysis.fitted import fitted, module_of, named

_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parents[2]
_CORPUS: Final = _ROOT / "fixtures" / "chatlogs" / "corpus"
_WEIGHTS: Final = _ROOT / "archiver" / "analysis" / "sum_weights.py"
_PROBES: Final = ("probes", *(f"probes{number}" for number in range(2, 16)))
_COST: Final = 1.0
_BY_HAND: Final = 3
"""How much more a line counts that was written to show what a sum is than one of the corpus."""
_NOTHING_ELSE: Final = re.compile(r"[\s?!~吧]*")
_LEAST: Final = 4
"""Hundredths; a lighter weight is left out."""
Example = tuple[str, Quantity, int, int, bool, int]


def bare_figures(folded: str) -> Iterator[tuple[Quantity, int, int]]:
    """Yield the quantities of a folded text that no currency stands beside."""
    position = 0
    while (match := next_quantity(folded, position)) is not None:
        position = match.end()
        read = read_quantity(match)
        more = TAIL_APPROX.match(folded, match.end())
        end = more.end() if more else match.end()
        beside = CURRENCY_AFTER.match(folded, end) or CURRENCY_BEFORE.search(
            folded, max(0, match.start() - 12), match.start()
        )
        if read is not None and not beside:
            yield read, match.start(), end


class _Line(msgspec.Struct, frozen=True):
    text: str
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None


def examples() -> Iterator[Example]:
    """Yield every labelled bare figure: folded text, quantity, start, end, whether it is a sum, how much it counts."""
    for probe in _PROBES:
        for name in ("amounts", "money_traps"):
            for line in (_HERE / probe / f"{name}.jsonl").read_bytes().splitlines():
                if line.strip():
                    told = msgspec.json.decode(line, type=_Line, strict=False)
                    meant = {told.value, told.min, told.max} - {None} if name == "amounts" else set()
                    yield from _labelled(told.text, meant)
    for name in ("money_talk.txt", "money_families.txt", "money_lines.txt"):
        for talk in _lines(name):
            text, tab, meant_by_hand = talk.partition("\t")
            if tab:
                yield from _labelled(text, set(_sums(meant_by_hand)))
    for trap in _lines("money_traps.txt"):
        yield from _labelled(trap, set())
    yield from _of_corpus()


def _lines(name: str) -> list[str]:
    return [line for line in (_HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("# ")]


def _sums(meant: str) -> Iterator[Decimal | None]:
    for told in meant.split("; "):
        for figure in told.split(" ")[0].split(".."):
            try:
                yield Decimal(figure)
            except InvalidOperation:
                continue


def _labelled(text: str, sums: set[Decimal | None]) -> Iterator[Example]:
    folded = fold(text)
    for read, start, end in bare_figures(folded):
        yield folded, read, start, end, not sums.isdisjoint({read.value, read.least, read.most} - {None}), _BY_HAND


def _of_corpus() -> Iterator[Example]:
    for case in read_cases(_CORPUS, "train"):
        for said in case.messages:
            amounts = said.amounts or ((said.amount,) if said.amount else ())
            told = {each for amount in amounts for each in (amount.value, amount.min, amount.max)}
            sums: set[Decimal | None] = {Decimal(str(each)) for each in told if each is not None}
            for folded, read, start, end, labelled, _ in _labelled(said.text, sums):
                if _NOTHING_ELSE.fullmatch(folded[:start]) and _NOTHING_ELSE.fullmatch(folded[end:]):
                    continue
                yield folded, read, start, end, labelled or bare_sums.ruling_on(folded, read, start, end) is True, 1


def main() -> None:
    """Learn, and write the weights in hundredths, the strongest first."""
    found = list(examples())
    marks, truth = [named(marks_of(*one[:4])) for one in found], [one[4] for one in found]
    bias, weights = fitted(marks, truth, [one[5] for one in found], cost=_COST, least=_LEAST, lasso=True)
    told = "What characters around a bare figure weigh for a sum, in hundredths of log-odds; learnt."
    _WEIGHTS.write_text(module_of(told, bias, weights), "utf-8")
    print(f"{len(found)} figures, {sum(truth)} sums, {len(weights)} weights")  # noqa: T201


if __name__ == "__main__":
    main()
