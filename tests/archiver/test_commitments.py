"""Commitments: deterministic, salted, part by part, and quick enough."""

import hashlib
import hmac
import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver import merkle
from archiver.commitments import ExhibitHead, Opening, open_exhibit, open_messages, units
from parsers.message import Attachment, Message, Row, Sender, Span, Stamp

SECRET = bytes(range(32))
FILE = "sha256:" + "ab" * 32


def message(ordinal: int = 1, text: str = "尾款600，加我QQ900011002", **more: object) -> Message:
    stamp = Stamp("2024-03-05 10:20:00", datetime(2024, 3, 5, 10, 20))  # noqa: DTZ001 - wall time as printed
    place = more.pop("place", Span(100, 180))
    return Message(ordinal, "c1", Sender("山雀", "900011001"), stamp, "text", text, place, **more)  # type: ignore[arg-type]


def opened(*messages: Message) -> list[Opening]:
    return list(open_messages(SECRET, 1, FILE, messages))


def test_the_parts_of_a_message_are_these() -> None:
    parts = opened(message(attachments=(Attachment("file", "稿.psd", 5),)))[0].parts
    assert [part.name for part in parts] == ["head", "sender", "attachments", *["text"] * 5]
    assert [part.value for part in parts[3:]] == ["尾款", "600", "，加我", "QQ", "900011002"]
    assert parts[1].value == '["山雀","900011001",""]'
    head = json.loads(parts[0].value)
    assert (head["cut"], head["has"]) == ([2, 3, 3, 2, 9], ["sender", "attachments"])
    assert head["bytes"] == [100, 180]


def test_the_leaf_can_be_computed_from_the_words_of_the_definition() -> None:
    (opening,) = opened(message(text="好"))
    told = [FILE, "E1-0001", *(f"{part.name}\n{part.value}" for part in opening.parts[:2]), "好"]
    salt = hmac.new(SECRET, "\n".join(told).encode(), hashlib.sha256).digest()[:16]
    run = hashlib.shake_256(salt).digest(48)
    digests = b"".join(
        hashlib.sha256(run[16 * at : 16 * at + 16] + f"{part.name}\n{part.value}".encode()).digest()
        for at, part in enumerate(opening.parts)
    )
    assert opening.salt == salt
    assert opening.leaf() == hashlib.sha256(b"\x00E1-0001\n" + digests).digest()


def test_the_same_message_always_gives_the_same_leaf_and_another_secret_another() -> None:
    (one,), (two,) = opened(message()), opened(message())
    (other,) = open_messages(bytes(32), 1, FILE, [message()])
    (elsewhere,) = open_messages(SECRET, 1, "sha256:" + "cd" * 32, [message()])
    assert one == two
    assert len({one.leaf(), other.leaf(), elsewhere.leaf()}) == 3


def test_equal_words_at_two_places_share_neither_salt_nor_leaf() -> None:
    first, second = opened(message(1, "好"), message(2, "好", place=Span(200, 280)))
    assert first.salt != second.salt
    assert first.leaf() != second.leaf()
    assert len({*first.part_salts(), *second.part_salts()}) == 6


@given(st.text(max_size=60))
def test_units_joined_are_the_text_and_short(text: str) -> None:
    cut = units(text)
    assert "".join(cut) == text
    assert all((unit.isascii() and unit.isalnum()) or len(unit) <= 4 for unit in cut)


@given(st.text(st.characters(), max_size=20), st.text(st.characters(), max_size=20))
def test_any_text_can_be_committed_to_lone_surrogates_included(text: str, name: str) -> None:
    (opening,) = opened(Message(1, "c1", Sender(name), Stamp(""), "text", text, Row("t", 1)))
    assert len(opening.leaf()) == 32
    for part in opening.parts:
        part.value.encode()


@given(st.text('a\n"[', max_size=5), st.text('a\n"[', max_size=5), st.text("a\n", max_size=5))
def test_only_the_text_can_hold_a_line_feed_so_no_two_messages_share_a_salt(name: str, member: str, text: str) -> None:
    (opening,) = opened(Message(1, "c\n1", Sender(name), Stamp("\n"), "text", text, Span(0, 9, member)))
    assert not any("\n" in part.value for part in opening.parts if part.name != "text")


def test_an_exhibit_s_own_leaf_says_how_many_messages_it_has() -> None:
    opening = open_exhibit(SECRET, ExhibitHead(1, "file", 106, FILE, 9, "sm3:" + "cd" * 32))
    assert opening.ref == "E1"
    assert json.loads(opening.parts[0].value)["messages"] == 106


@pytest.mark.slow
def test_a_million_messages_are_committed_in_time_and_a_proof_has_twenty_hashes() -> None:
    def many() -> Iterator[Message]:
        words = ("好的", "那就这样定了", "我周五晚上之前把线稿发给你看一下", "尾款600什么时候付", "[图片]")
        for ordinal in range(1, 1_000_001):
            yield message(ordinal, words[ordinal % 5], place=Span(ordinal * 80, ordinal * 80 + 79))

    begun = time.process_time()
    for _ in many():
        pass
    making = time.process_time() - begun
    begun = time.process_time()
    leaves = [opening.leaf() for opening in open_messages(SECRET, 1, FILE, many())]
    tree = merkle.levels(leaves)
    took = time.process_time() - begun - making
    proof = merkle.inclusion_proof(tree, 777_777)
    assert len(proof) == 20
    begun = time.process_time()
    assert merkle.included(leaves[777_777], 777_777, 1_000_000, proof, tree[-1][0])
    checked = time.process_time() - begun
    sys.stderr.write(
        f"\n1,000,000 messages committed in {took:.1f} s of processor time; a proof checked in {checked * 1e3:.3f} ms\n"
    )
    assert checked < 0.001
    assert took < 30  # the aim is 10 on an idle core; this wall only catches a blunder
