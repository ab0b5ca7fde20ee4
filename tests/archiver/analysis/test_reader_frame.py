"""Findings as spans of a spaCy document, which plain reading never loads."""

import subprocess
import sys

from archiver.analysis.frame import COMPONENT, SPANS, document, pipeline
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
