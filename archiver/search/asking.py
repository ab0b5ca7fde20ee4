"""A question to an index, and its answer."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from archiver.errors import CaseError
from archiver.search.hit import Found, Hit, HitAct, Passage
from archiver.search.index import PART
from archiver.search.words import Query, fold, match, spans

Order = Literal["time", "newest", "best"]

_NAMED: Final = 8
"""How many candidates an error names."""
_SOUGHT: Final = "coalesce(rows.folded, rows.text)"
_TIMES: Final = "coalesce(rows.time, rows.near)"
_COLUMNS: Final = (
    "rows.id, rows.home, rows.ref, talks.name, talks.title, talks.place, talks.reports, rows.time, people.account,"
    " people.name, people.role, rows.kind, rows.recalled, rows.system, rows.text, rows.files, rows.inner,"
    " coalesce(rows.folded, rows.text), rows.same"
)
_ACCOUNT: Final = "select talk, account from people where account = ?"
_NAME_OR_ROLE: Final = "select talk, account from people where role = ? or instr(folded, ?) > 0"
_DATE: Final = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?)?)?月?年?"
)


class Filters(Struct, frozen=True):
    """What else a row must be. `by` is an account, `name:…`, part of a name, or a role; `chat` a talk's id or title.

    `since` and `before` are naive wall times in ISO 8601, half-open.
    """

    by: str | None = None
    act: str | None = None
    since: str | None = None
    before: str | None = None
    chat: str | None = None


def moment(text: str, *, end: bool) -> str:
    """Return the first instant of a year, month, day, minute or second, or with `end` the first one after it.

    ValueError where the text is none.
    """
    found = _DATE.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) <= 2999:
        raise ValueError(f"no date: {text}")
    year, month, day, hour, minute, second = (None if part is None else int(part) for part in found.groups())
    at = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0)  # noqa: DTZ001 - wall time
    if not end:
        return at.isoformat()
    if month is None:
        return at.replace(year=at.year + 1).isoformat()
    if day is None:
        return (at + timedelta(days=31)).replace(day=1).isoformat()
    grain = timedelta(days=1) if hour is None else timedelta(minutes=1) if second is None else timedelta(seconds=1)
    return (at + grain).isoformat()


class _Condition(NamedTuple):
    """A condition on a row, and the values of its places."""

    sql: str
    values: tuple[str, ...] = ()


def ask(connection: sqlite3.Connection, query: Query, filters: Filters, order: Order, limit: int) -> Found:
    """Answer a question: all rows that hold every wanted word, no unwanted one, and pass the filters.

    `time` and `newest` follow the wall time; `best` puts rows from which acts were read first, QQ's own last, and
    prefers rows of which the words make up more. Raises CaseError where a filter names nobody or no talk,
    sqlite3.DatabaseError where the index is broken.
    """
    conditions = [*_words(query), *_filters(connection, filters)]
    where = " and ".join(one.sql for one in conditions) or "1"
    values = [value for one in conditions for value in one.values]
    (total,) = connection.execute(f"select count(*) from rows where {where}", values).fetchone()  # noqa: S608 - values are bound
    sorted_by, more = _order(query, order)
    found = connection.execute(
        f"select {_COLUMNS} from rows join talks on talks.id = rows.talk join people on people.id = rows.person"  # noqa: S608 - as above
        f" where {where} order by {sorted_by} limit ?",
        [*values, *more, limit],
    )
    return Found(total, tuple(_hit(connection, query, row) for row in found))


def _words(query: Query) -> Iterator[_Condition]:
    looked_up = match(query)
    if looked_up:
        yield _Condition("rows.id in (select rowid from grams where grams match ?)", (looked_up,))
    yield from (_Condition(f"instr({_SOUGHT}, ?) > 0", (word,)) for word in query.wanted)
    yield from (_Condition(f"instr({_SOUGHT}, ?) = 0", (word,)) for word in query.unwanted)


def _filters(connection: sqlite3.Connection, filters: Filters) -> Iterator[_Condition]:
    if filters.since:
        yield _Condition("rows.time >= ?", (filters.since,))
    if filters.before:
        yield _Condition("rows.time < ?", (filters.before,))
    if filters.act:
        read = "select 1 from acts where acts.home = rows.home and acts.ref = rows.ref and acts.act = ?"
        yield _Condition(f"exists ({read})", (filters.act,))
    if filters.chat is not None:
        yield _chat(connection, filters.chat)
    if filters.by is not None:
        yield _by(connection, filters.by)


def _chat(connection: sqlite3.Connection, wanted: str) -> _Condition:
    named = _Condition("(name = ? or instr(folded, ?) > 0)", (wanted, fold(wanted)))
    if connection.execute(f"select 1 from talks where {named.sql} limit 1", named.values).fetchone():  # noqa: S608 - bound
        talks = f"select id from talks where {named.sql}"  # noqa: S608 - values are bound
        return _Condition(f"rows.talk in ({talks})", named.values)
    known = connection.execute("select name, title from talks limit ?", (_NAMED,))
    listed = "；".join(f"{name} {title}" for name, title in known) or "无"
    raise CaseError(f"没有编号或名称符合“{wanted}”的会话", f"请用 --chat 指定其中之一：{listed}")


def _by(connection: sqlite3.Connection, wanted: str) -> _Condition:
    """Return the condition that a row is by an account that fits, whatever name it bore then."""
    either = (_Condition(_ACCOUNT, (wanted,)), _Condition(_NAME_OR_ROLE, (wanted, fold(wanted.removeprefix("name:")))))
    for one in either:
        if connection.execute(f"{one.sql} limit 1", one.values).fetchone():
            people = f"select id from people where (talk, account) in ({one.sql})"  # noqa: S608 - values are bound
            return _Condition(f"rows.person in ({people})", one.values)
    known = connection.execute("select account, max(name) from people group by account limit ?", (_NAMED,))
    listed = "；".join(f"{account}（{name}）" for account, name in known) or "无"
    raise CaseError(f"记录里没有“{wanted}”这个人", f"请从这些账号中选：{listed}")


def _order(query: Query, order: Order) -> tuple[str, tuple[str, ...]]:
    if order == "time":
        return f"{_TIMES}, rows.id", ()
    if order == "newest":
        return f"{_TIMES} desc, rows.id desc", ()
    # What the words make up of a row: it is shorter by so much without them.
    covered = " + ".join(f"length({_SOUGHT}) - length(replace({_SOUGHT}, ?, ''))" for _ in query.wanted) or "0"
    acts = "exists (select 1 from acts where acts.home = rows.home and acts.ref = rows.ref)"
    share = f"({covered}) * 1.0 / (length({_SOUGHT}) + 20)"
    return f"{acts} - rows.system + {share} desc, {_TIMES}, rows.id", query.wanted


def _hit(connection: sqlite3.Connection, query: Query, row: Sequence[str | int | None]) -> Hit:
    (id_, home, ref, talk, title, place, reports, time, account, name, role, kind, recalled, system, *texts, same) = row
    acts = connection.execute("select act, status, finding from acts where home = ? and ref = ?", (home, ref))
    copies = connection.execute("select ref from copies where id = ?", (id_,))
    return Hit(
        ref=str(ref),
        talk=str(talk),
        title=str(title),
        case=str(place),
        reports=tuple(_cut(reports)),
        time=None if time is None else str(time),
        account=str(account),
        name=str(name),
        role=str(role) or None,
        kind=str(kind),
        recalled=bool(recalled),
        system=bool(system),
        passages=tuple(_passages(query, texts)),
        acts=tuple(HitAct(*one) for one in acts),
        copies=tuple(sorted((copy for (copy,) in copies), key=_by_number)),
        same_as=None if same is None else str(same),
    )


def _passages(query: Query, texts: Sequence[str | int | None]) -> Iterator[Passage]:
    """Yield what was said, and of names and inner rows those that hold a word."""
    text, files, inner, folded = texts
    read = str(folded).split(PART)
    yield Passage("text", str(text), spans(read[0], query.wanted))
    names = _cut(files)
    for number, part in enumerate((*names, *_cut(inner)), 1):
        if found := spans(read[number], query.wanted):
            yield Passage("file" if number <= len(names) else "inner", part, found)


def _cut(joined: str | int | None) -> list[str]:
    return str(joined).split(PART) if joined else []


def _by_number(ref: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", ref))
