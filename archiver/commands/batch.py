"""`juzheng batch`: many exports at once, with an overview for a desk."""

import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.batch.pool import make_ready
from archiver.batch.settings import Asked, Batch, Edition, is_batch, is_free, new_settings, resume, start
from archiver.batch.triage import Rule, read_rule
from archiver.clock import now
from archiver.commands.options import places
from archiver.errors import CaseError
from archiver.journal import alone

if TYPE_CHECKING:
    from distributed import Client

    from archiver.batch.engine import Outcome

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(short_help="批量处理很多份导出：每个会话一份报告，外加总览和数据表")
@click.argument("folders", nargs=-1, required=True, callback=places)
@click.option("-o", "--output", "out", type=_FOLDER, required=True, help="结果放在哪个文件夹。")
@click.option("--jobs", type=click.IntRange(1, 256), help="同时用几个进程，默认为处理器核数。")
@click.option("--scheduler", metavar="地址", help="交给 Dask 集群去做：调度器的地址，如 tcp://10.0.0.5:8786。")
@click.option("--store", metavar="网址", help="集群各机器都能读写的地方，如 s3://桶/目录；不给则须共用结果文件夹。")
@click.option("--resume", "again", is_flag=True, help="接着做上次没有做完的，已做完的不再做。")
@click.option("--password", "passwords", multiple=True, help="压缩包的密码，可多次给出；写 - 则在终端里输入，不显示。")
@click.option("--template", help="报告的样式，默认 dispute。")
@click.option("--edition", type=click.Choice(["own", "submit"]), help="自用（默认）或提交。")
@click.option("--format", "formats", help="报告的文件格式，逗号分隔，默认 html。")
@click.option("--zone", help="聊天时间所在的时区（IANA 名称），默认 Asia/Shanghai。")
@click.option(
    "--contested",
    "rule",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="争议规则（TOML）：每行“名称 = 分数”。",
)
@click.option("--sample", type=click.IntRange(0), help="没有读出交易的会话抽几个供人工核对，默认 10。")
@click.option("--at", help="写进案卷和报告的时间（ISO 8601，如 2026-03-01T12:00:00+08:00），默认为现在。")
@click.option("--repeat", type=_FOLDER, help="照另一次批处理的设置、时间和密钥再做一遍，用来核对结果逐字节相同。")
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[str, ...],
    out: Path,
    jobs: int | None,
    scheduler: str | None,
    store: str | None,
    again: bool,
    passwords: tuple[str, ...],
    template: str | None,
    edition: Edition | None,
    formats: str | None,
    zone: str | None,
    rule: Path | None,
    sample: int | None,
    at: str | None,
    repeat: Path | None,
) -> None:  # fmt: skip
    """走遍文件夹和压缩包，把属于同一会话的文件归在一起，各建案卷、各出报告，再写出总览。

    结果：overview.html（总览）、register.xlsx（登记表）、talks/（案卷和报告）、messages、findings、obligations 三个
    .parquet 数据表、errors.jsonl（读不了的输入、原因和办法）、closed.jsonl（没有读出交易、未打开的会话）。
    """
    if scheduler is None and store is not None:
        raise CaseError("--store 只在 --scheduler 时有用", "去掉它，或加 --scheduler")
    if scheduler is not None and jobs is not None:
        raise CaseError("--jobs 管本机的进程，不能和 --scheduler 一起用", "去掉其中一个")
    parts = tuple(formats.split(",")) if formats else None
    asked = Asked(zone, template, parts, edition, _rule(rule), sample)
    with ExitStack() as held:
        client = _connected(scheduler, held)
        if client is None:
            make_ready()
        batch = _batch(out, asked, at, repeat, again=again)
        try:
            held.enter_context(alone(out))
            outcome = _run(folders, batch, jobs or os.cpu_count() or 1, _passwords(passwords), client, store)
        except KeyboardInterrupt:
            raise CaseError("已中止，做完的部分都已保存", "用同样的命令加 --resume 接着做") from None
    click.echo(f"交易 {outcome.deals} 笔，其中争议 {outcome.contested} 笔；没有读出交易的会话 {outcome.closed} 个。")
    click.echo(f"总览已写出，请打开：{out / 'overview.html'}")
    if outcome.failed:
        click.echo(f"juzheng：{outcome.failed} 个输入没有读成。原因和办法见 {out / 'errors.jsonl'}。", err=True)
    ctx.exit(2 if outcome.failed else 0)


def _connected(scheduler: str | None, held: ExitStack) -> "Client | None":
    if scheduler is None:
        return None
    from archiver.batch.cluster import connect  # noqa: PLC0415 - brings Dask

    return held.enter_context(connect(scheduler))


def _run(
    roots: tuple[str, ...],
    batch: Batch,
    jobs: int,
    passwords: tuple[str, ...],
    client: "Client | None",
    store: str | None,
) -> "Outcome":
    """Do the batch here, or on the cluster that was connected to."""
    from archiver.batch.crew import Processes  # noqa: PLC0415 - brings the reader, which --help needs not
    from archiver.batch.engine import run  # noqa: PLC0415 - as above

    if client is None:
        return run(roots, batch, Processes(jobs), passwords)
    from archiver.batch.cluster import Cluster  # noqa: PLC0415 - as above

    cluster = Cluster(client, batch, store)
    cluster.check(roots)
    outcome = run(roots, batch, cluster, passwords)
    cluster.dismiss()
    return outcome


def _rule(path: Path | None) -> Rule | None:
    return None if path is None else read_rule(path)


def _passwords(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(click.prompt("压缩包的密码", hide_input=True, err=True) if one == "-" else one for one in given)


def _batch(out: Path, asked: Asked, at: str | None, repeat: Path | None, *, again: bool) -> Batch:
    """Return the batch to work on: one that goes on, one done again like another, or a new one.

    Raises CaseError where the folder holds something else, or what is asked cannot be done.
    """
    from archiver.batch.checks import made_by, refuse_impossible  # noqa: PLC0415 - as above

    if is_batch(out):
        if not again:
            raise CaseError(f"“{out.name}”里已有批处理的结果", "加 --resume 接着做，或换一个文件夹")
        if at or repeat:
            raise CaseError("接着做时不能另给 --at 或 --repeat", "去掉它，或换一个输出文件夹")
        return resume(out, asked, made_by())
    if not is_free(out):
        raise CaseError(f"“{out.name}”不是空文件夹", "请换一个新的输出文件夹")
    if repeat is not None:
        like = resume(repeat, asked, made_by())
        return start(out, like.settings, like.secret)
    settings = new_settings(asked, _moment(at), made_by())
    refuse_impossible(settings)
    return start(out, settings)


def _moment(at: str | None) -> datetime:
    if at is None:
        return now()
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise CaseError(f"读不懂 --at {at}", "请写成 2026-03-01T12:00:00+08:00") from error
    return moment.astimezone() if moment.tzinfo is None else moment
