"""Commitments to single messages: one of them can be shown and proved, whole or in part, while all others stay closed.

A message is an ordered list of parts: `head` (kind, time, place, and how the rest is cut; never hidden), `sender`, then
what there is of `member`, `reply`, `attachments`, `money`, `mentions`, `forward`, then its text in units: runs of ASCII
digits, runs of ASCII letters, and of everything else pieces of at most four characters. What is hidden is whole parts.

- salt of a message: the first 16 bytes of HMAC-SHA-256(case secret, lines), where the lines are the exhibit's SHA-256,
  the reference, the parts before the text (name, value), and the text. The content is in it so that no two contents
  ever share a salt, also when a later reader reads the same place in another way. Only the text can hold a line feed.
- salt of part i: bytes 16i to 16i+16 of SHAKE-256(salt of the message)
- digest of a part: SHA-256(salt of the part, name of the part, line feed, value in UTF-8)
- leaf: SHA-256(0x00, reference, line feed, digests of all parts), an entry of the tree of RFC 9162

Each exhibit closes with a leaf of its own (reference `E1`), whose head says its digests and the number of its messages.
"""

import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from parsers.message import Message, Sender, Span

SALT: Final = 16
"""Bytes of a salt: 128 bit, beyond guessing."""

_UNITS: Final = re.compile(r"[0-9]+|[A-Za-z]+|[^0-9A-Za-z]{1,4}", re.DOTALL)
_SHORT: Final = 6
"""Characters of a text that is often said again, and so is cut only once an exhibit."""
_KEPT: Final = 1 << 16
"""How many senders and short texts of an exhibit are kept at the most; a stranger may write each of them once."""
_Cut = tuple[bytes, tuple[int, ...], tuple[bytes, ...]]
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


class Part(Struct, frozen=True):
    """A named piece of an entry; `text` units all bear the name `text`."""

    name: str
    value: str


class Opening(Struct, frozen=True, gc=False):
    """What opens a leaf: its reference, its salt, and its parts, each as the bytes that are digested after its salt.

    `span` are the bytes of the message in its exhibit, where it has any.
    """

    ref: str
    salt: bytes
    told: tuple[bytes, ...]
    span: Span | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in their order."""
        pairs = (one.decode().split("\n", 1) for one in self.told)
        return tuple(Part(name, value) for name, value in pairs)

    def part_salts(self) -> list[bytes]:
        """Return the salt of each part."""
        run = hashlib.shake_256(self.salt).digest(SALT * len(self.told))
        return [run[at : at + SALT] for at in range(0, len(run), SALT)]

    def leaf(self) -> bytes:
        """Return the leaf hash."""
        # One expression, as it runs a million times: the digests of `leaf_of` over salts cut from one run.
        sha256, told = hashlib.sha256, self.told
        run = hashlib.shake_256(self.salt).digest(SALT * len(told))
        digests = b"".join([sha256(salt + one).digest() for salt, one in zip(_salts_in(len(told))(run), told)])  # noqa: B905 - as many by their making; checking costs
        return sha256(b"\0%b\n%b" % (self.ref.encode(), digests)).digest()


class MessageHead(Struct, frozen=True, gc=False):
    """What is always shown of a message. `has` names the parts that follow, `cut` the lengths of the text units.

    `time` is as printed; `wall` and `epoch_ms` as in `parsers.message.Stamp`. `bytes` is the half-open span of an
    export that is bytes, `place` the row, cell or box of any other. Fields stand in the order of their names.
    """

    bytes: tuple[int, int] | None
    chat: str
    cut: tuple[int, ...]
    epoch_ms: int | None
    has: tuple[str, ...]
    id: str | None
    kind: str
    place: dict[str, object] | None
    recalled: bool
    seq: str | None
    time: str
    wall: datetime | None


class ExhibitHead(Struct, frozen=True):
    """What the leaf of an exhibit says. Fields stand in the order of their names."""

    exhibit: int
    kind: str
    messages: int
    sha256: str
    size: int
    sm3: str


def part_digest(salt: bytes, name: str, value: str) -> bytes:
    """Return the digest that stands for a part."""
    return hashlib.sha256(salt + f"{name}\n{value}".encode()).digest()


def leaf_of(ref: str, digests: Iterable[bytes]) -> bytes:
    """Return the leaf hash over the digests of all parts."""
    return hashlib.sha256(b"\0%b\n%b" % (ref.encode(), b"".join(digests))).digest()


def units(text: str) -> list[str]:
    """Cut a text into the units that can be hidden; joined they are the text."""
    return _UNITS.findall(text)


def open_messages(secret: bytes, exhibit: int, sha256: str, messages: Iterable[Message]) -> Iterator[Opening]:
    """Yield the opening of each message of an exhibit, in its order."""
    salt_for = _salts(secret, sha256)
    senders: dict[Sender, bytes] = {}
    cuts: dict[str, _Cut] = {}
    for message in messages:
        ref = f"E{exhibit}-{message.ordinal:04d}"
        cut = cuts.get(message.text)
        if cut is None:
            cut = _cut(message.text)
            if len(message.text) <= _SHORT and len(cuts) < _KEPT:
                cuts[message.text] = cut
        raw, lengths, told = cut
        sender = senders.get(message.sender)
        if sender is None:
            sender = _sender(message.sender)
            if len(senders) < _KEPT:
                senders[message.sender] = sender
        place = message.place
        span = place if isinstance(place, Span) else None
        before = _before(message, span, sender, lengths)
        salt = salt_for(b"%b\n%b\n%b" % (ref.encode(), b"\n".join(before), raw))
        yield Opening(ref, salt, (*before, *told), span)


def _cut(text: str) -> _Cut:
    """Return the bytes of a text, the lengths of its units, and the units as they are digested."""
    raw = text.encode("utf-8", "backslashreplace")
    cut = units(raw.decode())
    return raw, tuple(map(len, cut)), tuple([b"text\n" + unit.encode() for unit in cut])


@lru_cache(maxsize=512)
def _salts_in(count: int) -> Callable[[bytes], tuple[bytes, ...]]:
    """Return what parts a run of so many salts."""
    return struct.Struct(f"{SALT}s" * count).unpack


def open_exhibit(secret: bytes, head: ExhibitHead) -> Opening:
    """Return the opening of an exhibit's own leaf."""
    ref = f"E{head.exhibit}"
    told = b"head\n" + _json(head)
    return Opening(ref, _salts(secret, head.sha256)(b"%b\n%b\n" % (ref.encode(), told)), (told,))


def _salts(secret: bytes, sha256: str) -> Callable[[bytes], bytes]:
    """Return what makes salts of one exhibit of its lines: HMAC-SHA-256 whose keyed beginnings are made once."""
    block = secret.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + sha256.encode() + b"\n")
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def salt(lines: bytes) -> bytes:
        within = inner.copy()
        within.update(lines)
        around = outer.copy()
        around.update(within.digest())
        return around.digest()[:SALT]

    return salt


def _sender(sender: Sender) -> bytes:
    """Return the part that tells who sent a message."""
    return b"sender\n" + _json((sender.name, sender.uin, sender.uid))


def _before(message: Message, span: Span | None, sender: bytes, cut: tuple[int, ...]) -> list[bytes]:
    """Return head and the parts that the message has before its text; no value but the text's holds a line feed."""
    has: tuple[str, ...] = ("sender",)
    parts = [b"", sender]
    if span and span.member:
        has = ("sender", "member")
        parts.append(b"member\n" + _json(span.member))
    if message.reply or message.attachments or message.money or message.mentions or message.forward:
        for name in ("reply", "attachments", "money", "mentions", "forward"):
            if value := getattr(message, name):
                has = (*has, name)
                parts.append(name.encode() + b"\n" + _json(value))
    stamp = message.stamp
    head = MessageHead(
        bytes=(span.start, span.end) if span else None,
        chat=message.chat,
        cut=cut,
        epoch_ms=stamp.epoch_ms,
        has=has,
        id=message.id,
        kind=message.kind,
        place=None if span else msgspec.to_builtins(message.place),
        recalled=message.recalled,
        seq=message.seq,
        time=stamp.raw,
        wall=stamp.wall,
    )
    parts[0] = b"head\n" + _json(head)
    return parts


def _json(value: object) -> bytes:
    """Return JSON without blanks, always the same for the same value; a lone surrogate becomes its escape."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        told = json.dumps(msgspec.to_builtins(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return told.encode()
