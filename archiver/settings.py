"""Settings of a case: case.toml, and what the ledger says of them."""

import hmac
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from archiver.digests import digest
from archiver.errors import CaseError

FORMAT: Final = 1
"""Of case.toml. Older ones open for ever (tests/archiver/cases); newer ones are refused."""
SETTINGS: Final = "case.toml"

PartyRole = Literal["client", "provider", "arbiter"]


class Settings(Struct, frozen=True):
    """What case.toml holds. `zone` is the IANA name of the clock that printed the exports; `roles` are IDs by role.

    `people` lists the IDs of accounts that are one person.
    """

    format: int
    title: str
    zone: str
    created: str
    roles: dict[PartyRole, tuple[str, ...]] = msgspec.field(default_factory=dict)
    people: tuple[tuple[str, ...], ...] = ()

    def text(self) -> str:
        """Write case.toml; the same settings always give the same text."""
        lines = [f"format = {self.format}", f"title = {_quoted(self.title)}", f"zone = {_quoted(self.zone)}"]
        lines.append(f"created = {_quoted(self.created)}")
        if self.people:
            lines.append(f"people = [{', '.join(map(_listed, self.people))}]")
        if self.roles:
            lines += ["", "[roles]"]
            lines += [f"{role} = {_listed(ids)}" for role, ids in sorted(self.roles.items())]
        return "\n".join(lines) + "\n"


class SettingsKept(Struct, frozen=True, omit_defaults=True):
    """What the ledger says when settings are made or changed; `key` commits to the case secret.

    `by` and `note` are of the person who changed them.
    """

    title: str
    zone: str
    roles: dict[PartyRole, tuple[str, ...]]
    sha256: str
    key: str
    people: tuple[tuple[str, ...], ...] = ()
    by: str = ""
    note: str = ""


def read_settings(root: Path) -> Settings:
    """Read case.toml. CaseError where it cannot be read, or a newer program wrote it."""
    content = (root / SETTINGS).read_bytes()
    try:
        version = msgspec.toml.decode(content, type=_Versioned).format
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"读不懂 {root / SETTINGS}", "从备份恢复；台账里记有原来的设置") from error
    if version > FORMAT:
        raise CaseError(f"案卷由更新的版本建立（格式 {version}，本程序只认到 {FORMAT}）", "升级 juzheng 后再打开")
    try:
        return msgspec.toml.decode(content, type=Settings)
    except msgspec.DecodeError as error:
        raise CaseError(f"{root / SETTINGS} 缺少必要的内容", "从备份恢复；台账里记有原来的设置") from error


class _Versioned(Struct, frozen=True):
    format: int


def refuse_unknown_zone(zone: str) -> None:
    """CaseError for anything but an IANA name that this machine knows."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CaseError(f"不认识时区 {zone!r}", "用 IANA 名称，如 Asia/Shanghai") from error


def _listed(ids: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, ids))}]"


def _quoted(text: str) -> str:
    # TOML's basic strings are JSON's, but for DEL, which TOML wants escaped.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def kept_settings(settings: Settings, key: bytes) -> SettingsKept:
    """Return what the ledger is to say of settings and secret."""
    # 256 random bits cannot be guessed, so their digest gives nothing away.
    check = "sha256:" + hmac.digest(key, b"juzheng: this is the secret of the case", "sha256").hex()
    return SettingsKept(
        settings.title, settings.zone, settings.roles, digest(settings.text().encode()), check, settings.people
    )
