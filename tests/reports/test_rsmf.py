"""RSMF 2.0: the public schema, and the references that the schema leaves unchecked."""

import json
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft7Validator
from msgspec.structs import replace

from reports.dossier import Dossier
from reports.formats import rsmf
from reports.formats.format import WriterError
from reports.formats.rsmf import MANIFEST
from reports.render import lay_out, render
from tests.reports.dossiers import TALK, hostile, long, poster
from tests.reports.test_html import blns
from tests.suites import suite

HEADERS = {
    "X-RSMF-Version", "X-RSMF-Generator", "X-RSMF-BeginDate", "X-RSMF-EndDate", "X-RSMF-EventCount",
    "X-RSMF-AttachmentCount", "X-RSMF-Application", "X-RSMF-Custodian", "X-RSMF-Participants",
    "X-RSMF-EventCollectionID",
}  # fmt: skip


def opened(content: bytes) -> tuple[EmailMessage, dict[str, list[dict[str, object]]]]:
    mail = message_from_bytes(content, policy=SMTP)
    assert isinstance(mail, EmailMessage)
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == "rsmf.zip"
    assert attachment["Content-Transfer-Encoding"] == "base64"
    with ZipFile(BytesIO(attachment.get_content())) as archive:
        assert archive.namelist() == [MANIFEST]
        return mail, json.loads(archive.read(MANIFEST))


def referential_faults(manifest: dict[str, list[dict[str, object]]]) -> list[str]:
    """Return what the schema lets pass: dangling ids, ids used twice, times that are none."""
    faults: list[str] = []
    people = [one["id"] for one in manifest["participants"]]
    talks = {one["id"]: one for one in manifest["conversations"]}
    events = [one["id"] for one in manifest["events"]]
    faults += [f"twice: {names}" for names in (people, list(talks), events) if len(names) != len(set(names))]
    for talk in talks.values():
        named = talk["participants"]
        assert isinstance(named, list)
        faults += [f"{talk['id']}: participant {one}" for one in named if one not in people]
        if "custodian" in talk and talk["custodian"] not in named:
            faults.append(f"{talk['id']}: custodian {talk['custodian']}")
    for event in manifest["events"]:
        talk = talks.get(event["conversation"], {"participants": ()})
        if event["participant"] not in (talk["participants"] or ()):  # type: ignore[operator]  # ids, as asserted above
            faults.append(f"{event['id']}: participant {event['participant']}")
        if event.get("parent", event["id"]) not in events or event.get("parent") == event["id"]:
            faults.append(f"{event['id']}: parent {event.get('parent')}")
        if "timestamp" in event and datetime.fromisoformat(str(event["timestamp"])).utcoffset() is None:
            faults.append(f"{event['id']}: timestamp {event['timestamp']}")
    return faults


def named() -> Dossier:
    first, *rest = poster().parties
    return replace(poster(), parties=(replace(first, submitter=True), *rest))


@pytest.mark.parametrize("dossier", [named(), hostile("<b>\u202e\ud83d\0", '"\r\nX-RSMF-Version: 9'), long(300)])
def test_the_manifest_satisfies_the_public_schema_and_every_reference_in_it_leads_somewhere(dossier: Dossier) -> None:
    schema = json.loads((suite("rsmf") / "rsmf_schema_2_0_0.json").read_text("utf-8"))
    mail, manifest = opened(render(dossier, "dispute", "rsmf"))
    assert not list(Draft7Validator(schema).iter_errors(manifest))
    assert not referential_faults(manifest)
    assert set(mail.keys()) >= HEADERS
    assert mail["X-RSMF-EventCount"] == str(len(manifest["events"])) == str(len(dossier.transcript))
    assert str(manifest["version"]) == mail["X-RSMF-Version"] == "2.0.0"
    assert mail["X-RSMF-EventCollectionID"] == manifest["eventcollectionid"]


def test_our_own_checks_refuse_what_the_schema_lets_pass() -> None:
    _, manifest = opened(render(named(), "dispute", "rsmf"))
    event = manifest["events"][0]
    for field, value in (("participant", "P99"), ("timestamp", "2024-03-05T10:00:00"), ("parent", "E9-0001")):
        broken = {**manifest, "events": [{**event, field: value}, *manifest["events"][1:]]}
        assert len(referential_faults(broken)) == 1
    assert referential_faults({**manifest, "events": [event, *manifest["events"]]})


def test_words_times_and_recalls_stand_in_the_manifest_untouched() -> None:
    recalled = replace(named(), transcript=(*TALK[:27], replace(TALK[27], recalled=True)), entries=())
    _, manifest = opened(render(recalled, "dispute", "rsmf"))
    events = manifest["events"]
    assert [event["body"] for event in events] == [line.text for line in TALK]
    assert [event["id"] for event in events] == [line.ref for line in TALK]
    assert [event["timestamp"] for event in events] == [line.time.isoformat() for line in TALK if line.time]
    assert [event["id"] for event in events if event.get("deleted")] == [TALK[27].ref]


def test_who_hands_the_talk_in_is_its_custodian_and_gives_the_direction() -> None:
    mail, manifest = opened(render(named(), "dispute", "rsmf"))
    label = named().parties[0].label
    mine = {line.ref for line in TALK if line.who.label == label and not line.system}
    assert {event["id"] for event in manifest["events"] if event.get("direction") == "outgoing"} == mine
    assert mail["X-RSMF-Custodian"] == next(line.who.name for line in TALK if line.who.label == label)
    unknown, _ = opened(render(replace(poster(), parties=()), "dispute", "rsmf"))
    assert unknown["X-RSMF-Custodian"] == "not stated"


def test_naughty_strings_neither_break_the_head_nor_the_manifest() -> None:
    texts = blns()
    mail, manifest = opened(render(hostile(*texts), "dispute", "rsmf"))
    assert [event["body"] for event in manifest["events"]][::2] == texts
    assert len(mail.keys()) == len(set(mail.keys()))


def test_a_report_without_messages_is_refused_with_a_remedy() -> None:
    page = lay_out(poster(), "dispute")
    with pytest.raises(WriterError, match="请换"):
        rsmf.write(replace(page, record=replace(page.record, lines=())))
