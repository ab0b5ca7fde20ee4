"""What a side binds itself to, and when it wants more time: commitment, extension_request."""

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech
from archiver.analysis.rules.words import PARTICLE, PAY, SHOW, WORK

_PROMISE_BARS = OTHERS_WORDS | features("question", "condition", "asking", "demand", "sarcasm", "third")

# 周三前发你 · 下周三给您看个能点的 · 两天内给你
DATED_WORK = Rule(
    id="promises.dated_work",
    act="commitment",
    pattern=speech(rf"«time» [^？?。\n]{{0,12}}? {WORK} (?! 我 | 不 | 吗 | 没 )"),
    examples=("〔周三前发〕你", "〔下周三给〕您看个能点的", "我〔20号前把定稿给〕你"),
    counterexamples=("周三前给我", "周三能给吗", "听说周三给他"),
    speakers=("provider",),
    bars=_PROMISE_BARS,
    prior=0.84,
)  # fmt: skip

# 两天搞定 · 15个工作日全完
SPAN_WORK = Rule(
    id="promises.span_work",
    act="commitment",
    pattern=speech(
        r"""
            (?: «span» | «time» ) [^？?。，,\n]{0,6}? (?: 给你 | 搞定 | 弄完 | 做完 | 弄好 | 做好 | 完事
                | 交[稿货付]? | 出(?:第一|初)?[稿版] | 全完 | 出图 | 改[好完] | 全齐 )
            """
    ),
    examples=("〔两天搞定〕", "〔5个工作日出稿〕", "〔三天给你〕"),
    counterexamples=("两天搞定行吗", "你两天给我"),
    speakers=("provider",),
    bars=_PROMISE_BARS | features("done"),
    prior=0.89,
)  # fmt: skip

# 月底我一准给 · 下午转你 · 今晚打款
DATED_PAY = Rule(
    id="promises.dated_pay",
    act="commitment",
    pattern=speech(
        rf"""
        «time» (?: (?!必须) [^？?。\n得要] ){{0,12}}?
        (?: {PAY} | 发[你您给过] | 打过?去 | 整理 | 拍(?=给|照|好|了|发|$) | 填 | 交给?你 | 传给?你 ) (?! 我 | 不
            | 吗 | 没 )
        """
    ),
    examples=("〔月底我一准给〕", "〔下午转〕你", "〔明天打给〕你"),
    counterexamples=("明天转我", "明天能转吗"),
    speakers=("client",),
    bars=_PROMISE_BARS,
    prior=0.72,
)  # fmt: skip

# 行 15号 · 9号 9号一定 · 不变，28号 · 周三一起
BARE_DATE = Rule(
    id="promises.bare_date",
    act="commitment",
    pattern=speech(
        rf"""
        ^\s* (?: (?: 好的? | 行\S? | 成 | 没问题 | 可以 | 得 | 收到 | 能 | 嗯 | 放心 | 不变 | ok | 妥
            | 一定 ) {SHOW} )?
        (?P<what> (?: 就 | 那就? | 最[晚迟] )? «time» ) \s* (?: 前 | 之前 | 一定 | 铁定 | 肯定 | 准时 | 必须的?
            | 放心 | 稳\S? | 收到 | 左右 | 吧 | 哈 | 一起 | 没问题 | 妥妥\S? )* {SHOW} $
        """,
    ),
    examples=("行 〔15号〕", "〔18号〕 必须的", "不变，〔28号〕"),
    counterexamples=("15号？", "15号我生日"),
    speakers=("provider", "client"),
    bars=_PROMISE_BARS,
    facts=facts("open_date"),
    prior=0.67,
)  # fmt: skip

# 5号前 · 晚上吧 · 周五 一定, asked when
WHEN_ASKED_PROMISE = Rule(
    id="promises.when_asked",
    act="commitment",
    pattern=speech(r"""
        ^ (?: 大概 | 应该 | 差不多 | 就 | 那就? | 最[晚迟] )? \s* (?P<what> «time» \s* (?: 前 | 之前 | 一定
            | 肯定 | 吧 | 哈 | 左右 | 补 | 发 | 给 | 交 | 转 | 出 ){0,2} ) [\s。!！~～]* $
        """),
    examples=("〔5号前〕", "〔明早补〕", "最晚〔周五〕"),
    counterexamples=("5号？", "他5号来"),
    bars=_PROMISE_BARS,
    facts=facts("asked_when"),
    prior=0.68,
)  # fmt: skip

# 我改 · 我给你换一份 · 这就弄 · 马上发你
UNDATED = Rule(
    id="promises.undated",
    act="commitment",
    pattern=speech(
        r"""
          (?: 我 | 这边 | 咱 ) (?: 会 | 再 | 一定 | 肯定 | 马上 | 直接 | 免费 | 全款 | 保证 | 负责 | 白 | 照样
              | 重新 | 单独 ){1,3} \S{0,4}?
            (?: 给 | 交 | 发 | 改 | 弄 | 做 | 补 | 修 | 赔 | 退 | 重 | 换 | 调 | 付 | 转 | 送 | 搭 | 包 | 处理
                | 搞定 | 负责 | 盯 )
        | (?: 我 | 这边 | 回头 | 免费 | 另外 | 再 ) \S{0,3}? (?: 给你 | 给您 | 发你 | 发您 | 搭[你您] | 送[你您]
            | 退[你您] | 赔[你您] | 转[你您] | 补[你您] ) (?! 说 | 讲 | 看过 | 的)
        | (?: 这就 | 马上就? | 立马 | 一会儿?就? | 待会就? | 等下 | 等会儿? | 稍后 | 回头
            | 晚点 ) \S{0,3}? (?: 给 | 改 | 弄 | 发 | 交 | 转 | 做 | 修 | 补 | 换 | 调 | 付 | 打 )
        | 说到做到 | 绝不(?:拖|再) | 不会拖 | 包(?:修|赔|退|换|改) | 不满意不收钱 | 白干
        """,
    ),
    examples=("〔我免费给〕你重导一份", "〔这就改〕", "〔我退你〕200"),
    counterexamples=("我给你发过了", "你给我改", "我改不了"),
    bars=_PROMISE_BARS | features("negation", "done", "past"),
    prior=0.61,
)  # fmt: skip

# 满意了我马上付 · 改完就转你 · 收到货我立马打款
ON_CONDITION = Rule(
    id="promises.on_condition",
    act="commitment",
    pattern=speech(
        r"""
        (?: 满意 | 验收 | 收到 | 改[完好] | 做[完好] | 弄[完好] | 通过 | 没问题 | 定稿 | 看过 | 到手 | 发了
            | 钱到 | 确认 ) (?: 了 | 后 | 之后 | 以后 | 再 | 货 )* [\s,，]* (?: 我 | 立马 | 马上 | 立刻 | 当场
            | 就 ){1,3} \S{0,3}? (?: 付 | 转 | 结 | 打 | 给 | 动工 | 开工 | 动 | 发 )
        """,
    ),
    examples=("〔满意了我马上付〕", "〔收到货我马上转〕", "〔改好我就付〕"),
    counterexamples=("改完了吗", "满意不"),
    bars=features("hearsay", "quoted", "elsewhere", "question", "demand"),
    prior=0.73,
)  # fmt: skip

# 来不及了 得明天 · 宽限两天 · 月底再给行不 · 得10月6号
MORE_TIME = Rule(
    id="promises.more_time",
    act="extension_request",
    pattern=speech(
        rf"""
          宽限 | 延[期后长迟]? (?: 到|一?下|几|两|«span» | «time» | 吧 | 可以 | 行 | \s*$ ) | 顺延 (?! 那 | 功能
              | 课) | 推迟 | 推到 | 往后 (?: 推 | 拖 | 挪 | 延 | 顺 ) | 缓 (?: 缓 | 一缓 | 几天 | 两天 | «span» )
              | 晚(?:个|上|几|两|点交|点给|一?天)?«span» | 多给[我]?«span» | 再给我?«span» | 宽(?:我|容|到)
        | (?: 来不及 | 赶不[上及出完] | 弄不完 | 做不完 | 交不[上了] | 出不[来了] | 上不[去了] | 搞不完 | 完不成
            | 赶不出来 | 给不了 | (?:怕是|有点|可能)\S{{0,3}}悬 | 悬了 ) {PARTICLE}*
        | 再等[等我]? (?=.*«time»|.*«span») | (?:不一定|怕是|估计)\S{{0,3}}(?:弄|做|赶|写|画|改)[得不]\S{{0,3}}完
        """,
    ),
    examples=("能不能〔宽限〕两天", "今天〔来不及了〕明天给", "得〔往后挪〕几天"),
    counterexamples=("来得及", "他说要推迟"),
    bars=OTHERS_WORDS | features("past"),
    prior=0.58,
)  # fmt: skip

# 今天上不去了 得到2号 · 得明天中午了 · 2月3号行不 — where another day had been set
NEW_DATE = Rule(
    id="promises.new_date",
    act="extension_request",
    pattern=speech(
        r"""
          (?: 得 | 得到 | 得等到? | 改到 | 挪到 | 推到 | (?<!同意)拖到 | 要到 | 等到 | 延到 | 求 | 最快 | 怕是得?
              | 估计得? ) \s* «time»
        | «time» \S{0,4} (?: 给 | 付 | 转 | 交 | 寄 | 去 | 来 | 装 )? \S{0,3}?
            (?: 行不行 | 行不(?=[\s?？]|$) | 行吗 | 可以吗 | 好吗 | 成[不吗么] | 行么 | 中不 | 好伐 )
        """,
    ),
    examples=("今天上不去了 〔得到2号〕", "〔得明天〕", "〔2月3号行不〕"),
    counterexamples=("要明天的票", "你得给我", "我不同意拖到明天"),
    bars=OTHERS_WORDS | features("demand", "past"),
    facts=facts("dated"),
    unless=facts("same_date"),
    prior=0.69,
)  # fmt: skip

# 能不能改到明天上午 · 想挪到周日 · 咱换到下周三行不: another time asked for, whether or not the first was seen
ANOTHER_TIME = Rule(
    id="promises.another_time",
    act="extension_request",
    pattern=speech(
        r"""
        (?: 能不能 | 能否 | 可不可以 | 可以 | 可否 | 能 | 想 | 要不 | 方便 | 麻烦 | 只好 | 得 | 申请 | 咱们? | 我们? )
        (?! \S{0,3} 不?同意 ) \S{0,6}?
        (?P<what> (?: 改 | 挪 | 换 | 调 | 移 | 推迟? | 延后? | 顺延 | 拖 ) (?: 到 | 至 | 成 ) \s? «time» )
        """,
    ),
    examples=("今天有点急事 能不能〔改到明天上午〕", "我想〔挪到周日〕", "咱〔换到下周三〕行不"),
    counterexamples=("他能不能改到明天", "能不能改到A4大小", "我不同意改到明天"),
    bars=OTHERS_WORDS | features("past", "third"),
    facts=facts("agreed"),
    prior=0.75,
)  # fmt: skip

# 明天给你哈, said after the date has passed
AFTER_DUE = Rule(
    id="promises.after_due",
    act="extension_request",
    pattern=speech(rf"«time» [^？?。\n]{{0,8}}? (?: {WORK} | {PAY} )"),
    examples=("〔明天给〕你哈", "〔月中给〕你", "〔后天发〕你"),
    counterexamples=("明天给我", "昨天给你了"),
    bars=_PROMISE_BARS | features("done"),
    facts=facts("overdue"),
    unless=facts("open_date", "same_date", "known_date"),
    prior=0.36,
)  # fmt: skip

# 明天打给你 今天卡限额了 · 28号给你吧, asked to pay
PAY_LATER = Rule(
    id="promises.pay_later",
    act="extension_request",
    pattern=speech(r"«time»"),
    examples=("〔明天〕打给你", "〔28号〕给你吧", "〔月底〕我一准给"),
    counterexamples=("明天转我", "他28号给"),
    speakers=("client",),
    bars=_PROMISE_BARS,
    facts=facts("asked_pay"),
    prior=0.32,
)  # fmt: skip

# 纸今天到不了 得周五 · 明天装不成 28号去 · 今晚收不了尾 改14号
CANNOT = Rule(
    id="promises.cannot",
    act="extension_request",
    pattern=speech(
        r"""
        [到装做弄画写剪录印拍贴送去交给发拿寄出完上赶排缝修打收] \S?
        (?: 不了 | 不成 | 不完 | 不出来? | 不上 | 不到 | 不齐 )
        [\s,，]* \S{0,10}? «time»
        """
    ),
    examples=("〔到不了 得周五〕", "〔装不成 28号〕去", "最后两张〔画不完 给我到周日〕"),
    counterexamples=("他做不完 周五再说", "昨天到不了"),
    bars=OTHERS_WORDS | features("past", "third"),
    facts=facts("agreed"),
    prior=0.9,
)

# 剩600月底给 · 余下350我下周五补 · 另外400我7月15号给您, where a part has been paid
REST_LATER = Rule(
    id="promises.rest_later",
    act="extension_request",
    pattern=speech(
        r"""
        (?: 剩 | 余 | 另外 | 还[差欠] | 其余 ) (?: 下的? | 的 )? \s? «sum» [\s,，]* \S{0,4}? «time» [^。\n]{0,6}?
        (?: 给 (?!我) | 转 | 付 | 补 | 打 | 结 | 汇 | 清 )
        """
    ),
    examples=("〔剩600 月底给〕你", "〔余下350我下周五补〕", "〔另外400我7月15号给〕您"),
    counterexamples=("剩下的我月底给", "还欠300 月底给我"),
    speakers=("client",),
    bars=OTHERS_WORDS | features("past", "question"),
    facts=facts("agreed", "paid"),
    prior=0.85,
)

# 后头还有两章 要到12号才能发 · 2800要明天 · 最快礼拜一 · 20号才出得来
ONLY_THEN = Rule(
    id="promises.only_then",
    act="extension_request",
    pattern=speech(
        r"""
          (?: (?<!只)要 (?: 等?到 )? | 得 (?: 等?到 )? | 只能 | 最快 | 最早 | 恐怕 | 估计 ) \s? (?! «by» ) «time»
        | «time» \S{0,3}? 才 (?: 能 | 行 | 有 | 给 | 到 | 出 | 好 | 发 | 寄 )
        """
    ),
    examples=("还有两章 〔要到12号〕才能发", "今天盘库 2800〔要明天〕", "模具〔20号才到〕"),
    counterexamples=("你得明天给我", "要20号前", "20号才能到吗"),
    bars=OTHERS_WORDS | features("demand", "past", "question", "condition"),
    facts=facts("dated", "agreed"),
    unless=facts("same_date"),
    prior=0.8,
)

RULES = (
    DATED_WORK, SPAN_WORK, DATED_PAY, BARE_DATE, WHEN_ASKED_PROMISE, UNDATED, ON_CONDITION, MORE_TIME, NEW_DATE,
    ANOTHER_TIME, CANNOT, REST_LATER, ONLY_THEN, AFTER_DUE, PAY_LATER,
)  # fmt: skip
