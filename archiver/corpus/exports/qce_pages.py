"""A case as the modern web page of qq-chat-exporter v5.5, and as its viewer folder (design formats.md §5.10)."""

import html
import json

from archiver.corpus.exports import qce_file as qce
from archiver.corpus.exports import rows
from archiver.corpus.exports.qce_generations import message_c
from archiver.corpus.exports.qce_prints import packed
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import LabelledCase, Said

_CHUNK = 100


def write_html(case: LabelledCase) -> bytes:
    """Return the page: message ids and senders' uids, neither numbers nor sizes."""
    blocks = "\n".join(_block(case, said) for said in case.messages)
    return _page(case, {}, f'<div class="chat-content">\n{blocks}\n</div>')


def write_viewer(case: LabelledCase) -> bytes:
    """Return the folder of the viewer as a ZIP, a hundred messages a script."""
    members = {"index.html": _page(case, {"mode": "chunked"}, '<div id="messages"></div>')}
    chunks: list[Json] = []
    for number, at in enumerate(range(0, max(len(case.messages), 1), _CHUNK), 1):
        part = case.messages[at : at + _CHUNK]
        name = f"data/chunks/c{number:06}.js"
        records = ",\n".join(_json(_record(case, said)) for said in part)
        script = f'window.__QCE_CHUNK__ && window.__QCE_CHUNK__({{id:"c{number:06}",messages:[\n{records}\n]}});\n'
        members[name] = script.encode()
        ends = [rows.epoch_ms(case, said) for said in part] or [0]
        chunks.append({"id": name[12:19], "file": name, "count": len(part), "startTs": ends[0], "endTs": ends[-1],
                       "bytes": len(members[name])})  # fmt: skip
    whole = qce.document(case, "", "", message_c)
    manifest = _json({
        "format": "qce-modern-html-chunked", "version": 1, "exportTime": "2026-01-05T02:00:00.000Z",
        "chat": whole["chatInfo"], "stats": {"totalMessages": len(case.messages)}, "senders": [], "chunks": chunks,
    })  # fmt: skip
    members["data/manifest.js"] = f"window.__QCE_MANIFEST__ && window.__QCE_MANIFEST__({manifest});\n".encode()
    return packed(members)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _page(case: LabelledCase, more: dict[str, Json], body: str) -> bytes:
    about: dict[str, Json] = {
        "messageCount": len(case.messages), "chatName": case.title,
        "chatType": "group" if case.kind == "group" else "private", "exportTime": "2026-01-05T02:00:00.000Z", **more,
    }  # fmt: skip
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<!-- QCE_METADATA: {_json(about)} -->\n'
        f'<head><meta charset="UTF-8"></head>\n<body>\n{body}\n</body>\n</html>\n'
    ).encode()


def _record(case: LabelledCase, said: Said) -> dict[str, Json]:
    who = "" if rows.is_system(said) else said.by
    return {
        "id": f"msg-{rows.message_id(said)}", "ts": rows.epoch_ms(case, said), "date": said.t[:10],
        "uid": rows.uid(case, who) if who else rows.uid(case, case.peer),
        "name": case.accounts[who].name if who else "系统消息", "text": said.text.lower(), "html": _block(case, said),
    }  # fmt: skip


def _block(case: LabelledCase, said: Said) -> str:
    day, time = said.t[:10], said.at.strftime("%Y/%m/%d %H:%M:%S")
    if rows.is_system(said):
        told = html.escape(qce.sentence(case, said))
        return (
            f'<div class="message-block" data-date="{day}">\n<div class="system-message-container" style="x">\n'
            f'<div class="system-message">{told}</div>\n<div style="color: #999;">{time}</div>\n</div>\n</div>'
        )
    side = "self" if said.by == case.own else "other"
    return (
        f'<div class="message-block" data-date="{day}">\n<div class="message {side}" data-date="{day}" '
        f'data-sender-uid="{rows.uid(case, said.by)}" id="msg-{rows.message_id(said)}">\n'
        f'<div class="message-header">\n<span class="sender">{html.escape(case.accounts[said.by].name)}</span>\n'
        f'<span class="time">{time}</span>\n</div>\n'
        f'<div class="message-bubble"><div class="content">{_content(case, said)}</div></div>\n</div>\n</div>'
    )


def _content(case: LabelledCase, said: Said) -> str:
    if said.transfer is not None or said.redpacket:
        return '<span class="text-content">钱包/红包消息</span>'
    parts = []
    quoted = qce.quoted_by(case, said)
    if quoted:
        parts.append(
            f'<div class="reply-content" data-reply-to="msg-{quoted.id}"><strong>{html.escape(quoted.name)}</strong>'
            f'<div class="reply-content-text">{html.escape(quoted.text)}</div></div>'
        )
    parts.append(_media(said))
    if said.text:
        parts.append(f'<span class="text-content">{html.escape(said.text)}</span>')
    return "".join(parts) or '<span class="text-content">[空消息]</span>'


def _media(said: Said) -> str:
    media = rows.media(said)
    if media:
        kind, name = media[0], html.escape(media[1])
        return {
            "file": f'<a href="resources/files/{name}" class="message-file" download="{name}">📎 {name}</a>',
            "image": f'<div class="image-content"><img src="resources/images/{name}" alt="{name}"></div>',
            "audio": f'<audio src="resources/audios/{name}" controls class="message-audio"></audio>',
            "video": f'<video src="resources/videos/{name}" controls class="message-video"></video>',
        }[kind]
    if said.forward is not None:
        title = html.escape(said.forward_title or "聊天记录")
        return f'<div class="forward-card"><div class="forward-card-header">{title}</div></div>'
    if said.card:
        title = html.escape(said.card if isinstance(said.card, str) else "卡片")
        return f'<div class="json-card"><div class="json-title">{title}</div></div>'
    if said.sticker:
        return '<span class="face-emoji">/微笑</span>'
    return '<span class="text-content">[通话]</span>' if said.call else ""
