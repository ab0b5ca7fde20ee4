"""A private talk of two as the message manager writes it, a bill, and folders of work, made for a test."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

_BAR = "=" * 64
_WECHAT = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
TALK: Sequence[tuple[str, str, str]] = (
    ("2025-03-01 10:00:00", "江河", "在吗 想做个毕业答辩的PPT"),
    ("2025-03-01 10:01:00", "山雀", "可以的 多少页"),
    ("2025-03-01 10:02:00", "江河", "25页 要动态切换"),
    ("2025-03-01 10:03:00", "山雀", "800 先付300定金"),
    ("2025-03-01 10:04:00", "江河", "好 就800"),
    ("2025-03-01 10:10:00", "江河", "定金300微信转你了"),
    ("2025-03-01 10:12:00", "山雀", "收到 谢谢老板 3月10号前交"),
    ("2025-03-09 20:00:00", "山雀", "终稿.pptx做好了 发你了"),
    ("2025-03-09 21:00:00", "江河", "很满意 就这样定稿"),
    ("2025-03-09 21:30:00", "江河", "尾款500微信转你了"),
    ("2025-03-10 09:00:00", "山雀", "收到了"),
)
ROWS = (
    "2025-03-09 21:29:11,转账,山雀,转账备注:尾款,支出,¥500.00,零钱,对方已收钱,1000050001202503090000000002\t,/,/",
    "2025-03-05 12:00:00,商户消费,某外卖,外卖,支出,¥300.00,零钱,支付成功,1000050001202503050000000003\t,/,/",
    "2025-03-03 12:00:00,转账,山雀,/,支出,¥100.00,零钱,对方已收钱,1000050001202503030000000004\t,/,/",
    "2025-03-01 10:09:12,转账,山雀,定金,支出,¥300.00,零钱,对方已收钱,1000050001202503010000000001\t,/,/",
    "2025-03-20 10:09:12,转账,山雀,/,支出,¥30.00,零钱,对方已收钱,1000050001202503010000000009\t,/,/",
)


def talk(path: Path, rows: Iterable[tuple[str, str, str]] = TALK, peer: str = "山雀") -> Path:
    """Write a talk of (time, name, words)."""
    head = "".join(f"{_BAR}\r\n{words}\r\n" for words in ("消息分组:我的好友", f"消息对象:{peer}"))
    head = f"消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n{head}{_BAR}\r\n\r\n"
    path.write_bytes(
        ("\ufeff" + head + "".join(f"{at} {name}\r\n{words}\r\n\r\n" for at, name, words in rows)).encode()
    )
    return path


def wechat(path: Path, rows: Sequence[str] = ROWS, owner: str = "江河") -> Path:
    """Write a bill of WeChat; its rows are lines as printed."""
    front = f"微信支付账单明细,,\n微信昵称：[{owner}],,\n共{len(rows)}笔记录,,\n{_WECHAT}\n"
    path.write_bytes(("\ufeff" + front + "\n".join(rows) + "\n").replace("\n", "\r\n").encode())
    return path


def slides(path: Path, pages: int, moving: int = 0) -> Path:
    """Write a presentation of some pages, the first of which move."""
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    listed = "".join(f'<p:sldId id="{256 + page}"/>' for page in range(pages))
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr(
            "ppt/presentation.xml", f"<p:presentation {space}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
        )
        for page in range(pages):
            inside = "<p:transition/>" if page < moving else ""
            pack.writestr(f"ppt/slides/slide{page + 1}.xml", f"<p:sld {space}>{inside}</p:sld>")
    return path
