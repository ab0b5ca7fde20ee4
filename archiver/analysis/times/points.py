"""Points that are no hours: 三点要求 are said, 扣5点 scored, 三点透视 drawn."""

import re

# What is measured or drawn in points: 三点透视, 五点法, 3点血, 八点钟方向.
IN_POINTS = (
    r"(?:透视|触[控摸]|(?:十分)?(?:那个|的)姿势|法|定位|布光|打光|照明|对焦|测光|采样|取样|校准|校正|支撑|固定|连线|之间(?:连|的(?:距离|连线|线))|共[线圆面]|一面|坐标|曲线|朝[上下左右里外]|向[上下]|钟?(?:[和与跟、到至-]\s?[\d一二三四五六七八九十]{1,2}点钟?)?的?方向|积分"
    r"|经验|血|体力|伤害|攻击|防御|生命|能量|行动力|技能|属性|好感|魔法|法力|幸运|声望|信誉|亲密|热度|耐力|护甲|暴击|像素|锚|构图|光源|布灯|布局|分割|灯光|站位|机位|骰|位置(?=[放加画写印贴])|色子|地[主道])"
)
# What is said in points: 三点需要改 counts, 三点要 and 三点前 are hours.
POINTS = (
    r"(?:要求|问题|意见|建议|需求|需要(?!交|给|发)|想法|区别|不同|原因|理由|说明|内容|改动|修改(?:意见|建议)|注意"
    r"|反馈|疑问|信息|优势|好处|坏处|缺点|优点|毛病|补充|提醒|条件|希望|不满|不足|共识|心得|总结|事情"
    r"|东西|错误|细节|不对|不太|不一样|没(?!空|时间|人|法|来|到|在|课|事)|不(?!在|行|能|可以|会|来|到|去|睡|给|交|发|方便|见)|小|大|[差好]评|希望|变化|关系|意思|办法|道理|诚意|钱|点|儿|字|号|磅|阵|式|水|说"
    r"|讲|论|方面|也|都没|用|多余|一线|差别|差距|钟意|好|进展|进度|眉目|头绪|印象|经验|感觉|创意|设计感|质感|难|贵|慢|快"
    r"|急|乱|暗|亮|粗|细|高|低|红|蓝|圆|可以改|可改|如下|：|:|[一二三四五六七八九\d]?[倍折%元块万w米个项分])"
)
# Fifteen or twenty of them are said all the same, but 15点提醒 and 零点没有 are hours.
COUNTED = (
    r"\s*(?:要求|问题|意见|建议|需求|区别|原因|理由|内容|改动|修改(?:意见|建议)|反馈|细节|错误|[倍折%元块万w米个项])"
)
# Words before a number that counts points: of saying (有, 提了) or of more and less (加, 扣, 剩, 涨了).
# After 就, 说好 or 那 it is an hour where the clause owes something then.
_COUNTING = re.compile(
    r"(?:(?<![等待])下|[有这几第差提改每共慢大小高低少分松紧粗细宽窄浓淡浅密疏软硬瘦加减降升涨扣剩掉送]|剩余|[提说讲写列补加少多涨掉扣减升降差剩送]了"
    r"|以下|满足|注意|补充|强调)\Z"
)
_PERHAPS_COUNTING = re.compile(r"[那说就快好多]\Z")
_OWED_THEN = re.compile(
    r"\s?(?:钟|整|左右|之?前|以前|之?后|发|给|交|到|至|[-~]|开(?!心)|见|吧|必须|能|可以|行|截止|弄|做|上线|[,，。!?]|\Z)"
)
# 往下移两点, 总结成四点, 利润才八点: what is moved, listed or earned in points.
_IN_POINTS_BEFORE = re.compile(
    r"(?:(?:[往向再]|稍微?)[上下左右里外]?(?:移|挪|靠|抬|缩|调|走)|[偏往](?:上|下|左|右)|(?:每|一)[页条屏栏段][^\d,，。]?[放列写讲]|打光[用是]?|(?:总结|归纳|概括|分|列|拆|整理)成了?"
    r"|(?:利润|[回返税佣]点|点数|回扣|抽成|提成|佣金|手续费)[^\d,，。\s]{0,3}|[亮卖要重难疑弱优缺痛]点(?:有|是|共|写|列)?)\Z"
)
_FEW = 8  # characters
# 两点之间 is between two points; 两点到四点之间 is between two hours.
_BETWEEN = re.compile(r"之间")
_RANGED = re.compile(r"[到至和与跟\-~、]")
_LONGEST_RANGE = 14


def counts_points(folded: str, start: int, end: int) -> bool:
    """Tell whether the words before a bare 三点 at folded[start:end] say that it counts points."""
    head = folded[max(0, start - 2) : start]
    if _COUNTING.search(head) or (
        _BETWEEN.match(folded, end) and not _RANGED.search(folded, max(0, start - _LONGEST_RANGE), start)
    ):
        return True
    if _IN_POINTS_BEFORE.search(folded, max(0, start - _FEW), start):
        return True
    return _PERHAPS_COUNTING.search(head) is not None and not _OWED_THEN.match(folded, end)
