"""What was agreed: each term with who proposed it, who agreed, and every version of it."""

from decimal import Decimal

from archiver.analysis.answers import Answers
from archiver.analysis.bargains import Bargained
from archiver.analysis.entry import Agreement, Settled, Version
from archiver.analysis.finding import Act, decimal_text
from archiver.analysis.kinds import gives_money, names_terms
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.offers import Bargain
from archiver.analysis.stages import paid_when, stages_of


def agreement_of(matter: Matter, answered: Answers, struck: Bargained, deadline: Settled | None) -> Agreement:
    """Return the terms of a deal; `deadline` is that of its main delivery."""
    return Agreement(
        price=_price(struck.agreed, struck.added),
        payment_terms=_payment_terms(matter, answered, struck.agreed),
        deliverables=_stated(matter, answered, "requirement"),
        deadline=deadline,
        revision_limit=_stated(matter, answered, "revision_limit"),
        warranty=_stated(matter, answered, "warranty"),
        acceptance_standard=_acceptance_standard(matter, answered),
    )


def _price(agreed: tuple[Bargain, ...], added: tuple[Bargain, ...]) -> Settled | None:
    if not agreed:
        return None
    versions = [_version(b.offer.value, b) for b in agreed[:-1]]
    base = agreed[-1]
    total = base.offer.value
    for extra in () if base.offer.unit else added:
        if extra.agreed.index > base.agreed.index:
            total += extra.offer.value
            versions.append(_version(total, extra))
    return Settled(
        decimal_text(base.offer.value), base.offer.turn.ref, base.agreed.ref, tuple(versions), base.offer.turn.text
    )


def _version(value: Decimal, bargain: Bargain) -> Version:
    return Version(decimal_text(value), bargain.offer.turn.ref, bargain.agreed.ref, bargain.offer.turn.text)


def _payment_terms(matter: Matter, answered: Answers, agreed: tuple[Bargain, ...]) -> Settled | None:
    total = agreed[-1].offer.value if agreed else None
    versions: list[Version] = []
    for turn in matter.acting:
        if not turn.has("quote") or turn.role not in PRINCIPALS or _gives_back(turn):
            continue
        answer = answered.approval(turn.ref)
        parts = stages_of(turn, total)
        refused = answer is None and answered.rejection(turn.ref) is not None
        worded = not turn.amounts("quote") and answer is not None and (names_terms(turn.text) or not turn.dues)
        whole = not refused and paid_when(turn.text) is not None
        if (parts and not refused) or worded or whole:
            versions.append(Version(None, turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _gives_back(turn: Turn) -> bool:
    """Tell that a provider says when they will pay: that is money on its way back, and no term of the price."""
    return turn.role == "provider" and turn.has("commitment") and gives_money(turn.text)


def _stated(matter: Matter, answered: Answers, act: Act) -> Settled | None:
    """Return a term that one side states; it stands when the other does not refuse it."""
    versions: list[Version] = []
    for turn in matter.acting:
        stated = [finding for finding in turn.all(act) if finding.mood in ("said", "demanded")]
        if not stated or (answered.rejection(turn.ref) and not answered.approval(turn.ref)):
            continue
        answer = answered.approval(turn.ref)
        versions.append(Version(None, turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _acceptance_standard(matter: Matter, answered: Answers) -> Settled | None:
    versions: list[Version] = []
    for turn in matter.acting:
        conditions = [
            f.condition for f in turn.findings if f.condition and f.act in ("commitment", "quote", "deadline")
        ]
        if conditions and _names_a_standard(conditions):
            answer = answered.approval(turn.ref)
            versions.append(Version(conditions[0], turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _names_a_standard(conditions: list[str]) -> bool:
    return any(word in condition for condition in conditions for word in ("验", "查重", "通过", "没事", "能用", "达到"))


def _last(versions: list[Version]) -> Settled | None:
    if not versions:
        return None
    last = versions[-1]
    return Settled(last.value, last.proposed, last.agreed, tuple(versions[:-1]), last.text)
