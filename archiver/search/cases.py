"""A case as something to be searched."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from archiver.analysis.entry import Account
from archiver.analyzer import Request, study
from archiver.case import Case
from archiver.comparison.union import United
from archiver.contract import ChatEntry, MessageEntry
from archiver.inputs import open_case
from archiver.intake.lines import entries
from archiver.intake.opened import Opened
from archiver.intake.survey import survey_all
from archiver.progress import watched
from archiver.search.corpus import Act, Corpus, Party, Said, Talk


def case_corpus(case: Case) -> Corpus:
    """Read and understand a case.

    Raises CaseError where nothing in it can be read or an exhibit is not what was added.
    """
    inputs = open_case(case)
    studied = study(inputs.opened, Request().within(case), inputs.records)
    analysis, united = studied.analysis, studied.united
    return replace(
        _corpus(inputs.opened, analysis.chats, united),
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
    opened = open_case(case).opened
    return _corpus(opened, tuple(chat for one in survey_all(opened) for chat in one.chats), United(()))


def _corpus(opened: tuple[Opened, ...], chats: tuple[ChatEntry, ...], united: United) -> Corpus:
    ids = frozenset(chat.id for chat in chats)

    def said() -> Iterator[Said]:
        for one in opened:
            for entry in entries(one, chats, ids, united.same_as):
                yield said_of(entry, united.chats.get(entry.chat, entry.chat))

    return Corpus(
        talks=tuple(Talk(chat.id, chat.title) for chat in chats),
        parties=(),
        said=watched(said(), "建立检索索引", sum(chat.messages for chat in chats)),
        acts=(),
        one_case=True,
        leads=frozenset(("", ref) for ref in united.same_as.values()),
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
