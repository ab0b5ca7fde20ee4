"""Making a seal: everything is written beside the target, forced to the disk, and appears in one step."""

import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver import __version__
from archiver.bagit.tagfiles import DECLARATION, encode_path
from archiver.case import Case, check_case
from archiver.custody import COMMITMENTS, SEALED_NAMES
from archiver.digests import digest, digest_file
from archiver.durable import clear, force_folder, publish_stream, write_new
from archiver.errors import CaseError
from archiver.faults import words
from archiver.journal import alone
from archiver.seal.statement import (
    PROFILE,
    SCHEMA,
    STATEMENT,
    LedgerStand,
    MessageTree,
    Pin,
    Sealed,
    Statement,
    pin_of,
)
from archiver.seal.tree import commit_lines, root_of
from archiver.vault import keep

ALGORITHMS: Final = ("sha256", "sha512")
SM3_LIST: Final = "sm3sums.txt"
"""Payload digests as `openssl dgst -sm3 -r` prints them; not called manifest-sm3.txt, which bagit.py would refuse."""
HOW_TO: Final = "how-to-verify.txt"

_HOW_TO_TEXT: Final = """\
怎样核验这个封存包

1. 用本程序：juzheng verify 包文件夹 --pin "封存时另外记下的那一行"
2. 不用本程序（在包文件夹里运行）：
   sha256sum -c manifest-sha256.txt
   sha512sum -c manifest-sha512.txt
   bagit.py --validate .
   国密 SM3：用 openssl dgst -sm3 -r 文件名，与 sm3sums.txt 逐行比对
   封存行：sha256sum seal.json，与另外记下的那一行末尾的 sha256 比对

核验通过说明什么：包里的文件自封存以来没有改动过（以另外记下的那一行为准）。
核验通过不说明什么：聊天内容属实、说话的人是谁、导出之前有没有删改过。
没有另外记下的那一行时，只能说明清单与文件彼此一致：谁都可以改完文件再重做清单。
文件名里含有 % 的，清单按 RFC 8493 写成 %25，sha256sum 与旧版 bagit.py 会找不到这样的文件。
"""


class SealMade(Struct, frozen=True):
    """A seal that was made: where, and the line to keep elsewhere."""

    path: Path
    pin: Pin


def seal(case: Case, target: Path, now: datetime) -> SealMade:
    """Copy a sound case into a new bag at `target` and record it.

    Raises CaseError where the case has faults, or `target` is taken. A failure leaves neither bag nor ledger line.
    """
    target = target.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CaseError(f"{target} 已经存在而且不是空文件夹", "换一个名字")
    if target.is_relative_to(case.root):
        raise CaseError("封存包不能放在案卷里面", "换一个案卷之外的位置")
    verdict = check_case(case)
    if not verdict.ok:
        first = verdict.faults[0]
        raise CaseError(
            f"案卷核验发现 {len(verdict.faults)} 处问题（{first.place}：{words(first.kind)}）",
            "先用 juzheng verify 查看",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with alone(case.root):
            text = _fill(case, fresh, now)
        if target.exists():
            target.rmdir()  # empty, and Windows does not rename onto it
        os.rename(fresh, target)  # noqa: PTH104 - the one call a test must be able to stop
    except BaseException:
        clear(fresh)
        raise
    force_folder(target.parent)
    pin = pin_of(text)
    case.record("sealed", Sealed(str(pin), text.decode()), now)
    return SealMade(target, pin)


def _fill(case: Case, bag: Path, now: datetime) -> bytes:
    """Write the bag at `bag` and return its statement."""
    data = bag / "data"
    data.mkdir(parents=True)
    for name in sorted(SEALED_NAMES):
        _copy(case.root / name, data / name)
    tree = _commit(case, data)
    tags = _write_lists(bag)
    tags[DECLARATION] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    tags["bag-info.txt"] = _info(data, now)
    tags[HOW_TO] = _HOW_TO_TEXT.encode()
    head = case.ledger_head()
    statement = Statement(
        schema=SCHEMA,
        made=now.isoformat(timespec="seconds"),
        program=__version__,
        ledger=LedgerStand(head.count, head.digest),
        tree=tree,
        tags={name: digest(content) for name, content in sorted(tags.items())},
    )
    tags[STATEMENT] = statement.text()
    for name, content in sorted(tags.items()):
        write_new(bag / name, content)
    for algorithm in ALGORITHMS:
        write_new(bag / f"tagmanifest-{algorithm}.txt", tag_manifest(tags, algorithm))
    for folder in (bag, *(path for path in bag.rglob("*") if path.is_dir())):
        force_folder(folder)
    return tags[STATEMENT]


def _copy(origin: Path, target: Path) -> None:
    if origin.is_dir():
        target.mkdir()
        for path in sorted(origin.iterdir()):
            _copy(path, target / path.name)
    elif origin.exists():
        keep(origin, target)


def _commit(case: Case, data: Path) -> MessageTree:
    """Write the commitment files and return the tree over all of them."""
    leaves: list[bytes] = []
    exhibits = case.exhibits()
    (data / COMMITMENTS).mkdir()
    for exhibit in exhibits:
        lines = commit_lines(data, exhibit, case.secret(), leaves.append)
        publish_stream(data / COMMITMENTS / f"{exhibit.label}.jsonl", lines)
    return MessageTree(len(leaves) - len(exhibits), len(leaves), root_of(leaves))


def _write_lists(bag: Path) -> dict[str, bytes]:
    """Return the payload's manifests and SM3 list."""
    lines: dict[str, list[str]] = {name: [] for name in (*ALGORITHMS, "sm3")}
    for path in payload(bag):
        _, sums = digest_file(bag / path, (*ALGORITHMS, "sm3"))
        for name, told in zip(lines, sums, strict=True):
            between = " *" if name == "sm3" else "  "
            lines[name].append(f"{told.removeprefix(f'{name}:')}{between}{encode_path(path)}\n")
    lists = {f"manifest-{name}.txt": "".join(lines[name]).encode() for name in ALGORITHMS}
    return {**lists, SM3_LIST: "".join(lines["sm3"]).encode()}


def payload(bag: Path) -> list[str]:
    """Return the paths of the payload files, sorted by bytes."""
    files = (path for path in (bag / "data").rglob("*") if path.is_file())
    return sorted((path.relative_to(bag).as_posix() for path in files), key=str.encode)


def tag_manifest(tags: dict[str, bytes], algorithm: str) -> bytes:
    """Return a tag manifest over tag files."""
    return "".join(_tag_lines(tags, algorithm)).encode()


def _tag_lines(tags: dict[str, bytes], algorithm: str) -> Iterable[str]:
    for name, content in sorted(tags.items()):
        yield f"{digest(content, algorithm).removeprefix(f'{algorithm}:')}  {name}\n"


def _info(data: Path, now: datetime) -> bytes:
    files = [path for path in data.rglob("*") if path.is_file()]
    return (
        f"BagIt-Profile-Identifier: {PROFILE}\n"
        f"Bag-Software-Agent: juzheng {__version__}\n"
        f"Bagging-Date: {now.date().isoformat()}\n"
        f"Payload-Oxum: {sum(path.stat().st_size for path in files)}.{len(files)}\n"
    ).encode()
