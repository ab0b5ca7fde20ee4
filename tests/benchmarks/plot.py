"""A plot of a few dots on two logarithmic axes, as SVG; the dashed line is what strictly linear growth would be."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

_WIDTH, _HEIGHT, _MARGIN = 640, 420, 60


class Dot(NamedTuple):
    """One measured pair; both above 0."""

    x: float
    y: float


class _Axis(NamedTuple):
    """A logarithmic axis between two powers of ten, laid between two pixels."""

    least: int
    most: int
    start: float
    end: float

    def place(self, value: float) -> float:
        return self.start + (log10(value) - self.least) / (self.most - self.least) * (self.end - self.start)


def plot(title: str, dots: Sequence[Dot], names: tuple[str, str]) -> str:
    """Return the SVG of the dots, joined, with a line of slope 1 through the last of them."""
    across = _axis([dot.x for dot in dots], _MARGIN, _WIDTH - 20)
    up = _axis([dot.y for dot in dots], _HEIGHT - _MARGIN, 40)
    return "\n".join(_lines(title, dots, names, across, up)) + "\n"


def _axis(values: Sequence[float], start: float, end: float) -> _Axis:
    least = floor(log10(min(values)))
    return _Axis(least, max(ceil(log10(max(values))), least + 1), start, end)


def _lines(title: str, dots: Sequence[Dot], names: tuple[str, str], across: _Axis, up: _Axis) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">'
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    yield f'<text x="{_MARGIN}" y="24" font-size="13">{escape(title)}</text>'
    for power in range(across.least, across.most + 1):
        x = across.place(10.0**power)
        yield f'<path d="M{x:.1f} {up.start}V{up.end}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{up.start + 18}" font-size="11" text-anchor="middle">{10**power:,}</text>'
    for power in range(up.least, up.most + 1):
        y = up.place(10.0**power)
        yield f'<path d="M{across.start} {y:.1f}H{across.end}" stroke="#ddd"/>'
        yield f'<text x="{across.start - 6}" y="{y + 4:.1f}" font-size="11" text-anchor="end">{10.0**power:g}</text>'
    yield f'<text x="{across.end}" y="{_HEIGHT - 14}" font-size="12" text-anchor="end">{escape(names[0])}</text>'
    yield f'<text x="8" y="36" font-size="12">{escape(names[1])}</text>'
    yield _linear(dots[-1], across, up)
    path = "L".join(f"{across.place(x):.1f} {up.place(y):.1f}" for x, y in dots)
    yield f'<path d="M{path}" fill="none" stroke="#1f5fa8" stroke-width="2"/>'
    for x, y in dots:
        yield f'<circle cx="{across.place(x):.1f}" cy="{up.place(y):.1f}" r="4" fill="#1f5fa8"/>'
    yield "</svg>"


def _linear(last: Dot, across: _Axis, up: _Axis) -> str:
    """Return the dashed line that goes through the last dot with slope 1, as far down as the plot goes."""
    first = max(10.0**across.least, last.x / last.y * 10.0**up.least)
    start = f"{across.place(first):.1f} {up.place(first * last.y / last.x):.1f}"
    end = f"{across.place(last.x):.1f} {up.place(last.y):.1f}"
    return f'<path d="M{start}L{end}" fill="none" stroke="#999" stroke-dasharray="5 4"/>'
