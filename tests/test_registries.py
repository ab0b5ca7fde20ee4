"""Whatever is kept in an explicit tuple is in it: the file that was forgotten is named."""

from pathlib import Path

from parsers.formats import FORMATS

ROOT = Path(__file__).parents[1]


def _modules(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_every_format_module_is_in_formats() -> None:
    forgotten = _modules("parsers/formats") - {taker.NAME for taker in FORMATS}
    assert not forgotten, f"not in parsers.formats.FORMATS: {sorted(forgotten)}"


def test_no_format_is_listed_twice_and_each_has_a_name_for_people() -> None:
    names = [taker.NAME for taker in FORMATS]
    titles = [taker.TITLE for taker in FORMATS]
    assert len(set(names)) == len(names)
    assert len(set(titles)) == len(titles)
    assert all(titles)
