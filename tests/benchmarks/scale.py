"""Draws how the cost of a report grows with the talk: `python -m tests.benchmarks.scale -o docs` (minutes to an hour).

For each size a group is written, then read by `juzheng report` in a process of its own: archive, analysis, HTML.
Processor time and peak memory are the operating system's word for that process; the floor is measured beside it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.floor import floor, seconds
from tests.benchmarks.groups import write_group_text
from tests.benchmarks.plot import Dot, plot

ROOT = Path(__file__).parents[2]


class Measured(NamedTuple):
    """The cost of one size: messages, processor seconds, peak memory in MiB, seconds of the floor, MiB of HTML."""

    messages: int
    spent: float
    peak: int
    floor: float
    html: float


def measure(messages: int, folder: Path) -> Measured:
    """Write a group of that many messages, report on it, and return what that took."""
    path = write_group_text(folder / f"{messages}.txt", messages)
    out = folder / f"report-{messages}"
    command = [sys.executable, "-m", "archiver", "report", str(path), "-o", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"report of {messages} messages ended with {child.returncode}")
    html = sum(one.stat().st_size for one in out.glob("*.html")) / 2**20
    least = seconds(lambda: floor(path))
    path.unlink()
    return Measured(messages, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, least, html)


def table(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the figures as a table in Markdown."""
    yield "| messages | processor s | messages/s | x the floor | peak MiB | HTML MiB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for one in measured:
        yield (
            f"| {one.messages:,} | {one.spent:.1f} | {one.messages / one.spent:,.0f} | {one.spent / one.floor:.0f} "
            f"| {one.peak} | {one.html:.1f} |"
        )


def main() -> None:
    """Measure each size in turn, printing as it goes, and write plot and table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-o", "--output", type=Path, default=ROOT / "docs")
    asked.add_argument("--most", type=int, default=1_000_000, help="the largest group, in messages")
    given = asked.parse_args()
    sizes = [size for power in range(3, 8) for size in (10**power, 3 * 10**power) if size <= given.most]
    given.output.mkdir(exist_ok=True)
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            measured.append(measure(size, Path(folder)))
            sys.stdout.write(f"{measured[-1]}\n")
            sys.stdout.flush()
            write(measured, given.output)


def write(measured: Sequence[Measured], folder: Path) -> None:
    """Write plot and table of what was measured so far."""
    dots = tuple(Dot(one.messages, one.spent) for one in measured)
    title = "Processor time of `report` (archive, analysis, HTML) by messages in the group"
    (folder / "scale.svg").write_text(plot(title, dots, ("messages", "seconds")), "utf-8")
    (folder / "scale.md").write_text("\n".join(_page(measured)) + "\n", "utf-8")


def _page(measured: Sequence[Measured]) -> Iterator[str]:
    yield "# How the cost grows with the talk\n"
    yield "Made by `python -m tests.benchmarks.scale`: an invented group in which one message in eight belongs to a"
    yield "bargain and one in twenty carries an act, as message-manager TXT. The floor is SHA-256 and one regular"
    yield "expression over the heads of the same file; times are processor seconds of all its processes, the start of"
    yield "Python included.\n"
    yield "![messages against seconds, both logarithmic](scale.svg)\n"
    yield from table(measured)


if __name__ == "__main__":
    main()
