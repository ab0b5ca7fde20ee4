"""Money on its way, asked for, refused or wanted back: payment, payment_request, payment_refusal, refund_request."""

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech

# 收到，谢谢老板 (after money) · 到了 · 已领 · 👌 · 见到喇 唔该晒
RECEIVED = Rule(
    id="money.received",
    act="payment",
    pattern=speech(
        r"""
          收 (?: 到 | 妥 | 着 | 好 | 了 | 款 | 啦 | 下 | 讫 | 咗 | 齐 | 喇 ) \S{0,4} | 到 (?: 了 | 账 | 帐 | 啦
              | 手 | 位 | 喇 | 晒 ) | (?<=^)到(?=\s|$) | (?<=款)到(?=\s|$)
        | 已[收领到]\S{0,2} | [入进] (?: 账 | 咗 | 袋 ) | 见着 | 见到 | 看到 | 查到 | 拿到 | 领 (?: 了 | 到 )
            | 抢了 | (?<=^) 妥了? | 清账 | 两清 | 来财 | (?<=^)齐了 | 在了(?=$) | 拿了 | 啱晒
        | (?<!不用)(?<!不)谢(?!绝) \S{0,6} | (?<=^) 👌 | 感谢 | 多谢 | 唔该晒? | 老板 (?: 大气 | 局气 | 敞亮 )
        """,
    ),
    examples=("〔到了〕 开工", "这边〔收妥〕", "〔👌〕"),
    counterexamples=("收到了吗", "还没收到钱"),
    bars=OTHERS_WORDS | features("question", "negation"),
    facts=facts("fresh_money"),
    prior=0.97,
)  # fmt: skip

# 收到500，还差280 · 三百到账 · 你转的200收到了
RECEIVED_SUM = Rule(
    id="money.received_sum",
    act="payment",
    pattern=speech(
        r"""
        (?P<what> (?: 收到 | 收讫 | 收妥 | 已收 | 到账 | 入账 | 进账 ) (?: 你 | 您 )? (?: 转 | 打 | 付 )?
            (?: 的 | 来 | 了 )? \s? «sum» (?! \S{0,4} (?: 再 | 就 | 才 | 之?[前后] ) )
        | «sum» \s? (?: 已 | 都 | 刚 )? (?: 收到 | 到账 | 收讫 | 收妥 | 入账 | (?<=已) 收 )
            (?: 了 | 啦 | 咯 | 喇 | (?= [\s,，。.!！~～] | $ ) ) (?! 再 | 就 | 才 | 之?[前后] ) )
        """,
    ),
    examples=("〔收到500〕，还差280", "你转的〔200收到了〕", "〔到账三百〕 谢谢"),
    counterexamples=("收到500了吗", "还没收到500", "收到500再开工", "他说收到500"),
    bars=OTHERS_WORDS | features("question", "negation", "condition"),
    facts=facts("deal"),
    prior=0.97,
)  # fmt: skip

# 尾款转你了 · 2000已付 · 打过去了 · 付了
PAID = Rule(
    id="money.paid",
    act="payment",
    pattern=speech(
        r"""
          (?: 转 | 打 | 付 | 汇 | 给 ) (?: 你 | 您 | 过去 | 给你 | 完 | 好 | 过
              | 出去 ) {0,2} (?: «sum» )? (?: 了 | 啦 ) (?! 吗 | 没 | 我 | 就 | 再 )
        | 已经? (?: 转 | 付 | 打 | 汇 | 支付 ) \S{0,3} | (?: 定金 | 尾款 | 钱 | 款 | 余款 | 首付
            | «sum» ) \S{0,3}? (?: 转 | 付 | 打 | 汇 | 给 ) \S{0,3}? (?: 了 | 过去了 ) (?! 吗 | 没 | 再 | 就)
        | 转账(?:成功|记录|截图) | 付款(?:了|成功|截图) | 拍下了 | 下单了 | 查收(?=一下|下|$)
        """,
    ),
    examples=("〔尾款转你了〕", "2000〔已付〕", "〔打过去了〕"),
    counterexamples=("转了吗", "没转你"),
    speakers=("client",),
    bars=OTHERS_WORDS | features("question", "negation", "condition", "past"),
    prior=0.52,
)  # fmt: skip

# 麻烦结下尾款 · 钱什么时候给 · 那剩的160麻溜的 · 还没收到钱
ASKED_TO_PAY = Rule(
    id="money.asked_to_pay",
    act="payment_request",
    pattern=speech(
        r"""
          (?: 结 | 付 | 转 | 打 | 给 | 补 | 交 ) (?: 一下 | 下 | 个 | 了 | 清 )? \s* (?: 我 )? \s* (?: 尾款
              | 定金 | 订金 | 余款 | 首付 | 款 (?!式) | 钱(?!包) | 账 | 费用 | 剩下的 | 头款 | 尾数 )
        | (?: 尾款 | 定金 | 订金 | 余款 | 款 | 钱 | 剩[下的]\S{0,3} | 欠\S{0,5} | 尾数 | 那«sum» | «sum»
            | [一二三第]\S?[期笔] ) \S{0,4}? \s* (?: 麻烦 | 方便 | 结[一下了]\S? | 什么时候 | 啥时候? | 几时
            | 转[一下]?下? | 付[一下]?下? | 打[一下]?下? | 给[一下]?下 | 呢 (?=[\s?？]|$) | 麻溜 | 别忘 | 该
            | 有没有 | 怎么说 | 补上 | 清一?下 | 到账再 )
        | 还?没(?:收到|见着|看见|到)(?:钱|账|款|尾款|转账|你的?转) | 钱\S{0,3}还?没(?:到|给|转|收到|影) | 催款
            | (?: 剩 | 还差 | 余 | 欠 ) (?: 的 | 下的? )? \s* «sum» \S{0,3} (?: 结 | 付 | 转 | 清 | 劳 | 麻 | 补
            | 今天 | $ )
            | 结(?:一?下)?剩 | 结账 | 结一?下账? | 给个?(?:准信|说法) | 该(?:结|付|给)(?:款|钱|尾款)? | 先(?:给|付
                |结)(?:钱|款)
        """,
    ),
    examples=("麻烦〔结下尾款〕", "〔钱什么时候〕给", "〔还没收到钱〕"),
    counterexamples=("要是不给钱呢", "听说钱没给"),
    speakers=("provider",),
    bars=OTHERS_WORDS | features("condition"),
    facts=facts("priced"),
    unless=facts("fresh_money"),
    prior=0.63,
)  # fmt: skip

# 收到500，还差280，请本周内付清 · 还剩三百什么时候方便 · 还欠我200: what is left, asked for while a part of it comes in
REST = Rule(
    id="money.rest",
    act="payment_request",
    pattern=speech(
        r"""
        (?P<what> (?: 还[差欠剩] | 剩下? | 余下? | 欠 ) (?: 的 | 我 )? \s? «sum» ) [\s,，]* \S{0,4}?
        (?: 请 | 麻烦 | 辛苦 | 尽快 | 尽早 | 什么时候 | 啥时候? | 几时 | 记得 | 别忘 | [付结补]清 | 补 [上齐给] | 安排
          | «time» )
        | (?P<owed> (?: 还 | 总共 | 一共 | 你 | 您 )+ (?: 欠 | 差 | 少 ) (?: 我 | 咱 | 俺 | 这边 ) (?: 的 )? \s? «sum» )
        """,
    ),
    examples=("收到500，〔还差280〕，请本周内付清", "〔还剩三百〕什么时候方便", "这只是一半 〔还欠我200〕"),
    counterexamples=("听说他还欠300什么时候还", "还差三张什么时候给"),
    speakers=("provider",),
    bars=OTHERS_WORDS | features("condition"),
    facts=facts("agreed"),
    prior=0.9,
)  # fmt: skip

# 15号过了 · 5号啦 · 周日了哥: the day on which the client owes
DAY_NAMED = Rule(
    id="money.day_named",
    act="payment_request",
    pattern=speech(r"[^？?。\n]{0,10} (?: «time» | «past» ) [^。\n]{0,10}"),
    examples=("〔15号过了〕", "〔5号啦〕", "〔周日了哥〕"),
    counterexamples=("他说7号", "我7号给你"),
    speakers=("provider",),
    bars=OTHERS_WORDS | features("self"),
    facts=facts("due_named", "agreed"),
    unless=facts("open_date"),
    prior=0.61,
)  # fmt: skip

# 那960 · 你那另外300？ — a sum named again by the provider after the work
SUM_AGAIN = Rule(
    id="money.sum_again",
    act="payment_request",
    pattern=speech(r"""
        (?: 那 | 剩 | 还[差欠] | 欠 | 合计 | 一共 | 尾款 | 第\S[笔期] | 另外
            | 最后 ) \S{0,4}? \s* «sum» (?! \S* (?: 行不 | 成不 ) )
        """),
    examples=("〔那960〕", "〔最后一笔1350〕", "〔合计1850〕哈"),
    counterexamples=("别人家那960", "听说还欠300"),
    speakers=("provider",),
    bars=OTHERS_WORDS | features("condition"),
    facts=facts("agreed", "shown"),
    unless=facts("fresh_money", "open_price"),
    prior=0.65,
)  # fmt: skip

# 这质量我不可能付 · 先不给 · 满意了再给钱 · 最多给一半
WONT_PAY = Rule(
    id="money.wont_pay",
    act="payment_refusal",
    pattern=speech(
        r"""
          (?: 不 | 没法 | 不会 | 不可能 | 不想 | 凭什么 | 凭啥 | 休想 | 一分[钱也都]?(?:不|别) ) \S{0,3}? (?: 付
              | 给 (?!力|你说|我) | 转 | 掏 | 出 ) \S{0,2}? (?: 钱 | 款 | 尾款 | 剩 | 了 | 你 | 这 | $
              | (?=[\s,，。!！]) )
        | (?: 尾款 | 钱 | 剩[下的]\S? | 余款 | «sum» ) \S{0,6}? (?: 先不 | 不给 | 不付 | 不想付 | 没有了? | 别想
            | 一分 | 先放放 | 免谈 )
        | (?: 先不 (?: 给 | 付 | 结 ) | 最多 (?: 给 | 付 ) \S{0,2} (?: «sum» | «share» | 一半 ) | 只(?:给
            |付) \S{0,2} (?: «sum» | «share» ) | 给\S{0,2}«sum»顶天 | 再谈钱 | 别想(?:要|拿)(?:钱|款|尾款)? )
        | (?: 弄好 | 改好 | 修好 | 做好 | 通了 | 弄像样 | 没毛病 | 没问题 | 看看 ) \S{0,4} 再 (?: 付 | 给 | 说
            | 谈 | 讲 | 结 ) \S{0,4}
        """,
    ),
    examples=("这质量我〔不可能付〕", "〔最多给一半〕", "〔先不给〕"),
    counterexamples=("不给力", "付不付都行？"),
    speakers=("client",),
    bars=OTHERS_WORDS | features("question"),
    facts=facts("agreed"),
    prior=0.57,
)  # fmt: skip

# 我给400 这事翻篇 · 只能给113 · 尾款少付点 · 你交的不合格我结啥 · 改完我就付
HOLDS_BACK = Rule(
    id="money.holds_back",
    act="payment_refusal",
    pattern=speech(
        r"""
          (?: 顶多 | 最多 | 至多 | 只能 | 只 | 反正 ) 再? (?: 给 | 出 | 掏 | 付 ) \S{0,3}? (?: «sum» | 一半 | «share»
            | \S{1,4} (?: 节 | 张 | 页 | 次 | 天 | 集 | 章 | 件 | 个 | 幅 | 首 | 条 ) 课? 的? (?: 钱 | 费 | 款 ) )
        | (?: 给 | 出 | 付 | 转 ) (?: 你 )? \s* (?: «sum» | 一半 ) \S{0,2} [\s,，]* \S{0,6}?
            (?: 翻篇 | 两清 | 扯平 | 得了 | 意思意思 | 不要(?:拉倒|算了) | 爱要不要 | 要不要随便 | 就这样 )
        | (?: 尾款 | 余款 | 钱 | 剩[下的]\S? | «sum» ) [\s,，]* (?: 我 )? \S{0,3}? (?: 只(?:出|给|付) | 少付 | 不想给
            | 不会照给 | 抵掉 | 扣下 | 扣一半 | 要扣 | 没有 (?=[\s,，。]|$) | 一分\S{0,2}(?:别|没|不) )
        | (?: 要 | 得 | 必须 | 应该 ) 扣 \S{0,3} (?: 点 | 钱 | «sum» | «share» | 一半 | (?=[\s,，。!！]|$) )
        | 一分 (?: 钱 )? \S{0,2} (?: 都 )? (?: 不 | 没有 | 别 ) \S{0,3}
        | (?: 改 | 弄 | 做 | 修 | 搞 | 交 | 发 | 等 ) \S{0,10}? [\s,，]* 我? (?: 再 | 就 | 才 | 然后 ) \s* 我?
            (?: 付 | 给钱 | 结 (?!果|束|构|合) | 打款 | 转钱 )
        | (?: 付 | 结 | 给 ) 啥子? (?=[\s?？!！。]|$) | 没钱 (?: 给 | 付 ) | 这?个?钱 我? 不 (?: 出 | 认 | 给 | 付 )
        """,
    ),
    examples=("我〔给400 这事翻篇〕", "害我花了〔100 要扣〕", "你〔改完我就付〕", "这四节我〔最多付两节的钱〕"),
    counterexamples=("最多改三次", "改完发我"),
    speakers=("client",),
    bars=features("hearsay", "quoted", "elsewhere"),
    facts=facts("agreed"),
    prior=0.85,
)  # fmt: skip

# 领导说只能付500 · 公司最多批三百 · 财务只肯结一半: whom the side itself answers to
HELD_BACK = Rule(
    id="money.held_back",
    act="payment_refusal",
    pattern=speech(
        r"""
        (?: 领导 | 老板 (?!你|您) | 公司 | 财务 | 老大 | 总部 | 上面 | 甲方 | 合伙人 | 老公 | 老婆 | 爸妈? | 妈 )
        \S{0,3}? (?: 说 | 讲 | 让 | 要求 | 意思是? | 那边 )? [\s,，]* \S{0,3}?
        (?: 只 (?: 能 | 肯 | 给 | 付 | 批 | 让 | 认 | 同意 ) | 最多 | 顶多 | 至多 ) \S{0,3}?
        (?: 给 | 付 | 批 | 出 | 结 | 转 )? \s? (?: «sum» | «share» | 一半 )
        """,
    ),
    examples=("〔领导说只能付500〕", "〔公司最多批三百〕", "〔财务只肯结一半〕"),
    counterexamples=("领导说500可以", "朋友公司只给500？"),
    speakers=("client",),
    bars=features("question", "asking", "condition"),
    facts=facts("agreed"),
    prior=0.8,
)  # fmt: skip

# 定金退我 · 把三千退给我 · 全款退 · 退钱
BACK = Rule(
    id="money.back",
    act="refund_request",
    pattern=speech(
        r"""
          退 (?: 我 | 给我 | 给我们 | 回来? | 还给?我 | 款 | 钱 | 定金 | 订金 | 全款 | 一半 | «sum»
              | «share» ) \S{0,4} | (?: 全 | 全额 | 钱 | 定金 | 订金 | «sum» | 款 ) \S{0,3} 退 (?! 不 | 休 | 你
              | 了 | 潮 | 步) \S{0,3}
        | (?: 还 | 吐 ) (?: 我 | 给我 ) (?: 钱 | «sum» ) | 还钱 | 把钱\S{0,2}(?:退|还|吐) | 退不退
            | «sum» \s* 还我 | (?: «sum»
            | 钱 ) \S{0,3} (?: 你赔 | 赔我 | 吐出来 | 还我 ) | 赔我? (?: «sum» | 钱 )
        """,
    ),
    examples=("〔定金退我〕", "把〔三千退给我〕", "〔退钱〕"),
    counterexamples=("能退吗", "我退你200"),
    speakers=("client",),
    bars=OTHERS_WORDS | features("question", "condition"),
    facts=facts("paid"),
    prior=0.88,
)  # fmt: skip

# 3000今早从公户出去了 · 2000打出去了 · 2800付讫 · 刚把1000打到你卡上了 · 现金300放你书包里了
GONE_OUT = Rule(
    id="money.gone_out",
    act="payment",
    pattern=speech(
        r"""
          «sum» [\s,，]* \S{0,8}? (?<!忘) (?: 打 | 转 | 汇 | 划 | 扫 | 付 | 塞 | 搁 | 存 | 补 | 出 | 走 )
            (?: 你 | 您 | 到 | 给[你您] | 去 | 过 | 清 | 完 | 出 | 好 | 走 | 微信 | 卡上 | 支付宝 | 包里? | 手里? ){0,4}
            (?: 去了 | 了 | 啦 | 咯 | 喇 | 讫 ) (?! 再 | 就 | 吗 | 没 | 的 )
        | (?: 打 | 转 | 汇 | 划 | 扫 | 付 | 存 | 补 ) (?: 完 | 好 )? (?: 你 | 您 )?
            (?: 过去 | 出去 | 卡[上里] | 到 \S{0,4} [卡账上里] ) \S{0,2}? (?: 了 | 啦 | 咯 )
        | (?: 刚 | 已经? | 早就? ) \S{0,4}? (?<!忘) (?: 打 | 转 (?!发|到群) | 汇 | 划 | 付 | 扫 )
            (?: 完 | 好 | 过 | 讫 | 清 )? (?: 了 | 啦 | 咯 )
        | (?: 转 | 打 | 付 | 汇 ) (?: 了 | 过去 ) [你您] \s? «sum» (?! 吗 | 再 | 就 )
        | (?: 现金 | 现钱 ) \s? (?: «sum» )? \S{0,4}? (?: 给 | 放 | 搁 | 塞 | 留 | 交 | 让 ) \S{0,12}?
            (?: 了 | 啦 | 咯 )
        """,
    ),
    examples=("〔3000今早从公户出去了〕", "〔2800付讫〕 回单在这", "会计〔刚打完了〕", "〔现金300放你书包里了〕"),
    counterexamples=("280昨天忘转了", "3000转过去了吗", "要是2000打过去了你就开工", "听说2000打出去了"),
    bars=OTHERS_WORDS | features("question", "negation", "condition"),
    facts=facts("agreed"),
    prior=0.6,
)

# 查到3000了 · 2800到我卡上了 · 1000入了 · 200领了 · 银行短信来了 2000
COME_IN = Rule(
    id="money.come_in",
    act="payment",
    pattern=speech(
        r"""
          (?: 查 | 看 | 见 | 拿 | 领 | 收 | 点 ) (?: 到 | 着 | 了 | 过 | 齐 ) \s?
            (?: 你 | 您 )? (?: 的 | 那 | 转的 | 打的 )? \s? «sum» (?: 了 | 啦 | 咯 )? (?! \S{0,3} (?: 再 | 就 | 才 ) )
        | «sum» \s? (?: 都 | 也 | 已经? | 刚 )?
            (?: 到 (?: 了 | 啦 | 手 | 我?卡 | 账 | 帐 | 我这 | 我手 | 位 | 齐 ) | 看到 | 见到 | 见着 | 点过 | 数过
              | 拿到 | 查到 | [领有在入进揣收] )
            \S{0,3}? (?: 了 | 啦 | 咯 | 上了 | 账了? ) (?! 再 | 就 )
        | (?: 短信 | 银行 | 到账提醒 | 提示音? ) \S{0,4}? (?: 来了 | 响了 | 到了 | 进了 ) [\s,，]* «sum»
        """,
    ),
    examples=("〔查到3000了〕", "〔2800到我卡上了〕", "〔1000入了〕 剩的月底可以", "〔银行短信来了 2000〕"),
    counterexamples=("3000到了再开工", "2800到账了吗", "还没看到2000"),
    bars=OTHERS_WORDS | features("question", "negation", "condition"),
    facts=facts("agreed"),
    prior=0.95,
)

RULES = (
    RECEIVED, RECEIVED_SUM, COME_IN, PAID, GONE_OUT, ASKED_TO_PAY, REST, DAY_NAMED, SUM_AGAIN, WONT_PAY, HOLDS_BACK,
    HELD_BACK, BACK,
)  # fmt: skip
