"""What a seal says of itself, and the one line that pins it."""

import re
from typing import Final

import msgspec
from msgspec import Struct

from archiver.digests import digest
from archiver.ledger import Head

SCHEMA: Final = "juzheng/seal/1"
STATEMENT: Final = "seal.json"
PROFILE: Final = "urn:juzheng:seal:1"
"""Value of BagIt-Profile-Identifier in bag-info.txt; a bag without it is checked by RFC 8493 alone."""

_LINE: Final = re.compile(r"juzheng-seal-1\s+L(\d+)\s+M(\d+)\s+(sha256:[0-9a-f]{64})")


class LedgerStand(Struct, frozen=True):
    """The ledger when the seal was made."""

    count: int
    head: str


class MessageTree(Struct, frozen=True):
    """The tree over all messages: how many messages, how many leaves (an exhibit adds one), and the root."""

    messages: int
    leaves: int
    root: str


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """seal.json. `tags` are the SHA-256 of the bag's other tag files, but for the tag manifests that list this one."""

    schema: str
    made: str
    program: str
    ledger: LedgerStand
    tree: MessageTree
    tags: dict[str, str]

    def text(self) -> bytes:
        """Write the statement; the same statement always gives the same bytes."""
        return msgspec.json.format(msgspec.json.encode(self, order="sorted"), indent=1) + b"\n"

    @property
    def head(self) -> Head:
        """The ledger head."""
        return Head(self.ledger.count, self.ledger.head)


class Pin(Struct, frozen=True):
    """What is kept elsewhere: counts to the eye, and the digest of the statement, which holds all the rest."""

    entries: int
    messages: int
    digest: str

    def __str__(self) -> str:
        return f"juzheng-seal-1 L{self.entries} M{self.messages} {self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Pin":
        """Find the line in a text, such as a chat message.

        Raises ValueError where there is none, or two that differ.
        """
        found = {cls(int(match[1]), int(match[2]), match[3]) for match in _LINE.finditer(text)}
        if len(found) != 1:
            raise ValueError(text)
        return found.pop()


class Sealed(Struct, frozen=True):
    """What the ledger says of a seal: the pinned line and the whole statement, so that disclosures can carry it."""

    pin: str
    statement: str


def pin_of(text: bytes) -> Pin:
    """Return the pin of a statement's bytes.

    Raises msgspec.DecodeError where they are no statement.
    """
    statement = msgspec.json.decode(text, type=Statement)
    return Pin(statement.ledger.count, statement.tree.messages, digest(text))
