"""A case on disk: settings, exhibits, custody ledger, secret. The only door through which they are written.

Times come in as arguments; nothing here asks the clock.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from archiver.custody import SECRET, check_custody, settings_told
from archiver.digests import unhex
from archiver.durable import clear, force_folder, write_new
from archiver.errors import CaseError
from archiver.exhibits import FOLDER, ORIGINAL, Exhibit, exhibits_of, home, stage
from archiver.faults import Fault, Verdict, Warned
from archiver.journal import INCOMING, PENDING, Step, alone, carry_out, recover, unfinished
from archiver.ledger import (
    BEGINNING,
    LEDGER,
    Action,
    Body,
    Head,
    LedgerEntry,
    follow,
    head_of,
    last_entry,
    read_entries,
    readable_entries,
)
from archiver.settings import (
    FORMAT,
    SETTINGS,
    PartyRole,
    Settings,
    kept_settings,
    read_settings,
    refuse_unknown_zone,
)


class Case(Struct, frozen=True):
    """A case, open. Made by `Case.create` or `Case.open`."""

    root: Path
    settings: Settings

    @classmethod
    def create(
        cls, path: Path, *, now: datetime, zone: str = "Asia/Shanghai", title: str = "", key: bytes | None = None
    ) -> "Case":
        """Make an empty case at `path`, which must not exist or be an empty folder. It appears whole or not at all.

        `key` is its secret, 32 bytes that nobody can guess; without it a new one is drawn.
        """
        refuse_unknown_zone(zone)
        path = path.resolve()
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise CaseError(f"{path} 已经存在而且不是空文件夹", "换一个名字，或先移走其中的内容")
        path.parent.mkdir(parents=True, exist_ok=True)
        settings = Settings(FORMAT, title or path.name, zone, now.isoformat(timespec="seconds"))
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            _furnish(fresh, settings, now, key or secrets.token_bytes(32))
            if path.exists():
                path.rmdir()  # empty, and Windows does not rename onto it
            os.rename(fresh, path)  # noqa: PTH104 - the one call a test must be able to stop
        except OSError:
            clear(fresh)
            raise
        force_folder(path.parent)
        return cls(path, settings)

    @classmethod
    def open(cls, path: Path) -> "Case":
        """Open a case, finishing what an interrupted program had settled.

        CaseError where it is no case, or a newer one.
        """
        root = path.resolve()
        if not (root / SETTINGS).is_file():
            raise CaseError(f"{path} 不是案卷（没有 {SETTINGS}）", "用 juzheng new 新建，或检查路径")
        if unfinished(root):
            _tidy(root)
        return cls(root, read_settings(root))

    def add(self, path: Path, *, now: datetime, note: str = "", format_name: str = "") -> Exhibit:
        """Keep a file or folder as the next exhibit, read back and compared; the source is not touched."""
        real = path.resolve()
        if real.is_relative_to(self.root) or self.root.is_relative_to(real):
            raise CaseError(f"{path} 与案卷互相包含", "案卷之外的文件才能存入；案卷本身请用 juzheng seal 封存")
        with alone(self.root):
            recover(self.root)
            number = 1 + max((one.number for one in self.exhibits()), default=0)
            staged = self.root / INCOMING / f"E{number}"
            try:
                added = stage(path, staged, number, note=note, format_name=format_name)
                target = f"{FOLDER}/E{number}"
                self._carry_out([("added", added)], now, moves=((f"{INCOMING}/E{number}", target),))
            finally:
                clear(self.root / INCOMING)
        return Exhibit(**msgspec.structs.asdict(added), added_at=now.isoformat(timespec="seconds"))

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return all exhibits in the order they were added."""
        try:
            return exhibits_of(self.entries())
        except msgspec.ValidationError as error:
            raise self._unreadable() from error

    def original(self, number: int) -> Path:
        """Return the place of an exhibit's bytes: a file, or the folder that was handed in."""
        path = home(self.root, number) / ORIGINAL
        if not path.exists():
            raise CaseError(f"案卷中没有 E{number}", "用 juzheng inspect 或 verify 查看案卷里有什么")
        return path

    def entries(self) -> tuple[LedgerEntry, ...]:
        """Return the custody ledger. CaseError where it cannot be read."""
        try:
            return read_entries((self.root / LEDGER).read_bytes())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._unreadable() from error

    def told(self, action: Action, kind: type[Body]) -> tuple[Body, ...]:
        """Return the bodies of all entries of one action, as value types. CaseError where one is not of that type."""
        try:
            return tuple(entry.read(kind) for entry in self.entries() if entry.action == action)
        except msgspec.ValidationError as error:
            raise self._unreadable() from error

    def _unreadable(self) -> CaseError:
        return CaseError("台账里有读不懂的行", f"用 juzheng verify {self.root.name} 查看是哪一行")

    def ledger_head(self) -> Head:
        """Return count and digest of the ledger's last line."""
        return head_of((self.root / LEDGER).read_bytes())

    def record(self, action: Action, body: Struct | Mapping[str, object], now: datetime) -> Head:
        """Append one line to the ledger and return its head."""
        return self.record_all([(action, body)], now)

    def record_all(self, steps: Iterable[tuple[Action, Struct | Mapping[str, object]]], now: datetime) -> Head:
        """Append several lines in one step: all of them or none."""
        with alone(self.root):
            recover(self.root)
            return self._carry_out(steps, now)

    def store(self, name: str, content: bytes, action: Action, body: Struct, now: datetime) -> None:
        """Keep a small file at the free name `name` (`timestamps/…`) and record it, in one step."""
        with alone(self.root):
            recover(self.root)
            (self.root / INCOMING).mkdir()
            try:
                (self.root / name).parent.mkdir(exist_ok=True)
                write_new(self.root / INCOMING / "new", content, 0o444)
                self._carry_out([(action, body)], now, moves=((f"{INCOMING}/new", name),))
            finally:
                clear(self.root / INCOMING)

    def settle(self, roles: Mapping[PartyRole, tuple[str, ...]], now: datetime) -> "Case":
        """Change who is who, record it, and return the case with it."""
        given = {role: ids for role, ids in roles.items() if ids}
        return self.change(lambda settings: msgspec.structs.replace(settings, roles=given), now)

    def change(self, change: Callable[[Settings], Settings], now: datetime, *, by: str = "", note: str = "") -> "Case":
        """Change the settings as they stand on the disk, record it with who did it and why, and return the case."""
        with alone(self.root):
            recover(self.root)
            settings = change(read_settings(self.root))
            (self.root / INCOMING).mkdir()
            try:
                write_new(self.root / INCOMING / SETTINGS, settings.text().encode())
                body = msgspec.structs.replace(kept_settings(settings, self.secret()), by=by, note=note)
                self._carry_out([("settings", body)], now, replaces=((f"{INCOMING}/{SETTINGS}", SETTINGS),))
            finally:
                clear(self.root / INCOMING)
        return Case(self.root, settings)

    def secret(self) -> bytes:
        """Return the 256 bit from which salts are made. CaseError where they are not there."""
        try:
            return unhex((self.root / SECRET).read_bytes().removesuffix(b"\n").decode("ascii"), 32)
        except (OSError, ValueError) as error:
            raise CaseError(
                f"读不出 256 位的 {SECRET}", "从备份恢复；没有它就不能逐条披露，但核验原文不受影响"
            ) from error

    def _carry_out(
        self,
        steps: Iterable[tuple[Action, Struct | Mapping[str, object]]],
        now: datetime,
        *,
        moves: tuple[tuple[str, str], ...] = (),
        replaces: tuple[tuple[str, str], ...] = (),
    ) -> Head:
        path = self.root / LEDGER
        try:
            last, head = last_entry(path)
            last_time = last.when
        except ValueError as error:
            raise CaseError("台账的末行不完整", f"用 juzheng verify {self.root.name} 查看") from error
        lines = b""
        if now.replace(microsecond=0) < last_time:
            set_back: dict[str, object] = {"last": last.at, "now": now.isoformat(timespec="seconds")}
            lines, head = follow(head, "clock_set_back", set_back, now)
        for action, body in steps:
            line, head = follow(head, action, body, now)
            lines += line
        carry_out(self.root, Step(path.stat().st_size, lines, moves, replaces))
        return head


def check_case(case: Case, known: Iterable[Head] = ()) -> Verdict:
    """Hold the whole case against its ledger and against heads kept elsewhere; see `verify_case`."""
    return check_custody(case.root, known) + _secret_verdict(case)


def verify_case(case: Case) -> tuple[Fault, ...]:
    """Return every fault of a case: ledger, settings, secret, exhibits, stamps, files that nobody recorded."""
    return check_case(case).faults


def _furnish(root: Path, settings: Settings, now: datetime, key: bytes) -> None:
    root.mkdir()
    (root / FOLDER).mkdir()
    write_new(root / SECRET, key.hex().encode() + b"\n", 0o600)
    write_new(root / SETTINGS, settings.text().encode())
    line, _ = follow(Head(0, BEGINNING), "created", kept_settings(settings, key), now)
    write_new(root / LEDGER, line)
    force_folder(root)


def _tidy(root: Path) -> None:
    try:
        with alone(root):
            recover(root)
    except (CaseError, OSError):
        # Staged work without a written step changes nothing for a reader; a written one must be finished first.
        if (root / PENDING).exists():
            raise


def _secret_verdict(case: Case) -> Verdict:
    try:
        told = settings_told(readable_entries((case.root / LEDGER).read_bytes()))
    except (msgspec.ValidationError, OSError):
        told = None
    if told is None:
        return Verdict()  # check_custody names it
    try:
        key = kept_settings(case.settings, case.secret()).key
    except CaseError as error:
        return Verdict(1, (Fault(SECRET, "missing_secret", "256 位", error.what),))
    faults = () if key == told.key else (Fault(SECRET, "other_secret", told.key, key),)
    if os.name != "nt" and (case.root / SECRET).stat().st_mode & 0o077:
        text = "其他用户也能读到案卷密钥，请改为仅自己可读（chmod 600）"
        return Verdict(1, faults, (Warned(SECRET, "open_secret", text),))
    return Verdict(1, faults)
