"""Ways to say no without a no: things stay as they are, another thing will do, it can hardly be done, surely not.

What refuses by its idiom alone (够呛, 心领了) answers what was just put. What names another thing (还是手画吧) must
tell something that the proposal does not.
"""

from archiver.analysis.rules.consents import ACTS
from archiver.analysis.way import PUT, Way, way

_REAL = r"(?! .* (?: 要是 | 如果 | 万一 | 只要 | 除非 | 的话 ) )"
_ANY = rf"{_REAL} .{{0,10}}?"
_ADVERBS = (
    "(?: 我们? | 咱 | 可 | 真的? | 实在 | 也 | 都 | 就 | 现在 | 暂时 | 目前 | 这边 | 恐怕 | 还是 | 那 | 倒 | 其实 )*"
)

# 用不上 · 没必要改 · 别折腾了 · 心领了 · 下次吧
NO_NEED = Way(
    id="no.no_need",
    says="no",
    pattern=way(
        rf"""
        {_REAL} {_ADVERBS} (?: .{{0,6}}? 用不 [着上到] | .{{0,4}}? 没 (?: 这个 | 那个 | 什么 )? 必要 .{{0,6}}
          | 大?可?不必 .{{0,4}} | 多此一举
          | (?: 别 | 不 (?! 费 | 麻烦 (?![你您了]) ) | 甭 | 不用 | 先不 ) (?: 再 | 瞎 )? (?: 折腾 | (?<!不) 麻烦
            | 费[事心劲] | 忙活 | 劳烦
          | 劳驾 ) .{{0,8}}
          | 省省 | 心意? .{{0,2}}? 领 | 下[次回] | 改天 )
        """
    ),
    examples=("尾页再加个二维码吧 / 暂时用不上", "要不再录一遍 / 别折腾了", "第二首也交给我编吧 / 下次吧 这次就一首"),
    counterexamples=(
        "尾页再加个二维码吧 / 别麻烦的话就加",
        "柜门也弄成木色吧 / 不费事",
        "昨天下大雨了 / 伞用不上",
        "再录一遍吧 / 下次什么时候录",
    ),
    to=PUT,
    sure=0.67,
)

# 维持原样 · 还是照原来的来 · 以前那版就挺好 · 平装就行 : what is there stays
_STANDING = (
    "(?: 原来 | 原先 | 原本 | 以前 | 之前 | 现在 | 目前 | (?: 老 | 旧 ) (?= 的 | 版 | 价 | 样 )"
    " | 普通 | 现成 | 平 (?=装) | 原 (?=价|版|图|稿|色|定) )"
)
KEEPS = Way(
    id="no.keeps",
    says="no",
    pattern=way(
        rf"""
        (?: 我 | 那 | 就 | 先 | 都 | 觉得 )* (?P<other>
            (?: 维持 | 保持 | 保留 ) (?: 原状 | 不变 | {_STANDING} .{{0,4}}? ) | (?: 照旧 | 老样子 )
          | (?: 还是 | 更 | 比较 | 习惯 | 喜欢 | 照 | 按 | 用 | 沿用 )+ {_STANDING} .{{0,5}}?
          | {_STANDING} .{{0,6}}? (?: 就 | 已经 | 也 )+ (?: 挺 | 蛮 | 很 )? (?= 好 | 行 | 可以 | 成 | 够 | 喜欢 | 合适
          | 顺眼 )
        ) (?: 的 | 就 | 也 | 挺 | 好看? | 行 | 可以 | 成 | 够用? | 合适 | 顺眼 | 喜欢 | 来 | 做 | 走 | 办 | 算 )*
        """
    ),
    examples=(
        "三号字我想改成四号 / 我更喜欢原来的",
        "要不换成红的吧 / 还是照原来的来吧",
        "加二十给您升级成精装吧 / 平装就挺好",
    ),
    counterexamples=(
        "改回原来那版行吗 / 就按原来那版",
        "封面我想改成圆角 / 之前说过的",
        "封面我想改成圆角 / 现在发我看看",
    ),
    to=frozenset(("question", "plan", "change", "terms", "price")),
)

# 留着 · 换回去 · 恢复 : to what would be taken away or altered
KEPT = Way(
    id="no.kept",
    says="no",
    pattern=way(
        r"""
        (?P<topic> .{0,6}? ) (?: 还是 | 就 | 先 | 都 | 给我 | 请 )*
        (?: 保留 | 留着? | [改换] 回 [去来]? .{0,4} | 恢复 .{0,4} | 还原 )
        """
    ),
    when=way("^ (?! .* [留回恢] )"),
    examples=("片头那段我想删了 / 留着", "我把字体换了哈 / 换回去", "我把这页删了哈 / 恢复"),
    counterexamples=("片头留不留 / 留着", "还是换回棕色吧 / 换回去", "八百一张吧 / 留着"),
    to=frozenset(("question", "plan", "change", "terms")),
    sure=0.74,
)

# 就这样 : to the question whether more is wanted
STAYS_SO = Way(
    id="no.stays_so",
    says="no",
    pattern=way(
        r"(?: 就 | 现在 | 目前 | 已经 | 我看 )+ (?: 这样 | 这么着 ) (?: 子 | 吧 | 就 | 挺 | 蛮 | 好 | 行 | 可以 )*"
    ),
    when=way(r"要不要 | 需不需要 | 需要.*吗 | 用不用 | 还[要用需] | (?: 再 | 还 ).*(?: 不改 | 改不 )"),
    examples=("颜色要不要再调亮一点 / 就这样", "还要改标题吗 / 就这样吧", "还需要加一页吗 / 现在这样就挺好"),
    counterexamples=("一首八百，先付一半 / 就这样", "我先做前十页行吗 / 就这样"),
    to=frozenset(("question", "change", "plan")),
)

# 还是手画吧 · 还是周五吧 · 我更喜欢旧的 : another thing than was put
INSTEAD = Way(
    id="no.instead",
    says="no",
    pattern=way(r"(?: 我看 | 那 )? 还是 (?P<other> [^不没别改]{1,8} )"),
    examples=("我想用AI先出个底稿 / 还是手画吧", "改成按小时算行吗 / 还是按件吧", "我想换个女声行吗 / 还是男声吧"),
    counterexamples=("我想用AI先出个底稿 / 还是手画？", "左边还是右边 / 还是左边吧", "我想换个女声 / 还是女声吧"),
    to=frozenset(("question", "plan", "delay", "change")),
    urged=True,
)

# 不做手机端 · 不加夜间模式 · 别动片头 : what it names, with a no and a verb of one's own
NOT_THAT = Way(
    id="no.not_that",
    says="no",
    pattern=way(
        rf"""
        {_ADVERBS} (?: 不 | 没法 | 没办法 | 不能 | 不想 | 不会 | 不打算 | 不需要 | 坚决不 | 别 | 甭 | 不太想 ) (?: 再
          | 给你? )?
        [{ACTS}] (?P<named> .{{1,8}} )
        """
    ),
    examples=(
        "那个插件再适配下手机端 / 不做手机端",
        "夜间模式也给安排上吧 / 不加夜间模式",
        "帮我录成视频吧 / 不出视频",
    ),
    counterexamples=("那个插件再适配下手机端 / 不做饭了", "昨天下大雨了 / 别淋雨", "再适配下手机端 / 不做手机端吗"),
    naming=True,
    to=PUT,
    sure=0.62,
)

# 不在说好的里面 · 不含片头 : outside what was agreed, and no price beside it
OUTSIDE = Way(
    id="no.outside",
    says="no",
    pattern=way(
        r".{0,12}? (?: 不在 .{0,8}? (?: 里头? | 里面 | 内 | 当中 | 范围 ) | 不含 .{1,8} | 不包 [括含] .{1,6} )"
    ),
    examples=("画面里的字也翻了吧 / 这个不在说好的里面", "顺便写个手册吧 / 不含手册", "再画个封底呗 / 封底不在套餐里"),
    counterexamples=("全包480 / 480不含快递", "昨天下大雨了 / 不在家里"),
    to=frozenset(("question", "change", "plan", "terms")),
    alone=True,
)

# 说好的是三张 · 之前定的就是前三章 · 合同写死了 : what was agreed is otherwise
SCOPE = Way(
    id="no.scope",
    says="no",
    pattern=way(
        r"""
        (?! .* [你您] 说 ) .{0,12}? (?: (?: 说 | 讲 | 谈 | 约 ) [好定妥] 的? (?: 就 | 只 | 可 | 都 )* 是 .{1,12}
          | (?: 当初 | 之前 | 本来 | 合同 | 一开始 ) .{0,3} 定的 (?: 就 | 只 )* 是? .{1,12}
          | .{0,8} (?: (?<! 别 ) 写死 | 规定死 | 定死 ) .{0,8} )
        """
    ),
    examples=(
        "再补两张侧面的线稿呗 / 说好的是三视图",
        "第四章也降一下重吧 / 之前定的是前三章",
        "边距调窄点吧 / 边距合同写死了",
    ),
    counterexamples=("再补两张侧面的线稿呗 / 你说好的是哪三张", "昨天下大雨了 / 说好的是晴天", "再补两张吧 / 说好了"),
    to=frozenset(("question", "change", "plan", "terms")),
    sure=0.67,
)

# 爱莫能助 · 排满了 · 抽不出空 · 没这个预算 · 不是我强项
HARDLY = Way(
    id="no.hardly",
    says="no",
    pattern=way(
        rf"""
        {_ANY} (?: 爱莫能助 | 无能为力 | 有心无力 | 力不从心 | (?: 不是 | 并非 ) .{{0,4}} (?: 强项 | 专长 | 专业
          | 擅长 ) .{{0,2}}
          | 不 (?: 太 | 大 | 怎么 )? (?: 擅长 | 在行 | 拿手 | 好办 | 好弄 | 好改 | 好换 | 好做
          | 想 (?![要认]) [{ACTS}] ) .{{0,2}}
          | 有点?儿? (?: 难 (?!看|受|听) | 为难 | 勉强 | 悬 ) .{{0,4}} | 超出? .{{0,6}} (?: 能力 | 范围
          | 预算 ) .{{0,2}}
          | (?: 排 | 约 | 堆 ) 得? (?: 太 | 都 | 已经 | 全 )? 满 .{{0,3}} | [抽腾匀] 不 [出开] .{{0,4}} | 走不开
          | 排不开
          | 没 有? (?: 这 | 那 | 个 | 么 | 多 | 什么 )* (?: 空 | 时间 | 档期 | 精力 | 工夫 | 功夫 | 预算 | 条件 | 渠道
          | 资质 | 人手 | 闲钱 )
          | [弄搞做办整画写] 不来 | 帮不 [了上] .{{0,3}} | 不 (?: 讲 | 议 ) 价
          | 没 有? .{{0,8}} (?: 道理 | 先例 | 规矩 | 余地 ) | 不支持 .{{0,6}} | 饶了我 | 放过我
          | 劝 [你您] 别 .{{0,2}} )
        """
    ),
    examples=("顺便把名片也设计了呗 / 最近排得太满了", "能做成三维的不 / 有点难办", "补两百吧 / 我没这个预算"),
    counterexamples=("能做成三维的不 / 没时间的话我来", "昨天下大雨了 / 出门不方便", "再加一页吧 / 你没时间吗"),
    to=PUT,
)

# 够呛 · 悬 · 赶不出来 : to what is no question of the day
UNLIKELY = Way(
    id="no.unlikely",
    says="no",
    pattern=way(rf"{_ANY} (?: 够呛 | 悬乎? | 赶不 (?: 及 | 上 | 出 | 完 ) .{{0,4}} | 不赶趟 | 来不及 )"),
    when=way(
        r"^ (?! .* (?: 今[天晚儿] | 明[天早晚儿] | 后天 | 周[一二三四五六日末] | 月底 | [号天日点] | 时候 | 几 ) )"
    ),
    examples=("能做成三维的不 / 够呛", "再加一段航拍吧 / 够呛", "那再画个背面吧 / 赶不出来了"),
    counterexamples=("能不能今天寄 / 今天够呛", "昨天下大雨了 / 出门够呛"),
    to=frozenset(("question", "change", "plan")),
)

# 来不及 · 等不起 · 那就赶不上了 : to a delay
LATE = Way(
    id="no.late",
    says="no",
    pattern=way(rf"{_ANY} (?: 来不及 | 等不 [及到起] | 赶不 [及上] | 不赶趟 | 耽误不起 | 拖不起 )"),
    examples=("我想晚三四天交 / 晚三天就赶不上了", "得推迟到周三 / 那就来不及了", "还得再拖一周 / 我可耽误不起"),
    counterexamples=("我想晚三四天交 / 赶不上的话退我钱", "今天能寄出吗 / 今天来不及"),
    to=frozenset(("delay",)),
)

# 有点高 · 三四天有点久了 : too much of what was asked, where no price is bargained over
TOO = Way(
    id="no.too",
    says="no",
    pattern=way(
        rf"""
        {_REAL} (?P<topic> .{{0,8}}? ) (?: 有点儿? | 有些 | 略 | 偏 | 太 ) (?: 高 | 晚 | 早 | 久 | 赶 | 急 | 紧 | 狠
          | 麻烦 | 冒险 | 离谱 ) [了点些]*
        """
    ),
    examples=("我想晚三四天交 / 三四天有点久了", "首付能不能提到七成 / 七成有点高了", "我想下周再开工 / 有点晚了"),
    counterexamples=("能不能再快一天 / 太赶的话不接", "昨天下大雨了 / 下得有点晚", "打包三百 / 有点高"),
    to=frozenset(("delay", "question", "plan", "change")),
)

# 咋不去抢 · 打发要饭的呢 · 拖到我儿子结婚 · 好大的脸 : mockery of what was put
MOCKS = Way(
    id="no.mocks",
    says="no",
    pattern=way(
        r"""
        .{0,14}? (?: 不?去抢 | 做 (?: 白日 | 春秋 ) 梦 | 想得? (?: 真 | 倒 | 挺 | 可 )? 美 | 西北风 .{0,6}
          | 坟头 .{0,8} | 下辈子 .{0,4} | 猴年马月 .{0,4}
          | (?: 金子 | 镶金 | 镶钻 ) .{0,6} | 打发 (?: 要饭 | 叫花 | 乞丐 | 谁 ) .{0,4} | 要饭 .{0,3} | 命 (?: 都
          | 也 )? 给你 | 要 了? 我的? 老?命
          | 当 (?: 我 | 咱 | 俺 ) 是? .{1,8} (?: 呢 | 啊 | 吗 | 么 | 呀 ) | [好多] 大的?脸 .{0,4} | 脸 可?真?够? 大
          | 门都没有 | 门儿都没 .{0,2}
          | 开什么玩笑 .{0,2} | (?: 儿子 | 孙子 | 闺女 | 我 ) (?: 结婚 | 退休 | 入土 ) .{0,2} | 不能当饭吃
          | 喝露水 .{0,2} | 太阳 .{0,6} 西边 .{0,6} )
        """
    ),
    examples=(
        "加五百我就周末赶出来 / 五百？你咋不去抢",
        "五块钱画个全身吧 / 打发要饭的呢",
        "再拖一个礼拜行吗 / 拖到我儿子结婚",
    ),
    counterexamples=("再拖一个礼拜行吗 / 拖到儿子放假", "昨天下大雨了 / 做梦都梦见下雨了", "加五百行吗 / 你去哪"),
    to=PUT,
    asked=True,
)

# 您找别人吧 · 另请高明 : somebody else may do it
SOMEBODY_ELSE = Way(
    id="no.somebody_else",
    says="no",
    pattern=way(
        r"""
        .{0,6}? (?: [你您] .{0,3}? 另? (?: 找 | 寻 | 请 ) (?: 个 | 其 )? (?: 别人 | 别家 | 他人 | 高明 | 专业的
          | 其他人 ) .{0,5}
          | 另 [寻找请] (?: 别?人 | 高明 ) .{0,3} )
        """
    ),
    examples=("帮我把ppt讲一遍吧 / 您找别人吧", "三百做不做 / 你请别人吧", "简谱也帮我扒一份呗 / 你找别人录吧"),
    counterexamples=("帮我把ppt讲一遍吧 / 我找别人问问", "昨天下大雨了 / 找别人借伞"),
    to=PUT,
)

WAYS = (
    STAYS_SO, KEEPS, KEPT, NO_NEED, OUTSIDE, SCOPE, HARDLY, UNLIKELY, LATE, TOO, MOCKS, SOMEBODY_ELSE, NOT_THAT,
    INSTEAD,
)  # fmt: skip
