"""One self-contained HTML file: no network, one pinned style, one pinned script, every citation readable by machine.

What a checker reads back (`reports.read_back`):

- <script type="application/json" id="citations">: `exhibits` and `citations`, numbered from 0;
- <q data-c="17">: the words shown for citation 17; the <a data-c="17"> after it, its reference;
- <tr data-ref="E1-0142">: a row about that message, whose first <time> and .name are the message's;
- <li id="E1-0142" data-b="10234-10391">: a transcript line with <time>, .name and .text; of a masked edition with
  data-alias for a pseudonym and data-m="3-8:3-14", the code points of a mark and of what it stands for in the export.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files

import msgspec

from reports.dossier import Citation, Line
from reports.formats.flat import records, several_chats, share, told
from reports.formats.html_words import file_words, picture_words, shown, speaker_words, text_words, time_words
from reports.page import (
    Block,
    Blocks,
    Box,
    Drawing,
    Fields,
    Heading,
    Inlines,
    Listing,
    Moment,
    Page,
    PageBreak,
    PageOf,
    Paragraph,
    Quoted,
    Record,
    Reference,
    Row,
    Section,
    Speaker,
    Table,
    Text,
    utc_stamp,
)
from reports.visible import visible

_ASSETS = files("reports.formats") / "assets"
_MAX_BACKLINKS = 6
"""More would push the words of a much-cited line off a phone's screen."""
_CHUNK = 200
"""Transcript lines in one list: browsers skip drawing the lists that are off screen."""
_BOX_NAMES = {"statement": "当事人陈述（未附出处）", "caution": "注意", "own": "仅自用版"}


def write(page: Page) -> bytes:
    """Return the page as UTF-8 HTML."""
    return "".join(_Writer(page).document()).encode("utf-8")


class _Writer:
    """Writes one page; keeps which citation and which occurrence has which number."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._numbers = {citation: number for number, citation in enumerate(page.citations)}
        self._occurrences: dict[str, list[int]] = {}
        self._occurred = 0
        self._printed = {
            line.ref
            for section in page.sections
            for block in section.blocks
            if isinstance(block, Record)
            for line in block.lines
        }

    def document(self) -> Iterator[str]:
        page = self._page
        style = _asset("report.css") + _running(page)
        script = _asset("report.js")
        body = "".join(self._section(section) for section in page.sections)
        title = escape(visible(f"{page.title} — {page.kind}"))
        rules = policy(style, script, pictures=_shows_pictures(page))
        yield f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">{rules}'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        yield f"<title>{title}</title><style>{style}</style></head>\n<body>"
        yield '<a class="skip" href="#main">跳到正文</a>'
        yield f'<header class="head"><p class="kind"><bdi>{shown(page.title)}</bdi> · {escape(page.edition)}</p>'
        yield f"<h1>{escape(page.kind)}</h1>"
        day = page.issued
        yield f'<p class="facts"><time datetime="{day}">{day.year} 年 {day.month} 月 {day.day} 日</time>'
        yield f" · {shown(page.scope)} · 台账首码 <code>{escape(page.running)}</code></p></header>"
        yield self._contents()
        yield f'<main id="main" tabindex="-1">{body}</main>'
        yield f'<footer class="foot"><p>{shown(page.promise)}</p></footer>\n'
        yield f'<script type="application/json" id="citations">{self._embedded()}</script>\n'
        yield f"<script>{script}</script>\n</body></html>\n"

    def _contents(self) -> str:
        items = "".join(
            f'<li><a href="#{escape(section.anchor)}">{shown(section.heading)}</a></li>'
            for section in self._page.sections
        )
        return f'<nav class="contents" aria-label="目录"><h2>目录</h2><ol>{items}</ol><div id="tools"></div></nav>'

    def _embedded(self) -> str:
        record = {
            "schema": "juzheng/report-citations/1",
            "exhibits": msgspec.to_builtins(self._page.exhibits),
            "citations": msgspec.to_builtins(self._page.citations),
        }
        text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

    def _section(self, section: Section) -> str:
        anchor = escape(section.anchor)
        return (
            f'<section id="{anchor}" class="part" aria-labelledby="h-{anchor}">'
            f'<h2 id="h-{anchor}">{shown(section.heading)}</h2>{self._blocks(section.blocks)}</section>\n'
        )

    def _blocks(self, blocks: Blocks) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"<h3>{self._words(block.words)}</h3>"
            case Paragraph():
                role = "" if block.role == "body" else f' class="{block.role}"'
                return f"<p{role}>{self._words(block.words)}</p>"
            case Listing():
                tag = "ol" if block.ordered else "ul"
                return f"<{tag}>{''.join(f'<li>{self._cell(item)}</li>' for item in block.items)}</{tag}>"
            case Table():
                return self._table(block)
            case Fields():
                pairs = "".join(f"<dt>{self._words(t)}</dt><dd>{self._cell(body)}</dd>" for t, body in block.pairs)
                return f'<dl class="fields">{pairs}</dl>'
            case Box():
                title = shown(block.title or _BOX_NAMES[block.role])
                return (
                    f'<div class="box {block.role}"><p class="box-title">{title}</p>{self._blocks(block.blocks)}</div>'
                )
            case Drawing():
                return (
                    f'<figure class="drawing"><div class="pan" tabindex="0" role="region" '
                    f'aria-label="{escape(block.title)}（可横向滚动）">{block.svg}</div>'
                    f"<figcaption>{shown(block.title)}</figcaption></figure>"
                )
            case Record():
                return self._record(block)
            case PageBreak():
                return '<div class="page-break"></div>'

    def _cell(self, blocks: Blocks) -> str:
        """Write blocks that are often one paragraph, which needs no tag of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].role == "body":
            return self._words(blocks[0].words)
        return self._blocks(blocks)

    def _table(self, table: Table) -> str:
        heads = "".join(
            f'<th scope="col" role="columnheader" class="k-{column.kind}">{shown(column.title)}</th>'
            for column in table.columns
        )
        rows = "".join(self._row(table, row) for row in table.rows)
        mark = ' data-search="1"' if table.searchable else ""
        return (
            f'<div class="wide"><table role="table"{mark}><caption>{shown(table.caption)}</caption>'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table></div>'
        )

    def _row(self, table: Table, row: Row) -> str:
        cells = "".join(
            f'<td role="cell" class="k-{column.kind}" data-label="{escape(visible(column.title))}">'
            f"<div>{self._cell(cell)}</div></td>"
            for column, cell in zip(table.columns, row.cells, strict=True)
        )
        about = f' data-ref="{escape(row.ref)}"' if row.ref else ""
        return f'<tr role="row"{about}>{cells}</tr>'

    def _words(self, words: Inlines) -> str:
        return "".join(self._inline(word) for word in words)

    def _inline(self, word: Text | Quoted | Reference | Moment | Speaker | PageOf) -> str:
        match word:
            case Text():
                return text_words(word)
            case Quoted():
                said = f'“<q data-c="{self._numbers[word.cite]}" dir="auto">{shown(word.cite.quote)}</q>”'
                return f"{said}（{self._reference(word.cite.ref, word.cite)}）"
            case Reference():
                return self._reference(word.ref, word.cite)
            case Moment():
                return time_words(word) + f' <small class="utc">（{utc_stamp(word.at)}）</small>'
            case Speaker():
                return speaker_words(word)
            case PageOf():
                return self._reference(word.ref, None)

    def _reference(self, ref: str, cite: Citation | None) -> str:
        if ref not in self._printed:
            return f'<span class="ref">{shown(ref)}</span>'
        mark = ""
        if cite is not None:
            self._occurred += 1
            self._occurrences.setdefault(ref, []).append(self._occurred)
            mark = f' data-c="{self._numbers[cite]}" id="c{self._occurred}"'
        return f'<a class="ref" href="#{escape(ref)}"{mark}>{shown(ref)}</a>'

    def _record(self, record: Record) -> str:
        chunks = [record.lines[at : at + _CHUNK] for at in range(0, len(record.lines), _CHUNK)]
        chat = several_chats(record)
        lists = "".join(
            f'<ol class="lines" role="list">{"".join(self._line(line, chat=chat) for line in chunk)}</ol>'
            for chunk in chunks
        )
        return f'<p class="scope">{escape(told(record))}</p><div class="record">{lists}</div>'

    def _line(self, line: Line, *, chat: bool) -> str:
        skipped = f'<li class="skipped">此处有 {line.skipped} 条未显示</li>' if line.skipped else ""
        place = f' data-b="{line.start}-{line.end}"' if line.start is not None else ""
        place += f' data-p="{escape(visible(line.place))}"' if line.place else ""
        account = f' data-a="{escape(visible(line.who.account))}"' if line.who.account else ""
        hidden = " ".join(f"{one.start}-{one.end}:{one.was_start}-{one.was_end}" for one in line.masked)
        account += f' data-m="{hidden}"' if hidden else ""
        account += ' data-alias="1"' if line.alias else ""
        kind = "" if line.kind == "文字" else f' <span class="tag">{shown(line.kind)}</span>'
        kind += f' <span class="tag">会话：{shown(line.chat)}</span>' if chat else ""
        kind += ' <span class="tag strong">已撤回</span>' if line.recalled else ""
        time = time_words(Moment(line.time)) if line.time else f"<time>{shown(line.raw or '未印时间')}</time>"
        found = self._occurrences.get(line.ref, [])
        back = "".join(
            f'<a href="#c{at}" aria-label="回到引用处 {n}">↩{n}</a>' for n, at in enumerate(found[:_MAX_BACKLINKS], 1)
        )
        back = f' <span class="back">{back}</span>' if back else ""
        files = "".join(f'<div class="file">{file_words(file)}</div>{picture_words(file)}' for file in line.files)
        reply = f' <span class="reply">回复 {self._reference(line.reply, None)}</span>' if line.reply else ""
        cited = ' class="cited"' if found else ""
        return (
            f'{skipped}<li id="{escape(line.ref)}"{cited}{place}{account}>'
            f'<div class="meta"><b class="no">{shown(line.ref)}</b> '
            f"{time} {speaker_words(Speaker(line.who.label, line.who.name))}{kind}{reply}{back}</div>"
            f'<div class="text" dir="auto">{shown(line.text)}</div>{files}</li>'
        )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8").replace("\r\n", "\n")


def _shows_pictures(page: Page) -> bool:
    found = (record for section in page.sections for record in records(section.blocks))
    return any(file.picture for record in found for line in record.lines for file in line.files)


def policy(style: str, script: str, *, pictures: bool = False) -> str:
    """Return the meta element that forbids everything but the one style and the one script, named by their digests.

    With `pictures`, also images that lie in the page itself; none is ever fetched.
    """
    allowed = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, script)]
    images = " img-src data:;" if pictures else ""
    code = f"style-src {allowed[0]}; script-src {allowed[1]}"
    rules = f"default-src 'none';{images} {code}; base-uri 'none'; form-action 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _running(page: Page) -> str:
    """Return the running head and foot of printed pages; every character is written as a CSS escape."""

    def text(words: str) -> str:
        return '"' + "".join(f"\\{ord(letter):06X}" for letter in words) + '"'

    head = visible(page.title).replace("\n", " ")
    head = head if len(head) <= 30 else head[:29] + "…"
    return (
        f"\n@page{{@top-left{{content:{text(f'{head}　{page.kind}·{page.edition}')}}}"
        f"@bottom-left{{content:{text(f'台账首码 {page.running}　{share(page)}')}}}}}\n"
    )
