"""Making a bundle: the tree of the last seal is rebuilt from the exhibits and the case secret."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from archiver import merkle
from archiver.case import Case
from archiver.commitments import Opening, part_digest
from archiver.digests import digest
from archiver.disclosure.bundle import SCHEMA, Bundle, BundleLeaf, BundlePart, Disclosed
from archiver.errors import CaseError
from archiver.refs import MessageRef
from archiver.seal.statement import Sealed, Statement
from archiver.seal.tree import openings_of

_HIDEABLE: Final = ("sender", "member", "reply", "attachments", "money", "mentions", "forward")


class Hidden(Struct, frozen=True):
    """What is not shown of a message: parts by name, and half-open ranges of its text in code points."""

    parts: frozenset[str] = frozenset()
    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def parse(cls, words: tuple[str, ...]) -> "Hidden":
        """Read `sender`, `text` or `3-7`.

        Raises ValueError for anything else.
        """
        names = frozenset(word for word in words if word in (*_HIDEABLE, "text"))
        ranges = tuple(_range(word) for word in words if word not in names)
        return cls(names - {"text"}, ((0, 1 << 40), *ranges) if "text" in names else ranges)


def _range(word: str) -> tuple[int, int]:
    start, _, end = word.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise ValueError(word)
    return int(start), int(end)


def disclose(case: Case, refs: tuple[MessageRef, ...], hide: Mapping[MessageRef, Hidden]) -> Bundle:
    """Return the bundle that shows `refs` but for what `hide` names. Text is hidden in whole units.

    Whoever hands it over records it first (`record`).

    Raises CaseError where the case was never sealed, a message is not in it, or the messages are not read as they
    were when it was sealed.
    """
    sealed, statement = _last_seal(case)
    wanted = {str(ref) for ref in refs} | {f"E{ref.exhibit}" for ref in refs}
    leaves, found = _rebuild(case, statement, wanted)
    missing = sorted(wanted - set(found))
    if missing:
        raise CaseError(f"封存的案卷里没有 {'、'.join(missing)}", "检查编号；封存之后存入的要先重新封存")
    tree = merkle.levels(leaves)
    told = {str(ref): hidden for ref, hidden in hide.items()}
    entries = tuple(
        BundleLeaf(ref, index, _hex(merkle.inclusion_proof(tree, index)), _parts(opening, told.get(ref, Hidden())))
        for ref, (index, opening) in sorted(found.items(), key=lambda pair: pair[1][0])
    )
    return Bundle(SCHEMA, sealed.statement, entries)


def record(case: Case, bundle: Bundle, now: datetime) -> None:
    """Write down in the ledger what a bundle shows, under which pinned line, and its digest.

    The line is that of the seal whose statement the bundle carries, whatever was sealed since it was made.
    """
    pin = next(seal.pin for seal in case.told("sealed", Sealed) if seal.statement == bundle.seal)
    hidden = sum(part.hidden for leaf in bundle.leaves for part in leaf.parts)
    names = tuple(leaf.ref for leaf in bundle.leaves if "-" in leaf.ref)
    case.record("disclosed", Disclosed(names, hidden, pin, digest(bundle.text())), now)


def _last_seal(case: Case) -> tuple[Sealed, Statement]:
    seals = case.told("sealed", Sealed)
    if not seals:
        raise CaseError("案卷还没有封存过，逐条披露没有可比对的封存行", "先运行 juzheng seal，并把封存行另外保存")
    try:
        return seals[-1], msgspec.json.decode(seals[-1].statement, type=Statement)
    except msgspec.DecodeError as error:
        raise CaseError("台账里的封存声明读不懂", "先用 juzheng verify 查看，再重新封存") from error


def _rebuild(case: Case, statement: Statement, wanted: set[str]) -> tuple[list[bytes], dict[str, tuple[int, Opening]]]:
    """Return all leaf hashes of the sealed tree, and index and opening of those wanted."""
    secret = case.secret()
    leaves: list[bytes] = []
    found: dict[str, tuple[int, Opening]] = {}
    sealed = sum(entry.action == "added" for entry in case.entries()[: statement.ledger.count])
    for exhibit in case.exhibits()[:sealed]:
        for opening in openings_of(case.root, exhibit, secret):
            if opening.ref in wanted:
                found[opening.ref] = (len(leaves), opening)
            leaves.append(opening.leaf())
    if f"sha256:{merkle.root(leaves).hex()}" != statement.tree.root:
        remedy = f"封存时的版本是 {statement.program}；用那个版本披露，或重新封存后再披露"
        raise CaseError("现在读出的消息与封存时的不同，证明不会成立", remedy)
    return leaves, found


def _hex(hashes: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(one.hex() for one in hashes)


def _parts(opening: Opening, hidden: Hidden) -> tuple[BundlePart, ...]:
    told = []
    at = 0
    for part, salt in zip(opening.parts, opening.part_salts(), strict=True):
        closed = part.name in hidden.parts
        if part.name == "text":
            end = at + len(part.value)
            closed = any(start < end and at < stop for start, stop in hidden.ranges)
            at = end
        if closed:
            told.append(BundlePart(digest=part_digest(salt, part.name, part.value).hex()))
        else:
            told.append(BundlePart(part.name, salt.hex(), part.value))
    return tuple(told)
