"""What the machine reads in drawn screenshots; the whole is left out where the extra `ocr` is absent."""

from io import BytesIO
from pathlib import Path

import pytest

from parsers.message import Box, Message, Notice
from parsers.screens.seen import Screen, is_picture
from parsers.screens.talk import transcript
from parsers.screens.text import can_read
from parsers.source import BytesSource, Source, SourceError
from tests.parsers.screens.draw import SHOTS, said
from tests.parsers.screens.measure import FOLDER, score

pytestmark = pytest.mark.skipif(not can_read(), reason="extra absent: ocr")
SHOT = {shot.name: shot for shot in SHOTS}


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    from parsers.screens.screen import read_screen  # noqa: PLC0415 - loads the models

    return {name: read_screen(Source.open(FOLDER / f"{name}.png")) for name in ("light", "dark", "group")}


@pytest.mark.parametrize("name", ["light", "dark", "group"])
def test_words_speakers_and_times_are_those_of_the_script(name: str, screens: dict[str, Screen]) -> None:
    found = score(SHOT[name], screens[name])
    assert (found.speakers, found.times) == (found.rows, found.rows)
    assert found.right >= 0.98 * found.letters
    assert len(screens[name].said) == len(said(SHOT[name].rows))
    assert screens[name].title == SHOT[name].title


def test_names_above_bubbles_are_the_speakers_of_a_group(screens: dict[str, Screen]) -> None:
    group = screens["group"]
    assert group.group
    assert [one.name for one in group.said if one.side == "left"] == [
        "【甲方】山雀", "白鹭", "【甲方】山雀", "老槐", "【甲方】山雀",
    ]  # fmt: skip


def test_every_line_has_a_box_inside_the_picture_and_none_is_lost(screens: dict[str, Screen]) -> None:
    for screen in screens.values():
        for line in screen.lines:
            assert 0 <= line.box.left < line.box.right <= screen.width
            assert 0 <= line.box.top < line.box.bottom <= screen.height
        assert {line.message for line in screen.lines} - {None} == set(range(1, len(screen.said) + 1))


def test_the_owner_of_the_phone_is_me_and_the_other_the_title(screens: dict[str, Screen]) -> None:
    events = list(transcript(screens["light"], "light.png", None).events())
    rows = [event for event in events if isinstance(event, Message)]
    assert [(row.sender.name, row.outgoing) for row in rows[:3]] == [("我", True), ("山雀", False), ("我", True)]
    assert (rows[3].kind, rows[3].sender.pseudo) == ("system", True)
    assert isinstance(rows[0].place, Box)
    assert rows[0].place.file == "light.png"
    assert rows[0].stamp.wall is not None
    assert rows[-1].stamp.wall is None
    assert rows[-1].stamp.raw.startswith("昨天")
    assert "machine_read" in {event.code for event in events if isinstance(event, Notice)}


def test_a_picture_without_bubbles_is_no_chat(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - in the extra

    from parsers.screens.screen import NoChatError, read_screen  # noqa: PLC0415 - loads the models

    image = Image.new("RGB", (600, 800), (250, 250, 250))
    ImageDraw.Draw(image).rectangle((40, 300, 560, 420), fill=(200, 30, 30))
    image.save(tmp_path / "work.png")
    with pytest.raises(NoChatError, match="看不出聊天"):
        read_screen(Source.open(tmp_path / "work.png"))


def test_a_cut_picture_is_told() -> None:
    from parsers.screens.screen import read_screen  # noqa: PLC0415 - loads the models

    data = (FOLDER / "light.png").read_bytes()[:9000]
    with pytest.raises(SourceError, match="已损坏"):
        read_screen(BytesSource("cut.png", len(data), data))


def test_a_photograph_like_copy_says_the_same(screens: dict[str, Screen]) -> None:
    from PIL import Image  # noqa: PLC0415 - in the extra

    from parsers.screens.screen import read_screen  # noqa: PLC0415 - loads the models

    packed = BytesIO()
    with Image.open(FOLDER / "group.png") as image:
        image.convert("RGB").save(packed, "JPEG", quality=70)
    source = BytesSource("group.jpg", len(packed.getvalue()), packed.getvalue())
    assert is_picture(source)
    read = read_screen(source)
    told = [(one.side, one.name) for one in screens["group"].said]
    assert [(one.side, one.name) for one in read.said] == told
