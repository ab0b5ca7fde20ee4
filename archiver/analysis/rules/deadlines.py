"""When something is due: deadline, set, asked for, accepted or moved by either side."""

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech
from archiver.analysis.rules.words import END, PARTICLE, PAY, SHOW, WORK

_LATER = r"(?: «time» | «span» )"

# 最晚周五 · 12号得全弄完 · 月底之前必须给我
MUST_BY = Rule(
    id="deadlines.must",
    act="deadline",
    pattern=speech(
        rf"""
          (?: 最[晚迟] | 截止 | 截至 | ddl | deadline | 死线 | 赶在 | 不能?[晚迟]过 | 不晚于
              | 交[稿期货付][日时期]?[是为:：]? ) \S{{0,4}}? {_LATER}
        | {_LATER} \S{{0,6}}? (?: 必须 | 务必 | 一定要 | 截止 | 截稿 | 到期 | 得 (?!到|了|很) | 要(?=交|给|用|出
            |弄|全|齐|做|改|看到|上|拿|有|见|发) | 之?前(?!\S*[了过]$) )
        """,
    ),
    examples=("〔最晚周五〕", "〔12号得〕全弄完", "〔截止周五〕"),
    counterexamples=("听说最晚周五", "上周五必须给的"),
    bars=OTHERS_WORDS | features("past"),
    prior=0.70,
)  # fmt: skip

# 年前 · 20号前 · 一周内: words that set a limit by themselves
LIMIT = Rule(
    id="deadlines.limit",
    act="deadline",
    pattern=speech(r"«by»"),
    examples=("〔月底之前〕正式上线", "〔周五前〕", "〔三天内〕出第一版"),
    counterexamples=("他说周五前", "要是周五前没到"),
    bars=OTHERS_WORDS | features("past", "condition"),
    facts=facts("deal"),
    prior=0.89,
)  # fmt: skip

# 周五能好不 · 7天内能交吗 · 今晚能先看一张吗 · 31号还赶得上吗
ASKED = Rule(
    id="deadlines.asked",
    act="deadline",
    pattern=speech(
        rf"""
        {_LATER} [^。\n]{{0,10}}? (?: 能 | 可以 | 行 | 好 | 赶得[上及] | 来得及 | 够 | 出 | 给 | 交 | 弄 | 做
            | 上 | 转 | 付 | 结 | 到 | 不会变 | 看 | 完 )
        """,
    ),
    examples=("〔7天内能〕交吗", "〔周五能〕好不", "〔月底赶得上〕吗"),
    counterexamples=("周五能来吃饭", "昨天给了吗"),
    needs=features("question"),
    bars=OTHERS_WORDS | features("past"),
    mood="asked",
    prior=0.88,
)  # fmt: skip

# 周三前发你 · 月底我一准给 · 今晚给我 · 8号给三款
WORK_BY = Rule(
    id="deadlines.work",
    act="deadline",
    pattern=speech(rf"«time» [^？?。\n]{{0,14}}? (?: {WORK} | {PAY} )"),
    examples=("〔周三前发〕你", "〔今晚交〕", "〔明天转〕你"),
    counterexamples=("周三给他", "昨天发你了"),
    bars=OTHERS_WORDS | features("question", "past"),
    prior=0.79,
)  # fmt: skip

# 发你 周三前 · 整套国庆前 · 一半今天 一半元旦
BY_THE_END = Rule(
    id="deadlines.trailing",
    act="deadline",
    pattern=speech(rf"""
        (?: {WORK} | {PAY} | 全套 | 整套 | 终稿 | 初稿 | 成品 ) [^？?。\n]{{0,8}}? «time» (?: 前 | 之前 | 内 | 吧
            | 哈 )? {END}
        """),
    examples=("我〔发你 周三前〕", "小罐先出 〔整套国庆前〕", "〔初稿下周三〕"),
    counterexamples=("发你了 昨天", "听说终稿周三"),
    bars=OTHERS_WORDS | features("past", "done"),
    prior=0.76,
)  # fmt: skip

# 28号这个不会变吧 · 22就22 · 那后天28号的别悬了: a day that the talk has already set
KNOWN_DATE = Rule(
    id="deadlines.known_date",
    act="deadline",
    pattern=speech(r"""
        «time» (?! \s* (?: 了 | 都 | 早 | 快 | 结束 | 过 | 就?不 | \S{0,6} (?: 不行 | 下架 | 早关 | 崩 ) ) )
        """),
    examples=("我只认〔28号〕", "〔周五〕的别悬了", "我只认〔月底〕"),
    counterexamples=("他说28号来", "昨天"),
    bars=features("hearsay", "quoted", "elsewhere"),
    facts=facts("known_date"),
    prior=0.67,
)  # fmt: skip

# 得明天 · 求15号 · 最快6号 · 推到31号
NOT_BEFORE = Rule(
    id="deadlines.moved",
    act="deadline",
    pattern=speech(
        r"""
            (?: 得 | 得到 | 得等到? | 改到 | 挪到 | 推到 | 拖到 | 要到 | 等到 | 延到 | 宽我到 | 求 | 最快
                | 最[晚迟] | 怕是得? | 估计得? | 就 | 只认 ) \s* «time»
            """
    ),
    examples=("今天来不及了 〔得明天〕", "往后〔推到月底〕", "〔求15号〕"),
    counterexamples=("他说得明天", "昨天就周五了"),
    bars=OTHERS_WORDS | features("question", "past"),
    facts=facts("deal"),
    prior=0.85,
)  # fmt: skip

# 今天有急事 能不能改到明天上午: asked for, so it may not stand
MOVE_ASKED = Rule(
    id="deadlines.move_asked",
    act="deadline",
    pattern=speech(r"(?: 改 | 挪 | 换 | 调 | 移 | 推迟? | 延后? | 顺延 | 拖 ) (?: 到 | 至 | 成 ) \s? «time»"),
    examples=("今天有点急事 能不能〔改到明天上午〕", "可以〔挪到周日〕吗", "课要不要〔换到下周三〕"),
    counterexamples=("他说能不能改到明天", "能不能改到A4大小"),
    bars=OTHERS_WORDS | features("past"),
    needs=features("question"),
    facts=facts("agreed"),
    mood="asked",
    prior=0.85,
)  # fmt: skip

# 卡里没钱 周五 · 5号前 · 晚上吧, asked when
WHEN_ASKED = Rule(
    id="deadlines.when_asked",
    act="deadline",
    pattern=speech(r"""
        (?:^|[\s,，]) «time» \s* (?: 前 | 之前 | 一定 | 肯定 | 吧 | 哈 | 左右 | 补 | 发 | 给 | 交 | 转
            | 出 ){0,2} [\s。!！~～]* $
        """),
    examples=("〔5号前〕", "〔明早补〕", "最晚 〔周五〕"),
    counterexamples=("5号？", "他5号来"),
    bars=OTHERS_WORDS | features("question"),
    facts=facts("asked_when"),
    prior=0.87,
)  # fmt: skip

# 行 15号 · 6号就6号 · 那就15号 · 周日
DATE_ALONE = Rule(
    id="deadlines.alone",
    act="deadline",
    pattern=speech(
        rf"""
        ^\s* (?: (?: 好\S? | 行\S? | 成 | 没问题 | 可以 | 得 | 收到 | 能 | 嗯++ | 放心 | 不变 | ok | 那就?等? | 就
            | 最[晚迟] | 也成 | 得 | 要 | 算了 | 定 | 还是 ) {SHOW} ){{0,6}}
        «time» {SHOW} (?: (?: 就 | 前 | 之前 | 一定 | 铁定 | 肯定 | 准时 | 必须的? | 放心 | 稳\S? | 收到 | 左右
            | 吧 | 哈 | 一起 | 没问题 | 妥妥\S? | 了 | 别再\S+ | 再晚\S+ | «time» ) {SHOW} ){{0,6}} {PARTICLE}? $
        """,
    ),
    examples=("〔行 15号〕", "〔6号就6号〕", "〔那就15号 别再往后〕"),
    counterexamples=("15号我生日", "他说15号"),
    bars=OTHERS_WORDS | features("question"),
    facts=facts("open_date"),
    prior=0.79,
)  # fmt: skip

RULES = (
    MUST_BY, LIMIT, ASKED, WORK_BY, BY_THE_END, KNOWN_DATE, NOT_BEFORE, MOVE_ASKED, WHEN_ASKED, DATE_ALONE,
)  # fmt: skip
