"""What a reader sees in a finished report."""

from msgspec import Struct

from reports.dossier import Citation


class RereadError(Exception):
    """A file that is no report of ours, or that cannot be read back; the message is one Chinese sentence."""


class Passage(Struct, frozen=True):
    """Words that stand together: a paragraph, a cell, a heading.

    `breaks` are offsets in `text` where the layout ended a line; what blank space stands there cannot be seen. Where
    `drawn` is set the words were read off a drawing, in which several blanks in a row cannot be told from one.
    """

    text: str
    where: str
    breaks: tuple[int, ...] = ()
    drawn: bool = False


class Printed(Struct, frozen=True):
    """A message told field by field: its words, its time as printed or in ISO 8601 ("" for none), who sent it.

    Of `sender` and `account` a form may tell only one; "" is not compared.
    """

    ref: str
    time: str
    text: str
    where: str
    sender: str = ""
    account: str = ""


class Shown(Struct, frozen=True):
    """Everything of a report that can be compared: passages as seen, and what is told field by field."""

    passages: tuple[Passage, ...] = ()
    printed: tuple[Printed, ...] = ()
    citations: tuple[Citation, ...] = ()
