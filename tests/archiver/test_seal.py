"""Seals: other people's programs accept them, and every way of spoiling one is found, by file and message."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256, sha512
from pathlib import Path

import msgspec
import pytest

from archiver.case import Case, check_case, verify_case
from archiver.digests import digest
from archiver.errors import CaseError
from archiver.ledger import Head
from archiver.seal.check import check_seal
from archiver.seal.make import seal
from archiver.seal.statement import Pin, Statement
from archiver.stamping import check_stamps
from tests.archiver.crash import killed_at
from tests.archiver.sealed import LINES, NOON, Small, chat, small
from tests.tools import program


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def mine(made: Small, tmp_path: Path) -> Small:
    return made.copied(tmp_path)


def kinds(bag: Path, pin: Pin | None = None) -> set[tuple[str, str]]:
    return {(fault.place, fault.kind) for fault in check_seal(bag, pin).faults}


def test_a_seal_passes_with_its_pin_and_without_it_only_with_a_warning(made: Small) -> None:
    assert check_seal(made.bag, made.pin).faults == ()
    assert check_seal(made.bag, made.pin).warnings == ()
    assert [warning.kind for warning in check_seal(made.bag).warnings] == ["not_pinned"]


def test_a_seal_holds_the_case_without_its_secret(made: Small) -> None:
    names = {path.name for path in (made.bag / "data").iterdir()}
    assert names == {"case.toml", "ledger.jsonl", "exhibits", "commitments"}
    secret = (made.case / "secret.key").read_text().strip()
    for path in made.bag.rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes()
        assert path.is_dir() or bytes.fromhex(secret) not in path.read_bytes()


def test_the_case_records_the_seal_and_stays_sound(made: Small) -> None:
    case = Case.open(made.case)
    assert verify_case(case) == ()
    last = case.entries()[-1]
    assert (last.action, last.body["pin"]) == ("sealed", str(made.pin))
    assert last.body["statement"] == (made.bag / "seal.json").read_text()


def test_the_pinned_line_is_the_digest_that_sha256sum_prints(made: Small) -> None:
    told = subprocess.check_output(["sha256sum", made.bag / "seal.json"]).decode().split()[0]
    assert str(made.pin) == f"juzheng-seal-1 L4 M5 sha256:{told}"
    assert Pin.parse(f"群主：\n  {made.pin}  \n收到") == made.pin
    for wrong in ("", str(made.pin)[:-1], f"{made.pin} {str(made.pin).replace('M5', 'M6')}"):
        with pytest.raises(ValueError, match=r".*"):
            Pin.parse(wrong)


@pytest.mark.parametrize("name", ["sha256", "sha512"])
def test_coreutils_accept_the_manifests(made: Small, name: str) -> None:
    for manifest in (f"manifest-{name}.txt", f"tagmanifest-{name}.txt"):
        subprocess.run([f"{name}sum", "--check", "--strict", "--quiet", manifest], cwd=made.bag, check=True)


def test_bagit_py_validates_the_seal(made: Small) -> None:
    pytest.importorskip("bagit", reason="bagit.py absent: pip install bagit")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", made.bag], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.tool("openssl")
def test_openssl_confirms_the_sm3_list(made: Small) -> None:
    lines = (made.bag / "sm3sums.txt").read_text().splitlines(keepends=True)
    names = [line.split(" *")[1].rstrip("\n") for line in lines]
    command = [program("openssl"), "dgst", "-sm3", "-r", *names]
    assert subprocess.check_output(command, cwd=made.bag).decode() == "".join(lines)
    assert len(names) == sum(path.is_file() for path in (made.bag / "data").rglob("*"))


def test_the_same_case_sealed_twice_gives_the_same_bytes(mine: Small, tmp_path: Path) -> None:
    case = Case.open(mine.case)
    first = seal(case, tmp_path / "one", NOON + timedelta(hours=1))
    shutil.copytree(mine.case, tmp_path / "elsewhere")
    content = (tmp_path / "elsewhere" / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "elsewhere" / "ledger.jsonl").write_bytes(b"".join(content[:-1]))
    second = seal(Case.open(tmp_path / "elsewhere"), tmp_path / "two", NOON + timedelta(hours=1))
    assert first.pin == second.pin
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_a_faulty_case_is_not_sealed_and_a_taken_place_not_overwritten(mine: Small, tmp_path: Path) -> None:
    case = Case.open(mine.case)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    with pytest.raises(CaseError, match="已经存在"):
        seal(case, tmp_path / "taken", NOON)
    with pytest.raises(CaseError, match="里面"):
        seal(case, mine.case / "derived" / "bag", NOON)
    (mine.case / "exhibits" / "E1" / "original").write_bytes(b"x")
    with pytest.raises(CaseError, match="核验发现"):
        seal(case, tmp_path / "new", NOON)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_write_a_seal_is_absent_or_complete(mine: Small, tmp_path: Path) -> None:
    count = 0
    done = False
    while not done:
        count += 7 if count > 10 else 1  # a seal makes over two hundred disk calls, most of them alike
        target = tmp_path / f"s{count}"
        done = not killed_at(count, lambda target=target: seal(Case.open(mine.case), target, NOON))  # type: ignore[misc]
        assert not target.exists() or not check_seal(target).faults
        assert verify_case(Case.open(mine.case)) == ()
        for rest in tmp_path.glob(".s*.new"):
            shutil.rmtree(rest)
    assert count > 60


def edit(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def redo(bag: Path, *, tags: bool = True) -> None:
    """Do what a forger does: recompute every manifest over what lies there now, and the tag manifests too."""
    payload = sorted((p.relative_to(bag).as_posix() for p in (bag / "data").rglob("*") if p.is_file()), key=str.encode)
    for name, sums in (("sha256", sha256), ("sha512", sha512)):
        lines = (f"{sums((bag / path).read_bytes()).hexdigest()}  {path}\n" for path in payload)
        (bag / f"manifest-{name}.txt").write_text("".join(lines))
    lines = (f"{digest((bag / path).read_bytes(), 'sm3').removeprefix('sm3:')} *{path}\n" for path in payload)
    (bag / "sm3sums.txt").write_text("".join(lines))
    size = sum((bag / path).stat().st_size for path in payload)
    info = (bag / "bag-info.txt").read_text().splitlines(keepends=True)
    info[-1] = f"Payload-Oxum: {size}.{len(payload)}\n"
    (bag / "bag-info.txt").write_text("".join(info))
    if tags:
        restate(bag)
        retag(bag)


def restate(bag: Path, **changes: object) -> None:
    statement = msgspec.json.decode((bag / "seal.json").read_bytes(), type=Statement)
    fresh = {name: digest((bag / name).read_bytes()) for name in statement.tags}
    (bag / "seal.json").write_bytes(msgspec.structs.replace(statement, tags=fresh, **changes).text())


def retag(bag: Path) -> None:
    tags = sorted(p.name for p in bag.iterdir() if p.is_file() and not p.name.startswith("tagmanifest-"))
    for name, sums in (("sha256", sha256), ("sha512", sha512)):
        lines = (f"{sums((bag / tag).read_bytes()).hexdigest()}  {tag}\n" for tag in tags)
        (bag / f"tagmanifest-{name}.txt").write_text("".join(lines))


ORIGINAL = "data/exhibits/E1/original"


def first_pdf(bag: Path) -> Path:
    return bag / "data/exhibits/E2/original"


def forge_all(bag: Path) -> None:
    edit(bag / ORIGINAL, b"600", b"900")
    redo(bag)


def forge_ledger_too(bag: Path) -> None:
    """Rewrite an exhibit, its ledger line, the chain after it, and every list."""
    edit(bag / ORIGINAL, b"600", b"900")
    path = bag / "data/ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    entry = json.loads(lines[1])
    content = (bag / ORIGINAL).read_bytes()
    entry["body"]["sha256"], entry["body"]["sm3"] = digest(content), digest(content, "sm3")
    lines[1] = dumped(entry)
    for at in range(2, len(lines)):
        later = json.loads(lines[at])
        later["previous"] = digest(lines[at - 1])
        lines[at] = dumped(later)
    path.write_bytes(b"".join(lines))
    statement = msgspec.json.decode((bag / "seal.json").read_bytes(), type=Statement)
    stand = msgspec.structs.replace(statement.ledger, head=digest(lines[-1]))
    redo(bag, tags=False)
    restate(bag, ledger=stand)
    retag(bag)


def dumped(entry: object) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def swap(one: Path, two: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


def link(path: Path) -> None:
    away = Path(tempfile.mkdtemp()) / "away"
    path.rename(away)
    path.symlink_to(away)


def cut_ledger(bag: Path) -> None:
    path = bag / "data/ledger.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    shutil.rmtree(bag / "data/exhibits/E3")
    (bag / "data/commitments/E3.jsonl").unlink()
    redo(bag)


def drop_exhibit(bag: Path) -> None:
    shutil.rmtree(bag / "data/exhibits/E2")
    redo(bag)


def set_clock_back(bag: Path) -> None:
    edit(bag / "data/ledger.jsonl", b'"at":"2024-03-05T12:02', b'"at":"2024-03-05T11:02')
    redo(bag)


def other_salt(bag: Path) -> None:
    path = bag / "data/commitments/E1.jsonl"
    line = json.loads(path.read_bytes().splitlines()[2])
    edit(path, line["salt"].encode(), b"00" * 16)
    redo(bag)


def other_leaf(bag: Path) -> None:
    path = bag / "data/commitments/E1.jsonl"
    line = json.loads(path.read_bytes().splitlines()[2])
    edit(path, line["leaf"].encode(), b"00" * 32)
    redo(bag)


def fewer_leaves(bag: Path) -> None:
    path = bag / "data/commitments/E1.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    redo(bag)


def renamed(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


def untag(bag: Path) -> None:
    for name in ("sha256", "sha512"):
        (bag / f"tagmanifest-{name}.txt").unlink()


def append_last(bag: Path) -> None:
    path = bag / "data/ledger.jsonl"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1])


def sm3_edit(bag: Path) -> None:
    content = (bag / "sm3sums.txt").read_text()
    (bag / "sm3sums.txt").write_text("0" * 64 + content[64:])
    restate(bag)
    retag(bag)


def sm3_drop(bag: Path) -> None:
    lines = (bag / "sm3sums.txt").read_text().splitlines(keepends=True)
    (bag / "sm3sums.txt").write_text("".join(lines[1:]))
    restate(bag)
    retag(bag)


Step = Callable[[Path], object]
Spoiling = Step | tuple[Step, ...]

SPOILED: dict[str, tuple[Spoiling, tuple[str, str]]] = {
    "a bit of a message": (lambda b: edit(b / ORIGINAL, b"600", b"700"), (f"{ORIGINAL}#E1-0003", "message_differs")),
    "a bit between messages": (lambda b: edit(b / ORIGINAL, b"===", b"=-="), (ORIGINAL, "digest_sha256")),
    "a file gone": (lambda b: first_pdf(b).unlink(), ("data/exhibits/E2/original", "missing")),
    "a file emptied": (lambda b: first_pdf(b).write_bytes(b""), ("data/exhibits/E2/original", "size")),
    "a file grown": (lambda b: first_pdf(b).write_bytes(b"x" * 99), ("data/exhibits/E2/original", "digest_sha512")),
    "a file added to the payload": (lambda b: (b / "data/x").touch(), ("data/x", "unlisted")),
    "a file added beside it": (lambda b: (b / "x").touch(), ("x", "unlisted")),
    "an empty folder's worth of nothing but a file in it": (
        (lambda b: (b / "y").mkdir(), lambda b: (b / "y/z").touch()),
        ("y/z", "unlisted"),
    ),
    "a file duplicated": (
        lambda b: shutil.copy(first_pdf(b), b / "data/exhibits/E2/original2"),
        ("data/exhibits/E2/original2", "unlisted"),
    ),
    "a file that is a link to the same bytes": (lambda b: link(first_pdf(b)), ("data/exhibits/E2/original", "link")),
    "a folder that is a link": (lambda b: link(b / "data/exhibits/E2"), ("data/exhibits/E2", "link")),
    "a file renamed": (
        lambda b: renamed(b / "data/exhibits/E3/original/b.txt", "c.txt"),
        ("data/exhibits/E3/original/b.txt", "missing"),
    ),
    "a name that differs by case": (
        lambda b: renamed(b / "data/exhibits/E3/original/b.txt", "B.txt"),
        ("data/exhibits/E3/original/b.txt", "missing"),
    ),
    "a name that differs by normalisation": (
        lambda b: (b / "data/exhibits/E3/original" / unicodedata.normalize("NFD", "é.png")).touch(),
        (f"data/exhibits/E3/original/{unicodedata.normalize('NFD', 'é.png')}", "unlisted"),
    ),
    "two files swapped": (
        lambda b: swap(first_pdf(b), b / "data/exhibits/E3/original/b.txt"),
        ("data/exhibits/E2/original", "digest_sha256"),
    ),
    "bag-info edited": (
        lambda b: edit(b / "bag-info.txt", b"juzheng 0", b"juzheng 9"),
        ("bag-info.txt", "digest_sha256"),
    ),
    "another oxum": (lambda b: edit(b / "bag-info.txt", b"Oxum: ", b"Oxum: 9"), ("bag-info.txt", "payload_oxum")),
    "bagit.txt of another version": (
        lambda b: (b / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
        ("bagit.txt", "profile"),
    ),
    "no bagit.txt": (lambda b: (b / "bagit.txt").unlink(), ("bagit.txt", "missing")),
    "the profile's name taken away": (
        (lambda b: edit(b / "bag-info.txt", b"urn:juzheng:seal:1", b"urn:other"), retag),
        ("bag-info.txt", "profile"),
    ),
    "a forged payload under new manifests, old tag manifests": (
        (lambda b: edit(b / ORIGINAL, b"600", b"900"), lambda b: redo(b, tags=False)),
        ("manifest-sha256.txt", "digest_sha256"),
    ),
    "a forged payload under new manifests, no tag manifests": (
        (lambda b: edit(b / ORIGINAL, b"600", b"900"), lambda b: redo(b, tags=False), untag),
        ("tagmanifest-sha256.txt", "missing"),
    ),
    "everything outside the ledger redone": (forge_all, (f"{ORIGINAL}#E1-0003", "message_differs")),
    "the ledger redone with it": (forge_ledger_too, (f"{ORIGINAL}#E1-0003", "message_differs")),
    "an exhibit dropped, all lists redone": (drop_exhibit, ("data/exhibits/E2/original", "missing")),
    "the ledger's tail cut, all lists redone": (cut_ledger, ("data/ledger.jsonl:3", "cut_tail")),
    "a ledger line edited": (
        (lambda b: edit(b / "data/ledger.jsonl", b'"size":18', b'"size":19'), redo),
        ("data/ledger.jsonl:3", "broken_chain"),
    ),
    "a ledger line replayed": (
        (append_last, redo),
        ("data/ledger.jsonl:5", "sequence"),
    ),
    "the clock set back": (set_clock_back, ("data/ledger.jsonl:4", "clock_set_back")),
    "another zone": (
        (lambda b: edit(b / "data/case.toml", b"Shanghai", b"Tokyo"), redo),
        ("data/case.toml", "digest_sha256"),
    ),
    "a salt changed": (other_salt, (f"{ORIGINAL}#E1-0003", "message_differs")),
    "a leaf changed": (other_leaf, ("data/commitments", "tree")),
    "a leaf dropped": (fewer_leaves, ("data/commitments", "tree")),
    "the commitments gone": (
        (lambda b: (b / "data/commitments/E1.jsonl").unlink(), redo),
        ("data/commitments/E1.jsonl", "missing"),
    ),
    "the secret slipped in": (
        (lambda b: (b / "data/secret.key").write_text("ab" * 32), redo),
        ("data/secret.key", "unlisted"),
    ),
    "a wrong SM3": (sm3_edit, ("data/case.toml", "digest_sm3")),
    "an SM3 line dropped": (sm3_drop, ("data/case.toml", "digest_sm3")),
    "a statement in another spelling": (
        (lambda b: edit(b / "seal.json", b'{\n "ledger"', b'{\n  "ledger"'), retag),
        ("seal.json", "not_canonical"),
    ),
    "a statement that is none": (
        (lambda b: (b / "seal.json").write_text("{}"), retag),
        ("seal.json", "unreadable"),
    ),
    "a path that leads out": (
        lambda b: edit(b / "manifest-sha256.txt", b"  data/case.toml", b"  ../case.toml"),
        ("manifest-sha256.txt:1", "path_outside"),
    ),
    "fetch.txt, which would load from elsewhere": (
        lambda b: (b / "fetch.txt").write_text("http://example.invalid/x - data/x\n"),
        ("fetch.txt", "unlisted"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_spoiling_is_found_and_placed(mine: Small, what: str) -> None:
    spoil, expected = SPOILED[what]
    for step in spoil if isinstance(spoil, tuple) else (spoil,):
        step(mine.bag)
    assert expected in kinds(mine.bag)
    assert kinds(mine.bag, mine.pin) >= {expected}


def test_the_matrix_has_at_least_thirty_kinds() -> None:
    assert len(SPOILED) >= 30


def test_a_seal_made_anew_over_a_forged_case_shows_only_against_the_pinned_line(mine: Small, tmp_path: Path) -> None:
    forged = Case.create(tmp_path / "forged", now=NOON)
    (tmp_path / "接稿群.txt").write_bytes(chat((*LINES[:2], ("山雀(900011001)", "尾款900"), *LINES[3:])))
    forged.add(tmp_path / "接稿群.txt", now=NOON, format_name="txt_classic")
    other = seal(forged, tmp_path / "other", NOON).path
    assert kinds(other) == set()
    assert kinds(other, mine.pin) == {("seal.json", "pin")}


def test_a_seal_stripped_to_a_plain_bag_shows_against_the_pinned_line(mine: Small) -> None:
    edit(mine.bag / "bag-info.txt", b"BagIt-Profile-Identifier: urn:juzheng:seal:1\n", b"")
    (mine.bag / "seal.json").unlink()
    retag(mine.bag)
    verdict = check_seal(mine.bag)
    assert verdict.ok
    assert [warning.kind for warning in verdict.warnings] == ["not_a_seal"]
    assert kinds(mine.bag, mine.pin) == {("seal.json", "pin")}


def test_a_longer_export_shifts_bytes_and_the_count_of_differing_messages_is_told(mine: Small) -> None:
    edit(mine.bag / ORIGINAL, "线稿".encode(), "线线稿".encode())
    found = [fault.place for fault in check_seal(mine.bag).faults if fault.kind == "message_differs"]
    assert found == [f"{ORIGINAL}#E1-000{number}" for number in range(1, 6)]


def bits(bag: Path) -> Iterator[tuple[Path, int]]:
    for path in sorted(bag.rglob("*")):
        if path.is_file():
            for bit in range(path.stat().st_size * 8):
                yield path, bit


def flipped(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def test_no_flipped_bit_of_a_seal_goes_unseen(mine: Small) -> None:
    every = list(bits(mine.bag))
    for path, bit in random.Random(20240305).sample(every, 300):  # noqa: S311 - a sample, the same each time
        flipped(path, bit)
        assert not check_seal(mine.bag).ok, (path, bit)
        flipped(path, bit)
    assert check_seal(mine.bag, mine.pin).ok


JUNK = (b"9", b"-", b'"', b"{", b"\n", b"null", b"\xff", b"99999999999999999999", b"%0A", b"../", b"\x00")


def garbled(content: bytes, chance: random.Random) -> bytes:
    """Return the content with a byte, a word, a piece or the order of lines spoiled."""
    at = chance.randrange(len(content) + 1)
    lines = content.split(b"\n")
    chance.shuffle(lines)
    ways = (
        content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
        content[:at] + chance.choice(JUNK) + content[at:],
        content[:at] + content[at + chance.randrange(1, 40) :],
        content[:at] + content[: chance.randrange(60)] + content[at:],
        b"\n".join(lines),
    )
    return chance.choice(ways)


def passes(mine: Small, head: Head) -> bool:
    """Tell whether seal and case are found sound; a case that cannot be opened is not."""
    try:
        case = Case.open(mine.case)
    except CaseError:
        return False
    return (check_seal(mine.bag, mine.pin) + check_case(case, [head]) + check_stamps(mine.case)).ok


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_spoiled_verifying_ends_in_faults_and_never_in_a_crash(mine: Small, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - variety, the same each time
    head = Case.open(mine.case).ledger_head()
    files = [path for path in sorted(mine.bag.parent.rglob("*")) if path.is_file() and path.name != ".lock"]
    for _ in range(100):
        path = chance.choice(files)
        content = path.read_bytes()
        path.write_bytes(garbled(content, chance))
        assert passes(mine, head) == (path.read_bytes() == content), path
        path.write_bytes(content)


@pytest.mark.slow
def test_no_flipped_bit_at_all_goes_unseen(mine: Small) -> None:
    """Every 7th bit, hence at least one of every byte, in CI; every single one (13 minutes) with JUZHENG_EXHAUSTIVE."""
    every = list(bits(mine.bag))[:: 1 if os.environ.get("JUZHENG_EXHAUSTIVE") else 7]
    for path, bit in every:
        flipped(path, bit)
        assert not check_seal(mine.bag).ok, (path, bit)
        flipped(path, bit)
    sys.stderr.write(f"\n{len(every)} single-bit flips, all found\n")


@pytest.mark.slow
def test_a_thousand_clean_archives_raise_no_alarm(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - variety, not secrecy
    words = (
        "好的",
        "周五给你",
        "尾款600",
        "[图片]",
        "\u200b零宽",
        "<script>",
        "多行\n\n消息",
        "2024-03-05 10:00:00 假的",
    )
    for number in range(1000):
        base = tmp_path / str(number)
        base.mkdir()
        lines = [
            (f"甲{chance.randrange(3)}(90001100{chance.randrange(3)})", chance.choice(words))
            for _ in range(chance.randrange(9))
        ]
        (base / "聊天 100%.txt").write_bytes(chat(lines))
        case = Case.create(base / "case", now=NOON, title=chance.choice(words))
        for _ in range(chance.randrange(1, 3)):
            case.add(base / "聊天 100%.txt", now=NOON)
        made = seal(case, base / "bag", NOON + timedelta(seconds=number))
        assert verify_case(case) == ()
        assert check_seal(made.path, made.pin).faults == ()
        shutil.rmtree(base)
