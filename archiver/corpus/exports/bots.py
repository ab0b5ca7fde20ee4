"""A case as ChatLab JSON and JSONL and as a OneBot event log (design formats.md §9, §10)."""

import json

from archiver.corpus.exports import qce_file as qce
from archiver.corpus.exports import rows
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import LabelledCase, Said

_GROUP = 900000001


def write_chatlab_json(case: LabelledCase) -> bytes:
    """Return one object."""
    head = _head(case)
    whole: dict[str, Json] = {**head, "members": [*_members(case)], "messages": [*_chatlab(case)]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def write_chatlab_jsonl(case: LabelledCase) -> bytes:
    """Return a line for the header, every member and every message."""
    lines: list[dict[str, Json]] = [{"_type": "header", **_head(case)}]
    lines += [{"_type": "member", **member} for member in _members(case)]
    lines += [{"_type": "message", **message} for message in _chatlab(case)]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()


def _head(case: LabelledCase) -> dict[str, Json]:
    meta: dict[str, Json] = {"name": case.title, "platform": "qq", "ownerId": case.accounts[case.own].uin}
    meta |= {"type": "group", "groupId": str(_GROUP)} if case.kind == "group" else {"type": "private"}
    return {"chatlab": {"version": "0.0.2", "exportedAt": 1767578400}, "meta": meta}


def _members(case: LabelledCase) -> list[dict[str, Json]]:
    return [{"platformId": account.uin, "accountName": account.name} for account in case.accounts.values()]


def _chatlab(case: LabelledCase) -> list[dict[str, Json]]:
    return [_chatlab_row(case, said) for said in case.messages]


def _chatlab_row(case: LabelledCase, said: Said) -> dict[str, Json]:
    system = rows.is_system(said)
    row: dict[str, Json] = {
        "sender": "0" if system else case.accounts[said.by].uin,
        "accountName": "系统消息" if system else case.accounts[said.by].name,
        "timestamp": rows.epoch_ms(case, said) // 1000, "type": _chatlab_type(said),
        "content": qce.sentence(case, said) if system else _chatlab_text(said),
        "platformMessageId": rows.message_id(said),
    }  # fmt: skip
    if said.reply_to is not None and not system:
        row["replyToMessageId"] = rows.message_id(case.messages[said.reply_to - 1])
    return row


def _chatlab_type(said: Said) -> int:
    if rows.is_system(said):
        return 81 if rows.recalled_letter(said) else 80
    table = ((said.file, 4), (said.image, 1), (said.voice, 2), (said.video, 3), (said.sticker, 5),
             (said.redpacket, 20), (said.transfer is not None, 21), (said.call, 23), (said.card, 24),
             (said.reply_to, 25), (said.forward is not None, 26))  # fmt: skip
    return next((code for carried, code in table if carried), 0)


def _chatlab_text(said: Said) -> str:
    if said.transfer is not None:
        return f"[转账] {rows.money(said)}元"
    if said.redpacket:
        return "[红包]"
    if said.sticker:
        return f"[表情]{said.text}"
    return qce.placeholder(said, " ") + said.text


def write_onebot(case: LabelledCase) -> bytes:
    """Return an event a line. A receipt is a message without any segment, a payment a segment without its sum."""
    return "".join(
        json.dumps(_event(case, said), ensure_ascii=False, separators=(",", ":")) + "\n" for said in case.messages
    ).encode()


def _event(case: LabelledCase, said: Said) -> dict[str, Json]:
    own = int(case.accounts[case.own].uin)
    peer = int(case.accounts[case.peer].uin)
    event: dict[str, Json] = {"time": rows.epoch_ms(case, said) // 1000, "self_id": own}
    place: dict[str, Json] = {"group_id": _GROUP} if case.kind == "group" else {}
    letter = rows.recalled_letter(said)
    if letter:
        who = int(case.accounts[letter].uin)
        kind = "group_recall" if case.kind == "group" else "friend_recall"
        target: dict[str, Json] = {} if case.kind == "group" else {"target_id": peer}
        return event | place | target | {"post_type": "notice", "notice_type": kind, "user_id": who,
                                         "operator_id": who, "message_id": -said.n}  # fmt: skip
    speaker = own if rows.is_system(said) else int(case.accounts[said.by].uin)
    name = rows.name(case, case.own if rows.is_system(said) else said.by)
    event |= place | {
        "post_type": "message_sent" if speaker == own else "message",
        "message_type": "group" if case.kind == "group" else "private", "message_id": -said.n, "user_id": speaker,
        "sender": {"user_id": speaker, "nickname": name}, "raw_message": "",
        "message": [] if rows.is_system(said) else _segments(said),
    }  # fmt: skip
    return event if case.kind == "group" or speaker != own else event | {"target_id": peer}


def _segments(said: Said) -> list[Json]:
    parts: list[Json] = []
    if said.reply_to is not None:
        parts.append({"type": "reply", "data": {"id": str(-said.reply_to)}})
    media = rows.media(said)
    if media:
        kind = {"audio": "record"}.get(media[0], media[0])
        parts.append({"type": kind, "data": {"file": media[1], "file_size": str(media[2])}})
    if said.forward is not None:
        inner: list[Json] = [
            {"time": 0, "sender": {"nickname": f.by}, "message": [{"type": "text", "data": {"text": f.text}}]}
            for f in said.forward
        ]
        parts.append({"type": "forward", "data": {"id": f"res{said.n}", "content": inner}})
    if said.card:
        parts.append({"type": "json", "data": {"data": json.dumps({"prompt": said.card}, ensure_ascii=False)}})
    if said.sticker:
        parts.append({"type": "mface", "data": {"summary": "[开心]"}})
    if said.transfer is not None or said.redpacket:
        parts.append({"type": "redbag" if said.redpacket else "wallet", "data": {}})
    if said.call:
        parts.append({"type": "av_record", "data": {}})
    elif said.text and said.transfer is None and not said.redpacket:
        parts.append({"type": "text", "data": {"text": said.text}})
    return parts
