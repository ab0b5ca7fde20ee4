"""The timeline as SVG: who acted when, promises as bars to their due, the late part hatched, silences shaded.

Shapes and patterns carry the meaning, never colour alone; all is drawn with presentation attributes, so that the
picture stands by itself in a page without style or script.
"""

from datetime import datetime, timedelta
from html import escape

from msgspec import Struct

from reports.dossier import Dossier, Obligation
from reports.page import Blocks, Drawing, offset
from reports.visible import visible
from reports.words import standing, task

_WIDTH, _LEFT, _RIGHT, _TOP = 960, 232, 24, 34
_LANE, _ROW = 28, 38
_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
_STEPS = (
    timedelta(hours=1), timedelta(hours=3), timedelta(hours=6), timedelta(hours=12), timedelta(days=1),
    timedelta(days=2), timedelta(days=5), timedelta(days=7), timedelta(days=14), timedelta(days=30),
    timedelta(days=60), timedelta(days=90), timedelta(days=180), timedelta(days=365),
)  # fmt: skip
_MAX_TICKS = 7
_SHAPES = ("M{x},{y}m0,-5l5,9h-10z", "M{x},{y}m-4,-4h8v8h-8z", "M{x},{y}m0,-5l5,5l-5,5l-5,-5z")
_DEFS = (
    '<defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><path d="M0,0V6" stroke="#222" stroke-width="2.4"/></pattern>'
    '<pattern id="quiet" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#f1f1f1"/>'
    '<circle cx="2.5" cy="2.5" r=".8" fill="#8a8a8a"/></pattern></defs>'
)


class _Scale(Struct, frozen=True):
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(_LEFT + min(max(share, 0.0), 1.0) * (_WIDTH - _LEFT - _RIGHT), 1)


def timeline(dossier: Dossier) -> Blocks:
    """Draw the dossier's chronology and obligations; nothing where fewer than two times are known."""
    times = [entry.time for entry in dossier.entries if entry.time]
    for obligation in dossier.obligations:
        times += [at for at in (obligation.made, obligation.due_at, obligation.proved) if at]
    for silence in dossier.silences:
        times += [at for at in (silence.since, silence.until) if at]
    if len(set(times)) < 2:
        return ()
    scale = _Scale(min(times), max(times))
    labels = tuple(dict.fromkeys(entry.who.label or "其他" for entry in dossier.entries))
    bars_top = _TOP + _LANE * len(labels) + 10
    height = bars_top + _ROW * len(dossier.obligations) + 40
    parts = [_DEFS, *_silences(dossier, scale, height - 40), *_axis(scale, height - 40)]
    parts += _lanes(dossier, labels, scale)
    for index, obligation in enumerate(dossier.obligations):
        parts += _bar(obligation, bars_top + _ROW * index, scale)
    parts += _legend(height - 16)
    title = "时间线：各方行为、约定期限与未回复时段"
    told = _description(dossier, scale)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="tl-t tl-d" font-family="{escape(_FONT)}" font-size="13" fill="#1a1a1a">'
        f'<title id="tl-t">{title}</title><desc id="tl-d">{escape(told)}</desc>{"".join(parts)}</svg>'
    )
    return (Drawing(title, told, svg, _WIDTH, height),)


def _description(dossier: Dossier, scale: _Scale) -> str:
    told = f"自 {scale.first:%Y-%m-%d %H:%M} 至 {scale.last:%Y-%m-%d %H:%M}（{offset(scale.first)}）；"
    told += f"行为 {len(dossier.entries)} 项，义务 {len(dossier.obligations)} 项，未回复 {len(dossier.silences)} 段。"
    return told + "同样内容见下表。"


def _axis(scale: _Scale, bottom: int) -> list[str]:
    span = scale.last - scale.first
    step = next((step for step in _STEPS if span / step <= _MAX_TICKS), span / _MAX_TICKS)
    short = step < timedelta(days=1)
    at = scale.first.replace(hour=0, minute=0, second=0, microsecond=0)
    parts, year = [], ""
    while at <= scale.last:
        if at >= scale.first:
            x = scale.x(at)
            shown = f"{at:%m-%d %H:%M}" if short else f"{at:%m-%d}"
            label, year = (f"{at:%Y}-{shown}" if f"{at:%Y}" != year else shown), f"{at:%Y}"
            parts.append(f'<path d="M{x},24V{bottom}" stroke="#d4d4d4" fill="none"/>')
            parts.append(f'<text x="{x}" y="16" text-anchor="middle" font-size="12">{label}</text>')
        at += step
    return parts


def _lanes(dossier: Dossier, labels: tuple[str, ...], scale: _Scale) -> list[str]:
    parts = []
    for lane, label in enumerate(labels):
        y = _TOP + _LANE * lane + _LANE // 2
        parts.append(f'<path d="M{_LEFT},{y}H{_WIDTH - _RIGHT}" stroke="#9a9a9a" fill="none"/>')
        parts.append(f'<text x="8" y="{y + 5}" font-weight="bold">{_cut(label, 12)}</text>')
        shape = _SHAPES[min(lane, len(_SHAPES) - 1)]
        seen: set[float] = set()
        for entry in dossier.entries:
            if entry.time and (entry.who.label or "其他") == label and (x := scale.x(entry.time)) not in seen:
                seen.add(x)
                parts.append(f'<path d="{shape.format(x=x, y=y)}"/>')
    return parts


def _bar(obligation: Obligation, top: int, scale: _Scale) -> list[str]:
    start = obligation.made or obligation.due_at or obligation.proved
    due, proved = obligation.due_at, obligation.proved
    name = _cut(f"{obligation.debtor} {task(obligation)}", 15)
    parts = [f'<text x="8" y="{top + 15}">{name}</text>']
    parts.append(f'<text x="8" y="{top + 30}" font-size="11" fill="#444">{_cut(standing(obligation), 18)}</text>')
    if start is None:
        return parts
    y, left = top + 6, scale.x(start)
    right = scale.x(due) if due else scale.x(proved or scale.last)
    dash = "" if due else ' stroke-dasharray="4 3"'
    width = max(right - left, 2)
    parts.append(f'<rect x="{left}" y="{y}" width="{width}" height="14" fill="#fff" stroke="#222"{dash}/>')
    over = proved if obligation.status == "late" else scale.last if obligation.status == "unmet" else None
    if due and over and over > due:
        late = scale.x(over) - right
        parts.append(f'<rect x="{right}" y="{y}" width="{late:.1f}" height="14" fill="url(#late)" stroke="#222"/>')
    if due:
        parts.append(f'<path d="M{right},{y - 4}v22" stroke="#222" stroke-width="2.5"/>')
    if proved:
        parts.append(f'<circle cx="{scale.x(proved)}" cy="{y + 7}" r="5.5" stroke="#fff" stroke-width="1.5"/>')
    return parts


def _silences(dossier: Dossier, scale: _Scale, bottom: int) -> list[str]:
    parts = []
    for silence in dossier.silences:
        left, right = scale.x(silence.since), scale.x(silence.until or scale.last)
        width = max(right - left, 2)
        parts.append(f'<rect x="{left}" y="24" width="{width:.1f}" height="{bottom - 24}" fill="url(#quiet)"/>')
    return parts


def _legend(y: int) -> list[str]:
    marks = (
        (8, '<rect x="8" y="{t}" width="26" height="11" fill="#fff" stroke="#222"/>', 40, "自表示至约定期限"),
        (0, '<path d="M172,{t}v13" stroke="#222" stroke-width="2.5"/>', 180, "约定期限"),
        (0, '<rect x="256" y="{t}" width="26" height="11" fill="url(#late)" stroke="#222"/>', 288, "期限之后"),
        (0, '<circle cx="368" cy="{m}" r="5.5"/>', 380, "记录所示完成"),
        (0, '<rect x="480" y="{t}" width="26" height="11" fill="url(#quiet)" stroke="#aaa"/>', 512, "未见回复"),
        (
            0,
            '<rect x="592" y="{t}" width="26" height="11" fill="#fff" stroke="#222" stroke-dasharray="4 3"/>',
            624,
            "未定期限",
        ),
    )
    return [
        shape.format(t=y - 10, m=y - 4) + f'<text x="{x}" y="{y}" font-size="12">{words}</text>'
        for _, shape, x, words in marks
    ]


def _cut(text: str, width: int) -> str:
    """Shorten a label for the picture; the table twin has it whole."""
    shown = visible(text).replace("\n", " ")
    return escape(shown if len(shown) <= width else f"{shown[: width - 1]}…")
