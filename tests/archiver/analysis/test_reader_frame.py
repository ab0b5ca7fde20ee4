"""Findings as spans of a spaCy document and the trained reader as its component; plain reading never loads spaCy."""

import subprocess
import sys
from typing import get_args

from archiver import trained
from archiver.analysis.cues import Cue
from archiver.analysis.finding import Act
from archiver.analysis.frame import COMPONENT, SPANS, ActReader, document, pipeline
from archiver.analysis.grams import LONGEST
from tests.archiver.analysis import talks


def test_reading_does_not_import_spacy() -> None:
    program = "import sys, archiver.analysis.reader; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_findings_stand_in_the_document_at_their_places() -> None:
    lines, findings = talks.talk("provider: 行 那加50 周五前发你")
    doc = document(lines[-1], findings)
    assert doc.text == lines[-1].text
    found = {(span.label_, span.text) for span in doc.spans[SPANS]}
    assert found == {(finding.act, finding.quote) for finding in findings}
    assert ("deadline", "周五前") in found


def test_findings_of_other_messages_and_of_rows_without_words_stay_out() -> None:
    lines, findings = talks.talk("provider: 周五前发你", "client: [transfer 300]")
    assert len(document(lines[-1], findings).spans[SPANS]) == 0


def test_the_pipeline_names_its_component() -> None:
    assert pipeline().pipe_names == [COMPONENT]


def test_the_reader_sits_in_a_spacy_pipeline() -> None:
    doc = pipeline().make_doc("周五前给你")
    doc.user_data["juzheng_cues"] = (Cue("t:", 1, "周五前给你", LONGEST), Cue("bias", 1))
    doc = ActReader(trained.judge()._model)(doc)
    assert set(doc.cats) == set(get_args(Act))
    assert all(0 <= score <= 1 for score in doc.cats.values())
