"""Who is who, as a person settles it: sides of accounts, and accounts that are one person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.persons import leads_of
from archiver.analyzer import Request, sides
from archiver.case import Case
from archiver.errors import CaseError
from archiver.inputs import open_case
from archiver.intake.survey import Person, survey_all
from archiver.settings import PartyRole, Settings

ROLES: Final[dict[str, PartyRole | None]] = {
    "client": "client", "委托方": "client", "provider": "provider", "接单方": "provider",
    "arbiter": "arbiter", "调处人": "arbiter", "none": None, "无": None,
}  # fmt: skip


class Who(Struct, frozen=True):
    """What a person says of accounts, named by IDs: `roles` as (ID, role), `same` and `apart` as sets of IDs."""

    roles: tuple[tuple[str, PartyRole | None], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[str, ...] = ()


def role_given(text: str) -> tuple[str, PartyRole | None]:
    """Read 委托方=900011002 or client=name:糯米团. CaseError for anything else."""
    word, equals, account = text.partition("=")
    if not equals or word not in ROLES or not account:
        raise CaseError(f"看不懂“{text[:40]}”", f"写成 委托方=QQ号；可用：{'、'.join(ROLES)}")
    return account, ROLES[word]


def people_of(case: Case) -> tuple[Person, ...]:
    """Return the accounts met in a case's exports."""
    return tuple(person for one in survey_all(open_case(case).opened) for person in one.people)


def settle(case: Case, people: Iterable[Person], said: Who, now: datetime, by: str = "", note: str = "") -> Case:
    """Record it and return the case with it.

    CaseError for an ID that fits no account or several, and where one person would be on two sides; then nothing is
    changed.
    """
    known = tuple(people)

    def change(settings: Settings) -> Settings:
        changed = _changed(settings, said)
        roles = changed.roles
        request = Request(
            roles.get("client", ()), roles.get("provider", ()), roles.get("arbiter", ()), people=changed.people
        )
        sides(known, msgspec.structs.replace(request, people=(*request.people, *((one,) for one in said.apart))))
        return changed

    return case.change(change, now, by=by, note=note)


def _changed(settings: Settings, said: Who) -> Settings:
    roles: dict[PartyRole, tuple[str, ...]] = dict(settings.roles)
    for account, side in said.roles:
        roles = {role: tuple(one for one in ids if one != account) for role, ids in roles.items()}
        if side is not None:
            roles[side] = (*roles.get(side, ()), account)
    free = tuple(tuple(one for one in group if one not in said.apart) for group in settings.people)
    lead = leads_of(group for group in (*free, *said.same) if len(group) > 1)
    groups: dict[str, list[str]] = {}
    for account, first in lead.items():
        groups.setdefault(first, []).append(account)
    return replace(
        settings,
        roles={role: ids for role, ids in roles.items() if ids},
        people=tuple(tuple(group) for group in groups.values()),
    )
