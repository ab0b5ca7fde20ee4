"""`juzheng timestamp`: a time-stamp authority's word for when the ledger already stood as it does."""

from pathlib import Path

import click

from archiver.case import Case
from archiver.clock import now
from archiver.custody import Stamped
from archiver.errors import CaseError
from archiver.outlet import put, require_free
from archiver.stamping import ask, attach, drafted
from archiver.timestamps import LIMITS, read_reply, send


@click.command(short_help="给案卷的台账加可信时间戳（RFC 3161）")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--request", "request_file", type=click.Path(dir_okay=False, path_type=Path), help="把申请写到这个文件。")
@click.option("--attach", "reply", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="存入回复。")
@click.option("--url", help="直接向这个网址的时间戳服务申请并存入（需要联网）。")
@click.option(
    "--tsa-root",
    "roots",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="时间戳服务的根证书与中间证书（PEM），可多次给出；给出时核对签名。",
)
def command(
    case: Path, request_file: Path | None, reply: Path | None, url: str | None, roots: tuple[Path, ...]
) -> None:
    """申请时间戳：--request 写出申请文件，交给任一时间戳服务后用 --attach 存入回复；或用 --url 一步完成。

    盖的是台账首码，台账里有全部证据的校验码。时间戳服务只见到一个校验码，见不到聊天内容。
    """
    if sum(one is not None for one in (request_file, reply, url)) != 1:
        raise CaseError("--request、--attach、--url 要选一个", "没有联网时用 --request 与 --attach")
    opened = Case.open(case)
    trusted = tuple(path.read_bytes() for path in roots)
    if request_file:
        require_free(request_file)
        request, asked = drafted(opened)
        put(request_file, request, settle=lambda: opened.record("stamp_asked", asked, now()))
        click.echo(f"申请已写出：{request_file}（SHA-256，RFC 3161）")
        click.echo(f"下一步：交给时间戳服务，取回回复后运行 juzheng timestamp {case} --attach 回复.tsr", err=True)
        return
    content = read_reply(reply) if reply else send(ask(opened, now()), url or "")
    stamped, checked = attach(opened, content, now(), trusted)
    _tell(stamped, checked=checked)


def _tell(stamped: Stamped, *, checked: bool) -> None:
    click.echo(f"时间戳已存入：{stamped.file}，时间 {stamped.time}，盖的是台账第 {stamped.entry} 条")
    click.echo("签名与证书链已核对" if checked else "没有给出根证书，签名没有核对（用 --tsa-root 给出后可核对）")
    for line in LIMITS:
        click.echo(line)
