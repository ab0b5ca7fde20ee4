"""How the bill of WeChat Pay names its columns, in CSV and XLSX alike (formats.md §12.2)."""

from parsers.bill_rows import Layout

FIRST = "微信支付账单明细"
LAYOUT = Layout(
    frozenset({"交易时间", "交易类型", "交易对方", "收/支"}), ("交易时间",), ("金额(元)", "金额（元）"), "收/支",
    "交易对方", "", ("商品",), ("交易类型",), ("当前状态",), "支付方式", "备注", ("交易单号",), "商户单号",
)  # fmt: skip
