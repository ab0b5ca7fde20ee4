"""What a user names on the command line: exports, or a case with its exhibits, zone and roles."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver.case import Case
from archiver.errors import CaseError
from archiver.intake.opened import ASSUMED_ZONE, Given, Opened, OpenedRecord, Zone, digest_tree, no_talk, open_any


class Inputs(Struct, frozen=True):
    """The opened exports and records, the case they come from, if any, and an error for each that could not be read."""

    opened: tuple[Opened, ...]
    case: Case | None = None
    failed: tuple[CaseError, ...] = ()
    records: tuple[OpenedRecord, ...] = ()


def is_case(path: Path) -> bool:
    """Say whether a path is a case: a folder that holds case.toml."""
    return (path / "case.toml").is_file()


def open_inputs(paths: tuple[Path, ...], zone: str | None, *, talk: bool = True) -> Inputs:
    """Open all that can be opened; exports are numbered from 1 in the order given, a case's by its exhibits.

    Raises CaseError for a case beside other inputs, or where nothing at all can be read - with `talk`, no talk.
    """
    if any(is_case(path) for path in paths):
        if len(paths) > 1:
            raise CaseError("案卷要单独给出", "请去掉其他文件，或先用 juzheng add 把它们存入案卷")
        return open_case(Case.open(paths[0]), zone, talk=talk)
    declared = Zone(zone, declared=True) if zone else Zone()
    return _opened([(path, number, path.name) for number, path in enumerate(paths, 1)], declared, None, talk=talk)


def open_case(case: Case, zone: str | None = None, *, talk: bool = True) -> Inputs:
    """Open the exhibits of a case; one whose bytes are not those that were added is refused, not read."""
    exhibits = case.exhibits()
    if not exhibits:
        raise CaseError(f"案卷“{case.root.name}”里还没有文件", f"请先运行：juzheng add {case.root.name} 导出文件")
    wanted = [(case.original(one.number), one.number, one.name) for one in exhibits]
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


def archive(paths: tuple[Path, ...], folder: Path, zone: str | None, now: datetime) -> Case:
    """Keep exports and records in the case at `folder`, made if it is not there; what it holds is not added again.

    Every path is read and identified before anything is written. Raises CaseError where one is neither, or none a talk.
    """
    inputs = open_inputs(paths, zone)
    case = Case.open(folder) if is_case(folder) else Case.create(folder, now=now, zone=zone or ASSUMED_ZONE)
    held = {one.sha256 if one.kind == "file" else digest_tree(case.original(one.number))[1] for one in case.exhibits()}
    given: tuple[Given, ...] = (*inputs.opened, *inputs.records)
    for one in sorted(given, key=lambda one: one.number):
        if one.sha256 not in held:
            name = one.transcript.format if isinstance(one, Opened) else one.record.format
            case.add(one.path, now=now, format_name=name)
    return case


def _opened(wanted: list[tuple[Path, int, str]], zone: Zone, case: Case | None, *, talk: bool) -> Inputs:
    given: list[Given] = []
    failed: list[CaseError] = []
    for path, number, name in wanted:
        try:
            given.append(open_any(path, number, zone, name))
        except CaseError as error:
            failed.append(error)
        except OSError as error:
            failed.append(CaseError(f"打不开“{name}”（{error.strerror or error}）", "请检查路径和权限"))
    opened = tuple(one for one in given if isinstance(one, Opened))
    records = tuple(one for one in given if isinstance(one, OpenedRecord))
    if not opened and (talk or not records):
        first, *rest = failed + [no_talk(one) for one in records]
        raise CaseError(first.what, first.remedy + "".join(f"。另外，{one.what}。{one.remedy}" for one in rest))
    return Inputs(opened, case, tuple(failed), records)
