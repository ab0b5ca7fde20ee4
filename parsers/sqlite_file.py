"""A SQLite file opened to be read only, without a trace beside it and without trust in what it says."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from parsers.decoding import salvage
from parsers.source import FileSource, Source, SourceError

MAGIC = b"SQLite format 3\0"

Value = int | float | str | bytes | None
"""What a cell holds."""

_BATCH = 500
_MAX_IN_MEMORY = 256 * 1024 * 1024
_MAX_VALUE = 64 * 1024 * 1024


@contextmanager
def opened(source: Source) -> Iterator[sqlite3.Connection]:
    """Open the database. `immutable` keeps SQLite from writing lock files beside the evidence; a WAL is not read.

    Raises SourceError where the source changed meanwhile or cannot be opened, sqlite3.DatabaseError where it is none.
    """
    source.head(1)
    with closing(_connected(source)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = lambda data: salvage(data).text
        try:
            yield connection
        except UnicodeDecodeError:  # a damaged schema, which the library cannot even put into its message
            raise sqlite3.DatabaseError("malformed schema") from None
    source.head(1)


def _connected(source: Source) -> sqlite3.Connection:
    if isinstance(source, FileSource):
        return sqlite3.connect(f"{source.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    if source.size > _MAX_IN_MEMORY:
        raise SourceError(f"压缩包里的数据库“{source.name}”太大", "请先解压，再给出解压后的文件")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(source.cut(0, source.size))
    return connection


def tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the ordinary tables; a view is none."""
    return frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))


def has_table(source: Source, names: frozenset[str]) -> bool:
    """Say whether a source is a database with one of these tables."""
    if source.head(len(MAGIC)) != MAGIC:
        return False
    try:
        with opened(source) as connection:
            return not tables(connection).isdisjoint(names)
    except (sqlite3.Error, SourceError):
        return False


def columns(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """Return the names of a table's columns."""
    return frozenset(row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})"))


def ordered(
    connection: sqlite3.Connection, table: str, order: Sequence[str], wanted: Sequence[str]
) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield the rowid and the wanted columns of every row, None for a column that is not there.

    Only the row numbers are sorted, so that no talk is spilled into a temporary file.
    """
    there = columns(connection, table)
    keys = ", ".join([*(quoted(name) for name in order if name in there), "rowid"])
    ids = connection.execute(f"SELECT rowid FROM {quoted(table)} ORDER BY {keys}")  # noqa: S608 - quoted
    selected = ", ".join(quoted(name) if name in there else "NULL" for name in wanted)
    while batch := [rowid for (rowid,) in ids.fetchmany(_BATCH)]:
        marks = ", ".join("?" * len(batch))
        select = f"SELECT rowid, {selected} FROM {quoted(table)} WHERE rowid IN ({marks})"  # noqa: S608 - quoted
        rows = {row[0]: row[1:] for row in connection.execute(select, batch)}
        for rowid in batch:
            yield rowid, rows.get(rowid, (None,) * len(wanted))


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
