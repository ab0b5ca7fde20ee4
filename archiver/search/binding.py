"""What binds an index to the case or batch whose secret made it: an HMAC-SHA-256 of the whole file, kept beside it.

An index prints what was said without reading the exhibits again. Without this, whoever can write into `derived/` could
have `search` print words that were never said, or hide some that were. Whoever reads the secret can still do so; the
exhibits, which `show` and every document read, are bound by the ledger.
"""

import hmac
from pathlib import Path
from typing import Final

from archiver.digests import chunks
from archiver.durable import publish

_PURPOSE: Final = b"juzheng search index"


def bind(index: Path, secret: bytes, name: str) -> None:
    """Write down, beside the place where it will lie under `name`, that an index is of this program's making.

    What binds the one that still lies there stays good, for programs that read it meanwhile.
    """
    beside = _beside(index.with_name(name))
    publish(beside, "".join(f"{line}\n" for line in (_mac(index, secret).hex(), *_told(beside)[:1])).encode())


def is_bound(index: Path, secret: bytes) -> bool:
    """Say whether every byte of an index is as it was when it was bound; False where anything is missing."""
    try:
        found = _mac(index, secret).hex()
    except OSError:
        return False
    return any(hmac.compare_digest(one, found) for one in _told(_beside(index)))


def _told(beside: Path) -> list[str]:
    try:
        return beside.read_bytes().decode("ascii").split()
    except (OSError, ValueError):
        return []


def _beside(index: Path) -> Path:
    return index.with_name(f"{index.name}.mac")


def _mac(index: Path, secret: bytes) -> bytes:
    running = hmac.new(hmac.digest(secret, _PURPOSE, "sha256"), digestmod="sha256")
    for part in chunks(index):
        running.update(part)
    return running.digest()
