"""Exchanges: a few labelled lines without a case around them, for training only.

One line a message: `C`, `P`, `A` or `O` (client, provider, arbiter, bystander), the text, and ` ## ` with the acts. A
blank line ends an exchange. `[file NAME]`, `[image]`, `[transfer 300]` and `[redpacket 50]` may start a text. An
exchange that opens with `= approval rejection` is a scene: nothing but these acts of its last line is labelled.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, get_args

from msgspec import Struct

from archiver.analysis.finding import Act, Role
from archiver.analysis.talk import Line
from archiver.errors import CaseError
from parsers.message import Attachment, Kind, Money

ROLES: Final[dict[str, Role]] = {"C": "client", "P": "provider", "A": "arbiter", "O": "other"}
_LINE: Final = re.compile(r"([CPAO]) (.*?)(?: ## ?(.*))?")
_ELEMENT: Final = re.compile(r"\[(file|image|transfer|redpacket)(?: ([^\]]*))?\] ?(.*)")
_START: Final = datetime(2024, 5, 14, 10, 20)  # noqa: DTZ001 - a wall time like any message's; a Tuesday of no holiday

_SCENE: Final = "接单 约稿 报价 定金 尾款 付款 交稿 修改"
"""Said by a bystander before each exchange: the gate then takes it for the talk of a deal, as its setting would be."""


class Judged(Struct, frozen=True):
    """The one message of a scene that is labelled, and the acts that its labels are about."""

    ref: str
    acts: frozenset[Act]


class Exchange(Struct, frozen=True):
    """A few lines that follow one another, and the acts of each; of a scene those of `judged` alone."""

    lines: tuple[Line, ...]
    acts: dict[str, frozenset[Act]]
    judged: Judged | None = None


def read_exchanges(folder: Path) -> Iterator[tuple[str, Exchange]]:
    """Yield (hand, exchange) of all files of a folder, in the order of their names.

    Raises CaseError naming the line that is no line of an exchange.
    """
    for path in sorted(folder.glob("*.txt")):
        hand = path.name.partition("-")[0]
        for block in re.split(r"\n\s*\n", path.read_text("utf-8").strip()):
            yield hand, read_exchange(block.split("\n"), path.name)


def read_exchange(rows: list[str], name: str) -> Exchange:
    """Read the rows of one exchange; `name` tells a fault where they stand. Raises CaseError."""
    about = frozenset(act for act in get_args(Act) if act in rows[0].split()) if rows[0].startswith("= ") else None
    if about is not None:
        rows = rows[1:]
    lines = [_line(0, "O", _SCENE)]
    acts: dict[str, frozenset[Act]] = {}
    for number, row in enumerate(rows, 1):
        match = _LINE.fullmatch(row.rstrip())
        labels = (match[3] or "").split() if match else []
        if match is None or set(labels) - set(get_args(Act)):
            raise CaseError(f"{name} 里有不合格的一行：{row[:40]}", "每行应为：C/P/A/O、空格、正文、“ ## 标签”")
        line = _line(number, match[1], match[2].strip())
        lines.append(line)
        acts[line.ref] = frozenset(act for act in get_args(Act) if act in labels)
    judged = Judged(lines[-1].ref, about) if about is not None else None
    return Exchange(tuple(lines), acts, judged)


def _line(number: int, letter: str, text: str) -> Line:
    kind: Kind = "text"
    files: tuple[Attachment, ...] = ()
    money = None
    if match := _ELEMENT.fullmatch(text):
        element, value, text = match[1], match[2] or "", match[3]
        if element in {"transfer", "redpacket"}:
            kind = "transfer" if element == "transfer" else "redpacket"
            money = Money(kind, value or None)
        elif element == "file":
            kind, files = "file", (Attachment("file", name=value),)
        else:
            kind, files = "image", (Attachment("image"),)
    own = ((0, len(text)),) if text else ()
    at = _START + timedelta(minutes=2 * number)
    return Line(f"1:{number}", "c1", letter, letter, at, kind, text, own, files=files, money=money)
