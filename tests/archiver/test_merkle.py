"""The Merkle tree: every public vector, and the laws of its own proofs."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver import merkle
from tests.suites import suite


def vectors(kind: str) -> Iterator[tuple[str, dict[str, int], dict[str, bytes], list[bytes], bool]]:
    """Yield name, numbers, hashes, proof and whether the proof is good."""
    base = suite("merkle") / "testdata" / kind
    for path in sorted(base.rglob("*.json")):
        told = json.loads(path.read_text())
        numbers = {key: value for key, value in told.items() if type(value) is int}
        hashes = {
            key: base64.b64decode(told[key] or "") for key in ("root", "leafHash", "root1", "root2") if key in told
        }
        proof = [base64.b64decode(one) for one in told["proof"] or ()]
        yield path.relative_to(base).as_posix(), numbers, hashes, proof, not told["wantErr"]


def test_every_inclusion_vector_is_judged_as_published() -> None:
    seen = 0
    for name, n, h, proof, good in vectors("inclusion"):
        assert merkle.included(h["leafHash"], n["leafIdx"], n["treeSize"], proof, h["root"]) is good, name
        seen += 1
    assert seen == 98


def test_every_consistency_vector_is_judged_as_published() -> None:
    seen = 0
    for name, n, h, proof, good in vectors("consistency"):
        assert merkle.consistent(n["size1"], n["size2"], h["root1"], h["root2"], proof) is good, name
        seen += 1
    assert seen == 98


def test_every_subtree_inclusion_vector_is_judged_as_published() -> None:
    seen = 0
    for name, n, h, proof, good in vectors("subtreeinclusion"):
        found = merkle.subtree_included(h["leafHash"], n["leafIdx"], n["start"], n["end"], proof, h["root"])
        assert found is good, name
        seen += 1
    assert seen == 204


def test_every_subtree_consistency_vector_is_judged_as_published() -> None:
    seen = 0
    for name, n, h, proof, good in vectors("subtreeconsistency"):
        found = merkle.subtree_consistent(n["start"], n["end"], n["size"], h["root1"], h["root2"], proof)
        assert found is good, name
        seen += 1
    assert seen == 118


def leaves_of(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


def test_the_root_is_that_of_the_recursive_definition() -> None:
    def defined(leaves: list[bytes]) -> bytes:
        if not leaves:
            return sha256(b"").digest()
        if len(leaves) == 1:
            return leaves[0]
        cut = 1
        while cut * 2 < len(leaves):
            cut *= 2
        return sha256(b"\x01" + defined(leaves[:cut]) + defined(leaves[cut:])).digest()

    for count in range(70):
        assert merkle.root(leaves_of(count)) == defined(leaves_of(count))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 33, 64])
def test_every_entry_of_a_tree_has_a_proof_that_fits_no_other_place(count: int) -> None:
    leaves = leaves_of(count)
    tree = merkle.levels(leaves)
    expected = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(tree, index)
        assert merkle.included(leaf, index, count, proof, expected)
        assert not any(merkle.included(leaf, other, count, proof, expected) for other in range(count) if other != index)
        assert not merkle.included(leaf, index, count, [*proof, leaf], expected)
        assert not proof or not merkle.included(leaf, index, count, proof[:-1], expected)


@given(st.integers(1, 60).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new))))
def test_a_tree_proves_that_it_grew_from_each_earlier_one(sizes: tuple[int, int]) -> None:
    old, new = sizes
    leaves = leaves_of(new)
    proof = merkle.consistency_proof(leaves, old)
    before, after = merkle.root(leaves[:old]), merkle.root(leaves)
    assert merkle.consistent(old, new, before, after, proof)
    if old < new:
        other = merkle.root([*leaves[: old - 1], merkle.leaf_hash(b"edited")])
        assert not merkle.consistent(old, new, other, after, proof)


def test_nothing_can_be_proved_of_an_empty_tree() -> None:
    empty = sha256(b"").digest()
    assert merkle.root([]) == merkle.EMPTY_ROOT == empty
    assert not merkle.included(leaves_of(1)[0], 0, 0, [], empty)
    assert not merkle.consistent(0, 0, empty, empty, [])
    assert not merkle.consistent(0, 4, empty, merkle.root(leaves_of(4)), [])
    for old in (0, 5):
        with pytest.raises(ValueError, match=str(old)):
            merkle.consistency_proof(leaves_of(4), old)


def test_the_vectors_are_read_from_the_published_folder() -> None:
    assert (Path(suite("merkle")) / "LICENSE").exists()
