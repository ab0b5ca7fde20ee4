"""How well screenshots are read: characters, speakers, times, seconds, over the drawn samples.

python -m tests.parsers.screens.measure
"""

import re
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from parsers.screens.screen import read_screen
from parsers.screens.seen import Screen
from parsers.source import Source
from tests.parsers.screens.draw import SHOTS, Row, Shot, said

FOLDER = Path(__file__).parents[3] / "fixtures" / "screenshots"
_SIDES = {"me": "right", "peer": "left", "system": "centre"}
_WIDTHS = str.maketrans("，。？！：；（）“”’‘", ",.?!:;()\"\"''")


class Score(NamedTuple):
    """Letters right of all, rows whose speaker and name are right of all, rows under the right time line."""

    letters: int
    right: int
    rows: int
    speakers: int
    times: int

    def plus(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(self, other, strict=True)))


def plain(text: str) -> str:
    """Return a text as compared: the model loses spaces and takes full-width marks for half-width ones."""
    return re.sub(r"\s+", "", text).translate(_WIDTHS)


def score(shot: Shot, screen: Screen) -> Score:
    """Hold what was read against the script, row by row in order."""
    wanted = said(shot.rows)
    letters = sum(len(plain(row.text)) for row, _ in wanted)
    whole, read = "".join(plain(row.text) for row, _ in wanted), "".join(plain(one.text) for one in screen.said)
    right = sum(block.size for block in SequenceMatcher(None, whole, read, autojunk=False).get_matching_blocks())
    speakers = times = 0
    rest = list(screen.said)
    for row, raw in wanted:
        found = max(rest, key=lambda one: _alike(row, one.text), default=None)
        if found is not None and _alike(row, found.text) > 0.5:
            speakers += found.side == _SIDES[row.kind] and found.name == row.name
            times += plain(found.raw) == plain(raw)
            rest.remove(found)
    return Score(letters, right, len(wanted), speakers, times)


def _alike(row: Row, text: str) -> float:
    return SequenceMatcher(None, plain(row.text), plain(text), autojunk=False).ratio()


def main() -> None:
    """Print a line a sample and their sum."""
    total = Score(0, 0, 0, 0, 0)
    for shot in SHOTS:
        begun, worked = time.perf_counter(), time.process_time()
        screen = read_screen(Source.open(FOLDER / f"{shot.name}.png"))
        found = score(shot, screen)
        total = total.plus(found)
        seconds = time.perf_counter() - begun
        extra = len(screen.said) - found.rows
        sys.stdout.write(
            f"{shot.name}: {found.right}/{found.letters} letters, {found.speakers}/{found.rows} speakers, "
            f"{found.times} times, {extra:+} rows, {seconds:.1f} s ({time.process_time() - worked:.1f} s of work)\n"
        )
    sys.stdout.write(f"all: {total.right / total.letters:.2%} of letters, {total.speakers}/{total.rows} speakers, ")
    sys.stdout.write(f"{total.times}/{total.rows} times\n")


if __name__ == "__main__":
    main()
