"""A text with its personal parts replaced by marks, and the list of what was taken out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from archiver.redaction.finders import found_in
from archiver.redaction.found import LABELS, Found, Kind, settled
from archiver.redaction.naming import Called, Names, Pseudonyms
from archiver.redaction.roster import Roster, is_telling, roster_with
from archiver.redaction.split import Piece
from archiver.redaction.views import plain, views
from reports.dossier import Masked
from reports.masked import mark

_SHORTEST: Final = 5
_LONGEST: Final = 21
"""Figures of a number that is masked wherever it stands."""
_FIGURES: Final[frozenset[Kind]] = frozenset({"identity", "phone", "card", "qq", "parcel"})


class MaskedText(Struct, frozen=True):
    """What is shown of a text, and which stretches of it are marks."""

    text: str
    masked: tuple[Masked, ...] = ()
    kinds: tuple[Kind, ...] = ()


class Removed(Struct, frozen=True):
    """Something that no output may hold: its kind and the words as they stood."""

    kind: Kind
    value: str


class Masker:
    """Masks texts of one report; the same person and the same number bear the same mark throughout.

    `texts` is everything that strangers wrote in the report: names told anywhere in it are masked everywhere.
    `split` are numbers that stand in pieces in several texts.
    """

    def __init__(
        self, known: Roster, texts: Iterable[str], *, group: bool, split: frozenset[str] = frozenset()
    ) -> None:
        numbers = known.numbers()
        told = dict.fromkeys(
            Removed(one.kind, text[one.start : one.end])
            for text in dict.fromkeys(texts)
            for one in settled(found_in(text, numbers))
        )
        names = (one.value for one in told if one.kind == "name" and "*" not in plain(one.value))
        self.roster = roster_with(known, names)
        # What is told once with a word that says what it is stands elsewhere without.
        told_split = {figures_of(Removed("phone", whole)) for whole in split}
        self._kinds = {figures: one.kind for one in told if _SHORTEST <= len(figures := figures_of(one)) <= _LONGEST}
        self._numbers = numbers | told_split | self._kinds.keys()
        self._told = tuple(one for one in told if one.kind != "name" and is_telling(one.value, listed=False))
        self._names = Names(self.roster.names())
        self._values = Names((one.value, at, True) for at, one in enumerate(self._told))
        self._pseudonyms = Pseudonyms(self.roster, group=group)
        self._accounts = self.roster.of_account()
        self._marks: dict[tuple[Kind, str], int] = {}
        self._counts: Counter[Kind] = Counter()
        self._made: dict[str, MaskedText] = {}
        self._removed: dict[Removed, None] = {}

    def mask(self, text: str, pieces: tuple[Piece, ...] = ()) -> MaskedText:
        """Return a text with marks in place of what is personal; what stands between them is untouched.

        `pieces` are parts of numbers that go on in another text; all parts bear the mark of the whole.
        """
        if pieces:
            return self._masked(text, pieces)
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = self._masked(text, ())
        return made

    def words(self, text: str) -> str:
        """Return only what is shown of a text."""
        return self.mask(text).text

    def pseudonym(self, account: str, name: str) -> str:
        """Return what a speaker is called: by account, else by name."""
        at = self._accounts.get(account, self._accounts.get(f"name:{name}"))
        return self._pseudonyms.of(at)

    def removed(self) -> tuple[Removed, ...]:
        """Return what was taken out so far, and every name and number of the roster that can be told from words."""
        known = (Removed("name", name) for name, _, telling in self.roster.names() if telling)
        numbers = (Removed("qq", number) for number in self.roster.numbers())
        accounts = (
            Removed("qq", account)
            for person in self.roster.people
            for account in person.accounts
            if not account.startswith("name:") and not account.isdecimal()
        )
        return tuple(dict.fromkeys((*self._removed, *known, *numbers, *accounts)))

    def _masked(self, text: str, pieces: tuple[Piece, ...]) -> MaskedText:
        numbered = (self._as_told(text, one) for one in found_in(text, self._numbers))
        found = (*numbered, *self._again(text), *(piece.found for piece in pieces))
        called = tuple(self._names.find(text))
        return self._drawn(text, settled(found), called, pieces) if found or called else MaskedText(text)

    def _as_told(self, text: str, one: Found) -> Found:
        """Return a number that stands without a word as the kind it was told to be elsewhere."""
        if one.kind != "qq":
            return one
        return one._replace(kind=self._kinds.get(figures_of(Removed("qq", text[one.start : one.end])), one.kind))

    def _again(self, text: str) -> Iterator[Found]:
        """Yield values that were told elsewhere; one that is of two kinds keeps the first."""
        for one in self._values.find(text):
            yield Found(one.start, one.end, self._told[one.person].kind if one.person is not None else "secret")

    def _drawn(
        self, text: str, found: tuple[Found, ...], called: tuple[Called, ...], pieces: tuple[Piece, ...]
    ) -> MaskedText:
        people = {(one.start, one.end): one.person for one in called}
        stretches = settled((*found, *(Found(one.start, one.end, "name") for one in called)))
        shown: list[str] = []
        masked: list[Masked] = []
        done = at = 0
        for one in stretches:
            before = text[done : one.start]
            drawn = self._mark(one, _whole(text, one, pieces), people)
            at += len(before)
            shown += [before, drawn]
            masked.append(Masked(at, at + len(drawn), one.start, one.end))
            at += len(drawn)
            done = one.end
        shown.append(text[done:])
        return MaskedText("".join(shown), tuple(masked), tuple(one.kind for one in stretches))

    def _mark(self, one: Found, value: str, people: dict[tuple[int, int], int | None]) -> str:
        place = (one.start, one.end)
        if one.kind != "name" or place not in people:
            self._removed.setdefault(Removed(one.kind, value))
        if place in people:
            return mark(self._pseudonyms.of(people[place]))
        key = (one.kind, _value(value, one.kind))
        if key not in self._marks:
            self._counts[one.kind] += 1
            self._marks[key] = self._counts[one.kind]
        return mark(f"{LABELS[one.kind]}{self._marks[key]}")


def _whole(text: str, one: Found, pieces: tuple[Piece, ...]) -> str:
    """Return what stands in a stretch of a text, or the number that goes on in other texts of which it holds a part."""
    held = (piece.whole for piece in pieces if one.start <= piece.found.start and piece.found.end <= one.end)
    return next(held, text[one.start : one.end])


def figures_of(removed: Removed) -> str:
    """Return the figures of a value that is nothing but a number, else nothing."""
    signs = views(removed.value).digits
    letters = removed.kind not in _FIGURES and any(sign.isalpha() for sign in plain(removed.value))
    return "" if letters else "".join(sign for sign in signs if sign.isdecimal() or sign == "x")


def _value(value: str, kind: Kind) -> str:
    """Return what makes two ways of writing one value."""
    if kind in _FIGURES:
        figures = "".join(sign for sign in views(value).digits if sign.isdecimal() or sign == "x")
        return figures or value
    return "".join(plain(value).split())
