"""Exports of QQ talk, read exactly: bytes in, a Transcript out. Knows no case and no rule."""

from parsers.format import Ambiguous, ChatFormat, Unrecognised
from parsers.identify import identify, read
from parsers.message import Message, Transcript
from parsers.source import Source, SourceChangedError, SourceError

__all__ = [
    "Ambiguous", "ChatFormat", "Message", "Source", "SourceChangedError", "SourceError", "Transcript", "Unrecognised",
    "identify", "read",
]  # fmt: skip
