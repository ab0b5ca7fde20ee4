"""What a report is made of: plain frozen values, all times, order and words given from outside.

Whoever fills a Dossier answers for the facts; `reports.render` answers for the form, and refuses a Dossier whose words
do not stand in its own transcript. Three rules hold everywhere:

- `Sentence`: at least one part is `Words` or `Ref`, else it does not render. Quoted words go into `Words` only, names
  into `Named`; a `Plain` part may hold no quotation marks “ ” (titles and terms take 「 」) and no word that judges
  (`reports.words.JUDGING`).
- `Citation.quote` is cut out of the cited message: `line.text[chars[0]:chars[1]]`, code points, untrimmed.
- Times are aware datetimes in the case's zone; the report prints offset and UTC itself.

Digests bear their algorithm: `sha256:…`, `sm3:…`. The modules below part the types by what they are for; all are
imported from here.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from reports.dossier.beside import Compared, Comparison, Detail, Difference, Explained, RecordRow, Tie
from reports.dossier.integrity import Integrity, MaskedKind, Masking
from reports.dossier.ledger import (
    Change,
    Delivery,
    Entry,
    Figure,
    Grade,
    Hole,
    Missing,
    Obligation,
    ObligationKind,
    ObligationStatus,
    Payment,
    Silence,
    Term,
    TermVersion,
)
from reports.dossier.material import Account, Chat, File, Line, Notice, Party, Picture, Scope, Side, Source
from reports.dossier.pages import (
    CatalogueGroup,
    CatalogueItem,
    Door,
    Factor,
    FactorSheet,
    Field,
    Issue,
    IssueState,
    Looked,
    SidePoints,
    Sum,
    Summary,
)
from reports.dossier.sentence import Citation, Masked, Named, Part, Plain, Ref, Sentence, Weight, Who, Words

__all__ = [
    "Account", "CatalogueGroup", "CatalogueItem", "Change", "Chat", "Citation", "Compared", "Comparison",
    "Delivery", "Detail", "Difference", "Door", "Dossier", "Edition", "Entry", "Explained", "Factor", "FactorSheet",
    "Field", "Figure", "File", "Grade", "Hole", "Integrity", "Issue", "IssueState", "Line", "Looked", "Masked",
    "MaskedKind", "Masking", "Missing", "Named", "Notice", "Obligation", "ObligationKind", "ObligationStatus",
    "Part", "Party", "Payment", "Picture", "Plain", "RecordRow", "Ref", "Scope", "Sentence", "Side", "SidePoints",
    "Silence", "Source", "Sum", "Summary", "Term", "TermVersion", "Tie", "Weight", "Who", "Words",
]  # fmt: skip

Edition = Literal["own", "submit", "group"]


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
