"""What the deal is about: requirement, quote, revision_limit, warranty, overpromise."""

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech

_BARS = OTHERS_WORDS | features("sarcasm")
_SAID = _BARS | features("past", "done")

# 全包2000 · 一面60 · 光logo 800 · 六千全包 · 加六百
PRICE = Rule(
    id="terms.price",
    act="quote",
    pattern=speech(
        r"""
          (?: 一?共 | 总共 | 合计 | 全包 | 全套 | 打包 | 一口价 | 报价 | 收你? | 算你? | 只要 | 加急 | 另?加
              | 另收 | 优惠 | 便宜 | 给你 | 最低 | 起步 | 预算 | 包月 | 定价 | 价格? | 单价 | 费用
              | 一[张个条页面篇首次份套款节小时千字分]{1,2} | 每[张个条页面篇首次份套款节小时千字分]{1,2}
              | 按 ) \s* (?:是|就|算|为|:|：)? \s* «sum»
        | «sum» \s* (?: 块|元|r|rmb )? \s* (?: 全包 | 一口价 | 打底 | 起步? | 包 | 带走 | 封顶 | 顶天 | 以内
            | 左右 | 出头 | 一[张个条页面篇首次份套款节小时千字分]{1,2} | 每\S{1,2} | / | 怎么样 | 咋样 | 做不做
            | 收不 | 接不 | 干不 | 整 )
        """,
    ),
    examples=("〔全包2000〕", "〔一面60〕", "〔加六百〕", "〔六千全包〕"),
    counterexamples=("昨天隔壁收了2000", "听说全包2000"),
    speakers=("provider", "arbiter"),
    bars=_SAID,
    prior=0.79,
)  # fmt: skip

# 4500 · 盒加罐加手提袋 3800 · 星三上王380 · 3600 我就不问别家了
ANY_SUM = Rule(
    id="terms.any_sum",
    act="quote",
    pattern=speech(r"""
        (?<!单号)(?<!尾号)(?<!末四位)(?<!尾四位)(?<!末位)«sum»\s*(?:块|元|r|rmb)?\s*(?:吧|呗|哈|整|哦|咯
            |得了)?(?=[\s,，。!！~～…含送不带我就再你先加是对]|$)
        """),
    examples=("〔4500〕", "主形象 三视图 〔2800〕", "〔1150〕 凑个吉利"),
    counterexamples=("我妈给我4500块压岁钱", "隔壁才450"),
    speakers=("provider", "arbiter"),
    bars=_SAID | features("asking", "demand", "negation"),
    unless=facts("fresh_money", "delivered", "same_sum"),
    prior=0.67,
)  # fmt: skip

# 3600 我就不问别家了 · 600!!!, after a price of the other side
COUNTER = Rule(
    id="terms.counter",
    act="quote",
    pattern=speech(r"""
        (?:^|[\s,，])(?P<what>«sum»)\s*(?:块|元|r)?\s*(?:吧|呗|哈|整|得了)?(?=[\s,，。!！~～…]|$|给我|我就)
        """),
    examples=("〔3600〕 我就不问别家了", "〔600〕!!!", "老板 〔1000〕吧"),
    counterexamples=("我妈给我4500块压岁钱", "那600谁出"),
    speakers=("client",),
    bars=_SAID | features("asking", "negation"),
    facts=facts("open_price"),
    unless=facts("fresh_money", "same_sum"),
    prior=0.64,
)  # fmt: skip

# 400呢 · 四千整能不能下来 · 一起1100成不 · 两千五行不
BARGAIN = Rule(
    id="terms.bargain",
    act="quote",
    pattern=speech(
        r"""
          «sum» \s* (?:块|元)? \s* 整? \s* (?: 行不行? | 行[吗么] | 成不成? | 成[吗么] | 可以[吗么不]
              | 能[不吗下做收给] | 好不好? | 好吗 | 咋样 | 怎么样
              | 收不 | 做不 | 干不 | 呢 (?=[\s?？]|$) | 吧 | ok[吗不] | 中不中? | 给个 | 够不 | 如何 | 是吧 | 差不多 )
        | (?<!就)(?<![\ue003\ue006]) (?: 给 | 出 | 少 | 便宜 | 凑个? | 让 | 降 | 算 | 优惠 | 抹 | 砍到? | 只有
            | 最多 | 顶多 | 退你? | 赔你? ) \s* (?: 到 | 个 | 点 | 成 )?
              \s* (?: «sum» | «share» ) \s* (?:块|元)? \s* (?: 行不?行? | 成不?成? | 可以 | 好不 | 吧 | 咋样 | 呗
                  | 怎么样 | 够不 )?
        """,
    ),
    examples=("〔四百行不〕", "〔400呢〕", "〔两千五行不行〕"),
    counterexamples=("昨天给我妈2000", "他说给1000"),
    bars=_SAID,
    unless=facts("fresh_money", "same_sum"),
    prior=0.68,
)  # fmt: skip

# 先付一半 · 三成起稿 其余看完稿再给 · 分三次付 · 做完一起给
TERMS = Rule(
    id="terms.payment_terms",
    act="quote",
    pattern=speech(
        r"""
          先 \s* (?: 付 | 给 | 打 | 转 | 交 | 收 | 款 | 拿 )? \s* (?: 你 | 我 )? \s* (?: 个 )? (?: «share»
              | «sum» | 定金 | 订金 | 首付 | 头款 | 一半 | 全款 | 预付 )
        | (?: 定金 | 订金 | 首付 | 头款 | 首款 | 预付款? | 起稿 | 开工 | 签了?定? ) \S{0,4}? \s* (?: «share» | «sum» )
        | (?: «share» | «sum» ) \s* (?: 定金 | 订金 | 首付 | 起稿 | 开工 | 预付 | 打底 )
        | (?: 尾款 | 剩[下的余]\S? | 其余 | 余款 | 另一半 | 剩 «sum» | 一半 ) \S{0,10}? (?: 再 | 时 | 当场 | 定稿
            | 验收 | 交[完稿货付]? | 做完 | 收到 | 完事 | 看完 | 上线 | 那天 ) \S{0,8}? (?: 付 | 给 | 结 | 转
            | 补 | $ )
        | (?: 做完 | 交稿 | 定稿 | 验收 | 确认 | 看好了 | 满意 | 收货 | 交完 | 完事 ) \S{0,5} (?: 再 | 一起
            | 一次性? | 后 ) \S{0,2} (?: 付 | 给 | 结 | 收 ) (?: 钱 | 款 | 尾款 | 全款 )?
        | 分 \S{1,2} (?: 次 | 期 | 笔 | 回 ) \S{0,3} (?: 付 | 给 | 结 )? | 分期 | 先[给款]后[做图稿货]
            | 先做后[给付] | 走(?:闲鱼|咸鱼|平台|担保|对公|中介) | 月结 | 周结 | 日结 | 按月付
        """,
    ),
    examples=("〔先付30%〕", "〔三成起稿〕 〔其余看完稿再给〕", "〔分三次付〕"),
    counterexamples=("他说先付一半", "定金付了"),
    bars=_SAID,
    unless=facts("fresh_money"),
    prior=0.74,
)  # fmt: skip

# 改三次免费 · 不限次数 · 再改一次50 · 超了一轮150
REVISIONS = Rule(
    id="terms.revisions",
    act="revision_limit",
    pattern=speech(
        r"""
          (?: 免费 | 可以? | 给 | 送 | 包 | 含 | 一共 | 最多 | 不收费 )? \S{0,4}? (?: 改 | 修改? | 调整
              | 动 ) \s* (?: \d | [一二两三四五六七八九十] | «number» ) \s* (?: 次 | 轮 | 遍 | 稿 | 回 ) (?! 了
              | 都 | 还 | 头 )
        | (?: \d | [一二两三四五六七八九十] | «number» ) \s* (?: 次 | 轮 | 遍 | 回 ) (?: 以内 | 之内 | 内 | 修改
            | 机会 | 免费 )
        | 不限 (?: 次 | 稿 | 修改 ) \S{0,2} | 改到满意 | 无限次?改 | 随便改
        | (?: 再[改动] | 超[了过出] | 多改 | 第\S[次轮稿]起 | 之后每?[次轮]? | 另外改 ) \S{0,4}? (?: 一[次轮稿]
            | 每[次轮稿] )? \s* (?: «sum» | 另 | 收费 | 加钱 )
        """,
    ),
    examples=("〔免费改3次〕", "〔不限次数改〕到满意", "〔超了一轮150〕"),
    counterexamples=("我改了三次了", "你都改三遍了"),
    bars=_BARS | features("past", "done"),
    prior=0.77,
)  # fmt: skip

# 质保15天 · 一个月售后 · 半年内有毛病我白修
WARRANTY = Rule(
    id="terms.warranty",
    act="warranty",
    pattern=speech(
        r"""
          (?: 质保 | 保修 | 售后 | 包售后 | 维护 | 保(?=«span»|«time») ) \s* [:：]? \S{0,3}? (?: «span» | «time»
              | 终身 | 一年 )
        | (?: «span» | «time» | 终身 | 一年 | 长期 ) \S{0,3}? (?: 质保 | 保修 | 售后 | 免费维护 | 维护 | 包修 )
        | (?: «span» | «time» ) \S{0,3} (?: 出 | 有 | 的 | 代码 | 坏 | 发现 | 被 | 找回 | 任何 | 哪 | 掉
            | 错 ) \S{0,12}? [\s,，]* \S{0,6}? (?: 免费 | 白修 | 修 | 找我 | 包 | 赔 | 管 | 归我 | 负责 | 重做 | 补 )
        | (?: 坏了 | 掉了 | 出问题 | 有问题 | 有bug | 毛病 ) \S{0,3}? (?: 随时找我 | 包修 | 免费修 | 我管 )
        | 终身(?:免费|售后|维护)
        """,
    ),
    examples=("〔质保15天〕", "〔一个月内有bug我免费〕修", "〔一个月售后〕"),
    counterexamples=("质保多久", "他说质保15天"),
    speakers=("provider",),
    bars=_BARS | features("question", "asking"),
    prior=0.97,
)  # fmt: skip

# 绝对没问题 · 包你满意 · 没有我做不了的
OVERPROMISE = Rule(
    id="terms.overpromise",
    act="overpromise",
    pattern=speech(
        r"""
          (?: 绝对 | 百分百 | 100% | 百分之百 | 保证 | 包 | 肯定 ) \s* (?: 你 | 您 )? \s* (?: 没问题 | 满意 | 过
              | 放心 | 爆 | 火 | 赚 | 好 ) (?=[\s,，。!！~～的]|$)
        | (?: 放一百个心 | 放心肚子里 | 把心放\S{0,3}肚子里 | 包(?:你|您)?满意 | 什么都能(?:做|搞|写) | 啥都能\S
            | 没有\S{1,6}(?:做不了|搞不定|实现不了|不喜欢|写不了)的? | 从没翻过 | 从来没\S{0,3}(?:翻车|失手|差评)
            | 稳过 | 包过(?!\S*[吗?？]) | 零风险 | 稳赚 | 秒杀同行 | 独家渠道 | 内部渠道 )
        """,
    ),
    examples=("〔绝对没问题〕", "〔包你满意〕放心", "〔什么都能做〕"),
    counterexamples=("能保证满意吗", "听说包过"),
    speakers=("provider",),
    bars=_BARS | features("question", "condition"),
    prior=0.88,
)  # fmt: skip

_WANT = r"""
(?:
    要(?! 是 | 么 | 不 | 求 | 钱 | 多少 | 多久 | 紧 | 命 | 价 | 我 | 你 | 等 | 到 | 加钱 | 没 | 脱 | 做 | 开 | 弄
        | 送 | 考 | 印 | 结婚 | 挨 | 见 | 忙 | 提前 | 注意 | 下来 | 饭 | 开票 | 摆 | 翻 | 死 | 报 | 去 )
  | 必须 | 不要(?! 紧 | 了 | 再 | 脸 | 钱 | 急 | 熬 ) | 不能(?! 再?[晚拖少] | 删 )
  | 别(?= 太 | 用 | 放 | 写 | 加 | 带 | 出现 | 超 | 碰 | 抄 | 露 | 剪 | 有 )(?! 太(?:贵|累|晚|熬) | 放我 | 加班 )
      | 最好 | 得(?= 有 | 能 | 是 | 带 | 留 | 放 | 写 | 用 | 跟 | 按 | 看得 )
  | 希望 | 想要 | 尽量 | 不许 | 就?得有 | 一定得 | 起码 | 至少
)
"""

# 要25页 · 不要红色 · 必须有动效 · 查重低于10%
WANT = Rule(
    id="terms.want",
    act="requirement",
    pattern=speech(rf"{_WANT} [^\s\ue000\ue007]{{1,24}}"),
    examples=("主图〔必须有牛肉干〕", "〔不要龙不要凤〕", "〔最好能自动出小票〕"),
    counterexamples=("要不要喝水", "要多少钱", "不要紧"),
    speakers=("client",),
    bars=_BARS | features("question", "asking", "past", "condition"),
    unless=facts("shown", "disputed"),
    prior=0.71,
)  # fmt: skip

# 天地盖 里头六个小罐 · 竖版 全身 · 片头挂我房间号 · 背景糊一层颜色就够
DESCRIBED = Rule(
    id="terms.described",
    act="requirement",
    pattern=speech(
        r"""
          (?: 横版 | 竖版 | 横屏 | 竖屏 | 全身 | 半身 | 单人 | 双人 | 透明底 | 白底 | 黑底 | 纯色 | 双面 | 正反面
              | 彩印 | 无水印 | 中英文? | q版 ) (?=[\s,，。]|$|的|\S{0,4}$)
        | (?: 片头 | 片尾 | 封面 | 封底 | 内页 | 底色 | 背景 | 字体 | 标题 | 字幕 | 旁白 | 结尾 | 开头 | 店名
            | 价格 | 头发 | 衣服 | 耳朵 | 图标 | 首页 | 后台 | 颜色 | 色调 | 调子 | 风格 | 页面 | 板书 | 格式
            | 参考文献 | 引用 | 语气 | 人设 | 配乐 )
          (?: 就 | 都 | 全 | 一 | 统一 | 偏 | 用 | 走 | 放 | 挂 | 加 | 带 | 按 | 照 | 别 | 不 | 是 | 要 | 得 | 柔
              | 素 | 短 | 长 | 白 | 黑 | 糊 | 分 | 里 | 上 ) \S{0,10}
        | 每 (?: 张 | 条 | 页 | 集 | 个 | 章 | 节 | 段 | 天 | 周 | 集 ) \S{1,14}
        | [一二三四五六七八九十两\d]{1,3} (?: 张 | 条 | 页 | 面 | 套 | 款 | 版 | 个页面 | 种 | 首 | 章 | 段 | 幅
            | 只 ) (?: 左右 | 以内 | 就行 | 就够 | 的 | \S{0,6} ) (?=[\s,，。]|$)
        """,
    ),
    examples=("〔横屏〕 短一点", "〔片头挂我房间号〕", "〔每张正反面都有〕"),
    counterexamples=("封面好看吗", "他说每页三张"),
    speakers=("client",),
    bars=_BARS | features("question", "asking", "past", "done", "condition", "third"),
    unless=facts("shown", "disputed", "delivered"),
    prior=0.83,
)  # fmt: skip

# 尺寸1920×600 · 16面 带封皮 · 3000字 · 查重低于10%
MEASURE = Rule(
    id="terms.measure",
    act="requirement",
    pattern=speech(
        r"""
          (?: 尺寸 | 大小 | 像素 | 分辨率 | 字数 | 查重 | 重复率 | 格式 | 时长 | 比例 | 风格 | 颜色 | 底色 | 主色
              | 背景 | 字体 | 语言 | 页数 | 配色 | 规格 | 材质 ) \S{0,3}? \s* (?: [:：是要用按低控不为在] | \d
              | «sum» | 白 | 黑 | 红 | 米 | 柔 | 统一 )
        | \d+ \s* [×xX*] \s* \d+ (?: mm | cm | px )?
        | (?: \d+ | «number» | [一二两三四五六七八九十百几]+ ) \s* (?: 字 | 页 | [pP](?![a-z]) | 面 | 张图 | 分钟
            | 秒 | 个页面 | 套 | dpi | 像素 ) (?: 左右 | 以内 | 起 | 以上 | 的 )? (?=[\s,，。]|$)
        """,
    ),
    examples=("〔尺寸要〕大一点", "大概〔3000字〕", "主图 〔1920×600〕"),
    counterexamples=("多少字", "听说是3000字"),
    speakers=("client",),
    bars=_BARS | features("question", "asking", "past", "done"),
    unless=facts("shown"),
    prior=0.87,
)  # fmt: skip

RULES = (PRICE, ANY_SUM, COUNTER, BARGAIN, TERMS, REVISIONS, WARRANTY, OVERPROMISE, WANT, DESCRIBED, MEASURE)
