"""How near the findings of a talk come to the labels of the author of a case.

A finding is right when message and act agree. Suggestions are left out of precision and counted for a second recall.
A due, a target or a sum is looked at where the act that carries it was found.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from archiver.analysis.finding import Act, Finding
from archiver.corpus.ledger_scores import Share, Tally

OFTEN: Final = 20
"""Labels of an act below which its F1 is chance; it has no part in the mean."""


class ActScore(Struct, frozen=True):
    """The scores of one talk, or the sum of several; `suggested` counts labels that only a suggestion found."""

    acts: dict[Act, Tally] = {}
    suggested: int = 0
    dues: Share = Share()
    targets: Share = Share()
    amounts: Share = Share()

    def __add__(self, other: "ActScore") -> "ActScore":
        acts = {act: self.acts.get(act, Tally()) + other.acts.get(act, Tally()) for act in {*self.acts, *other.acts}}
        return ActScore(
            acts,
            self.suggested + other.suggested,
            self.dues + other.dues,
            self.targets + other.targets,
            self.amounts + other.amounts,
        )

    @property
    def micro(self) -> Tally:
        """All acts together."""
        return sum(self.acts.values(), Tally())

    def macro(self) -> float:
        """Mean F1 over the acts that the labels name often enough to tell; 1.0 where there is none."""
        scores = [tally.f1 for tally in self.acts.values() if tally.right + tally.missed >= OFTEN]
        return sum(scores) / len(scores) if scores else 1.0


def score_acts(gold: Sequence[Finding], found: Iterable[Finding]) -> ActScore:
    """Hold findings against labels; both name messages by the same references."""
    told = tuple(found)
    certain = {(one.ref, one.act): one for one in told if one.status != "suggestion"}
    suggested = {(one.ref, one.act) for one in told if one.status == "suggestion"}
    wanted: dict[tuple[str, Act], list[Finding]] = {}
    for label in gold:
        wanted.setdefault((label.ref, label.act), []).append(label)
    right = Counter(act for ref, act in certain.keys() & wanted.keys())
    extra = Counter(act for ref, act in certain.keys() - wanted.keys())
    missed = Counter(act for ref, act in wanted.keys() - certain.keys())
    both = [
        (labels, [one for one in told if (one.ref, one.act) == key]) for key, labels in wanted.items() if key in certain
    ]
    return ActScore(
        acts={act: Tally(right[act], extra[act], missed[act]) for act in {*right, *extra, *missed}},
        suggested=len((wanted.keys() - certain.keys()) & suggested),
        dues=_share(_same_dues(labels, found) for labels, found in both if labels[0].act == "deadline"),
        targets=_share(
            any(one.target in _targets(labels) for one in found)
            for labels, found in both
            if any(label.target for label in labels)
        ),
        amounts=_share(_same_sums(labels, found) for labels, found in both if any(label.amount for label in labels)),
    )


def _share(results: Iterable[bool]) -> Share:
    counted = tuple(results)
    return Share(sum(counted), len(counted))


def _targets(labels: Sequence[Finding]) -> frozenset[str]:
    return frozenset(label.target for label in labels if label.target)


def _same_dues(labels: Sequence[Finding], found: Sequence[Finding]) -> bool:
    def key(one: Finding) -> tuple[object, ...]:
        due = one.due
        if due is None:
            return ()
        return (due.due, due.after if due.due is None else None, due.within if due.due is None else None, due.every)

    return {key(one) for one in labels} == {key(one) for one in found}


def _same_sums(labels: Sequence[Finding], found: Sequence[Finding]) -> bool:
    def key(one: Finding) -> tuple[object, ...]:
        sum_ = one.amount
        return () if sum_ is None else (sum_.value, sum_.min, sum_.max, sum_.percent)

    return bool({key(one) for one in labels if one.amount} & {key(one) for one in found})
