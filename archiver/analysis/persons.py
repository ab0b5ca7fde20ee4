"""Several accounts of one person, as a user declared them: one speaker while the talk is understood, apart in print."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from archiver.analysis.entry import Account, Deal, Party
from archiver.analysis.finding import Finding
from archiver.analysis.talk import Line


def leads_of(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the account that stands for each account of a group, its own included; groups that meet are one person."""
    lead: dict[str, str] = {}
    for group in groups:
        first = group[0]
        known = dict.fromkeys(lead.get(account, account) for account in group)
        chosen = lead.get(first, first)
        lead.update((account, chosen) for account in group)
        lead.update((account, chosen) for account, old in lead.items() if old in known)
    return lead


def as_one(lines: Iterable[Line], lead: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the talk with every account of a person replaced by the one that stands for it."""
    return tuple(
        replace(
            line,
            account=lead.get(line.account, line.account),
            mentions=tuple(lead.get(account, account) for account in line.mentions),
        )
        for line in lines
    )


def apart(findings: Iterable[Finding], lines: Iterable[Line]) -> tuple[Finding, ...]:
    """Return the findings under the accounts that their messages bear in `lines`."""
    account = {line.ref: line.account for line in lines}
    return tuple(replace(one, by=replace(one.by, account=account.get(one.ref, one.by.account))) for one in findings)


def spread(deals: Iterable[Deal], lead: Mapping[str, str], lines: Iterable[Line]) -> tuple[Deal, ...]:
    """Return the deals whose parties list every account of a person that speaks in the deal's chat."""
    names: dict[str, dict[str, dict[str, None]]] = {}
    for line in lines:
        if line.account in lead and not line.system:
            names.setdefault(line.chat, {}).setdefault(line.account, {})[line.name] = None
    return tuple(
        replace(deal, parties=tuple(_with_all(party, lead, names.get(deal.chat, {})) for party in deal.parties))
        for deal in deals
    )


def _with_all(party: Party, lead: Mapping[str, str], spoken: Mapping[str, Mapping[str, None]]) -> Party:
    accounts: list[Account] = []
    for one in party.accounts:
        key = one.uin or one.uid or next((f"name:{name}" for name in one.names if f"name:{name}" in lead), "")
        person = [account for account in spoken if key in lead and lead[account] == lead[key]]
        accounts += [_account(account, spoken[account]) for account in person] or [one]
    return replace(party, accounts=tuple(accounts))


def _account(key: str, names: Iterable[str]) -> Account:
    named = key.startswith("name:")
    uid = key if key.startswith("u_") else None
    return Account(uin=None if named or uid else key, uid=uid, names=tuple(names))
