"""Templates are words and order: what they may do, and what happens where they do more."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec.structs import replace

from reports import template
from reports.dossier import Edition, File, Plain, Sentence
from reports.formats.flat import cell, text
from reports.markup import TemplateError, numeral, read_sections
from reports.page import Fields, Heading, Listing, PageBreak, PageOf, Paragraph, Reference, Speaker, Table, Text
from reports.render import lay_out, render
from reports.template import fill, template_info, template_names
from tests.reports.dossiers import TALK, empty, poster

FOLDER = files("reports") / "templates"
EDITION_PAIR: tuple[Edition, Edition] = ("own", "submit")
NOTE = "各笔的证明程度见「交付与付款」。"


def test_the_templates_are_those_that_are_promised() -> None:
    assert template_names() == (
        "complaint", "demand", "demonstration", "dispute", "door", "evidence_list", "factor_sheet", "group_rule",
        "identity", "mediation", "remedy", "reply", "statement",
    )  # fmt: skip


def test_template_folders_hold_no_python_and_nothing_else_that_runs() -> None:
    names = {file.name for folder in FOLDER.iterdir() for file in folder.iterdir()}
    assert {name.split(".", 1)[1] for name in names} == {"toml", "html.j2"}


@pytest.mark.parametrize("name", template_names())
def test_every_template_says_who_reads_it(name: str) -> None:
    info = template_info(name)
    assert info.title
    assert info.audience
    assert len({one.key for one in info.fields}) == len(info.fields)


@pytest.mark.parametrize("name", template_names())
def test_every_field_a_template_asks_for_is_printed(name: str) -> None:
    asked = template_info(name).fields
    dossier = replace(poster(), edition="submit") if name != "mediation" else poster()
    report = render(dossier, name, "txt").decode()
    assert all(one.label in report for one in asked)


def test_what_only_the_user_knows_prints_as_a_blank_until_it_is_told() -> None:
    assert "请在此日期前履行或书面答复：2024-04-01" in render(poster(), "demand", "txt").decode()
    assert "请在此日期前履行或书面答复：＿＿＿＿" in render(replace(poster(), fields=()), "demand", "txt").decode()


def test_a_demand_lists_only_what_is_owed_to_the_one_who_sends_it() -> None:
    letter = render(poster(), "demand", "txt").decode().split("金额与算法")[0]
    assert "事项：交付：海报源文件" in letter
    assert "事项：付款" not in letter


def test_a_brief_for_a_group_gives_both_sides_a_row_even_where_one_was_silent() -> None:
    brief = render(replace(poster(), edition="group"), "mediation", "txt").decode()
    part = brief.split("【一、另一方有回应、未见不同意的】")[1].split("【二")[0]
    assert "(1) 一方：甲" in part
    assert "(2) 一方：乙｜所说：所提供记录中未见" in part


def test_a_demand_without_anything_owed_says_so_and_shows_no_empty_table() -> None:
    letter = render(replace(poster(), obligations=()), "demand", "txt").decode().split("金额与算法")[0]
    assert "待履行或说明的事项" not in letter
    assert "未读出对方对提交人尚待履行的约定" in letter


def test_only_what_is_read_or_filed_by_itself_ends_its_page() -> None:
    def broken(name: str) -> list[str]:
        page = lay_out(replace(poster(), edition=template_info(name).editions[-1]), name)
        return [section.anchor for section in page.sections if PageBreak() in section.blocks]

    assert broken("evidence_list") == ["catalogue"]
    assert broken("remedy") == broken("demonstration") == broken("door") == broken("mediation") == []
    assert broken("statement") == []  # its first part is long: a break behind it leaves a page almost empty


def test_each_side_gets_a_sheet_of_its_own_to_reply_on() -> None:
    page = lay_out(poster(), "reply")
    assert [s.anchor for s in page.sections if PageBreak() in s.blocks] == ["for-client"]


def test_contrary_evidence_and_the_search_stand_even_when_nothing_was_found() -> None:
    for name in ("dispute", "mediation", "demand", "statement", "complaint", "evidence_list"):
        dossier = replace(empty(), edition=template_info(name).editions[-1])
        assert "已查找，所提供记录中未见" in render(dossier, name, "txt").decode()


def test_a_template_is_not_used_for_an_edition_it_is_not_made_for() -> None:
    with pytest.raises(TemplateError, match="没有群内版"):
        render(replace(poster(), edition="group"), "demand", "html")


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    with pytest.raises(TemplateError, match="dispute"):
        render(poster(), "arbitration", "html")
    with pytest.raises(TemplateError, match="docx"):
        render(poster(), "dispute", "rtf")


FORBIDDEN = {
    "a call": "{{ d.title.upper() }}",
    "a method reached": "{{ d.__class__ }}",
    "an assignment": "{% set x = 1 %}",
    "a macro": "{% macro m() %}{% endmacro %}",
    "arithmetic": "{{ d.scope.total - 1 }}",
    "an unknown filter": "{{ d.title|safe }}",
    "an unlisted test": "{% if d.title is string %}{% endif %}",
    "a name that is not there": "{{ nobody }}",
    "a field that is not there": "{{ d.nothing }}",
    "None printed": "{{ d.integrity.holds }}",
    "another folder": '{% include "../dispute/body.html.j2" %}',
}


@pytest.mark.parametrize("key", FORBIDDEN)
def test_a_template_that_does_more_is_refused(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "body.html.j2").write_text(FORBIDDEN[key], "utf-8")
    monkeypatch.setattr(template, "_FOLDER", tmp_path)
    with pytest.raises(TemplateError):
        fill("x", empty(), {})


def page(body: str) -> str:
    return f'<page><section id="a" title="甲">{body}</section></page>'


BROKEN = {
    "unclosed": page("<p>"),
    "an element outside the list": page("<script>1</script>"),
    "an image": page('<p><img src="x"/></p>'),
    "words beside blocks": page("<p>a</p>b"),
    "a row too short": page('<table caption="t"><th>a</th><th>b</th><tr><td>1</td></tr></table>'),
    "a table without caption": page("<table><th>a</th></table>"),
    "an unknown kind of column": page('<table caption="t"><th kind="x">a</th></table>'),
    "an unknown role": page('<p class="huge">a</p>'),
    "half a pair": page("<dl><dt>a</dt></dl>"),
    "words between sections": "<page>a</page>",
    "a section without title": '<page><section id="a"/></page>',
    "an entity of its own": '<!DOCTYPE page [<!ENTITY e "x">]>' + page("<p>&e;</p>"),
}


@pytest.mark.parametrize("key", BROKEN)
def test_markup_outside_the_vocabulary_is_refused(key: str) -> None:
    with pytest.raises(TemplateError):
        read_sections(BROKEN[key], (), {})


def test_markup_becomes_blocks() -> None:
    values = ((Text("<i>"),), (Speaker("甲", "糯米团"),), (Text("E1-0001"),))
    body = """
        <p>一 <strong><v n="0"/></strong>
           二<v n="1"/></p>
        <h3>头</h3>
        <ol><li>a</li></ol>
        <table caption="表"><th kind="time">时</th><tr><key><v n="2"/></key><td><ref><v n="2"/></ref></td></tr></table>
        <p><pageof><v n="2"/></pageof><blank/></p>
    """
    (section,) = read_sections(page(body), values, {})
    first, head, listing, table, last = section.blocks
    assert first == Paragraph((Text("一 "), Text("<i>", "strong"), Text("二"), Speaker("甲", "糯米团")))
    assert head == Heading((Text("头"),))
    assert listing == Listing(((Paragraph((Text("a"),)),),), ordered=True)
    assert isinstance(table, Table)
    assert table.rows[0].ref == "E1-0001"
    assert table.rows[0].cells[0] == (Paragraph((Reference("E1-0001"),)),)
    assert last == Paragraph((PageOf("E1-0001"), Text("", "blank")))


@pytest.mark.parametrize(("count", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")])
def test_sections_are_numbered_in_chinese(count: int, words: str) -> None:
    assert numeral(count) == words


def test_the_first_page_of_what_is_submitted_tells_who_whence_and_what() -> None:
    submitted = replace(poster(), edition="submit", warnings=())
    first = lay_out(submitted, "dispute").sections[0]
    captions = [block.caption for block in first.blocks if isinstance(block, Table)]
    assert captions == ["当事人与账号", "来源", "证据目录（摘要）"]
    assert lay_out(poster(), "dispute").sections[0].title == "一页摘要"


def test_both_sides_are_asked_the_same_in_the_same_order() -> None:
    _, client, provider, *_ = lay_out(poster(), "reply").sections
    asked = [
        [word for block in part.blocks if isinstance(block, Fields) for term, _ in block.pairs for word in term]
        for part in (client, provider)
    ]
    assert asked[0] == asked[1]
    assert len(asked[0]) == 3 * len(poster().issues)


def test_every_picture_and_file_is_listed_and_the_unsaved_are_counted() -> None:
    (media,) = [part for part in lay_out(poster(), "dispute").sections if part.anchor == "media"]
    (table,) = [block for block in media.blocks if isinstance(block, Table)]
    files = [file for line in TALK for file in line.files]
    assert len(table.rows) == len(files) == 2
    text = render(poster(), "dispute", "txt").decode()
    assert "提到图片、语音、视频、文件共 2 个，其中导出时没有保存的 2 个" in text


def test_a_voice_message_has_a_place_for_words_that_says_they_are_derived() -> None:
    voiced = replace(TALK[0], kind="语音", files=(File("语音", "0305.amr", 1200),))
    text = render(replace(empty(), transcript=(voiced,)), "dispute", "txt").decode()
    assert "文字稿（由听者录入，属派生材料，以原语音为准）：＿＿" in text


def test_doors_are_questions_with_dates_and_no_verdict() -> None:
    text = render(poster(), "door", "txt").decode()
    assert "所依规则与日期：2026-04-15" in text
    assert "应当去" not in text
    assert "建议你" not in text


TITLES = {
    title
    for folder in FOLDER.iterdir()
    for file in folder.iterdir()
    if file.name.endswith(".j2")
    for title in re.findall(r'<section [^>]*title="([^"{]+)"', file.read_text("utf-8"))
}
EDITIONS = [(name, edition) for name in template_names() for edition in template_info(name).editions]


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_no_page_sends_its_reader_to_a_section_that_it_does_not_have(name: str, edition: Edition) -> None:
    for dossier in (poster(), replace(poster(), summary=replace(poster().summary, reckoning_note=NOTE))):
        page = lay_out(replace(dossier, edition=edition), name)
        text = render(replace(dossier, edition=edition), name, "txt").decode()
        named = {title for title in re.findall("「([^「」]+)」", text) if title in TITLES}
        assert named <= {section.title for section in page.sections}


@pytest.mark.parametrize("name", ["complaint", "demand", "evidence_list", "mediation", "remedy", "reply", "statement"])
def test_a_paper_that_stands_alone_says_on_its_first_page_whom_its_labels_name(name: str) -> None:
    edition = template_info(name).edition
    first = lay_out(replace(poster(), edition=edition), name).sections[0]
    told = [text(block.words) for block in first.blocks if isinstance(block, Paragraph) and block.role == "note"]
    (called,) = [words for words in told if words.startswith("称呼：")]
    assert called == (
        "称呼：甲（提交人）是委托方（客户）「糯米团」（9000110021）；"
        "乙是承接方（服务者）「山雀设计」「山雀设计～接单中」（9000110022）。"
    )


def test_papers_for_both_sides_are_masked_where_nothing_else_is_asked_for() -> None:
    masked = {name for name in template_names() if template_info(name).edition == "group"}
    assert masked == {"mediation", "reply", "group_rule"}
    kept = {name for name in template_names() if template_info(name).edition == "own"}
    assert kept == {"dispute", "identity", "door", "demonstration"}


def test_what_one_side_alone_said_is_not_shown_as_agreed() -> None:
    terms = tuple(replace(term, agreed=term.key != "deadline") for term in poster().terms)
    page = lay_out(replace(poster(), terms=terms), "dispute")
    (table,) = [
        block for part in page.sections if part.anchor == "terms" for block in part.blocks if isinstance(block, Table)
    ]
    assert [column.title for column in table.columns] == ["事项", "最后一次所说", "提出与回应"]
    said_alone = ["一方提出" in cell(row.cells[1]) for row in table.rows]
    assert said_alone == [False, True, False, False]
    summary = render(replace(poster(), terms=terms), "dispute", "txt").decode()
    assert "期限：初稿 3 月 8 日（一方提出）；修改次数" in summary


def test_the_words_to_look_up_in_the_client_are_words_of_the_client_alone() -> None:
    (first, *_) = poster().entries
    read = replace(first, sentence=Sentence((*first.sentence.parts, Plain("（期限读作 2024-03-08）"))))
    page = lay_out(replace(poster(), entries=(read,)), "demonstration")
    (table,) = [block for part in page.sections for block in part.blocks if isinstance(block, Table) and block.rows][:1]
    assert cell(table.rows[0].cells[2]) == "“要放菜单和开业优惠，配色清爽一点”（E1-0003）"


def test_a_file_without_a_name_leaves_no_gap() -> None:
    unnamed = replace(TALK[0], files=(File("图片", ""),))
    for form in ("txt", "md", "html"):
        text = render(replace(empty(), transcript=(unnamed,)), "dispute", form).decode()
        assert "图片，大小未载明" in text
        assert "图片 ，" not in text


def test_a_brief_lists_what_was_to_be_changed() -> None:
    page = lay_out(replace(poster(), edition="group"), "mediation")
    assert "changes" in [section.anchor for section in page.sections]


def test_a_place_leads_to_its_line_and_what_is_told_behind_it_leads_nowhere() -> None:
    for place, words in {
        "E1-0001 2025-04-28 16:12:04": (Reference("E1-0001"), Text(" 2025-04-28 16:12:04")),
        "E1-0001.2": (Reference("E1-0001.2"),),
        "chunks/c000001.jsonl 42": (Text("chunks/c000001.jsonl 42"),),
    }.items():
        source = '<page><section id="a" title="提示"><p><ref><v n="0"/></ref></p></section></page>'
        (section,) = read_sections(source, ((Text(place),),), {})
        assert section.blocks == (Paragraph(words),)


def test_advice_to_the_user_does_not_stand_in_what_goes_to_court() -> None:
    own, submitted = (
        render(replace(poster(), edition=edition), "statement", "txt").decode() for edition in EDITION_PAIR
    )
    assert "小额诉讼通常" in own
    assert "小额诉讼通常" not in submitted


def test_where_no_deal_was_read_nothing_is_said_to_be_settled_and_the_user_is_told_what_to_do() -> None:
    bare = replace(poster(), parties=(), terms=tuple(replace(one, value=None) for one in poster().terms), missing=())
    page = render(replace(bare, edition="own"), "dispute", "md").decode()
    assert "均有表述" not in page
    assert "没有读出交易双方" in page
    assert "--client" in page.replace("\\", "")
    assert "--client" not in render(replace(bare, edition="submit"), "dispute", "md").decode().replace("\\", "")
    assert "均有表述" in render(replace(poster(), missing=()), "dispute", "md").decode()
