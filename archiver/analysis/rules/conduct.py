"""How the sides deal with each other: reminder, termination, admission, sensitive_data."""

import re

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech

# 做得怎么样了 · 好了没 · 啥时候能好 · 图呢 · 今天能好吗
HOW_FAR = Rule(
    id="conduct.how_far",
    act="reminder",
    pattern=speech(
        r"""
          (?: 做 | 弄 | 写 | 画 | 改 | 剪 | 搞 | 进行 | 进度 | 进展 | 整 | 打 | 刷 | 那边 | 稿子? | 图
              | 东西 ) \S{0,4}? (?: 怎么样 | 咋样 | 如何 | 到哪 | 几[次张个页] | 完了?[没吗] | 好了?[没吗] | 得怎 )
        | (?: 什么时候 | 啥时候 | 几时 | 多久 | 哪天 | 几点 | 多会 ) \S{0,6} (?: 好 | 给 | 完 | 交 | 出 | 发 | 弄
            | 能 | 到 | 开始 | 齐活 | 换 | 上线 | 搞定 | 开工 ) \S{0,4}
        | (?: 好 | 完 | 出 | 发 | 弄 | 做 | 改 | 画 | 写 | 剪 | 动笔 | 开工 | 开始 | 动工 | 出来 | 搞定
            | 导 ) (?: 好 | 完 )? 了 (?: 没 | 吗 | 么 ) \S{0,2} | 好了没 | 好没
        | (?: 文件 | 图 | 稿子? | 东西 | 视频 | 初稿 | 成品 | 人 | 下一[款张个版] | 进度 | 链接 | 报告
            | 源文件 ) (?: 呢 | 哪去了 ) (?=[\s?？!！。]|$)
        | 有图看[吗么] | 进度 (?=[\s?？]|$) | 有消息[了吗没] | (?:在|还)(?:做|弄|写|画)[吗没] | 催一?下 | 抓紧
            | 赶紧(?:的|给|发|弄) | 快点(?:给|发|弄|做|$|\s) | 咋没动静 | 还要多久 | 到底(?:什么|啥|几|给|做|能)
        """,
    ),
    examples=("在吗？〔做得怎〕么样了", "〔什么时候能好〕", "〔好了没〕"),
    counterexamples=("做好了", "钱呢"),
    bars=OTHERS_WORDS | features("sarcasm"),
    facts=facts("priced"),
    prior=0.62,
)  # fmt: skip

# 今天能好吗 · 31号还赶得上吗 (after a date has been set)
DATE_AGAIN = Rule(
    id="conduct.date_again",
    act="reminder",
    pattern=speech(r"""
        (?: «time» | «past» ) [^。\n]{0,10}? (?: 能 | 可以 | 行 | 好 | 赶得[上及] | 来得及 | 出 | 给 | 交 | 弄
            | 上 | 不会变 | 顺利 | 最后一天 | 看 | 完 | 是给 | 放 )
        """),
    examples=("〔今天能〕好吗", "那〔月底还赶得上〕吗", "〔周五能〕出不"),
    counterexamples=("周五前给你", "明天几点吃饭"),
    speakers=("client",),
    needs=features("question"),
    bars=OTHERS_WORDS,
    facts=facts("agreed", "dated"),
    prior=0.47,
)  # fmt: skip

# 今儿可周日了 · 昨天7号了 · 说好今天十点: the day that the other side owes
DAY_NAMED = Rule(
    id="conduct.day_named",
    act="reminder",
    pattern=speech(r"[^？?。\n]{0,10} (?: «time» | «past» | «span» ) [^。\n]{0,10}"),
    examples=("〔今儿可周日了〕", "〔昨天7号了〕", "〔说好今天十点〕"),
    counterexamples=("他说7号", "我7号生日呢吗吗他说"),
    speakers=("client",),
    bars=OTHERS_WORDS | features("self"),
    facts=facts("due_named", "agreed"),
    unless=facts("same_sum"),
    prior=0.41,
)  # fmt: skip

# 图呢 · 另外两条呢 · 人呢 · 在嘛 · 出来
WHERE = Rule(
    id="conduct.where",
    act="reminder",
    pattern=speech(
        r"""
          (?:^|[\s,，])(?! 我 | 你 | 他 | 她 | 那 | 这 | 多少 | 钱 | 价 | 怎么 | 什么 | 咋
              | 为 ) [^\s,，?？]{1,6} 呢 (?=[\s?？!！]*$)
        | (?: 人呢 | 人在吗 | 还活着 | (?<=^)出来(?=$|\s) | (?<=\s)出来(?=$) | 吱个?声 | 不吱声 | 给个话 | 回个话
            | 顺利吗 | 没忘吧
            | 忘了吧 | 放(?:我)?鸽子(?:吧|了) | 过点了 | 过钟 | 到时间了 | 到日子了 | 等着呢 | 还在等 | 最后一天
            | 到几[条张个] | 到哪(?:步|了|啦) | 有冇(?:呀|啊) | 得未 | 做到边 | 几时有 | 弄没 | 开不开 | 念叨一遍 )
        """,
    ),
    examples=("〔另外两条呢〕", "〔人呢〕", "老板 〔给个话〕"),
    counterexamples=("我呢", "还没吃呢吗"),
    bars=OTHERS_WORDS | features("sarcasm"),
    facts=facts("agreed"),
    unless=facts("open_near", "fresh_delivery"),
    prior=0.59,
)  # fmt: skip

# 绣到几成了 · 有动静没 · 咋样了 · 给个准话 · 今天是给还是不给
ANY_NEWS = Rule(
    id="conduct.any_news",
    act="reminder",
    pattern=speech(
        r"""
          到 (?: 哪[儿里步一]? | 几成 | 第?几[章张集条步页] | 多少 ) \S{0,2}? 了 | (?: 咋 | 怎么 | 怎 ) 样了
        | (?: 进度 | 动静 | 眉目 | 着落 | 消息 | 信儿 | 下文 | 回音 ) (?: 没有?(?!了) | 吗 | 么 | 伐 )
        | 有 (?: 没有? )? (?: 进度 | 动静 | 眉目 | 着落 | 消息 | 下文 | 初稿 | 新的 )
            (?! 再 | 我 | 就 | 通知 | 告诉 | 了 )
        | (?: 啥 | 什么 | 几 ) 时候? (?: 能 )? (?: 有 | 见得?到 | 看得?到 | 轮到 ) \S{0,4}
        | 几点 能? (?: 好 | 给 | 到 | 发 | 有 )
        | 给 (?: 我 )? (?: 个 | 句 ) (?: 准话 | 准信 | 准数 | 日子 | 痛快话? | 说法 | 交代 ) | 是给还是\S{0,3}
        | (?: 录 | 做 | 画 | 写 | 更 | 拍 | 改 | 绣 | 刻 | 译 | 翻 ) 了 几
        | 还 (?P<verb>[录做画写更拍改弄发给]) 不 (?P=verb)
        | (?: 核 | 查 | 改 | 弄 | 问 | 找 | 拍 | 做 | 画 ) (?: 出来 | 完 | 好 )? (?: 没有 | 了?没 ) (?=[\s?？!！~～]*$)
        | 先来[一两几][张条章段个] | (?: 好 | 有 | 发 | 出 ) (?: 我 )? 了 (?: 伐 | 没得 | 未 | 冇 )
        """,
    ),
    examples=("姐姐 绣〔到几成了〕", "今天 〔给个准话〕", "后来〔咋样了〕？？"),
    counterexamples=("有消息我告诉你", "走到公园了"),
    bars=OTHERS_WORDS | features("sarcasm"),
    facts=facts("agreed"),
    unless=facts("fresh_delivery"),
    prior=0.65,
)  # fmt: skip

# 不做了，你另找人吧 · 取消吧 · 到此为止
CALLED_OFF = Rule(
    id="conduct.called_off",
    act="termination",
    pattern=speech(
        r"""
          (?: (?: 剩下?的? | 后面的? | 余下的? | 往后 | 以后 ) \S{0,4}? (?: 我 | 咱们? | 孩子 )? (?: 就 | 也 | 都 )?
              不 (?: 上 | 学 | 买 | 订 | 来 | 印 | 录 | 讲 | 补 ) 了 (?! 吗 | 么 ) )
            | (?: 不 (?: 做 | 干 | 接 | 弄 | 打 | 画 | 写 | 要 | 合作 | 用你 | 约 | 拍 | 刷 | 继续 ) 了 (?! 吗 | 么
              | 吧[?？] ) ) | 另找 (?: 人 | 别人 | 高明 ) | (?: 你 | 您 ) (?: 还是 )? 找别?人 | 找别人(?:吧|做)
              | 取消 (?: 吧 | 了 | 订单 | 合作 | 这单 ) | 到此为止 | 到这儿?吧 | 终止(?:合作|吧)? | 解约 | 退单
              | 撤单 | 散伙 | 拉倒吧 | (?:这单|合作|这活)\S{0,4}(?:算了|黄了|作废|不做|不接|结束) | 不合作了
              | 算了 [\s,，]* \S{0,6}? (?:不做|不用你|不要了|不弄|别做)
        """,
    ),
    examples=("〔不做了〕，你〔另找人〕吧", "〔取消吧〕", "〔到此为止〕", "〔剩下的课不上了〕"),
    counterexamples=("不做了吗", "要是不做了怎么办"),
    bars=OTHERS_WORDS | features("question", "condition", "sarcasm"),
    facts=facts("priced"),
    prior=0.68,
)  # fmt: skip

# 是我这边漏了 · 确实拖了几天 · 我的锅 · 我没复核
OWN_FAULT = Rule(
    id="conduct.own_fault",
    act="admission",
    pattern=speech(
        r"""
          (?: 是 | 怪 | 算 | 都是 | 确实是?)? 我 (?: 这边 | 们 | 们这边 | 自己 )? (?: 的 | 这边的 )? (?: 锅
              | 错 (?!过) | 问题 | 疏忽 | 失误 | 责任 | 不对 | 不好 (?=[\s,，。]|$) | 大意 | 马虎 )
        | (?: 是 | 怪 | 确实 | 算 ) (?: 是 )? 我 (?: 这边 | 们 | 自己 | 没 | 漏 | 忘 | 拖 | 搞错 | 弄错 | 看错
            | 记错 | 写错 | 理解 | 不讲究 | 话说满 | 眼瞎 | 眼花 | 估计 | 贪 ) \S{0,8}
        | (?: 我 | 这个我 | 这事我 | 钱我 | 钱是我 ) (?: 是 | 也 | 确实 | 的确 )? (?: 还没付 | 没给
            | 忘了?(?!记?告诉你) | 漏了 | 没复核 | 没注意 | 没看(?:清|仔细|到) | 没查清 | 没改到? | 搞错 | 弄错
            | 看错 | 记错 | 写错 | 抄错 | 拖了 | 认 (?=[\s,，。!！]|$) | 没讲到位 | 没提前 | 没关 | 承认 | 疏忽
            | 大意 | 眼花 | 手滑 | 理解[反错] | 没料到 | 睡过 | 没说清 )
        | 我 [厂店家方司] 的? (?: 责任 | 问题 | 错 | 疏忽 ) | 我 [给发传寄拿] [你您]? 的 是 (?: 旧 | 错 | 老 | 另一 )
        | 确实 (?: 拖 | 晚 | 漏 | 没 | 少 | 错 | 慢 | 糊 | 忘 | 是我 | 超 ) \S{0,8} | 手滑 | (?: 真 | 还真 ) 漏了
            | 疏忽了 | 我承认 | 对不起 \S{0,3} 我(?:忘|漏|拖|没|搞)
        """,
    ),
    examples=("〔是我这边漏了〕", "〔确实拖了几天〕", "〔我的锅〕", "糟 〔我给你的是旧〕剪辑"),
    counterexamples=("是我朋友的问题吗", "不好意思打扰了"),
    bars=features("hearsay", "quoted", "question", "condition", "sarcasm"),
    prior=0.75,
)  # fmt: skip

# 抱歉睡过头了 · 漏了 · 我听岔了 · 怪我 · 迟是迟了
SLIPPED = Rule(
    id="conduct.slipped",
    act="admission",
    pattern=speech(
        r"""
          (?: 抱歉 | 不好意思 | 对不[起住] | 对唔住 | sorry | 唔好意思 | 实在 ) [\s,，…]* \S{0,6}?
            (?: 晚了 | 迟了 | 拖了 | 拖到 | 漏 | 睡过头 | 搞错 | 弄错 | 没顾上 | 晚交 | 遲 | 过了点 | 耽误 ) \S{0,6}
        | (?: ^ | [\s,，。] ) (?: 啊 | 呀 | 哎哟? | 靠 | 草 | 哦 | 嗯 | 真 )? [\s,，]* (?: 忘死?了 | 漏了 | 睡过头了?
            | 眼花了? | 手滑了? | 看岔了 | 听岔了 | 抄串行 | 弄混了 | 搞混了 ) (?= [\s,，。!！~～…]|$)
        | 我 \S{0,6}? (?: 听岔 | 抄串 | 弄混 | 搞混 | 漏 (?: 进 | 写 | 画 | 做 | 发 ) | 念错 | 算错 | 印错 | 寄错
            | 拖了您? | 该提前 | 记岔 | 给忘 | 不对 (?=[\s,，。]|$) | 的不是 | 认错 | 唔啱 )
        | (?: ^ | [\s,，。] ) (?: 怪我 | 赖我 | 算我的 | 我的错 | 我衰 | 怪自己 | 是我害 | 我自作 ) \S{0,6}
        | 迟是迟了 | 晚是晚了
        """,
    ),
    examples=("〔抱歉睡过头了〕", "〔啊 漏了〕", "〔我听岔〕了，改"),
    counterexamples=("尾款别忘了哈", "不好意思问一下"),
    bars=features("hearsay", "quoted", "question", "condition", "sarcasm", "you", "third"),
    facts=facts("agreed"),
    prior=0.75,
)  # fmt: skip

# 后台账号admin密码123456 · 手机13900000027 · 卡号 6222…
SECRETS = Rule(
    id="conduct.secrets",
    act="sensitive_data",
    pattern=re.compile(
        r"""
          (?: 密码? | 口令 | 验证码 | \bmm\b | pwd | password | pass ) \s* (?: 是 | 为 | : | ：
              | = )? \s* [A-Za-z0-9@#._!$%&*-]{3,}
        | (?<!\d) 1[3-9]\d{9} (?!\d) | (?<!\d) \d{17}[\dxX] (?!\d) | (?<!\d) 6\d{15,18} (?!\d)
        | [A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[A-Za-z.]+
        | (?: 路 | 街 | 大道 | 巷 | 小区 | 花园 | 村 | 弄 ) \S{0,8}? \d+ \s* (?: 号 | 弄 | 栋 | 幢 | 单元
            | 室 ) (?: \S{0,12} (?:室|\d{3,4}) )?
        | [\u4e00-\u9fff]{2,8} \s? \d{1,3} \s? (?: 号?楼 | 栋 | 幢 | 座 | 号院 ) \S{0,8}? (?<!\d) \d{3,4} (?!\d) 室?
        | (?: 账号 | 帐号 | 用户名 | (?<! 单 ) 号 ) \s* [:：]? \s* [A-Za-z][A-Za-z0-9_@.]{4,}
        """,
        re.VERBOSE,
    ),
    examples=("初始〔密码123456〕", "我手机〔13900000027〕", "〔qiu_fake@example.com〕", "〔和平里东院7号楼502〕"),
    counterexamples=("密码多少", "账号发我", "3号楼下见"),
    bars=frozenset(),
    raw=True,
    prior=0.94,
)  # fmt: skip

RULES = (HOW_FAR, DATE_AGAIN, DAY_NAMED, WHERE, ANY_NEWS, CALLED_OFF, OWN_FAULT, SLIPPED, SECRETS)
