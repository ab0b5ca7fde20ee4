import os
import subprocess
import sys

import pytest

CODE = (
    "import time; from archiver.progress import watched\n"
    "for _ in watched(range(2000), '读取消息', 2000): time.sleep(0.0012)\n"
)

UNCOUNTED = CODE.replace("'读取消息', 2000", "'读取消息', None")


def test_nothing_is_drawn_where_nobody_watches() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal to test with")
def test_work_over_a_second_draws_a_bar_on_a_terminal_and_leaves_stdout_alone() -> None:
    master, slave = os.openpty()
    done = subprocess.run([sys.executable, "-c", CODE], stdout=subprocess.PIPE, stderr=slave, check=True)
    os.close(slave)
    drawn = os.read(master, 65536).decode("utf-8")
    os.close(master)
    assert "读取消息" in drawn
    assert "%" in drawn
    assert done.stdout == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal to test with")
def test_what_nobody_has_counted_is_counted_as_it_comes() -> None:
    master, slave = os.openpty()
    subprocess.run([sys.executable, "-c", UNCOUNTED], stdout=subprocess.PIPE, stderr=slave, check=True)
    os.close(slave)
    drawn = os.read(master, 65536).decode("utf-8")
    os.close(master)
    assert "1500" in drawn
    assert "%" not in drawn
