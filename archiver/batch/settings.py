"""What a batch was asked to do, kept beside its results so that it can go on, and be done again alike.

`OUT/batch.json` holds it, `OUT/secret.key` the 256 bit from which the secret of each case is derived. With the same two
files the same inputs give the same bytes; the time in them is the time at which the batch was first started.
"""

import hmac
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from archiver.batch.triage import Rule
from archiver.digests import unhex
from archiver.durable import publish
from archiver.errors import CaseError

FILE: Final = "batch.json"
KEY_FILE: Final = "secret.key"
_KEY_SIZE: Final = 65
"""Bytes of a key file: 64 figures and a line feed."""

Edition = Literal["own", "submit"]


class Asked(Struct, frozen=True):
    """What a user asks; None where nothing was said, which means the usual or, going on, what was asked before."""

    zone: str | None = None
    template: str | None = None
    formats: tuple[str, ...] | None = None
    edition: Edition | None = None
    rule: Rule | None = None
    sample: int | None = None


class Settings(Struct, frozen=True):
    """What batch.json holds. `at` is ISO 8601 with offset; `made_by` names program, rules and trained reader."""

    schema: Literal["juzheng/batch/1"]
    at: str
    made_by: tuple[str, ...]
    zone: str
    template: str
    formats: tuple[str, ...]
    edition: Edition
    rule: Rule
    sample: int

    @property
    def when(self) -> datetime:
        """The moment that cases, reports and ledgers of this batch bear."""
        return datetime.fromisoformat(self.at)


class Batch(Struct, frozen=True):
    """A batch on disk: where its results go, what was asked, and its secret."""

    out: Path
    settings: Settings
    secret: bytes

    def case_key(self, item: str) -> bytes:
        """Return the secret of one item's case."""
        return hmac.digest(self.secret, f"juzheng batch case {item}".encode(), "sha256")

    @property
    def work(self) -> Path:
        """Where unfinished work and the records of finished work lie."""
        return self.out / ".work"


def new_settings(asked: Asked, at: datetime, made_by: tuple[str, ...]) -> Settings:
    """Return what was asked with the usual where nothing was said."""
    return Settings(
        schema="juzheng/batch/1",
        at=at.isoformat(timespec="seconds"),
        made_by=made_by,
        zone=asked.zone or "Asia/Shanghai",
        template=asked.template or "dispute",
        formats=asked.formats or ("html",),
        edition=asked.edition or "own",
        rule=asked.rule or Rule(),
        sample=10 if asked.sample is None else asked.sample,
    )


def start(out: Path, settings: Settings, secret: bytes | None = None) -> Batch:
    """Write down a new batch in `out`, made if it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    key = secret or secrets.token_bytes(32)
    publish(out / KEY_FILE, key.hex().encode() + b"\n", 0o600)
    publish(out / FILE, msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
    return Batch(out, settings, key)


def resume(out: Path, asked: Asked, made_by: tuple[str, ...]) -> Batch:
    """Return the batch that was started in `out`.

    CaseError where it cannot be read, another program made it, or something else was asked then.
    """
    batch = load(out)
    kept = batch.settings
    if kept.made_by != made_by:
        raise CaseError(
            f"“{out.name}”由另一版本的程序、规则或模型开始，接着做会前后不一", "请换一个新的输出文件夹重新开始"
        )
    for field in Asked.__struct_fields__:
        wanted = getattr(asked, field)
        if wanted is not None and wanted != getattr(kept, field):
            raise CaseError(
                f"接着做时不能改 {field}（上次为 {getattr(kept, field)}）", "去掉该选项，或换一个输出文件夹"
            )
    return batch


def load(out: Path) -> Batch:
    """Read batch.json and the secret. CaseError where they are missing or damaged."""
    try:
        settings = msgspec.json.decode((out / FILE).read_bytes(), type=Settings)
        secret = unhex((out / KEY_FILE).read_bytes().removesuffix(b"\n").decode("ascii"), 32)
    except (OSError, ValueError) as error:
        raise CaseError(f"“{out.name}”里没有完好的 {FILE} 和 {KEY_FILE}", "请换一个新的输出文件夹重新开始") from error
    return Batch(out, settings, secret)


def is_free(folder: Path) -> bool:
    """Say whether a batch may be started in a folder: it is not there, empty, or holds what a stopped start left."""
    return not folder.exists() or all(map(_is_of_start, folder.iterdir()))


def _is_of_start(path: Path) -> bool:
    if path.name == KEY_FILE:
        return path.stat().st_size == _KEY_SIZE  # not somebody's file of that name
    return path.name.startswith((f".{KEY_FILE}.", f".{FILE}.")) and path.name.endswith(".part")


def is_batch(folder: Path) -> bool:
    """Say whether a folder holds the results of a batch."""
    return (folder / FILE).is_file() and (folder / KEY_FILE).is_file()
