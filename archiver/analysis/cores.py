"""The core of a clause: its words without what leads them in (哦 那 老师, 我这边也) and what ends them (的呀 吧 哈)."""

import re

_LEAD = re.compile(
    r"""
    (?: [\s,，。.!！~～…【(（"“]+
      | 嗯+呐? | 恩+ | 哦+豁? | 噢+ | 喔+ | 哎[呀哟]? | 唉+ | 诶+ | 欸 | 啊+ | 哈{2,} | 嘿+ | 额+ | 呃+ | 害 | 嗐
        | 哇+ | 卧槽 | 我去 | 嚯 | 6+(?!\d|块|元|百|千|[ \t]*[张份页个])
      | 那(?!个|版|张|套|条|边|[么样]) | 所以 | 反正 | 说正事 | 一句话[:：]? | 但是? | 不过 | 可是 | 那就(?=[^\s])
        | 行吧?(?=那)
      | (?: 哥们?儿? | 姐妹? | 叔 | 阿?姨 | 老师 | 老板娘? | 亲(?:爱的)? | 大佬 | 师傅 | 兄弟 | 甲方爸爸 | 老铁
        | 宝子?们? | 学长 | 学姐 | 小哥 | 小姐姐 | 同学 ) (?=[\s,，~～])
      | (?: 我 (?: 们 | 司 | 方 | 这边 | 家 | 个人 | 哋 )? | 咱们? | 俺们? | 这边 | 本人 | 在下 ) (?: 也 | 都 | 就
        | 是 | 当然 | 完全 | 全 | 举双手 | 双手 | 觉得 | 看 | 这边 | 个人 | 肯定 | 可以说 | 没什么说的 ){0,2}
      | 完全 | 必须 (?=可以|行|同意|ok) | 当然 | 绝对 (?!不|没) | 举双手 | 双手 | 十分 | 非常 | 勉强 | 其实 | 小事
        | 小case | 理解 | 知道了 | 懂
    )+
    """,
    re.VERBOSE,
)
_TAIL = re.compile(
    r"""
    (?: [\s,，。.!！~～…】\])）"”;；] | (?<!不)了
      | [的呀啊哦吧嘞哈啦滴哒呗噢喔叭嗯啵么嘛呢捏哟耶地唷咯喇噻撒囉囖诶哇嗷捌]
      | (?<=[\s\S]) (?: 老师 | 老板 | 哥 | 姐 | 亲 | 您 | 师傅 | 大佬 | 兄弟 | 就是 | 一下 | 你 )
      | \[[^\]\s]{1,4}\] | [\U0001f300-\U0001f64f\U0001f900-\U0001faff\u2600-\u27bf\ufe0f\u200d]
    )+ $
    """,
    re.VERBOSE,
)


def core_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a clause's words stand without what leads and ends it; a clause of nothing else stays whole."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    tail = _TAIL.search(text, first, end)
    last = tail.start() if tail else end
    if first < last:
        return first, last
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip(" ,，。.!！~～…"))
