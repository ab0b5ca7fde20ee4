"""Whether a stretch that was read on suspicion is about a deal: by what was found in it.

Words alone do not tell a carpenter's order from friends who talk of prices. Read as a deal, an order shows work asked
for, shown, handed over, found wanting and paid; friends show sums and days. Where the findings do not bear a deal out,
they are what they would be in everyday talk.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    if not (suspected := {one.line.chat for one in talk if one.maybe}):
        return tuple(findings)
    spoken = _spoken(talk, suspected)
    acts: dict[str, list[Act]] = {}
    for finding in findings:
        if finding.status == "finding":
            acts.setdefault(finding.ref, []).append(finding.act)
    told = {finding.ref for finding in findings}
    doubted: dict[str, Screened] = {}
    borne = False
    for messages in spoken:
        places = {one.line.ref: place for place, one in enumerate(messages) if one.line.ref in told}
        certain = _about_a_deal(len(messages), {places[ref]: of_one for ref, of_one in acts.items() if ref in places})
        borne = borne or any(certain)
        doubted |= {ref: messages[at] for ref, at in places.items() if messages[at].maybe and not certain[at]}
    if sided and not borne:
        return tuple(findings)
    kept = (_outside(one, doubted.get(one.ref), judge) for one in findings)
    return tuple(one for one in kept if one is not None)


def _spoken(talk: Sequence[Screened], chats: Collection[str]) -> Iterable[Sequence[Screened]]:
    """Return the messages of each of `chats`; most talks are of one."""
    names = {one.line.chat for one in talk}
    if len(names) == 1:
        return (talk,)
    spoken: dict[str, list[Screened]] = {name: [] for name in chats}
    for one in talk:
        if (messages := spoken.get(one.line.chat)) is not None:
            messages.append(one)
    return spoken.values()


def _about_a_deal(count: int, acts: Mapping[int, Sequence[Act]]) -> Sequence[bool]:
    """Tell of each of the `count` messages of a chat whether what was found around it bears a deal out.

    `acts` are those found, by the place of their message. In a few lines two messages that say something of a deal do.
    """
    if count <= SNIPPET:
        return [len(acts) > 1] * count
    near: deque[int] = deque()
    counts: Counter[Act] = Counter()
    about = -1
    certain = [False] * count
    for at in sorted(acts):
        near.append(at)
        counts.update(acts[at])
        while near[0] <= at - NEAR:
            counts.subtract(acts[near.popleft()])
        if _score(counts) >= _ENOUGH:
            begin = max(about + 1, at - NEAR - AHEAD)
            about = min(count - 1, at + BEHIND)
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
