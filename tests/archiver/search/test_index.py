"""The index against the plain meaning of the question: a row is found if and only if it holds the words."""

import sqlite3
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.search.asking import Filters, ask, moment
from archiver.search.corpus import Corpus, Said, Talk
from archiver.search.index import write
from archiver.search.words import LONGEST, MOST, Query, fold, parse, spans

ALPHABET = '定金退款的一AａB1２，？-_ "“”「*()^:\0\n\x1f😀\ud83d錢钱'
TEXTS = st.text(alphabet=st.sampled_from(ALPHABET), max_size=8)


def index(texts: Iterable[str]) -> sqlite3.Connection:
    said = (Said("c1", f"1:{n}", None, "9000010001", "山雀", "text", text) for n, text in enumerate(texts, 1))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    write(connection, "key", Corpus((Talk("c1", "接稿群"),), (), said, (), one_case=True))
    return connection


def found(connection: sqlite3.Connection, query: Query) -> list[str]:
    return [hit.ref for hit in ask(connection, query, Filters(), "time", 100).hits]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=3))
def test_a_row_is_found_exactly_where_it_holds_every_wanted_word_and_no_other(
    texts: list[str], asked: list[str]
) -> None:
    query = parse(asked)
    expected = [
        f"1:{n}"
        for n, text in enumerate(texts, 1)
        if all(word in fold(text) for word in query.wanted) and not any(word in fold(text) for word in query.unwanted)
    ]
    assert found(index(texts), query) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("定金", "先付定金再画"),
        ("金", "定金"),
        ("付定", "先付定金"),
        ("错漏", "有錯漏"),
        ("錯漏", "有错漏"),
        ("psd", "源文件.PSD"),
        ("PSD", "源文件.ｐｓｄ"),
        ("１２０", "一共120"),
        ("v1.2", "发你 V1.2"),
        ("？！", "什么?!"),
        ("😀", "好的😀"),
        ("好的 收到", "好的\n收到"),
        ("é", "CAFÉ"),
        ("straße", "STRAßE"),
    ],
)
def test_script_width_case_and_part_of_a_word_do_not_matter(word: str, text: str) -> None:
    assert found(index([text, "别的话"]), parse([word])) == ["1:1"]


@pytest.mark.parametrize(
    ("given", "wanted", "unwanted"),
    [
        (["定金", "退款"], ("定金", "退款"), ()),
        (["先付 一半"], ("先付 一半",), ()),
        (['定金 "先付 一半" -退款'], ("定金", "先付 一半"), ("退款",)),
        (["“先付 一半”"], ("先付 一半",), ()),
        (["「先付」『一半』"], ("先付", "一半"), ()),
        (['-"不要 退款"'], (), ("不要 退款",)),
        (["－退款"], (), ("退款",)),
        (['"没有关上'], ("没有关上",), ()),
        (["-"], ("-",), ()),
        (["a-b"], ("a-b",), ()),
        (['""', "", "   "], (), ()),
        (["定金", "定金"], ("定金",), ()),
    ],
)
def test_a_question_reads_as_people_type_it(
    given: list[str], wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    assert parse(given) == Query(wanted, unwanted)


@pytest.mark.parametrize(
    "hostile",
    [
        ['" OR 1=1 --'],
        ["NEAR(定金 退款)", "pairs:定", "*", "^定", "定 AND", '"'],
        ["定" * 100_000],
        [f"词{n}" for n in range(5_000)],
        ["\0", "\udcff", "\x1f"],
        ["%", "_", "'; drop table rows; --"],
    ],
)
def test_no_question_breaks_the_index(hostile: list[str]) -> None:
    connection = index(["定金退款", "别的"])
    assert found(connection, parse(hostile)) == []
    assert found(connection, parse(["定金"])) == ["1:1"]


def test_what_is_cut_off_a_question_is_told() -> None:
    assert parse(["定" * (LONGEST + 1)]).cut
    assert parse([f"词{n}" for n in range(MOST)]).cut
    assert not parse(["定" * LONGEST]).cut


def test_touching_hits_are_marked_as_one() -> None:
    assert spans("先付定金定金", ("定金", "付定", "没有")) == ((1, 6),)
    assert spans("好，好", ("好",)) == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-12", "2024-12-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-2-29", "2024-02-29T00:00:00", "2024-03-01T00:00:00"),
        ("2024年3月5日", "2024-03-05T00:00:00", "2024-03-06T00:00:00"),
        ("2024-03-05T10:20", "2024-03-05T10:20:00", "2024-03-05T10:21:00"),
        ("2024/3/5 23:59:59", "2024-03-05T23:59:59", "2024-03-06T00:00:00"),
    ],
)
def test_a_date_means_its_whole_year_month_day_or_minute(text: str, first: str, after: str) -> None:
    assert moment(text, end=False) == first
    assert moment(text, end=True) == after


@pytest.mark.parametrize("text", ["", "昨天", "2024-13", "2024-02-30", "9999", "2024-03-05T25:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|hour"):
        moment(text, end=True)
