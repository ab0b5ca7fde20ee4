"""The text of a row as qq-chat-exporter prints it into TXT and sheets, read back into its parts.

What JSON tells apart by elements stands here in one text: placeholders, faces, the quoted words. A person can type the
same characters, so a placeholder counts as a file only where the export also lists that file, and a bare `[10]` as a
receipt only where it stands under no person's name.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers import qce_parts
from parsers.message import Sender
from parsers.qce_original import Part
from parsers.qce_rows import Content, ElementData, Printed
from parsers.qce_words import LABELS

_EMPTY = {"[无文本内容]": "", "[系统消息]": "system", "[表情消息]": "face", "[图片消息]": "image"}
_CARD = re.compile(r"\[(?:卡片消息: .*|JSON消息|位置.*)\]", re.DOTALL)
_FORWARD = re.compile(r"\[合并转发[:：].*\]", re.DOTALL)
_FACE = re.compile(r"\[(/[^\[\]\n]{1,12}|\[[^\[\]\n]{1,12}\])\]")
_WALLET = re.compile(r"\[UNKNOWN_9消息\]|\[(?:QQ)?(?:红包|转账)[^\]\n]*\]")
_OPENING = re.compile(r"\[回复 (.{0,60}?): ")
_NUMBER = re.compile(r"\[\d{1,3}\]")
_UID = re.compile(r"u_[A-Za-z0-9_-]{10,40}")
_NOBODY = frozenset({"0", "系统消息", "未知", ""})

# QQ's own numbers, which these prints use, in the terms of the JSON (formats.md §5.4)
_CODES = {
    "type_1": "", "type_2": "", "type_3": "file", "type_4": "json", "type_5": "system", "type_6": "audio",
    "type_7": "video", "type_8": "forward", "type_9": "reply", "type_11": "json", "type_17": "", "type_25": "json",
}  # fmt: skip


class Listed(Struct, frozen=True):
    """A file that the export lists with a row."""

    type: str
    name: str
    size: Printed = None


class Quote(Struct, frozen=True):
    """What a row quotes: whose words, and the words."""

    name: str
    text: str


class Print(Struct, frozen=True):
    """A row as printed."""

    text: str
    files: tuple[Listed, ...] = ()
    mentions: tuple[str, ...] = ()
    quote: Quote | None = None
    code: str = ""


def speaker(name: str, text: str, uin: str = "") -> Sender:
    """Return whom a row stands under; a voice of QQ where no person can be meant."""
    uid = name if _UID.fullmatch(name) else ""
    voice = name in _NOBODY and uin in {"", "0"}
    return Sender(name, uin, uid, voice or (bool(uid) and _NUMBER.fullmatch(text) is not None))


def read(row: Print, sender: Sender) -> qce_parts.Parts:
    """Return what a row is made of."""
    if sender.pseudo:
        return qce_parts.notice_row(row.text, ())
    empty = _EMPTY.get(row.text)
    code = _CODES.get(row.code, row.code)
    if empty == "system":
        return qce_parts.Parts("system")
    text = row.text if empty is None else ""
    parts = [*_parts(row, text)]
    if empty:
        parts.append(Part(empty, ElementData()))
    if _WALLET.fullmatch(text):
        code = "type_10"
    found = qce_parts.ordinary(Content(text, elements=[]), text, code, separate=False, parts=parts)
    if text == "[10]":
        return qce_parts.Parts("text", ((0, len(text)),), notices=("claimed_file_event",))
    return found


def lists(text: str, files: Sequence[Listed]) -> bool:
    """Say whether the files of a list can belong to a text: each shows in it, or it has no words of its own."""
    if text in _EMPTY:
        return True
    return all(f"[{LABELS.get(file.type, file.type)}" in text or f"[{file.type}" in text for file in files)


def opening(text: str) -> Quote | None:
    """Return the quoted words that open a reply, `[回复 name: words]` and a line end, its brackets counted."""
    found = _OPENING.match(text)
    if found is None:
        return None
    depth = 1
    for at in range(found.end(), len(text)):
        depth += (text[at] == "[") - (text[at] == "]")
        if not depth:
            return Quote(found[1], text[found.end() : at])
    return None


def _parts(row: Print, text: str) -> Iterator[Part]:
    if row.quote is not None:
        yield Part("reply", ElementData(senderName=row.quote.name, content=row.quote.text))
    for file in row.files:
        yield Part(file.type, ElementData(filename=file.name, size=file.size))
    for name in row.mentions:
        yield Part("at", ElementData(name=name))
    for face in _FACE.finditer(text):
        yield Part("face", ElementData(name=face[1]))
    if _CARD.fullmatch(text):
        yield Part("json", ElementData())
    elif _FORWARD.fullmatch(text):
        yield Part("forward", ElementData())
