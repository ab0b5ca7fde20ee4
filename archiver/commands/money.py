"""`juzheng money`: what the reader of amounts understands of a line."""

import sys

import click
import msgspec

from archiver.analysis.amounts import AmountExpression, read_amounts
from archiver.commands.asking import answer_lines, one_text


class Amounts(msgspec.Struct, frozen=True):
    """The answer for one text."""

    amounts: tuple[AmountExpression, ...]


class Asked(msgspec.Struct, frozen=True):
    """One line of stdin under `--jsonl`; more keys may stand beside the text."""

    text: str


@click.command("money", short_help="读出一句话里的金额")
@click.argument("text", required=False)
@click.option("--all", "every_number", is_flag=True, help="连不是金额的数字也列出")
@click.option("--jsonl", is_flag=True, help='逐行读取标准输入中的 {"text"}，每行给出一个答案')
def command(text: str | None, *, every_number: bool, jsonl: bool) -> None:
    """读出 TEXT 里的金额和比例，以及它们的名目（定金、尾款、总价……）。结果为一行 JSON。"""

    def answer(line: bytes) -> Amounts:
        asked = msgspec.json.decode(line, type=Asked)
        return Amounts(read_amounts(asked.text, every_number=every_number))

    if jsonl:
        sys.exit(answer_lines(sys.stdin.buffer, answer))
    click.echo(msgspec.json.encode(Amounts(read_amounts(one_text(text), every_number=every_number))))


money_command = command
