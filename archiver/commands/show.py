"""`juzheng show`: one message as it stands in its exhibit, and what was found in it."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.case import Case
from archiver.compose.records import row_of
from archiver.errors import CaseError
from archiver.exhibits import Exhibit, verify_exhibit
from archiver.inputs import open_case
from archiver.intake.opened import NoTalkError, Opened, OpenedRecord, Zone, open_any, open_export
from archiver.intake.pictures import open_picture, shows_picture, taken_in
from archiver.intake.records import entry, gather
from archiver.refs import MessageRef
from parsers.message import Message, Span
from reports.visible import visible

if TYPE_CHECKING:
    from archiver.analyzer import Studied


@click.command(short_help="按编号（如 E1-0142）查看一条消息的原文")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("ref")
@click.option("--context", type=click.IntRange(0, 1000), default=0, help="连同前后各几条一起显示。")
@click.option("--why", is_flag=True, help="说明从这条消息里读出了什么，凭哪条规则。")
@click.pass_context
def command(ctx: click.Context, case: Path, ref: str, context: int, why: bool) -> None:
    """先核对原件的校验码，再从原件的那几个字节里取出这条消息。

    也可以给出分析结果里约定事项的编号（o:…），看它现在的状态和理由。
    """
    if ref.startswith("o:"):
        _tell_duty(Case.open(case), ref)
        return
    try:
        wanted = MessageRef.parse(ref)
    except ValueError as error:
        raise CaseError(f"看不懂编号“{ref}”", "写成 E1-0142（第 1 件证据的第 142 条），或约定事项的编号 o:…") from error
    opened_case = Case.open(case)
    exhibit = _exhibit(opened_case, wanted)
    zone = Zone(opened_case.settings.zone, declared=True)
    try:
        opened = _talk(opened_case.original(exhibit.number), exhibit, zone)
    except NoTalkError:
        _tell_row(opened_case, exhibit, wanted, zone)
        ctx.exit(0 if _tell_digest(opened_case, exhibit) else 1)
    before, message, after = _around(opened, wanted.ordinal, context)
    for one in chain(before, [message], after):
        _tell(opened, one, chosen=one is message)
    sound = _tell_digest(opened_case, exhibit)
    if why:
        _tell_findings(opened_case, wanted)
    ctx.exit(0 if sound else 1)


def _talk(path: Path, exhibit: Exhibit, zone: Zone) -> Opened:
    if shows_picture(path):
        return open_picture(path, exhibit.number, zone, exhibit.name, taken_in(exhibit.note))
    return open_export(path, exhibit.number, zone, exhibit.name)


def _tell_row(case: Case, exhibit: Exhibit, wanted: MessageRef, zone: Zone) -> None:
    """Print a row of a bill or list, or a file in hand."""
    opened = open_any(case.original(exhibit.number), exhibit.number, zone, exhibit.name)
    rows = gather(opened, lambda row: row.ordinal == wanted.ordinal) if isinstance(opened, OpenedRecord) else None
    if rows is None or not rows.rows:
        count = rows.source.rows if rows else 0
        raise CaseError(f"E{exhibit.number} 里没有第 {wanted.ordinal} 条", f"共 {count} 条，编号从 1 起")
    row = row_of(entry(rows.opened, rows.rows[0]), {exhibit.number: exhibit.name})
    click.echo(f"▶ {row.ref}  {visible(row.source)}")
    for cell in row.details:
        click.echo(f"    {cell.label}：{visible(cell.text)}")
    click.echo(f"    位置：{visible(row.place)}")


def _exhibit(case: Case, ref: MessageRef) -> Exhibit:
    for one in case.exhibits():
        if one.number == ref.exhibit:
            return one
    raise CaseError(
        f"案卷里没有 E{ref.exhibit}", f"案卷里有：{'、'.join(one.label for one in case.exhibits()) or '（空）'}"
    )


def _around(opened: Opened, ordinal: int, context: int) -> tuple[list[Message], Message, list[Message]]:
    """Read up to the message and its followers, holding no more than what is shown."""
    before: list[Message] = []
    after: list[Message] = []
    found: Message | None = None
    count = 0
    for event in opened.events():
        if not isinstance(event, Message):
            continue
        count += 1
        if found:
            after.append(event)
        elif event.ordinal == ordinal:
            found = event
        else:
            before = [*before, event][-context:] if context else []
        if len(after) >= context and found:
            break
    if found is None:
        raise CaseError(f"E{opened.number} 里没有第 {ordinal} 条消息", f"共 {count} 条，编号从 1 起")
    return before, found, after


def _tell(opened: Opened, message: Message, *, chosen: bool) -> None:
    ref = MessageRef(opened.number, message.ordinal)
    time = opened.zone.iso(opened.zone.wall(message)) or "时间不明"
    mark = "▶" if chosen else " "
    click.echo(
        f"{mark} {ref}  {time}  {visible(message.sender.name)}（{visible(message.sender.account)}）  {message.kind}"
    )
    for line in visible(message.text).split("\n"):
        click.echo(f"    {line}")
    for one in message.attachments:
        click.echo(
            f"    〔{one.kind}〕{visible(one.name or '')} {'' if one.size is None else f'{one.size:,} 字节'}".rstrip()
        )
    if chosen:
        click.echo(f"    印作：{visible(message.stamp.raw) or '（无）'}")
        click.echo(f"    位置：{_place(message)}")


def _place(message: Message) -> str:
    if isinstance(message.place, Span):
        inside = f"{visible(message.place.member)} 的" if message.place.member else ""
        return f"{inside}字节 {message.place.start}–{message.place.end}"
    return " ".join(str(value) for value in _values(message.place))


def _values(place: object) -> Iterable[object]:
    fields: tuple[str, ...] = getattr(place, "__struct_fields__", ())
    return (f"{name}={getattr(place, name)}" for name in fields)


def _tell_digest(case: Case, exhibit: Exhibit) -> bool:
    verdict = verify_exhibit(case.root, exhibit)
    if verdict.ok:
        click.echo(f"校验：E{exhibit.number} 与 {exhibit.added_at} 存入时一致（{exhibit.sha256}）")
        return True
    for fault in verdict.faults:
        click.echo(f"校验：{fault.place} 与存入时不一致（{fault.kind}）：应为 {fault.expected}，现为 {fault.found}")
    return False


def _tell_findings(case: Case, ref: MessageRef) -> None:
    from archiver.compose.why import duties_on, reasons  # noqa: PLC0415 - loads the language reader, seldom asked for

    studied = _studied(case)
    wire = studied.united.same_as.get(ref.wire, ref.wire)
    lines = reasons(studied.analysis, wire)
    click.echo("读出：" if lines else "读出：没有从这条消息里读出约定、同意、交付、付款等")
    for line in lines:
        click.echo(f"    {visible(line)}")
    duties = duties_on(studied.analysis, wire)
    if duties:
        click.echo("与这条消息有关的约定事项：")
    for line in duties:
        click.echo(f"    {visible(line)}")


def _tell_duty(case: Case, name: str) -> None:
    from archiver.compose.why import duty_told  # noqa: PLC0415 - loads the language reader, seldom asked for

    studied = _studied(case)
    for line in duty_told(studied.analysis, {line.ref: line for line in studied.lines}, name):
        click.echo(visible(line))


def _studied(case: Case) -> "Studied":
    from archiver.analyzer import Request, study  # noqa: PLC0415 - loads the language reader, seldom asked for

    inputs = open_case(case)
    return study(inputs.opened, Request().within(case), inputs.records)
