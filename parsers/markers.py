"""QQ's own words in a text: placeholders, notices of file transfers and recalls, and who is no person."""

import re
from typing import Literal, NamedTuple

from msgspec import Struct

from parsers.message import Attachment, Kind, Money

ANONYMOUS = "80000000"
"""The number under which anonymous members of a group speak."""

PSEUDO_UINS = frozenset({"0", "10000", "1000000", ANONYMOUS, "2854196310"})
"""Voices of QQ: nobody, system, group system, anonymous members, the group robot (formats.md §2.5)."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)

_DIGEST = re.compile(r"([0-9A-Fa-f]{32})\.\w{1,5}")


def digest_of(name: str | None) -> str | None:
    """Return the MD5 that the name of a picture is (`0123….jpg`), in lower case; None if it is none."""
    found = _DIGEST.fullmatch(name or "")
    return found[1].lower() if found else None


def has_hidden(text: str) -> bool:
    """Say whether a name holds characters that print nothing or turn the direction; emoji joiners are let pass."""
    return not text.isprintable() and _HIDDEN.search(text) is not None


class FileNotice(NamedTuple):
    """A sentence of QQ about a file. `outgoing`: from the exporting account, to it (False), or not told."""

    event: str
    outgoing: bool | None
    name: str | None
    size_text: str | None


class Marked(Struct, frozen=True):
    """What the placeholders of a text make of it."""

    kind: Kind
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    worded: bool = False
    """A file's name stands in the text itself, as QQ does not write it: a converter did, or a person."""


_FILE = r"(?:[“\"](?P<name>.+?)[”\"]\s*(?:[（(](?P<size>\d+(?:\.\d+)?\s?[KMGT]?B?)[)）])?)"
_LINKS = r"(?: (?:打开文件|打开所在文件夹|打开文件夹|打开|转发|另存为|再次发送|重新发送|下载))*"


class _Sentence(NamedTuple):
    pattern: re.Pattern[str]
    event: str
    outgoing: bool | None


def _sentence(skeleton: str, event: str, outgoing: bool | None) -> _Sentence:
    words = skeleton.replace("您", "[您你]").replace("“F”", _FILE)
    return _Sentence(re.compile(rf"{words}。?{_LINKS}\s*", re.DOTALL), event, outgoing)


# formats.md §3.7; “F” is a file name with its size where printed, 您 also the newer 你
_SENTENCES = (
    _sentence("对方已成功接收(?:了您发送的)?(?:离线)?文件 ?“F”", "receipt", outgoing=True),
    _sentence("成功发送(?:离线)?文件 ?“F”", "sent", outgoing=True),
    _sentence("成功接收(?:离线)?文件 ?“F”?", "received", outgoing=False),
    _sentence("文件 ?“F”已成功上传至服务器.*", "uploaded", outgoing=True),
    _sentence("离线文件上传完毕", "uploaded", outgoing=True),
    _sentence("文件 ?“F”已成功保存至云端", "uploaded", outgoing=True),
    _sentence("您中止了“F”的发送(?:，.*)?", "cancelled", outgoing=True),
    _sentence("您取消了?(?:离线文件)?“F”的发送(?:，.*)?", "cancelled", outgoing=True),
    _sentence("您拒绝接收(?:离线文件)?“F”(?:，.*)?", "refused", outgoing=False),
    _sentence("您取消了?(?:离线文件)?“F”的接收(?:，.*)?", "cancelled", outgoing=False),
    _sentence("对方拒绝接收(?:您发送的)?(?:离线文件)?“F”(?:，.*)?", "refused", outgoing=True),
    _sentence("对方(?:中断|中止|取消)了?(?:离线文件)?“F”的接收(?:，.*)?", "cancelled", outgoing=True),
    _sentence("对方(?:中断|中止|取消)了?(?:离线文件)?“F”的发送(?:，.*)?", "cancelled", outgoing=False),
    _sentence("对方已选择使用离线文件发送“F”(?:，.*)?", "offered", outgoing=False),
    _sentence("对方取消在线传输，转为发送离线文件(?:“F”)?", "offered", outgoing=False),
    _sentence("对方尝试向您发送离线文件“F”(?:。.*)?", "offered", outgoing=False),
    _sentence("网络连接失败，“F”(?:发送|接收)中止(?:，.*)?", "failed", outgoing=None),
    _sentence("对文件“F”的操作发生异常，文件传输终止", "failed", outgoing=None),
)
_OPENING = re.compile(r"成功[发接]|对方[已拒中取尝]|文件 ?[“\"]|离线文件上|[您你][中取拒]|网络连接失|对文件[“\"]")


def file_notice(text: str) -> FileNotice | None:
    """Return what a text says of a file transfer if the whole of it is one of QQ's sentences."""
    if not _OPENING.match(text):
        return None
    for pattern, event, outgoing in _SENTENCES:
        found = pattern.fullmatch(text)
        if found:
            parts = found.groupdict()
            return FileNotice(event, outgoing, parts.get("name"), parts.get("size"))
    return None


# 山雀撤回了一条消息 · 你撤回了一条消息 重新编辑
_RECALL = re.compile(
    r".{1,80}撤回了(?:一条消息|成员.{0,80}的一条消息|.{0,80}的(?:一条)?消息)(?:，.{0,200})?(?: 重新编辑)?。?\s*",
    re.DOTALL,
)


def is_recall(text: str) -> bool:
    """Say whether a text of QQ's own voice tells of a recalled message."""
    return "撤回了" in text and _RECALL.fullmatch(text) is not None


class _Token(Struct, frozen=True):
    """What a token stands for; `swallows` the rest of the text, which QQ wrote too."""

    kind: Kind
    media: tuple[Attachment, ...] = ()
    swallows: bool = False


_TOKENS: dict[str, _Token] = {
    "图片": _Token("image", (Attachment("image"),)),
    "表情": _Token("sticker"),
    "语音": _Token("voice", (Attachment("voice"),)),
    "视频": _Token("video", (Attachment("video"),)),
    "文件": _Token("file", (Attachment("file"),)),
    "动作消息": _Token("sticker"),
    "自动回复": _Token("text"),
    "闪照": _Token("image", (Attachment("image"),), swallows=True),
    "群签到": _Token("card", swallows=True),
    "戳一戳": _Token("sticker", swallows=True),
    "发起投票": _Token("card", swallows=True),
    "分享": _Token("card", swallows=True),
}
_ALONE = {f"[{word}]": Marked(token.kind, (), token.media) for word, token in _TOKENS.items()}
_TOKEN = re.compile(rf"\[({'|'.join(_TOKENS)})\]")
# [QQ红包]请使用新版手机QQ查收红包。 · [QQ红包]我发了一个“口令红包”，请使用… · …升级手机QQ最新版就能抢啦！
_RED_PACKET = re.compile(r"\[QQ红包\].{0,80}?(?:手机QQ(?:查收红包|查看|最新版就能抢啦)|查收红包).{0,4}\s*", re.DOTALL)
_TRANSFER = re.compile(r"\[(?:QQ)?转账\].{0,80}?手机QQ.{0,20}\s*", re.DOTALL)

# Converters and hand-made logs name what QQ leaves out: [文件: 终稿.zip] · [文件] 终稿.zip (3.4MB)
_MEDIA: dict[str, Literal["file", "image", "voice", "video"]] = {
    "文件": "file", "图片": "image", "语音": "voice", "视频": "video",
}  # fmt: skip
_NAME = r"[^\[\]\r\n]{0,200}?[^\[\]\s]\.[A-Za-z0-9]{1,5}"
_SIZE = r"\d+(?:\.\d+)?\s?[KMGT]?i?B"
_NAMED = re.compile(
    rf"\[(?P<word>{'|'.join(_MEDIA)})"
    rf"(?:[:：]\s?(?P<inside>{_NAME})(?:\s*[（(](?P<size>{_SIZE})[)）])?\]"
    rf"|\]\s?(?P<behind>{_NAME})(?:\s*[（(](?P<sized>{_SIZE})[)）])?\s*$)"
)


def _named(text: str) -> Marked | None:
    """Read a text that opens with a medium and its name; what follows a name in brackets is the sender's own."""
    found = _NAMED.match(text)
    if found is None:
        return None
    kind = _MEDIA[found["word"]]
    media = (
        Attachment(kind, found["inside"] or found["behind"], size_text=found["size"] or found["sized"], worded=True),
    )
    rest = text[found.end() :]
    if not rest or rest.isspace():
        return Marked(kind, (), media, worded=True)
    after = placeholders(rest)
    own = tuple((start + found.end(), end + found.end()) for start, end in after.own)
    return Marked("text" if own else kind, own, media + after.attachments, worded=True)


def placeholders(text: str) -> Marked:
    """Read the bracketed tokens of a classic text. They prove that something was there, not what it was."""
    alone = _ALONE.get(text)
    if alone is not None:
        return alone
    told = _named(text)
    if told is not None:
        return told
    if text.startswith("[QQ红包]") and _RED_PACKET.fullmatch(text):
        return Marked("redpacket", (), (), Money("redpacket", None, text))
    if "转账]" in text and _TRANSFER.fullmatch(text):
        return Marked("transfer", (), (), Money("transfer", None, text))
    own: list[tuple[int, int]] = []
    media: tuple[Attachment, ...] = ()
    kind: Kind | None = None
    at = 0
    found = _TOKEN.search(text)
    while found is not None:
        token = _TOKENS[found[1]]
        kind = kind or token.kind
        start = found.start()
        if start > at and not text[at:start].isspace():
            own.append((at, start))
        media += token.media
        at = len(text) if token.swallows else found.end()
        found = _TOKEN.search(text, at) if at < len(text) else None
    if at < len(text) and not text[at:].isspace():
        own.append((at, len(text)))
    return Marked("text" if own or kind is None else kind, tuple(own), media)
