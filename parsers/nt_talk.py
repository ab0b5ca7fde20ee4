"""Rows of QQ NT's message database to chats and messages (formats.md §6.4)."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from parsers import markers
from parsers.epoch import Clock
from parsers.message import Chat, Event, Kind, Message, Notice, Row, Sender
from parsers.nt_body import body
from parsers.sqlite_file import Value, columns, ordered, quoted, scanned, tables

TABLES = ("c2c_msg_table", "dataline_msg_table", "discuss_msg_table", "group_msg_table")
_COLUMNS = ("40001", "40003", "40011", "40013", "40020", "40021", "40027", "40030", "40033", "40050", "40090",
            "40093", "40800")  # fmt: skip
_KINDS: dict[int, Kind] = {
    2: "text", 3: "file", 4: "card", 5: "system", 6: "voice", 7: "video", 8: "forward", 9: "reply", 11: "card",
    17: "sticker", 25: "card",
}  # fmt: skip


class _Cells(NamedTuple):
    """The columns of a row that are read, in the order of _COLUMNS."""

    id: Value
    seq: Value
    type: Value
    sent: Value
    sender_uid: Value
    peer_uid: Value
    group: Value
    peer_uin: Value
    sender_uin: Value
    time: Value
    card: Value
    nick: Value
    body: Value


class Talk:
    """One pass over the tables of a database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._chats: dict[tuple[str, str], Chat] = {}
        self._uins: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._me: Sender | None = None
        self._count = 0

    def events(self) -> Iterator[Event]:
        """Yield every row of every message table, ordered by time, number in its chat, and id."""
        present = tables(self._connection)
        self._learn(present)
        for table in TABLES:
            if table in present:
                yield from self._table(table)
        if not self._count:
            yield Chat("c1", "", "unknown")
            yield Notice("no_messages", None)

    def _learn(self, present: frozenset[str]) -> None:
        """Learn which number each uid has, who the exporting account is, and how peers call themselves."""
        if "nt_uid_mapping_table" in present:
            pairs = scanned(self._connection, "nt_uid_mapping_table", ("48902", "1002"))
            self._uins = {_text(uid): _number(uin) for uid, uin in pairs}
        for table in set(TABLES) & present:
            if {"40013", "40020", "40033"} <= columns(self._connection, table) and self._me is None:
                sent = f'SELECT "40020", "40033" FROM {quoted(table)} WHERE "40013" IN (1, 2) LIMIT 1'  # noqa: S608 - a name of ours
                for uid, uin in self._connection.execute(sent):
                    self._me = Sender("", _number(uin) or self._uins.get(_text(uid), ""), _text(uid))
        if "c2c_msg_table" in present and {"40020", "40021", "40093"} <= columns(self._connection, "c2c_msg_table"):
            named = 'SELECT "40021", max("40093") FROM c2c_msg_table WHERE "40020" = "40021" GROUP BY "40021"'
            self._names = {_text(uid): _text(nick) for uid, nick in self._connection.execute(named)}

    def _table(self, table: str) -> Iterator[Event]:
        clock = Clock()
        try:
            for rowid, values in ordered(self._connection, table, ("40050", "40003", "40001"), _COLUMNS):
                yield from self._row(table, rowid, _Cells(*values), clock)
        except sqlite3.DatabaseError as fault:
            yield Notice("database_damaged", None, f"{table}: {fault}")

    def _row(self, table: str, rowid: int, cells: _Cells, clock: Clock) -> Iterator[Event]:
        key = (table, _text(cells.peer_uid) or _number(cells.group) or _number(cells.peer_uin))
        if key not in self._chats:
            self._chats[key] = self._opened(table, key[1], cells)
            yield self._chats[key]
        self._count += 1
        place = Row(table, rowid)
        notices: list[str] = []
        message = self._message(cells, place, self._chats[key].id, clock, notices)
        yield message
        for code in notices:
            yield Notice(code, place, "", self._count)
        for name in (message.sender.name, *(file.name or "" for file in message.attachments)):
            if markers.has_hidden(name):
                yield Notice("hidden_characters", place, name, self._count)

    def _message(self, cells: _Cells, place: Row, chat: str, clock: Clock, notices: list[str]) -> Message:
        data = cells.body if isinstance(cells.body, bytes) else b""
        read = body(data)
        notices += read.notices
        stamp = clock.stamp(cells.time if isinstance(cells.time, int | float | str) else None)
        if stamp.epoch_ms is None:
            notices.append("impossible_time")
        code = cells.type if isinstance(cells.type, int) else 0
        kind = _KINDS.get(code, "unknown") if read.kind == "unknown" else read.kind
        if not data:
            notices.append("empty_row")
        uid = _text(cells.sender_uid)
        uin = _number(cells.sender_uin) or self._uins.get(uid, "")
        pseudo = read.tip or not uid or uin in markers.PSEUDO_UINS
        sender = (
            Sender("", pseudo=True) if read.tip else Sender(_text(cells.card) or _text(cells.nick), uin, uid, pseudo)
        )
        mine = True if cells.sent in {1, 2} else False if cells.sent == 0 else None
        return Message(
            self._count, chat, sender, stamp, kind, read.text, place, read.own, None, _number(cells.id) or None,
            _number(cells.seq) or None, read.reply, read.attachments, read.money, self._numbered(read.mentions),
            outgoing=read.outgoing if pseudo else mine,
        )  # fmt: skip

    def _numbered(self, people: Sequence[Sender]) -> tuple[Sender, ...]:
        return tuple(Sender(one.name, self._uins.get(one.uid, ""), one.uid) for one in people)

    def _opened(self, table: str, peer: str, cells: _Cells) -> Chat:
        number = f"c{len(self._chats) + 1}"
        kind: Literal["private", "group"] = "private" if table in TABLES[:2] else "group"
        if kind == "group":
            uin = _number(cells.group) or peer
            return Chat(number, uin, kind, self._me, Sender("", uin))
        name, uin = self._names.get(peer, ""), _number(cells.peer_uin) or self._uins.get(peer, "")
        return Chat(number, name or uin or peer, kind, self._me, Sender(name, uin, peer))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _number(value: Value) -> str:
    """Return an id as text; 0 stands for none."""
    text = _text(value)
    return "" if text == "0" else text
