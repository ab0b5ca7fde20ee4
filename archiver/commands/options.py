"""Options that several commands share."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

import click

from archiver.analyzer import Request
from archiver.inputs import Inputs
from parsers import Source, SourceError, media_folder
from parsers.identify import is_pictured
from reports.visible import visible

_Called = TypeVar("_Called", bound=Callable[..., object])

EXISTING = click.Path(exists=True, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)

_ENOUGH: Final = 4
"""Each process holds a part of the talk beside its own program: more of them cost more memory than they save time."""


def places(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an argument names: paths, which must exist, and URLs, which are not looked at here."""
    return tuple(one if "://" in one else str(EXISTING.convert(one, param, ctx)) for one in given)


_ID = "QQ 号、u_ 开头的 uid，或 name:名字；可多次给出"


def role_options(called: _Called) -> _Called:
    """Add --client, --provider, --arbiter, --chat, --deal and --zone."""
    for option in (
        click.option("--zone", help="聊天时间所在的时区（IANA 名称），默认按 Asia/Shanghai 推定。"),
        click.option("--deal", help="只看哪一笔交易（编号如 d1）。"),
        click.option("--chat", help="只看哪个会话（编号如 c1，或会话名）。"),
        click.option("--arbiter", "arbiters", multiple=True, help=f"调处人：{_ID}。"),
        click.option("--provider", "providers", multiple=True, help=f"接单方：{_ID}。"),
        click.option("--client", "clients", multiple=True, help=f"委托方：{_ID}。"),
    ):
        called = option(called)
    return called


def taken_option(called: _Called) -> _Called:
    """Add --taken."""
    return click.option(
        "--taken",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda _ctx, _param, value: value.date() if value else None,
        help="截图是哪天截取的（如 2024-03-06）；图里的“昨天”“星期二”由此推算，不给就不推算。",
    )(called)


def jobs_option(called: _Called) -> _Called:
    """Add --jobs: as many processes as the machine has cores, up to a few, unless told otherwise."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        callback=lambda _ctx, _param, value: value or min(os.cpu_count() or 1, _ENOUGH),
        help=f"长记录（约五万条起）同时用几个进程读，结果与一个进程相同；默认按处理器核数，最多 {_ENOUGH} 个。",
    )(called)


def tell_unread(inputs: Inputs) -> None:
    """Name what could not be read on stderr, each with what to do."""
    for error in inputs.unseen:
        click.echo(f"提示：{error}", err=True)
    for error in inputs.failed:
        click.echo(f"juzheng：{error}", err=True)


def tell_media(paths: Iterable[Path]) -> None:
    """Say of each export that was given alone that the folder of its pictures lies beside it; nothing of it is read."""
    given = frozenset(path.resolve() for path in paths)
    for path in sorted(given):
        media = path.parent / media_folder.MEDIA
        if path.is_file() and media.is_dir() and not given & {media, *media.parents} and _has_media(path):
            name = media_folder.MEDIA
            click.echo(
                f"提示：“{visible(path.name)}”旁边有文件夹 {name}，里面可能是它的图片和文件，这次没有读取；"
                f"要一起存档和显示，请给出只含它和 {name} 的文件夹（或其 ZIP）。",
                err=True,
            )


def _has_media(path: Path) -> bool:
    try:
        return is_pictured(Source.open(path))
    except (SourceError, OSError):
        return False


def asked(
    clients: tuple[str, ...],
    providers: tuple[str, ...],
    arbiters: tuple[str, ...],
    chat: str | None,
    deal: str | None,
    jobs: int = 1,
) -> Request:
    """Return what the options ask."""
    return Request(clients, providers, arbiters, chat, deal, jobs=jobs)
