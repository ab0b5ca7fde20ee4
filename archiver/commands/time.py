"""`juzheng time`: what the reader of times understands of a line."""

import sys
from collections.abc import Iterator
from datetime import datetime

import click
import msgspec

from archiver.analysis.dates import TimeExpression, read_times
from archiver.commands.asking import answer_lines, one_text, parse_moment

_INDENT = "  "


class Times(msgspec.Struct, frozen=True):
    """The answer for one text."""

    times: tuple[TimeExpression, ...]


class Asked(msgspec.Struct, frozen=True):
    """One line of stdin under `--jsonl`."""

    text: str
    at: str


def _answer(line: bytes) -> Times:
    asked = msgspec.json.decode(line, type=Asked)
    return Times(read_times(asked.text, parse_moment(asked.at)))


def _tree(expression: TimeExpression, depth: int = 0) -> Iterator[str]:
    """Yield the lines of `--why`: the words, what they name, and the rule that read them."""
    named = " ~ ".join(end or "…" for end in (expression.from_, expression.to) if end or expression.from_)
    facts = (
        ("期限", expression.due), ("不早于", expression.not_before), ("时长", expression.duration),
        ("重复", expression.every), ("起算事件", expression.after), ("所指", named or None),
        ("含糊", "是" if expression.vague else None), ("读作过去", "是" if expression.past else None),
    )  # fmt: skip
    told = "，".join(f"{name} {value}" for name, value in facts if value)
    place = f"[{expression.start}, {expression.end})"
    yield f"{_INDENT * depth}{expression.text}  {place}  {told or '—'}  规则 {expression.rule}"
    for first, last in expression.other:
        yield f"{_INDENT * (depth + 1)}另一读法 {first or '…'} ~ {last or '…'}"
    for child in expression.children:
        yield from _tree(child, depth + 1)


@click.command("time", short_help="读出一句话里的时间和期限")
@click.argument("text", required=False)
@click.option("--at", "at", metavar="时刻", help="这句话发出的时刻，如 2024-03-05T10:20")
@click.option("--why", is_flag=True, help="以树状列出每个时间是怎样读出来的")
@click.option("--jsonl", is_flag=True, help='逐行读取标准输入中的 {"text", "at"}，每行给出一个答案')
def command(text: str | None, at: str | None, *, why: bool, jsonl: bool) -> None:
    """读出 TEXT 里的时间：所指的时段、期限、时长和读法。

    结果为一行 JSON；加 --why 则给人看。相对说法以 --at 为准，不看本机时钟。
    """
    if jsonl:
        sys.exit(answer_lines(sys.stdin.buffer, _answer))
    words = one_text(text)
    if at is None:
        raise click.UsageError("缺少 --at：请写明这句话发出的时刻，如 --at 2024-03-05T10:20")
    times = Times(read_times(words, _moment(at)))
    if not why:
        click.echo(msgspec.json.encode(times))
        return
    for expression in times.times:
        for line in _tree(expression):
            click.echo(line)
    if not times.times:
        click.echo("没有读出时间。")


def _moment(at: str) -> datetime:
    try:
        return parse_moment(at)
    except ValueError as error:
        raise click.UsageError(f"--at 读不懂：{at}。请写成 2024-03-05T10:20") from error


time_command = command
