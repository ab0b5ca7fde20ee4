"""Rows of a phone's QQ database to chats and messages (formats.md §7.1)."""

import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from parsers import android_body, android_reply, markers
from parsers.epoch import Clock
from parsers.message import Chat, Event, Message, Notice, Reply, Row, Sender
from parsers.sqlite_file import Value, ordered, quoted, scanned, tables
from parsers.tally import Tally

_TABLE = re.compile(r"mr_(friend|troop)_[0-9A-F]{32}_New")
_COLUMNS = ("msgData", "senderuin", "frienduin", "time", "msgtype", "shmsgseq", "msgUid", "uniseq", "isSend", "selfuin",
            "extStr")  # fmt: skip
_NUMBER = re.compile(r"\d{4,12}")


class _Cells(NamedTuple):
    """The columns of a row that are read, in the order of _COLUMNS."""

    data: Value
    sender: Value
    peer: Value
    time: Value
    type: Value
    seq: Value
    uid: Value
    unique: Value
    sent: Value
    me: Value
    kept: Value


def talk_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of messages, by name."""
    return sorted(name for name in tables(connection) if _TABLE.fullmatch(name))


def is_masked(connection: sqlite3.Connection) -> bool:
    """Say whether the accounts of the messages are no numbers: the texts are still masked with the phone's key."""
    for table in talk_tables(connection):
        found = connection.execute(f"SELECT senderuin FROM {quoted(table)} LIMIT 20").fetchall()  # noqa: S608 - quoted
        if found:
            return not any(_NUMBER.fullmatch(_text(uin)) for (uin,) in found)
    return False


class Talk:
    """One pass over the tables of a database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._friends: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._members: dict[tuple[str, str], str] = {}
        self._tally = Tally()

    def events(self) -> Iterator[Event]:
        """Yield every row of every table of messages, ordered by time and number in its chat."""
        present = tables(self._connection)
        self._learn(present)
        for number, table in enumerate(talk_tables(self._connection), 1):
            try:
                yield from self._table(table, f"c{number}")
            except sqlite3.DatabaseError as fault:
                yield Notice("database_damaged", None, f"{table}: {fault}")
        yield from self._tally.end()

    def _learn(self, present: frozenset[str]) -> None:
        """Learn how friends, groups and members are called: a remark before a name."""
        for uin, *names in self._named(present, "Friends", ("uin", "remark", "name")):
            self._friends[uin] = _first(names)
        for uin, *names in self._named(present, "TroopInfoV2", ("troopuin", "troopRemark", "troopname")):
            self._groups[uin] = _first(names)
        wanted = ("troopuin", "memberuin", "troopnick", "friendnick", "autoremark")
        for group, uin, *names in self._named(present, "TroopMemberInfo", wanted):
            self._members[group, uin] = _first(names)

    def _named(self, present: frozenset[str], table: str, wanted: tuple[str, ...]) -> Iterator[list[str]]:
        if table not in present:
            return
        for values in scanned(self._connection, table, wanted):
            yield [_text(value) for value in values]

    def _table(self, table: str, chat: str) -> Iterator[Event]:
        clock, opened = Clock(), False
        for rowid, values in ordered(self._connection, table, ("time", "shmsgseq"), _COLUMNS):
            cells = _Cells(*values)
            if not opened:
                yield self._opened(table, chat, cells)
                opened = True
            self._tally.next()
            place = Row(table, rowid)
            yield self._message(cells, place, chat, clock)
            yield from self._tally.told()
        if not opened:
            yield Chat(chat, "", "unknown")

    def _opened(self, table: str, chat: str, cells: _Cells) -> Chat:
        number, own = _text(cells.peer), _text(cells.me)
        group = table.startswith("mr_troop")
        name = (self._groups if group else self._friends).get(number, "")
        me = Sender(self._friends.get(own, ""), own) if own else None
        return Chat(chat, name or number, "group" if group else "private", me, Sender(name, number))

    def _message(self, cells: _Cells, place: Row, chat: str, clock: Clock) -> Message:
        code = cells.type if isinstance(cells.type, int) else 0
        body = android_body.read(code, cells.data)
        for notice in body.notices if cells.data not in {None, b"", ""} else ("empty_row",):
            self._tally.note(notice, place)
        stamp = clock.stamp(cells.time if isinstance(cells.time, int | float | str) else None)
        if stamp.epoch_ms is None:
            self._tally.note("impossible_time", place, stamp.raw)
        uin = _text(cells.sender)
        sender = Sender("", pseudo=True) if body.tip else self._sender(uin, _text(cells.peer))
        self._tally.note_name(sender.name, place)
        for file in body.attachments:
            self._tally.note_name(file.name, place)
        reply = self._reply(cells, place) if body.kind == "reply" else body.reply
        mine = True if cells.sent == 1 else False if cells.sent == 0 else None
        return Message(
            self._tally.count, chat, sender, stamp, body.kind, body.text, place, body.own, None,
            _text(cells.unique) or _text(cells.uid) or None, _text(cells.seq) or None, reply, body.attachments,
            body.money, outgoing=None if sender.pseudo else mine,
        )  # fmt: skip

    def _reply(self, cells: _Cells, place: Row) -> Reply | None:
        try:
            return android_reply.quoted(cells.kept)
        except android_reply.ReplyError:
            self._tally.note("unreadable_element", place)
            return None

    def _sender(self, uin: str, peer: str) -> Sender:
        name = self._members.get((peer, uin)) or self._friends.get(uin, "")
        return Sender(name, uin, pseudo=uin in markers.PSEUDO_UINS)


def _text(value: Value) -> str:
    """Return a cell as text; 0 stands for none."""
    return "" if value is None or value in {0, "0"} else str(value)


def _first(names: list[str]) -> str:
    return next((name for name in names if name), "")
