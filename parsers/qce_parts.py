"""What a row of qq-chat-exporter is made of: kind, own words, files, money, quote, mentions (formats.md §5.4–5.6).

Generations A and C print everything once more in a first text element, so the speaker's own words are what is left of
the text without the placeholders of the other elements. In B and D the elements are separate, so they are looked up.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from parsers import markers
from parsers.json_walk import UNREADABLE
from parsers.message import Attachment, Kind, Money, Reply, Sender
from parsers.qce_original import Part
from parsers.qce_rows import Content, ElementData, GrayTip, Inner, Mention, Resource, Wallet, printed, whole
from parsers.qce_words import Ranges, contradicts, found_words, left_words


class Parts(Struct, frozen=True):
    """What the elements of a row say."""

    kind: Kind
    own: Ranges = ()
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    reply: Reply | None = None
    mentions: tuple[Sender, ...] = ()
    inner: tuple[Inner, ...] = ()
    outgoing: bool | None = None
    notices: tuple[str, ...] = ()


_BY_TYPE: tuple[tuple[frozenset[str], Kind], ...] = (
    (frozenset({"reply"}), "reply"),
    (frozenset({"forward"}), "forward"),
    (frozenset({"file"}), "file"),
    (frozenset({"video"}), "video"),
    (frozenset({"audio"}), "voice"),
    (frozenset({"av_record"}), "call"),
    (frozenset({"json", "card", "ark", "location", "live_gift"}), "card"),
)
# The code is asked last: it is not one enumeration (formats.md §5.4). type_17 is a location or a market face.
_BY_CODE: dict[str, Kind] = {
    "type_3": "reply", "reply": "reply", "type_8": "file", "file": "file", "type_9": "video", "video": "video",
    "type_6": "voice", "audio": "voice", "type_11": "forward", "forward": "forward", "type_7": "card", "json": "card",
}  # fmt: skip
# The exporter's word for an element it did not know is its number in QQ; 9, the wallet, is told apart elsewhere.
_UNKNOWN_ELEMENT = re.compile(r"\[UNKNOWN_(\d+)消息\]")
_BY_ELEMENT: dict[str, Kind] = {
    "10": "card", "11": "sticker", "16": "forward", "21": "call", "28": "card", "37": "sticker",
}  # fmt: skip
_TEXT_CODES = frozenset({"type_1", "text", "2"})
_WALLET_CODES = frozenset({"type_10"})
_WORDLESS: frozenset[Kind] = frozenset({"file", "video", "voice", "forward", "card", "call", "transfer", "redpacket"})

_MEDIA: dict[str, Literal["file", "image", "voice", "video"]] = {
    "image": "image", "file": "file", "audio": "voice", "video": "video",
}  # fmt: skip
_SECONDS = re.compile(r"\[语音[ :](\d{1,5})秒\]")
_YUAN = re.compile(r"转账[^\d]{0,4}(\d{1,9}(?:\.\d{1,2})?)元")
# 对方已接收文件「交付物.zip」
_RECEIPT = re.compile(r"对方已(?:成功)?接收文件(?:[「“\"](.+)[」”\"])?", re.DOTALL)
_decode_data = msgspec.json.Decoder(ElementData).decode
_decode_wallet = msgspec.json.Decoder(Wallet).decode


def ordinary(content: Content, text: str, code: str, *, separate: bool, parts: Sequence[Part] | None = None) -> Parts:
    """Read a row that a person sent. `parts` are given for generation B, else taken from the content."""
    notices: list[str] = []
    if parts is None:
        parts = _elements(content, notices)
    types = {part.type for part in parts}
    quote = next((part.data for part in parts if part.type == "reply"), None)
    money = _money(parts, text, code)
    kind = _kind(types, code, money)
    own: Ranges = ()
    if separate or kind not in _WORDLESS:
        own = (found_words if separate else left_words)(text, parts, quote)
    if contradicts(text, parts, separate=separate):
        notices.append("text_contradiction")
    kind = kind or ("text" if separate and "text" in types else _by_words(types, code, own, text))
    if kind == "unknown" and code in _WALLET_CODES:
        own = ()
        money = Money("wallet", note=text)
        notices.append("wallet_kind_unknown")
    attachments = tuple(_attachments(_placed(parts, content), text)) or tuple(_resources(content))
    inner = tuple(row for part in parts for row in part.data.messages or ())
    return Parts(
        kind, own, attachments, money, _reply(quote), tuple(_mentions(content, parts)), inner, notices=tuple(notices)
    )


def notice_row(text: str, tips: Iterable[GrayTip]) -> Parts:
    """Read a row in QQ's own voice: a receipt, a recall, or else. `[N]` is the exporter's word for kind N."""
    for tip in tips:
        if tip.fileReceiptElement is not None or printed(tip.subElementType) == "10":
            return _receipt(tip.fileReceiptElement.fileName if tip.fileReceiptElement else None)
        if tip.revokeElement is not None:
            who = tip.revokeElement
            operator = Sender(who.operatorMemRemark or who.operatorNick or "", "", printed(who.operatorUid))
            author = Sender(who.origMsgSenderNick or "", "", printed(who.origMsgSenderUid))
            return Parts("recall", mentions=(operator, author))
    receipt = _RECEIPT.fullmatch(text)
    if receipt or text == "[10]":
        return _receipt(receipt[1] if receipt else None)
    return Parts("recall" if text == "[1]" or "撤回了" in text else "system")


def _receipt(name: str | None) -> Parts:
    attachment = Attachment("file", name, event="receipt")
    return Parts("file", (), (attachment,), outgoing=True, notices=() if name else ("receipt_without_name",))


def _elements(content: Content, notices: list[str]) -> list[Part]:
    parts: list[Part] = []
    for element in content.elements or ():
        try:
            parts.append(Part(printed(element.type), _decode_data(element.data)))
        except UNREADABLE:
            notices.append("unreadable_element")
            parts.append(Part(printed(element.type), ElementData()))
    if content.elements is None:  # generation B without rawMessage
        parts += [Part("reply", _quoted(content))] if content.reply else []
        parts += [Part("face", ElementData(name=face.name)) for face in content.emojis or ()]
        parts += [Part(printed(file.type), _resource(file)) for file in content.resources or ()]
        parts += [Part("special", ElementData(name=special.description)) for special in content.special or ()]
    return parts


def _quoted(content: Content) -> ElementData:
    reply = content.reply
    if reply is None:
        return ElementData()
    return ElementData(
        messageId=reply.messageId, referencedMessageId=reply.referencedMessageId, senderUin=reply.senderUin,
        senderUid=reply.senderUid, senderName=reply.senderName, timestamp=reply.timestamp, content=reply.content,
    )  # fmt: skip


def _resource(file: Resource) -> ElementData:
    size = file.size if file.size is not None else file.fileSize
    return ElementData(file.filename or file.fileName, size, file.md5, localPath=file.localPath)


def _placed(parts: Sequence[Part], content: Content) -> Iterable[Part]:
    """Yield the parts with the place of their copy, which the exporter prints in the row's list of resources.

    Both stand in the order of the message: a part's copy is the next one of its kind and of its name.
    """
    left: defaultdict[tuple[str, str | None], deque[str | None]] = defaultdict(deque)
    for file in content.resources or ():
        if file.localPath:
            left[printed(file.type), file.filename or file.fileName].append(file.localPath)
    for part in parts:
        saved = None if part.data.localPath or part.type not in _MEDIA else left.get((part.type, part.data.filename))
        yield Part(part.type, replace(part.data, localPath=saved.popleft())) if saved else part


def _saved_at(printed_path: str | None) -> str | None:
    """Return a copy's place below the export; None where none is printed, or one on the exporting machine's own disk.

    The exporter writes `images/MD5_name.jpg` for what it put at `resources/images/MD5_name.jpg`.
    """
    path = (printed_path or "").replace("\\", "/").removeprefix("./").removeprefix("resources/")
    parts = path.split("/")
    inside = all(parts) and ".." not in parts and ":" not in path
    return f"resources/{path}" if inside and len(parts) > 1 else None


def _kind(types: set[str], code: str, money: Money | None) -> Kind | None:
    """Return what the elements, then the code, make of a row; None where its words decide."""
    if money is not None and money.kind != "wallet":
        return money.kind
    for wanted, kind in _BY_TYPE:
        if types & wanted:
            return kind
    return _BY_CODE.get(code)


def _by_words(types: set[str], code: str, own: Ranges, text: str) -> Kind:
    if own and code not in _WALLET_CODES:
        return "text"
    if "image" in types:
        return "image"
    if types & {"face", "market_face", "giphy"}:
        return "sticker"
    unknown = _UNKNOWN_ELEMENT.search(text)
    if unknown and unknown[1] in _BY_ELEMENT:
        return _BY_ELEMENT[unknown[1]]
    return "text" if code in _TEXT_CODES and not text else "unknown"


def _attachments(parts: Iterable[Part], text: str) -> Iterable[Attachment]:
    for part in parts:
        kind = _MEDIA.get(part.type)
        if kind is None:
            continue
        data = part.data
        seconds = whole(data.duration)
        spoken = _SECONDS.search(text) if kind == "voice" and seconds is None else None
        yield Attachment(
            kind, data.filename, whole(data.size), md5=_md5(kind, data),
            seconds=int(spoken[1]) if spoken else seconds, path=_saved_at(data.localPath),
        )  # fmt: skip


def _md5(kind: str, data: ElementData) -> str | None:
    """Return the printed digest; of a picture also the one that its file name is (formats.md §5.5)."""
    named = markers.digest_of(data.filename) if kind == "image" else None
    return (data.md5 or named or "").lower() or None


def _resources(content: Content) -> Iterable[Attachment]:
    return _attachments([Part(printed(file.type), _resource(file)) for file in content.resources or ()], "")


def _money(parts: Iterable[Part], text: str, code: str) -> Money | None:
    for part in parts:
        if part.type == "wallet":
            return _wallet(part.data)
    if code not in _WALLET_CODES:
        return None
    return Money("transfer", note=text) if "转账" in text else Money("redpacket", note=text) if "红包" in text else None


def _wallet(data: ElementData) -> Money | None:
    """Read QQ's own account of a payment. The sum is in a transfer's title; a red packet's title is its sender's."""
    try:
        wallet = _decode_wallet(data.payload)
    except UNREADABLE:
        wallet = Wallet()
    sides = [side for side in (wallet.receiver, wallet.sender) if side is not None]
    told = " ".join(f"{side.notice or ''} {side.subTitle or ''}" for side in sides) + (data.summary or "")
    titles = [side.title for side in sides if side.title]
    note = titles[0] if titles else data.summary or ""
    number = printed(wallet.billNo) or None
    if "红包" in told:
        return Money("redpacket", None, note, number)
    if "转账" in told:
        sums = [found[1] for title in titles if (found := _YUAN.search(title))]
        return Money("transfer", _plain(sums[0]) if sums else None, note, number)
    return None


def _plain(value: str) -> str:
    return f"{Decimal(value).normalize():f}"


def _reply(quote: ElementData | None) -> Reply | None:
    if quote is None:
        return None
    seconds = whole(quote.timestamp)
    name, uin, uid = quote.senderName or "", printed(quote.senderUin), printed(quote.senderUid)
    return Reply(
        printed(quote.referencedMessageId) or printed(quote.messageId) or None,
        printed(quote.seq) or None,
        Sender(name, uin, uid) if name or uin or uid else None,
        quote.content,
        seconds * 1000 if seconds else None,
    )


def _mentions(content: Content, parts: Iterable[Part]) -> Iterable[Sender]:
    named = [part.data for part in parts if part.type == "at"]
    for at in named or content.mentions or ():
        yield _mention(at)


def _mention(at: ElementData | Mention) -> Sender:
    uid = printed(at.uid)
    return Sender(at.name or "", printed(at.uin), "" if uid == "unknown" else uid)
