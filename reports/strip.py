"""The strip of handovers and money as SVG: one box each, in the order of time; its twin are the two tables below it.

A delivery is a plain box, money has a thick left edge, money sent back a broken outline: no meaning by colour.
"""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from msgspec import Struct

from reports.dossier import Dossier
from reports.page import Blocks, Drawing
from reports.visible import visible
from reports.words import GRADES, yuan

_WIDTH, _COLUMNS, _GAP = 960, 4, 16
_BOX, _HEIGHT, _ROW = (_WIDTH - _GAP * (_COLUMNS - 1)) // _COLUMNS, 62, 84
_MOST = 40
"""More boxes than this tell nobody anything; the rest stand in the tables."""
_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"


class _Step(Struct, frozen=True):
    at: datetime
    told: str
    grade: str
    money: bool
    back: bool = False


def strip(dossier: Dossier) -> Blocks:
    """Draw deliveries and payments that bear a time; nothing where there are fewer than two."""
    steps = sorted(_steps(dossier), key=lambda step: step.at)
    if len(steps) < 2:
        return ()
    shown = steps[:_MOST]
    rows = -(-len(shown) // _COLUMNS)
    height = _ROW * rows + 8
    title = "交付与款项的次序"
    told = f"按时间先后共 {len(steps)} 项，图中 {len(shown)} 项。同样内容见下面两表。"
    boxes = "".join(part for number, step in enumerate(shown) for part in _box(number, step, last=len(shown) - 1))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="st-t st-d" font-family="{escape(_FONT)}" font-size="13" fill="#1a1a1a">'
        f'<title id="st-t">{title}</title><desc id="st-d">{told}</desc>{boxes}</svg>'
    )
    return (Drawing(title, told, svg, _WIDTH, height),)


def _steps(dossier: Dossier) -> Iterator[_Step]:
    for delivery in dossier.deliveries:
        if delivery.time:
            yield _Step(
                delivery.time, f"{delivery.by} 交付第 {delivery.version} 版", GRADES[delivery.grade], money=False
            )
    for payment in dossier.payments:
        if payment.time:
            back = payment.direction == "refund"
            verb = "退回" if back else "支付"
            value = "（未载明金额）" if payment.value is None else f" {yuan(payment.value)}"
            yield _Step(payment.time, f"{payment.by} {verb}{value}", GRADES[payment.grade], money=True, back=back)


def _box(number: int, step: _Step, *, last: int) -> Iterator[str]:
    row, column = divmod(number, _COLUMNS)
    x, y = column * (_BOX + _GAP), row * _ROW + 4
    dash = ' stroke-dasharray="5 3"' if step.back else ""
    yield f'<rect x="{x + 1}" y="{y}" width="{_BOX - 2}" height="{_HEIGHT}" fill="#fff" stroke="#222"{dash}/>'
    if step.money:
        yield f'<path d="M{x + 4},{y}v{_HEIGHT}" stroke="#222" stroke-width="6"/>'
    lines = (f"{step.at:%Y-%m-%d %H:%M}", step.told, step.grade)
    for at, words in enumerate(lines):
        look = ' font-weight="bold"' if at == 1 else ' font-size="12" fill="#444"'
        yield f'<text x="{x + 14}" y="{y + 18 + 18 * at}"{look}>{_cut(words)}</text>'
    if number != last and column != _COLUMNS - 1:
        yield f'<path d="M{x + _BOX},{y + _HEIGHT // 2}h{_GAP}" stroke="#222" fill="none"/>'


def _cut(words: str) -> str:
    """Shorten words for a box; the table has them whole."""
    shown = visible(words).replace("\n", " ")
    return escape(shown if len(shown) <= 16 else shown[:15] + "…")
