"""The words around sums: currencies, roles, counters, and what makes a bare number a price."""

import re

from archiver.analysis.finding import AmountRole

CURRENCY_CODES: dict[str, str] = {
    **dict.fromkeys(("美元", "美金", "美刀", "刀", "刀乐", "usd", "us$", "$", "美圆", "美元元", "美分", "美块"), "USD"),
    **dict.fromkeys(("欧元", "欧", "€", "eur", "欧圆", "欧分"), "EUR"),
    **dict.fromkeys(("英镑", "镑", "£", "gbp", "便士"), "GBP"),
    **dict.fromkeys(("日元", "日圆", "日币", "円", "jpy"), "JPY"),
    **dict.fromkeys(("港元", "港币", "港纸", "hkd", "hk$", "港圆"), "HKD"),
    **dict.fromkeys(("台币", "新台币", "台元", "twd", "ntd", "nt$"), "TWD"),
    **dict.fromkeys(("韩元", "韩币", "krw", "韩圆"), "KRW"), **dict.fromkeys(("朝鲜元", "朝元"), "KPW"),
    **dict.fromkeys(("澳元", "澳币", "澳洲元", "aud", "澳大利亚元"), "AUD"),
    **dict.fromkeys(("加元", "加币", "cad", "加拿大元"), "CAD"),
    **dict.fromkeys(("新元", "新币", "坡币", "sgd", "新加坡元", "新加坡币"), "SGD"),
    **dict.fromkeys(("新西兰元", "纽元", "纽币", "nzd"), "NZD"), **dict.fromkeys(("澳门元", "澳门币", "mop"), "MOP"),
    **dict.fromkeys(("瑞士法郎", "瑞郎", "chf"), "CHF"), **dict.fromkeys(("卢布", "俄罗斯卢布", "rub"), "RUB"),
    **dict.fromkeys(("泰铢", "铢", "thb"), "THB"), **dict.fromkeys(("卢比", "印度卢比", "inr"), "INR"),
    "巴基斯坦卢比": "PKR", "斯里兰卡卢比": "LKR", "尼泊尔卢比": "NPR",
    **dict.fromkeys(("印尼盾", "印尼卢比", "idr"), "IDR"), **dict.fromkeys(("越南盾", "盾", "vnd"), "VND"),
    **dict.fromkeys(("林吉特", "马来西亚林吉特", "令吉", "马币", "myr"), "MYR"),
    **dict.fromkeys(("比索", "菲律宾比索", "php"), "PHP"), "墨西哥比索": "MXN", "阿根廷比索": "ARS", "智利比索": "CLP",
    "哥伦比亚比索": "COP",
    **dict.fromkeys(("里拉", "土耳其里拉"), "TRY"), **dict.fromkeys(("雷亚尔", "巴西雷亚尔", "brl"), "BRL"),
    **dict.fromkeys(("兰特", "南非兰特", "zar"), "ZAR"), **dict.fromkeys(("迪拉姆", "阿联酋迪拉姆", "aed"), "AED"),
    **dict.fromkeys(("里亚尔", "沙特里亚尔"), "SAR"), **dict.fromkeys(("第纳尔", "科威特第纳尔"), "KWD"),
    "瑞典克朗": "SEK", "丹麦克朗": "DKK", "挪威克朗": "NOK", "冰岛克朗": "ISK", "捷克克朗": "CZK",
    **dict.fromkeys(("兹罗提", "波兰兹罗提"), "PLN"), **dict.fromkeys(("福林", "匈牙利福林"), "HUF"),
    **dict.fromkeys(("谢克尔", "以色列谢克尔"), "ILS"), "埃及镑": "EGP",
    **dict.fromkeys(("奈拉", "尼日利亚奈拉"), "NGN"),
    **dict.fromkeys(("比特币", "btc"), "BTC"), **dict.fromkeys(("以太币", "eth"), "ETH"),
    **dict.fromkeys(("usdt", "u"), "USDT"),
}  # fmt: skip
_NAMES = sorted((name for name in CURRENCY_CODES if "一" <= name[0] <= "鿿"), key=len, reverse=True)
_FOREIGN = "|".join(r"\s?".join(name) for name in _NAMES)
# Letter codes stand before or behind the sum; two-letter shapes and 元 alone would be other words.
_LETTERS = "|".join(sorted(name for name in CURRENCY_CODES if name.isascii() and name.isalpha() and len(name) == 3))
CURRENCY_BEFORE = re.compile(
    rf"(?:¥|us\$|hk\$|nt\$|\$|€|£|(?<![a-z])(?:rmb|cny|{_LETTERS})|人民币"
    rf"|(?<![一-鿿\d])(?:{'|'.join(name for name in _NAMES if len(name) > 1)}))\s*\Z"
)
# What a currency before a sum ends with.
CURRENCY_LAST = frozenset("¥$€£币bym") | {name[-1] for name in CURRENCY_CODES}
CURRENCY_AFTER = re.compile(
    rf"\s?(?:[个枚]?(?:比特币|以太币)|{_FOREIGN}|块大洋|大洋|块钱|块(?![状级面头石砖区板]|内容|地方|功能|业务|屏幕|拼图|玻璃|木|铁|手表|金牌)|元(?!旦|素|宵|件|气|月|老|首|年|宇)|圆(?![形角圈点])"
    rf"|人民币|软妹币|蚊(?![子香帐虫])|(?:rmb|cny|usdt|{_LETTERS})(?![a-z])|[ru](?![a-z\d])|[¥$€£]"
    r"|毛爷爷|张(?:毛爷爷|红票子?|大红钞|大钞|红的)|个?毛爷爷|张(?=[,，。!?\s]|$)|米(?![饭粉线色白其兰])"
    r"|毛(?![病笔毛坯绒])|角(?![度色落面形])|分钱(?!一分)|欧分|美分|便士)"
)
SMALL_CHANGE = re.compile(
    r"(?:又|零)?\s?(?P<number>\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}|半(?![天个小年月张页价]))\s?(?:(?P<unit>毛|角|美分|欧分|分(?![钟之])|便士"
    r"|日本銭|銭|钱(?!包))|(?![\d.个页张天套次年月号%点kw万千百十字小分人份篇首条幅款帧节单集部件期轮版局课秒周星礼p斤桶瓶杯吨米升盒袋箱包支根颗粒碗双对台辆部本册层克倍股手枚]))"
)
HEAD_APPROX = re.compile(r"(?:大概|大约|约|差不多|将近|接近|左右|近|不到|上下|估计|预计)\Z")
TAIL_APPROX = re.compile(r"(?:多|来(?=[块元])|几(?=[块元])|出头|左右|上下(?!午)|不到|有余|开外)")

# The nearest of these decides; a word before the sum counts before one behind it.
ROLES: tuple[tuple[AmountRole, re.Pattern[str]], ...] = (
    ("deposit", re.compile(r"定金|订金|押金|首付款?|预付款?|预付|首款|头款")),
    ("balance", re.compile(r"尾款|余款|剩余的?|剩下的?|余下的?|剩的|尾数")),
    ("instalment",
    re.compile(r"分期|首期|[一二三]期款?|第[一二三四]期|中期款?|进度款|阶段款|每期|第[一二三]笔|分[两三四二]次")),
    ("penalty", re.compile(r"违约金?|滞纳金|罚款?|扣(?!除)|赔(?!偿?我?的)")),
    ("refund", re.compile(r"退(?!稿|出|群)|返还|返你|返我")),
    ("settlement", re.compile(r"和解|私了|各退一步|各让一步|调解|了结|折中")),
    ("discount", re.compile(
        r"优惠|便宜|(?<!不)减(?!肥)|少(?=\d|[一二两三四五六七八九]|给|收|你)|抹零|抹掉|让利|立减|砍(?:掉|到)?|降(?:价"
        r"|了|到)?|省"
    )),
    ("extra", re.compile(
        r"(?:另|再|多|要|得|额外)?加(?:钱|价|收|急费?|你|我)?|补(?:差价|你|我|给)?|另收|修改费|(?<!最)多给"
        r"|(?<!最)多收|额外|超出"
    )),
    ("unit", re.compile(
        r"每(?:[百千万]?字|[节页张首分个套份次千篇条幅小款帧秒人]|小时|分钟)|一(?:[节页张首套份次篇条幅款帧]|小时|分钟|个(?!月"
        r"|礼拜|星期))|/\s?(?:[节页张字首个套份次p]|h)|单价|时薪|千字|的?单节|课时费"
    )),
    ("total", re.compile(
        r"总价|总共|一共|合计|共计|总计|全包|打包价?|包干|一口价|全款|报价|预算|价格|总额|成交|定价|全套|价钱|价位"
        r"|共(?=\d)|总(?=\d)|整单|全部"
    )),
)  # fmt: skip
TERM = re.compile(r"定金|订金|押金|首付款?|预付款?|首款|头款")

BEFORE_MONEY = re.compile(
    r"(?:[^\W免浪]费|总价|总共|一共|合计|共计|总计|全款|全包|打包价?|报价|预算|价格|价钱|价位|单价|费用|收费|工费|稿费|酬劳|佣金"
    r"|手续费|加急费|修改费|设计费|制作费|和解|私了|了结|定金|订金|押金|首付款?|首款|头款|预付款?|尾款|余款|违约金"
    r"|滞纳金|赔偿金?|"
    r"一口价|底价|开价|出价|要价|起价|原价|现价|定价|市场价|友情价|优惠价|成本|时薪|工资|薪资|月薪|红包|转账|付款"
    r"|退款|全额|金额|总额|差价|补差|尾数|退|赔|付|转|打(?!印|开|电|包|字)|扣|罚|收(?!到|藏|纳|集)|花(?!纹|样)|欠"
    r"|差你|加钱|加价|多给|另加|优惠|便宜|抹掉?|让利|砍到?|降到?|降价|立减|减到?|少(?:收|给|要)|"
    r"卖|值|涨到?|谈到|定在|凑|给(?:你|我|个|您)?|最低|最多给?|最少给?|不低于|不超过|只要|只收|顶多|起步|补|报"
    r"|出(?:到|价)?|垫|借|预支|结(?:算|账|清)?|结你|抵|赚|成交|拿|加|算(?!法|数|了)|包月|各|付清|结清|千字|单字|(?:一|每)(?:轮|次|页|张|个"
    r"|节|小时|期|首|篇|条|份|套|单|千字|字|课时|天|人|位|分钟|帧|款|版|幅|笔))"
    r"(?:了|是|为|就|给|到|你|我|您|的话|的|才|只|要|收|付|按|算|在|也|都|先|再|款|掉|大概|大约|差不多|估计|约|价|费"
    r"|多|个|[:：=]|\s){0,5}\Z"
)
# What a price is followed by when it is proposed or settled.
MONEY_AFTER = re.compile(
    r"\s?(?:一口价|包邮|成交|全包|全款|包改|包修改|包干|拿下|行不行|行不|行吗|行么|行[,，。!?\s]|可以吗|可以么|可以不"
    r"|可不可以|可以|能做|能接|做不做|做吗|接不接|接吗|接么|干不干|干吗|怎么样|如何|够吗|够不够|ok|好吗|好不好|吧"
    r"|整(?!体|理|个|套|改|合)|以内(?!的?加)|以下|以上|之内|的?红包|/千字|每?千字|卖不卖"
    r"|起[,，。!?\s]|起$|打底|开工|全给我|全退|退回来|再低|再高|先说清楚|起步|/[页张p个套份次节小h字首]|一(?:页|张|套|份|节|次|首|篇|小时|条|幅|个(?!月|星期|礼拜"
    r"|小时))|每(?:页|张|套|份|节|次|首|篇|小时)|预算|的?定金|的?订金|的?押金|的?首付|的?尾款|的?违约金|太贵|太高"
    r"|太低|贵了|有点贵|便宜点|封顶|打住|不能再少|不二价|不讲价|不议价|不还价|不刀|可小?刀|可议价|成不|成吗|给你(?:做|算|画|写|弄|搞|剪|来)|的(?:项目|单子|单(?!价)|活|合同)|封顶|的价|的预算|我就做|不做|都不够"
    r"|先付|包(?:括|含))"
)
COUNTER = re.compile(
    r"\s?(?:个(?![wW])|页|张(?!毛|红)|套|次|版|天|日|字|分(?!期)|秒|人|份|种|处|号|点|月|年|周|岁|p(?![a-z])|条"
    r"|款(?!项|子)|节|小时|倍|寸|cm|mm|km|px|像素|层|级|斤|kg|mb?(?![a-z])|gb?(?![a-z])|k?hz|fps|帧|dpi|集|章|幕|首"
    r"|篇|组|排|行(?!不|吗|么|吧|[,，。!?\s]|$)|列|课|题|道|句|段|本|批|期|楼|位|名|件|单(?!价)|度|%|x\d|×|\*|:|："
    r"|-\d|/\d|折|成|画质|分辨率|屏|视频|高清|标清|毫|厘|公|平|瓦|伏|克|升|米[长宽高]|多?(?:个|字|页|张|人|天|次|套"
    r"|份)|来(?:个|张|页|字|人)|粉|播放|阅读|赞|阶|局|星|w?[播赞粉]|w字|只|双|对|瓶|杯|袋|箱|遍|轮|回|颗|把|棵|辆|台"
    r"|部|系|班|届|世纪|代|级|伏|米|步(?![骤])|面(?![议谈试付交])|边形|多边形|公里|三角面|多?(?:评论|观众|用户|粉丝|点赞|转发|观看|弹幕|在线|访客|玩家)|人次)"
)
NOT_A_SUM_BEFORE = re.compile(
    r"(?:第|[a-z#@_.][\d.]*|版本|编号|单号|订单号?|尾号|qq:?|微信:?|电话:?|手机:?|密码:?|房间|[\d][-.:/×x*]|v|ver|ip"
    r"|号码|门牌|页码|文件名)\s?\Z"
)
# What is counted, not paid for: 粉丝破3w, 面数不超过9000.
COUNTED_BEFORE = re.compile(
    r"(?:流量券?|(?<![这本上下个])[月日]活|用户|访客|游客|观众|玩家|人气|热度|词汇|库存|里程|转速|采样率?|[码帧]率|比特率|样本"
    r"|三角面|人流|客流|弹幕|关注者|获?赞|跑了|粉丝|涨粉|粉|播放|阅读|浏览|访问|点击|点赞|获赞|转发|收藏|关注|下载|订阅|曝光|好评|评论|(?:销|面|顶点|帧|字|人|像素|步)[数量])"
    r"(?:数|量)?(?:都|已经?|就|才|快|有|是|要|在|得|满|到|破|过|超过?|达到?|涨到|上|不超过?|不到|控制|限制|大概|大约|约|[了:：\s]){0,4}\Z"
)
# 二百五 said of a person.
FOOL_BEFORE = re.compile(r"(?:当我?是?|当成|真是|就是|是个|像个?|个|傻|(?<![给付转退收])你|他|她|这)\Z")
# 一块 is together here: 咱们一块弄, 一块儿.
TOGETHER_AFTER = re.compile(r"儿|[做弄去走吃玩画写干聊商讨改想学出吧]")
TOGETHER_BEFORE = re.compile(r"(?:我们|咱们?|你们|他们|大家|[跟和与同][你我他她])(?:都|就|再|可以|能)?\Z")
# What is made, said right before its price: 封面四百.
WORK_BEFORE = re.compile(
    r"(?:logo|海报|成片|封面|立绘|头像|插画|ppt|名片|详情页|主图|banner|表情包?|配音|编曲|作曲|混音|填词|建模|渲染|小程序"
    r"|网站|网页|排版|包装|画册|精修)(?:设计|制作|一[张个套份条篇首])?\s?\Z"
)
# Three of these at 200 make 600: 200 三张600.
PIECES_BEFORE = re.compile(
    r"(?P<count>\d{1,2}|[两三四五六七八九十]{1,2})(?:张|款|套|页|份|条|首|篇|幅|节|次|集|个)\s?\Z"
)
PIECES_AFTER = re.compile(
    r"[\s,，]+(?P<count>\d{1,2}|[两三四五六七八九十]{1,2})(?:张|款|套|页|份|条|首|篇|幅|节|次|集|个)\s?(?P<total>\d{2,6})(?!\d)"
)
TITLE_ONLY = re.compile(r"(?:那|就|嗯|好吧?|行|要不|那就|不如|我说|算你|大概|差不多|最多|最少|至少|一共|\s)*")
# Words that lead to a price only when nothing but 没结, 吧 … follows it.
WEAK_BEFORE = re.compile(
    r"(?:可以的话|行的话|要不|那就|不如|凑个?整|抹个?零|还差|还有|只剩|另外|至少|起码|的话|这个|这单|这样|做完|最后"
    r"|实在不行|打完折)(?:就|算|是|按|收|也|都|要|得|给|个|\s){0,3}\Z"
)
UNPAID = re.compile(r"(?:没|未|还没)(?:有)?(?:结|给|付|转|打|收|到)|尾款|定金|订金|的?尾数")
# Any number is a price beside the piece it pays for.
PER_PIECE = re.compile(r"\s?(?:/|一(?:小时|页|张|节|次|首|轮|局|把|条|帧)|每(?:小时|页|张|节|次))")
PARTICLES = re.compile(r"[吧吗呢啊呀哈嘛么哦哟咯喽?!~\s]*(?:老板|亲|哥|姐)?[?!~\s]*")
APPROX_AT_END = re.compile(r"(?:多|几|左右|上下|出头)\Z")
# 按总价20%: what the share is taken of.
SHARED_BASE = re.compile(r"(?:按|以|为|占|是)?(?:照)?(?:总价|全款|总额|合同价|合同额|报价|合同金额|总金额)的?\s*\Z")
HALF_OF = re.compile(
    r".{0,6}(?:款|钱|付|给|退|定金|订金|价|费|打款|转|收|赔|首付|预付|扣|尾|预算|佣金|押金)|(?:先|再|最多|只)(?:付|给"
    r"|退|收)?\Z"
)
