"""What was looked for, what speaks for each side, and what is missing: always told, also when nothing was found."""

from typing import Final

from archiver.analysis.entry import Ledger
from archiver.analysis.finding import Act, Finding, Role
from archiver.compose.book import LABELS, Book
from archiver.compose.ledgers import TERMS
from reports.dossier import Issue, IssueState, Looked, Missing, Named, Part, Plain, Sentence, SidePoints

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
_AGAINST: Final[frozenset[Act]] = frozenset(
    {"admission", "rejection", "defect", "payment_refusal", "extension_request"}
)
_HOW: Final = "规则逐条检索全部消息，词语与上下文同时符合才算"


def looked(findings: tuple[Finding, ...], book: Book, scope: str) -> tuple[Looked, ...]:
    """Return every question put to the record with all answers found."""
    return tuple(
        Looked(
            question,
            _HOW,
            scope,
            tuple(_said(one, book) for one in findings if one.act in acts and book.holds(one.ref)),
        )
        for question, acts in _QUESTIONS
    )


def contrary(findings: tuple[Finding, ...], book: Book) -> tuple[Sentence, ...]:
    """Return the words that speak against what either side asks: admissions, refusals, objections, delays."""
    return tuple(_said(one, book) for one in findings if one.act in _AGAINST and book.holds(one.ref))


def _said(finding: Finding, book: Book) -> Sentence:
    parts: list[Part] = [Named(book.lines[finding.ref].who), Plain("："), book.quote(finding.ref, finding.span)]
    return Sentence(tuple(parts), score=finding.confidence)


def missing(ledger: Ledger) -> tuple[Missing, ...]:
    """Return the terms that the record never settles."""
    return tuple(
        Missing(f"{TERMS[term]}：所提供记录中未见双方说定", "双方均可补充约定的凭据") for term in ledger.missing
    )


def issues(ledger: Ledger, findings: tuple[Finding, ...], book: Book) -> tuple[Issue, ...]:
    """Return the points on which the sides differ or one has not answered; both sides always stand."""
    found: list[Issue] = []
    for change in ledger.changes:
        if change.approved is None and book.holds(change.request):
            state: IssueState = "disputed" if change.rejected else "unanswered"
            sides = _sides((change.request, change.price, change.rejected), (change.done,), book)
            found.append(Issue("这项修改是否得到同意", state, sides, ("双方可否补充同意或不同意的凭据",)))
    for one in ledger.obligations:
        if one.status in {"unmet", "late"} and book.holds(one.made or one.asked):
            sides = _sides((one.asked, one.made, *(move.ref for move in one.moves)), (one.proof, *one.proofs), book)
            title = f"{LABELS[one.debtor]}方的{one.what or '义务'}"
            found.append(Issue(title, "unanswered", sides, ("是否另有履行的凭据", "是否另有延后的约定")))
    objections = tuple(one.ref for one in findings if one.act in {"defect", "acceptance"})
    if any(one.act == "defect" for one in findings):
        sides = _sides(objections, tuple(one.ref for one in ledger.deliveries), book)
        found.append(Issue("成果是否符合约定", "disputed", sides, ("约定的标准是什么", "各版本文件可否提供")))
    return tuple(found)


def _sides(said: tuple[str | None, ...], shown: tuple[str | None, ...], book: Book) -> tuple[SidePoints, ...]:
    return tuple(
        SidePoints(LABELS[role], _by(role, said, book), _by(role, shown, book)) for role in ("client", "provider")
    )


def _by(role: Role, refs: tuple[str | None, ...], book: Book) -> tuple[Sentence, ...]:
    mine = dict.fromkeys(ref for ref in refs if ref and book.holds(ref) and book.lines[ref].who.label == LABELS[role])
    return tuple(Sentence((book.quote(ref),), weight="claim") for ref in mine)
