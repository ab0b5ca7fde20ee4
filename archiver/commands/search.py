"""`juzheng search`: where words stand in a case or in the results of a batch."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import click
import msgspec
from msgspec import Struct

from archiver.errors import CaseError
from archiver.outlet import put
from archiver.refs import MessageRef
from archiver.search.asking import Filters, Order, ask, moment
from archiver.search.hit import Found, Hit, Passage
from archiver.search.keeping import searched, with_index
from archiver.search.words import Query, parse, storable
from reports.visible import visible
from reports.words import ACTS

_AROUND: Final = 24
"""Letters shown before the first word found, and twice as many behind it."""
_ROLES: Final = {"委托方": "client", "接单方": "provider", "调处人": "arbiter"}
_ORDERS: Final[dict[Order, str]] = {"time": "按时间先后", "newest": "从最近的起", "best": "按相关程度"}
_ORDER_HELP: Final = "time 按时间先后；newest 从最近的起；best 读出了约定、付款等的在前，字句占得多的在前。"
_PLACES: Final = {"text": "", "file": "文件 ", "inner": "转发内 "}


class _Asked(Struct, frozen=True):
    """The question as it was understood: words folded, times as half-open wall time."""

    words: tuple[str, ...]
    without: tuple[str, ...]
    filters: Filters
    order: Order
    limit: int


class _Answer(Struct, frozen=True):
    schema: Literal["juzheng/search/1"]
    asked: _Asked
    total: int
    hits: tuple[Hit, ...]


@click.command(
    short_help="在案卷或批处理结果里查找字句、文件名",
    # -h would be found in -hello, which asks for what must not be there.
    context_settings={"help_option_names": ["--help"], "ignore_unknown_options": True},
)
@click.argument("where", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="案卷|批处理结果")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="字句…")
@click.option("--by", help="只找谁说的：QQ 号、u_ 开头的 uid、名字或其中几个字，或者 委托方、接单方。")
@click.option("--act", help=f"只找读出了什么的：{'、'.join(one.rstrip('…') for one in ACTS.values())}。")
@click.option("--from", "since", help="从什么时候起：2024、2024-03、2024-03-05 或 2024-03-05T10:20。")
@click.option("--to", "until", help="到什么时候止，写法同上，含这一天（月、年）。")
@click.option("--chat", help="只找哪个会话：编号，或名称中的几个字。")
@click.option("--order", type=click.Choice(list(_ORDERS)), default="time", show_default=True, help=_ORDER_HELP)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="最多列出几条。")
@click.option("--quick", is_flag=True, help="只按字句建索引，不分析约定、付款等：几十万条的群第一次查找时快得多。")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="写成 JSON；- 为标准输出。")
def command(
    where: Path,
    words: tuple[str, ...],
    by: str | None,
    act: str | None,
    since: str | None,
    until: str | None,
    chat: str | None,
    order: Order,
    limit: int,
    quick: bool,
    json_file: str | None,
) -> None:
    """找出含有所给字句的消息，列出编号、时间、发送者、前后文和从中读出的内容；撤回的、系统提示、合并转发里的、文件名（也包括文件列表和手里的文件）也找。

    几个词之间是“都要有”；-词 表示不要有；带空格或引号的按整句找：juzheng search 案卷 定金 "先付 一半" -退款。
    不分大小写、全角半角、繁体简体，一个字也能找。索引放在 derived 文件夹，可随时删除，会自动重建。
    """
    query = parse(_words(words))
    filters = Filters(_who(by), _act(act), _moment(since, end=False), _moment(until, end=True), chat and storable(chat))
    if not (query.wanted or query.unwanted or filters != Filters()):
        raise CaseError("没有要找的字句", "请写出要找的词，或用 --by、--act、--from、--to、--chat 说明要找什么")
    if quick and act:
        raise CaseError("--quick 不读约定、付款等，不能同时用 --act", "请去掉其中一个")
    found = with_index(
        searched(where, quick=quick),
        lambda index: ask(index, query, filters, order, limit),
        lambda line: click.echo(line, err=True),
    )
    if json_file:
        asked = _Asked(query.wanted, query.unwanted, filters, order, limit)
        _write_json(_Answer("juzheng/search/1", asked, found.total, found.hits), json_file)
    else:
        for line in _lines(found, order):
            click.echo(visible(line))
    _advise(words, query, found)


def _words(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words; what looks like an option and is none is a slip, not a word to leave out."""
    slip = next((one for one in given if one.startswith("--")), None)
    if slip is not None:
        raise CaseError(
            f"没有选项“{visible(slip)}”", "用 juzheng search --help 查看用法；要找的就是它，请加引号：'\"--\"'"
        )
    return given


def _who(given: str | None) -> str | None:
    return None if given is None else _ROLES.get(given, storable(given))


def _act(given: str | None) -> str | None:
    if given is None or given in ACTS:
        return given
    held = [act for act, shown in ACTS.items() if given and given in shown]
    fitting = [act for act in held if ACTS[act].startswith(given)] or held
    if len(fitting) == 1:
        return fitting[0]
    listed = "、".join(ACTS[act].rstrip("…") for act in fitting or ACTS)
    raise CaseError(f"--act 里的“{given}”{'不止指一种' if fitting else '不认识'}", f"可用的有：{listed}")


def _moment(given: str | None, *, end: bool) -> str | None:
    try:
        return None if given is None else moment(given, end=end)
    except ValueError as error:
        raise CaseError(f"读不懂日期“{given}”", "请写成 2024-03-05、2024-03、2024 或 2024-03-05T10:20") from error


def _write_json(answer: _Answer, target: str) -> None:
    content = msgspec.json.format(msgspec.json.encode(answer), indent=1) + b"\n"
    if target == "-":
        sys.stdout.buffer.write(content)
    else:
        put(Path(target), content)


def _advise(words: tuple[str, ...], query: Query, found: Found) -> None:
    if query.cut:
        click.echo("提示：要找的字句太多或太长，只用了前面的部分。", err=True)
    if not found.total and any(" " in one.strip() for one in words):
        click.echo("提示：写在一起、中间有空格的按整句查找；只要都出现就行的，请分开写，不加引号。", err=True)


def _lines(found: Found, order: Order) -> Iterator[str]:
    talk = None
    for hit in found.hits:
        if hit.case and hit.talk != talk:
            talk = hit.talk
            yield f"会话 {talk}「{hit.title}」  {'  '.join(hit.reports) or hit.case}"
        yield _head(hit)
        yield from (f"    {_PLACES[one.where]}{_marked(one)}" for one in hit.passages if one.text)
        if hit.acts:
            read = dict.fromkeys(ACTS[one.act].rstrip("…") + _doubt(one.status) for one in hit.acts)
            yield f"    读出：{'、'.join(read)}"
        if hit.copies:
            yield f"    又见 {'、'.join(str(MessageRef.parse(ref)) for ref in hit.copies)}"
        if hit.same_as:
            yield f"    与 {MessageRef.parse(hit.same_as)} 是同一条消息的两份导出，内容不同"
    if len(found.hits) < found.total:
        yield f"共 {found.total} 条，{_ORDERS[order]}列出 {len(found.hits)} 条（--limit 改条数，--order 改次序）。"
    else:
        yield f"共 {found.total} 条。" if found.total else "没有找到。"


def _head(hit: Hit) -> str:
    marks = "".join(mark for mark, told in (("  〔已撤回〕", hit.recalled), ("  〔系统提示〕", hit.system)) if told)
    who = f"{hit.name}（{hit.account}）" if hit.account else hit.name
    return f"{MessageRef.parse(hit.ref)}  {hit.time or '时间不明'}  {who}{marks}"


def _doubt(status: str) -> str:
    return "（待确认）" if status == "suggestion" else ""


def _marked(passage: Passage) -> str:
    """Return the words around the first one found, each in 【】; the beginning where none was asked for."""
    first = passage.spans[0][0] if passage.spans else 0
    start = max(first - _AROUND, 0)
    end = max(first + 2 * _AROUND, passage.spans[0][1] if passage.spans else 0)
    pieces, done = [], start
    for one, two in passage.spans:
        if two <= end:
            pieces += [passage.text[done:one], f"【{passage.text[one:two]}】"]
            done = two
    pieces.append(passage.text[done:end])
    line = " ".join("".join(pieces).split())
    return f"{'…' if start else ''}{line}{'…' if end < len(passage.text) else ''}"
