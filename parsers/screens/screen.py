"""A screenshot as a chat: what each line of text is, and what the bubbles say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.screens import times
from parsers.screens.bubbles import Bubble, Spot, bubbles, is_centred, is_face, page_colour, spots
from parsers.screens.seen import Part, Said, Screen, ScreenLine, TextLine
from parsers.screens.text import pixels_of, read_lines
from parsers.source import Source, SourceError

_TOP: Final = 0.16
_FIRST: Final = 260
"""Pixels from the top within which a title bar ends, where 16 % of the height is less."""
# 9:41 · 21:03 5G · 87% · 4G
_STATUS: Final = re.compile(r"\d{1,2}[:：]\d{2}.{0,8}|.{0,4}\d{1,3}%?|[45]G.*|HD.*|[<‹←].?|.{0,2}返回")
# 验收沟通群(12) · 验收沟通群（12）
_COUNTED: Final = re.compile(r"(.+?)\s*[(（](\d{1,4})[)）]")
_LEAST: Final = 160
"""Pixels that a picture with room for bubbles has at least on each side."""
_DRAWN: Final = 0.8
_CHAT_LINES: Final = 2
"""Bubbles that make a chat; with a time or a title one is enough."""


class NoChatError(SourceError):
    """A picture in which no chat is seen."""

    def __init__(self, name: str) -> None:
        super().__init__(f"图片“{name}”里看不出聊天的气泡", "请给出聊天窗口的完整截图，或聊天记录的原始导出文件")


def read_screen(source: Source) -> Screen:
    """Read a picture as a chat.

    Raises MissingReaderError without the extra, NoChatError where no chat is seen, SourceError for a damaged picture.
    """
    pixels = pixels_of(source)
    page = page_colour(pixels) if min(pixels.shape[:2]) >= _LEAST else None
    if page is None:
        raise NoChatError(source.name)
    height, width = pixels.shape[:2]
    found = spots(pixels, read_lines(pixels), page)
    screen = _Layout(found, width, height).screen()
    spoken = [one for one in screen.said if one.part == "bubble"]
    if len(spoken) < (1 if screen.title or any(one.raw for one in spoken) else _CHAT_LINES):
        raise NoChatError(source.name)
    return screen


class _Layout:
    """Sorts the lines of one picture."""

    def __init__(self, found: Sequence[Spot], width: int, height: int) -> None:
        self._found, self._width, self._height = found, width, height
        every = [one for one in bubbles(found, width) if not _is_drawing(one)]
        self._bubbles = [one for one in every if one.side != "centre" and not is_face(one, every)]
        self._parts: dict[TextLine, Part] = {line: "bubble" for one in self._bubbles for line in one.lines}
        for one in every:
            if one.side == "centre":
                self._parts |= {line: self._middle(line) for line in one.lines}
        self._names: dict[int, TextLine] = {}

    def screen(self) -> Screen:
        """Return what the picture says."""
        for index, bubble in enumerate(self._bubbles):
            above = self._name(bubble)
            if above is not None:
                self._names[index] = above
                self._parts[above] = "name"
        for spot in self._found:
            if spot.line not in self._parts and spot.ground == "page" and is_centred(spot.line.box, self._width):
                self._parts[spot.line] = self._middle(spot.line)
        title = self._title()
        counted = _COUNTED.fullmatch(title.text) if title else None
        said = tuple(self._said(title))
        numbers = {line: number for number, (_, lines) in enumerate(said, 1) for line in lines}
        lines = tuple(
            ScreenLine(self._parts.get(line, "other"), line.text, line.score, line.box, numbers.get(line))
            for line in (spot.line for spot in self._found)
        )
        told = tuple(one for one, _ in said)
        return Screen(self._width, self._height, title.text if title else "", counted is not None, lines, told)

    def _middle(self, line: TextLine) -> Part:
        return "time" if times.is_time(line.text) else "system"

    def _name(self, bubble: Bubble) -> TextLine | None:
        """Return the line on the page right above a bubble that begins, or on the right ends, where the bubble does."""
        first = bubble.lines[0].box
        for spot in reversed(self._found):
            box = spot.line.box
            close = 0 <= bubble.area.top - box.bottom + 6 <= 1.2 * first.height
            edge = box.right - bubble.area.right if bubble.side == "right" else box.left - bubble.area.left
            if spot.ground == "page" and close and abs(edge) <= 0.4 * first.height and spot.line not in self._parts:
                return None if times.is_time(spot.line.text) else spot.line
        return None

    def _title(self) -> TextLine | None:
        """Return the largest line of the bar at the top that is no clock, no battery and no arrow."""
        end = max(_TOP * self._height, min(_FIRST, self._height / 2))
        tops = [one.area.top for one in self._bubbles]
        tops += [line.box.top for line, part in self._parts.items() if part == "time"]
        end = min([end, *tops])
        bar = [
            spot.line
            for spot in self._found
            if spot.line.box.bottom <= end
            and self._parts.get(spot.line) in {None, "system"}
            and not _STATUS.fullmatch(spot.line.text)
        ]
        found = max(bar, key=lambda line: (line.box.height, line.box.top), default=None)
        for line in bar:
            self._parts[line] = "other"
        if found is not None:
            self._parts[found] = "title"
        return found

    def _said(self, title: TextLine | None) -> Iterator[tuple[Said, tuple[TextLine, ...]]]:
        """Yield the rows from top to bottom under the time line above each."""
        raw = ""
        bottom = title.box.bottom if title else 0
        rows: list[tuple[int, Bubble | TextLine, str]] = [
            (bubble.area.top, bubble, self._names[index].text if index in self._names else "")
            for index, bubble in enumerate(self._bubbles)
        ]
        rows += [(line.box.top, line, "") for line, part in self._parts.items() if part in {"time", "system"}]
        for top, row, name in sorted(rows, key=lambda row: row[0]):
            if isinstance(row, Bubble):
                yield Said("bubble", row.side, name, _joined(row.lines), raw, row.area, _surest(row.lines)), row.lines
            elif self._parts[row] == "time":
                raw = row.text
            elif top >= bottom:
                yield Said("system", "centre", "", row.text, raw, row.box, row.score), (row,)


def _is_drawing(bubble: Bubble) -> bool:
    """Say whether all that was read of an area is a sign for which the machine took a drawing."""
    return all(line.score < _DRAWN and not any(map(str.isalnum, line.text[1:])) for line in bubble.lines)


def _surest(lines: Iterable[TextLine]) -> float:
    return min(line.score for line in lines)


def _joined(lines: Sequence[TextLine]) -> str:
    """Return the text of a bubble: a line that fills it runs on in the next one, a shorter one ends there."""
    full = max(line.box.right for line in lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        wrapped = full - before.box.right <= 1.3 * before.box.height
        latin = all(letter.isascii() and letter.isalpha() for letter in (text[-1:], line.text[:1]))
        text += (" " if latin else "") + line.text if wrapped else "\n" + line.text
    return text
