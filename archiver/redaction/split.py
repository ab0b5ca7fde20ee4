"""Numbers that somebody sent in pieces: 138 0013 and, in the next message, 8000."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from archiver.redaction.found import Found
from archiver.redaction.numbers import numbers
from archiver.redaction.views import views

_MOST: Final = 4
"""Messages that one number is looked for in."""
_BETWEEN: Final = 3
"""How many messages of others may stand between two pieces."""
_NEAR: Final = 60
"""Letters of a message that are looked at on either side of a piece."""
_ENDS: Final = re.compile(r"[0-9][ ,~]{0,4}[0-9x][ ,~]*$")
_BEGINS: Final = re.compile(r"[ ,~]*[0-9][ ,~]{0,4}[0-9x]")
_PIECE: Final = re.compile(r"[ ,~]*[0-9](?:[ ,~]{0,4}[0-9x])+[ ,~]*")
_KINDS: Final = frozenset({"identity", "phone", "card", "qq"})
_LEAD: Final = re.compile(
    r"^\s*(?:(?:后面?|前面?|最后|剩下|接着|中间|尾号?)的?[几一二三四五六七八九十0-9]{0,2}位?数?(?:字|是|为|[:：,，\s])*)(?=[0-9０-９])"
)
"""What leads to a further piece: 后四位 8000."""


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
    """Return the pieces of split phone, card, identity and known account numbers by the messages that hold them."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for run in _runs(talk):
        for first in range(len(run) - 1):
            for ref, piece in _of(run[first : first + _MOST], accounts):
                if piece not in found[ref]:
                    found[ref].append(piece)
    return {ref: tuple(held) for ref, held in found.items() if held}


def _runs(talk: Sequence[Said]) -> Iterator[list[Said]]:
    """Yield messages of one person of which each ends and the next begins with figures, nobody's word between."""
    open_: dict[str, tuple[int, list[Said]]] = {}
    for place, said in enumerate(talk):
        signs = views(_led(said.text)).digits
        last, run = open_.pop(said.who, (place, []))
        if run and place - last <= _BETWEEN + 1 and _BEGINS.match(signs):
            run.append(said)
        else:
            if len(run) > 1:
                yield run
            run = [said]
        if _ENDS.search(signs):
            open_[said.who] = (place, run)
            if not (len(run) == 1 or _PIECE.fullmatch(signs)):
                open_[said.who] = (place, [said])
                yield run
        elif len(run) > 1:
            yield run
    yield from (run for _, run in open_.values() if len(run) > 1)


def _led(text: str) -> str:
    """Return a text with blanks in place of the words that lead to a further piece."""
    return _LEAD.sub(lambda lead: " " * len(lead[0]), text)


def _of(run: Sequence[Said], accounts: frozenset[str]) -> Iterator[tuple[str, Piece]]:
    """Yield the pieces of numbers that begin in the first message of a run and end in another."""
    before = run[0].text[-_NEAR:]
    texts = [before, *(_led(said.text)[:_NEAR] for said in run[1:])]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    joined = "\n".join(texts)
    for one in numbers(views(joined), accounts):
        if one.kind not in _KINDS or one.start >= len(before) or one.end <= starts[1]:
            continue
        whole = joined[one.start : one.end]
        for at, (said, text) in enumerate(zip(run, texts, strict=True)):
            start, end = max(one.start - starts[at], 0), min(one.end - starts[at], len(text))
            start += len(text[start:end]) - len(text[start:end].lstrip())
            if start < end:
                aside = len(said.text) - len(text) if at == 0 else 0
                yield said.ref, Piece(Found(start + aside, end + aside, one.kind), whole)


def wholes(held: Iterable[Iterable[Piece]]) -> frozenset[str]:
    """Return the numbers whose pieces are told."""
    return frozenset(piece.whole for one in held for piece in one)
