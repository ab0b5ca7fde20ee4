"""Whose report it is: the side that hands it in, as told, else the side whose account made the export."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from archiver.analysis.entry import Party
from archiver.analysis.finding import Role
from archiver.compose.book import LABELS
from archiver.contract import ChatEntry
from archiver.intake.opened import Opened
from parsers.message import Chat, Sender


class Submitter(Struct, frozen=True):
    """The side that hands the report in (None where it cannot be told), and in Chinese how that is known."""

    role: Role | None
    basis: str


NOBODY: Final = Submitter(None, "")


def submitter(
    opened: tuple[Opened, ...], chats: tuple[ChatEntry, ...], parties: tuple[Party, ...], told: Role | None
) -> Submitter:
    """Return who hands the report in; exports made by both sides name nobody."""
    if told is not None:
        return Submitter(told, "由用户指定为提交人")
    owners = {role for one in opened for me in _owners(one, chats) for role in _roles(me, parties)}
    if len(owners) == 1:
        return Submitter(owners.pop(), "导出文件所载的本机账号属于该方，据此列为提交人")
    return NOBODY


def exporter(opened: Opened, chats: tuple[ChatEntry, ...], parties: tuple[Party, ...]) -> str:
    """Return the label of the side whose account made an export, "" where that is neither or not told."""
    roles = {role for me in _owners(opened, chats) for role in _roles(me, parties)}
    return LABELS[roles.pop()] if len(roles) == 1 else ""


def _owners(opened: Opened, chats: tuple[ChatEntry, ...]) -> Iterator[Sender]:
    wanted = {chat.own_id for chat in chats if chat.source == opened.number}
    for event in opened.events():
        if isinstance(event, Chat) and event.id in wanted:
            if event.self is not None:
                yield event.self
            wanted.discard(event.id)
        if not wanted:
            return


def _roles(me: Sender, parties: tuple[Party, ...]) -> Iterator[Role]:
    for party in parties:
        if any(_same(me, one.uin, one.uid, one.names) for one in party.accounts):
            yield party.role


def _same(me: Sender, uin: str | None, uid: str | None, names: tuple[str, ...]) -> bool:
    """Tell whether an account is the exporter's: a number beats a name, as everywhere."""
    if me.uin and uin:
        return me.uin == uin
    if me.uid and uid:
        return me.uid == uid
    return not me.uin and not me.uid and me.name in names
