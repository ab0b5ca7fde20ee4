"""A case as programs export QQ NT's database: QQNT_Export and qq-dump (design formats.md §6.1, §6.2)."""

import html
import json

from archiver.corpus.exports import rows
from archiver.corpus.labelled import LabelledCase, Said

_LOCAL = "%Y-%m-%d %H:%M:%S"


def write_qqnt_txt(case: LabelledCase) -> bytes:
    """Return the text of QQNT_Export: in private talk a side in place of a name."""
    return "".join(
        f"{said.at.strftime(_LOCAL)} {_side(case, said)}\n"
        + "".join(f"{tag}\n{content}\n" for tag, content in _pairs(case, said)) + "\n"
        for said in case.messages
    ).encode()  # fmt: skip


def write_qqnt_json(case: LabelledCase) -> bytes:
    """Return the JSON of QQNT_Export: in a group with the senders' numbers."""
    return json.dumps([_line(case, said) for said in case.messages], ensure_ascii=False, indent=2).encode()


def _line(case: LabelledCase, said: Said) -> dict[str, object]:
    row: dict[str, object] = {"time": said.at.strftime(_LOCAL)}
    if case.kind == "group":
        row["sender"] = _side(case, said)
        row["sender_qq"] = 0 if rows.is_system(said) else int(case.accounts[said.by].uin)
    else:
        row["direction"] = _side(case, said)
    return row | {"contents": _pairs(case, said)}


def _side(case: LabelledCase, said: Said) -> str:
    if case.kind == "group":
        return "0" if rows.is_system(said) else case.accounts[said.by].name
    return "发" if said.by == case.own and not rows.is_system(said) else "收"


def _pairs(case: LabelledCase, said: Said) -> list[tuple[str, str]]:
    if rows.is_system(said):
        return [("[提示]", rows.system_sentence(case, said))]
    if said.transfer is not None or said.redpacket:
        return [("[红包]", "QQ转账" if said.transfer is not None else "QQ红包")]
    if said.call:
        return [("[通话]", "1-通话")]
    pairs: list[tuple[str, str]] = []
    if said.reply_to is not None:
        pairs.append(("[被引用的消息][文本]", case.messages[said.reply_to - 1].text.replace("\n", " ")))
    media = rows.media(said)
    if media:
        tag = {"file": "[文件]", "image": "[图片]", "audio": "[语音]", "video": "[视频]"}[media[0]]
        pairs.append((tag, media[1]))
    if said.card or said.forward is not None:
        pairs.append(("[应用消息]", said.forward_title or "卡片"))
    if said.sticker:
        pairs.append(("[表情]", "/微笑-14"))
    return [*pairs, ("[文本]", said.text)] if said.text else pairs


def write_dump_txt(case: LabelledCase) -> bytes:
    """Return the text of qq-dump: one line a message."""
    lines = (
        f"[{said.at.strftime(_LOCAL)}] {_speaker(case, said)}: {_dumped(case, said, quote=True)}\n"
        for said in case.messages if _is_dumped(case, said)
    )  # fmt: skip
    return (_front(case) + "".join(lines)).encode()


def write_dump_md(case: LabelledCase) -> bytes:
    """Return the Markdown of qq-dump: a heading a day and a speaker, an item a message."""
    day = speaker = ""
    parts = [_front(case)]
    for said in case.messages:
        if not _is_dumped(case, said):
            continue
        if said.t[:10] != day:
            day, speaker = said.t[:10], ""
            parts.append(f"# {day}\n")
        if _speaker(case, said) != speaker:
            speaker = _speaker(case, said)
            parts.append(f"\n### {speaker}\n")
        parts.append(f"* {said.at:%H:%M:%S} {_dumped(case, said, quote=False)}\n")
        if said.reply_to is not None and not rows.is_system(said):
            parts.append(f"  > {_quote(case, said)}\n\n")
    return "".join(parts).encode()


def write_dump_html(case: LabelledCase) -> bytes:
    """Return the page of qq-dump: a block a day, a group a speaker, a line a message."""
    day = speaker = ""
    parts: list[str] = []
    for said in case.messages:
        if not _is_dumped(case, said):
            continue
        if said.t[:10] != day:
            parts += ["</div></div>", "</div></details>"] if day else []
            day, speaker = said.t[:10], ""
            parts.append(f'<details class="date-block"><summary>{day}</summary><div class="chat-day-content">')
        if _speaker(case, said) != speaker:
            parts += ["</div></div>"] if speaker else []
            speaker = _speaker(case, said)
            parts += _speaker_tags(case, said)
        parts += _page_row(case, said)
    log = "\n".join([*parts, "</div></div>", "</div></details>"])
    front = "".join(f"<p>{_bold(line)}</p>\n" for line in _front(case).splitlines()[2:-2] if line)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><title>Chat Logs</title></head><body><div class="container">'
        f'<div class="header">\n<h1>QQ 聊天记录归档</h1>\n{front}</div><div id="chat-log">{log}</div>'
        "</div></body></html>"
    ).encode()


def _bold(line: str) -> str:
    key, colon, value = html.escape(line).partition(":")
    return f"<strong>{key}{colon}</strong>{value}"


def _speaker_tags(case: LabelledCase, said: Said) -> list[str]:
    if rows.is_system(said):
        return ['<div class="system-message-container"><div class="message-block">']
    side = "is-self" if said.by == case.own else "is-other"
    name = html.escape(_speaker(case, said))
    return [
        f'<div class="sender-message-group {side}">',
        f'<div class="sender">{name}</div>',
        '<div class="message-block">',
    ]


def _page_row(case: LabelledCase, said: Said) -> list[str]:
    words = _tagged(_dumped(case, said, quote=False))
    if rows.is_system(said):
        return [f'<div class="sys-message">{words.removeprefix("[").removesuffix("]")}</div>']
    item = f'<span class="timestamp">{said.at:%H:%M:%S}</span><span class="message-content">{words}</span>'
    told = [f'<div class="message-item">{item}</div>']
    if said.reply_to is not None:
        quote = _tagged(_quote(case, said))
        told.append(f'<div class="reply-container"><blockquote>{quote}</blockquote></div>')
    return told


def _tagged(text: str) -> str:
    return html.escape(html.unescape(text)).replace("[%\\n%]", "<br>")


def _is_dumped(case: LabelledCase, said: Said) -> bool:
    """Say whether qq-dump writes the row: recalls and pokes, no other notice, no talk of groups."""
    return case.kind != "group" and (not rows.is_system(said) or bool(rows.recalled_letter(said) or said.poke))


def _front(case: LabelledCase) -> str:
    own, first, last = case.accounts[case.own], case.messages[0], case.messages[-1]
    return (
        f"QQ 聊天记录归档\n\n文件生成时间: 2026-01-05 10:00:00\n记录开始时间: {first.at.strftime(_LOCAL)}\n"
        f"记录结束时间: {last.at.strftime(_LOCAL)}\n\n主人账号: {own.name} ({own.uin})\n"
        f"好友范围: {own.name} 与 {case.accounts[case.peer].name} 的聊天\n用户标识: 昵称/备注\n\n{'-' * 40}\n\n"
    )


def _speaker(case: LabelledCase, said: Said) -> str:
    return "[系统提示]" if rows.is_system(said) else case.accounts[said.by].name


def _quote(case: LabelledCase, said: Said) -> str:
    original = case.messages[(said.reply_to or 1) - 1]
    return f"{original.at.strftime(_LOCAL)} {rows.name(case, original.by)}: {_escaped(original.text)}"


def _escaped(text: str) -> str:
    return text.replace("\n", "[%\\n%]")


def _dumped(case: LabelledCase, said: Said, *, quote: bool) -> str:
    letter = rows.recalled_letter(said)
    if letter:
        return f"[{case.accounts[letter].name} 撤回了一条消息]"
    if rows.is_system(said):
        return rows.system_sentence(case, said)
    parts = []
    if said.reply_to is not None and quote:
        time, _, rest = _quote(case, said).partition(" ")
        clock, _, words = rest.partition(" ")
        parts.append(f"[引用-> [{time} {clock}] {words} <-]")
    parts += [token for carried, token in (
        (said.file, f"[文件: {said.file.name if said.file else ''}]"), (said.image, "[图片]"), (said.voice, "[语音]"),
        (said.video, "[视频]"), (said.sticker, "[动画表情]"), (said.card, "[分享] 卡片"),
        (said.call, "[语音通话] 00:10"),        (said.forward is not None, f"[聊天记录] {said.forward_title}: 查看"),
        (said.redpacket or said.transfer is not None, "[红包] 恭喜发财"),
    ) if carried]  # fmt: skip
    if said.text and said.transfer is None and not said.redpacket and not said.call:
        parts.append(_escaped(said.text))
    return " ".join(parts)
