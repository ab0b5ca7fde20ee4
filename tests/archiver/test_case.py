"""A case on disk: what it keeps, what it refuses, and that it is never half done."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.case import Case, check_case, verify_case
from archiver.custody import Stamped
from archiver.digests import digest
from archiver.errors import CaseError
from archiver.exhibits import stage
from archiver.journal import alone
from archiver.ledger import head_of
from archiver.settings import Settings
from archiver.vault import keep
from tests.archiver.crash import killed_at

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
CHAT = "消息记录\r\n2024-03-05 10:20:00 山雀\r\n好的\r\n".encode()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "聊天记录.txt"
    path.write_bytes(CHAT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "导出"
    (path / "images" / "空").mkdir(parents=True)
    (path / "chat.json").write_bytes(b"{}")
    (path / "images" / "图 1.png").write_bytes(b"\x89PNG")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "案卷", now=NOON, title="画稿")


def kinds(case: Case) -> set[tuple[str, str]]:
    return {(fault.place, fault.kind) for fault in verify_case(case)}


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a case but its lock."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_a_new_case_is_sound_and_opens_again(case: Case) -> None:
    assert verify_case(case) == ()
    assert Case.open(case.root) == case
    assert case.settings.zone == "Asia/Shanghai"
    assert case.exhibits() == ()
    assert case.ledger_head().count == 1
    assert (case.root / "secret.key").stat().st_mode & 0o777 == 0o600
    assert len(case.secret()) == 32


def test_an_exhibit_is_the_file_s_own_bytes_under_the_next_number(case: Case, export: Path, folder: Path) -> None:
    one = case.add(export, now=NOON, note="客户手机导出", format_name="txt")
    two = case.add(folder, now=LATER)
    assert (one.number, one.name, one.size, one.format, one.note) == (
        1,
        "聊天记录.txt",
        len(CHAT),
        "txt",
        "客户手机导出",
    )
    assert one.sha256 == "sha256:" + subprocess.check_output(["sha256sum", export]).decode().split()[0].lstrip("\\")
    assert case.original(1).read_bytes() == CHAT
    assert (two.number, two.kind, two.files, two.size) == (2, "folder", 2, 6)
    assert (case.original(2) / "images" / "图 1.png").read_bytes() == b"\x89PNG"
    listing = (case.root / "exhibits" / "E2" / "listing.jsonl").read_text()
    assert [line.split('"')[3] for line in listing.splitlines()] == ["chat.json", "images/图 1.png"]
    assert Case.open(case.root).exhibits() == (one, two)
    assert verify_case(case) == ()
    assert export.read_bytes() == CHAT


def test_the_name_of_an_exhibit_stands_in_the_ledger_only(case: Case, export: Path) -> None:
    case.add(export, now=NOON)
    assert [path.name for path in (case.root / "exhibits" / "E1").iterdir()] == ["original"]
    assert "聊天记录.txt" in (case.root / "ledger.jsonl").read_text()


def test_a_link_given_by_the_user_is_followed_but_none_inside_a_folder(case: Case, export: Path, folder: Path) -> None:
    link = export.with_name("link.txt")
    link.symlink_to(export)
    assert case.add(link, now=NOON).sha256 == case.add(export, now=NOON).sha256
    (folder / "out").symlink_to(export)
    with pytest.raises(CaseError, match="链接"):
        case.add(folder, now=NOON)
    assert verify_case(case) == ()
    assert len(case.exhibits()) == 2


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a path that is not there": (lambda base: base / "none.txt", "找不到"),
    "an empty folder": (lambda base: emptied(base / "empty"), "没有文件"),
    "a pipe": (lambda base: piped(base / "pipes") / "pipe", "不是普通文件"),
    "a folder with a pipe": (lambda base: piped(base / "pipes"), "链接或设备"),
    "a name that is no text": (lambda base: badly_named(base / "names"), "UTF-8"),
}


def emptied(base: Path) -> Path:
    base.mkdir()
    return base


def piped(base: Path) -> Path:
    base.mkdir()
    os.mkfifo(base / "pipe")
    return base


def badly_named(base: Path) -> Path:
    base.mkdir()
    Path(os.fsdecode(os.fsencode(base) + b"/\xff.txt")).write_bytes(b"x")
    return base


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_kept_faithfully_is_refused_in_one_line(case: Case, tmp_path: Path, what: str) -> None:
    make, words = REFUSED[what]
    before = tree(case.root)
    with pytest.raises(CaseError, match=words) as refusal:
        case.add(make(tmp_path), now=NOON)
    assert "\n" not in str(refusal.value)
    assert tree(case.root) == before
    assert verify_case(case) == ()


def test_a_file_whose_own_name_is_no_text_is_kept_under_a_visible_name(case: Case, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_bytes(b"x")
    assert case.add(path, now=NOON).name == r"\xff.txt"


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "growing.txt"
    source.write_bytes(b"a" * 3000)
    real = os.write

    def write_and_grow(descriptor: int, content: bytes) -> int:
        with source.open("ab") as stream:
            stream.write(b"b")
        return real(descriptor, content)

    monkeypatch.setattr(os, "write", write_and_grow)
    with pytest.raises(CaseError, match="发生了变化"):
        keep(source, tmp_path / "kept")


def test_a_file_rewritten_to_the_same_size_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "steady.txt"
    source.write_bytes(b"a" * 3000)
    times = source.stat()
    real = os.fsync

    def rewrite(descriptor: int) -> None:
        source.write_bytes(b"c" * 3000)
        os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", rewrite)
    with pytest.raises(CaseError, match="发生了变化"):
        keep(source, tmp_path / "kept")


def test_a_disk_that_gives_back_other_bytes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "f.txt"
    source.write_bytes(b"a" * 3000)
    real = os.fsync

    def decay(descriptor: int) -> None:
        os.pwrite(descriptor, b"b", 7)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", decay)
    with pytest.raises(CaseError, match="读回的内容不一致"):
        keep(source, tmp_path / "kept")


def test_the_vault_never_overwrites(tmp_path: Path, export: Path) -> None:
    target = tmp_path / "kept"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        keep(export, target)
    assert target.read_bytes() == b"old"


def test_a_folder_that_grows_while_it_is_staged_is_refused(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def grow(descriptor: int) -> None:
        (folder / "late.txt").touch()
        real(descriptor)

    monkeypatch.setattr(os, "fsync", grow)
    with pytest.raises(CaseError, match="增减了文件"):
        stage(folder, tmp_path / "stage" / "E1", 1, note="", format_name="")


def test_settings_change_with_their_ledger_line(case: Case) -> None:
    changed = case.settle({"client": ("900011002",), "provider": ("name:山雀",), "arbiter": ()}, LATER)
    assert Case.open(case.root) == changed
    assert changed.settings.roles == {"client": ("900011002",), "provider": ("name:山雀",)}
    assert verify_case(changed) == ()
    assert [entry.action for entry in changed.entries()] == ["created", "settings"]


def test_titles_with_every_odd_character_read_back(tmp_path: Path) -> None:
    title = '"\\\x00\x1b\x7f\u202e山雀\U0001f600\u2028'
    case = Case.create(tmp_path / "c", now=NOON, title=title)
    assert Case.open(tmp_path / "c").settings.title == title
    assert verify_case(case) == ()


def test_a_case_of_a_newer_format_is_refused_in_one_line(case: Case) -> None:
    path = case.root / "case.toml"
    path.write_text(path.read_text().replace("format = 1", "format = 2\nnovelty = true"))
    with pytest.raises(CaseError, match=r"格式 2，本程序只认到 1.*升级"):
        Case.open(case.root)


def test_a_case_of_format_1_opens_for_ever(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "cases" / "format-1", tmp_path / "old")
    (tmp_path / "old" / "secret.key").chmod(0o600)
    case = Case.open(tmp_path / "old")
    assert verify_case(case) == ()
    assert [(one.label, one.name) for one in case.exhibits()] == [("E1", "聊天记录.txt"), ("E2", "导出")]
    assert case.settings == Settings(
        1, "旧案卷", "Asia/Shanghai", "2024-03-05T12:00:00+00:00", {"client": ("900011002",)}
    )


@pytest.mark.parametrize("text", [b"", b"format = 'x'", b"\xff", b"format = 1\n"])
def test_a_broken_case_toml_is_told_in_one_line(case: Case, text: bytes) -> None:
    (case.root / "case.toml").write_bytes(text)
    with pytest.raises(CaseError):
        Case.open(case.root)


def test_what_is_no_case_is_not_opened_and_what_is_taken_not_overwritten(tmp_path: Path, export: Path) -> None:
    with pytest.raises(CaseError, match="不是案卷"):
        Case.open(tmp_path)
    with pytest.raises(CaseError, match="已经存在"):
        Case.create(tmp_path, now=NOON)
    with pytest.raises(CaseError, match="已经存在"):
        Case.create(export, now=NOON)
    with pytest.raises(CaseError, match="不认识时区"):
        Case.create(tmp_path / "c", now=NOON, zone="Asia/../x")
    assert not (tmp_path / "c").exists()


def test_a_clock_set_back_is_written_down_by_the_case_itself(case: Case, export: Path) -> None:
    case.add(export, now=NOON - timedelta(days=1))
    assert [entry.action for entry in case.entries()] == ["created", "clock_set_back", "added"]
    assert verify_case(case) == ()


def test_two_programs_at_once_get_one_clear_line(case: Case, export: Path) -> None:
    before = tree(case.root)
    with alone(case.root):
        held = subprocess.run(
            [sys.executable, "-c", ADD, str(case.root), str(export)], capture_output=True, text=True, check=False
        )
    assert held.returncode == 2
    assert held.stderr == "案卷 案卷 正被另一个程序使用。等它结束后再试。\n"
    assert tree(case.root) == before


ADD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from archiver.case import Case
from archiver.custody import Stamped
from archiver.digests import digest
from archiver.errors import CaseError
try:
    Case.open(Path(sys.argv[1])).add(Path(sys.argv[2]), now=datetime(2024, 3, 5, 12, tzinfo=UTC))
except (CaseError, OSError) as error:
    sys.exit(print(error, file=sys.stderr) or 2)
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may become another user")
def test_a_read_only_folder_is_told_in_one_line_and_can_still_be_verified(case: Case, export: Path) -> None:
    for path in (*case.root.parents, case.root):
        path.chmod(path.stat().st_mode | 0o055)
    before = tree(case.root)
    assert "Permission denied" in told_as_nobody(lambda: case.add(export, now=NOON))
    assert "Permission denied" in told_as_nobody(lambda: Case.create(case.root / "c", now=NOON))
    assert told_as_nobody(lambda: sys.exit(str(kinds(Case.open(case.root))))) == "{('secret.key', 'missing_secret')}"
    assert tree(case.root) == before


def told_as_nobody(work: Callable[[], object]) -> str:
    """Return what a child without rights is told."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - the child must not return into the test runner
            os.write(writer, str(error).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of 128 KiB."""
    path = tmp_path / "small"
    path.mkdir()
    if (
        os.name == "nt"
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", path], check=False).returncode
    ):
        pytest.skip("a small tmpfs cannot be mounted here: disk-full left untested")
    yield path
    subprocess.run(["umount", path], check=True)


def fill(path: Path) -> None:
    """Take all room that is left."""
    with path.open("ab", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(b"x" * 4096):
            pass


def test_a_full_disk_leaves_the_case_as_it_was(small_disk: Path, tmp_path: Path, export: Path) -> None:
    case = Case.create(small_disk / "c", now=NOON)
    case.add(export, now=NOON)
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 200_000)
    before = tree(case.root)
    with pytest.raises(OSError, match="No space"):
        case.add(big, now=LATER)
    assert tree(case.root) == before
    assert verify_case(case) == ()


def test_a_disk_that_fills_up_at_the_ledger_s_own_line_leaves_the_case_as_it_was(small_disk: Path) -> None:
    case = Case.create(small_disk / "c", now=NOON)
    fill(small_disk / "filler")
    for freed in range(6):
        os.truncate(small_disk / "filler", (small_disk / "filler").stat().st_size - 4096 * (freed > 0))
        before = tree(case.root)
        try:
            case.record("decided", {"words": "好" * 1500}, LATER)
        except OSError:
            assert tree(case.root) == before
        assert kinds(Case.open(case.root)) == set()
    assert case.ledger_head().count > 1


@pytest.fixture
def quick() -> Iterator[Path]:
    """Return a folder in memory where there is one: hundreds of copies are forced to the disk here."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder under it has a name of its own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def store(case: Case, name: str = "") -> None:
    """Keep a token under the next free name."""
    name = name or f"T{case.ledger_head().count}.tsr"
    stamped = Stamped(name, digest(b"token"), 1, "", "", "", "")
    case.store(f"timestamps/{name}", b"token", "stamped", stamped, LATER)


WORKS: dict[str, Callable[[Path, Path], object]] = {
    "add": lambda root, base: Case.open(root).add(base / "聊天记录.txt", now=LATER),
    "add a folder": lambda root, base: Case.open(root).add(base / "导出", now=LATER),
    "record": lambda root, _: Case.open(root).record("decided", {"finding": "f:1", "note": "好" * 3000}, LATER),
    "store": lambda root, _: store(Case.open(root)),
    "settle": lambda root, _: Case.open(root).settle({"client": ("900011002",)}, LATER),
}


def test_a_taken_name_is_refused_and_leaves_the_case_as_it_was(case: Case) -> None:
    store(case, "T1.tsr")
    before = tree(case.root)
    with pytest.raises(FileExistsError):
        store(case, "T1.tsr")
    assert tree(case.root) == before
    assert verify_case(Case.open(case.root)) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("half", [False, True], ids=["before the write", "half-way in the write"])
@pytest.mark.parametrize("what", WORKS)
def test_killed_at_any_write_a_case_is_as_before_or_complete(
    case: Case, export: Path, folder: Path, quick: Path, what: str, half: bool
) -> None:
    assert folder.is_dir()
    work = WORKS[what]
    start = tree(case.root)
    count = 0
    seen = set()
    done = False
    while not done:
        count += 1
        root = quick / f"case{count}"
        shutil.copytree(case.root, root)
        done = not killed_at(count, lambda root=root: work(root, export.parent), half=half)  # type: ignore[misc]
        again = Case.open(root)
        assert verify_case(again) == (), count
        complete = again.ledger_head().count == 2
        seen.add(complete)
        assert complete or tree(root) == start, count
        work(root, export.parent)
        assert verify_case(again) == (), count
        assert [one.number for one in again.exhibits()] in ([], [1], [1, 2])
    assert count > 10
    assert seen == {True, False}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_write_a_new_case_is_absent_or_complete(tmp_path: Path) -> None:
    count = 0
    done = False
    while not done:
        count += 1
        root = tmp_path / f"new{count}"
        done = not killed_at(count, lambda root=root: Case.create(root, now=NOON))  # type: ignore[misc]
        assert not root.exists() or verify_case(Case.open(root)) == ()
    assert count > 10


def test_work_left_by_a_killed_program_does_not_hinder_a_reader_of_a_held_case(case: Case) -> None:
    (case.root / ".incoming").mkdir()
    with alone(case.root):
        assert Case.open(case.root) == case


def test_a_pending_step_that_does_not_fit_the_case_is_refused(case: Case) -> None:
    ledger = (case.root / "ledger.jsonl").read_bytes()
    for text in (b"junk", b'{"size":9999,"lines":"eA==","moves":[],"replaces":[]}'):
        (case.root / ".pending").write_bytes(text)
        with pytest.raises(CaseError, match="pending"):
            Case.open(case.root)
        assert (case.root / "ledger.jsonl").read_bytes() == ledger


def test_a_pending_step_that_leads_outside_the_case_is_refused(case: Case, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    (case.root / ".incoming").mkdir()
    (case.root / ".incoming" / "x").write_text("theirs")
    size = (case.root / "ledger.jsonl").stat().st_size
    step = f'{{"size":{size},"lines":"","moves":[],"replaces":[[".incoming/x","../victim"]]}}'
    (case.root / ".pending").write_text(step)
    with pytest.raises(CaseError, match="pending"):
        Case.open(case.root)
    assert (tmp_path / "victim").read_text() == "mine"


def change(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def linked(path: Path) -> None:
    """Put the thing elsewhere and a link in its place."""
    away = Path(tempfile.mkdtemp()) / "away"
    path.rename(away)
    path.symlink_to(away)


def made_folder(root: Path) -> None:
    (root / "exhibits/E1/original").unlink()
    (root / "exhibits/E1/original").mkdir()


def swapped(root: Path) -> None:
    (root / "exhibits/E1").rename(root / "x")
    (root / "exhibits/E2").rename(root / "exhibits/E1")
    (root / "x").rename(root / "exhibits/E2")


def add_both(case: Case) -> None:
    base = case.root.parent
    case.add(base / "聊天记录.txt", now=NOON)
    case.add(base / "导出", now=LATER)


TAMPERED: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "a bit of an original": (
        lambda root: change(root / "exhibits/E1/original", CHAT[:-3] + b"!\r\n"),
        ("exhibits/E1/original", "digest_sha256"),
    ),
    "an original cut short": (
        lambda root: change(root / "exhibits/E1/original", CHAT[:-3]),
        ("exhibits/E1/original", "size"),
    ),
    "an original emptied": (lambda root: change(root / "exhibits/E1/original", b""), ("exhibits/E1/original", "size")),
    "an original gone": (lambda root: (root / "exhibits/E1/original").unlink(), ("exhibits/E1/original", "missing")),
    "an original that is a link to the same bytes": (
        lambda root: linked(root / "exhibits/E1/original"),
        ("exhibits/E1/original", "link"),
    ),
    "an exhibit folder that is a link": (lambda root: linked(root / "exhibits/E1"), ("exhibits/E1", "link")),
    "an original that is a folder": (made_folder, ("exhibits/E1/original", "not_a_file")),
    "a file of a folder edited": (
        lambda root: change(root / "exhibits/E2/original/images/图 1.png", b"\x89PNH"),
        ("exhibits/E2/original/images/图 1.png", "digest_sm3"),
    ),
    "a file of a folder renamed": (
        lambda root: (root / "exhibits/E2/original/chat.json").rename(root / "exhibits/E2/original/Chat.json"),
        ("exhibits/E2/original/Chat.json", "unlisted"),
    ),
    "a listing edited": (
        lambda root: change(
            root / "exhibits/E2/listing.jsonl",
            (root / "exhibits/E2/listing.jsonl").read_bytes().replace(b":2,", b":3,"),
        ),
        ("exhibits/E2/listing.jsonl", "digest_sha256"),
    ),
    "a file beside an original": (lambda root: (root / "exhibits/E1/x").touch(), ("exhibits/E1/x", "unlisted")),
    "an exhibit nobody added": (lambda root: (root / "exhibits/E3").mkdir(), ("exhibits/E3", "unlisted")),
    "a stranger in the case": (lambda root: (root / "notes.txt").touch(), ("notes.txt", "unlisted")),
    "exhibits swapped": (swapped, ("exhibits/E1/original", "not_a_file")),
    "another zone": (
        lambda root: change(root / "case.toml", (root / "case.toml").read_bytes().replace(b"Shanghai", b"Tokyo")),
        ("case.toml", "digest_sha256"),
    ),
    "another secret": (
        lambda root: (root / "secret.key").write_text("ab" * 32 + "\n"),
        ("secret.key", "other_secret"),
    ),
    "no secret": (lambda root: (root / "secret.key").unlink(), ("secret.key", "missing_secret")),
    "a tail cut so that an exhibit is nobody's": (
        lambda root: change(
            root / "ledger.jsonl", b"".join((root / "ledger.jsonl").read_bytes().splitlines(keepends=True)[:-1])
        ),
        ("exhibits/E2", "unlisted"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_placed(case: Case, export: Path, folder: Path, what: str) -> None:
    assert export.exists()
    assert folder.exists()
    add_both(case)
    assert verify_case(case) == ()
    tamper, expected = TAMPERED[what]
    tamper(case.root)
    assert expected in kinds(Case.open(case.root))


def test_a_cut_tail_shows_against_a_head_kept_elsewhere(case: Case) -> None:
    head = case.record("decided", {}, NOON)
    content = (case.root / "ledger.jsonl").read_bytes()
    change(case.root / "ledger.jsonl", content.splitlines(keepends=True)[0])
    assert check_case(case).ok
    assert [fault.kind for fault in check_case(case, [head]).faults] == ["cut_tail"]
    assert head_of(content) == head


def test_what_a_file_manager_leaves_is_a_warning_and_no_fault(case: Case, export: Path) -> None:
    case.add(export, now=NOON)
    (case.root / ".DS_Store").touch()
    (case.root / "exhibits" / "E1" / "Thumbs.db").touch()
    verdict = check_case(case)
    assert verdict.ok
    assert {warning.place for warning in verdict.warnings} == {".DS_Store", "exhibits/E1/Thumbs.db"}
