"""The deals of all chats: who deals with whom, and the ledger of each.

`settle` is the face of the ledgers. It never fails on odd findings: what does not fit is left out of a ledger, and
stays among the findings.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from archiver.analysis.agreement import agreement_of, bargains
from archiver.analysis.answers import answers
from archiver.analysis.changes import changes
from archiver.analysis.deliveries import deliveries
from archiver.analysis.entry import Deal, Ledger, Obligation
from archiver.analysis.entry import Settled as Agreed
from archiver.analysis.finding import Finding, Role
from archiver.analysis.matter import Matter, gather, with_role
from archiver.analysis.missing import missing
from archiver.analysis.obligations import obligations
from archiver.analysis.parties import parties_of
from archiver.analysis.payments import payments
from archiver.analysis.silences import silences
from archiver.analysis.talk import Line
from archiver.analysis.threads import threads


class Settled(Struct, frozen=True):
    """All deals, and the findings with the deal and the side of their speaker filled in."""

    deals: tuple[Deal, ...]
    findings: tuple[Finding, ...]


def settle(
    lines: Sequence[Line], findings: Sequence[Finding], given: Mapping[str, Role], *, ended: datetime | None = None
) -> Settled:
    """Reckon up every deal of every chat.

    `lines` are in the order of the talk, chats may be mixed. `given` names the side of accounts as far as a person
    did. `ended` is when the log ends, where that is later than its last message.
    """
    chats: dict[str, list[Line]] = {}
    for line in lines:
        chats.setdefault(line.chat, []).append(line)
    chat_of = {line.ref: line.chat for line in lines}
    spoken: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.ref in chat_of:
            spoken.setdefault(chat_of[finding.ref], []).append(finding)
    deals: list[Deal] = []
    placed: dict[str, Finding] = {}
    for chat, talk in chats.items():
        heard = spoken.get(chat, [])
        for thread in threads(talk, heard, given) if heard else ():
            name = f"d{len(deals) + 1}"
            for finding in thread.findings:
                placed.setdefault(finding.id, with_role(finding, thread.roles.get(finding.by.account), name))
            matter = gather(thread.lines, thread.findings, thread.roles, ended)
            deals.append(Deal(name, chat, parties_of(thread.seen, thread.roles, given), ledger_of(matter)))
    return Settled(tuple(deals), tuple(placed.get(finding.id, finding) for finding in findings))


def ledger_of(matter: Matter) -> Ledger:
    """Reckon up one deal."""
    answered = answers(matter)
    paid = payments(matter)
    owed = obligations(matter, answered, paid)
    agreement = agreement_of(matter, answered, bargains(matter, answered), _deadline(owed))
    return Ledger(
        agreement=agreement,
        obligations=owed,
        changes=changes(matter, answered),
        payments=paid,
        deliveries=deliveries(matter),
        silences=silences(matter),
        missing=missing(agreement),
    )


def _deadline(owed: tuple[Obligation, ...]) -> Agreed | None:
    dated = [o for o in owed if o.kind == "deliver" and (o.due or o.within or o.after)]
    if not dated:
        return None
    last = dated[-1]
    return Agreed(last.due, last.asked or last.made, last.made)
