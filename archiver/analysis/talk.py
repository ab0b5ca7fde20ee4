"""The talk as analysis sees it: messages with a reference, an account and a wall time of the case's zone."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from parsers.message import Attachment, Kind, Money

READ: Final = 6000
"""Characters of a message in which acts, dates and sums are looked for; QQ sends none as long. All are kept and shown.

What a rule takes is held against every date and sum of its message: a forged one of a million took hours.
"""


class Line(Struct, frozen=True, gc=False):
    """One message of one chat.

    `ref` is "source:ordinal". `at` is naive wall time in the case's zone (None where the export prints none).
    `own` are half-open code-point ranges of `text` in the speaker's own words. `reply` is the ref of the quoted
    message where it is known, `quoted` and `quoted_id` what the reply says of it. `seq` is the message's number in
    its conversation. `system` rows are QQ's own voice. `outgoing` tells the exporting account's rows.
    """

    ref: str
    chat: str
    account: str
    name: str
    at: datetime | None
    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...] = ()
    id: str | None = None
    reply: str | None = None
    quoted: str | None = None
    files: tuple[Attachment, ...] = ()
    money: Money | None = None
    mentions: tuple[str, ...] = ()
    forward: tuple["Line", ...] = ()
    recalled: bool = False
    system: bool = False
    outgoing: bool | None = None
    seq: str | None = None
    quoted_id: str | None = None

    def words(self) -> str:
        """Return the first READ characters of `text`, blanked where they are not the speaker's own words."""
        text = self.text[:READ]
        if self.own == ((0, len(self.text)),):
            return text
        kept = [" "] * len(text)
        for start, end in self.own:
            kept[start:end] = text[start:end]
        return "".join(kept)
