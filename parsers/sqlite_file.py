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
_STEPS = 2_000_000
_STEPS_A_BYTE = 50
"""Steps of SQLite's machine, more than ten times what reading all of a file takes: pages can be tied in a ring."""
_STRIDE = 1000
_ROWID = "rowid"
_ROW_NUMBERS = frozenset({_ROWID, "_rowid_", "oid"})


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
        connection.set_progress_handler(_Patience(source.size), _STRIDE)
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


class _Patience:
    """Tells SQLite to give up once it has taken more steps than a file of this size can need."""

    def __init__(self, size: int) -> None:
        self._left = _STEPS + size * _STEPS_A_BYTE

    def __call__(self) -> bool:
        self._left -= _STRIDE
        return self._left < 0


def tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the tables whose cells all stand in the file.

    A view, a virtual table and one with computed columns are none: what they say is what their maker lets SQLite do.
    """
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    return frozenset(name for (name,) in named if _is_plain(connection, name))


def _is_plain(connection: sqlite3.Connection, table: str) -> bool:
    if "\0" in table:
        return False
    rows = connection.execute(f"PRAGMA table_xinfo({quoted(table)})").fetchall()
    return not any(hidden or name.lower() in _ROW_NUMBERS for _, name, _, _, _, _, hidden in rows)


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
    selected = _selected(there, wanted)
    measure = _Measure(connection)
    while batch := [rowid for (rowid,) in ids.fetchmany(_BATCH)]:
        marks = ", ".join("?" * len(batch))
        select = f"SELECT rowid, {selected} FROM {quoted(table)} WHERE rowid IN ({marks})"  # noqa: S608 - quoted
        rows = {row[0]: measure.row(row)[1:] for row in connection.execute(select, batch)}
        for rowid in batch:
            yield rowid, rows.get(rowid, (None,) * len(wanted))


def scanned(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    """Yield the wanted columns of every row, None for a column that is not there; in the order of rowid if wanted."""
    selected = _selected(columns(connection, table), wanted)
    order = " ORDER BY rowid" if _ROWID in wanted else ""
    measure = _Measure(connection)
    for row in connection.execute(f"SELECT {selected} FROM {quoted(table)}{order}"):  # noqa: S608 - quoted
        yield measure.row(row)


def _selected(there: frozenset[str], wanted: Sequence[str]) -> str:
    return ", ".join(quoted(name) if name in there or name == _ROWID else "NULL" for name in wanted)


class _Measure:
    """Counts what the rows of a table hold, which cannot be more than the file: many can be made to share one page."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        self._left = pages * size

    def row(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return a row. Raises sqlite3.DatabaseError once there is more than there can be."""
        self._left -= sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._left < 0:
            raise sqlite3.DatabaseError("rows hold more than the file")
        return values


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
