"""A case as something to be searched."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from archiver.analysis.entry import Account
from archiver.analyzer import Request, study
from archiver.case import Case
from archiver.comparison.union import United
from archiver.contract import ChatEntry, MessageEntry
from archiver.inputs import Inputs, open_case
from archiver.intake.lines import entries
from archiver.intake.opened import OpenedRecord
from archiver.intake.records import wall_of
from archiver.intake.survey import survey_all
from archiver.progress import watched
from archiver.search.corpus import Act, Corpus, Party, Said, Talk
from parsers.record import Held, Listed


def case_corpus(case: Case) -> Corpus:
    """Read and understand a case.

    Raises CaseError where nothing in it can be read or an exhibit is not what was added.
    """
    inputs = open_case(case)
    studied = study(inputs.opened, Request().within(case), inputs.records)
    analysis, united = studied.analysis, studied.united
    return replace(
        _corpus(inputs, analysis.chats, united),
        parties=tuple(
            party
            for deal in analysis.deals
            for side in deal.parties
            for party in parties_named(deal.chat, side.role, side.accounts)
        ),
        acts=tuple(
            Act("", ref, finding.act, finding.status, finding.id)
            for finding in analysis.findings
            for ref in dict.fromkeys((finding.ref, *finding.refs))
            if finding.status != "rejected"
        ),
    )


def said_in_case(case: Case) -> Corpus:
    """Read a case without understanding it: no acts, no roles, and what several exports tell is told by each.

    Raises as `case_corpus` does.
    """
    inputs = open_case(case)
    return _corpus(inputs, tuple(chat for one in survey_all(inputs.opened) for chat in one.chats), United(()))


def _corpus(inputs: Inputs, chats: tuple[ChatEntry, ...], united: United) -> Corpus:
    ids = frozenset(chat.id for chat in chats)
    # Of a bill the rows that no talk refers to are nobody's business, as in reports.
    lists = tuple(one for one in inputs.records if one.record.kind != "bill")

    def said() -> Iterator[Said]:
        for one in inputs.opened:
            for entry in entries(one, chats, ids, united.same_as):
                yield said_of(entry, united.chats.get(entry.chat, entry.chat))
        for listed in lists:
            yield from _names_in(listed)

    return Corpus(
        talks=(
            *(Talk(chat.id, chat.title) for chat in chats),
            *(Talk(f"E{one.number}", one.name) for one in lists),
        ),
        parties=(),
        said=watched(said(), "建立检索索引", sum(chat.messages for chat in chats)),
        acts=(),
        one_case=True,
        leads=frozenset(("", ref) for ref in united.same_as.values()),
    )


def _names_in(opened: OpenedRecord) -> Iterator[Said]:
    """Yield the names of the files that a list, a database or a folder holds, as rows of a talk of its own."""
    for row in opened.events():
        if isinstance(row, Listed | Held):
            yield Said(
                talk=f"E{opened.number}",
                ref=opened.ref(row.ordinal),
                time=opened.zone.iso(wall_of(row, opened.zone)),
                account=row.account if isinstance(row, Listed) else "",
                name=row.name_of if isinstance(row, Listed) else opened.name,
                kind="file",
                text=row.name if isinstance(row, Listed) else row.path,
            )


def parties_named(talk: str, role: str, accounts: Iterable[Account]) -> Iterator[Party]:
    """Yield the role of each number and name of some accounts."""
    for one in accounts:
        for key in (one.uin, one.uid, *(f"name:{name}" for name in one.names)):
            if key:
                yield Party(talk, key, role)


def said_of(entry: MessageEntry, talk: str) -> Said:
    """Return a message as it is searched."""
    return Said(
        talk=talk,
        ref=entry.ref,
        time=entry.time,
        account=entry.account,
        name=entry.name,
        kind=entry.kind,
        text=entry.text,
        files=tuple(one.name for one in entry.files if one.name),
        inner=tuple(f"{one.name}：{one.text}" for one in entry.forward),
        recalled=entry.recalled,
        system=entry.system,
        same_as=entry.same_as,
    )
