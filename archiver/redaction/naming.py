"""Finding known names and values in a text, and the pseudonyms that people bear."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from archiver.redaction.roster import Roster
from archiver.redaction.views import plain
from reports.masked import SOMEBODY

_UNSEEN: Final = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")
_EMOJI: Final = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_DRAWN: Final = re.compile(f"{_UNSEEN.pattern}|{_EMOJI.pattern}")
_WORD: Final = re.compile(r"[a-z0-9]")
_SUMS: Final = frozenset("价共额体之数结是算有会计量")
"""What follows 总 where it begins a word of its own, as in 双方总价."""


class Called(NamedTuple):
    """Where a known form stands: half-open code points, and whose it is (None: one of several)."""

    start: int
    end: int
    person: int | None


class Names:
    """Many written forms at once, each with a number that tells whose it is, and whether it tells so without an @."""

    def __init__(self, forms: Iterable[tuple[str, int, bool]]) -> None:
        bearers: dict[str, set[int]] = {}
        for name, person, telling in forms:
            said = _UNSEEN.sub("", plain(name))
            if said:
                bearers.setdefault(said if telling else f"@{said}", set()).add(person)
        self._bearers = bearers
        self._forms = tuple(bearers)
        self._search = AhoCorasick(self._forms, matchkind=MatchKind.Standard) if bearers else None

    def find(self, text: str) -> Iterator[Called]:
        """Yield every place where one of them stands; places may overlap."""
        said = plain(text)
        yield from self._find(said, _UNSEEN)
        if _EMOJI.search(said):
            yield from self._find(said, _DRAWN)

    def _find(self, said: str, between: re.Pattern[str]) -> Iterator[Called]:
        """Yield the places where a form stands with such signs left out."""
        if self._search is None:
            return
        places: list[int] | None = None
        packed = said
        if between.search(said):
            places = [at for at, sign in enumerate(said) if not between.match(sign)]
            packed = "".join(said[at] for at in places)
        for which, start, end in self._search.find_matches_as_indexes(packed, overlapping=True):
            first, last = (start, end - 1) if places is None else (places[start], places[end - 1])
            form = self._forms[which]
            if _stands(said, first, last + 1, form):
                bearers = self._bearers[form]
                begin = first + 1 if form[0] == "@" and said[first] == "@" else first
                yield Called(begin, last + 1, next(iter(bearers)) if len(bearers) == 1 else None)


def _stands(said: str, start: int, end: int, form: str) -> bool:
    """Say whether a name stands for itself: not inside a longer word of letters, a short one not over other signs."""
    if len(form) <= 2 and end - start > 2 and any(sign.isspace() or _EMOJI.match(sign) for sign in said[start:end]):
        return False
    if form.endswith("总") and said[end : end + 1] in _SUMS:
        return False
    before, after = said[start - 1 : start], said[end : end + 1]
    joined = (_WORD.match(form[0]) and _WORD.match(before)) or (_WORD.match(form[-1]) and _WORD.match(after))
    return not joined


class Pseudonyms:
    """What everybody is called: a party by its label, others by number in the order in which they are first needed."""

    def __init__(self, roster: Roster, *, group: bool) -> None:
        self._roster = roster
        self._stem = "群友" if group else "对话人"
        self._given: dict[int, str] = {}
        self._taken = frozenset(name for person in roster.people for name in person.names)
        self._counts: dict[str, int] = {}

    def of(self, person: int | None) -> str:
        """Return the pseudonym of somebody; it hints at no more than whether they speak."""
        if person is None:
            return SOMEBODY
        if person not in self._given:
            who = self._roster.people[person]
            self._given[person] = who.label or self._next(self._stem if who.accounts else "第三人")
        return self._given[person]

    def _next(self, stem: str) -> str:
        """Return the next number of a kind, but no name that somebody really bears."""
        while True:
            self._counts[stem] = number = self._counts.get(stem, 0) + 1
            if f"{stem}{number}" not in self._taken:
                return f"{stem}{number}"
