r"""The bill of Alipay as CSV, from the app or from the web page (formats.md §12.1).

    导出时间：[2024-04-01 09:12:52]
    共1笔记录
    ------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
    交易时间 ,交易分类 ,交易对方 ,对方账号 ,商品说明 ,收/支 ,金额 ,收/付款方式 ,交易状态 ,交易订单号 ,商家订单号 ,备注,
    2024-03-05 21:02:10 ,转账红包 ,江* ,x***@example.com ,定金 ,支出 ,300.00 ,余额宝 ,交易成功 ,2024…0001\t, ,定金 ,

Grammar. GB18030. Lines before the header vary from year to year, so the header is known by its names. Cells are padded,
numbers of orders end in a tab. The web layout has other names and, behind its rows, lines of totals.

Mapping. One Payment a row, `place` its line. Only the state 交易成功 means that money went over; the state is kept as
printed. A refund has the order number of what it pays back, `_` and a suffix. Numbers in scientific notation are ruined
by a spreadsheet and refused: None, with the notice `ruined_order_number`.
"""

from parsers import decoding
from parsers.bill_rows import Layout, csv_lines, payments
from parsers.record import Record
from parsers.source import Source

NAME = "alipay_csv"
TITLE = "支付宝账单（CSV）"

_FRONT = 40
_APP = Layout(
    frozenset({"交易对方", "收/支", "交易状态"}), ("交易时间", "付款时间", "交易创建时间"), ("金额", "金额（元）"),
    "收/支", "交易对方", "对方账号", ("商品说明", "商品名称"), ("交易分类", "类型"), ("交易状态",), "收/付款方式",
    "备注", ("交易订单号", "交易号"), "商家订单号",
)  # fmt: skip


def sniff(source: Source) -> bool:
    """Say whether the first lines name Alipay and its kind of bill."""
    front = "\n".join(decoding.head_text(source).splitlines()[:_FRONT])
    return "支付宝" in front and ("电子客户回单" in front or "支付宝交易记录明细查询" in front)


def parse(source: Source) -> Record:
    """Return the bill; what cannot be read is told by its notices."""
    encoding = decoding.detect(source)
    return Record(NAME, TITLE, encoding, lambda: payments(csv_lines(source, encoding), _APP))
