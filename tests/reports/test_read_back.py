"""What a report shows and what it records can be read back, and a forgery of either comes out."""

import pytest

from reports.dossier import Citation, Dossier
from reports.read_back import ReadBackError, citations
from reports.render import lay_out, render
from tests.reports.dossiers import TALK, hostile, poster

HOSTILE = "“<b>&amp;”\u202e\u200b\0 a\r\nb\rc\n\ud83d👨\u200d👩\u200d👧 ⟦U+0041⟧\t</script><!--"


def whole(number: int) -> Citation:
    line = TALK[number - 1]
    return Citation(
        line.ref, line.sha256, line.text, (0, len(line.text)), line.start, line.end,
        line.time.isoformat() if line.time else "", line.who.name, line.who.account,
    )  # fmt: skip


def html(dossier: Dossier) -> str:
    return render(dossier, "dispute", "html").decode()


@pytest.mark.parametrize("dossier", [poster(), hostile(HOSTILE)], ids=["poster", "hostile"])
def test_an_honest_report_reads_back_as_its_citations_and_its_transcript(dossier: Dossier) -> None:
    lines = {
        Citation(
            line.ref, line.sha256, line.text, (0, len(line.text)), line.start, line.end,
            line.time.isoformat() if line.time else "", line.who.name, line.who.account, line.place,
        )
        for line in dossier.transcript
    }  # fmt: skip
    page = lay_out(dossier, "dispute")
    back = set(citations(render(dossier, "dispute", "html")))
    if dossier.title == HOSTILE:  # data-a and data-p bear marks, so the hostile account comes back as it is shown
        back = {c for c in back if c.account == HOSTILE}
        assert back == set(page.citations)
    else:
        assert back == set(page.citations) | lines


def test_every_cited_line_is_among_the_citations_read_back() -> None:
    assert whole(20) in citations(html(poster()).encode())


LINE = '<div class="text" dir="auto">{}</div>'
FORGERIES = {
    "visible quote": (">420一张，含源文件，先付100定金</q>", ">520一张</q>", "520一张"),
    "negation slipped in": (">我最多再付120</q>", ">我不再付120</q>", "我不再付120"),
    "transcript line": (LINE.format("可以"), LINE.format("不可以"), "不可以"),
    "embedded record": ('"quote":"\\u53ef\\u4ee5"', '"quote":"\\u4e0d\\u53ef"', "不可"),
    "hidden character drawn in": (
        ">明天中午12点前发你</q>",
        '>明天<span class="mark">⟦U+200B⟧</span></q>',
        "明天\u200b",
    ),
}


@pytest.mark.parametrize("key", FORGERIES)
def test_a_forged_quotation_is_read_back_as_forged(key: str) -> None:
    true, forged, words = FORGERIES[key]
    report = html(poster())
    assert true in report
    assert words in {citation.quote for citation in citations(report.replace(true, forged).encode())}
    assert words not in {citation.quote for citation in citations(report.encode())}


def test_a_quotation_typed_in_without_a_record_is_read_back_without_a_place() -> None:
    forged = html(poster()).replace("</main>", "<p>甲称“我全都同意”（E1-0005）</p></main>")
    (found,) = [citation for citation in citations(forged.encode()) if not citation.ref]
    assert found.quote == "我全都同意"


def test_a_quotation_given_another_number_is_read_back_with_the_words_shown() -> None:
    forged = html(poster()).replace('<q data-c="0"', '<q data-c="9999"')
    assert "" in {citation.ref for citation in citations(forged.encode())}


def test_a_reference_that_leads_elsewhere_is_read_back_as_such() -> None:
    forged = html(poster()).replace('href="#E1-0004"', 'href="#E1-0005"', 1)
    assert "E1-0004→E1-0005" in {citation.ref for citation in citations(forged.encode())}


def test_a_forged_time_or_speaker_of_a_chronology_row_comes_out() -> None:
    report = html(poster())
    row = '<tr role="row" data-ref="E1-0008">'
    head, tail = report.split(row, 1)
    moved = citations((head + row + tail.replace("10:26:30 +08:00", "22:26:30 +08:00", 1)).encode())
    assert "2024-03-05 22:26:30 +08:00" in {citation.time for citation in moved}
    swapped = citations((head + row + tail.replace("山雀设计～接单中", "糯米团", 1)).encode())
    assert any(citation.ref == "E1-0008" and citation.sender == "糯米团" for citation in swapped)


def test_moved_byte_places_of_a_transcript_line_come_out() -> None:
    first = TALK[0]
    forged = html(poster()).replace(f'data-b="{first.start}-{first.end}"', 'data-b="1-2"')
    assert (1, 2) in {(citation.start, citation.end) for citation in citations(forged.encode())}


@pytest.mark.parametrize("junk", [b"", b"\x00\xff", b"<html></html>", b"%PDF-1.7"])
def test_what_is_no_report_is_refused(junk: bytes) -> None:
    with pytest.raises(ReadBackError):
        citations(junk)


def test_two_records_in_one_report_are_refused() -> None:
    report = html(poster())
    start = report.index('<script type="application/json"')
    end = report.index("</script>", start) + len("</script>")
    with pytest.raises(ReadBackError, match="2 citation records"):
        citations(report.replace("</main>", report[start:end] + "</main>").encode())
