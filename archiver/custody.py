"""Holding a case's folder, or the copy of it in a sealed bag, against its own custody ledger."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from archiver.digests import digest, digest_file
from archiver.exhibits import FOLDER, Exhibit, exhibits_of, strangers, verify_exhibits
from archiver.faults import Fault, Verdict
from archiver.journal import INCOMING, LOCK, PENDING
from archiver.ledger import LEDGER, Head, LedgerEntry, readable_entries, verify_ledger
from archiver.settings import SETTINGS, SettingsKept

SECRET: Final = "secret.key"  # noqa: S105 - the file's name, not what it holds
STAMPS: Final = "timestamps"
COMMITMENTS: Final = "commitments"
CASE_NAMES: Final = frozenset({SETTINGS, SECRET, LEDGER, LOCK, INCOMING, PENDING, FOLDER, STAMPS, "reports", "derived"})
"""What may lie in a case's folder."""
SEALED_NAMES: Final = frozenset({SETTINGS, LEDGER, FOLDER, STAMPS, COMMITMENTS, "reports"})
"""What may lie in the copy of a case that a seal holds."""


class Stamped(Struct, frozen=True):
    """What the ledger says of a time-stamp token: the file, its digest, the ledger head that it stamps, its claims."""

    file: str
    sha256: str
    entry: int
    head: str
    time: str
    serial: str
    policy: str


def check_custody(root: Path, known: Iterable[Head], names: frozenset[str] = CASE_NAMES) -> Verdict:
    """Return every fault of ledger, settings, exhibits and stamp files, and files that nobody recorded.

    `known` are ledger heads kept elsewhere. The secret is not looked at.
    """
    path = root / LEDGER
    if path.is_symlink() or not path.is_file():
        return Verdict(0, (Fault(LEDGER, "missing", "台账", "不存在"),))
    content = path.read_bytes()
    verdict = Verdict(content.count(b"\n"), verify_ledger(content, known))
    entries = readable_entries(content)
    try:
        exhibits = exhibits_of(entries)
        stamps = stamps_of(entries)
        settings = _settings_faults(root, entries)
    except msgspec.ValidationError as error:
        return verdict + Verdict(0, (Fault(LEDGER, "unreadable_line", "本程序写下的内容", str(error)),))
    verdict += Verdict(1, settings + _number_faults(exhibits))
    return verdict + verify_exhibits(root, exhibits) + _stamp_files(root, stamps) + _strangers(root, names)


def stamps_of(entries: Iterable[LedgerEntry]) -> tuple[Stamped, ...]:
    """Return the time-stamp tokens that a ledger lists."""
    return tuple(entry.read(Stamped) for entry in entries if entry.action == "stamped")


def settings_told(entries: Iterable[LedgerEntry]) -> SettingsKept | None:
    """Return the ledger's last word on the settings."""
    told = [entry.read(SettingsKept) for entry in entries if entry.action in ("created", "settings")]
    return told[-1] if told else None


def _settings_faults(root: Path, entries: tuple[LedgerEntry, ...]) -> tuple[Fault, ...]:
    told = settings_told(entries)
    if told is None:
        return (Fault(LEDGER, "never_created", "第一条是建卷记录", "没有"),)
    path = root / SETTINGS
    if path.is_symlink() or not path.is_file():
        return (Fault(SETTINGS, "missing", told.sha256, "不存在"),)
    found = digest(path.read_bytes())
    return () if found == told.sha256 else (Fault(SETTINGS, "digest_sha256", told.sha256, found),)


def _number_faults(exhibits: tuple[Exhibit, ...]) -> tuple[Fault, ...]:
    numbers = [one.number for one in exhibits]
    expected = list(range(1, len(numbers) + 1))
    return () if numbers == expected else (Fault(LEDGER, "exhibit_numbers", str(expected), str(numbers)),)


def _stamp_files(root: Path, stamps: tuple[Stamped, ...]) -> Verdict:
    faults = []
    for stamp in stamps:
        path = root / STAMPS / stamp.file
        place = f"{STAMPS}/{stamp.file}"
        if Path(stamp.file).name != stamp.file:
            faults.append(Fault(place, "path_outside", "时间戳文件夹内的文件名", stamp.file))
        elif path.is_symlink() or not path.is_file():
            faults.append(Fault(place, "missing", stamp.sha256, "不存在"))
        elif (found := digest_file(path, ("sha256",))[1][0]) != stamp.sha256:
            faults.append(Fault(place, "digest_sha256", stamp.sha256, found))
    known = {stamp.file for stamp in stamps}
    there = sorted((root / STAMPS).iterdir()) if (root / STAMPS).is_dir() else []
    return Verdict(len(stamps), tuple(faults)) + strangers(root, [path for path in there if path.name not in known])


def _strangers(root: Path, names: frozenset[str]) -> Verdict:
    return strangers(root, [path for path in sorted(root.iterdir()) if path.name not in names])
