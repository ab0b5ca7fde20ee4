"""The Merkle tree of RFC 9162 section 2.1 (as RFC 6962): roots, inclusion proofs, consistency proofs, and subtrees.

A tree of size 0 has the root SHA-256("") and no entries. Nothing can be proved about it: inclusion needs an index below
the size, and a consistency proof from size 0 would hold for every later tree, so it says nothing. Both are refused, as
RFC 9162 (0 < m) has it; a caller that finds an empty tree must say so in words. Subtrees [start, end) follow the Merkle
Tree Certificates draft (start is a multiple of the next power of two of the width). There, too, nothing is included in
an empty subtree; that an empty subtree is part of any tree is accepted, with the empty root and no proof, as the public
vectors have it: it is true and says nothing.

No function here raises for a bad proof: `…_root` return None where the proof does not fit its numbers.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()
_NODE: Final = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + content).digest()


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return the tree level by level, leaf hashes first and the root alone last; a lone node is carried up."""
    built = [leaves]
    while len(built[-1]) > 1:
        below = built[-1]
        above = [sha256(_NODE + below[at] + below[at + 1]).digest() for at in range(0, len(below) - 1, 2)]
        if len(below) % 2:
            above.append(below[-1])
        built.append(above)
    return built


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    return levels(leaves)[-1][0] if leaves else EMPTY_ROOT


def inclusion_proof(tree: list[Sequence[bytes]], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes that lead from leaf `index` of `levels(...)` to the root, nearest first."""
    proof = []
    for level in tree[:-1]:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        index >>= 1
    return tuple(proof)


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over `leaves` grew from its first `old` entries, 0 < old <= len(leaves)."""
    if not 0 < old <= len(leaves):
        raise ValueError(old)
    return _sub_proof(leaves, old, whole=True)


def _sub_proof(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    size = len(leaves)
    if old == size:
        return () if whole else (root(leaves),)
    cut = 1 << (size - 1).bit_length() - 1
    if old <= cut:
        return (*_sub_proof(leaves[:cut], old, whole=whole), root(leaves[cut:]))
    return (*_sub_proof(leaves[cut:], old - cut, whole=False), root(leaves[:cut]))


def inclusion_root(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to, None where index, size and length of the proof do not fit."""
    if not 0 <= index < size or not _hashes(leaf, *proof):
        return None
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            node = _parent(sibling, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = _parent(node, sibling)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Tell whether the proof shows the leaf at `index` of the tree of `size` with the root `expected`."""
    return inclusion_root(leaf, index, size, proof) == expected


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that the tree of size `new` begins with the tree of size `old`; old > 0."""
    return old > 0 and subtree_consistent(0, old, new, old_root, new_root, proof)


def subtree_included(leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Tell whether the proof shows the leaf at `index` of the log in the subtree [start, end)."""
    return _is_subtree(start, end) and included(leaf, index - start, end - start, proof, expected)


def subtree_consistent(
    start: int, end: int, size: int, subtree_root: bytes, tree_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof shows the subtree [start, end) as part of the tree of `size` entries."""
    if not _is_subtree(start, end) or end > size or not _hashes(*proof):
        return 0 <= start == end <= size and subtree_root == EMPTY_ROOT and not proof
    at, last_in, last = _parting(start, end - 1, size - 1)
    waiting = list(proof)
    if at == last_in:
        first = subtree_root
    elif waiting:
        first = waiting.pop(0)
    else:
        return False
    return _climb(first, (at, last_in, last), waiting) == (subtree_root, tree_root)


def _parting(at: int, last_in: int, last: int) -> tuple[int, int, int]:
    """Climb to where the subtree's right edge begins to differ from the tree's."""
    if last_in == last:
        while at != last_in:
            at, last_in, last = at >> 1, last_in >> 1, last >> 1
    while at != last_in and last_in & 1:
        at, last_in, last = at >> 1, last_in >> 1, last >> 1
    return at, last_in, last


def _climb(first: bytes, edge: tuple[int, int, int], proof: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the subtree's and the tree's root that a proof leads to, None where it does not fit."""
    at, last_in, last = edge
    small = large = first
    for sibling in proof:
        if last == 0:
            return None
        if last_in & 1 or last_in == last:
            if at < last_in:
                small = _parent(sibling, small)
            large = _parent(sibling, large)
            while not last_in & 1 and last_in:
                at, last_in, last = at >> 1, last_in >> 1, last >> 1
        else:
            large = _parent(large, sibling)
        at, last_in, last = at >> 1, last_in >> 1, last >> 1
    return (small, large) if last == 0 else None


def _is_subtree(start: int, end: int) -> bool:
    if not 0 <= start < end:
        return False
    return start % (1 << (end - start - 1).bit_length()) == 0


def _hashes(*values: bytes) -> bool:
    return all(len(value) == 32 for value in values)
