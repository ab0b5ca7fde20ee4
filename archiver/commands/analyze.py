"""`juzheng analyze`: everything that is read from exports or a case, as JSON."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from archiver import contract
from archiver.analyzer import Studied, study
from archiver.commands.options import EXISTING, asked, jobs_option, role_options, taken_option, tell_unread
from archiver.errors import CaseError
from archiver.inputs import Inputs, open_inputs
from archiver.intake.lines import entries
from archiver.outlet import put_stream


@click.command(short_help="读出约定、期限、同意、交付、付款等，输出 JSON")
@click.argument("exports", nargs=-1, required=True, type=EXISTING)
@role_options
@taken_option
@jobs_option
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="JSON 写到哪个文件；- 为标准输出。"
)
@click.option("--jsonl", is_flag=True, help="每行一条记录，写到标准输出。")
@click.pass_context
def command(
    ctx: click.Context,
    exports: tuple[Path, ...],
    clients: tuple[str, ...],
    providers: tuple[str, ...],
    arbiters: tuple[str, ...],
    chat: str | None,
    deal: str | None,
    zone: str | None,
    taken: date | None,
    jobs: int,
    json_file: str | None,
    jsonl: bool,
) -> None:  # fmt: skip
    """读取导出文件或案卷，找出约定、期限、变更、同意、交付、付款等，连同出处输出为 JSON。

    不建案卷，不写任何其他文件。
    """
    if jsonl and json_file:
        raise CaseError("--json 与 --jsonl 只能选一个", "请去掉其中一个")
    inputs = open_inputs(exports, zone, taken=taken)
    request = asked(clients, providers, arbiters, chat, deal, jobs).within(inputs.case)
    studied = study(inputs.opened, request, inputs.records)
    pieces = contract.jsonl_pieces if jsonl else contract.json_pieces
    stream = pieces(studied.analysis, _messages(inputs, studied))
    if json_file and json_file != "-":
        put_stream(Path(json_file), stream, exports)
    else:
        _print(stream)
    tell_unread(inputs)
    ctx.exit(2 if inputs.failed else 0)


def _messages(inputs: Inputs, studied: Studied) -> Iterator[contract.MessageEntry]:
    for opened in inputs.opened:
        yield from entries(opened, studied.analysis.chats, studied.read_chats, studied.united.same_as)


def _print(pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
