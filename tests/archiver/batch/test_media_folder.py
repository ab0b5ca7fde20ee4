"""An export beside its `resources/` is found once, with the intake number that its folders bear."""

import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.batch.checks import made_by
from archiver.batch.look import Sight, look
from archiver.batch.settings import Asked, Batch, new_settings, start
from archiver.batch.walk import Walked, walk
from tests.archiver.batch.desk import locked_zip

CHATLOGS = Path(__file__).parents[3] / "fixtures" / "chatlogs"
JSON, PAGE = CHATLOGS / "qce_json" / "c-pictures", CHATLOGS / "qce_html" / "modern-pictures"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def begun(out: Path) -> Batch:
    return start(out, new_settings(Asked(), AT, made_by()), bytes(32))


def found(walked: Walked) -> list[tuple[str, str]]:
    return [(one.label, one.intake) for one in walked.found]


def pack(folder: Path, target: Path, under: str = "", method: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(target, "w", method) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, under + path.relative_to(folder).as_posix())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    shutil.copytree(JSON, root / "TS-2024-0001")
    shutil.copytree(PAGE, root / "TS-2024-0002" / "导出")
    pack(JSON, root / "TS-2024-0003.zip")
    pack(PAGE, root / "收到.zip", "TS-2024-0004/", zipfile.ZIP_STORED)
    return root


def test_each_is_found_once_and_read_as_one(desk: Path, tmp_path: Path) -> None:
    walked = walk((str(desk),), begun(tmp_path / "out"))
    assert found(walked) == [
        ("desk/TS-2024-0001", "TS-2024-0001"),
        ("desk/TS-2024-0002/导出", "TS-2024-0002"),
        ("desk/TS-2024-0003.zip", "TS-2024-0003"),
        ("desk/收到.zip", "TS-2024-0004"),
    ]
    assert walked.problems == ()
    looks = [look(Sight(one, "Asia/Shanghai")) for one in walked.found]
    assert [one.format for one in looks] == ["qce_json", "qce_html", "qce_json", "qce_html"]
    assert [chat.messages for one in looks for chat in one.chats] == [2, 2, 2, 2]


def test_beside_anything_else_every_file_is_looked_at_by_itself(desk: Path, tmp_path: Path) -> None:
    folder = desk / "TS-2024-0001"
    shutil.copy(next(PAGE.glob("*.html")), folder / "b.html")
    walked = walk((str(folder),), begun(tmp_path / "out"))
    assert [one.label for one in walked.found] == ["TS-2024-0001/b.html", "TS-2024-0001/friend_9000010001.json"]
    assert walked.beside == 1


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_among_the_pictures_costs_no_talk(desk: Path, tmp_path: Path) -> None:
    folder = desk / "TS-2024-0001"
    (folder / "resources" / "images" / "b.png").symlink_to(desk)
    walked = walk((str(folder),), begun(tmp_path / "out"))
    assert [one.label for one in walked.found] == ["TS-2024-0001/friend_9000010001.json"]
    assert [one.why for one in walked.problems] == ["是链接，不跟随"]


def test_a_bomb_in_the_place_of_the_talk_is_a_problem_of_its_own(desk: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(desk / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b'{"metadata"' + b" " * 64_000_000)
        archive.writestr("resources/1.png", b"1")
    locked_zip(desk / "locked.zip", "a.json", b"{}", b"sesame")
    walked = walk((str(desk),), begun(tmp_path / "out"))
    assert len(walked.found) == 4
    assert [(one.input, "大得异常" in one.why, "密码" in one.why) for one in walked.problems] == [
        ("desk/bomb.zip", True, False),
        ("desk/locked.zip", False, True),
    ]
