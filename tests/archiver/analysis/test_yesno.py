"""Ways to say yes, no and neither, in short scenes of freelance talk, written by hands that knew no rule.

The scenes of yesno.txt are learnt from since (`exchanges/s1-1.txt`): what is held of them is that nothing is lost.
Those of yesno_unseen.txt came after all rules and the trained reader; no rule was written on them. Those of answers.txt
and answers_unseen.txt are one table, written at once before any rule was looked at, half of it refusals without a plain
no (下次吧 · 零头就是我的利润呐), and split by a digest of their words: ways of answering were then mended on the first
half alone, and no miss of the second was looked at. At first sight the halves stood at 0.79 and 0.76. Run with -s to
see the tables by kind and by label, with the misses where they may be learnt from. Each scene is read alone, as it
stands in the file, and again after the opening of a deal.
"""

from collections import Counter

import pytest

from tests.archiver.analysis.scenes import Opening, judged, scenes, show, tell

_LEARNT = frozenset(("yesno", "answers"))
# yesno_unseen stood at 0.90 and 0.84 before a line was seen. Alone it has lost since each act is calibrated by
# itself (0.88) and sums and deals are read anew (0.875); what acts of deals gained by that outweighs it. It lost two
# refusals more (0.8625, 0.83) when 留着, 来不及 and their kin ceased to refuse whatever was put and doubtful ways came
# to need the reader's leave: of the refusals told on dev ten of 33 had been none, now six of 29.
_FLOORS: dict[tuple[str, Opening], float] = {
    ("yesno", "alone"): 0.91, ("yesno", "opened"): 0.91,
    ("yesno_unseen", "alone"): 0.84, ("yesno_unseen", "opened"): 0.81,
    ("answers", "alone"): 0.93, ("answers", "opened"): 0.92,
    ("answers_unseen", "alone"): 0.80, ("answers_unseen", "opened"): 0.80,
}  # fmt: skip
_FALSE_YESES: dict[tuple[str, Opening], int] = {
    ("answers", "alone"): 2, ("answers", "opened"): 2,
    ("answers_unseen", "alone"): 12, ("answers_unseen", "opened"): 8,
}  # fmt: skip
"""At most so many yeses are told where none was given; 10 and 6 before the reader learnt six hands of deals more."""


def test_the_scenes_are_many_and_none_comes_twice() -> None:
    tables = [scenes(table) for table in ("yesno", "yesno_unseen", "answers", "answers_unseen")]
    assert sum(map(len, tables)) >= 1230
    assert sum(scene.is_far() for table in tables for scene in table) >= 100
    spoken = Counter(scene.spoken for table in tables for scene in table)
    assert [words for words, times in spoken.items() if times > 1] == []


@pytest.mark.parametrize("table", ["yesno", "yesno_unseen"])
def test_in_no_table_comes_a_last_line_twice(table: str) -> None:
    last = Counter(scene.spoken[-1] for scene in scenes(table))
    assert [words for words, times in last.items() if times > 1] == []


@pytest.mark.parametrize("opening", ["alone", "opened"])
@pytest.mark.parametrize("table", ["yesno", "yesno_unseen", "answers", "answers_unseen"])
def test_yes_no_and_neither_are_told_apart(table: str, opening: Opening) -> None:
    verdicts = tuple(judged(scene, opening) for scene in scenes(table))
    tell(f"--- {table}, {opening}")
    show(verdicts, misses=table in _LEARNT)
    assert sum(verdict.is_right() for verdict in verdicts) >= _FLOORS[table, opening] * len(verdicts)
    if (table, opening) in _FALSE_YESES:
        assert sum(verdict.is_false_yes() for verdict in verdicts) <= _FALSE_YESES[table, opening]
