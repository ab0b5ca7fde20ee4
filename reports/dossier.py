"""What a report is made of: plain frozen values, all times, order and words given from outside.

Whoever fills a Dossier answers for the facts; `reports.render` answers for the form, and refuses a Dossier whose words
do not stand in its own transcript. Three rules hold everywhere:

- `Sentence`: at least one part is `Words` or `Ref`, else it does not render. Quoted words go into `Words` only, names
  into `Named`; a `Plain` part may hold no quotation marks “ ” (titles and terms take 「 」) and no word that judges
  (`reports.words.JUDGING`).
- `Citation.quote` is cut out of the cited message: `line.text[chars[0]:chars[1]]`, code points, untrimmed.
- Times are aware datetimes in the case's zone; the report prints offset and UTC itself.

Digests bear their algorithm: `sha256:…`, `sm3:…`.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

Edition = Literal["own", "submit", "group"]
Weight = Literal["fact", "claim", "inference"]
Side = Literal["client", "provider", "arbiter", "other"]
ObligationStatus = Literal["kept", "late", "unmet", "open", "superseded"]
ObligationKind = Literal["deliver", "pay", "fix", "refund", "support", "report", "supply", "review"]
Grade = Literal["promised", "claimed", "confirmed", "notice", "bill"]
IssueState = Literal["undisputed", "disputed", "unanswered"]


class Masked(Struct, frozen=True):
    """A stretch that a masked edition does not show: half-open code points of what is shown and of the export's text.

    The shown side holds a mark of `reports.masked`, nothing else.
    """

    start: int
    end: int
    was_start: int
    was_end: int


class Citation(Struct, frozen=True):
    """Words of one message and the place where they can be read again.

    `ref` is E1-0142 (inner rows of a merged forward E1-0142.1). `sha256` is the digest of the whole exhibit. `start`
    and `end` are the message's bytes in it, half-open; for sources without bytes both are None and `place` says where
    (`messages#rowid=812`). `chars` are the code points of the message's text that `quote` repeats. `time` is ISO 8601
    with offset ("" where the export prints none), `sender` the name as printed, `account` QQ number, uid or `name:…`.
    In a masked edition `masked` names what `quote` does not show (its own code points, and the export's), and
    `alias` says that `sender` is a pseudonym.
    """

    ref: str
    sha256: str
    quote: str
    chars: tuple[int, int]
    start: int | None
    end: int | None
    time: str
    sender: str
    account: str = ""
    place: str = ""
    masked: tuple[Masked, ...] = ()
    alias: bool = False


class Who(Struct, frozen=True):
    """A speaker: the party's label (甲, 乙 …; "" for others), the name as printed and the account."""

    label: str
    name: str
    account: str = ""


class Plain(Struct, frozen=True, tag="plain"):
    """The report's own words. Names, file names and anything else a stranger wrote do not belong here."""

    text: str


class Words(Struct, frozen=True, tag="words"):
    """Shown as “the quoted words”（E1-0142）.

    `stands_for` says in Chinese what a placeholder of the exporter stands for; it is shown before the quotation.
    """

    cite: Citation
    stands_for: str = ""


class Ref(Struct, frozen=True, tag="ref"):
    """Shown as E1-0142 alone: a row without words, or one that is quoted nearby."""

    cite: Citation


class Named(Struct, frozen=True, tag="named"):
    """A speaker inside a sentence, shown as 甲（name as printed）."""

    who: Who


Part = Plain | Words | Ref | Named


class Sentence(Struct, frozen=True):
    """One statement of the report, led by what it rests on.

    `fact`: what the export shows · `claim`: what a party says · `inference`: what the program concludes, with `basis`
    (the rule or reckoning in Chinese words). The basis of a fact and every `score` are shown in the own edition only.
    """

    parts: tuple[Part, ...]
    weight: Weight = "fact"
    basis: str = ""
    score: float | None = None

    def citations(self) -> tuple[Citation, ...]:
        """Return what the statement rests on, in the order of its parts."""
        return tuple(part.cite for part in self.parts if isinstance(part, Words | Ref))


class Account(Struct, frozen=True):
    """An account of a party with the names it bore, as printed, each with the time it was first seen."""

    number: str
    names: tuple[str, ...]
    since: tuple[datetime | None, ...] = ()
    uid: str = ""


class Party(Struct, frozen=True):
    """One side. `basis` tells in Chinese whether the role was given by the user or inferred, and from what."""

    label: str
    side: Side
    accounts: tuple[Account, ...]
    basis: str
    submitter: bool = False
    payee_names: tuple[Sentence, ...] = ()
    unknown: tuple[str, ...] = ()


class Chat(Struct, frozen=True):
    """A conversation of a source, and how many of its messages this report may draw on (0: left out as unrelated)."""

    title: str
    messages: int
    used: int


class Source(Struct, frozen=True):
    """An exhibit: the file as it came. `grade` is its closeness to the original medium, in Chinese words.

    `by` is the label of the side whose account exported it, "" where the file does not tell.
    """

    number: str
    name: str
    sha256: str
    sm3: str
    size: int
    format: str
    encoding: str
    zone: str
    messages: int
    first: datetime | None
    last: datetime | None
    unread_bytes: int
    archived: datetime | None = None
    exporter: str = ""
    origin: str = ""
    grade: str = ""
    chats: tuple[Chat, ...] = ()
    gaps: tuple[str, ...] = ()
    kind: str = "聊天记录"
    rows: int = 0
    by: str = ""


class Notice(Struct, frozen=True):
    """Something a reader must know about a place of a source: forgeable head, unread bytes, unsaved media."""

    code: str
    text: str
    count: int
    where: tuple[str, ...] = ()


class Picture(Struct, frozen=True):
    """A small copy of a picture, encoded anew as JPEG from its pixels alone; `width` and `height` in pixels."""

    jpeg: bytes
    width: int
    height: int


class File(Struct, frozen=True):
    """A file, picture or voice that a message speaks of. `size` in bytes where exact, else `size_text` as printed.

    Digests bear the name of their algorithm, as sha256:… and md5:…; `name` is "" where the export prints none.
    `annex` numbers a file that the export encloses, by its message and its place there (E1-0142-1), and `place` says
    where in the exhibit it lies. A picture has its small copy, or `unshown` tells in Chinese why there is none.
    """

    kind: str
    name: str
    size: int | None = None
    size_text: str = ""
    sha256: str = ""
    md5: str = ""
    saved: bool = False
    annex: str = ""
    place: str = ""
    picture: Picture | None = None
    unshown: str = ""


class Line(Struct, frozen=True):
    """One message of the transcript, whole and untouched.

    `kind` is shown as given (文字, 图片, 文件, 撤回提示 …). `sha256`, `start`, `end`, `place` as in Citation. `raw` is
    the time as printed. `skipped` counts the messages left out between the line before and this one. `masked` names
    what `text` does not show, `alias` says that `who` bears a pseudonym; both in masked editions only.
    """

    ref: str
    time: datetime | None
    who: Who
    text: str
    sha256: str
    start: int | None
    end: int | None
    kind: str = "文字"
    raw: str = ""
    place: str = ""
    chat: str = ""
    files: tuple[File, ...] = ()
    recalled: bool = False
    system: bool = False
    reply: str = ""
    skipped: int = 0
    masked: tuple[Masked, ...] = ()
    alias: bool = False


class Scope(Struct, frozen=True):
    """How much of the record stands in the transcript; printed wherever it is shown."""

    shown: int
    total: int
    words: str


class Entry(Struct, frozen=True):
    """One row of the chronology. `act` is the label shown (表示将…, 发送文件 …), never an identifier.

    `answers` holds what a short answer is taken to answer; it is printed as 所指为系统推断.
    """

    ref: str
    time: datetime | None
    who: Who
    act: str
    sentence: Sentence
    answers: Sentence | None = None
    files: tuple[File, ...] = ()
    recalled: bool = False
    deal: str = ""


class TermVersion(Struct, frozen=True):
    """One state of a term: the value in Chinese words and how it came about."""

    value: str
    sentence: Sentence


class Term(Struct, frozen=True):
    """A term of the agreement; `value` None where the record never settles it.

    `agreed` is false where one side alone said what stands as its value, and no yes of the other was read.
    """

    key: str
    title: str
    value: str | None
    versions: tuple[TermVersion, ...] = ()
    agreed: bool = True


class Obligation(Struct, frozen=True):
    """One thing a party bound itself to.

    `what` is a short Chinese name for the thing; `why` cites the promise and whatever keeps or leaves it. `made`,
    `due_at` and `proved` place it on the timeline; `due` is the date as shown, `paid` the sum
    that was paid where it is not all.
    """

    id: str
    debtor: str
    creditor: str
    kind: ObligationKind
    what: str
    status: ObligationStatus
    why: Sentence
    due: str = ""
    made: datetime | None = None
    due_at: datetime | None = None
    proved: datetime | None = None
    late_days: int | None = None
    value: str = ""
    paid: str = ""
    moves: tuple[Sentence, ...] = ()
    candidates: tuple[Sentence, ...] = ()


class Change(Struct, frozen=True):
    """A change asked for; `answer` and `done` are None where the record shows none."""

    request: Sentence
    effect: Sentence | None = None
    answer: Sentence | None = None
    agreed: bool | None = None
    done: Sentence | None = None


class Payment(Struct, frozen=True):
    """One movement of money. `value` is a decimal string of yuan; None where the record names no sum."""

    time: datetime | None
    by: str
    direction: Literal["pay", "refund"]
    value: str | None
    channel: str
    grade: Grade
    sentence: Sentence


class Delivery(Struct, frozen=True):
    """One version handed over."""

    time: datetime | None
    by: str
    version: int
    grade: Grade
    sentence: Sentence
    file: File | None = None
    receipt: Sentence | None = None


class Silence(Struct, frozen=True):
    """A message that `who` did not answer within the measure. `until` None: to the end of the record."""

    who: str
    since: datetime
    until: datetime | None
    days: int
    sentence: Sentence


class Missing(Struct, frozen=True):
    """Something the record does not settle or hold, who could supply it, and the words that make one look for it."""

    title: str
    holder: str = ""
    note: str = ""
    cause: Sentence | None = None


class Hole(Struct, frozen=True):
    """Where the talk left the record: what happened there is not in it.

    `title` says in Chinese where to. `sentence` cites the message that shows it; None for days no export covers.
    """

    title: str
    since: datetime | None
    until: datetime | None = None
    sentence: Sentence | None = None


class Figure(Struct, frozen=True):
    """A count or span on what one side did or waited for, with the messages that it was counted from."""

    who: str
    title: str
    value: str
    sentence: Sentence


class Looked(Struct, frozen=True):
    """A question put to the record, how it was put, and every answer found (none: 未见, within `scope`)."""

    question: str
    how: str
    scope: str
    found: tuple[Sentence, ...] = ()


class SidePoints(Struct, frozen=True):
    """What one side says on an issue, what it has shown for it, and what it says against its own interest."""

    label: str
    said: tuple[Sentence, ...] = ()
    shown: tuple[Sentence, ...] = ()
    admitted: tuple[Sentence, ...] = ()


class Issue(Struct, frozen=True):
    """A point between the parties; both sides always stand, even when one has said nothing."""

    title: str
    state: IssueState
    sides: tuple[SidePoints, ...]
    open: tuple[str, ...] = ()


class Sum(Struct, frozen=True):
    """One line of a reckoning: what is asked and how it is computed. `value` in yuan, signed."""

    title: str
    value: str | None
    sentence: Sentence


class Summary(Struct, frozen=True):
    """The first page: the answer to the reader's first question, before anything else."""

    question: str
    story: tuple[Sentence, ...]
    reckoning: tuple[Sum, ...] = ()
    reckoning_note: str = ""


class Field(Struct, frozen=True):
    """Something only the user knows. Each template's template.toml lists the keys it asks for."""

    key: str
    label: str
    value: str = ""


class CatalogueItem(Struct, frozen=True):
    """One line of the list of evidence (证据规定 art. 19). `refs` are the transcript lines it covers."""

    number: str
    name: str
    source: str
    proves: str
    content: tuple[Sentence, ...]
    refs: tuple[str, ...]
    form: str = ""


class CatalogueGroup(Struct, frozen=True):
    """证据1, 证据2 …: items that serve one point."""

    number: str
    title: str
    items: tuple[CatalogueItem, ...]


class Factor(Struct, frozen=True):
    """One question of art. 93 or art. 87: what is known of an exhibit, what is not."""

    rule: str
    question: str
    known: str
    unknown: str


class FactorSheet(Struct, frozen=True):
    """The seven factors and the five questions for one exhibit."""

    source: str
    factors: tuple[Factor, ...]


class Door(Struct, frozen=True):
    """Where a dispute can be taken: what that place asks, as questions, the date of the rule, what to bring."""

    name: str
    questions: tuple[str, ...]
    as_of: str
    needs: tuple[str, ...] = ()


class Integrity(Struct, frozen=True):
    """What a stranger needs to check this report. `commands` are typed as they stand."""

    ledger_head: str
    ledger_entries: int
    program: str
    rules: str
    model: str
    commands: tuple[str, ...]
    checked: datetime | None = None
    holds: bool | None = None


class MaskedKind(Struct, frozen=True):
    """How many places of one kind are masked; `title` in Chinese."""

    title: str
    count: int


class Masking(Struct, frozen=True):
    """What a masked edition does not show: marks by kind, and how many pictures, voices and videos are left out."""

    kinds: tuple[MaskedKind, ...]
    left_out: int
    approved: int = 0

    @property
    def count(self) -> int:
        """The number of masked places."""
        return sum(one.count for one in self.kinds)


class Detail(Struct, frozen=True):
    """One cell of a record: its label in Chinese and its words as printed there."""

    label: str
    text: str


class RecordRow(Struct, frozen=True):
    """A row of a bill or a list, or a file in hand. `ref` is E2-0005 as with messages, `place` where it stands."""

    ref: str
    source: str
    place: str
    details: tuple[Detail, ...]
    told: str = ""


class Tie(Struct, frozen=True):
    """A message beside the row that bears it out; `told` says what the two have in common.

    Where `row` is None several fit, or none quite, and `candidates` names them.
    """

    title: str
    sentence: Sentence
    row: RecordRow | None
    told: str
    candidates: tuple[RecordRow, ...] = ()


class Compared(Struct, frozen=True):
    """A figure that a message names, beside what a delivered file shows; `same` None where both are no figures."""

    sentence: Sentence
    agreed: str
    file: str
    version: int
    found: str
    same: bool | None


class Difference(Struct, frozen=True):
    """One difference between two exports of the talk, `kind` and `cause` in Chinese words ("" for no known cause)."""

    kind: str
    sentence: Sentence
    cause: str = ""
    witnesses: tuple[Sentence, ...] = ()


class Explained(Struct, frozen=True):
    """How many differences have one known innocent cause."""

    cause: str
    count: int


class Comparison(Struct, frozen=True):
    """Two exhibits that hold the same talk. `waiting` are the differences to be explained, of `total` in all."""

    one: str
    other: str
    matched: int
    clock: str
    waiting: tuple[Difference, ...]
    total: int
    explained: tuple[Explained, ...] = ()
    remarks: tuple[str, ...] = ()


class Dossier(Struct, frozen=True):
    """Everything one report says. `issued` is the day printed on it; no clock is asked.

    `both_ways` holds statements of one side that do not go together, each sentence quoting both. `masking` stands in
    a masked edition only. `adverse_left_out`: the submitter chose to list no `contrary` statements, which is printed.
    """

    title: str
    edition: Edition
    issued: date
    scope: Scope
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    transcript: tuple[Line, ...]
    summary: Summary
    integrity: Integrity
    entries: tuple[Entry, ...] = ()
    terms: tuple[Term, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    changes: tuple[Change, ...] = ()
    payments: tuple[Payment, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    silences: tuple[Silence, ...] = ()
    missing: tuple[Missing, ...] = ()
    issues: tuple[Issue, ...] = ()
    contrary: tuple[Sentence, ...] = ()
    looked: tuple[Looked, ...] = ()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    statements: tuple[str, ...] = ()
    catalogue: tuple[CatalogueGroup, ...] = ()
    factor_sheets: tuple[FactorSheet, ...] = ()
    doors: tuple[Door, ...] = ()
    fields: tuple[Field, ...] = ()
    method: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    holes: tuple[Hole, ...] = ()
    figures: tuple[Figure, ...] = ()
    both_ways: tuple[Sentence, ...] = ()
    masking: Masking | None = None
    adverse_left_out: bool = False
    ties: tuple[Tie, ...] = ()
    unmentioned: tuple[RecordRow, ...] = ()
    compared: tuple[Compared, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
