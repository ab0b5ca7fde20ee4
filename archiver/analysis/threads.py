"""The deals of one chat: who deals with whom, and which message belongs to which deal.

A private chat is one deal. In a group, parties are told apart by whom they answer, quote and mention; two clients of
one provider are two deals when each said what it wants and struck a bargain of its own, else one side. Words of an
account that has several deals go to the counterpart it answers, else to the one it spoke with last. Accounts of one
side whose names begin alike (客服 and 设计 of one firm) are one party of one deal.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Finding, Role
from archiver.analysis.matter import FEEDING
from archiver.analysis.parties import Sighting, infer_roles, sightings, speakers
from archiver.analysis.talk import Line

ANSWERS, ADDRESSES, FOLLOWS = 4, 2, 1
"""Weight of an answer to somebody's message, of a reply or mention, of speaking right after."""
NEAR = 6
"""How many messages apart two acts still follow each other."""
_STEM: Final = re.compile(
    r"(?!.?(?:画师|设计|单主|客户|客服|甲方|乙方|管理|群主|接单|约稿|老师|同学|学生|家长|用户|匿名|金主|[买卖]家|代练|[写枪]手|翻译|摄影|剪辑|程序|美工|店主|老板))"
    r"[\u4e00-\u9fff]{3}"
)
"""What the names of a firm's accounts share at their beginning: no trade or part that a group tags names with."""
KNOWN = 2
"""The least weight that makes two accounts counterparts."""


class Thread(Struct, frozen=True):
    """One deal of a chat: its messages, its findings, and the side of each account."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    seen: tuple[Sighting, ...]
    roles: Mapping[str, Role]


def threads(lines: Sequence[Line], findings: Sequence[Finding], given: Mapping[str, Role]) -> tuple[Thread, ...]:
    """Part a chat into its deals, in the order in which they begin."""
    seen = sightings(lines, findings)
    roles = infer_roles(seen, given)
    clients = [s for s in seen if roles.get(s.account) == "client"]
    providers = [s for s in seen if roles.get(s.account) == "provider"]
    firms = {**_firms(clients), **_firms(providers)}
    if len({firms[s.account] for s in clients}) <= 1 and len({firms[s.account] for s in providers}) <= 1:
        return (Thread(tuple(lines), tuple(findings), seen, roles),)
    if all(account == lead for account, lead in firms.items()):
        pairs = _pairs(lines, findings, clients, providers)
    else:
        pairs = _pairs_of_firms(lines, findings, roles, firms)
    if len(pairs) <= 1:
        return (Thread(tuple(lines), tuple(findings), seen, roles),)
    return _parted(lines, findings, roles, pairs)


class Pair(Struct, frozen=True):
    """The accounts of both sides of one deal."""

    clients: frozenset[str]
    providers: frozenset[str]


def _firms(side: Sequence[Sighting]) -> dict[str, str]:
    """Return for each account the first of its side whose name begins alike: 小树苗前台, 小树苗-丁校."""
    leads: dict[str, str] = {}
    first: dict[str, tuple[int, str]] = {}
    for place, one in enumerate(side):
        stems = _stems(one.names)
        _, lead = min((first[stem] for stem in stems if stem in first), default=(place, one.account))
        leads[one.account] = lead
        for stem in stems:
            first.setdefault(stem, (place, lead))
    return leads


def _stems(names: Sequence[str]) -> set[str]:
    return {stem[0] for name in names if (stem := _STEM.match(name))}


def _pairs_of_firms(
    lines: Sequence[Line], findings: Sequence[Finding], roles: Mapping[str, Role], firms: Mapping[str, str]
) -> list["Pair"]:
    """Return who deals with whom, the accounts of a firm taken for one."""
    of_firms = {account for account, lead in firms.items() if account != lead}
    spoken = [replace(line, account=firms[line.account]) if line.account in of_firms else line for line in lines]
    acted = [
        replace(one, by=replace(one.by, account=firms[one.by.account])) if one.by.account in of_firms else one
        for one in findings
    ]
    seen = sightings(spoken, acted)
    clients = [one for one in seen if roles.get(one.account) == "client"]
    providers = [one for one in seen if roles.get(one.account) == "provider"]
    members: dict[str, set[str]] = {}
    for account, lead in firms.items():
        members.setdefault(lead, set()).add(account)
    return [
        Pair(
            frozenset(account for lead in pair.clients for account in members[lead]),
            frozenset(account for lead in pair.providers for account in members[lead]),
        )
        for pair in _pairs(spoken, acted, clients, providers)
    ]


def _pairs(
    lines: Sequence[Line], findings: Sequence[Finding], clients: Sequence[Sighting], providers: Sequence[Sighting]
) -> list[Pair]:
    ties = _ties(lines, findings)
    bargains = _bargains(findings, {s.account for s in (*clients, *providers)})
    buyers = {s.account for s in clients if s.acts.get("requirement", 0)}
    closest = {c.account: _closest(c.account, providers, ties) for c in clients}
    pairs: list[Pair] = []
    for provider in providers:
        mine = [c.account for c in clients if closest[c.account] == provider.account]
        own = [account for account in mine if account in buyers and bargains.get((account, provider.account))]
        if len(own) <= 1:
            pairs.extend([Pair(frozenset(mine), frozenset((provider.account,)))] if mine else [])
        else:
            rest = [account for account in mine if account not in own]
            pairs.extend(Pair(frozenset((account,)), frozenset((provider.account,))) for account in own[:-1])
            pairs.append(Pair(frozenset((own[-1], *rest)), frozenset((provider.account,))))
    return _with_second_providers(pairs, clients, providers, ties, bargains)


def _with_second_providers(
    pairs: list[Pair],
    clients: Sequence[Sighting],
    providers: Sequence[Sighting],
    ties: Mapping[tuple[str, str], int],
    bargains: Mapping[tuple[str, str], set[str]],
) -> list[Pair]:
    """Give a provider whom no client is closest to its own deal if it struck one, else a place beside another."""
    taken = {account for pair in pairs for account in pair.providers}
    for provider in providers:
        if provider.account in taken or not clients:
            continue
        client = max(clients, key=lambda s: (ties.get((s.account, provider.account), 0), -s.first)).account
        if bargains.get((client, provider.account)) or not pairs:
            pairs.append(Pair(frozenset((client,)), frozenset((provider.account,))))
            continue
        place = next((i for i, pair in enumerate(pairs) if client in pair.clients), 0)
        pairs[place] = Pair(pairs[place].clients, pairs[place].providers | {provider.account})
    return pairs


def _closest(client: str, providers: Sequence[Sighting], ties: Mapping[tuple[str, str], int]) -> str | None:
    best = max(providers, key=lambda s: (ties.get((client, s.account), 0), -s.first), default=None)
    if best is None or (len(providers) > 1 and ties.get((client, best.account), 0) < KNOWN):
        return None
    return best.account


def _ties(lines: Sequence[Line], findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    """Count how much accounts have to do with each other, both ways."""
    targets = {finding.target for finding in findings}
    speaker = speakers(lines, targets.union([line.reply for line in lines if line.reply]))
    ties: Counter[tuple[str, str]] = Counter()

    acting = {finding.ref for finding in findings if finding.status in FEEDING}
    for finding in findings:
        _tie(ties, finding.by.account, speaker.get(finding.target or ""), ANSWERS)
    last: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        if line.system:
            continue
        if line.mentions or line.reply:
            for account in (*line.mentions, speaker.get(line.reply or "")):
                _tie(ties, line.account, account, ADDRESSES)
        if line.ref in acting:
            if last is not None and index - last[0] <= NEAR:
                _tie(ties, line.account, last[1], FOLLOWS)
            last = (index, line.account)
    return ties


def _tie(ties: Counter[tuple[str, str]], one: str, other: str | None, weight: int) -> None:
    if other is not None and one != other:
        ties[one, other] += weight
        ties[other, one] += weight


def _bargains(findings: Iterable[Finding], parties: set[str]) -> dict[tuple[str, str], set[str]]:
    """Return which client took or made which price with which provider, by both accounts in either order."""
    prices = {
        finding.ref: finding.by.account
        for finding in findings
        if finding.act == "quote" and finding.amount is not None and finding.amount.role in ("total", "unit", None)
    }
    struck: dict[tuple[str, str], set[str]] = {}
    for finding in findings:
        owner = prices.get(finding.target or "")
        if finding.act == "approval" and owner in parties and finding.by.account in parties and finding.target:
            for pair in ((finding.by.account, owner), (owner, finding.by.account)):
                struck.setdefault(pair, set()).add(finding.target)
    return struck


def _parted(
    lines: Sequence[Line], findings: Sequence[Finding], roles: Mapping[str, Role], pairs: Sequence[Pair]
) -> tuple[Thread, ...]:
    homes = _homes(lines, findings, pairs)
    said: list[list[Line]] = [[] for _ in pairs]
    for line, own in zip(lines, homes.of_each, strict=True):
        for home in own:
            said[home].append(line)
    acted: list[list[Finding]] = [[] for _ in pairs]
    for finding in findings:
        for home in homes.of(finding.ref):
            acted[home].append(finding)
    found: list[Thread] = []
    for pair, mine, acts in zip(pairs, said, acted, strict=True):
        sides: dict[str, Role] = {account: role for account, role in roles.items() if role == "arbiter"}
        sides.update((account, "client") for account in pair.clients)
        sides.update((account, "provider") for account in pair.providers)
        found.append(Thread(tuple(mine), tuple(acts), sightings(mine, acts), sides))
    return tuple(found)


class _Homes:
    """The deals that each message belongs to, its own first; found by place, and by reference where one names it.

    Few messages of a long talk are named: by what was found in them, by an answer or a reply.
    """

    def __init__(self, lines: Sequence[Line], named: Collection[str | None]) -> None:
        self.of_each: list[tuple[int, ...]] = [()] * len(lines)
        self.places = {line.ref: place for place, line in enumerate(lines) if line.ref in named}

    def of(self, ref: str | None) -> tuple[int, ...]:
        """Return the deals of a message that is named, as far as they are known by now."""
        place = self.places.get(ref or "")
        return () if place is None else self.of_each[place]

    def add(self, ref: str, home: int) -> None:
        """Let a message that is named belong to one more deal."""
        self.of_each[self.places[ref]] = (*self.of(ref), home)


def _homes(lines: Sequence[Line], findings: Sequence[Finding], pairs: Sequence[Pair]) -> _Homes:
    """Tell for each message the deals it belongs to; bystanders' words to nobody belong to the latest.

    What one party puts to several at once belongs to the deal of everyone who answers it.
    """
    answered = {finding.ref: finding.target for finding in findings if finding.target is not None}
    deals_of: dict[str, tuple[int, ...]] = {}
    for place, pair in enumerate(pairs):
        for account in (*pair.clients, *pair.providers):
            deals_of[account] = (*deals_of.get(account, ()), place)
    replies = {line.reply for line in lines if line.reply is not None}
    homes = _Homes(lines, {finding.ref for finding in findings}.union(answered.values(), replies))
    targets = {homes.places[ref]: target for ref, target in answered.items() if ref in homes.places}
    current = _Current(deals_of, pairs)
    alone = [(place,) for place in range(len(pairs))]  # one tuple for all messages of a deal, not one a message
    for index, line in enumerate(lines):
        target = targets.get(index)
        if target is None and line.account not in deals_of and line.reply is None and not line.mentions:
            home = current.latest  # a bystander's words to nobody, as most of a group
        else:
            home = current.home(line, homes, target)
        if home is None:
            continue
        homes.of_each[index] = alone[home]
        if target is None:
            continue
        asked = homes.of(target)
        if asked and home not in asked and home in deals_of.get(lines[homes.places[target]].account, ()):
            homes.add(target, home)
    return homes


class _Current:
    """Which deal each account is speaking in."""

    def __init__(self, deals_of: Mapping[str, tuple[int, ...]], pairs: Sequence[Pair]) -> None:
        self._deals_of = deals_of
        self._pairs = pairs
        self._of: dict[str, int] = {}
        self.latest: int | None = None

    def home(self, line: Line, homes: _Homes, target: str | None) -> int | None:
        """Return the deal of a message: its speaker's only one, that of what it answers, the last one spoken in."""
        mine = self._deals_of.get(line.account, ())
        home = self._named(line, mine, homes, target)
        if home is None:
            home = self._of.get(line.account, mine[0]) if mine else self.latest
        if home is not None and mine:
            self.latest = home
            for account in (*self._pairs[home].clients, *self._pairs[home].providers):
                self._of[account] = home
        return home

    def _named(self, line: Line, mine: tuple[int, ...], homes: _Homes, target: str | None) -> int | None:
        if len(mine) == 1:
            return mine[0]
        if target is None and line.reply is None and not line.mentions:
            return None  # as most lines of a group
        for ref in (target, line.reply):
            for home in homes.of(ref):
                if not mine or home in mine:
                    return home
        for account in line.mentions:
            common = [place for place in self._deals_of.get(account, ()) if not mine or place in mine]
            if len(common) == 1:
                return common[0]
        return None
