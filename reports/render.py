"""Dossier → Page → bytes. The same dossier gives the same bytes; no clock, no file, no network."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from reports.dossier import Account, Dossier, File, Looked, Obligation, Payment
from reports.faithful import require_faithful
from reports.formats import FORMATS
from reports.formats.format import Format
from reports.markup import TemplateError, read_sections
from reports.page import Blocks, Exhibit, Page, Record, citations
from reports.strip import strip
from reports.template import Asked, fill, template_info
from reports.timeline import timeline
from reports.words import EDITIONS, STATES

PROMISE = "本报告所列文件与存入时一致与否，以摘要核对为准；摘要不说明内容是否属实，也不说明说话人是谁。"

_LATELY = 2
_LACKING = 4
"""How many deliveries, and how many things that are missing, the first page names; the sections name all."""


class PaidSum(Struct, frozen=True):
    """What one side paid, or paid back, through one channel with one grade of proof.

    `value` is None where the record names no sum at all, `unnamed` counts the movements without one.
    """

    by: str
    direction: str
    channel: str
    grade: str
    value: str | None
    times: int
    unnamed: int


class Medium(Struct, frozen=True):
    """A picture, voice, video or file that a transcript line speaks of."""

    ref: str
    file: File
    voice: bool


class NamedSince(Struct, frozen=True):
    """A name that an account bore, and when it was first seen."""

    account: Account
    name: str
    since: datetime | None


class Answered(Struct, frozen=True):
    """What a template asks of the user, and the answer ("" prints as a blank)."""

    group: str
    label: str
    value: str


def render(dossier: Dossier, template: str, form: str) -> bytes:
    """Return the report as a document of the format named `form`.

    Raises UnfaithfulError when a statement does not stand in the transcript, TemplateError for an unknown template, a
    template that is not meant for the dossier's edition, or an unknown format; WriterError where the machine lacks what
    the format needs, or one document cannot hold the record (see `render_volumes`).
    """
    return _format(form).write(lay_out(dossier, template))


def render_volumes(dossier: Dossier, template: str, form: str) -> Iterator[bytes]:
    """Yield the report as one document, or as several where the format holds a long record in volumes.

    Raises as `render` does, before the first volume.
    """
    chosen, page = _format(form), lay_out(dossier, template)
    return chosen.volumes(page) if chosen.volumes else iter((chosen.write(page),))


def suffix_of(form: str) -> str:
    """Return the file suffix of the format named `form`.

    Raises TemplateError for an unknown one.
    """
    return _format(form).suffix


def _format(form: str) -> Format:
    for known in FORMATS:
        if known.name == form:
            return known
    raise TemplateError(f"no format {form!r}; there are {', '.join(known.name for known in FORMATS)}")


def lay_out(dossier: Dossier, template: str) -> Page:
    """Return the report as blocks.

    Raises as `render` does.
    """
    info = template_info(template)
    if dossier.edition not in info.editions:
        allowed = "、".join(EDITIONS[edition] for edition in info.editions)
        raise TemplateError(f"{info.title}只有{allowed}，没有{EDITIONS[dossier.edition]}")
    require_faithful(dossier)
    filled = fill(template, dossier, _derived(dossier, info.fields))
    record = Record(dossier.transcript, dossier.scope.total, dossier.scope.words)
    drawn: Mapping[str, Blocks] = {
        "timeline": timeline(dossier),
        "strip": strip(dossier),
        "transcript": (record,),
    }
    sections = read_sections(filled.markup, filled.values, drawn)
    scope = dossier.scope
    return Page(
        title=dossier.title,
        kind=info.title,
        edition=EDITIONS[dossier.edition],
        issued=dossier.issued,
        running=dossier.integrity.ledger_head.removeprefix("sha256:")[:16],
        scope=f"记录显示 {scope.shown} / 共 {scope.total} 条（{scope.words}）",
        sections=sections,
        exhibits=tuple(Exhibit(source.number, source.sha256, source.name) for source in dossier.sources),
        citations=citations(sections),
        promise=PROMISE,
        record=record,
        custodian=next((party.label for party in dossier.parties if party.submitter), ""),
        program=dossier.integrity.program,
        pictured=info.pictures,
    )


def _derived(dossier: Dossier, asked: Iterable[Asked]) -> Mapping[str, object]:
    known = {field.key: field.value for field in dossier.fields}
    return {
        "own": dossier.edition == "own",
        "paid": paid(dossier.payments),
        "settled": any(term.value is not None for term in dossier.terms),
        "lately": dossier.deliveries[-_LATELY:],
        "lacking": sorted(dossier.missing, key=lambda one: one.cause is None)[:_LACKING],
        "media": (media := _media(dossier)),
        "shots": sum(one.file.picture is not None for one in media),
        "searched": _searched(dossier.looked),
        "owed": _owed(dossier),
        "supplies": tuple(one for one in dossier.obligations if one.kind in {"supply", "review"}),
        "unsaved": sum(not one.file.saved for one in media),
        **{state: tuple(one for one in dossier.issues if one.state == state) for state in STATES},
        "named_since": tuple(_named_since(dossier)),
        "asked": tuple(Answered(one.group, one.label, known.get(one.key, "")) for one in asked),
    }


def _media(dossier: Dossier) -> tuple[Medium, ...]:
    return tuple(Medium(line.ref, file, file.kind == "语音") for line in dossier.transcript for file in line.files)


def _owed(dossier: Dossier) -> tuple[Obligation, ...]:
    """Return what the side that hands the report in is still owed, or was owed and got late."""
    sides = {party.label for party in dossier.parties if party.submitter}
    return tuple(
        one for one in dossier.obligations if one.creditor in sides and one.status not in ("kept", "superseded")
    )


def _searched(looked: tuple[Looked, ...]) -> str:
    """Say how the questions were put and to what, where that is the same for all of them; "" where it is not."""
    ways = {f"{one.how}；范围：{one.scope}" for one in looked}
    return ways.pop() if len(ways) == 1 else ""


def _named_since(dossier: Dossier) -> Iterator[NamedSince]:
    for party in dossier.parties:
        for account in party.accounts:
            since = (*account.since, *[None] * len(account.names))
            yield from (NamedSince(account, name, at) for name, at in zip(account.names, since, strict=False))


def paid(payments: Iterable[Payment]) -> tuple[PaidSum, ...]:
    """Add up payments by payer, direction, channel and grade, in order of first appearance."""
    groups: dict[tuple[str, str, str, str], list[Payment]] = {}
    for payment in payments:
        key = (payment.by, payment.direction, payment.channel, payment.grade)
        groups.setdefault(key, []).append(payment)
    return tuple(
        PaidSum(
            *key,
            value=_total([one.value for one in group if one.value is not None]),
            times=len(group),
            unnamed=sum(one.value is None for one in group),
        )
        for key, group in groups.items()
    )


def _total(values: list[str]) -> str | None:
    return str(sum(map(Decimal, values), Decimal(0))) if values else None
