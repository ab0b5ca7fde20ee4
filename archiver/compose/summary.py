"""The first page: five lines of story with dates, and the sums with how they are computed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from archiver.analysis.entry import Ledger, Silence
from archiver.analysis.finding import Act, Finding, decimal_text
from archiver.analysis.matter import PRINCIPALS
from archiver.compose.book import LABELS, Book
from archiver.compose.registers import labelled
from reports.dossier import Named, Part, Plain, Sentence, Sum, Summary
from reports.words import yuan

_LONGEST: Final = 60
"""Code points of a message that the first page repeats."""
_NAMED: Final = 4
"""References that a line of the first page names."""
_SIGNS: Final = "正数为甲尚未付的，负数为多付或应退的；条件是否满足由双方说明"
_LINES: Final = 5
_NO_SUMS: Final = "所提供记录中没有读出说定的价款，也未见付款，因此不列差额。"
_ASKED: Final[Mapping[Act, str]] = {
    "refund_request": "要求退款",
    "payment_request": "要求付款",
    "termination": "表示不再继续",
}


def summary(ledger: Ledger, book: Book, findings: Sequence[Finding] = ()) -> Summary:
    """Return the answer to the reader's first question; `findings` are those of the ledger's deal."""
    sums = _reckoning(ledger, book)
    note = f"差额按各种看法分别列出，由所列算式推得：{_SIGNS}。各笔的证明程度见「交付与付款」。" if sums else _NO_SUMS
    return Summary("双方说定了什么，做了什么，还差什么？", _story(ledger, book, findings), sums, note)


def _story(ledger: Ledger, book: Book, findings: Sequence[Finding]) -> tuple[Sentence, ...]:
    """Return five lines by date: price, promise, delivery, what was found wrong with it, what was asked for at last.

    Where one of these is not in the record, the last payment and the last silence take its place; the sums and the
    deliveries stand on the same page anyway.
    """
    told: dict[str, Sentence] = {}
    for ref, sentence in (*_told(ledger, book), *_quarrel(findings, book), *_moves(ledger, book)):
        told.setdefault(ref, sentence)
    return tuple(sorted(list(told.values())[:_LINES], key=_when))


def _told(ledger: Ledger, book: Book) -> Iterator[tuple[str, Sentence]]:
    price = ledger.agreement.price
    if price and book.holds(price.agreed or price.proposed):
        yield _line(book, price.agreed or price.proposed, f"价款说定为 {yuan(price.value)}")
    promised = [one for one in ledger.obligations if one.kind == "deliver" and book.holds(one.made or one.asked)]
    for one in promised[:1]:
        due = f"，期限 {one.due.replace('T', ' ')}" if one.due else ""
        yield _line(book, one.made or one.asked, f"{LABELS[one.debtor]}方表示将交付{due}")
    for delivery in [one for one in ledger.deliveries if book.holds(one.ref)][-1:]:
        count = f"，记录中交付消息共 {len(ledger.deliveries)} 条" if len(ledger.deliveries) > 1 else ""
        yield _line(book, delivery.ref, f"{LABELS[delivery.by]}方发送成果（第 {delivery.version} 版{count}）")


def _quarrel(findings: Sequence[Finding], book: Book) -> Iterator[tuple[str, Sentence]]:
    """Yield the first objection to the work and the last demand of either side."""
    said = [
        (one.act, one.ref, LABELS[one.by.role])
        for one in findings
        if one.by.role in PRINCIPALS and one.mood in ("said", "demanded") and book.holds(one.ref)
    ]
    for _, ref, label in [one for one in said if one[0] == "defect"][:1]:
        yield _line(book, ref, f"{label}方对成果提出异议")
    for act, ref, label in [one for one in said if one[0] in _ASKED][-1:]:
        yield _line(book, ref, f"{label}方{_ASKED[act]}")


def _moves(ledger: Ledger, book: Book) -> Iterator[tuple[str, Sentence]]:
    for payment in [one for one in ledger.payments if book.holds(one.ref)][-1:]:
        verb = "退款" if payment.direction == "refund" else "付款"
        value = f" {yuan(payment.value)}" if payment.value else ""
        yield _line(book, payment.ref, f"{LABELS[payment.by]}方{verb}{value}")
    for silence in [one for one in ledger.silences if book.holds(one.after)][-1:]:
        yield _line(book, silence.after, f"此后{_days(silence, book)}未见{LABELS[silence.who]}方回复")


def _days(silence: Silence, book: Book) -> str:
    """Write how long a silence lasted; to the end of the record where nothing follows."""
    if silence.until is None:
        return "至记录末尾"
    since, until = (book.lines[ref].time if book.holds(ref) else None for ref in (silence.after, silence.until))
    return f" {(until - since).days} 天" if since and until else ""


def _when(sentence: Sentence) -> str:
    return sentence.citations()[0].time


def _line(book: Book, ref: str | None, words: str) -> tuple[str, Sentence]:
    """Return a message's reference, and the day and what happened with its words quoted."""
    assert ref is not None
    line = book.lines[ref]
    day = f"{line.time:%Y-%m-%d} " if line.time else ""
    said: tuple[Part, ...] = (book.quote(ref),)
    if len(line.text) > _LONGEST:
        said = (book.quote(ref, (0, _LONGEST)), Plain("（节录）"))
    return ref, Sentence((Plain(f"{day}{words}。"), Named(line.who), Plain("："), *said))


def _reckoning(ledger: Ledger, book: Book) -> tuple[Sum, ...]:
    """Return the figures that the record holds, then what is left under each view, with the formula of each."""
    return (*_agreed(ledger, book), *_moved(ledger, book), *_left(ledger, book))


def _agreed(ledger: Ledger, book: Book) -> Iterator[Sum]:
    price = ledger.agreement.price
    if price and price.value and book.holds(price.agreed or price.proposed):
        yield Sum("说定的价款", price.value, Sentence((book.refer(price.agreed or price.proposed or ""),)))


def _moved(ledger: Ledger, book: Book) -> Iterator[Sum]:
    for direction, title in (("pay", "记录中可见的付款"), ("refund", "记录中可见的退款")):
        moves = [one for one in ledger.payments if one.direction == direction and book.holds(one.ref)]
        if moves:
            known = [Decimal(one.value) for one in moves if one.value]
            value = decimal_text(sum(known, Decimal())) if known else None
            rest = len(moves) - len(known) if known else 0
            beside = f"（另有 {rest} 笔未载明金额，未计入）" if rest else ""
            yield Sum(f"{title}{beside}", value, Sentence(_several([one.ref for one in moves], book)))


def _left(ledger: Ledger, book: Book) -> Iterator[Sum]:
    if ledger.position is None:
        return
    unknown = [ref for ref in ledger.position.unknown if book.holds(ref)]
    for one in ledger.position.readings:
        refs = _several([ref for ref in one.sources if book.holds(ref)], book)
        if refs:
            title = f"{labelled(one.title)}的差额"
            whose = next((label for label in ("甲", "乙") if label in title), "该方")
            if "未计入" in one.formula:  # 5,200 left of 5,200 beside a payment without a sum would tell of none
                title += "（另有款项未载明金额）"
            formula = one.formula.replace(" - ", " − ").replace("-（", "−（").replace("该方", whose)
            parts: tuple[Part, ...] = (Plain(f"{formula}，见 "), *refs)
            yield Sum(title, one.value, Sentence(parts, weight="inference", basis=_SIGNS))
    if unknown and any(one.value for one in ledger.payments):  # else the line of payments tells the same
        yield Sum("另有未载明金额的款项", None, Sentence(_several(unknown, book)))


def _several(refs: Sequence[str], book: Book) -> tuple[Part, ...]:
    """Return the first references, and how many there are where these are not all."""
    named = book.refer_all(refs[:_NAMED])
    return (*named, Plain(f" 等 {len(refs)} 条")) if len(refs) > _NAMED else named
