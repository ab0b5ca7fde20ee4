"""Times that the work shows or is about: 请柬写10月3号开席, 中秋那套图, 默认显示当月. They are read and set no due."""

import re
from itertools import pairwise

from msgspec.structs import replace

from archiver.analysis.clauses import clause_around
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.clauses import HANDED, OF_TIMES
from archiver.analysis.times.expression import TimeExpression

# What is written on: with one of these before it, even 改成 and 是 tell what is to be read there.
_SURFACE = (
    r"(?:封面|封底|扉页|落款|页眉|页脚|海报|展板|背景板|横幅|请柬|请帖|喜帖|邀请函|水印|标题|副标题|首页|页面|banner|画面|图上|图里|正文|名片|旁白|字幕"
    r"|片头|片尾|台词|证书|奖状|台历|挂历|日历|日程表|课程表|课表|时间轴|吊牌|包装|瓶身|菜单|门头|传单|易拉宝|简历|ppt|kv|logo下面|倒计时|弹窗|公告栏|票面|门票|剧本)"
)
_WRITTEN = LazyPattern(
    r"(?:[写标注刻绣]|(?<!打)印|打(?=[了着上出]?\s?[\"“「])|显示|展示|高亮|选中|跳转到?|定位到?|旁白|[说念读]到|[写印标显示刻绣注打]着)(?:[了着上为成]|的?是|在)?\s?[:\"“「]?\Z"
)
_ON_SURFACE = LazyPattern(rf"{_SURFACE}[^,，。]{{0,8}}(?:[改换]成|[改换]为|说|是|:)\s?[:\"“「]?\Z")
_SHOWN = LazyPattern(r"(?:默认|自动)?(?:显示|展示|高亮|选中|展开|定位到|跳转到|停在)(?:到|的?是|成|为)?\s?\Z")
# The hours of a shop and the days of an event: 营业时间9点到18点, 封面日期2022年1月.
_HOURS = LazyPattern(
    r"(?:营业|活动|开放|开馆|开业|报名|上课|门店|办公|客服|演出|比赛|婚礼|典礼|展览|会议|值班|播出|放映|入场|签到|封面|落款|生产|出生|出版|发行|成立)"
    r"(?:的)?(?:时间|日期)(?:段|点)?(?:是|为|写|改成|换成|放|:|大概)?\s?\Z"
)
# What any of the words that tell where a time is written, shown or opened ends with (an empty clause: with nothing).
_TOLD_BY = frozenset('写标注刻绣印打示展亮中转位白到着了上为成是在开说间期段点放概: "“「')
_AGREED = LazyPattern(
    r"合同|协议|约定|聊天|订单|备注|deadline|ddl|要求|通知|截止|截稿|交稿|任务书|工期|交期|交付|交货|进度"
)
_ASKED_FOR = LazyPattern(
    r"\s?(?:[我你]|就|要|得|再|能|可以|一定|必须)*(?:[给交发传](?!布会)|出[图稿片]|[要取拿用](?!求)|上线|上架|完成|搞定|定稿|做[完好]|弄[完好])"
)
_RELATIVE = LazyPattern(r"(?:(?:今|明|后|昨)[天晚早日]|(?:[这下本]个?)?(?:周|星期|礼拜)[一二三四五六日天末])")
_QUOTED = {'"': '"', "“": "”", "「": "」", "『": "』"}
# 儿童节那套, 凌晨那种: the day or the hour is what a thing is about.
_PIECE = r"(?:张|套|组|版|款|条|份|篇|批|种(?!情况|时候)|幅|期|首|支|页|系列)"
_ITS_PIECE = LazyPattern(rf"的?[那这](?:一?{_PIECE}|个(?!时候|星期|周|月|点|时间|节|假))")
_ITS_OLD_PIECE = LazyPattern(rf"的?那一?{_PIECE}")
_OLD_PIECE_BEGINS = frozenset("的那")
_THEME = LazyPattern(
    r"的?(?:主图|副图|祝福|贺[词语卡图]|拜年|吉祥物|推送|文创|短片|问候|寄语|手绘|合集|特刊|安康|愉快|吉祥|大吉)"
)
_GOSSIP = LazyPattern(
    r"[我你他们都到处哪里全也就在出门路上高速景区又真的要]{0,6}(?:人挤人|人山人海|堵车|堵死|堵在|宅家|人好多|人太多|人多|怎么过|去哪|出去玩|抢票|放几天)"
)
_FIGURES = LazyPattern(r"[的]?(?:柱子?|柱状|折线|曲线|饼图|那列|那栏|那根|数据|报表|财报|销[量售]|业绩|营收|流水)")
# 11月的账, 去年的汇算清缴, 你5月那37小时: what a thing is the thing of.
_RECORDS = LazyPattern(
    r"[份度]?(?:(?:的|度)?(?:[总小]结|工作报告|报表|汇报(?!$|[,，。\s])|财报|战报|复盘|盘点|规划|业绩|kpi|销[量售]|大事记)|那(?!天|会|时|之|边)|的?(?:[这那]\s?(?:笔|批|次|期|些|单|份)|账(?!号|户)|(?:记账|会计)?凭证|单据|台账|底稿|明细|考勤|工资|薪[水资]|课时费|社保|绩效|房租|房贷|[水电]费|物业费|汇算|税|对账|奖金|稿[费酬]|报销|排班|期刊|业绩|流水"
    r"|档期表|月[报刊]|年[报刊]|周报|季报|账单|欠款|货款|尾款|余款|话费|利息|分红|提成|学费|会费|快递费|加班费))"
)
_OF_TERM = LazyPattern(r"份?的?(?:开学|答辩|考试|放假|毕业|婚礼|期末|比赛)(?:之|以)?前")
_AND = LazyPattern(r"\s?(?:跟|和|与|、|对比|vs)\s?")
_ABOUT_RULES = ("holidays.", "clock.part")
_PERIOD_RULES = frozenset({
    "ranges.months", "ranges.months_in_figures",
    "periods.quarter", "periods.half", "periods.half_year", "periods.named_month", "periods.relative_month",
    "periods.year",
})  # fmt: skip
# 一月一张 is one each month.
_ONE_A_MONTH = LazyPattern(r"[张个次篇页期幅款条本套份集首更换](?![号日])")
# 周一到周五都要显示 says what is so every week.
_WEEKDAYS = LazyPattern(r"(?:周|星期|礼拜)[一二三四五六日天]\s?[到至\-~]\s?(?:周|星期|礼拜)?[一二三四五六日天]")
_EVERY_WEEK = LazyPattern(r"\s?(?:都(?!可以|行|能|给|交|发|没问题|成|ok|好)|各)")
_DAY_RULES = ("days.", "weeks.weekday")


def without_content(folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions of a line, those that the work shows or is about without a due."""
    if len(found) == 1:  # as in most lines
        only = found[0]
        is_shown = only.due is not None and _is_content(folded, only)
        return [replace(only, due=None, not_before=None)] if is_shown else found
    content = [each.due is not None and _is_content(folded, each) for each in found]
    for at, (first, second) in enumerate(pairwise(found)):
        if content[at + 1] and first.rule == second.rule and _AND.fullmatch(folded, first.end, second.start):
            content[at] = True  # 第一季度跟第二季度的柱子
    if not any(content):
        return found
    return [
        replace(each, due=None, not_before=None) if is_content else each
        for each, is_content in zip(found, content, strict=True)
    ]


def _is_content(folded: str, each: TimeExpression) -> bool:
    opened = folded[each.start - 1 : each.start]
    is_told = opened in _TOLD_BY or opened in _QUOTED
    if not is_told and not _may_be_about(folded, each):
        return False
    before, behind = clause_around(folded, each.start, each.end, OF_TIMES)
    if _is_about(each, behind) or _is_each(each, behind):
        return True
    opened = before[-1:]
    if opened in _QUOTED and behind.startswith(_QUOTED[opened]):
        return True
    if opened not in _TOLD_BY or _AGREED.search(before) or _ASKED_FOR.match(behind) or HANDED.search(behind):
        return False
    if _ON_SURFACE.search(before) or _SHOWN.search(before) or _HOURS.search(before):
        return True
    if _WRITTEN.search(before) is None or each.rule in ("phrase.before", "phrase.within"):
        return False
    return re.search(_SURFACE, before) is not None or _RELATIVE.match(each.text) is None


def _may_be_about(folded: str, each: TimeExpression) -> bool:
    """Tell by the rule and by the character behind it whether to look what a time is about."""
    rule = each.rule
    if rule.startswith(_ABOUT_RULES) or rule in _PERIOD_RULES or rule == "phrase.range" or each.text.endswith("月一"):
        return True
    return rule.startswith(_DAY_RULES) and folded[each.end : each.end + 1] in _OLD_PIECE_BEGINS


def _is_about(each: TimeExpression, behind: str) -> bool:
    """Tell whether the words behind a day make it what a thing, a greeting or gossip is about."""
    if each.rule.startswith(_ABOUT_RULES):
        if _ITS_PIECE.match(behind) or _THEME.match(behind):
            return True
        return each.rule != "clock.part" and _GOSSIP.match(behind) is not None and not HANDED.search(behind)
    if each.rule in _PERIOD_RULES or (each.rule == "phrase.range" and each.grain == "month"):
        if _OF_TERM.match(behind):
            return True  # 九月开学前: which start of school
        return (
            _FIGURES.match(behind) is not None
            or _RECORDS.match(behind) is not None
            or (_AND.match(behind) is not None and "的" in behind[:12])
        )
    if each.rule.startswith(_DAY_RULES) and _RELATIVE.match(each.text) is None:
        return _ITS_OLD_PIECE.match(behind) is not None and not HANDED.search(behind)
    return False


def _is_each(each: TimeExpression, behind: str) -> bool:
    """Tell whether the words say what is so each month or each week: 一月一张, 周一到周五都要显示."""
    if each.text == "一月":
        return behind.startswith("一") and _ONE_A_MONTH.match(behind, 1) is not None
    return each.rule == "phrase.range" and bool(_WEEKDAYS.fullmatch(each.text) and _EVERY_WEEK.match(behind))
