"""CASE/UCO: the public SHACL shapes, ids that lead somewhere and never change, words untouched."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from reports.dossier import Dossier
from reports.render import lay_out, render
from tests.reports.dossiers import TALK, hostile, poster
from tests.tools import program

Node = dict[str, object]


def graph(dossier: Dossier) -> list[Node]:
    content = json.loads(render(dossier, "dispute", "caseuco"))
    found: list[Node] = content["@graph"]
    return found


def nodes(value: object) -> list[Node]:
    """Return every node inside a value, references left out."""
    if isinstance(value, list):
        return [node for item in value for node in nodes(item)]
    if isinstance(value, dict):
        inner = [node for item in value.values() for node in nodes(item)]
        return [value, *inner] if "@type" in value and "@id" in value else inner
    return []


def references(value: object) -> set[str]:
    if isinstance(value, list):
        return {name for item in value for name in references(item)}
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return {str(value["@id"])}
        return {name for item in value.values() for name in references(item)}
    return set()


@pytest.mark.slow
@pytest.mark.parametrize("version", ["case-1.4.0", "case-1.5.0"])
def test_the_graph_conforms_to_the_public_shapes(version: str, tmp_path: Path) -> None:
    beside = Path(sys.executable).with_name("case_validate")
    validator = str(beside) if beside.is_file() else program("case_validate")
    recalled = replace(TALK[27], recalled=True)
    dossier = replace(poster(), transcript=(*TALK[:27], recalled), entries=poster().entries[:-1])
    (tmp_path / "talk.jsonld").write_bytes(render(dossier, "dispute", "caseuco"))
    command = [validator, "--built-version", version, str(tmp_path / "talk.jsonld")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "Conforms: True" in done.stdout) == (0, True), done.stdout + done.stderr


def test_ids_are_used_once_bear_a_uuid_and_every_reference_leads_to_one() -> None:
    found = graph(poster())
    names = [str(node["@id"]) for node in nodes(found)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"kb:[a-z-]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) for name in names)
    assert references(found) <= set(names)


def test_an_id_stays_when_other_parts_of_the_report_change() -> None:
    before = {node["core:name"]: node["@id"] for node in graph(poster()) if node["@type"] == "observable:Message"}
    changed = replace(poster(), title="另一个标题", entries=())
    after = {node["core:name"]: node["@id"] for node in graph(changed) if node["@type"] == "observable:Message"}
    assert before == after
    assert len(before) == len(TALK)


def facets(kind: str, dossier: Dossier) -> list[Node]:
    return [node for node in nodes(graph(dossier)) if node["@type"] == f"observable:{kind}"]


def test_words_and_their_bytes_stand_untouched() -> None:
    texts = ("<b>\u202e\ud83d\0", "普通的话")
    said = [facet["observable:messageText"] for facet in facets("MessageFacet", hostile(*texts))]
    assert said == [texts[0], texts[0], texts[1], texts[1]]
    ranges = [
        (facet["observable:rangeOffset"], facet["observable:rangeSize"]) for facet in facets("DataRangeFacet", poster())
    ]
    assert ranges == [(line.start, line.end - line.start) for line in TALK if line.start is not None and line.end]


def test_every_quotation_of_the_report_is_an_annotation_of_its_message() -> None:
    told = [
        (node["core:name"], node["core:statement"]) for node in graph(poster()) if node["@type"] == "core:Annotation"
    ]
    assert told == [(citation.ref, citation.quote) for citation in lay_out(poster(), "dispute").citations]


def test_the_thread_follows_the_order_of_the_export() -> None:
    thread = next(node for node in nodes(graph(poster())) if node["@type"] == "types:Thread")
    items = {str(node["@id"]): node for node in nodes(thread) if node["@type"] == "types:ThreadItem"}
    names = {node["@id"]: node["core:name"] for node in graph(poster()) if node["@type"] == "observable:Message"}
    order: list[object] = []
    at: object = thread["types:threadOriginItem"]
    while isinstance(at, dict):
        item = items[str(at["@id"])]
        content = item["co:itemContent"]
        assert isinstance(content, dict)
        order.append(names[content["@id"]])
        at = item.get("types:threadNextItem")
    assert order == [line.ref for line in TALK]
