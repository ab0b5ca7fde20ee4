"""Every way to answer takes its own scenes and none of its counterexamples; and how answers find what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.analysis.apart import WAYS, fits_of
from archiver.analysis.candidate import Candidate
from archiver.analysis.consent import asking, telling
from archiver.analysis.finding import Act
from archiver.analysis.proposal import Proposal, proposal_of
from archiver.analysis.reading import read_line
from archiver.analysis.replies import Reply, _runs, _told, heed, reply_of
from archiver.analysis.way import Says, Way
from tests.archiver.analysis import talks

_IDS = [way.id for way in WAYS]


def answered(scene: str) -> Reply | None:
    """Return what the last line of `ask / chatter / … / answer` says; the sides take turns, the answer speaks last."""
    *before, answer = scene.split(" / ")
    waiting = tuple(_put(number, words) for number, words in enumerate(before[::-2][::-1], 1))
    reading = read_line(talks.line(9, f"client: {answer}"), len(before) + 1, "client")
    return reply_of(reading, fits_of(reading), waiting, 0)


def _put(number: int, words: str) -> Proposal:
    return proposal_of(
        read_line(talks.line(number, f"provider: {words}"), 2 * number - 1, "provider"), "provider", "remark"
    )


@pytest.mark.parametrize("way", WAYS, ids=_IDS)
def test_a_way_takes_its_examples(way: Way) -> None:
    for scene in way.examples:
        reply = answered(scene)
        assert reply is not None, scene
        assert (reply.way, reply.says) == (way.id, way.says), scene


@pytest.mark.parametrize("way", WAYS, ids=_IDS)
def test_a_way_leaves_its_counterexamples_alone(way: Way) -> None:
    for scene in way.counterexamples:
        reply = answered(scene)
        assert reply is None or reply.way != way.id, scene


@pytest.mark.parametrize("way", WAYS, ids=_IDS)
def test_a_way_carries_three_examples_and_two_counterexamples(way: Way) -> None:
    assert len(way.examples) >= 3
    assert len(way.counterexamples) >= 2


def test_ids_of_ways_are_unique() -> None:
    assert len(set(_IDS)) == len(_IDS)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("这版可以吗", "question"),
        ("您看呢", "question"),
        ("左边还是右边", "choice"),
        ("第三幕删了吧", "change"),
        ("再给三天", "delay"),
        ("我打算用模板站", "plan"),
        ("全包480", "price"),
        ("必须用我们的模板", "terms"),
        ("你上次答应过包源文件", "claim"),
    ],
)
def test_a_line_asks_for_consent_in_its_kind(words: str, kind: str) -> None:
    assert asking(words, "text") == kind


@pytest.mark.parametrize("words", ["听得到吗", "吃了没", "今天下雨了", "打样寄了，顺丰", "峡谷上分接不接"])
def test_a_fact_told_or_asked_puts_nothing(words: str) -> None:
    assert asking(words, "text") is None


def test_what_is_told_is_told_apart_from_small_talk() -> None:
    assert telling("打样寄了，顺丰")
    assert not telling("今天好累")


def test_an_answer_after_chatter_means_the_line_that_it_names() -> None:
    reply = answered("提纲这么列行不行 / 食堂今天有糖醋排骨 / 羡慕 / 提纲行，动笔吧")
    assert reply is not None
    assert (reply.says, reply.target) == ("yes", "1:1")


def test_a_bare_yes_after_chatter_is_left_open() -> None:
    assert answered("提纲这么列行不行 / 食堂今天有糖醋排骨 / 羡慕死我了 / 好") is None


def test_a_doubt_stands_over_a_yes() -> None:
    reply = answered("提纲这么列行不行 / 行，不过我得跟导师商量下")
    assert reply is not None
    assert reply.says == "open"


@pytest.mark.parametrize(
    ("says", "act", "sure", "chance", "left"),
    [
        ("no", "rejection", 0.7, 0.02, []),
        ("no", "rejection", 0.7, 0.3, ["rejection"]),
        ("no", "rejection", 0.7, None, ["rejection"]),
        ("no", "rejection", 0.9, 0.02, ["rejection"]),
        ("yes", "approval", 0.7, 0.02, []),
    ],
)
def test_a_doubtful_way_stands_only_where_the_trained_reader_holds_it_to_be_possible(
    says: Says, act: Act, sure: float, chance: float | None, left: list[Act]
) -> None:
    told = Candidate(act, 0, 2, "way", sure, model=chance, target="1:1")
    seen = Candidate("approval", 0, 2, None, 0.6, model=0.6)
    kept = heed(Reply(says, "way", 0, 2, "1:1", sure), (told, seen), 0.44)
    assert [one.act for one in kept] == left


def test_an_answer_to_a_question_of_fact_leaves_what_was_asked_before_it_open() -> None:
    put = ("尾款打八折行不", "快递是寄到学校吗")
    waiting = tuple(
        proposal_of(read_line(talks.line(n, f"client: {words}"), n, "client"), "client", "remark")
        for n, words in enumerate(put, 1)
    )
    reading = read_line(talks.line(3, "provider: 对，寄学校"), 3, "provider")
    reply = reply_of(reading, fits_of(reading), waiting, 0)
    assert reply is not None
    assert reply.says == "open"


@given(st.text("改的了一蓝色,不三给0a", max_size=12))
def test_a_run_tells_by_one_of_its_characters_at_least(words: str) -> None:
    """So a line that shares no character that tells shares no run, and need not be asked for its runs."""
    assert all(set(run) & _told(words) for run in _runs(words))


def test_a_run_of_figures_or_of_words_that_tell_nothing_is_none() -> None:
    assert _runs("改蓝色的 三张图") == {"改蓝", "蓝色", "张图"}
