"""Messages of qq-chat-exporter that are told by tags, of a page or of a record that holds one (formats.md §5.10)."""

import re

from parsers import qce_parts
from parsers.message import Message, Money, Sender, Span, Stamp
from parsers.qce_html_words import Told
from parsers.tally import Tally

_TIP = re.compile(r"系统提示 \(类型: (\d{1,3})\)")
_WALLET = frozenset({"文件传输消息", "钱包/红包消息"})
_NOBODY = frozenset({"0", "未知"})


def message(found: Told, place: Span, stamp: Stamp, tally: Tally) -> Message:
    """Return the message that the tags tell, its notices kept by the tally."""
    tip = _TIP.fullmatch(found.text)
    pseudo = found.system or found.name in {*_NOBODY, "系统消息"} or found.uid in _NOBODY
    tally.note_name(found.name, place)
    parts = _parts(found, f"[{tip[1]}]" if tip else found.text, pseudo=pseudo)
    for notice in parts.notices:
        tally.note(notice, place)
    mine = None if pseudo else found.mine
    return Message(
        tally.count, "c1", Sender(found.name, "", found.uid, pseudo), stamp, parts.kind, found.text, place, parts.own,
        None, found.id, reply=found.reply, attachments=parts.attachments, money=parts.money, mentions=parts.mentions,
        outgoing=mine if parts.outgoing is None else parts.outgoing,
    )  # fmt: skip


def _parts(found: Told, text: str, *, pseudo: bool) -> qce_parts.Parts:
    if pseudo:
        return qce_parts.notice_row(text, ())
    if found.text in _WALLET:
        return qce_parts.Parts("unknown", money=Money("wallet", note=found.text), notices=("wallet_kind_unknown",))
    notices: tuple[str, ...] = ("unreadable_element",) if found.unknown else ()
    if found.text.startswith("📎") or _TIP.fullmatch(found.text):
        notices = (*notices, "claimed_file_event")
    return qce_parts.Parts(found.kind(), found.own, found.attachments, mentions=found.mentions, notices=notices)
