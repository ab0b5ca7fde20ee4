"""The ledger: canonical lines, a chain, and every fault by name."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.ledger import BEGINNING, Head, follow, head_of, last_entry, read_entries, verify_ledger

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def written(count: int = 6) -> bytes:
    """Return a sound ledger, one minute between the lines."""
    content, head = b"", Head(0, BEGINNING)
    for number in range(count):
        action = "created" if number == 0 else "decided"
        line, head = follow(head, action, {"n": number, "说": "可以"}, NOON + timedelta(minutes=number))  # type: ignore[arg-type]
        content += line
    return content


def kinds(content: bytes, *known: Head) -> set[tuple[str, str]]:
    return {(fault.place, fault.kind) for fault in verify_ledger(content, known)}


def test_a_sound_ledger_has_no_fault() -> None:
    content = written()
    assert verify_ledger(content, [head_of(content)]) == ()


def test_the_head_is_what_sha256sum_prints_of_the_last_line() -> None:
    content = written()
    last = content.splitlines(keepends=True)[-1]
    assert head_of(content) == Head(6, "sha256:" + hashlib.sha256(last).hexdigest())


def test_a_line_is_canonical_json() -> None:
    first = written(1)
    zeros = "0" * 64
    assert first.decode() == (
        '{"action":"created","at":"2024-03-05T12:00:00+00:00","body":{"n":0,"说":"可以"},'
        f'"previous":"sha256:{zeros}","seq":1}}\n'
    )


def test_the_last_entry_is_read_from_the_end_of_a_long_file(tmp_path: Path) -> None:
    content = written(500)
    (tmp_path / "l").write_bytes(content)
    entry, head = last_entry(tmp_path / "l")
    assert entry == read_entries(content)[-1]
    assert head == head_of(content)


def without(content: bytes, index: int) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:index] + lines[index + 1 :])


def swapped(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    return b"".join(lines)


TAMPERED: Final[dict[str, tuple[Callable[[bytes], bytes], tuple[str, str]]]] = {
    "a word edited": (lambda c: c.replace("可以".encode(), "不行".encode(), 3), ("ledger.jsonl:3", "broken_chain")),
    "a line dropped": (lambda c: without(c, 2), ("ledger.jsonl:3", "sequence")),
    "two lines swapped": (swapped, ("ledger.jsonl:3", "sequence")),
    "a line replayed": (lambda c: c + c.splitlines(keepends=True)[-1], ("ledger.jsonl:7", "sequence")),
    "a line cut in its middle": (lambda c: c[:-20], ("ledger.jsonl:6", "torn_line")),
    "a line of another language": (lambda c: c + b"# note\n", ("ledger.jsonl:7", "unreadable_line")),
    "bytes that are no text": (lambda c: c + b"\xff\xfe\n", ("ledger.jsonl:7", "unreadable_line")),
    "an empty line between": (lambda c: c.replace(b"\n", b"\n\n", 1), ("ledger.jsonl:2", "unreadable_line")),
    "blanks in the JSON": (lambda c: c.replace(b'"seq":4', b'"seq": 4'), ("ledger.jsonl:4", "not_canonical")),
    "an action nobody knows": (lambda c: c.replace(b'"decided"', b'"undone"', 1), ("ledger.jsonl:2", "unknown_action")),
    "an unknown key": (lambda c: c.replace(b',"seq":2', b',"seq":2,"x":1'), ("ledger.jsonl:2", "unreadable_line")),
    "a time without zone": (lambda c: c.replace(b"12:05:00+00:00", b"12:05:00"), ("ledger.jsonl:6", "unreadable_time")),
    "a clock set back": (lambda c: c.replace(b"12:05:00", b"11:05:00"), ("ledger.jsonl:6", "clock_set_back")),
    "nothing left": (lambda _: b"", ("ledger.jsonl:1", "torn_line")),
    "a first line after one": (lambda c: c.replace(b"sha256:00", b"sha256:11", 1), ("ledger.jsonl:1", "broken_chain")),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_placed(what: str) -> None:
    tamper, expected = TAMPERED[what]
    changed = tamper(written())
    assert changed != written()
    assert expected in kinds(changed)


def test_a_cut_tail_shows_only_against_a_head_kept_elsewhere() -> None:
    content = written()
    cut = without(content, 5)
    assert kinds(cut) == set()
    assert kinds(cut, head_of(content)) == {("ledger.jsonl:5", "cut_tail")}


def test_a_whole_rewrite_shows_only_against_a_head_kept_elsewhere() -> None:
    content = written()
    line, _ = follow(Head(0, BEGINNING), "created", {"other": True}, NOON)
    rewritten = line
    head = head_of(line)
    for _ in range(5):
        line, head = follow(head, "decided", {}, NOON)
        rewritten += line
    assert kinds(rewritten) == set()
    assert kinds(rewritten, head_of(content)) == {("ledger.jsonl:6", "other_head")}


def test_a_clock_set_back_that_the_ledger_itself_tells_is_no_fault() -> None:
    content = written(2)
    line, head = follow(head_of(content), "clock_set_back", {"last": "x", "now": "y"}, NOON - timedelta(days=1))
    more, _ = follow(head, "decided", {}, NOON - timedelta(days=1))
    assert verify_ledger(content + line + more) == ()


@pytest.mark.parametrize("body", [{"share": 0.5}, {"deep": [{"share": 1.0}]}, {"name": "\ud800"}])
def test_a_body_that_has_no_one_spelling_is_refused(body: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        follow(Head(0, BEGINNING), "created", body, NOON)


def test_unknown_actions_and_times_without_zone_are_refused_on_writing() -> None:
    with pytest.raises(ValueError, match="deleted"):
        follow(Head(0, BEGINNING), "deleted", {}, NOON)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="created"):
        follow(Head(0, BEGINNING), "created", {}, NOON.replace(tzinfo=None))


def test_a_head_reads_back_and_nothing_else_does() -> None:
    head = head_of(written())
    assert Head.parse(f" {head}\n") == head
    for wrong in ("", "6", "6:md5:00", "x:" + head.digest, "6:sha256:" + "g" * 64, str(head)[:-1]):
        with pytest.raises(ValueError, match=r".*"):
            Head.parse(wrong)


SOUND = written(4)


@given(st.integers(0, len(SOUND) * 8 - 1))
def test_no_flipped_bit_goes_unseen_beside_its_head(bit: int) -> None:
    changed = bytearray(SOUND)
    changed[bit // 8] ^= 1 << bit % 8
    assert verify_ledger(bytes(changed), [head_of(SOUND)])
