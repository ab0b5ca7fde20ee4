r"""The bill of WeChat Pay as CSV, which it sent until 2025 (formats.md §12.2).

    微信支付账单明细,,,,,,,,,,
    共1笔记录,,,,,,,,,,
    ----------------------微信支付账单明细列表--------------------,,,,,,,,,,
    交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
    2025-01-01 12:00:00,转账,山雀,"转账备注:定金",支出,¥500.00,零钱,对方已收钱,"1000…01\t","1000…01\t","/"

Grammar. UTF-8, mostly with BOM. The header is known by its names, since the notes before it grow. `/` is an empty cell,
numbers of orders end in a tab.

Mapping. One Payment a row, `place` its line. A transfer whose state is not 对方已收钱 or 已存入零钱 may still have come
back; the state is kept as printed. Numbers in scientific notation are refused: None, notice `ruined_order_number`.
"""

from parsers import decoding
from parsers.bill_rows import csv_lines, payments
from parsers.record import Record
from parsers.source import Source
from parsers.wechat_layout import FIRST, LAYOUT

NAME = "wechat_csv"
TITLE = "微信支付账单（CSV）"


def sniff(source: Source) -> bool:
    """Say whether the first line names the bill."""
    lines = decoding.head_text(source).splitlines()
    return bool(lines) and FIRST in lines[0]


def parse(source: Source) -> Record:
    """Return the bill; what cannot be read is told by its notices."""
    encoding = decoding.detect(source)
    return Record(NAME, TITLE, encoding, lambda: payments(csv_lines(source, encoding), LAYOUT))
