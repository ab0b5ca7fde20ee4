"""Ways to say yes to what was asked: by a word, by the proposal's own verb or words, by a choice."""

from archiver.analysis.way import PUT, Way, way

ACTS = (
    "换改加减删拆砍挪调放掐剪补缩扩添塞做画写录移撤拖延推缓停让降涨付退收接提交发选定按拿弄搞整取留省免扣赔拼配印搬升关"
    "锁写出用要给送重转打寄传贴租卖买开播拍染刻绣缝编修建装译标署登摊抽分垫押缴结清算报签盖并合去走上动批准应认喷磨"
    "抠描扫混译审校排铺挂撕带露教授拨推掏掉插裁翻淡加深浅大小"
)
"""Characters of what may be put and done; one that the proposal names is its verb."""

# 行 · 可以 · 没问题 · 妥妥 · 批了 · 一言为定
YES = r"""(?:
    (?P<twice> 行 | 可以 | 阔以 | 可 | 好的? | 成 | 中 | 妥 | 批 | 准 | 安排 | 没问题 | 同意 | 成交 | 得 | 要 | 接
      | 冲 | 整 | 搞 | 干
      | 够 | 稳 ) (?P=twice)+ 的?
  | (?<! [还银琴同商车进流运执外内] ) 行 (?: 得通 )? | 可以 | 阔以 | 口以 | 可行
  | (?<! [太真那还很弄刻画做写印改修调设说更刚正恰要有情你您师板家们早午晚] ) (?<! 那就 ) 好 | 好说
    | 好的 | (?<! \w ) (?: 中 | 得 )
    | 可 | (?<! [一二三四五六七八九] ) 成 | 妥 | 妥当 | 得 (?: 晒 | 嘞 | 令 | 咧 ) | ok+(?:ay)? | 欧克 | (?<! \w ) 1
    | 来 [赛三塞噻] 额?
      | 没[啥什][么]?不妥 | 必须
  | (?: 没 | 冇 | 无 | 没得 | 冇得 | 莫得 | 莫 | 没啥 | 没有 | 没什么 | 木有 | 并无 | 毫无 ) (?: 问题 | 意见 | 毛病
    | 异议 | 二话 )
    | 不 (?: 反对 | 介意 | 碍事 )
  | 同意 | 赞成 | 赞同 | 支持 | 答应 [你您]? | 接受 | 能接受 | 可以接受 | 认可 | 依你 | 依您 | 应下 | 要得 | 使得
    | 成交 | 拍板 | 一言为定 | 说定
  | 批 | 准 | 允 | 点头 | 点个头 | 走起 | 走着 | 搞起 | 整起 | 安排上? | 照办 | 照做 | 拿下
  | 就这么 (?: 办 | 定 | 着 | 来 | 干 | 说 ) | 就这样 (?: 办 | 定 )? | 按你 (?: 说 | 讲 | 的 ) (?: 的 )? (?: 来
    | 办 | 做 | 改 )?
    | 听你 | 随你 | 随便 | 你 (?: 定 | 看着办 | 看着来 | 做主 | 拿主意 | 安排 | 决定 ) | 交给你 | 无所谓 | 怎样都行
      | 都行 | 都可以 | 完全ok
  | yes | deal | (?: \[ (?: ok | 强 | 赞 | 好的 | 同意 | 握手 ) \] | 👌[🏻-🏿]? | 👍[🏻-🏿]? | 🆗 | ✅ | 🙆[🏻-🏿]? )+
)"""
# 挺好 · 合理 · 接了 · 冲 · 相中了 : a yes only to what asks for one, or about what it names
_SOFT = r"""(?:
    挺好 | 很好 | 不错 | 满意 | 喜欢 | 相中 | 中意 | 顺眼 | 奥利给 | 愿意 | 乐意 | 完美
      | 没得挑
  | 可以有 | 试试看? | (?<! \w ) 会 | (?<! [听看说做用试见吃加来去写画百都能也门] ) 过 (?: 了过 )? | 认 | 应
  | (?<! \w ) 定 | 收 | 接 | 接单 | 干 | 整 | 搞 | 冲
    | 够 | 够用 | 稳
    | 通过 | 给你 | 就 (?: 它 | 这个 | 这版 | 用它 | 用这个 ) | 用 (?: 它 | 这个 | 这版 ) | (?<! \w ) 没关系
      | 没事 | 都成 | 也 [行成]
)"""
_ADVERBS = "(?: 我看 | 我觉得 | 觉得 | 看 | 也 | 都 | 就 | 还是 | 那 | 是 | 倒 | 这个 | 那个 )?"

# 行 · 没问题 · 准了, to a line that asks
BY_WORD = Way(
    id="yes.word",
    says="yes",
    pattern=way(rf"(?P<topic> .{{0,14}}?) {_ADVERBS} {YES}"),
    examples=(
        "这个动作可以不 / 可以",
        "加急要多收三成 您能接受吗 / 能接受的",
        "提纲这么列行不行 / 提纲行，动笔吧",
        "再加一页吧 / 得嘞",
        "用WordPress搭 成本低 你觉得咋样 / WordPress我看行",
        "把字写大些中不中 / 妥妥嘞",
    ),
    counterexamples=(
        "第三页重做行不行 / 不行",
        "首付五成吧 / 首付三成",
        "想约个海报行吗 / 你好",
        "再加一页吧 / 行吗",
        "昨天下大雨了 / 好",
        "这版可以吗 / 那只猫可以",
    ),
)

# 好听 · 相中了 · 接 : to a question
BY_SOFT_WORD = Way(
    id="yes.soft_word",
    says="yes",
    pattern=way(rf"(?P<topic> .{{0,14}}?) {_ADVERBS} {_SOFT}"),
    examples=("这个名字做店名咋样 / 挺好", "户型方案二您相中了我出施工图 / 相中了", "一条视频两个机位就够了吧 / 够"),
    counterexamples=("这个名字做店名咋样 / 天气不错", "昨天去了海边 / 喜欢", "这个名字做店名咋样 / 不喜欢"),
    to=frozenset(("question", "choice", "plan", "change")),
    sure=0.69,
)

# 好听 · 绝了 : praise of what was asked about
PRAISE = Way(
    id="yes.praise",
    says="yes",
    pattern=way(rf"(?P<topic> .{{0,14}}?) {_ADVERBS} (?: 好听 | 好看 | 好使 | 绝 | 妙 )"),
    examples=("这个名字做店名咋样 / 好听", "背景用这张行不 / 背景好看", "片头这么剪怎么样 / 绝了"),
    counterexamples=("再画个Q版吧 / 好看", "这个名字做店名咋样 / 不好听"),
    to=frozenset(("question", "choice")),
    sure=0.71,
)

# 合理 · 应当的 · 来得及 : it grants what was put
GRANTS = Way(
    id="yes.grants",
    says="yes",
    pattern=way(
        rf"""
        (?P<topic> .{{0,8}}?) {_ADVERBS} (?: 好主意 | 合理 | 合适 | 划算 | 公道 | 在理 | 应当 | 应该 | 该 [加给付]
          | 等得起 | 赶趟
          | 来得及 | 只能这样 | 有道理 | 爽快 | 遵命 )
        """
    ),
    examples=(
        "合同里加一条：延期一天扣百分之一 / 这条合理",
        "咱先签合同再动工 / 应当的",
        "再给一个礼拜吧 / 一个礼拜等得起",
    ),
    counterexamples=("合同里加一条 / 不合理", "昨天下大雨了 / 应该的", "咱先签合同再动工 / 隔壁那家合理"),
    to=PUT,
)

# 九折那个要了 · 八百收了 · 250我认 : about what it names
BY_SOFT_WORD_ON = Way(
    id="yes.soft_word_on",
    says="yes",
    pattern=way(
        rf"""
        (?P<named> .{{0,14}}?) {_ADVERBS} 我? (?: 认 | 收 | 接 (?: 了?接 )? | 要 | 够 | 定 | 给你 | 成 | 应 | 干
          | 就行
          | 就好 )
        """
    ),
    examples=(
        "剪一条vlog 300，十条打九折 / 九折那个 要了",
        "全包八百，收现金 / 八百收了",
        "多给个背面图，加你150 / 背面图150 接了",
    ),
    counterexamples=("剪一条vlog 300 / 外卖要了", "剪一条vlog 300 / 要了"),
    naming=True,
)

# 给 · 付 · 拍了 : to a price
PAYS = Way(
    id="yes.pays",
    says="yes",
    pattern=way(
        r"""
        (?P<topic> .{0,8}?) (?: 就 | 都 | 也 | 该 )? (?: 给 | 付 | 掏 | 出 | 拍下? | 买 ) (?: 你 | 您 | 得起 | 得值 )?
        """
    ),
    examples=("源文件另要200 / 给", "短视频脚本一条120 / 120我出", "全包480 / 付得起"),
    counterexamples=("源文件另要200 / 不给", "源文件另要200 / 给个链接", "源文件另要200 / 外卖我出"),
    to=frozenset(("price",)),
    alone=True,
    sure=0.62,
)

# 同意修改 · 可以画了 · 准改 · 能做
BY_WORD_TO_DO = Way(
    id="yes.word_to_do",
    says="yes",
    pattern=way(
        rf"""
        (?! [得够] (?: 另 | 再 | 多 )* [加收补算] [钱价费你您] ) (?: 可以 | 阔以 | 能 | 可 | 行 | 好 | 准 | 许 | 得
          | 够 | 没问题 | 愿意 | 乐意 | 答应 | 接受 | 认可 | 赞成
          | 支持 | ok )
        (?: 先 | 就 | 再 | 直接 | 给你 | 帮你 | 我 | 你 | 这么 | 这样 | 往后 | 往前 | 按 | 全 | 都 )* (?: 往 | 去
          | 来 )? (?P<verb> [{ACTS}] ) \S{{0,10}}
        """
    ),
    examples=("交付往后挪两天，望理解 / 可以往后挪", "再加两张配图呗 / 可以加，一张20", "二楼砍了吧 / 能砍"),
    counterexamples=(
        "交付往后挪两天，望理解 / 可以问下为啥吗",
        "再加两张配图呗 / 好加的东西你不加",
        "再加一页吧 / 能不能不加",
        "再加一页吧 / 得加钱",
    ),
    sure=0.74,
)

# 我同意 · 同意作此修改 · 我这边也同意修改
OUTRIGHT = Way(
    id="yes.outright",
    says="yes",
    pattern=way(
        r"(?P<topic> .{0,8}? ) (?: 同意 (?!书|的话|我就) | 赞成 | 赞同 | 批准 | 准许 | 答应 (?=[你您]$) ) .{0,14}"
    ),
    examples=("封面那个蓝换成藏青可以不 / 同意修改", "合同我按三方签 / 我司同意变更", "涨到两千二吧 / 我们同意两千二"),
    counterexamples=("再加一页吧 / 不同意加", "想换掉副标题 / 同意修改是不是要加钱啊", "再加一页吧 / 他们同意加"),
    outright=True,
)

# 砍！ · 换换换 · 改吧 · 给 · 写吧 : the verb that was put
BY_VERB = Way(
    id="yes.verb",
    says="yes",
    pattern=way(
        rf"""
        (?: 就 | 都 | 可以 | 尽管 | 放手 | 赶紧 | 那就 | 必须 | 这就 | 马上 | 我来 | 给你
          | 帮你 )? (?P<verb> [{ACTS}] ) (?: (?P=verb) | 就 (?P=verb) | 掉 | 呗 | 下 | 上 | 着 | 它 | 一下 | 走
          | [去来] [用做发印]?
          | 完 (?=吧) | 成 )*
        """
    ),
    examples=("开场动画我想砍掉 直接进正片 / 砍！", "女声换男声更稳，换不换 / 换换换", "成片能拖到月底不 / 拖吧"),
    counterexamples=(
        "开场动画我想砍掉 / 不砍",
        "颜色换成蓝的 / 换什么",
        "开场动画我想砍掉 / 改了",
        "退一半行不 / 全退",
    ),
    sure=0.79,
)

# 全换 · 全砍 : all of it, where no share was put: 退一半行不 / 全退 asks for more
BY_VERB_FOR_ALL = Way(
    id="yes.verb_for_all",
    says="yes",
    pattern=way(rf"全部? (?: 都 | 给你 )? (?P<verb> [{ACTS}] ) (?: 掉 | 呗 | 了 )*"),
    when=way(r"^ [^\d一二两三四五六七八九十百半几]* $"),
    examples=("边框都换成圆角吧 / 全换", "开场动画我想砍掉 / 全砍掉", "把标点删了吧 / 全删"),
    counterexamples=("退一半行不 / 全退", "退你四十，别给差评 / 全退", "开场动画我想砍掉 / 全改了没"),
)

# 第八页拿掉吧 · 推到周四吧 · 停几天好了 · 写大 : the words that were put, with their verb
BY_ITS_WORDS = Way(
    id="yes.its_words",
    says="yes",
    pattern=way(rf"(?P<said> .{{0,10}}? (?P<verb> [{ACTS}] ) .{{0,8}} )"),
    examples=(
        "第八页我整页拿掉行吗，内容跟第三页重了 / 第八页拿掉吧",
        "上线得推到周四 / 推到周四吧",
        "先停几天好不 / 停几天好了",
    ),
    counterexamples=("上线得推到周四 / 推到周四？", "第八页我整页拿掉行吗 / 第八页别拿掉", "做成一条龙 / 一条龙"),
    to=frozenset(("question", "delay", "change", "plan", "terms")),
    urged=True,
)

# 500就500 · 晚上就晚上 · 换就换呗
AS_SAID = Way(
    id="yes.as_said",
    says="yes",
    pattern=way(r"(?P<topic> .{0,6}? ) (?P<said> [^\s就]{1,6} ) [块元]? 就 (?P=said) .{0,2}"),
    examples=("做个抢票的脚本 我出500 / 500就500", "代码能不能晚上再发你 / 晚上就晚上", "背景音乐换掉吧 / 换就换呗"),
    counterexamples=("做个抢票的脚本 我出500 / 800就800", "周五给不了，下周一吧 / 周五就周五不能变"),
)

# 不收你钱 · 免费 · 送你 · 算我的 : what costs nothing is granted
FREELY = Way(
    id="yes.freely",
    says="yes",
    pattern=way(
        r"""
        (?P<topic> .{0,10}?) (?: 这 [次回个点] | 也 | 就 | 都 | 还是 | 算 | 还 )* (?:
            不 (?: 另 | 再 | 多 | 单 | 跟你 | 用 )* (?: 收 (?: 你 | 您 )? (?: 钱 | 费 )?
              | (?: 加 | 要 | 算 | 补 | 涨 ) (?: 你 | 您 )? (?: 钱 | 价 | 费 ) | 计 费? )
          | 免费 (?: 给你 .{0,4} )? | 白送 | 我? 送 (?: 你 | 您 ) | 我送 | 算我的 )
        """
    ),
    examples=(
        "右下角再加个印章吧 / 印章不收你钱",
        "封底能不能也印个二维码 / 免费的",
        "换成横版的吧 / 这次不加钱",
    ),
    counterexamples=("再加一页吧 / 不加", "右下角再加个印章吧 / 免费吗", "昨天下大雨了 / 不要钱"),
    to=frozenset(("change", "question", "plan")),
    sure=0.75,
)

# 小意思 · 举手之劳 · 半小时的事
EASILY = Way(
    id="yes.easily",
    says="yes",
    pattern=way(
        r"""
        (?: 这 (?: 个 | 点 )? | 都是? | 不过 | 也就 )? (?: 小意思 | 小事 (?: 情 | 一桩 )? | 小 case | 举手之劳
          | 顺手 的? 事? | 好办 | 分分钟 的? 事?
          | (?: 半 | 一 | 两 | 几 | 十 ) (?: 来 | 几 )? 个? (?: 小时 | 钟头 | 分钟 | 钟 ) 的? 事 )
        """
    ),
    examples=("字要再加粗一点行不 / 小意思", "帮我把日期换成下周的 / 举手之劳", "背景换个颜色呗 / 半小时的事"),
    counterexamples=("背景换个颜色呗 / 这可不是小事", "昨天下大雨了 / 小意思", "背景换个颜色呗 / 小意思吗"),
    to=frozenset(("change", "question", "plan")),
)

# 挖0.5 · 低15公分 · 加个车站剪影 · 那换深灰的 : the verb that was put, with how it will be done
BY_VERB_ON = Way(
    id="yes.verb_on",
    says="yes",
    pattern=way(
        r"""
        (?: 那 | 就 | 都 | 我 | 我来 | 给你 | 给您 | 帮你 | 给它 | 全 | 这就 | 马上 | 等下 | 晚点 | 今晚 | 明天 )*
        (?P<verb> [换改加减删拆砍挪调放掐剪补缩扩添塞移撤挖抠描插裁扭低高抬压留] )
        (?! [钱价费多次过季回]
          | .*\d{2}(?!公分|厘米|毫米|度|px|%) ) [^不没别要得能会犯白等像什啥多哪几谁怎钱块元完算]{0,8}
        """
    ),
    examples=("把第二段拆成三段吧 / 拆三段", "那几个字改成红的 / 改暗红", "封底再添一行电话帮我换成大字 / 换大字"),
    counterexamples=("把第二段拆成三段吧 / 拆不了", "那几个字改成红的 / 改什么红", "名字那行放大 / 放大会压到边"),
    to=frozenset(("change",)),
    sure=0.57,
)

# 扁扁扁 · 蓝蓝蓝 : a word of what was asked for, said over
DOUBLED = Way(
    id="yes.doubled",
    says="yes",
    pattern=way(r"(?P<said> [\u4e00-\u9fff] ) (?P=said){1,4}"),
    examples=("把帽檐改成扁的 / 扁扁扁", "天空改成蓝的呗 / 蓝蓝", "边上弄成圆的好不好 / 圆圆圆"),
    counterexamples=("把帽檐改成扁的 / 哈哈哈", "昨天下大雨了 / 雨雨雨", "把帽檐改成扁的 / 不不不"),
    to=frozenset(("change", "question")),
)

# B吧 · 选第二个 · 左边那个 · 要1
BY_CHOICE = Way(
    id="yes.choice",
    says="yes",
    pattern=way(
        r"""
        (?: 就 | 我 | 选 | 要 | 投 | 挑 | 定 | 用 | 喜欢 | 走 | 按 )* (?: (?: 方案 | 图 | 版本 | 配色
          | 款 )? [abcd] | [1-4一二三四]
          | 第 [1-4一二三四] | 前者 | 后者
          | [左右上下前后]边? | 中间 | 方案 [一二三四] ) (?: 号 | 版 | 款 | 个 | 张 | 套 | 种 | 那 | 的 | 方案 | 边
            | 更?好看?
            | 更?顺眼 )* (?: 来 | 走 | 做 )?
        """
    ),
    examples=("配色A和配色B您选哪个 / B吧", "左边还是右边 / 左边那个", "两版您要哪个 / 选第二个"),
    counterexamples=("左边还是右边 / 左边啥", "再加一页吧 / 第二页", "两版您要哪个 / 俩都不要"),
    to=frozenset(("choice", "shown")),
)

# 深色的吧 · 要浅色那个 : one of what is to choose from, by its own words
BY_CHOSEN_WORDS = Way(
    id="yes.chosen_words",
    says="yes",
    pattern=way(
        r"""
        (?: 就 | 我 | 选 | 要 | 投 | 挑 | 定 | 用 | 喜欢 | 走 | 按 | 还是 )* (?P<said> [^不没别]{1,6}? ) (?: 那
          | 的 | 个 | 版
          | 款 | 张 | 套 | 种 | 来 | 走 | 做 | 好看? | 更?好 )*
        """
    ),
    examples=("封面出了两版，A深色B浅色，您定 / 要浅色那个", "横版还是竖版 / 竖的吧", "红的蓝的您选哪个 / 要蓝的"),
    counterexamples=("封面出了两版，A深色B浅色，您定 / 都不要", "再加一页吧 / 一页", "到付还是寄付 / 寄付"),
    to=frozenset(("choice",)),
    when=way("版 | 款 | 选 | [您你]定 | 哪 | 方案 | 行 | 呢 | 画 | 做 | 要 | 用 | 换 | 配 | 写 | 放 | 折"),
    alone=True,
    sure=0.73,
)

# 最晚周五 · 最多三天 · 那就周五 : a delay, with its limit
AT_MOST = Way(
    id="yes.at_most",
    says="yes",
    pattern=way(
        r"(?: 最 [晚迟多] | 只能 | 那就 | 就 | 就到 | 只到 | 最后一次 ) (?: 到 | 等到? | 给你 )? (?P<named> .{1,8} )"
    ),
    examples=("能不能宽限到周五 / 最晚周五", "再给三天 / 最多三天", "拖到月底 / 那就到月底"),
    counterexamples=("能不能宽限到周五 / 最晚周三", "能不能宽限到周五 / 那就算了", "全包480 / 最多四百"),
    to=frozenset(("delay", "question")),
    naming=True,
)

WAYS = (
    OUTRIGHT,
    BY_WORD,
    GRANTS,
    BY_SOFT_WORD,
    PRAISE,
    BY_SOFT_WORD_ON,
    PAYS,
    BY_WORD_TO_DO,
    AS_SAID,
    BY_VERB,
    BY_VERB_FOR_ALL,
    FREELY,
    EASILY,
    DOUBLED,
    BY_CHOICE,
    BY_CHOSEN_WORDS,
    AT_MOST,
    BY_ITS_WORDS,
    BY_VERB_ON,
)
