"""Small copies of pictures, made anew from their pixels: nothing else of a file - no place, camera or preview - passes.

Files come from strangers. A picture is opened only where its first bytes name one of four formats and a size that can
be unpacked; the size is read before anything is unpacked, so that a bomb is refused by its header.
"""

import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

from archiver.facts.pictures import LOOKED, format_of, size_of
from parsers.source import Source, SourceError
from reports.dossier import Picture

if TYPE_CHECKING:
    from PIL import Image

SIDE: Final = 480
"""Pixels of the longer side: 81 mm on paper at 150 dots an inch."""
MAX_PIXELS: Final = 50_000_000
MAX_BYTES: Final = 40 * 1024 * 1024
_QUALITY: Final = 72
_FORMATS: Final = {"PNG": "PNG", "JPG": "JPEG", "GIF": "GIF", "WEBP": "WEBP"}


class PictureError(Exception):
    """Why no small copy stands here, as a Chinese half sentence."""


def is_shown(source: Source) -> bool:
    """Say whether a file begins as a picture of a kind that is shown."""
    try:
        return format_of(source.head(32)) in _FORMATS
    except SourceError:
        return False


def thumbnail(source: Source) -> Picture:
    """Return the small copy of a picture; of one that moves, its first frame.

    Raises PictureError for a file that is too large or broken.
    """
    try:
        if source.size > MAX_BYTES:
            raise PictureError(f"文件超过 {MAX_BYTES // 1024**2} MB，未缩印")
        content = source.cut(0, source.size)
    except SourceError as fault:
        raise PictureError("文件读不出来，未缩印") from fault
    form, size = format_of(content), size_of(content[:LOOKED])
    if form not in _FORMATS or size is None or 0 in size:
        raise PictureError("图片已损坏或不完整，未缩印")
    if size[0] * size[1] > MAX_PIXELS:
        raise PictureError(f"图片标称 {size[0]}×{size[1]} 像素，超出可展开的限度，未缩印")
    return _drawn(content, _FORMATS[form])


def _drawn(content: bytes, form: str) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415 - paid for by reports that show pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of what it repairs or finds too large; neither is shown
            with Image.open(BytesIO(content), formats=[form]) as image:
                image.draft("RGB", (SIDE * 2, SIDE * 2))
                small = image.convert("RGBA") if image.mode in {"P", "PA", "LA", "La"} else image
                small.thumbnail((SIDE, SIDE))
                return _encoded(ImageOps.exif_transpose(small))
    except Image.DecompressionBombError as fault:
        raise PictureError("图片超出可展开的限度，未缩印") from fault
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, Warning, struct.error, MemoryError) as fault:
        raise PictureError("图片已损坏或不完整，未缩印") from fault


def _encoded(small: "Image.Image") -> Picture:
    """Return pixels alone, on white."""
    from PIL import Image  # noqa: PLC0415 - as above

    bare = Image.new("RGB", small.size, "white")
    if small.mode == "RGBA":
        bare.paste(small, mask=small.getchannel("A"))
    elif small.mode.startswith("I"):
        bare.paste(small.point(lambda level: level / 256).convert("L"))
    else:
        bare.paste(small.convert("RGB"))
    written = BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY)
    return Picture(written.getvalue(), *bare.size)
