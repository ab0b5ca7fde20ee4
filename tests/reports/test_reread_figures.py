"""Statements on files are found in what a report shows, also where strangers' words look like their beginnings."""

from collections.abc import Callable
from typing import SupportsIndex

import pytest

from reports.reread.figures import compare_figures, figure_references
from reports.reread.shown import Passage, Shown

TRUE = "E2-0003 终稿.pptx 显示：18 页；与说到的「25页」不同"


def shown(text: str, *, drawn: bool = False) -> Shown:
    return Shown((Passage(text, "第 1 行", (), drawn),))


STATEMENTS: dict[str, tuple[str, bool, set[str]]] = {
    "behind words": (f"另见 {TRUE}。", False, {"E2-0003"}),
    "two in a line": (f"{TRUE}；{TRUE.replace('E2-0003', 'E2-0004')}", False, {"E2-0003", "E2-0004"}),
    "a bare reference before": (f"E1-0001 说过，{TRUE}", False, {"E1-0001"}),
    "a line of bare references above": (f"E1-0001 E1-0002 显示：\n{TRUE}", False, {"E2-0003"}),
    "over two lines": ("E2-0003 终稿.pptx 显示：18 页；\n与说到的「25页」不同", False, set()),
    "without a verdict": (TRUE.removesuffix("不同"), False, set()),
    "drawn, the verdict in a piece of its own": (TRUE.removesuffix("不同"), True, {"E2-0003"}),
    "drawn, a line broken behind the reference": (TRUE.replace(" ", "\n", 1), True, {"E2-0003"}),
    "drawn, bare references above": (f"E1-0001 E1-0002\n{TRUE}", True, {"E1-0002"}),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_statements_are_found_where_they_stand(what: str) -> None:
    text, drawn, refs = STATEMENTS[what]
    assert figure_references(shown(text, drawn=drawn)) == refs


@pytest.mark.parametrize("drawn", [False, True])
def test_each_statement_is_held_against_its_file(drawn: bool) -> None:
    false = TRUE.replace("18 页", "25 页")
    result = compare_figures(shown(f"{TRUE}；{false}", drawn=drawn), lambda ref, said: (TRUE,) if said else (ref,))
    assert (result.checked, [one.found.startswith(false) for one in result.wrong]) == (2, [True])


class Counted(str):
    """A text that counts the code points in which something was looked for."""

    __slots__ = ("looked",)

    def __init__(self, _: str) -> None:
        self.looked = 0

    def find(self, sub: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        at = super().find(sub, start, end)
        begin = 0 if start is None else int(start)
        self.looked += (len(self) if end is None else int(end)) - begin if at < 0 else at - begin
        return at


HOSTILE: dict[str, Callable[[int], str]] = {
    "bare references": lambda count: "E1-1 " * count,
    "openings": lambda count: "E1-1 显示：" * count,
    "statements never closed": lambda count: "E1-1 显示：；与说到的「" * count,
    "statements": lambda count: "E1-1 显示：；与说到的「a」不同" * count,
}


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("what", HOSTILE)
def test_no_part_of_a_line_is_searched_for_each_reference(what: str, drawn: bool) -> None:
    text = Counted(HOSTILE[what](2000))
    figure_references(shown(text, drawn=drawn))
    assert 0 < text.looked <= 4 * len(text)
