"""`juzheng demo`: the main job on a bundled case."""

from pathlib import Path

import click

from archiver.analyzer import Request
from archiver.bundled import DEMOS, demo_export
from archiver.clock import now, today
from archiver.compose.dossier import Wanted
from archiver.compose.writing import write_reports
from archiver.inputs import archive, open_case


@click.command(short_help="用自带的示例走一遍：存档、分析、出报告")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("juzheng-demo"),
    help="放在哪个文件夹（默认 juzheng-demo）。",
)
@click.option(
    "--case", "name", type=click.Choice(sorted(DEMOS)), default="late-delivery", help="哪个示例（默认 late-delivery）。"
)
def command(output: Path, name: str) -> None:
    """用自带的虚构纠纷走一遍：原样存档、读出约定与履行、写出报告，并说明打开哪个文件。"""
    click.echo(f"示例：{DEMOS[name]}")
    case = archive((demo_export(name),), output / "case", None, now())
    click.echo(f"1/3 原文件已存入案卷：{case.root}")
    click.echo("2/3 正在分析……")
    paths = write_reports(open_case(case), Request(), Wanted("own", today()), output)
    click.echo(f"3/3 完成。请用浏览器打开：{paths[0].resolve()}")
