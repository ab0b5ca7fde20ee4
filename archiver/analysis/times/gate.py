"""What a line must hold to hold a time: one look at its characters, as printed, before anything is read.

What a time is written with stands first; then what is one only beside other characters, each as the first of them,
`>` and what must follow.
"""

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.led import led

_SIGNS = "世宿天日号號月年周週期时時午晚早晨夜节節秒钟鐘刻久稍近即现現后後前旬季朝昼晝末點"
_BESIDE = (
    r"点>(?![击赞评开心子儿都也缀名播]|头) 得>[闲閒] 回>[头頭来來国國] 有>空 抓>[紧緊] 随>[时時] 立>[刻即马馬春夏秋冬]"
    r" 尽盡赶很>快 尽>早 等待>[下会會一儿] 刚剛>[刚剛才] 赶趕>[紧緊]"
    r" 自>[12１２] 过過>[两兩几幾一二三四五六七八九十\d段阵陣些会會个個完]"
    r" 几幾>[几幾天日号號个個周月年小分星礼禮] 而>家 不>久 方>才 当當>[初下] 这這>[会會] 星>期 礼禮>拜"
    r" 拜>[一二三四五六日]"
    r" 0-9０-９>[./\\\-:：／．－·hHaApPw1-7１-７] WwＷｗ>[./\-:：／．－·hHaApPw1-7１-７] 0-9０-９>\d{7} 0-9>min"
    r" 一二三四五六七八九十>[.．]\d 0-9０-９一二两三四五六七八九十零>[点點]"
    r" aApPＡＰａｐ>(?:\.?[mMＭｍ]\.?\x20?[0-9０-９]) dD>[aA][yY] tT>(?:[mM][rRwW]|[oO](?:[mM][oO]|[dD][aA]|[nN][iI]))"
    r" 0-9>\x20[aApP]\.?[mM] 元>[旦宵] 春>[节分] 除>夕 清>明 端>午 七>[夕一] 中>秋 国國>[庆慶] 重>阳 圣聖>[诞誕]"
    r" 腊>八 五>[一四] 六八>一 十>一 三>八 跨>年 6>1[8八] 5>20 5>1 3>15 双>[1十] 雨>水 惊>蛰 谷>雨 小>[满暑雪寒] 芒>种"
    r" 夏冬>至 大>[暑雪寒] 处>暑 白>露 秋>分 寒>露 霜>降 马馬>上 今明昨后听聽>[儿个個黑] 今>起 qQ>[1-4] aA>[Ss][Aa][Pp]"
    r" eE>[oO][dD] cC>[oO][bB] 初>[一二三四五六七八九十] 擦傍>黑 头頭过過>晌"
)


def _gate() -> LazyPattern:
    """Return the pattern of all of them."""
    pairs = [token.partition(">") for token in _BESIDE.split(" ")]
    beside = "|".join(f"[{first}](?:{rest})" for first, _, rest in pairs)
    return led(_SIGNS + "".join(first for first, _, _ in pairs), f"[{_SIGNS}]|{beside}")


GATE = _gate()
"""Finds a character or a word that a time is written with, in the text as printed."""


def may_hold_time(text: str) -> bool:
    """Tell whether the text, as printed, has any character or word that a time is written with."""
    return GATE.search(text) is not None
