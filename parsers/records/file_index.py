"""The file index of QQ NT in a decrypted copy: `files_in_chat.db` or `rich_media.db` (formats.md §6.5).

    files_in_chat_table("40001" message, "45402" name, "45403" path, "45405" size, "40020" sender uid, "40021" peer,
                        "40050" seconds, "45002" kind of element, …)
    file_table("40001", "45402", "45403", "45405", "40021", …)

Grammar. SQLite; columns are named by numbers, and one that is missing is empty.

Mapping. One Listed a row in the order of the table; `place` is the table and its rowid. `size` is the number as it
stands: readers take it for bytes, one description for KB, so whoever compares it must find out. The index holds mainly
what was received; own files are often absent, and a row without a file on disk was not downloaded or was deleted. Rows
without a name are told by the notice `index_row_without_name`.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from parsers.message import Notice, Row
from parsers.nt_talk import TABLES as TALK_TABLES
from parsers.record import Event, Listed, Record
from parsers.source import Source
from parsers.sqlite_file import Value, has_table, opened, scanned, tables

NAME = "file_index"
TITLE = "QQ NT 文件索引数据库（已解密）"

_TABLES: Final = ("files_in_chat_table", "file_table")
_COLUMNS: Final = ("rowid", "45402", "45405", "45406", "40001", "40050", "40020", "40021", "45403")
_MD5: Final = 16


def sniff(source: Source) -> bool:
    """Say whether it is a SQLite file with a table of files and none of messages."""
    return has_table(source, frozenset(_TABLES)) and not has_table(source, frozenset(TALK_TABLES))


def parse(source: Source) -> Record:
    """Return the index; what cannot be read is told by its notices."""
    return Record(NAME, TITLE, "sqlite", lambda: _events(source), "file_index")


def _events(source: Source) -> Iterator[Event]:
    log = source.beside(f"{source.name.rpartition('/')[2]}-wal")
    if log is not None and log.size:
        yield Notice("wal_not_read", None, log.name)
    try:
        with opened(source) as connection:
            there = tables(connection)
            count = 0
            for table in _TABLES:
                if table in there:
                    for event in _rows(connection, table, count):
                        count += isinstance(event, Listed)
                        yield event
    except sqlite3.Error as fault:
        yield Notice("database_damaged", None, f"{fault}")


def _rows(connection: sqlite3.Connection, table: str, before: int) -> Iterator[Event]:
    for row in scanned(connection, table, _COLUMNS):
        rowid, name, size, md5, message, seconds, account, peer, path = row
        place = Row(table, _whole(rowid) or 0)
        if not _text(name):
            yield Notice("index_row_without_name", place)
            continue
        before += 1
        yield Listed(
            before, place, _text(name), _whole(size), _hex(md5), _text(message) or None, _milliseconds(seconds),
            _text(account), "", _text(peer), _text(path),
        )  # fmt: skip


def _text(value: Value) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _whole(value: Value) -> int | None:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63 else None


def _milliseconds(value: Value) -> int | None:
    seconds = _whole(value)
    return seconds * 1000 if seconds and seconds < 10**11 else None


def _hex(value: Value) -> str | None:
    if isinstance(value, bytes) and len(value) == _MD5:
        return value.hex()
    text = _text(value).lower()
    return text if len(text) == 2 * _MD5 and set(text) <= set("0123456789abcdef") else None
