"""What was handed in: the parties with their accounts, the exhibits, and the messages that stand in the report."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from reports.dossier.sentence import Masked, Who

Side = Literal["client", "provider", "arbiter", "other"]


class Account(Struct, frozen=True):
    """An account of a party with the names it bore, as printed, each with the time it was first seen."""

    number: str
    names: tuple[str, ...]
    since: tuple[datetime | None, ...] = ()
    uid: str = ""


class Party(Struct, frozen=True):
    """One side. `basis` tells in Chinese whether the role was given by the user or inferred, and from what."""

    label: str
    side: Side
    accounts: tuple[Account, ...]
    basis: str
    submitter: bool = False


class Chat(Struct, frozen=True):
    """A conversation of a source, and how many of its messages this report may draw on (0: left out as unrelated)."""

    title: str
    messages: int
    used: int


class Source(Struct, frozen=True):
    """An exhibit: the file as it came. `grade` is its closeness to the original medium, in Chinese words.

    `by` is the label of the side whose account exported it, "" where the file does not tell.
    """

    number: str
    name: str
    sha256: str
    sm3: str
    size: int
    format: str
    encoding: str
    zone: str
    messages: int
    first: datetime | None
    last: datetime | None
    unread_bytes: int
    archived: datetime | None = None
    exporter: str = ""
    origin: str = ""
    grade: str = ""
    chats: tuple[Chat, ...] = ()
    gaps: tuple[str, ...] = ()
    kind: str = "聊天记录"
    rows: int = 0
    by: str = ""


class Notice(Struct, frozen=True):
    """Something a reader must know about a place of a source: forgeable head, unread bytes, unsaved media."""

    code: str
    text: str
    count: int
    where: tuple[str, ...] = ()


class Picture(Struct, frozen=True):
    """A small copy of a picture, encoded anew as JPEG from its pixels alone; `width` and `height` in pixels."""

    jpeg: bytes
    width: int
    height: int


class File(Struct, frozen=True):
    """A file, picture or voice that a message speaks of. `size` in bytes where exact, else `size_text` as printed.

    Digests bear the name of their algorithm, as sha256:… and md5:…; `name` is "" where the export prints none.
    `annex` numbers a file that the export encloses, by its message and its place there (E1-0142-1), and `place` says
    where in the exhibit it lies. A picture has its small copy, or `unshown` tells in Chinese why there is none.
    """

    kind: str
    name: str
    size: int | None = None
    size_text: str = ""
    sha256: str = ""
    md5: str = ""
    saved: bool = False
    annex: str = ""
    place: str = ""
    picture: Picture | None = None
    unshown: str = ""


class Line(Struct, frozen=True):
    """One message of the transcript, whole and untouched.

    `kind` is shown as given (文字, 图片, 文件, 撤回提示 …). `sha256`, `start`, `end`, `place` as in Citation. `raw` is
    the time as printed. `skipped` counts the messages left out between the line before and this one. `masked` names
    what `text` does not show, `alias` says that `who` bears a pseudonym; both in masked editions only.
    """

    ref: str
    time: datetime | None
    who: Who
    text: str
    sha256: str
    start: int | None
    end: int | None
    kind: str = "文字"
    raw: str = ""
    place: str = ""
    chat: str = ""
    files: tuple[File, ...] = ()
    recalled: bool = False
    system: bool = False
    reply: str = ""
    skipped: int = 0
    masked: tuple[Masked, ...] = ()
    alias: bool = False


class Scope(Struct, frozen=True):
    """How much of the record stands in the transcript; printed wherever it is shown."""

    shown: int
    total: int
    words: str
