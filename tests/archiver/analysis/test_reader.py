"""The reader as a whole: a stream, the same every time, whose ids outlive a new reading."""

from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.analysis.candidate import Candidate
from archiver.analysis.chat import finding_id
from archiver.analysis.finding import Finding
from archiver.analysis.judge import RulesAlone
from archiver.analysis.reader import read, rules_digest, sources, understand
from archiver.analysis.reading import Reading
from archiver.analysis.talk import Line
from archiver.trained import model_digest
from tests.archiver.analysis import talks

_ANALYSIS = Path(__file__).parents[3] / "archiver" / "analysis"
SPOKEN = (
    "client: 颜色换成蓝的吧", "provider: 行 那加50", "client: 可以", "provider: 周五前发你",
    "provider: [file 终稿.pdf]",
    "client: 定稿吧", "provider: 尾款麻烦转下", "client: [transfer 1000]", "provider: 到了",
)  # fmt: skip


def test_findings_stand_in_the_order_of_the_messages() -> None:
    lines, _ = talks.talk(*SPOKEN)
    order = {line.ref: at for at, line in enumerate(lines)}
    places = [order[finding.ref] for finding in read(lines, talks.ROLES)]
    assert places == sorted(places)
    assert places


def test_words_are_quoted_from_where_they_stand() -> None:
    lines, _ = talks.talk(*SPOKEN)
    texts = {line.ref: line.text for line in lines}
    for finding in read(lines, talks.ROLES):
        if finding.span is not None:
            assert texts[finding.ref][slice(*finding.span)] == finding.quote


def test_the_same_talk_gives_the_same_findings() -> None:
    lines, _ = talks.talk(*SPOKEN)
    assert list(read(lines, talks.ROLES)) == list(read(iter(lines), talks.ROLES))


def test_no_two_findings_share_an_id() -> None:
    lines, _ = talks.talk(*SPOKEN)
    ids = [finding.id for finding in read(lines, talks.ROLES)]
    assert len(set(ids)) == len(ids)


def test_an_id_follows_from_source_act_and_place() -> None:
    assert finding_id("sha256:ab", "quote", (("1:16", (0, 4)),)) == finding_id(
        "sha256:ab", "quote", (("2:16", (0, 4)),)
    )
    others = {
        finding_id("sha256:cd", "quote", (("1:16", (0, 4)),)),
        finding_id("sha256:ab", "approval", (("1:16", (0, 4)),)),
        finding_id("sha256:ab", "quote", (("1:16", (0, 5)),)),
        finding_id("sha256:ab", "quote", (("1:16", None),)),
    }
    assert len(others | {finding_id("sha256:ab", "quote", (("1:16", (0, 4)),))}) == 5


def test_the_key_of_the_source_enters_the_ids() -> None:
    lines, _ = talks.talk(*SPOKEN)
    one = [finding.id for finding in read(lines, talks.ROLES, lambda _: "sha256:aa")]
    two = [finding.id for finding in read(lines, talks.ROLES, lambda _: "sha256:bb")]
    assert not set(one) & set(two)


def test_two_chats_do_not_answer_each_other() -> None:
    lines, _ = talks.talk("client: 再加一页吧", "provider: 可以")
    elsewhere = [*lines[:-1], replace(lines[-1], chat="c2")]
    assert [finding for finding in read(elsewhere, talks.ROLES) if finding.ref == "1:2"] == []


def test_a_long_talk_is_read_as_a_stream() -> None:
    def endless() -> object:
        number = 0
        while True:
            number += 1
            taken.append(number)
            yield talks.line(number, "client: 初稿再加一页吧" if number % 2 else "provider: 定金收了 可以")
            assert number < 1000, "nothing was found in a thousand messages"

    taken: list[int] = []
    findings = list(islice(read(endless(), talks.ROLES), 50))  # type: ignore[arg-type]  # a generator of lines
    assert len(findings) == 50
    assert taken[-1] < 1000


def test_sides_are_told_apart_where_nobody_names_them() -> None:
    lines, _ = talks.talk(*SPOKEN)
    roles = {finding.by.account: finding.by.role for finding in understand(lines, {})}
    assert roles == {"client": "client", "provider": "provider"}


def test_named_sides_are_kept() -> None:
    lines, _ = talks.talk(*SPOKEN)
    assert understand(lines, talks.ROLES) == tuple(read(lines, talks.ROLES))


def test_a_judge_has_the_last_word() -> None:
    class Doubter(RulesAlone):
        def weigh(
            self, reading: Reading, candidates: tuple[Candidate, ...], after: Line | None
        ) -> tuple[Candidate, ...]:
            return tuple(replace(held, confidence=0.1) for held in super().weigh(reading, candidates, after))

    lines, _ = talks.talk(*SPOKEN)
    statuses = {finding.status for finding in read(lines, talks.ROLES, judge=Doubter())}
    assert statuses == {"suggestion"}


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\u202e周五前发你\u202c", "<script>alert(1)</script>", "9" * 5000, "好" * 5000]
)
def test_odd_text_is_read_without_a_fault(text: str) -> None:
    lines, _ = talks.talk("client: 嗯")
    odd = replace(lines[-1], text=text, own=((0, len(text)),) if text else ())
    findings: list[Finding] = list(read([*lines[:-1], odd], talks.ROLES))
    assert all(finding.span is None or finding.span[1] <= len(text) for finding in findings if finding.ref == odd.ref)


def test_a_message_without_a_time_is_read() -> None:
    lines, _ = talks.talk("provider: 周五前发你")
    timeless = [replace(line, at=None) for line in lines]
    assert isinstance(list(read(timeless, talks.ROLES)), list)


def test_rules_and_trained_reader_have_digests_of_their_own() -> None:
    assert rules_digest().startswith("sha256:")
    assert model_digest().startswith("sha256:")
    assert rules_digest() != model_digest()


def test_the_digest_of_the_rules_covers_every_module_that_decides() -> None:
    covered = {name for name, _ in sources(files("archiver.analysis"), "")}
    there = {path.relative_to(_ANALYSIS).as_posix() for path in _ANALYSIS.rglob("*.py")}
    assert covered == there
    assert {"times/rules_days.py", "rules/consents.py", "replies.py", "bargains.py"} <= covered
