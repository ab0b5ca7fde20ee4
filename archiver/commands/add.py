"""`juzheng add`: exports and other files into a case, byte for byte."""

from datetime import date
from pathlib import Path

import click

from archiver.case import Case
from archiver.clock import now
from archiver.commands.options import taken_option, tell_media
from archiver.errors import CaseError
from archiver.exhibits import Exhibit
from archiver.intake.opened import Zone, record_format
from archiver.intake.pictures import open_picture, shows_picture, taken_note
from parsers import Source, SourceError, identify
from parsers.identify import holds_exports
from reports.visible import visible


@click.command(short_help="把导出文件存入案卷")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--note", default="", help="来源说明：谁、从哪台设备、用什么方法导出。会写进台账。")
@taken_option
@click.pass_context
def command(ctx: click.Context, case: Path, files: tuple[Path, ...], note: str, taken: date | None) -> None:
    """把文件或文件夹按原样存为 E1、E2……：逐字节复制、读回比对、计算 SHA-256 与 SM3、记入台账。原文件不改动。

    文件夹（如 FileRecv）存为一件，另附清单，列明其中每个文件的大小与校验码。
    """
    opened = Case.open(case)
    failed = False
    for path in files:
        try:
            _tell(_add(opened, path, note, taken), opened)
        except CaseError as error:
            failed = True
            click.echo(f"juzheng：{error}", err=True)
    tell_media(files)
    click.echo(f"台账首码 {opened.ledger_head()}")
    ctx.exit(2 if failed else 0)


def _add(case: Case, path: Path, note: str, taken: date | None) -> Exhibit:
    if path.exists() and shows_picture(path):
        _tell_picture(path, taken)
        told = taken_note(taken) if taken else ""
        return case.add(path, now=now(), note="；".join(filter(None, (note, told))))
    try:
        source = Source.open(path)
        record = record_format(source)
        format_name = record.NAME if record else identify(source).NAME
        held = holds_exports(source) if record and path.is_dir() else None
        if held is not None:
            click.echo(f"提示：{held.what}；按原样存为一件，不作为聊天记录分析。{held.remedy}。", err=True)
    except SourceError as error:
        if not path.exists():
            raise CaseError(error.what, error.remedy) from error
        click.echo(f"提示：{error.what}；仍按原样存入，不作为聊天记录分析。", err=True)
        format_name = ""
    return case.add(path, now=now(), note=note, format_name=format_name)


def _tell_picture(path: Path, taken: date | None) -> None:
    """Say what a picture is taken for; whatever it is, it is kept as it is."""
    try:
        seen = open_picture(path, 1, Zone(), path.name, taken)
    except CaseError as error:
        click.echo(f"提示：{error.what}；仍按原样存入。{error.remedy}。", err=True)
        return
    rows = sum(1 for _ in seen.transcript.messages())
    click.echo(f"提示：识读为聊天截图，{rows} 条；分析时由机器识读，以图片本身为准。", err=True)


def _tell(exhibit: Exhibit, case: Case) -> None:
    shape = f"文件夹，{exhibit.files} 个文件" if exhibit.kind == "folder" else "文件"
    click.echo(
        f"{exhibit.label}  {visible(exhibit.name)}（{shape}，{exhibit.size:,} 字节，{exhibit.format or '未识别格式'}）"
    )
    click.echo(f"    {exhibit.sha256}")
    click.echo(f"    {exhibit.sm3}")
    same = [one.label for one in case.exhibits() if one.sha256 == exhibit.sha256 and one.number != exhibit.number]
    if same:
        click.echo(f"提示：{exhibit.label} 与 {'、'.join(same)} 内容完全相同。", err=True)
