"""Whether a stretch that was read on suspicion is about a deal: by what was found in it.

Words alone do not tell a carpenter's order from friends who talk of prices. Read as a deal, an order shows work asked
for, shown, handed over, found wanting and paid; friends show sums and days. Where the findings do not bear a deal out,
they are what they would be in everyday talk.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p
from typing import Final

from msgspec.structs import replace

from archiver.analysis.deal_words import NEAR
from archiver.analysis.finding import Act, Finding
from archiver.analysis.gate import AHEAD, BEHIND, SNIPPET, Screened
from archiver.analysis.judge import Judge

_WEIGHTS: Final[Mapping[Act, float]] = {
    "requirement": 1.56, "quote": 0.56, "commitment": 0.42, "deadline": 0.08, "change_request": 1.71, "approval": 0.89,
    "rejection": 1.43, "delivery": 2.75, "progress": 2.43, "acceptance": 1.03, "defect": 1.77, "payment": 0.98,
    "payment_request": 0.8, "payment_refusal": 0.61, "reminder": 0.73, "extension_request": 1.67,
    "refund_request": 1.78, "termination": 0.98, "warranty": 0.71, "revision_limit": 0.78, "admission": 1.33,
    "overpromise": 0.59, "sensitive_data": 1.27,
}  # fmt: skip
"""What the logarithm of the number of findings of an act weighs, learnt by `tests.archiver.analysis.learn_deals`."""
_ENOUGH: Final = 6.6
"""From this sum on the messages around are about a deal."""


def borne_out(
    talk: Sequence[Screened], findings: Sequence[Finding], judge: Judge, *, sided: bool
) -> tuple[Finding, ...]:
    """Return the findings, those of stretches read on suspicion only as far as the stretch is about a deal.

    `sided` tells that both sides were named: somebody says that there is a deal, so where no stretch bears one out all
    findings stand.
    """
    suspected: dict[str, list[Screened]] = {one.line.chat: [] for one in talk if one.maybe}
    if not suspected:
        return tuple(findings)
    for one in talk:
        if (spoken := suspected.get(one.line.chat)) is not None:
            spoken.append(one)
    acts: dict[str, list[Act]] = {}
    for finding in findings:
        if finding.status == "finding":
            acts.setdefault(finding.ref, []).append(finding.act)
    certain = {chat: _about_a_deal(spoken, acts) for chat, spoken in suspected.items()}
    if sided and not any(map(any, certain.values())):
        return tuple(findings)
    doubted = {
        one.line.ref: one
        for chat, spoken in suspected.items()
        for one, sure in zip(spoken, certain[chat], strict=True)
        if one.maybe and not sure
    }
    kept = (_outside(one, doubted.get(one.ref), judge) for one in findings)
    return tuple(one for one in kept if one is not None)


def _about_a_deal(spoken: Sequence[Screened], acts: Mapping[str, Sequence[Act]]) -> list[bool]:
    """Tell of each message of one chat whether what was found around it bears a deal out.

    In a few lines two messages that say something of a deal do.
    """
    if len(spoken) <= SNIPPET:
        return [sum(bool(acts.get(one.line.ref)) for one in spoken) > 1] * len(spoken)
    counts: Counter[Act] = Counter()
    about = -1
    certain = [False] * len(spoken)
    for at, one in enumerate(spoken):
        if told := acts.get(one.line.ref):
            counts.update(told)
        if at >= NEAR and (gone := acts.get(spoken[at - NEAR].line.ref)):
            counts.subtract(gone)
        if told and _score(counts) >= _ENOUGH:
            begin = max(about + 1, at - NEAR - AHEAD)
            about = min(len(spoken) - 1, at + BEHIND)
            certain[begin : about + 1] = [True] * (about + 1 - begin)
    return certain


def _score(counts: Mapping[Act, int]) -> float:
    return sum(weight * log1p(counts[act]) for act, weight in _WEIGHTS.items() if act in counts)


def _outside(finding: Finding, doubted: Screened | None, judge: Judge) -> Finding | None:
    """Return a finding as it is outside of a deal; None where its message would not have been read there."""
    if doubted is None:
        return finding
    confidence = round(finding.confidence * judge.out_of_place, 3)
    if not doubted.cued or confidence < judge.sure / 2:
        return None
    return replace(finding, confidence=confidence, status="finding" if confidence >= judge.sure else "suggestion")
