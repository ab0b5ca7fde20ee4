"""The list of evidence (证据规定 art. 19): what each group of messages is to show, with their source and content."""

from typing import Final

from msgspec.structs import replace

from archiver.analysis.entry import Ledger
from archiver.analysis.finding import Finding
from archiver.compose.book import Book
from archiver.compose.records import CHAT
from reports.dossier import CatalogueGroup, CatalogueItem, Plain, Sentence, Source, Tie

_FORM: Final = "电子数据，原样副本"


def catalogue(
    ledger: Ledger, findings: tuple[Finding, ...], book: Book, sources: tuple[Source, ...]
) -> tuple[CatalogueGroup, ...]:
    """Return the groups that hold at least one message, numbered from 1 in the order of a claim's proof."""
    agreement = ledger.agreement
    settled = (agreement.price, agreement.payment_terms, agreement.deliverables, agreement.deadline, agreement.warranty)
    groups: tuple[tuple[str, str, tuple[str | None, ...]], ...] = (
        (
            "双方的约定",
            "双方说定的事项、价款与期限",
            tuple(ref for one in settled if one for ref in (one.proposed, one.agreed)),
        ),
        (
            "要求与承担的事项",
            "各自表示将做什么、何时做",
            tuple(ref for one in ledger.obligations for ref in (one.asked, one.made)),
        ),
        ("交付的经过", "何时交付了什么", tuple(ref for one in ledger.deliveries for ref in (one.ref, one.receipt))),
        (
            "修改与答复",
            "提出过哪些修改，对方如何答复",
            tuple(ref for one in ledger.changes for ref in (one.request, one.price, one.approved, one.rejected)),
        ),
        ("付款与退款", "款项的往来", tuple(ref for one in ledger.payments for ref in (one.ref, *one.refs))),
        ("对成果的意见", "对成果表示过满意或异议", _of(findings, "acceptance", "defect")),
        (
            "催促、延后与不再继续",
            "期限前后的催促、延后与终止",
            _of(findings, "reminder", "extension_request", "termination"),
        ),
    )
    held = [(title, proves, _held(refs, book)) for title, proves, refs in groups]
    return tuple(
        CatalogueGroup(f"证据{number}", title, _items(number, proves, refs, book, sources))
        for number, (title, proves, refs) in enumerate((one for one in held if one[2]), 1)
    )


def records_listed(sources: tuple[Source, ...], ties: tuple[Tie, ...], number: int) -> tuple[CatalogueGroup, ...]:
    """Return the group of bills, lists and files in hand: each with the messages that a row of it bears out."""
    beside = [one for one in sources if one.kind != CHAT]
    items = tuple(
        CatalogueItem(
            number=f"证据{number}-{index}",
            name=f"{one.kind} {one.rows} 条",
            source=f"{one.number} {one.name}".strip(),
            proves="与聊天中的付款、文件对照",
            content=tuple(_tied(tie) for tie in ties if _bears(one, tie)),
            refs=(),
            form=_FORM,
        )
        for index, one in enumerate(beside, 1)
    )
    return (CatalogueGroup(f"证据{number}", "账单与文件", items),) if items else ()


def _bears(source: Source, tie: Tie) -> bool:
    return tie.row is not None and tie.row.ref.startswith(f"{source.number}-")


def _tied(tie: Tie) -> Sentence:
    row = tie.row.ref if tie.row else ""
    return replace(tie.sentence, parts=(Plain(f"{row} 与此条相符："), *tie.sentence.parts))


def _of(findings: tuple[Finding, ...], *acts: str) -> tuple[str, ...]:
    return tuple(one.ref for one in findings if one.act in acts)


def _held(refs: tuple[str | None, ...], book: Book) -> tuple[str, ...]:
    """Return the messages that stand in the transcript, each once, in the order of the record."""
    wanted = {ref for ref in refs if ref is not None}
    return tuple(ref for ref in book.lines if ref in wanted)


def _items(
    number: int, proves: str, refs: tuple[str, ...], book: Book, sources: tuple[Source, ...]
) -> tuple[CatalogueItem, ...]:
    """Return one item for each exhibit that the messages come from."""
    by_exhibit: dict[str, list[str]] = {}
    for ref in refs:
        by_exhibit.setdefault(ref.partition(":")[0], []).append(ref)
    names = {source.number: source.name for source in sources}
    return tuple(
        CatalogueItem(
            number=f"证据{number}-{index}",
            name=f"聊天记录 {len(members)} 条",
            source=f"E{exhibit} {names.get(f'E{exhibit}', '')}".strip(),
            proves=proves,
            content=tuple(Sentence((book.quote(ref),)) for ref in members),
            refs=tuple(book.lines[ref].ref for ref in members),
            form=_FORM,
        )
        for index, (exhibit, members) in enumerate(by_exhibit.items(), 1)
    )
