"""The deals of all chats: who deals with whom, and the ledger of each.

`settle` is the face of the ledgers. It never fails on odd findings: what does not fit is left out of a ledger, and
stays among the findings.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from archiver.analysis.agreement import agreement_of
from archiver.analysis.answers import Answers, answers
from archiver.analysis.backing import NOTHING, Backing, borne_out, in_hand
from archiver.analysis.bargains import bargained
from archiver.analysis.changes import changes
from archiver.analysis.deliveries import deliveries
from archiver.analysis.duties import duties
from archiver.analysis.entry import Deal, Ledger, Obligation, Settled, Version
from archiver.analysis.finding import Finding, Role
from archiver.analysis.holes import holes
from archiver.analysis.leaned import leaned
from archiver.analysis.matter import Matter, gather, with_role
from archiver.analysis.missing import missing
from archiver.analysis.obligations import obligations
from archiver.analysis.paid_prices import told_by_payments
from archiver.analysis.parties import parties_of
from archiver.analysis.payments import payments
from archiver.analysis.points import admissions, contradictions, points
from archiver.analysis.position import position
from archiver.analysis.silences import silences
from archiver.analysis.talk import Line
from archiver.analysis.threads import Thread, threads
from archiver.analysis.wanted import wanted
from archiver.analysis.warning_signs import warning_signs


class Deals(Struct, frozen=True):
    """All deals, and the findings with the deal and the side of their speaker filled in.

    A suggestion that another act leans on has become a finding.
    """

    deals: tuple[Deal, ...]
    findings: tuple[Finding, ...]


def settle(
    lines: Sequence[Line],
    findings: Sequence[Finding],
    given: Mapping[str, Role],
    *,
    ended: datetime | None = None,
    backing: Backing = NOTHING,
) -> Deals:
    """Reckon up every deal of every chat.

    `lines` are in the order of the talk, chats may be mixed. `given` names the side of accounts as far as a person
    did. `ended` is when the log ends, where that is later than its last message. `backing` is what else bears the
    ledgers out.
    """
    chats = _by_chat(lines)
    acting = {finding.ref for finding in findings}
    chat_of = {line.ref: line.chat for line in lines if line.ref in acting}
    spoken: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.ref in chat_of:
            spoken.setdefault(chat_of[finding.ref], []).append(finding)
    deals: list[Deal] = []
    placed: dict[str, Finding] = {}
    for chat, talk in chats.items():
        heard = leaned(talk, [finding for finding in spoken.get(chat, []) if finding.status != "rejected"], given)
        refused = [finding for finding in spoken.get(chat, []) if finding.status == "rejected"]
        for thread in threads(talk, heard, given) if heard else ():
            name = f"d{len(deals) + 1}"
            for finding in thread.findings:
                placed.setdefault(finding.id, with_role(finding, thread.roles.get(finding.by.account), name))
            for finding in _placed(refused, thread, name):
                placed.setdefault(finding.id, finding)
            matter = gather(thread.lines, thread.findings, thread.roles, ended)
            ledger = ledger_of(matter, backing, name, chat)
            deals.append(Deal(name, chat, parties_of(thread.seen, thread.roles, given), ledger))
    return Deals(tuple(deals), tuple(placed.get(finding.id, finding) for finding in findings))


def _by_chat(lines: Sequence[Line]) -> dict[str, Sequence[Line]]:
    """Return the lines of each chat in the order of the talk; most talks are of one."""
    names = dict.fromkeys([line.chat for line in lines])
    if len(names) == 1:
        return dict.fromkeys(names, lines)
    chats: dict[str, list[Line]] = {name: [] for name in names}
    for line in lines:
        chats[line.chat].append(line)
    return dict(chats)


def _placed(refused: Sequence[Finding], thread: Thread, deal: str) -> list[Finding]:
    """Return what a person rejected in a deal's messages, with its place; it has no part in anything else."""
    refs = {line.ref for line in thread.lines} if refused else set()
    sides = thread.roles
    return [with_role(one, sides.get(one.by.account), deal) for one in refused if one.ref in refs]


def ledger_of(matter: Matter, backing: Backing = NOTHING, deal: str = "", chat: str = "") -> Ledger:
    """Reckon up one deal; its name and chat lead to what `backing` holds for it."""
    answered = answers(matter)
    paid = borne_out(payments(matter), backing)
    left = (*holes(matter), *backing.gaps.get(chat, ()))
    struck = told_by_payments(bargained(matter, answered), matter, paid)
    owed = obligations(matter, answered, struck, paid, left, backing.supplied)
    agreement = agreement_of(matter, answered, struck, _deadline(matter, answered, owed))
    asked, handed = changes(matter, answered), in_hand(deliveries(matter), backing)
    return Ledger(
        agreement=agreement,
        obligations=owed,
        changes=asked,
        payments=paid,
        deliveries=handed,
        silences=silences(matter),
        missing=missing(agreement),
        holes=left,
        points=points(matter, answered, owed, paid, handed),
        admissions=admissions(matter),
        contradictions=contradictions(matter, answered),
        position=position(matter, answered, struck, paid),
        duties=duties(matter, agreement, asked, handed),
        warnings=warning_signs(matter, struck.agreed, paid),
        wanted=wanted(paid, handed, owed, left),
        unmentioned=backing.unmentioned.get(deal, ()),
    )


def _deadline(matter: Matter, answered: Answers, owed: tuple[Obligation, ...]) -> Settled | None:
    """Return the date of the last delivery that has one, proposed by the message that names a time.

    A delivery that follows from a price is asked for by the price; its date comes later, in words of its own.
    """
    dated = [o for o in owed if o.kind == "deliver" and (o.due or o.within or o.after)]
    if not dated:
        return None
    last = dated[-1]
    moved = next((move for move in reversed(last.moves) if move.agreed and move.to == last.due), None)
    if moved is not None:
        first = Version(moved.from_, last.made or last.asked, last.made)
        return Settled(last.due, moved.ref, moved.agreed, (first,) if moved.from_ else ())
    asked = matter.turn(last.asked)
    if last.made is None or (asked is not None and asked.dues):
        return Settled(last.due, last.asked or last.made, last.made)
    answer = answered.approval(last.made)
    return Settled(last.due, last.made, answer.turn.ref if answer else last.made)
