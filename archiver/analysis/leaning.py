"""Which way a short message leans after a line that asks: a refusal in it, or the asker's own words.

Looser than the ways of answering (`way`): of what it takes for a yes or a no, the authors of the training cases held
two in five to be one. So it decides nothing; it is a feature of the trained reader, which weighs it with the rest. A no
is a refusal that stands anywhere in the message (可以是可以 我们做不到); a yes is a clause that says nothing but what
was put (缩吧 · 左边那版 · 三个一起) or bids to go on (做吧 · 开工).
"""

import re
from typing import Final

from archiver.analysis.consent import AskKind
from archiver.analysis.cores import core_of
from archiver.analysis.reading import Reading
from archiver.analysis.rule import Feature, features
from archiver.analysis.way import Says

LONGEST: Final = 24
"""A longer message says more than yes or no."""
_ECHOED: Final = 6
"""A clause of no more characters may be an echo of what was put."""
_UNSAID: Final[frozenset[Feature]] = features("question", "asking", "hearsay", "quoted", "condition", "sarcasm")
# 下浮不了 · 我们不派人 · 做不到 · 没办法 · 坚决不用 · 不予顺延
_REFUSES: Final = re.compile(
    r"""
      不 (?: 行 | 能 (?!不|再好|更) | 可 (?!能|以|惜|思) | 予 | 派 | 接 (?!受?不) | 给 (?!力) | 做 (?!了$|梦) | 整
          | 外给 | 加 (?!班) | 收 | 退 | 换 | 改 | 同意 | 接受 | 需要 | 提供 | 得行 | 太行
          | 要 (?!紧|急|脸|说|是|命|太|着急) | 用了? (?!谢|客气|担心|急|说|管) )
    | [做办整弄搞来改换降浮少缩赶接付出给删撤平低减延拖等加] [唔不] (?: 了 | 到 | 得 | 起 | 来 | 下来? | 及 )
    | 真不行 | 没办法 | 没法 (?!儿?说) | 没辙 | 办不到 | 坚决不 | 拒绝 | 免谈
    | 那?哪 (?: 行 | 能 | 成 ) (?! [?？个张版] ) | 没 (?: 这么 | 这样 )? (?: 说过 | 答应 | 同意 )
    | 从?未 (?: 作过 | 说过 | 承诺 | 同意 ) | 就不 [写做画改加接]
    """,
    re.VERBOSE,
)
_FORBIDS: Final = re.compile(r"(?:别|莫|甭|勿|先不|不要|不用|不)(?P<verb>[\u4e00-\u9fff])")
# 做吧 · 来吧 · 开工 · 冲
_GO_ON: Final = re.compile(
    r"(?:嗯+|好的?|行|那)?(?:就)?(?:[做来上搞弄干整冲]|开工|开搞|开始|动手|动工|安排|走起|下单|拍了)(?:[吧呗嘛啦咯喽]|起来?|了)?"
)
_DENIED: Final = re.compile(r"[不没别未莫唔甭勿]")
_TELLS_NOTHING: Final = frozenset("的了吧呗啊呢呀哦哈啦嘛哒嘞咯喔嗯噻就那这都也是我你您他们个好行可以 ,，。.!！~～…")


def leaning(reading: Reading, ask: AskKind | None, words: str, *, is_near: bool) -> Says | None:
    """Return what a message leans to say to `words`, which `ask`; `is_near`: nearly nothing stands between."""
    if ask is None or len(reading.text.strip()) > LONGEST:
        return None
    if any(clause.features & _UNSAID for clause in reading.clauses):
        return None
    text = reading.text
    if (is_near and _REFUSES.search(text)) or any(found["verb"] in words for found in _FORBIDS.finditer(text)):
        return "no"
    if ask == "claim":
        return None
    cores = [text[slice(*core_of(text, clause.start, clause.end))] for clause in reading.clauses]
    if is_near and len(cores) == 1 and _GO_ON.fullmatch(cores[0]):
        return "yes"
    return "yes" if any(_echoes(core, words) for core in cores) and not _DENIED.search(text) else None


def _echoes(core: str, words: str) -> bool:
    """Tell whether a clause says nothing that was not put: 缩, 三个一起, 霓虹."""
    told = set(core) - _TELLS_NOTHING
    return bool(told) and len(core) <= _ECHOED and told <= set(words)
