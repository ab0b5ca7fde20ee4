"""What a message of the web page is made of: its words, files, quote and mentions."""

import re
from collections.abc import Iterator
from posixpath import basename
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from msgspec import Struct

from parsers import markers
from parsers.message import Attachment, Kind, Reply, Sender

_NOTICE = "system-message-container"
_ROOTS = frozenset({"message", _NOTICE})
_SENDER = frozenset({"sender", "message-sender"})
_TIME = frozenset({"time", "message-time"})
_SILENT = frozenset({"script", "style", "button", "svg"})
_DATA_URI = re.compile(r'"data:[^"]*"')
_PRIORITY: tuple[Kind, ...] = ("reply", "forward", "file", "video", "voice", "card")
_SPACE = re.compile(r"\s+")


class Told(Struct):
    """A message as its tags tell it; `own` are ranges of `text`, `unknown`: words stand in no known tag."""

    name: str = ""
    time: str = ""
    uid: str = ""
    id: str | None = None
    mine: bool | None = None
    text: str = ""
    own: tuple[tuple[int, int], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    mentions: tuple[Sender, ...] = ()
    reply: Reply | None = None
    kinds: tuple[Kind, ...] = ()
    system: bool = False
    unknown: bool = False

    def kind(self) -> Kind:
        """Return what its parts make of it."""
        for kind in _PRIORITY:
            if kind in self.kinds:
                return kind
        if self.own:
            return "text"
        return self.kinds[0] if self.kinds else "unknown"


def told(html: str) -> Told:
    """Read the tags of a message."""
    soup = BeautifulSoup(_DATA_URI.sub('"data:"', html), "lxml")
    found = Told()
    root = next((node for node in soup.descendants if isinstance(node, Tag) and _classes(node) & _ROOTS), None)
    if root is None:
        return found
    if _NOTICE in _classes(root):
        return _notice(root)
    classes = _classes(root)
    found.uid = _attribute(root, "data-sender-uid") or _attribute(root, "data-uid")
    found.id = _attribute(root, "data-message-id") or _attribute(root, "id").removeprefix("msg-") or None
    if "self" in classes:
        found.mine = True
    elif "other" in classes and found.uid:  # releases without uids mark every message so
        found.mine = False
    reader = _Reader()
    reader.children(root)
    reader.finish(found)
    return found


def _notice(root: Tag) -> Told:
    """Read QQ's own notice: its words, and its time in a box without a class."""
    words = _text_of(root, "system-message", "text-content")
    times = [tag.get_text().strip() for tag in root.find_all("div") if not _classes(tag)]
    return Told(time=_SPACE.sub(" ", times[-1]) if times else "", text=words, system=True)


class _Reader:
    """Collects the words of a message in their order."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool]] = []
        self._files: list[Attachment] = []
        self._mentions: list[Sender] = []
        self._kinds: list[Kind] = []
        self._reply: Reply | None = None
        self._system = False
        self._unknown = False
        self._name = self._time = ""

    def children(self, tag: Tag, *, words: bool = False) -> None:
        """Read what a tag holds; `words` where its bare text is the sender's."""
        for child in tag.children:
            self._node(child, words=words)

    def _node(self, node: PageElement, *, words: bool) -> None:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString and (words or node.strip()):
                self._pieces.append((str(node), words))
                self._unknown = self._unknown or not words
            return
        if not isinstance(node, Tag) or node.name in _SILENT:
            return
        classes = _classes(node)
        if node.name == "br":
            self._pieces.append(("\n", True))
        elif "message-header" in classes:  # badges and titles beside the name are no words
            for inner in node.find_all(name=True):
                self._head(inner, _classes(inner))
        elif "avatar" not in classes and not self._head(node, classes) and not self._part(node, classes):
            inside = "text-content" in classes or "message-content" in classes
            self.children(node, words=words or inside)

    def _head(self, node: Tag, classes: frozenset[str]) -> bool:
        """Read the name or the time above the words; False if it is neither."""
        if classes & _SENDER:
            self._name = self._name or node.get_text().strip()
        elif classes & _TIME:
            self._time = self._time or _SPACE.sub(" ", node.get_text().strip())
        else:
            return False
        return True

    def _part(self, node: Tag, classes: frozenset[str]) -> bool:
        """Read a tag that stands for something else than words; False if it is none."""
        if "reply-content" in classes:
            self._reply = _reply(node)
            self._kinds.append("reply")
        elif "system-message" in classes:
            self._system = True
            self._pieces.append((node.get_text().strip(), False))
        elif "forward-card" in classes:
            self._placeholder("forward", "合并转发", _text_of(node, "forward-card-header"))
        elif "json-card" in classes:
            self._placeholder("card", "卡片消息", _text_of(node, "json-title"))
        elif classes & {"face-emoji", "market-face"}:
            self._kinds.append("sticker")
            self._pieces.append((f"[{node.get_text().strip() or _attribute(node, 'alt')}]", False))
        elif classes & {"at-mention", "mention"}:
            self._mentions.append(Sender(node.get_text().strip().removeprefix("@"), "", _attribute(node, "data-uid")))
            self._pieces.append((node.get_text(), True))
        else:
            return self._media(node, classes)
        return True

    def _media(self, node: Tag, classes: frozenset[str]) -> bool:
        source = _attribute(node, "src") or _attribute(node, "href")
        name = unquote(basename(source)) if source and not source.startswith(("data:", "http")) else ""
        if node.name == "a" and "download" in node.attrs and "audio-download-link" not in classes:
            self._file(_attribute(node, "download") or name, source, node)
        elif "fname" in classes:
            self._file(node.get_text().strip(), "", node.parent or node)
        elif "message-file" in classes and node.find(class_="fname") is None and node.find("a") is None:
            self._file(node.get_text().strip().removeprefix("📎").strip(), source, node)
        elif "fsize" in classes or "audio-download-link" in classes:
            pass
        elif node.name == "img":
            self._add("图片", Attachment("image", name or None, md5=markers.digest_of(name), path=source))
        elif node.name in {"audio", "video"}:
            word = "语音" if node.name == "audio" else "视频"
            self._add(word, Attachment("voice" if word == "语音" else "video", name or None, path=source or None))
        else:
            return False
        return True

    def _file(self, name: str, path: str, node: Tag) -> None:
        size = _text_of(node, "fsize") or None
        self._add("文件", Attachment("file", name or None, size_text=size, path=path or None))

    def _add(self, word: str, file: Attachment) -> None:
        self._files.append(file)
        self._kinds.append(file.kind)
        self._pieces.append((f"[{word}: {file.name}]" if file.name else f"[{word}]", False))

    def _placeholder(self, kind: Kind, word: str, title: str) -> None:
        self._kinds.append(kind)
        self._pieces.append((f"[{word}: {title}]", False))

    def finish(self, found: Told) -> None:
        """Put what was collected into `found`, without the page's own blanks at the ends."""
        pieces = list(_trimmed(self._pieces))
        ranges: list[tuple[int, int]] = []
        at = 0
        for piece, own in pieces:
            if own and ranges and ranges[-1][1] == at:
                ranges[-1] = (ranges[-1][0], at + len(piece))
            elif own:
                ranges.append((at, at + len(piece)))
            at += len(piece)
        found.text = "".join(piece for piece, _ in pieces)
        found.own = tuple(one for one in ranges if found.text[one[0] : one[1]].strip())
        found.attachments, found.mentions = tuple(self._files), tuple(self._mentions)
        found.kinds, found.reply, found.system = tuple(self._kinds), self._reply, self._system
        found.unknown, found.name, found.time = self._unknown, self._name, self._time
        if self._system:
            found.own = ()


def _trimmed(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces without blanks that only the page's layout put there, at the start and the end."""
    first = next((index for index, (piece, _) in enumerate(pieces) if piece.strip()), len(pieces))
    last = next((index for index in range(len(pieces) - 1, -1, -1) if pieces[index][0].strip()), -1)
    for index in range(first, last + 1):
        piece, own = pieces[index]
        piece = piece.lstrip() if index == first and own else piece
        yield (piece.rstrip() if index == last and own else piece), own


def _reply(node: Tag) -> Reply:
    strong = node.find("strong")
    name = strong.get_text().strip().removesuffix(":") if isinstance(strong, Tag) else ""
    text = _text_of(node, "reply-content-text")
    if not text and isinstance(strong, Tag):
        text = "".join(part.get_text() for part in strong.next_siblings).strip()
    number = _attribute(node, "data-reply-to").removeprefix("msg-")
    return Reply(number or None, None, Sender(name) if name else None, text or None)


def _classes(tag: Tag) -> frozenset[str]:
    return frozenset(_attribute(tag, "class").split())


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _text_of(tag: Tag, *classes: str) -> str:
    for name in classes:
        found = tag.find(class_=name)
        if isinstance(found, Tag):
            return found.get_text().strip()
    return ""
