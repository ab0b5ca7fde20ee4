"""A copy of the database of a phone's QQ up to 8.9, its texts unmasked by the tool that took it (formats.md §7.1).

    mr_friend_<MD5 of the peer's number>_New(msgData, senderuin, frienduin, time, msgtype, shmsgseq, uniseq, isSend, …)
    mr_troop_<MD5 of the group's number>_New(the same)
    Friends(uin, remark, name)  TroopInfoV2(troopuin, troopRemark, troopname)  TroopMemberInfo(troopuin, memberuin, …)

Grammar. SQLite; a table a conversation. QQ masks the texts with a key of the phone: a copy that still is masked has no
numbers as accounts and is refused. `msgtype` is a negative number of its own table; pictures and mixed messages are
protobuf, a group's file is an object of Java's serialisation, a private file `path|bytes|…`.

Mapping. Every row is a message, `place` its table and rowid; within a conversation they come by time, then number. A
member's name in the group stands before his own. `isSend` tells the exporting account's rows. Tips are QQ's own voice.
What a type does not tell is kept with `unknown_row_type` or `unreadable_element`. A reply's `extStr` holds in
JSON the quoted message as an object of Java's: its sender, time and words.
"""

import sqlite3
from collections.abc import Iterator

from parsers.android_talk import Talk, is_masked, talk_tables
from parsers.message import Event, Notice, Transcript
from parsers.source import Source, SourceError
from parsers.sqlite_file import MAGIC, opened

NAME = "android_db"
TITLE = "手机 QQ 数据库（已解码）"


def sniff(source: Source) -> bool:
    """Say whether it is a SQLite file with a table of messages whose accounts are numbers."""
    if source.head(len(MAGIC)) != MAGIC:
        return False
    try:
        with opened(source) as connection:
            return bool(talk_tables(connection)) and not is_masked(connection)
    except (sqlite3.Error, SourceError):
        return False


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    return Transcript(NAME, TITLE, "sqlite", lambda: _events(source))


def _events(source: Source) -> Iterator[Event]:
    try:
        with opened(source) as connection:
            yield from Talk(connection).events()
    except sqlite3.Error as fault:
        yield Notice("database_damaged", None, f"{fault}")
