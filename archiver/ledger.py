"""The custody ledger: an append-only list of what was done to a case, each line bound to the one before it.

A line is canonical JSON (sorted keys, no blanks, UTF-8) and ends with a line feed. The digest of a line covers that
line feed, so `tail -n 1 ledger.jsonl | sha256sum` prints the head. A chain shows edited, dropped, moved and replayed
lines; it cannot show a cut tail or a whole rewrite, so count and head must also be kept somewhere else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from archiver.digests import digest
from archiver.faults import Fault

Action = Literal[
    "created", "settings", "added", "committed", "decided", "reported", "sealed", "disclosed", "stamp_asked",
    "stamped", "compared", "approved", "clock_set_back",
]  # fmt: skip
"""What can be done to a case; anything else is refused on writing and a fault on reading."""

LEDGER: Final = "ledger.jsonl"
ACTIONS: Final[tuple[str, ...]] = get_args(Action)
BEGINNING: Final = "sha256:" + "0" * 64
"""What the first line names as the line before it."""

Body = TypeVar("Body", bound=Struct)


class Head(Struct, frozen=True):
    """Where a ledger stands: how many lines it has, and the digest of the last one."""

    count: int
    digest: str

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read `12:sha256:…`. Raises ValueError for anything else."""
        count, _, name = text.strip().partition(":")
        algorithm, _, figures = name.partition(":")
        if algorithm != "sha256" or len(figures) != 64 or set(figures) - set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(count), name)


class LedgerEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line: its number from 1, when, what was done, the particulars, and the digest of the line before."""

    seq: int
    at: str
    action: str
    body: dict[str, object]
    previous: str

    def read(self, kind: type[Body]) -> Body:
        """Return the body as a value type. Raises msgspec.ValidationError where it is not one."""
        return msgspec.convert(self.body, kind)

    @property
    def when(self) -> datetime:
        """The moment of the entry; ValueError where it is not written as ISO 8601 with an offset."""
        moment = datetime.fromisoformat(self.at)
        if moment.tzinfo is None:
            raise ValueError(self.at)
        return moment


_STEP: Final = 1 << 14
_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DECODER: Final = msgspec.json.Decoder(LedgerEntry, strict=True)


def line_of(entry: LedgerEntry) -> bytes:
    """Write an entry as its one canonical line."""
    return _ENCODER.encode(entry) + b"\n"


def follow(head: Head, action: Action, body: Struct | Mapping[str, object], at: datetime) -> tuple[bytes, Head]:
    """Write the line that comes after `head`, and return it with the new head.

    Raises ValueError for an unknown action, a time without zone, or a body that JSON without floats cannot say.
    """
    if action not in ACTIONS or at.tzinfo is None:
        raise ValueError(action, at)
    plain = msgspec.json.decode(_ENCODER.encode(body), type=dict[str, object])
    if _holds_float(plain):
        raise ValueError(plain)  # its print is not one and the same everywhere
    entry = LedgerEntry(head.count + 1, at.isoformat(timespec="seconds"), action, plain, head.digest)
    line = line_of(entry)
    return line, Head(entry.seq, digest(line))


def _holds_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_float, value.values()))
    if isinstance(value, list):
        return any(map(_holds_float, value))
    return isinstance(value, float)


def read_entries(content: bytes) -> tuple[LedgerEntry, ...]:
    """Read the lines of a ledger that is taken to be sound; msgspec.DecodeError where a line cannot be read."""
    return tuple(_DECODER.decode(line) for line in content.split(b"\n")[:-1])


def readable_entries(content: bytes) -> tuple[LedgerEntry, ...]:
    """Return the lines that can be read, for checks that go on although the ledger has faults."""
    found = []
    for line in content.split(b"\n"):
        try:
            found.append(_DECODER.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # verify_ledger names it
    return tuple(found)


def head_of(content: bytes) -> Head:
    """Return count and digest of the last line as the bytes stand, without checking the chain."""
    lines = content.split(b"\n")
    return Head(len(lines) - 1, digest(lines[-2] + b"\n")) if len(lines) > 1 else Head(0, BEGINNING)


def last_entry(path: Path) -> tuple[LedgerEntry, Head]:
    """Return the last line of a ledger and its head, reading only the end of the file.

    Raises ValueError (msgspec.DecodeError is one) where the end of the file is no whole, readable line.
    """
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        tail = b""
        while end and tail.count(b"\n") < 2:
            start = max(0, end - _STEP)
            stream.seek(start)
            tail = stream.read(end - start) + tail
            end = start
    if not tail.endswith(b"\n"):
        raise ValueError(_shown(tail[-60:]))
    line = tail[tail.rfind(b"\n", 0, -1) + 1 :]
    entry = _DECODER.decode(line)
    return entry, Head(entry.seq, digest(line))


def verify_ledger(content: bytes, known: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Return every fault of a ledger's bytes, and every `known` head (kept elsewhere) that it does not hold."""
    faults: list[Fault] = []
    lines = content.split(b"\n")
    if (tail := lines.pop()) or not lines:
        faults.append(Fault(f"{LEDGER}:{len(lines) + 1}", "torn_line", "以换行结尾的整行", _shown(tail) or "空文件"))
    heads = {0: BEGINNING}
    clock: datetime | None = None
    for number, raw in enumerate(lines, 1):
        line = raw + b"\n"
        place = f"{LEDGER}:{number}"
        heads[number] = digest(line)
        entry = _entry(line, place, faults)
        if entry is None:
            continue
        faults += _chain_faults(entry, number, heads[number - 1])
        clock, fault = _clock_fault(entry, clock, place)
        faults += fault
    for head in known:
        faults += _known_faults(head, heads)
    return tuple(faults)


def _shown(raw: bytes) -> str:
    return raw[:60].decode("utf-8", "backslashreplace")


def _entry(line: bytes, place: str, faults: list[Fault]) -> LedgerEntry | None:
    try:
        entry = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        faults.append(Fault(place, "unreadable_line", "一条台账记录", _shown(line)))
        return None
    if line_of(entry) != line:
        faults.append(Fault(place, "not_canonical", _shown(line_of(entry)), _shown(line)))
    if entry.action not in ACTIONS:
        faults.append(Fault(place, "unknown_action", "已知的动作", entry.action[:40]))
    return entry


def _chain_faults(entry: LedgerEntry, number: int, before: str) -> list[Fault]:
    faults = []
    if entry.seq != number:
        faults.append(Fault(f"{LEDGER}:{number}", "sequence", str(number), str(entry.seq)))
    if entry.previous != before:
        # The line before is the one that is not what it was; a first line has only itself to blame.
        faults.append(Fault(f"{LEDGER}:{max(number - 1, 1)}", "broken_chain", entry.previous, before))
    return faults


def _clock_fault(entry: LedgerEntry, clock: datetime | None, place: str) -> tuple[datetime | None, list[Fault]]:
    try:
        when = entry.when
    except ValueError:
        return clock, [Fault(place, "unreadable_time", "带时区的时间", entry.at[:40])]
    if clock is not None and when < clock and entry.action != "clock_set_back":
        return when, [Fault(place, "clock_set_back", f"不早于 {clock.isoformat()}", entry.at)]
    return when, []


def _known_faults(head: Head, heads: dict[int, str]) -> list[Fault]:
    if head.count not in heads:
        last = max(heads)
        return [Fault(f"{LEDGER}:{last}", "cut_tail", f"至少 {head.count} 条记录", f"只有 {last} 条")]
    if heads[head.count] != head.digest:
        return [Fault(f"{LEDGER}:{head.count}", "other_head", head.digest, heads[head.count])]
    return []
