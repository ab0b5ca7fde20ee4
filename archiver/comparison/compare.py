"""Two opened exports, compared: which chats are meant, and what they say differently."""

from typing import Final, Literal

from msgspec import Struct

from archiver.analysis.difference import Difference, Same
from archiver.comparison.differ import Compared, compare_sides
from archiver.comparison.side import Side, side_of
from archiver.comparison.talks import agreement
from archiver.contract import ChatEntry, schema_of
from archiver.errors import CaseError
from archiver.intake.lines import lines
from archiver.intake.opened import Opened
from archiver.intake.survey import Survey, survey_all

SCHEMA: Final = "juzheng/comparison/1"


class SideEntry(Struct, frozen=True):
    """One of the two exports, as the document names it."""

    n: int
    name: str
    sha256: str
    format: str
    generation: str | None
    exporter: str | None
    chat: str
    messages: int
    first: str | None
    last: str | None


class Document(Struct, frozen=True):
    """What `compare` writes. `pairs` are (message of A, message of B); for the rest see `Comparison`."""

    schema: Literal["juzheng/comparison/1"]
    offset_s: int
    zone: str | None
    pairs: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    grain_s: int | None
    accounts: tuple[Same, ...]
    a: SideEntry
    b: SideEntry
    unexplained: int
    remarks: tuple[str, ...]


class Held(Struct, frozen=True):
    """Two exports held against each other, with the sides that the result speaks of."""

    one: Side
    other: Side
    compared: Compared

    def document(self) -> Document:
        """Return the result as the JSON contract writes it."""
        found = self.compared.comparison
        return Document(
            schema=SCHEMA,
            offset_s=found.offset_s,
            zone=found.zone,
            pairs=self.compared.pairs,
            differences=found.differences,
            grain_s=found.grain_s,
            accounts=found.accounts,
            a=_entry(self.one),
            b=_entry(self.other),
            unexplained=found.unexplained,
            remarks=found.remarks,
        )


def json_schema() -> bytes:
    """Return the JSON Schema of what `compare` writes, as it ships in `schema/comparison-1.json`."""
    return schema_of(Document, SCHEMA)


def hold(one: Opened, other: Opened, chat: str | None = None) -> Held:
    """Compare two exports; `chat` names the conversation by title where a file holds several.

    Raises CaseError where no conversation of the one is found in the other.
    """
    surveys = survey_all((one, other))
    chats = tuple(entry for survey in surveys for entry in survey.chats)
    mine, theirs = (_sides(opened, survey, chats, chat) for opened, survey in zip((one, other), surveys, strict=True))
    couples = [(first, second) for first in mine for second in theirs]
    first, second = max(couples, key=lambda couple: agreement(*couple)) if len(couples) > 1 else couples[0]
    compared = compare_sides(first, second, one.zone.info)
    if not compared.pairs:
        raise CaseError(
            f"“{one.name}”与“{other.name}”没有一条对得上的消息，看不出是同一段聊天",
            "请确认两份文件是同一个会话；文件里有几个会话时用 --chat 指定",
        )
    return Held(first, second, compared)


def _sides(opened: Opened, survey: Survey, chats: tuple[ChatEntry, ...], wanted: str | None) -> list[Side]:
    meant = [entry for entry in survey.chats if entry.same_as is None and entry.messages]
    if wanted is not None and len(meant) > 1:
        meant = [entry for entry in meant if wanted in {entry.title, entry.id}]
    if not meant:
        named = "；".join(f"{entry.id} {entry.title}（{entry.messages} 条）" for entry in survey.chats) or "没有会话"
        raise CaseError(f"“{opened.name}”里没有可以比较的会话", f"文件里有：{named}")
    every = tuple(lines(opened, chats))
    return [side_of(opened, survey.source, entry, (line for line in every if line.chat == entry.id)) for entry in meant]


def _entry(side: Side) -> SideEntry:
    source, chat = side.source, side.chat
    return SideEntry(
        source.n, source.name, source.sha256, source.format, source.generation, source.exporter,
        chat.title, len(side.rows), chat.first, chat.last,
    )  # fmt: skip
