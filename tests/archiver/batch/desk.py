"""Folders as a mediation desk is handed them: invented talks of the corpus in several formats, moved in time."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from archiver.corpus.exports import EXPORTS
from archiver.corpus.labelled import LabelledCase, load_case

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"
FORMATS = ("txt_classic", "qce_json_b", "qce_json_d", "qce_json_a", "qce_json_c")


def moved(case: LabelledCase, days: int, number: int) -> LabelledCase:
    """Return the talk of other people on other days: the same words, `days` later, under other accounts."""
    accounts = {
        key: replace(one, uin=f"90{number:06d}{place:02d}", name=f"{one.name}{number}")
        for place, (key, one) in enumerate(case.accounts.items())
    }
    messages = tuple(
        replace(said, t=(said.at + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")) for said in case.messages
    )
    return replace(case, accounts=accounts, messages=messages)


def export(case: LabelledCase, form: str, folder: Path, name: str) -> Path:
    """Write a case as an export and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    ending, write = EXPORTS[form]
    path = folder / f"{name}.{ending}"
    path.write_bytes(write(case))
    return path


def many(folder: Path, count: int) -> None:
    """Write `count` small logs, no two of one talk, over folders of fifty."""
    cases = [load_case(path) for path in sorted(CORPUS.glob("h*.yaml"))]
    for number in range(count):
        case = moved(cases[number % len(cases)], 7 * (number // len(cases)), number)
        export(case, FORMATS[number % 2], folder / f"TS-2024-{number // 50:04d}", f"log{number:05d}")
