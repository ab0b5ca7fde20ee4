"""How fast and how small reading is, as ratios within one run. The figures of a run are shown with -s."""

import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.identify import read
from parsers.source import Source
from tests.benchmarks.exports import write_classic, write_exporter

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
_LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is asked of Linux")


def _tell(figure: str) -> None:
    sys.stdout.write(f"{figure}\n")


def _seconds(*runs: Callable[[], object]) -> list[float]:
    """Return the best processor time of each of several runs, taken in turns."""
    best = [float("inf")] * len(runs)
    for _ in range(7):
        for index, run in enumerate(runs):
            start = time.process_time()
            run()
            best[index] = min(best[index], time.process_time() - start)
    return best


def _drain(path: Path) -> None:
    deque(read(Source.open(path)).events(), 0)


def test_classic_text_is_read_in_half_the_time_of_its_peer_at_most(tmp_path: Path) -> None:
    peer = pytest.importorskip("qq_chat_history", reason="the peer is not installed: pip install qq-chat-history")
    count = 100_000
    path = write_classic(tmp_path / "chat.txt", count)
    ours, theirs = _seconds(lambda: _drain(path), lambda: peer.parse(str(path)))
    _tell(f"TXT: {count / ours:,.0f} messages/s, {theirs / ours:.2f} x qq-chat-history")
    assert theirs >= 2 * ours  # 2.5 is wanted and reached alone; the floor leaves room for tests that run beside


@pytest.mark.parametrize("generation", ["A", "B", "C", "D"])
def test_exporter_json_is_read_about_as_fast_as_json_loads_reads_it_or_faster(tmp_path: Path, generation: str) -> None:
    count = 40_000
    path = write_exporter(tmp_path / "chat.json", generation, count)
    data = path.read_bytes()
    ours, theirs = _seconds(lambda: _drain(path), lambda: json.loads(data))
    _tell(f"JSON {generation}: {count / ours:,.0f} messages/s, {theirs / ours:.2f} x json.loads")
    assert theirs >= 0.8 * ours  # alone 1.9 to 2.9 times as fast; the floor leaves room for tests that run beside


_PEAK = """
import re, sys
from pathlib import Path
from parsers.identify import read
from parsers.source import Source
count = sum(1 for _ in read(Source.open(sys.argv[1])).messages())
status = Path("/proc/self/status").read_text()
print(count, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def _peak(path: Path) -> tuple[int, int]:
    """Return how many messages a fresh interpreter counts, and its peak memory in MiB, libraries included."""
    run = subprocess.run([sys.executable, "-c", _PEAK, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    count, peak = map(int, run.stdout.split())
    return count, peak


@_LINUX
@pytest.mark.parametrize("kind", ["TXT", "A", "B", "C", "D"])
def test_a_million_messages_are_read_in_under_300_mib(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "chat"
    if kind == "TXT":
        write_classic(path, 20_000, times=50)
    else:
        write_exporter(path, kind, 20_000, times=50)
    start = time.perf_counter()
    count, peak = _peak(path)
    _tell(f"{kind}: {path.stat().st_size / 2**20:.0f} MiB in {time.perf_counter() - start:.1f} s, peak {peak} MiB")
    assert count == 1_000_000
    assert peak < 300


@_LINUX
@pytest.mark.parametrize("kind", ["one body of a text", "one message of an export", "one export in one line"])
def test_a_line_of_200_mb_is_read_in_bounded_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "chat"
    expected = 3
    if kind == "one body of a text":
        write_classic(path, 2)
        with path.open("ab") as file:
            file.write(b"2021-03-02 9:05:03 x(9000010001)\r\n" + b"ab " * 70_000_000 + b"\r\n\r\n")
    elif kind == "one message of an export":
        whole = write_exporter(path, "C", 3).read_bytes()
        path.write_bytes(whole.replace("周五".encode(), b"a" * 200_000_000, 1))
        expected = 2
    else:
        expected = 500_000
        write_exporter(path, "D", 20_000, times=25)
    start = time.perf_counter()
    count, peak = _peak(path)
    _tell(f"{kind}: {path.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - start:.1f} s, peak {peak} MiB")
    assert count == expected
    assert peak < 300
