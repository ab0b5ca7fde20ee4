"""Small copies of pictures: every format, no bytes but pixels, no bomb unpacked."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from archiver.compose.thumbnails import MAX_BYTES, MAX_PIXELS, PictureError, is_shown, thumbnail
from parsers.source import BytesSource, Source
from tests.archiver.compose.pictured import HIDDEN, picture


def source(content: bytes) -> Source:
    return BytesSource("a", len(content), content)


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_of_every_format_becomes_a_small_jpeg_of_its_pixels_alone(form: str) -> None:
    content = picture(form)
    made = thumbnail(source(content))
    image = opened(made.jpeg)
    assert (made.width, made.height) == image.size == (480, 300)
    red, green, blue = image.convert("RGB").getpixel((240, 20))  # type: ignore[misc]
    assert red > 150
    assert green < 80
    assert blue < 80
    assert HIDDEN.encode() not in made.jpeg
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert HIDDEN.encode() in content or form == "GIF"


def test_a_small_picture_keeps_its_size() -> None:
    made = thumbnail(source(picture("PNG", (30, 20))))
    assert (made.width, made.height) == (30, 20)


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    written = BytesIO()
    Image.new("RGB", (400, 200), "white").save(written, "JPEG", exif=exif)
    made = thumbnail(source(written.getvalue()))
    assert (made.width, made.height) == (200, 400)


def test_what_is_transparent_stands_on_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(thumbnail(source(written.getvalue())).jpeg).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK", "RGBA"])
def test_every_way_of_holding_pixels_is_shown(mode: str) -> None:
    written = BytesIO()
    Image.new(mode, (60, 40)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert thumbnail(source(written.getvalue())).width == 60


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes whose header names a vast picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(65_535, 65_535), (2**31 - 1, 2**31 - 1), (MAX_PIXELS + 1, 1)])
def test_a_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    with pytest.raises(PictureError, match="超出可展开的限度"):
        thumbnail(source(bomb(width, height)))


def test_a_file_beyond_the_limit_is_not_read() -> None:
    class Vast(Source, frozen=True):
        pass

    with pytest.raises(PictureError, match="MB"):
        thumbnail(Vast("a", MAX_BYTES + 1))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_cut_off_is_one_line(form: str) -> None:
    whole = picture(form, (900, 700))
    for length in range(12, len(whole) // 2, max(1, len(whole) // 40)):
        with pytest.raises(PictureError, match=r"^[^\n]+未缩印$"):
            thumbnail(source(whole[:length]))


def test_noise_behind_a_true_head_is_one_line() -> None:
    for head in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 "):
        for seed in range(40):
            noise = bytes((seed * 31 + at * at) % 251 for at in range(300))
            with pytest.raises(PictureError):
                thumbnail(source(head + noise))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"BM" + b"\0" * 60, b"8BPS"])
def test_what_is_no_such_picture_is_not_looked_into(content: bytes) -> None:
    assert not is_shown(source(content))
