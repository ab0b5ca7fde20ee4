"""Names in the heads of a classic export: private talk or a group, who is who, whose export it is."""

import re
from typing import Literal

from msgspec import Struct

from parsers import markers
from parsers.decoding import salvage
from parsers.message import Sender

LOOKAHEAD = 2000
"""Rows held back until the names of a block tell what it is; nearly always two or three suffice."""

_LOOKAHEAD_BYTES = 8 * 1024 * 1024

_GROUP_NAME = re.compile(r"(.*)(?:\((\d{4,11})\)|<([^<>]+)>)", re.DOTALL)
_NAMELESS = Sender("", pseudo=True)


class Block(Struct, frozen=True):
    """A chat as far as its rows are read in its light; `own` is the exporting account's name in private talk."""

    id: str
    kind: Literal["private", "group", "unknown"]
    peer: str
    own: str | None = None
    peer_speaks: bool = False


class Names:
    """The names seen in a block so far (formats.md §3.3).

    Group: ids of more than one account, or a voice of QQ with its number. Private: a name without an id, or the peer's
    own name though it looks like one with. The contact folder is heard only where the names leave it open.
    """

    def __init__(self, peer: str, folder: str) -> None:
        self.peer = peer
        self.folder = folder
        self._kind: Literal["private", "group"] | None = None
        self._names: set[str] = set()
        self._ids: set[str] = set()
        self._rows = self._bytes = 0

    def see(self, name: bytes, length: int) -> None:
        """Take in one head and the length of its body."""
        self._rows += 1
        self._bytes += length
        text = salvage(name).text
        if not text or text in self._names:
            return
        self._names.add(text)
        found = _GROUP_NAME.fullmatch(text)
        if found is None or text == self.peer:
            self._kind = self._kind or "private"
            return
        self._ids.add(found[2] or found[3])
        if len(self._ids) > 1 or found[2] in markers.PSEUDO_UINS:
            self._kind = self._kind or "group"

    @property
    def settled(self) -> bool:
        """Whether more heads would change nothing, or enough were seen."""
        if self._rows >= LOOKAHEAD or self._bytes >= _LOOKAHEAD_BYTES or self._kind == "group":
            return True
        return self._kind == "private" and self.peer in self._names and len(self._names) > 1

    def block(self, chat: str) -> Block:
        """Return what the names seen make of the block."""
        if self._kind == "group" or (self._kind is None and self._ids and "群" in self.folder):
            return Block(chat, "group", self.peer)
        if self._kind is None:
            return Block(chat, "private" if self._rows and not self._ids else "unknown", self.peer)
        others = sorted(self._names - {self.peer})
        known = self.peer in self._names
        return Block(chat, "private", self.peer, others[0] if known and len(others) == 1 else None, known)


def sender_of(name: bytes, block: Block) -> Sender:
    """Return who a head names, in the light of its block."""
    text = salvage(name).text
    if not text:
        return _NAMELESS
    found = None if block.kind == "private" else _GROUP_NAME.fullmatch(text)
    if found is None:
        return Sender(text)
    return Sender(found[1], found[2] or "", found[3] or "", found[2] in markers.PSEUDO_UINS)
