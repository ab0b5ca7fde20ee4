"""What else speaks of a message: replies that quote it, notices of its recall."""

from collections import defaultdict
from typing import Final

from archiver.analysis.align.rows import Row, folded
from archiver.analysis.difference import Witness
from archiver.comparison.side import Side

_SHORTEST: Final = 4
"""Fewer characters quoted point to no single message."""
_RECALL_SECONDS: Final = 120
"""How long after it QQ lets a sender recall a message."""
_NAMED: Final = 20
"""How many witnesses of one message are named."""


class Witnesses:
    """The quotations and recall notices of both sides."""

    def __init__(self, one: Side, other: Side) -> None:
        self._by_number: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_words: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_ref: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for side in (one, other):
            self._read(side)

    def _read(self, side: Side) -> None:
        for line in side.lines:
            if line.quoted is None and line.quoted_id is None and line.reply is None:
                continue
            words = folded(line.quoted or "")
            quote = (line.ref, words)
            if line.quoted_id:
                self._by_number[line.quoted_id].append(quote)
            if line.reply:
                self._by_ref[line.reply].append(quote)
            if len(words) >= _SHORTEST:
                self._by_words[words].append(quote)

    def of_absent(self, row: Row) -> tuple[Witness, ...]:
        """Return the replies on either side that quote a message which one side lacks."""
        found = dict.fromkeys(ref for ref, _ in self._quotes(row, row.words))
        return tuple(Witness(ref, "quote") for ref in list(found)[:_NAMED])

    def of_words(self, mine: Row, theirs: Row) -> tuple[Witness, ...]:
        """Return the replies that quote a message whose words differ, and with whose words each agrees."""
        quotes = dict(self._quotes(mine, mine.words)) | dict(self._quotes(theirs, theirs.words))
        found: list[Witness] = []
        for ref, words in quotes.items():
            if words and (words == mine.words) != (words == theirs.words):
                found.append(Witness(ref, "quote", "a" if words == mine.words else "b"))
            else:
                found.append(Witness(ref, "quote"))
        return tuple(found[:_NAMED])

    def _quotes(self, row: Row, words: str) -> list[tuple[str, str]]:
        named = self._by_number.get(row.number, []) if row.number else []
        said = self._by_words.get(words, []) if row.what == "text" else []
        return [*self._by_ref.get(row.ref, []), *named, *said]


class Recalls:
    """Recall notices that only one side shows; each can speak for one message that this side lacks."""

    def __init__(self, side: Side, lone: list[int]) -> None:
        self._free = [side.rows[place] for place in lone if side.rows[place].what == "recall"]

    def of(self, at: int | None) -> Witness | None:
        """Return the notice that closely follows a message of that time (on this side's clock), and use it up."""
        for notice in self._free:
            if at is not None and notice.at is not None and 0 <= notice.at - at <= _RECALL_SECONDS:
                self._free.remove(notice)
                return Witness(notice.ref, "recall")
        return None
