"""What a format is, and the two ways in which a file can fail to be one."""

from typing import Protocol

from parsers.message import Transcript
from parsers.source import Source, SourceError


class ChatFormat(Protocol):
    """A module of `parsers.formats`: it knows its own bytes and turns them into a Transcript."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """Return the stable identifier of the format, as the JSON contract prints it."""

    @property
    def TITLE(self) -> str:  # noqa: N802 - a constant of the module
        """Return the format's name for people, in Chinese."""

    def sniff(self, source: Source, /) -> bool:
        """Say whether the source is of this format. Reads a bounded head only, never trusts the name, never raises."""

    def parse(self, source: Source, /) -> Transcript:
        """Return the transcript of a source that `sniff` took. Raises SourceError only; faults inside are notices."""


class Unrecognised(SourceError):  # noqa: N818 - a verdict on a file, told to a user
    """No format takes the file."""


class Ambiguous(SourceError):  # noqa: N818 - as above
    """Several formats take the file; `candidates` holds their NAMEs."""

    def __init__(self, name: str, takers: tuple[ChatFormat, ...]) -> None:
        titles = "、".join(taker.TITLE for taker in takers)
        super().__init__(f"“{name}”同时符合几种格式：{titles}", "请改用未经编辑的原始导出文件")
        self.candidates = tuple(taker.NAME for taker in takers)
