"""What was looked for, what speaks for each side, and what is missing: always told, also when nothing was found."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from archiver.analysis.entry import HoleKind, Ledger, PointKind
from archiver.analysis.finding import Act, Finding, Role
from archiver.analysis.matter import PRINCIPALS
from archiver.compose.book import LABELS, Book
from archiver.compose.ledgers import TERMS
from reports.dossier import Hole, Issue, IssueState, Looked, Missing, Named, Part, Plain, Sentence, SidePoints
from reports.words import spaced

_QUESTIONS: Final[tuple[tuple[str, tuple[Act, ...]], ...]] = (
    ("是否有一方表示同意修改或同意对方的提议", ("approval",)),
    ("是否有一方表示不同意", ("rejection",)),
    ("是否对成果表示过满意", ("acceptance",)),
    ("是否对成果提出过异议", ("defect",)),
    ("是否有付款或收款的记录", ("payment",)),
    ("是否要求过付款", ("payment_request",)),
    ("是否要求过退款", ("refund_request",)),
    ("是否提出过延后", ("extension_request",)),
    ("是否有对陈述者自己不利的话", ("admission",)),
    ("是否有一方表示不再继续", ("termination",)),
)
_OWN_WORDS: Final[frozenset[Act]] = frozenset({"admission", "extension_request"})
_OTHERS_WORDS: Final[frozenset[Act]] = frozenset({"rejection", "defect", "payment_refusal"})
_HOLES: Final[Mapping[HoleKind, str]] = {
    "talk": "转到{}继续谈",
    "money": "款项经由{}往来",
    "call": "{}，内容不在记录里",
    "voice": "{}，导出的记录里没有文字",
    "gap": "这段时间的记录不全或没有：{}",
}
_OPEN: Final[Mapping[PointKind, tuple[str, ...]]] = {
    "quality": ("约定的标准是什么", "各版本文件可否提供"),
    "delay": ("是否另有延后的约定", "延后的原因双方各怎么说明"),
    "payment": ("付款的条件以哪条消息为准", "付款凭据可否提供"),
    "refund": ("退多少、依据是什么", "已完成的部分如何处理"),
    "change": ("双方可否补充同意或不同意的凭据",),
    "delay_request": ("对方是否答复过延后的请求",),
    "termination": ("双方是否都表示不再继续", "已完成的部分与已付的款项如何处理"),
}
_SHORT: Final = 120
"""Code points of a message that a list quotes whole."""
_HOW: Final = "由规则和识别模型逐条检索全部消息，连同上下文判断"


def looked(findings: tuple[Finding, ...], book: Book, scope: str) -> tuple[Looked, ...]:
    """Return every question put to the record with all answers found."""
    return tuple(
        Looked(
            question,
            _HOW,
            scope,
            _each_once(_said(one, book) for one in findings if one.act in acts and book.holds(one.ref)),
        )
        for question, acts in _QUESTIONS
    )


def contrary(findings: tuple[Finding, ...], book: Book, side: Role | None, ledger: Ledger) -> tuple[Sentence, ...]:
    """Return the words that speak against what `side` asks (None: either side).

    These are its own admissions and delays, and the other's refusals and objections; no haggling over the price.
    """
    haggled = _before_price(ledger, book)
    told = (one for one in findings if book.holds(one.ref) and _against(one, side))
    return _each_once(_said(one, book) for one in told if one.act != "rejection" or one.ref not in haggled)


def _before_price(ledger: Ledger, book: Book) -> frozenset[str]:
    """Return the messages before the first price was agreed; none where no price was."""
    price = ledger.agreement.price
    agreed = {price.agreed, *(one.agreed for one in price.versions)} if price else set()
    refs = list(book.lines)
    first = next((place for place, ref in enumerate(refs) if ref in agreed), 0)
    return frozenset(refs[:first])


def _each_once(said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return statements in their order, the same words once: a message that refuses and holds back says them twice."""
    once: dict[tuple[Part, ...], Sentence] = {}
    for one in said:
        once.setdefault(one.parts, one)
    return tuple(once.values())


def _against(finding: Finding, side: Role | None) -> bool:
    if side is None:
        return finding.act in _OWN_WORDS | _OTHERS_WORDS
    return finding.act in (_OWN_WORDS if finding.by.role == side else _OTHERS_WORDS)


def _said(finding: Finding, book: Book) -> Sentence:
    parts: list[Part] = [Named(book.lines[finding.ref].who), Plain("："), _whole(finding, book)]
    return Sentence(tuple(parts), score=finding.confidence)


def _whole(finding: Finding, book: Book) -> Part:
    """Quote a message whole: the words that a rule stands on say something else without their neighbours."""
    short = len(book.lines[finding.ref].text) <= _SHORT
    return book.quote(finding.ref, None if short else finding.span)


def both_ways(ledger: Ledger, book: Book) -> tuple[Sentence, ...]:
    """Return statements of one side that do not go together, both quoted, the earlier first."""
    return tuple(
        Sentence(
            (
                Named(book.lines[one.earlier].who),
                Plain(f"{one.because}："),
                book.quote(one.earlier),
                Plain("；"),
                book.quote(one.later),
            ),
            weight="inference",
            basis="同一方前后两条消息的对照，中间的往来见时间线",
        )
        for one in ledger.contradictions
        if book.holds(one.earlier) and book.holds(one.later)
    )


def warnings(ledger: Ledger, book: Book) -> tuple[Sentence, ...]:
    """Return the signs that the trade takes as a reason for care; meant for the own edition alone."""
    return tuple(
        Sentence(
            (Plain(f"{LABELS[one.by]}方{one.because}："), *_quoted(one.refs, book)),
            weight="inference",
            basis="行业中常见的留意点，不是结论",
        )
        for one in ledger.warnings
        if any(book.holds(ref) for ref in one.refs)
    )


def missing(ledger: Ledger, book: Book) -> tuple[Missing, ...]:
    """Return the terms that the record never settles, then the proof that would settle what it leaves open."""
    terms = (Missing(TERMS[term], "双方均可补充约定的凭据", "所提供记录中未见双方说定") for term in ledger.missing)
    same: dict[tuple[str, str], list[str]] = {}
    for one in ledger.wanted:
        what = one.what.replace("该笔款项", "所付款项")  # on the first page no payment stands before these words
        same.setdefault((what, labelled(one.holder)), []).extend(one.refs)
    return (*terms, *(_wanted(what, holder, refs, book) for (what, holder), refs in same.items()))


def _wanted(what: str, holder: str, refs: Iterable[str], book: Book) -> Missing:
    parts = book.refer_all(ref for ref in dict.fromkeys(refs) if book.holds(ref))
    return Missing(what, holder, "因此而找：" if parts else "", Sentence(parts) if parts else None)


def labelled(words: str) -> str:
    """Return the words of an analysis with the labels that a report gives the parties."""
    return words.replace("买方", "甲").replace("卖方", "乙")


def holes(ledger: Ledger, book: Book) -> tuple[Hole, ...]:
    """Return the places where the talk left the record, in its order."""
    return tuple(
        Hole(
            _HOLES[one.kind].format(one.channel),
            book.lines[one.ref].time if one.ref else _moment(one.since, book),
            _moment(one.until, book),
            Sentence((Named(book.lines[one.ref].who), Plain("："), book.quote(one.ref))) if one.ref else None,
        )
        for one in ledger.holes
        if one.ref is None or book.holds(one.ref)
    )


def _moment(wall: str | None, book: Book) -> datetime | None:
    """Return a wall time of the talk in the zone of its record."""
    zone = next((line.time.tzinfo for line in book.lines.values() if line.time), None)
    return datetime.fromisoformat(wall).replace(tzinfo=zone) if wall and zone else None


def issues(ledger: Ledger, book: Book) -> tuple[Issue, ...]:
    """Return the points between the sides; both always stand, also where one has said or shown nothing."""
    return (*_points(ledger, book), *_changes(ledger, book), *_duties(ledger, book))


def _points(ledger: Ledger, book: Book) -> Iterator[Issue]:
    for point in ledger.points:
        sides = tuple(
            SidePoints(
                LABELS[side.role], _claims(side.said, book), _shown(side.shown, book), _claims(side.admitted, book)
            )
            for side in point.sides
        )
        yield Issue(point.title, point.state, sides, _OPEN[point.kind])


def _changes(ledger: Ledger, book: Book) -> Iterator[Issue]:
    for change in ledger.changes:
        if change.approved is None and book.holds(change.request):
            state: IssueState = "disputed" if change.rejected else "unanswered"
            sides = _sides((change.request, change.price, change.rejected), (change.done,), book)
            title = f"修改是否得到同意：{book.lines[change.request].ref} 的请求"
            yield Issue(title, state, sides, _OPEN["change"])


def _duties(ledger: Ledger, book: Book) -> Iterator[Issue]:
    """Yield what the record does not show as done, but for what the point on the time of the work already holds.

    What was done late stands among the duties: nobody is asked to answer for it here.
    """
    told = any(point.kind == "delay" for point in ledger.points)
    for one in ledger.obligations:
        if told and one.debtor == "provider" and one.kind in {"deliver", "fix"}:
            continue
        if one.status == "unmet" and book.holds(one.made or one.asked):
            sides = _sides((one.asked, one.made, *(move.ref for move in one.moves)), (one.proof, *one.proofs), book)
            title = f"{LABELS[one.debtor]}方的{spaced(one.what or '义务')}：所提供记录中未见履行"
            yield Issue(title, "unanswered", sides, ("是否另有履行的凭据", "是否另有延后的约定"))


def _sides(said: tuple[str | None, ...], shown: tuple[str | None, ...], book: Book) -> tuple[SidePoints, ...]:
    return tuple(SidePoints(LABELS[role], _by(role, said, book), _by(role, shown, book)) for role in PRINCIPALS)


def _by(role: Role, refs: tuple[str | None, ...], book: Book) -> tuple[Sentence, ...]:
    mine = tuple(ref for ref in refs if ref and book.holds(ref) and book.lines[ref].who.label == LABELS[role])
    return _claims(mine, book)


def _claims(refs: Iterable[str], book: Book) -> tuple[Sentence, ...]:
    return tuple(Sentence((book.quote(ref),), weight="claim") for ref in dict.fromkeys(refs) if book.holds(ref))


def _shown(refs: Iterable[str], book: Book) -> tuple[Sentence, ...]:
    """Return what the record shows for a side, whoever wrote it."""
    held = (ref for ref in dict.fromkeys(refs) if book.holds(ref))
    return tuple(Sentence((Named(book.lines[ref].who), Plain("："), book.quote(ref))) for ref in held)


def _quoted(refs: Iterable[str], book: Book) -> tuple[Part, ...]:
    parts: list[Part] = []
    for ref in refs:
        if book.holds(ref):
            parts += [Plain("、"), book.quote(ref)] if parts else [book.quote(ref)]
    return tuple(parts)
