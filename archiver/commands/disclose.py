"""`juzheng disclose`: show some messages of a sealed case, and prove them, without showing the rest."""

from importlib.resources import files
from pathlib import Path

import click

from archiver.case import Case
from archiver.clock import now
from archiver.disclosure.make import Hidden, disclose, record
from archiver.errors import CaseError
from archiver.outlet import put, require_free
from archiver.refs import MessageRef

VERIFIER = "verify.html"
"""The page that checks bundles in any browser, without a network; written beside the bundle."""


@click.command(short_help="只出示几条消息并证明它们在封存里，其余不公开")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("refs", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="披露包写到哪里。")
@click.option(
    "--hide",
    "hides",
    multiple=True,
    help="遮盖一条消息的一部分：E1-0142:3-7（第 3 到 7 个字）、E1-0142:sender、E1-0142:text 等，可多次给出。",
)
def command(case: Path, refs: tuple[str, ...], output: Path, hides: tuple[str, ...]) -> None:
    """写出一个披露包：含所列消息的原文和证明，不含其他消息的任何内容。

    对方用 juzheng verify，或用浏览器打开旁边的 verify.html，就能核对这些消息与封存行是否相符。
    遮盖以小段为单位：数字、字母各自成段，其余每段至多四个字，所以可能多遮几个字。
    """
    hide = _hidden(hides)
    wanted = tuple(dict.fromkeys(_ref(text) for text in refs))
    if stray := [str(ref) for ref in hide if ref not in wanted]:
        raise CaseError(f"要遮盖的 {'、'.join(stray)} 不在出示的消息里", "检查编号")
    require_free(output)
    opened = Case.open(case)
    bundle = disclose(opened, wanted, hide)
    page = output.with_name(VERIFIER)
    put(page, files("archiver.disclosure").joinpath(VERIFIER).read_bytes())
    put(output, bundle.text(), settle=lambda: record(opened, bundle, now()))
    count = sum(part.hidden for leaf in bundle.leaves for part in leaf.parts)
    click.echo(f"披露包：{output}（{len(wanted)} 条消息，遮盖 {count} 段）")
    click.echo(f"核验页：{page}（浏览器打开，选择披露包，粘贴封存行）")


def _ref(text: str) -> MessageRef:
    try:
        return MessageRef.parse(text)
    except ValueError as error:
        raise CaseError(f"看不懂编号“{text}”", "写成 E1-0142（第 1 件证据的第 142 条）") from error


def _hidden(hides: tuple[str, ...]) -> dict[MessageRef, Hidden]:
    words: dict[MessageRef, list[str]] = {}
    for text in hides:
        ref, _, what = text.rpartition(":")
        words.setdefault(_ref(ref), []).append(what)
    try:
        return {ref: Hidden.parse(tuple(what)) for ref, what in words.items()}
    except ValueError as error:
        raise CaseError(f"看不懂要遮盖的部分“{error}”", "写成 3-7（从 0 数起的字的范围）、sender 或 text") from error
