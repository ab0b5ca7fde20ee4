"""The masked edition: who is known, what a person has passed, and the last look before it is handed over."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.analyzer import Studied
from archiver.errors import CaseError
from archiver.inputs import Inputs
from archiver.redaction.edition import Published, publish
from archiver.redaction.leaks import Search
from archiver.redaction.roster import Person, listed_people, roster
from archiver.refs import MessageRef
from reports.dossier import Dossier, Edition
from reports.markup import TemplateError
from reports.template import template_info

_NAMED: Final = 3
"""How many places of a leak an error names."""


class Passed(Struct, frozen=True):
    """What the ledger says of pictures that a person looked at and let into masked editions: their messages."""

    pictures: tuple[str, ...]


def masked(
    full: Dossier,
    studied: Studied,
    inputs: Inputs,
    listed: Iterable[Person] = (),
    approved: frozenset[str] | None = None,
) -> Published:
    """Return the masked form of a dossier; `listed` are people to mask beside those met in the exports.

    `approved` is what `approved_in` returned; None has it read here.
    """
    read = {line.chat for line in studied.lines}
    group = any(chat.kind == "group" for chat in studied.analysis.chats if chat.id in read)
    known = roster((person for one in studied.surveys for person in one.people), full.parties, listed)
    return publish(full, known, group=group, approved=approved_in(inputs) if approved is None else approved)


def approved_in(inputs: Inputs) -> frozenset[str]:
    """Return the messages (E1-0142) whose pictures a person has let into masked editions."""
    told = inputs.case.told("approved", Passed) if inputs.case else ()
    return frozenset(ref for one in told for ref in one.pictures)


def usual_edition(template: str) -> Edition:
    """Return the edition of a template that is made where none is asked for.

    Raises CaseError for an unknown template.
    """
    try:
        return template_info(template).edition
    except TemplateError as error:
        raise CaseError(f"没有“{template}”这种报告（{error}）", "请检查 --template") from error


def refuse_one_sided(edition: Edition, statements: tuple[str, ...], *, no_adverse: bool) -> None:
    """Raise CaseError where one side's own words were to stand in the edition that belongs to both.

    What to leave out is the submitter's choice, so it is made in the submit edition alone.
    """
    if no_adverse and edition != "submit":
        raise CaseError("只有提交版可以不单列不利内容", "加上 --edition submit，或去掉 --leave-out-adverse")
    if edition == "group" and statements:
        raise CaseError("群内版对双方一样，不放一方的自述", "去掉 --statement，或改用 --edition own、submit")


def listed_in(path: Path) -> tuple[Person, ...]:
    """Read a list of people to mask.

    Raises CaseError where the file cannot be read as text.
    """
    try:
        return listed_people(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"名单“{path.name}”读不出来", "请存成 UTF-8 文本，一行一人，名字和号码用逗号隔开") from error


def approve(inputs: Inputs, pictures: tuple[str, ...], now: datetime) -> None:
    """Note in the ledger that a person let the pictures of these messages into masked editions.

    Raises CaseError for what is no message's number, and without a case to note it in.
    """
    if not pictures:
        return
    wrong = next((one for one in pictures if not MessageRef.is_one(one)), None)
    if wrong is not None:
        raise CaseError(f"“{wrong}”不是消息编号", "编号形如 E1-0142，见报告或 juzheng show")
    if inputs.case is None:
        raise CaseError("没有案卷，准许无处记录", "先用 juzheng new、add 建案卷，再对案卷出报告")
    refs = tuple(str(MessageRef.parse(one)) for one in pictures)
    known = approved_in(inputs)
    if fresh := tuple(dict.fromkeys(ref for ref in refs if ref not in known)):
        inputs.case.record("approved", Passed(fresh), now)


def require_tight(published: Published, documents: Iterable[tuple[str, bytes]]) -> None:
    """Search finished documents, and the words they were made of, for everything that was taken out.

    Raises CaseError where anything is found: nothing may be written then.
    """
    leaves = tuple(_leaves(published.dossier))
    own = frozenset(str(leaf) for leaf in leaves if isinstance(leaf, int))
    search = Search(published.removed, own)
    words = "\n".join(leaf for leaf in leaves if isinstance(leaf, str)).encode("utf-8", "replace")
    found = [leak for name, content in (("内容", words), *documents) for leak in search.leaks(name, content)]
    if found:
        places = "、".join(str(leak) for leak in found[:_NAMED])
        raise CaseError(
            f"群内版没有写出：还有 {len(found)} 处含有应遮盖的内容，如 {places}",
            "把相关的人名、号码写进 --roster 名单再试；仍不行请把这一行告诉我们，不要手工改文件后发出",
        )


def _leaves(value: object) -> Iterator[object]:
    """Yield every plain value of a dossier, in its order."""
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _leaves(getattr(value, field))
    else:
        yield value
