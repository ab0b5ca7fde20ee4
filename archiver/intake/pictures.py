"""Screenshots as they come in: pictures that show a chat, opened beside exports under a number of their own.

What a machine reads in a picture is neither kept in the case nor sealed: the picture is, and it is read anew each time.
The day on which it was taken stands in the note of its exhibit, as told by whoever added it.
"""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.contract import ChatEntry, PictureEntry, PictureLine
from archiver.errors import CaseError
from archiver.intake.opened import Opened, Zone, digest_tree, told
from parsers import Source
from parsers.screens import talk
from parsers.screens.seen import Screen, is_picture

_TAKEN: Final = re.compile(r"截图截取于 (\d{4}-\d\d-\d\d)（由添加者说明）")


class NoReaderError(CaseError):
    """A picture that cannot be looked into, since the extra `ocr` is not installed."""


class _Picture(Struct, frozen=True):
    """A picture by its content; where it lies makes no difference."""

    sha256: str
    path: Path

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Picture) and self.sha256 == other.sha256


def shows_picture(path: Path) -> bool:
    """Say whether a path is a file that begins as a picture."""
    with told():
        return path.is_file() and is_picture(Source.open(path))


def open_picture(path: Path, number: int, zone: Zone, name: str, taken: date | None) -> Opened:
    """Read a picture as a screenshot of a chat; `taken` is the day from which its 昨天 and 星期二 count.

    Raises NoReaderError without the extra, CaseError where no chat is seen or the picture is damaged.
    """
    size, sha256 = digest_tree(path)
    screen = _read(_Picture(sha256, path))
    return Opened(number, name, path, sha256, size, talk.transcript(screen, name, taken), zone, screen)


@lru_cache(maxsize=256)
def _read(picture: _Picture) -> Screen:
    from parsers.screens.screen import read_screen  # noqa: PLC0415 - loads numpy, and the models with the first picture
    from parsers.screens.text import MissingReaderError  # noqa: PLC0415 - as above

    try:
        with told():
            return read_screen(Source.open(picture.path))
    except CaseError as error:
        if isinstance(error.__cause__, MissingReaderError):
            raise NoReaderError(error.what, error.remedy) from error
        raise


def picture_entry(opened: Opened, chat: ChatEntry) -> PictureEntry | None:
    """Return what the JSON contract tells of a screenshot, None for any other source."""
    screen = opened.screen
    if screen is None:
        return None
    lines = tuple(
        PictureLine(
            one.part,
            one.text,
            one.score,
            (one.box.left, one.box.top, one.box.right, one.box.bottom),
            None if one.message is None else opened.ref(one.message),
        )
        for one in screen.lines
    )
    return PictureEntry(opened.number, chat.id, screen.title, screen.width, screen.height, lines)


def taken_note(taken: date) -> str:
    """Return what the note of an exhibit says of the day on which a screenshot was taken."""
    return f"截图截取于 {taken.isoformat()}（由添加者说明）"


def taken_in(note: str) -> date | None:
    """Return the day that a note says, None where it says none."""
    found = _TAKEN.search(note)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
