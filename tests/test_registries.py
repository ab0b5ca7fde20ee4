"""Whatever is kept in an explicit tuple is in it: the file that was forgotten is named."""

from importlib import import_module
from pathlib import Path

from archiver.analysis.apart import WAYS
from archiver.analysis.rule import Rule
from archiver.analysis.rules import RULES
from archiver.analysis.way import Way
from parsers.formats import FORMATS

ROOT = Path(__file__).parents[1]


def _modules(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def _written(kind: type[Rule | Way]) -> set[str]:
    """Return the ids of all rules or ways that the modules of rules name."""
    modules = [import_module(f"archiver.analysis.rules.{name}") for name in _modules("archiver/analysis/rules")]
    return {each.id for module in modules for each in vars(module).values() if isinstance(each, kind)}


def test_every_rule_that_is_written_is_tried() -> None:
    forgotten = _written(Rule) - {rule.id for rule in RULES}
    assert not forgotten, f"not in archiver.analysis.rules.RULES: {sorted(forgotten)}"


def test_every_way_to_answer_that_is_written_is_tried() -> None:
    forgotten = _written(Way) - {way.id for way in WAYS}
    assert not forgotten, f"not in archiver.analysis.apart.WAYS: {sorted(forgotten)}"


def test_every_format_module_is_in_formats() -> None:
    forgotten = _modules("parsers/formats") - {taker.NAME for taker in FORMATS}
    assert not forgotten, f"not in parsers.formats.FORMATS: {sorted(forgotten)}"


def test_no_format_is_listed_twice_and_each_has_a_name_for_people() -> None:
    names = [taker.NAME for taker in FORMATS]
    titles = [taker.TITLE for taker in FORMATS]
    assert len(set(names)) == len(names)
    assert len(set(titles)) == len(titles)
    assert all(titles)
