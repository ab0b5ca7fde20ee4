import json
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from archiver.analyzer import Request, study
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted, compose
from archiver.compose.public import approve, masked, refuse_one_sided
from archiver.compose.writing import write_reports
from archiver.errors import CaseError
from archiver.inputs import Inputs, archive, open_case
from archiver.redaction.leaks import Search
from archiver.redaction.roster import listed_people
from reports.dossier import Dossier
from reports.faithful import faults
from reports.masked import LEFT_OUT
from reports.render import render_volumes
from reports.words import JUDGING
from tests.archiver.redaction import probes

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 18, 30, tzinfo=UTC)
GROUP = Wanted("group", date(2026, 3, 10), "mediation")
DEMOS = [
    f"{name}.{kind}" for name in ("late-delivery", "unapproved-change", "unpaid-balance") for kind in ("txt", "json")
]


def case_of(export: Path, folder: Path, now: datetime = NOW) -> Inputs:
    return open_case(archive((export,), folder / "case", None, now))


def talk(folder: Path, rows: list[tuple[str, str]]) -> Path:
    """Write a private talk of 山雀 and 糯米团 as the message manager does."""
    head = "消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n"
    bar = "=" * 64
    head += f"{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:糯米团\r\n{bar}\r\n\r\n"
    body = "".join(
        f"2024-03-{5 + at // 1400:02} {at // 60 % 24:02}:{at % 60:02}:00 {name}\r\n{text}\r\n\r\n"
        for at, (name, text) in enumerate(rows)
    )
    export = folder / "和糯米团的聊天.txt"
    export.write_bytes(b"\xef\xbb\xbf" + (head + body).encode())
    return export


DEAL = [
    ("糯米团", "接单吗，做一张海报，多少钱"),
    ("山雀", "420元，周五交，收件人：王小明 13800000000"),
    ("糯米团", "好的，就按420，我叫李思思，加我QQ 9000012345"),
    ("山雀", "收到，图好了发你，王小明那边我也寄了，小王说收到了"),
    ("糯米团", "@山雀 王 小明 是谁，我的号9000012345别外传"),
]


def dossier_of(inputs: Inputs) -> tuple[Dossier, Dossier]:
    studied = study(inputs.opened, Request())
    full = compose(studied, inputs, GROUP)
    return full, masked(full, studied, inputs).dossier


@pytest.mark.parametrize("name", DEMOS)
def test_a_masked_report_is_faithful_verifies_and_names_no_account(name: str, tmp_path: Path) -> None:
    inputs = case_of(DEMO / name, tmp_path)
    full, public = dossier_of(inputs)
    assert not list(faults(public))
    (report,) = write_reports(inputs, Request(), GROUP, tmp_path)
    page = report.read_text("utf-8")
    assert verify_report(report).ok
    for line in full.transcript:
        if not line.system:
            assert line.who.account.removeprefix("name:") not in page
            assert line.who.name not in page


def test_a_quotation_with_marks_is_held_against_the_export_on_both_sides_of_them(tmp_path: Path) -> None:
    (report,) = write_reports(case_of(talk(tmp_path, DEAL), tmp_path), Request(), GROUP, tmp_path)
    page = report.read_text("utf-8")
    assert "〔电话1〕" in page
    assert verify_report(report).ok
    forged = page.replace("，周五交，收件人：", "，周六交，收件人：")
    assert forged != page
    report.write_text(forged, "utf-8")
    assert {fault.kind for fault in verify_report(report).faults} == {"quote_differs"}


def test_words_cannot_be_put_where_a_mark_stands(tmp_path: Path) -> None:
    (report,) = write_reports(case_of(talk(tmp_path, DEAL), tmp_path), Request(), GROUP, tmp_path)
    forged = report.read_text("utf-8").replace("〔电话1〕", "〔不付了〕")
    report.write_text(forged, "utf-8")
    assert "quote_differs" in {fault.kind for fault in verify_report(report).faults}


def test_one_person_keeps_one_pseudonym_under_every_name(tmp_path: Path) -> None:
    _, public = dossier_of(case_of(talk(tmp_path, DEAL), tmp_path))
    texts = [line.text for line in public.transcript]
    assert texts[1] == "420元，周五交，收件人：〔第三人1〕 〔电话1〕"
    assert texts[2] == "好的，就按420，我叫〔第三人2〕，加我QQ 〔QQ号1〕"
    assert texts[3] == "收到，图好了发你，〔第三人1〕那边我也寄了，〔第三人1〕说收到了"
    assert texts[4] == "@〔乙〕 〔第三人1〕 是谁，我的号〔QQ号1〕别外传"
    assert {line.who.name for line in public.transcript} == {"甲", "乙"}


def test_a_number_sent_in_two_messages_is_masked_in_both_and_counted(tmp_path: Path) -> None:
    rows = [*DEAL, ("糯米团", "打我电话139 0013"), ("糯米团", "9000 随时在"), ("山雀", "好的")]
    inputs = case_of(talk(tmp_path, rows), tmp_path)
    _, public = dossier_of(inputs)
    assert [line.text for line in public.transcript][5:7] == ["打我电话〔电话2〕", "〔电话2〕 随时在"]
    assert not list(faults(public))
    (report,) = write_reports(inputs, Request(), GROUP, tmp_path)
    assert verify_report(report).ok


def test_the_number_of_masked_places_is_stated(tmp_path: Path) -> None:
    inputs = case_of(talk(tmp_path, DEAL), tmp_path)
    _, public = dossier_of(inputs)
    count = sum(len(line.masked) for line in public.transcript)
    assert public.masking is not None
    assert public.masking.count == count == 9
    (report,) = write_reports(inputs, Request(), GROUP, tmp_path)
    assert "已遮盖 9 处" in report.read_text("utf-8")


@pytest.mark.parametrize("template", ["mediation", "dispute"])
def test_the_same_export_gives_the_same_brief_whoever_keeps_it(template: str, tmp_path: Path) -> None:
    export = DEMO / "unpaid-balance.json"
    formats = ("html", "docx", "xlsx", "md", "txt", "json")
    renamed = tmp_path / "对方导出的.json"
    renamed.write_bytes(export.read_bytes())
    one = Wanted("group", date(2026, 3, 10), template, formats, by="client")
    other = Wanted("group", date(2026, 3, 10), template, formats, by="provider")
    first = write_reports(case_of(export, tmp_path / "one"), Request(), one, tmp_path / "a")
    second = write_reports(case_of(renamed, tmp_path / "two", LATER), Request(), other, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_both_sides_have_a_row_in_every_issue(tmp_path: Path) -> None:
    _, public = dossier_of(case_of(DEMO / "unapproved-change.txt", tmp_path))
    assert public.issues
    assert all([side.label for side in issue.sides] == ["甲", "乙"] for issue in public.issues)


def test_pictures_are_left_out_until_a_person_passes_each(tmp_path: Path) -> None:
    inputs = case_of(DEMO / "unpaid-balance.json", tmp_path)
    full, public = dossier_of(inputs)
    shown = [line for line in full.transcript if any(file.kind in {"图片", "语音", "视频"} for file in line.files)]
    assert shown
    hidden = [file for line in public.transcript for file in line.files if file.kind in {"图片", "语音", "视频"}]
    assert {(file.name, file.md5, file.sha256) for file in hidden} == {(LEFT_OUT, "", "")}
    approve(inputs, (shown[0].ref,), LATER)
    approve(inputs, (shown[0].ref,), LATER)
    _, public = dossier_of(inputs)
    (line,) = [line for line in public.transcript if line.ref == shown[0].ref]
    assert line.files[0].name != LEFT_OUT
    assert public.masking is not None
    assert public.masking.approved == 1
    assert inputs.case is not None
    assert [entry.action for entry in inputs.case.entries()].count("approved") == 1


def test_a_roster_masks_names_that_nothing_in_the_talk_tells_to_be_names(tmp_path: Path) -> None:
    rows = [*DEAL, ("山雀", "蓝精灵工作室也知道，问苗苗 9000088888")]
    inputs = case_of(talk(tmp_path, rows), tmp_path)
    listed = listed_people("# 帮手\n苗苗，蓝精灵工作室，9000088888\n")
    wanted = Wanted("group", date(2026, 3, 10), "mediation", ("txt",), listed=listed)
    (report,) = write_reports(inputs, Request(), wanted, tmp_path)
    assert "〔第三人3〕也知道，问〔第三人3〕 〔QQ号2〕" in report.read_text("utf-8")


def test_sums_and_dates_stay(tmp_path: Path) -> None:
    (report,) = write_reports(case_of(talk(tmp_path, DEAL), tmp_path), Request(), GROUP, tmp_path)
    page = report.read_text("utf-8")
    assert "420元，周五交" in page
    assert "2024-03-05" in page


def test_the_command_makes_the_group_edition_of_a_brief_unasked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "archiver", "report", str(talk(tmp_path, DEAL)), "-o", str(tmp_path / "out")]
    done = subprocess.run([*command, "--template", "mediation"], capture_output=True, encoding="utf-8", check=True)
    assert "不要一起发出" in done.stderr
    assert "群内版" in (tmp_path / "out" / "mediation.html").read_text("utf-8")
    refused = subprocess.run(
        [*command, "--edition", "group", "--statement", "他骗我"], capture_output=True, encoding="utf-8", check=False
    )
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_the_submitter_may_leave_adverse_words_unlisted_and_the_report_says_so(tmp_path: Path) -> None:
    inputs = case_of(DEMO / "late-delivery.txt", tmp_path)
    told = Wanted("submit", date(2026, 3, 10), "dispute", ("txt",))
    silent = Wanted("submit", date(2026, 3, 10), "dispute", ("txt",), no_adverse=True)
    (full,) = write_reports(inputs, Request(), told, tmp_path / "a")
    (short,) = write_reports(inputs, Request(), silent, tmp_path / "b")
    assert "提交人选择在这一版里不单列此项" in short.read_text("utf-8")
    assert "提交人选择在这一版里不单列此项" not in full.read_text("utf-8")
    assert "把握" not in full.read_text("utf-8")
    with pytest.raises(CaseError, match="--edition submit"):
        refuse_one_sided("own", (), no_adverse=True)


def test_hostile_names_are_masked_in_notices_too(tmp_path: Path) -> None:
    inputs = case_of(DEMO.parent / "txt_classic" / "hostile.txt", tmp_path)
    (report,) = write_reports(inputs, Request(), GROUP, tmp_path)
    page = report.read_text("utf-8")
    assert "雀山" not in page
    assert "群友2" in page
    kinds = {fault.kind for fault in verify_report(report).faults}
    assert not kinds & {"sender_differs", "account_differs", "quote_differs"}


def test_a_leak_keeps_the_report_from_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = case_of(talk(tmp_path, DEAL), tmp_path)
    monkeypatch.setattr(
        "archiver.compose.writing.render_volumes", lambda *_: iter((b"<p>1\xef\xbc\x938 0000 0000</p>",))
    )
    with pytest.raises(CaseError, match=r"没有写出.*电话"):
        write_reports(inputs, Request(), GROUP, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf", "md", "txt", "json", "rsmf", "caseuco"])
def test_an_unmasked_document_of_any_format_does_not_pass(form: str, tmp_path: Path) -> None:
    inputs = case_of(talk(tmp_path, DEAL), tmp_path)
    studied = study(inputs.opened, Request())
    full = compose(studied, inputs, GROUP)
    published = masked(full, studied, inputs)
    content = b"".join(render_volumes(replace(full, edition="own"), "dispute", form))
    kinds = {leak.kind for leak in Search(published.removed).leaks(f"dispute.{form}", content)}
    assert kinds >= {"phone", "qq", "name"}


def words_of(content: bytes) -> str:
    """Read what a document says, without the program's own readers."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            return "\n".join(
                unescape(re.sub("<[^>]+>", "\n", archive.read(name).decode("utf-8", "replace")))
                for name in archive.namelist()
            )
    text = content.decode("utf-8")
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else unescape(text)


def test_none_of_two_thousand_planted_values_is_left_in_any_document(tmp_path: Path) -> None:
    planted = [*probes.numbers(31, 81), *probes.mails(20, 82), *probes.others(8, 83)]
    assert len(planted) >= 2_000
    rows = [
        *DEAL,
        *(("山雀" if at % 2 else "糯米团", one.text.replace("\n", "\r\n")) for at, one in enumerate(planted)),
    ]
    inputs = case_of(talk(tmp_path, rows), tmp_path)
    wanted = Wanted("group", date(2026, 3, 10), "mediation", ("html", "docx", "xlsx", "md", "txt", "json"))
    for report in write_reports(inputs, Request(), wanted, tmp_path / "out"):
        said = words_of(report.read_bytes())
        flat = "\n".join(re.sub(r"[\s\u200b.\-]", "", unicodedata.normalize("NFKC", line)) for line in said.split("\n"))
        left = [one for one in planted if one.value in said]
        same = [one for one in planted if len(one.value) > 12 and one.spelling == "plain" and one.value in flat]
        assert not left, (report.name, left[:5])
        assert not same, (report.name, same[:5])
    assert verify_report(tmp_path / "out" / "mediation.html", tmp_path / "case").ok


def other_side(export: Path, folder: Path) -> Path:
    """Return the same talk as an export that the other side's account made."""
    told = json.loads(export.read_text("utf-8"))
    chat = told["chatInfo"]
    accounts = {m["sender"]["uin"]: m["sender"] for m in told["messages"] if m["sender"].get("uin") != chat["selfUin"]}
    (peer,) = (one for one in accounts.values() if one["uin"].startswith("90"))
    chat.update(selfUin=peer["uin"], selfUid=peer["uid"], selfName=peer["name"])
    made = folder / "对方.json"
    made.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return made


def first_page(report: Path) -> str:
    (brief,) = re.findall(r'<section id="brief".*?</section>', report.read_text("utf-8"), re.DOTALL)
    return re.sub(r'id="c\d+"|data-c="\d+"', "", brief)


@pytest.mark.parametrize("name", ["late-delivery", "unapproved-change", "unpaid-balance"])
def test_a_groups_first_page_sorts_the_points_and_gives_both_sides_the_same_room(name: str, tmp_path: Path) -> None:
    wanted = Wanted("group", date(2026, 3, 10))
    (report,) = write_reports(case_of(DEMO / f"{name}.json", tmp_path), Request(), wanted, tmp_path)
    page = report.read_text("utf-8")
    assert page.index('<section id="brief"') < page.index('<section id="summary"')
    brief = first_page(report)
    _, public = dossier_of(case_of(DEMO / f"{name}.json", tmp_path / "again"))
    assert all(issue.title in brief for issue in public.issues)
    assert brief.count('class="k-even">甲') == brief.count('class="k-even">乙') > 0
    assert "谁提供了什么" in brief
    assert not any(word in brief for word in JUDGING)


@pytest.mark.parametrize("name", ["late-delivery", "unapproved-change"])
def test_the_other_sides_export_of_the_talk_gives_the_same_first_page(name: str, tmp_path: Path) -> None:
    wanted = Wanted("group", date(2026, 3, 10))
    mine = DEMO / f"{name}.json"
    (one,) = write_reports(case_of(mine, tmp_path / "a"), Request(), wanted, tmp_path / "a")
    theirs = other_side(mine, tmp_path)
    (other,) = write_reports(case_of(theirs, tmp_path / "b"), Request(), wanted, tmp_path / "b")
    points, supplied = first_page(one).split("谁提供了什么")
    assert (points, supplied.count("<td")) == (
        first_page(other).split("谁提供了什么")[0],
        first_page(other).split("谁提供了什么")[1].count("<td"),
    )
