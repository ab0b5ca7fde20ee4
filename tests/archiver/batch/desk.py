"""Folders as a mediation desk is handed them: invented talks of the corpus in several formats, moved in time."""

import io
import struct
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from archiver.corpus.exports import EXPORTS
from archiver.corpus.labelled import LabelledCase, load_case

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"
FORMATS = ("txt_classic", "qce_json_b", "qce_json_d", "qce_json_a", "qce_json_c")


def moved(case: LabelledCase, days: int, number: int) -> LabelledCase:
    """Return the talk of other people on other days: the same words, `days` later, under other accounts."""
    accounts = {
        key: replace(one, uin=f"90{number:06d}{place:02d}", name=f"{one.name}{number}")
        for place, (key, one) in enumerate(case.accounts.items())
    }
    messages = tuple(
        replace(said, t=(said.at + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")) for said in case.messages
    )
    return replace(case, accounts=accounts, messages=messages)


def export(case: LabelledCase, form: str, folder: Path, name: str) -> Path:
    """Write a case as an export and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    ending, write = EXPORTS[form]
    path = folder / f"{name}.{ending}"
    path.write_bytes(write(case))
    return path


def many(folder: Path, count: int) -> None:
    """Write `count` small logs, no two of one talk, over folders of fifty."""
    cases = [load_case(path) for path in sorted(CORPUS.glob("h*.yaml"))]
    for number in range(count):
        case = moved(cases[number % len(cases)], 7 * (number // len(cases)), number)
        export(case, FORMATS[number % 2], folder / f"TS-2024-{number // 50:04d}", f"log{number:05d}")


def gbk_zip(path: Path, members: dict[str, bytes], encoding: str = "gbk") -> None:
    """Write a ZIP as Chinese Windows programs do: names in GBK, and no word of it (macOS: the same with UTF-8)."""
    names = {f"{number:04d}".ljust(len(name.encode(encoding)), "x"): name for number, name in enumerate(members)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for plain, name in names.items():
            archive.writestr(zipfile.ZipInfo(plain, (2024, 3, 15, 10, 0, 0)), members[name])
    content = packed.getvalue()
    for plain, name in names.items():
        content = content.replace(plain.encode(), name.encode(encoding))
    path.write_bytes(content)


def locked_zip(path: Path, name: str, data: bytes, password: bytes) -> None:
    """Write a ZIP with one stored member under the classic encryption, which the library reads and does not write."""
    crc = zlib.crc32(data)
    body = _encrypted(bytes(11) + bytes([crc >> 24]) + data, password)
    plain = name.encode("ascii")
    fixed = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0x5000, 0x586F, crc, len(body), len(data), len(plain), 0)
    local = b"PK\x03\x04" + fixed + plain + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHII", 0, 0, 0, 0, 0) + plain
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)


def _encrypted(data: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(key: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def feed(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        feed(byte)
    out = bytearray()
    for byte in data:
        low = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (low * (low ^ 1) >> 8) & 0xFF)
        feed(byte)
    return bytes(out)
