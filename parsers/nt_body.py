"""The body of a row of QQ NT's message database: elements of column 40800, by their field numbers (formats.md §6.4)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from parsers.assembled import Script
from parsers.message import Attachment, Kind, Money, Reply, Sender
from parsers.nt_wire import WireError, fields

_Media = Literal["file", "image", "voice", "video"]
_MEDIA: dict[int, tuple[_Media, str]] = {
    2: ("image", "图片"),
    3: ("file", "文件"),
    4: ("voice", "语音"),
    5: ("video", "视频"),
}
_SIGNS: dict[int, tuple[str, Kind]] = {
    6: ("表情", "sticker"), 10: ("卡片消息", "card"), 11: ("表情", "sticker"), 14: ("Markdown", "card"),
    16: ("合并转发", "forward"), 21: ("通话", "call"), 26: ("动态", "card"), 28: ("位置", "card"),
}  # fmt: skip
_NEGATIVE = 2**63
_YUAN = re.compile(r"(\d+(?:\.\d{1,2})?)\s?元")
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_XML_TEXT = re.compile(r'\b(?:txt|nm)="([^"]{0,500})"')


class Body(Struct, frozen=True):
    """What the elements of a row say. `tip` if QQ itself speaks; `odd` if an element cannot be read."""

    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    reply: Reply | None = None
    mentions: tuple[Sender, ...] = ()
    tip: bool = False
    outgoing: bool | None = None
    notices: tuple[str, ...] = ()


class Element:
    """One element: its values by field number."""

    def __init__(self, data: bytes) -> None:
        self._values: dict[int, list[int | bytes]] = defaultdict(list)
        for field in fields(data):
            self._values[field.number].append(field.value)

    def number(self, field: int) -> int | None:
        """Return a number, None where there is none; one beyond 63 bits is a negative one, and counts nothing."""
        found = next((value for value in self._values.get(field, ()) if isinstance(value, int)), None)
        return found if found is None or found < _NEGATIVE else None

    def data(self, field: int) -> bytes:
        """Return bytes, empty where there are none."""
        return next((value for value in self._values.get(field, ()) if isinstance(value, bytes)), b"")

    def text(self, *wanted: int) -> str:
        """Return the first text that is not empty among fields."""
        return next((self.data(field).decode("utf-8", "replace") for field in wanted if self.data(field)), "")


class _Parts:
    """Collects what the elements of a row say."""

    def __init__(self) -> None:
        self.script = Script()
        self.files: list[Attachment] = []
        self.mentions: list[Sender] = []
        self.money: Money | None = None
        self.reply: Reply | None = None
        self.tip: Kind | None = None
        self.outgoing: bool | None = None
        self.notices: list[str] = []

    def add(self, element: Element) -> None:
        kind = element.number(45002) or 0
        if kind == 1:
            self.script.words(element.text(45101))
        elif kind in _MEDIA:
            self._media(element, *_MEDIA[kind])
        elif kind == 7:
            self._quote(element)
        elif kind == 8:
            self._tip(element)
        elif kind == 9:
            self._wallet(element)
        elif kind in _SIGNS:
            word, is_a = _SIGNS[kind]
            named = element.text(47602, 80900) if kind in {6, 11} else _card_title(element) if kind == 10 else ""
            self.script.sign(f"[{named or word}]", is_a)
        else:
            self.script.sign(f"[{kind}]")
            self.notices.append("unreadable_element")

    def _media(self, element: Element, kind: _Media, word: str) -> None:
        name = element.text(45402) or None
        digest = element.data(45406).hex() if len(element.data(45406)) == 16 else element.text(45424).lower()
        seconds = element.number(45906) if kind == "voice" else element.number(45410) if kind == "video" else None
        self.files.append(Attachment(kind, name, element.number(45405), md5=digest or None, seconds=seconds))
        self.script.sign(f"[{word}: {name}]" if kind == "file" and name else f"[{word}]", kind)
        if element.text(45815):
            self.script.sign(element.text(45815))

    def _quote(self, element: Element) -> None:
        seconds, uin, seq = element.number(47404), element.number(47403), element.number(47402)
        self.script.sign("", "reply")
        self.reply = Reply(
            None, str(seq) if seq else None, Sender("", str(uin)) if uin else None, element.text(47413) or None,
            seconds * 1000 if seconds else None,
        )  # fmt: skip

    def _tip(self, element: Element) -> None:
        if element.number(45003) == 10:
            self.tip, self.outgoing = "file", True
            name = element.text(45402) or None
            self.files.append(Attachment("file", name, event="receipt"))
            self.notices += [] if name else ["receipt_without_name"]
        elif element.data(47703) or element.number(45003) == 1:
            self.tip = "recall"
            self.mentions.append(Sender(element.text(47705, 47706), "", element.text(47703)))
            self.script.sign(f"{element.text(47705, 47706, 47714)}撤回了一条消息{element.text(47713)}")
        else:
            self.tip = self.tip or "system"
            self.script.sign(_tip_text(element))

    def _wallet(self, element: Element) -> None:
        try:
            wallet = Element(element.data(48403))
        except WireError:
            self.notices.append("unreadable_element")
            return
        title, told = wallet.text(48443), wallet.text(48444) + wallet.text(48448)
        number = wallet.text(48454) or (str(wallet.number(48454)) if wallet.number(48454) else None)
        if "转账" in told or "转账" in title:
            found = _YUAN.search(title)
            self.money = Money("transfer", f"{Decimal(found[1]).normalize():f}" if found else None, title, number)
        elif "红包" in told or wallet.number(48412) in {2, 6, 15}:
            self.money = Money("redpacket", None, title, number)
        else:
            self.money = Money("wallet", None, title or told, number)
            self.notices.append("wallet_kind_unknown")
        self.script.sign(f"[{title or told or '钱包'}]", None if self.money.kind == "wallet" else self.money.kind)


def body(data: bytes) -> Body:
    """Read a body. What is no protobuf is told by a notice; the elements before it are kept."""
    parts = _Parts()
    try:
        for field in fields(data):
            if field.number == 40800 and isinstance(field.value, bytes):
                _add(parts, field.value)
    except WireError:
        parts.notices.append("unreadable_element")
    script = parts.script
    own = () if parts.tip else script.own()
    return Body(
        parts.tip or script.kind(), script.text(), own, tuple(parts.files), parts.money, parts.reply,
        tuple(parts.mentions), parts.tip is not None, parts.outgoing, tuple(dict.fromkeys(parts.notices)),
    )  # fmt: skip


def _add(parts: _Parts, data: bytes) -> None:
    try:
        parts.add(Element(data))
    except WireError:
        parts.notices.append("unreadable_element")


def _tip_text(element: Element) -> str:
    """Return the words of a notice of QQ, which are XML or JSON."""
    xml = element.text(48214)
    if xml:
        return "".join(_XML_TEXT.findall(xml)) or _MARKUP.sub("", xml)
    try:
        return "".join(_texts(json.loads(element.text(48271) or "{}")))
    except (ValueError, RecursionError):
        return element.text(48271)


def _texts(told: object) -> Iterator[str]:
    items = told.get("items") if isinstance(told, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield str(item.get("txt") or item.get("nm") or "")


def _card_title(element: Element) -> str:
    """Return what a card shows in a list of chats."""
    try:
        card = json.loads(element.text(47901) or "{}")
    except (ValueError, RecursionError):
        return ""
    return f"卡片消息: {card['prompt']}" if isinstance(card, dict) and card.get("prompt") else ""
