"""`juzheng guide`: how to get each export, dated, and what not to do."""

from collections.abc import Iterator, Mapping

import click

from archiver.errors import CaseError
from archiver.guidance import Page, about, pages
from archiver.notices import MEANINGS
from reports.visible import visible


@click.command(short_help="怎样取得各种导出，先做什么、不要做什么")
@click.argument("topic", required=False, metavar="[格式或情形]")
def command(topic: str | None) -> None:
    """讲怎样取得聊天记录、账单和文件，先做什么、不要做什么。不写题目时列出全部题目。

    题目可以是左边的名字、inspect 显示的格式（如 qce_json），或随便一个词：juzheng guide 账单。
    """
    if topic is None:
        for line in _contents(pages()):
            click.echo(line)
        return
    from parsers.formats import FORMATS  # noqa: PLC0415 - every reader of formats, which the list of topics needs not
    from parsers.records import RECORDS  # noqa: PLC0415 - likewise

    titles = {one.NAME: one.TITLE for one in FORMATS} | {one.NAME: one.TITLE for one in RECORDS}
    found = about(topic, titles)
    if not found:
        raise CaseError(f"没有讲“{visible(topic)}”的题目", "用 juzheng guide 列出全部题目")
    lines = _page(found[0], titles) if len(found) == 1 else _contents(found)
    for line in lines:
        click.echo(line)


def _contents(listed: tuple[Page, ...]) -> Iterator[str]:
    yield "纠纷刚起、还什么都没做：先看 juzheng guide first"
    yield ""
    width = max(len(one.name) for one in listed)
    yield from (f"  {one.name:{width}}  {one.title}" for one in listed)
    yield ""
    yield "看其中一个：juzheng guide 名字。也可以写格式（如 qce_json）或情形（如 删好友）。"


def _page(one: Page, titles: Mapping[str, str]) -> Iterator[str]:
    year, month = one.checked.split("-")
    yield f"{one.title}（{year} 年 {int(month)} 月核对；软件会改版，以您看到的为准）"
    yield ""
    yield one.text.rstrip("\n")
    if one.formats:
        yield ""
        yield "【拿到之后】"
        yield "用 juzheng inspect 文件 看一看，“格式”一行应是下面之一，并核对起止时间和条数："
        yield from (f"  {name}  {titles[name]}" for name in one.formats)
    if one.notices:
        yield ""
        yield "【inspect 的“注意”里可能出现】"
        yield from (f"· {MEANINGS[code]}。" for code in one.notices)
