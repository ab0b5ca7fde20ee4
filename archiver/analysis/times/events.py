"""Spans that count from an event: 收到定金后3天内, 初稿出来两天内, 自合同签订之日起7日内."""

import re
from typing import NamedTuple

from archiver.analysis.finding import AnchorEvent
from archiver.analysis.lazy import LazyPattern

# Which words name which event, in the order they are tried; 尾款 and 定金 decide before the verb does.
_EVENTS: tuple[tuple[AnchorEvent, str], ...] = (
    ("deposit", r"定金|订金|首付款?|预付款?|押金|首款|头款|第一笔"),
    ("acceptance", r"验收|确认收货|确认无误|满意|签收|收货|过审|审[完过]|终审|定稿|验过"),
    ("draft", r"初稿|草稿|样稿|草图|小样|demo|线稿|第一[版稿]|[一二]稿|大纲|样品(?!到|寄)|样片|粗剪|效果图"),
    (
        "payment",
        (
            r"付款|付清|付了?钱|款到|到账|到帐|收款|尾款|全款|结清|打款|转账|给钱|收到钱|钱到|收到款|付全|结款|打钱|转钱|款项"
            r"|付完"
        ),
    ),
    ("revision", r"修改|改完|改好|改稿|返修|返工|反馈|提(?:完|了)?意见|给(?:我)?意见"),
    (
        "material",
        r"资料|素材|材料|需求|文案|图片|照片|原图|内容|数据|文件给|录音|剧本|问卷|干[声音聲]|台词|料(?=[齐到])|名单|实拍图|模子|样衣|原片|底图|样品(?=到|寄)",
    ),
    ("approval", r"确认|点头|认可|同意|敲定|拍板|通过|审核|定下来|确定(?!合作)|选定|选好"),
    (
        "delivery",
        (
            r"交付|交稿|发货|交货|成品|终稿|发你|给你|发给|发我|完工|完成|做完|做好|上线|收到货|收到文件|收到东西|源文件|交接|完稿"
            r"|交[完齐清片了]|出片|收到|货到"
        ),
    ),
    ("start", r"开工|开始|下单|接单|签合同|合同签订|签约|签完|签订|合作|动工|拍下|启动|立项|合同"),
)
_EVENT = "|".join(f"(?P<{name}>{words})" for name, words in _EVENTS)
_KIND = LazyPattern(_EVENT)
_OTHER_KIND = LazyPattern(
    r"[一-鿿]{2,8}(?<![在这那之从能就是于个给括排订了剩间时被将会要想还再又把让对])(?<![我你他她咱]们)(?<![我你他她咱])$"
)
# What stands between the event and its span: 定金[到账后]3天内, 合同签订[之日起]7日内.
_JOINT = LazyPattern(
    r"(?:(?P<clear>(?:之后|以后|(?<![然最今往随其此先背])后|之日起|那天起|当天起|起算?|起)的?[,，]?)|(?P<soft>到账|到[齐位手]?|齐"
    r"|出来|完成?|完)了?)"
    r"\s*(?:在|的)?(?:最[晚迟多]|大概|大约|差不多|预计)?\s*$"
)
# 验收后付款, 收到定金之后再发: an event that something is owed after, without a span.
_THEN = LazyPattern(
    r"(?:之后|以后|(?<![之以])后)(?=(?:再|就|才|即|立即|立刻|马上|当场|我|你|一次性|全额|方可|才能|可以|会|要){0,3}[付结给打转交发退支补])"
)
# 尾款后付 is paid later, 尾款付清后 when the balance has been paid.
_HAPPENS = LazyPattern(r"[收付到交给打转结确验清完齐过好签通同选敲拍做改]|满意|定稿|上线|开工")
# 初稿三天内发你 promises the draft itself; in 初稿两天内反馈 and 素材三天内出初稿 something else follows upon it.
_THING = (
    r"初稿|草稿|样稿|草图|小样|demo|线稿|第一[版稿]|[一二]稿|大纲|样品|样片|粗剪|效果图|终稿|成品|源文件|完稿|定金|订金|首付款?|预付款?|首款|头款|尾款|全款|款项|资料|素材|材料|文案"
    r"|图片|照片|原图|数据|剧本"
)
_OWED_THING = LazyPattern(rf"(?:{_THING})\s?(?:[我你](?:们|这边)?)?(?:在|最[晚迟多]|大概|大约|预计|会|就|得)?\s?")
_HANDED = LazyPattern(
    r"[\s,，]?(?:我|你|您|会|就|再|要|得|能|可以|应该|保证|肯定|一定|必须|务必|争取|都|全部|先|打包|一起|给你|给我|的话)*"
    rf"(?:[发给交传打付转寄送补结]|出(?=$|[,，。!?\s吧哈啊来给])|[做弄搞改画写][完好出]|搞定|完成|提交)(?![^,，。\s]*(?:{_THING}|意见|反馈|[稿片图款]))"
)
# 按合同5天内 says by what the five days are granted, not from what they count.
_ACCORDING = LazyPattern(r"(?:(?<![点摁])按照?|依照?|依据|根据)(?:这份|咱们?|我们|那个)?\Z")
_CLAUSE = LazyPattern(r"[。.!！?？;；\n]")
_LONGEST_EVENT = 16
# Who does it may stand between the event and its span: 收到实拍图我两天内改好, 满意了您三天内付.
_DOER = LazyPattern(r"(?:了|[,，])?\s?(?:[我你您咱]们?)?\s?")
# 述标完一周内, 拍完当天, 票到了三天内, 收到实拍图两天内: what has to have happened, in words that no list holds.
_DONE = LazyPattern(
    r"(?:(?P<got>[收拿]到[一-鿿]{1,5}?)|[一-鿿]{1,5}完|[票件货单证]到|(?:换|转|过户?|登记)到[一-鿿]{1,5})"
    r"(?:了|之?后|以后|手)?[,，]?\s?(?:[我你您咱]们?)?\s?\Z"
)
# 布到手十天内挂好, 图来了之后一周内描好: what comes sets the work going; 整批到货两天内付 is paid for.
_COMES = LazyPattern(
    r"(?P<thing>[一-鿿]{1,5}?)(?:(?P<come>到手|到货|到位|到齐|寄到|送到|[到来齐]了|下来)|(?P<past>[过定]了))(?:之?后|以后)?[,，]?\s?"
    r"(?:[我你您咱]们?)?\s?\Z"
)
# 装好三天内付, 活干完一周内结: the work itself is done; 拍完当天付 and 述标完一周内补齐 only a step of it.
_WORK_DONE = LazyPattern(r"[弄干搞办装铺]完")
_PAID_FOR = LazyPattern(
    r"[^,，。;；\n]{0,8}?(?:[付结转补](?!成|做)|给(?:[钱清]|[你您]钱)|打款|内\d{2,6}[元块]?(?=$|[,，。\s]))"
)
# 最后200 拿到章之后一天内给: the money was named before.
_MONEY_NAMED = LazyPattern(
    r"(?:剩下?|余下|余款|尾款|最后|其余|后)的?\s?[\d一二两三四五六七八九十百千万半]+[元块]?\s?\S{0,8}\Z"
)
_GIVEN = LazyPattern(r"[^,，。;；\n]{0,6}?(?:[给清]|\Z)")
# 收到货四天内改好寄回: what was sent is what the work needs.
_WORKED_ON = LazyPattern(
    r"[^,，。;；\n]{0,8}?(?:[改修涂做译画装剪拼缝补][好完]|寄回|发货|寄出|出(?!去|来)|交|开工|完成|给[你您们]{0,2}(?:成|出|终|初|样))"
)


# 剩下两千看到全部成片后五天付: what the payer has got.
_SEEN = LazyPattern(r"[看见拿收]到")
_SEEN_BEFORE = 5  # characters before the thing: 看到全部照片
_BREAK = LazyPattern(r"[\s,，]")


class Anchor(NamedTuple):
    """The event a span counts from, and where its words begin in the text."""

    kind: AnchorEvent
    start: int


def anchor_before(text: str, start: int, *, within: bool, floor: int) -> Anchor | None:
    """Return the event that the length at `start` counts from, None where it counts from the message.

    Words before `floor` belong to another expression. `within` tells that 内 follows the length: then 初稿出来两天内
    needs no 后.
    """
    begin = max(floor, start - _LONGEST_EVENT)
    if begin == start:
        return None
    for mark in _CLAUSE.finditer(text, begin, start):
        begin = mark.end()
    joint = _JOINT.search(text, begin, start)
    if joint is None:
        if within:
            # 给你一周内改好 grants a week, it does not count from anything.
            near = [
                match
                for match in _KIND.finditer(text, begin, start)
                if match[0] != "给你"
                and not _ACCORDING.search(text, begin, match.start())
                and not (match[0].endswith("完") and "没" in text[max(begin, match.start() - 2) : match.start()])
                and _DOER.fullmatch(text, match.end(), start)
            ]
            return _anchor(text, near[-1], start) if near else _done(text, begin, start)
        return None
    events = [
        match
        for match in _KIND.finditer(text, begin, joint.end())
        if match.start() < joint.end() and len(text[match.end() : start]) <= 8
    ]
    if events:
        parts = [mark.end() for mark in _BREAK.finditer(text, begin, joint.end())]
        nearest = [match for match in events if parts and match.start() >= parts[-1]]  # 没有预付 验收过后15天
        return _anchor(text, _strongest(nearest or events), start)
    if joint["clear"] and (come := _coming(text, begin, joint.start(), start)):
        return come
    if joint["clear"] and (other := _OTHER_KIND.search(text, begin, joint.start())):
        handed = _SEEN.search(other[0]) or _WORK_DONE.search(other[0])
        paid = handed is not None and _is_payment(text, begin, other.start(), start)
        return Anchor("delivery" if paid else "other", other.start())
    return _done(text, begin, start) if within else None


def _done(text: str, begin: int, start: int) -> Anchor | None:
    """Return the event that a clause tells before a span, where no word of the lists names it."""
    done = _DONE.search(text, begin, start)
    if done is None:
        return _coming(text, begin, start, start)
    if "没" in done[0]:
        return None  # 还有12张图没抠完 三小时内吧
    paid = _is_payment(text, begin, done.start(), start)
    if done["got"] is not None:
        work = _WORKED_ON.match(text, start) is not None
        return Anchor("delivery" if paid else "draft" if "稿" in done["got"] and not work else "material", done.start())
    return Anchor("delivery" if paid and _WORK_DONE.search(done[0]) else "other", done.start())


def _is_payment(text: str, begin: int, event: int, start: int) -> bool:
    """Tell whether what is owed within the span at `start`, counted from `event`, is money."""
    if _PAID_FOR.match(text, start):
        return True
    return _GIVEN.match(text, start) is not None and _MONEY_NAMED.search(text, begin, event) is not None


def _coming(text: str, begin: int, end: int, start: int) -> Anchor | None:
    """Return what has to come or to pass, in words that end at `end`, before the span at `start` begins."""
    came = _COMES.search(text, begin, end)
    if came is None:
        return None
    paid = _is_payment(text, begin, came.start(), start)
    if came["past"]:
        return Anchor("acceptance" if paid else "approval", came.start())
    return Anchor("delivery" if paid else "material", came.start())


def is_owed_thing(text: str, anchor: Anchor, start: int, end: int) -> bool:
    """Tell whether the words of an anchor name what is handed over within text[start:end], not what it counts from."""
    return _OWED_THING.fullmatch(text, anchor.start, start) is not None and _HANDED.match(text, end) is not None


def events_without_span(text: str) -> list[tuple[Anchor, int]]:
    """Return the events after which the clause owes something at once, each with the end of its 后."""
    found: list[tuple[Anchor, int]] = []
    for then in _THEN.finditer(text):
        floor = found[-1][1] if found else 0
        anchor = anchor_before(text, then.end(), within=False, floor=floor)
        if anchor is not None and anchor.kind != "other" and _HAPPENS.search(text, anchor.start, then.start()):
            found.append((anchor, then.end()))
    return found


def _strongest(events: list[re.Match[str]]) -> re.Match[str]:
    """Choose among several event words: the one listed first (收到定金 is the deposit, not a delivery)."""
    order = [name for name, _ in _EVENTS]
    chosen = min(events, key=lambda match: (order.index(_name(match)), -match.start()))
    if _name(chosen) == "draft":  # 草图点头后: not that it came, but what was said of it
        told = [match for match in events if 0 <= match.start() - chosen.end() <= 1 and _name(match) != "delivery"]
        if told:
            return told[0]
    # 尾款付清 is one event in two words.
    joined = [match for match in events if match.end() == chosen.start() and _name(match) == _name(chosen)]
    return joined[0] if joined else chosen


def _name(match: re.Match[str]) -> AnchorEvent:
    return next(name for name, _ in _EVENTS if match.lastgroup == name)


def _anchor(text: str, match: re.Match[str], span: int) -> Anchor:
    """Return the event that a match names, as what is owed within the span at `span` shows it."""
    start, kind = match.start(), _name(match)
    paid = _PAID_FOR.match(text, span) is not None
    if kind == "delivery" and match[0].startswith("收到") and not paid and _WORKED_ON.match(text, span):
        kind = "material"
    elif kind == "material" and paid and _SEEN.search(text, max(0, start - _SEEN_BEFORE), start):
        kind = "delivery"
    for word in ("收到", "拿到", "你", "我", "自", "从", "给"):
        if text[:start].endswith(word):
            start -= len(word)
    return Anchor(kind, start)
