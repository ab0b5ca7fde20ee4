"""One code point to one code point: full-width and traditional writing read as its plain simplified form.

Offsets in a folded text are offsets in the text as printed, so a reader may fold first and cite afterwards.
Only characters that the readers of numbers, amounts and times look at are folded; the rest stays as it is.
"""

import re

_TRADITIONAL = (
    "兩幾萬億點個雙號時鐘鍾週後過內禮聽勞節國慶驚穀滿種處霜開終末給發錢幣圓塊張貳陸參訂劃優減價費總報匯轉賬帳單賠償違"
    "約罰還補場頁頭條節從經間這對當讓馬儘盡來聖誕誰讀寫時壓線臘閏農曆歷陰陽晝嗰隻雖應該樣認確驗貨設計圖稿隔鐘約餘負兆"
    "倆歐鎊會買賣們預紅結製調還無邊間麼嗎尋遲於親兒婦樹盧臺韓銖軍軟貴額歲級層實戰體數紙門統連"
    "現剛師動復為裡裏淩紀際將須務沒說講談畫傳簽錄"
)
_SIMPLIFIED = (
    "两几万亿点个双号时钟钟周后过内礼听劳节国庆惊谷满种处霜开终末给发钱币元块张贰陆叁订划优减价费总报汇转账账单赔偿违"
    "约罚还补场页头条节从经间这对当让马尽尽来圣诞谁读写时压线腊闰农历历阴阳昼嗰只虽应该样认确验货设计图稿隔钟约余负兆"
    "俩欧镑会买卖们预红结制调还无边间么吗寻迟于亲儿妇树卢台韩铢军软贵额岁级层实战体数纸门统连"
    "现刚师动复为里里凌纪际将须务没说讲谈画传签录"
)
_PUNCTUATION = {
    "〜": "~", "—": "-", "–": "-", "－": "-", "‐": "-", "−": "-", "─": "-", "﹣": "-", "　": " ", "\xa0": " ",
    "⁄": "/", "∕": "/", "・": ".", "·": ".", "﹒": ".", "﹕": ":", "∶": ":", "￥": "¥", "〇": "零",
    "\t": " ", "﹪": "%",
}  # fmt: skip


def _table() -> dict[int, int]:
    pairs = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)) | _PUNCTUATION
    full_width = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) != ","}
    capitals = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    wide_capitals = {chr(code + 0xFEE0): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    merged = full_width | capitals | wide_capitals | pairs
    return {ord(printed): ord(plain) for printed, plain in merged.items() if printed != plain}


_FOLD = _table()
# Most lines hold none of them, and a look is cheaper than a translation.
_UNFOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+")


def fold(text: str) -> str:
    """Return `text` in half-width, lower-case, simplified characters; as many code points, in the same places.

    Links become blanks: the digits of an address are no dates and no sums.
    """
    folded = text.translate(_FOLD) if _UNFOLDED.search(text) else text
    if "，" in folded and _WIDE_THOUSANDS.search(text):
        # １，０００ is a thousand; elsewhere a full-width comma parts two numbers.
        folded = _WIDE_THOUSANDS.sub(",", text).translate(_FOLD)
    if "://" in folded or "www." in folded:
        folded = _LINK.sub(lambda link: " " * len(link[0]), folded)
    return folded
