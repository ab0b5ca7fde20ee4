"""How a client asks for something to be altered, added or left out of work that is under way: change_request."""

from archiver.analysis.rule import Rule, facts, features, speech

_BARS = features("past", "done", "condition", "sarcasm")

_DO = r"""(?:
    [改换調调添补增删撤砍挪搬移缩扩拉压抹遮盖擦抠p修塞揉拆拼套嵌描标填贴吊挂留扭掰掐统排绣织涂摆] (?!时|空|期)
  | 加 (?!急|班|你|我|微|好友|油|工) | 去 (?=掉|了|除|一) | 拿 (?=掉|走|开|下) | 放 (?!心|假|学|我|鸽)
  | 靠 (?=[拢左右上下前后边近])
  | [做写画弄整搞录剪打印翻织出配安接提归合端绕照]
      (?: 成 | 个 | 一 | 两 | 几 | 三 | 多 | 点 | 大 | 小 | 进 | 上 | 到 | 在 | 掉 | 回 | 下去 )
  | 重 (?=[新做写画录剪拍排弄来印])
)"""
"""What is done to work: verbs that mean nothing else, and wide ones only with what is to come of it."""
_ENDS = r"(?= [\s,，。!！~～?？.…] | $ )"
_STANDS = rf"(?<! 了 ) (?: 了? (?: 吧 | 呗 ) | 嘛 | 哈 | 哦 | 啦 | 咯 | 喔 | 嘞 | 哇 )? {_ENDS}"
"""How words end that ask for what is to come: 换了吧, not 换了."""
_MILD = r"(?: 吧 | 呗 | 嘛 | 哈 | 哦 | 啦 | 咯 | 喔 | 嘞 | 行不行? | 好不好? | 成不 | 可以吗 | 吗 | 不 | 么 )?"
_ON = r"(?: \S | (?<=[a-z0-9]) [ ] | [ ] (?=[a-z0-9]) )"
"""One character more of a clause: a blank beside Latin or figures parts no clause (fig 4换成violin plot)."""
_SIZE = "大小高低深浅粗细亮暗密长短宽窄厚薄圆淡浓轻重软硬暖冷"
_HUE = "疏方红白黑黄蓝紫绿甜近远直弯平齐尖松紧满简素柔正活歪斜横竖碎"

# 能不能给它也织一条 · 右边那个人能p掉不 · 麻烦改过来
ASKED = Rule(
    id="wishes.asked",
    act="change_request",
    pattern=speech(
        rf"""
          (?: 能不能 | 能否 | 可不可以 | 可唔可以 | 可否 | 麻烦 | 帮我 | 帮忙 | 替我 | 请[你您把将]? | 劳烦 | 拜托
              | 给[我咱] (?=[再加换改多补也重删调]) ) {_ON}{{0,10}}? {_DO} {_ON}{{0,12}}
        | (?: 能 | 可以 ) (?! 不能 | 不可 ) {_ON}{{0,14}}? {_DO} {_ON}{{0,10}}?
            (?: 吗 | 不 | 么 | 嘛 | 没 | [?？] ) {_ENDS}
        | {_DO} \S{{0,12}}? (?: 行不行? | 成不成? | 好不好? | 可以[吗不么] | 行吗 | 好吗 | 中不中? | 咋样 | 得唔得
            | 好唔好 )
        """
    ),
    examples=("〔能不能给它也织一条〕", "右边那个人〔能p掉不〕", "第五页写错了，〔麻烦改过来〕"),
    counterexamples=("能不能快点发我", "可以交了吗"),
    speakers=("client",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.73,
)

# 想让末尾加一句口号 · 还想要一顶帽子 · 得有个收费提醒 · 顺路把门牌也换了呗
WISHED = Rule(
    id="wishes.wished",
    act="change_request",
    pattern=speech(
        rf"""
          (?: 想 (?!问|知道|起|到|不|死|哭|吃|睡|找|跟|和|你) | 希望 | 盼着 | 最好 | 还要 (?!加钱) | 也要 (?!钱) | 还得
              | 还想 | 干脆 | 不如 | 要不 ) {_ON}{{0,14}}? {_DO} {_ON}{{0,12}}
        | (?: 还想要 | 另外?想要 | 我想要 | 想有 | 得有个 | 要有 ) \S{{1,14}}
        | (?: 顺便 | 顺手 | 顺路 | 顺带 | 一并 | 一道 | 一齐 | 另外 | 还有 ) {_ON}{{0,10}}? {_DO} {_ON}{{0,12}}
        """
    ),
    examples=("〔想让末尾加一句口号〕", "〔还想要一顶帽子〕", "〔顺路把门牌也换了呗〕"),
    counterexamples=("想问问什么时候改好", "最好快一点"),
    speakers=("client",),
    bars=_BARS | features("question"),
    facts=facts("agreed"),
    prior=0.58,
)

# 让她笑得再开一点 · 把窗户给左边那面墙 · 标题放中间去
DISPOSED = Rule(
    id="wishes.disposed",
    act="change_request",
    pattern=speech(
        rf"""
          (?<! [我他她佢] ) (?: 把 | 将 (?!来|就|军) ) (?! 我 ) {_ON}{{1,12}}?
            (?: {_DO} | 给 (?!我) | 对调 | 互换 | 翻 | 改 ) {_ON}{{0,8}}? {_STANDS}
        | (?<! [我没] ) (?: 让 | 请 ) (?: 它 | 她 | 他 | 佢 )们? (?! [来去找先自看] ) \S{{1,8}}? {_STANDS}
        | (?<! [我他她佢] ) \S{{1,10}}? (?: 放 | 挪 | 移 | 搬 | 摆 | 提 | 塞 | 扭 ) (?: 到 | 去 | 在 | 上 | 下 | 前 | 后
            | 中间 | 左 | 右 | 最 | 返 | 回 | 落 | 进 ) (?! 你 ) \S{{0,6}}? {_STANDS}
        """
    ),
    examples=("〔让她笑得再开一点〕", "〔把窗户给左边那面墙〕", "〔标题放中间去〕"),
    counterexamples=("让我看看", "我把图放到桌上了"),
    speakers=("client",),
    bars=_BARS | features("question", "hearsay", "self"),
    facts=facts("agreed", "shown"),
    prior=0.6,
)

# 日期那行字大一圈 · 眉毛粗一丢丢 · 天再蓝些 · 往暖里压
DEGREE = Rule(
    id="wishes.degree",
    act="change_request",
    pattern=speech(
        rf"""
          (?! \S{{0,8}} (?: 比 | 感觉 | 为啥 ) ) \S{{0,8}} (?<! 有 ) [{_SIZE}{_HUE}] (?: 一 | 半 )?
            (?: 点点? | 些 | 丢丢 | 号 | 圈 | 格 | 倍 | 档 | 寸 ) (?: 儿 | 的 )? {_MILD} {_ENDS}
        | (?: 再 | 还要 | 稍微? | 略 | 更 | 偏 ) (?! 说 | 看 | 等 | 见 | 谈 | 议 | 弄 | 上班 ) \S{{0,2}}?
            [{_SIZE}] (?! 度 ) \S{{0,2}} {_ENDS}
        | 往 \S{{1,4}} (?: 里 | 处 | 边 | 头 | 上 )? [压提偏靠挪收调移拉扯] \S{{0,6}}
        """
    ),
    examples=("〔日期那行字大一圈〕", "〔眉毛粗一丢丢〕", "红〔往暖里压〕"),
    counterexamples=("有点小", "快点行吗 明天来得及么"),
    speakers=("client",),
    bars=_BARS | features("elsewhere"),
    facts=facts("agreed", "shown"),
    prior=0.77,
)

# 那种话别写太满 · 那股煞气我不要了 · 牙拔了吧 · 那份先别翻了
DROPPED = Rule(
    id="wishes.dropped",
    act="change_request",
    pattern=speech(
        rf"""
          (?: 别 | 不要 | 唔好 | 甭 ) 再? (?: [用写画挡标配带露贴印压] | 放 (?!心|我) | 播 | 叫 | 加 (?!急|钱|价|$) )
            \S{{1,10}}
        | \S{{1,10}}? (?: 删 | 去 | 拿 | 撤 | 砍 | 拔 | 掐 | 灭 | 抽 | 斩 | 剪 | p | 换 | 敲 ) (?: 了 | 掉 | 走 | 佢 )
            (?: 吧 | 呗 | 嘛 | 啦 | 咯 | 哈 | 得了 ) {_ENDS}
        | (?: 那 | 这 )[\u4e00-\u9fff]{{1,6}} 我?不要了 {_ENDS}
        | \S{{1,8}}? (?: [这那][里儿块段页个处行条张]? | [页段章节条行列栏格句] | 部分 | 环节 )
            (?: 我 | 就 | 先 | 都 )? 不要 (?: 了 | 啦 )? 吧? {_ENDS}
        | (?! [我他她] ) \S{{2,12}}? 先不 [放印画写做加用拍录排贴弄挂装绣配] (?: 了 | 啦 )? 吧? {_ENDS}
        | \S{{1,6}}? 别 [\u4e00-\u9fff]{{1,2}} (?: 这么 | 那么 ) \S{{1,3}}? {_STANDS}
        | 先别 (?: 做 | 画 | 写 | 翻 | 播 | 拍 | 弄 | 印 | 动 ) \S{{0,4}}
        """
    ),
    examples=(
        "那种话〔别写太满〕",
        "〔胡子拔了吧〕",
        "那份〔先别翻了〕 自己有",
        "〔东头坟地这里不要了〕",
        "〔规章制度先不印〕 法务没审完",
        "〔尾巴别翘这么高〕",
    ),
    counterexamples=("别急", "删了吗", "我先不做了", "整单我不要了"),
    speakers=("client",),
    bars=_BARS | features("question", "elsewhere"),
    facts=facts("agreed", "shown"),
    prior=0.65,
)

# 老板看了想把开头换成问句 · 她说右边再翘一点 · 导师说还是合成一段吧
REPORTED = Rule(
    id="wishes.reported",
    act="change_request",
    pattern=speech(
        rf"""
        (?: [他她佢它]们? | 老板娘? | 老总 | 领导 | 导师 | 主编 | 会长 | 主管 | 客户 | 甲方 | 上头 | 婆婆 | 老公 | 老婆
            | 对象 | 我[妈爸女儿姐哥弟妹家] | 女婿 | 家长 | 师兄 | 学长 | 组长 | 店员 | 财务 | 集团 | 公司 | 那边
            | 评委 | 房东 ) \S{{0,4}}?
        (?: 说 | 讲 | 话 | 想 | 要 | 要求 | 让 | 叫 | 嫌 | 觉得 | 希望 | 建议 | 非要 ) \S{{0,4}}? [\s,，]?
        (?: {_ON}{{0,14}}? {_DO} {_ON}{{0,10}}? {_STANDS}
          | {_ON}{{0,14}}? [{_SIZE}翘] (?: 一 | 半 )? (?: 点 | 些 | 丢丢 | 号 | 圈 )
          | 能不能 {_ON}{{0,14}} )
        """
    ),
    examples=("〔老板想把开头换成问句〕", "〔她说右边再翘一点〕", "〔导师说还是合成一段吧〕"),
    counterexamples=("他说三天内给我", "老板说可以"),
    speakers=("client",),
    bars=features("past", "done", "condition", "sarcasm", "elsewhere"),
    facts=facts("agreed", "shown"),
    prior=0.4,
)

_MANY = r"(?: [一二两三四五六七八九十几半\d] | «number» | «money» )"
"""How many; the readers of sums may have marked it."""
_ADDS = r"""(?:
    [加叠留插开打装配摆放画写印挂补贴做弄搞整来塞拍录剪译翻测铺刷缝绣钉焊刻喷降升抬拉裁出送排编建镶垫套包描停扎]
  | 打印 | 润色 | 上色 | 安装 | 制作 | 增加 | 添加 | 设置
)"""
"""What is done in a piece of work, where a number or a like word shows that it is asked for."""
_WHO = r"(?: [我俺咱] | 他 | 她 | 它 | 昨 | 刚 | 已 | 都 | 每 )"

# 再测一台苹果 · 再加6页明年计划 · 每页再加点动画 · 全家福再多停五秒 · 少放两张 · 声音能再往前一点吗
MORE = Rule(
    id="wishes.more",
    act="change_request",
    pattern=speech(
        rf"""
          (?<! [我俺咱他她] ) (?: 再 | 另外 | 多 | 少 | 还得 | 还要 ) (?: 帮[我俺咱]?们? | 给\S | 替\S | 多 | 少 )*
            (?! 等 | 说 | 看 | 宽限 | 来[一吃玩] ) {_ADDS} \S{{0,3}}? (?: {_MANY} | 个 | 点 | 些 )
            (?! [下会次遍天周块元百千] | 个?月 | 个?小时 | 时间 ) \S{{1,14}}? {_STANDS}
        | (?<! [我俺咱他她] ) {_ADDS} (?: 多 | 少 ) {_MANY} \S{{1,6}}? {_STANDS}
        | 再? (?: 多 | 少 ) {_ADDS} «span» {_STANDS}
        | \S{{1,10}}? (?<! [一会] ) 再
            (?! 等 | 看 | 说 | 晚 | 早 | 快 | 便宜 | 少 | 宽 | 拖 | 优惠 | 让 ) \S{{1,4}}? 一?[点些] {_MILD} {_ENDS}
        """
    ),
    examples=("〔再测一台苹果〕", "〔再加6页计划〕", "全家福〔再多停五秒〕 奶奶眼神慢", "〔声音能再往前一点吗〕"),
    counterexamples=("再等一天", "我再画两张", "再便宜一点吧"),
    speakers=("client",),
    bars=features("condition", "sarcasm", "done"),
    facts=facts("agreed"),
    prior=0.88,
)

# 窗帘也换一个吧 · 厨房8平也给做了吧 · 门槛石的缝也带上 · 四十张一起做了
ALSO = Rule(
    id="wishes.also",
    act="change_request",
    pattern=speech(
        rf"""
          (?! [我他她你您] ) \S{{1,12}}? (?<! [你您们] ) [你您]? 也 (?! 该 | 别 | 太 | 算 | 快 | 不 | 没 | 免 )
            [\u4e00-\u9fff]{{1,8}}? (?: 了 | 上 | 进去 | 一下 | {_MANY} \S{{1,4}}? )?
            (?: 吧 | 呗 | 嘛 | 行吗 | 好不好 | 可以吗 ) {_ENDS}
        | (?! [我他她] ) \S{{1,12}}? 也 (?: 一起 | 一并 | 顺便 | 顺手 | 帮 | 给我 (?!们) | 带上 )
            [\u4e00-\u9fff]{{0,4}} {_ENDS}
        | (?: 顺便 | 顺带 | 一起 | 一道 | 一并 ) (?: 帮我? | 给我? | 把 )? \S{{0,5}}?
            (?! 去 | 吃 | 玩 | 转 | 付 | 结 | 给 | 算 ) [\u4e00-\u9fff]{{1,2}}
            (?: 了 | 上 | 掉 | 一下 \S{{0,6}}? ) {_MILD} {_ENDS}
        """
    ),
    examples=("〔窗帘也换一个吧〕", "〔阳台那条的缝也带上〕", "又来了一批新货 〔一起做了〕"),
    counterexamples=("我也看了", "一起去吃饭吧", "也可以", "你们也该醒了"),
    speakers=("client",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.72,
)

# 片头插三张产房照片 · 外箱侧面留个提手孔 · 靠墙加一组酒柜 · 整体降一个全音
PLACED = Rule(
    id="wishes.placed",
    act="change_request",
    pattern=speech(
        rf"""
        (?! {_WHO} ) \S{{2,9}}? (?<! [我你您他她们没在刚已都会许不又要出] ) (?! 来 | 出 ) {_ADDS}
          (?: 个 | 条 | 张 | {_MANY} [\u4e00-\u9fff] | «span» )
          (?! [钱月就放把套] | 小时 | 多?少 | 什么 ) \S{{1,10}}? {_STANDS}
        """
    ),
    examples=("〔片头插三张产房照片〕", "〔外箱侧面留个提手孔〕 不然抱着走费劲", "〔餐厅靠墙加一组酒柜〕"),
    counterexamples=("昨天拍了三张照片", "我画个草图给你", "加个微信"),
    speakers=("client",),
    bars=features("done", "condition", "sarcasm", "self", "third", "question", "asking"),
    facts=facts("agreed"),
    prior=0.57,
)

# 改金色吧 · 凡例改用楷体 · 换花胶鸡 · 做长虹玻璃的呢 · 还是按原来的
INSTEAD = Rule(
    id="wishes.instead",
    act="change_request",
    pattern=speech(
        rf"""
          (?<! [没不再别了要在能又自乱私来只该我俺咱夜三两轮] ) (?: 改 | 换 ) (?: 成 | 为 | 用 | 做 | 回 (?!去) )?
            (?! [好完了天稿得过啥啊吗呀着谁这那俩上到图期价季号系存档试的] | 一?下 | 的话 | 小号 | 菜单 | 什么 | 回去 )
            [\u4e00-\u9fffa-z\d\ue000-\uf8ff]{{1,10}}? {_STANDS}
        | (?: 做 | 弄 | 用 | 画 | 写 | 印 | 搞 ) (?: 成 )? [\u4e00-\u9fffa-z\d]{{1,8}}? 的
            (?: 呢 | 吧 | 呗 | 行不行? | 好不好 | 可以吗 ) {_ENDS}
        | 还是 (?: 按 | 用 | 照 | 要 | 换回 | 改回 ) (?: 原来 | 之前 | 以前 | 第 | 上 | 旧 | 老 ) \S{{0,8}}? {_STANDS}
        | (?: 恢复 | 换回 | 改回 (?!去) | 用回 ) \S{{1,8}}? {_STANDS}
        """
    ),
    examples=("看着像没干透 〔改金色吧〕", "凡例〔改用楷体〕", "最上头那格〔做长虹玻璃的呢〕 好看", "〔还是按原来的〕"),
    counterexamples=("改好了吗", "改天吧", "我换了个手机"),
    speakers=("client",),
    bars=_BARS | features("question", "asking", "third"),
    facts=facts("agreed"),
    prior=0.6,
)

# 手里能不能拿个账本 · 英文摘要能不能顺便润色一下 · 店里面也帮我拍几张嘛 · 对公账户你能陪我去开不
ABLE = Rule(
    id="wishes.able",
    act="change_request",
    pattern=speech(
        rf"""
          (?: 能不能 | 可不可以 | 能否 | 可否 )
            (?: 再 | 也 | 顺便 | 顺手 | 整体 | 单独 | 另外 | 每 [天次页张] \S{{0,3}}? | 帮我? | 给我? )*
            (?! 快 | 早 | 便宜 | 少 | 优惠 | 打折 | 抹 | 先 | 晚 | 等 | 推 | 延 | 缓 | 宽限 | 退 | 发 | 看 | 告
              | 说 | 付 | 转 | 结 | 按时 | 准时 | 做$ | 接 | 今天 | 明天 | 后天 | 周 )
            (?: 自己 )? [\u4e00-\u9fff]{{1,3}} (?: 个 | 一下 | {_MANY} [\u4e00-\u9fff] ) \S{{0,10}}
        | 你?能 (?: 再 | 也 | 顺便 | 单独 )? (?! 不能 | 快 | 早 | 便宜 | 少 ) [陪带帮教] \S{{1,8}}? [不吗么]
        """
    ),
    examples=(
        "手里〔能不能拿个账本〕",
        "英文摘要〔能不能顺便润色一下〕",
        "〔能不能再测一台苹果〕",
    ),
    counterexamples=("能不能快一点", "能不能先发一版看看"),
    speakers=("client",),
    bars=features("past", "done", "condition", "sarcasm"),
    facts=facts("agreed"),
    prior=0.88,
)

RULES = (ASKED, WISHED, DISPOSED, DEGREE, DROPPED, REPORTED, MORE, ALSO, PLACED, INSTEAD, ABLE)
