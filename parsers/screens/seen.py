"""What is seen in a screenshot, as values: lines of text with boxes, rows of the talk; nothing here reads a picture."""

from typing import Final, Literal, NamedTuple

from msgspec import Struct

from parsers.source import Source

Part = Literal["title", "time", "system", "name", "bubble", "other"]
"""What a line of text is; `other` are clocks, buttons and whatever belongs to no message."""
Side = Literal["left", "right", "centre", "unclear"]

_MAGICS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")


class Rect(NamedTuple):
    """A rectangle of the picture in pixels, half-open."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2


class TextLine(NamedTuple):
    """A line as the machine read it, and how sure it says it is (0 to 1)."""

    text: str
    score: float
    box: Rect


class ScreenLine(Struct, frozen=True):
    """A line of text as read: what it is, how sure the machine is (0 to 1), its box, its message (counted from 1)."""

    part: Part
    text: str
    score: float
    box: Rect
    message: int | None = None


class Said(Struct, frozen=True):
    """A row of the talk in the picture. `name` is the one printed above the bubble, `raw` the time line above it."""

    part: Literal["bubble", "system"]
    side: Side
    name: str
    text: str
    raw: str
    box: Rect
    score: float


class Screen(Struct, frozen=True):
    """What was read from one picture.

    `title` is as in its bar, empty where it has none; `group` says that it counts members.
    """

    width: int
    height: int
    title: str
    group: bool
    lines: tuple[ScreenLine, ...]
    said: tuple[Said, ...]


def is_picture(source: Source) -> bool:
    """Say whether the bytes begin as pictures do that can hold a screenshot."""
    head = source.head(16)
    return head.startswith(_MAGICS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
