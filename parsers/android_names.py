"""Who speaks in a text export of a phone, as far as its names tell: private talk or a group, and whose phone it is."""

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from parsers import markers
from parsers.message import Attachment, Sender

# /storage/emulated/0/…/a.apk|0|0|1 · 验收单.docx|20480|0|0
_FILE = re.compile(r"([^\r\n|]{1,1000})\|(\d{1,15})\|(\d)\|(\d)")
_JOINED = re.compile(r"(?:.{0,80}(?:加入了?本群|加入了?群聊|邀请.{0,80}加入了?(?:本群|群聊)|退出了?(?:本群|群聊)))。?")
_NUMBER = re.compile(r"\d{5,11}")


class Cast(Struct, frozen=True):
    """The kind of a talk and the names of its two sides where it is private."""

    kind: Literal["private", "group", "unknown"]
    own: str | None
    peer: str | None

    def outgoing(self, name: str) -> bool | None:
        """Say whose row a name's is; None where it is not known whose phone it was."""
        return None if self.own is None else name == self.own


def file_of(text: str) -> tuple[Attachment, bool] | None:
    """Return the file that a whole body tells of, and whether this phone sent it; None where it is no such body.

    A path of this phone is a file sent from it, of which the size is not kept. A bare name came from the other side.
    """
    found = _FILE.fullmatch(text)
    if found is None:
        return None
    path, size, _, sent = found.groups()
    name = path.rpartition("/")[2]
    if sent == "1":
        return Attachment("file", name or None, int(size) or None, path=path if "/" in path else None), True
    return Attachment("file", name or None, int(size)), False


def is_notice(name: str, text: str) -> bool:
    """Say whether QQ itself speaks: it prints the number of who acted in place of a name, over one of its sentences."""
    return _NUMBER.fullmatch(name) is not None and (markers.is_recall(text) or _JOINED.fullmatch(text) is not None)


def cast(rows: Iterable[tuple[str, str]]) -> Cast:
    """Learn from (name, body) pairs near the start who speaks and who holds the phone."""
    names: dict[str, None] = {}
    own: str | None = None
    for name, text in rows:
        if is_notice(name, text):
            continue
        names.setdefault(name)
        file = file_of(text)
        own = name if own is None and file is not None and file[1] else own
    if len(names) > 2:
        return Cast("group", own, None)
    others = [name for name in names if name != own]
    private: Literal["private", "unknown"] = "private" if len(names) == 2 else "unknown"
    return Cast(private, own, others[0] if own is not None and len(others) == 1 else None)


def sender_of(name: str, text: str) -> Sender:
    """Return whom a head names; a number over QQ's own sentence is who acted, not who speaks."""
    if is_notice(name, text):
        return Sender(name, name, pseudo=True)
    return Sender(name)
