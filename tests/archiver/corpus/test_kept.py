"""The same talk rendered in every format gives the same messages, up to what the format drops."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archiver.corpus.exports import EXPORTS
from archiver.corpus.exports.kept import KEPT, Essence, Sort, Speaker, expected
from archiver.corpus.labelled import LabelledCase, load_case
from parsers.identify import identify, read
from parsers.message import Message
from parsers.source import Source

FIXTURES = Path(__file__).parents[3] / "fixtures" / "chatlogs"
CASES = (
    *sorted((FIXTURES / "demo").glob("*.yaml")),
    *(FIXTURES / "corpus" / f"{name}.yaml" for name in (
        "h01-caipu-ghost", "h03-gonghui-qtou", "h03-miaotu-qingbai", "h03-vtb-lihui", "h08-mount-farm",
    )),
)  # fmt: skip
SHANGHAI = ZoneInfo("Asia/Shanghai")
_KINDS: dict[str, Sort] = {
    "recall": "recall", "system": "notice", "card": "card", "call": "call", "forward": "forward", "sticker": "sticker",
}  # fmt: skip


def sort_of(message: Message) -> Sort:
    files = message.attachments
    if files:
        return "receipt" if files[0].event == "receipt" else files[0].kind
    if message.money is not None:
        return message.money.kind
    told = _KINDS.get(message.kind)
    return told or ("text" if message.own or message.kind == "text" else "unknown")


def at(message: Message) -> datetime | None:
    if message.stamp.epoch_ms is not None:
        return datetime.fromtimestamp(message.stamp.epoch_ms / 1000, SHANGHAI).replace(tzinfo=None)
    return message.stamp.wall


def speaker(message: Message, kind: Speaker) -> str:
    by = message.attachments[0].by if message.attachments else None
    if by is not None:
        return by.name
    if message.sender.pseudo:
        return ""
    sender = message.sender
    return {"number": sender.uin, "uid": sender.uid}.get(kind, sender.name)


def essence(message: Message, kind: Speaker) -> Essence:
    file = message.attachments[0] if message.attachments else None
    sort = sort_of(message)
    named = file is not None and sort in {"file", "receipt"}
    return Essence(
        at(message), speaker(message, kind), sort,
        "".join(message.text[start:end] for start, end in message.own).strip(),
        file.name if file is not None and named else None,
        (file.size if file.size is not None else file.size_text) if file is not None and named else None,
        file.md5 if file else None, message.reply is not None and message.kind != "recall",
    )  # fmt: skip


def rendered(case: LabelledCase, name: str, folder: Path) -> Source:
    ending, write = EXPORTS[name]
    path = folder / f"{name}.{ending}"
    path.write_bytes(write(case))
    return Source.open(path)


def test_the_table_names_every_writer_and_nothing_else() -> None:
    assert set(KEPT) == set(EXPORTS)


def test_every_parser_has_a_writer() -> None:
    from parsers.formats import FORMATS  # noqa: PLC0415

    assert {taker.NAME for taker in FORMATS} == {
        next(taker.NAME for taker in FORMATS if name == taker.NAME or name.startswith(f"{taker.NAME}_"))
        for name in EXPORTS
    }


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_format_tells_what_was_said_less_what_it_drops(path: Path, name: str, tmp_path: Path) -> None:
    case = load_case(path)
    kept = KEPT[name][case.kind == "group"]
    if kept is None:
        return
    source = rendered(case, name, tmp_path)
    assert name == identify(source).NAME or name.startswith(f"{identify(source).NAME}_")
    told = [essence(message, kept.speaker) for message in read(source).messages()]
    assert told == expected(case, kept)
