"""Bare figures that are no sums by what is told around them: 报500错误, 从38降到9, 60乘90, 样本不够 至少1200."""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import MEASURED_BEFORE
from archiver.analysis.numerals import FIGURE, value_of

# What a server answers when it fails, and where it is seen.
_STATUS: Final = LazyPattern(r"[45]\d\d")
# 返回200就成功: what a server answers when all is well.
_ANSWERED: Final = LazyPattern(r"(?:返回|状态码?|响应码?|http|code)(?:了|的|个|是|出|值|为|=|:|\s){0,2}\Z")
_ANY_STATUS: Final = LazyPattern(r"[1-5]\d\d")
_PAID_BACK: Final = LazyPattern(r"\s?(?:给|块|元|定金|订金|到|我|你)")
_ROUND_STATUS: Final = frozenset({"400", "410", "420", "500", "510", "520"})
_REPORTED: Final = LazyPattern(r"(?:报|返回|抛|弹|出现|提示|显示|状态码?|响应)(?:了|的|个|是|出|:|\s){0,2}\Z")
_PROGRAM: Final = LazyPattern(
    r"接口|页面|登[录陆]|服务器|网站|网页|后台|后端|前端|域名|请求|访问|打开|刷新|提交|上传|点进去|部署|api|小程序|浏览器|日志|程序|链接|代码|跑起来"
)
# 从38降到9: a rate or a mark goes from one figure to another; a price is named or is larger.
_MOVED: Final = LazyPattern(
    rf"(?P<subject>[^,，。]*?)从\s?(?P<first>{FIGURE}|[零一二两三四五六七八九十百千万]+)\s?(?:一?直?接?)"
    r"(?:降|减|涨|升|调|提|改|变|掉|跌|拉|瘦|飙|冲|压)(?:低|高|少)?(?:到了?|成了?|至)\s?\Z"
)
_PRICED: Final = LazyPattern(r"价|费|钱|块|元|报|款|收|预算|便宜|一口")
_LEAST_PRICE: Final = 100
"""Yuan; two figures below it, from one to the other, are a count that moved: 从30涨到80."""
# 60乘90公分: the sides of a thing.
_SIDE_BEFORE: Final = LazyPattern(r"\d\s?(?:cm|mm|米|厘米|公分|毫米)?\s?乘以?\s?\Z")
_SIDE_AFTER: Final = LazyPattern(r"\s?(?:cm|mm|米|厘米|公分|毫米)?\s?乘以?\s?\d")
# 样本500条不够，至少1200: the bound counts what the clause before it counts.
_BOUND: Final = LazyPattern(
    r"(?:至少|起码|最少|最多|不能?少于|不低于|要够|得有|得够|要有)(?:也?[要得有到]|得有|要有)?\s?\Z"
)
_COUNTED: Final = LazyPattern(
    r"样本|问卷|字数|词数|页数|篇幅|参考文献|正文|全文|摘要|引用|被试|访谈|数据量|数据集|粉丝|播放|点赞|人数"
    r"|(?:\d|[二两三四五六七八九十百千万])\s?(?:条|份|个(?!月)|字|词|篇|页|人|例|组|张|帧|位|次)"
)
_MONEY_TOLD: Final = LazyPattern(r"价|费|钱|块|元|报[了的]?|款|预算|收|付|给你|贵|便宜|一[张个页份条篇](?=\d)")
# 色值255,180,60: the parts of a colour; 起订一百 bounds how many are ordered.
_COLOUR: Final = LazyPattern(
    r"(?:色值|色号|rgba?|颜色|[底填配背]色)[是为改成:(（\s]{0,4}(?P<parts>\d{1,3}(?:\s?[,，、/.]\s?\d{1,3}){2,3})(?!\d)"
)
_LEAST_ORDER: Final = LazyPattern(r"(?:起[订印批]量?|订量|最[少低](?:起?订|要?订))(?:是|要|得|为)?\Z")
# 表格一共两千三百行: what has rows.
_ROWS_BEFORE: Final = LazyPattern(
    r"(?:表格?|excel|代码|数据|脚本|日志|文件|程序|函数|sql|歌词|台词)[^\d,，。]{0,4}(?:一共|总共|共|有|才|就|大概|约|到)\s?\Z"
)
_LONGEST_LINE: Final = 40  # characters before a figure that may tell what it counts


def is_counted_thing(folded: str, before: str, start: int, end: int) -> bool:
    """Tell whether the figure at folded[start:end] is a failure's code, a side, a rate or a bound of a count."""
    words = folded[start:end].strip()
    if "色" in folded or "rgb" in folded:
        spans = (match.span("parts") for match in _COLOUR.finditer(folded))
        if any(begin <= start and end <= stop for begin, stop in spans):
            return True
    if folded.startswith("行", end) and _ROWS_BEFORE.search(before):
        return True
    if _LEAST_ORDER.search(before):
        return True
    if _SIDE_BEFORE.search(before) or _SIDE_AFTER.match(folded, end):
        return True
    if _ANY_STATUS.fullmatch(words) and _ANSWERED.search(before) and not _PAID_BACK.match(folded, end):
        return True
    if _STATUS.fullmatch(words) and _is_failure(folded, before, words, end):
        return True
    if "从" in before and _is_moved(before, words):
        return True
    return _BOUND.search(before) is not None and _is_bound_of_count(folded, start)


def _is_failure(folded: str, before: str, words: str, end: int) -> bool:
    """Tell whether a server failed with this code; 报500 alone may be a price."""
    if _REPORTED.search(before) is None:
        return False
    return words not in _ROUND_STATUS or "错" in folded[end : end + 3] or _PROGRAM.search(before) is not None


def _is_moved(before: str, words: str) -> bool:
    moved = _MOVED.search(before)
    if moved is None or _PRICED.search(before):
        return False
    value = value_of(words)
    small = value is not None and value < _LEAST_PRICE and (value_of(moved["first"]) or Decimal(0)) < _LEAST_PRICE
    return small or MEASURED_BEFORE.search(moved["subject"]) is not None


def _is_bound_of_count(folded: str, start: int) -> bool:
    told = folded[max(0, start - _LONGEST_LINE) : start]
    return _COUNTED.search(told) is not None and _MONEY_TOLD.search(told) is None
