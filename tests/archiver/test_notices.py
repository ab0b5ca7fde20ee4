import re
from pathlib import Path

from archiver.notices import MEANINGS

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"""(?:Notice\(|note\(|notice\()\s*"([a-z]+(?:_[a-z]+)*)\"""")


def test_every_notice_that_a_parser_gives_is_explained_in_chinese() -> None:
    given = {code for path in (ROOT / "parsers").rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    assert given, "no notice found: the search no longer fits the code"
    assert given <= MEANINGS.keys()


def test_no_meaning_ends_in_a_full_stop() -> None:
    assert not [text for text in MEANINGS.values() if text.endswith("。")]
