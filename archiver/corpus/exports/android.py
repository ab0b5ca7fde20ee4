"""A case as what tools take from a phone: its database, and the page and lines made of it (design formats.md §7)."""

import hashlib
import html
import json
import sqlite3
from contextlib import closing

from archiver.corpus.exports import rows, wire
from archiver.corpus.labelled import LabelledCase, Said

_GROUP = "900000001"
_COLUMNS = "msgData, senderuin, frienduin, time, msgtype, shmsgseq, msgUid, uniseq, isSend, selfuin, extStr"


def write_db(case: LabelledCase) -> bytes:
    """Return the database: numbers and names, files with their bytes, payments by a sentence alone."""
    peer = _GROUP if case.kind == "group" else case.accounts[case.peer].uin
    digest = hashlib.md5(peer.encode(), usedforsecurity=False).hexdigest().upper()
    table = f"mr_{'troop' if case.kind == 'group' else 'friend'}_{digest}_New"
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"CREATE TABLE {table} (_id INTEGER PRIMARY KEY, {_COLUMNS})")
        base.execute("CREATE TABLE Friends (uin, remark, name)")
        people = [(account.uin, "", account.name) for account in case.accounts.values()]
        base.executemany("INSERT INTO Friends VALUES (?, ?, ?)", people)
        base.execute("CREATE TABLE TroopInfoV2 (troopuin, troopRemark, troopname)")
        base.execute("INSERT INTO TroopInfoV2 VALUES (?, '', ?)", (_GROUP, case.title))
        told = [_row(case, said, peer) for said in case.messages]
        base.executemany(f"INSERT INTO {table} ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", told)  # noqa: S608 - names of ours
        base.commit()
        return base.serialize()


def _row(case: LabelledCase, said: Said, peer: str) -> tuple[str | bytes | int, ...]:
    code, data = _body(case, said)
    sender = case.accounts[case.peer if rows.is_system(said) else said.by].uin
    return (
        data, sender, peer, rows.epoch_ms(case, said) // 1000, code, said.n, 0, int(rows.message_id(said)),
        int(said.by == case.own), case.accounts[case.own].uin, _kept(case, said) if code == -1049 else "",
    )  # fmt: skip


def _kept(case: LabelledCase, said: Said) -> str:
    """Return what a reply keeps of the message that it quotes."""
    quoted = case.messages[(said.reply_to or 1) - 1]
    numbers = {
        "mSourceMsgSenderUin": int(case.accounts[quoted.by].uin), "mSourceMsgSeq": quoted.n,
        "mSourceMsgTime": rows.epoch_ms(case, quoted) // 1000,
    }  # fmt: skip
    source = wire.java_object(
        "com.tencent.mobileqq.data.MessageForReplyText$SourceMsgInfo", numbers, {"mSourceMsgText": quoted.text}
    )
    return json.dumps({"sens_msg_source_msg_info": source.hex()})


def _body(case: LabelledCase, said: Said) -> tuple[int, bytes]:
    if rows.is_system(said):
        return -5040 if rows.recalled_letter(said) else -2042, rows.system_sentence(case, said).encode()
    if said.file and case.kind == "group":
        texts = {"fileName": said.file.name, "md5": rows.md5(said), "sha1": "0" * 40}
        return -2017, wire.java_object("com.example.File", {"fileSize": said.file.size}, texts)
    if said.file:
        return -2005, f"/storage/emulated/0/{said.file.name}|{said.file.size}|0|0|0".encode()
    if said.image:
        picture = wire.text(1, rows.media_name(said, ".jpg")) + wire.number(2, 20480)
        picture += wire.text(6, rows.media_name(said, ""))
        if not said.text:
            return -2000, picture
        return -1035, wire.field(1, wire.field(2, picture)) + wire.field(1, wire.text(1, said.text))
    if said.voice:
        return -2002, wire.text(1, "/ptt/a.amr") + wire.number(19, said.voice)
    table = ((said.video, -2022), (said.sticker, -8018), (said.forward is not None, -2011), (said.card, -5008),
             (said.call, -2009))  # fmt: skip
    code = next((code for carried, code in table if carried), 0)
    if said.transfer is not None or said.redpacket:
        return -2025, ("[QQ红包]" if said.redpacket else "[转账]").encode()
    return code or (-1049 if said.reply_to is not None else -1000), said.text.encode()


def write_html(case: LabelledCase) -> bytes:
    """Return the page of QQ-History-Backup: files and payments as types that it does not read."""
    body = "".join(_paragraph(case, said) for said in case.messages)
    return (
        '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head>'
        f"<div style='white-space: pre-line'>{body}</div>"
    ).encode()


def _paragraph(case: LabelledCase, said: Said) -> str:
    shown = _shown(case, said)
    if said.by == case.own and not rows.is_system(said):
        head = f'<p align=\'right\'><font color="green">{said.t}</font>-----<font color="blue"><b>我</font></b></br>'
    else:
        account = case.accounts[case.peer if rows.is_system(said) else said.by]
        name = html.escape(f"{account.name}({account.uin})")
        head = f'<p align=\'left\'><font color="blue"><b>{name}</b></font>-----<font color="green">{said.t}</font></br>'
    return f"{head}{shown}</br></br></p>"


def _shown(case: LabelledCase, said: Said) -> str:
    code, _ = _body(case, said)
    if code in {-2000, -1035}:
        return f'<img src="chatimg/0a1/Cache_{said.n}" width="auto" height="auto" />{html.escape(said.text)}'
    if code == -2002:
        return f'<audio src="voice/{said.n}.mp3" controls title="时长 {said.voice} 秒的语音消息"/>'
    if code == -5008:
        return "[分享卡片]"
    return html.escape(said.text) if code in {-1000, -1049} else f"[unknown msg_type {code}]"


def write_json(case: LabelledCase) -> bytes:
    """Return the lines of QQHistoryExport: numbers, but no names and no ids."""
    return "".join(
        json.dumps(_line(case, said), ensure_ascii=False, separators=(",", ":")) + "\n" for said in case.messages
    ).encode()


def _line(case: LabelledCase, said: Said) -> dict[str, object]:
    code, _ = _body(case, said)
    kind, content = _content(case, said, code)
    sender = case.accounts[case.peer if rows.is_system(said) else said.by].uin
    return {"t": kind, "c": content, "s": sender, "i": rows.epoch_ms(case, said) // 1000}


def _content(case: LabelledCase, said: Said, code: int) -> tuple[str, object]:
    if rows.is_system(said):
        return "revoke" if code == -5040 else "tip", {"text": rows.system_sentence(case, said), "type": "unknown"}
    if said.file:
        return "file", {"received": True, "name": said.file.name, "path": "output/x", "size": said.file.size}
    media = rows.media(said)
    if media and media[0] == "image" and not said.text:
        return "img", {"path": f"output/{media[1]}", "type": "pic", "name": media[1], "size": media[2]}
    table: tuple[tuple[object, str, dict[str, object]], ...] = (
        (said.voice, "voice", {"path": "output/x.mp3", "length": said.voice}),
        (said.video, "video", {"path": "output/x.mp4", "name": "x.mp4"}), (said.call, "call", {"text": "[通话]"}),
        (said.sticker, "nudge", {"text": "[平底锅]x1"}),
        (said.card or said.forward is not None, "uns", {"text": "[卡片]", "type": "unknown"}),
        (said.redpacket or said.transfer is not None, "uns", {"text": "[红包]", "type": "unknown"}),
    )  # fmt: skip
    for carried, kind, content in table:
        if carried:
            return kind, content
    parts: list[dict[str, object]] = [{"t": "m", "c": {"m": said.text}}]
    if said.image:
        parts.insert(0, {"t": "img", "c": {"path": "output/x.jpg", "type": "pic", "name": "x.jpg"}})
    if said.reply_to is not None:
        quoted = case.messages[said.reply_to - 1]
        told = {"text": quoted.text, "uin": case.accounts[quoted.by].uin, "time": rows.epoch_ms(case, quoted) // 1000}
        parts.insert(0, {"t": "reply", "c": told})
    return "mixmsg" if said.image else "msg", parts
