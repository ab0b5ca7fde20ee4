"""Archives, workbooks and databases made to hurt their reader: each took seconds, gigabytes or a traceback before."""

import bz2
import sqlite3
import struct
import time
import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from parsers.formats import nt_db, qce_xlsx
from parsers.identify import read
from parsers.message import Message, Notice
from parsers.record import Payment
from parsers.records import wechat_xlsx
from parsers.source import ArchiveSource, Source, SourceError
from parsers.workbook import opened
from tests.fuzz.harness import check


def random_bytes(count: int) -> bytes:
    """Return bytes that do not pack, the same ones every time."""
    return Random(1).randbytes(count)  # noqa: S311 - repeatable on purpose


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TALK = ("序号", "时间", "发送者", "消息内容")
_MANY = 700


def _archive(
    payload: bytes = b"x" * 10,
    *,
    method: int = zipfile.ZIP_STORED,
    size: int | None = None,
    stored_name: bytes = b"xl/workbook.xml",
    flags: int = 0,
    shift: int = 0,
) -> bytes:
    """Return an archive of one member by hand, as no library would write it."""
    name = b"xl/workbook.xml"
    size = len(payload) if size is None else size
    told = (method, 0, 33, 0, len(payload), size)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, *told, len(stored_name), 0) + stored_name + payload
    listed = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, flags, *told, len(name), 0, 0, 0, 0, 0, 0) + name
    return local + listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(listed), len(local) + shift, 0)


_HOSTILE_ARCHIVES: Mapping[str, bytes] = {
    "bzip2 that grows to 40 MB": _archive(bz2.compress(bytes(40 << 20)), method=zipfile.ZIP_BZIP2, size=200_000),
    "LZMA without its settings": _archive(struct.pack("<BBH", 9, 4, 5) + b"\xff" * 300, method=zipfile.ZIP_LZMA),
    "a name that is no UTF-8": _archive(stored_name=b"xl/workbook.xm\xff", flags=0x800),
    "another name": _archive(stored_name=b"xl/workbook.xm_"),
    "a place before the file": _archive(shift=30),
    "a method that nobody knows": _archive(method=99),
    "a wrong sum": _archive(),
}


def _unpack(archive: Source) -> None:
    for member in archive.members().values():
        member.cut(0, member.size)


@pytest.mark.parametrize("what", _HOSTILE_ARCHIVES)
def test_a_hostile_archive_is_refused_in_words(tmp_path: Path, what: str) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(_HOSTILE_ARCHIVES[what])
    with pytest.raises(SourceError, match="压缩包"):
        _unpack(Source.open(path))
    check(_HOSTILE_ARCHIVES[what])


def test_each_member_is_found_at_once() -> None:
    """Reading one member read the whole directory again: these took 14 s."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(_MANY):
            archive.writestr(f"{number}" if number else "xl/workbook.xml", b"")
    begun = time.process_time()
    check(packed.getvalue())
    assert time.process_time() - begun < 5


def test_a_member_is_read_from_any_place_to_any_other(tmp_path: Path) -> None:
    data = random_bytes(300_000) * 3
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / f"{method}.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("聊天.txt", data)
        member = Source.open(path).members()["聊天.txt"]
        for start, end in ((0, len(data)), (0, 1), (299_999, 600_001), (len(data) - 1, len(data) + 9), (5, 5)):
            assert member.cut(start, end) == data[start:end]


def _row(number: int, cells: tuple[str, ...]) -> str:
    written = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{written}</row>'


def _book(rows: str, name: str = "聊天记录", **parts: str) -> bytes:
    """Return a workbook of one sheet. Bytes that do not pack are among it, so that the rest is no bomb by its ratio."""
    files = {
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="{name}" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": rows if rows.startswith("<") and "<worksheet" in rows else _sheet(rows),
        **{f"xl/{part}.xml": content for part, content in parts.items()},
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return packed.getvalue()


def _sheet(rows: str, before: str = "") -> str:
    return f"{before}<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>"


_NOISE = f"<!--{random_bytes(20_000).hex()}-->"
_HEAD = _row(1, _TALK)
_HOSTILE_BOOKS: Mapping[str, bytes] = {
    "a row of a million cells": _book(_HEAD + '<row r="2">' + "<c/>" * 1_000_000 + "</row>" + _NOISE),
    "a million texts": _book(_HEAD, sharedStrings=f"<sst {_MAIN}>{'<si/>' * 1_000_000}{_NOISE}</sst>"),
    "a million styles": _book(
        _HEAD + '<row r="2"><c s="1"><v>1</v></c></row>',
        styles=f"<styleSheet {_MAIN}><cellXfs>{'<xf/>' * 1_000_000}</cellXfs>{_NOISE}</styleSheet>",
    ),
    "a sheet as wide and long as can be": _book(
        f'<worksheet {_MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{_HEAD}'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ),
    "nested without end": _book(_HEAD + "<a>" * 500_000 + _NOISE),
    "an endless tag": _book(_HEAD + '<row r="2" ' + "".join(f'a{n}=""' for n in range(300_000)) + "/>" + _NOISE),
}


@pytest.mark.parametrize("what", _HOSTILE_BOOKS)
def test_a_hostile_workbook_takes_no_time(what: str) -> None:
    assert len(_HOSTILE_BOOKS[what]) < 2_000_000
    begun = time.process_time()
    check(_HOSTILE_BOOKS[what])
    assert time.process_time() - begun < 8


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    told = _sheet(_HEAD + _row(2, ("1", "2025-01-01 00:00:00", "山雀", "&a;" * 9)), '<!DOCTYPE a [<!ENTITY a "长">]>')
    (tmp_path / "a.xlsx").write_bytes(_book(told))
    assert not qce_xlsx.sniff(Source.open(tmp_path / "a.xlsx"))


def test_an_endless_number_in_a_bill_is_no_sum(tmp_path: Path) -> None:
    """It raised OverflowError."""
    heads = (
        ("微信支付账单明细",),
        ("交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "当前状态", "交易单号"),
    )
    rows = "".join(_row(number, cells) for number, cells in enumerate(heads, 1))
    endless = _row(3, ("2025-01-01 12:00:00", "转账", "山雀", "/", "支出")).replace(
        "</row>", f"<c><v>{'9' * 400}</v></c></row>"
    )
    path = tmp_path / "bill.xlsx"
    path.write_bytes(_book(rows + endless, "Sheet1"))
    payments = [event for event in wechat_xlsx.parse(Source.open(path)).read() if isinstance(event, Payment)]
    assert [payment.raw_time for payment in payments] == ["2025-01-01 12:00:00"]


def test_rows_before_damage_are_kept(tmp_path: Path) -> None:
    rows = _HEAD + _row(2, ("1", "2025-01-01 00:00:00", "山雀", "好")) + '<row r="2"><c r="ZZZZ9"><v>1</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(_book(rows))
    events = list(read(Source.open(tmp_path / "a.xlsx")).events())
    assert [event.text for event in events if isinstance(event, Message)] == ["好"]
    assert "truncated" in {event.code for event in events if isinstance(event, Notice)}


def test_cells_are_read_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    texts = (
        "<si><r><t>定</t></r><r><t>金</t></r><rPh><t>dingjin</t></rPh></si><si><t xml:space='preserve'> 尾 </t></si>"
    )
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="&quot;days&quot;[Red]0.00"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>'
        "<cellXfs>" + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 22, 164, 165, 31, 46)) + "</cellXfs>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>12</v></c><c><v>28.16</v></c><c r="F1" t="b"><v>1</v></c>'
        '<c s="1"><v>45658.5</v></c><c s="2"><v>45658</v></c><c s="3"><v>3</v></c><c s="4"><v>45658</v></c>'
        '<c s="5"><v>0.75</v></c><c t="str"><f>A1</f><v>式</v></c><c t="e"><v>#REF!</v></c><c s="2"><v>9999999</v></c>'
    )
    book = _book(
        f'<row r="3">{cells}</row>', "表", sharedStrings=f"<sst {_MAIN}>{texts}</sst>",
        styles=f"<styleSheet {_MAIN}>{styles}</styleSheet>",
    )  # fmt: skip
    (tmp_path / "a.xlsx").write_bytes(book)
    source = Source.open(tmp_path / "a.xlsx")
    assert isinstance(source, ArchiveSource)
    with opened(source, "请重新导出") as opened_book:
        (row,) = opened_book.rows("表")
    assert (opened_book.names, row.number) == (("表",), 3)
    assert [str(cell) for cell in row.cells] == [
        "定金", " 尾 ", "12", "28.16", "None", "True", "2025-01-01 12:00:00", "2025-01-01 00:00:00", "3",
        "2025-01-01 00:00:00", "18:00:00", "式", "#REF!", "9999999",
    ]  # fmt: skip


_COLUMNS = '"40001","40003","40011","40013","40020","40021","40027","40030","40033","40050","40090","40093"'
_PHONE = f"mr_friend_{'A' * 32}_New"
_TEN = "VALUES " + ",".join(f"({number})" for number in range(1, 11))
_HOSTILE_TABLES: Mapping[str, tuple[str, ...]] = {
    "numbers of accounts that are computed": (
        f'CREATE TABLE c2c_msg_table({_COLUMNS}, "40800")',
        'CREATE TABLE nt_uid_mapping_table(a, "48902" AS (hex(zeroblob(20000000))), "1002" AS (hex(a)))',
        f"INSERT INTO nt_uid_mapping_table(a) {_TEN}",
    ),
    "senders that are computed": (
        f"CREATE TABLE {_PHONE}(a, senderuin AS (hex(zeroblob(25000000))), msgData)",
        f"INSERT INTO {_PHONE}(a) {_TEN}",
    ),
    "row numbers that are computed": (
        f'CREATE TABLE c2c_msg_table({_COLUMNS}, "40800", rowid AS (hex(zeroblob(25000000))))',
        f'INSERT INTO c2c_msg_table("40050") {_TEN}',
    ),
    "a body that stands once for all rows": (
        f"CREATE TABLE c2c_msg_table({_COLUMNS})",
        f'INSERT INTO c2c_msg_table("40050") {_TEN}',
        *('INSERT INTO c2c_msg_table("40050") SELECT "40050" FROM c2c_msg_table',) * 7,
        f"ALTER TABLE c2c_msg_table ADD COLUMN \"40800\" DEFAULT x'{'82f61300' * 3000}'",
    ),
}


def _database(path: Path, statements: tuple[str, ...]) -> bytes:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA page_size = 512")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize("what", _HOSTILE_TABLES)
def test_a_hostile_database_takes_no_time(tmp_path: Path, what: str) -> None:
    data = _database(tmp_path / "nt_msg.db", _HOSTILE_TABLES[what])
    assert len(data) < 70_000
    begun = time.process_time()
    check(data)
    assert time.process_time() - begun < 8


def test_pages_that_are_tied_in_a_ring_are_given_up(tmp_path: Path) -> None:
    """Six pages that name the next sixty times make 60^6 rows of one; it ran for ever and filled the disk."""
    path = tmp_path / "nt_msg.db"
    values = ", ".join(["(1700000000, zeroblob(40))"] * 800)
    fill = f'INSERT INTO c2c_msg_table("40050", "40800") VALUES {values}'  # noqa: S608 - made above
    data = bytearray(_database(path, (f'CREATE TABLE c2c_msg_table({_COLUMNS}, "40800")', fill)))
    pages = {number: data[(number - 1) * 512] for number in range(2, len(data) // 512 + 1)}
    leaf, *free = (number for number, kind in pages.items() if kind == 13)
    chain = [2, *free[:6], leaf]
    for page, below in pairwise(chain):
        data[(page - 1) * 512 : page * 512] = _branch(below)
    path.write_bytes(data)
    begun = time.process_time()
    events = list(nt_db.parse(Source.open(path)).events())
    assert time.process_time() - begun < 8
    assert "database_damaged" in {event.code for event in events if isinstance(event, Notice)}


def _branch(below: int) -> bytes:
    """Return an inner page of a table whose sixty branches are all one page."""
    cells = b"".join(struct.pack(">IB", below, number) for number in range(60, 0, -1))
    first = 512 - len(cells)
    places = b"".join(struct.pack(">H", 512 - 5 * number) for number in range(1, 61))
    return (struct.pack(">BHHHBI", 5, 0, 60, first, 0, below) + places).ljust(first, b"\0") + cells
