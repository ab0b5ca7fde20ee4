"""The entries of a deal's ledger as statements that cite their messages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec.structs import replace

from archiver.analysis.entry import Change, Ledger, Move, Obligation, Settled, Term, Version
from archiver.analysis.finding import Act, Finding, Role
from archiver.compose.book import LABELS, Book
from reports import dossier
from reports.dossier import Part, Plain, Sentence
from reports.words import spaced, yuan

TERMS: Final[dict[Term, str]] = {
    "price": "价款",
    "payment_terms": "付款方式",
    "deliverables": "交付内容",
    "deadline": "期限",
    "revision_limit": "修改次数",
    "warranty": "售后",
    "acceptance_standard": "验收标准",
}
_ANSWERS: Final[Mapping[Act, str]] = {"approval": "表示同意", "rejection": "表示不同意"}
_CHANNELS: Final = {"notice": "QQ 内转账或红包", "bill": "账单所载渠道"}


def terms(ledger: Ledger, book: Book) -> tuple[dossier.Term, ...]:
    """Return every term of the agreement, settled or not."""
    return tuple(_term(key, title, getattr(ledger.agreement, key), book) for key, title in TERMS.items())


def _term(key: Term, title: str, settled: Settled | None, book: Book) -> dossier.Term:
    if settled is None:
        return dossier.Term(key, title, None)
    places = {ref: place for place, ref in enumerate(book.lines)}
    told: tuple[Version | Settled, ...] = (*settled.versions, settled)
    states = sorted(told, key=lambda one: places.get(one.agreed or one.proposed or "", -1))
    versions: list[dossier.TermVersion] = []
    for state in states:
        parts = _proposal(book, state.proposed, state.agreed)
        if parts:
            version = dossier.TermVersion(_value(key, state.value, state.text), Sentence(parts))
            if version not in versions:
                versions.append(version)
    stands = _stands(settled)
    value = _last(key, stands, states[-1])
    if stands is not settled:
        value = f"{value}；其后一方提出：{_value(key, settled.value, settled.text)}"
    return dossier.Term(key, title, value, tuple(versions), agreed=stands.agreed is not None)


def _stands(settled: Settled) -> Version | Settled:
    """Return a term as both took it last, though one of them proposed another since; else as it was said last."""
    if settled.agreed is not None:
        return settled
    taken = (one for one in reversed(settled.versions) if one.agreed is not None)
    return next(taken, settled)


def _last(key: Term, settled: Version | Settled, last: Version | Settled) -> str:
    """Return a term as it stands at last; a price that additions changed is told with what it became."""
    shown = _value(key, settled.value, settled.text)
    if key == "price" and last.value and last.value != settled.value:
        return f"{shown}，其后议为 {yuan(last.value)}"
    return shown


def _value(key: Term, value: str | None, text: str | None) -> str:
    if key == "price" and value:
        return yuan(value)
    if key == "deadline" and value:
        return value.replace("T", " ")
    return value or text or "见原话"


def _proposal(book: Book, proposed: str | None, agreed: str | None) -> tuple[Part, ...]:
    parts: list[Part] = []
    if proposed and book.holds(proposed):
        parts += [dossier.Named(book.lines[proposed].who), Plain("提出："), book.quote(proposed)]
    if agreed and agreed != proposed and book.holds(agreed):
        who = book.lines[agreed].who
        own = bool(parts) and proposed is not None and who == book.lines[proposed].who
        verb = "又表示：" if own else "表示同意："
        parts += [Plain("；" if parts else ""), dossier.Named(who), Plain(verb), book.quote(agreed)]
    return tuple(part for part in parts if part != Plain(""))


def obligations(ledger: Ledger, book: Book, findings: Iterable[Finding] = ()) -> tuple[dossier.Obligation, ...]:
    """Return the obligations whose promise or demand stands in the record.

    `findings` tell what was answered to a date that the ledger holds as announced only, since it was answered too late
    to move the old one.
    """
    told = [one for one in findings if one.act in _ANSWERS and book.holds(one.ref)]
    answers = {one.target: one for one in reversed(told) if one.target}
    price = ledger.agreement.price
    priced = frozenset({price.proposed, *(one.proposed for one in price.versions)}) if price else frozenset()
    return tuple(_obligation(one, priced, answers, book) for one in ledger.obligations if _root(one, book))


def _root(one: Obligation, book: Book) -> str | None:
    return next((ref for ref in (one.made, one.asked, one.proof) if book.holds(ref)), None)


def _obligation(
    one: Obligation, priced: frozenset[str | None], answers: Mapping[str, Finding], book: Book
) -> dossier.Obligation:
    made, proof = _time(book, one.made or one.asked), _time(book, one.proof)
    return dossier.Obligation(
        id=one.id,
        debtor=LABELS[one.debtor],
        creditor=LABELS[one.creditor],
        kind=one.kind,
        what=spaced(one.what),
        status=one.status,
        why=_why(one, priced, book),
        due=(one.due or "").replace("T", " "),
        made=made,
        due_at=_due_at(one.due, made or proof),
        proved=proof,
        late_days=one.late_by,
        value=_sum_apart(one),
        paid=yuan(one.paid) if one.paid else "",
        moves=tuple(_move(move, answers.get(move.ref), book) for move in one.moves if book.holds(move.ref)),
        candidates=tuple(Sentence((book.quote(ref),)) for ref in one.candidates if book.holds(ref)),
    )


def _why(one: Obligation, priced: frozenset[str | None], book: Book) -> Sentence:
    """Return what an obligation stands on; `priced` are the messages that named a price."""
    parts: list[Part] = []
    if one.asked and one.asked != one.made and book.holds(one.asked):
        who = book.lines[one.asked].who
        asked = "提出：" if who.label == LABELS[one.debtor] else "要求："
        if one.kind == "deliver" and one.asked in priced:  # a bare 5200 asks for no work: it is what the work costs
            asked = "议价时提出："
        parts += [dossier.Named(who), Plain(asked), book.quote(one.asked), Plain("。")]
    if one.made and book.holds(one.made):
        parts += [dossier.Named(book.lines[one.made].who), Plain("表示："), book.quote(one.made), Plain("。")]
    parts.append(Plain(spaced(one.because)))
    proofs = book.refer_all(ref for ref in dict.fromkeys((one.proof, *one.proofs)) if ref and book.holds(ref))
    parts += (Plain("，见 "), *proofs) if proofs else ()
    if not any(isinstance(part, dossier.Words | dossier.Ref) for part in parts):
        parts.append(book.refer(_root(one, book) or ""))
    return Sentence(tuple(parts), weight="inference", basis="由约定、期限与记录中的凭据推得")


def _sum_apart(one: Obligation) -> str:
    """Return the sum of an obligation where its name does not tell it already."""
    return yuan(one.value) if one.value and one.value not in one.what else ""


def _move(one: Move, answer: Finding | None, book: Book) -> Sentence:
    day = f"提出改到 {one.to.replace('T', ' ')}：" if one.to else "提出延后，没有说定日期："
    parts: list[Part] = [dossier.Named(book.lines[one.ref].who), Plain(day), book.quote(one.ref)]
    if one.agreed and book.holds(one.agreed):
        parts += [Plain("；对方表示同意："), book.quote(one.agreed)]
    elif answer is not None and answer.by.role != one.by:
        parts += [Plain(f"；对方{_ANSWERS[answer.act]}："), book.quote(answer.ref)]
    else:
        parts.append(Plain("；未见对方答复"))
    return Sentence(tuple(parts))


def _time(book: Book, ref: str | None) -> datetime | None:
    return book.lines[ref].time if ref and book.holds(ref) else None


def _due_at(due: str | None, near: datetime | None) -> datetime | None:
    """Return the moment a due date ends, in the zone of the record."""
    if due is None or near is None:
        return None
    if "T" in due:
        return datetime.fromisoformat(due).replace(tzinfo=near.tzinfo)
    return datetime.combine(date.fromisoformat(due) + timedelta(days=1), time(), near.tzinfo)


def changes(ledger: Ledger, book: Book) -> tuple[dossier.Change, ...]:
    """Return the changes asked for, each with its answer or none."""
    return tuple(
        dossier.Change(
            request=_said(book, one.request),
            effect=_effect(book, one.price, one.value, one.time),
            answer=_answer(one, book),
            agreed=True if one.approved else False if one.rejected else None,
            done=_said(book, one.done) if book.holds(one.done) else None,
        )
        for one in ledger.changes
        if book.holds(one.request)
    )


def _answer(one: Change, book: Book) -> Sentence | None:
    """Return what was answered to a change; that it answers it is told as an inference where only the words tell."""
    ref = one.approved or one.rejected
    if not book.holds(ref):
        return None
    said = _said(book, ref)
    return replace(said, weight="inference", basis="所指为系统推断") if one.worded else said


def _said(book: Book, ref: str | None) -> Sentence:
    assert ref is not None
    return Sentence((dossier.Named(book.lines[ref].who), Plain("："), book.quote(ref)))


def _effect(book: Book, ref: str | None, value: str | None, moved: str | None) -> Sentence | None:
    if not book.holds(ref):
        return None
    assert ref is not None
    later = f"期限改到 {moved.replace('T', ' ')}" if moved else ""
    told = "，".join(filter(None, (f"加 {yuan(value)}" if value else "", later)))
    return Sentence((book.quote(ref), *((Plain(f"（{told}）"),) if told else ())))


def payments(ledger: Ledger, book: Book) -> tuple[dossier.Payment, ...]:
    """Return the movements of money, each with the channel that its words or QQ's own notice name."""
    paid = ledger.position.paid if ledger.position else ()
    channels = {ref: one.channel for one in paid for ref in one.refs if one.channel != "未载明"}
    return tuple(
        dossier.Payment(
            time=_time(book, one.ref),
            by=LABELS[one.by],
            direction=one.direction,
            value=one.value,
            channel=(channels.get(one.ref) or _CHANNELS.get(one.grade, "记录未载明渠道"))
            + ("；金额经人核对，不是记录所载" if one.corrected else ""),
            grade=one.grade,
            sentence=Sentence(_joined((one.ref, *one.refs), book)),
        )
        for one in ledger.payments
        if book.holds(one.ref)
    )


def _joined(refs: Iterable[str], book: Book) -> tuple[Part, ...]:
    """Quote messages one after the other, each once, a stop between each two."""
    held = (ref for ref in dict.fromkeys(refs) if book.holds(ref))
    return tuple(part for ref in held for part in (Plain("；"), book.quote(ref)))[1:]


def deliveries(ledger: Ledger, book: Book) -> tuple[dossier.Delivery, ...]:
    """Return the versions handed over."""
    return tuple(
        dossier.Delivery(
            time=_time(book, one.ref),
            by=LABELS[one.by],
            version=one.version,
            grade=one.grade,
            sentence=Sentence((dossier.Named(book.lines[one.ref].who), Plain("发送："), book.quote(one.ref))),
            file=next((file for file in book.lines[one.ref].files if file.name == one.name), None),
            receipt=Sentence((book.quote(one.receipt),)) if one.receipt and book.holds(one.receipt) else None,
        )
        for one in ledger.deliveries
        if book.holds(one.ref)
    )


def silences(ledger: Ledger, book: Book, ended: datetime | None) -> Iterator[dossier.Silence]:
    """Yield the messages left unanswered beyond the talk's own measure."""
    for one in ledger.silences:
        since = _time(book, one.after)
        if since is None:
            continue
        until = _time(book, one.until)
        end = until or ended or since
        label = _side(one.who)
        parts: tuple[Part, ...] = (Plain(f"此后 {(end - since).days} 天未见{label}回复："), book.quote(one.after))
        yield dossier.Silence(label, since, until, (end - since).days, Sentence(parts))


def _side(role: Role) -> str:
    return LABELS[role]
