"""What a report says, in parts that tell its own words from those of others, and the messages it rests on."""

from typing import Literal

from msgspec import Struct

Weight = Literal["fact", "claim", "inference"]


class Masked(Struct, frozen=True):
    """A stretch that a masked edition does not show: half-open code points of what is shown and of the export's text.

    The shown side holds a mark of `reports.masked`, nothing else.
    """

    start: int
    end: int
    was_start: int
    was_end: int


class Citation(Struct, frozen=True):
    """Words of one message and the place where they can be read again.

    `ref` is E1-0142 (inner rows of a merged forward E1-0142.1). `sha256` is the digest of the whole exhibit. `start`
    and `end` are the message's bytes in it, half-open; for sources without bytes both are None and `place` says where
    (`messages#rowid=812`). `chars` are the code points of the message's text that `quote` repeats. `time` is ISO 8601
    with offset ("" where the export prints none), `sender` the name as printed, `account` QQ number, uid or `name:…`.
    In a masked edition `masked` names what `quote` does not show (its own code points, and the export's), and
    `alias` says that `sender` is a pseudonym.
    """

    ref: str
    sha256: str
    quote: str
    chars: tuple[int, int]
    start: int | None
    end: int | None
    time: str
    sender: str
    account: str = ""
    place: str = ""
    masked: tuple[Masked, ...] = ()
    alias: bool = False


class Who(Struct, frozen=True):
    """A speaker: the party's label (甲, 乙 …; "" for others), the name as printed and the account."""

    label: str
    name: str
    account: str = ""


class Plain(Struct, frozen=True, tag="plain"):
    """The report's own words. Names, file names and anything else a stranger wrote do not belong here."""

    text: str


class Words(Struct, frozen=True, tag="words"):
    """Shown as “the quoted words”（E1-0142）.

    `stands_for` says in Chinese what a placeholder of the exporter stands for; it is shown before the quotation.
    """

    cite: Citation
    stands_for: str = ""


class Ref(Struct, frozen=True, tag="ref"):
    """Shown as E1-0142 alone: a row without words, or one that is quoted nearby."""

    cite: Citation


class Named(Struct, frozen=True, tag="named"):
    """A speaker inside a sentence, shown as 甲（name as printed）."""

    who: Who


Part = Plain | Words | Ref | Named


class Sentence(Struct, frozen=True):
    """One statement of the report, led by what it rests on.

    `fact`: what the export shows · `claim`: what a party says · `inference`: what the program concludes, with `basis`
    (the rule or reckoning in Chinese words). The basis of a fact and every `score` are shown in the own edition only.
    """

    parts: tuple[Part, ...]
    weight: Weight = "fact"
    basis: str = ""
    score: float | None = None

    def citations(self) -> tuple[Citation, ...]:
        """Return what the statement rests on, in the order of its parts."""
        return tuple(part.cite for part in self.parts if isinstance(part, Words | Ref))
