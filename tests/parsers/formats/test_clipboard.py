from datetime import date

import pytest

from parsers.clipboard_lines import Head, mark
from parsers.text_lines import lines
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes


@pytest.mark.parametrize(
    ("line", "name", "uin", "raw"),
    [
        ("山雀  0:58:31", "山雀", "", "0:58:31"),
        ("山 雀 (测试)  00:58:31 ", "山 雀 (测试)", "", "00:58:31"),
        ("山雀 2021/3/2 9:05:03", "山雀", "", "2021/3/2 9:05:03"),
        ("River 3/2/2021 9:05:03 PM", "River", "", "3/2/2021 9:05:03 PM"),
        ("(9000010001) 上午 9:05:03", "", "9000010001", "上午 9:05:03"),
        ("山雀: 03-02 09:05:03", "山雀", "", "03-02 09:05:03"),
    ],
)
def test_each_variant_of_a_head_is_known(line: str, name: str, uin: str, raw: str) -> None:
    assert mark(line.encode()) == Head(name, uin, raw)


@pytest.mark.parametrize(
    "line",
    ["山雀 0:58:31", "山雀  24:61:00", "12:00:00", "  int x;  12:00:00", "// x 2021/3/2 9:05:03",
     "* x 2021/3/2 9:05:03", "23:01:46 你好", "2021-03-02 9:05:03 山雀",
     "— —  2021-2-30  — —", "山雀: 2021-03-02 09:05:03"],
)  # fmt: skip
def test_other_lines_are_no_heads(line: str) -> None:
    assert mark(line.encode()) is None


def test_a_date_line_is_a_day() -> None:
    assert mark("— — 2021-2-21 — — ".encode()) == date(2021, 2, 21)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_lines_are_the_same_however_the_bytes_arrive(size: int) -> None:
    data = "山\r\n雀\r\r\n\n江\n\r河".encode()
    cut = list(lines(iter([data[at : at + size] for at in range(0, len(data), size)])))
    assert b"".join(line.data for line in cut) == data
    assert [line.text().decode() for line in cut] == ["山", "雀", "", "", "江", "", "河"]


def test_a_line_without_end_is_tiled_in_bounded_pieces() -> None:
    data = "山雀  0:58:31\n好\n江河  0:58:32\n".encode() + b"a" * 3_000_000
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert messages(events)[0].text == "好"
    assert max(len(message.text) for message in messages(events)) <= 2 * 1024 * 1024 + 16


def test_a_letter_with_one_time_in_it_is_no_copy() -> None:
    assert read_bytes("甲方您好\n见附件  12:00:00\n此致\n".encode()) is None


def test_a_day_is_never_guessed() -> None:
    data = "山雀  0:58:31\n一\n山雀 2021/3/2 9:05:03\n二\n山雀  9:06:00\n三\n".encode()
    events = read_bytes(data)
    assert [message.stamp.wall is None for message in messages(events)] == [True, False, True]
    assert codes(events) == ["claimed_copy", "time_without_date"]
