"""Digests: named, streamed, and SM3 the same with and without OpenSSL."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.digests import digest, digest_all, digest_file
from archiver.sm3 import PlainSm3


def test_sm3_gives_the_standard_s_two_examples() -> None:
    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    longer = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    for text, expected in ((b"abc", abc), (b"abcd" * 16, longer)):
        plain = PlainSm3()
        plain.update(text)
        assert plain.hexdigest() == expected
        assert digest(text, "sm3") == f"sm3:{expected}"


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL has no SM3 to compare with")
@given(st.lists(st.binary(max_size=200), max_size=4))
def test_plain_sm3_agrees_with_openssl_however_the_bytes_arrive(parts: list[bytes]) -> None:
    plain = PlainSm3()
    for part in parts:
        plain.update(part)
    assert plain.hexdigest() == hashlib.new("sm3", b"".join(parts)).hexdigest()


def test_plain_sm3_is_used_where_openssl_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    assert digest(b"abc", "sm3") == "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_file_and_its_parts_have_one_digest(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000
    (tmp_path / "f").write_bytes(content)
    names = ("sha256", "sha512", "sm3")
    assert digest_file(tmp_path / "f", names) == digest_all([content[:7], content[7:]], names)
    assert digest_file(tmp_path / "f", names)[1][0] == "sha256:" + hashlib.sha256(content).hexdigest()
