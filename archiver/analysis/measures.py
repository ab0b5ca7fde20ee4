"""What numbers count and measure, so that they are no sums: pages, bytes, damage, marks, telephone numbers, idioms."""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.quantities import Quantity

_SIDES: Final = frozenset({480, 540, 640, 720, 1080, 1280, 1440, 1920, 2160, 2560, 3840})
"""Pixels of pictures and screens that are named by them alone: 做成1080的."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2040
# 余款3400月底打: behind a figure too large to count months stands when it is paid.
_LARGE: Final = r"(?:(?<=\d\d\d)|(?<=\d\d\d\s)|(?<=[百千万kw五]))"
_SPAN: Final = (
    rf"(?!{_LARGE}(?:月[底初末中]|周[一二三四五六日天末]|(?<!19\d\d)(?<!20\d\d)年[底前初]))"
    r"(?:月(?!供|结|租|薪)|年(?!费|薪)|周)"
)
# 到手7000 平台扣点, 手工费2680 面料自带: behind a blank another word begins, that counts nothing.
_ANOTHER_WORD: Final = (
    r"(?!\s(?:平[台面时]|面[料积子部]|名[片字称额]|排[版队期单]|升[级学]|道[具理歉]|星期|本[来人周月子]|首[页单图先发]|公[司众开]|组[长图合]|位置|期[末间]|粉色"
    r"|[阶段]段|级别|题目|课[程件后]|列表|折扣|根据|支[持付]|幅度|项目|部[分门]|代[码打写练购]|双[面人方]|轮到|回[头来复去]|米色|天[亮气]|日[后常期]|套[餐图路]|版[权本式面]"
    r"|页[面码]|条[件款]|节[奏目假省]|小时候|人[物像家员工]|种类|处理|号码|秒杀|单[子独人价]|成[品片交]|画[质面]|分[开期批]|屏幕|点[开赞评]|件套|层次|章节|局部|步骤|把[握关]|代理))"
)
COUNTER: Final = LazyPattern(
    rf"{_ANOTHER_WORD}\s?(?:个(?![wW])|页|张(?!毛|红)|套|次|版|天|日|字(?![你我发帮要都就])|分(?!期|[两三四五几\d]+[次期笔]|批|开付)|秒(?!杀价?(?:$|[,，。\s头]))|人(?!物|像|体|民)|份|种|处|号|点|{_SPAN}|岁|p(?![a-z])|条"
    r"|款(?!项|子)|节|小时|倍|寸|cm|mm|km|px|pt(?![a-z])|像素|层|级|斤|kg|mb?(?![a-z])|gb?(?![a-z])|k?hz|fps|bpm|帧"
    r"|dpi|集|章|幕|首|篇|组|排|行(?!不|吗|么|吧|就|的话|[,，。!?\s]|$)|行(?=\s(?:没|有|都|全)?注释|代码)|列|课(?![上程件堂时])|题|道|句|段|本|批(?![量发])|期|楼|位|名|件|单(?!价|子)|度|%"
    r"|x\d|×|\*|:|：|-\d|/\d|折|成(?!交|不|吗|么|[,，。!?\s]|$)|画质|分辨率|屏|视频|壁纸|高清|标清|毫|厘|公|平|亩|瓦|伏"
    r"|克|吨|升|米[长宽高]|多?(?:个|字|页|张|人|天|次|套|份)|来(?:个|张|页|字|人)|粉|播放|阅读|赞|阶|局|星|w?[播赞粉]|w字|伤害"
    r"|支(?![付持出取援部票撑配架线])|根(?![据本])|幅(?!度)|枚|朵|盏|粒|株|桶|盒(?!饭)|串(?![通改联])|只|双(?![语方面色人机十休])|对(?![吧吗么嘛呀啊不了的]|$|[\s,，。?？!！])|(?<=[扣环袜翅镯坠联烛婴章鞋套](?:\d|[两三四五六七八九十]))对|(?<=[扣环袜翅镯坠联烛婴章鞋套]\d\d)对|瓶|杯|袋|箱|遍|轮|回|圈|颗|把(?![^\W\d]{1,6}[也都做改画写弄])|棵|辆|台|部|系|班|届|世纪|代(?![取买拿排购送办跑练打写画做肝刷充挂抢驾抄录剪修改])|米|步(?![骤])|面(?![议谈试付交])|边形|多边形"
    r"|公里|三角面|多?(?:评论|观众|用户|粉丝|点赞|转发|观看|弹幕|在线|访客|玩家)|人次|好友|项|床|磅|桌|胜|充|快充|充电|灯泡?(?![箱牌带串条笼塔会])|电源|适配器|音[箱响]|连?抽(?!成)|的(?:阅读|播放|点击|浏览|曝光|转发|下载)|以内的?(?:[加减乘除]|口算|整数|算术|自然数|质数)|楼|室|栋|[点条]?好评|封(?![面底套箱装口顶神])|色(?![彩调块号卡带系差版])|的(?:速度|节奏|节拍|拍[子速]|转速|分辨率|透明度|清晰度|采样率?|音量)|勒克斯|流明|尼特|lux|lm(?![a-z])|分贝|db(?![a-z])|毫安|mah|千瓦|赫兹?|安培|帕|大卡|千卡|卡路里|开尔文|头身|将(?=$|[\s,，。、的])|好汉|格(?!式|调)|全景|环绕|无死角)"
)
NOT_A_SUM_BEFORE: Final = LazyPattern(
    r"(?:第|(?:优化|压缩|提升|提高|缩小?|裁|放大|旋转|拉伸)(?:到|成|至)|放大|[角相]度?转|(?:导出|输出)(?=\Z)|座位|(?<![\d十百])%|[a-z#@_.][\d.]*|版本|编号|单号|订单号?|尾[号数]|qq:?|电话:?|手机:?|密码:?|房间|[\d][-.:/×x*]|v|ver|ip"
    r"|号码|门牌|页码|文件名)\s?\Z"
)

# An attribute, then at most a few words of being, growing and bounding, then the number: 粉丝破3w, 攻击力加300.
_AUDIENCE: Final = (
    r"流量券?|(?<![这本上下个])[月日]活|用户|访客|游客|观众|听众|玩家|人气|热度|人流|客流|弹幕|关注者?|获?赞|涨?粉丝?|播放"
    r"|场观|阅读|浏览|观看|访问|点击|点赞|转发|收藏|下载|订阅|曝光|好评|评论|销量|在线(?:人数)?|跑了|词汇|[词题图]库|语料|库存|里程|样本"
)
_BODY: Final = r"体重|身高|[胸腰臀三]围|血压|血糖|近视|[左右双]眼|视力|度数|心率|体脂|年龄|智商"
_GAME: Final = (
    r"战力|伤害|血条|蓝条|金币|钻石|原石|星琼|体力|点券|元宝|积分|段位|胜[场点]|等级|暴击|防御|攻击|法强|护甲|敏捷|命中|闪避|经验|熟练|好感"
    r"|评分|颜值|亲密|人品|功德|信誉分?|星星|魔法|技能|属性"
)
_EXAM: Final = (
    r"数学|语文|英语|物理|化学|生物|历史|地理|政治|[理文]综|[四六八]级|雅思|托福|gre|gmat|高考|中考|考研|模考|月考|期[末中]考?"
    r"|总分|满分|(?:录取|分数|及格|一本|国家|投档)线|成绩|绩点|分数|得分|考(?!虑|核|勤)[了到过上]?"
)
_PICTURE: Final = (
    r"画质|画布|[图画页]宽|笔刷|摘要|问卷|尺寸|[边行间字]距|圆角|行高|描边|对比|色[温相号值]|曝光|锐化|羽化|半径|坐标|三角面|多边形|光圈|快门|iso|焦[距段]"
    r"|音高|调弦|定音|音准|节[拍奏]|拍速|字号|字重|不?透明|旋转|缩放|倾斜|拉伸|压缩|像素|面积|体积|容量|附件|(?<!源)文件|图片|(?<!a\d)大小|内存|显存|硬盘|功率|马力|油耗"
    r"|续航|海拔|重量|载重|楼[层高]|层高|门宽|桌高|rgb|精度|迭代|混响|压限|响度|延迟|均衡|eq|人声|贴图|图层|采样|训练|[小大等]于|时长|单词|[写码背抄](?=[到了够满])|筛选?出?|导[入出]|读取|答案|得数|结果(?=是|为|等于)|圈数|长跑|跑步|跑[了完]|走[了完]|游[了完]|距离?|路程"
    r"|全长|差(?=[\d零一二两三四五六七八九十百千]+米)|相隔|时速|车速"
)
_NAMED_BY_NUMBER: Final = (
    r"q号|qq|扣扣|v信|vx|wx|门牌|教室|宿舍|寝室|房间|包间|住在?|[学工编订单货款群座房股台频番]号|车牌|邮编|[区代]号|[验取提邀激错状]\S?码"
    r"|密码|端口|报错|错误|行号|排名?|名次|车次|航班|高铁|动车|公交|地铁|尾[号数]|拨打?|致电|热线|客服电话|[座分总]机转?|内线|后[四六]位|前[三四六]位"
)
# Nouns that end so are measured: 战斗力, 饱和度, 经验值, 播放量, 胜率. Those named before are worth or cost money.
_MEASURED_BY_SHAPE: Final = (
    r"(?<![人劳费吃主])力|(?<![额难年季月进])度|(?<![价产市面净总估超保增充不能哪也还才这都活图单稿歌])值|率|(?<![加急光极提快])速|(?<!工作)(?<!质)(?<!单)量"
    r"|(?<![总钱款尾基单整])(?<!吉利)数|[码帧]率|龄|径|温|压"
)
_REACHES: Final = (
    r"(?:都|已经?|刚刚?|终于|总算|就|才|快|有|是|为|要|在|得|满|到|破|过|超过?|达到?|的|只|也|会|大概|大约|约|差不多|再|多|少|了|个|加到?|减到?"
    r"|涨到?|掉到?|降到?|升到?|提高?到?|增加?到?|减少到?|扣|剩|还剩|打出|打到|[跑冲飙写码]到|够|满|上|调到?|改到?成?|给到|[扩补提]到|从|卡在|设[为成]?|[变弄做]成|拉到?"
    r"|不超过?|不到|按|另外|那|低于|高于|至少|最[多少]|控制|限制|以上|不[低小高大少]于|后[四六]位|[:：=+\s]){0,4}\Z"
)
MEASURED_BEFORE: Final = LazyPattern(
    rf"(?:(?:{_AUDIENCE}|{_BODY}|{_GAME}|{_EXAM}|{_PICTURE}|{_NAMED_BY_NUMBER}|{_MEASURED_BY_SHAPE})(?:数|量|值|度|力|号)?"
    rf"|(?:^|[\s,，])(?:要|做|改)?[长宽高厚深]度?){_REACHES}"
)
# 源文件再加一百 is paid for the file, 代打到钻石260 for the play; the noun before the figure measures nothing.
_PAID_FOR: Final = LazyPattern(
    r"(?:源?文件|版本)(?:再|另外?)?加\Z|代(?:送|取|写|打印|买|拿|办)[^\W\d]{0,4}\Z|(?:代练|代打|陪练|代肝)[^\W\d]{0,3}[到上至][^\W\d]{2,4}\Z"
)
# 跑10k, 夜跑21k: a distance.
_RUN: Final = LazyPattern(r"(?:[晨夜慢快长]跑|(?<!起)(?<!再)(?<!能)跑|越野|半马|全马|骑行?)(?:个|了|完|满|到)?\s?\Z")
_DISTANCE: Final = LazyPattern(r"\d{1,3}(?:\.\d)?k")
# 128k的mp3, 44.1k采样: a rate of sound.
_RATE: Final = LazyPattern(r"\d{1,4}(?:\.\d)?k")
_OF_SOUND: Final = LazyPattern(r"\s?(?:的|码率的?|音质的?)?\s?(?:mp3|aac|m4a|ogg|wav|flac|码率|比特率|采样|音质|音频)")
_SOUND_BEFORE: Final = LazyPattern(r"(?:码率|比特率|采样率?|音质)[^\d,，]{0,3}\Z")
# 证件照300k以内, 每个gif不超过500k: the size of a file.
_FILE_SIZE: Final = LazyPattern(r"\d{2,4}(?:\.\d)?k")
_OF_FILE: Final = LazyPattern(
    r"gif|jpe?g|png|webp|pdf|psd|mp[34]|表情|照片|证件照|头像照|动图|附件|压缩包|文件|体积|大小|压[缩到成]|上传|像素|分辨率|[\d*x×]\s?\d{2,4}px|图(?:片|标)|单图|[张幅]图|传不[上了动]"
)
_PRICE_NEAR: Final = LazyPattern(r"[价费钱款付收包做接]|预算|报|块|元|给你|成交|[一每]张(?=\d)")
# 1k电阻, 10k的电位器, 4.7k上拉: what parts of a circuit bear.
_OHMS: Final = LazyPattern(r"\d{1,3}(?:\.\d)?k")
_OF_CIRCUIT: Final = LazyPattern(
    r"\s?(?:的|欧姆?|ω)?\s?(?:[线可]?[性调]?(?:的)?电[阻位容感]|线性|上拉|下拉|可调|阻[值抗]|滑[动变]|热敏|贴片|排阻|晶振)"
)
_CIRCUIT_BEFORE: Final = LazyPattern(
    r"(?:电阻|电位器|阻值|阻抗|上拉|下拉|晶振|滑变)(?:是|要|用|选|换|为|成|改|:|的|\s){0,3}\Z"
)
# 灯泡6500K: no fee is told in thousands of thousands, but the colour of light in kelvins.
_KELVINS: Final = LazyPattern(r"\d{4,}k")
# 5W的灯珠, 2000W的热风枪: what a lamp and a tool draw.
_WATTS: Final = LazyPattern(r"\d{1,4}w")
_DRAWS: Final = LazyPattern(
    r"\s?(?:的|大?功率的?)?\s?(?:led|[射筒吊台补闪无顶]?灯|热风|吹风|电吹|微波|烤箱|电[机钻锯炉扇热池源驱磨]|马达|功放|喇叭|音[箱响]|[快闪]?充|激光|加热|适配|逆变|空调|插[座头排]|烙铁|角磨|光源|太阳能|光伏|发电|功率|瓦)"
)
_POWER: Final = LazyPattern(
    r"(?:功率|瓦数|[快闪]充|充电[头器宝]?|电源|灯[泡珠带管]?|加热棒|水泵|风扇|马达)(?:是|有|要|用|选|换|为|:|的|\s){0,3}\Z"
)
# 2k is a picture's width beside what is rendered, 500k the size of a file.
_RENDERED: Final = LazyPattern(
    r"(?:输出|导出|渲染|渲|录制?|拍摄?|画面|视频|屏幕?|壁纸|清晰度?|画质|分辨率|贴图|材质|出图|压[到缩成]?)(?:[是为成到要用]|按|了)?\Z"
)
_RENDERED_LATER: Final = LazyPattern(r"导|渲|输出|分辨率|画质|清晰|视频|素材")
_NEAR: Final = 12  # characters
# 宽屏2.5k那台, 3.2k的屏
_SCREEN: Final = LazyPattern(r"\d(?:\.\d)?k")
_SCREEN_BEFORE: Final = LazyPattern(
    r"(?:(?<![换修补配装碎])屏幕?|显示器|分辨率|面板|电视|摄像头|投影仪?)(?:是|要|有|的)?\s?\Z"
)
_SCREEN_AFTER: Final = LazyPattern(r"\s?(?:的)?(?:[宽高带曲]?屏|显示器|分辨率|面板|高刷|摄像头|投影)")
_WIDTHS: Final = frozenset({"2k", "4k", "6k", "8k"})
# 扣1 and 扣666 are typed to cheer; a figure of seven digits and more, or one led by a nought, names somebody.
_CHEERED: Final = LazyPattern(r"(?:扣|刷)[了过]?(?:一?[屏波排]|满屏)?个?\Z")
_TYPED_TO_CHEER: Final = LazyPattern(r"([16])\1*")
_CHEER: Final = LazyPattern(r"(?:六百)?六十六|六六+|(?:六千)?六百六十六|66+|2333+")
# 二两 is a weight, 三一 two numbers, 98k a gun, 2k24 a game.
_NO_NUMBER: Final = LazyPattern(r"[一二三四五六七八九十]两|[零一二两三四五六七八九]{2,}|98k|\dk\d\d")
_FIRST_EDITION: Final = 2000
_LEAST_PESOS: Final = 10
_LAST_EDITION: Final = 2040
_LEAST_IDENTIFIER: Final = Decimal(10**6)
_SERVICE_CALLED: Final = LazyPattern(r"打(?:了|过|个|电话)?\Z")
_SERVICE: Final = LazyPattern(r"1(?:1[0-9]|2[02])|1[02]\d{3}|95\d{3}")
_HOTLINES: Final = frozenset({"12315", "12345", "12348", "12321", "12333", "12358", "12366", "12377", "96110"})
"""Where people complain and report: consumers, the town, legal aid, spam, labour, prices, tax, the net, fraud."""
# 一打十二支: a dozen is no payment.
_DOZEN: Final = LazyPattern(r"(?<![第\d])[一两三半几]打\s?\Z")
# 二百五 said of a person.
_FOOL_BEFORE: Final = LazyPattern(
    r"(?:当我?是?|当成|真是|就是|是个|像个?|个|傻|(?<![给付转退收])[你我]|他|她|这|[这那]?人|不是)\Z"
)
_AS_WORD: Final = LazyPattern(r"\s*[这那]?(?:个?词|[三几]个字|个?梗)")
_FOOL_AFTER: Final = LazyPattern(
    r"\s*(?:一个|[啊呢嘛吗]?(?:$|[,，。!?])|[说骂讲]谁|说的(?:是|就是)|似的|一样|行为|操作|才)"
)

_DIGIT: Final = "[一二两三四五六七八九十百千万]"
# Four characters of which the first and the third count the others: 五花八门, 一刀两断, 百发百中, 七上八下.
_NO_UNIT: Final = (
    rf"(?!{_DIGIT}|[零半几亿个张页套份次分秒人版天年月周岁条款节首篇幅帧集单字件只场本期块元毛角刀米折成加减乘到至比和给送付退转收要"
    r"吧吗呢啊呀的了就也都最起])[\u4e00-\u9fff]"
)
IDIOM: Final = LazyPattern(
    rf"(?<!{_DIGIT}){_DIGIT}{_NO_UNIT}{_DIGIT}{_NO_UNIT}|一(?:毛|分钱?)不|[不没](?:值|给|到|有)一[毛分](?!\d)|一分钱一分货|九牛一毛|一毛不拔|半斤八两|百里挑一"
    r"|千儿八百里|八[百千]里(?=加急|路)|三百六十行|二十四史|十有八九|一五一十|百分之百(?=放心|支持|同意|相信)"
)


def is_year(value: Decimal) -> bool:
    """Tell whether a bare figure reads as a year of the talk's time."""
    return _FIRST_YEAR <= value <= _LAST_YEAR


def is_side(value: Decimal) -> bool:
    """Tell whether a bare figure is the side of a picture."""
    return value in _SIDES


def is_side_or_year(value: Decimal) -> bool:
    """Tell whether a bare figure is the side of a picture or a year."""
    return is_side(value) or is_year(value)


def is_measure(folded: str, before: str, start: int, end: int) -> bool:
    """Tell whether a bare number counts, measures or names something, or is a cheer or an insult."""
    words = folded[start:end]
    if _NO_NUMBER.fullmatch(words):
        return True
    # 七百二 行就做: what a number in characters counts touches it.
    touching = words.isascii() or not (words[-1:].isspace() or folded[end : end + 1].isspace())
    if touching and COUNTER.match(folded, end):
        return True
    if _DOZEN.search(before):
        return True
    if MEASURED_BEFORE.search(before) and not _PAID_FOR.search(before):
        return True
    if words.endswith("k") and _is_measured_in_thousands(folded, before, words, end):
        return True
    if _KELVINS.fullmatch(words):
        return True
    if _WATTS.fullmatch(words) and (_DRAWS.match(folded, end) or _POWER.search(before)):
        return True
    if _SCREEN.fullmatch(words) and (_SCREEN_BEFORE.search(before) or _SCREEN_AFTER.match(folded, end)):
        return True
    if words in _WIDTHS and (_RENDERED.search(before) or _RENDERED_LATER.search(folded, end, end + _NEAR)):
        return True
    return names_somebody(words, before) or _is_said_in_fun(folded, before, start, end)


def _is_measured_in_thousands(folded: str, before: str, words: str, end: int) -> bool:
    """Tell whether 10k is a distance run, 4.7k a part of a circuit, 500k the size of a file or 128k a rate of sound."""
    if _DISTANCE.fullmatch(words) and _RUN.search(before):
        return True
    if _OHMS.fullmatch(words) and (_OF_CIRCUIT.match(folded, end) or _CIRCUIT_BEFORE.search(before)):
        return True
    if _FILE_SIZE.fullmatch(words) and words not in _WIDTHS and _is_file_size(folded, end - len(words), end):
        return True
    return _RATE.fullmatch(words) is not None and bool(_OF_SOUND.match(folded, end) or _SOUND_BEFORE.search(before))


def _is_file_size(folded: str, start: int, end: int) -> bool:
    """Tell whether 500k stands near words of files and none of prices."""
    near = folded[max(0, start - 2 * _NEAR) : end + _NEAR]
    return _OF_FILE.search(near) is not None and _PRICE_NEAR.search(near) is None


def names_software(code: str, read: Quantity) -> bool:
    """Tell whether letters before a number are a program and its year, no currency: cad2014, php7.4."""
    if read.value is None:
        return False
    if code.strip() == "php":
        return read.value < _LEAST_PESOS
    # CAD一平方 is drawn by the square metre; nobody asks for a single Canadian dollar.
    return code.strip() == "cad" and (read.value == 1 or _FIRST_EDITION <= read.value <= _LAST_EDITION)


def names_somebody(words: str, before: str) -> bool:
    """Tell whether a bare figure is a number to call or to add: 900012345, 0047, 拨打12345."""
    if not words.isdecimal():
        return False
    if len(words) > 1 and words.startswith("0"):
        return True
    if Decimal(words) >= _LEAST_IDENTIFIER:
        return True
    return words in _HOTLINES or (_SERVICE_CALLED.search(before) is not None and _SERVICE.fullmatch(words) is not None)


def _is_said_in_fun(folded: str, before: str, start: int, end: int) -> bool:
    words = folded[start:end]
    if words == "二百五":
        if _AS_WORD.match(folded, end):
            return True
        after = _FOOL_AFTER.match(folded, end) is not None
        return after if not before or before.endswith("我") else _FOOL_BEFORE.search(before) is not None
    if _CHEERED.search(before) and _TYPED_TO_CHEER.fullmatch(words):
        return True
    return not before and _CHEER.fullmatch(words) is not None
