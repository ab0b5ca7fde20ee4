"""Records that stand beside a chat, by name: bills, lists of files, folders of files.

A new one is one module here and its line in RECORDS.
"""

from parsers.record import RecordFormat
from parsers.records import alipay_csv, file_index, group_files, receive_folder, wechat_csv, wechat_xlsx

RECORDS: tuple[RecordFormat, ...] = (alipay_csv, wechat_csv, wechat_xlsx, file_index, group_files, receive_folder)
