"""The gate lets talk of deals through and leaves most of everyday talk behind."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.analysis.gate import AROUND, EXCERPT, Gate
from archiver.analysis.reader import read
from archiver.analysis.talk import Line
from archiver.corpus.collection import Part, read_cases
from archiver.corpus.gold import gold_findings, gold_lines
from parsers.message import Attachment, Money
from tests.archiver.analysis import talks

EVERYDAY = tuple(Path(__file__).with_name("plain_chat.txt").read_text(encoding="utf-8").split("\n")[:-1])
CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"
_BEGIN = datetime(2024, 3, 5, 10, 0)  # noqa: DTZ001 - wall time


def everyday() -> list[Line]:
    return [
        Line(
            f"1:{n}", "c1", f"900000000{n % 2}", "甲", _BEGIN + timedelta(minutes=n), "text", words, ((0, len(words)),)
        )
        for n, words in enumerate(EVERYDAY, 1)
    ]


def test_less_than_a_twentieth_of_everyday_talk_passes() -> None:
    screened = list(Gate().screen(everyday()))
    assert sum(line.passes for line in screened) / len(screened) < 0.05
    assert not any(line.deal for line in screened)


def test_everyday_talk_holds_at_most_one_finding_in_a_hundred_messages() -> None:
    findings = [finding for finding in read(everyday(), {}) if finding.status == "finding"]
    assert len(findings) <= len(EVERYDAY) / 100


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_the_gate_loses_less_than_one_labelled_act_in_two_hundred(part: Part) -> None:
    passed = [
        line.passes
        for case in read_cases(CORPUS, part)
        for line in Gate().screen(gold_lines(case))
        for act in gold_findings(case)
        if act.ref == line.line.ref
    ]
    assert sum(passed) / len(passed) >= 0.995


def test_outside_a_deal_a_cue_of_one_kind_does_not_pass_and_two_do() -> None:
    lines, _ = talks.talk("client: 明天降温", "client: 发你了", "client: 明天发你", begin=())
    chat = everyday()[0].chat
    talk = [*everyday(), *(replace(line, chat=chat) for line in lines)]
    assert [line.passes for line in Gate().screen(talk)][-3:] == [False, False, True]


def test_a_few_lines_are_read_in_full_whatever_their_words() -> None:
    lines, _ = talks.talk("client: 再添一页吧", "provider: 中", begin=())
    assert all(line.passes for line in Gate().screen(lines))


def test_one_word_of_deals_makes_a_deal_of_an_excerpt_and_of_no_longer_talk() -> None:
    said = ["client: 初稿呢", *(f"provider: 石榴{number}" for number in range(40))]
    short, _ = talks.talk(*said[:EXCERPT], begin=())
    long, _ = talks.talk(*said, "arbiter: 在", begin=())
    assert all(line.deal for line in Gate().screen(short))
    assert not any(line.deal for line in Gate().screen(long))


def test_all_words_pass_within_a_deal() -> None:
    lines, _ = talks.talk("client: 嗯", "provider: 爽快", "client: 攒劲 接着整")
    assert all(line.passes for line in Gate().screen(lines))


def test_what_stands_before_the_first_word_of_a_deal_passes() -> None:
    lines, _ = talks.talk("client: 石榴", "client: 手短腿短", begin=())
    deal, _ = talks.talk()
    assert [line.passes for line in Gate().screen([*lines, *deal])][:2] == [True, True]


def _in_a_crowd(deal: list[Line], bystanders: int = 30, between: int = 7) -> list[Line]:
    """Return a deal with `between` lines of everyday talk after each of its messages, in turn by each bystander."""
    told: list[Line] = []
    for number, line in enumerate(deal):
        told.append(replace(line, chat="c1"))
        for turn in range(number * between, (number + 1) * between):
            words = EVERYDAY[turn % len(EVERYDAY)]
            account = f"90700000{turn % bystanders:02}"
            told.append(Line(f"2:{turn}", "c1", account, "乙", _BEGIN, "text", words, ((0, len(words)),)))
    return told


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_in_a_crowd_nine_labelled_acts_in_ten_pass_and_one_bystander_in_twenty(part: Part) -> None:
    acts: list[bool] = []
    bystanders: list[bool] = []
    for case in read_cases(CORPUS, part):
        screened = {one.line.ref: one.passes for one in Gate().screen(_in_a_crowd(list(gold_lines(case))))}
        acts += [screened[act.ref] for act in gold_findings(case)]
        bystanders += [passes for ref, passes in screened.items() if ref.startswith("2:")]
    assert sum(acts) / len(acts) >= 0.9
    assert sum(bystanders) / len(bystanders) < 0.05


def test_in_a_crowd_the_words_of_one_speaker_tell_nothing_of_another() -> None:
    deal, _ = talks.talk("client: 嗯", "provider: 爽快", begin=("client: 约稿 定金三百", "provider: 初稿周三"))
    screened = list(Gate().screen(_in_a_crowd(deal)))
    assert all(one.passes and one.deal for one in screened if one.line.ref.startswith("1:"))
    assert not any(one.deal for one in screened if one.line.ref.startswith("2:"))


def test_no_crowd_stands_around_a_deal_whose_group_is_silent() -> None:
    deal, _ = talks.talk("client: 嗯", *(f"provider: 爽快{number}" for number in range(2 * AROUND)))
    after = [
        replace(line, account=f"90700000{number % 30:02}", chat=deal[0].chat) for number, line in enumerate(everyday())
    ]
    screened = list(Gate().screen([*deal, *after]))
    assert all(one.passes for one in screened[: len(deal) - AROUND])


def test_money_and_files_pass_anywhere() -> None:
    money = Line("1:1", "c1", "a", "甲", None, "transfer", "[转账]", money=Money("transfer", "20"))
    file = Line("1:2", "c1", "a", "甲", None, "file", "[文件]a.pdf", files=(Attachment("file", "a.pdf"),))
    picture = Line("1:3", "c1", "a", "甲", None, "image", "[图片]", files=(Attachment("image"),))
    assert [line.passes for line in Gate().screen([money, file, picture])] == [True, True, False]


def test_lines_come_out_in_the_order_in_which_they_went_in() -> None:
    lines = everyday()
    assert [screened.line for screened in Gate().screen(iter(lines))] == lines
