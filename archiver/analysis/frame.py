"""The spaCy frame: a pipeline of characters in which findings stand as spans, and the trained reader as a component.

The program itself never loads spaCy, whose import alone takes over a second: this is for those who want its documents,
and imports it where one is made. Offsets are exact: the blank Chinese tokenizer cuts single characters, so the ends of
a finding always fall on the ends of tokens.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from archiver.analysis.classify import ActModel
from archiver.analysis.finding import Finding
from archiver.analysis.talk import Line

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SPANS = "juzheng"
"""The key of `Doc.spans` under which the findings of a message stand, labelled with their acts."""
COMPONENT = "juzheng_findings"
"""The name under which the component that offers the findings is registered with spaCy."""


def _offer(doc: "Doc") -> "Doc":
    """Set the findings that a document was made with as its spans."""
    spans = [
        doc.char_span(finding.span[0], finding.span[1], label=finding.act, alignment_mode="expand")
        for finding in doc._.findings
        if finding.span is not None
    ]
    doc.spans[SPANS] = [span for span in spans if span is not None]
    return doc


@cache
def pipeline() -> "Language":
    """Return the Chinese pipeline: characters, then our findings. The first call imports spaCy."""
    import spacy  # noqa: PLC0415 - 1.2 s, only for those who ask for a document
    from spacy.language import Language  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    Doc.set_extension("findings", default=(), force=True)
    Language.component(COMPONENT, func=_offer)
    nlp = spacy.blank("zh")
    nlp.add_pipe(COMPONENT)
    return nlp


def document(line: Line, findings: Iterable[Finding]) -> "Doc":
    """Return the message as a spaCy document with those of `findings` that stand in it as spans.

    Findings of rows without words (a transfer, a file) have no place in a text and are left out.
    """
    nlp = pipeline()
    doc = nlp.make_doc(line.text)
    doc._.findings = tuple(finding for finding in findings if finding.ref == line.ref)
    return nlp(doc)


class ActReader:
    """The trained reader as a component of a spaCy pipeline: sets `doc.cats` from the features on `doc.user_data`."""

    def __init__(self, model: ActModel) -> None:
        self.model = model

    def __call__(self, doc: "Doc") -> "Doc":
        """Score one document whose `user_data["juzheng_cues"]` holds its features."""
        scores = self.model.scores(doc.user_data.get("juzheng_cues", ()))
        doc.cats = dict(zip(self.model.acts, (round(score, 3) for score in scores.tolist()), strict=True))
        return doc
