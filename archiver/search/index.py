"""The index as an SQLite database: what was said, and for each pair of letters the rows that hold it.

Pairs serve words of one letter, of two and of more, in any script. The trigrams of FTS5 know nothing shorter than
three, and single letters make long lists to intersect. `detail=none` keeps no places in a row: what the pairs let
through is read again, which also settles punctuation.
"""

import sqlite3
from itertools import islice
from typing import Final, NamedTuple

from archiver.search.corpus import Corpus, Said
from archiver.search.words import fold, grams, storable

SCHEMA: Final = """
create table about(key text);
create table talks(id integer primary key, name text, title text, folded text, place text, reports text);
create table people(id integer primary key, talk integer, account text, name text, folded text, role text);
create table rows(
  id integer primary key, home integer, talk integer, person integer, ref text, time text, near text, kind text,
  recalled integer, system integer, text text, files text, inner text, folded text, same text);
create table copies(id integer, ref text, primary key(id, ref)) without rowid;
create table acts(home integer, ref text, finding text, act text, status text,
  primary key(home, ref, finding)) without rowid;
create virtual table grams using fts5(pairs, content='', detail='none', columnsize=0, tokenize='ascii');
"""
PART: Final = "\x1f"
"""Stands between the texts of one row; no word holds it."""
_AT_ONCE: Final = 5_000


def write(connection: sqlite3.Connection, key: str, corpus: Corpus) -> None:
    """Fill an empty database. It is nobody's yet, so nothing is journalled; `key` is written last."""
    connection.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-65536;" + SCHEMA)
    connection.execute("begin")
    talks = {one.name: number for number, one in enumerate(corpus.talks, 1)}
    connection.executemany(
        "insert into talks values(?,?,?,?,?,?)",
        (
            (talks[one.name], one.name, storable(one.title), fold(one.title), one.case, PART.join(one.reports))
            for one in corpus.talks
        ),
    )
    homes = {name: number if corpus.scope(name) else 0 for name, number in talks.items()}
    connection.executemany(
        "insert or ignore into acts values(?,?,?,?,?)",
        ((homes.get(one.talk, 0), one.ref, one.finding, one.act, one.status) for one in corpus.acts),
    )
    _write_rows(connection, corpus, talks, homes)
    connection.execute("insert into about values(?)", (key,))
    connection.execute("commit")


class _Entry(NamedTuple):
    """A row ready to be stored, and its pairs."""

    stored: tuple[int | str | None, ...]
    pairs: str


def _write_rows(connection: sqlite3.Connection, corpus: Corpus, talks: dict[str, int], homes: dict[str, int]) -> None:
    maker = _Maker(connection, corpus, talks, homes)
    entries = (entry for one in corpus.said if (entry := maker.entry(one)) is not None)
    while group := list(islice(entries, _AT_ONCE)):
        connection.executemany(
            "insert into rows values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (entry.stored for entry in group)
        )
        connection.executemany(
            "insert into grams(rowid, pairs) values(?,?)", ((entry.stored[0], entry.pairs) for entry in group)
        )


class _Maker:
    """Makes entries, one row at a time; remembers people, the last time told, and rows that later ones repeat."""

    def __init__(
        self, connection: sqlite3.Connection, corpus: Corpus, talks: dict[str, int], homes: dict[str, int]
    ) -> None:
        self._connection = connection
        self._corpus = corpus
        self._talks = talks
        self._homes = homes
        self._roles = {(one.talk, one.account): one.role for one in corpus.parties}
        self._people: dict[tuple[str, str, str], int] = {}
        self._leads: dict[str, tuple[int, int]] = {}
        self._home = 0
        self._source = ""
        self._near = ""
        self._count = 0

    def entry(self, said: Said) -> _Entry | None:
        """Return a row's entry; none for one that repeats another word for word, which is noted beside that one."""
        self._move(said)
        parts = tuple(part.replace(PART, " ") for part in (said.text, *said.files, *said.inner))
        told = hash((said.kind, said.recalled, parts))
        lead, lead_told = self._leads.get(said.same_as or "", (0, 0))
        if lead and lead_told == told:
            self._connection.execute("insert or ignore into copies values(?,?)", (lead, said.ref))
            return None
        self._count += 1
        if (self._corpus.scope(said.talk), said.ref) in self._corpus.leads:
            self._leads[said.ref] = (self._count, told)
        searched = PART.join(map(fold, parts))
        text, *more = map(storable, parts)
        files, inner = PART.join(more[: len(said.files)]), PART.join(more[len(said.files) :])
        return _Entry(
            (
                self._count, self._home, self._talks[said.talk], self._person(said), said.ref, said.time,
                None if said.time else self._near, said.kind, said.recalled, said.system,
                text, files or None, inner or None, None if searched == text else searched, said.same_as,
            ),
            grams(searched),
        )  # fmt: skip

    def _move(self, said: Said) -> None:
        """Forget what belongs to the case or the source before."""
        home, source = self._homes[said.talk], said.ref.partition(":")[0]
        if home != self._home:
            self._leads.clear()
        if (home, source) != (self._home, self._source):
            self._home, self._source, self._near = home, source, ""
        self._near = said.time or self._near

    def _person(self, said: Said) -> int:
        key = (said.talk, said.account, said.name)
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = len(self._people) + 1
            role = self._roles.get((said.talk, said.account), "")
            self._connection.execute(
                "insert into people values(?,?,?,?,?,?)",
                (known, self._talks[said.talk], storable(said.account), storable(said.name), fold(said.name), role),
            )
        return known


def usable(connection: sqlite3.Connection, key: str) -> bool:
    """Say whether a database is the finished index for `key`. sqlite3.DatabaseError where it is none at all."""
    return connection.execute("select 1 from about where key = ?", (key,)).fetchone() is not None
