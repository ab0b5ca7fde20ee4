"""The first page: five lines of story with dates, and the sums with how they are computed."""

from collections.abc import Iterator
from decimal import Decimal

from archiver.analysis.entry import Ledger
from archiver.analysis.finding import decimal_text
from archiver.compose.book import LABELS, Book
from reports.dossier import Named, Part, Plain, Ref, Sentence, Sum, Summary

_STORY = 8
"""A story longer than this is no summary."""


def summary(ledger: Ledger, book: Book) -> Summary:
    """Return the answer to the reader's first question."""
    note = "差额 = 双方最后说定的价款 − 记录中可见的付款 + 退款；各笔的凭据等级见付款表。"
    return Summary("双方说定了什么，做了什么，还差什么？", _story(ledger, book), _reckoning(ledger, book), note)


def _story(ledger: Ledger, book: Book) -> tuple[Sentence, ...]:
    return tuple(sorted(_told(ledger, book), key=_when))[:_STORY]


def _told(ledger: Ledger, book: Book) -> Iterator[Sentence]:
    price = ledger.agreement.price
    if price and book.holds(price.agreed or price.proposed):
        yield _line(book, price.agreed or price.proposed, f"价款说定为 {price.value} 元")
    for one in ledger.obligations:
        if one.kind == "deliver" and book.holds(one.made or one.asked):
            due = f"，期限 {one.due.replace('T', ' ')}" if one.due else ""
            yield _line(book, one.made or one.asked, f"{LABELS[one.debtor]}方表示将交付{due}")
    for delivery in ledger.deliveries[:1] + ledger.deliveries[1:][-1:]:
        if book.holds(delivery.ref):
            yield _line(book, delivery.ref, f"{LABELS[delivery.by]}方发送成果（第 {delivery.version} 版）")
    for payment in ledger.payments[:3]:
        if book.holds(payment.ref):
            verb = "退款" if payment.direction == "refund" else "付款"
            value = f" {payment.value} 元" if payment.value else ""
            yield _line(book, payment.ref, f"{LABELS[payment.by]}方{verb}{value}")
    for silence in ledger.silences[-1:]:
        if book.holds(silence.after):
            yield _line(book, silence.after, f"此后未见{LABELS[silence.who]}方回复")


def _when(sentence: Sentence) -> str:
    return sentence.citations()[0].time


def _line(book: Book, ref: str | None, words: str) -> Sentence:
    assert ref is not None
    line = book.lines[ref]
    day = f"{line.time:%Y-%m-%d} " if line.time else ""
    parts: tuple[Part, ...] = (Plain(f"{day}{words}："), Named(line.who), book.quote(ref))
    return Sentence(parts)


def _reckoning(ledger: Ledger, book: Book) -> tuple[Sum, ...]:
    price = ledger.agreement.price
    rows: list[Sum] = []
    total: Decimal | None = None
    if price and price.value and book.holds(price.agreed or price.proposed):
        total = Decimal(price.value)
        rows.append(Sum("说定的价款", price.value, Sentence((book.refer(price.agreed or price.proposed or ""),))))
    for direction, title, sign in (("pay", "记录中可见的付款", -1), ("refund", "记录中可见的退款", 1)):
        moves = [one for one in ledger.payments if one.direction == direction and book.holds(one.ref)]
        if not moves:
            continue
        known = [Decimal(one.value) for one in moves if one.value]
        refs = book.refer_all(one.ref for one in moves)
        value = decimal_text(sum(known, Decimal())) if len(known) == len(moves) else None
        rows.append(Sum(title, value, Sentence(refs)))
        total = total + sign * sum(known, Decimal()) if total is not None and value is not None else None
    if total is not None and len(rows) > 1:
        first = next(cite for row in rows for cite in row.sentence.citations())
        words = "由上面各项相加减，首项见"
        parts: tuple[Part, ...] = (Plain(words), Ref(first))
        rows.append(Sum("差额", decimal_text(total), Sentence(parts, weight="inference", basis="由上面各项相加减")))
    return tuple(rows)
