"""How the price is to be paid: parts, when each falls due, read from the quotes that were accepted."""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from archiver.analysis.finding import Amount, AmountRole, AnchorEvent
from archiver.analysis.matter import Turn
from archiver.analysis.quoted_sums import ADDED_UP, decimal_of

_EVENTS: tuple[tuple[AnchorEvent, re.Pattern[str]], ...] = (
    ("acceptance", re.compile(r"验收|验完|验货|满意|确认|定稿|过稿|没问题了?[再就]|审[核过]|看[完好]了?|通过|没毛病")),
    ("draft", re.compile(r"初稿|草[图稿]|线稿|样[稿图品片]|小样|demo|大纲|首版|第一版", re.IGNORECASE)),
    ("delivery", re.compile(
        r"交|做完|完[工事成结稿]|弄[好完]|搞[定好完]|上线|发货|到货|收到|成品|出[图片稿]|结束|打完|写完"
        r"|做好|拿到|齐|全部"
    )),
)  # fmt: skip
"""What ties a part to an event; that a first part is due at the start of the work is told by its role."""
# 先做后付，满意再给 · 做完看好了再付 · 交片付清; 全款先付 · 款到开工
_PAID_WHEN: tuple[tuple[AnchorEvent, re.Pattern[str]], ...] = (
    ("start", re.compile(
        r"全款先付|先付(?:全款|清)|款到(?:开工|就做|再做)|先款后|付[了完清款][^，。]{0,3}(?:开工|就做|再做|再开始)"
    )),
    ("acceptance", re.compile(
        r"(?:满意|确认|验收|验[完好货]|看[完好]了?|没问题|通过|定稿|过稿)[^，,。\d]{0,6}?(?:再|后|才|就)?"
        r"(?:付|结|给(?!你|我看)|转|打款)"
    )),
    ("delivery", re.compile(
        r"先[做办干画写弄][^，,。\d]{0,4}?后?付|(?:(?:做|弄|写|画|剪|拍|搞)[完好]|完[成工事]|[交到出][付稿货片图]|上线|收到[货稿东]?)"
        r"[^，,。\d]{0,6}?(?:再|后|才|就)?(?:付|结|给(?!你|我看)|转|打款)"
    )),
)  # fmt: skip
# 交稿当天付200 · 剩下420交图的时候付 · 定稿后第二天180
_SAME_DAY = re.compile(r"当[天日晚场面]|那[天晚]|的?时候|[稿图货片线收成完付]时(?=[付给结转补清再])")
_NEXT_DAY = re.compile(r"第二天|次日|隔[天日]")
_AT_ONCE = re.compile(r"一起[付结给转打]|一[次并]性?[付结给转打]")
_PAID_IN_PARTS = re.compile(
    r"付|结|[先再]|打款|转|定金|订金|首|头款|[尾余]款|分[两二三四五\d]|期|开工|到[手货]|验收|定稿|上线|完"
)
_CLAUSE = re.compile(r"[^\s,，。.;；、!！/+]+")
_NONE = Decimal(0)
_TENTH, _HALF = Decimal("0.1"), Decimal("0.5")
"""A share with one figure behind the point that is no half is measured, one with two may be a third."""
_CUT = Decimal("0.00005")
"""What two decimals of a percentage can cut off a share."""


class Stage(Struct, frozen=True):
    """One part of the price. `value` is None where only its place in the order is known."""

    value: Decimal | None
    role: AmountRole
    after: AnchorEvent | None
    ref: str
    within: str | None = None
    """How long after the event it is due, where its words say so: P0D of 交稿当天."""


def value_of(amount: Amount, total: Decimal | None) -> Decimal | None:
    """Return a sum in money; a share needs the total it is a share of."""
    value = decimal_of(amount.value)
    if value is not None:
        return value
    percent = decimal_of(amount.percent)
    if percent is not None and total is not None:
        return _share(total, percent)
    return decimal_of(amount.max) if amount.kind == "money" else None


def _share(total: Decimal, percent: Decimal) -> Decimal:
    """Return a share of a sum; a third stands as 33.33 %, so what is whole yuan but for its cut digits is whole."""
    share = total * percent / 100
    whole = share.quantize(Decimal(1))
    cut = percent != percent.quantize(Decimal("0.1")) and abs(share - whole) <= total * _CUT
    return whole if cut else share.quantize(Decimal("0.01")).normalize()


def stages_of(turn: Turn, total: Decimal | None, paid: Decimal = _NONE) -> tuple[Stage, ...]:
    """Return the parts that one message names; empty where it speaks of the whole alone.

    `paid` is what earlier parts of the total have settled: a rest that nobody names is smaller by it.
    """
    named = (a for a in turn.amounts("quote", "commitment") if a.role in ("deposit", "balance", "instalment"))
    parts = [a for a in named if not _is_measured(a)]
    sums = [a for a in parts if a.value is not None or a.percent is not None]
    parts = sums or parts  # 三七开 先给540 做好给1260: the ratio is no part beside its sums
    if not parts or _adds_up_things(parts, turn.text):
        return ()
    found: list[Stage] = []
    for place, (amount, words) in enumerate(zip(parts, _own_words(parts, turn.text), strict=True)):
        role = amount.role or "instalment"
        first = role == "deposit" or (role == "instalment" and place == 0)
        event, within = ("start", None) if first else _when(words, turn.text)
        found.append(Stage(value_of(amount, total), role, event, turn.ref, within))
    distinct = {(stage.role, stage.value): stage for stage in found if stage.role != "instalment"}
    kept = [stage for stage in found if stage.role == "instalment" or distinct[stage.role, stage.value] is stage]
    return with_rest(kept, total, turn, paid)


def _adds_up_things(parts: Sequence[Amount], text: str) -> bool:
    """Tell whether sums are what things cost, not when they are paid: 客厅280 卧室180 加起来740."""
    if any(part.role != "instalment" for part in parts) or ADDED_UP.search(text) is None:
        return False
    return _AT_ONCE.search(text) is not None or _PAID_IN_PARTS.search(text) is None


def _own_words(parts: Sequence[Amount], text: str) -> list[str]:
    """Return the clause of each part, with the one beside it that says of no part when it is due.

    开工150 出初稿当天150 定稿后第二天180; in 剩下420 交稿的时候付 the words stand behind.
    """
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    own: list[int] = []
    at = 0
    for part in parts:
        at = max(text.find(part.text, at), 0)
        own.append(next((number for number, (_, end) in enumerate(clauses) if at < end), 0))
        at += len(part.text)
    words: list[str] = []
    for number in own:
        free = [other for other in (number + 1, number - 1) if 0 <= other < len(clauses) and other not in own]
        near = [text[slice(*clauses[other])] for other in (number, *free)]
        words.append(next((one for one in near if _event_in(one) is not None), near[0]))
    return words


def _when(words: str, text: str) -> tuple[AnchorEvent, str | None]:
    """Return the event that a part hangs on, by its own words or else by the text, and the span after it."""
    event = _event_in(words)
    if event is None:
        return event_of(text), None
    return event, span_after(words)


def span_after(words: str) -> str | None:
    """Return how long after its event words put a payment: 交稿当天 and 交稿的时候 on its day, 第二天 a day later."""
    if _SAME_DAY.search(words):
        return "P0D"
    return "P1D" if _NEXT_DAY.search(words) else None


def _is_measured(amount: Amount) -> bool:
    """Tell whether a share is a measurement and no part of a price that anybody would agree on: 达标90.2%."""
    percent = decimal_of(amount.percent)
    return percent is not None and percent == percent.quantize(_TENTH) and percent % _HALF != 0


def with_rest(found: Sequence[Stage], total: Decimal | None, turn: Turn, paid: Decimal) -> tuple[Stage, ...]:
    """Add what is left of the total after a deposit and what was paid before, where nobody names it."""
    named = sum((stage.value for stage in found if stage.value is not None), paid)
    if total is None:
        if len(found) == 1 and found[0].role == "deposit":
            return (*found, _rest(None, turn))
        return tuple(found)
    if any(stage.value is None for stage in found) or named >= total or any(stage.role == "balance" for stage in found):
        return tuple(found)
    return (*found, _rest(total - named, turn))


def _rest(value: Decimal | None, turn: Turn) -> Stage:
    last = next((words for words in reversed(_CLAUSE.findall(turn.text)) if _event_in(words) is not None), "")
    event, within = _when(last, turn.text)
    return Stage(value, "balance", event, turn.ref, within)


def paid_when(text: str) -> AnchorEvent | None:
    """Return when a price is paid as a whole, where words say so: 680 先做后付，满意再给."""
    return next((event for event, words in _PAID_WHEN if words.search(text)), None)


def event_of(text: str) -> AnchorEvent:
    """Return the event that words tie a payment to, of several the one said last; delivery where they name none."""
    return _event_in(text) or "delivery"


def _event_in(text: str) -> AnchorEvent | None:
    """Return the event that a text names last."""
    hits = [(match.start(), event) for event, pattern in _EVENTS for match in pattern.finditer(text)]
    return max(hits)[1] if hits else None
