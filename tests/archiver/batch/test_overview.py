"""The overview in a real browser: strangers' words stay words, sorting and filtering work from the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.analysis.entry import Account
from archiver.batch.overview import Summary, page
from archiver.batch.rows import Closed, Row, Side, SourceNote, Span
from archiver.batch.triage import Facts, Reason, Rule
from tests.reports.chromium import Browser, browser
from tests.tools import axe

ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'\u202e"


def row(title: str, price: str | None, points: int, name: str = "山雀") -> Row:
    return Row(
        talk=f"{abs(hash(title)):x}"[:12],
        deal="d1",
        report=f"talks/{title}/dispute.html",
        intake="TS-1",
        title=title,
        kind="private",
        span=Span("2024-03-01T09:00:00+08:00", "2024-04-01T09:00:00+08:00", 12),
        sides=(Side("client", (Account("9000010001", None, (name,)),), own=False),),
        facts=Facts(price, None, None, True, 1, 3, 0, 0, 0, 0, False, (), (name,)),
        reasons=(Reason("逾期或未见履行 1 项", points),),
        contested=points >= 4,
        sources=(SourceNote(1, title, "txt_classic", "sha256:00", 12, again=False),),
        notices=(),
    )


def written(folder: Path, *rows: Row) -> Path:
    closed = Closed("x", "", ATTACK, "private", Span(None, None, 2), ATTACK, "c1")
    summary = Summary(rows, (closed,), (closed,), Rule(), 0, 0, ("juzheng 0",))
    path = folder / "overview.html"
    path.write_bytes("".join(page(summary)).encode())
    return path


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


def titles(chrome: Browser) -> object:
    return chrome.evaluate(
        "[...document.querySelectorAll('#deals tbody tr:not([hidden]) a')].map((link) => link.textContent).join()"
    )


def test_the_same_rows_give_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    rows = (row("甲", "420", 6), row("乙", None, 2))
    assert written(tmp_path, *rows).read_bytes() == written(tmp_path / "other", *rows).read_bytes()


@pytest.mark.tool("chromium")
def test_words_of_strangers_are_inert(chrome: Browser, tmp_path: Path) -> None:
    chrome.open(written(tmp_path, row(ATTACK, "1", 6, ATTACK), row("乙", "2", 1)))
    assert chrome.dialogs == []
    assert chrome.complaints == []
    assert [url for url in chrome.requests if not url.startswith("file:")] == []
    assert chrome.evaluate("document.images.length") == 0


@pytest.mark.tool("chromium")
def test_a_column_is_sorted_by_its_numbers_and_says_so(chrome: Browser, tmp_path: Path) -> None:
    chrome.open(written(tmp_path, row("甲", "1000", 1), row("乙", None, 6), row("丙", "99.5", 4)))
    assert titles(chrome) == "乙,丙,甲"  # as written: most points first
    press = "document.querySelectorAll('#deals th button')[4].click()"
    chrome.evaluate(press)
    assert titles(chrome) == "甲,丙,乙"
    chrome.evaluate(press)
    assert titles(chrome) == "乙,丙,甲"
    assert chrome.evaluate("document.querySelectorAll('#deals th')[4].getAttribute('aria-sort')") == "ascending"
    assert chrome.evaluate("document.querySelectorAll('#deals th button').length") == 15


@pytest.mark.tool("chromium")
def test_the_table_is_filtered_by_words_points_and_rule(chrome: Browser, tmp_path: Path) -> None:
    chrome.open(written(tmp_path, row("甲", "1000", 1, "江河"), row("乙", None, 6), row("丙", "99.5", 4)))

    def enter(field: str, value: str) -> None:
        chrome.evaluate(f"{{const f=document.getElementById('{field}');{value};f.dispatchEvent(new Event('input'))}}")

    enter("words", "f.value='江河'")
    assert titles(chrome) == "甲"
    enter("words", "f.value=''")
    enter("least", "f.value='5'")
    assert titles(chrome) == "乙"
    enter("least", "f.value='0'")
    enter("only", "f.checked=true")
    assert titles(chrome) == "乙,丙"
    assert chrome.evaluate("document.getElementById('told').textContent") == "显示 2 / 3"


@pytest.mark.tool("chromium")
def test_the_page_has_no_fault_that_axe_knows(chrome: Browser, tmp_path: Path) -> None:
    script = axe()
    chrome.open(written(tmp_path, row("甲", "1000", 1), row("乙", None, 6)))
    chrome.evaluate(script)
    assert chrome.evaluate("axe.run().then((told) => told.violations.map((one) => one.id).join())") == ""
