"""What a user names on the command line: exports, or a case with its exhibits, zone and roles."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver.case import Case
from archiver.errors import CaseError
from archiver.exhibits import Exhibit
from archiver.intake.opened import (
    ASSUMED_ZONE,
    Given,
    Opened,
    OpenedRecord,
    Zone,
    digest_tree,
    is_work,
    no_talk,
    open_any,
    open_loose,
)
from archiver.intake.pictures import NoReaderError, open_picture, shows_picture, taken_in, taken_note
from parsers.records import receive_folder
from parsers.source import disk_fault


class Inputs(Struct, frozen=True):
    """The opened exports and records, the case they come from, if any, and an error for each that could not be read.

    `unseen` are pictures that may be screenshots and were not looked into, since what reads them is not installed.
    """

    opened: tuple[Opened, ...]
    case: Case | None = None
    failed: tuple[CaseError, ...] = ()
    records: tuple[OpenedRecord, ...] = ()
    unseen: tuple[CaseError, ...] = ()


def is_case(path: Path) -> bool:
    """Say whether a path is a case: a folder that holds case.toml."""
    return (path / "case.toml").is_file()


def open_inputs(paths: tuple[Path, ...], zone: str | None, *, talk: bool = True, taken: date | None = None) -> Inputs:
    """Open all that can be opened; exports are numbered from 1 in the order given, a case's by its exhibits.

    `taken` is the day on which screenshots were taken; in a case it stands beside each of them.

    Raises CaseError for a case beside other inputs, or where nothing at all can be read - with `talk`, no talk.
    """
    if any(is_case(path) for path in paths):
        if len(paths) > 1:
            raise CaseError("案卷要单独给出", "请去掉其他文件，或先用 juzheng add 把它们存入案卷")
        return open_case(Case.open(paths[0]), zone, talk=talk)
    declared = Zone(zone, declared=True) if zone else Zone()
    wanted = [_Wanted(path, number, path.name, taken=taken) for number, path in enumerate(paths, 1)]
    return _opened(wanted, declared, None, talk=talk)


def open_case(
    case: Case, zone: str | None = None, *, talk: bool = True, numbers: frozenset[int] | None = None
) -> Inputs:
    """Open the exhibits of a case, or those with the given numbers.

    One whose bytes are not those that were added is refused, not read.
    """
    exhibits = tuple(one for one in case.exhibits() if numbers is None or one.number in numbers)
    if not exhibits:
        raise CaseError(f"案卷“{case.root.name}”里还没有文件", f"请先运行：juzheng add {case.root.name} 导出文件")
    wanted = [
        _Wanted(
            case.original(one.number), one.number, one.name, one.kind == "file" and not one.format, taken_in(one.note)
        )
        for one in exhibits
    ]
    inputs = _opened(wanted, Zone(zone or case.settings.zone, declared=True), case, talk=talk)
    digests = {one.number: one.sha256 for one in exhibits if one.kind == "file"}
    given: tuple[Given, ...] = (*inputs.opened, *inputs.records)
    for one in given:
        if digests.get(one.number, one.sha256) != one.sha256:
            raise CaseError(
                f"E{one.number}（{one.name}）与存入时不一致", f"请运行 juzheng verify {case.root.name} 查看"
            )
    folders = {one.number: one.sha256 for one in exhibits if one.kind == "folder"}
    opened = tuple(replace(one, sha256=folders.get(one.number, one.sha256)) for one in inputs.opened)
    records = tuple(replace(one, sha256=folders.get(one.number, one.sha256)) for one in inputs.records)
    return replace(inputs, opened=opened, records=records)


def kept(
    paths: tuple[Path, ...], folder: Path, zone: str | None, now: datetime, taken: date | None = None
) -> Inputs:  # fmt: skip
    """Keep what can be read of `paths` in the case at `folder` and open that alone; see `archive`.

    Other exhibits, which the case may hold from an earlier time, stay unopened: what is made is made of what was given.
    """
    inputs = open_inputs(paths, zone, taken=taken)
    case, held = _archived(inputs, folder, zone, now, taken)
    given = {one.sha256 for one in inputs.opened} | {one.sha256 for one in inputs.records}
    numbers = frozenset(number for digest, number in held.items() if digest in given)
    opened = open_case(case, zone, numbers=numbers)
    return replace(opened, failed=(*inputs.failed, *opened.failed))


def archive(paths: tuple[Path, ...], folder: Path, zone: str | None, now: datetime) -> Case:
    """Keep exports and records in the case at `folder`, made if it is not there; what it holds is not added again.

    Every path is read and identified before anything is written. Raises CaseError where one is neither, or none a talk.
    """
    return _archived(open_inputs(paths, zone), folder, zone, now)[0]


def _archived(
    inputs: Inputs, folder: Path, zone: str | None, now: datetime, taken: date | None = None
) -> tuple[Case, dict[str, int]]:
    """Return the case with what was opened kept in it, and the exhibits that it holds then, as `_held` does."""
    case = Case.open(folder) if is_case(folder) else Case.create(folder, now=now, zone=zone or ASSUMED_ZONE)
    held = _held(case, case.exhibits())
    added: list[Exhibit] = []
    given: tuple[Given, ...] = (*inputs.opened, *inputs.records)
    for one in sorted(given, key=lambda one: one.number):
        if one.sha256 not in held:
            note = taken_note(taken) if taken and isinstance(one, Opened) and one.screen else ""
            added.append(case.add(one.path, now=now, note=note, format_name=_format_of(one)))
    return case, {**_held(case, added), **held}


def _held(case: Case, exhibits: Iterable[Exhibit]) -> dict[str, int]:
    """Return the numbers of exhibits by the digests under which they are opened; of twins the first."""
    found: dict[str, int] = {}
    for one in exhibits:
        sha256 = one.sha256 if one.kind == "file" else digest_tree(case.original(one.number))[1]
        found.setdefault(sha256, one.number)
    return found


def _format_of(one: Given) -> str:
    """Return the format as the custody ledger notes it: none for a file that is kept as it is."""
    if isinstance(one, Opened):
        return "" if one.screen else one.transcript.format  # what a machine reads in a picture is not sealed
    return "" if one.record.format == receive_folder.LOOSE else one.record.format


class _Wanted(Struct, frozen=True):
    """A path to open under a number; `kept` is a file that the case keeps although it is no known export.

    `taken` is the day on which it was taken, if it is a screenshot.
    """

    path: Path
    number: int
    name: str
    kept: bool = False
    taken: date | None = None


def _opened(wanted: list[_Wanted], zone: Zone, case: Case | None, *, talk: bool) -> Inputs:
    given: list[Given] = []
    loose: list[OpenedRecord] = []
    failed: list[CaseError] = []
    refused: list[CaseError] = []
    unseen: list[CaseError] = []
    for one in wanted:
        try:
            given.append(_given(one, zone))
        except CaseError as error:
            unseen += [error] if isinstance(error, NoReaderError) else []
            as_work = one.kept or is_work(one.path)
            (refused if as_work else failed).append(error)
            loose += [open_loose(one.path, one.number, zone, one.name)] if as_work else []
        except OSError as error:
            failed.append(CaseError(f"打不开“{one.name}”（{disk_fault(error)}）", "请检查路径和权限"))
    opened = tuple(one for one in given if isinstance(one, Opened))
    records = tuple(one for one in given if isinstance(one, OpenedRecord))
    if not opened:
        failed, loose = failed + refused, []  # work is read beside a talk only; alone it is a mistake to be told
    if not opened and (talk or not records):
        first, *rest = failed + [no_talk(one) for one in records]
        raise CaseError(first.what, first.remedy + "".join(f"。另外，{one.what}。{one.remedy}" for one in rest))
    beside = sorted((*records, *loose), key=lambda one: one.number)
    return Inputs(opened, case, tuple(failed), tuple(beside), tuple(unseen))


def _given(one: _Wanted, zone: Zone) -> Given:
    if shows_picture(one.path):
        return open_picture(one.path, one.number, zone, one.name, one.taken)
    return open_any(one.path, one.number, zone, one.name)
