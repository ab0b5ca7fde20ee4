"""The small text files of a bag: bagit.txt, manifests, bag-info.txt, fetch.txt."""

import re
from typing import Final

from msgspec import Struct

from archiver.faults import Fault, Verdict, Warned

DECLARATION: Final = "bagit.txt"
VERSIONS: Final = frozenset({(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)})
"""What LoC's drafts and RFC 8493 define."""

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_ENTRY: Final = re.compile(r"(?P<digest>[0-9A-Fa-f]+)[ \t]+(?P<star>\*?)(?P<path>.+)\Z")
_FETCH: Final = re.compile(r"\S+[ \t]+(?:\d+|-)[ \t]+(?P<path>.+)\Z")
_LABEL: Final = re.compile(r"(?P<label>[^:]*[^:\s])\s*:(?P<value>.*)\Z")


class Declaration(Struct, frozen=True):
    """What bagit.txt says."""

    version: tuple[int, int]
    encoding: str


class Listing(Struct, frozen=True):
    """A line of a manifest: its number, the path as a file's name (decoded), and the digest in lower case."""

    line: int
    path: str
    digest: str


def lines_of(text: str) -> list[str]:
    """Cut into lines at LF, CR or CRLF; the end of the last line may be missing."""
    lines = _BREAK.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def read_declaration(content: bytes) -> tuple[Declaration | None, tuple[Fault, ...]]:
    """Read bagit.txt; None where nothing can be made of it."""

    def wrong(expected: str, found: str) -> tuple[None, tuple[Fault, ...]]:
        return None, (Fault(DECLARATION, "declaration", expected, found[:80]),)

    if content.startswith(b"\xef\xbb\xbf"):
        return wrong("没有 BOM", "有 BOM")
    try:
        lines = lines_of(content.decode())
    except UnicodeDecodeError:
        return wrong("UTF-8 文字", repr(content[:40]))
    first = re.fullmatch(r"BagIt-Version\s*:\s*(\d+)\.(\d+)\s*", lines[0]) if lines else None
    if first is None:
        return wrong("BagIt-Version: M.N", lines[0] if lines else "空文件")
    version = int(first[1]), int(first[2])
    if version not in VERSIONS:
        return wrong("认得的版本（0.93–0.97、1.0）", lines[0])
    second = re.fullmatch(r"Tag-File-Character-Encoding\s*:\s*(\S+)\s*", lines[1]) if len(lines) == 2 else None
    if second is None:
        return wrong("两行，第二行是 Tag-File-Character-Encoding: …", " | ".join(lines[1:]) or "只有一行")
    exact = [f"BagIt-Version: {first[1]}.{first[2]}", f"Tag-File-Character-Encoding: {second[1]}"]
    if version >= (1, 0) and lines != exact:
        return wrong(" | ".join(exact), " | ".join(lines))
    try:
        " ".encode(second[1])  # decoding nothing would not look the name up
    except (LookupError, ValueError):
        return wrong("认得的编码", second[1])
    return Declaration(version, second[1]), ()


def read_manifest(text: str, place: str, declared: Declaration, width: int) -> tuple[tuple[Listing, ...], Verdict]:
    """Read a manifest whose digests have `width` hexadecimal figures."""
    entries: list[Listing] = []
    faults: list[Fault] = []
    warnings: list[Warned] = []
    for number, line in enumerate(lines_of(text), 1):
        where = f"{place}:{number}"
        match = _ENTRY.match(line)
        if match is None or len(match["digest"]) != width:
            faults.append(Fault(where, "unreadable_line", f"{width} 位十六进制校验码、空白、路径", line[:80]))
            continue
        if match["star"]:
            warnings.append(Warned(where, "md5sum_style", "路径前带 *，是 md5sum 一类工具的写法"))
        path = match["path"]
        if path.startswith("./"):
            warnings.append(Warned(where, "dot_slash", "路径以 ./ 开头"))
            path = path.removeprefix("./")
        if (reason := outside(path)) is not None:
            faults.append(Fault(where, "path_outside", "包内的相对路径", f"{path}（{reason}）"))
            continue
        entries.append(Listing(number, decode_path(path, declared.version), match["digest"].lower()))
    return tuple(entries), Verdict(0, tuple(faults), tuple(warnings))


def read_fetch(text: str, declared: Declaration) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Read fetch.txt: the paths that are to be fetched from elsewhere."""
    paths: list[str] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines_of(text), 1):
        match = _FETCH.match(line)
        if match is None:
            faults.append(Fault(f"fetch.txt:{number}", "unreadable_line", "网址 长度 路径", line[:80]))
        elif (reason := outside(match["path"])) is not None:
            faults.append(
                Fault(f"fetch.txt:{number}", "path_outside", "包内的相对路径", f"{match['path']}（{reason}）")
            )
        else:
            paths.append(decode_path(match["path"].removeprefix("./"), declared.version))
    return tuple(paths), tuple(faults)


def read_info(text: str, place: str) -> tuple[tuple[tuple[str, str], ...], tuple[Fault, ...]]:
    """Read bag-info.txt: labels may repeat, values may go on in lines that begin with a blank."""
    found: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines_of(text), 1):
        if line[:1] in (" ", "\t") and found:
            label, value = found[-1]
            found[-1] = (label, f"{value} {line.strip()}")
        elif match := _LABEL.match(line):
            found.append((match["label"], match["value"].strip()))
        elif line.strip():
            faults.append(Fault(f"{place}:{number}", "unreadable_line", "标签: 值", line[:80]))
    return tuple(found), tuple(faults)


def outside(path: str) -> str | None:
    """Say why a path does not stay within the bag, None where it does. Windows' ways out count everywhere."""
    if path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[/\\]", path):
        return "绝对路径"
    if path.startswith("~"):
        return "用户目录"
    if ".." in re.split(r"[/\\]", path):
        return "上级目录"
    return None


def decode_path(path: str, version: tuple[int, int]) -> str:
    """Return the file name that a manifest's path stands for: %0A, %0D and, since 1.0, %25."""
    codes = "0[AaDd]|25" if version >= (1, 0) else "0[AaDd]"
    return re.sub(f"%({codes})", lambda match: chr(int(match[1], 16)), path)


def encode_path(path: str) -> str:
    """Return a file name as a manifest of version 1.0 writes it."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
