"""Checking a seal: RFC 8493, our profile, the copied case against its ledger, messages against leaves, the pin."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from archiver import __version__, merkle
from archiver.bagit.check import Bag, compare, read_bag, shown
from archiver.bagit.tagfiles import encode_path
from archiver.commitments import Opening
from archiver.custody import COMMITMENTS, SEALED_NAMES, check_custody
from archiver.digests import digest, digest_file, unhex
from archiver.errors import CaseError
from archiver.exhibits import FOLDER, ORIGINAL, Exhibit, exhibits_of, home
from archiver.faults import Fault, Verdict, Warned
from archiver.ledger import LEDGER, readable_entries
from archiver.seal.make import ALGORITHMS, HOW_TO, SM3_LIST, payload, tag_manifest
from archiver.seal.statement import PROFILE, STATEMENT, Pin, Statement
from archiver.seal.tree import CommitLine, Cutter, openings_of
from archiver.stamping import check_stamps

_NAMED: Final = 20
"""How many messages of one exhibit are named as differing; shifted bytes make all that follow differ."""
_TAG_FILES: Final = frozenset(
    {
        "bagit.txt",
        "bag-info.txt",
        HOW_TO,
        SM3_LIST,
        STATEMENT,
        *(f"{kind}-{name}.txt" for kind in ("manifest", "tagmanifest") for name in ALGORITHMS),
    }
)


def check_seal(root: Path, pin: Pin | None = None, tsa_roots: Sequence[bytes] = ()) -> Verdict:
    """Return every fault of a bag: of a seal by all its rules, of any other bag by RFC 8493 alone.

    `tsa_roots` are PEM certificates against which the signatures of time stamps are checked.
    """
    bag, verdict = read_bag(root)
    if bag is None:
        return verdict
    verdict += compare(bag)
    if bag.label("BagIt-Profile-Identifier") != PROFILE and STATEMENT not in bag.files:
        told = "这是一般的 BagIt 包，不是本程序的封存：只核对了清单与文件是否一致"
        faults = (Fault(STATEMENT, "pin", str(pin), "不是封存包"),) if pin else ()
        return verdict + Verdict(0, faults, (Warned("bagit.txt", "not_a_seal", told),))
    verdict += Verdict(0, tuple(_profile_faults(bag))) + _sm3(bag)
    statement, more = _statement(bag, pin)
    verdict += more
    if statement is None or any(fault.kind == "link" for fault in verdict.faults):
        return verdict  # nothing is read through a link, which may lead anywhere
    verdict += _prefixed(check_custody(root / "data", [statement.head], SEALED_NAMES))
    verdict += _prefixed(check_stamps(root / "data", tsa_roots))
    return verdict + _ledger_end(bag, statement) + _messages(bag, statement)


def _prefixed(verdict: Verdict) -> Verdict:
    faults = tuple(Fault(f"data/{one.place}", one.kind, one.expected, one.found) for one in verdict.faults)
    return Verdict(verdict.checked, faults, tuple(Warned(f"data/{w.place}", w.kind, w.text) for w in verdict.warnings))


def _profile_faults(bag: Bag) -> Iterator[Fault]:
    if bag.declared.version != (1, 0) or bag.declared.encoding.upper() != "UTF-8":
        yield Fault("bagit.txt", "profile", "BagIt 1.0，UTF-8", f"{bag.declared.version}，{bag.declared.encoding}")
    if bag.label("BagIt-Profile-Identifier") != PROFILE:
        yield Fault("bag-info.txt", "profile", PROFILE, bag.label("BagIt-Profile-Identifier") or "没有")
    tags = {path for path in bag.files if not path.startswith("data/")}
    for name in sorted(_TAG_FILES - tags):
        yield Fault(name, "missing", "封存包必有的文件", "不存在")
    for name in sorted(tags - _TAG_FILES):
        yield Fault(shown(name), "unlisted", "封存包自己的文件", "没有记录的文件")
    yield from _listing_faults(bag, tags)


def _listing_faults(bag: Bag, tags: set[str]) -> Iterator[Fault]:
    # The pinned statement gives the digest of every other tag file, so these two have only one possible text.
    told = {name: (bag.root / name).read_bytes() for name in tags if not name.startswith("tagmanifest-")}
    for name, algorithm in ((f"tagmanifest-{one}.txt", one) for one in ALGORITHMS):
        if name in tags and (bag.root / name).read_bytes() != tag_manifest(told, algorithm):
            yield Fault(name, "not_canonical", "本程序写出的样子", "写法或内容不同")
    for manifest in bag.manifests:
        listed = {entry.path for entry in manifest.entries}
        if manifest.tag:
            for name in sorted(tags - listed - {f"tagmanifest-{one}.txt" for one in ALGORITHMS}):
                yield Fault(shown(name), "unlisted", f"列在 {manifest.name}", "没有列出")
        for path in sorted({one.path for one in manifest.entries if one.path not in bag.files}):
            yield Fault(shown(path), "missing", f"列在 {manifest.name}", "不存在")


def _sm3(bag: Bag) -> Verdict:
    if SM3_LIST not in bag.files:
        return Verdict()
    listed: dict[str, str] = {}
    faults: list[Fault] = []
    for number, line in enumerate((bag.root / SM3_LIST).read_bytes().split(b"\n")[:-1], 1):
        figures, between, path = line.decode("utf-8", "backslashreplace").partition(" *")
        if not between or path in listed:
            faults.append(
                Fault(f"{SM3_LIST}:{number}", "unreadable_line", "每个文件一行“校验码 *路径”", path or figures[:60])
            )
        listed[path] = f"sm3:{figures}"
    for path in payload(bag.root):
        _, (found,) = digest_file(bag.root / path, ("sm3",))
        if listed.pop(encode_path(path), "没有列出") != found:
            faults.append(Fault(shown(path), "digest_sm3", f"与 {SM3_LIST} 一致", found))
    faults += [Fault(path, "missing", f"列在 {SM3_LIST}", "不存在") for path in listed]
    return Verdict(1, tuple(faults))


def _statement(bag: Bag, pin: Pin | None) -> tuple[Statement | None, Verdict]:
    if STATEMENT not in bag.files:
        return None, Verdict()  # told by the profile
    text = (bag.root / STATEMENT).read_bytes()
    try:
        statement = msgspec.json.decode(text, type=Statement)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return None, Verdict(0, (Fault(STATEMENT, "unreadable", "封存声明", str(error)),))
    faults = []
    if statement.text() != text:
        faults.append(Fault(STATEMENT, "not_canonical", "本程序写出的样子", "写法不同"))
    if set(statement.tags) != _TAG_FILES - {STATEMENT, *(f"tagmanifest-{one}.txt" for one in ALGORITHMS)}:
        faults.append(Fault(STATEMENT, "profile", "列出全部标签文件", "、".join(sorted(statement.tags))))
    for name, expected in statement.tags.items():
        found = digest((bag.root / name).read_bytes()) if name in bag.files else "不存在"
        if found != expected:
            faults.append(Fault(shown(name), "digest_sha256", f"{expected}（{STATEMENT}）", found))
    return statement, Verdict(1, tuple(faults)) + _pinned(statement, text, pin)


def _pinned(statement: Statement, text: bytes, pin: Pin | None) -> Verdict:
    found = Pin(statement.ledger.count, statement.tree.messages, digest(text))
    if pin is None:
        told = "没有拿另外记下的封存行来比对：只能说明包内清单与文件彼此一致，不能排除整包重做"
        return Verdict(0, (), (Warned(STATEMENT, "not_pinned", told),))
    return Verdict(1, () if pin == found else (Fault(STATEMENT, "pin", str(pin), str(found)),))


def _ledger_end(bag: Bag, statement: Statement) -> Verdict:
    path = bag.root / "data" / LEDGER
    count = path.read_bytes().count(b"\n") if path.is_file() else 0
    if count > statement.ledger.count:
        fault = Fault(f"data/{LEDGER}:{count}", "other_head", f"{statement.ledger.count} 条记录", f"{count} 条")
        return Verdict(1, (fault,))
    return Verdict(1)


def _messages(bag: Bag, statement: Statement) -> Verdict:
    """Hold the tree against the statement, and every message against its leaf."""
    data = bag.root / "data"
    try:
        exhibits = exhibits_of(readable_entries((data / LEDGER).read_bytes())) if (data / LEDGER).is_file() else ()
    except msgspec.ValidationError:
        return Verdict()  # told by check_custody
    leaves: list[bytes] = []
    verdict = Verdict()
    for exhibit in exhibits:
        lines, faults = _lines(bag, exhibit)
        leaves += [bytes.fromhex(line.leaf) for line in lines]
        verdict += Verdict(len(lines), faults) + _exhibit(bag, exhibit, lines, statement.program == __version__)
    root = f"sha256:{merkle.root(leaves).hex()}"
    if root != statement.tree.root or len(leaves) != statement.tree.leaves:
        expected = f"{statement.tree.leaves} 片叶，{statement.tree.root}"
        verdict += Verdict(1, (Fault(f"data/{COMMITMENTS}", "tree", expected, f"{len(leaves)} 片叶，{root}"),))
    return verdict


def _lines(bag: Bag, exhibit: Exhibit) -> tuple[list[CommitLine], tuple[Fault, ...]]:
    place = f"data/{COMMITMENTS}/{exhibit.label}.jsonl"
    if place not in bag.files:
        return [], (Fault(place, "missing", "逐条承诺", "不存在"),)
    lines: list[CommitLine] = []
    faults: list[Fault] = []
    for number, raw in enumerate((bag.root / place).read_bytes().split(b"\n")[:-1], 1):
        try:
            line = msgspec.json.decode(raw, type=CommitLine)
            whole = bool(unhex(line.leaf, 32) and unhex(line.salt, 16))
        except (ValueError, UnicodeDecodeError):
            whole = False
        if whole:
            lines.append(line)
        else:
            faults.append(Fault(f"{place}:{number}", "unreadable_line", "一条承诺", raw[:60].decode(errors="replace")))
    return lines, tuple(faults)


def _exhibit(bag: Bag, exhibit: Exhibit, lines: list[CommitLine], same_program: bool) -> Verdict:
    """Name the messages whose bytes differ; where none does, read them anew and compare the leaves."""
    damaged = tuple(_damaged(bag, exhibit, lines))
    if damaged:
        return Verdict(0, damaged)
    try:
        differing = _differing(bag, exhibit, lines)
    except CaseError as error:
        return Verdict(0, (Fault(_place(exhibit), "cannot_verify", "能读出消息", error.what),))
    if not differing:
        return Verdict()
    if same_program:
        return Verdict(
            0, tuple(Fault(f"{_place(exhibit)}#{ref}", "message_differs", "与承诺一致", "不一致") for ref in differing)
        )
    told = f"本版程序读出的 {len(differing)} 条消息与封存时的版本读出的不同；原件的字节没有变"
    return Verdict(0, (), (Warned(_place(exhibit), "other_reader", told),))


def _place(exhibit: Exhibit) -> str:
    return f"data/{FOLDER}/{exhibit.label}/{ORIGINAL}"


def _damaged(bag: Bag, exhibit: Exhibit, lines: list[CommitLine]) -> Iterator[Fault]:
    named = 0
    with Cutter(home(bag.root / "data", exhibit.number) / ORIGINAL) as cutter:
        for line in lines:
            if line.span is None or not line.raw:
                continue
            found = cutter.raw(line.member, *line.span)
            if found != line.raw:
                named += 1
                if named <= _NAMED:
                    member = f"/{line.member}" if line.member else ""
                    place = f"{_place(exhibit)}{member}#{line.ref}"
                    yield Fault(place, "message_differs", f"sha256:{line.raw}", f"sha256:{found}")
    if named > _NAMED:
        yield Fault(_place(exhibit), "message_differs", "与承诺一致", f"共 {named} 条消息不一致，以上是前 {_NAMED} 条")


def _differing(bag: Bag, exhibit: Exhibit, lines: list[CommitLine]) -> list[str]:
    """Return the references whose message, read anew, does not fit its leaf under the salt that the line gives."""
    told = iter(lines)
    differing = []
    for opening in openings_of(bag.root / "data", exhibit, b""):
        line = next(told, None)
        if line is None or line.ref != opening.ref or _resalted(opening, line).leaf().hex() != line.leaf:
            differing.append(opening.ref)
    return differing + [line.ref for line in told]


def _resalted(opening: Opening, line: CommitLine) -> Opening:
    return Opening(opening.ref, bytes.fromhex(line.salt), opening.told, opening.span)
