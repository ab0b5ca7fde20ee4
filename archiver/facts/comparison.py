"""Figures that the talk names for the work, beside the same figures of the files that were delivered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from archiver.analysis.entry import Deal, Delivery
from archiver.analysis.finding import Act, Finding
from archiver.analysis.numerals import value_of
from archiver.analysis.talk import Line
from archiver.facts.fact import Compared, Fact, FactKind, FileFacts

_ACTS: Final[frozenset[Act]] = frozenset({"requirement", "quote", "commitment", "change_request"})
"""Acts in which the work is described."""
_MOST: Final = 40
"""Figures of one deal that are set beside its files."""
_NUMBER: Final = r"(?<![第\d.一二两三四五六七八九十百千])(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
_FIGURES: Final[tuple[tuple[FactKind, re.Pattern[str]], ...]] = (
    ("size", re.compile(r"(?P<n>\d{2,5}\s?[x×*X]\s?\d{2,5})(?:\s?(?:px|像素))?")),
    ("pages", re.compile(rf"{_NUMBER}\s?(?:多|来)?\s?(?:页|[pP](?![a-zA-Z]))")),
    ("characters", re.compile(rf"{_NUMBER}\s?(?P<k>千|万|[kKwW])?\s?(?:多|来)?个?字(?![幕体母])")),
    ("pictures", re.compile(rf"{_NUMBER}\s?(?:张|幅)(?:图|海报|插画|照片|立绘)?")),
    ("transitions", re.compile(r"(?:动态|页面)?切换(?:效果|动画)?|转场")),
    ("animations", re.compile(r"动画|动效")),
    ("format", re.compile(r"(?<![a-z.])(?:pptx?|docx?|xlsx?|pdf|psd|png|jpe?g|gif|webp|zip)(?![a-z])", re.IGNORECASE)),
)  # fmt: skip
_SCALES: Final[Mapping[str, int]] = {"千": 1000, "k": 1000, "万": 10000, "w": 10000}
_SAME_FORMATS: Final[Mapping[str, str]] = {"PPT": "PPTX", "DOC": "DOCX", "XLS": "XLSX", "JPEG": "JPG"}
_DENIES: Final = re.compile(r"(?:不要|不用|不需要|别加|没有|无)\S{0,4}$")


class Named(Struct, frozen=True):
    """A figure that a message names for the work."""

    ref: str
    span: tuple[int, int]
    quote: str
    kind: FactKind
    agreed: str
    approved: str | None


def compared(
    deals: Sequence[Deal], findings: Sequence[Finding], lines: Sequence[Line], files: Mapping[str, FileFacts]
) -> tuple[Compared, ...]:
    """Set each figure of a deal beside each delivered version whose file in hand bears such a figure, in order."""
    if not files:
        return ()
    words = {line.ref: line.words() for line in lines}
    approvals = {f.target: f.ref for f in reversed(findings) if f.act == "approval" and f.target is not None}
    spoken: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.act in _ACTS and finding.deal is not None and finding.mood != "denied":
            spoken.setdefault(finding.deal, []).append(finding)
    return tuple(
        _beside(deal.id, named, delivery, delivery.held, fact)
        for deal in deals
        for named in _figures(spoken.get(deal.id, ()), words, approvals)
        for delivery in deal.ledger.deliveries
        if delivery.held is not None and delivery.held in files
        for fact in files[delivery.held].facts
        if fact.kind == named.kind
    )


def _figures(found: Sequence[Finding], words: Mapping[str, str], approvals: Mapping[str, str]) -> list[Named]:
    """Return the figures of a deal's messages, each once, in order."""
    told: dict[tuple[str, int], Named] = {}
    for ref in dict.fromkeys(finding.ref for finding in found):
        for named in figures_in(words.get(ref, "")):
            told.setdefault(
                (ref, named.span[0]), Named(ref, named.span, named.quote, named.kind, named.agreed, approvals.get(ref))
            )
    return list(told.values())[:_MOST]


def figures_in(text: str) -> Iterable[Named]:
    """Yield the figures that words name: pages, characters, pictures, sizes, formats, effects."""
    for kind, pattern in _FIGURES:
        for match in pattern.finditer(text):
            agreed = _value(kind, match)
            if agreed is not None and not _DENIES.search(text[: match.start()]):
                yield Named("", match.span(), match[0], kind, agreed, None)


def _value(kind: FactKind, match: re.Match[str]) -> str | None:
    if kind == "size":
        return re.sub(r"\s", "", match["n"]).lower().replace("×", "x").replace("*", "x")
    if kind == "format":
        form = match[0].upper()
        return _SAME_FORMATS.get(form, form)
    if kind in ("transitions", "animations"):
        return "有"
    value = value_of(match["n"])
    if value is None:
        return None
    scale = _SCALES.get((match["k"] or "").lower(), 1) if kind == "characters" else 1
    return f"{(Decimal(value) * scale).normalize():f}"


def _beside(deal: str, named: Named, delivery: Delivery, record: str, fact: Fact) -> Compared:
    return Compared(
        deal=deal,
        ref=named.ref,
        span=named.span,
        quote=named.quote,
        approved=named.approved,
        kind=named.kind,
        agreed=named.agreed,
        delivery=delivery.ref,
        version=delivery.version,
        record=record,
        found=fact.text,
        same=_same(named, fact),
    )


def statements(file: FileFacts, quote: str) -> tuple[Compared, ...]:
    """Return every comparison of a figure, as quoted from the talk, with the facts of a file; its message is left out.

    For whoever reads a finished report again.
    """
    return tuple(
        Compared(
            "", "", named.span, quote, None, named.kind, named.agreed, "", 0, file.record, fact.text, _same(named, fact)
        )
        for named in figures_in(quote)
        if named.quote == quote
        for fact in file.facts
        if fact.kind == named.kind
    )


def _same(named: Named, fact: Fact) -> bool | None:
    """Say whether two figures are equal; None for effects and for lengths of text, which are seldom meant exactly."""
    if named.kind in ("transitions", "animations", "characters"):
        return None
    return named.agreed == fact.value
