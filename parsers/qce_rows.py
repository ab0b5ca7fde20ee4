"""Rows of qq-chat-exporter as they stand in the JSON (formats.md §5.3), for every generation, single file or chunk.

Every field may be absent or null, and numbers may be printed as text: producers differ, and one odd field must not cost
the row. Fields that are not listed are not lost, they are only not understood; the bytes of the row keep them.
"""

from msgspec import Raw, Struct

Printed = str | int | float | None
"""An id, a time or a count, printed as text or as a number."""


class QceSender(Struct, frozen=True, gc=False):
    """Who a row stands under."""

    uid: Printed = None
    uin: Printed = None
    name: str | None = None
    nickname: str | None = None
    groupCard: str | None = None  # noqa: N815 - as in the JSON, here and below
    remark: str | None = None


class Element(Struct, frozen=True, gc=False):
    """A part of a message in generations A, C and D."""

    type: Printed = None
    data: Raw = Raw(b"{}")


class Resource(Struct, frozen=True, gc=False):
    """A file of a row; generation B spells the keys differently."""

    type: Printed = None
    filename: str | None = None
    fileName: str | None = None  # noqa: N815
    size: Printed = None
    fileSize: Printed = None  # noqa: N815
    md5: str | None = None
    localPath: str | None = None  # noqa: N815


class Mention(Struct, frozen=True, gc=False):
    """Somebody addressed with @."""

    uid: Printed = None
    uin: Printed = None
    name: str | None = None


class QceReply(Struct, frozen=True, gc=False):
    """What a row quotes."""

    messageId: Printed = None  # noqa: N815
    referencedMessageId: Printed = None  # noqa: N815
    senderUin: Printed = None  # noqa: N815
    senderUid: Printed = None  # noqa: N815
    senderName: str | None = None  # noqa: N815
    timestamp: Printed = None
    content: str | None = None


class Special(Struct, frozen=True, gc=False):
    """A part that generation B's exporter did not know."""

    type: Printed = None
    description: str | None = None
    data: Raw = Raw(b"{}")


class Content(Struct, frozen=True, gc=False):
    """The body of a row."""

    text: str | None = None
    elements: list[Element] | None = None
    resources: list[Resource] | None = None
    mentions: list[Mention] | None = None
    emojis: list[Mention] | None = None
    reply: QceReply | None = None
    special: list[Special] | None = None


class Receiver(Struct, frozen=True, gc=False):
    """The other side of a row of generation B."""

    uid: Printed = None
    type: str | None = None


class Operated(Struct, frozen=True, gc=False):
    """`revokeElement`: who took a message back, and whose it was."""

    operatorUid: Printed = None  # noqa: N815
    operatorNick: str | None = None  # noqa: N815
    operatorMemRemark: str | None = None  # noqa: N815
    origMsgSenderUid: Printed = None  # noqa: N815
    origMsgSenderNick: str | None = None  # noqa: N815


class FileReceipt(Struct, frozen=True, gc=False):
    """`fileReceiptElement`: the peer has received a file."""

    fileName: str | None = None  # noqa: N815


class GrayTip(Struct, frozen=True, gc=False):
    """`grayTipElement`: a notice of QQ; 1 recall, 10 file received."""

    subElementType: Printed = None  # noqa: N815
    revokeElement: Operated | None = None  # noqa: N815
    fileReceiptElement: FileReceipt | None = None  # noqa: N815


class Text(Struct, frozen=True, gc=False):
    """`textElement`; `atType` 0 text, 1 everybody, 2 one member."""

    content: str | None = None
    atType: Printed = None  # noqa: N815
    atUid: Printed = None  # noqa: N815
    atNtUid: Printed = None  # noqa: N815


class Media(Struct, frozen=True, gc=False):
    """`picElement`, `fileElement`, `pttElement`, `videoElement`."""

    fileName: str | None = None  # noqa: N815
    fileSize: Printed = None  # noqa: N815
    md5HexStr: str | None = None  # noqa: N815
    fileMd5: str | None = None  # noqa: N815
    videoMd5: str | None = None  # noqa: N815
    duration: Printed = None


class Quoted(Struct, frozen=True, gc=False):
    """A piece of the text of a quoted message."""

    textElemContent: str | None = None  # noqa: N815


class Replied(Struct, frozen=True, gc=False):
    """`replyElement`."""

    sourceMsgIdInRecords: Printed = None  # noqa: N815
    replayMsgSeq: Printed = None  # noqa: N815
    replyMsgTime: Printed = None  # noqa: N815
    senderUin: Printed = None  # noqa: N815
    senderUid: Printed = None  # noqa: N815
    senderNick: str | None = None  # noqa: N815
    sourceMsgTextElems: list[Quoted] | None = None  # noqa: N815


class Face(Struct, frozen=True, gc=False):
    """`faceElement`, `marketFaceElement`."""

    faceText: str | None = None  # noqa: N815
    faceName: str | None = None  # noqa: N815


class OriginalElement(Struct, frozen=True, gc=False):
    """One element as QQ holds it; which field is set tells what it is, `elementType` only where none is."""

    elementType: Printed = None  # noqa: N815
    textElement: Text | None = None  # noqa: N815
    picElement: Media | None = None  # noqa: N815
    fileElement: Media | None = None  # noqa: N815
    pttElement: Media | None = None  # noqa: N815
    videoElement: Media | None = None  # noqa: N815
    faceElement: Face | None = None  # noqa: N815
    marketFaceElement: Face | None = None  # noqa: N815
    replyElement: Replied | None = None  # noqa: N815
    grayTipElement: GrayTip | None = None  # noqa: N815
    walletElement: Raw = Raw()  # noqa: N815
    arkElement: Raw = Raw()  # noqa: N815
    multiForwardMsgElement: Raw = Raw()  # noqa: N815
    avRecordElement: Raw = Raw()  # noqa: N815


class Original(Struct, frozen=True, gc=False):
    """`rawMessage`: what QQ itself holds of the row, as far as it is used."""

    elements: list[Raw] | None = None
    msgTime: Printed = None  # noqa: N815
    recallTime: Printed = None  # noqa: N815


class QceRow(Struct, frozen=True, gc=False):
    """A row of any generation; `id`, `seq`, `type` are those of A, C, D, the `message…` ones those of B."""

    id: Printed = None
    seq: Printed = None
    timestamp: Printed = None
    time: str | None = None
    sender: QceSender | None = None
    type: Printed = None
    content: Content | str | None = None
    recalled: bool | None = None
    system: bool | None = None
    messageId: Printed = None  # noqa: N815
    messageSeq: Printed = None  # noqa: N815
    messageType: Printed = None  # noqa: N815
    receiver: Receiver | None = None
    isRecalled: bool | None = None  # noqa: N815
    isSystemMessage: bool | None = None  # noqa: N815
    rawMessage: Original | None = None  # noqa: N815


class ElementData(Struct, frozen=True, gc=False):
    """`data` of an element, whatever its type."""

    filename: str | None = None
    size: Printed = None
    md5: str | None = None
    duration: Printed = None
    uid: Printed = None
    uin: Printed = None
    name: str | None = None
    text: str | None = None
    summary: str | None = None
    title: str | None = None
    messageId: Printed = None  # noqa: N815
    referencedMessageId: Printed = None  # noqa: N815
    senderUin: Printed = None  # noqa: N815
    senderUid: Printed = None  # noqa: N815
    senderName: str | None = None  # noqa: N815
    timestamp: Printed = None
    seq: Printed = None
    content: str | None = None
    localPath: str | None = None  # noqa: N815
    messages: list["Inner"] | None = None
    payload: Raw = Raw(b"{}")


class Inner(Struct, frozen=True, gc=False):
    """A row inside a merged forward."""

    id: Printed = None
    timestamp: Printed = None
    time: str | None = None
    sender: QceSender | str | None = None
    content: Content | str | None = None


class WalletSide(Struct, frozen=True, gc=False):
    """What QQ shows one side of a payment."""

    title: str | None = None
    notice: str | None = None
    subTitle: str | None = None  # noqa: N815


class Wallet(Struct, frozen=True, gc=False):
    """`walletElement`: a red packet or a transfer."""

    receiver: WalletSide | None = None
    sender: WalletSide | None = None
    billNo: Printed = None  # noqa: N815


_BEYOND = 2**63


def printed(value: Printed) -> str:
    """Return an id as text, empty where there is none. A number keeps its digits; 1e3 or 1.5 is kept as printed."""
    return "" if value is None else str(value)


def whole(value: Printed) -> int | None:
    """Return a count or an instant as an integer, None where it is no whole number, or beyond what 64 bits hold."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.removeprefix("-").isdigit() and len(value) < 20 else None
    elif isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return value if value is not None and -_BEYOND < value < _BEYOND else None
