"""The HTML form: one file, inert, readable by people, machines and assistive technology."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html as parse
from msgspec.structs import replace

from reports.dossier import Dossier
from reports.render import render
from reports.visible import visible
from tests.reports.chromium import Browser, browser
from tests.reports.dossiers import empty, hostile, long, poster
from tests.suites import suite
from tests.tools import axe

INPUT = "new Event('input',{bubbles:true})"
OUR_TAGS = frozenset(
    """html head meta title style body a header p h1 h2 h3 bdi time code nav ol ul li div main section table caption
    thead tbody tr th td dl dt dd small strong b span q br figure figcaption footer script svg defs pattern rect path
    circle text desc label input button output form select option""".split()  # noqa: SIM905 - a list would be a page long
)
OUR_ATTRIBUTES = frozenset(
    """lang charset http-equiv content name href class id datetime aria-label aria-labelledby data-c data-b data-a
    data-p data-ref data-label data-search data-filtered role scope tabindex dir type xmlns viewbox width height
    font-family font-size font-weight fill stroke stroke-width stroke-dasharray text-anchor x y d cx cy r patternunits
    patterntransform value placeholder size""".split()  # noqa: SIM905 - as above
)


def found(root: parse.HtmlElement, path: str) -> list[parse.HtmlElement]:
    answer = root.xpath(path)
    assert isinstance(answer, list)
    return [one for one in answer if isinstance(one, parse.HtmlElement)]


def html(dossier: Dossier) -> str:
    return render(dossier, "dispute", "html").decode()


def blns() -> list[str]:
    strings: list[str] = json.loads((suite("strings") / "blns.json").read_text("utf-8"))
    return list(dict.fromkeys(strings))


def xss() -> list[str]:
    lines = (suite("strings") / "xss-payload-list.txt").read_text("utf-8").split("\n")
    return list(dict.fromkeys(lines))


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


def opened(chrome: Browser, folder: Path, report: str) -> Browser:
    (folder / "report.html").write_text(report, "utf-8")
    chrome.open(folder / "report.html")
    return chrome


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert html(poster()) == html(poster())


def test_the_policy_names_the_only_style_and_the_only_script() -> None:
    report = html(hostile("</style><script>alert(1)</script>"))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', report)
    (style,) = re.findall(r"<style>(.*?)</style>", report, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", report, re.DOTALL)
    for part in (style, script):
        assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_reference_leads_to_its_transcript_line_and_back() -> None:
    root = parse.document_fromstring(html(poster()))
    anchors = {element.get("id") for element in found(root, "//*[@id]")}
    for link in found(root, "//a[starts-with(@href,'#')]"):
        assert (link.get("href") or "")[1:] in anchors
    cited = found(root, "//li[contains(@class,'cited')]")
    assert len(cited) == 22
    assert all(found(line, ".//*[@class='back']/a") for line in cited)


def test_both_local_time_with_offset_and_utc_stand_in_the_chronology() -> None:
    report = html(poster())
    assert "2024-03-08 23:40:09 +08:00" in report
    assert "UTC 2024-03-08 15:40:09" in report


def test_scores_and_warnings_stand_in_the_own_edition_only() -> None:
    own, submitted = html(poster()), html(replace(poster(), edition="submit"))
    assert "把握 0.91" in own
    assert "把握" not in submitted
    assert "那先这样吧”（" in own.split("仅自用版")[1].split("</div>")[0].replace("</q>", "")
    assert "仅自用版" not in submitted


def test_names_of_unrelated_talks_stand_in_the_own_edition_only() -> None:
    assert "妈妈" in html(poster())
    assert "妈妈" not in html(replace(poster(), edition="submit"))


def test_recalled_messages_look_recalled() -> None:
    assert html(hostile("撤回的话")).count("已撤回") >= 3


def test_skipped_messages_are_counted_where_they_are_left_out() -> None:
    assert "此处有 3 条未显示" in html(hostile("x"))


def test_hidden_characters_are_drawn_and_nothing_is_taken_away() -> None:
    report = html(hostile("转\u202e账\u200b了\0"))
    assert "转⟦U+202E⟧账⟦U+200B⟧了⟦U+0000⟧" in re.sub(r"</?span[^>]*>", "", report)
    assert not re.search("[\u202e\u200b\0]", report)


def test_a_url_stays_text() -> None:
    report = html(hostile("https://evil.example/a?b=c javascript:alert(1)"))
    assert "https://evil.example/a?b=c" in report
    assert not re.search(r'href="(?!#)', report)


def test_an_empty_dossier_says_of_every_section_that_nothing_was_seen() -> None:
    report = html(empty())
    for words in ("所提供记录中未见交付", "所提供记录中未见付款", "所提供记录中未见变更请求", "没有另作检索"):
        assert words in report


@pytest.mark.parametrize("source", [blns, xss], ids=["blns", "xss"])
def test_hostile_strings_become_no_element_of_a_page(source: Callable[[], list[str]]) -> None:
    strings = source()[:: 2 if source is blns else 40]
    root = parse.document_fromstring(html(hostile(*strings)).encode())
    elements = found(root, "//*")
    assert {element.tag for element in elements} <= OUR_TAGS
    assert {name for element in elements for name in element.attrib} <= OUR_ATTRIBUTES
    shown = {str(element.text_content()) for element in found(root, "//div[@class='text']")}
    assert {visible(string).replace("\n", "") for string in strings} <= shown


def run_hostile(chrome: Browser, folder: Path, strings: list[str], at_once: int) -> None:
    for at in range(0, len(strings), at_once):
        opened(chrome, folder, html(hostile(*strings[at : at + at_once])))
        tags = chrome.evaluate("Array.from(new Set(Array.from(document.querySelectorAll('*'), e => e.localName)))")
        names = chrome.evaluate(
            "Array.from(new Set(Array.from(document.querySelectorAll('*')).flatMap("
            "e => e.getAttributeNames().map(n => n.toLowerCase()))))"
        )
        assert isinstance(tags, list)
        assert isinstance(names, list)
        assert set(tags) <= OUR_TAGS
        assert set(names) <= OUR_ATTRIBUTES
        assert chrome.dialogs == []
        assert chrome.complaints == []  # a refused script or picture would complain of the policy
        # data: is the browser's own picture of its date box; a data: of the page would be refused, and complained of
        asked = [url for url in chrome.requests if not url.startswith("data:image/svg+xml;base64,")]
        assert asked == [(folder / "report.html").as_uri()]


@pytest.mark.tool("chromium")
def test_naughty_strings_open_no_dialog_run_no_script_send_no_request(chrome: Browser, tmp_path: Path) -> None:
    run_hostile(chrome, tmp_path, blns()[::4], 130)


@pytest.mark.slow
@pytest.mark.tool("chromium")
def test_every_attack_string_is_inert_in_a_real_browser(chrome: Browser, tmp_path: Path) -> None:
    run_hostile(chrome, tmp_path, [*blns(), *xss()], 300)


@pytest.mark.tool("chromium")
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_beyond_the_edge_of_the_screen(chrome: Browser, tmp_path: Path, width: int) -> None:
    for dossier in (poster(), hostile("字" * 300 + "w" * 300)):
        chrome.width(width)
        opened(chrome, tmp_path, html(dossier))
        assert chrome.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe")
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["poster", "empty", "hostile"])
def test_axe_finds_no_violation(chrome: Browser, tmp_path: Path, name: str, width: int) -> None:
    rules = axe()
    dossier = {"poster": poster(), "empty": empty(), "hostile": hostile("<b>\u202e", "“")}[name]
    chrome.width(width)
    opened(chrome, tmp_path, html(dossier))
    chrome.evaluate(f"{rules};0")
    found = chrome.evaluate(
        "axe.run({runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0,3).map(n => n.html).join(' | ')))"
    )
    assert found == []


@pytest.mark.tool("chromium")
def test_the_filters_state_shown_and_total_and_lead_back(chrome: Browser, tmp_path: Path) -> None:
    chrome.width(1280)
    opened(chrome, tmp_path, html(poster()))
    bar = "document.querySelectorAll('.tools[role=search]')"
    count = f"{bar}[0].querySelector('output').textContent"
    assert chrome.evaluate(count) == "显示 19 / 共 19"
    chrome.evaluate(f"s={bar}[0].querySelectorAll('select')[1]; s.value='催促'; s.dispatchEvent({INPUT})")
    assert chrome.evaluate(count) == "显示 3 / 共 19"
    assert chrome.evaluate("document.body.dataset.filtered") == "时间线：筛选显示 3 / 共 19"
    chrome.evaluate(f"{bar}[0].querySelector('button').click()")
    assert chrome.evaluate(count) == "显示 19 / 共 19"
    assert chrome.evaluate("'filtered' in document.body.dataset") is False


@pytest.mark.tool("chromium")
def test_the_transcript_shows_cited_lines_with_five_around_and_reveals_what_a_link_leads_to(
    chrome: Browser, tmp_path: Path
) -> None:
    opened(chrome, tmp_path, html(long(200)))
    chrome.evaluate(f"b=document.querySelector('input[type=checkbox]'); b.checked=true; b.dispatchEvent({INPUT})")
    left = "document.querySelectorAll('.lines>li[id]:not(.filtered)').length"
    assert chrome.evaluate(left) == 33  # the quarrel of 28 lines, whose last is cited, and five after it
    chrome.evaluate("location.hash='E1-0150'; new Promise(done => setTimeout(done, 100))")
    assert chrome.evaluate(left) == 228
    assert chrome.evaluate("document.activeElement.id") == "E1-0150"


@pytest.mark.tool("chromium")
def test_a_citation_is_copied_with_its_place_and_digest(chrome: Browser, tmp_path: Path) -> None:
    opened(chrome, tmp_path, html(poster()))
    chrome.evaluate("document.execCommand=()=>true; navigator.clipboard.writeText=async t=>{window.copied=t}; 0")
    chrome.evaluate("document.querySelector('#E1-0004 button.copy').click()")
    copied = str(chrome.evaluate("window.copied"))
    assert copied.startswith(
        "“420一张，含源文件，先付100定金”（E1-0004，2024-03-05 10:24:18 +08:00，乙 山雀设计～接单中，"
    )
    assert "字节 " in copied


@pytest.mark.slow
@pytest.mark.tool("chromium")
def test_a_case_of_100000_messages_opens_within_60_mb(chrome: Browser, tmp_path: Path) -> None:
    report = html(long(100_000))
    assert len(report.encode()) <= 60_000_000
    opened(chrome, tmp_path, report)
    assert chrome.evaluate("document.querySelectorAll('.lines>li').length") == 100_028
