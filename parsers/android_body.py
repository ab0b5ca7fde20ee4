"""The body of a row of a phone's QQ database, by the number of its type (formats.md §7.1)."""

import re
from typing import Literal

from parsers import markers
from parsers.assembled import Script
from parsers.java_stream import MAGIC, JavaError
from parsers.java_stream import fields as java_fields
from parsers.message import Attachment, Kind, Money
from parsers.nt_body import Body, Element
from parsers.nt_wire import WireError, fields
from parsers.sqlite_file import Value

_TEXT = frozenset({-1000, -1051})
_TIPS = frozenset({-5040, -5020, -1012, -1013, -2042})
_SIGNS: dict[int, tuple[str, Kind]] = {
    -8018: ("表情", "sticker"), -5012: ("戳一戳", "sticker"), -5018: ("戳一戳", "sticker"), -5008: ("卡片消息", "card"),
    -2011: ("合并转发", "forward"), -2016: ("通话", "call"), -4008: ("通话", "call"), -2009: ("通话", "call"),
    -1001: ("通话", "call"),
}  # fmt: skip
KINDS: dict[int, Kind] = {
    -1000: "text", -1051: "text", -1049: "reply", -1035: "text", -2000: "image", -2002: "voice", -2022: "video",
    -2005: "file", -3008: "file", -2017: "file", **{code: kind for code, (_, kind) in _SIGNS.items()},
}  # fmt: skip
"""What the number of a type says of a row whose content was not read."""

# path|size|…, before which QQ puts a control character
_FILE = re.compile(r"\x16?([^|]{1,1000})\|(\d{1,15})\|.*", re.DOTALL)
_MD5 = re.compile(r"[0-9A-Fa-f]{32}")
_SHORT = 500


def read(code: int, data: Value) -> Body:
    """Return what a body says. What is not understood is told by a notice, its bytes stay in the database."""
    if code in _TEXT or code == -1049:
        text = _words(data)
        own = ((0, len(text)),) if text else ()
        return Body("reply" if code == -1049 else "text", text, own)
    if code in _TIPS:
        text = _words(data)
        return Body("recall" if code == -5040 or markers.is_recall(text) else "system", text, (), tip=True)
    if code in {-2005, -3008, -2017}:
        return _file(code, data)
    if code == -2025:
        return _packet(_words(data))
    if code in _SIGNS:
        word, kind = _SIGNS[code]
        return Body(kind, f"[{word}]", ())
    return _media(code, data)


def _words(data: Value) -> str:
    if isinstance(data, bytes):
        return data.decode("utf-8", "replace").replace("\ufffd", "␚")
    return "" if data is None else str(data)


def _packet(text: str) -> Body:
    """Read what is a payment or an event of a member, told apart by its words alone."""
    if "红包" in text or "转账" in text:
        kind: Literal["transfer", "redpacket"] = "transfer" if "转账" in text else "redpacket"
        return Body(kind, text[:_SHORT], (), money=Money(kind, note=text[:_SHORT]))
    return Body("system", text, (), tip=True)


def _file(code: int, data: Value) -> Body:
    if code == -2017:
        return _group_file(data)
    text = _words(data)
    found = _FILE.fullmatch(text) if code == -2005 else None
    path = found[1] if found else text.strip("\x16")
    name = path.rpartition("/")[2]
    size = int(found[2]) if found and found[2] != "0" else None
    attachment = Attachment("file", name or None, size, path=path if "/" in path else None)
    return Body("file", f"[文件: {name}]" if name else "[文件]", (), (attachment,), notices=_if_none(name))


def _group_file(data: Value) -> Body:
    """Read the file of a group, an object of Java's: its fields are known by what they hold and are called."""
    raw = data if isinstance(data, bytes) else b""
    try:
        told = java_fields(raw[raw.find(MAGIC) :] if MAGIC in raw[:64] else raw)
    except JavaError:
        return Body("file", "[文件]", (), (Attachment("file"),), notices=("unreadable_element",))
    texts = {key.lower(): value for key, value in told.items() if isinstance(value, str) and value}
    numbers = {key.lower(): value for key, value in told.items() if isinstance(value, int)}
    name = next((value for key, value in texts.items() if "name" in key), "").rpartition("/")[2]
    size = next((value for key, value in numbers.items() if "size" in key and value > 0), None)
    md5 = next((value.lower() for key, value in texts.items() if "md5" in key and _MD5.fullmatch(value)), None)
    attachment = Attachment("file", name or None, size, md5=md5)
    return Body("file", f"[文件: {name}]" if name else "[文件]", (), (attachment,), notices=_if_none(name))


def _if_none(name: str) -> tuple[str, ...]:
    return () if name else ("unreadable_element",)


_MEDIA: dict[int, tuple[Literal["image", "voice", "video"], str]] = {
    -2000: ("image", "图片"), -2002: ("voice", "语音"), -2022: ("video", "视频"),
}  # fmt: skip


def _media(code: int, data: Value) -> Body:
    raw = data if isinstance(data, bytes) else _words(data).encode()
    try:
        if code == -1035:
            return _mixed(raw)
        if code in _MEDIA:
            kind, word = _MEDIA[code]
            return Body(kind, f"[{word}]", (), (_record(kind, raw),))
    except WireError:
        kind, word = _MEDIA.get(code, ("image", "混合消息"))
        files = (Attachment(kind),) if code in _MEDIA else ()
        return Body(kind if files else "unknown", f"[{word}]", (), files, notices=("unreadable_element",))
    return Body("unknown", f"[{code}]", (), notices=("unknown_row_type",))


def _record(kind: Literal["image", "voice", "video"], raw: bytes) -> Attachment:
    """Read a picture or voice: 1 its path on the phone, 2 its bytes, 6 its digest, 19 the seconds of a voice."""
    element = Element(raw)
    path, md5 = element.text(1), element.text(6)
    return Attachment(
        kind, path.rpartition("/")[2] or None, element.number(2), md5=md5.lower() if _MD5.fullmatch(md5) else None,
        seconds=element.number(19) if kind == "voice" else None, path=path or None,
    )  # fmt: skip


def _mixed(raw: bytes) -> Body:
    """Read words and pictures in their order: 1 an element, in it 1 the words or 2 a picture."""
    script, files = Script(), list[Attachment]()
    for field in fields(raw):
        element = Element(field.value) if field.number == 1 and isinstance(field.value, bytes) else None
        if element is not None and element.data(2):
            script.sign("[图片]", "image")
            files.append(_record("image", element.data(2)))
        elif element is not None:
            script.words(element.text(1))
    return Body(script.kind(), script.text(), script.own(), tuple(files))
