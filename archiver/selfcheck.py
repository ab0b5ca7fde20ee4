"""`verify --self`: the installed program against the RECORD that its wheel brought."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from archiver.faults import Fault, Verdict

NAME: Final = "juzheng"
PACKAGES: Final = ("archiver", "parsers", "reports")


def check_self(installed: Distribution | None = None) -> Verdict:
    """Return every file that differs from its record, is missing, or is in our packages without being recorded.

    An installation without such a record (an editable one, a bare checkout) cannot be verified, which is a fault.
    """
    try:
        installed = installed or distribution(NAME)
    except PackageNotFoundError:
        return Verdict(0, (Fault(NAME, "cannot_verify", "安装记录 RECORD", "没有安装"),))
    recorded = {str(one): one.hash.value for one in installed.files or () if one.hash}
    if not any(name.startswith(f"{PACKAGES[0]}/") for name in recorded):
        return Verdict(0, (Fault(NAME, "cannot_verify", "安装记录 RECORD", "以开发方式安装，没有逐文件的记录"),))
    base = Path(str(installed.locate_file("")))
    faults = tuple(_differing(base, recorded)) + tuple(_unlisted(base, set(recorded)))
    return Verdict(len(recorded), faults)


def _differing(base: Path, recorded: dict[str, str]) -> Iterator[Fault]:
    for name, expected in sorted(recorded.items()):
        path = base / name
        if not path.is_file():
            yield Fault(name, "missing", f"sha256={expected}", "不存在")
            continue
        found = base64.urlsafe_b64encode(sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
        if found != expected:
            yield Fault(name, "digest_sha256", f"sha256={expected}", f"sha256={found}")


def _unlisted(base: Path, recorded: set[str]) -> Iterator[Fault]:
    """Yield what lies in our packages and nobody recorded; compiled caches are Python's own doing."""
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*")):
            name = path.relative_to(base).as_posix()
            if path.is_file() and name not in recorded and "__pycache__" not in path.parts:
                yield Fault(name, "unlisted", "列在 RECORD", "没有记录的文件")
