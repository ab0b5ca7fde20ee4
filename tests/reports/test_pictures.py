"""Pictures for a group: phone-wide, numbered, whole, the same each time."""

from io import BytesIO

import pytest
from msgspec.structs import replace

from reports.formats import pictures
from reports.formats.format import WriterError
from reports.render import lay_out, render, render_volumes
from reports.template import template_info, template_names
from tests.reports.dossiers import TALK, hostile, long, poster
from tests.reports.test_formats import chinese_fonts

PNG = b"\x89PNG\r\n\x1a\n"


def size(picture: bytes) -> tuple[int, int]:
    stream = BytesIO(picture)
    assert stream.read(8) == PNG
    stream.seek(16)
    return int.from_bytes(stream.read(4)), int.from_bytes(stream.read(4))


def test_pictures_are_phone_wide_and_several() -> None:
    chinese_fonts()
    made = list(render_volumes(poster(), "mediation", "png"))
    assert len(made) > 2
    assert {size(one) for one in made} == {(1080, 2340)}
    assert len(set(made)) == len(made)


def test_only_what_is_cited_is_drawn_and_what_lies_between_is_counted() -> None:
    page = lay_out(long(500), "dispute")
    drawn = pictures.cited(page)
    wanted = {citation.ref for citation in page.citations}
    assert [line.ref for line in drawn.lines] == [line.ref for line in TALK if line.ref in wanted]
    assert drawn.total == 528
    first = drawn.lines[0]
    assert first.skipped == int(first.ref.partition("-")[2]) - 1
    gaps = sum(line.skipped for line in drawn.lines)
    assert gaps + len(drawn.lines) == int(drawn.lines[-1].ref.partition("-")[2])


def test_gaps_that_the_record_itself_has_are_added_up() -> None:
    cut = (*TALK[:3], replace(TALK[3], skipped=7), *TALK[4:])
    page = lay_out(poster(), "dispute")
    drawn = pictures.cited(replace(page, record=replace(page.record, lines=cut)))
    plain = pictures.cited(page)
    assert sum(line.skipped for line in drawn.lines) == sum(line.skipped for line in plain.lines) + 7


def test_one_file_for_several_pictures_is_refused_with_a_remedy() -> None:
    chinese_fonts()
    with pytest.raises(WriterError, match="分张"):
        render(poster(), "dispute", "png")


def test_hostile_words_are_drawn_as_words() -> None:
    chinese_fonts()
    assert list(render_volumes(hostile("#panic()", "$x$ *b* \\ \u202e"), "dispute", "png"))


def test_a_group_gets_the_brief_first_and_is_told_how_much_more_there_is() -> None:
    chinese_fonts()
    page = lay_out(poster(), "mediation")
    assert page.pictured == ("brief", "undisputed", "disputed", "unanswered")
    drawn = len(list(pictures.volumes(page)))
    whole = len(list(pictures.volumes(replace(page, pictured=()))))
    assert drawn < whole / 2


@pytest.mark.parametrize("template", template_names())
def test_every_section_named_for_pictures_is_in_its_template(template: str) -> None:
    edition = "group" if "group" in template_info(template).editions else "own"
    anchors = {section.anchor for section in lay_out(replace(poster(), edition=edition), template).sections}
    assert set(template_info(template).pictures) - {"clerk"} <= anchors
