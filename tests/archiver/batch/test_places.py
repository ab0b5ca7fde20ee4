"""Exports that lie where fsspec finds them are read as if they lay here."""

import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from archiver.batch.bundle import pack, take_in
from archiver.batch.checks import made_by
from archiver.batch.errand import Asking, WorkErrand, greet, run_work
from archiver.batch.look import Sight, look
from archiver.batch.places import delivered, identity, parcel_of, send
from archiver.batch.plan import plan
from archiver.batch.pool import Failure
from archiver.batch.rows import Done, Task
from archiver.batch.settings import Asked, Batch, new_settings, start
from archiver.batch.walk import walk
from archiver.batch.work import furnish, work
from archiver.corpus.labelled import load_case
from archiver.errors import CaseError
from tests.archiver.batch.desk import CORPUS, export
from tests.archiver.batch.test_batch import differing

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is absent")

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CASE = load_case(CORPUS.parent / "demo" / "late-delivery.yaml")


@pytest.fixture
def memory() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()
    fsspec.filesystem("memory").pseudo_dirs[:] = [""]


def begun(out: Path) -> Batch:
    made = start(out, new_settings(Asked(), AT, made_by()), bytes(32))
    furnish(made)
    return made


def one_task(batch: Batch, root: str) -> Task:
    walked = walk((root,), batch)
    assert walked.problems == ()
    looks = [look(Sight(one, batch.settings.zone)) for one in walked.found]
    (item,) = plan(looks).items
    return Task(item, batch)


def both(folder: Path) -> str:
    """Return a URL with the files of a folder, whose times of change are made those that the store noted."""
    system = fsspec.filesystem("memory")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            place = f"/{folder.name}/{path.relative_to(folder).as_posix()}"
            system.pipe_file(place, path.read_bytes())
            at = int(system.modified(place).timestamp())
            os.utime(path, (at, at))
    return f"memory://{folder.name}"


@pytest.mark.usefixtures("memory")
def test_exports_at_a_url_come_to_the_same_bytes_as_those_of_a_folder(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    export(CASE, "qce_json_d", desk / "TS-2024-0001", "对方的导出")
    held = export(CASE, "txt_classic", tmp_path, "x").read_bytes()
    with zipfile.ZipFile(desk / "我方.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("记录.txt", (2024, 3, 15, 10, 0, 0)), held)
    (desk / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    url = both(desk)
    near, far = begun(tmp_path / "near" / "out"), begun(tmp_path / "far" / "out")
    assert walk((url,), far).beside == 1
    done = work(one_task(near, str(desk)))
    assert done == work(one_task(far, url))
    assert done.rows
    assert differing(near.out / "talks", far.out / "talks") == []


@pytest.mark.usefixtures("memory")
def test_the_folder_of_one_export_is_one_thing_at_a_url_too(tmp_path: Path) -> None:
    chunks = next(CORPUS.parent.glob("qce_jsonl/**/manifest.json")).parent
    system = fsspec.filesystem("memory")
    for path in chunks.rglob("*"):
        if path.is_file():
            system.pipe_file(f"/desk/导出/{path.relative_to(chunks).as_posix()}", path.read_bytes())
    (found,) = walk(("memory://desk",), begun(tmp_path / "out")).found
    assert (found.label, found.path) == ("desk/导出", "memory:///desk/导出".replace("///", "//"))
    assert look(Sight(found, "Asia/Shanghai")).format == "qce_jsonl"


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("name", ["qce_json/c-pictures", "qce_html/modern-pictures"])
def test_an_export_beside_its_pictures_is_one_thing_at_a_url_too(name: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(CORPUS.parent / name, desk / "TS-2024-0001" / "导出")
    shutil.copytree(CORPUS.parent / name, desk / "TS-2024-0002")
    (desk / "TS-2024-0002" / "账单.csv").write_bytes(b"x")
    far = walk((both(desk),), begun(tmp_path / "far" / "out"))
    near = walk((str(desk),), begun(tmp_path / "near" / "out"))
    (talk,) = (path.name for path in (CORPUS.parent / name).iterdir() if path.is_file())
    assert [(one.label, one.intake) for one in far.found] == [
        ("desk/TS-2024-0001/导出", "TS-2024-0001"),
        (f"desk/TS-2024-0002/{talk}", "TS-2024-0002"),
        ("desk/TS-2024-0002/账单.csv", "TS-2024-0002"),
    ]
    assert [(one.label, one.intake) for one in near.found] == [(one.label, one.intake) for one in far.found]
    assert look(Sight(far.found[0], "Asia/Shanghai")) == replace(
        look(Sight(near.found[0], "Asia/Shanghai")), path=far.found[0].path
    )


@pytest.mark.usefixtures("memory")
def test_what_lies_at_a_url_and_is_no_export_is_told(tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    system.pipe_file("/desk/案卷/case.toml", b"")
    system.pipe_file("/desk/案卷/exhibits/E1/original", b"x")
    walked = walk(("memory://desk", "memory://empty", "nowhere://x"), begun(tmp_path / "out"))
    assert walked.found == ()
    assert {one.input: one.why for one in walked.problems}["desk/案卷"] == "是案卷，不是导出文件"
    assert {one.input for one in walked.problems} == {"desk/案卷", "empty", "x"}


@pytest.mark.usefixtures("memory")
def test_a_file_that_was_sent_arrives_with_its_name_time_and_log(tmp_path: Path) -> None:
    (tmp_path / "nt_msg.db").write_bytes(b"base")
    (tmp_path / "nt_msg.db-wal").write_bytes(b"log")
    os.utime(tmp_path / "nt_msg.db", ns=(1, 1_500_000_000_123_456_789))
    parcel = send(tmp_path / "nt_msg.db", "memory://store/a")
    with delivered(parcel) as path:
        assert (path.name, path.read_bytes()) == ("nt_msg.db", b"base")
        assert path.stat().st_mtime_ns == 1_500_000_000_123_456_789
        assert path.with_name("nt_msg.db-wal").read_bytes() == b"log"
    assert not path.exists()
    assert [one.name for one in parcel_of("memory://store/a/nt_msg.db").pieces] == ["nt_msg.db", "nt_msg.db-wal"]


@pytest.mark.usefixtures("memory")
def test_a_file_that_changes_at_its_url_is_another(tmp_path: Path) -> None:
    del tmp_path
    system = fsspec.filesystem("memory")
    system.pipe_file("/a/x.txt", b"one")
    before = identity("memory://a/x.txt")
    assert identity("memory://a/x.txt") == before
    system.pipe_file("/a/x.txt", b"three")
    assert identity("memory://a/x.txt") != before


@pytest.mark.usefixtures("memory")
def test_results_come_back_through_a_store_when_nothing_else_is_shared(tmp_path: Path) -> None:
    source = export(CASE, "txt_classic", tmp_path / "desk", "chat")
    near, far = begun(tmp_path / "near" / "out"), begun(tmp_path / "far" / "out")
    expected = work(one_task(near, str(source.parent)))
    task = one_task(far, str(source.parent))
    parcel = send(source, "memory://store/inputs/1")
    source.unlink()
    assert run_work(WorkErrand(task, (parcel,), "memory://store/results")) == expected
    (tmp_path / "bundle").write_bytes(fsspec.filesystem("memory").cat_file(f"/store/results/{task.item.id}.tar"))
    assert take_in(tmp_path / "bundle", far, task.item.id) == expected
    assert differing(near.out / "talks", far.out / "talks") == []
    kept = sorted(path.relative_to(near.work).as_posix() for path in near.work.glob("*/*"))
    assert kept == sorted(path.relative_to(far.work).as_posix() for path in far.work.glob("*/*"))


def test_an_errand_of_another_version_is_refused_by_the_worker(tmp_path: Path) -> None:
    source = export(CASE, "txt_classic", tmp_path / "desk", "chat")
    batch = begun(tmp_path / "out")
    task = one_task(batch, str(source.parent))
    other = new_settings(Asked(), AT, ("juzheng 0.0.0.other", "规则 x", "模型 y"))
    told = run_work(WorkErrand(Task(task.item, Batch(batch.out, other, batch.secret)), (None,), "memory://store"))
    assert isinstance(told, Failure)
    assert told.fatal
    assert "0.0.0.other" in told.why


def test_a_bundle_cut_short_or_with_a_path_that_leads_out_is_refused(tmp_path: Path) -> None:
    batch = begun(tmp_path / "out")
    whole = Done("abc", (), (), 3)
    for name in ("messages", "findings", "obligations"):
        (batch.work / "rows" / f"abc.{name}").write_bytes(b"")
    (batch.work / "done" / "abc.json").write_bytes(msgspec.json.encode(whole))
    pack(batch, "abc", tmp_path / "good.tar")
    assert take_in(tmp_path / "good.tar", batch, "abc") == whole
    (tmp_path / "cut.tar").write_bytes((tmp_path / "good.tar").read_bytes()[:700])
    with tarfile.open(tmp_path / "bad.tar", "w") as packed:
        packed.add(tmp_path / "cut.tar", "../../outside")
    for name in ("cut.tar", "bad.tar"):
        with pytest.raises(CaseError, match="途中损坏"):
            take_in(tmp_path / name, batch, "abc")
    assert not (tmp_path / "outside").exists()
    assert not list((batch.work / "stage").iterdir())


@pytest.mark.usefixtures("memory")
def test_a_worker_says_what_it_cannot_see(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    assert greet(Asking("memory://store", (str(tmp_path), missing))).unseen == (missing,)
    assert greet(Asking("memory://store", (str(tmp_path),))).unseen == ()
    assert fsspec.filesystem("memory").find("/store") == []
    assert greet(None).made_by == made_by()
