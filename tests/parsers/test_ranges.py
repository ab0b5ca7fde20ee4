"""Parts of an export, read apart, are the whole."""

import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from msgspec.structs import replace

from parsers import Source, identify
from parsers.message import Chat, Message
from parsers.ranges import UnevenError, cut, read_part
from tests.benchmarks.exports import write_classic, write_exporter, write_mht

COUNT = 3000


def whole(path: Path) -> list[Message]:
    source = Source.open(path)
    return list(identify(source).parse(source).messages())


def together(path: Path, count: int) -> Iterator[Message]:
    """Yield what the parts of a file say, each read for itself, the last first."""
    source = Source.open(path)
    taker = identify(source)
    parts = cut(source, taker, taker.parse(source).encoding, count)
    assert len(parts) == count
    read = [list(read_part(source, taker, part)) for part in reversed(parts)][::-1]
    chats = {tuple(event for event in events if isinstance(event, Chat)) for events in read}
    assert len(chats) == 1
    before = 0
    for events in read:
        for event in events:
            if isinstance(event, Message):
                yield replace(event, ordinal=before + event.ordinal)
        before += sum(isinstance(event, Message) for event in events)


@pytest.mark.parametrize("count", [2, 3, 7])
def test_parts_of_a_text_are_the_whole(tmp_path: Path, count: int) -> None:
    path = write_classic(tmp_path / "chat.txt", 3 * COUNT)
    assert list(together(path, count)) == whole(path)


@pytest.mark.parametrize("generation", ["A", "B", "C", "D"])
def test_parts_of_exporter_json_are_the_whole(tmp_path: Path, generation: str) -> None:
    path = write_exporter(tmp_path / "chat.json", generation, COUNT)
    assert list(together(path, 5)) == whole(path)


def test_parts_of_a_chunk_of_jsonl_are_the_whole(tmp_path: Path) -> None:
    rows = json.loads(write_exporter(tmp_path / "chat.json", "C", COUNT).read_bytes())["messages"]
    path = tmp_path / "c000001.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", "utf-8")
    assert list(together(path, 4)) == whole(path)


@pytest.mark.parametrize("count", [2, 5])
def test_parts_of_an_mht_are_its_talk_without_what_stands_behind_it(tmp_path: Path, count: int) -> None:
    path = write_mht(tmp_path / "chat.mht", 60, 80, pictures=40)
    expected = whole(path)
    assert [file.size for message in expected for file in message.attachments][:2] == [3003, 3003]
    named = [
        replace(message, attachments=tuple(replace(file, size=None, md5=None) for file in message.attachments))
        for message in expected
    ]
    assert list(together(path, count)) == named


def test_an_mht_whose_second_chat_begins_in_the_middle_is_read_as_a_whole(tmp_path: Path) -> None:
    path = write_mht(tmp_path / "chat.mht", 60, 80)
    day = "<tr><td style=border-bottom-width:1px;>日期: 2019-02-20</td></tr>"
    chat = "<tr><td><div style=padding-left:10px;>消息对象:另一个群</div></td></tr>"
    path.write_bytes(path.read_bytes().replace(day.encode(), f"{chat}{day}".encode()))
    source = Source.open(path)
    taker = identify(source)
    parts = cut(source, taker, taker.parse(source).encoding, 3)
    with pytest.raises(UnevenError):
        deque(chain.from_iterable(read_part(source, taker, part) for part in parts), 0)


def test_an_mht_of_one_long_day_is_not_cut(tmp_path: Path) -> None:
    source = Source.open(write_mht(tmp_path / "chat.mht", 1, 3000))
    taker = identify(source)
    assert len(cut(source, taker, taker.parse(source).encoding, 4)) <= 1


def test_an_edited_text_with_other_line_ends_is_cut_too(tmp_path: Path) -> None:
    path = write_classic(tmp_path / "chat.txt", COUNT)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    assert list(together(path, 4)) == whole(path)


def test_what_cannot_be_cut_is_not(tmp_path: Path) -> None:
    small = write_classic(tmp_path / "small.txt", 20)
    packed = tmp_path / "utf16.txt"
    packed.write_bytes(write_classic(tmp_path / "x.txt", COUNT).read_text("utf-8-sig").encode("utf-16"))
    for path in (small, packed):
        source = Source.open(path)
        taker = identify(source)
        assert len(cut(source, taker, taker.parse(source).encoding, 4)) <= 1


def test_a_talk_of_two_whose_sides_the_front_leaves_open_is_read_as_a_whole(tmp_path: Path) -> None:
    path = write_classic(tmp_path / "chat.txt", COUNT)
    path.write_bytes(re.sub(rb"\(9\d+\)\r", b"\r", path.read_bytes()))
    source = Source.open(path)
    taker = identify(source)
    part = cut(source, taker, "utf-8-sig", 2)[1]
    with pytest.raises(UnevenError):
        next(read_part(source, taker, part))


def test_a_second_chat_in_a_part_or_damage_is_told_and_not_guessed(tmp_path: Path) -> None:
    text = write_classic(tmp_path / "chat.txt", COUNT).read_bytes()
    (tmp_path / "two.txt").write_bytes(text + b"\r\n" + text[text.index(b"=" * 64) :])
    rows = write_exporter(tmp_path / "chat.json", "C", COUNT).read_bytes()
    middle = rows.index(b"{", len(rows) // 2)
    (tmp_path / "torn.json").write_bytes(rows[:middle] + b"[[" + rows[middle + 2 :])
    for name in ("two.txt", "torn.json"):
        source = Source.open(tmp_path / name)
        taker = identify(source)
        parts = cut(source, taker, "utf-8", 3)
        with pytest.raises(UnevenError):
            deque(chain.from_iterable(read_part(source, taker, part) for part in parts), 0)
