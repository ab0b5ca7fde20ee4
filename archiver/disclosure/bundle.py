"""What a bundle holds. It needs nothing beside it but the pinned line of the seal."""

from typing import Final

import msgspec
from msgspec import Struct

SCHEMA: Final = "juzheng/bundle/1"


class BundlePart(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part that is shown (name, salt, value) or hidden (only its digest). Hexadecimal throughout."""

    name: str = ""
    salt: str = ""
    value: str = ""
    digest: str = ""

    @property
    def hidden(self) -> bool:
        """True where only the digest is told."""
        return bool(self.digest)


class BundleLeaf(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the tree: its place there, its parts, and the hashes that lead to the root."""

    ref: str
    index: int
    proof: tuple[str, ...]
    parts: tuple[BundlePart, ...]


class Bundle(Struct, frozen=True, forbid_unknown_fields=True):
    """The seal's statement word for word, and the entries that are shown."""

    schema: str
    seal: str
    leaves: tuple[BundleLeaf, ...]

    def text(self) -> bytes:
        """Write the bundle; the same bundle always gives the same bytes."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


class Disclosed(Struct, frozen=True):
    """What the ledger says of a disclosure: what was shown, what of it was hidden, under which seal, the bundle."""

    refs: tuple[str, ...]
    hidden: int
    pin: str
    sha256: str
