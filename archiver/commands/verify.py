"""`juzheng verify`: a case, a bag, a bundle, a report, or the program itself, against its record."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import click
import msgspec

from archiver.case import Case, check_case
from archiver.clock import now
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned, words
from archiver.inputs import is_case
from archiver.ledger import LEDGER, Head, readable_entries
from archiver.outlet import put
from archiver.seal.check import check_seal
from archiver.seal.statement import Pin
from archiver.stamping import check_stamps
from reports.visible import visible

_SHOWN: Final = 200
"""How many faults are printed; JSON has them all."""


class _Answer(msgspec.Struct, frozen=True):
    ok: bool
    checked: int
    faults: tuple[Fault, ...]
    warnings: tuple[Warned, ...]


_NO_HEAD: Final = (
    "没有给出另存的台账首码，台账末尾被截短、或整个案卷被改写，单凭案卷本身看不出来；有另存的首码就用 --head 核对"
)
_CLOCKS_DIFFER: Final = timedelta(days=1)


class _Asked(msgspec.Struct, frozen=True):
    heads: tuple[Head, ...]
    pin: Pin | None
    tsa_roots: tuple[bytes, ...]
    case: Path | None


@click.command(short_help="核验案卷、封存包或报告是否与存入时一致")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--self", "own", is_flag=True, help="核验本程序的文件是否与安装时一致。")
@click.option("--head", "heads", multiple=True, help="另外记下的台账首码（如 12:sha256:…），可多次给出。")
@click.option("--pin", help="另外记下的封存行（整条消息贴进来也行）。")
@click.option("--case", "case", type=click.Path(exists=True, file_okay=False, path_type=Path), help="报告引用的案卷。")
@click.option(
    "--tsa-root",
    "tsa_roots",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="时间戳服务的根证书与中间证书（PEM），可多次给出。",
)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="写成 JSON；- 为标准输出。")
@click.pass_context
def command(
    ctx: click.Context,
    path: Path | None,
    own: bool,
    heads: tuple[str, ...],
    pin: str | None,
    case: Path | None,
    tsa_roots: tuple[Path, ...],
    json_file: str | None,
) -> None:
    """逐项核对，列出每一处不一致。全部一致时退出码为 0，有一处不一致或无法核验时为 1。"""
    if own == (path is not None):
        raise CaseError("要核验什么没有说清", "给出一个案卷、封存包、披露包或报告，或者用 --self")
    trusted = tuple(one.read_bytes() for one in tsa_roots)
    asked = _Asked(tuple(_head(text) for text in heads), _pin(pin), trusted, case)
    verdict = _check_self() if path is None else _check(path, asked)
    if json_file:
        _write_json(verdict, json_file, path)
    else:
        _tell(verdict)
        _tell_shown(path, verdict)
    ctx.exit(0 if verdict.ok else 1)


def _check(path: Path, asked: _Asked) -> Verdict:
    if is_case(path):
        try:
            opened = Case.open(path)
            found = check_case(opened, asked.heads) + check_stamps(opened.root, asked.tsa_roots)
            return found + Verdict(0, (), tuple(_unseen(opened, asked)))
        except CaseError as error:
            return Verdict(0, (Fault(path.name, "cannot_verify", "能打开的案卷", error.what),))
    if path.is_dir() and _is_reports(path):
        from archiver.compose.check import verify_reports  # noqa: PLC0415 - each kind loads only its own checker

        return verify_reports(path, asked.case)
    if path.is_dir():
        return check_seal(path, asked.pin, asked.tsa_roots)
    if _is_bundle(path):
        from archiver.disclosure.check import check_bundle  # noqa: PLC0415 - each kind loads only its own checker

        return check_bundle(path.read_bytes(), path.name, asked.pin)
    from archiver.compose.check import verify_report  # noqa: PLC0415 - likewise

    return verify_report(path, asked.case)


def _unseen(case: Case, asked: _Asked) -> Iterator[Warned]:
    """Yield what checking a case by itself cannot show, or can only suspect."""
    if not asked.heads:
        yield Warned(LEDGER, "no_head", _NO_HEAD)
    path = case.root / LEDGER
    last = max((entry.at for entry in readable_entries(path.read_bytes())), default="") if path.is_file() else ""
    with contextlib.suppress(ValueError, TypeError):  # what is no time is a fault of its own
        if datetime.fromisoformat(last) > now() + _CLOCKS_DIFFER:
            yield Warned(LEDGER, "ahead", f"台账里有比这台电脑的现在还晚的时间（{last}）：两边总有一个时钟不对")


def _check_self() -> Verdict:
    from archiver.selfcheck import check_self  # noqa: PLC0415 - likewise

    return check_self()


def _is_reports(folder: Path) -> bool:
    from archiver.compose.check import is_report_folder  # noqa: PLC0415 - as above

    return is_report_folder(folder)


def _is_bundle(path: Path) -> bool:
    with path.open("rb") as stream:
        return b'"juzheng/bundle/' in stream.read(4096)


def _tell_shown(path: Path | None, verdict: Verdict) -> None:
    """Print what a sound bundle shows."""
    if path is None or path.is_dir() or not verdict.ok or not _is_bundle(path):
        return
    from archiver.disclosure.check import shown_lines  # noqa: PLC0415 - each kind loads only its own checker

    for line in shown_lines(path.read_bytes()):
        click.echo(visible(line))


def _head(text: str) -> Head:
    try:
        return Head.parse(text)
    except ValueError as error:
        raise CaseError(f"看不懂台账首码“{visible(text)}”", "写成 12:sha256:…（条数、冒号、64 位校验码）") from error


def _pin(text: str | None) -> Pin | None:
    if text is None:
        return None
    try:
        return Pin.parse(text)
    except ValueError as error:
        raise CaseError("没有在给出的文字里找到唯一的封存行", "封存行形如 juzheng-seal-1 L12 M106 sha256:…") from error


def _write_json(verdict: Verdict, target: str, read: Path | None) -> None:
    answer = _Answer(verdict.ok, verdict.checked, verdict.faults, verdict.warnings)
    content = msgspec.json.format(msgspec.json.encode(answer), indent=1) + b"\n"
    if target == "-":
        sys.stdout.buffer.write(content)
    else:
        put(Path(target), content, () if read is None else (read,))


def _tell(verdict: Verdict) -> None:
    for fault in verdict.faults[:_SHOWN]:
        expected, found = visible(fault.expected), visible(fault.found)
        click.echo(f"不一致  {visible(fault.place)}：{words(fault.kind)}（应为 {expected}；现为 {found}）")
    if len(verdict.faults) > _SHOWN:
        click.echo(f"…… 另有 {len(verdict.faults) - _SHOWN} 处，用 --json 查看全部")
    for warning in verdict.warnings:
        click.echo(f"注意    {visible(warning.place)}：{visible(warning.text)}")
    if verdict.ok:
        click.echo(f"核对了 {verdict.checked} 项，与记录一致。这说明存入（封存）以来没有改动，不说明内容属实。")
    else:
        click.echo(f"核对了 {verdict.checked} 项，{len(verdict.faults)} 处不一致。")
