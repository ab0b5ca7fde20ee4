import sys
from pathlib import Path
from subprocess import run

import pytest

from archiver.analyzer import Request, Studied, study
from archiver.corpus.exports import EXPORTS
from archiver.corpus.exports.kept import KEPT
from archiver.corpus.labelled import LabelledCase, load_case
from archiver.inputs import open_inputs

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"
CASES = sorted(DEMO.glob("*.yaml"))
JSON = [name for name in EXPORTS if name.startswith("qce_json")]
TURNS = [(name, CASES[turn % len(CASES)]) for turn, name in enumerate(EXPORTS)]
"""Every format with one of the cases in turn: `test_kept` holds each against all of them, below analysis."""


def rendered(case: LabelledCase, name: str, folder: Path) -> Studied:
    ending, write = EXPORTS[name]
    path = folder / f"{name}.{ending}"
    path.write_bytes(write(case))
    return study(open_inputs((path,), None).opened, Request())


@pytest.mark.parametrize(("name", "path"), TURNS, ids=lambda given: getattr(given, "stem", given))
def test_what_people_typed_comes_back_from_every_format(path: Path, name: str, tmp_path: Path) -> None:
    case = load_case(path)
    typed = [said.text for said in case.messages if said.text and said.by != "sys" and not said.redpacket]
    words = [line.words().strip() for line in rendered(case, name, tmp_path).lines]
    waiting = iter(words)
    missing = [text for text in typed if not any(text == word for word in waiting)]
    assert not missing


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_exporter_json_keeps_every_row_with_its_time_and_account(path: Path, tmp_path: Path) -> None:
    case = load_case(path)
    for name in JSON:
        lines = rendered(case, name, tmp_path).lines
        assert [line.at for line in lines] == [said.at for said in case.messages]
        spoken = [(line.account, said) for line, said in zip(lines, case.messages, strict=True) if said.by != "sys"]
        assert all(account == case.accounts[said.by].uin for account, said in spoken if not said.recall)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_format_that_drops_nothing_of_it_gives_the_same_findings(path: Path, tmp_path: Path) -> None:
    """B and D both keep files, sums and receipts (formats.md §5.6, §13): what is read from them must agree."""
    case = load_case(path)
    told = [
        [
            (one.ref, one.act, one.status, one.target, one.due, one.amount and one.amount.value)
            for one in studied.analysis.findings
        ]
        for studied in (rendered(case, "qce_json_b", tmp_path), rendered(case, "qce_json_d", tmp_path))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(("name", "path"), TURNS, ids=lambda given: getattr(given, "stem", given))
def test_the_price_and_the_sides_do_not_depend_on_the_format(path: Path, name: str, tmp_path: Path) -> None:
    case = load_case(path)
    own, peer = case.accounts[case.own].name, case.accounts[case.peer].name
    numbers = {account.uin: account.name for account in case.accounts.values()}
    sides = {"发": own, "收": peer} if KEPT[name][0].speaker == "side" else {own: own, peer: peer, "我": own}
    analysis = rendered(case, name, tmp_path).analysis
    usual = rendered(case, "qce_json_d", tmp_path).analysis
    assert analysis.ledger is not None
    assert usual.ledger is not None
    price, expected = analysis.ledger.agreement.price, usual.ledger.agreement.price
    assert (price and price.value) == (expected and expected.value)
    first = {party.role: party.accounts[0] for party in analysis.parties}
    told = {role: numbers.get(one.uin or "") or sides[one.names[0]] for role, one in first.items()}
    assert told == {party.role: party.accounts[0].names[0] for party in usual.parties}
    assert set(told.values()) == {own, peer}


def test_a_group_is_not_written_in_a_format_that_exports_none(tmp_path: Path) -> None:
    group = DEMO.parent / "corpus" / "h16-juben-wuta.yaml"
    for name in ("qq_dump_txt", "qq_dump_md", "qq_dump_html"):
        done = run([sys.executable, "-m", "archiver", "render", str(group), "--format", name, "-o",
                    str(tmp_path / name)], capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 2
        assert "不导出群聊" in done.stderr
        assert not (tmp_path / name).exists()
