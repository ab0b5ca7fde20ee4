"""Bare figures that name what something sells for: 旗舰版2980/年, 八千一个月, 行情都是3200左右, 套餐一1888包三套服装.

A price is known by the span of time or the goods that it buys, by the market or the job it is compared with, or by
who grants it. Counts and measures are ruled out before.
"""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import is_side, is_year

_LEAST: Final = 30
"""Yuan; the least that a named thing sells for."""
_LEAST_FOR_TIME: Final = 100
"""Yuan; the least for hours, for filming, and for what is known by its price."""
_LEAST_FOR_CRAFT: Final = 10
"""Yuan; the least for a small thing that is made."""
_STEP: Final = 5
"""Prices of what is made or filmed are multiples of it."""
_BLANK: Final = LazyPattern(r"\s")
_CLOSED: Final = LazyPattern(r"[了的]?[吧吗呢啊呀哈嘛么呗哦喽咯啦撒噻嘞]*(?:老板|亲|哥|姐)?[!?~]*")
# 2980/年, 八千一个月; 300一年前 is long ago, 500一个月内 a pace.
_FOR_A_TIME: Final = LazyPattern(
    r"\s?(?:/\s?(?:年|月|季度?|周)|(?:一|每)个?(?:月(?![饼亮\d一二三四五六七八九十底初])|年(?!级|龄)|季度?(?!末)|(?:星期|礼拜|周)(?![岁年期边末一二三四五六日天]))|包[月年季])"
    r"(?![之以]?[前后内]|的?(?:时间|用?量|播放|字|粉)|能[写画做涨])"
)
# 陪诊200半天, 跟拍800一下午: how long is worked for it.
_FOR_HOURS: Final = LazyPattern(r"\s?(?:半天|一整?天|一[上下]午|一晚上?)(?=$|[\s,，。吧])")
_HEATED: Final = LazyPattern(r"[烤温度煮蒸炖]|[了过]\Z")
_EACH_TIME: Final = LazyPattern(
    r"(?:每|一)个?(?:月|季度?|周|年)(?:固定|稳定|大概|差不多|也就|才|就|只|是|到手|能有|房租|租金|底薪){0,2}\s?\Z"
)
# At the head of its clause, then what is done for it: 4500能不能做个小程序, 599给对象约张双人, 16800拍一整天.
_AT_HEAD: Final = LazyPattern(r"(?:(?:^|\s)(?:那|就|这)?|套餐\s?[一二三四五abcd甲乙丙]?\s?)\Z")
_MAKING: Final = "[做拍画写剪搞弄出整来办修装刷教买订约刻绣印译录配跟]"
_DONE_FOR_IT: Final = LazyPattern(
    rf"\s?(?:(?:能不能|能否|可否|可不可以)(?:给我|帮我)?{_MAKING}|[给帮][^\W\d]{{1,4}}{_MAKING}[个张套份条首幅一]"
    r"|[拍画做写剪录跟陪租住教](?:一整?|整|全|半)[天晚场程套身月年]"
    r"|(?:就能?|才|能|可以)?(?:找|约|包|租|学|订|买|换|做|画|修)(?:了?个|了?一[个位次场套整节]|到|位|了?[两俩]个?))"
)
_INCLUDED: Final = LazyPattern(
    r"\s?包(?:[一两二三四五六七八九十\d]+(?:次|稿|轮|套|张|组|条|个|天|晚|桌|位|人|场|节|小时|款|身)|接送|吃住?(?!的)|[午晚早]餐|教会"
    r"|学会|教到会|底片|跟妆|安装|运费|送货|上门|场地|服装|化妆|全程|售后|终身|食宿|机票|门票|税(?!后|前)|精修|打印|调试|拆旧|清运|过审)"
)
# Goods by their grade or make, and their price ends the words: 旗舰版2980, 亚克力立牌45.
_GOODS: Final = LazyPattern(
    r"(?:套餐\s?[一二三四五abcd甲乙丙]?|(?:旗舰|标准|基础|豪华|专业|企业|尊享|入门|高级|普通|精简|至尊|轻奢)[版款档班型]|(?:周末|寒假|暑假|小|大|晚|全日|冲刺|一对一|集训|兴趣|辅导|培训|速成|[四六八]级|考研|考公|雅思|托福|书法|画画|舞蹈|钢琴|吉他|编程|刷题|精讲|强化)班|(?:正式|试听|网|录播|直播|线上|线下|公开|私教|团|大师|精品)课|课程|门票|礼盒|[年月季次]卡"
    r"|(?:手绘|手工|手作|手写|定制|订制|亚克力|实木|刺绣)(?!板|本)[^\W\d零一二三四五六七八九十百千万字]{1,4})\s?\Z"
)
# Small services and what is fetched for somebody: 跑腿20, 奶茶18 代取.
_ERRAND: Final = LazyPattern(
    r"(?:^|\s|[我你他]的?)(?:跑腿费?|代[取买拿排购送办跑]|闪送|同城(?:送|急送)?|上门|奶茶|咖啡|[早午晚]餐|外卖|盒饭|打车|停车|快递|邮寄)\s?\Z"
)
_LEAST_ERRAND: Final = 5
"""Yuan; the least for an errand, or of what a shop sells."""
# 婚礼双机位1880
_SHOOTING: Final = LazyPattern(r"(?:[单双三四多]机位?|跟拍|旅拍|航拍|快剪|跟妆|摄像|双摄|夜景|内景|外景|棚拍)\s?\Z")
# 240讲题可以: what is done for the figure, and that it can be.
_CAN_BE: Final = LazyPattern(
    r"[^\W\d零一二三四五六七八九十百千万左右多以上下内]{2,4}(?:可以|能接|能做|没问题)(?=$|[吧的呢,，。!?\s])"
)
_CRAFT: Final = LazyPattern(
    r"(?<![这那哪第有同统])(?:一|每|单)[首副幅个张把面扇节盒束件条对块枚]"
    r"(?:诗|词|对联|春联|字|印?章|扇面|横幅|墙|窗户?|蛋糕|花束?|杯子|徽章|贴纸|[卡照]片|请[柬帖]|贺卡|签名|证件照|旗袍|裙子?|妆|发型|美甲|窗帘|相框|灯箱|锦旗"
    r"|奖杯|牌匾|书签|明信片|手机壳|钥匙扣|抱枕|t恤|卫衣|围巾)(?:才|就|也|只|要|是|得)?\Z"
)
# What others pay and what was paid before: 行情都是3200, 上次那单是370.
_COMPARED: Final = LazyPattern(
    r"(?:(?:行情|市面上?|圈内|外面|别家|同行|友商)(?:价格?)?(?:[这那同]?[种类款样]的?|[^\W\d]{0,2})(?:都|才|也|就|只|是|在|要){1,3}|行情|[那上]一?[单票]是?|(?:上|头)[次回](?:那?[单票套张个])?(?:才|就|也)?(?:是|算))\s?\Z"
)
# 淘宝上35: what others sell it for.
_SOLD_ELSEWHERE: Final = LazyPattern(
    r"(?:淘宝|拼多多|[咸闲]鱼|京东|抖音|某宝|别家|别人家?|人家|隔壁|外面|线下|门店|网上|小店)(?:上|那边|里|店)?(?:才|只|都|就)?(?:卖|要|收|是)?\s?\Z"
)
_GRANTED: Final = LazyPattern(
    r"(?:财务|老板|领导|公司|甲方|上面|总部|学院|学校|院里|系里|部门|经费|预算|组委会|客户|客人)[^\W\d]{0,3}(?<!审)批(?:了|给|下来?了?|的)(?:你|我|咱)?\s?\Z"
)
_TOTAL: Final = LazyPattern(r"(?:^|\s)总\s?\Z")
# 480请个导游: who is hired for it.
_HIRES: Final = LazyPattern(r"\s?(?:就能?|才|能|可以)?(?:[请雇聘]了?)(?:个|一[个位]|[两俩]个?|人|位)")
# 58的模板, 99的套餐, 1980那档: what is known by its price.
_KNOWN_BEFORE: Final = LazyPattern(r"(?:^|[\s和跟与选要买拍订上从用]|还是|你那|你的|那个?|这个?|有个?|就)\Z")
_KNOWN_BY_PRICE: Final = LazyPattern(
    r"\s?(?:(?:的?[那这]?[个种款]?|[^\W\d的]{2})(?:套餐|套系|档(?![案次期口])|价位|模[板版](?!文件)|礼盒|课程|团购|名额|门票)"
    r"|的?[那这]一?[款档]|的(?:和|跟|与|还是)(?:\d{2,5}|[一二两三四五六七八九]百[^\W\d]?)的)"
)
_OTHER_KNOWN: Final = LazyPattern(r"的(?:和|跟|与|还是)\Z")
_KNOWN_BEHIND: Final = LazyPattern(r"的(?!图|屏|鞋|码|尺|字|版)")
# 4999的手写板我分期买的
_BOUGHT: Final = LazyPattern(r"的[^\W\d]{1,6}?(?:我|刚|才|新|去年|前年|分期|花呗)*(?:买|入手)[的了]")
# 1999！！！就这价: the clause behind the figure says that it is one.
_SAID_TO_BE_PRICE: Final = LazyPattern(
    r"[\s,，。!?]{1,6}(?:就这个?[价数]|这个?价|不[讲议还二]价|一口价|最低价?了|不能再[少低降]|爱要不要|爱来不来)"
)


def is_named_price(before: str, words: str, after: str, value: Decimal, *, later: str) -> bool:
    """Tell whether a bare figure between these words of its clause, and before `later`, is what something sells for."""
    right = _BLANK.split(after)[0]
    closed = _CLOSED.fullmatch(right) is not None
    if closed and _is_small_price(before, value):
        return True
    if value < _LEAST:
        return False
    alone = not before.strip() and closed
    if (alone and _SAID_TO_BE_PRICE.match(later)) or _FOR_A_TIME.match(after):
        return True
    if value >= _LEAST_FOR_TIME and _FOR_HOURS.match(after) and not _HEATED.search(before):
        return True
    if closed and value >= _LEAST_FOR_TIME and _EACH_TIME.search(before):
        return True
    if _AT_HEAD.search(before) and _HIRES.match(after):
        return True
    if _GRANTED.search(before) or _INCLUDED.match(after):
        return True
    if words.isdecimal() and is_year(value) and not words.endswith("99"):
        return False
    if closed and (_COMPARED.search(before) or _TOTAL.search(before)):
        return True
    return not (words.isdecimal() and is_side(value)) and _is_price_of_goods(before, after, value, closed=closed)


def _is_small_price(before: str, value: Decimal) -> bool:
    """Tell whether the figure ends its words and is what a small thing or an errand costs."""
    if value >= _LEAST_FOR_CRAFT and not value % _STEP and _CRAFT.search(before):
        return True
    return value >= _LEAST_ERRAND and (_SOLD_ELSEWHERE.search(before) is not None or _ERRAND.search(before) is not None)


def _is_price_of_goods(before: str, after: str, value: Decimal, *, closed: bool) -> bool:
    """Tell whether the figure is what is paid for goods, for filming or for what is told behind it."""
    if _AT_HEAD.search(before) and (_DONE_FOR_IT.match(after) or _BOUGHT.match(after)):
        return True
    if _KNOWN_BEFORE.search(before) and _KNOWN_BY_PRICE.match(after):
        return True
    if _OTHER_KNOWN.search(before) and _KNOWN_BEHIND.match(after) and value >= _LEAST_FOR_TIME:
        return True
    if value >= _LEAST_FOR_TIME and not value % _STEP:
        if not before.strip() and _CAN_BE.match(after):
            return True
        if closed and _SHOOTING.search(before):
            return True
    return closed and _GOODS.search(before) is not None
