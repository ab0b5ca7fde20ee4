"""One named test for each SOLVE-IT weakness that a report can have; of the others, who answers for them."""

import json
import re
from datetime import UTC
from pathlib import Path

import pytest
from lxml import html as parse
from msgspec.structs import replace

from reports.dossier import Dossier, Entry, File, Ref, Sentence
from reports.faithful import faults
from reports.read_back import citations
from reports.render import lay_out, render
from tests.reports.dossiers import TALK, cite, empty, hostile, long, poster
from tests.suites import suite

DO_NOT_APPLY = {
    "DFW-1086": "nothing is recovered from devices: an export is read as it came, what it lacks is unknown",
    "DFW-1101": "QQ has no edits of messages; a recall is the only earlier state, see DFW-1102",
}
ABOVE = Path(__file__).parents[1] / "archiver" / "test_solve_it.py"
"""Tests of the weaknesses that reading and understanding answer for."""


def html(dossier: Dossier) -> str:
    return render(dossier, "dispute", "html").decode()


def lists(root: parse.HtmlElement) -> list[parse.HtmlElement]:
    return [element for element in root.iter("ol") if element.get("class") == "lines"]


def kinds(dossier: Dossier) -> set[str]:
    return {fault.kind for fault in faults(dossier)}


def test_each_weakness_of_the_list_has_its_test_or_the_reason_why_it_does_not_apply() -> None:
    listed = {one["id"] for one in json.loads((suite("solve-it") / "weaknesses.json").read_text("utf-8"))}
    names = [*globals(), *re.findall(r"^def (test_\w+)", ABOVE.read_text("utf-8"), re.MULTILINE)]
    tested = {f"DFW-{number}" for name in names for number in re.findall(r"dfw_(\d+)", name)}
    assert listed == tested | DO_NOT_APPLY.keys()
    assert not tested & DO_NOT_APPLY.keys()


def test_dfw_1085_missing_messages_are_counted_where_they_are_missing() -> None:
    cut = replace(TALK[9], skipped=5)
    assert "此处有 5 条未显示" in html(replace(poster(), transcript=(*TALK[:9], cut, *TALK[10:])))


def test_dfw_1087_a_live_message_that_does_not_exist_is_refused() -> None:
    made_up = Sentence((Ref(replace(cite(4), ref="E1-0500")),))
    assert kinds(replace(poster(), contrary=(made_up,))) == {"cited message is not in the transcript"}


def test_dfw_1088_a_recalled_message_that_does_not_exist_is_refused() -> None:
    first, *rest = poster().entries
    assert kinds(replace(poster(), entries=(replace(first, recalled=True), *rest))) == {"recalled"}


def test_dfw_1089_incorrect_content_is_refused() -> None:
    wrong = Sentence((Ref(replace(cite(4), quote="520一张，含源文件，先付100定金")),))
    assert kinds(replace(poster(), contrary=(wrong,))) == {"quoted words"}


def test_dfw_1090_incorrect_metadata_is_refused() -> None:
    wrong = Sentence((Ref(replace(cite(4), time="2024-03-05T10:24:19+08:00", account="1")),))
    assert kinds(replace(poster(), contrary=(wrong,))) == {"time", "account"}


def recalled_talk() -> Dossier:
    return replace(poster(), transcript=(*TALK[:27], replace(TALK[27], recalled=True)), entries=poster().entries[:-1])


def test_dfw_1091_incorrect_content_of_a_recalled_message_is_refused() -> None:
    wrong = Sentence((Ref(replace(cite(28), quote="还差300", chars=(7, 12))),))
    assert kinds(replace(recalled_talk(), contrary=(wrong,))) == {"quoted words"}


def test_dfw_1092_incorrect_metadata_of_a_recalled_message_is_refused() -> None:
    wrong = Sentence((Ref(replace(cite(28), sender="糯米团")),))
    assert kinds(replace(recalled_talk(), contrary=(wrong,))) == {"sender"}


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "md", "txt"])
def test_dfw_1093_a_recalled_message_looks_recalled(form: str) -> None:
    page = render(recalled_talk(), "dispute", form)
    if form in {"docx", "xlsx"}:
        assert page != render(replace(recalled_talk(), transcript=TALK), "dispute", form)
    else:
        assert "已撤回" in page.decode()


def test_dfw_1094_an_incorrect_sender_is_refused() -> None:
    first, *rest = poster().entries
    assert kinds(replace(poster(), entries=(replace(first, who=TALK[1].who), *rest))) == {"speaker of row"}


def test_lines_of_several_talks_name_their_talk() -> None:
    lines = (*TALK[:20], *(replace(line, chat="群聊") for line in TALK[20:]))
    assert html(replace(poster(), transcript=lines)).count("会话：群聊") == 8


def test_dfw_1096_an_attachment_that_was_not_saved_is_named_as_unsaved() -> None:
    report = html(poster())
    assert report.count("（导出时未保存该文件）") == 4  # two in the table of deliveries, two in the transcript


def test_dfw_1098_incorrect_metadata_of_an_attachment_is_refused() -> None:
    wrong = (File("文件", "海报初稿.jpg", 1),)
    rows = tuple(replace(row, files=wrong) if row.files else row for row in poster().entries)
    assert kinds(replace(poster(), entries=rows)) == {"files of row"}


def test_dfw_1099_an_attachment_on_another_message_is_refused() -> None:
    first, *rest = poster().entries
    assert kinds(replace(poster(), entries=(replace(first, files=TALK[12].files), *rest))) == {"files of row"}


def test_dfw_1100_emoji_and_kinds_of_messages_are_shown() -> None:
    shown = html(hostile("👍🏻 👨\u200d👩\u200d👧 ❤\ufe0f"))
    assert "👍🏻 👨\u200d👩\u200d👧 ❤\ufe0f" in shown
    assert '<span class="tag">转账</span>' in html(poster())


def test_dfw_1102_an_earlier_state_is_told() -> None:
    assert "已撤回" in html(recalled_talk())


def test_dfw_1147_local_time_and_utc_are_the_same_instant() -> None:
    report = html(poster())
    pairs = re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \+08:00</time> <small class=\"utc\">（UTC ([^）]*)）", report)
    assert len(pairs) > 20
    times = {line.time for line in TALK if line.time}
    known = {(f"{at:%Y-%m-%d %H:%M:%S}", f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}") for at in times}
    assert len(known & set(pairs)) >= 19


def test_dfw_1269_every_time_of_the_transcript_bears_its_offset() -> None:
    root = parse.document_fromstring(html(poster()))
    times = [time for line in lists(root) for time in line.iter("time")]
    assert len(times) == len(TALK)
    assert all(str(time.text_content()).endswith(" +08:00") for time in times)


def test_dfw_1296_no_row_of_the_dossier_is_left_out() -> None:
    root = parse.document_fromstring(html(poster()))
    assert [row.get("data-ref") for row in root.iter("tr") if row.get("data-ref")] == [e.ref for e in poster().entries]


def test_dfw_1298_no_row_is_added_that_the_dossier_does_not_hold() -> None:
    root = parse.document_fromstring(html(replace(poster(), entries=poster().entries[:2])))
    assert [row.get("data-ref") for row in root.iter("tr") if row.get("data-ref")] == ["E1-0003", "E1-0004"]


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_dfw_1299_a_part_is_never_presented_as_the_whole(form: str) -> None:
    part = hostile("只选几条")
    words = render(part, "dispute", form).decode()
    assert len(re.findall(r"显示 2 / 共 5 条", words)) >= 2


def test_dfw_1308_a_large_record_keeps_every_line() -> None:
    root = parse.document_fromstring(html(long(3_000)))
    assert sum(len(list(lines.iter("li"))) for lines in lists(root)) == 3_028


def test_dfw_1309_rows_without_a_time_are_kept_and_say_so() -> None:
    lines = (replace(TALK[0], time=None, raw="昨天"),)
    sentence = Sentence((Ref(cite(1, None, lines)),))
    row = Entry("E1-0001", None, TALK[0].who, "提出要求", sentence)
    report = html(replace(empty(), transcript=lines, entries=(row,)))
    assert "记录未印时间" in report
    assert "<time>昨天</time>" in report


def test_dfw_1310_nothing_is_printed_twice() -> None:
    root = parse.document_fromstring(html(long(500)))
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))


def test_dfw_1311_the_order_within_a_second_is_the_orders_of_the_export() -> None:
    same = tuple(replace(line, time=TALK[0].time) for line in TALK[:2])
    dossier = replace(poster(), transcript=(*same, *TALK[2:]))
    rows = tuple(
        replace(
            poster().entries[0],
            ref=line.ref,
            time=line.time,
            who=line.who,
            sentence=Sentence((Ref(cite(at, None, same)),)),
        )
        for at, line in enumerate(same, 1)
    )
    assert kinds(replace(dossier, entries=rows)) == set()
    assert kinds(replace(dossier, entries=rows[::-1])) == {"rows of one instant out of order"}
    swapped = (TALK[1], TALK[0], *TALK[2:])
    assert kinds(replace(poster(), transcript=swapped)) == {"line out of the export's order"}


def test_dfw_1312_and_dfw_1148_that_the_clock_itself_may_be_wrong_is_not_hidden() -> None:
    assert "时间按来源所印" in html(poster())


def test_dfw_1148_an_inaccurate_clock_is_not_corrected_in_silence() -> None:
    raw = {f"{line.time:%Y-%m-%d %H:%M:%S}" for line in TALK if line.time}
    assert raw == {line.raw for line in TALK}


def test_dfw_1313_a_time_is_printed_with_the_zone_it_bears_not_shifted_again() -> None:
    assert "2024-03-08 23:40:09 +08:00" in html(poster())
    assert "2024-03-09 07:40:09" not in html(poster())


def test_dfw_1314_a_time_without_offset_is_refused() -> None:
    naive = replace(TALK[0], time=TALK[0].time and TALK[0].time.replace(tzinfo=None))
    assert kinds(replace(empty(), transcript=(naive,))) == {"time without a zone"}


def test_dfw_1266_the_zone_is_stated_and_whether_it_was_assumed() -> None:
    assert "Asia/Shanghai（推定）" in html(poster())


def test_dfw_1152_every_citation_of_the_dossier_stands_in_the_report() -> None:
    page = lay_out(poster(), "dispute")
    root = parse.document_fromstring(html(poster()))
    shown = {element.get("data-c") for element in root.iter() if element.get("data-c")}
    assert shown == {str(number) for number in range(len(page.citations))}


def test_dfw_1153_all_content_is_shown_in_full() -> None:
    words = "很长的话" * 2_000
    assert words in render(hostile(words), "dispute", "txt").decode()
    assert words in html(hostile(words))


def test_dfw_1154_tampering_with_a_stored_report_comes_out() -> None:
    forged = html(poster()).replace(">我最多再付120</q>", ">我都付</q>")
    assert "我都付" in {citation.quote for citation in citations(forged.encode())}
