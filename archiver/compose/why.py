"""Why a message was read as it was, and why a duty stands as it does: sentences for people who know no program."""

from collections.abc import Iterator, Mapping

from archiver.analysis.entry import Obligation
from archiver.analysis.finding import Finding, Status
from archiver.analysis.talk import Line
from archiver.compose.decided import decision_shown, ruling_shown
from archiver.compose.readings import act_shown, readings
from archiver.contract import Analysis
from archiver.errors import CaseError
from archiver.refs import MessageRef
from reports.words import SIDES

_STATES: Mapping[Status, str] = {"suggestion": "（待核对，没有计入）", "rejected": "（不采用，没有计入）"}


def reasons(analysis: Analysis, ref: str) -> tuple[str, ...]:
    """Return one line for each finding that rests on a message, and for each decision whose finding is gone."""
    found = (_reason(one) for one in analysis.findings if ref in (one.ref, *one.refs))
    gone = (
        f"{decision_shown(one.verdict, one)}：“{one.quote or ''}”  （{one.finding}）"
        for one in analysis.decisions
        if one.ref == ref and one.standing == "gone" and one.verdict == "rejected"
    )
    return (*found, *gone)


def _reason(one: Finding) -> str:
    read = "，".join((act_shown(one), *readings(one)))
    state = _STATES.get(one.status, "")
    if one.decision is not None and one.decision.read is None:
        return f"{read}{state}：“{one.quote or ''}”  {ruling_shown(one)}  （{one.id}）"
    rule = f"规则 {one.basis.rule or '无'}  把握 {one.confidence:.2f}"
    if one.basis.leans is not None:
        rule += f"，单看不足以采用，由 {MessageRef.parse(one.basis.leans)} 印证"
    ruled = f"  {ruling_shown(one)}" if one.decision else ""
    return f"{read}{state}：“{one.quote or ''}”  {rule}{ruled}  （{one.id}）"


def duties_on(analysis: Analysis, ref: str) -> tuple[str, ...]:
    """Return one sentence for each duty that a message asks for, makes, moves or proves."""
    return tuple(
        f"{_sentence(one)}（{one.id}）"
        for one in dict.fromkeys(duty for deal in analysis.deals for duty in deal.ledger.obligations)
        if ref in _rests_on(one)
    )


def _rests_on(one: Obligation) -> tuple[str | None, ...]:
    return (one.asked, one.made, *one.proofs, *(ref for move in one.moves for ref in (move.ref, move.agreed)))


def _sentence(one: Obligation) -> str:
    return f"{SIDES[one.debtor]}的“{one.what}”：{one.because}"


def duty_told(analysis: Analysis, lines: Mapping[str, Line], name: str) -> tuple[str, ...]:
    """Return what a duty is, why it stands as it does, and the messages that this rests on.

    CaseError where no duty bears that id.
    """
    every = (one for deal in analysis.deals for one in deal.ledger.obligations)
    duty = next((one for one in every if one.id == name), None)
    if duty is None:
        raise CaseError(f"没有编号为 {name[:40]} 的约定事项", "编号见 juzheng analyze 案卷 --json - 里的 obligations")
    return (f"{_sentence(duty)}。", *(f"    {told}" for told in _rests(duty, lines)))


def _rests(duty: Obligation, lines: Mapping[str, Line]) -> Iterator[str]:
    moves = (
        pair
        for move in duty.moves
        for pair in ((f"时间改到 {move.to or '未定日期'}", move.ref), ("对方同意改期", move.agreed))
    )
    told: tuple[tuple[str, str | None], ...] = (
        ("对方要求", duty.asked if duty.asked != duty.made else None),
        ("该方表示", duty.made),
        *moves,
        *(("记录中的凭据", ref) for ref in duty.proofs),
        ("记录转到别处", duty.hole),
        *(("可能有关，需人判断", ref) for ref in duty.candidates),
    )
    for title, ref in told:
        if ref is not None:
            line = lines.get(ref)
            quote = f"{line.name}：“{line.text}”" if line else ""
            yield f"{title}  {MessageRef.parse(ref)}  {quote}".rstrip()
