"""Accounts to people to roles: who asks for the work, who does it, who settles between them.

Roles that the user gave stand. Others follow from what an account does: asking for work and paying speak for the
client, delivering and asking for money for the provider. The reasons are kept in words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from archiver.analysis.entry import Account, Party
from archiver.analysis.finding import Act, Finding, Role
from archiver.analysis.matter import FEEDING, PRINCIPALS, other_side
from archiver.analysis.talk import Line

_WEIGHTS: Mapping[Act, int] = {
    "commitment": 6, "quote": 5, "delivery": 3, "progress": 3, "admission": 2, "rejection": 2, "overpromise": 2,
    "deadline": 1, "revision_limit": 1, "warranty": 1,
    "requirement": -5, "acceptance": -4, "refund_request": -4, "change_request": -3, "defect": -3,
    "payment_refusal": -3, "termination": -2, "reminder": -2, "approval": -1,
}  # fmt: skip
"""How far an act speaks for the provider (above 0) or for the client (below 0), in tenths of a logit.

Learnt on the corpus's train talks (`python -m tests.archiver.analysis.learn_sides`): prices, promises and wants tell
much. While the sides are unknown a client's material looks like work handed over, and a talk about paying like asking
for money, so these tell little or nothing. Work and faults, read more surely once the sides are known, weigh more.
"""
OFTEN = 3
"""How often one kind of act counts: more of it says no more about the side."""
_NOTICE, _TAKES, _SENDS = -9, 5, -2
"""Weight of a notice of QQ that one sent money, of confirming money of the other's, and of other words of paying.

The last is set by hand: in the corpus QQ's notices tell of most payments, in exports as text only words do.
"""
_BEGINS = -3
"""Whoever acts first mostly wants something."""
ASKED: Mapping[Act, int] = {"deadline": -1, "quote": -1, "warranty": -1}
"""Weight of an act that is asked for."""
_REASONS: Mapping[Act, str] = {
    "delivery": "交付成果", "progress": "发送进度", "payment_request": "请对方付款", "warranty": "说明售后",
    "requirement": "提出需求", "change_request": "提出修改", "acceptance": "对成果表示满意", "defect": "对成果提出异议",
    "payment_refusal": "表示不付或少付", "refund_request": "要求退款", "payment": "付款",
}  # fmt: skip
_JUDGES = re.compile(r"群主|管理|群管|版主|吧务|楼长|仲裁|调解|调处|裁判|官方|客服主管|审核员|公证")
_BOT = re.compile(r"机器人|小冰|q群管家|群助手|bot\b", re.IGNORECASE)
CASUAL, RARE = 3, 15
"""Up to so many acts, fewer than one in so many messages, are the stray words of somebody who chats in the group."""
_HANDING: tuple[Act, ...] = ("delivery", "payment", "refund_request", "payment_request")
DOUBT = 12
"""Two accounts whose scores lie less apart may have swapped sides: 10 of 203 train talks, of which one had."""
OPPOSED = 3
"""Two accounts of many that answer each other so often deal with each other."""
FIRM = 4
"""An account whose score is a quarter of the strongest one's leaves no doubt of its side."""

_NONE: Mapping[Act, int] = MappingProxyType({})
_NOBODY: Mapping[str, int] = MappingProxyType({})


class Sighting(Struct, frozen=True):
    """What the log shows of one account."""

    account: str
    names: tuple[str, ...]
    lines: int
    first: int
    last: int
    acts: Mapping[Act, int]
    score: int
    reasons: tuple[str, ...] = ()
    answered: Mapping[str, int] = {}
    """How often it answered or was answered by each other account."""


def sightings(lines: Sequence[Line], findings: Sequence[Finding]) -> tuple[Sighting, ...]:
    """Count what each account does, in order of first appearance; QQ's own rows are no account."""
    acts: dict[str, Counter[Act]] = {}
    told = [finding for finding in findings if finding.status in FEEDING]
    for finding in told:
        acts.setdefault(finding.by.account, Counter())[finding.act] += 1
    scores = _scores(told, {line.ref for line in lines if line.money is not None})
    ties = _ties(lines, findings)
    return tuple(
        Sighting(
            account, tuple(met.names), met.lines, met.first, met.last, acts.get(account, _NONE),
            scores[account], _reasons(acts.get(account, _NONE), scores[account]), ties.get(account, _NOBODY),
        )
        for account, met in _met(lines).items()
    )  # fmt: skip


def _scores(told: Sequence[Finding], notices: Collection[str]) -> Counter[str]:
    """Return how far the acts of each account speak for the provider; in `notices` QQ tells of money."""
    kinds: Counter[tuple[str, Act, int]] = Counter()
    for finding in told:
        kinds[finding.by.account, finding.act, _weight(finding, notices)] += 1
    scores: Counter[str] = Counter()
    for (account, _, weight), often in kinds.items():
        scores[account] += weight * min(often, OFTEN)
    if told:
        scores[told[0].by.account] += _BEGINS
    return scores


class _Met:
    """What is counted of one account while a talk is gone through."""

    __slots__ = ("first", "last", "lines", "names")

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.lines = 0
        self.names: dict[str, None] = {}


def _met(lines: Sequence[Line]) -> dict[str, _Met]:
    """Return the accounts in the order in which they appear."""
    found: dict[str, _Met] = {}
    for index, line in enumerate(lines):
        if line.system:
            continue
        met = found.get(line.account)
        if met is None:
            met = found[line.account] = _Met(index)
        met.lines += 1
        met.last = index
        met.names[line.name] = None
    return found


def _ties(lines: Sequence[Line], findings: Iterable[Finding]) -> dict[str, Counter[str]]:
    speaker = speakers(lines, {finding.target for finding in findings})
    ties: dict[str, Counter[str]] = {}
    for finding in findings:
        other = speaker.get(finding.target or "")
        if finding.status in FEEDING and other is not None and other != finding.by.account:
            ties.setdefault(finding.by.account, Counter())[other] += 1
            ties.setdefault(other, Counter())[finding.by.account] += 1
    return ties


def speakers(lines: Iterable[Line], refs: Collection[str | None]) -> dict[str, str]:
    """Return the account of each of the messages `refs` that stands among the lines; few of a long talk are asked."""
    return {line.ref: line.account for line in lines if line.ref in refs}


def _weight(finding: Finding, notices: Collection[str]) -> int:
    """Return how far one finding speaks for the provider (above 0) or the client (below 0)."""
    if finding.act == "payment":
        sends = _NOTICE if finding.ref in notices else _SENDS if finding.target is None else _TAKES
        return -sends if finding.amount is not None and finding.amount.role == "refund" else sends
    if finding.mood in ("asked", "demanded") and finding.act in ASKED:
        return ASKED[finding.act]
    return _WEIGHTS.get(finding.act, 0)


def _reasons(acts: Mapping[Act, int], score: int) -> tuple[str, ...]:
    if not acts:
        return ()
    speaking = [act for act in acts if act in _REASONS and _WEIGHTS.get(act, -1) * score > 0]
    return tuple(_REASONS[act] for act in sorted(speaking, key=lambda act: (-acts[act], act))[:3])


def infer_roles(seen: Sequence[Sighting], given: Mapping[str, Role]) -> dict[str, Role]:
    """Return the role of every account of one deal; those that take no part are `other`."""
    roles: dict[str, Role] = {s.account: given[s.account] for s in seen if s.account in given}
    rest = [s for s in seen if s.account not in roles]
    if len(seen) == 2:
        return _of_two(seen, roles)
    pair = _principals(seen, given)
    firm = _firm(seen, given, pair)
    for one in rest:
        roles[one.account] = _alone(one, firm, between=bool(pair) and one.account not in pair)
    _fill_empty_side(seen, given, roles)
    return roles


def other_way(seen: Sequence[Sighting], given: Mapping[str, Role]) -> dict[str, Role] | None:
    """Return the sides of two accounts the other way round, where what they do hardly tells them apart; else None."""
    if len(seen) != 2 or given or abs(seen[0].score - seen[1].score) >= DOUBT:
        return None
    roles = infer_roles(seen, given)
    return {account: other_side(role) for account, role in roles.items()}


def borne_by(lines: Sequence[Line], findings: Sequence[Finding], roles: Mapping[str, Role]) -> int:
    """Return how far what two accounts do, as read with these sides, bears the sides out."""
    return sum(one.score if roles.get(one.account) == "provider" else -one.score for one in sightings(lines, findings))


def _of_two(seen: Sequence[Sighting], roles: dict[str, Role]) -> dict[str, Role]:
    first, second = seen
    for one, other in ((first, second), (second, first)):
        if one.account in roles:
            roles.setdefault(other.account, other_side(roles[one.account]))
            return roles
    provider, client = (first, second) if first.score >= second.score else (second, first)
    return {client.account: "client", provider.account: "provider"}


def _principals(seen: Sequence[Sighting], given: Mapping[str, Role]) -> dict[str, Role]:
    """Return the sides of the two accounts of many that answer each other most, none where they answer little.

    Who answers somebody's proposals stands on the other side, whatever else both say: of two that speak alike the one
    who speaks less for the provider is the client.
    """
    if given:
        return {}
    free = {one.account: one for one in seen if not _JUDGES.search(" ".join(one.names))}
    pairs = [
        (often, -one.first, -free[other].first, one.account, other)
        for one in free.values()
        for other, often in one.answered.items()
        if often >= OPPOSED and other in free and one.score < free[other].score
    ]
    if not pairs:
        return {}
    *_, client, provider = max(pairs, key=lambda pair: pair[:3])
    return {client: "client", provider: "provider"}


def _alone(one: Sighting, firm: Mapping[str, Role], *, between: bool) -> Role:
    """Tell the side of one of many accounts.

    `firm` are those whose acts leave no doubt; `between` tells that two others deal with each other.
    """
    if not one.acts or _BOT.search(" ".join(one.names)):
        return "other"
    own = sum(one.acts.get(act, 0) for act in (*_REASONS, "reminder"))
    judging = sum(one.acts.get(act, 0) for act in ("quote", "deadline", "approval", "rejection"))
    if _JUDGES.search(" ".join(one.names)) and (between or own <= max(2, sum(one.acts.values()) // 3)):
        return "arbiter"
    if one.account in firm:
        return firm[one.account]
    if _chats(one):
        return "other"
    faced = {firm[account] for account in one.answered if account in firm}
    if len(faced) == 1 and (one.acts.get("payment", 0) or one.acts.get("approval", 0)):
        return other_side(next(iter(faced)))
    if own <= 2 and len(faced) != 1:
        return "arbiter" if judging >= 2 else "other"
    return "provider" if one.score > 0 else "client"


def _chats(one: Sighting) -> bool:
    """Tell whether the few acts of an account drown in its talk, and none of them hands over work or money."""
    told = sum(one.acts.values())
    return told <= CASUAL and told * RARE < one.lines and not any(one.acts.get(act, 0) for act in _HANDING)


def _firm(seen: Sequence[Sighting], given: Mapping[str, Role], pair: Mapping[str, Role]) -> dict[str, Role]:
    """Return the sides that are given, those of the `pair`, and those that acts leave no doubt of."""
    strongest = max((abs(s.score) for s in seen), default=0)
    firm: dict[str, Role] = dict(pair)
    for one in seen:
        if one.account in pair:
            continue
        if one.account in given:
            if given[one.account] in PRINCIPALS:
                firm[one.account] = given[one.account]
        elif abs(one.score) * FIRM >= strongest and abs(one.score) >= 2:
            firm[one.account] = "provider" if one.score > 0 else "client"
    return firm


def _fill_empty_side(seen: Sequence[Sighting], given: Mapping[str, Role], roles: dict[str, Role]) -> None:
    """Give an empty side of the deal to the account that speaks most for it."""
    sides: tuple[tuple[Role, int], ...] = (("client", -1), ("provider", 1))
    for side, sign in sides:
        if side in roles.values():
            continue
        free = [s for s in seen if s.account not in given and s.acts and (roles[s.account] != other_side(side))]
        free = free or [s for s in seen if s.account not in given and s.acts]
        taken = [s for s in free if _keeps_other_side(s, roles)]
        if taken:
            best = max(taken, key=lambda s: (sign * s.score, s.lines))
            roles[best.account] = side


def _keeps_other_side(one: Sighting, roles: Mapping[str, Role]) -> bool:
    rest = [role for account, role in roles.items() if account != one.account]
    return roles[one.account] not in PRINCIPALS or roles[one.account] in rest


def parties_of(seen: Sequence[Sighting], roles: Mapping[str, Role], given: Mapping[str, Role]) -> tuple[Party, ...]:
    """Return the sides of a deal, client first; accounts in order of first appearance, then by number."""
    found: list[Party] = []
    sides: tuple[Role, ...] = ("client", "provider", "arbiter")
    for role in sides:
        mine = [s for s in seen if roles.get(s.account) == role]
        if mine:
            known = all(s.account in given for s in mine)
            found.append(
                Party(
                    role=role,
                    accounts=tuple(_account(s) for s in mine),
                    basis="given" if known else "inferred",
                    confidence=1.0 if known else _confidence(mine, seen),
                    because="由使用者指定" if known else _because(mine),
                )
            )
    return tuple(found)


def _account(seen: Sighting) -> Account:
    number, uid = seen.account, None
    if seen.account.startswith("u_"):
        number, uid = "", seen.account
    if seen.account.startswith("name:"):
        number = ""
    return Account(uin=number or None, uid=uid, names=seen.names)


def _confidence(mine: Sequence[Sighting], seen: Sequence[Sighting]) -> float:
    total = sum(abs(s.score) for s in seen)
    own = abs(sum(s.score for s in mine))
    return round(min(0.99, 0.5 + own / (2 * total)), 2) if total else 0.5


def _because(mine: Sequence[Sighting]) -> str:
    reasons = tuple(dict.fromkeys(reason for s in mine for reason in s.reasons))
    return f"由系统推断：记录中该方{'、'.join(reasons[:3])}" if reasons else "由系统推断：对方的身份已定，该方为另一方"
