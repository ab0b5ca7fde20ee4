"""A case as qq-chat-exporter JSON of generation A, B, C or D (design formats.md §5), with what each drops."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeAlias

from archiver.corpus.exports import rows
from archiver.corpus.labelled import SYSTEM, LabelledCase, Said

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Shape = Callable[[LabelledCase, Said], dict[str, Json]]

_GROUP_NUMBER: Final = "900000001"
_LOCAL: Final = "%Y-%m-%d %H:%M:%S"


def write_a(case: LabelledCase) -> bytes:
    """Return generation A: pretty-printed, `id` and `timestamp`, `type_N`, html filled."""
    whole = document(case, "QQChatExporter V4", "4.0.0", _message_a)
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def write_b(case: LabelledCase) -> bytes:
    """Return generation B: `messageId`, ISO time, `rawMessage` with every native element."""
    whole = document(case, "QQChatExporter V4", "4.0.0", _message_b)
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def write_c(case: LabelledCase) -> bytes:
    """Return generation C: as A with `mentions`, no html, one message a physical line."""
    return _by_lines(document(case, "QQChatExporter V5", "5.5.77", message_c))


def write_d(case: LabelledCase) -> bytes:
    """Return generation D: kinds as words, `time` in UTC, separate elements, md5 of files."""
    return _by_lines(document(case, "QQChatExporter V6", "0.1.0", _message_d))


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


def _peer_uid(case: LabelledCase) -> str:
    return _GROUP_NUMBER if case.kind == "group" else rows.uid(case, case.peer)


def _sender(case: LabelledCase, said: Said, system_name: str) -> dict[str, Json]:
    if rows.is_system(said):
        return {"uid": _peer_uid(case), "uin": "0", "name": system_name}
    account = case.accounts[said.by]
    return {"uid": rows.uid(case, said.by), "uin": account.uin, "name": account.name}


def gray_tip(said: Said) -> int:
    """Return which of QQ's notices a row is: 1 recall, 10 receipt, 17 poke and joining, 4 else."""
    if rows.recalled_letter(said):
        return 1
    return 10 if said.receipt else 17 if said.poke or said.join else 4


def _resources(said: Said) -> list[Json]:
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


def whole_text(case: LabelledCase, said: Said) -> str:
    """Return the text of generations A and C: placeholders and a reply's quotation included."""
    quoted = quoted_by(case, said)
    head = f"[回复 {quoted[1]}: {quoted[2]}]\n" if quoted else ""
    payment = said.transfer is not None or said.redpacket
    return head + placeholder(said, " ") + ("" if payment else said.text)


def quoted_by(case: LabelledCase, said: Said) -> tuple[str, str, str, Said] | None:
    """Return (id, sender's name, text, message) of what a reply quotes."""
    if said.reply_to is None:
        return None
    original = case.messages[said.reply_to - 1]
    return (
        rows.message_id(original),
        rows.name(case, original.by),
        placeholder(original, " ") + original.text,
        original,
    )


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
    quoted = quoted_by(case, said)
    if quoted:
        data: dict[str, Json] = {"messageId": quoted[0], "referencedMessageId": quoted[0], "senderName": quoted[1]}
        data |= {"timestamp": rows.epoch_ms(case, quoted[3]) // 1000, "content": quoted[2]}
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
    text = f"[{gray_tip(said)}]" if system else whole_text(case, said)
    elements: list[Json] = [{"type": "text", "data": {"text": text}}] if system else _elements_a(case, said, text)
    content: dict[str, Json] = {
        "text": text,
        "html": text if html else "",
        "elements": elements,
        "resources": _resources(said),
    }
    return {
        "id": rows.message_id(said),
        "seq": str(said.n),
        "timestamp": rows.epoch_ms(case, said),
        "time": said.at.strftime(_LOCAL),
        "sender": _sender(case, said, _peer_uid(case) if html else "0"),
        "type": "type_1" if system else _code_a(said),
        "content": content,
        "recalled": False,
        "system": system,
    }


def _wallet(said: Said) -> dict[str, Json]:
    shown = rows.money(said)
    if said.transfer is not None:
        faces = (f"向你转账{shown}元", "[转账]你收到一笔转账", "QQ转账", 1)
    else:
        faces = (said.text or "恭喜发财", f"[QQ红包]{said.text or '恭喜发财'}", "QQ红包", 2)
    title, notice, under, code = faces
    side: dict[str, Json] = {"title": title, "notice": notice, "subTitle": under}
    return {"msgType": code, "receiver": side, "sender": dict(side), "billNo": f"9000{said.n:08d}"}


def _native_elements(case: LabelledCase, said: Said) -> list[Json]:
    """Return `rawMessage.elements` of generation B (NapCat's words)."""
    if rows.is_system(said):
        return [{"elementType": 8, "grayTipElement": _native_tip(case, said)}]
    if said.transfer is not None or said.redpacket:
        return [{"elementType": 9, "walletElement": _wallet(said)}]
    elements: list[Json] = []
    quoted = quoted_by(case, said)
    if quoted:
        reply: dict[str, Json] = {"sourceMsgIdInRecords": quoted[0], "replayMsgId": quoted[0], "senderNick": quoted[1]}
        reply |= {"replayMsgSeq": str(quoted[3].n), "replyMsgTime": str(rows.epoch_ms(case, quoted[3]) // 1000)}
        elements.append(
            {"elementType": 7, "replyElement": reply | {"sourceMsgTextElems": [{"textElemContent": quoted[2]}]}}
        )
    elements += _native_media(said)
    if said.forward is not None:
        elements.append(
            {"elementType": 16, "multiForwardMsgElement": {"resId": f"res{said.n}", "xmlContent": said.forward_title}}
        )
    if said.card:
        ark = json.dumps({"prompt": said.card if isinstance(said.card, str) else ""}, ensure_ascii=False)
        elements.append({"elementType": 10, "arkElement": {"bytesData": ark}})
    if said.sticker:
        elements.append({"elementType": 37, "marketFaceElement": {"faceName": "[开心]"}})
    if said.text:
        elements.append({"elementType": 1, "textElement": {"content": said.text, "atType": 0}})
    return elements


def _native_tip(case: LabelledCase, said: Said) -> dict[str, Json]:
    letter = rows.recalled_letter(said)
    if letter:
        operator = {"operatorUid": rows.uid(case, letter), "operatorNick": case.accounts[letter].name}
        revoke: dict[str, Json] = {**operator, "isSelfOperate": letter == case.own, "wording": ""}
        revoke |= {"origMsgSenderUid": operator["operatorUid"], "origMsgSenderNick": operator["operatorNick"]}
        return {"subElementType": 1, "revokeElement": revoke}
    if said.receipt:
        return {"subElementType": 10, "fileReceiptElement": {"fileName": said.receipt}}
    return {
        "subElementType": 17,
        "jsonGrayTipElement": {"jsonStr": json.dumps({"txt": rows.system_sentence(case, said)})},
    }


def _native_media(said: Said) -> list[Json]:
    media = rows.media(said)
    if media is None:
        return []
    kind, name, size = media
    if kind == "file":
        return [{"elementType": 3, "fileElement": {"fileName": name, "fileSize": str(size), "fileMd5": rows.md5(said)}}]
    if kind == "image":
        element: dict[str, Json] = {"fileName": name, "fileSize": str(size), "md5HexStr": name[:32].lower()}
        return [{"elementType": 2, "picElement": element}]
    if kind == "audio":
        return [{"elementType": 4, "pttElement": {"fileName": name, "fileSize": str(size), "duration": said.voice}}]
    return [{"elementType": 5, "videoElement": {"fileName": name, "fileSize": str(size)}}]


def native_code(said: Said) -> int:
    """Return the kind of a message as QQ itself counts it."""
    if rows.is_system(said):
        return 5
    if said.transfer is not None or said.redpacket:
        return 10
    table = ((said.file, 3), (said.voice, 6), (said.video, 7), (said.forward is not None, 8), (said.reply_to, 9),
             (said.card, 11), (said.sticker, 17))  # fmt: skip
    return next((code for carried, code in table if carried), 2)


def _message_b(case: LabelledCase, said: Said) -> dict[str, Json]:
    system = rows.is_system(said)
    media = None if system else rows.media(said)
    resources: list[Json] = []
    if media:
        kind, name, size = media
        md5 = rows.md5(said) if said.file else name[:32].lower() if kind == "image" else ""
        resources = [
            {"type": kind, "fileName": name, "fileSize": size, "originalUrl": "", "md5": md5, "accessible": False}
        ]
    content: dict[str, Json] = {
        "text": f"[{gray_tip(said)}]" if system else whole_text(case, said),
        "html": "",
        "raw": "",
    }
    quoted = None if system else quoted_by(case, said)
    if quoted:
        content["reply"] = {
            "messageId": quoted[0],
            "referencedMessageId": quoted[0],
            "senderName": quoted[1],
            "content": quoted[2],
        }
    content |= {"mentions": [], "resources": resources, "emojis": [], "special": []}
    sender = _sender(case, said, "0")
    raw: dict[str, Json] = {
        "msgId": rows.message_id(said),
        "msgSeq": str(said.n),
        "msgTime": str(rows.epoch_ms(case, said) // 1000),
    }
    raw |= {"msgType": native_code(said), "chatType": 2 if case.kind == "group" else 1, "peerUid": _peer_uid(case)}
    raw |= {
        "senderUid": sender["uid"],
        "senderUin": sender["uin"],
        "recallTime": "0",
        "elements": _native_elements(case, said),
    }
    return {
        "messageId": rows.message_id(said),
        "messageSeq": str(said.n),
        "timestamp": iso(case, said),
        "sender": sender,
        "receiver": {"uid": _peer_uid(case), "type": "group" if case.kind == "group" else "private"},
        "messageType": native_code(said),
        "isSystemMessage": system,
        "isRecalled": False,
        "isTempMessage": False,
        "content": content,
        "rawMessage": raw,
    }


def _word_d(said: Said) -> str:
    if rows.is_system(said):
        return "system"
    if said.transfer is not None or said.redpacket:
        return "type_10"
    table = ((said.file, "file"), (said.voice, "audio"), (said.video, "video"), (said.forward is not None, "forward"),
             (said.reply_to, "reply"), (said.card, "json"), (said.sticker, "type_17"))  # fmt: skip
    return next((word for carried, word in table if carried), "text")


def sentence(case: LabelledCase, said: Said) -> str:
    """Return the words of one of QQ's own rows as v6 prints them."""
    if said.receipt:
        return f"对方已接收文件「{said.receipt}」"
    letter = rows.recalled_letter(said)
    return f"{case.accounts[letter].name} 撤回了一条消息" if letter else rows.system_sentence(case, said)


def _elements_d(case: LabelledCase, said: Said) -> list[Json]:
    if rows.is_system(said):
        told = sentence(case, said)
        data: dict[str, Json] = {"subType": gray_tip(said), "text": told, "summary": told, "items": []}
        return [{"type": "system", "data": data | {"originalData": _native_tip(case, said)}}]
    if said.transfer is not None or said.redpacket:
        summary = "[QQ转账]" if said.transfer is not None else "[QQ红包]"
        return [{"type": "wallet", "data": {"summary": summary, "payload": _wallet(said)}}]
    elements: list[Json] = []
    quoted = quoted_by(case, said)
    if quoted:
        original = quoted[3]
        data = {"messageId": quoted[0], "referencedMessageId": quoted[0], "senderName": quoted[1], "content": quoted[2]}
        data |= {"senderUin": case.accounts[original.by].uin if original.by != SYSTEM else "0"}
        elements.append({"type": "reply", "data": data | {"timestamp": rows.epoch_ms(case, original) // 1000}})
    media = rows.media(said)
    if media:
        kind, name, size = media
        data = {"filename": name, "size": size}
        data |= (
            {"md5": rows.md5(said)}
            if said.file
            else {"md5": name[:32].lower()}
            if said.image
            else {"duration": said.voice}
        )
        elements.append({"type": kind, "data": data})
    if said.forward is not None:
        inner: list[Json] = [
            {"sender": {"name": f.by}, "time": f"{f.t}:00", "content": {"text": f.text}} for f in said.forward
        ]
        data = {"title": said.forward_title or "聊天记录", "resId": f"res{said.n}", "summary": "", "preview": []}
        elements.append({"type": "forward", "data": data | {"messageCount": len(inner), "messages": inner}})
    if said.card:
        elements.append({"type": "json", "data": {"title": said.card if isinstance(said.card, str) else ""}})
    if said.sticker:
        elements.append({"type": "market_face", "data": {"name": "[开心]"}})
    if said.text:
        elements.append({"type": "text", "data": {"text": said.text}})
    return elements


def _text_d(case: LabelledCase, said: Said) -> str:
    if rows.is_system(said):
        return sentence(case, said)
    if said.transfer is not None or said.redpacket:
        return "[钱包消息]"
    return ("[回复消息]" if said.reply_to else "") + placeholder(said, "") + said.text


def _message_d(case: LabelledCase, said: Said) -> dict[str, Json]:
    system = rows.is_system(said)
    sender: dict[str, Json] = {"uid": "未知", "name": "系统消息"} if system else _sender(case, said, "")
    content: dict[str, Json] = {
        "text": _text_d(case, said),
        "elements": _elements_d(case, said),
        "resources": _resources(said),
    }
    return {
        "id": rows.message_id(said),
        "seq": str(said.n),
        "timestamp": rows.epoch_ms(case, said),
        "time": iso(case, said),
        "sender": sender,
        "type": _word_d(said),
        "content": content | {"mentions": []},
        "recalled": False,
        "system": system,
    }
