"""Yes to what the other side has put forward: approval."""

from archiver.analysis.rule import Rule, facts, features, speech
from archiver.analysis.rules.words import END, PARTICLE, SHOW, START, WORK

_NOT = features("hearsay", "sarcasm", "quoted", "question")

# 嗯 · 好的呀 · ok👌 · 1 · 可
SHORT_YES = Rule(
    id="answers.short_yes",
    act="approval",
    pattern=speech(
        rf"""
        ^\s* (?: (?: 嗯++ | 恩++ | 哦++ | 噢 | 昂++ | 额 | 哎++ | 哈++ ) {SHOW} )?
        (?P<what> (?:
            嗯++ | 恩++ | 昂++ | 好+ (?: 的+ | 滴 | 嘞 | 哒 | 啊 | 呀 | 吧 | 咧 | 哦 | 好 )? | 可+以* | 阔以 | 行+
                | 中+ | 成+ | 妥+ | 得 (?: 嘞 | 咧 | 了 )? | ok+(?:ay|k)? | okk+ | 欧克 | 噢克 | 哦克
            | 1 | 👌 | 🆗 | 👍 | 没问题 | 没毛病 | 没意见 | 要得 | 对(?:的)? | 能 | 同意 | 爽快 | 必须的 | 可行
                | 收到 | 没得问题 | 冇问题 | 得啦 | 算
        ) {PARTICLE}* (?: {SHOW} (?: 可以 | 行 | 好的? | 没问题 | ok | 👌 | 就这样 | 就这么[着定办]
            | 成交 ) {PARTICLE}* )? )
        [\s,，。.!！~～…👌🙏😊😄😂👍]* $
        """,
    ),
    examples=("〔好的〕", "嗯嗯 〔可以的〕", "〔没问题哒〕", "〔1〕", "〔👌〕"),
    counterexamples=("可以吗", "好吃", "行不行"),
    bars=_NOT,
    facts=facts("open_near"),
    unless=facts("fresh_money"),
    prior=0.71,
)  # fmt: skip

# 行 那加50 · 好 挪到第八面 · 没问题姐，色值一改就完了
YES_AND = Rule(
    id="answers.yes_and",
    act="approval",
    pattern=speech(
        rf"""
        ^\s* (?: (?: 嗯+ | 哦+ | 哎+ | 害 | 唉 | 那 | 哈哈+ | 额 | 算了 ) {SHOW} )?
        (?P<what> (?: 可以 | 阔以 | 行 | 好 | 成 | 中 | 妥 | ok | 没问题 | 没毛病 | 没意见 | 要得 | 得嘞 | 同意
            | 小意思 | 能 | 得(?=\s) | 也行 | 也成 | 也可以 | 好说 | 没事 | 明白 | 好改 ) {PARTICLE}{{0,2}} )
        (?= [\s,，。!！~～…] | [亲姐哥您你老] | 那 | 就 | 我 )
        """,
    ),
    examples=("〔行〕 那加50", "〔没问题〕姐，色值一改就完了", "哎 〔行吧〕 2600"),
    counterexamples=("好吃的呀", "可以吗 我很急", "行不行啊"),
    bars=features("hearsay", "sarcasm", "quoted"),
    facts=facts("open_near"),
    prior=0.93,
)  # fmt: skip

# 就知道有这出 行 15号 · 字换是吧 好 · 第二次 阔以的
YES_CLAUSE = Rule(
    id="answers.yes_clause",
    act="approval",
    pattern=speech(
        r"""
        (?<=[\s,，。!！~～…]) (?: 可以 | 阔以 | 行 | 好 | 成 | 中 | 妥 | ok | 没问题 | 没毛病 | 没意见 | 要得
            | 得嘞 | 好嘞 | 能行 | 也行 | 也成 | 好改 | 好使 )
        [的呀啊哦吧嘞哈啦了滴哒呗叭]{0,2} (?=[\s,，。!！~～…]|$)
        """,
    ),
    examples=("就知道有这出 〔行〕 15号", "字换是吧 〔好〕", "第二次 〔阔以的〕"),
    counterexamples=("行不行 好吗", "吃饭没"),
    bars=_NOT | features("condition"),
    facts=facts("open_near"),
    prior=0.92,
)  # fmt: skip

# 行 那加50 · 好 挪到第八面 — in reply to words in which no proposal was seen
YES_IN_REPLY = Rule(
    id="answers.yes_in_reply",
    act="approval",
    pattern=YES_AND.pattern,
    examples=("〔行〕 那加50", "〔没问题〕姐，色值一改就完了", "哎 〔行吧〕 2600"),
    counterexamples=("好吃的呀", "可以吗 我很急", "行不行啊"),
    bars=features("hearsay", "sarcasm", "quoted", "question"),
    facts=facts("replying", "deal", "priced"),
    unless=facts("open_near", "fresh_money"),
    prior=0.48,
)  # fmt: skip

# 也行 · 合理 · 没二话 · 那可以 — a yes that says itself that something was put
PLAIN_YES = Rule(
    id="answers.plain_yes",
    act="approval",
    pattern=speech(
        r"""
        ^\s* (?: (?: 嗯+ | 哎呀? | 唉 | 哈+ | 额 | 痛 但 | 好 | 那 ) [\s,，…]* )?
        (?P<what> 也行 | 也成 | 也可以 | 也罢 | 合理 | 没二话 | 没意见 | 可以的 | 可行 | 行吧 | 行叭 | 成吧
            | 那行吧? | 那可以的? | 就咁\S? | 都依你? | 完全ok | 够的?了? | 够够的 | 可可+
            | 听\S{1,3}的 | 依你 | 爽快 | 划算 | 中意 | 接受 | 批了 | 准了 | 不介意 | 不碍事 | 举双手\S{0,2} | 拿下
            | 依您 | 没异议 | 相中了 | 我?点头了? | 缓呗 )
        [的呀啊哦吧嘞哈啦了滴哒呗叭]? [\s,，。!！~～…👌]* $
        """,
    ),
    examples=("〔也行〕", "哎 〔也行〕", "〔合理〕"),
    counterexamples=("也行吗", "合理吗"),
    bars=_NOT,
    facts=facts("deal", "replying"),
    unless=facts("fresh_money"),
    prior=0.91,
)  # fmt: skip

# 80就80 · 6号就6号 · 1150就1150吧
AS_SAID = Rule(
    id="answers.as_said",
    act="approval",
    pattern=speech(r"(?P<one> [^\s,，。]{1,6} ) [块元]? 就 (?P=one) (?! 是 ) | «sum» [块元]? 就 «sum»"),
    examples=("〔80就80〕", "〔6号就6号〕", "算了 〔三千八就三千八〕吧"),
    counterexamples=("那就没办法了", "就这个就行"),
    bars=_NOT,
    facts=facts("deal"),
    prior=0.86,
)  # fmt: skip

# 那960 · 600成 · 认180 · 250我愿意, where the other side has named that very sum
SAME_SUM = Rule(
    id="answers.same_sum",
    act="approval",
    pattern=speech(
        r"""
          «sum» \s* [块元]? \s* (?: 我 | 也 | 是 | 就 ){0,2} \s* (?: 行 | 成 | 中 | 可以 | 阔以 | ok | 认 | 愿意
              | 吃得下 | 能?接受 | 走起 | 干 | 拿 | 没话 | 没错 | 没算错 | 没问题 | 掏 | 给 | 定 | 了结 | 来 )
        | (?: 那 | 认 | 依你 | 按你的? | 就 | 成 | 行 | 好 | 中 | 呃 | 可以 | 行吧 | … | ok
            | 嗯 ) [\s,，…]* (?: 就 | 按 | 吧 | 给你 )? \s* «sum» \s* [块元]? [吧了呗哈]? (?=[\s,，。!！]|$)
        | ^\s* «sum» [块元]? [吧呗]? \s* (?: «sum» )? \s* $
        """,
    ),
    examples=("〔那960〕", "〔250我愿意〕", "我也没话讲 〔认180〕"),
    counterexamples=("960？", "我妈给我960"),
    bars=_NOT | features("negation"),
    facts=facts("same_sum", "deal"),
    prior=0.83,
)  # fmt: skip

# 十五号嘛 能行 · 18号 必须的 · 那等礼拜一, where the other side has named that very day
SAME_DATE = Rule(
    id="answers.same_date",
    act="approval",
    pattern=speech(
        r"""
          «time» \S{0,3} \s* (?: 行 | 成 | 可以 | 没问题 | 能 | 必须 | 放心 | 稳 | 妥 | 肯定 | 收到 | 来得及
              | 没跑 | 就 | ok | 好 | 我?等 | 赶 | 给 | 交 | 出 | 吧 ) \S{0,2}
        | (?: 那就? | 行 | 成 | 好 | 嗯+ | 可以 | 等 | 得 | 中 | ok | 也成 | 也行 | 就 | 收到
            | 能 ) \S{0,2} \s* (?: 等 | 就 | 吧 | 信你 )? \S{0,3} \s* «time»
        | ^\s* «time» \s* $
        """,
    ),
    examples=("〔18号 必须的〕", "〔那等礼拜一〕", "〔行 周日〕"),
    counterexamples=("18号？", "18号我不行"),
    bars=_NOT | features("negation"),
    facts=facts("same_date", "deal"),
    prior=0.75,
)  # fmt: skip

# 晚上十点给你第一张, asked 今晚能先看一张吗
KEEPS_DATE = Rule(
    id="answers.keeps_date",
    act="approval",
    pattern=speech(rf"«time» [^？?。\n]{{0,12}}? {WORK}"),
    examples=("〔晚上十点给〕你第一张", "〔明早发〕你", "我〔今晚弄好〕"),
    counterexamples=("晚上十点给我", "昨天发你了"),
    bars=_NOT | features("negation", "demand"),
    facts=facts("in_time"),
    prior=0.65,
)  # fmt: skip

# 表格拆 · 那换橙的 · 换 — a verb of the change that was asked for
ECHO = Rule(
    id="answers.echo",
    act="approval",
    pattern=speech(r"""
        ^\s* (?: 好玩 | 嗯+ | 好 | 行 | 那 | 哈哈+
            | 明白 )? \s* (?P<what> \S{0,4}? [换改加减删拆砍挪调放掐剪补缩扩去添塞重做画写录移扁] \S{0,5} ) \s* $
        """),
    examples=("〔表格拆〕", "那〔换橙的〕", "〔加加加〕"),
    counterexamples=("换什么", "不换"),
    speakers=("provider",),
    bars=_NOT | features("negation", "asking", "demand", "done"),
    facts=facts("echo"),
    prior=0.57,
)  # fmt: skip

# 同意 · 我能接受 · 依你 · 就这么定 · 说定了 · 成交
IN_SO_MANY_WORDS = Rule(
    id="answers.agrees",
    act="approval",
    pattern=speech(
        rf"""
          (?<![不没未难绝予谁时候曾法唔会])(?<!没有)(?<!有)(?<!说)
              (?: 同意 (?!书) | 赞成 | 赞同 | (?:能|可以)?接受 (?!不|度) )
        | {START} (?: 都?依你 | 都?听你的 | 按你(?:说|讲|的)\S{{0,4}} | 就?照你\S{{0,5}} | 就这么[着定办干说]
            | 就这样(?:吧|定|办)? | (?:那|就这样)?说定了? | 那?就?(?:这么)?定了 | 成交 | 一言为定 | 没意见 | 随你
            | 都行 | 都可以 | 都依 | 依你 | 够够的 | 这还差不多 | 可可+ | 中的中的 ) {PARTICLE}? {END}
        """,
    ),
    examples=("我〔同意〕修改", "〔就这么定〕", "那个价〔能接受〕"),
    counterexamples=("我不同意", "我没说同意修改", "你同意吗"),
    bars=features("hearsay", "sarcasm", "quoted", "question", "condition"),
    facts=facts("open"),
    prior=0.79,
)  # fmt: skip

# 同意修改 · 同意你们的方案 — it says itself what was put, in reply to words in which no proposal was seen
AGREES_TO = Rule(
    id="answers.agrees_to",
    act="approval",
    pattern=speech(
        r"""
        (?<![不没未难绝予谁时候曾法唔会])(?<!没有)(?<!说)(?<!说过) (?: 同意 | 赞成 | 准许 | 批准 ) \s* \S{0,8}?
        (?: 修改 | 改动 | 更改 | 变更 | 改 | 调整 | 延期 | 推迟 | 顺延 | 换
            | 加价 | 降价 | 方案 | 退款 | 价格 | 报价 | 安排 | 删 | 减
            | 增 | 补 | 撤 | 重\S | 挪 | (?=[\s,，。!！~～…]|[吧啦哈了呀的]*$) )
        """,
    ),
    examples=("〔同意修改〕", "我〔同意这次修改〕", "行，〔同意你们的方案〕"),
    counterexamples=("我不同意修改", "我没说过同意修改", "同意修改吗"),
    bars=features("hearsay", "sarcasm", "quoted", "question", "condition"),
    facts=facts("replying"),
    unless=facts("open"),
    prior=0.8,
)  # fmt: skip

# 就它 · 选第二个 · 喜欢中间那版 · 照这路子来
PICKS = Rule(
    id="answers.picks",
    act="approval",
    pattern=speech(
        r"""
          就 (?: 它 | 这个 | 这版 | 那个 | 蓝的 | 第\S个 | 用?这[个版张套] | 朝\S{1,8}走 | 按这[个版样]?\S{0,4}
              | 照这\S{0,6} ) (?:了|吧|来|走)?
        | (?: 选 | 投 | 要 | 喜欢 | 挑 | 定 ) (?: 第 \S 个 | 第\S版 | [左右中上下]边\S? | 中间\S{0,3} | 方案\S
            | [abAB12一二三]号? | 这[个版] ) (?!\S*[吗?？])
        | 照(?:这|着)\S{0,6}来 | 按这个(?:来|做|走) | 接着整 | 往下(?:走|做) | 继续(?:做|画|吧|往下) | (?:可以|就)继续
        | (?:爱了|满意|完美|喜欢(?!\S)|太好看了|绝了)
        """,
    ),
    examples=("绿的那版舒服 〔就它〕", "我〔投第二个〕", "〔照这路子来〕"),
    counterexamples=("你喜欢第二个吗", "第二个太丑了"),
    bars=_NOT | features("negation"),
    speakers=("client",),
    facts=facts("open_draft"),
    unless=facts("fresh_delivery"),
    prior=0.52,
)  # fmt: skip

# 能 · 换 · 加，不收钱 · 这就改 · 给你换两片圆的
WILL_CHANGE = Rule(
    id="answers.will_change",
    act="approval",
    pattern=speech(
        r"""
        ^\s* (?: 嗯+\s* | 好\s* | 哈哈+\s* | 那\s* )?
        (?P<what> 能(?!不) | 可 (?=$) | 换 | 加 (?!钱|急) | 改 | 拆 | 砍 | 挪 | 这就\S{1,4}
            | 马上[改换加弄调]\S{0,3} | 我?给你[换改加调弄挪拆]\S{0,4} | 没毛病 | 明白 | 已[改换加] | 安排 | 收到
            | 简单 | 小事 | 改改改 | 加加加 | 可可可 | 我[改换加调] )
        (?=[\s,，。!！~～]|$)
        """,
    ),
    examples=("〔加〕，小意思，不收您钱", "〔能〕", "〔这就提〕"),
    counterexamples=("能不能不改", "加钱", "换什么"),
    bars=features("hearsay", "sarcasm", "quoted", "question", "asking"),
    speakers=("provider",),
    facts=facts("open_change", "open_near"),
    prior=0.88,
)  # fmt: skip

RULES = (
    SHORT_YES, YES_AND, YES_CLAUSE, YES_IN_REPLY, PLAIN_YES, AS_SAID, SAME_SUM, SAME_DATE, KEEPS_DATE, ECHO,
    IN_SO_MANY_WORDS, AGREES_TO, PICKS, WILL_CHANGE,
)  # fmt: skip
