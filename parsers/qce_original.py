"""The elements of generation B's `rawMessage`, which QQ itself made, in the terms of the other generations."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from parsers.json_walk import UNREADABLE
from parsers.qce_rows import ElementData, GrayTip, Media, Original, OriginalElement, Replied, Text

_decode = msgspec.json.Decoder(OriginalElement).decode
_RAW_TYPES = (("arkElement", "json"), ("multiForwardMsgElement", "forward"), ("avRecordElement", "av_record"))


class Part(NamedTuple):
    """An element, whatever the generation."""

    type: str
    data: ElementData


class Opened(NamedTuple):
    """The elements of a row, and its notices of QQ; `unreadable` elements had a shape not known."""

    parts: tuple[Part, ...]
    tips: tuple[GrayTip, ...]
    unreadable: int


def open_original(original: Original) -> Opened:
    """Read the elements of a row of generation B."""
    parts: list[Part] = []
    tips: list[GrayTip] = []
    unreadable = 0
    for raw in original.elements or ():
        try:
            element = _decode(raw)
        except UNREADABLE:
            unreadable += 1
            continue
        parts.extend(_parts(element))
        if element.grayTipElement is not None:
            tips.append(element.grayTipElement)
    return Opened(tuple(parts), tuple(tips), unreadable)


def _parts(element: OriginalElement) -> Iterator[Part]:
    if element.textElement is not None:
        yield _text(element.textElement)
    for type_, media in (
        ("image", element.picElement),
        ("file", element.fileElement),
        ("audio", element.pttElement),
        ("video", element.videoElement),
    ):
        if media is not None:
            yield Part(type_, _media(media))
    if element.replyElement is not None:
        yield Part("reply", _reply(element.replyElement))
    for face in (element.faceElement, element.marketFaceElement):
        if face is not None:
            yield Part("face", ElementData(name=face.faceText or face.faceName))
    if element.walletElement:
        yield Part("wallet", ElementData(payload=element.walletElement))
    for name, type_ in _RAW_TYPES:
        if getattr(element, name):
            yield Part(type_, ElementData())


def _text(text: Text) -> Part:
    if text.atType in {None, 0, "0"}:
        return Part("text", ElementData(text=text.content))
    name = (text.content or "").removeprefix("@")
    return Part("at", ElementData(uid=text.atNtUid, uin=text.atUid, name=name))


def _media(media: Media) -> ElementData:
    md5 = media.md5HexStr or media.fileMd5 or media.videoMd5
    return ElementData(media.fileName, media.fileSize, md5, media.duration)


def _reply(reply: Replied) -> ElementData:
    quoted = "".join(piece.textElemContent or "" for piece in reply.sourceMsgTextElems or ())
    return ElementData(
        referencedMessageId=reply.sourceMsgIdInRecords,
        senderUin=reply.senderUin,
        senderUid=reply.senderUid,
        senderName=reply.senderNick,
        timestamp=reply.replyMsgTime,
        seq=reply.replayMsgSeq,
        content=quoted or None,
    )
