"""The words for parts of the day, and what makes them a greeting, a colour or a scene instead."""

from archiver.analysis.times.values import Daypart

_PARTS: dict[str, Daypart] = {
    name: part
    for names, part in (
        ("凌晨 天亮", Daypart("dawn", 0, 6)),
        ("清晨 清早 一早 大清早 早上 早晨 早间 早 晨 早饭 朝早 朝 大早上 一大早", Daypart("early", 6, 9)),
        ("上午 上昼 头晌 头午", Daypart("morning", 8, 12)),
        ("中午 正午 晌午 午间 午休 中饭 午饭 中午饭 午餐 晏昼", Daypart("noon", 11, 13)),
        ("下午 午后 下昼 后晌 过晌", Daypart("afternoon", 12, 18)),
        ("傍晚 黄昏 擦黑 傍黑", Daypart("dusk", 17, 19)),
        ("晚上 晚间 晚 夜晚 夜里 夜间 夜 晚黑 黑夜 黑里 黑 晚夕", Daypart("evening", 18, 24)),
        ("半夜 午夜 深夜 大半夜 后半夜", Daypart("midnight", 22, 30)),
        ("下班 收工 睡 睡觉 睡前 天黑 结束 今天结束 晚饭 晚餐 吃饭 放学 eod cob", Daypart("whole", 0, 24)),
    )
    for name in names.split()
}
# The end of a working day and of the evening are deadlines only with 前.
DAY_ENDS = (
    r"(?:中午饭|中饭|午餐|早饭|晚餐|下班|收工|睡觉|睡|天[黑亮]|(?<=天)结束|晚饭|吃饭|放学|午饭|午休)(?=(?:之|以)?前)"
)
# 最晚上午10点 is ten in the morning, 最早上周五 last Friday.
PART_WORDS = (
    "大清早|清晨|清早|一大早|一早(?!上(?![线课班新架传交]))|大早上|(?<!最)早上|早晨|早间|朝早|凌晨|上午|上昼|中午|正午|晌午|午间|晏昼|下午|午后|下昼|傍晚"
    "|黄昏|(?<!最)晚上|晚间|夜晚|夜里|夜间"
    "|晚黑"
    # 明儿黑夜 and 黑夜七点 are evenings of speakers in the north; a black night alone is a scene.
    r"|(?<=[天日号儿今明昨后])(?:黑[夜里]|晚夕)|黑[夜里](?=[零一二两三四五六七八九十\d]{1,2}点)|(?<=[今明昨听])黑(?![色板白暗客马猫狗森巧科洞发屏名])|擦黑|傍黑|头[晌午](?!脑)|(?<=[今明昨后天儿个])后晌|过晌"
    "|大半夜|后半夜|半夜|午夜(?!场)|深夜"
)
# 晚上好亲 greets, 晚上好了给你 promises.
_GREETING = r"好(?!在(?![吗么不嘛])|[了像的能几多难转办用看弄改做发给])"
_COLOUR = r"(?:[蓝紫绿橙棕]|灰(?!度)|粉(?!丝|刷)|[红黑白金黄](?=[色调系配底]))"
# A part of the day as what a picture shows: 黄昏滤镜, 夜晚的氛围, 午间新闻.
_SCENE = (
    r"的?(?:模式|新闻|档(?!期)|场次|氛围|气氛|场景|风格|主题|滤镜|色调|光线|光影|光感|景色|街景|天空|背景|画面|戏份"
    r"|食堂|凶铃|来客|音乐|阳光|时光|歌单|电台|剧场)"
)
NOT_MEANT = rf"{_GREETING}|{_COLOUR}|{_SCENE}"


def part_named(name: str) -> Daypart:
    """Return the daypart of a word of this grammar."""
    return _PARTS[name]
