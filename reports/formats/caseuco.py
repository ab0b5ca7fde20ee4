"""CASE/UCO JSON-LD, which forensic tools exchange: the exhibits, the accounts, the talk, and what the report quotes.

- an exhibit is a File with FileFacet and ContentDataFacet (SHA-256; the vocabulary has no SM3);
- an account is an ObservableObject with AccountFacet and DigitalAccountFacet;
- a message is a Message with MessageFacet, Contained_Within its exhibit, the bytes in a DataRangeFacet;
- a talk is a MessageThread whose items follow each other in the order of the export;
- a quotation is an Annotation: `statement` the quoted words, `object` the message.

Every id is made from what it names (UUID version 5), so that the same dossier gives the same graph. Terms are those of
UCO 1.4 and CASE 1.4; text is as in the export.
"""

import json
from collections.abc import Iterator
from uuid import UUID, uuid5

from reports.dossier import Citation, Line, Who
from reports.formats.flat import file_words
from reports.page import Exhibit, Page

CONTEXT = {
    "kb": "http://example.org/kb/",
    "co": "http://purl.org/co/",
    "core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "vocabulary": "https://ontology.unifiedcyberontology.org/uco/vocabulary/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SPACE = UUID("6f0b3d5e-3f0e-5d7a-9b8c-2f8a1d4c7e90")
"""Of this program's own, drawn once; changing it would change every id."""

Node = dict[str, object]


def write(page: Page) -> bytes:
    """Return the page's record and citations as JSON-LD in ASCII."""
    graph = list(_Graph(page).nodes())
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def _id(kind: str, *names: object) -> str:
    text = "\x1f".join((kind, *map(str, names)))
    return f"kb:{kind}-{uuid5(_SPACE, text.encode('utf-8', 'surrogatepass').hex())}"


def _to(name: str) -> Node:
    return {"@id": name}


def _typed(kind: str, value: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": value}


class _Graph:
    """The nodes of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._files = {exhibit.number: _id("file", exhibit.sha256, exhibit.number) for exhibit in page.exhibits}
        self._messages = {line.ref: _id("message", line.sha256, line.ref) for line in page.record.lines}

    def nodes(self) -> Iterator[Node]:
        yield {
            "@id": _id("tool", self._page.program),
            "@type": "tool:Tool",
            "core:name": "juzheng",
            "tool:version": self._page.program.removeprefix("juzheng ") or "not stated",
        }
        yield {"@id": _id("application", "QQ"), "@type": "observable:Application", "core:name": "QQ"}
        for exhibit in self._page.exhibits:
            yield self._file(exhibit)
        accounts = {_account(line.who): line for line in reversed(self._page.record.lines)}
        for name in dict.fromkeys(_account(line.who) for line in self._page.record.lines):
            yield _account_node(name, accounts[name].who)
        for line in self._page.record.lines:
            yield self._message(line)
            yield self._contained(line)
        for chat in dict.fromkeys(line.chat for line in self._page.record.lines):
            yield self._thread(chat)
        for citation in self._page.citations:
            if citation.ref in self._messages:
                yield self._annotation(citation)

    def _file(self, exhibit: Exhibit) -> Node:
        name = self._files[exhibit.number]
        method, _, digest = exhibit.sha256.partition(":")
        return {
            "@id": name,
            "@type": "observable:File",
            "core:name": exhibit.number,
            "core:hasFacet": [
                {
                    "@id": _id("file-facet", name),
                    "@type": "observable:FileFacet",
                    "observable:fileName": exhibit.name,
                },
                {
                    "@id": _id("content-data-facet", name),
                    "@type": "observable:ContentDataFacet",
                    "observable:hash": [
                        {
                            "@id": _id("hash", name),
                            "@type": "types:Hash",
                            "types:hashMethod": method.upper(),
                            "types:hashValue": _typed("hexBinary", digest),
                        }
                    ],
                },
            ],
        }

    def _message(self, line: Line) -> Node:
        name = self._messages[line.ref]
        facet: Node = {
            "@id": _id("message-facet", name),
            "@type": "observable:MessageFacet",
            "observable:application": _to(_id("application", "QQ")),
            "observable:from": _to(_account(line.who)),
            "observable:messageID": line.ref,
            "observable:messageText": line.text,
            "observable:messageType": line.kind,
        }
        if line.time:
            facet["observable:sentTime"] = _typed("dateTime", line.time.isoformat())
        node: Node = {"@id": name, "@type": "observable:Message", "core:name": line.ref, "core:hasFacet": [facet]}
        if line.recalled:
            node["core:tag"] = ["recalled"]
        told = [file_words(file) for file in line.files] + ([f"所印时间 {line.raw}"] if line.raw else [])
        if told:
            node["core:description"] = told
        return node

    def _contained(self, line: Line) -> Node:
        name = self._messages[line.ref]
        node: Node = {
            "@id": _id("relationship", name),
            "@type": "observable:ObservableRelationship",
            "core:kindOfRelationship": "Contained_Within",
            "core:isDirectional": True,
            "core:source": _to(name),
            "core:target": _to(self._files.get(line.ref.partition("-")[0], name)),
        }
        if line.start is not None and line.end is not None:
            node["core:hasFacet"] = [
                {
                    "@id": _id("data-range-facet", name),
                    "@type": "observable:DataRangeFacet",
                    "observable:rangeOffset": line.start,
                    "observable:rangeSize": line.end - line.start,
                    "observable:rangeOffsetType": "bytes",
                }
            ]
        if line.place:
            node["core:description"] = line.place
        return node

    def _thread(self, chat: str) -> Node:
        lines = [line for line in self._page.record.lines if line.chat == chat]
        name = _id("message-thread", *self._files.values(), chat)
        items = [_id("thread-item", name, line.ref) for line in lines]
        entries: list[Node] = [
            {
                "@id": item,
                "@type": "types:ThreadItem",
                "co:itemContent": _to(self._messages[line.ref]),
            }
            for item, line in zip(items, lines, strict=True)
        ]
        for entry, following in zip(entries, items[1:], strict=False):
            entry["types:threadNextItem"] = _to(following)
        for entry, before in zip(entries[1:], items, strict=False):
            entry["types:threadPreviousItem"] = _to(before)
        thread: Node = {
            "@id": _id("thread", name),
            "@type": "types:Thread",
            "co:size": _typed("nonNegativeInteger", str(len(lines))),
            "co:element": [_to(self._messages[line.ref]) for line in lines],
            "co:item": entries,
            "types:threadOriginItem": _to(items[0]),
            "types:threadTerminalItem": _to(items[-1]),
        }
        people = dict.fromkeys(_account(line.who) for line in lines)
        return {
            "@id": name,
            "@type": "observable:MessageThread",
            "core:name": chat or self._page.title,
            "core:hasFacet": [
                {
                    "@id": _id("message-thread-facet", name),
                    "@type": "observable:MessageThreadFacet",
                    "observable:participant": [_to(one) for one in people],
                    "observable:messageThread": thread,
                }
            ],
        }

    def _annotation(self, citation: Citation) -> Node:
        message = self._messages[citation.ref]
        return {
            "@id": _id("annotation", message, *citation.chars),
            "@type": "core:Annotation",
            "core:name": citation.ref,
            "core:object": [_to(message)],
            "core:statement": citation.quote,
        }


def _account(who: Who) -> str:
    return _id("account", who.account or f"name:{who.name}")


def _account_node(name: str, who: Who) -> Node:
    facets: list[Node] = [
        {
            "@id": _id("digital-account-facet", name),
            "@type": "observable:DigitalAccountFacet",
            "observable:displayName": who.name,
        },
        {
            "@id": _id("account-facet", name),
            "@type": "observable:AccountFacet",
            "observable:accountIdentifier": who.account or f"name:{who.name}",
        },
    ]
    return {"@id": name, "@type": "observable:ObservableObject", "core:name": who.name, "core:hasFacet": facets}
