"""Which account of one export is which of the other: numbers here, names there, own names shown differently."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from archiver.analysis.align.rows import Row

_OFTEN: Final = 3
"""How many messages must show a second name of an account, where the other side prints names only."""
_MOSTLY: Final = 0.9


class People:
    """The correspondence of accounts, from rows that are the same message beyond doubt."""

    def __init__(self, one: Sequence[Row], other: Sequence[Row], anchors: Iterable[tuple[int, int]]) -> None:
        votes = Counter((one[mine].who, other[theirs].who) for mine, theirs in anchors)
        self._names = _names(one)
        self._ours = frozenset(row.who for row in one)
        self._home = _homes(votes, {row.who for row in one}, {row.who for row in other})

    def home(self, who: str) -> str:
        """Return the first side's account that an account of the second side is; itself where none is known."""
        return self._home.get(who, who)

    def same(self, mine: Row, theirs: Row) -> bool:
        """Say whether two rows can be of one sender. A name alone is the sender's if the account bears it."""
        if mine.who == self.home(theirs.who):
            return True
        if theirs.who.startswith("name:"):
            return theirs.name in self._names.get(mine.who, ())
        return mine.who.startswith("name:") and mine.name == theirs.name

    def apart(self, mine: Row, theirs: Row) -> bool:
        """Say whether two rows are of two accounts beyond doubt: each is known on the other's side."""
        home = self._home.get(theirs.who)
        return bool(home and mine.who) and home != mine.who and home in self._ours and mine.who in self._home.values()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every found (account of one, account of the other), sorted."""
        return tuple(sorted((mine, theirs) for theirs, mine in self._home.items() if mine and theirs))


def _names(rows: Sequence[Row]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row.who, set()).add(row.name)
    return names


def _homes(votes: Counter[tuple[str, str]], ours: set[str], theirs: set[str]) -> dict[str, str]:
    # A number is the same account everywhere; a name may be another's on the other side (发 and 收 change places).
    home = {who: who for who in theirs if who in ours and not who.startswith("name:")}
    taken = set(home.values())
    for (mine, their), count in votes.most_common():
        if their not in home and mine not in taken and _may_be(mine, their, count):
            home[their] = mine
            taken.add(mine)
    home |= {who: who for who in theirs & ours - home.keys() - taken}
    by_their = Counter[str]()
    for (_, their), count in votes.items():
        by_their[their] += count
    for (mine, their), count in votes.most_common():
        second = their.startswith("name:") and count >= _OFTEN and count >= _MOSTLY * by_their[their]
        if their not in home and mine and second:
            home[their] = mine
    return home


def _may_be(mine: str, theirs: str, votes: int) -> bool:
    """Two numbers that differ are two accounts; two names may be two views of one, if more than one message says so."""
    if not mine or not theirs:
        return False
    kinds = (mine.startswith("name:"), theirs.startswith("name:"))
    if kinds == (True, True):
        return votes > 1
    return kinds != (False, False) or mine.startswith("u_") != theirs.startswith("u_")
