"""RSMF 2.0, which review platforms load: a mail (RFC 5322) with one rsmf.zip, in it the manifest of the talk.

    X-RSMF-Version: 2.0.0                      version of the format
    X-RSMF-Generator, -Application             what made it; where the talk was held
    X-RSMF-BeginDate, -EndDate                 first and last time printed in the talk
    X-RSMF-EventCount, -AttachmentCount        how many rows; files inside the zip besides the manifest (none)
    X-RSMF-Custodian, -Participants            who hands it in; who speaks
    X-RSMF-EventCollectionID                   the same for the volumes of one talk

One event a row, `id` its reference (E1-0142), `body` its words untouched, `timestamp` with the offset of the case's
zone; a row without a printed time has none. A recalled row is `deleted`. Where the words are (exhibit, bytes), what was
printed as time, the files that a row speaks of and the party's label stand as custom properties.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import UNSET, Struct, UnsetType, to_builtins

from reports.dossier import Line, Who
from reports.formats.flat import ZIP_EPOCH, file_words, line_head, place, plain, several_chats
from reports.formats.format import WriterError
from reports.page import Page
from reports.visible import visible

VERSION = "2.0.0"
MANIFEST = "rsmf_manifest.json"
_PLATFORM = "qq"
_NAMED = 100
"""How many participants the head names; the manifest has them all."""


class Custom(Struct, frozen=True):
    """A property that the format has no field for; neither part may be empty."""

    name: str
    value: str


class Participant(Struct, frozen=True):
    """An account, or a name where the export prints no account."""

    id: str
    display: str
    account_id: str
    custom: tuple[Custom, ...] | UnsetType = UNSET


class Conversation(Struct, frozen=True):
    """A talk: `direct` between at most two speakers, else `channel`."""

    id: str
    display: str
    platform: str
    type: str
    participants: tuple[str, ...]
    custodian: str | UnsetType = UNSET


class Event(Struct, frozen=True):
    """A row of the talk; QQ's own notices are of type `unknown`."""

    id: str
    type: str
    conversation: str
    participant: str
    body: str
    timestamp: str | UnsetType = UNSET
    parent: str | UnsetType = UNSET
    deleted: bool | UnsetType = UNSET
    direction: str | UnsetType = UNSET
    custom: tuple[Custom, ...] | UnsetType = UNSET


class Manifest(Struct, frozen=True):
    """What rsmf_manifest.json holds."""

    version: str
    participants: tuple[Participant, ...]
    conversations: tuple[Conversation, ...]
    events: tuple[Event, ...]
    eventcollectionid: str


def write(page: Page) -> bytes:
    """Return the page's record as RSMF.

    Raises WriterError where there is no message to hold.
    """
    if not page.record.lines:
        raise WriterError("这份报告没有聊天记录，写不成 RSMF", "请换一个带聊天记录的范围")
    made = manifest(page)
    content = packed(made)
    mail = EmailMessage(SMTP)
    for name, words in _head(page, made).items():
        mail[name] = words
    mail.set_content(_body(page), cte="base64")
    mail.add_attachment(content, maintype="application", subtype="zip", filename="rsmf.zip", cte="base64")
    mail.set_boundary(f"juzheng-{sha256(content).hexdigest()[:32]}")
    return bytes(mail)


def manifest(page: Page) -> Manifest:
    """Return the manifest of the page's record: every reference in it leads to something in it."""
    speakers = _Speakers(page.record.lines)
    talks: dict[str, list[Line]] = {}
    for line in page.record.lines:
        talks.setdefault(line.chat, []).append(line)
    ids = {chat: f"C{number}" for number, chat in enumerate(talks, 1)}
    known = frozenset(line.ref for line in page.record.lines)
    return Manifest(
        version=VERSION,
        participants=speakers.participants(),
        conversations=tuple(
            _conversation(ids[chat], chat or page.title, lines, page.custodian, speakers)
            for chat, lines in talks.items()
        ),
        events=tuple(_event(line, ids[line.chat], speakers, known, page.custodian) for line in page.record.lines),
        eventcollectionid=_collection(page),
    )


def packed(made: Manifest) -> bytes:
    """Return rsmf.zip: the manifest alone, at a fixed time."""
    # The standard writer, because it alone can write the lone surrogates that exports may hold.
    content = json.dumps(to_builtins(made), ensure_ascii=True, indent=1).encode("ascii")
    packed_ = BytesIO()
    with ZipFile(packed_, "w", ZIP_DEFLATED) as archive:
        info = ZipInfo(MANIFEST, ZIP_EPOCH)
        info.compress_type = ZIP_DEFLATED
        archive.writestr(info, content)
    return packed_.getvalue()


class _Speakers:
    """Numbers the speakers in order of first appearance: one for each account, or name where there is none."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._known: dict[str, list[Who]] = {}
        for line in lines:
            met = self._known.setdefault(_key(line.who), [])
            if line.who not in met:
                met.append(line.who)
        self._ids = {key: f"P{number}" for number, key in enumerate(self._known, 1)}

    def id(self, who: Who) -> str:
        return self._ids[_key(who)]

    def participants(self) -> tuple[Participant, ...]:
        return tuple(self._one(key, met) for key, met in self._known.items())

    def _one(self, key: str, met: list[Who]) -> Participant:
        names = tuple(dict.fromkeys(who.name for who in met))
        more = [Custom("其他名称", name) for name in names[1:] if name]
        more += [Custom("报告中的称呼", label) for label in dict.fromkeys(who.label for who in met) if label]
        return Participant(self._ids[key], names[0] or key, key, tuple(more) or UNSET)


def _key(who: Who) -> str:
    return who.account or f"name:{who.name}"


def _conversation(number: str, title: str, lines: list[Line], custodian: str, speakers: _Speakers) -> Conversation:
    people = tuple(dict.fromkeys(speakers.id(line.who) for line in lines))
    voices = {speakers.id(line.who) for line in lines if not line.system}
    owners = dict.fromkeys(speakers.id(line.who) for line in lines if custodian and line.who.label == custodian)
    kind = "direct" if len(voices) <= 2 else "channel"
    return Conversation(number, title, _PLATFORM, kind, people, next(iter(owners), UNSET))


def _event(line: Line, conversation: str, speakers: _Speakers, known: frozenset[str], custodian: str) -> Event:
    told = (
        ("证物摘要", line.sha256),
        ("位置", place(line)),
        ("所印时间", line.raw),
        ("消息种类", line.kind),
        ("此前未列入的条数", str(line.skipped or "")),
        *(("附件（不在本文件内）", file_words(file)) for file in line.files),
    )
    side = UNSET if not custodian or line.system else "outgoing" if line.who.label == custodian else "incoming"
    return Event(
        id=line.ref,
        type="unknown" if line.system else "message",
        conversation=conversation,
        participant=speakers.id(line.who),
        body=line.text,
        timestamp=line.time.isoformat() if line.time else UNSET,
        parent=line.reply if line.reply in known and line.reply != line.ref else UNSET,
        deleted=True if line.recalled else UNSET,
        direction=side,
        custom=tuple(Custom(name, value) for name, value in told if value),
    )


def _collection(page: Page) -> str:
    """Name the talk by the exhibits that it stands in, so that its volumes share the name."""
    told = "\n".join((*(exhibit.sha256 for exhibit in page.exhibits), *dict.fromkeys(_chats(page))))
    return f"juzheng-{sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _chats(page: Page) -> Iterator[str]:
    return (line.chat for line in page.record.lines)


def _head(page: Page, made: Manifest) -> Mapping[str, str]:
    times = sorted(line.time for line in page.record.lines if line.time)
    names = [one.display for one in made.participants]
    shown = ", ".join(names[:_NAMED]) + (f" 等 {len(names)} 人" if len(names) > _NAMED else "")
    owners = {one.custodian for one in made.conversations}
    custodian = ", ".join(one.display for one in made.participants if one.id in owners)
    none = "not stated"
    head = {
        "From": "juzheng <report@juzheng.invalid>",
        "Date": format_datetime(datetime.combine(page.issued, time(), UTC)),
        "Subject": page.title,
        "Message-ID": f"<{made.eventcollectionid}.{sha256(packed(made)).hexdigest()[:16]}@juzheng.invalid>",
        "X-RSMF-Version": VERSION,
        "X-RSMF-Generator": page.program or "juzheng",
        "X-RSMF-BeginDate": times[0].isoformat() if times else none,
        "X-RSMF-EndDate": times[-1].isoformat() if times else none,
        "X-RSMF-EventCount": str(len(made.events)),
        "X-RSMF-AttachmentCount": "0",
        "X-RSMF-Application": "QQ",
        "X-RSMF-Custodian": custodian or none,
        "X-RSMF-Participants": shown,
        "X-RSMF-EventCollectionID": made.eventcollectionid,
    }
    # A head is one line: line ends in names would begin another.
    return {name: " ".join(visible(words).split()) or none for name, words in head.items()}


def _body(page: Page) -> str:
    """Return the talk as words, for the search of platforms that do not read the manifest."""
    chat = several_chats(page.record)
    lines = ("".join(map(plain, line_head(line, chat=chat))) + "\n" + visible(line.text) for line in page.record.lines)
    return "\n".join((visible(page.title), visible(page.scope), visible(page.promise), "", *lines)) + "\n"
