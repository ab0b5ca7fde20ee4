"""What a message is made of in an export of QQNT_Export: pairs of a tag and its content (formats.md §6.1)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from parsers import markers
from parsers.assembled import Script
from parsers.message import Attachment, Kind, Money, Reply

Pair: TypeAlias = tuple[str | None, str | None]
"""A tag like `[文本]` and what stands under it; None for an element that the exporter does not know."""

QUOTED = "[被引用的消息]"
_MEDIA: dict[str, tuple[Literal["file", "image", "voice", "video"], str]] = {
    "[图片]": ("image", "图片"), "[文件]": ("file", "文件"), "[语音]": ("voice", "语音"), "[视频]": ("video", "视频"),
}  # fmt: skip
_SIGNS: dict[str, Kind] = {"[应用消息]": "card", "[通话]": "call", "[动态消息]": "card"}
_MIXED = frozenset({"[文本]", "[图片]", "[表情]"})
TAGS = frozenset({*_MEDIA, *_SIGNS, "[文本]", "[表情]", "[提示]", "[红包]", "None"})
_FACE = re.compile(r"(.*)-\d*", re.DOTALL)


class Printed(Struct, frozen=True):
    """What the parts of a row say; `pseudo` where QQ itself speaks."""

    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    reply: Reply | None = None
    money: Money | None = None
    pseudo: bool = False
    notices: tuple[str, ...] = ()


class Cut(NamedTuple):
    """The pairs of a printed body; `only` is where the one text of a body with no other part begins, -1 else."""

    pairs: list[Pair]
    only: int


def read(pairs: Iterable[Pair]) -> Printed:
    """Return what the pairs of a row say."""
    return _Row().read(pairs)


def cut(body: str) -> Cut:
    """Cut a printed body into its pairs. A tag counts only where QQ can put one: words, pictures and faces mix."""
    lines = body.split("\n") if body else []
    pairs: list[Pair] = []
    at = 0
    for tag, content in _tagged(lines):
        pairs.append((None if tag == "None" else tag, None if tag == "None" and content == "None" else content))
        at = len(tag) + 1
    only = at if len(pairs) == 1 and pairs[0][0] == "[文本]" else -1
    return Cut(pairs, only)


def is_tag(line: str) -> bool:
    """Say whether a line is a tag."""
    return line in TAGS or line == QUOTED or (line.startswith(QUOTED) and line[len(QUOTED) :] in TAGS)


def _tagged(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield tags with the lines under them. Only the first part, or the one behind a quote, can be of any kind."""
    tag, held = "", list[str]()
    for line in lines:
        bare = line.removesuffix("\r")
        opens = not tag or (held and is_tag(bare) and _may_follow(tag, bare))
        if not opens:
            held.append(line)
            continue
        if tag:
            yield tag, "\n".join(held).removesuffix("\r")
        tag, held = bare, []
    if tag:
        yield tag, "\n".join(held)


def _may_follow(before: str, tag: str) -> bool:
    return before.startswith(QUOTED) or before == "None" or (tag in _MIXED and before in _MIXED)


class _Row:
    """Collects what the pairs of one row say."""

    def __init__(self) -> None:
        self._script = Script()
        self._files: list[Attachment] = []
        self._reply: Reply | None = None
        self._money: Money | None = None
        self._notice: str | None = None
        self._odd = False

    def read(self, pairs: Iterable[Pair]) -> Printed:
        for tag, content in pairs:
            self._add(tag or "", content or "")
        script = self._script
        notices = ("unreadable_element",) if self._odd else ()
        if self._notice is not None:
            kind: Kind = "recall" if markers.is_recall(self._notice) else "system"
            return Printed(kind, script.text(), (), pseudo=True, notices=notices)
        if self._money is not None:
            if self._money.kind != "wallet":
                return Printed(self._money.kind, script.text(), (), (), self._reply, self._money, notices=notices)
            unknown = (*notices, "wallet_kind_unknown")
            return Printed("unknown", script.text(), (), (), self._reply, self._money, notices=unknown)
        return Printed(script.kind(), script.text(), script.own(), tuple(self._files), self._reply, notices=notices)

    def _add(self, tag: str, content: str) -> None:
        if tag == "[文本]":
            self._script.words(content)
        elif tag.startswith(QUOTED):
            self._script.sign("", "reply")
            self._reply = Reply(text=content or None)
        elif tag in _MEDIA:
            self._media(*_MEDIA[tag], content)
        elif tag == "[表情]":
            face = _FACE.fullmatch(content)
            self._script.sign(f"[{face[1] if face else content}]", "sticker")
        elif tag == "[提示]":
            self._notice = (self._notice or "") + content
            self._script.sign(content)
        elif tag == "[红包]":
            self._money = Money(_sort(content), note=content)
            self._script.sign(f"[{content}]" if content else tag)
        elif tag in _SIGNS:
            self._script.sign(f"{tag[:-1]}: {content}]" if content else tag, _SIGNS[tag])
        else:
            self._script.sign(tag + content)
            self._odd = True

    def _media(self, kind: Literal["file", "image", "voice", "video"], word: str, content: str) -> None:
        """Add a file by its name; of a picture or voice the path and address follow in lines of their own."""
        name, _, rest = content.partition("\n")
        path = rest.partition("\n")[0] or None
        self._files.append(
            Attachment(kind, name or None, md5=markers.digest_of(name) if kind == "image" else None, path=path)
        )
        self._script.sign(f"[{word}: {name}]" if kind == "file" and name else f"[{word}]", kind)


def _sort(content: str) -> Literal["transfer", "redpacket", "wallet"]:
    """Return what a title says of a payment: the tag is the same for red packets and transfers."""
    return "transfer" if "转账" in content else "redpacket" if "红包" in content else "wallet"
