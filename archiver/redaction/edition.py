"""A dossier as a group may see it: every word of a stranger passes the masker, and what is not known to be harmless."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from archiver.redaction.found import LABELS
from archiver.redaction.masker import Masker, Removed
from archiver.redaction.roster import Roster
from archiver.redaction.split import Piece, Said, pieces, wholes
from reports import dossier
from reports.dossier import Citation, Dossier, File, Line, MaskedKind, Masking, Who
from reports.faithful import Fault, UnfaithfulError
from reports.masked import LEFT_OUT, SHOWING, cut, holds, is_pseudonym, left_out, mark, widened

NO_LEDGER: Final = "不列，见来源摘要"
"""Stands where other editions print the head of the ledger, which differs from case to case of the same export."""
_ROW: Final = re.compile(r"[\w ]*#rowid=\d+")
_KEPT: Final[dict[str, frozenset[str]]] = {
    "Sentence": frozenset({"weight"}),
    "Words": frozenset({"stands_for"}),
    "Party": frozenset({"label", "side"}),
    "Source": frozenset({"number", "sha256", "sm3", "format", "encoding", "zone", "grade", "by"}),
    "Notice": frozenset({"code", "where"}),
    "File": frozenset({"kind", "size_text", "sha256", "md5", "annex", "unshown"}),
    "Line": frozenset({"ref", "sha256", "kind", "raw", "reply"}),
    "Entry": frozenset({"ref", "act", "deal"}),
    "Term": frozenset({"key", "title"}),
    "Obligation": frozenset({"id", "debtor", "creditor", "kind", "status", "due", "value"}),
    "Payment": frozenset({"by", "direction", "value", "channel", "grade"}),
    "Delivery": frozenset({"by", "grade"}),
    "Silence": frozenset({"who"}),
    "Issue": frozenset({"state"}),
    "SidePoints": frozenset({"label"}),
    "Sum": frozenset({"value"}),
    "CatalogueGroup": frozenset({"number"}),
    "CatalogueItem": frozenset({"number", "refs"}),
    "Door": frozenset({"name", "questions", "as_of"}),
    "Integrity": frozenset({"program", "rules", "model", "commands"}),
    "Dossier": frozenset({"edition"}),
}
"""The only text fields that pass unread: numbers, digests and words of the program's own. All others are masked."""

_Value = TypeVar("_Value")


class Published(Struct, frozen=True):
    """A masked dossier, and what no byte of its documents may hold."""

    dossier: Dossier
    removed: tuple[Removed, ...]


def publish(full: Dossier, known: Roster, *, group: bool, approved: frozenset[str] = frozenset()) -> Published:
    """Return the masked form of a dossier. `approved` are the messages (E1-0142) whose pictures a person has passed.

    Raises UnfaithfulError where a quotation would not stand word for word around its marks.
    """
    talk = [Said(line.ref, line.who.account or line.who.name, line.text) for line in full.transcript]
    split = pieces(talk, known.numbers())
    masker = Masker(known, _texts(full), group=group, split=wholes(split.values()))
    masked = _Editor(full, masker, approved, split).made()
    originals = {line.ref: line.text for line in full.transcript}
    faults = tuple(_unfaithful(masked, originals))
    if faults:
        raise UnfaithfulError(faults)
    shown = "\n".join(line.text for line in masked.transcript)
    files = (Removed("name", name) for name in _names_of_files(full) if name not in shown)
    return Published(masked, (*masker.removed(), *files))


def _texts(full: Dossier) -> Iterator[str]:
    for line in full.transcript:
        yield line.text
        yield from (file.name for file in line.files)


def _names_of_files(full: Dossier) -> Iterator[str]:
    yield from (source.name for source in full.sources)
    yield from (chat.title for source in full.sources for chat in source.chats if not chat.used)


def _unfaithful(masked: Dossier, originals: dict[str, str]) -> Iterator[Fault]:
    for one in _citations(masked):
        if not holds(originals.get(one.ref, ""), one.chars, one.quote, one.masked):
            yield Fault(f"masked@{one.ref}", "quoted words", originals.get(one.ref, ""), one.quote)


def _citations(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _citations(item)
    elif isinstance(value, Struct) and not isinstance(value, Line):
        for field in value.__struct_fields__:
            yield from _citations(getattr(value, field))


class _Editor:
    """Rebuilds one dossier from its values; keeps what became of each line, speaker and file."""

    def __init__(
        self, full: Dossier, masker: Masker, approved: frozenset[str], split: Mapping[str, tuple[Piece, ...]]
    ) -> None:
        self._full = full
        self._split = split
        self._masker = masker
        self._approved = approved
        self._counts: Counter[str] = Counter()
        self._left_out = self._passed = 0
        self._speakers: dict[Who, Who] = {}
        self._files: dict[File, File] = {}
        self._talks = {chat.title: number for number, chat in enumerate(_chats(full), 1)}
        self._lines = {line.ref: self._line(line) for line in full.transcript}

    def made(self) -> Dossier:
        """Return the masked dossier."""
        full = self._full
        bare = replace(full, transcript=(), statements=(), factor_sheets=(), fields=(), warnings=())
        rebuilt = self._rebuilt(bare)
        titles = ((label, self._counts[label]) for label in (*LABELS.values(), "称呼", "文件名"))
        kinds = tuple(MaskedKind(title, count) for title, count in titles if count)
        masking = Masking(kinds, self._left_out, self._passed)
        return replace(
            rebuilt,
            title="往来时间线",
            transcript=tuple(self._lines.values()),
            scope=replace(full.scope, words=f"{full.scope.words}；已遮盖 {masking.count} 处"),
            masking=masking,
        )

    def _edit(self, value: _Value) -> _Value:
        """Return the masked form of any value; bytes are pictures or the like and go."""
        match value:
            case str():
                edited: object = self._masker.words(value)
            case tuple():
                edited = tuple(self._edit(item) for item in value)
            case bytes():
                edited = b""
            case Struct():
                edited = self._struct(value)
            case bool() | int() | float() | datetime() | date() | None:
                edited = value
            case _:
                raise TypeError(f"a dossier holds {type(value).__name__}, of which nothing is known")
        return cast("_Value", edited)

    def _struct(self, value: Struct) -> Struct:
        match value:
            case Citation():
                return self._citation(value)
            case Who():
                return self._speaker(value, system=False)
            case File():
                return self._files.get(value) or self._file(value, "")
            case dossier.Party():
                accounts = tuple(self._account(one) for one in value.accounts)
                return replace(self._rebuilt(replace(value, accounts=())), accounts=accounts[:1], submitter=False)
            case dossier.Source():
                plain = self._rebuilt(replace(value, name="", chats=(), archived=None))
                chats = tuple(replace(one, title=self._talk(one.title)) for one in value.chats)
                return replace(plain, name=_source(value.number), chats=chats)
            case dossier.Notice():
                return replace(self._rebuilt(value), where=tuple(place.partition(" ")[0] for place in value.where))
            case dossier.CatalogueItem():
                number = value.source.partition(" ")[0]
                return self._rebuilt(replace(value, source=f"{number} {_source(number)}"))
            case dossier.Integrity():
                bare = replace(value, ledger_head="", ledger_entries=0, checked=None, holds=None)
                return replace(self._rebuilt(bare), ledger_head=NO_LEDGER)
            case _:
                return self._rebuilt(value)

    def _rebuilt(self, value: _Value) -> _Value:
        """Return a struct with every field edited but those known to hold no stranger's words."""
        assert isinstance(value, Struct)
        kept = _KEPT.get(type(value).__name__, frozenset())
        edited = {
            field: each if field in kept else self._edit(each)
            for field in value.__struct_fields__
            if (each := getattr(value, field)) is not None
        }
        return cast("_Value", replace(value, **edited))

    def _line(self, line: Line) -> Line:
        made = self._masker.mask(line.text, self._split.get(line.ref, ()))
        self._counts.update("称呼" if one == "name" else LABELS[one] for one in made.kinds)
        return replace(
            line,
            who=self._speaker(line.who, system=line.system),
            text=made.text,
            place=self._place(line.place),
            chat=self._talk(line.chat) if line.chat else "",
            files=tuple(self._file(file, line.ref) for file in line.files),
            masked=made.masked,
            alias=True,
        )

    def _speaker(self, who: Who, *, system: bool) -> Who:
        known = self._speakers.get(who)
        if known is None:
            name = self._system(who.name) if system else self._masker.pseudonym(who.account, who.name)
            known = self._speakers[who] = Who(who.label, name)
        return known

    def _system(self, name: str) -> str:
        """Keep QQ's own voice as printed, unless it names somebody."""
        return name if self._masker.words(name) == name or is_pseudonym(name) else "系统"

    def _place(self, place: str) -> str:
        return place if not place or _ROW.fullmatch(place) else mark("文件名")

    def _talk(self, title: str) -> str:
        return f"会话{self._talks.setdefault(title, len(self._talks) + 1)}"

    def _file(self, file: File, ref: str) -> File:
        if file.kind in SHOWING and ref not in self._approved:
            made = left_out(file)
            self._left_out += bool(ref)
        else:
            made = self._rebuilt(replace(file, place="", picture=None))
            if file.picture is not None and ref in self._approved:
                made = replace(made, picture=file.picture)
            self._counts["文件名"] += made.name != file.name
            self._passed += file.kind in SHOWING
        if ref and self._files.get(file, made).name != LEFT_OUT:
            self._files[file] = made
        elif file in self._files:
            made = self._files[file]
        return made

    def _citation(self, cite: Citation) -> Citation:
        line = self._lines[cite.ref]
        chars = widened(line.masked, cite.chars)
        quote, masked = cut(line, chars)
        return replace(
            cite,
            quote=quote,
            chars=chars,
            sender=line.who.name,
            account="",
            place=line.place,
            masked=masked,
            alias=True,
        )

    def _account(self, account: dossier.Account) -> dossier.Account:
        key = account.number or account.uid or f"name:{account.names[0] if account.names else ''}"
        name = self._masker.pseudonym(key, account.names[0] if account.names else "")
        return dossier.Account("已遮盖", (name,), (None,))


def _source(number: str) -> str:
    """Name a source by its number alone; file names tell who exported what of whom."""
    return f"来源文件{number.removeprefix('E')}"


def _chats(full: Dossier) -> Iterable[dossier.Chat]:
    return (chat for source in full.sources for chat in source.chats)
