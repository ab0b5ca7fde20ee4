"""The file of qq-chat-exporter around its messages, and the words that all its generations print (formats.md §5)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from archiver.corpus.exports import rows
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import LabelledCase, Said

Shape = Callable[[LabelledCase, Said], dict[str, Json]]
"""How one generation writes a message."""
_GROUP_NUMBER: Final = "900000001"


def document(case: LabelledCase, product: str, version: str, shape: Shape) -> dict[str, Json]:
    """Return the whole object of a single file, its messages in the given shape."""
    first, last = (iso(case, case.messages[n]) for n in (0, -1)) if case.messages else ("", "")
    own = case.accounts[case.own]
    return {
        "metadata": {
            "name": f"{product} / https://github.com/shuakami/qq-chat-exporter",
            "copyright": "本软件是免费的开源项目",
            "version": version,
        },
        "chatInfo": {
            "name": case.title,
            "type": "group" if case.kind == "group" else "private",
            "selfUid": rows.uid(case, case.own),
            "selfUin": own.uin,
            "selfName": own.name,
        },
        "statistics": {
            "totalMessages": len(case.messages),
            "timeRange": {"start": first, "end": last, "durationDays": 1},
            "messageTypes": {},
            "senders": [],
            "resources": {"total": 0, "byType": {}, "totalSize": 0},
        },
        "messages": [shape(case, said) for said in case.messages],
        "exportOptions": {
            "includedFields": ["id", "timestamp", "sender", "content", "resources"],
            "filters": {},
            "options": {"timeFormat": "YYYY-MM-DD HH:mm:ss", "encoding": "utf-8"},
        },
    }


def iso(case: LabelledCase, said: Said) -> str:
    """Return the instant of a message in UTC."""
    instant = datetime.fromtimestamp(rows.epoch_ms(case, said) / 1000, UTC)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def peer_uid(case: LabelledCase) -> str:
    """Return the uid of the other side, or the number of the group."""
    return _GROUP_NUMBER if case.kind == "group" else rows.uid(case, case.peer)


def sender_of(case: LabelledCase, said: Said, system_name: str) -> dict[str, Json]:
    """Return who a row stands under; QQ's own rows stand under `system_name`."""
    if rows.is_system(said):
        return {"uid": peer_uid(case), "uin": "0", "name": system_name}
    account = case.accounts[said.by]
    return {"uid": rows.uid(case, said.by), "uin": account.uin, "name": account.name}


def gray_tip(said: Said) -> int:
    """Return which of QQ's notices a row is: 1 recall, 10 receipt, 17 poke and joining, 4 else."""
    if rows.recalled_letter(said):
        return 1
    return 10 if said.receipt else 17 if said.poke or said.join else 4


def resources(said: Said) -> list[Json]:
    """Return the files of a message as its content lists them."""
    media = None if rows.is_system(said) else rows.media(said)
    if media is None:
        return []
    kind, name, size = media
    return [{"type": kind, "filename": name, "size": size, "url": ""}]


def placeholder(said: Said, space: str) -> str:
    """Return the exporter's sign for what is no text; `space` stands behind its colon."""
    if said.transfer is not None or said.redpacket:
        return "[UNKNOWN_9消息]"
    if said.forward is not None:
        return f"[合并转发:{space}{said.forward_title or '聊天记录'}]"
    if said.card:
        return f"[卡片消息:{space}{said.card if isinstance(said.card, str) else ''}]"
    if said.call:
        return "[通话]"
    if said.sticker:
        return "[UNKNOWN_37消息]"
    media = rows.media(said)
    if media is None:
        return ""
    kind, name, _ = media
    if kind == "audio":
        return f"[语音{space or ':'}{said.voice}秒]"
    return f"[{ {'file': '文件', 'image': '图片', 'video': '视频'}[kind] }:{space}{name}]"


def sentence(case: LabelledCase, said: Said) -> str:
    """Return the words of one of QQ's own rows as v6 prints them."""
    if said.receipt:
        return f"对方已接收文件「{said.receipt}」"
    letter = rows.recalled_letter(said)
    return f"{case.accounts[letter].name} 撤回了一条消息" if letter else rows.system_sentence(case, said)


def whole_text(case: LabelledCase, said: Said) -> str:
    """Return the text of generations A and C: placeholders and a reply's quotation included."""
    quoted = quoted_by(case, said)
    head = f"[回复 {quoted.name}: {quoted.text}]\n" if quoted else ""
    payment = said.transfer is not None or said.redpacket
    return head + placeholder(said, " ") + ("" if payment else said.text)


class Quoted(NamedTuple):
    """What a reply quotes: the message, its id, who said it, and its words as they are printed."""

    id: str
    name: str
    text: str
    said: Said


def quoted_by(case: LabelledCase, said: Said) -> Quoted | None:
    """Return what a message quotes, None for one that is no reply."""
    if said.reply_to is None:
        return None
    original = case.messages[said.reply_to - 1]
    text = placeholder(original, " ") + original.text
    return Quoted(rows.message_id(original), rows.name(case, original.by), text, original)


def told_of(quoted: Quoted) -> dict[str, Json]:
    """Return how a reply names what it quotes, before its words."""
    return {"messageId": quoted.id, "referencedMessageId": quoted.id, "senderName": quoted.name}
