"""What an aligner compares of a message: its substance without what each format is known to drop or rewrite.

Placeholders differ between formats (`[图片]`, `[图片: A1.jpg]`), and so do the sentences of QQ's own rows, quoted
prefixes, line ends and blanks at the edges. Two rows of one message have the same `what` and `words` in any two
formats unless a format drops part of it.
"""

import re
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from archiver.analysis.talk import Line
from parsers.markers import file_notice

What = Literal[
    "text", "image", "voice", "video", "file", "receipt", "wallet", "sticker", "card", "forward", "call", "recall",
    "notice", "unknown",
]  # fmt: skip
"""The substance of a row. `wallet` is a transfer or red packet, `receipt` and `notice` are rows of QQ itself."""

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - wall times of the talk are naive
_SECOND: Final = timedelta(seconds=1)
_BREAKS: Final = re.compile(r"\r\n|\r")
_EDGES: Final = re.compile(r"[ \t\xa0]+(?=\n|$)")
# [语音通话] · [通话] · [视频通话 03:12]
_CALL: Final = re.compile(r"\[(?:语音|视频)?通话[^\]]{0,30}\]")
# [图片: A1.jpg] · [视频:v.mp4] · [语音 12秒] · [文件] · [UNKNOWN_9消息] · [钱包消息] · [回复消息]
_PLACEHOLDER: Final = re.compile(
    r"\[(?:图片|视频|文件|语音|表情|动作消息|UNKNOWN_\d+消息|钱包消息|回复消息)(?:[: ：][^\]\n]*)?\]"
)
_WALLET: Final = re.compile(r"\[(?:UNKNOWN_9消息|钱包消息|QQ红包|QQ转账|转账|wallet)\]")
# [分享]title · [卡片消息: title] · [合并转发:title] · [聊天记录]title
_TITLED: Final = re.compile(
    r"\[(?:分享|聊天记录)\](?P<bare>[^\n]*)|\[(?:卡片消息|合并转发)[:：] ?(?P<inside>.*)\]\s*", re.DOTALL
)
# [unknown msg_type -2042]
_UNDECODED: Final = re.compile(r"\[unknown msg_type (-?\d+)\]")
_ANDROID: Final[dict[str, What]] = {
    "-2002": "voice", "-2022": "video", "-8018": "sticker", "-2025": "wallet", "-5040": "notice", "-5020": "notice",
    "-1012": "notice", "-1013": "notice", "-2042": "notice", "-2000": "image", "-2011": "forward", "-5008": "card",
}  # fmt: skip
"""Android's message types that a tool left undecoded (formats.md §7.1)."""
_CODE: Final = re.compile(r"\[\d{1,2}\]")
_MEDIA: Final[dict[str, What]] = {
    "image": "image", "voice": "voice", "video": "video", "sticker": "sticker", "card": "card", "forward": "forward",
    "call": "call", "transfer": "wallet", "redpacket": "wallet", "recall": "recall", "file": "file",
}  # fmt: skip


class Row(Struct, frozen=True):
    """A message as the aligner sees it.

    `at` is whole seconds of naive wall time since 1970, None where none is printed. `who` is the account as the JSON
    contract writes it, "" for QQ's own voice. `number` is the message id and `seq` its number in the conversation,
    None where the format has none.
    """

    ref: str
    at: int | None
    who: str
    name: str
    what: What
    words: str
    number: str | None = None
    seq: str | None = None

    @property
    def token(self) -> tuple[What, str]:
        """What two rows of one message share."""
        return (self.what, self.words)


def row_of(line: Line) -> Row:
    """Return what is compared of a message."""
    what, words = _substance(line)
    voiceless = line.system or what in {"receipt", "recall", "notice"}
    at = None if line.at is None else (line.at - _EPOCH) // _SECOND
    return Row(line.ref, at, "" if voiceless else line.account, line.name, what, words, line.id, line.seq)


def folded(text: str) -> str:
    """Return a text with line ends and blanks at the edges of its lines as one format would print them."""
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    if "\xa0" in text:
        text = text.replace("\xa0", " ")
    if " \n" in text or "\t" in text:
        text = _EDGES.sub("", text)
    return text.strip()


def moment(at: int) -> datetime:
    """Return the naive wall time of a row's `at`."""
    return _EPOCH + at * _SECOND


def _substance(line: Line) -> tuple[What, str]:
    if line.kind == "text" and line.own and not line.system and not line.text.startswith(("[", "对方")):
        return "text", folded(line.text if line.own == ((0, len(line.text)),) else _own(line))
    if line.kind == "text" and line.text.startswith("对方"):
        # QQ's receipt under a name that could not be told from the exporting account's
        notice = file_notice(line.text)
        if notice and notice.event == "receipt":
            return "receipt", notice.name or ""
    file = line.files[0] if line.files and line.files[0].kind == "file" else None
    if file and file.event == "receipt":
        return "receipt", file.name or ""
    if file and file.event in {"sent", "received", "uploaded"}:
        return "file", file.name or ""
    if line.system or line.kind in {"recall", "system"}:
        if line.kind == "recall":
            return "recall", ""
        return "notice", "" if _CODE.fullmatch(line.text) else folded(line.text)
    return _bracketed(line)


def _bracketed(line: Line) -> tuple[What, str]:
    text = line.text
    undecoded = _UNDECODED.fullmatch(text)
    if undecoded:
        return _ANDROID.get(undecoded[1], "unknown"), ""
    if line.money is not None or _WALLET.match(text):
        return "wallet", ""
    if _CALL.fullmatch(text):
        return "call", ""
    titled = _TITLED.fullmatch(text)
    if titled:
        what: What = "forward" if line.kind == "forward" or text.startswith("[聊天记录]") else "card"
        return what, folded(titled["bare"] or titled["inside"] or "")
    words = folded(_own(line) if line.own else _PLACEHOLDER.sub("", text))
    if words and line.kind not in {"card", "forward"}:
        return "text", words
    return _MEDIA.get(line.kind, "unknown"), ""


def _own(line: Line) -> str:
    return "".join(line.text[start:end] for start, end in line.own)
