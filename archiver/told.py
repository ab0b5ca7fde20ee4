"""What one version of the program finds in a corpus, a line a finding: run as a script, it speaks for another revision.

    python -P archiver/told.py CORPUS PART        with PYTHONPATH at the packages of that revision

It uses only what every revision since the first evaluation has.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from archiver import trained
from archiver.corpus.collection import read_cases
from archiver.corpus.gold import gold_findings, gold_lines
from archiver.evaluation import evaluate_case


class Told(Struct, frozen=True, order=True):
    """An act on a message of a case: found or labelled, or both."""

    case: str
    ref: str
    act: str
    text: str
    found: bool
    wanted: bool


def told(corpus: Path, part: str) -> Iterator[Told]:
    """Yield every act that is found or labelled in a part of the corpus, roles given, suggestions left out."""
    for case in read_cases(corpus, part):  # type: ignore[arg-type] # a revision knows its own parts
        texts = {line.ref: line.text for line in gold_lines(case)}
        wanted = {(label.ref, label.act) for label in gold_findings(case)}
        found = {
            (one.ref, one.act) for one in evaluate_case(case, judge=trained.judge()).found if one.status != "suggestion"
        }
        for ref, act in sorted(wanted | found):
            yield Told(case.id, ref, act, texts.get(ref, ""), (ref, act) in found, (ref, act) in wanted)


if __name__ == "__main__":
    for one in told(Path(sys.argv[1]), sys.argv[2]):
        sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
