from pathlib import Path

import pytest

from parsers.bill_rows import money, order
from parsers.message import Notice, Span
from parsers.record import Event, Payment, Preamble
from parsers.records import RECORDS
from parsers.source import BytesSource

ALIPAY = """导出时间：[2024-04-01 09:12:52]
共3笔记录
---------------支付宝（中国）网络技术有限公司  电子客户回单---------------
交易时间 ,交易分类 ,交易对方 ,对方账号 ,商品说明 ,收/支 ,金额 ,收/付款方式 ,交易状态 ,交易订单号 ,商家订单号 ,备注,
2024-03-05 21:02:10 ,转账红包 ,江* ,x***@example.com,定金,支出,300.00,余额宝,交易成功,20240305900000000001\t , ,首付 ,
2024-03-20 10:00:00 ,退款 ,江* ,/ ,退款 ,不计收支 ,"1,200.00",余额 ,退款成功 ,20240305900000000001_9\t ,T9\t , ,
2024-03-22 11:30 ,转账红包 ,山* ,/ ,转账 ,收入 ,一百 , ,交易关闭 ,2.02403E+27 , , ,
"""
WEB = """支付宝交易记录明细查询
账号:[x***@example.com]
交易号 ,商家订单号 ,交易创建时间 ,付款时间 ,最近修改时间 ,类型 ,交易对方 ,商品名称 ,金额（元） ,收/支 ,交易状态 ,备注 ,
20240000000000000001\t,M1\t,2024-03-05 21:00:00 ,2024-03-05 21:02:10 , ,转账 ,江* ,定金 ,300.00 ,支出 ,交易成功 , ,
------------------------------------------------------------------------------------
共1笔记录
"""
WECHAT = """\ufeff微信支付账单明细,,,,,,,,,,
注：,,,,,,,,,,
4. 所有时间均为 UTC+08:00,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2025-01-01 12:00:00,转账,"山
雀","转账备注:定金,一期",支出,¥500.00,零钱,对方已收钱,"1000050001202501010000000001\t","/","/"
"""


def _read(data: bytes) -> tuple[str, list[Event]]:
    source = BytesSource("bill", len(data), data)
    takers = [taker for taker in RECORDS if taker.sniff(source)]
    assert len(takers) == 1
    return takers[0].NAME, list(takers[0].parse(source).read())


def _payments(events: list[Event]) -> list[Payment]:
    return [event for event in events if isinstance(event, Payment)]


def _codes(events: list[Event]) -> list[str]:
    return [event.code for event in events if isinstance(event, Notice)]


def test_an_alipay_bill_is_read_by_the_names_of_its_columns() -> None:
    data = ALIPAY.encode("gb18030")
    name, events = _read(data)
    first, refund, odd = _payments(events)
    assert name == "alipay_csv"
    assert (first.value, first.direction, first.counterpart, first.state) == ("300.00", "out", "江*", "交易成功")
    assert (first.order, first.merchant_order, first.note) == ("20240305900000000001", None, "首付")
    assert (refund.value, refund.direction, refund.order) == ("1200.00", "neither", "20240305900000000001_9")
    assert refund.account == ""
    assert (odd.value, odd.order) == (None, None)
    assert _codes(events) == ["bill_without_seconds", "bill_sum_unread", "ruined_order_number"]


def test_each_transaction_names_its_bytes() -> None:
    data = ALIPAY.encode("gb18030")
    for payment in _payments(_read(data)[1]):
        assert isinstance(payment.place, Span)
        assert data[payment.place.start : payment.place.end].decode("gb18030").startswith(payment.raw_time)


def test_the_preamble_is_kept_and_its_count_held_against_the_rows() -> None:
    _, events = _read(ALIPAY.replace("共3笔", "共4笔").encode("gb18030"))
    assert isinstance(events[0], Preamble)
    assert (events[0].total, events[0].lines[1]) == (4, "共4笔记录")
    assert _codes(events)[-1] == "count_differs"


def test_the_web_layout_with_its_footer_is_read() -> None:
    _, events = _read(WEB.encode("gb18030"))
    (payment,) = _payments(events)
    assert (payment.raw_time, payment.value, payment.goods) == ("2024-03-05 21:02:10", "300.00", "定金")


def test_a_wechat_bill_with_a_later_note_and_a_quoted_line_end_is_read() -> None:
    name, events = _read(WECHAT.encode())
    (payment,) = _payments(events)
    assert name == "wechat_csv"
    assert (payment.counterpart, payment.goods) == ("山\n雀", "转账备注:定金,一期")
    assert (payment.value, payment.order, payment.merchant_order) == ("500.00", "1000050001202501010000000001", None)


def test_quotes_inside_a_cell_that_span_a_line_end_are_read_for_what_they_are() -> None:
    row = '2025-01-02 12:00:00,转账,山"雀\r江"河,/,收入,¥1.00,零钱,已存入零钱,"1","/","/"\n'
    _, events = _read((WECHAT + row).encode())
    assert [payment.value for payment in _payments(events)] == ["500.00", "1.00"]


def test_a_bill_whose_header_was_cut_is_told() -> None:
    assert _codes(_read("微信支付账单明细,,\n2025-01-01 12:00:00,转账\n".encode())[1]) == ["bill_without_header"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("¥28.16", "28.16"), ("-3", "3"), ("1,234.5", "1234.5"), ("1e3", None), ("", None)],
)
def test_sums_are_decimal_strings(printed: str, value: str | None) -> None:
    assert money(printed) == value


@pytest.mark.parametrize("printed", ["2.02E+27", "1E+15", "2.02403e27", ""])
def test_a_rounded_number_is_no_number(printed: str) -> None:
    assert order(printed) is None


def test_every_module_of_records_is_in_records() -> None:
    folder = Path(__file__).parents[3] / "parsers" / "records"
    names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert names == {taker.NAME for taker in RECORDS}
