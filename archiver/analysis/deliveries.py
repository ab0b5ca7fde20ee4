"""What was handed over, version by version, and what shows that it arrived."""

import re

from archiver.analysis.entry import Delivery, Grade
from archiver.analysis.matter import Matter, Turn
from archiver.analysis.receipts import receipts
from archiver.analysis.talk import Line
from parsers.message import Attachment

_SENT = frozenset(("sent", "received", "uploaded"))
# A run of figures is taken whole: parted in every way, those of a long name would take exponential time.
_VERSION = re.compile(
    r"(?:[_\-\s（(]*(?:v\d+(?:\.\d+)*|ver\d+|第?[一二三四五六七八九十\d]+[版稿]|终稿|最终版?\d*|定稿|成品|final|修改?版?\d*|新版?|改\d*|\d{4,}+)[）)]*)+$",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST_NAME = 255
"""Characters of a file name on any system; a longer one is no name and is compared as it stands."""


def deliveries(matter: Matter) -> tuple[Delivery, ...]:
    """Return every version handed over, in order; versions of one thing are counted by its name."""
    arrived = receipts(turn.line for turn in matter.turns)
    found: list[Delivery] = []
    counts: dict[str, int] = {}
    for turn in matter.acting:
        if turn.role != "provider" or not turn.has("delivery"):
            continue
        file = sent_file(turn.line)
        stem = stem_of(file.name) if file is not None and file.name else ""
        counts[stem] = counts.get(stem, 0) + 1
        receipt = arrived.get(turn.ref)
        found.append(
            Delivery(
                by="provider",
                ref=turn.ref,
                name=None if file is None else file.name,
                version=counts[stem],
                grade=_grade(turn),
                size=None if file is None else file.size,
                md5=None if file is None else file.md5,
                receipt=None if receipt is None else receipt.ref,
            )
        )
    return tuple(found)


def sent_file(line: Line) -> Attachment | None:
    """Return the file that a row shows to have passed from its sender to the other side."""
    return next((file for file in line.files if file.kind == "file" and file.event in _SENT), None)


def stem_of(name: str) -> str:
    """Return a file name without its ending and the words that mark a version: `logo终稿_v2.ai` and `logo.ai` meet."""
    stem = name.rpartition(".")[0] or name
    return (_VERSION.sub("", stem).strip() if len(stem) <= _LONGEST_NAME else "").lower() or stem.lower()


def _grade(turn: Turn) -> Grade:
    if turn.line.files:
        return "claimed" if all(file.worded for file in turn.line.files) else "notice"
    return "notice" if turn.line.kind in ("file", "image", "video") else "claimed"
