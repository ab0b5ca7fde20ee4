"""Tables of short scenes of freelance talk whose last line is judged: an answer to what was put, or none.

A table is blocks between blank lines; `# kind` heads those that follow. A line is `C words` or `P words` (client,
provider), the last bears `## label`, or `## label>1,3`: the lines, counted from 1, that it may be tied to.
"""

import re
import sys
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from archiver import trained
from archiver.analysis.finding import Act
from archiver.analysis.reader import read
from tests.archiver.analysis import talks

Label = Literal["yes", "no", "taken", "faulted", "none"]
Opening = Literal["alone", "opened"]

LABELS: tuple[Label, ...] = ("yes", "no", "taken", "faulted", "none")
BEFORE: dict[Opening, tuple[str, ...]] = {"alone": (), "opened": talks.DEAL}

_LAST = re.compile(r"(?P<spoken>[CP] .+) ## (?P<label>yes|no|taken|faulted|none)(?:>(?P<targets>\d+(?:,\d+)*))?")
_SIDES = {"C": "client", "P": "provider"}
_ANSWERS: frozenset[Act] = frozenset(("approval", "rejection"))
_ON_WORK: frozenset[Act] = frozenset(("approval", "rejection", "acceptance", "defect"))
_RIGHT: dict[Label, tuple[frozenset[Act], ...]] = {
    "yes": (frozenset({"approval"}),),
    "no": (frozenset({"rejection"}),),
    "none": (frozenset(),),
    # of work that is shown, a yes is approval of a draft or acceptance of what is final, a no may say what is wrong
    "taken": (frozenset({"approval"}), frozenset({"acceptance"}), frozenset({"approval", "acceptance"})),
    "faulted": (frozenset({"rejection"}), frozenset({"defect"}), frozenset({"rejection", "defect"})),
}


class Scene(NamedTuple):
    """A scene of one kind; its last line is judged. Without `targets`, which line it answers is not asked."""

    kind: str
    spoken: tuple[str, ...]
    label: Label
    targets: frozenset[int]

    def is_far(self) -> bool:
        return bool(self.targets) and max(self.targets) < len(self.spoken) - 1


class Verdict(NamedTuple):
    """How a scene's last line was read: the acts that are asked about, and the lines they are tied to."""

    scene: Scene
    acts: frozenset[Act]
    targets: frozenset[int]

    def is_answer_right(self) -> bool:
        return self.acts in _RIGHT[self.scene.label]

    def is_right(self) -> bool:
        told = self.scene.targets
        return self.is_answer_right() and (not told or (bool(self.targets) and self.targets <= told))

    def is_false_yes(self) -> bool:
        """Return whether a yes is told where none was given."""
        return "approval" in self.acts and self.scene.label not in {"yes", "taken"}


@cache
def scenes(table: str) -> tuple[Scene, ...]:
    """Read a table by its name; a yes that names no line answers the one before it."""
    read_so_far = []
    kind = ""
    for block in Path(__file__).with_name(f"{table}.txt").read_text("utf-8").strip().split("\n\n"):
        if block.startswith("# "):
            kind = block.removeprefix("# ")
        else:
            read_so_far.append(_scene(kind, block))
    return tuple(read_so_far)


def _scene(kind: str, block: str) -> Scene:
    *before, last = block.split("\n")
    told = _LAST.fullmatch(last)
    assert told is not None, last
    spoken = tuple(f"{_SIDES[words[0]]}: {words[2:]}" for words in (*before, told["spoken"]))
    label = cast("Label", told["label"])
    targets = frozenset(int(target) for target in (told["targets"] or "").split(",") if target)
    if label == "yes" and not targets:
        targets = frozenset({len(before)})
    return Scene(kind, spoken, label, targets)


def judged(scene: Scene, opening: Opening) -> Verdict:
    """Read a scene alone or after the opening of a deal; its own lines count from 1."""
    before = BEFORE[opening]
    lines = [talks.line(number, words) for number, words in enumerate((*before, *scene.spoken), 1 - len(before))]
    asked = _ON_WORK if scene.label in {"taken", "faulted"} else _ANSWERS
    found = [
        finding
        for finding in read(lines, talks.ROLES, judge=trained.judge())
        if finding.ref == lines[-1].ref and finding.status == "finding" and finding.act in asked
    ]
    targets = frozenset(int(finding.target.partition(":")[2]) for finding in found if finding.target is not None)
    return Verdict(scene, frozenset(finding.act for finding in found), targets)


def show(verdicts: tuple[Verdict, ...], *, misses: bool) -> None:
    """Show how many are right by kind and by label, and the misses where asked for, in a run with -s."""
    for verdict in verdicts if misses else ():
        if not verdict.is_right():
            scene = verdict.scene
            meant = f"{scene.label} {sorted(scene.targets)}"
            tell(f"{' / '.join(scene.spoken)}\n  meant {meant}, read {sorted(verdict.acts)} {sorted(verdict.targets)}")
    kinds = dict.fromkeys(verdict.scene.kind for verdict in verdicts)
    groups = {kind: [each for each in verdicts if each.scene.kind == kind] for kind in kinds}
    for label in LABELS:
        groups[f"all {label}"] = [each for each in verdicts if each.scene.label == label]
    groups["all far"] = [each for each in verdicts if each.scene.is_far()]
    groups["all"] = list(verdicts)
    for name, group in groups.items():
        tell(f"{name:56} right {_share(group)}")
    tell(f"answer alone, targets not asked: {sum(each.is_answer_right() for each in verdicts)} of {len(verdicts)}")
    tell(f"a yes told where none was given: {sum(each.is_false_yes() for each in verdicts)}")


def _share(group: list[Verdict]) -> str:
    if not group:
        return f"{'-':>14}"
    right = sum(each.is_right() for each in group)
    return f"{right:3}/{len(group):3} {right / len(group):6.1%}"


def tell(figure: str) -> None:
    """Show a figure in the report of a run with -s; the test asserts its floor."""
    sys.stdout.write(figure + "\n")
