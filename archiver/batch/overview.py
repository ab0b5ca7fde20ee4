"""overview.html: one page over all talks of a batch, without network, one style and one script.

It bears no time of day: the same inputs, program and rule give the same page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from archiver.batch.rows import Closed, Row, Side, Span
from archiver.batch.triage import Rule, rule_words
from reports.formats.html import policy
from reports.formats.html_words import shown

_ASSETS: Final = files("archiver.batch") / "assets"
_ROLES: Final = {"client": "委托方", "provider": "接单方", "arbiter": "调处人", "other": "其他"}
_LISTED: Final = 2_000
"""Closed talks, and errors, that the page lists; all are in the tables and errors.jsonl."""


class Summary(Struct, frozen=True):
    """What the page shows: the rows by points, the closed talks, those drawn for checking, and the counts."""

    rows: tuple[Row, ...]
    closed: tuple[Closed, ...]
    sample: tuple[Closed, ...]
    rule: Rule
    failed: int
    beside: int
    made_by: tuple[str, ...]


class _Column(Struct, frozen=True):
    """A column: its title, what stands in its cells, and by what it is sorted (a number where `numeric`)."""

    title: str
    cell: Callable[[Row], str]
    key: Callable[[Row], str]
    numeric: bool = False


def page(summary: Summary) -> Iterator[str]:
    """Yield the page piece by piece."""
    style, script = ((_ASSETS / f"overview.{kind}").read_text("utf-8") for kind in ("css", "js"))
    contested = sum(row.contested for row in summary.rows)
    yield f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">{policy(style, script)}'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>批处理总览</title><style>{style}</style></head>\n<body><main><h1>批处理总览</h1>"
    yield f"<p>读到交易 {len(summary.rows)} 笔，其中按下面的规则列为争议 {contested} 笔；"
    yield f"没有读出交易的会话 {len(summary.closed)} 个，未打开；读不了的输入 {summary.failed} 个（见 errors.jsonl）；"
    yield f"另有图片、音视频等附件 {summary.beside} 个，没有作为聊天记录读取。</p>"
    yield f'<p class="rule">争议规则：{escape(rule_words(summary.rule))}。可用 --contested 规则文件调整。'
    yield "分数只用来排先后，不表示谁对谁错。</p>"
    yield from _deals(summary.rows)
    yield from _recurring(summary.rows)
    yield from _closed(summary)
    yield '<p class="note">本页只反映所提供的文件；“未见”只表示在所提供的记录里没有找到，不表示没有发生。'
    yield f"由 {escape('；'.join(summary.made_by))} 生成。</p>"
    yield f"</main><script>{script}</script></body></html>\n"


def _deals(rows: Sequence[Row]) -> Iterator[str]:
    yield '<h2>交易</h2><div id="tools" hidden role="search">'
    yield '<label>筛选 <input type="search" id="words" placeholder="名字、QQ 号、收件号……"></label>'
    yield '<label>至少 <input type="number" id="least" min="0" value="0"> 分</label>'
    yield '<label><input type="checkbox" id="only"> 只看争议</label><span id="told" role="status"></span></div>'
    heads = "".join(f'<th scope="col">{column.title}</th>' for column in _COLUMNS)
    yield '<div class="wide"><table id="deals" data-sort="1"><caption class="note">每行一笔交易；点表头排序</caption>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in sorted(rows, key=lambda row: -row.points):
        mark = ' class="contested"' if row.contested else ""
        cells = "".join(_cell(column, row) for column in _COLUMNS)
        yield f'<tr{mark} data-points="{row.points}">{cells}</tr>\n'
    yield "</tbody></table></div>"


def _cell(column: _Column, row: Row) -> str:
    kind = ' class="n" data-n' if column.numeric else " data-s"
    return f'<td{kind}="{escape(column.key(row))}">{column.cell(row)}</td>'


def _link(row: Row) -> str:
    label = "、".join(side.name for side in row.sides) or row.title
    return f'<a href="{escape(quote(row.report))}">{shown(row.title or label)}</a><br><small>{escape(row.key)}</small>'


def _parties(row: Row) -> str:
    return _list(f"{_ROLES[side.role]}：{_side(side)}" for side in row.sides)


def _side(side: Side) -> str:
    numbers = "、".join(dict.fromkeys(words for one in side.accounts for words in (one.uin, one.uid) if words))
    own = "（导出方）" if side.own else ""
    return f"<bdi>{shown(side.name)}</bdi>{own}" + (f" <small>{shown(numbers)}</small>" if numbers else "")


def _span(span: Span) -> str:
    return f"{_day(span.first)} 至 {_day(span.last)}<br><small>{span.messages} 条</small>"


def _day(iso: str | None) -> str:
    return escape(iso[:10]) if iso else "未载明"


def _reasons(row: Row) -> str:
    head = "<b>争议</b>" if row.contested else "未达到"
    return f"{head} {row.points} 分{_list(escape(str(one)) for one in row.reasons)}"


def _overdue(row: Row) -> str:
    days = f"<br><small>最长 {row.facts.overdue_days} 天</small>" if row.facts.overdue_days else ""
    return f"{row.facts.overdue}{days}"


def _unpaid(row: Row) -> str:
    if row.facts.unpaid is None:
        return "—"
    return escape(row.facts.unpaid) + ("" if row.facts.unpaid_sure else "<br><small>有付款未载明金额</small>")


def _silences(row: Row) -> str:
    return f"{row.facts.silences}" + ("<br><small>最后一条未见回复</small>" if row.facts.unanswered else "")


def _missing(row: Row) -> str:
    return _folded(row.facts.missing_sources)


def _notices(row: Row) -> str:
    return _folded(tuple(f"{one.text}，{one.count} 处" for one in row.notices))


def _sources(row: Row) -> str:
    return _list(
        f"E{one.number} {shown(one.label)}"
        + ("（同一时间的另一份导出）" if one.again else "")
        + "".join(f"<br><small>相同副本：{shown(copy)}</small>" for copy in one.copies)
        for one in row.sources
    )


def _folded(lines: Sequence[str]) -> str:
    if not lines:
        return "—"
    return f"<details><summary>{len(lines)} 项</summary>{_list(map(shown, lines))}</details>"


def _list(items: Iterable[str]) -> str:
    body = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{body}</ul>" if body else "—"


_COLUMNS: Final = (
    _Column("会话与报告", _link, lambda row: row.title),
    _Column("收件号", lambda row: shown(row.intake) or "—", lambda row: row.intake),
    _Column("当事人", _parties, lambda row: " ".join(side.name for side in row.sides)),
    _Column("起止", lambda row: _span(row.span), lambda row: row.span.first or ""),
    _Column("价款", lambda row: escape(row.facts.price or "—"), lambda row: row.facts.price or "", numeric=True),
    _Column("差额（最大）", lambda row: escape(row.facts.at_stake or "—"), lambda row: row.facts.at_stake or "", True),
    _Column("逾期或未见履行", _overdue, lambda row: str(row.facts.overdue), numeric=True),
    _Column("未见同意的变更", lambda row: str(row.facts.unapproved), lambda row: str(row.facts.unapproved), True),
    _Column("未见付清", _unpaid, lambda row: row.facts.unpaid or "", numeric=True),
    _Column("未回复", _silences, lambda row: str(row.facts.silences), numeric=True),
    _Column("最后联系", lambda row: _day(row.span.last), lambda row: row.span.last or ""),
    _Column("缺的材料", _missing, lambda row: str(len(row.facts.missing_sources)), numeric=True),
    _Column("注意", _notices, lambda row: str(len(row.notices)), numeric=True),
    _Column("争议与理由", _reasons, lambda row: str(row.points), numeric=True),
    _Column("来源", _sources, lambda row: row.sources[0].label if row.sources else ""),
)


def _recurring(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the accounts that stand in several talks; a bare name proves nobody to be the same person."""
    met: dict[str, list[tuple[Row, Side]]] = defaultdict(list)
    for row in rows:
        for side in row.sides:
            for key in _keys(side):
                met[key].append((row, side))
    found = {key: pairs for key, pairs in met.items() if len({row.talk for row, _ in pairs}) > 1}
    yield "<h2>多次出现的当事人</h2>"
    if not found:
        yield "<p>没有。</p>"
        return
    heads = "".join(f'<th scope="col">{title}</th>' for title in ("账号", "名称", "身份", "交易数", "交易"))
    yield f'<div class="wide"><table data-sort="1"><thead><tr>{heads}</tr></thead><tbody>'
    for key, pairs in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        names = "、".join(dict.fromkeys(name for _, side in pairs for one in side.accounts for name in one.names))
        roles = "、".join(dict.fromkeys(_ROLES[side.role] + ("（导出方）" if side.own else "") for _, side in pairs))
        talks = _list(f'<a href="{escape(quote(row.report))}">{shown(row.title or row.key)}</a>' for row, _ in pairs)
        account = "只有名称相同，未必是同一人" if key.startswith("name:") else shown(key)
        yield f"<tr><td>{account}</td><td>{shown(names)}</td><td>{escape(roles)}</td>"
        yield f'<td class="n" data-n="{len(pairs)}">{len(pairs)}</td><td>{talks}</td></tr>\n'
    yield "</tbody></table></div>"


def _keys(side: Side) -> Iterator[str]:
    for one in side.accounts:
        if number := one.uin or one.uid:
            yield number
        else:
            yield from (f"name:{name}" for name in one.names[:1])


def _closed(summary: Summary) -> Iterator[str]:
    yield "<h2>没有读出交易的会话（未打开）</h2>"
    if not summary.closed:
        yield "<p>没有。</p>"
        return
    yield "<p>这些会话只列出，不出报告，消息不进入数据表。程序可能看漏；下面按固定办法抽出几个，请人工核对原文件：</p>"
    yield _list(f"<b>{shown(one.title)}</b>（{shown(one.label)}，会话 {escape(one.chat)}）" for one in summary.sample)
    heads = "".join(f'<th scope="col">{title}</th>' for title in ("会话", "收件号", "起止", "来源"))
    yield f'<details><summary>全部 {len(summary.closed)} 个</summary><div class="wide"><table data-sort="1"><thead><tr>'
    yield f"{heads}</tr></thead><tbody>"
    for one in summary.closed[:_LISTED]:
        yield f"<tr><td>{shown(one.title)}</td><td>{shown(one.intake) or '—'}</td><td>{_span(one.span)}</td>"
        yield f"<td>{shown(one.label)}（{escape(one.chat)}）</td></tr>\n"
    yield "</tbody></table></div>"
    if len(summary.closed) > _LISTED:
        yield f'<p class="note">只列出前 {_LISTED} 个；其余见 closed.jsonl。</p>'
    yield "</details>"
