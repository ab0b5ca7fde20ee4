"""Columns on paper: no label narrower than its words, nothing wider than the page."""

import pytest

from reports.formats.widths import term_width, widths
from reports.page import Column, ColumnKind, Paragraph, Row, Table, Text

EM, PADDING = 3.175, 3.4


def table(*columns: tuple[str, ColumnKind, str]) -> Table:
    heads = tuple(Column(title, kind) for title, kind, _ in columns)
    return Table("表", heads, (Row(tuple((Paragraph((Text(words),)),) for _, _, words in columns)),))


def test_a_sum_and_its_name_stand_in_one_line_and_the_words_take_the_rest() -> None:
    found = widths(
        table(
            ("项目", "short", "记录中可见的付款"), ("金额", "number", "记录未载明金额"), ("依据", "words", "话" * 90)
        ),
        166,
    )
    assert found[0] >= 8 * EM + PADDING - 0.01
    assert found[1] >= 7 * EM + PADDING - 0.01
    assert found[2] > 90
    assert sum(found) == pytest.approx(166)


def test_a_time_is_never_cut_however_narrow_the_rest() -> None:
    found = widths(
        table(
            ("时间", "time", "2024-09-25 13:31:46 +08:00"),
            ("说话人", "who", "一个名字很长很长很长的人"),
            ("行为", "act", "表示将、提到期限、提出或告知延后"),
            ("原话与出处", "words", "话" * 300),
        ),
        166,
    )
    assert found[0] >= 26 * 0.5 * EM + PADDING
    assert found[3] >= 166 * 0.3


def test_short_text_leaves_its_room_to_long_text() -> None:
    found = widths(table(("期限", "text", "2024-10-08"), ("依据", "words", "话" * 200)), 166)
    assert found[0] < 30
    assert sum(found) == pytest.approx(166)


def test_many_columns_with_long_words_still_fit_the_page() -> None:
    found = widths(table(*((f"列{n}", "text", "x" * 40) for n in range(9))), 166)
    assert sum(found) == pytest.approx(166)


def test_an_empty_table_has_widths_by_its_heads() -> None:
    heads = (Column("一方", "short"), Column("说法", "words"))
    assert sum(widths(Table("表", heads, ()), 166)) == pytest.approx(166)


def test_terms_take_what_they_need_between_two_bounds() -> None:
    assert term_width(["大小"], 20, 44) == 20
    assert term_width(["缺什么、谁可能持有"], 20, 44) > 9 * 10.5 * 0.3528
    assert term_width(["很" * 60], 20, 44) == 44


def test_a_reference_has_room_for_wider_letters_than_reckoned() -> None:
    found = widths(table(("消息", "ref", "E1-0004"), ("依据", "words", "话" * 300)), 166)
    assert found[0] >= 7 * 0.56 * 1.15 * EM + PADDING - 0.01
