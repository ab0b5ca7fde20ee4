"""Bare figures that stand right behind a craft or its goods, as price lists and offers are typed: 刻章65, 名片两盒35.

The words before the figure are all of their clause: something done for pay to something, or goods counted in pieces.
What is measured, scored or counted is ruled out before.
"""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import is_side_or_year

_LEAST: Final = 10
"""Yuan; the least price of a thing that somebody makes."""
_LEAST_ROUND: Final = 5
"""Yuan; the same of a price that is a multiple of it."""
_LONGEST: Final = 14
"""Characters before a figure in which the thing is named."""
# What has no other meaning than the craft, with anything as its thing.
_CRAFT: Final = "[刻绣裁缝修补拆洗贴焊抛烫染剪译抠扒裱雕漆遛喂搬租刮擦钉磨刷锁缀绷镶嵌疏捏钩织扫]"
# What is a craft only with certain things.
_WITH_ITS_THING: Final = (
    r"(?:[起取](?:个|英文|公司|店|品牌|网|小|大)?[艺小大网店]?名字?|写(?:情书|检讨|对联|春联|诗|信|贺词|台词|软文|歌词|祝词|悼词|书法|字(?=\d))|改(?!到|成|为|了|过|第|后|稿|编|善|变|正|期|时|天)(?=[^\W\d])"
    r"|换(?!到|成|为|了|过|个|算|显卡|型号|色号|人|时|天|手机)(?=[^\W\d])|(?<![西服时童女男泳])装(?!了|订?成|修[好完]|饰|备|作|逼|win|在)|清(?:灰|洗|理|缸|淤|运|样)|重装|打(?:孔|眼|蜡|样|印|磨|版|底|胶|包装?|字|扫|线|针|坨|理|药)|开(?:锁|模|荒|槽|孔|光|片|脸|刃|料|衩)"
    r"|编(?:发|辫|绳|程|曲|舞)|盘发|做(?:旧|账|头发|漆|模|手工|衣服|睫毛|指甲|美甲|卫生|饭)|算(?:命|卦|账|塔罗)|排(?:版|课|盘|舞)|录(?:音|制|像|歌)|拍(?:证件照?|照|摄|短片|写真|合影|视频|产品|一组)|唱(?:歌|一首)"
    r"|代(?:写|买|取|送|拿|排队?|办|跑|购|抢|唱|考|录|充|驾|喂|溜|打包|练|肝|挂)|陪(?:诊|聊|玩|练|跑|逛|爬山|拍)|教(?:你|会|学)?(?:ps|pr|ai|画画|吉他|钢琴|日语|英语|数学|跳舞|游泳)|送(?:货|花|餐|件|机|站)|接(?:送|机|站|线)|通(?:马桶|下水道?|管道|厕所)"
    r"|裱花|喷(?:绘|漆|字|涂)|画(?:像|个?人物|个?头像|遗像|全家福|油画|国画|素描|墙|一幅|稿|图|扇面|蛋|分镜|脸谱)|切(?:割|割件)|激光|模[切型]|覆膜|过胶|塑封|胶装|装订|扫描|复印|打印(?![机纸店])|晒图|冲印|冲洗|放大照|写真|喷绘|丝印|烫金|压痕|uv|印(?:制|刷|花|章|字|名片|t恤)"
    r"|美甲|美睫|跟妆|化妆|新娘妆|接发|纹(?:身|眉|绣)|干洗|熨烫|保养|检测|维修|安装|调试|保洁|开荒|家教|陪练|口译|同传|速记|听写|公证|代驾|拖车|补胎|洗车|贴膜|镀晶|跑腿|闪送|搬家|拉货|回收|鉴定|评估|建站|备案|域名|爬虫|脚本|外挂|表格|问卷|查重|降重|润色|校对|排版|转写|字幕|剪辑|调色|后期|抠像|特效|混音|扒谱|伴奏|作词|填词|编曲|采样|母带|样[衣品鞋]|模板|皮肤|贴图|建模|绑定)"
)
_FUNCTION: Final = "了是到第在有没不就都也还你他她它这那哪后前于以内至约超过共占满剩才只多少比差"
_THING: Final = rf"[^\W\d零一二三四五六七八九十百千万{_FUNCTION}]"
# 补丁, 绣球, 烤箱: things that are named after a craft.
_SMALL: Final = rf"(?![丁球隙锡盘扣子衣水框刀面纸边具器牌石头脚漆棍]|到|成|为){_THING}"
# 刻章65, 裤脚改短15: all of the clause, the craft with a thing before or behind it.
_CRAFT_ALONE: Final = LazyPattern(
    rf"(?:^|[\s,，])(?:那|就|我|单|只|光|纯|全|手工|人工|普通|简单|{_THING}{{0,4}})?(?:{_CRAFT}{_SMALL}{_THING}{{0,4}}|(?<={_THING}){_CRAFT}|{_WITH_ITS_THING}{_THING}{{0,4}})(?:才|就|只要|只|也就)?\s?\Z"
)
# 名片两盒35, 印章两枚80, 名片200张28: goods in pieces.
_GOODS: Final = LazyPattern(
    rf"(?:^|[\s,，]){_THING}{{1,6}}?(?:\d{{1,5}}|[一二两俩三四五六七八九十百千半]{{1,3}})\s?(?:盒|枚|张|份|套|本|支|只|件|条|幅|副|箱|袋|包|瓶|桶|卷|首|朵|束|双|对|把|扇|打|捆|罐|杯|斤|串|颗|粒|根|块|面|罐|坛|匹|筐|板|沓|叠)(?:一共|总共|共|才|就|只要)?\s?\Z"
)
# 剪辑1分钟40: so much work by the minute, where minutes cannot be followed by seconds.
_BY_THE_MINUTE: Final = LazyPattern(
    r"(?:剪辑|配音|字幕|动画|听写|转写|翻译|录音|口播|视频|调色|编曲|后期|校对)\s?(?:1|一|每)分钟?(?:是|要|才)?\s?\Z"
)
_NOT_A_CRAFT: Final = LazyPattern(
    r"[码号率度量值数分级龄径温压距速](?:是|为)?\s?\Z|显卡|处理器|主板|cpu|版本|型号|色号|播放|[点粉赞班室楼栋路线]\s?\Z|单词|卡路|端口|第|尺寸|大小|直径|半径|[厚长宽高深]|重\s?\Z|发烧|分数线|录取|刷抖音|刷题|刷(?:了|播|量|分|级|火车|怪|本|副)|补(?:考|到|码)|贴(?:吧|近)|修(?:行|炼|仙|真|学分)|租(?:到|期)|磨损|洗(?:牌|脑)|剪到|染色体|锁(?:血|定|屏|仓)|拆(?:分|成)|拆迁|扫(?:到|雷|码)|烧(?:到|录)"
)
_CLOSED: Final = LazyPattern(
    r"[了的]?[吧吗呢啊呀哈嘛么呗哦喽咯啦]*(?:老板|亲|哥|姐)?(?=$|[\s,，。!?~/])|\s?(?:带|包(?!裹)|含|不[退含包议讲]|可?退(?=$|[\s,，。])|另|起(?=$|[\s,，])|全包|连工带料)"
)
# 宠物摄影399, 简历优化99: what is done for people, by how it ends.
_SERVICE: Final = LazyPattern(
    r"(?:摄影|摄像|加粉|扩容|调试|设置|出租|(?<!大数据)分析|看(?:风水|手相|面相|八字)|占卜|嫁接睫毛|检测|优化|仿真|零件|体验|服务|辅导|咨询|定制|维护|托管|推广|代运营|策划|指导|测评|诊断|开发|架设|部署|改造|护理|理疗|按摩|推拿|艾灸|刮痧|采耳|足疗|剪发|洗剪吹|[剪烫染洗吹接]头发?|升级|烫发|染发|焗油|烤漆|喷砂|电镀|雕花|刺绣|裁剪|缝补"
    r"|改衣|织补|翻新|陪读|代养|寄养|配种|驱虫|绝育|疫苗|补光|布置|租赁|主持|司仪|伴娘|跟拍|花艺|婚车|代账|报税|注册|年检|过户|代理|申诉|起诉状|标书|文身|(?<![\d一二三四五六七八九十这那上下选补第业化])课)\s?(?:才|就|只要)?\Z"
)
# 蛋糕六寸128, 防水一平60: by its size or by the square metre.
_BY_SIZE: Final = LazyPattern(
    r"(?:(?:\d{1,2}|[四五六七八十]{1,2})寸|(?<![这那哪同第有])[一每](?:平方?米?|延米|樘|位|亩|方|吨|斤|公里|层楼|台|盏|株|棵|米|口)|[大小中特超](?:号|份|型)|[那这]一?[双件条套款只顶副])(?:才|就|只要)?\s?\Z"
)
# 量大60, 熟人价另算 50
_FOR_WHOM: Final = LazyPattern(
    r"(?:^|[\s,，])(?:量大|多买|多做|老客户?|熟人|首单|拼单|团购|回头客)(?:就|才|只要|是|给)?\s?\Z"
)
# 小型80大型150, 单机2800双机4200: two kinds side by side, each with its price.
_KIND_BEFORE: Final = LazyPattern(r"[\u4e00-\u9fff](?P<kind>(?![面生色景边方像音人女男孩款层行列])[\u4e00-\u9fff])\Z")
_KIND_BEHIND: Final = LazyPattern(r"[\s,，]?[\u4e00-\u9fff](?P<kind>[\u4e00-\u9fff])\d{2,}")
_WITH_MORE: Final = LazyPattern(r"\s?(?:加|含|带)[^\W\d]{1,5}\d{2,}")
_LEAST_WITH_MORE: Final = 100
"""Yuan; the least of two prices of which one is added to the other: 300加急50."""
# 锦旗60加急80
_WITH_HASTE: Final = LazyPattern(r"\s?(?:加急|特急|急单)(?:费|件|要|的?话?)?\s?\d{2,}")
# 证件照20四张: a price in figures, then how many in characters.
_THEN_MANY: Final = LazyPattern(
    r"[一两二三四五六七八九十]{1,2}(?:张|个(?![月字小])|条|份|套|只|件|本|首|节|次|斤|枚|朵|双|盒)(?=$|[\s,，。吧])"
)
# 体验课9.9: to the tenth, as shops ask.
_TO_THE_TENTH: Final = LazyPattern(r"\d{1,4}\.(?:9|99|90|88)")
_NAMED: Final = LazyPattern(rf"(?:^|[\s,，]){_THING}{{2,6}}\Z")
# 名片两盒24支 counts on; so does 三张20页.
_GOES_ON: Final = LazyPattern(r"\s?(?:到|至|[-~x×*:.]|\d)")


def is_price_of_craft(before: str, words: str, after: str, value: Decimal) -> bool:
    """Tell whether a bare figure behind these words of its clause, and before `after`, is what they cost."""
    if _goes_on_as_a_price(before, words, after, value):
        return True
    if _CLOSED.match(after) is None or _GOES_ON.match(after):
        return False
    if words.isdecimal() and is_side_or_year(value):
        return False
    head = before[-_LONGEST:]
    if _BY_THE_MINUTE.search(head):
        return True
    if (
        _TO_THE_TENTH.fullmatch(words)
        and value >= _LEAST_ROUND
        and _NAMED.search(head)
        and not _NOT_A_CRAFT.search(head)
    ):
        return True
    if value < (_LEAST_ROUND if not value % _LEAST_ROUND else _LEAST):
        return False
    if _NOT_A_CRAFT.search(head):
        return False
    return any(words_of.search(head) for words_of in (_CRAFT_ALONE, _GOODS, _SERVICE, _BY_SIZE, _FOR_WHOM))


def _goes_on_as_a_price(before: str, words: str, after: str, value: Decimal) -> bool:
    """Tell whether another price or how many it pays for follows the figure: 小型80大型150, 锦旗60加急80, 照20四张."""
    if value >= _LEAST and _is_of_two_kinds(before, after):
        return True
    if _NOT_A_CRAFT.search(before[-_LONGEST:]):
        return False
    if value >= _LEAST_WITH_MORE and _WITH_MORE.match(after):
        return True
    if value >= _LEAST and _WITH_HASTE.match(after):
        return True
    return words.isdecimal() and _THEN_MANY.match(after) is not None and _is_priced_by_count(before, value)


def _is_priced_by_count(before: str, value: Decimal) -> bool:
    """Tell whether a figure before a count stands right behind goods: 证件照20四张."""
    return value >= _LEAST_ROUND and not is_side_or_year(value) and _NAMED.search(before[-_LONGEST:]) is not None


def _is_of_two_kinds(before: str, after: str) -> bool:
    """Tell whether the figure and the one behind it are the prices of two kinds of a thing: 小型80大型150."""
    one, other = _KIND_BEFORE.search(before), _KIND_BEHIND.match(after)
    return one is not None and other is not None and one["kind"] == other["kind"] and not _NOT_A_CRAFT.search(before)
