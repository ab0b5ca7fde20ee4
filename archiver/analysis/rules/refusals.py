"""No to what the other side has put forward: rejection."""

from archiver.analysis.rule import Rule, facts, features, speech
from archiver.analysis.rules.words import END, PARTICLE, START

# 不行 · 不干 · 做不动 · 没门 · 我不接受 · 想得美
NO = Rule(
    id="refusals.no",
    act="rejection",
    pattern=speech(
        rf"""
          {START} (?: (?:这|那)(?:个|样|价)?\S{{0,3}} | 肯定 | 真的? | 绝对 | 那 | 我 | 恐怕 | 这个价 | 《sum》 )?
          (?: 不行 | 不成 | 不可以 | 不可能 | 不干 | 不管 | 没门 | 免谈 | 休想 | 想都别想 | 做梦 | 不接受 | 不同意
              | 不答应 | 不划算 | 不改 | 不换 | 不退 | 不加 | 不降 | 不讲价 | 不议价 | 不容 | 不给(?!力|你)
              | 不收 | 不谈 | 办不到 | 凭啥 | 凭什么 | 想[得]?[真挺倒]?美 | 你想得\S{{0,2}}美 | 唔得 | 唔制
              | 不中 | 不得行 | 够呛 | 没戏 | 没空 | 不能再?(?:少|低|便宜|让|降|拖|晚|改|加
              |塞)\S{{0,2}} ) {PARTICLE}? (?! 吗 | 么(?!\S) | 不 | 就 | 的话 | 我就 )
        | (?: [做改给收出干弄退办]| 便宜 | 接受 | 答应 | 赶 | 来 ) 不 (?: 了 | 动 | 起 | 出来? | 到 | 及 ) {END}
        """.replace("《sum》", "«sum»"),
    ),
    examples=("〔不行〕", "四千真的〔做不动〕 光支付联调就要两天", "〔没门〕", "〔我不接受〕"),
    counterexamples=("行不行", "不行的话我再想想", "不改也挺好看吗"),
    bars=features("hearsay", "quoted", "condition", "question", "past"),
    facts=facts("open"),
    prior=0.62,
)  # fmt: skip

# 两百我不收 · 那不用了 · 100不行 · 我不太想 · 17号太赶
NO_TO_THAT = Rule(
    id="refusals.no_to_that",
    act="rejection",
    pattern=speech(
        r"""
          (?: «sum» | «time» | «share» | 这 | 那 | 先 | 真 | 可 | 我 | 就 | 全退 | 全款
              | 一半 ) \S{0,4}? (?: 不行 | 不成 | 不可能 | 不收 | 不要 (?!紧|急) | 不用了? | 不来 | 不换 | 不改
              | 不加 | 不画 | 不做 | 不接 | 不认 | 不给 | 不太想 | 不想 | 给不出 | 给不了 | 出不起 | 出不了
              | 太狠 | 太赶 | 太贵 | 太高 | 太低 | 太少 | 超了 | 贵了 | 高了 | 没门 | 免谈 | 做不到 | 做不了
              | 赶不上 | 赶不出 | 没戏 | 不合适 ) \S{0,2} (?=[\s,，。!！~～…]|$)
        | 凭啥 | 凭什么 | 没有?这个道理 | 哪有这[好种]事 | 想都别想 | 一分(?:不多|没有|不[退少给]) | 赔个屁
            | 你(?:咋|怎么)不去抢 | 休想 | 没提过 | 不在这?\S{0,2}(?:单|价|范围)里 | 里没有这些
        """,
    ),
    examples=("〔两百我不收〕 说好的价", "〔100不行〕", "啊〔那不用了〕"),
    counterexamples=("我不要紧", "那不行吗", "他不接"),
    bars=features("hearsay", "quoted", "condition", "question", "past"),
    facts=facts("open_near"),
    prior=0.63,
)  # fmt: skip

# 我没答应过 · 我没说同意修改 · 谁说过不限 · 我可没同意
NEVER_AGREED = Rule(
    id="refusals.never_agreed",
    act="rejection",
    pattern=speech(
        r"""
          (?: 没 | 没有 | 从没 | 从来没 | 并没 | 并没有 | 哪有 | 何时 | 未曾? | 不曾 | 几时 | 木有
              | 冇 ) \S{0,4}? (?: 答应 | 同意 | 认可 | 承诺 | 点头 | 松口 ) \S{0,4} (?!吗|么|[?？])
        | 谁 \S{0,3}? (?: 跟你|同你 )? \S{0,2} (?: 说 | 答应 | 同意 ) (?: 过 | 了 ) \S{0,6}
        | (?<!吗)不 (?: 能 | 会 | 太 | 想 )? (?: 同意 | 接受 | 答应 ) (?!吗|么|的话)
        """,
    ),
    examples=("我〔没答应过〕", "我〔没说同意修改〕", "〔谁跟你说过不限〕", "我〔不同意〕拖到节后"),
    counterexamples=("我没问题 同意", "要是没答应呢"),
    bars=features("quoted", "condition", "question"),
    prior=0.74,
)  # fmt: skip

# 太贵了 · 80也太多了吧 · 一千贵了 · 600太少
PRICE_NO = Rule(
    id="refusals.price_no",
    act="rejection",
    pattern=speech(
        r"""
          «sum» \s* (?:块|元)? (?: 也? \s* 太 (?: 多 | 少 | 贵 | 狠 | 高 | 低 | 离谱 ) \S{0,3} | 打发谁
              | 我?给不出 | 我?出不起 )
        | 抢钱 | 你抢啊 | 便宜不了 | 少不了 | 低不了 | 降不了
        """,
    ),
    examples=("〔80也太多了吧〕", "〔600太少〕", "〔抢钱〕啊"),
    counterexamples=("昨天花了600太开心了", "80多"),
    bars=features("hearsay", "quoted", "elsewhere"),
    facts=facts("open_price"),
    prior=0.69,
)  # fmt: skip

# 恕难同意修改 · 从未同意过 · 我几时同意过 · 驳回 · 没得商量
REFUSES_OPENLY = Rule(
    id="refusals.openly",
    act="rejection",
    pattern=speech(
        rf"""
          (?<![有没意]) (?: 恕难 | 难以 | 无法 | 没(?:办法|法|有|人)? | 不 (?:能|会|予|可|太|想)? | 未(?:曾|能)? | 从未
              | 从来 | 并未 | 唔 | 冇
              | 拒绝 | 谁 | 几时 | 何时 | 啥时候? | 什么时候 | 哪里? ) [^\s不]{{0,4}}?
          (?: 同意 | 接受 | 答应 | 应承 | 认可 | 许过 | 应过 | 松口 | 批准 ) (?!不|吗|么(?!\S)|也没关系|的话|更多|同意)
        | {START} (?: 我 | 这个?\S{{0,2}} | 那 )? (?: 拒绝 | 驳回 | 否了 | 打回 | 没门 | 免谈 | 免了 | 想都别想
              | 没得商量 | 打住 | 达咩
              | 不ok | 不准 | 唔准 | 唔好 | 不批 | 不考虑 | 不承担 | 拒了 | 没商量
              ) {PARTICLE}? (?=[\s,，。!！~～…\ue000-\uf8ff]|[^吗么]|$)
        """,
    ),
    examples=("〔恕难同意〕修改", "我〔从未同意〕过", "〔谁同意〕改了", "〔驳回〕", "〔没得商量〕"),
    counterexamples=("没有不同意啊", "不同意也没关系", "不接受的话再说"),
    bars=features("hearsay", "quoted"),
    facts=facts("replying"),
    prior=0.75,
)  # fmt: skip

# 改不了 · 删不得 · 减唔得 · 不撤 · 别缩 — the verb that was asked for, refused
WILL_NOT = Rule(
    id="refusals.will_not",
    act="rejection",
    pattern=speech(
        rf"""
          [改换加减删撤缩拖延等送做定过给收接添拿退让降挪] (?: 不 | 唔 ) (?: 了 | 得 | 起 | 到 | 动 ) {PARTICLE}? {END}
        | {START} (?: 我 | 这\S{{0,3}} | 那\S{{0,3}} )? (?: 不 | 唔 ) (?: 能 | 会 | 可以 | 想 )?
              [改换加减删撤缩拖延送选退让降挪添批] [^\s也]{{0,2}} {PARTICLE}? {END}
        | {START} (?: 别 | 不要 | 唔好 ) [改换加减删撤缩拖延动挪添] \S{{0,4}} {END}
        """,
    ),
    examples=("这个〔改不了〕", "〔不撤〕", "〔别缩〕"),
    counterexamples=("不改也行", "别急", "改不了的话我再想想"),
    bars=features("hearsay", "quoted", "condition", "question"),
    facts=facts("open"),
    prior=0.62,
)  # fmt: skip

RULES = (
    NO, NO_TO_THAT, NEVER_AGREED, PRICE_NO, REFUSES_OPENLY, WILL_NOT,
)  # fmt: skip
