"""Who is known by name or number: the speakers, names that the talk itself gives, and a list of the user's own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from archiver.intake.survey import Person as Met
from archiver.redaction.names import inner, is_real, shorter
from archiver.redaction.own_words import own_words
from archiver.redaction.views import plain
from reports.dossier import Party

_SHORTEST_NUMBER: Final = 5
"""Figures of the shortest QQ number."""
_BETWEEN: Final = re.compile(r"[,，、;；=\t|]+")


class Person(Struct, frozen=True):
    """Somebody: the label of a party ("" for others), accounts as messages bear them, and every name and number."""

    label: str
    accounts: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    listed: bool = False
    """The user listed the person, or the talk told the name as a real one: its names are never taken for words."""


class Roster(Struct, frozen=True):
    """Everybody known, parties first, then by appearance."""

    people: tuple[Person, ...]

    def of_account(self) -> Mapping[str, int]:
        """Return the place of each account's person among `people`."""
        return {account: at for at, person in enumerate(self.people) for account in person.accounts}

    def numbers(self) -> frozenset[str]:
        """Return every account number."""
        return frozenset(number for person in self.people for number in person.numbers)

    def names(self) -> Iterator[tuple[str, int, bool]]:
        """Yield each written form of a name, its person, and whether it names somebody wherever it stands.

        A name that is also a word of everyday talk or of the report itself names somebody only after an @.
        """
        for at, person in enumerate(self.people):
            for name in person.names:
                yield name, at, is_telling(name, listed=person.listed)
                shorts = shorter(name) if is_real(name) else inner(name)
                yield from ((short, at, is_telling(short, listed=False)) for short in shorts)


def is_telling(name: str, *, listed: bool) -> bool:
    """Say whether a name can be told from other words: two letters or more, and no word that everybody uses."""
    said = plain(name.strip())
    letters = sum(sign.isalnum() for sign in said)
    if letters < 2 and len(said) < 3:
        return False
    if said.isdecimal() and len(said) < _SHORTEST_NUMBER:
        return False
    if letters == 0 and said.isascii():
        return False
    return listed or said.isascii() or said not in own_words()


def roster(met: Iterable[Met], parties: Iterable[Party], listed: Iterable[Person]) -> Roster:
    """Put together who is known. Somebody with several accounts is one person where the parties say so."""
    people = [_party(party) for party in parties]
    known = {account: at for at, person in enumerate(people) for account in person.accounts}
    for one in met:
        keys = _keys(one.account, one.uin, one.uid)
        at = next((known[key] for key in keys if key in known), len(people))
        if at == len(people):
            people.append(Person("", (), ()))
        old = people[at]
        people[at] = Person(
            old.label,
            _each((*old.accounts, *keys)),
            _each((*old.names, *one.names)),
            _each((*old.numbers, *_numbers(one.uin))),
        )
        known |= dict.fromkeys(keys, at)
    return Roster(_joined(people, listed))


def _joined(people: list[Person], listed: Iterable[Person]) -> tuple[Person, ...]:
    """Add what the user lists: to the person who bears one of the names already, else as somebody new."""
    for one in listed:
        at = next(
            (at for at, old in enumerate(people) if {*old.names, *old.numbers} & {*one.names, *one.numbers}), None
        )
        if at is None:
            people.append(one)
        else:
            old = people[at]
            names, numbers = _each((*old.names, *one.names)), _each((*old.numbers, *one.numbers))
            people[at] = Person(old.label, old.accounts, names, numbers, listed=True)
    return tuple(people)


def _party(party: Party) -> Person:
    accounts: list[str] = []
    for one in party.accounts:
        accounts += [key for key in (one.number, one.uid) if key]
        if not (one.number or one.uid):
            accounts += [f"name:{name}" for name in one.names]
    return Person(
        party.label,
        _each(accounts),
        _each(name for one in party.accounts for name in one.names),
        _each(number for one in party.accounts for number in _numbers(one.number)),
    )


def _keys(account: str, uin: str, uid: str) -> tuple[str, ...]:
    return _each(key for key in (account, uin, uid) if key)


def _numbers(uin: str) -> tuple[str, ...]:
    return (uin,) if uin.isdecimal() and len(uin) >= _SHORTEST_NUMBER else ()


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value.strip()))


def listed_people(text: str) -> tuple[Person, ...]:
    """Read a list of people: one a line, all names and numbers of the person parted by commas; # begins a remark."""
    found: list[Person] = []
    for line in text.lstrip("\ufeff").splitlines():
        words = [word.strip() for word in _BETWEEN.split(line.partition("#")[0]) if word.strip()]
        if words:
            numbers = tuple(word for word in words if word.isdecimal())
            names = tuple(word for word in words if not word.isdecimal())
            found.append(Person("", (), names, numbers, listed=True))
    return tuple(found)


def roster_with(known: Roster, told: Iterable[str]) -> Roster:
    """Return the roster with real names that the talk itself tells; who bears one already stays one person."""
    people = list(known.people)
    return Roster(_joined(people, (Person("", (), (name,), listed=True) for name in told)))
