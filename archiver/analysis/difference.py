"""What two exports of one talk say differently. Field names are the keys of the JSON contract.

References are "source:ordinal". Nothing here says that anybody changed anything: a difference is to be explained.
"""

from typing import Literal

from msgspec import Struct

DifferenceKind = Literal["only_a", "only_b", "text", "time", "sender", "kind", "order"]
Cause = Literal[
    "before_start", "after_end", "after_export", "format_drops", "shown_to_one_side", "filtered", "unread_part",
    "recalled", "blanks", "mention", "characters", "faces", "placeholder", "view_words", "cut_file",
    "notice_time", "clock_jitter", "zone_step", "same_second", "exporter_order", "machine_reading", "picture_not_read",
    "other_part",
]  # fmt: skip
"""Why a difference may be there without anybody's doing; formats.md §3.8, §5.6, §5.10, §13 and evidence.md §5.3."""


class Witness(Struct, frozen=True):
    """Another message that speaks of the one in question: a reply that quotes it, or the notice of its recall.

    `agrees` says with which side's words a quotation agrees, where the two differ.
    """

    ref: str
    kind: Literal["quote", "recall"]
    agrees: Literal["a", "b"] | None = None


class Difference(Struct, frozen=True):
    """One difference. `a`, `b` are the messages, None on the side that has none.

    `cause` is the innocent cause that the formats and exporters are known for, None where none is known; `because`
    says it in Chinese. `a_value`, `b_value` are what differs, as printed. `alike` is set in a run of equal messages
    that nothing tells apart, with how many each side has: there the count is known, and which one is missing is not.
    `perhaps` names messages that the other side alone has and that may be this one, changed: one message and two are
    told apart by nothing in the exports.
    """

    kind: DifferenceKind
    a: str | None
    b: str | None
    cause: Cause | None
    because: str = ""
    a_value: str = ""
    b_value: str = ""
    alike: tuple[int, int] | None = None
    witnesses: tuple[Witness, ...] = ()
    perhaps: tuple[str, ...] = ()


class Same(Struct, frozen=True):
    """An account as it stands on the two sides."""

    a: str
    b: str


class Comparison(Struct, frozen=True):
    """Two exports of one talk, held against each other.

    `a`, `b` are source numbers, `chat_a`, `chat_b` chat ids. `offset_s` is what B prints minus what A prints, in
    seconds; `zone` the part of it that whole quarters of an hour make (`+01:00`), or the zone that gives all of it.
    `grain_s` is to how many seconds times can be compared, None where they cannot. `matched` counts paired messages.
    """

    a: int
    b: int
    chat_a: str
    chat_b: str
    offset_s: int
    zone: str | None
    grain_s: int | None
    accounts: tuple[Same, ...]
    matched: int
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...] = ()

    @property
    def unexplained(self) -> int:
        """How many differences have no known innocent cause."""
        return sum(one.cause is None for one in self.differences)
