"""Figures on what each side did and waited for: revisions, objections, use after delivery, time to answer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from archiver.analysis.entry import Duties, Ledger, Waiting
from archiver.compose.book import LABELS, Book
from reports.dossier import Figure, Part, Plain, Sentence

_ORDER: Final = tuple(LABELS.values())


def figures(ledger: Ledger, book: Book) -> tuple[Figure, ...]:
    """Return the figures of both sides; a figure whose messages are not in the transcript is left out."""
    if ledger.duties is None:
        return ()
    found = (
        *_revisions(ledger, ledger.duties, book),
        *_objection(ledger.duties, book),
        *_use(ledger.duties, book),
        *(figure for one in ledger.duties.waiting for figure in _waiting(one, book)),
    )
    return tuple(sorted(found, key=lambda figure: _ORDER.index(figure.who)))  # 乙 has the lower code point


def _revisions(ledger: Ledger, duties: Duties, book: Book) -> Iterator[Figure]:
    # What was agreed at a price of its own is not counted here, and stands below.
    free = [one for one in ledger.changes if not (one.approved and Decimal(one.value or 0))]
    done = tuple(one.done for one in free if one.done and book.holds(one.done))
    parts: list[Part] = []
    if duties.revisions_ref and book.holds(duties.revisions_ref):
        parts += [Plain("次数见"), book.quote(duties.revisions_ref)]
    if done:
        parts += [Plain("；其后见" if parts else "其后见"), *book.refer_all(done)]
    if parts:
        included = "" if duties.revisions_included is None else f"，说定 {duties.revisions_included} 次"
        yield Figure(
            "乙", "修改", f"提出后又有成果或进度的修改请求 {duties.revisions_used} 次{included}", Sentence(tuple(parts))
        )
    if duties.extra_price:
        refs = (ref for one in ledger.changes if one.value and one.approved for ref in (one.price, one.approved))
        told = book.refer_all(ref for ref in dict.fromkeys(refs) if ref and book.holds(ref))
        if told:
            yield Figure("甲", "另行计价的修改", f"加价合计 {duties.extra_price} 元", Sentence((Plain("见"), *told)))


def _objection(duties: Duties, book: Book) -> Iterator[Figure]:
    if not duties.delivered or not book.holds(duties.delivered):
        return
    delivered = book.refer(duties.delivered)
    if duties.first_objection and book.holds(duties.first_objection):
        later = "第一次交付当天" if duties.objection_days == 0 else f"第一次交付后 {duties.objection_days} 天"
        days = "" if duties.objection_days is None else later
        parts: tuple[Part, ...] = (Plain("交付见"), delivered, Plain("；异议："), book.quote(duties.first_objection))
        yield Figure("甲", "第一次提出异议", days or "记录未印日期", Sentence(parts))
    else:
        yield Figure("甲", "第一次提出异议", "所提供记录中未见", Sentence((Plain("第一次交付见"), delivered)))


def _use(duties: Duties, book: Book) -> Iterator[Figure]:
    for ref in duties.used:
        if book.holds(ref):
            yield Figure("甲", "交付之后说到使用", "见原话", Sentence((book.quote(ref),), weight="claim"))


def _waiting(one: Waiting, book: Book) -> Iterator[Figure]:
    if one.median_hours is None or one.longest_hours is None or not one.longest_after:
        return
    if book.holds(one.longest_after):
        value = f"共 {one.answers} 次，一半用时不超过 {_span(one.median_hours)}，最长 {_span(one.longest_hours)}"
        sentence = Sentence((Plain("最长的一次在此条之后："), book.quote(one.longest_after)))
        yield Figure(LABELS[one.role], "答复对方的问题或要求", value, sentence)


def _span(hours: float) -> str:
    """Write hours as people say them: 45 分钟, 3.5 小时, 4.2 天."""
    if hours * 60 < 1:
        return "1 分钟"
    if hours < 1:
        return f"{round(hours * 60)} 分钟"
    return f"{hours:g} 小时" if hours < 48 else f"{hours / 24:.1f} 天"
