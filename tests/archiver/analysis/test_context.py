"""Who answers whom: short answers, targets, interruptions, quote-replies, money, bystanders, recalls, forwards."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from archiver.analysis.finding import Finding
from archiver.analysis.reader import read
from tests.archiver.analysis import talks

YES = (
    "可以",
    "好",
    "好的",
    "行",
    "ok",
    "OK",
    "嗯",
    "嗯嗯",
    "👌",
    "1",
    "没毛病",
    "阔以",
    "中",
    "要得",
    "okk",
    "成",
    "妥",
    "就这么办",
    "没问题",
)


def found(spoken: tuple[str, ...], act: str) -> list[Finding]:
    return [finding for finding in talks.talk(*spoken)[1] if finding.act == act]


@pytest.mark.parametrize("yes", YES)
def test_a_short_yes_means_the_open_proposal(yes: str) -> None:
    answers = found(("client: 颜色换成蓝的吧", f"provider: {yes}"), "approval")
    assert [(answer.ref, answer.target) for answer in answers] == [("1:2", "1:1")]


@pytest.mark.parametrize("yes", YES)
def test_a_short_yes_to_no_proposal_is_no_act(yes: str) -> None:
    assert found(("client: 昨天下大雨了", f"provider: {yes}"), "approval") == []


@pytest.mark.parametrize("no", ["不行", "不改", "没门", "做不了", "不同意"])
def test_a_no_means_the_open_proposal(no: str) -> None:
    answers = found(("client: 第二页重做吧", f"provider: {no}"), "rejection")
    assert [answer.target for answer in answers] == ["1:1"]


def test_an_answer_reaches_over_an_interruption() -> None:
    answers = found(("client: 再加一页吧", "client: 对了你吃饭没", "provider: 行 明天弄"), "approval")
    assert [answer.target for answer in answers] == ["1:1"]


def test_an_answer_reaches_over_what_others_say() -> None:
    spoken = ("client: 再加一页吧", "passer: 围观", "passer: 给我也来一个", "provider: 可以")
    assert [answer.target for answer in found(spoken, "approval")] == ["1:1"]


def test_one_does_not_agree_with_oneself() -> None:
    assert found(("client: 再加一页吧", "client: 嗯"), "approval") == []


def test_a_yes_is_given_once() -> None:
    answers = found(("client: 再加一页吧", "provider: 可以", "provider: 嗯嗯"), "approval")
    assert [answer.ref for answer in answers] == ["1:2"]


def test_a_quote_reply_answers_what_it_quotes() -> None:
    lines = [talks.line(number, words) for number, words in enumerate(talks.DEAL, -2)]
    lines += [
        talks.line(1, "client: 再加一页吧"),
        talks.line(2, "client: 颜色换成蓝的"),
        talks.line(3, "provider: 可以", reply=1),
    ]
    answers = [finding for finding in read(lines, talks.ROLES) if finding.ref == "1:3"]
    assert [(answer.act, answer.target) for answer in answers] == [("approval", "1:1")]


def test_a_sum_said_again_means_the_message_that_named_it() -> None:
    answers = found(("provider: 加一页60", "provider: 加急另收100", "client: 那60"), "approval")
    assert [answer.target for answer in answers] == ["1:1"]


def test_a_yes_of_a_week_later_answers_nothing() -> None:
    lines = [talks.line(number, words) for number, words in enumerate(talks.DEAL, -2)]
    lines += [talks.line(1, "client: 再加一页吧"), talks.line(2, "provider: 嗯", after=timedelta(days=7))]
    assert [finding for finding in read(lines, talks.ROLES) if finding.ref == "1:2"] == []


def test_thanks_mean_the_money() -> None:
    receipts = found(("client: [transfer 300]", "provider: 收到，谢谢老板"), "payment")
    assert [(receipt.ref, receipt.target) for receipt in receipts] == [("1:1", None), ("1:2", "1:1")]
    assert receipts[0].amount is not None
    assert receipts[0].amount.value == "300"


def test_praise_and_blame_mean_the_last_delivery() -> None:
    spoken = ("provider: [file 第一版.pdf]", "provider: [file 终稿.pdf]", "client: 打开是乱码", "client: 这下对了")
    assert [finding.target for finding in talks.talk(*spoken)[1] if finding.act in ("defect", "acceptance")] == [
        "1:2",
        "1:2",
    ]


def test_a_bystander_carries_no_act() -> None:
    _, findings = talks.talk("passer: 我给你做 全包500", "passer: 可以", "passer: [file 终稿.pdf]")
    assert findings == []


def test_an_arbiter_carries_four_acts_only() -> None:
    _, findings = talks.talk("arbiter: 我的意见 退80 周五之前给", "arbiter: 我来帮你改", "arbiter: [transfer 80]")
    assert {finding.act for finding in findings} <= {"quote", "deadline", "approval", "rejection"}
    assert findings


def test_a_forward_is_hearsay() -> None:
    lines, _ = talks.talk("client: 周五前给我")
    inner = replace(lines[-1], ref="1:1.1")
    forward = replace(lines[-1], kind="forward", own=(), text="[聊天记录]", forward=(inner,))
    assert [finding for finding in read([*lines[:-1], forward], talks.ROLES) if finding.ref.startswith("1:1")] == []


def test_a_receipt_of_a_file_is_no_delivery() -> None:
    lines, _ = talks.talk("provider: [file 终稿.pdf]")
    sent = lines[-1]
    receipt = replace(sent, ref="1:2", files=(replace(sent.files[0], event="receipt"),), system=True)
    assert [finding.ref for finding in read([*lines, receipt], talks.ROLES) if finding.act == "delivery"] == ["1:1"]


def test_a_thought_split_over_lines_is_one_act_on_the_line_that_completes_it() -> None:
    _, findings = talks.talk("provider: 下周三", "provider: 晚上", "provider: 给你初稿")
    promises = [finding for finding in findings if finding.act == "commitment"]
    assert [(finding.ref, finding.refs) for finding in promises] == [("1:3", ("1:1", "1:2", "1:3"))]
    assert [part.quote for part in promises[0].spans] == ["下周三", "晚上", "给你"]
    dated = [finding for finding in findings if finding.act == "deadline"]
    assert [(finding.ref, finding.due.due) for finding in dated if finding.due] == [("1:3", "2024-03-13")]


def test_what_follows_an_hour_later_is_a_thought_of_its_own() -> None:
    lines = [talks.line(number, words) for number, words in enumerate(talks.DEAL, -2)]
    lines += [talks.line(1, "provider: 下周三"), talks.line(2, "provider: 给你初稿", after=timedelta(hours=2))]
    assert [finding for finding in read(lines, talks.ROLES) if finding.ref == "1:2" and len(finding.refs) > 1] == []
