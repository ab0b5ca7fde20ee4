"""`juzheng compare`: two exports of one talk, held against each other message by message."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import msgspec

from archiver.analysis.difference import Comparison, Difference, DifferenceKind
from archiver.case import Case
from archiver.comparison.causes import PERHAPS_ONE, TOLD
from archiver.comparison.compare import Held, hold
from archiver.errors import CaseError
from archiver.inputs import is_case, open_case, open_inputs
from archiver.intake.opened import Opened
from archiver.outlet import put
from archiver.refs import MessageRef
from reports.visible import visible

_SHOWN: Final = 200
"""How many differences of a group are printed; JSON has them all."""
_LONGEST: Final = 60
"""How many characters of a message a line of the table shows."""
_KINDS: Final[dict[DifferenceKind, str]] = {
    "only_a": "仅第一份有", "only_b": "仅第二份有", "text": "文字不同", "time": "时间不同", "sender": "发送者不同",
    "kind": "类型不同", "order": "次序不同",
}  # fmt: skip


@click.command(short_help="逐条比较同一段聊天的两份导出")
@click.argument("what", nargs=-1, required=True, metavar="第一份 第二份 | 案卷 [E1 E2]")
@click.option("--chat", help="比较哪个会话（会话名）；文件里只有一个会话时不需要。")
@click.option("--zone", help="聊天时间所在的时区（IANA 名称），默认按 Asia/Shanghai 推定。")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="写成 JSON；- 为标准输出。")
@click.pass_context
def command(
    ctx: click.Context, what: tuple[str, ...], chat: str | None, zone: str | None, json_file: str | None
) -> None:
    """比较同一段聊天的两份导出（格式可以不同，可以是双方各自的），列出每一处差异。

    给两个文件，或一个案卷和其中的两件（E1 E2）。各格式、各版本导出工具已知会丢掉或改写的，注明原因；
    没有已知原因的，是待说明的差异：本程序不判断差异从何而来。有待说明的差异时退出码为 1，没有时为 0。
    """
    held = hold(*_two(what, zone), chat)
    if json_file:
        _write_json(held, json_file, map(Path, what))
    else:
        for line in _table(held):
            click.echo(visible(line))
    ctx.exit(1 if held.compared.comparison.unexplained else 0)


def _two(what: tuple[str, ...], zone: str | None) -> tuple[Opened, Opened]:
    paths = tuple(Path(one) for one in what)
    if is_case(paths[0]):
        return _exhibits(Case.open(paths[0]), what[1:], zone)
    if len(paths) != 2:
        raise CaseError("要比较的是两份导出", "请给出两个文件，或：juzheng compare 案卷 E1 E2")
    for path in paths:
        if not path.exists():
            raise CaseError(f"找不到“{path}”", "请检查文件名和路径")
    inputs = open_inputs(paths, zone)
    if inputs.failed:
        raise inputs.failed[0]
    first, second = inputs.opened
    return first, second


def _exhibits(case: Case, labels: tuple[str, ...], zone: str | None) -> tuple[Opened, Opened]:
    inputs = open_case(case, zone)
    by_label = {f"E{one.number}": one for one in inputs.opened}
    wanted = tuple(label.upper() for label in labels) or tuple(by_label)
    if len(wanted) != 2 or any(label not in by_label for label in wanted) or wanted[0] == wanted[1]:
        raise CaseError("没有说清比较案卷里的哪两件", f"请写明两个编号，可选的有：{'、'.join(by_label)}")
    return by_label[wanted[0]], by_label[wanted[1]]


def _write_json(held: Held, target: str, read: Iterable[Path]) -> None:
    content = msgspec.json.encode(held.document()) + b"\n"
    if target == "-":
        sys.stdout.buffer.write(content)
    else:
        put(Path(target), content, read)


def _table(held: Held) -> Iterator[str]:
    found = held.compared.comparison
    for label, side in (("第一份", held.one), ("第二份", held.other)):
        exporter = f"，{side.source.exporter}" if side.source.exporter else ""
        span = f"{side.chat.first or '未载明'} 至 {side.chat.last or '未载明'}"
        yield f"{label}：{side.source.name}（{side.source.format}{exporter}）"
        yield f"    「{side.chat.title}」{len(side.rows)} 条，{span}"
    yield f"时钟：{_clock(found)}"
    if found.accounts:
        yield f"账号对应：{'；'.join(f'{same.a} = {same.b}' for same in found.accounts)}"
    yield f"对上的消息：{found.matched} 条"
    yield from (f"注意：{remark}" for remark in found.remarks)
    waiting = [one for one in found.differences if one.cause is None]
    known = [one for one in found.differences if one.cause is not None]
    yield ""
    yield f"待说明的差异：{len(waiting)} 处"
    yield from _rows(waiting)
    yield f"有已知原因的差异：{len(known)} 处"
    for cause, count in Counter(one.cause for one in known).most_common():
        if cause:
            yield f"  {count} 处：{TOLD[cause]}"
    yield from _rows(known)
    yield "差异只说明两份文件不同，不说明哪一份有误，也不说明从何而来。"


def _clock(found: Comparison) -> str:
    if found.grain_s is None:
        return "至少一份没有可比的时间，按内容和次序比较"
    ahead = (
        "第二份与第一份一致"
        if not found.offset_s
        else f"第二份比第一份{'快' if found.offset_s > 0 else '慢'} {abs(found.offset_s)} 秒"
    )
    zone = f"，合时区差 {found.zone}" if found.zone else ""
    return ahead + zone + ("" if found.grain_s == 1 else f"（只能比到 {found.grain_s} 秒）")


def _rows(differences: list[Difference]) -> Iterator[str]:
    for one in differences[:_SHOWN]:
        refs = " / ".join(str(MessageRef.parse(ref)) if ref else "—" for ref in (one.a, one.b))
        yield f"  {_KINDS[one.kind]}  {refs}  {_values(one)}{_because(one)}"
    if len(differences) > _SHOWN:
        yield f"  …… 另有 {len(differences) - _SHOWN} 处，用 --json 查看全部"


def _values(one: Difference) -> str:
    shown = [_short(value) for value in (one.a_value, one.b_value) if value]
    return " ≠ ".join(shown)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _because(one: Difference) -> str:
    told = [one.because] if one.because else []
    if one.alike:
        told.append(f"同一时刻相同的话，第一份 {one.alike[0]} 条、第二份 {one.alike[1]} 条，只知少几条，不知少哪条")
    if one.perhaps:
        refs = "、".join(str(MessageRef.parse(ref)) for ref in one.perhaps)
        told.append(f"可能与 {refs} {PERHAPS_ONE}")
    for witness in one.witnesses:
        ref = MessageRef.parse(witness.ref)
        agrees = {"a": "，与第一份相同", "b": "，与第二份相同", None: ""}[witness.agrees]
        told.append(f"{ref} {'引用了它' if witness.kind == 'quote' else '是撤回提示'}{agrees}")
    return f"（{'；'.join(told)}）" if told else ""
