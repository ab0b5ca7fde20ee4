"""What a user names on the command line: exports, or a case with its exhibits, zone and roles."""

from pathlib import Path

from msgspec import Struct

from archiver.case import Case
from archiver.errors import CaseError
from archiver.intake.opened import Opened, Zone, open_export


class Inputs(Struct, frozen=True):
    """The opened exports, the case they come from, if any, and one error for each input that could not be read."""

    opened: tuple[Opened, ...]
    case: Case | None = None
    failed: tuple[CaseError, ...] = ()


def is_case(path: Path) -> bool:
    """Say whether a path is a case: a folder that holds case.toml."""
    return (path / "case.toml").is_file()


def open_inputs(paths: tuple[Path, ...], zone: str | None) -> Inputs:
    """Open all that can be opened; exports are numbered from 1 in the order given, a case's by its exhibits.

    Raises CaseError for a case beside other inputs, or where nothing at all can be read.
    """
    if any(is_case(path) for path in paths):
        if len(paths) > 1:
            raise CaseError("案卷要单独给出", "请去掉其他文件，或先用 juzheng add 把它们存入案卷")
        return _open_case(paths[0], zone)
    declared = Zone(zone, declared=True) if zone else Zone()
    return _opened([(path, number, path.name) for number, path in enumerate(paths, 1)], declared, None)


def _open_case(path: Path, zone: str | None) -> Inputs:
    case = Case.open(path)
    wanted = [(case.original(one.number), one.number, one.name) for one in case.exhibits()]
    if not wanted:
        raise CaseError(f"案卷“{path.name}”里还没有文件", f"请先运行：juzheng add {path} 导出文件")
    return _opened(wanted, Zone(zone or case.settings.zone, declared=True), case)


def _opened(wanted: list[tuple[Path, int, str]], zone: Zone, case: Case | None) -> Inputs:
    opened: list[Opened] = []
    failed: list[CaseError] = []
    for path, number, name in wanted:
        try:
            opened.append(open_export(path, number, zone, name))
        except CaseError as error:
            failed.append(error)
        except OSError as error:
            failed.append(CaseError(f"打不开“{name}”（{error.strerror or error}）", "请检查路径和权限"))
    if not opened:
        first, *rest = failed
        raise CaseError(first.what, first.remedy + "".join(f"。另外，{one.what}。{one.remedy}" for one in rest))
    return Inputs(tuple(opened), case, tuple(failed))
