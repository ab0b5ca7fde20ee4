"""The results of one item as one file, on their way from the worker that made them to the batch folder.

A worker makes them in a batch folder of its own; what it packs are the parts of that folder. Taking them in is the last
step of `work` done again: folder, rows, and the record that the item is done at the very end.
"""

import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from archiver.batch.rows import Done
from archiver.batch.settings import Batch
from archiver.batch.tables import ROWS
from archiver.batch.work import TALKS, done_record, put_talk, table_part
from archiver.durable import clear, force_folder
from archiver.errors import CaseError

ENDING: Final = ".tar"


def pack(batch: Batch, item: str, target: Path) -> None:
    """Write all that a finished item left in a worker's batch folder into one file."""
    parts = [done_record(batch, item), *(table_part(batch, item, table) for table in ROWS), batch.out / TALKS / item]
    with tarfile.open(target, "w") as packed:
        for part in parts:
            if part.exists():
                packed.add(part, part.relative_to(batch.out).as_posix())


def take_in(bundle: Path, batch: Batch, item: str) -> Done:
    """Put an item's results in their places and return its record.

    CaseError where the file is not whole, or holds anything but the results of that item.
    """
    stage = batch.work / "stage" / f"{item}.{os.getpid()}.in"
    clear(stage)
    try:
        _unpack(bundle, stage)
        made = Batch(stage, batch.settings, batch.secret)
        done = msgspec.json.decode(done_record(made, item).read_bytes(), type=Done)
        if done.rows:
            clear(batch.out / TALKS / item)
            with suppress(FileExistsError):
                put_talk(stage / TALKS / item, batch.out / TALKS / item)
        for table in ROWS:
            table_part(made, item, table).replace(table_part(batch, item, table))
        force_folder(batch.work / "rows")
        done_record(made, item).replace(done_record(batch, item))
        force_folder(batch.work / "done")
    except (tarfile.TarError, msgspec.DecodeError, FileNotFoundError, EOFError) as error:
        raise CaseError(f"会话 {item} 的结果在途中损坏", "请加 --resume 再运行一次") from error
    finally:
        clear(stage)
    return done


def _unpack(bundle: Path, folder: Path) -> None:
    """Unpack plain files under plain names; modes are kept, since exhibits are write-protected."""
    with tarfile.open(bundle) as packed:
        for member in packed:
            parts = member.name.split("/")
            if not (member.isreg() or member.isdir()) or any(part in {"", ".", ".."} for part in parts):
                raise tarfile.TarError(member.name)
            target = folder.joinpath(*parts)
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            content = packed.extractfile(member)
            assert content is not None
            with content, target.open("wb") as stream:
                shutil.copyfileobj(content, stream)
                stream.flush()
                os.fsync(stream.fileno())
            target.chmod(member.mode & 0o777)
