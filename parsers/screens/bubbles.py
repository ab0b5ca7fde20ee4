"""Where the bubbles of a screenshot are: flat areas around text that differ from the page and do not reach its edge."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parsers.screens.seen import Rect, Side, TextLine
from parsers.screens.text import Pixels

Colour = NDArray[np.int16]

_SAME: Final = 5
"""Levels of brightness within which two colours are one page; a white bubble on light grey differs by about 14."""
_EDGE: Final = 10
_RUN: Final = 3
_NEAR: Final = 12
_LEAST_PAGE: Final = 0.15
"""Part of the picture that the page's colour must fill; photographs have no such colour."""
_CLEAR: Final = 0.7
"""A bubble is on a side where its gap there is at most this part of the other gap."""
_CENTRED: Final = 0.04
_INSET: Final = 0.1
_PILL: Final = 0.6
"""A flat area in the middle that is wider than this part of the picture is a bubble of an unclear side, no pill."""

Ground = Literal["page", "bubble", "bar"]


class Spot(NamedTuple):
    """On what a line of text stands; `area` is the flat area around it where that is no page."""

    line: TextLine
    ground: Ground
    area: Rect
    colour: tuple[int, int, int]


class Bubble(NamedTuple):
    """A bubble with its lines from top to bottom."""

    area: Rect
    side: Side
    lines: tuple[TextLine, ...]


def page_colour(pixels: Pixels) -> Colour | None:
    """Return the colour of most of the picture; None where no colour fills enough of it."""
    sample = pixels[:: max(1, len(pixels) // 400), :: max(1, pixels.shape[1] // 400)].reshape(-1, 3)
    found = _mode(sample)
    near = np.abs(sample.astype(np.int16) - found).max(axis=1) <= _SAME
    return found if near.mean() >= _LEAST_PAGE else None


def spots(pixels: Pixels, lines: Iterable[TextLine], page: Colour) -> tuple[Spot, ...]:
    """Say of each line on what it stands."""
    return tuple(_spot(pixels, line, page) for line in lines)


def bubbles(found: Sequence[Spot], width: int) -> tuple[Bubble, ...]:
    """Gather the lines of one area, and say on which side each bubble stands."""
    grouped: list[list[Spot]] = []
    for spot in found:
        if spot.ground != "bubble":
            continue
        home = next((group for group in reversed(grouped) if _is_one(group[-1].area, spot.area)), None)
        if home is None:
            grouped.append([spot])
        else:
            home.append(spot)
    areas = [_hull(spot.area for spot in group) for group in grouped]
    sides = _sides(areas, [group[0].colour for group in grouped], width)
    return tuple(
        Bubble(area, side, tuple(spot.line for spot in group))
        for area, side, group in zip(areas, sides, grouped, strict=True)
    )


def is_face(bubble: Bubble, others: Sequence[Bubble]) -> bool:
    """Say whether a flat area is a picture of a person: it lies outside the edge that the bubbles of its side share."""
    edges = [one.area for one in others if one.side == bubble.side and one is not bubble]
    if bubble.side == "left":
        return any(bubble.area.centre < area.left for area in edges)
    return bubble.side == "right" and any(bubble.area.centre > area.right for area in edges)


def is_centred(area: Rect, width: int) -> bool:
    """Say whether something stands in the middle of the picture with room on both sides."""
    return abs(area.centre - width / 2) <= _CENTRED * width and area.left >= _INSET * width


def _spot(pixels: Pixels, line: TextLine, page: Colour) -> Spot:
    box = line.box
    around = pixels[max(0, box.top - 2) : box.bottom + 2, max(0, box.left - 2) : box.right + 2]
    colour = _mode(around.reshape(-1, 3)) if around.size else page
    told = (int(colour[0]), int(colour[1]), int(colour[2]))
    if np.abs(colour - page).max() <= _SAME:
        return Spot(line, "page", box, told)
    area = _area(pixels, box, colour)
    touches = area.left <= 1 or area.right >= pixels.shape[1] - 1
    return Spot(line, "bar" if touches else "bubble", area, told)


def _area(pixels: Pixels, box: Rect, colour: Colour) -> Rect:
    """Walk from the box to where its ground ends: sideways at its middle, up and down beside its first letter."""
    height, width = pixels.shape[:2]
    row = _differs(pixels[min(height - 1, (box.top + box.bottom) // 2)], colour)
    left = _walk(row[: max(0, box.left - 1)][::-1])
    right = _walk(row[min(width, box.right + 1) :])
    column = _differs(pixels[:, max(0, box.left - 4)], colour)
    up = _walk(column[: max(0, box.top)][::-1])
    down = _walk(column[min(height, box.bottom) :])
    return Rect(max(0, box.left - 1 - left), max(0, box.top - up), min(width, box.right + 1 + right), box.bottom + down)


def _differs(strip: NDArray[np.uint8], colour: Colour) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(strip.astype(np.int16) - colour).max(axis=1) > _EDGE
    return found


def _walk(differs: NDArray[np.bool_]) -> int:
    """Return how far one can go before several pixels in a row differ."""
    if len(differs) < _RUN:
        return len(differs)
    runs = np.lib.stride_tricks.sliding_window_view(differs, _RUN).all(axis=1)
    return int(runs.argmax()) if runs.any() else len(differs)


def _mode(colours: NDArray[np.uint8]) -> Colour:
    packed = colours.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    value = int(values[counts.argmax()])
    return np.array([value >> 16, value >> 8 & 255, value & 255], dtype=np.int16)


def _is_one(one: Rect, other: Rect) -> bool:
    apart = abs(one.left - other.left) > _NEAR or abs(one.right - other.right) > _NEAR
    return not apart and other.top <= one.bottom and one.top <= other.bottom


def _hull(areas: Iterable[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return Rect(min(lefts), min(tops), max(rights), max(bottoms))


def _sides(areas: Sequence[Rect], colours: Sequence[tuple[int, int, int]], width: int) -> list[Side]:
    sides = [_side(area, width) for area in areas]
    known = [(area, colour, side) for area, colour, side in zip(areas, colours, sides, strict=True)
             if side in {"left", "right"}]  # fmt: skip
    told = [
        _like(area, colour, known) if side == "unclear" else side
        for area, colour, side in zip(areas, colours, sides, strict=True)
    ]
    return [
        "centre" if side == "unclear" and is_centred(area, width) and area.width <= _PILL * width else side
        for area, side in zip(areas, told, strict=True)
    ]


def _side(area: Rect, width: int) -> Side:
    """Tell the side by the gaps, where one is much narrower than the other."""
    before, behind = area.left, width - area.right
    if before <= _CLEAR * behind:
        return "left"
    return "right" if behind <= _CLEAR * before else "unclear"


def _like(area: Rect, colour: tuple[int, int, int], known: Sequence[tuple[Rect, tuple[int, int, int], Side]]) -> Side:
    """Tell the side of a wide bubble by those that it shares its colour, else its edge, with."""
    by_colour = {
        side for _, other, side in known if max(abs(a - b) for a, b in zip(colour, other, strict=True)) <= _SAME
    }
    if len(by_colour) == 1:
        return by_colour.pop()
    by_edge = {
        side
        for other, _, side in known
        if (side == "left" and abs(area.left - other.left) <= _NEAR)
        or (side == "right" and abs(area.right - other.right) <= _NEAR)
    }
    return by_edge.pop() if len(by_edge) == 1 else "unclear"
