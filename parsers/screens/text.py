"""The letters of a picture: lines of text with their boxes, read by RapidOCR with the models in its own wheel.

RapidOCR and ONNX Runtime come with the extra `juzheng[ocr]`; nothing is loaded from a network. The reading is that of
the model: full-width marks may come back as half-width ones, spaces may be lost.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from parsers.screens.seen import Rect, TextLine
from parsers.source import Source, SourceError

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Pixels = NDArray[np.uint8]
"""Rows of columns of red, green, blue."""

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_PIXELS: Final = 60_000_000
"""A scrolled screenshot of forty screens has about 100 million; a usual one two to four."""

_TALLEST: Final = 2000
_SHORTEST: Final = 1200
_FLAT: Final = 12
_LONGEST_SIDE: Final = 1600
"""Pixels to which a piece is reduced for finding lines; they are read at their full size."""
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "BMP", "GIF")


class MissingReaderError(SourceError):
    """The extra that reads pictures is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”是图片，本机没有安装识读图片的组件", '如要读聊天截图，请先运行：pip install "juzheng[ocr]"'
        )


def can_read() -> bool:
    """Say whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "PIL"))


def pixels_of(source: Source) -> Pixels:
    """Unpack a picture. Raises MissingReaderError, and SourceError where it is damaged or too large."""
    if not can_read():
        raise MissingReaderError(source.name)
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - in the extra only

    if source.size > MAX_BYTES:
        raise SourceError(f"图片“{source.name}”太大", "请给出原始截图，不要放大或拼接")
    try:
        with Image.open(BytesIO(source.cut(0, source.size)), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise SourceError(f"图片“{source.name}”太大", "请分成几张截图再给出")
            return np.asarray(image.convert("RGB"), dtype=np.uint8)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise SourceError(f"图片“{source.name}”已损坏或不完整", "请重新从手机或电脑取得原始截图") from None


def read_lines(pixels: Pixels) -> tuple[TextLine, ...]:
    """Return the lines of text from top to bottom. Tall pictures are read in pieces cut where no text stands."""
    found = [line for top, bottom in _pieces(pixels) for line in _read(pixels[top:bottom], top)]
    return tuple(sorted(found, key=lambda line: (line.box.top, line.box.left)))


def _pieces(pixels: Pixels) -> Iterator[tuple[int, int]]:
    height = len(pixels)
    flat = np.ptp(pixels[:, :, 1], axis=1) <= _FLAT
    top = 0
    while height - top > _TALLEST:
        free = np.flatnonzero(flat[top + _SHORTEST : top + _TALLEST])
        cut = top + _SHORTEST + int(free[-1]) if len(free) else top + _TALLEST
        yield top, cut
        top = cut
    yield top, height


def _read(pixels: Pixels, top: int) -> Iterator[TextLine]:
    found = _engine()(np.ascontiguousarray(pixels[:, :, ::-1]), use_cls=False)
    boxes, texts, scores = (getattr(found, name, None) for name in ("boxes", "txts", "scores"))
    if boxes is None or texts is None or scores is None:
        return
    for corners, text, score in zip(boxes, texts, scores, strict=True):
        left, right = int(corners[:, 0].min()), int(corners[:, 0].max())
        upper, lower = int(corners[:, 1].min()), int(corners[:, 1].max())
        if text.strip():
            yield TextLine(text.strip(), round(float(score), 3), Rect(left, upper + top, right, lower + top))


@lru_cache(maxsize=1)
def _engine() -> "RapidOCR":
    """Load the models once; about a second."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - in the extra only, and slow to load

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _TALLEST * 2,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
        }
    )
