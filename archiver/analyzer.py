"""From opened exports to everything that analysis says of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from archiver import __version__, stretches, trained
from archiver.analysis import deals, persons, reader
from archiver.analysis.backing import Backing
from archiver.analysis.decisions import Decision, Standpoint, decided
from archiver.analysis.entry import Account, Deal, Party
from archiver.analysis.finding import Finding, Role
from archiver.analysis.matter import FEEDING
from archiver.analysis.talk import Line
from archiver.beside import facts, read_beside
from archiver.case import Case
from archiver.comparison.screens import Sheet, with_screens
from archiver.comparison.union import United, unite
from archiver.contract import Analysis, ChatEntry, DecisionEntry, PictureEntry, Program
from archiver.decisions import decisions_of
from archiver.errors import CaseError
from archiver.facts.comparison import compared
from archiver.intake.at_once import read_at_once
from archiver.intake.gaps import gaps_of
from archiver.intake.joining import Joined, join_lines, join_surveys
from archiver.intake.lines import lines as read_lines
from archiver.intake.opened import Opened, OpenedRecord
from archiver.intake.pictures import picture_entry
from archiver.intake.survey import Person, Survey, survey_all
from archiver.linking.files import receipt_links
from archiver.progress import watched

_SHOWN: Final = 8
"""How many candidates an error names."""


class Request(Struct, frozen=True):
    """What the user asks: roles as IDs of output.md, a chat by id or title, a deal by id.

    `joined` names chats of several sources that are one talk, `people` IDs that are one person; `decisions` are what
    people decided of findings, in the order of their making. `jobs` is how many processes may read a long talk: more
    of them find the same, sooner.
    """

    clients: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    arbiters: tuple[str, ...] = ()
    chat: str | None = None
    deal: str | None = None
    joined: tuple[Joined, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    decisions: tuple[Decision, ...] = ()
    jobs: int = 1

    def within(self, case: Case | None) -> "Request":
        """Return the request with what people settled in a case; its roles only where the user named none of them."""
        if case is None:
            return self
        kept = case.settings.roles
        return msgspec.structs.replace(
            self,
            clients=self.clients or kept.get("client", ()),
            providers=self.providers or kept.get("provider", ()),
            arbiters=self.arbiters or kept.get("arbiter", ()),
            people=case.settings.people,
            decisions=decisions_of(case),
        )


class Studied(Struct, frozen=True):
    """An analysis and the lines that it rests on."""

    analysis: Analysis
    lines: tuple[Line, ...]
    surveys: tuple[Survey, ...]
    united: United = United(())

    @property
    def read_chats(self) -> frozenset[str]:
        """The chats whose messages were read: those of the lines, and those that repeat one of them."""
        read = {line.chat for line in self.lines}
        return frozenset(read | {chat for chat, lead in self.united.chats.items() if lead in read})

    @property
    def chosen(self) -> Deal | None:
        """The deal whose parties and ledger stand at the top of the analysis."""
        return next((deal for deal in self.analysis.deals if deal.ledger is self.analysis.ledger), None)


def study(opened: tuple[Opened, ...], request: Request, records: tuple[OpenedRecord, ...] = ()) -> Studied:
    """Read, understand and settle; `records` are bills, lists and folders that bear out what the talk says.

    Raises CaseError for a chat, deal or role ID that fits nothing or several.
    """
    with stretches.ready(request.jobs) as crew:
        surveys, chats, held = _read(opened, request, crew)
        kept = {chat.id for chat in chats}
        people = tuple(person for one in surveys for person in one.people if person.chat in kept)
        every = tuple(chat for one in surveys for chat in one.chats)
        united, exports = _united(opened, surveys, held, request)
        lines, people = (
            united.lines,
            united.people(one for one in people if one.chat not in _pictured(united, opened, every)),
        )
        speakers = _Speakers.of(lines, people, request)
        digests = {str(one.number): one.sha256 for one in opened}
        found = stretches.understand(
            speakers.lines,
            speakers.roles,
            stretches.Keys(digests),
            crew,
            lambda all_: watched(all_, "分析", len(all_)),
        )
    ruled = decided(found, request.decisions, speakers.lines)
    covered = Backing(gaps=gaps_of(exports, united.chats), supplied=("聊天记录",))
    settled = speakers.settle(ruled.findings, covered)
    told = read_beside(records, lines, settled.deals, covered)
    if records:
        settled = speakers.settle(ruled.findings, told.backing)
    every_deal = settled.deals
    files = facts(told, every_deal)
    top = _top_deal(every_deal, settled.findings, request.deal)
    analysis = Analysis(
        program=Program(__version__, reader.rules_digest(), trained.model_digest()),
        sources=tuple(sorted((*(one.source for one in surveys), *told.sources), key=lambda source: source.n)),
        chats=tuple(united.entry(chat) for chat in every),
        parties=top.parties if top else (),
        findings=settled.findings,
        deals=every_deal,
        ledger=top.ledger if top else None,
        records=told.rows,
        links=(*receipt_links(lines), *told.links),
        comparisons=united.comparisons,
        files=files,
        beside=compared(every_deal, _feeding(settled.findings), lines, {one.record: one for one in files}),
        decisions=tuple(map(_decision, ruled.decisions)),
        pictures=_pictures(opened, every),
    )
    return Studied(analysis, lines, surveys, united)


def _read(
    opened: tuple[Opened, ...], request: Request, crew: stretches.Crew | None
) -> tuple[tuple[Survey, ...], tuple[ChatEntry, ...], tuple[Line, ...]]:
    """Return what the exports hold, the chats to be read, and their lines.

    Each export is read once; where the user chose a chat or joined some, once to know them and once for the lines.
    Raises CaseError for a chat that fits nothing or several.
    """
    if request.chat is None and not request.joined:
        surveys, lines = read_at_once(opened, lambda read: watched(stretches.awaited(read, crew), "读取消息", None))
        chats = _chosen_chats(tuple(chat for one in surveys for chat in one.chats), None)
        repeated = {chat.id for one in surveys for chat in one.chats if chat not in chats}
        return surveys, chats, tuple(line for line in lines if line.chat not in repeated) if repeated else lines
    surveys = join_surveys(survey_all(opened), request.joined)
    every = tuple(chat for one in surveys for chat in one.chats)
    chats = _chosen_chats(every, request.chat)
    kept = {chat.id for chat in chats}
    read = watched(
        (line for one in opened for line in read_lines(one, every)), "读取消息", sum(chat.messages for chat in every)
    )
    return surveys, chats, tuple(stretches.awaited((line for line in read if line.chat in kept), crew))


def _united(
    opened: tuple[Opened, ...], surveys: tuple[Survey, ...], held: tuple[Line, ...], request: Request
) -> tuple[United, tuple[Survey, ...]]:
    """Return the talk of the exports with the screenshots laid beside it, and the surveys of the exports."""
    screens = {one.number: one for one in opened if one.screen is not None}
    if not screens:
        return unite(opened, surveys, join_lines(held, request.joined)), surveys
    exports = tuple(one for one in surveys if one.source.n not in screens)
    shown: dict[str, list[Line]] = {chat.id: [] for one in surveys for chat in one.chats if chat.source in screens}
    told: list[Line] = []
    for line in held:
        shown.get(line.chat, told).append(line)
    united = unite(tuple(one for one in opened if one.screen is None), exports, join_lines(told, request.joined))
    chats = tuple(chat for one in surveys for chat in one.chats)
    sheets = tuple(Sheet(chat, tuple(shown[chat.id])) for chat in chats if shown.get(chat.id))
    return with_screens(united, sheets, chats), exports


def _pictured(united: United, opened: tuple[Opened, ...], chats: tuple[ChatEntry, ...]) -> frozenset[str]:
    """Return the chats of screenshots whose talk an export tells: the people there are those of the export."""
    screens = {one.number for one in opened if one.screen is not None}
    owners = {chat.id: chat.source for chat in chats}
    return frozenset(
        chat for chat, lead in united.chats.items() if owners[chat] in screens and owners[lead] not in screens
    )


def _pictures(opened: tuple[Opened, ...], chats: tuple[ChatEntry, ...]) -> tuple[PictureEntry, ...]:
    by_source = {chat.source: chat for chat in chats}
    told = (picture_entry(one, by_source[one.number]) for one in opened if one.screen is not None)
    return tuple(one for one in told if one is not None)


class _Speakers(Struct, frozen=True):
    """Who speaks: the talk with one account a person, the roles given, and what is needed to print them apart again."""

    printed: tuple[Line, ...]
    lines: tuple[Line, ...]
    lead: dict[str, str]
    people: tuple[Person, ...]
    roles: dict[str, Role]

    @classmethod
    def of(cls, lines: tuple[Line, ...], people: tuple[Person, ...], request: Request) -> "_Speakers":
        """Find them. CaseError for an ID that fits no account or several, and for one person on two sides."""
        lead, roles = sides(people, request)
        return cls(lines, persons.as_one(lines, lead) if lead else lines, lead, people, roles)

    def settle(self, findings: tuple[Finding, ...], backing: Backing) -> deals.Deals:
        """Reckon up the deals; accounts stand as the export prints them."""
        settled = deals.settle(self.lines, findings, self.roles, backing=backing)
        if self.lead:
            spread = persons.spread(settled.deals, self.lead, self.printed)
            settled = deals.Deals(spread, persons.apart(settled.findings, self.printed))
        return _named_all(settled, self.people)


def sides(people: tuple[Person, ...], request: Request) -> tuple[dict[str, str], dict[str, Role]]:
    """Return the account that stands for each account of a person, and the roles of those that were given one.

    Raises CaseError for an ID that fits no account or several, and for one person on two sides.
    """
    lead = persons.leads_of([accounts_of(people, group) for group in request.people])
    roles: dict[str, Role] = {}
    for account, role in given_roles(people, request).items():
        if roles.setdefault(lead.get(account, account), role) != role:
            raise CaseError(f"{account} 与同一个人的另一账号身份不同", "同一个人的账号只能属于一方，请改正其中一项")
    return lead, roles


def _feeding(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.status in FEEDING)


def _decision(held: Standpoint) -> DecisionEntry:
    one = held.decision
    assert one.verdict != "withdrawn"
    quote = one.places[-1].quote
    return DecisionEntry(
        one.finding, one.verdict, one.ref, quote, one.by, one.at, one.note, held.standing, one.was, one.read
    )


def _named_all(settled: deals.Deals, people: tuple[Person, ...]) -> deals.Deals:
    named = (msgspec.structs.replace(deal, parties=_named(deal.parties, people)) for deal in settled.deals)
    return msgspec.structs.replace(settled, deals=tuple(named))


def _chosen_chats(chats: tuple[ChatEntry, ...], wanted: str | None) -> tuple[ChatEntry, ...]:
    """Return all chats but repeated blocks, or the one that was named by id or title."""
    if wanted is None:
        return tuple(chat for chat in chats if chat.same_as is None)
    fitting = tuple(chat for chat in chats if wanted in {chat.id, chat.title})
    if len(fitting) == 1 or (fitting and {chat.title for chat in fitting} == {wanted}):
        return fitting
    listed = "；".join(f"{chat.id} {chat.title}（{chat.messages} 条）" for chat in (fitting or chats)[:_SHOWN])
    raise CaseError(f"没有唯一符合“{wanted}”的会话", f"请用 --chat 指定其中之一：{listed}")


def given_roles(people: Iterable[Person], request: Request) -> dict[str, Role]:
    """Return the role of each account that the user named.

    Raises CaseError for an ID that fits no account or several.
    """
    known = tuple(people)
    groups: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("client", request.clients),
        ("provider", request.providers),
        ("arbiter", request.arbiters),
    )
    return {_account(known, wanted): role for role, ids in groups for wanted in ids}


def accounts_of(people: Iterable[Person], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the account of each ID. Raises CaseError for an ID that fits no account or several."""
    known = tuple(people)
    return tuple(_account(known, one) for one in wanted)


def _account(people: tuple[Person, ...], wanted: str) -> str:
    if wanted.startswith("name:"):
        fitting = {person.account for person in people if wanted.removeprefix("name:") in person.names}
    elif wanted.startswith("u_"):
        fitting = {person.account for person in people if person.uid == wanted}
    else:
        fitting = {person.account for person in people if person.uin == wanted}
    if len(fitting) == 1:
        return fitting.pop()
    busiest = sorted(people, key=lambda person: -person.messages)
    listed = "；".join(
        dict.fromkeys(
            f"{person.uin or person.uid or 'name:' + person.names[0]}（{person.names[0]}）" for person in busiest
        )
    )
    problem = "对应不止一个账号" if fitting else "在记录里找不到"
    raise CaseError(f"身份“{wanted}”{problem}", f"请从这些账号中选：{listed}")


def _named(parties: tuple[Party, ...], people: tuple[Person, ...]) -> tuple[Party, ...]:
    """Return the parties with the numbers and names that the export prints for their accounts."""
    by_number = {key: person for person in people for key in (person.uin, person.uid, person.account) if key}

    def fill(account: Account) -> Account:
        keys = (account.uin, account.uid, *(f"name:{name}" for name in account.names))
        person = next((by_number[key] for key in keys if key and key in by_number), None)
        return Account(person.uin or None, person.uid or None, person.names) if person else account

    return tuple(
        msgspec.structs.replace(party, accounts=tuple(fill(account) for account in party.accounts)) for party in parties
    )


def _top_deal(every: tuple[Deal, ...], findings: tuple[Finding, ...], wanted: str | None) -> Deal | None:
    """Return the deal asked for, else the one with the most findings (the first of equals)."""
    if wanted is not None:
        fitting = next((deal for deal in every if deal.id == wanted), None)
        if fitting is None:
            listed = "、".join(deal.id for deal in every) or "无"
            raise CaseError(f"没有编号为“{wanted}”的交易", f"本记录中的交易：{listed}")
        return fitting
    counts = Counter(finding.deal for finding in findings)
    return max(every, key=lambda deal: counts[deal.id], default=None)
