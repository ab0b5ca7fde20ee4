"""What the parties disagree on, with what speaks for each; what they say against themselves, and both ways."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.entry import (
    Admission,
    Contradiction,
    Delivery,
    Obligation,
    Payment,
    Point,
    PointKind,
    PointState,
    Side,
)
from archiver.analysis.finding import Act, Role
from archiver.analysis.kinds import names_refund
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side

SURE = 0.8
"""A no of less confidence is not held against an earlier yes."""
NEAR = 40
"""How many messages apart an admission still belongs to a point."""

# who raises it, with which acts; which acts of the other side answer it
_RAISED: tuple[tuple[PointKind, str, Role, tuple[Act, ...], tuple[Act, ...]], ...] = (
    ("quality", "交付成果是否符合约定", "client", ("defect",), ("rejection", "admission")),
    ("payment", "价款是否应当支付", "provider", ("payment_request",), ("payment_refusal",)),
    ("refund", "是否应当退款", "client", ("refund_request",), ("rejection", "admission")),
    ("termination", "是否继续", "client", ("termination",), ("rejection",)),
    ("termination", "是否继续", "provider", ("termination",), ("rejection",)),
)


def points(
    matter: Matter, answered: Answers, owed: Sequence[Obligation], paid: Sequence[Payment], handed: Sequence[Delivery]
) -> tuple[Point, ...]:
    """Return the matters between the parties, each with both sides."""
    found: list[Point] = []
    for kind, title, by, raising, answering in _RAISED:
        told = [turn for turn in matter.acting if turn.has(*raising)]
        same: list[Turn] = []
        if kind == "termination":  # what both speak of is one matter, raised by who spoke of it first
            told = [turn for turn in told if not _goes_on(turn, paid, matter)]
            same = [turn for turn in told if turn.role == other_side(by)]
        raised = [turn for turn in told if turn.role == by]
        if not raised or (same and same[0].index < raised[0].index) or (kind == "payment" and not _refused(matter)):
            continue
        answer = _answers_to(matter, answered, raised, answering, other_side(by))
        if same:
            answer = sorted({turn.index: turn for turn in (*answer, *same)}.values(), key=attrgetter("index"))
        found.append(_point(kind, title, by, raised, answer, _shown(kind, matter, paid, handed)))
    return (*found, *_delay(matter, owed))


def _goes_on(turn: Turn, paid: Sequence[Payment], matter: Matter) -> bool:
    """Tell whether the client paid on after somebody spoke of ending: 那算了 先不做 dropped a wish, not the work."""
    later = (entry for entry in paid if entry.by == "client" and entry.direction == "pay")
    return any((moved := matter.turn(entry.ref)) is not None and moved.index > turn.index for entry in later)


def _refused(matter: Matter) -> bool:
    return any(turn.has("payment_refusal") for turn in matter.acting)


def _answers_to(
    matter: Matter, answered: Answers, raised: Sequence[Turn], answering: tuple[Act, ...], role: Role
) -> list[Turn]:
    given = (answer for turn in raised for answer in answered.to.get(turn.ref, ()))
    said = {one.turn.index: one.turn for one in given if answering != ("rejection",) or not one.target.has("quote")}
    start = raised[0].index
    for turn in matter.turns[start : raised[-1].index + NEAR]:
        if turn.role == role and turn.has(*(act for act in answering if act != "rejection")):
            said[turn.index] = turn
    return [said[index] for index in sorted(said) if said[index].role == role]


def _shown(
    kind: PointKind, matter: Matter, paid: Sequence[Payment], handed: Sequence[Delivery]
) -> dict[Role, tuple[str, ...]]:
    """Return what the log shows for each side, whatever is said."""
    accepted = tuple(turn.ref for turn in matter.acting if turn.role == "client" and turn.has("acceptance"))
    delivered = tuple(entry.receipt or entry.ref for entry in handed)
    money = tuple(
        entry.ref for entry in paid if entry.by == "client" and entry.grade in ("notice", "confirmed", "bill")
    )
    asked = tuple(turn.ref for turn in matter.acting if turn.role == "client" and turn.has("requirement"))
    if kind == "quality":
        return {"provider": (*delivered, *accepted), "client": asked}
    if kind in ("payment", "termination"):
        return {"provider": (*delivered, *accepted), "client": money}
    return {"provider": delivered, "client": money}


def _point(
    kind: PointKind,
    title: str,
    by: Role,
    raised: Sequence[Turn],
    answer: Sequence[Turn],
    shown: dict[Role, tuple[str, ...]],
) -> Point:
    denied = any(turn.has("rejection", "payment_refusal") for turn in answer)
    said = {by: raised, other_side(by): answer}
    sides = tuple(
        Side(
            role,
            said=tuple(turn.ref for turn in said[role]),
            shown=shown.get(role, ()),
            admitted=tuple(turn.ref for turn in said[role] if turn.has("admission")),
        )
        for role in PRINCIPALS
    )
    state: PointState = "disputed" if denied else ("undisputed" if answer else "unanswered")
    return Point(kind, title, state, sides)


def _delay(matter: Matter, owed: Sequence[Obligation]) -> tuple[Point, ...]:
    late = [entry for entry in owed if entry.debtor == "provider" and entry.status in ("late", "unmet")]
    late = [entry for entry in late if entry.kind in ("deliver", "fix")]
    if not late:
        return ()
    acting = _about_work(matter, owed)
    pressed = tuple(turn.ref for turn in acting if turn.role == "client" and turn.has("reminder"))
    asked = [turn for turn in acting if turn.role == "provider" and turn.has("extension_request")]
    admitted = tuple(turn.ref for turn in matter.acting if turn.role == "provider" and turn.has("admission"))
    promised = tuple(dict.fromkeys(entry.made for entry in late if entry.made))
    shown = tuple(dict.fromkeys(entry.proof for entry in late if entry.proof))
    sides = (
        Side("client", said=pressed, shown=promised),
        Side("provider", said=tuple(turn.ref for turn in asked), shown=shown, admitted=admitted),
    )
    state: PointState = "undisputed" if admitted or asked else "unanswered"
    return (Point("delay", "是否按约定的时间完成", state, sides),)


def _about_work(matter: Matter, owed: Sequence[Obligation]) -> list[Turn]:
    """Return the acting messages but those said while only money back was awaited: 卡里没钱 缓两天 is no late work."""
    awaited = [ref for o in owed if o.kind == "refund" for ref in (o.made, *(move.ref for move in o.moves))]
    since = _places(matter, awaited)
    works = _places(matter, [o.made for o in owed if o.kind in ("deliver", "fix")])
    first = since[0] if since else len(matter.turns)
    later = works[bisect_right(works, first) :]
    until = later[0] if later else len(matter.turns)
    return [t for t in matter.acting if not (first <= t.index < until or names_refund(t.text))]


def _places(matter: Matter, refs: Iterable[str | None]) -> list[int]:
    return sorted(turn.index for ref in refs if (turn := matter.turn(ref)) is not None)


def admissions(matter: Matter) -> tuple[Admission, ...]:
    """Return what the parties say against their own interest."""
    return tuple(
        Admission(turn.role, turn.ref) for turn in matter.acting if turn.role in PRINCIPALS and turn.has("admission")
    )


def contradictions(matter: Matter, answered: Answers) -> tuple[Contradiction, ...]:
    """Return statements of one party that its own later words do not go with."""
    return (*_after_praise(matter), *_turned_back(answered))


def _after_praise(matter: Matter) -> Iterable[Contradiction]:
    """Work that was praised and later found wanting, or not paid for."""
    praised: Turn | None = None
    for turn in matter.acting:
        if turn.role == "provider" and turn.has("delivery"):
            praised = None
        if turn.role != "client":
            continue
        if praised is not None and turn.has("defect", "payment_refusal"):
            yield Contradiction(
                "client", praised.ref, turn.ref, "先对成果表示满意，后对同一成果提出异议或表示不付、少付"
            )
            praised = None
        if turn.has("acceptance"):
            praised = turn


def _turned_back(answered: Answers) -> Iterable[Contradiction]:
    """Proposals that a party first agreed to and later refused."""
    for given in answered.to.values():
        yes = next((answer for answer in given if answer.yes), None)
        no = next((a for a in given if yes is not None and a.turn.index > yes.turn.index and _is_plain_no(a)), None)
        if yes is not None and no is not None and yes.turn.role == no.turn.role and yes.turn.role in PRINCIPALS:
            yield Contradiction(yes.turn.role, yes.turn.ref, no.turn.ref, "先表示同意，后对同一事项表示不同意")


def _is_plain_no(answer: Answer) -> bool:
    """Tell whether an answer is surely a no: to press for what was promised takes no consent back."""
    sure = any(one.act == "rejection" and one.confidence >= SURE for one in answer.turn.findings)
    return not answer.yes and sure and not answer.turn.has("payment_request", "reminder", "refund_request")
