"""What stands behind the content of a row in the text export: files, mentions and quoted words."""

import re
from collections.abc import Iterator

from msgspec import Struct

from parsers.qce_print import Listed, Quote, lists, opening

# 资源: 1 个文件⏎  - file: 交付物.zip
_FILES = re.compile(r"\r?\n资源: (\d{1,4}) 个文件((?:\r?\n  - [^\r\n]*)+)\Z")
_FILE = re.compile(r"  - (\w{1,20}): ([^\r\n]*)")
_MENTIONS = re.compile(r"\r?\n提及: ([^\r\n]+)\Z")
_REPLY = re.compile(r"\r?\n回复: ")
# 12-31 23:59 江河 - 原文
_QUOTE = re.compile(r"(?:[\d/-]{0,10} ?\d{1,2}:\d{2}(?::\d{2})? )?(.*?) ?- (.*)", re.DOTALL)


class Tail(Struct, frozen=True):
    """`start` is where it begins in the text, that is the length of the content."""

    start: int
    files: tuple[Listed, ...] = ()
    mentions: tuple[str, ...] = ()
    quote: Quote | None = None


def tail(text: str) -> Tail:
    """Split the content from what the exporter adds. Lines that do not fit the content were typed and stay in it."""
    quote, start = _quote(text)
    mentions: tuple[str, ...] = ()
    found = _MENTIONS.search(text, 0, start)
    if found and all(f"@{name}" in text[: found.start()] for name in _names(found[1])):
        mentions, start = tuple(_names(found[1])), found.start()
    found = _FILES.search(text, 0, start)
    if found:
        files = tuple(Listed(kind, name) for kind, name in _FILE.findall(found[2]))
        if len(files) == int(found[1]) and lists(text[: found.start()], files):
            return Tail(found.start(), files, mentions, quote)
    return Tail(start, (), mentions, quote)


def _names(text: str) -> Iterator[str]:
    return (name.strip() for name in re.split(r"[,，、]", text) if name.strip())


def _quote(text: str) -> tuple[Quote | None, int]:
    """Return the quoted words, and where the line begins that repeats them behind the content."""
    if not text.startswith("[回复"):
        return None, len(text)
    for found in _REPLY.finditer(text):
        quote = _QUOTE.fullmatch(text, found.end())
        if quote and text.startswith((f"[回复 {quote[1]}: {quote[2]}]", "[回复消息]")):
            return Quote(quote[1], quote[2]), found.start()
    return opening(text), len(text)
