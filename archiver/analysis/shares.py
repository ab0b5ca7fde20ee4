"""Shares of a sum: 30%, 百分之三十, 三成五, 八折, 一半, 三分之一, 3个点."""

import re
from decimal import Decimal

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.numerals import FIGURE, read_numerals, value_of

_HAN_NUMBER = (
    r"[零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟]"
    r"(?:\s*[零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟])*"
)
_NUMBER = (
    rf"(?:{FIGURE}(?:\s*[百千万亿]+(?:\s?{FIGURE}\s?[百千])?)?(?!\s*百分)|{_HAN_NUMBER}(?:\s*点\s*[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
    r"(?:\s*[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])*)?)(?:\s*[kmgt](?![a-z]))?"
)
# A part of a currency is a sum: 四分之三美元.
BEHIND_MONEY = r"\s?(?:[美日欧港韩台澳加]?[元圆](?![旦素宵件])|英镑|美金|块钱|卢布|人民币)"
# Two digits side by side are two guesses, not one number: 七八成, 两三个点.
_PAIR = LazyPattern(r"(?:一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)十?\Z")
# 30% · 百分之三十 · 三成 · 八折 · 一半 · 三分之一 · 3个点
SHARE = LazyPattern(
    rf"""
      (?<![a-z\d%/=&?.-])%\s?(?P<ahead>\d{{1,3}}(?:\.\d+)?)(?![\da-z%.]) | (?P<hundred>百分百)
      | (?P<sign>负的?\s*|(?<![\w)%])(?<!%\s)-\s*|(?<=[是为到达率降涨跌增])-)?
      (?: (?<![\d.,^])
          (?P<percent>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\s?[.点]\s?\d+)?(?:e[-+]?\d+|\^[-+]{{0,2}}\d+)?
            (?:\s?[kmgt]|\s?[百千万亿]+)?|\.\d+|{_HAN_NUMBER}(?:点[零一二三四五六七八九]+)?)
          \s{{0,4}} (?:%(?![\da-f]{{2}})|(?P<permille>‰)|percent(?![a-z]))
        | (?<![零一二两三四五六七八九十百千万]) (?P<base>[十百千]\s*万|[百千佰仟万亿]|一[千万亿])
          \s* [分份] \s* 之 \s* (?P<minus>[负-]\s*)?
          (?P<of>{_NUMBER}
          |点\s*[零一二三四五六七八九]+)
        | (?<![几数好]) (?P<points>{_NUMBER}|半) \s* 个 \s* 百 \s* 分 \s* 点
        | (?P<points2>\d+(?:\.\d+)?|[一二两三四五六七八九十]+) 个点 (?=[,，。!?\s]|$|的?(?:佣金|手续费|提成|抽成|税|利))
        | (?P<tenths>{_NUMBER}|半) \s* 成 (?!新) (?: (?P<tail>\s?(?:半(?!功)|\d(?![\d.])
          |[一二三四五六七八九](?![一-鿿]{{0,1}}[个天])))
          | (?!(?<=[七八九]成)(?:是|要|会|不|没|又|得|忘|被))
            (?!交(?!付|稿|货|图)|[员功品本果为了型熟绩语年立就都千万吗群不人分衣长份]))
        | 打? (?<![.点])
          (?P<fold>\d(?:\s?\d|\s?[.点]\s*\d+)?|[零一二两三四五六七八九壹贰叁肆伍陆柒捌玖](?:\s*[一二三四五六七八九壹贰叁肆伍陆柒捌玖]
          |\s*[点.](?:\s*[一二三四五六七八九壹贰叁肆伍陆柒捌玖])+)?) \s* 折
          (?P<fold_half>半(?=$|\W|[吧了的行可给收算就优呢啊吗]))? (?!叠|扣|腾|磨|中|页|线|合|返|痕)
        | (?P<half>打?(?:对\s*折|半\s*折)|半价|一半一半|一半(?!会|天)|对半(?:开|分)?|五五[开分](?!钟))
        | (?P<over2>[1-9])/(?P<under2>[2-9]) (?=\s?的?(?:定金|订金|首付|预付|尾款|款|押金))
        | (?P<under>[二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]|\d{{1,3}}) \s*分\s*之\s*
          (?P<over>[一二两三四五六七八九十]|\d{{1,2}}) (?!\d|{BEHIND_MONEY})
      )
    """,
    re.VERBOSE,
)

# Every share holds one of these.
_SIGN_OF_SHARE = LazyPattern("[%‰分份成折半/]|percent|个点|五五开")
_BLANK = LazyPattern(r"\s")
_BASES = {
    "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
}  # fmt: skip
"""What a share is a part of: 百分之三, 万分之五."""


def shares_in(folded: str) -> list[re.Match[str]]:
    """Return the matches of SHARE in a folded text."""
    return list(SHARE.finditer(folded)) if _SIGN_OF_SHARE.search(folded) else []


def percent_of(match: re.Match[str]) -> Decimal | None:
    """Return the percentage that a match of SHARE says: 八折 80, 三成五 35; None where it says none."""
    if match["hundred"]:
        return Decimal(100)
    if match["ahead"]:
        return Decimal(match["ahead"])
    value = _unsigned(match)
    return -value if value is not None and (match["sign"] or match["minus"]) else value


def _unsigned(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(50)
    if match["percent"]:
        value = _figure_of(_close(match["percent"]).replace(",", ""))
        return value / 10 if value is not None and match["permille"] else value
    if match["base"]:
        number = value_of(_close(match["of"]))
        return None if number is None else number * 100 / _BASES[_close(match["base"]).removeprefix("一")]
    if match["under"] or match["under2"]:
        return _part_of_whole(match["over"] or match["over2"], match["under"] or match["under2"])
    if match["tenths"]:
        return _tenths(match["tenths"], (match["tail"] or "").strip())
    if match["fold"]:
        value = _fold_share(_close(match["fold"]))
        return value + 5 if value is not None and match["fold_half"] and not value % 10 else value
    points = "零点五" if match["points"] == "半" else _close(match["points"] or match["points2"])
    return None if _PAIR.match(points) else value_of(points)


def _close(words: str) -> str:
    """Return words without the blanks in them."""
    return _BLANK.sub("", words)


def is_discount(match: re.Match[str]) -> bool:
    """Tell whether the share is what is left to pay: 八折, 对折, 半价."""
    return match["fold"] is not None or _close(match["half"] or "").replace("打", "") in ("对折", "半折", "半价")


def _figure_of(words: str) -> Decimal | None:
    """Read what stands before %: 12.5, 2点5, 1.1^2, 3万, 五十."""
    if words.startswith("."):
        return Decimal("0" + words)
    if not re.search(r"[e^]", words):
        return value_of(words)
    found = read_numerals(words)
    return found[0].value if len(found) == 1 else None


def _part_of_whole(over: str, under: str) -> Decimal | None:
    upper, lower = value_of(over), value_of(under)
    if not lower or upper is None or upper > lower:
        return None
    return (upper * 100 / lower).quantize(Decimal("0.01"))


def _tenths(words: str, tail: str) -> Decimal | None:
    if _PAIR.match(words):
        return None  # 七八成 leaves open which
    number = Decimal("0.5") if words == "半" else value_of(_close(words))
    if number is None or number > 100:
        return None
    rest = Decimal(5) if tail == "半" else (value_of(tail) or Decimal(0)) if tail else Decimal(0)
    return number * 10 + rest


def _fold_share(words: str) -> Decimal | None:
    """Read 八折 80, 八五折 and 85折 85, 6.5折 65."""
    number = value_of(words.replace(".", "点") if words[0] not in "0123456789" else words)
    if number is None or number <= 0:
        return None
    return number if len(words) == 2 and "." not in words else number * 10
