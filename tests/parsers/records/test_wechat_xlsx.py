from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from parsers.message import Cell, Notice
from parsers.record import Payment
from parsers.records import RECORDS
from parsers.source import Source

HEADER = [
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
]


def _bill(path: Path, *rows: list[str | float | datetime]) -> Source:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for words in (["微信支付账单明细"], ["共2笔记录"], ["4. 所有时间均为 UTC+08:00"], HEADER):
        sheet.append(words)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return Source.open(path)


def test_numbers_dates_and_text_of_a_sheet_are_read_and_a_rounded_order_number_is_refused(tmp_path: Path) -> None:
    moment = datetime(2025, 1, 1, 12, 0, 5)  # noqa: DTZ001 - a wall time has no zone
    source = _bill(
        tmp_path / "x.xlsx",
        [moment, "转账", "山雀", "定金", "支出", 500.5, "零钱", "对方已收钱", "1000050001202501010000000001", "/", "/"],
        ["2025-01-02 09:00:00", "转账", "山雀", "尾款", "收入", 1000, "零钱", "已收钱", 1.0000500012e27, "/", "/"],
    )
    (taker,) = [taker for taker in RECORDS if taker.sniff(source)]
    events = list(taker.parse(source).read())
    first, second = [event for event in events if isinstance(event, Payment)]
    assert taker.NAME == "wechat_xlsx"
    assert (first.place, first.wall, first.value) == (Cell("Sheet1", 5), moment, "500.5")
    assert (first.order, second.order) == ("1000050001202501010000000001", None)
    assert (second.value, second.direction) == ("1000", "in")
    assert [event.code for event in events if isinstance(event, Notice)] == ["ruined_order_number"]


def test_another_workbook_is_not_taken(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "x.xlsx")
    assert not any(taker.sniff(Source.open(tmp_path / "x.xlsx")) for taker in RECORDS)
