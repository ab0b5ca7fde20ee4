"""Two exhibits of one talk, held against each other: what waits for an explanation, and what has a known cause."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from archiver.analysis.difference import Comparison, Difference, DifferenceKind
from archiver.comparison.causes import PERHAPS_ONE, TOLD
from archiver.compose.book import Book
from reports import dossier
from reports.dossier import Explained, Named, Part, Plain, Sentence

_SHOWN: Final = 100
"""How many differences of one comparison a report lists; the rest is counted, `juzheng compare` lists all."""
_KINDS: Final[dict[DifferenceKind, str]] = {
    "only_a": "仅一份有", "only_b": "仅一份有", "text": "文字不同", "time": "时间不同", "sender": "发送者不同",
    "kind": "类型不同", "order": "次序不同",
}  # fmt: skip


def shown(found: Comparison) -> tuple[Difference, ...]:
    """Return the differences that a report lists: those to be explained, the first hundred."""
    return tuple(one for one in found.differences if one.cause is None)[:_SHOWN]


def refs_shown(comparisons: Iterable[Comparison]) -> frozenset[str]:
    """Return the messages that the listed differences speak of; they must stand in the transcript."""
    return frozenset(
        ref
        for found in comparisons
        for one in shown(found)
        for ref in (one.a, one.b, *(witness.ref for witness in one.witnesses))
        if ref
    )


def comparisons(found: Iterable[Comparison], book: Book) -> tuple[dossier.Comparison, ...]:
    """Return every comparison as the report tells it."""
    return tuple(_comparison(one, book) for one in found)


def _comparison(found: Comparison, book: Book) -> dossier.Comparison:
    counted = Counter(one.cause for one in found.differences if one.cause)
    return dossier.Comparison(
        one=f"E{found.a}",
        other=f"E{found.b}",
        matched=found.matched,
        clock=_clock(found),
        waiting=tuple(_differences(found, book)),
        total=found.unexplained,
        explained=tuple(Explained(TOLD[cause], count) for cause, count in counted.most_common()),
        remarks=found.remarks,
    )


def _clock(found: Comparison) -> str:
    if found.grain_s is None:
        return "至少一份没有可比的时间，按内容和次序对照"
    if not found.offset_s:
        return "两份的时间一致"
    zone = f"，合时区差 {found.zone}" if found.zone else ""
    return f"E{found.b} 比 E{found.a} {'快' if found.offset_s > 0 else '慢'} {abs(found.offset_s)} 秒{zone}"


def _differences(found: Comparison, book: Book) -> Iterator[dossier.Difference]:
    for one in shown(found):
        if book.holds(one.a or one.b) and (one.b is None or book.holds(one.b)):
            witnesses = tuple(
                Sentence((Plain("对照：" if witness.kind == "quote" else "撤回提示："), book.quote(witness.ref)))
                for witness in one.witnesses
                if book.holds(witness.ref)
            )
            yield dossier.Difference(_KINDS[one.kind], Sentence((*_parts(one, found, book),)), "", witnesses)


def _parts(one: Difference, found: Comparison, book: Book) -> Iterator[Part]:
    """Yield what the two exhibits show, in the words of each."""
    if one.a is None or one.b is None:
        ref = one.a or one.b or ""
        yield Plain(f"仅 E{found.a if one.a else found.b} 有，")
        yield from (Named(book.lines[ref].who), Plain("："), book.quote(ref))
        if one.alike:
            yield Plain(
                f"（同一时刻相同的话，E{found.a} 有 {one.alike[0]} 条，E{found.b} 有 {one.alike[1]} 条，只知条数）"
            )
        may_be = [ref for ref in one.perhaps if book.holds(ref)]
        if may_be:
            yield Plain("（可能与 ")
            yield from (book.refer(ref) for ref in may_be)
            yield Plain(f" {PERHAPS_ONE}）")
        return
    mine, theirs = book.lines[one.a], book.lines[one.b]
    if one.kind in {"text", "kind"}:
        yield from (Plain(f"E{found.a} 印作"), book.quote(one.a), Plain(f"，E{found.b} 印作"), book.quote(one.b))
        return
    yield book.quote(one.a)
    match one.kind:
        case "time":
            yield Plain(f"：E{found.a} 印 {one.a_value}，E{found.b} 印 {one.b_value}")
        case "sender":
            yield from (Plain(f"：E{found.a} 印为 "), Named(mine.who), Plain(f"，E{found.b} 印为 "), Named(theirs.who))
        case _:
            yield Plain(f"：在 E{found.a} 与 E{found.b} 中的先后不同")
    yield from (Plain("，对应 "), book.refer(one.b))
