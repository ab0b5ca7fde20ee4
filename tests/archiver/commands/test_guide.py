"""The pages on getting exports: each format has one, each is found by what people ask, and nothing in them dangles."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.cli import COMMANDS
from archiver.guidance import FOLDER, PAGES, Page, about, pages
from archiver.notices import MEANINGS
from parsers.formats import FORMATS
from parsers.records import RECORDS
from reports.words import JUDGING

ROOT = Path(__file__).parents[3]
TITLES = {one.NAME: one.TITLE for one in FORMATS} | {one.NAME: one.TITLE for one in RECORDS}


def juzheng(*words: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "archiver", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_every_page_is_listed_and_every_listed_page_is_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", sorted(TITLES))
def test_every_format_and_record_has_just_one_page(name: str) -> None:
    assert [one.name for one in pages() if name in one.formats] == [one.name for one in about(name, TITLES)]
    assert len(about(name, TITLES)) == 1


@pytest.mark.parametrize("page", pages(), ids=PAGES)
def test_a_page_is_dated_and_names_only_what_there_is(page: Page) -> None:
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", page.checked)
    assert set(page.formats) <= set(TITLES)
    assert set(page.notices) <= set(MEANINGS)
    named = re.findall(r"juzheng (\w+)(?: ([a-z]+)\b)?", page.text)
    assert {command for command, _ in named} <= {name for name, _ in COMMANDS}
    assert {topic for command, topic in named if command == "guide" and topic} <= set(PAGES)


@pytest.mark.parametrize("page", pages(), ids=PAGES)
def test_a_page_passes_no_verdict_and_sends_nobody_to_an_address(page: Page) -> None:
    assert not [word for word in JUDGING if word in page.text]
    assert not re.search(r"https?:|www\.|\d{6,}", page.text)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("qce_jsonl", "qce"),
        ("file", "files"),
        ("封号", "qce"),
        ("账单", "bills"),
        ("微信支付", "bills"),
        ("FileRecv", "files"),
        ("nt_msg.db", "database"),
        ("iphone", "phone"),
        ("删好友", "gone"),
        ("我把记录清空了", "gone"),
        ("过期", "files"),
        ("双方", "both"),
        ("公证", "device"),
        ("不要", "first"),
        ("截图", "copy"),
        ("MHT", "classic"),
        ("NapCat", "bots"),
    ],
)
def test_people_find_the_page_by_their_own_words(asked: str, name: str) -> None:
    assert name in [one.name for one in about(asked, TITLES)]


def test_what_must_not_be_done_stands_on_the_first_page() -> None:
    shown = juzheng("guide", "first")
    for words in ("不要清空", "不要卸载", "不要退出", "会过期的文件", "日期范围"):
        assert words in shown
    assert "月核对" in shown.splitlines()[0]


def test_the_topics_are_listed_and_a_page_says_what_inspect_should_show() -> None:
    listed = juzheng("guide")
    assert all(re.search(rf"^  {name} +\S", listed, re.MULTILINE) for name in PAGES)
    shown = juzheng("guide", "qce_txt")
    assert "  qce_txt  qq-chat-exporter 文本（TXT）" in shown
    assert f"· {MEANINGS['filtered_export']}。" in shown


def test_inspect_leads_to_the_page_of_the_format() -> None:
    shown = juzheng("inspect", str(ROOT / "fixtures" / "chatlogs" / "qce_json" / "c-private.json"))
    assert "juzheng guide qce_json" in shown


def test_a_word_that_no_page_knows_is_one_line() -> None:
    assert "juzheng guide" in juzheng("guide", "zzz", code=2)
    assert "juzheng guide" in juzheng("guide", " ", code=2)
