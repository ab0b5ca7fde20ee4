"""Work that leaves no file behind: brought to a place, put into hands, held with the other side, done at theirs.

What is made on a desk (画完了, 译完了, 排完了) is not handed over by being done; what is fitted, brought, washed or
taught is. So the verbs of the desk are left out here, and nothing counts behind which the work goes on.
"""

from archiver.analysis.rule import OTHERS_WORDS, Rule, facts, features, speech
from archiver.analysis.rules.words import END, START

_GOING = OTHERS_WORDS | features("sarcasm", "question", "asking", "condition")
_BARS = _GOING | features("negation")
_BUSY = r"""
    (?: [做弄改写画剪排测调配装拆贴搬刷洗烤煮蒸切炖卤缝织绣磨打焊抠刻雕裱铺种挖修剥包晾烘泡腌熬擦扫]
      | [拖掏抹编勾描核录导渲译练挑理填压烫喷遛喂卸裁钉锯砌涂浇锁赶念吸抽试冲扎]
      | 上[色釉漆油胶] | 等 (?! 你 | 您 | 我 | 着 ) | 推进 | 处理 | 收尾 | 重[做新画弄写] )
"""
"""What may be going on: 在晾, 在装证书; not 在医院, 在加班."""
_OVER = r"(?: 了 | 啦 | 咯 | 喽 | 嘞 | 喇 )"
_NUMBER = r"[一二两俩三仨四五六七八九十百几\d]"
_SITTING = r"(?: 次课? | 节课? | 堂课? | 课时? | 趟 | 车 | 场 | 讲 | 班 | 晚 | 轮 | 顿 | 回 | 天 | 期 )"
_HELD = r"""
    (?: [上讲练教补卸送拉喂遛带播打游学干值演唱跑走做] (?: 完 | 满 | 好 | 齐 ) | 结束 | 收工 | 收官 | 收了
      | 完 (?= [了啦咯喽嘞喇] ) )
"""
"""What is said of a sitting, a trip or a shift that is over."""
_HANDS = """
    (?: [装安挂贴接换铺搭立种栽摆补缝粘钉焊修洗擦刷通扫熨磨裱挪裁喂遛浇剃染烫炖煮烤蒸腌撤搬卸灌压锯砌]
      | [抹涂喷钻插封穿布走拧锁订漆端冲吸拆扎绑捆镶炒炸酿晒盘化挖埋架充焗]
      | (?: 打 [扫磨蜡孔胶药] | 抛光 | 消 [杀毒] | 收纳 | [保养]养 | 疏通 | 清运 ) )
"""
"""Verbs of work that stays where it was done; what is made on a desk (画 写 译 剪 排) has yet to be handed over."""
_STAYS = r"""
    (?! [^\n]{0,40}? (?: 静置 | 观察 | 看\S不\S | 还 (?: 差 | 剩 | 有 | 没 | 要 | 缺 | 得 | 在 | 不 ) | 就差
      | 剩下? [^了]{0,6} (?: 没 | 个 | 张 | 条 ) | 正在 | 再 | 先 | 接着 | 下[次回一] | 后面 | 待会 | 等会 | 一会
      | 等 (?! 你 | 您 ) | [\s,，] 在 (?! 你 | 您 | \S{0,4} [桌柜门台架箱袋楼院里上] )
      | [\ue000\ue007] \S{0,6}? [再接来去装弄补进收给做] ) )
"""
"""Not where the message goes on to what is still to come: 装完一台 还剩两台 · 卸了 先吃饭 · 背板喷出来了 明天装."""
_PLACE = r"""
    (?: 门口 | 门卫 | 门岗 | 门房 | 前台 | 传达室 | 物业 | 驿站 | 保安[室亭]? | 把手 | [柜桌架筐箱筒窗栏]
      | [吧柜灶窗]台 | 收银台 | 客厅 | 厅 | 院 | 库房? | 仓库? | 店 | 楼 | 屋 | 家 | 房 | 室 | 车 | 垫 | 茶几 | 玄关
      | 机场 | 工地 | 现场 | 袋子? | 公司 | 单位 | 学校 | 医院 | 棚 | 窗口 | 信箱 | 冰箱 | 位置? | 阳台 | 后厨 | 角
      | 过道 | 走廊 | 丰巢 | 超市 | 包间 | 地上 | 床 | 沙发 | 场地 | 锅 )
"""
_CARRIER = r"""
    (?: 顺丰 | ems | EMS | 邮政 | [中圆申]通 | 韵达 | 德邦 | 极兔 | 京东 | (?: 快递 | 闪送 | 跑腿 ) 小?哥? | 物流
      | 大巴 | 货拉拉 )
"""
_PERSON = r"""
    (?: 前台 | 小[妹哥弟姐姑] \S? | 门卫 | 保安 | 物业 | 大[爷叔妈姐哥] | 阿姨 | 店[员长] | 同事 | 司机 | 助理
      | 老[伴公婆爸妈板师] \S? | 媳妇 | 爱人 | 家[里人]人? | [妈爸] [妈爸]? | [姐哥弟妹嫂姨] | 闺女 | 姑娘
      | 爷爷 | 奶奶 | [外姥][婆公爷姥]\S? | 女儿 | 儿子 | 孩子
      | 护士 | 经理 | 主[管任] | 师傅 | [老小] [\u4e00-\u9fff] | 工人 | 员工 | 收发 | 客户 | 他们 )
"""

# 头趟搁你门口了 22箱 · 蛋糕给您放物业前台了 · 两层的都送到酒店了 · 五十本都装好了 放前台自取
PLACED = Rule(
    id="in_person.placed",
    act="delivery",
    pattern=speech(
        rf"""
          (?: 放 (?! 心 | 假 | 学 | 弃 ) | 搁 | 卸 | 码 | 堆 | 摆 | 丢 | 塞 | 留 | 挂 | 停 | 压 | 存 | 贴 | 送 | 拎
              | 搬 | 撂 | 扔 | 靠 | 晾 | 抬 | 运 | 拉 | 递 | 扛 | 还 | 交 )
              (?: 在 | 到 | 至 | 进 | 回 | 上 | 给 )? (?: 你 | 您 )?
              [^\s,，我吧]{{0,6}}? {_PLACE} [^\s,，吧]{{0,5}}? {_OVER} {END} {_STAYS}
        | 送 [^\s,，]{{1,5}}? 到 [^\s,，吗]{{1,6}} {_OVER} {END}
        | (?: 放 | 搁 | 留 | 存 | 在 ) \S{{1,6}}? (?: 自取 | 自己[取拿] | (?: 你 | 您 )? 随时 \S{{0,2}} [取拿]
            | 等[你您]来?[取拿] )
        | [完好] {_OVER} \S{{0,4}} [\s,，]+ \S{{0,3}}? 给[你您] (?: 都 | 全 )? (?: 放 | 搁 | 堆 | 摆 | 码 | 留 | 挂
            | 压 | 塞 ) [在到进] \S{{1,6}} {END}
        | (?: 随时 | 可以 | 能 ) (?: 过? 来 ) (?: [取拿提] ) 了? {END}
        """,
    ),
    examples=("〔卸你们前台了〕", "蛋糕给您〔放物业前台了〕", "〔放前台自取〕"),
    counterexamples=("放你门口了吗", "明天给您放门口", "你放心好了", "搬完了 还剩两箱在车上"),
    speakers=("provider",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.86,
)  # fmt: skip

# 补的4盒给前台小妹了 · 旗袍让你老伴取走了 · 货送到了 老李签的字
INTO_HANDS = Rule(
    id="in_person.into_hands",
    act="delivery",
    pattern=speech(
        rf"""
          (?: 给 | 交 | 递 | 转交 ) (?: 给 | 到 )? (?: 你 | 您 )? (?: 们 | 家 | 那 | 店里?的? | 单位 | 公司 )?
              (?: 小区 | 楼下 | 门口 | 隔壁 | [他她] )? {_PERSON} {{1,2}} (?: 手[里上] )? {_OVER} {END}
        | (?: 让 | 叫 | 托 | 由 | 被 | 给 ) \S{{1,6}}? (?: 拿走 | 取走 | 提走 | 领走 | 拎走 | 带走 | 接走 | 捎走
              | 捎回去 | 带回去 | 拿回去 | 取回去 ) {_OVER} {END}
        | {_PERSON} (?: 刚 | 已经? | 代 | 亲自 | 来 )* (?: 拿走 | 取走 | 提走 | 领走 | 拎走 | 带走 ) {_OVER} {END}
        | {_PERSON} (?: 刚 | 已经? | 代 | 亲自 )* (?: 签收的?了? | 代收的?了? | 签的字 | 签字了 | 收的) {END}
        | (?: 交 | 还 ) (?: 到 )? (?: 你 | 您 ) \S{{0,2}} (?: 手[里上] ) {_OVER}
        | [给发走寄交] (?: 了 )? {_CARRIER} {_OVER} | 已经? [发寄] [走出] {END}
        """,
    ),
    examples=("补的4盒〔给前台小妹了〕", "旗袍〔让你老伴取走了〕", "货送到了 〔老李签的字〕"),
    counterexamples=("给小妹了吗", "我给经理打电话了", "老李也签收的吗"),
    speakers=("provider",),
    bars=_BARS - features("elsewhere"),
    facts=facts("agreed"),
    prior=0.90,
)  # fmt: skip

# 第一次课上完啦 · 第二趟卸完了 · 今天这趟跑完了 · 今天几何讲完了
SAT = Rule(
    id="in_person.sat",
    act="delivery",
    pattern=speech(
        rf"""
          (?<! [\ue000\ue007] ) (?: 第 {_NUMBER}{{1,3}} | [头末首尾] 一? | 最后 一? | «time» 的? 这 | [本这] )
              {_SITTING} (?: 课 | 的 | 里 )?
              (?: 今天 | «time» | «past» )? (?: 也 | 都 | 就 | 全部? | 已经 | 刚 )* {_HELD} (?: {_OVER} | {END} )
                  {_STAYS}
        | {START} (?: «time» 的? )? [^\s,，把我你您课]{{1,4}}? [讲教练喂遛] (?: 完 | 过 ) {_OVER} {END} {_STAYS}
        """,
    ),
    examples=("〔第一次课上完啦〕", "〔第二次课也结束了〕", "〔最后一车卸完〕 钥匙放鞋柜上了"),
    counterexamples=("第一次课上完了吗", "第三节上完再说", "下节课就教完", "第四趟卸完 还剩一车"),
    speakers=("provider",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.69,
)  # fmt: skip

# 十次都上完啦 · 八节都上齐了 · 26天的班今天上完了
ALL_SAT = Rule(
    id="in_person.all_sat",
    act="delivery",
    pattern=speech(
        rf"""
          (?<! [\ue000\ue007第头末首尾后] ) (?: {_NUMBER}{{1,3}} {_SITTING} | «span»
              | (?: 课 | 全程 | 行程 ) (?= 都 | 全 ) ) (?: 课 | 的班? | 行程 )? (?: 今天 | «time» | «past» )?
              (?: (?: 也 | 都 | 就 | 全部? | 已经 | 刚 | 一共 )+ {_HELD} (?: {_OVER} | {END} ) | {_HELD} {_OVER} )
                  {_STAYS}
        | (?: 仪式 | 婚礼 | 典礼 | 晚会 | 活动 | 演出 | 宴会 | 全程 | 整场 | 撤场 ) \S{{0,4}}?
              (?: 结束 | 走完 | 办完 | 落幕 | 收场 | 撤完 ) (?: {_OVER} | {END} ) {_STAYS}
        """,
    ),
    examples=("〔十次都上完啦〕", "〔八节都上齐了〕", "〔四次课都上完了〕 错题本留下了"),
    counterexamples=("十次都上完了吗", "3月31号之前八节上完", "两轮都用完了哦"),
    speakers=("provider",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.75,
)  # fmt: skip

# 两间都贴好了 · 全屋打完了 · 三台都洗干净了 · 四个头都装上了
ALL_DONE = Rule(
    id="in_person.all_done",
    act="delivery",
    pattern=speech(
        rf"""
          (?<! 我\S ) (?: 都 | 全 (?: 部 | 屋 | 给[你您] )? | 也 ) (?: 给[你您] | 已经 )? \S{{0,1}}?
              (?: {_HANDS} | [做弄打调] )
              (?: 完 | 好 | 上 | 齐 | 上?[下进]?去 | 起来 | 到位 | 干净 | 满 | 通 | 透 | 过 )
              {_OVER} {END} {_STAYS}
        | 都 送? 到 (?: 齐 | 位 ) {_OVER}? {END}
        | (?: 都 | 全部? ) (?: 上齐 | 交货 | 交齐 | 清空 ) {_OVER} {END}
        """,
    ),
    examples=("两间〔都贴好了〕", "〔全屋打完了〕", "三台〔都洗干净了〕 滤网冲了"),
    counterexamples=("都贴好了吗", "两张都画完了", "都差不多了", "两间都贴好了 还剩个过道"),
    speakers=("provider",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.73,
)  # fmt: skip

# 门调过来了 · 柜子装完了 木屑我也扫了 · 锁芯换好了 · 弯头接上了
FITTED = Rule(
    id="in_person.fitted",
    act="delivery",
    pattern=speech(
        rf"""
          (?: {_HANDS} (?: 好 | 完 | 上 | 到位 | 回去 | 回 | [上下进]去 | 起来 | 干净 | 通 | 平 | 牢 | 实 | 妥 | 紧
              | 匀 | 正 | 净 | 利索 | 出来 | 好 [试测调] 过 | [完好] [^\s才再就的得] )
            | [扭拧转挪搬调扳] 过来 | [定粘钉绑缝扎] 住 | 收拾[好完] | 弄[好通] ) {_OVER} {END} {_STAYS}
        """,
    ),
    examples=("柜子〔装完了〕 木屑我也扫了", "锁芯〔换好了〕", "弯头〔接上了〕"),
    counterexamples=("柜子装完了吗", "装好了再付", "底板装好了 还在调门", "今天割完了"),
    speakers=("provider",),
    bars=_BARS,
    facts=facts("agreed"),
    prior=0.57,
)  # fmt: skip

# 胚子烤好了 在晾 · 线穿了一半 · 写到第120张 · 洗完一台 还剩两台没洗
HALFWAY = Rule(
    id="in_person.halfway",
    act="progress",
    pattern=speech(
        rf"""
          \S (?: 完 \S? | 好 | 上 | 出来 | 开 | 过 | 下来 ) {_OVER} [^\n]{{0,8}}? [\s,，]
            (?: [^\s\ue003\ue006,，]{{0,5}}? 还[没差剩得要]
              | [^\s放存码堆留都搁压,，]{{0,4}}? (?: 正 | 正?在 ) {_BUSY}
              | 等 (?! 你 | 您 | 会儿?找 )
              | [^\s,，]{{0,4}} 没 [修画装上弄动] )
        | (?<! 全退 ) (?<! [我活样定] ) [\u4e00-\u9fff] 了 (?: «share» | 一半 | 大半 | 一多半 | 三分之[一二] ) {END}
        | (?! [换挪移改放加调发退] ) [\u4e00-\u9fff] 到 (?: «share» | 一半 | 大半 | 第 {_NUMBER}{{1,4}} | \S 一半 )
            \S{{0,3}}? 了? {END}
        | (?: 还 | 只 | 就 ) [剩差缺] \S{{0,8}}? 没 \S{{1,2}} {END}
        """,
    ),
    examples=("胚子〔烤好了 在晾〕", "线〔穿了一半〕", "〔写到第一百二十张〕"),
    counterexamples=("穿了一半吗", "那就挪到第八面", "还差尾款", "修好了 放在前台"),
    speakers=("provider",),
    bars=_GOING,
    facts=facts("agreed"),
    prior=0.75,
)  # fmt: skip

# 正在铺地毯 · 在晾 · 出发了 · 到你家楼下了 · 前面还有十二个人
AT_IT = Rule(
    id="in_person.at_it",
    act="progress",
    pattern=speech(
        rf"""
          {START} (?: 师傅 | 现场 | 工人 | 我们? | 今天 | «time» )? (?: 正在? | 还在 | 在 ) {_BUSY}
              [\u4e00-\u9fff]{{0,3}} (?: 呢 | 了 | 着 | 中 )? {END}
        | [泡晾烘炖蒸煮烤弄做赶写画修贴晒养排导装拆洗刷磨] 着 呢? {END}
        | (?<! [没还] ) {_BUSY} [\u4e00-\u9fff]? 呢 {END}
        | (?! [拖改排抽试等] ) {_BUSY} 到 (?: «sum» | {_NUMBER}{{1,4}} ) [^\s,，\ue000-\ue007点号月]{{1,3}} 了? {END}
        | {START} [^\s,，]{{0,3}} 等 (?: 干 | 料 | 货 | 配件 | 胶 | 漆 | 水泥 )
        | (?: 得 | 要 | 还要 ) [晾晒养泡烘] (?: «time» | «span» | 干 )
        | [刮刷涂上喷打抹洗] 了? 第? [一二三] 遍 {END}
        | {START} (?: 我们? | 已经 | 人 | 师傅 )* 在? 路上 (?: 了 | 呢 )? {END}
        | {START} (?: 师傅 | 我们? | 已经 | 刚 | 阿姨 )* (?: 出发 | 开工 | 动工 | 进场 ) {_OVER}
        | {START} (?: 师傅 | 已经 | 刚 )* 到 (?: 你 | 您 )? \S{{0,3}} (?: 楼下 | 门口 | 小区 | 现场 ) \S{{0,2}}
            {_OVER}
        | 前面还有 \S{{1,3}} [个位] | 还有 {_NUMBER}{{1,3}} (?: 公里 | 站 | 个红灯 )
        """,
    ),
    examples=("胚子烤好了 〔在晾〕", "〔正在铺地〕", "〔到你家门口了〕"),
    counterexamples=("在吗", "在你那儿", "在医院排队", "快到了吗", "早上五点半我到你楼下"),
    speakers=("provider",),
    bars=_GOING,
    facts=facts("agreed"),
    prior=0.74,
)  # fmt: skip

RULES = (PLACED, INTO_HANDS, SAT, ALL_SAT, ALL_DONE, FITTED, HALFWAY, AT_IT)
