"""A batch on a real cluster: separate processes over TCP, one killed in mid-run, stores and faults of all kinds."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiver.batch.checks import made_by
from archiver.batch.cluster import Cluster, connect
from archiver.batch.look import Sight, look
from archiver.batch.settings import Asked, new_settings, start
from archiver.batch.walk import Found
from tests.archiver.batch.desk import many
from tests.archiver.batch.test_batch import batch, differing
from tests.benchmarks.groups import write_group_text

distributed = pytest.importorskip("distributed", reason="the extra cluster is absent")

if TYPE_CHECKING:
    from distributed import LocalCluster

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed as Unix does it")
COUNT = 6
ROOT = Path(__file__).parents[3]


@pytest.fixture
def cluster() -> Iterator["LocalCluster"]:
    """Two workers, each a process of its own, that are gone afterwards whatever became of them."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, protocol="tcp://", dashboard_address=None
    ) as started:
        pids = _pids(started)
        yield started
        pids |= _pids(started)
    assert not [pid for pid in pids if _is_alive(pid)]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given") / "desk"
    many(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def calm(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what one process makes of the logs."""
    out = tmp_path_factory.mktemp("calm") / "out"
    batch(given, "-o", out, "--jobs", "1")
    return out


def _pids(cluster: "LocalCluster") -> set[int]:
    return {nanny.pid for nanny in cluster.workers.values() if nanny.pid}


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_two_workers_give_the_same_bytes_as_one_process(
    cluster: "LocalCluster", given: Path, calm: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = batch(given, "-o", out, "--repeat", calm, "--scheduler", cluster.scheduler_address)
    assert f"分析会话 {COUNT}/{COUNT}" in done.stderr
    assert differing(calm, out) == []


def _first_killed(cluster: "LocalCluster", out: Path, killed: list[int]) -> None:
    """Kill one worker as soon as the other or it has handed back a first item."""
    while not list((out / "talks").glob("*")):
        time.sleep(0.02)
    pid = next(iter(_pids(cluster)))
    os.kill(pid, signal.SIGKILL)
    killed.append(pid)


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_changes_nothing_without_a_shared_folder(
    cluster: "LocalCluster", given: Path, calm: Path, tmp_path: Path
) -> None:
    """Inputs and results go through a store that is emptied in the end; nothing is done twice, nothing is missing."""
    out, store = tmp_path / "out", tmp_path / "store"
    killed: list[int] = []
    killer = threading.Thread(target=_first_killed, args=(cluster, out, killed), daemon=True)
    killer.start()
    shared = ("--scheduler", cluster.scheduler_address, "--store", store.as_uri())
    done = batch(given, "-o", out, "--repeat", calm, *shared)
    killer.join(5)
    assert killed
    assert f"分析会话 {COUNT}/{COUNT}" in done.stderr
    assert "失败 0" in done.stderr
    assert differing(calm, out) == []
    assert not [path for path in store.rglob("*") if path.is_file()]


@pytest.mark.slow
def test_a_program_killed_while_the_cluster_works_goes_on_where_it_was(
    cluster: "LocalCluster", given: Path, calm: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "archiver", "batch", str(given), "-o", str(out), "--repeat", str(calm)]
    shared = ("--scheduler", cluster.scheduler_address)
    running = subprocess.Popen([*command, *shared], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((out / "talks").glob("*")):
        assert running.poll() is None
        time.sleep(0.02)
    running.kill()
    running.wait()
    batch(given, "-o", out, "--resume", *shared)
    assert differing(calm, out) == []


@pytest.mark.slow
def test_one_large_export_is_work_for_all_workers_and_comes_to_the_same(
    cluster: "LocalCluster", tmp_path: Path
) -> None:
    path = write_group_text(tmp_path / "group.txt", 6000)
    sight = Sight(Found("group.txt", str(path), ""), "Asia/Shanghai")
    made = start(tmp_path / "out", new_settings(Asked(), datetime(2026, 3, 1, tzinfo=UTC), made_by()))
    with connect(cluster.scheduler_address) as client:
        crew = Cluster(client, made, (tmp_path / "store").as_uri())
        with crew.looking(50_000) as workers:
            assert list(workers.spread([sight])) == [(sight, look(sight))]
        shares = client.run(lambda dask_worker: dask_worker.state.transition_counter)
        crew.dismiss()
    assert len(shares) == 2
    assert all(shares.values())


@contextmanager
def _worker(scheduler: str, packages: Path) -> Iterator[None]:
    """Start a worker as the README says, with other packages in front of those installed."""
    command = [sys.executable, "-m", "dask", "worker", scheduler, "--nworkers", "1", "--nthreads", "1"]
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    running = subprocess.Popen(
        [*command, "--no-dashboard"],
        cwd=packages,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@pytest.fixture
def scheduler() -> Iterator["LocalCluster"]:
    """A scheduler without workers."""
    with distributed.LocalCluster(n_workers=0, protocol="tcp://", dashboard_address=None) as started:
        yield started


def _refused(given: Path, out: Path, *how: str) -> str:
    """Return the one line in which a batch is refused; nothing was made."""
    told = batch(given, "-o", out, *how, code=2).stderr.strip()
    assert len(told.splitlines()) == 1
    return told


def test_a_scheduler_that_does_not_answer_is_one_line(given: Path, tmp_path: Path) -> None:
    told = _refused(given, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert "连不上调度器 tcp://127.0.0.1:9" in told
    assert "地址" in _refused(given, tmp_path / "out", "--scheduler", "nonsense://x")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert address in _refused(given, tmp_path / "out", "--scheduler", address)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_scheduler_that_dies_in_mid_run_is_one_line_and_the_batch_goes_on_with_another(
    given: Path, calm: Path, tmp_path: Path
) -> None:
    out, file = tmp_path / "out", tmp_path / "scheduler.json"
    start_one = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    dying = subprocess.Popen(
        [*start_one, "--scheduler-file", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not file.exists() or not file.stat().st_size:
            assert dying.poll() is None
            time.sleep(0.05)
        address = json.loads(file.read_bytes())["address"]
        with _worker(address, ROOT):
            command = [sys.executable, "-m", "archiver", "batch", str(given), "-o", str(out), "--repeat", str(calm)]
            running = subprocess.Popen([*command, "--scheduler", address], stderr=subprocess.PIPE, encoding="utf-8")
            while not list((out / "talks").glob("*")):
                assert running.poll() is None
                time.sleep(0.02)
            dying.kill()
            told = running.communicate(timeout=60)[1]
    finally:
        dying.kill()
        dying.wait()
    assert running.returncode == 2
    assert "Traceback" not in told
    assert "--resume" in told
    batch(given, "-o", out, "--resume")
    assert differing(calm, out) == []


def test_a_scheduler_without_workers_is_one_line(scheduler: "LocalCluster", given: Path, tmp_path: Path) -> None:
    assert "dask worker" in _refused(given, tmp_path / "out", "--scheduler", scheduler.scheduler_address)
    assert not (tmp_path / "out").exists()


def test_a_worker_of_another_version_is_refused_before_anything_is_made(
    scheduler: "LocalCluster", given: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "archiver"
    other.mkdir(parents=True)
    for one in (ROOT / "archiver").iterdir():
        if one.name != "__init__.py":
            (other / one.name).symlink_to(one)
    (other / "__init__.py").write_text('__version__ = "0.0.0.other"\n', "utf-8")
    with _worker(scheduler.scheduler_address, other.parent):
        told = _refused(given, tmp_path / "out", "--scheduler", scheduler.scheduler_address)
    assert "0.0.0.other" in told
    assert "同一版本" in told
    assert not (tmp_path / "out").exists()


def test_a_worker_without_the_program_is_told_how_to_get_it(
    scheduler: "LocalCluster", given: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare" / "archiver"
    bare.mkdir(parents=True)
    (bare / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'archiver'\")\n", "utf-8")
    with _worker(scheduler.scheduler_address, bare.parent):
        told = _refused(given, tmp_path / "out", "--scheduler", scheduler.scheduler_address)
    assert "没有装好 juzheng" in told
    assert "pip install" in told


@pytest.mark.slow
def test_a_store_that_workers_cannot_write_to_is_one_line(cluster: "LocalCluster", given: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = (tmp_path / "file" / "below").as_uri()
    told = _refused(given, tmp_path / "out", "--scheduler", cluster.scheduler_address, "--store", store)
    assert "写不进" in told
    unknown = _refused(given, tmp_path / "new", "--scheduler", cluster.scheduler_address, "--store", "nowhere://x")
    assert "nowhere" in unknown


def test_options_of_one_machine_and_of_many_are_not_mixed(given: Path, tmp_path: Path) -> None:
    assert "--jobs" in _refused(given, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2")
    assert "--scheduler" in _refused(given, tmp_path / "out", "--store", "s3://bucket")
