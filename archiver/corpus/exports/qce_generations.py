"""A case as qq-chat-exporter JSON of generation A, B, C or D (design formats.md §5), with what each drops."""

import json
from typing import Final

from archiver.corpus.exports import qce_file as qce
from archiver.corpus.exports import rows
from archiver.corpus.exports.qce_native import native_code, native_elements, native_tip, wallet
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import SYSTEM, LabelledCase, Said

_LOCAL: Final = "%Y-%m-%d %H:%M:%S"


def write_a(case: LabelledCase) -> bytes:
    """Return generation A: pretty-printed, `id` and `timestamp`, `type_N`, html filled."""
    whole = qce.document(case, "QQChatExporter V4", "4.0.0", _message_a)
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def write_b(case: LabelledCase) -> bytes:
    """Return generation B: `messageId`, ISO time, `rawMessage` with every native element."""
    whole = qce.document(case, "QQChatExporter V4", "4.0.0", _message_b)
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def write_c(case: LabelledCase) -> bytes:
    """Return generation C: as A with `mentions`, no html, one message a physical line."""
    return _by_lines(qce.document(case, "QQChatExporter V5", "5.5.77", message_c))


def write_d(case: LabelledCase) -> bytes:
    """Return generation D: kinds as words, `time` in UTC, separate elements, md5 of files."""
    return _by_lines(qce.document(case, "QQChatExporter V6", "0.1.0", _message_d))


def _by_lines(document: dict[str, Json]) -> bytes:
    messages = document["messages"]
    assert isinstance(messages, list)
    parts = []
    for key, value in document.items():
        if key == "messages":
            inner = ",\n".join(json.dumps(message, ensure_ascii=False, separators=(",", ":")) for message in messages)
            parts.append(f'"messages":[\n{inner}\n]')
        else:
            parts.append(f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}')
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _message_a(case: LabelledCase, said: Said) -> dict[str, Json]:
    return _message_ac(case, said, html=True)


def message_c(case: LabelledCase, said: Said) -> dict[str, Json]:
    """Return a message of generation C."""
    message = _message_ac(case, said, html=False)
    assert isinstance(message["content"], dict)
    message["content"]["mentions"] = []
    return message


def _message_ac(case: LabelledCase, said: Said, *, html: bool) -> dict[str, Json]:
    system = rows.is_system(said)
    text = f"[{qce.gray_tip(said)}]" if system else qce.whole_text(case, said)
    elements: list[Json] = [{"type": "text", "data": {"text": text}}] if system else _elements_a(case, said, text)
    content: dict[str, Json] = {
        "text": text,
        "html": text if html else "",
        "elements": elements,
        "resources": qce.resources(said),
    }
    return {
        "id": rows.message_id(said),
        "seq": str(said.n),
        "timestamp": rows.epoch_ms(case, said),
        "time": said.at.strftime(_LOCAL),
        "sender": qce.sender_of(case, said, qce.peer_uid(case) if html else "0"),
        "type": "type_1" if system else _code_a(said),
        "content": content,
        "recalled": False,
        "system": system,
    }


def _code_a(said: Said) -> str:
    if said.transfer is not None or said.redpacket:
        return "type_10"
    table = (
        (said.file, "type_8"), (said.voice, "type_6"), (said.video, "type_9"), (said.forward is not None, "type_11"),
        (said.reply_to, "type_3"), (said.card, "type_7"), (said.sticker, "type_17"), (said.call, "type_19"),
    )  # fmt: skip
    return next((code for carried, code in table if carried), "type_1")


def _elements_a(case: LabelledCase, said: Said, text: str) -> list[Json]:
    elements: list[Json] = [{"type": "text", "data": {"text": text}}] if text else []
    media = rows.media(said)
    if media:
        kind, name, size = media
        elements.append({"type": kind, "data": {"filename": name, "size": size, "url": ""}})
    quoted = qce.quoted_by(case, said)
    if quoted:
        data = qce.told_of(quoted) | {"timestamp": rows.epoch_ms(case, quoted.said) // 1000, "content": quoted.text}
        elements.append({"type": "reply", "data": data})
    if said.forward is not None:
        inner: list[Json] = [{"sender": f.by, "time": f"{f.t}:00", "content": f.text} for f in said.forward]
        title = said.forward_title or "聊天记录"
        forward: dict[str, Json] = {
            "title": title,
            "summary": f"查看{len(inner)}条转发消息",
            "messageCount": len(inner),
        }
        elements.append({"type": "forward", "data": forward | {"senderNames": [], "messages": inner}})
    return elements


def _message_b(case: LabelledCase, said: Said) -> dict[str, Json]:
    sender = qce.sender_of(case, said, "0")
    return {
        "messageId": rows.message_id(said),
        "messageSeq": str(said.n),
        "timestamp": qce.iso(case, said),
        "sender": sender,
        "receiver": {"uid": qce.peer_uid(case), "type": "group" if case.kind == "group" else "private"},
        "messageType": native_code(said),
        "isSystemMessage": rows.is_system(said),
        "isRecalled": False,
        "isTempMessage": False,
        "content": _content_b(case, said),
        "rawMessage": {
            "msgId": rows.message_id(said),
            "msgSeq": str(said.n),
            "msgTime": str(rows.epoch_ms(case, said) // 1000),
            "msgType": native_code(said),
            "chatType": 2 if case.kind == "group" else 1,
            "peerUid": qce.peer_uid(case),
            "senderUid": sender["uid"],
            "senderUin": sender["uin"],
            "recallTime": "0",
            "elements": native_elements(case, said),
        },
    }


def _content_b(case: LabelledCase, said: Said) -> dict[str, Json]:
    system = rows.is_system(said)
    text = f"[{qce.gray_tip(said)}]" if system else qce.whole_text(case, said)
    content: dict[str, Json] = {"text": text, "html": "", "raw": ""}
    quoted = None if system else qce.quoted_by(case, said)
    if quoted:
        content["reply"] = qce.told_of(quoted) | {"content": quoted.text}
    return content | {"mentions": [], "resources": _resources_b(said), "emojis": [], "special": []}


def _resources_b(said: Said) -> list[Json]:
    media = None if rows.is_system(said) else rows.media(said)
    if media is None:
        return []
    kind, name, size = media
    md5 = rows.md5(said) if said.file else name[:32].lower() if kind == "image" else ""
    return [{"type": kind, "fileName": name, "fileSize": size, "originalUrl": "", "md5": md5, "accessible": False}]


def _message_d(case: LabelledCase, said: Said) -> dict[str, Json]:
    system = rows.is_system(said)
    sender: dict[str, Json] = {"uid": "未知", "name": "系统消息"} if system else qce.sender_of(case, said, "")
    content: dict[str, Json] = {
        "text": _text_d(case, said),
        "elements": _elements_d(case, said),
        "resources": qce.resources(said),
    }
    return {
        "id": rows.message_id(said),
        "seq": str(said.n),
        "timestamp": rows.epoch_ms(case, said),
        "time": qce.iso(case, said),
        "sender": sender,
        "type": _word_d(said),
        "content": content | {"mentions": []},
        "recalled": False,
        "system": system,
    }


def _word_d(said: Said) -> str:
    if rows.is_system(said):
        return "system"
    if said.transfer is not None or said.redpacket:
        return "type_10"
    table = ((said.file, "file"), (said.voice, "audio"), (said.video, "video"), (said.forward is not None, "forward"),
             (said.reply_to, "reply"), (said.card, "json"), (said.sticker, "type_17"))  # fmt: skip
    return next((word for carried, word in table if carried), "text")


def _text_d(case: LabelledCase, said: Said) -> str:
    if rows.is_system(said):
        return qce.sentence(case, said)
    if said.transfer is not None or said.redpacket:
        return "[钱包消息]"
    return ("[回复消息]" if said.reply_to else "") + qce.placeholder(said, "") + said.text


def _elements_d(case: LabelledCase, said: Said) -> list[Json]:
    if rows.is_system(said):
        told = qce.sentence(case, said)
        data: dict[str, Json] = {"subType": qce.gray_tip(said), "text": told, "summary": told, "items": []}
        return [{"type": "system", "data": data | {"originalData": native_tip(case, said)}}]
    if said.transfer is not None or said.redpacket:
        summary = "[QQ转账]" if said.transfer is not None else "[QQ红包]"
        return [{"type": "wallet", "data": {"summary": summary, "payload": wallet(said)}}]
    elements: list[Json] = [*_reply_d(case, said), *_media_d(said), *_forward_d(said)]
    if said.card:
        elements.append({"type": "json", "data": {"title": said.card if isinstance(said.card, str) else ""}})
    if said.sticker:
        elements.append({"type": "market_face", "data": {"name": "[开心]"}})
    if said.text:
        elements.append({"type": "text", "data": {"text": said.text}})
    return elements


def _reply_d(case: LabelledCase, said: Said) -> list[Json]:
    quoted = qce.quoted_by(case, said)
    if quoted is None:
        return []
    original = quoted.said
    data = qce.told_of(quoted) | {"content": quoted.text}
    data |= {"senderUin": case.accounts[original.by].uin if original.by != SYSTEM else "0"}
    return [{"type": "reply", "data": data | {"timestamp": rows.epoch_ms(case, original) // 1000}}]


def _media_d(said: Said) -> list[Json]:
    media = rows.media(said)
    if media is None:
        return []
    kind, name, size = media
    data: dict[str, Json] = {"filename": name, "size": size}
    if said.file:
        data["md5"] = rows.md5(said)
    elif said.image:
        data["md5"] = name[:32].lower()
    else:
        data["duration"] = said.voice
    return [{"type": kind, "data": data}]


def _forward_d(said: Said) -> list[Json]:
    if said.forward is None:
        return []
    inner: list[Json] = [
        {"sender": {"name": f.by}, "time": f"{f.t}:00", "content": {"text": f.text}} for f in said.forward
    ]
    data: dict[str, Json] = {
        "title": said.forward_title or "聊天记录", "resId": f"res{said.n}", "summary": "", "preview": [],
    }  # fmt: skip
    return [{"type": "forward", "data": data | {"messageCount": len(inner), "messages": inner}}]
