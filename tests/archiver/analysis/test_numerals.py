"""Numerals: every whole number from 1 to 99,999 in every style people write it in, and the odd ones by hand."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from archiver.analysis.numerals import read_numerals, value_of

_HAN = "零一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL_FINANCIAL = "零壹貳參肆伍陸柒捌玖"
_ALL = range(1, 100_000)


def _spelled(number: int, digits: str, units: tuple[str, str, str, str], *, short_teen: bool) -> str:
    """Write a number below 100,000 by the school rule, digit by digit: 10,203 is 一万零二百零三."""
    ten, hundred, thousand, ten_thousand = units
    places = [(10_000, ten_thousand), (1000, thousand), (100, hundred), (10, ten), (1, "")]
    words, gap = "", False
    for size, unit in places:
        digit, number = divmod(number, size)
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + digits[digit] + unit
        gap = False
    return words.removeprefix("一") if short_teen and words.startswith("一十") else words


def _worded(number: int) -> str:
    return _spelled(number, _HAN, ("十", "百", "千", "万"), short_teen=True)


def _with_liang(number: int) -> str:
    words = _worded(number)
    for unit in "万千百":
        words = words.replace(f"二{unit}", f"两{unit}")
    return words


def _clipped(number: int) -> str:
    """两千五, 一万二: a last round place loses its unit."""
    words = _worded(number)
    for upper, lower in (("万", "千"), ("千", "百"), ("百", "十")):
        if len(words) >= 4 and words[-1] == lower and words[-3] == upper:
            return words[:-1]
    return words


_STYLES: dict[str, Callable[[int], str]] = {
    "figures": str,
    "figures with thousands commas": lambda number: f"{number:,}",
    "full-width figures": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "characters": _worded,
    "characters with 两": _with_liang,
    "characters, last unit dropped": _clipped,
    "financial": lambda number: _spelled(number, _FINANCIAL, ("拾", "佰", "仟", "万"), short_teen=False),
    "traditional financial": lambda number: _spelled(
        number, _TRADITIONAL_FINANCIAL, ("拾", "佰", "仟", "萬"), short_teen=False
    ),
    "mixed, 万 before figures": lambda number: (
        f"{number // 10_000}万{number % 10_000:04d}" if number >= 10_000 and number % 10_000 >= 1000 else str(number)
    ),
    "mixed, k": lambda number: f"{Decimal(number) / 1000:f}k",
    "mixed, w": lambda number: f"{Decimal(number) / 10_000:f}w",
}


@pytest.mark.parametrize("style", _STYLES)
def test_every_number_below_a_hundred_thousand_reads_back(style: str) -> None:
    write = _STYLES[style]
    wrong = [(number, write(number)) for number in _ALL if value_of(write(number)) != number]
    assert wrong[:5] == []


def test_the_spelling_that_the_enumeration_rests_on_is_right() -> None:
    assert [_worded(n) for n in (7, 10, 15, 20, 101, 110, 1005, 2010, 10_203, 99_999)] == [
        "七", "十", "十五", "二十", "一百零一", "一百一十", "一千零五", "二千零一十", "一万零二百零三",
        "九万九千九百九十九",
    ]  # fmt: skip
    assert [_clipped(n) for n in (120, 2500, 12_000, 2050)] == ["一百二", "二千五", "一万二", "二千零五十"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("两千五", "2500"), ("2k5", "2500"), ("1.2w", "12000"), ("1万2", "12000"), ("1w2", "12000"), ("三千五", "3500"),
        ("百五", "150"), ("千三", "1300"), ("一千零五", "1005"), ("二零一六", "2016"), ("十五点七", "15.7"),
        ("三点五万", "35000"),
        ("4.78万亿", "4780000000000"), ("四万万", "400000000"), ("5亿1万4千6百", "500014600"),
        ("2千零30万", "20300000"),
        ("负三十二", "-32"), ("壹仟贰佰叁拾肆", "1234"), ("倆千", "2000"), ("１２００", "1200"),
    ],
)  # fmt: skip
def test_odd_styles(words: str, value: str) -> None:
    assert value_of(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "个", "三个", "点", "1点", "一点点", "3.5.1", "九" * 60])
def test_what_is_no_numeral_has_no_value(words: str) -> None:
    assert value_of(words) is None


@pytest.mark.parametrize(
    "line", ["四川人", "一切都好", "十分满意", "我一看就懂", "万一不行", "千万别", "部队", "拾到东西"]
)
def test_numerals_inside_words_are_no_numbers(line: str) -> None:
    assert read_numerals(line) == ()


def test_numbers_keep_their_place_in_the_text_as_printed() -> None:
    text = "要２０页，和三分之一的图"
    assert [(n.start, n.end, n.text) for n in read_numerals(text)] == [(1, 3, "２０"), (6, 10, "三分之一")]


@pytest.mark.parametrize("text", [".0k", ".5w", "x.0k 的"])
def test_a_bare_point_before_a_unit_is_read_and_never_raises(text: str) -> None:
    assert isinstance(read_numerals(text), tuple | list)
