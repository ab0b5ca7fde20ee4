"""Checking a bundle: every part against its leaf, every leaf against the root, the root against the pinned line."""

from collections.abc import Iterator
from typing import Final

import msgspec

from archiver import merkle
from archiver.commitments import ExhibitHead, MessageHead, leaf_of, part_digest
from archiver.digests import unhex
from archiver.disclosure.bundle import SCHEMA, Bundle, BundleLeaf, BundlePart
from archiver.faults import Fault, Verdict, Warned
from archiver.refs import MessageRef
from archiver.seal.statement import Pin, Statement, pin_of

MASK: Final = "█"
"""Drawn for each hidden character."""


def check_bundle(content: bytes, name: str, pin: Pin | None = None) -> Verdict:
    """Return every fault of a bundle. Nothing but the bundle (and the pin) is read."""
    try:
        bundle = msgspec.json.decode(content, type=Bundle)
        statement = msgspec.json.decode(bundle.seal, type=Statement)
        found = pin_of(bundle.seal.encode())
    except (msgspec.DecodeError, UnicodeError) as error:
        return Verdict(0, (Fault(name, "unreadable", "披露包", str(error)),))
    faults: list[Fault] = []
    if bundle.schema != SCHEMA:
        faults.append(Fault(name, "unreadable", SCHEMA, bundle.schema[:60]))
    for leaf in bundle.leaves:
        faults += _leaf_faults(leaf, statement, name)
    refs = [leaf.ref for leaf in bundle.leaves]
    faults += [
        Fault(f"{name}#{ref}", "listed_twice", "只列一次", "重复") for ref in {r for r in refs if refs.count(r) > 1}
    ]
    faults += _exhibit_faults(bundle, name)
    warnings: tuple[Warned, ...] = ()
    if pin is None:
        told = "没有拿另外记下的封存行来比对：只能说明披露包自身一致，不能说明它属于哪个封存"
        warnings = (Warned(name, "not_pinned", told),)
    elif pin != found:
        faults.append(Fault(name, "pin", str(pin), str(found)))
    return Verdict(len(bundle.leaves) + 1, tuple(faults), warnings)


def _leaf_faults(leaf: BundleLeaf, statement: Statement, name: str) -> Iterator[Fault]:
    place = f"{name}#{leaf.ref}"
    try:
        digests = [_digest(part) for part in leaf.parts]
        proof = [unhex(one, 32) for one in leaf.proof]
    except ValueError as error:
        yield Fault(place, "unreadable", "十六进制", str(error))
        return
    yield from _shape_faults(leaf, place)
    root = merkle.inclusion_root(leaf_of(leaf.ref, digests), leaf.index, statement.tree.leaves, proof)
    found = f"sha256:{root.hex()}" if root else "证明与位置不合"
    if found != statement.tree.root:
        yield Fault(place, "leaf", statement.tree.root, found)


def _digest(part: BundlePart) -> bytes:
    if part.hidden:
        if part.name or part.salt or part.value:
            raise ValueError(part.digest)
        return unhex(part.digest, 32)
    return part_digest(unhex(part.salt, 16), part.name, part.value)


def _shape_faults(leaf: BundleLeaf, place: str) -> Iterator[Fault]:
    """Check that the parts are those that the head announces, in name, order and length."""
    head = _head(leaf)
    if head is None:
        yield Fault(place, "hidden_part", "首部完整出示", "首部缺失、遮盖或读不懂")
        return
    if isinstance(head, ExhibitHead):
        if len(leaf.parts) != 1 or leaf.ref != f"E{head.exhibit}":
            yield Fault(place, "hidden_part", f"E{head.exhibit}，只有首部", f"{leaf.ref}，{len(leaf.parts)} 个部分")
        return
    names = [*head.has, *("text" for _ in head.cut)]
    lengths = [*(None for _ in head.has), *head.cut]
    if len(leaf.parts) - 1 != len(names):
        yield Fault(place, "hidden_part", f"{len(names)} 个部分", f"{len(leaf.parts) - 1} 个")
        return
    for part, expected, length in zip(leaf.parts[1:], names, lengths, strict=True):
        if not part.hidden and (part.name != expected or length not in (None, len(part.value))):
            yield Fault(place, "hidden_part", f"{expected}（{length} 字）", f"{part.name}（{len(part.value)} 字）")


def _head(leaf: BundleLeaf) -> MessageHead | ExhibitHead | None:
    if not leaf.parts or leaf.parts[0].name != "head":
        return None
    kind: type[MessageHead | ExhibitHead] = MessageHead if MessageRef.is_one(leaf.ref) else ExhibitHead
    try:
        return msgspec.json.decode(leaf.parts[0].value, type=kind)
    except msgspec.DecodeError:
        return None


def _exhibit_faults(bundle: Bundle, name: str) -> Iterator[Fault]:
    """Check that each shown message comes with its exhibit's own leaf, and is one of that exhibit's messages."""
    counts = {leaf.ref: head.messages for leaf in bundle.leaves if isinstance(head := _head(leaf), ExhibitHead)}
    for leaf in bundle.leaves:
        if MessageRef.is_one(leaf.ref):
            ref = MessageRef.parse(leaf.ref)
            if not ref.ordinal <= counts.get(f"E{ref.exhibit}", 0):
                yield Fault(f"{name}#{leaf.ref}", "missing", f"E{ref.exhibit} 的总条数不少于 {ref.ordinal}", "没有说明")


def shown_lines(content: bytes) -> Iterator[str]:
    """Yield what a bundle shows, one message a line; hidden characters as █. For a bundle that was checked."""
    for leaf in msgspec.json.decode(content, type=Bundle).leaves:
        head = _head(leaf)
        if isinstance(head, ExhibitHead):
            yield f"{leaf.ref}  原件 {head.sha256}，{head.size:,} 字节，共 {head.messages} 条消息"
        elif head:
            others, text = leaf.parts[1 : 1 + len(head.has)], leaf.parts[1 + len(head.has) :]
            told = [f"〔{name}〕{part.value or '已遮盖'}" for name, part in zip(head.has, others, strict=True)]
            words = [part.value or MASK * length for part, length in zip(text, head.cut, strict=True)]
            yield f"{leaf.ref}  {head.time}  {' '.join(told)}  {''.join(words)}"
