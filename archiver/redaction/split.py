"""Numbers and addresses that somebody sent in pieces: 138 0013 and, in the next message, 后四位8000."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from archiver.redaction.found import Found
from archiver.redaction.mails import HOST_TOLD, LOCAL_TOLD
from archiver.redaction.numbers import numbers
from archiver.redaction.said import numbers_said
from archiver.redaction.views import SPOKEN, plain, views

_MOST: Final = 4
"""Messages that one number is looked for in."""
_BETWEEN: Final = 3
"""How many messages of others may stand between two pieces."""
_NEAR: Final = 60
"""Letters of a message that are looked at on either side of a piece."""
_ENDS: Final = re.compile(r"[0-9][ ,~&]{0,4}[0-9x][ ,~&]*$")
_BEGINS: Final = re.compile(r"[ ,~&]*[0-9x]")
_PIECE: Final = re.compile(r"[ ,~&]*[0-9](?:[ ,~&]{0,28}[0-9x])*[ ,~&]*")
_KINDS: Final = frozenset({"identity", "phone", "card", "qq"})
_FIGURES: Final = re.compile(r"[0-9]")


class Said(NamedTuple):
    """A message, by whom, and where."""

    ref: str
    who: str
    text: str


class Piece(NamedTuple):
    """A stretch of one message that is part of a number, and the number as its pieces stand, one a line."""

    found: Found
    whole: str


def pieces(talk: Sequence[Said], accounts: frozenset[str] = frozenset()) -> Mapping[str, tuple[Piece, ...]]:
    """Return the pieces of split numbers, known accounts and addresses of e-mail by the messages that hold them."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for run in _runs(talk):
        for first in range(len(run) - 1):
            for ref, piece in _of(run[first : first + _MOST], accounts):
                if piece not in found[ref]:
                    found[ref].append(piece)
    for ref, piece in _mails(talk):
        found[ref].append(piece)
    return {ref: tuple(held) for ref, held in found.items() if held}


def _runs(talk: Sequence[Said]) -> Iterator[list[Said]]:
    """Yield messages of one person of which each ends and the next begins with figures, nobody's word between."""
    open_: dict[str, tuple[int, list[Said]]] = {}
    for place, said in enumerate(talk):
        signs = _signs(said.text)
        last, run = open_.pop(said.who, (place, []))
        if run and place - last <= _BETWEEN + 1 and _BEGINS.match(signs):
            run.append(said)
        else:
            if len(run) > 1:
                yield run
            run = [said]
        if _ENDS.search(signs) or (len(run) > 1 and _PIECE.fullmatch(signs)):
            open_[said.who] = (place, run)
            if not (len(run) == 1 or _PIECE.fullmatch(signs)):
                open_[said.who] = (place, [said])
                yield run
        elif len(run) > 1:
            yield run
    yield from (run for _, run in open_.values() if len(run) > 1)


def _signs(text: str) -> str:
    """Return the reading of a text as it stands between figures of other messages, so that 后四位 before one leads."""
    near = text if len(text) <= 2 * _NEAR else text[:_NEAR] + "\u3002字" + text[-_NEAR:]
    if not any(sign.isdigit() or sign in SPOKEN for sign in near):
        return ""
    return views(f"0{near}0").digits[1:-1]


def _of(run: Sequence[Said], accounts: frozenset[str]) -> Iterator[tuple[str, Piece]]:
    """Yield the pieces of numbers that begin in the first message of a run and end in another."""
    before = run[0].text[-_NEAR:]
    texts = [before, *(said.text[:_NEAR] for said in run[1:])]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    joined = "\n".join(texts)
    seen = views(joined)
    for one in (*numbers(seen, accounts), *numbers_said(seen)):
        if one.kind not in _KINDS or one.start >= len(before) or one.end <= starts[1]:
            continue
        whole = joined[one.start : one.end]
        for at, (said, text) in enumerate(zip(run, texts, strict=True)):
            start, end = max(one.start, starts[at]), min(one.end, starts[at] + len(text))
            first = _FIGURES.search(seen.digits, start, max(start, end))
            if first:
                aside = len(said.text) - len(text) if at == 0 else 0
                shift = aside - starts[at]
                yield said.ref, Piece(Found(first.start() + shift, end + shift, one.kind), whole)


def _mails(talk: Sequence[Said]) -> Iterator[tuple[str, Piece]]:
    """Yield the two pieces of addresses of which the host stands in the next message of the same person."""
    last: dict[str, tuple[int, Said]] = {}
    for place, said in enumerate(talk):
        before = last.get(said.who)
        last[said.who] = (place, said)
        if before is None or place - before[0] > _BETWEEN + 1:
            continue
        host = HOST_TOLD.match(plain(said.text))
        local = LOCAL_TOLD.search(plain(before[1].text[-_NEAR:])) if host else None
        if host and local:
            aside = max(0, len(before[1].text) - _NEAR)
            whole = f"{local['is']}\n{said.text[: host.end()]}"
            found = Found(local.start("is") + aside, local.end("is") + aside, "email")
            yield before[1].ref, Piece(found, whole)
            yield said.ref, Piece(Found(0, host.end(), "email"), whole)


def wholes(held: Iterable[Iterable[Piece]]) -> frozenset[str]:
    """Return the numbers whose pieces are told."""
    return frozenset(piece.whole for one in held for piece in one if piece.found.kind in _KINDS)
