"""Where acts of one message exclude each other, and which of several like candidates stands."""

from archiver.analysis.candidate import Candidate
from archiver.analysis.finding import Act
from archiver.analysis.reading import Reading

EXCLUDES: tuple[tuple[Act, Act], ...] = (
    ("refund_request", "payment_request"),
    ("payment_refusal", "payment_request"),
    ("extension_request", "reminder"),
    ("commitment", "reminder"),
    ("change_request", "requirement"),
    ("defect", "requirement"),
    ("approval", "acceptance"),
    ("payment", "payment_request"),
    ("delivery", "progress"),
    ("rejection", "approval"),
    ("warranty", "deadline"),
    ("approval", "quote"),
    ("payment_request", "quote"),
    ("refund_request", "quote"),
    ("payment", "quote"),
    ("revision_limit", "quote"),
)
"""Of two acts on the same words the first stands."""

_MANY: frozenset[Act] = frozenset(("deadline", "quote", "payment", "payment_request", "refund_request"))
"""Acts that may stand several times in a message, once for each date or sum."""


def settle(_reading: Reading, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return one candidate an act (one a date or sum), without those that another act of the message excludes."""
    if len(candidates) < 2:
        return candidates
    best: dict[tuple[Act, int | None], Candidate] = {}
    for found in candidates:
        many = found.act in _MANY and (found.due is not None or found.amount is not None)
        key = (found.act, found.start if many else -1)
        if key not in best or best[key].confidence < found.confidence:
            best[key] = found
    kept = tuple(best.values())
    if len(kept) < 2:
        return kept
    return tuple(found for found in kept if not _excluded(found, kept))


def _excluded(found: Candidate, others: tuple[Candidate, ...]) -> bool:
    return any(
        other.act == first and found.act == second and _touch(other, found)
        for other in others
        for first, second in EXCLUDES
    )


def _touch(one: Candidate, two: Candidate) -> bool:
    if one.start is None or two.start is None or one.end is None or two.end is None:
        return True
    return one.start < two.end and two.start < one.end
