"""What a promise is about: the kind of obligation, and whether it concerns the whole work or a part of it."""

import re
from typing import Literal

from archiver.analysis.entry import ObligationKind
from archiver.analysis.finding import Role
from archiver.analysis.matter import Turn

Extent = Literal["whole", "draft", "part"]

_REFUND = re.compile(r"退[你您给钱款回]|退(?:全|一半|\d|[一二三四五六七八九十百千两])|返还|退$|包赔|赔[你您给]")
_PAY = re.compile(
    r"[付转打结汇给发]\s*(?:你|您|给|过去|过来|清|掉|上)?\s*(?:钱|款|账|尾款|定金|订金|余款|红包|剩下|剩的|\d)|付|转账|转你|转给|打款|打钱|打给|结[清账款]|结一?下|尾款|余款|定金|订金|到账|"
    r"钱|款|工资|发[薪饷]|一[笔次]性"
)
_SUPPLY = re.compile(
    r"资料|素材|照片|图片|原图|文案|内容|清单|名单|表格?|地址|账号|密码|参考|尺寸|条码|截图|样衣|寄|文件|数据|信息|发你|发给你|发过[来去]|拍[了给好]?|整理|提供|传你|logo|稿子?|片子|原文|录音|需求|备案|证件|执照",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"看[完看好下一]|回[你您复]|答复|反馈|意见|确认|审|检查|试[用一下试]|测|验|商量|定下来|给你信|告诉你|问[问一下]|讨论"
)
_FIX = re.compile(
    r"改|修|重[做新画弄写导发传拍剪录来]|调[整一下好]?|换|补|返工|订正|纠正|更正|再[做弄来导画发出]|处理|解决|弄好|搞定|去掉|删|加上|排查|降重|润色"
)
_REPORT = re.compile(
    r"进度|进展|汇报|报[个数备一]|同步|截图给你|跟你说|告诉你|说一声|通知|更新一下|日报|周报|给[你您]?(?:个)?(?:信|准信|消息|答复|回话)|回[你您]|联系你"
)
_DRAFT = re.compile(
    r"初稿|草[图稿]|线稿|样[稿图片品衣章]|小样|demo|大纲|提纲|首版|第一[版稿张款章批集节]|初版|预览|毛坯|先看|瞄|看[个一眼]|样张|试[听看稿拍]|雏形|框架|白模|粗剪|底稿|二稿|第二[版稿]|色稿|分镜|效果图|打样|方向|前[两三几]",
    re.IGNORECASE,
)
_SUPPORT = re.compile(r"质保|保修|包修|售后|免费修|维护|终身|有问题(?:随时|找我)|白修|包赔")


def kind_of(turn: Turn, debtor: Role, *, disputed: bool, settled: bool) -> ObligationKind:
    """Return what a party binds itself to in the words of a message.

    `disputed`: delivered work was found wanting and is not mended yet. `settled`: the price is agreed.
    """
    text = turn.text
    if debtor == "client":
        return _clients(turn, settled=settled)
    if _REFUND.search(text) and not turn.has("delivery"):
        return "refund"
    if disputed and (_FIX.search(text) or not _DRAFT.search(text)):
        return "fix"
    if _REPORT.search(text) and not re.search(r"交|做完|弄完|出[图稿]|发你", text):
        return "report"
    return "deliver"


def _clients(turn: Turn, *, settled: bool) -> ObligationKind:
    text = turn.text
    money = bool(turn.amounts("quote", "payment_request", "commitment", "payment_refusal"))
    if money or _PAY.search(text):
        return "pay"
    if _SUPPLY.search(text):
        return "supply"
    if _REVIEW.search(text):
        return "review"
    return "pay" if settled else "supply"


def extent_of(text: str) -> Extent:
    """Tell whether a promise of work is about the whole, a draft of it, or a named part."""
    if _DRAFT.search(text):
        return "draft"
    return "whole"


def names_money(text: str) -> bool:
    """Tell whether words speak of paying."""
    return _PAY.search(text) is not None


def names_repair(text: str) -> bool:
    """Tell whether words speak of mending or altering."""
    return _FIX.search(text) is not None


def names_refund(text: str) -> bool:
    """Tell whether words speak of giving money back."""
    return _REFUND.search(text) is not None
