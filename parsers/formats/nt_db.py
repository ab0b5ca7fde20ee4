"""A decrypted copy of QQ NT's message database `nt_msg.db` (formats.md §6.4).

    c2c_msg_table("40001" msgId, "40003" seq, "40011" type, "40013" sent, "40020" sender uid, "40021" peer uid,
                  "40030" peer QQ, "40033" sender QQ, "40050" seconds, "40090" card, "40093" nick, "40800" body, …)
    group_msg_table(the same; "40027" group number)
    nt_uid_mapping_table("48902" uid, "1002" QQ)

Grammar. SQLite; columns are named by numbers. A body is a protobuf message of repeated field 40800, one an element;
45002 is the element's type, 45101 the text, 45402 a file's name, 45405 its bytes, 45406 its md5.

Mapping. Every row of the private, group, discussion and own-devices tables is a message; `place` is the table and its
rowid. Within a table they come by time, then number in the chat, then id. A sender's number is printed beside it or
found by its uid. Signs like `[图片]` stand for what is no text, `own` is the text elements. 40013 tells the exporting
account's rows. Gray tips are QQ's own voice: recall (type 1) with who recalled as mention, receipt of a file (type 10),
else system. Empty rows are kept with the notice `empty_row`, elements that are not understood with
`unreadable_element`. The encrypted original is refused; a `-wal` file beside the copy is not read, with a notice.
"""

import sqlite3
from collections.abc import Iterator

from parsers.message import Event, Notice, Transcript
from parsers.nt_talk import TABLES, Talk
from parsers.source import Source
from parsers.sqlite_file import has_table, opened

NAME = "nt_db"
TITLE = "QQ NT 消息数据库（已解密）"


def sniff(source: Source) -> bool:
    """Say whether it is a SQLite file with a message table of QQ NT."""
    return has_table(source, frozenset(TABLES))


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    return Transcript(NAME, TITLE, "sqlite", lambda: _events(source))


def _events(source: Source) -> Iterator[Event]:
    log = source.beside(f"{source.name.rpartition('/')[2]}-wal")
    if log is not None and log.size:
        yield Notice("wal_not_read", None, log.name)
    try:
        with opened(source) as connection:
            yield from Talk(connection).events()
    except sqlite3.Error as fault:
        yield Notice("database_damaged", None, f"{fault}")
