"""Stamping a case: a request for its ledger head, the token brought back, and checking tokens against the ledger."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from archiver.case import Case
from archiver.custody import STAMPS, Stamped, stamps_of
from archiver.digests import digest
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned
from archiver.ledger import LEDGER, Head, readable_entries
from archiver.timestamps import LIMITS, Asked, StampError, Token, make_request, read_token, verify_token


def drafted(case: Case) -> tuple[bytes, Asked]:
    """Return a request for the present ledger head, and what is to be recorded of it before it is handed over."""
    head = case.ledger_head()
    request, nonce = make_request(_line(case.root, head.count))
    return request, Asked(head.count, head.digest, nonce)


def ask(case: Case, now: datetime) -> bytes:
    """Return a request for the present ledger head, and record it."""
    request, asked = drafted(case)
    case.record("stamp_asked", asked, now)
    return request


def attach(case: Case, reply: bytes, now: datetime, roots: Sequence[bytes] = ()) -> tuple[Stamped, bool]:
    """Keep a token that answers one of the case's requests; True where it was checked against `roots`.

    Raises CaseError where it answers none, or does not hold.
    """
    try:
        token = read_token(reply)
        asked = _answered(case, token)
        if roots:
            verify_token(reply, asked.head, roots, asked.nonce)
    except StampError as error:
        raise CaseError(f"时间戳不能用：{error}", "向时间戳服务重新申请") from error
    kept = case.told("stamped", Stamped)
    if any(one.sha256 == digest(reply) for one in kept):
        raise CaseError("这个时间戳已经存过", "不必再存")
    name = f"T{len(kept) + 1}.tsr"
    stamped = Stamped(name, digest(reply), asked.entry, asked.head, token.time, token.serial, token.policy)
    case.store(f"{STAMPS}/{name}", reply, "stamped", stamped, now)
    return stamped, bool(roots)


def check_stamps(root: Path, roots: Sequence[bytes] = ()) -> Verdict:
    """Hold each token of a case (or of a seal's copy of it) against the ledger line that it stamps.

    Without `roots` the signatures stay unchecked, which is told; without the client library it cannot be verified.
    """
    verdict = Verdict()
    path = root / LEDGER
    entries = readable_entries(path.read_bytes()) if path.is_file() else ()
    try:
        stamps = stamps_of(entries)
    except msgspec.ValidationError:
        return verdict  # told by check_custody
    for stamp in stamps:
        verdict += _check_one(root, stamp, roots)
    return verdict


def _check_one(root: Path, stamp: Stamped, roots: Sequence[bytes]) -> Verdict:
    place = f"{STAMPS}/{stamp.file}"
    path = root / STAMPS / stamp.file
    if Path(stamp.file).name != stamp.file or not path.is_file():
        return Verdict()  # told by check_custody
    found = Head(stamp.entry, digest(_line(root, stamp.entry)))
    faults = [] if found.digest == stamp.head else [Fault(place, "other_head", stamp.head, str(found))]
    reply = path.read_bytes()
    try:
        token = verify_token(reply, stamp.head, roots) if roots else read_token(reply)
    except StampError as error:
        return Verdict(1, (*faults, Fault(place, "stamp", "成立的时间戳", str(error))))
    except CaseError as error:
        return Verdict(1, (*faults, Fault(place, "cannot_verify", "能读出时间戳", error.what)))
    faults += _contradictions(place, stamp, token)
    warnings = [Warned(place, "stamp_limits", f"{token.time}　{''.join(LIMITS)}")]
    if not roots:
        told = "没有给出时间戳服务的根证书（--tsa-root），签名没有核对，只核对了它指向哪条台账"
        warnings.append(Warned(place, "stamp_unsigned", told))
    return Verdict(1, tuple(faults), tuple(warnings))


def _contradictions(place: str, stamp: Stamped, token: Token) -> list[Fault]:
    told = (
        (stamp.head, token.imprint),
        (stamp.time, token.time),
        (stamp.serial, token.serial),
        (stamp.policy, token.policy),
    )
    return [Fault(place, "stamp", expected, found) for expected, found in told if expected != found]


def _answered(case: Case, token: Token) -> Asked:
    for asked in reversed(case.told("stamp_asked", Asked)):
        if (asked.head, asked.nonce) == (token.imprint, token.nonce):
            return asked
    raise StampError("它不是对本案卷某次申请的答复")


def _line(root: Path, number: int) -> bytes:
    """Return line `number` of a ledger, with its line feed; empty where there is none."""
    lines = (root / LEDGER).read_bytes().split(b"\n")
    return lines[number - 1] + b"\n" if 0 < number < len(lines) else b""
