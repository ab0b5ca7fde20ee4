"""A case as message-manager TXT (design formats.md §3), with what that format drops."""

from archiver.corpus.exports.rows import recalled_letter, rounded_size, system_sentence
from archiver.corpus.labelled import SYSTEM, LabelledCase, Said

_BANNER = "消息记录（此消息记录为文本格式，不支持重新导入）"
_BAR = "=" * 64
_UNSUPPORTED = "[QQ转账]该消息类型暂不支持查看，请使用新版手机QQ查看。"


def write(case: LabelledCase) -> bytes:
    """Return the file: UTF-8 with BOM, CRLF between structural lines, bare LF within a body."""
    group = "我的QQ群" if case.kind == "group" else "我的好友"
    block = [_BANNER, "", _BAR, f"消息分组:{group}", _BAR, f"消息对象:{case.title}", _BAR, ""]
    for said in case.messages:
        printed = row(case, said)
        if printed:
            head, body = printed
            block += [f"{said.at:%Y-%m-%d} {said.at.hour}:{said.at:%M:%S} {head}", body, ""]
    return ("﻿" + "\r\n".join(block) + "\r\n").encode()


def row(case: LabelledCase, said: Said) -> tuple[str, str] | None:
    """Return a message's head without its time, and its body; None for what the format does not have."""
    if said.file and said.by != SYSTEM:
        return _file(case, said)
    if said.by == SYSTEM:
        return _system(case, said)
    if recalled_letter(said):
        return None
    return _head(case, said.by), _body(said)


def _head(case: LabelledCase, letter: str) -> str:
    account = case.accounts[letter]
    return f"{account.name}({account.uin})" if case.kind == "group" else account.name


def _file(case: LabelledCase, said: Said) -> tuple[str, str] | None:
    assert said.file
    if case.kind == "group":
        shared = f"[图片] {case.accounts[said.by].name} 分享文件 {said.at.hour}:{said.at:%M:%S}"
        return "系统消息(10000)", f'{shared}\r\n"{said.file.name}" 下载'
    if said.by == case.own:
        return None  # only the peer's receipt stays (§3.8)
    return "", f"成功接收离线文件“{said.file.name}”({rounded_size(said.file.size)}) 打开文件 打开所在文件夹"


def _system(case: LabelledCase, said: Said) -> tuple[str, str]:
    if case.kind == "group":
        return "系统消息(10000)", system_sentence(case, said)
    if said.receipt:
        size = next((m.file.size for m in case.messages if m.file and m.file.name == said.receipt), None)
        shown = f"({rounded_size(size)})" if size is not None else ""
        return case.accounts[case.own].name, f"对方已成功接收了您发送的离线文件“{said.receipt}”{shown}。"
    return "", system_sentence(case, said)


def _body(said: Said) -> str:
    if said.transfer is not None:
        return _UNSUPPORTED
    if said.redpacket:
        return "[QQ红包]请使用新版手机QQ查收红包。"
    for shown, token in (
        (said.image, "[图片]"),
        (said.sticker, "[表情]"),
        (said.voice, "[语音]"),
        (said.video, "[视频]"),
    ):
        if shown:
            return token + said.text
    if said.card:
        return f"[分享]{said.card if isinstance(said.card, str) else ''}"
    if said.forward is not None:
        return f"[聊天记录]{said.forward_title}"
    if said.call:
        return "[语音通话]"
    return said.text
