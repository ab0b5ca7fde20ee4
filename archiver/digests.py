"""Digests that bear their algorithm's name: `sha256:…`, `sha512:…`, `sm3:…`."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from archiver.sm3 import PlainSm3

CHUNK: Final = 1 << 20
"""Bytes read at a time; no file is ever held whole."""


class Running(Protocol):
    """A digest under way."""

    def update(self, part: bytes, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """Return the digest of all bytes so far."""


def start(algorithm: str) -> Running:
    """Begin a digest. SM3 falls back to plain Python where this OpenSSL lacks it; ValueError for unknown names.

    MD5 tells files apart as exports name them and protects nothing, so it is had also where it is barred from that.
    """
    if algorithm == "sm3" and "sm3" not in hashlib.algorithms_available:
        return PlainSm3()
    return hashlib.new(algorithm, usedforsecurity=algorithm != "md5")


def digest(content: bytes, algorithm: str = "sha256") -> str:
    """Return the named digest of some bytes."""
    running = start(algorithm)
    running.update(content)
    return f"{algorithm}:{running.hexdigest()}"


def chunks(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as stream:
        while part := stream.read(CHUNK):
            yield part


def digest_all(parts: Iterable[bytes], algorithms: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return the length of all parts together and their named digests, in the order asked for."""
    running = tuple(start(name) for name in algorithms)
    length = 0
    for part in parts:
        length += len(part)
        for one in running:
            one.update(part)
    return length, tuple(f"{name}:{one.hexdigest()}" for name, one in zip(algorithms, running, strict=True))


def digest_file(path: Path, algorithms: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return a file's length and its named digests, in the order asked for."""
    return digest_all(chunks(path), algorithms)


def unhex(text: str, length: int) -> bytes:
    """Read `length` bytes from lower-case hexadecimal figures and nothing else. Raises ValueError otherwise."""
    content = bytes.fromhex(text)
    if content.hex() != text or len(content) != length:  # fromhex would let blanks and capitals pass
        raise ValueError(text)
    return content
