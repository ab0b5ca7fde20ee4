"""Everything one report says, put together from an analysis."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from archiver.analysis.entry import Agreement, Deal, Ledger, Party
from archiver.analysis.finding import Finding, Role
from archiver.analysis.matter import FEEDING
from archiver.analyzer import Studied
from archiver.compose import ledgers, records, registers
from archiver.compose.book import LABELS, Book, read_book
from archiver.compose.catalogue import catalogue, records_listed
from archiver.compose.chronology import chronology
from archiver.compose.comparisons import comparisons, refs_shown
from archiver.compose.decided import decided_shown
from archiver.compose.factors import doors, factor_sheets
from archiver.compose.figures import figures
from archiver.compose.illustrated import illustrated
from archiver.compose.sources import sources_shown
from archiver.compose.submitter import NOBODY, Submitter, exporter, submitter
from archiver.compose.summary import summary
from archiver.contract import ChatEntry
from archiver.errors import CaseError
from archiver.inputs import Inputs
from archiver.redaction.roster import Person
from archiver.refs import MessageRef
from parsers.source import Source
from reports import dossier
from reports.dossier import Dossier, Edition, Integrity, Notice, Scope
from reports.formats import DRAWING

_METHOD: Final = (
    "每份导出文件原样读取，逐字节核对；消息、格式部分与未能读出的部分相加等于整个文件。",
    "行为由公开的规则和随程序附带的识别模型读出；每一条的依据，自用版和 JSON 里注明。",
    "期限与金额由规则读出，日期按消息自身的时间推算。",
    "报告中的每一处引文都是导出文件里的原话，可按编号回到原文。",
)
_LIMITS: Final = (
    "本报告只反映所提供且能读出的文件；电话、语音、其他软件中的沟通与未提供的记录不在其内。",
    "导出文件反映导出时客户端显示的内容；本程序不能证明账号背后是谁，也不能证明导出之前没有改动。",
    "“未见”只表示在所提供的记录里没有找到，不表示没有发生。",
)
_WIRE: Final = re.compile(r"\d+:\d+")
_EMPTY: Final = Ledger(Agreement(), (), (), (), (), (), ())


class Wanted(Struct, frozen=True):
    """How a report is wanted: edition, the day printed on it, template, formats, and the user's own statements.

    `by` is the side that hands it in; None leaves it to the account that made the export. `listed` are people whom the
    masked edition masks beside those it meets. `no_adverse` leaves the list of words against the submitter out.
    `approved` are the messages (E1-0142) whose pictures a person let into the masked edition.
    """

    edition: Edition
    issued: date
    template: str = "dispute"
    formats: tuple[str, ...] = ("html",)
    statements: tuple[str, ...] = ()
    by: Role | None = None
    listed: tuple[Person, ...] = ()
    no_adverse: bool = False
    approved: frozenset[str] = frozenset()


def compose(studied: Studied, inputs: Inputs, wanted: Wanted, deal_id: str | None = None) -> Dossier:
    """Return the dossier of one deal, or of the whole talk where no deal was found.

    Raises CaseError where several conversations or deals could be meant.
    """
    deal, chats = _subject(studied, deal_id)
    findings = _of(deal, studied.analysis.findings, chats)
    parties = deal.parties if deal else ()
    ledger = deal.ledger if deal else _EMPTY
    opened = tuple(one for one in inputs.opened if one.number in {chat.source for chat in chats})
    compared = tuple(one for one in studied.analysis.comparisons if one.chat_a in _ids(chats))
    told = refs_shown(compared)
    book = read_book(opened, chats, parties, _cited(findings, ledger) | told, _repeated(studied, chats) - told)
    book = _in_order(book, studied)
    if not DRAWING.isdisjoint(wanted.formats):
        book = illustrated(book, _let_in(book, wanted), _cited(findings, ledger))
    scope = _scope(book, sum(one.chat in _ids(chats) and one != deal for one in studied.analysis.deals))
    # The group's edition belongs to neither side.
    handed_in = NOBODY if wanted.edition == "group" else submitter(opened, chats, parties, wanted.by)
    sources = sources_shown(studied, inputs, chats, {one.number: exporter(one, chats, parties) for one in opened})
    shown = wanted.edition != "group"  # what others sold or paid the owner of a bill is nobody's business in a group
    rows = records.rows_of(studied.analysis) if shown else {}
    tied = records.ties(studied.analysis, book, rows) if rows else ()
    groups = catalogue(ledger, findings, book, sources)
    ended = max((line.time for line in book.lines.values() if line.time), default=None)
    return Dossier(
        title=_title(chats),
        edition=wanted.edition,
        issued=wanted.issued,
        scope=scope,
        parties=tuple(_party(one, book, handed_in) for one in parties),
        sources=sources,
        transcript=tuple(book.lines.values()),
        summary=summary(ledger, book, findings),
        integrity=_integrity(studied, inputs),
        entries=chronology(findings, book, wanted.edition),
        terms=ledgers.terms(ledger, book),
        obligations=ledgers.obligations(ledger, book, findings),
        changes=ledgers.changes(ledger, book),
        payments=ledgers.payments(ledger, book),
        deliveries=ledgers.deliveries(ledger, book),
        silences=tuple(ledgers.silences(ledger, book, ended)),
        missing=registers.missing(ledger, book),
        issues=registers.issues(ledger, book),
        contrary=()
        if wanted.no_adverse
        else registers.contrary(findings, book, handed_in.role if wanted.edition == "own" else None, ledger),
        adverse_left_out=wanted.no_adverse,
        looked=registers.looked(findings, book, f"{scope.words} {scope.shown}/{scope.total}"),
        notices=tuple(
            Notice(one.code, one.text, one.count, tuple(map(_printed, one.where)))
            for source in studied.analysis.sources
            if shown or source.kind == "chat"
            for one in source.notices
        ),
        warnings=registers.warnings(ledger, book) if wanted.edition == "own" else (),
        statements=wanted.statements,
        catalogue=(*groups, *(records_listed(sources, tied, len(groups) + 1) if shown else ())),
        factor_sheets=factor_sheets(sources),
        doors=doors(),
        comparisons=comparisons(compared, book),
        method=(*_METHOD, *decided_shown(studied.analysis.findings, deal.id if deal else None)),
        limits=_LIMITS,
        holes=registers.holes(ledger, book),
        figures=figures(ledger, book),
        both_ways=registers.both_ways(ledger, book),
        ties=tied,
        unmentioned=records.unmentioned(ledger, rows),
        compared=records.compared(studied.analysis, deal.id, book) if shown and deal else (),
    )


def _subject(studied: Studied, wanted: str | None) -> tuple[Deal | None, tuple[ChatEntry, ...]]:
    """Return the deal to report and the chats it stands in; unrelated talk never enters."""
    read = {line.chat for line in studied.lines}
    chats = tuple(chat for chat in studied.analysis.chats if chat.id in read)
    deals = studied.analysis.deals
    with_deal = {deal.chat for deal in deals}
    if wanted is None and (len(with_deal) > 1 or (not deals and len(chats) > 1)):
        listed = "；".join(
            f"{chat.id} {chat.title}（{chat.messages} 条）" for chat in chats if chat.id in with_deal or not deals
        )
        raise CaseError("文件里有几个会话都像是要报告的", f"请用 --chat 指定其中之一：{listed}")
    deal = next((one for one in deals if one.id == wanted), None) if wanted else studied.chosen
    lead = deal.chat if deal else next((chat.id for chat in chats), None)
    told = {lead} | {chat for chat, first in studied.united.chats.items() if first == lead}
    return deal, tuple(chat for chat in studied.analysis.chats if chat.id in told)


def _ids(chats: tuple[ChatEntry, ...]) -> frozenset[str]:
    return frozenset(chat.id for chat in chats)


def _repeated(studied: Studied, chats: tuple[ChatEntry, ...]) -> frozenset[str]:
    """Return the messages of these chats that an earlier export of the talk shows already."""
    return frozenset(ref for chat in chats for ref in studied.united.repeats.get(chat.id, ()))


def _in_order(book: Book, studied: Studied) -> Book:
    """Return a whole transcript of several exports in the order of the talk, what differs behind its like."""
    if not studied.united.same_as or len(book.lines) < book.total:
        return book
    places = {line.ref: place for place, line in enumerate(studied.lines)}
    same = studied.united.same_as

    def place(ref: str) -> tuple[int, bool]:
        return places.get(same.get(ref, ref), len(places)), ref in same

    return Book({ref: book.lines[ref] for ref in sorted(book.lines, key=place)}, book.total, book.enclosed)


def _let_in(book: Book, wanted: Wanted) -> Mapping[str, Source]:
    """Return the files whose pictures may be shown: in a masked edition those alone that a person has passed."""
    if wanted.edition != "group":
        return book.enclosed
    return {annex: one for annex, one in book.enclosed.items() if annex.rpartition("-")[0] in wanted.approved}


def _of(deal: Deal | None, findings: tuple[Finding, ...], chats: tuple[ChatEntry, ...]) -> tuple[Finding, ...]:
    """Return what feeds a report: no suggestion, nothing that a person rejected."""
    if deal is None:
        return tuple(one for one in findings if one.status in FEEDING) if chats else ()
    return tuple(one for one in findings if one.deal == deal.id and one.status in FEEDING)


def _cited(findings: tuple[Finding, ...], ledger: Ledger) -> frozenset[str]:
    """Return every message that the report may cite."""
    return frozenset({ref for one in findings for ref in (*one.refs, one.target) if ref} | set(_refs_in(ledger)))


def _refs_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if _WIRE.fullmatch(value):
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _refs_in(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _refs_in(getattr(value, name))


def _scope(book: Book, others: int) -> Scope:
    """Return how much of the talk is shown; `others` counts the deals in it whose acts this report leaves out."""
    shown = len(book.lines)
    words = "本次会话全部消息" if shown == book.total else "被引用的消息及其前后文"
    left = f"；另读出 {others} 笔交易，其约定与履行不在本报告内" if others else ""
    return Scope(shown, book.total, f"{words}{left}")


def _title(chats: tuple[ChatEntry, ...]) -> str:
    return f"与「{chats[0].title}」的往来时间线" if chats else "往来时间线"


def _party(party: Party, book: Book, handed_in: Submitter) -> dossier.Party:
    because = party.because.removeprefix("由系统推断：") or "谁提出需要、谁交付、谁付款"
    basis = "由用户指定" if party.basis == "given" else f"由记录推断：{because}"
    submits = party.role == handed_in.role
    return dossier.Party(
        label=LABELS[party.role],
        side=party.role,
        accounts=tuple(
            dossier.Account(
                one.uin or "", one.names, tuple(_first_seen(name, book) for name in one.names), one.uid or ""
            )
            for one in party.accounts
        ),
        basis=f"{basis}；{handed_in.basis}" if submits else basis,
        submitter=submits,
    )


def _first_seen(name: str, book: Book) -> datetime | None:
    return next((line.time for line in book.lines.values() if line.who.name == name), None)


def _integrity(studied: Studied, inputs: Inputs) -> Integrity:
    program = studied.analysis.program
    head = inputs.case.ledger_head() if inputs.case else None
    return Integrity(
        ledger_head=head.digest if head else "（未建案卷）",
        ledger_entries=head.count if head else 0,
        program=f"juzheng {program.version}",
        rules=program.rules,
        model=program.model or "（未使用）",
        commands=("juzheng verify 报告文件", "juzheng verify 案卷文件夹", "juzheng show 案卷文件夹 E1-0001 --why"),
    )


def _printed(where: str) -> str:
    """Return a place with its reference as people read it: `1:19` is E1-0019."""
    ref, space, detail = where.partition(" ")
    return f"{MessageRef.parse(ref)}{space}{detail}" if MessageRef.is_one(ref) else where
