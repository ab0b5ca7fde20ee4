"""Numbers in pieces: over line ends within a message, and over messages of one person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.redaction.finders import found_in
from archiver.redaction.leaks import Search
from archiver.redaction.masker import Masker, Removed
from archiver.redaction.roster import Roster
from archiver.redaction.split import Said, pieces

PHONE = "13800138000"
CARD = "6222020200112250127"
IDENTITY = "11010519491231002X"


def talk(*said: tuple[str, str]) -> list[Said]:
    return [Said(f"E1-{number:04}", who, text) for number, (who, text) in enumerate(said, 1)]


def hidden(*said: tuple[str, str]) -> list[str]:
    """Return what is shown of each message."""
    told = talk(*said)
    split = pieces(told)
    masker = Masker(Roster(()), (text for _, text in said), group=True)
    return [masker.mask(one.text, split.get(one.ref, ())).text for one in told]


@pytest.mark.parametrize("said", [
    (("甲", "我电话138 0013"), ("甲", "8000")),
    (("甲", "138"), ("甲", "0013"), ("甲", "8000 打这个")),
    (("甲", "13800"), ("甲", "138000")),
    (("甲", "号码是1380"), ("乙", "嗯"), ("乙", "你说"), ("甲", "0138000 记一下")),
    (("甲", "6222 0202 0011"), ("甲", "2250 127")),
    (("甲", "身份证110105194912"), ("甲", "31002X")),
])  # fmt: skip
def test_pieces_in_messages_of_one_person_bear_the_mark_of_the_whole(said: tuple[tuple[str, str], ...]) -> None:
    shown = hidden(*said)
    marks = {
        text[text.index("〔") : text.index("〕") + 1] for (who, _), text in zip(said, shown, strict=True) if who == "甲"
    }
    assert len(marks) == 1
    assert not any(sign.isdecimal() for text in shown for sign in text.replace(next(iter(marks)), ""))


@pytest.mark.parametrize("said", [
    (("甲", "138 0013"), ("乙", "8000")),  # two people
    (("甲", "138 0013"), ("甲", "好的"), ("甲", "8000")),  # a word of his own between
    (("甲", "定金200"), ("甲", "300尾款")),
    (("甲", "一共13800"), ("甲", "13800就13800")),
    (("甲", "138 0013"), ("乙", "1"), ("乙", "2"), ("乙", "3"), ("乙", "4"), ("甲", "8000")),
])  # fmt: skip
def test_figures_that_are_no_number_of_one_person_stay(said: tuple[tuple[str, str], ...]) -> None:
    assert hidden(*said) == [text for _, text in said]


@pytest.mark.parametrize(("text", "kind"), [
    ("138 0013\n8000", "phone"), ("电话\n13800\n138000", "phone"), ("13800\r\n138000", "phone"),
    ("6222020200\n112250127", "card"), ("622202\n0200112250\n127", "card"), ("110105\n19491231002X", "identity"),
    ("11010519491\n231002X", "identity"),
])  # fmt: skip
def test_a_number_over_line_ends_of_one_message_is_found_whole(text: str, kind: str) -> None:
    (found,) = found_in(text)
    assert found.kind == kind
    assert "".join(text[found.start : found.end].split()) in {PHONE, CARD, IDENTITY}


@pytest.mark.parametrize("text", ["单价138\n数量00138000", "1. 13800\n2. 138000"])
def test_lines_that_hold_more_than_figures_are_not_put_together(text: str) -> None:
    assert list(found_in(text)) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((("phone", PHONE), ("card", CARD), ("identity", IDENTITY))), st.data())
def test_wherever_a_number_is_cut_it_is_masked_and_its_pieces_are_a_leak(
    value: tuple[str, str], data: st.DataObject
) -> None:
    kind, number = value
    cut = data.draw(st.integers(3, len(number) - 3))
    head, tail = number[:cut], number[cut:]
    shown = hidden(("甲", head), ("乙", "嗯"), ("甲", tail))
    assert shown[0] == shown[2]
    assert shown[0].startswith("〔")
    page = f"<p>12:01:05 甲 E1-0001</p><p>{head}</p><p>12:01:09 乙</p><p>嗯</p><p>12:02:17 甲</p><p>{tail}</p>"
    removed = Removed("phone" if kind == "phone" else "card" if kind == "card" else "identity", f"{head}\n{tail}")
    assert [leak.kind for leak in Search((removed,)).leaks("a.html", page.encode())] == [kind]


def test_figures_that_a_page_holds_anyway_are_no_leak() -> None:
    removed = Removed("phone", "138 0013\n8000")
    page = "合计 8000 元，编号 380013，12:01:38 13:80:01，E1-0138，8000，138 人"
    assert not list(Search((removed,)).leaks("a.txt", page.encode()))
