import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archiver.contract import json_schema

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "chatlogs" / "demo"
SCHEMA = ROOT / "archiver" / "schema" / "analysis-1.json"


def analyze(*arguments: str) -> bytes:
    done = subprocess.run([sys.executable, "-m", "archiver", "analyze", *arguments], capture_output=True, check=True)
    return done.stdout


def test_the_schema_that_ships_is_the_one_of_the_types() -> None:
    assert SCHEMA.read_bytes() == json_schema()


@pytest.mark.parametrize("name", ["late-delivery.json", "unapproved-change.txt", "unpaid-balance.json"])
def test_every_output_is_valid_by_the_schema(name: str) -> None:
    document: dict[str, Any] = json.loads(analyze(str(DEMO / name), "--json", "-"))
    jsonschema.validate(document, json.loads(SCHEMA.read_bytes()))
    assert document["messages"]
    assert document["findings"]


def test_the_lines_of_jsonl_hold_what_the_document_holds() -> None:
    document = json.loads(analyze(str(DEMO / "late-delivery.txt"), "--json", "-"))
    records = [json.loads(line) for line in analyze(str(DEMO / "late-delivery.txt"), "--jsonl").splitlines()]
    assert [record["record"] for record in (records[0], records[-1])] == ["head", "end"]
    for kind, key in (("message", "messages"), ("finding", "findings"), ("deal", "deals"), ("source", "sources")):
        told = [
            {name: value for name, value in one.items() if name != "record"} for one in records if one["record"] == kind
        ]
        assert told == document[key]


def test_the_same_export_gives_the_same_bytes() -> None:
    path = str(DEMO / "unpaid-balance.json")
    assert analyze(path, "--json", "-") == analyze(path, "--json", "-")


def test_every_quote_stands_at_its_span_in_its_message() -> None:
    document = json.loads(analyze(str(DEMO / "unapproved-change.json"), "--json", "-"))
    texts = {message["ref"]: message["text"] for message in document["messages"]}
    quoted = [finding for finding in document["findings"] if finding["span"]]
    assert quoted
    for finding in quoted:
        start, end = finding["span"]
        assert texts[finding["ref"]][start:end] == finding["quote"]


def test_every_message_leads_back_to_its_bytes() -> None:
    path = DEMO / "late-delivery.txt"
    data = path.read_bytes()
    document = json.loads(analyze(str(path), "--json", "-"))
    for message in document["messages"]:
        start, end = message["place"]["bytes"]
        assert message["text"].encode() in data[start:end].replace(b"\r\n", b"\n")
