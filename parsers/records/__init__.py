"""Records that stand beside a chat, by name: bills. A new one is one module here and its line in RECORDS."""

from parsers.record import RecordFormat
from parsers.records import alipay_csv, wechat_csv, wechat_xlsx

RECORDS: tuple[RecordFormat, ...] = (alipay_csv, wechat_csv, wechat_xlsx)
