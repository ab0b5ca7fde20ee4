"""The text of a row whose parts come one by one: what its sender wrote, and signs for what cannot be printed."""

from collections.abc import Iterable

from parsers.message import Kind

_ORDER: tuple[Kind, ...] = ("reply", "forward", "file", "video", "voice", "transfer", "redpacket", "call", "card")
_AFTER: tuple[Kind, ...] = ("image", "sticker")


class Script:
    """Builds a text and remembers which ranges of it are the sender's own words."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._own: list[tuple[int, int]] = []
        self._length = 0
        self.kinds: set[Kind] = set()

    def words(self, text: str) -> None:
        """Add what the sender wrote."""
        end = self._length + len(text)
        if self._own and self._own[-1][1] == self._length:
            self._own[-1] = (self._own[-1][0], end)
        elif text:
            self._own.append((self._length, end))
        self.sign(text)

    def sign(self, text: str, kind: Kind | None = None) -> None:
        """Add what stands for a part of another kind, or what is not the sender's."""
        self._parts.append(text)
        self._length += len(text)
        if kind is not None:
            self.kinds.add(kind)

    def text(self) -> str:
        """Return the whole text."""
        return "".join(self._parts)

    def own(self) -> tuple[tuple[int, int], ...]:
        """Return the ranges of the sender's words, without those that are only space."""
        text = self.text()
        return tuple((start, end) for start, end in self._own if text[start:end].strip())

    def kind(self) -> Kind:
        """Return what the parts make of the row: what carries it, else its words, else its pictures."""
        first = _first(_ORDER, self.kinds)
        if first is not None:
            return first
        return "text" if self.own() else _first(_AFTER, self.kinds) or "unknown"


def _first(order: Iterable[Kind], kinds: set[Kind]) -> Kind | None:
    return next((kind for kind in order if kind in kinds), None)
