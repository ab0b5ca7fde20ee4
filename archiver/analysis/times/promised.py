"""Whether a bare length promises the day it runs out on: 三天能交, 这单3-5天吧, 三个半小时渲完给你, 能接吗 三天.

A length by itself is a film's, a journey's, a stay's. It promises where the words behind it finish or hand something
over, where the words before it ask for time, name the work or grant the time, or where it is a clause of its own
beside a word of the deal.
"""

from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.values import Length

_SHORTEST: Final = 1800
"""Seconds; a shorter bare length is a film's, unless what is done then is handed to the other side."""
_LONGEST_OFFER: Final = 30
"""Days."""
_SHORTEST_WORK: Final = 300
"""Seconds; within fewer nothing is said to be done."""
_LONGEST_WORK: Final = 2
"""Months; a longer bare length is rather how long something runs."""
_LONGEST_HEAD: Final = 16
"""Characters before a length that may tell what it is."""
_END = r"(?=$|[\s,，。.!?;；~])"
_PARTICLE = r"[吧呢哈啊呀哦噢喔嘛呗左右就才行成不吗么的话咯啦]"
_MAKES = (
    "[画写做改弄搞剪修调录排译打渲刻绣缝织雕烧烤印裁拼装裱贴涂刷喷焊车磨铺拆搬跑查校核审算填导传拷扫抠配混谱编唱拍练肝赶干整收"
    "搭建钩钉包扎洗烘染补出办凑做理磕抄凿捏种喂清养测背捋对]"
)
_DONE = r"(?:完|好(?!看|玩|吃|累|多|久|几|不容易)|出来|齐(?!全)|妥|得完|得好|得出来?|下来|成(?!了|这|那|绩|本|品))"
# 三天能交, 工期7天: the clause says that the thing is done by then.
_DONE_BY = LazyPattern(
    r"\s?(?:左右|时间|吧|的话|,)?\s?(?:我|你|这边|那边)?(?:就|都|应该|大概|差不多|肯定|一定|一般|基本|保证|内?绝对)?(?:就)?"
    r"(?:能[^不]{0,4}(?:好|完|出|交|给|发|弄|做|搞)|可以(?:交|给|出|好|做完|弄完|完成|搞定)|够吗|够了?|行不行|行吗|行不|搞得?定|弄得?[完好]|做得?[完好]|完成|完工|交(?:稿|付|货|给|你|(?![费钱友流通班税接代]|房租)[^\W\d]{2,5}(?=$|[\s,，。])|(?=$|[\s,，。吧哈咯]))|出(?:[稿图片]|[^\W\d]{1,3}[图片样](?=$|[\s,，。])|[粗精初]剪|小样|白模|初[稿版]|成[品片]|全套|整套|[样定终全]稿|方案|效果|结果|报告|设计|demo|第?[一二两三\d][版稿套张]|草[图稿案]|线稿|一?[版稿](?!费)|货|$)|给(?:你|我|您|[初终定全样]稿|样[品衣]|成[品片]|第?[一二]版|效果图)|发(?:你|我|您|给)"
    r"|\s?时间(?=[\s,，][^,，。]{0,20}(?:给[你您]|赶得?出来|[做画弄剪写]得?完|搞得?定))|回(?:复?[你我您])(?!家)|(?:寄|送|运|派)到(?!了)|到货(?!的|了|后)|拿得下"
    r"|好(?=$|[\s,，。!~了吧的吗])|拿到|拿货|收[够齐满]|凑[够齐满]|集齐|[出下拿](?:[^\W\d]{0,3}?报告|证|函|批文|签|票|样(?!子))|办[好完妥下](?!来)|[涨刷打跑录]到|[写画改剪录配译拍]完|全部|来得及|没问题|做得完|能行|ok|到账|付清|结清)"
)
# 渲完给你, 赶出来, 就能拿到, 给答复; 定稿 and 齐活 say that the whole is done.
_MADE_THEN = LazyPattern(
    rf"\s?(?:左右|以?后)?(?:我|咱)?(?:应该|大概|肯定|保证|一定)?(?:就|才|便)?(?:能|可以?)?(?:给你|帮你|把\w{{1,4}}?)?(?:{_MAKES}{{1,2}}{_DONE}(?!了)(?=$|[\s,，。!?]|[给发交吧哈啊呢吗不这那你]|\d|[一二三四五六七八九十百])"
    rf"|{_MAKES}(?:给|发|寄)[你我您]|(?:能|可以)?(?:定稿|终稿|交稿|交货|交活|完工|完活|收工|齐活|搞掂|拿下)(?!费|率)|给(?:个)?(?:答复|回复|准信|结果|说法)|(?:答|回)复[你我]|(?:就|才)?能?(?:拿到|收到|到手|出货)|才能?(?:发货|寄|给|交|发|拿|取))"
)
_HANDED_THEN = LazyPattern(
    r"\s?(?:左右|以?后)?(?:就|才|准|内|保证)?(?:能|可以)?(?:给你)?(?:给(?=$|[\s,，。吧哈啊])|[发传寄交送转拿]给?(?:[你您我](?![们的])|过[去来])|给[你您我][发传寄交送转拿])(?!.{0,3}一次)"
)
# 一刻钟就好, 十分钟搞定
# 7-10天发货; 48小时发货 is a shop's promise to all.
_SHIPS = LazyPattern(r"\s?(?:左右|内)?(?:就|能|可以?)?发货(?!的|了|后)")
# 一般三天能做完一个: how fast the work goes.
_USUAL = LazyPattern(r"(?:一般|平均|通常|正常|平时)[^,，。\s]{0,4}\Z")
_A_PIECE = LazyPattern(r"[^\W\d]{0,5}?[一1][个张套条只单件幅]")
_SOON_DONE = LazyPattern(
    rf"\s?(?:左右|内)?(?:就|能)?(?:搞定|{_MAKES}{{1,2}}[完好](?!了)|好|行){_PARTICLE}{{0,2}}{_END}|[\s,，]?(?:马上|很快)"
)
# 再给我20分钟
_GRANT_ME = LazyPattern(r"再?[给等容](?:我|俺|咱)(?:最后)?\s?\Z")
_SOON = LazyPattern(r"(?:马上|很快|等我)[\s,，]?\Z")
# 半小时就画完了 tells how long it took.
_DONE_ALREADY = LazyPattern(
    rf"\s?(?:就|才)?(?:给你|帮你)?{_MAKES}(?:完|好|出来|给你)?了(?!吧|就)|\s?就?[画写做改剪弄搞修调排录译打](?:完|好|出来)了(?!吧|就)"
)
# 给你三天时间, 再给你宽限一个星期, 最多给你三天
_GRANTED = LazyPattern(r"给(?:你们?|您)\s?\Z")
_TIME_GIVEN = LazyPattern(r"\s?的?时间(?![^\W]*了)|\s?吧|\s?(?:考虑|搞定|够)")
_GRANTED_OUTRIGHT = LazyPattern(
    r"(?:(?:宽限?|容|缓)(?:给|个)?(?:你们?|您)(?:个)?|给(?:你们?|您)(?:再)?(?:宽限|放宽)(?:个)?|再等(?:你们?|您)|(?:再|最多|顶多|只能?|就|也就|那就|行|好)给(?:你们?|您)|(?:\A|[\s,，。!?])(?:我)?给(?:你们?|您))\s?\Z"
)
_GIVEN = LazyPattern(rf"\s?(?:的?时间)?[吧哈啊哦噢了]?{_END}")
# 5天吧, 两个工作日 发票开好寄出
_OFFERED = LazyPattern(
    r"\s?(?:左右)?吧(?=[\s,，。!?~]|$)(?![\s,，。]{0,3}我?也?(?:忘|记不|不记|没算|没数|不清楚|不确定|印象|没见|认识|没联系))"
)
# 两个工作日 发票开好寄出; 做旧要等胶干，3到5天，您提前说: nothing but what is promised is told so.
_ALL_SAID = LazyPattern(r"\s?(?:左右)?[\s,，。]")
_BORDER = r"[\s,，。!?;；:：~]"
_CLAUSE_BEGINS = LazyPattern(
    rf"(?:\A|{_BORDER})(?:大概|大约|差不多|估计|应该|可能|也就|就|那|那就|我要?|得|要|行|好|嗯|可以|最多|顶多)*\s?\Z"
)
# 三四天吧 我手慢 answers how long it takes.
_SLOW = LazyPattern(
    r"\s?(?:左右)?[吧哈]?[\s,，]{1,2}(?:我|俺|咱)?(?:这边|手头|手上|最近)?(?:(?:手|动作|速度|[画做写剪改弄]得?)(?:比较|有点|稍微?|太|真)?慢|(?:单子?|活儿?|稿子?)(?:比较|有点|太|挺)?多|排得?(?:比较|有点|挺)?满)"
)
_NEEDED = LazyPattern(
    r"(?:再?给我|工期|周期|交期|预计|大概需?要?|需要|还要|还需要?|最多|最长|最迟|限(?:你|期)?|只要|预估|估计|(?:不|别)超过|超不过|用不了|要不了|不出|撑死了?|顶多|顶破?天|充其量|至多|满打满算|再有|还差|(?:(?<!再)等|再?容)(?:我|俺|咱)|宽限(?:给)?(?:我|咱|俺)们?)[是为:：]?\s?\Z"
)
_STILL_NEEDED = LazyPattern(r"(?:还差|还要|还得|再有|再过)\s?\Z")
# 我估计得12天, 这个图要两天, 刻字加装裱得一个礼拜
_NEEDS = LazyPattern(r"(?<![不非只想主重所需])(?:得要?|要|需要?|(?:得|要)(?:花|用|等))(?:个|大概|大约|差不多)?\s?\Z")
_AS_NEEDED = LazyPattern(rf"\s?{_PARTICLE}{{0,2}}(?:{_END}|才能?|能)")
_AT_MOST_BEHIND = LazyPattern(r"\s?(?:封顶|打住|为限|到顶|顶天|不能再[多长久拖晚]|为期)")
# 这单3-5天, 初稿3天, 全套交付一个月
_OF_WORK = LazyPattern(
    r"(?:(?:工期|周期|货期|交期|制作期|制作|印刷|打样|加工|烧制|定做|订做|交付|交货|出货|出片|出图|出稿|出样|交稿|(?:初|终|定|线|色|成|首|二|样)稿|成[品片衣]|样[衣品刊张]|上色|勾线|描线|铺色|细化|后期|配音|校对|排版|打磨|上漆|组装|安装|布线|录制|拍摄|加急|不加急|普通|正常|急件|全[套部](?:\w{2})?|整[个套]\w{1,3})|(?<!\w)这(?:[单活批套个件]|个?(?:图|稿|片|单子|活儿?))\w{0,3})"
    r"(?:大概|差不多|大约|一般|估计|也就|就|算|是|约|要|得|得要|需要?|:|：|给你)*\s?\Z"
)
# 导出中 还有20分钟, 还剩最后一页 半小时, 急件 两小时: what is under way, or hurried, is over then.
_UNDER_WAY = LazyPattern(
    r"导出|上传|下载|渲染|打包|压缩|解压|编译|保存中|拷贝|最后一[页张段个]|快[好完了]|马上|就[好完]|在(?:导|传|弄|改|画|渲)|(?:加|特|很)?急(?:件|单)"
)
_LEFT = LazyPattern(r"(?:^|[\s,，。])(?:还有|还剩|还要|大概|也就|再|最多|估计)*\s?\Z")
# What a length measures that is no work: a journey, a stay, a show, a warranty, how long somebody has waited.
_OF_OTHERS = LazyPattern(
    r"开车|坐车|车程|路[上程]|飞|火车|高铁|快递|物流|运输|邮寄|走路|步行|[睡玩住租休学读]|请假|上课|课|存|放假|[出]差|开会|会[议期]|考试|培训|隔离|住院|恢复|排队|婚|展|活动|旅|爬|陪|带娃|搬家|片[长头尾]|时长|每|(?<![多少])一[周天月年](?:就|才|也|都|要)|一次|合同期|试用|有效|保修|保质|质保|租期|押|充电|加热|[煮炖烤蒸泡腌敷]|发酵|冷藏|直播|播放|上班|加班|没|多久[没了]|折腾|耽误|浪费|磨叽|等[你了]|拖|病|工龄|经验|行业"
)
# Beside one of these a length that is all of its clause answers how long the work takes.
_OF_DEAL = LazyPattern(
    r"能[接做出赶行弄画写]|接[吗么不单]|行[不吗么就]|赶(?:得|不|出|一)|来得及|多一天|少一天|一天不[多少]|超(?:一天|时|期)|不能再|必须|一整?套|\d\s?[张个页份套条版]|[一二两三四五六七八九十]{1,2}[张页份套条版]|定金|加急|急[单活]|给你|弄|起稿|开[工画]|可以|交|做|能等|等得"
)
_YES = LazyPattern(r"(?:行|好的?|可以|嗯+|ok|没问题|中|成|得)[吧哈啊呀]?[\s,，。!]*\Z")
_MARK = LazyPattern(r"[,，。.!！?？;；\n\s]")
_EXTENDED = LazyPattern(
    r"(?:(?<!给你)(?<!给您)(?<!你们)宽限(?!(?:给)?[我咱俺])|延|延长|延期|延后|推迟|推后|拖|提前|提早|(?<!容我)缓|(?<![最顶])[晚多迟早少])(?:个|了|我|到|一下)?\s?\Z"
)


def is_promised(folded: str, place: tuple[int, int, int], length: Length, *, ranged: bool) -> bool:
    """Tell whether a bare length promises.

    `place` is where the time before it ended, to which the words before belong, and where the length begins and ends;
    `ranged` tells that it is open (3-5天).
    """
    floor, start, end = place
    head = folded[max(floor, start - _LONGEST_HEAD) : start]
    if (head and _EXTENDED.search(head)) or (_DONE_ALREADY.match(folded, end) and not _STILL_NEEDED.search(head)):
        return False
    if length.days and _SHIPS.match(folded, end):
        return True
    if _USUAL.search(head) and _A_PIECE.match(folded, end):
        return False
    handed = _HANDED_THEN.match(folded, end) is not None
    if length.seconds and length.seconds < _SHORTEST and not length.days:
        if _GRANT_ME.search(head) and _GIVEN.match(folded, end):
            return length.seconds >= _SHORTEST_WORK
        return handed or (length.seconds >= _SHORTEST_WORK and _is_soon(folded, head, end))
    if _DONE_BY.match(folded, end) or (head and (_NEEDED.search(head) or _is_granted(folded, head, end))):
        return True
    clause = _MARK.split(head)[-1]
    if clause and _OF_OTHERS.search(clause):
        return False
    if handed or _MADE_THEN.match(folded, end) or _AT_MOST_BEHIND.match(folded, end):
        return True
    return _is_told(folded, (clause, start, end), length, ranged=ranged)


def _is_soon(folded: str, head: str, end: int) -> bool:
    """Tell whether some minutes are said to be all that is left: 一刻钟就好, 马上 五分钟."""
    if _OF_OTHERS.search(_MARK.split(head)[-1]):
        return False
    if _SOON_DONE.match(folded, end) or _SOON.search(head):
        return True
    return _is_under_way(folded, head, end)


def _is_under_way(folded: str, head: str, end: int) -> bool:
    """Tell whether the length is a clause of its own beside what is under way: 导出中 还有20分钟."""
    if _LEFT.search(head) is None or _GIVEN.match(folded, end) is None:
        return False
    return _UNDER_WAY.search(folded[: end - 1]) is not None


def _is_granted(folded: str, head: str, end: int) -> bool:
    """Tell whether the clause gives the other side so much time."""
    if _GRANTED.search(head) and _TIME_GIVEN.match(folded, end):
        return True
    return _GRANTED_OUTRIGHT.search(head) is not None and _GIVEN.match(folded, end) is not None


def _is_told(folded: str, place: tuple[str, int, int], length: Length, *, ranged: bool) -> bool:
    """Tell whether the length answers how long the work takes: 这单3-5天吧, 得12天才能刻完, 能接吗 三天."""
    clause, start, end = place
    if not folded[:start].strip() and _SLOW.match(folded, end):
        return True
    if length.seconds and _is_under_way(folded, folded[max(0, start - _LONGEST_HEAD) : start], end):
        return True
    if length.seconds or length.years or length.months > _LONGEST_WORK:
        return False
    if (_NEEDS.search(clause) or _OF_WORK.search(clause)) and _AS_NEEDED.match(folded, end):
        return True
    return (
        not length.months
        and length.days <= _LONGEST_OFFER
        and _is_offered(folded, start, end, sure=ranged or bool(length.working_days))
    )


def _is_offered(folded: str, start: int, end: int, *, sure: bool) -> bool:
    """Tell whether a clause is the length alone, as an offer: 5天吧, 两个工作日 发票开好寄出, 能接吗 三天."""
    if not _CLAUSE_BEGINS.search(folded, max(0, start - _LONGEST_HEAD), start):
        return False
    if _OFFERED.match(folded, end):
        return True
    before, behind = folded[:start].strip(), folded[end:].strip()
    if not (before or behind) or not (end == len(folded) or _ALL_SAID.match(folded, end)):
        return False
    if sure:
        return True
    near = before[-_LONGEST_HEAD:], behind[:_LONGEST_HEAD]
    if any(_OF_OTHERS.search(words) for words in near):
        return False
    return _YES.search(before) is not None or any(_OF_DEAL.search(words) for words in near)
