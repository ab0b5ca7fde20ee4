"""`juzheng report`: the main job in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import click

from archiver.analysis.finding import Role
from archiver.clock import now, today
from archiver.commands.options import (
    EXISTING,
    READABLE,
    asked,
    jobs_option,
    role_options,
    taken_option,
    tell_media,
    tell_unread,
)
from archiver.compose.dossier import Wanted
from archiver.compose.public import approve, listed_in, refuse_one_sided, usual_edition
from archiver.compose.writing import write_reports
from archiver.durable import clear
from archiver.inputs import Inputs, is_case, kept, open_inputs
from archiver.outlet import require_free
from reports.dossier import Edition
from reports.formats import FORMATS
from reports.template import template_info, template_names

CASE_FOLDER = "case"
"""Where a report made straight from exports keeps them, beside itself."""


@click.command(short_help="从导出文件或案卷直接生成争议报告")
@click.argument("exports", nargs=-1, required=True, type=EXISTING)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="报告放在哪个文件夹。"
)
@role_options
@taken_option
@jobs_option
@click.option(
    "--template",
    default="dispute",
    show_default=True,
    help=f"报告的样式：{'、'.join(f'{name}（{template_info(name).title}）' for name in template_names())}。",
)
@click.option(
    "--edition",
    type=click.Choice(["own", "submit", "group"]),
    help="own 自用、submit 提交、group 群内（遮盖个人信息）；默认 own；群内调处简报、请双方回复、"
    "群内记录保存约定默认 group，投诉材料、催告函、起诉状材料、证据目录、电子数据情况说明、议定事项默认 submit。",
)
@click.option(
    "--format",
    "formats",
    default="html",
    help=f"文件格式，逗号分隔，默认 html：{'、'.join(form.name for form in FORMATS)}。",
)
@click.option("--by", type=click.Choice(["client", "provider"]), help="由哪一方提交；默认看导出文件的本机账号。")
@click.option("--statement", "statements", multiple=True, help="写进“当事人陈述”框的话，不作为记录内容。")
@click.option("--leave-out-adverse", "no_adverse", is_flag=True, help="提交版里不单列方向不同的内容（报告会注明）。")
@click.option(
    "--date",
    "dated",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="报告上的日期（如 2024-03-06），默认今天（北京时间）；写同一天，重做的报告才逐字节相同。",
)
@click.option("--roster", type=READABLE, help="群内版另外要遮盖的人：文本文件，一行一人，名字和号码用逗号隔开。")
@click.option(
    "--approve-picture",
    "pictures",
    multiple=True,
    metavar="编号",
    help="准许这条消息（如 E1-0142）的图片进入群内版，记入台账；可多次给出。",
)
@click.pass_context
def command(
    ctx: click.Context,
    exports: tuple[Path, ...],
    output: Path,
    clients: tuple[str, ...],
    providers: tuple[str, ...],
    arbiters: tuple[str, ...],
    chat: str | None,
    deal: str | None,
    zone: str | None,
    taken: date | None,
    jobs: int,
    template: str,
    edition: Edition | None,
    formats: str,
    statements: tuple[str, ...],
    by: Role | None,
    no_adverse: bool,
    dated: datetime | None,
    roster: Path | None,
    pictures: tuple[str, ...],
) -> None:  # fmt: skip
    """读取导出文件（先原样存入案卷）或已有案卷，分析后写出报告。

    直接给导出文件时，原件存入“输出文件夹/case”，报告里的每一处引文都能回到那里核对。
    """
    edition = edition or usual_edition(template)
    refuse_one_sided(edition, statements, no_adverse=no_adverse)
    listed = listed_in(roster) if roster else ()
    request = asked(clients, providers, arbiters, chat, deal, jobs)
    wanted = Wanted(
        edition,
        dated.date() if dated else today(),
        template,
        tuple(formats.split(",")),
        statements,
        by,
        listed,
        no_adverse,
    )
    require_free(output)
    with _no_case_left(output / CASE_FOLDER):
        inputs = _inputs(exports, output, zone, taken)
        approve(inputs, pictures, now())
        paths = write_reports(
            inputs, request, wanted, output, tell=lambda words: click.echo(f"提示：{words}", err=True)
        )
    for told in _told(paths):
        click.echo(f"报告已写出，请打开：{told}")
    _tell_left_out(inputs)
    if edition == "group":
        click.echo("群内版只发上面的报告文件；案卷文件夹里是没有遮盖的原件，不要一起发出。", err=True)
    tell_media(exports)
    tell_unread(inputs)
    ctx.exit(2 if inputs.failed else 0)


def _told(paths: tuple[Path, ...]) -> Iterator[str]:
    """Yield one line for each report; what came in several files is told by its first and last."""
    for suffix, group in groupby(paths, key=lambda path: path.suffix):
        first, *rest = group
        unit = "张" if suffix == ".png" else "卷"
        yield f"{first} … {rest[-1].name}（{1 + len(rest)} {unit}）" if rest else str(first)


@contextmanager
def _no_case_left(folder: Path) -> Iterator[None]:
    """Take away the case that a run began and did not bring to a report; one that was there before stays."""
    fresh = not folder.exists()
    bare = not folder.parent.exists()
    try:
        yield
    except BaseException:
        if fresh:
            clear(folder)
        if bare and folder.parent.is_dir() and not any(folder.parent.iterdir()):
            folder.parent.rmdir()
        raise


def _tell_left_out(inputs: Inputs) -> None:
    """Name what the case holds from an earlier time and this report is not made of."""
    read = {one.number for one in inputs.opened} | {one.number for one in inputs.records}
    rest = (
        [one for one in inputs.case.exhibits() if one.number not in read] if inputs.case and not inputs.failed else []
    )
    if rest:
        named = "、".join(f"E{one.number} {one.name}" for one in rest)
        click.echo(f"提示：案卷里另有本次没有给出的文件，未列入报告：{named}", err=True)


def _inputs(exports: tuple[Path, ...], output: Path, zone: str | None, taken: date | None) -> Inputs:
    if any(is_case(path) for path in exports):
        return open_inputs(exports, zone)
    return kept(exports, output / CASE_FOLDER, zone, now(), taken)
