"""Large exports are looked at part by part, and what is seen is what one look at the whole sees."""

from pathlib import Path

import pytest

from archiver.batch.glance import Glancing, glance, glances
from archiver.batch.look import Look, Sight, look
from archiver.batch.pool import Failure, Pool
from archiver.batch.walk import Found
from tests.benchmarks.exports import write_classic, write_exporter
from tests.benchmarks.groups import write_group_text

LARGE = 80_000


def sight(path: Path) -> Sight:
    return Sight(Found(path.name, str(path), ""), "Asia/Shanghai")


def by_parts(*paths: Path) -> dict[str, Look | Failure]:
    with Glancing(Pool(glance, 2), LARGE) as workers:
        return {one.found.label: seen for one, seen in workers.spread(map(sight, paths))}


def test_parts_seen_by_two_processes_come_to_the_look_at_the_whole(tmp_path: Path) -> None:
    text = write_group_text(tmp_path / "group.txt", 6000)
    rows = write_exporter(tmp_path / "group.json", "C", 2000)
    small = write_classic(tmp_path / "small.txt", 50)
    assert len(glances(sight(text), str(text), LARGE)) > 4
    assert len(glances(sight(rows), str(rows), LARGE)) > 4
    assert len(glances(sight(small), str(small), LARGE)) == 1
    assert by_parts(text, rows, small) == {path.name: look(sight(path)) for path in (text, rows, small)}


def test_an_export_that_does_not_read_in_parts_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    path = write_classic(tmp_path / "two.txt", 6000)
    text = path.read_bytes()
    path.write_bytes(text + b"\r\n" + text[text.index(b"=" * 64) :].replace("验收沟通群".encode(), "另一个群".encode()))
    assert len(glances(sight(path), str(path), LARGE)) > 4
    seen = by_parts(path)["two.txt"]
    assert seen == look(sight(path))
    assert isinstance(seen, Look)
    assert [chat.title for chat in seen.chats] == ["验收沟通群", "另一个群"]


def test_a_file_that_no_format_takes_is_told_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    path.write_bytes(b"no talk at all\n" * 20_000)
    seen = by_parts(path)["noise.txt"]
    assert isinstance(seen, Failure)
    assert seen.what_to_do


def test_a_part_is_fetched_from_a_store_without_the_rest(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra cluster is absent")
    text = write_group_text(tmp_path / "group.txt", 6000)
    fsspec.filesystem("memory").pipe_file("/glance/group.txt", text.read_bytes())
    near = glances(sight(text), str(text), LARGE)
    far = glances(sight(text), "memory://glance/group.txt", LARGE)
    assert [one.part for one in far] == [one.part for one in near]
    seen = [glance(one) for one in far[1:]]
    assert [type(one).__name__ for one in seen] == ["Gathered"] * len(seen)
