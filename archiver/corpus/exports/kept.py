"""What each format keeps of a talk (design formats.md §13), as the table to which the law test holds them.

A message is compared as an `Essence`. `expected` says which essences a case has left after a format has dropped what it
drops; what a parser reads from the rendered export must be these, in this order.
"""

import hashlib
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from archiver.corpus.exports import mht, rows
from archiver.corpus.labelled import LabelledCase, Said

Sort = Literal[
    "text", "image", "voice", "video", "file", "sticker", "transfer", "redpacket", "wallet", "card", "call", "forward",
    "receipt", "recall", "notice", "unknown",
]  # fmt: skip
"""What a row carries. `wallet` is a payment of which the format does not say whether it is a transfer."""

Speaker = Literal["number", "uid", "name", "side", "own or name"]
"""By what a format tells who speaks; `side` is which of two, in private talk, `own or name` calls the owner 我."""


class Essence(Struct, frozen=True):
    """A message as every format could tell it; empty or None where this one does not.

    `speaker` is who speaks, empty for QQ itself; `name`, `size` (as printed where it is rounded) and `md5` are those of
    a file. `quotes` tells a reply.
    """

    at: datetime | None
    speaker: str
    sort: Sort
    words: str
    name: str | None = None
    size: int | str | None = None
    md5: str | None = None
    quotes: bool = False


class Kept(Struct, frozen=True):
    """What a format keeps.

    `absent` sorts have no row at all, `own_absent` none where the exporting account sent them; `told_as` are those told
    as another one; `voiceless` ones stand under no person's name; `wordless` ones lose what was typed beside them.
    `pictures` are inside, so that their digest is that of their bytes; receipts may stand under the owner's name,
    and all notices under the peer's. `dated_` ones bear times.
    """

    speaker: Speaker = "number"
    size: Literal["exact", "rounded", "peer", "none"] = "exact"
    named: bool = True
    md5: frozenset[Sort] = frozenset()
    receipt_named: bool = True
    receipt_sized: bool = False
    receipt_by_owner: bool = False
    pictures: bool = False
    notices_by_peer: bool = False
    quotes: bool = True
    dated_receipts: bool = True
    dated_notices: bool = True
    absent: frozenset[Sort] = frozenset()
    own_absent: frozenset[Sort] = frozenset()
    told_as: dict[Sort, Sort] = {}
    voiceless: frozenset[Sort] = frozenset()
    wordless: frozenset[Sort] = frozenset({"call"})


_WALLET: Final[dict[Sort, Sort]] = {"transfer": "wallet", "redpacket": "wallet"}
_CLASSIC: Final = Kept(
    speaker="name", size="rounded", receipt_sized=True, receipt_by_owner=True, quotes=False,
    own_absent=frozenset({"file"}), voiceless=frozenset({"file"}), wordless=frozenset({"forward", "card", "call"}),
    told_as={"call": "text", "forward": "text"},
)  # fmt: skip
_CLASSIC_GROUP: Final = Kept(
    speaker="name", size="none", quotes=False, wordless=frozenset({"forward", "card", "call"}),
    told_as={"call": "text", "forward": "text", "receipt": "notice"},
)  # fmt: skip
_COPY: Final = Kept(
    speaker="name", size="none", named=False, quotes=False, dated_receipts=False,
    absent=frozenset({"notice", "recall"}), told_as={"call": "text", "forward": "text"},
)  # fmt: skip
_PHONE: Final = Kept(
    speaker="name", size="peer", quotes=False, absent=frozenset({"notice", "receipt"}),
    told_as={"call": "text", "forward": "text"},
)  # fmt: skip
_BOT: Final = Kept(told_as={"transfer": "unknown", "receipt": "notice"})
_QCE_OLD: Final = Kept(md5=frozenset({"image"}), receipt_named=False, told_as=_WALLET)
_QCE_PRINT: Final = Kept(
    speaker="name", size="none", md5=frozenset({"image"}), receipt_named=False, told_as=_WALLET
)  # fmt: skip
_PAGE: Final = Kept(speaker="uid", size="none", md5=frozenset({"image"}), told_as={**_WALLET, "call": "text"})
_CHATLAB: Final = Kept(size="none", told_as={"receipt": "notice"})
_QQNT: Final = Kept(
    speaker="side", size="none", md5=frozenset({"image"}), told_as={"receipt": "notice", "forward": "card"},
)  # fmt: skip
_DUMP: Final = Kept(
    speaker="name", size="none", told_as={"transfer": "redpacket", "forward": "card"},
    absent=frozenset({"receipt"}), wordless=frozenset({"voice", "video", "file", "card", "call", "forward"}),
)  # fmt: skip

_PHONE_DB: Final = Kept(
    md5=frozenset({"image"}), told_as={"receipt": "notice"},
    wordless=frozenset({"voice", "video", "sticker", "card", "call", "forward"}),
)  # fmt: skip
_PHONE_PAGE: Final = Kept(
    speaker="own or name", size="none", named=False, quotes=False, notices_by_peer=True,
    told_as={"transfer": "unknown", "redpacket": "unknown", "receipt": "unknown", "notice": "unknown",
             "recall": "unknown"},
    wordless=frozenset({"voice", "video", "sticker", "card", "call", "forward", "file"}),
)  # fmt: skip
_PHONE_LINES: Final = Kept(
    told_as={"transfer": "unknown", "redpacket": "unknown", "receipt": "notice", "card": "unknown",
             "forward": "unknown"},
    wordless=frozenset({"voice", "video", "sticker", "card", "call", "forward", "file"}),
)  # fmt: skip

KEPT: Final[dict[str, tuple[Kept, Kept | None]]] = {
    "txt_classic": (_CLASSIC, _CLASSIC_GROUP),
    "mht": (replace(_CLASSIC, pictures=True), replace(_CLASSIC_GROUP, pictures=True)),
    "qce_json_a": (_QCE_OLD, _QCE_OLD),
    "qce_json_b": (Kept(md5=frozenset({"image", "file"})), Kept(md5=frozenset({"image", "file"}))),
    "qce_json_c": (_QCE_OLD, _QCE_OLD),
    "qce_json_d": (Kept(md5=frozenset({"image", "file"})), Kept(md5=frozenset({"image", "file"}))),
    "qce_jsonl": (_QCE_OLD, _QCE_OLD),
    "qce_txt": (_QCE_PRINT, _QCE_PRINT),
    "qce_xlsx": (_QCE_OLD, _QCE_OLD),
    "qce_html": (_PAGE, _PAGE),
    "qce_viewer": (_PAGE, _PAGE),
    "chatlab_json": (_CHATLAB, _CHATLAB),
    "chatlab_jsonl": (_CHATLAB, _CHATLAB),
    "onebot": (_BOT, _BOT),
    "clipboard": (_COPY, _COPY),
    "nt_db": (Kept(md5=frozenset({"image", "file"})), Kept(md5=frozenset({"image", "file"}))),
    "qqnt_export_txt": (_QQNT, _QQNT),
    "qqnt_export_json": (_QQNT, _QQNT),
    "qq_dump_txt": (_DUMP, None),
    "qq_dump_md": (_DUMP, None),
    "qq_dump_html": (replace(_DUMP, dated_notices=False), None),
    "android_txt": (_PHONE, _PHONE),
    "android_db": (_PHONE_DB, replace(_PHONE_DB, md5=frozenset({"image", "file"}))),
    "android_html": (_PHONE_PAGE, _PHONE_PAGE),
    "android_json": (_PHONE_LINES, _PHONE_LINES),
}
"""Format id → what it keeps of private talk and of a group's; None where it does not export groups."""


def expected(case: LabelledCase, kept: Kept) -> list[Essence]:
    """Return what a format has to tell of a case."""
    return [_essence(case, said, kept) for said in case.messages if _is_kept(case, said, kept)]


def sort_of(said: Said) -> Sort:
    """Return what a message carries."""
    if rows.is_system(said):
        return "recall" if rows.recalled_letter(said) else "receipt" if said.receipt else "notice"
    table: tuple[tuple[object, Sort], ...] = (
        (said.transfer is not None, "transfer"), (said.redpacket, "redpacket"), (said.file, "file"),
        (said.voice, "voice"), (said.video, "video"), (said.forward is not None, "forward"), (said.card, "card"),
        (said.call, "call"), (said.image, "image"), (said.sticker, "sticker"),
    )  # fmt: skip
    return next((sort for carried, sort in table if carried), "text")


def _is_kept(case: LabelledCase, said: Said, kept: Kept) -> bool:
    sort = sort_of(said)
    return sort not in kept.absent and not (sort in kept.own_absent and said.by == case.own)


def _essence(case: LabelledCase, said: Said, kept: Kept) -> Essence:
    sort = sort_of(said)
    system = rows.is_system(said)
    silent = system or sort in {"transfer", "redpacket"} or sort in kept.wordless
    dated = kept.dated_receipts if sort == "receipt" else kept.dated_notices or not system
    return Essence(
        said.at if dated else None,
        _speaker(case, said, sort, kept),
        kept.told_as.get(sort, sort), "" if silent else said.text.strip(), _name(said, sort, kept),
        _size(case, said, sort, kept), _md5(said, sort, kept),
        kept.quotes and said.reply_to is not None and not system,
    )  # fmt: skip


def _speaker(case: LabelledCase, said: Said, sort: Sort, kept: Kept) -> str:
    if sort == "receipt" and kept.receipt_by_owner:
        return case.accounts[case.own].name
    if rows.is_system(said) and kept.notices_by_peer:
        return case.accounts[case.peer].name
    if rows.is_system(said) or sort in kept.voiceless:
        return ""
    if kept.speaker == "own or name" and said.by == case.own:
        return "我"
    if kept.speaker == "side" and case.kind != "group":
        return "发" if said.by == case.own else "收"
    account = case.accounts[said.by]
    return {"number": account.uin, "uid": rows.uid(case, said.by)}.get(kept.speaker, account.name)


def _name(said: Said, sort: Sort, kept: Kept) -> str | None:
    if sort == "receipt":
        return said.receipt if kept.receipt_named and kept.told_as.get(sort) is None else None
    return said.file.name if said.file is not None and sort == "file" and kept.named else None


def _size(case: LabelledCase, said: Said, sort: Sort, kept: Kept) -> int | str | None:
    if sort == "receipt" and kept.receipt_sized:
        found = next((m.file.size for m in case.messages if m.file and m.file.name == said.receipt), None)
        return None if found is None else rows.rounded_size(found)
    if sort != "file" or said.file is None or kept.size == "none" or (kept.size == "peer" and said.by == case.own):
        return None
    return rows.rounded_size(said.file.size) if kept.size == "rounded" else said.file.size


def _md5(said: Said, sort: Sort, kept: Kept) -> str | None:
    if sort == "image" and kept.pictures:
        return hashlib.md5(mht.picture(said), usedforsecurity=False).hexdigest()
    if sort not in kept.md5:
        return None
    return rows.md5(said) if sort == "file" else rows.media_name(said, "").lower()
