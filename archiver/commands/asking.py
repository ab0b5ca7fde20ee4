"""How `time` and `money` take their question: one text as an argument, or one JSON object a line on stdin."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime

import click
import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """The answer to a line that cannot be read."""

    error: str


def one_text(text: str | None) -> str:
    """Return the text to read; bytes of the terminal that are no text show as ?.

    Raises click.UsageError where none is given.
    """
    if text is None:
        raise click.UsageError("缺少要读的文字：请写在命令后面，或用 --jsonl 从标准输入读取")
    return text.encode("utf-8", "replace").decode("utf-8")


def parse_moment(words: str) -> datetime:
    """Return a naive wall time of `2024-03-05T10:20` or `2024-03-05`; an offset is dropped, the wall time stays.

    Raises ValueError for anything else.
    """
    return datetime.fromisoformat(words).replace(tzinfo=None)


def answer_lines(lines: Iterable[bytes], answer: Callable[[bytes], msgspec.Struct]) -> int:
    """Print one answer a line, `{"error"}` for a bad one; return the exit code: 2 if any line was bad."""
    code = 0
    for line in lines:
        if not line.strip():
            continue
        reply: msgspec.Struct
        try:
            reply = answer(line)
        except (msgspec.DecodeError, ValueError) as error:
            reply, code = Refusal(f"读不懂这一行：{error}"), 2
        click.echo(msgspec.json.encode(reply))
    sys.stdout.flush()
    return code
