"""Where an index lies and when it is made: whole or not at all, by one program at a time, anew whenever it is stale.

It lies in `derived/` of the case or of the batch's results, which is never sealed and never verified. Where nothing
can be written, or another program is just making the same index, it is made for this one question in a folder of the
system. Finding an index that fits brings neither the readers of formats nor those of language. An index that is not
byte for byte what was written (`binding`) is not asked but made anew.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from archiver.batch.settings import FILE, Batch, is_batch, load
from archiver.case import Case
from archiver.digests import digest
from archiver.durable import force_folder
from archiver.errors import CaseError
from archiver.journal import alone
from archiver.search.binding import bind, is_bound
from archiver.search.corpus import Corpus
from archiver.search.index import usable, write
from archiver.settings import SETTINGS

FOLDER: Final = "derived"
NAME: Final = "search.sqlite"
QUICK_NAME: Final = "search-quick.sqlite"
"""An index without the acts of a case, which is made without understanding the talk."""
_PARTS: Final = ".search.*.part"
ALTERED: Final = "提示：{} 不是本程序写下的样子，没有采用；已从原件重新读出。"
_IDLE: Final = frozenset({"committed", "reported", "sealed", "disclosed", "stamp_asked", "stamped", "clock_set_back"})
"""What the ledger tells that changes no reading."""
_PROGRAM: Final = Path(__file__).parents[1]
_DECIDING: Final = ("archiver", "parsers")
"""The packages of which every line may change what is read."""

_Answer = TypeVar("_Answer")


class Searched(Struct, frozen=True):
    """What is searched: where its index may lie, what the index must be for, and how to read it for a new one.

    Of the `names` any will do, and the last is the one that is made. Without the `secret` that binds it, no index is
    kept.
    """

    root: Path
    key: str
    secret: bytes | None
    read: Callable[[], Corpus]
    names: tuple[str, ...] = (NAME,)


def searched(path: Path, *, quick: bool = False) -> Searched:
    """Return a case or a batch's results as something to be searched; `quick` does without the acts of a case.

    CaseError where the path is neither.
    """
    if (path / SETTINGS).is_file():
        case = Case.open(path)
        names = (NAME, QUICK_NAME) if quick else (NAME,)
        secret = _secret_of(case)
        return Searched(case.root, _key(_case_key(case)), secret, lambda: _read_case(case, quick=quick), names)
    if is_batch(path):
        batch = load(path)
        return Searched(path.resolve(), _key(_batch_key(batch)), batch.secret, lambda: _read_batch(batch))
    raise CaseError(
        f"“{path.name}”既不是案卷，也不是批处理的结果", "请先用 juzheng add 存入案卷，或用 juzheng batch 处理"
    )


def _case_key(case: Case) -> str:
    """Return what the readings of a case depend on besides the program: exhibits, settings, decisions."""
    told = [(entry.action, entry.body) for entry in case.entries() if entry.action not in _IDLE]
    return digest(msgspec.json.encode((told, case.settings), order="sorted"))


def _secret_of(case: Case) -> bytes | None:
    try:
        return case.secret()
    except CaseError:
        return None


def _batch_key(batch: Batch) -> str:
    """Return what a batch's tables are: what was asked, and each table's size and time of writing."""
    try:
        tables = [(batch.out / f"{name}.parquet").stat() for name in ("messages", "findings")]
    except FileNotFoundError as error:
        raise CaseError(f"“{batch.out.name}”的批处理还没有做完", "请用同样的命令加 --resume 做完") from error
    told = "\n".join(f"{one.st_size} {one.st_mtime_ns}" for one in tables)
    return digest((batch.out / FILE).read_bytes() + told.encode())


def _read_batch(batch: Batch) -> Corpus:
    from archiver.search.batches import batch_corpus  # noqa: PLC0415 - brings the tables

    return batch_corpus(batch)


def _read_case(case: Case, *, quick: bool) -> Corpus:
    from archiver.search.cases import case_corpus, said_in_case  # noqa: PLC0415 - brings the reader

    return said_in_case(case) if quick else case_corpus(case)


def with_index(what: Searched, ask: Callable[[sqlite3.Connection], _Answer], tell: Callable[[str], object]) -> _Answer:
    """Ask an index that fits; a missing, stale, changed or broken one is made first, or anew.

    One that is not as it was written is told of (`tell`). Raises CaseError where what is searched cannot be read, or
    nowhere is room for an index.
    """
    for name in what.names:
        path = what.root / FOLDER / name
        if not path.exists():
            continue
        if what.secret is None or not is_bound(path, what.secret):
            tell(ALTERED.format(f"{FOLDER}/{name}"))
            continue
        with contextlib.suppress(sqlite3.Error), _opened(path) as connection:
            if usable(connection, what.key):
                return ask(connection)
    # None there, or a stale or broken one.
    try:
        with _made(what) as fresh, _opened(fresh) as connection:
            return ask(connection)
    except sqlite3.Error as error:
        raise CaseError(f"建立检索索引时出错（{error}）", "请检查磁盘空间") from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # Immutable: a reader takes no lock and writes nothing, and a file that is replaced meanwhile stays what it was.
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _made(what: Searched) -> Iterator[Path]:
    """Make the index and yield where it lies."""
    folder = what.root / FOLDER
    with contextlib.ExitStack() as held:
        try:
            if what.secret is None:
                raise PermissionError
            folder.mkdir(exist_ok=True)
            held.enter_context(alone(folder))
        except (OSError, CaseError):
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="juzheng-")))
        for left in folder.glob(_PARTS):
            left.unlink(missing_ok=True)
        part = folder / f".search.{os.getpid()}.part"
        held.callback(part.unlink, missing_ok=True)
        _write(part, what)
        if what.secret is not None:
            # Before the index itself: a stop between the two leaves at worst an index that is made anew.
            bind(part, what.secret, what.names[-1])
        yield _published(part, folder / what.names[-1])


def _write(part: Path, what: Searched) -> None:
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        write(connection, what.key, what.read())
    finally:
        connection.close()
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())


def _published(part: Path, target: Path) -> Path:
    try:
        os.replace(part, target)  # noqa: PTH105 - as all that is published
    except PermissionError:
        return part  # Windows replaces no file that another program reads
    force_folder(target.parent)
    return target


def _key(of: str) -> str:
    """Return the key of an index: what is searched, and every line of the program that reads it."""
    known = sha256(of.encode())
    for package in _DECIDING:
        for path in sorted((_PROGRAM.parent / package).rglob("*")):
            if path.suffix in {".py", ".npz", ".json"}:
                known.update(path.name.encode() + b"\0" + path.read_bytes())
    return known.hexdigest()
