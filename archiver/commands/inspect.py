"""`juzheng inspect`: what files are, what they cover, and what a reader must know; nothing is written."""

import sys
from datetime import date
from pathlib import Path

import click
import msgspec
from msgspec import Struct

from archiver.beside import inspected
from archiver.commands.options import EXISTING, taken_option, tell_media, tell_unread
from archiver.contract import ChatEntry, SourceEntry
from archiver.inputs import open_inputs
from archiver.intake.survey import Person, Survey, survey_all
from archiver.outlet import put
from parsers.screens.talk import NAME as SCREENSHOT
from reports.visible import visible

_RECORDS = {"bill": "账单", "file_index": "文件索引", "group_files": "群文件列表", "files": "收到的文件"}
_KINDS = {"private": "私聊", "group": "群聊", "unknown": "未能判断私聊或群聊"}


class _Inspection(Struct, frozen=True):
    schema: str
    sources: tuple[SourceEntry, ...]
    chats: tuple[ChatEntry, ...]
    people: tuple[Person, ...]
    failed: tuple[str, ...]


@click.command(short_help="查看文件是什么格式、覆盖了哪些内容，不写任何东西")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--zone", help="聊天时间所在的时区（IANA 名称），默认按 Asia/Shanghai 推定。")
@taken_option
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="写成 JSON；- 为标准输出。")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], zone: str | None, taken: date | None, json_file: str | None
) -> None:
    """说明每个文件的格式、编码、会话、起止时间、声明的条数与读到的条数，以及要注意的地方。"""
    inputs = open_inputs(files, zone, talk=False, taken=taken)
    surveys = survey_all(inputs.opened)
    records = inspected(inputs.records)
    if json_file:
        _write_json(json_file, surveys, records, tuple(str(error) for error in inputs.failed), files)
    else:
        for one in surveys:
            _tell(one)
        for source in records:
            _tell_record(source)
    tell_media(files)
    tell_unread(inputs)
    ctx.exit(2 if inputs.failed else 0)


def _write_json(
    target: str,
    surveys: tuple[Survey, ...],
    records: tuple[SourceEntry, ...],
    failed: tuple[str, ...],
    read: tuple[Path, ...],
) -> None:
    inspection = _Inspection(
        schema="juzheng/inspection/1",
        sources=tuple(sorted((*(one.source for one in surveys), *records), key=lambda source: source.n)),
        chats=tuple(chat for one in surveys for chat in one.chats),
        people=tuple(person for one in surveys for person in one.people),
        failed=failed,
    )
    content = msgspec.json.format(msgspec.json.encode(inspection), indent=1) + b"\n"
    if target == "-":
        sys.stdout.buffer.write(content)
    else:
        put(Path(target), content, read)


def _tell(one: Survey) -> None:
    source = one.source
    told = source.generation or ""
    generation = f"（第 {told} 代）" if len(told) == 1 else f"（{told}）" if told else ""
    claimed = "" if source.claimed is None else f"，文件自称 {source.claimed} 条"
    rows = [
        ("文件", source.name),
        ("格式", f"{source.format}{generation}，{source.encoding}，{source.size:,} 字节"),
        ("摘要", f"sha256 {source.sha256.removeprefix('sha256:')}"),
        ("消息", f"{source.messages} 条{claimed}"),
        ("时间", f"{source.first or '未载明'} 至 {source.last or '未载明'}，时区 {source.zone}"),
        ("未读出", f"{source.unread_bytes:,} 字节"),
    ]
    if source.exporter:
        rows.append(("导出工具", source.exporter))
    if source.filters:
        rows.append(("导出时的筛选", "；".join(source.filters)))
    for chat in one.chats:
        copy = f"，与 {chat.same_as} 重复" if chat.same_as else ""
        rows.append((f"会话 {chat.id}", f"{chat.title}（{_KINDS[chat.kind]}，{chat.messages} 条{copy}）"))
    _print(rows, source)


def _tell_record(source: SourceEntry) -> None:
    layout = f"（{source.generation}）" if source.generation else ""
    claimed = "" if source.claimed is None else f"，文件自称 {source.claimed} 条"
    rows = [
        ("文件", source.name),
        ("格式", f"{_RECORDS[source.kind]}{layout}，{source.format}，{source.encoding}，{source.size:,} 字节"),
        ("摘要", f"sha256 {source.sha256.removeprefix('sha256:')}"),
        ("条目", f"{source.rows} 条{claimed}"),
    ]
    if source.first:
        rows.append(("时间", f"{source.first} 至 {source.last}，时区 {source.zone}"))
    rows.append(("用途", "不是聊天记录；与聊天记录一起给出时，用来对照其中的付款或文件"))
    _print(rows, source)


def _print(rows: list[tuple[str, str]], source: SourceEntry) -> None:
    for notice in source.notices:
        where = f"（{'、'.join(notice.where[:3])}{'…' if notice.count > 3 else ''}）" if notice.where else ""
        rows.append(("注意", f"{notice.text}，{notice.count} 处{where}"))
    if source.format != SCREENSHOT:
        rows.append(("怎样导出得更全", f"juzheng guide {source.format}"))
    for label, text in rows:
        click.echo(f"{label}：{visible(text)}")
    click.echo()
