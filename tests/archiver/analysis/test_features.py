"""What a clause shows, and where clauses end."""

import pytest

from archiver.analysis.features import clauses, read_clauses
from archiver.analysis.script import plain

SHOWN: dict[str, tuple[str, set[str]]] = {
    "a question with 吗": ("能交吗", {"question"}),
    "a question with a bare 不": ("一起成不", {"question"}),
    "a verb asked both ways": ("行不行", {"question"}),
    "a done thing asked": ("好了没", {"question"}),
    "a question of how much": ("多少钱", {"asking"}),
    "a refusal": ("这个我不改", {"negation", "self"}),
    "a condition": ("要是报警", {"condition"}),
    "hearsay": ("他说三天内给", {"hearsay"}),
    "words of the other side thrown back": ("你答应的三天", {"hearsay"}),
    "a past time": ("上次那版", {"past"}),
    "a demand": ("你得先付", {"demand"}),
    "another's price": ("隔壁才两百", {"elsewhere"}),
    "mockery": ("呵呵", {"sarcasm"}),
    "a quotation": ("我写的“不留白”", {"quoted"}),
}
NOT_SHOWN: dict[str, tuple[str, str]] = {
    "不错 denies nothing": ("不错", "negation"),
    "没问题 denies nothing": ("没问题", "negation"),
    "行吧 asks nothing": ("行吧", "question"),
    "不好意思 denies nothing": ("不好意思", "negation"),
    "什么都能做 asks nothing": ("什么都能做", "asking"),
    "别人 forbids nothing": ("别人做的", "negation"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_clause_shows(name: str) -> None:
    text, wanted = SHOWN[name]
    assert wanted <= set().union(*(clause.features for clause in read_clauses(text)))


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_a_clause_does_not_show(name: str) -> None:
    text, feature = NOT_SHOWN[name]
    assert feature not in set().union(*(clause.features for clause in read_clauses(text)))


def test_blanks_between_chinese_words_end_a_clause_and_those_of_latin_words_do_not() -> None:
    text = "行 那加50，用final cut剪"
    assert [text[start:end] for start, end in clauses(text)] == ["行 ", "那加50，", "用final cut剪"]


def test_a_decimal_is_no_end_of_a_clause() -> None:
    assert len(clauses("放了1.5毫米")) == 1


def test_what_is_reported_runs_on_to_the_end() -> None:
    assert all("hearsay" in clause.features for clause in read_clauses("他说三天内给我 一定能好"))


@pytest.mark.parametrize("text", ["這個價錢可以嗎", "ＡＢＣ　１２３", "两千五", "𠮷野家👌"])
def test_plain_writing_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_traditional_and_full_width_writing_are_read_as_plain() -> None:
    assert plain("這個價錢可以嗎？ＯＫ") == "这个价钱可以吗？ok"
