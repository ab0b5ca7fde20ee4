"""Things that bear a number as days do: 一号方案, 2号图, 三号楼, and sizes: 尺码12号, 10号球衣."""

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.rule import BEFORE

# A day by its number is a thing by its number before these: 一号方案, 2号图, 三号楼.
_THING = (
    r"(?:[楼机库图字桌门球仓模版池键角员院馆地屏标款色素群微账柜链位案件窗杆弹刷锅铅宋黑楷台段妆]"
    # What is done or held on a day begins like some things: 31号封账, 15号店庆, 20号线上开会, 5号车展.
    r"|选(?![片图稿好完我你出定人题址景品角])|风(?![大停小])|样(?!子)|铁(?!定|了心)|封(?![账盘箱板网控路关坛笔]|库|城)|店(?!庆|铺?开|休|里)|线(?![上下])|车(?![展检审]|辆?到)|房(?!展|交会|东)|电(?!话|商|视|影[首上节开])|人(?![到来齐都])"
    r"|收银|公馆|技师|钢(?!琴)|档口|[摊灶炉窑泵井坑架槽罐孔针](?!位费)|桁架|钢筋|卡纸|探头|车厢|车位|货架|码头|航站|窗口|柜台|门岗|路(?![演过上透])|作品|商品|产品|纸样|漆(?![好完一])|补土|演播|染膏|机油|铅字|胶[水布]|墨水|[毛画]笔|水粉|色[粉卡]|[棉毛绣]线|戒圈|[墙壁]纸|样[板衣品]|电池|螺[丝母栓]|砂纸|钢丝|轴承|齿轮|模具|机位|钩针|棒针|钳工|焊条|灯[杆管带柱]|牌(?!照|子?到)|备[选用份]|字(?!幕)|公路|出口|文件|嘉宾|病[人床房]|玩家|评委|演员|队员|辩手|工位)"
)
# 1号方案 and 2号海报 are things too, 15号海报 is a poster for that day.
_SMALL_THING = LazyPattern(r"\s*[方作商产配背会文海主视音稿服厅]")
NOT_A_THING = rf"(?!(?:(?<!\d\d.)(?<!十.)(?<!十\w.)\s*)?{_THING}|\s*个|\s*的?(?:那|这)[张版款])"
# 一号还是二号选手: what the second number is of the first is too.
_OR_ANOTHER = LazyPattern(
    rf"\s?(?:还是|或者?|和|跟|与|[、/])\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?号\s*{_THING}"
)
# 一号方案太土 二号还行: a small number in a line that has numbered such a thing before.
_NUMBERED_BEFORE = LazyPattern(
    rf"(?<![\d一二三四五六七八九十月])[1-9一二三四五六七八九]\s?号\s*(?:{_THING}|[方作商产配背文海主视音稿服厅])[^\n]{{0,20}}\Z"
)
_JUDGED = LazyPattern(
    r"\s?(?:(?:还|也|倒|就|都)?(?:行|可以|不错|好看|不行|ok|没问题|差点)(?=$|[吧的了啊,，。!?\s])"
    r"|(?:比较|更|很|太|偏|有点|挺|最|正|刚)(?![给交发])[^\W\d])"
)
_THIS_ONE = LazyPattern(r"\s*的?[那这]个")
_SURELY_A_DAY = 10
# What is worn and printed on bears a number too: 背后印7号, 尺码12号, 10号刚好.
_PRINTED = LazyPattern(
    r"(?:[印绣穿]|[一二两三四六八\d][节粒颗对]|背号|号码[牌布]?|尺[码寸]|戒[指圈]|指围|球[衣服]|队服|鞋)[是为要选拿买换上了:\s]{0,2}\Z"
)
_FITS = LazyPattern(
    r"\s?(?:有点|稍微|太|偏|略|会|都|也)*(?:偏[大小]|太?[大小]了|[太略]?[大小](?=$|[,，。!?\s])|合脚|球[衣服]|队服|字[体样])"
)
_FITS_WORN = LazyPattern(r"\s?(?:刚好|正好|合适|可以|不?行|$|[,，。!?\s])")
_WORN = LazyPattern(r"尺码|码数|鞋码|球[衣服]|队服|戒[指圈]|背号|号码[牌布]|偏[大小]")
# 演员2号的声音, 音箱1号放左边: who or what is one of several.
_LISTED = LazyPattern(
    r"(?:演员|角色|选手|嘉宾|模特|学员|主播|辩手|队员|[男女][主声配]|配角|旁白|凭证|音箱|[工床货]位|[剪镰]刀|[箱柜桌椅灯杆门窗管泵炉][子体]?)\s?\Z"
)
# 大一号 is a size more.
_MORE = LazyPattern(r"[大小加]\Z")
# 棒针10号, 换7号针: what is sold by numbers, and then no more.
_SOLD_BY_NUMBER = LazyPattern(
    r"(?:[棒钩]?针|毛?线|砂纸|焊条|钻头|[铁铅铜钢]丝|电池|鱼钩|抽签?到了?|叫号?叫?到了?)(?:[是要用买选得]|规格)?\s?\Z"
)
_NO_MORE = LazyPattern(r"\s?(?:$|[,，。!?]|的(?!时候|话)|那种|半(?!夜)|够|太|有点|也行|(?=\s))")
_OF_THEM = LazyPattern(r"\s?(?:的(?!时候|话)|附件|[放摆](?=[左右前后中上下旁])|太|有点)")
_DUE_THEN = LazyPattern(rf"\s*(?:{BEFORE}|当天|[上下]午|晚|早|中午|要|交|给|发|寄|到货|拿|取|出|截)")
# 12号太大 换11号
_SWAPPED = LazyPattern(r"号(?:的[^号\s]{1,4}?)?(?:[偏太][大小粗细长短硬软薄厚重轻深浅]|色)[^号]{0,8}[换选拿]\Z")
_NEAR = 12  # characters


def is_a_thing(folded: str, end: int, number: int) -> bool:
    """Tell whether N号 that ends at `end` is a thing: 2号这个 is the second draft, 25号这个 a day."""
    if _OR_ANOTHER.match(folded, end):
        return True
    if number >= _SURELY_A_DAY:
        return False
    if _THIS_ONE.match(folded, end) or _SMALL_THING.match(folded, end):
        return True
    return _JUDGED.match(folded, end) is not None and bool(_NUMBERED_BEFORE.search(folded[max(0, end - 32) : end]))


def is_a_size(folded: str, start: int, end: int) -> bool:
    """Tell whether the N号 at folded[start:end] is a number on a shirt or a list, or a size: 球衣印7号, 12号偏大."""
    if _DUE_THEN.match(folded, end):
        return False
    if start and _is_numbered_before(folded, start, end):
        return True
    if _FITS.match(folded, end):
        return True
    if _FITS_WORN.match(folded, end) is None:
        return False
    return _WORN.search(folded, max(0, start - _NEAR), end + _NEAR) is not None or bool(
        _SWAPPED.search(folded, 0, start)
    )


def _is_numbered_before(folded: str, start: int, end: int) -> bool:
    """Tell whether what stands before the N号 says that it numbers something: 大一号, 演员2号的, 背后印7号."""
    if _MORE.search(folded, start - 1, start) and folded[start] in "一二两三半1":
        return True
    near = max(0, start - _NEAR)
    if _LISTED.search(folded, near, start) and _OF_THEM.match(folded, end):
        return True
    if _SOLD_BY_NUMBER.search(folded, near, start) and _NO_MORE.match(folded, end):
        return True
    return _PRINTED.search(folded, near, start) is not None
