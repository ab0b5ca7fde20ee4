"""Times beside the one that is owed: 周五交，不是周四; 20号前给 我15号出差; 8点前传给我 双十一就等你了.

Where a line names several times and one of them is owed, another sets no due of its own when its clause denies it,
tells what the speaker does then, or gives it as the reason or as somebody else's event.
"""

from itertools import pairwise

from msgspec.structs import replace

from archiver.analysis.clauses import clause_around
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.clauses import HANDED, OF_TIMES
from archiver.analysis.times.expression import TimeExpression

# What else is owed at a time, beside what HANDED says: 今晚必须出, 海报17号要到, 11号上墙.
_OWED_THEN = LazyPattern(
    r"(?:必须|务必|一定(?:要|得)?|[要得])[出到]|[要得](?:见到|看到|拿到)|(?<![演展])出(?=$|[\s,，。吧哈])|到货|送到|送货|发货|取(?=$|[\s,，。吧哈])|拿(?=$|[\s,，。吧哈])|上墙|到位|[^\W\d]出来|到[我你](?:手|这|那|公司|家)|[^\W\d](?:完|好|定)(?=$|[\s,，。吧哈])|[看审过]稿(?=$)|[装挂](?=$|[\s,，。好上])|要(?:打?印(?!刷)|装|挂)(?=$|[\s,，。])|能[修做弄改出交成好行]"
)
_OWED_RULES = frozenset({"phrase.before", "phrase.within"})
# 不是周四 denies the day, 别拖到8月 forbids it; 不是周四吗 and 是不是周四 ask for it.
_DENIED = LazyPattern(
    r"(?:(?<!是)不是(?:要|在|说)?|并非|而非|(?:千万)?(?:别|(?<!要)不要|(?<!用)不用|不必|用不着|(?<!能)不能|甭|莫|不许|(?<!可)不可以)(?:再|给我|又|老|总|非)?(?:(?:搞|弄|改|推|延|放|挪|熬|磨|捱|耗)到|(?:拖|等|赶)(?:到|着)?))\s?\Z"
)
# 不用今天通宵, 别明天了: that day is let off.
_LET_OFF = LazyPattern(
    r"(?:(?<!能)不用|不含|不算|不包括|除了|除去|刨去|扣除|抛开|不必|用不着|不需要|甭)(?:非要|非得|等|赶)?\s?\Z"
)
# 周三改周五, 15号的提到12号: the day that is left.
_MOVED = LazyPattern(
    r"(?:交|给|发)?(?:的|那个|那份)?\s?(?:先|再|又|要|得|想|能不能|可以|直接|给我)?(?:改|挪|推|延|换|调|移|提前?|推迟|延期|延后|顺延|缓|拖|压|变)(?:期|一下)?(?:成|到|为|至|在)?\s?"
)
# 最好周四 最晚周五, 周四应该可以 周五肯定可以: the second is what is held to.
_HOPED = LazyPattern(r"(?:最好|争取|理想|顺利|快的话|希望|力争|尽量|目标|运气好)[^,，。\s]{0,4}\Z")
_HELD_TO = LazyPattern(
    r"(?:最[晚迟]|保底|实在不行|不行|不顺利?|慢的话|撑死|顶多|最多|否则|要不然?|再不济|底线|兜底)(?:就|的话|是|也|到|得)*\s?\Z"
)
_PERHAPS = LazyPattern(r"(?:应该|可能|尽量|争取|大概|也许|估计|兴许|差不多)")
_SURELY = LazyPattern(r"(?:肯定|一定|绝对|保准|铁定|准|稳)")
_IS_A = LazyPattern(r"(?:刚好|正好|那天|就)?是(?:个)?")
# 布料周四到货 周日能做完, 八点接着画 十点给你: what comes first is only on the way to what is owed.
_ON_THE_WAY = LazyPattern(
    r"\A(?:就|才|会|要|能|再|先|我)?(?:到(?=$|[\s,，。])|到货|到了|回(?=$|[\s,，。])|[上下]班|下课|放学|关门|打烊|收摊|开门|来收|接着|继续|开(?:始|做|画|印|工)|动[手笔]|复工|恢复|开张)"
)
_LET_GO = LazyPattern(r"(?<![到])别\s?\Z")
# 今天画不动了, 放假前来不及了, 今天停电: nothing comes of it then.
_NOT_THEN = LazyPattern(
    r"(?:[我你]|这边|实在|真的?|肯定|估计|怕是?|恐怕|应该|已经|就|先|也|都|确实|可能)*[^\W\d]{0,3}?"
    r"(?:[来赶做画弄改写剪交发出给搞动撑熬拿去用码敲打录拍][^\W\d]?不[了完及动出上成]|不[发弄画做写来去交给]|不(?:管|理|接|赶|加班|上班|营业|开工|回复|在线)(?=$|[\s,，。了]|单|活)|没空|[莫没]得空|冇空|没时间|没法|没戏|没电|停电|停网|断网|断电|有事(?!找|说)|(?<!行)不行(?![吗么])|够呛|(?:都|已经|也)?(?:排|约|接)?满了?(?=$|[\s,，])|悬了?(?=$|[\s,，。])|忙死|病了|请假)"
)
# 25号吧 这月的: the month of the day before it.
_OF_IT = LazyPattern(r"的(?:$|[\s,，。])")
# 周五能好就周五 不行就周六, 周四？周五吧: the later word stands.
_IF_SO = LazyPattern(r"(?:能|可以|要是|如果)[^,，。]{0,6}就\s?")
_ELSE = LazyPattern(
    r"[\s,，。](?:实在|真的?)?(?:不行|不然|否则|来不及|赶不[上完]|弄不完|做不完)的?话?[\s,，]?(?:就|那就)?\s?\Z"
)
_DOUBTED = LazyPattern(r"[吗么]?[?？]+[\s,，]?(?:不|要不|那|还是)?[\s,，]?")
_LONGEST_BETWEEN = 16  # characters
# 今年闰年: a year beside a day dates nothing.
_YEAR_RULES = frozenset({"periods.year"})
# 原来说周五 现在改成周四
_SAID_ONCE = LazyPattern(r"(?:原来|本来|原先|原定|之前|一开始|起初)(?:是|说|定|约|讲)?(?:的|好|了|在|是)?\s?\Z")
_NOW_SAID = LazyPattern(r"(?:改|提前?|延|推迟?|挪|换)(?:成|到|为|在|至)\s?\Z|改\s?\Z|现在(?:要|得|说|是)?\s?\Z")
_ASKED = LazyPattern(r"[吗嘛么?？]")
# What people do besides the work; without 我 only what nobody asks another to do.
_OWN = LazyPattern(
    r"(?:[都还也得要可能]*在?[赶做画改弄忙]着?(?:别的|其他|别人|另外|自己的|毕设|论文|期末|作业|年终|大单))|(?:[有去在回得要会还都也就可能想]|应该|一直|整天)*(?:通个?宵|熬个?(?:夜|通宵)|加个?班|出差|考试?|上课|上班|请假|休息|放假|回家|回老家|结婚|搬家|体检|值班|[上下]飞?机(?!房)|落地|到家|到站|转机|赶[车飞]|赶高铁"
    r"|值夜班|忙(?!完)|很忙|走不开|没档期|排满|飞|坐车|开会|不在|没空|没时间|睡|开学|答辩|陪|有[事课考班]|有个?会|旅游|看病|医院|面试|比赛|聚餐|爬山|生日|年会|轮休|手术)"
)
# 这星期你先歇歇: who rests then owes nothing then.
_RESTS = LazyPattern(
    r"(?:[你您我咱]们?)?(?:就|都|可以|也)?(?:先|好好|安心)(?:歇|休息|缓[缓口一]|养|喘|玩|忙(?:别的|你的|你自己|其他))|(?:[你您我咱]们?)(?:就|都|也)?不(?:用|着)?(?:休(?!息?吗)|放假|回家|出门|急|管)"
)
_I = LazyPattern(r"(?:我们?|咱们?|俺|本人)(?:这边|那边|自己|也|都|就|得|要|是)?\s?\Z")
_NIGHT_WORK = LazyPattern(r"(?:[我就得要会还都也先可能]|应该)*(?:通个?宵|熬个?(?:夜|通宵)|加个?班|出差)")
# 跨年也得干, 过年那会忙: what the speaker does then.
_BUSY = LazyPattern(
    r"(?:[那这](?:阵|会|段|几天|时候|两天)(?:子|儿|时间)?)?(?:[我你]们?)?(?:(?:也|都|还)(?:得|要|在|是)?|得|要|在|可能|肯定|比较|特别|很|最|太|会)*(?:干(?![完好])|忙(?![完])|加班|上班|不(?:干活|接[活单]|开工|上班|营业)|没空|不在|走不开|回老家|回家|过年)"
)
# 周五没空, 周三店里放假: nothing is owed then, where the line says no more.
_AWAY = LazyPattern(
    r"\s?(?:我|我们|这边|店里|都|也|要|得|还|全天|一天|一整天|可能|应该)*(?:没空|不在|有事|休息|出差|停电|请假|值班|轮休|不营业|关门|不开门|不接单|停更|停业|歇业|在老家|没时间|约满|排满|有约)[了呢哈啊哦]?(?=$|[\s,，。!])(?![^\n]*(?:[给交发前要补]|来得及|[吗行]))"
)
# What it begins with, but blanks.
_AWAY_BEGINS = frozenset("歇在我这店都也要得还全一可应没不有休出停请值轮关约排")
_BECAUSE = LazyPattern(r"(?:因为|由于|毕竟|主要是?|怕|不然|否则|要不然)[^,，。]{0,4}\Z")
_EVENT = LazyPattern(
    r"就?等着?(?:你|这|它|着|用)|\A的(?:会|课|局|合唱|婚宴|排练|彩排|考试|比赛|答辩|评审|活动|演出|婚礼|典礼|面试|路演|展)|要[用看审穿戴]|得[用穿]|着急用|要[发印投贴播放上]|要开|开[会业幕学工庭播展拍]|放假|预[热售]|上线|上架|发布|没人|不上班|回老家"
    r"|[上下]班|补觉|例会|周会|早会|晚会|的(?:高铁|飞机|火车|动车|航班|机票|车票|船票|[车课票]|场)|结束|开始|[布撤]展|[涨降]价|交(?:作业|论文|标书|房租|学费|社保|党费|(?:给)?(?:出版社|学校|老师|平台|甲方|编辑|组委|评委|印厂|教务|领导))"
    r"|客户|甲方|老[板师]|导师|领导|评审|路演|演出|拍摄|上课|活动|比赛|答辩|开题|结题|期[中末]|中期|婚礼|直播|汇报|印刷|下厂|进场|路演|截止投|面试|出发|生日|高考|中考|回(?:来|国|家)|出结果|出成绩|[挂坏崩停断][掉了]|要?讲(?=$|[\s,，。])|颁奖|店庆|校庆|庙会|发车|开奖|过寿|满月|[办摆]酒|\A(?:来|要|得|会)?看(?=$|[\s,，。])|\A开[业张工演]|\A是(?:周|星期|礼拜|休|放|节|假)|发福利|发工资|发薪|彩排|考试|典礼|团建|就不要了|不要了|不收货|来不及了"
)
# 我们答辩15号: the event stands before its day.
_EVENT_DAY = LazyPattern(
    r"(?:答辩|开题|结题|期[中末]|中期|评审|考试|婚礼|开会|组会|比赛|面试|路演|发布会|展会|典礼|汇报|演出|投标|述职|生日|店庆|校庆|年会|排练|彩排|合练|走台|试镜|满月酒|[喜寿婚晚]宴|酒席|高考|中考|婚期|开业|开庭|截止|活动)(?:是|在|就|定在|那天)*\s?\Z"
)
_OF_EVENT = LazyPattern(
    r"[开结]题|答辩|期[中末]|中期|评审|毕设|投标|述职|组会|考试|老师|导师|老板|客户|甲方|领导|学校|学院|系里|单位|娃|孩子|儿子|闺女|女儿|学生"
)
# What a third party asks for or is shown is only the reason for what one side hands the other.
_ASKED_BY_OTHERS = LazyPattern(r"(?:就|才|得|也|都|必须|一定)*要?(?:[用看]|交(?!给?[你我])|得交|截止|ddl|要(?=$|\s))")
_HOMEWORK = LazyPattern(r"(?:就|才|得|也|都|必须|一定)*要?交(?:作业|论文|标书|房租|学费|社保|党费|材料给|表[给格])")
_TO_OTHERS = LazyPattern(
    r"(?:当?天|当日|那天)?(?:[要得就]|拿去|拿来)*给(?:老师|导师|客户|甲方|领导|老板|学生|孩子|评委|大家|[他她]们?|家长|家里|朋友|同事)[^,，。你我]{0,3}[看用送审过]|交(?:给)?(?:出版社|学校|老师|平台|甲方|编辑|组委|评委|印厂|教务|领导)"
)
_PASSED_ON = LazyPattern(r"(?:给|发|交|传|转|拿|寄|打)(?:到|给)?[你我]|[你我哥姐]\s?\Z|[你我]先?[给发传交]|拿到|\A给")
_SAME = LazyPattern(
    r"(?:交|给|发|要|做完|弄完|搞定)?[你我]?[了吧哈啊给]?[\s,，(（]{0,3}(?:也就是说?|就是|即|等于)(?:在|是)?\s?"
)


def without_asides(folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions of a line, those that stand beside the owed ones without a due."""
    if len(found) == 1:  # as in most lines: what is said of the time would have to stand behind it
        only = found[0]
        behind = folded[only.end : only.end + 1]
        may_be_away = only.due is not None and (behind in _AWAY_BEGINS or behind.isspace())
        is_away = may_be_away and _AWAY.match(folded, only.end) is not None
        return [replace(only, due=None, not_before=None)] if is_away else found
    dated = [each for each in found if each.due is not None]
    bounded = any(each.not_before is not None and each.due is None for each in found)
    if len(dated) == 1 and (_AWAY if not bounded else _NOT_THEN).match(folded, dated[0].end):
        return [replace(each, due=None, not_before=None) for each in found]
    if len(dated) < 2:
        return found
    clauses = {each.start: clause_around(folded, each.start, each.end, OF_TIMES) for each in dated}
    owed = _owed(dated, clauses)
    said_once = {start for start, (before, _) in clauses.items() if _SAID_ONCE.search(before)}
    if said_once and not any(_NOW_SAID.search(before) for before, _ in clauses.values()):
        said_once = set()
    aside = {
        each.start
        for each in dated
        if _is_denied(*clauses[each.start])
        or each.start in said_once
        or _is_gone(each, dated)
        or (not _ASKED.search(clauses[each.start][1]) and _NOT_THEN.match(clauses[each.start][1]))
        or (each.rule in _YEAR_RULES and any(other.grain != "year" for other in dated))
        or (len(owed) > (each.start in owed) and _is_aside(each, *clauses[each.start], owed=each.start in owed))
    }
    aside |= _beside_another(folded, dated, clauses, aside)
    aside |= _days_after(dated, aside)
    if not aside or len(aside) == len(dated):
        return found
    return [replace(each, due=None, not_before=None) if each.start in aside else each for each in found]


def _beside_another(
    folded: str, dated: list[TimeExpression], clauses: dict[int, tuple[str, str]], aside: set[int]
) -> set[int]:
    """Return where of two times side by side one says no more than the other, or gives way to it."""
    found: set[int] = set()
    for first, second in pairwise(dated):
        if _is_of_pair(first, second) or _is_put_off(folded, first, second):
            found.add(first.start)
        if first.start not in aside and _IS_A.fullmatch(folded, first.end, second.start):
            found.add(second.start)  # 15号是周末
        if _is_inside(first, second):
            found.add(first.start)  # 四月单 4月10号前交
        if _is_hoped(clauses[first.start], clauses[second.start]):
            found.add(first.start)
        if second.grain == "month" and first.grain == "day" and _OF_IT.match(folded, second.end):
            found.add(second.start)
        if _SAME.fullmatch(folded, first.end, second.start) or _MOVED.fullmatch(folded, first.end, second.start):
            found.add(first.start)  # the second says which day the first one is, or is put in its place
    return found


def _is_inside(first: TimeExpression, second: TimeExpression) -> bool:
    """Tell whether the first time is a month or a week, and the second a day in it."""
    if first.grain not in ("month", "week") or second.grain in ("month", "week") or first.rule in _OWED_RULES:
        return False
    if first.from_ is None or first.to is None or second.due is None:
        return False
    return first.from_[:10] <= second.due[:10] < first.to[:10]


def _is_hoped(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether the first time is only hoped for, and the second what is held to."""
    if _HOPED.search(first[0]) and _HELD_TO.search(second[0]):
        return True
    return _PERHAPS.match(first[1]) is not None and _SURELY.match(second[1]) is not None


def _owed(dated: list[TimeExpression], clauses: dict[int, tuple[str, str]]) -> set[int]:
    """Return where what is owed is dated; what others are shown yields to what is passed on."""
    owed: set[int] = set()
    for each in dated:
        behind = clauses[each.start][1]
        if each.rule in _OWED_RULES or (
            (HANDED.search(behind) or _OWED_THEN.search(behind)) and not _TO_OTHERS.match(behind)
        ):
            owed.add(each.start)
    done = {start for start in owed if not _ON_THE_WAY.match(clauses[start][1])}
    owed = done or owed
    passed_on = {start for start in owed if _is_passed_on(*clauses[start])}
    if not passed_on or len(passed_on) == len(owed):
        return owed
    return {start for start in owed if start in passed_on or not _is_asked_by_others(*clauses[start])}


def _is_passed_on(before: str, behind: str) -> bool:
    """Tell whether the clause hands something from one side to the other."""
    return _PASSED_ON.search(behind) is not None or (
        _PASSED_ON.search(before) is not None and bool(HANDED.search(behind))
    )


def _is_asked_by_others(before: str, behind: str) -> bool:
    """Tell whether the clause says what somebody else asks for then: 毕设开题十五号要交."""
    if _HOMEWORK.match(behind):
        return True
    return _OF_EVENT.search(before) is not None and _ASKED_BY_OTHERS.match(behind) is not None


def _is_denied(before: str, behind: str) -> bool:
    """Tell whether the clause says that it is not this time: 不是周四, 别拖到8月."""
    if _ASKED.search(behind):
        return False
    if _LET_GO.search(before):
        return behind.startswith("了")
    return _DENIED.search(before) is not None or _LET_OFF.search(before) is not None


def _is_of_pair(first: TimeExpression, second: TimeExpression) -> bool:
    """Tell whether two holidays side by side are one stretch: 中秋国庆前."""
    holidays = first.rule.startswith("holidays.") and (second.children or (second,))[0].rule.startswith("holidays.")
    return holidays and second.rule == "phrase.before" and first.end == second.start


def _is_put_off(folded: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Tell whether the second day is named for want of the first: 周五能好就周五 不行就周六; 周四？周五吧."""
    between = folded[first.end : second.start]
    if len(between) > _LONGEST_BETWEEN:
        return False
    if first.due == second.due or (second.children and first.due == second.children[0].from_):
        return _IF_SO.fullmatch(between) is not None
    return _ELSE.search(between) is not None or (
        _DOUBTED.fullmatch(between) is not None and folded[second.end : second.end + 1] in "吧呗"
    )


def _is_gone(each: TimeExpression, dated: list[TimeExpression]) -> bool:
    """Tell whether something was owed at a time gone by, and a later one is named: 上周五说好的，最迟这周三."""
    return each.past and any(not other.past for other in dated)


def _is_aside(expression: TimeExpression, before: str, behind: str, *, owed: bool) -> bool:
    """Tell whether the clause tells of something else that happens then."""
    if _NIGHT_WORK.match(behind) or (expression.rule.startswith("holidays.") and _BUSY.match(behind)):
        return True
    if owed or expression.rule in _OWED_RULES:
        return False
    if (
        _RESTS.match(behind)
        or (_I.search(before) and _OWN.match(behind))
        or _TO_OTHERS.match(behind)
        or _EVENT_DAY.search(before)
        or _ON_THE_WAY.match(behind)
    ):
        return True
    if _is_asked_by_others(before, behind):
        return True
    own = not before and behind.startswith("我") and _OWN.match(behind, 1) is not None
    return own or _BECAUSE.search(before) is not None or _EVENT.search(behind) is not None


def _days_after(dated: list[TimeExpression], aside: set[int]) -> set[int]:
    """Return where a day is named again whose eve is the end already: 中秋前给到，我们中秋发福利."""
    found: set[int] = set()
    ends: set[object] = set()
    for each in dated:
        if each.rule not in _OWED_RULES and each.from_ is not None and each.from_ in ends:
            found.add(each.start)
        elif each.rule == "phrase.before" and each.to is not None and each.start not in aside:
            ends.add(each.to)
    return found
