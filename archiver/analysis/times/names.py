"""Names that hold words of time: 周六福, 明日方舟, 三月太太, 谷雨工作室, 星期五餐厅. No time is meant by them.

A name is known by what it is made of: a given name behind the surname 周, a title or a trade behind a month or a
festival, the work it is the title of. Titles that nothing in the words betrays stand in a short list.
"""

import re

from archiver.analysis.led import led

_WEEKDAY = "周[一二三四五六日天]"
# Characters that hardly begin a word but end many given names; the second row also begins common words.
_GIVEN = "鸣郎彬娜婷涛伟杰娟霞燕芳峰磊玲琳萍倩莹颖轩皓睿萱涵梓琪瑶妍岚曦芸围瑞淇淼珊媛蕊晗翰铭锋斌昊鑫凯"
_PERHAPS_GIVEN = "福元清新良仁明华平民欣怡宇浩博敏静丽洋雅诗文凡亮龙虎建军勇强兴祥生春秋青云飞阳月雪"
# 周五一男的剧本, 周日升那家印厂: any other given name, where what follows is said of persons; 周五美术老师 teaches.
_ANY_GIVEN = (
    r"[^\W\d_a-z交给发要拿来去到前后早晚上下中出做改画写剪弄好能可以我你他她的了吧呢就再才也都和跟或与至还有没不是在把用看开拍"
    r"录送寄取截定收付打说想等会得请让这那天日号午夜班课]"
)
_OF_LESSONS = (
    r"(?!美术|音乐|数学|英语|语文|体育|舞蹈|物理|化学|生物|历史|地理|政治|钢琴|班主|指导|带队|平面|动画|摄影|视频)"
)
# 周五王老师验收: his surname stands before the title.
_SURNAME = (
    r"(?![王李张刘陈杨赵黄吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任"
    r"姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文](?:老师|同学|先生|女士|师傅))"
)
_OF_PERSONS = (
    r"(?:老师|同学|先生|女士|师傅|的(?:歌|字帖|画展|展|剧本|谱子?|作品|摄影|专辑|小说)(?![给交])"
    r"|那家|是谁|他们家|叫[我你他她](?=[来去给找])|说(?=[这那他她我]))"
)
_TITLE = (
    r"(?:同学|老师|先生|女士|小姐|经理|总监|总(?=[说的要那让在也])|老板|学[长姐弟妹]|师[傅兄姐弟妹]|主任|导演|编辑|设计师|那个角色|这个角色|推荐|介绍"
    r"|饰演|主演|珠宝|金店|[哥姐叔](?=[说的推介要让那在也]|\W|$))"
)
_PERSON = (
    rf"{_WEEKDAY}(?:[{_GIVEN}]|[{_PERHAPS_GIVEN}]{{1,2}}(?={_TITLE}))"
    rf"|(?<=[叫找@]){_WEEKDAY}(?:[{_PERHAPS_GIVEN}]|顺(?![便路带]))(?!的?[稿版]|[给交发])"
    rf"|{_WEEKDAY}{_OF_LESSONS}{_SURNAME}{_ANY_GIVEN}{{1,2}}(?={_OF_PERSONS})|{_WEEKDAY}爷(?=的|说)"
)
_NAMING = (
    r"(?:(?:十[一二]?|[一二三四五六七八九])月|元旦|国庆|中秋|端午|清明|除夕|元宵|七夕|腊八|六一|八一|小年|谷雨|立[春夏秋冬]|小满|芒种|[白寒]露|霜降"
    r"|[冬夏]至|惊蛰|处暑|[大小]寒|[春秋]分|[小大][雪暑]|午夜|凌晨|黄昏|清晨|半夏|零点|子夜|拂晓)"
)
_BEARER = (
    r"(?:太太|妈咪|大大|酱(?!油)|姐(?!妹)|哥(?![们几])|居士|[叔伯爷](?=的|推|介)|老师|女士|小姐|先生|画室"
    r"|书店|书院|茶[舍馆]|咖啡|客栈|工作室|传媒|影业|战队|乐队|少女|君(?=[的也画在]))"
)
# 重阳街道办, 国庆小学: places called after a day.
_CALLED = r"(?:重阳|清明|国庆|元旦|中秋|端午|七夕|建军|五[一四]|[六八]一|三八|立[春夏秋冬]|谷雨|小满)"
_PLACE = (
    r"(?:街道|[东西南北中]?路(?![上过])|新?村|[镇乡巷](?!下)|社区|小区|[大新]厦|公园|幼儿园|[小中]学|医院|广场|大道|花园|苑|体育馆|儿童(?:摄影|乐园|用品|服饰|公园)"
    r"|农场)"
)
# 叫七月的画师: what somebody is called.
_CALLED_SO = rf"(?<=叫){_NAMING}(?=的(?![时候]))|(?<=名叫){_NAMING}"
# Titles of works, games, bands, papers and trades that are written like a time and followed by anything.
_TITLES = (
    "明日方舟 明日之后 明日香 明日之子 明日黄花 明日边缘 昨日青空 昨日重现 今日头条 今日说法 五月天"
    " 八月长安 三月的狮子 四月是你的谎言 七月流火 八月照相馆 十月围城 十月革命 周六夜现场 周末画报"
    " 周五夜放克 今晚打老虎 十月稻田 三日月 星期三亚当斯 午夜凶铃 午后红茶 午夜巴黎 深夜食堂 凌晨四点的洛杉矶"
    " 天黑请闭眼"
    " 清明上河图 天天向上 天天酷跑 天天象棋 天天爱消除 天天p图 天天基金 每日优鲜 每日坚果 三天打鱼"
    " 两天晒网 三分钟热度 三天两头 一日三餐 一日之计 一年之计 一年四季 十年磨一剑 十年如一日 一日千里"
    " 度日如年 日久见人心 明天会更好 明日之星 今日份 今日特价 今日推荐 昨日之日"
    " 朝三暮四 朝九晚五 朝九晚六 早七晚八 七日年化 24小时便利店 24小时书店 秒速五厘米 二月兰 二月蓝"
    " 千年女优 百年孤独 百日誓师 十二时辰 十二小时制 二十四小时制 12小时制 24小时制 二十四节气 24节气"
    " 五年模拟 三年高考 两年半练习生 五一路 五一广场 八一路 八一中学 三八线"
)
_BRAND = (
    r"[朝早][七八九十7-9]晚[五六七八九十5-9]|周[一二三四五六日天]福(?![利建州田特音字袋气报克喜满彩尔清])|二月红|(?:周末|周[一二三四五六日])兄(?![弟])"
    r"|[早晚]?[一二三四五六七八九十]点档(?!期)|[一二三四五六七八九十]点半?(?:剧场|读书会?(?=$|\W)|课堂|电台)|一点半点|明朝(?:服饰|建筑|家具|皇帝|时期|历史|风格|古装|官服|那些事|年间|汉服|[画瓷])|[一两三]点一线|星期[一二三四五六日天](?:餐厅|酒吧|影院|剧场)(?![见吃聚等集])"
    rf"|(?:{_WEEKDAY}|星期[一二三四五六日天]|国庆|五一|元旦|八一|七一)牌(?![照匾位子])"
    # 元宵煮破了, 包装上的元宵: the dumpling.
    r"|元宵(?=[煮馅皮圆]|要[圆大小白软]|是[^,，。]{0,4}[馅的])|(?<=[颗碗袋粒盒])元宵(?!节|前|后|当|那|晚)"
    r"|(?<=[赵李王刘陈杨吴孙朱郭罗郑梁谢宋唐韩冯邓曹彭潘董袁蔡蒋余杜魏沈姜崔谭陆])(?:国庆|元旦|重阳|中秋|清明|谷雨|小满|立[春夏秋冬])(?!前|之|后|节|放|要|给)"
)
_WISH = (
    rf"(?:周末|{_WEEKDAY}|星期[一二三四五六日天]|今[天晚]|明天|[上下中]午|早上|晚上|小?长假|假期)[要也]?(?:愉快|快乐|安康)"
    rf"|(?:{_WEEKDAY}|星期[一日天])(?:综合|恐惧)[症征]|黑色星期[一二三四五六日天]|有朝一日|一朝一夕|日复一日|三更半夜"
)
# 明日科技 and 九月网络有限公司: the time is the first word of a company's name.
_IN_COMPANY = (
    r"(?:[今明昨]日|(?:十[一二]?|[一二三四五六七八九])月|周末|午后|清晨|黄昏|晨间|元旦|春分|谷雨|立[春夏秋冬]|[小大][满雪暑寒]|芒种|[白寒]露|霜降"
    r"|[冬夏]至|惊蛰|[秋]分|七夕|重阳|星期[一二三四五六日天])"
)
_TRADE = (
    r"(?:(?:网络|信息|生物|智能|电子)?科技(?![馆节展周课树])|信息技术|传媒(?!大学)|文化(?:传播|传媒|创意)|影视(?!城|剧)|影业|实业|商贸|贸易(?![战额])|电商(?![节大])|服饰"
    r"|家居|建材|酒业|餐饮(?!业)|置业|地产|资本|设计(?:公司|工作室|事务所))"
)
# Between the two stands no word of doing or of place.
_OF_COMPANY = (
    r"[^\W前后内给交发要出做改开去在到和跟约找我你他请的了是把就再来]{0,6}(?:有限(?:责任)?公司|股份|集团|工作室|事务所)"
)
_COMPANY = rf"{_IN_COMPANY}(?:{_TRADE}|{_OF_COMPANY})"
_FIRSTS = (
    "12一二两三五六七八九十百千半今明昨周星日早晚午上下中有朝每深清凌天度长假大小黑"
    "朝四"
    "黄元国端除腊谷立芒白霜惊处冬夏春秋寒秒四晨重零子拂建"
)
_SECONDS = (
    "24789一七三上久九二五假八六军冬分十午后四复夏夕夜天宵寒年庆日旦明昏春晓晚晨暑更月朝期末满点秋种至色蛰速长"
    "间阳降雨雪露黑"
)


def _by_firsts(words: list[str]) -> str:
    """Return the pattern of any of the words; one look at a character leaves out all that begin with others."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


# Finds names that hold words of time.
NAMES = led(
    _FIRSTS,
    "|".join(
        (
            _PERSON,
            _COMPANY,
            _BRAND,
            _WISH,
            _NAMING + _BEARER,
            _CALLED + _PLACE,
            _CALLED_SO,
            _by_firsts(_TITLES.split()),
        )
    ),
    seconds=_SECONDS,
)
