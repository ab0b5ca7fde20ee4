"""Which file a receipt of QQ means: the last one of its name sent before, or, without a name, the last one at all."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from archiver.analysis.talk import Line

_SENT = frozenset(("sent", "uploaded", "offered"))


class Receipt(Struct, frozen=True):
    """The row in which QQ tells that a file arrived, and whether it names the file or merely follows it."""

    ref: str
    by: Literal["name", "order"]


def receipts(lines: Iterable[Line]) -> dict[str, Receipt]:
    """Return the receipt of each message with a file that has one; no receipt serves two messages.

    A receipt by order is inferred: it stands behind the message in the same chat, and names nothing.
    """
    found: dict[str, Receipt] = {}
    by_name: dict[tuple[str, str], list[str]] = {}
    last: dict[str, str] = {}
    for line in lines:
        for file in line.files:
            if file.event == "receipt":
                ref = _meant(line.chat, file.name, by_name, last)
                if ref is not None and ref not in found:
                    found[ref] = Receipt(line.ref, "name" if file.name else "order")
            elif file.kind == "file" and file.event in _SENT:
                last[line.chat] = line.ref
                if file.name:
                    by_name.setdefault((line.chat, file.name), []).append(line.ref)
    return found


def _meant(chat: str, name: str | None, by_name: dict[tuple[str, str], list[str]], last: dict[str, str]) -> str | None:
    if name is None:
        return last.get(chat)
    waiting = by_name.get((chat, name))
    return waiting.pop() if waiting else None
