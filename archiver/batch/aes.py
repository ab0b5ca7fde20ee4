"""Members of a ZIP that are locked by AES, as by 7-Zip, WinRAR and Bandizip; the standard library lacks the cipher.

Format: https://www.winzip.com/en/support/aes-encryption/. It is read with pyzipper (extra `zip`), a fork of `zipfile`
whose classes and errors are its own, so that none of them leaves this file.
"""

import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, Final, Self

from parsers.source import CHUNK

_LOCKED: Final = 0x1
_METHOD: Final = 99


def is_locked(entry: zipfile.ZipInfo) -> bool:
    """Say whether a member is locked by a password, by whatever cipher."""
    return bool(entry.flag_bits & _LOCKED)


def is_aes(entry: zipfile.ZipInfo) -> bool:
    """Say whether a member is locked by AES."""
    return is_locked(entry) and entry.compress_type == _METHOD


def is_readable() -> bool:
    """Say whether the optional reader is there."""
    return find_spec("pyzipper") is not None


class AesMembers:
    """An archive opened for its members under AES; needs the optional reader."""

    def __init__(self, path: Path) -> None:
        import pyzipper  # noqa: PLC0415 - optional

        self._fault: type[Exception] = pyzipper.BadZipFile
        self._archive = pyzipper.AESZipFile(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        self._archive.close()

    def copy(self, entry: zipfile.ZipInfo, key: bytes, target: BinaryIO) -> None:
        """Write a member's bytes.

        Raises zipfile.BadZipFile where it was changed or cannot be read, RuntimeError for a wrong password.
        """
        places = [one for one in self._archive.infolist() if one.header_offset == entry.header_offset]
        if not places:
            raise zipfile.BadZipFile("no such member")
        try:
            with self._archive.open(places[0], pwd=key) as packed:
                shutil.copyfileobj(packed, target, CHUNK)
        except self._fault as fault:
            raise zipfile.BadZipFile(str(fault)) from fault
