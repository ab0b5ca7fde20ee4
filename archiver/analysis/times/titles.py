"""Names that are written like times: 《午夜来客》, 店名叫九月, 周三乐队, 明日之歌. No time is meant by them."""

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.led import led
from archiver.analysis.times.rule import BEFORE

_IN_MARKS = LazyPattern("《[^《》\n]{1,30}》")
_LONGEST = 32
# What is called so: 这店叫九月, 取名半夏. A person who 叫 somebody to do something is not named here.
_CALLED = LazyPattern(
    r"(?:(?:公司|工作室|店|乐队|品牌|项目|游戏|频道|账号|小说|书|歌|专辑|剧|片子|漫画|栏目|节目|社团|团队|系列|app)(?:就|是)?叫做?"
    r"|叫做|名叫|取名|起名|命名为|(?:名字|店名|书名|歌名|片名|品牌名|网名|艺名|昵称|标题|题目)(?:是|叫|为|:)?)[\s\"“「]?\Z"
)
# 这道菜叫"十月稻香": the name goes on behind the time.
_CALLED_AND_MARKED = LazyPattern(r"(?:叫做?|名为|名叫)\s?[\"“「]\Z")
_MARKED_ON = LazyPattern(r"[^\"”」,，。\s给交发前]{1,8}[\"”」]")
# 我猫叫冬至, 女儿叫立夏: pets and people are called so; 女儿叫明天去 asks for something.
_PET_OR_CHILD = LazyPattern(
    r"(?:猫|狗|宠物|兔子?|仓鼠|鹦鹉|孩子|宝宝|娃|闺女|女儿|儿子|[姐妹哥弟])(?:就|都|也|是)?叫做?\s?\Z"
)
_OF_CALENDAR = ("holidays.", "periods.")
# 明天这个名字定下来 is a deadline after all.
_ASKED_FOR = r"(?![^,，。!！?？;；\s]{0,8}[给交发要出定改])"
_WORKS = "同人|包装|角色|周边|手办|谷子|cos|专辑|瓶身|联名|广告|立绘"
_TRADES = "餐厅|酒吧|咖啡馆?|书店|书院|影城|影业|传媒|珠宝|奶茶店?|烘焙|客栈|民宿|花店|俱乐部|战队|电台|剧场"
# A line without any of these names nothing.
SIGNS_OF_NAMES = led(
    "《之乐书传俱剧叫号名咖团奶字客影战星昵曲月民烘珠电的磅称花行词这那酒题餐是兄姐姊哥爷",
    rf"[《叫名题称昵词曲磅团号]|乐队|之[歌恋]|行距|字(?:号|体大小)|的(?:{_WORKS})|[这那][首部本支段句歌曲电剧小诗综梗书栏专一二两三四五六七]|[这那]个?(?:id|账|栏目|专栏|ip|公众|角色|人物|牌|品牌|组合|用户)|星期|(?:{_TRADES})的|月的|是[我他她咱你]|兄[弟妹]|姐[妹弟俩]|姊妹|[哥爷]俩",
)
# Between the time in a name and what bears the name stands no word of doing, of pointing or of time.
_REST = (
    r"[^\W前后内给交发要出做改上下早晚中凌的点把就再定开收拍写画剪印用寄送拿看说到得能会可见约聊签付转打过好完号日月周年时个"
    r"和设计品]"
)
_CALLED_BEHIND = (
    r"(?:名字|名称|歌名|书名|片名|品牌名?|店名|标题|词|id|账号|网名|昵称|笔名"
    r"|艺名|圈名|代号|栏目|专栏|ip|公众号|角色|人物|牌子|组合|用户名|外号|绰号|小名)"
)
# 建国 建军 国庆 三兄弟 and 国庆兄妹俩 are people.
_SIBLINGS = LazyPattern(
    r"(?:[\s、和跟,，]{0,2}[^\W\d前后内]{2}){0,2}[\s、,，]{0,2}(?:[这那]?[两俩二三四仨]个?(?:兄弟|姐妹|兄妹|姐弟|姊妹)|(?:兄弟|姐妹|兄妹|姐弟|姊妹|哥|姐|爷)俩)"
)
# 九月是我闺蜜: a person bears the name.
_MY_PERSON = (
    r"(?:我|他|她|咱|你|我们|咱们)家?的?(?:闺蜜|闺女|女儿|儿子|室友|同事|同学|朋友|老婆|老公|对象|搭档|助理|表?[姐妹哥弟]|徒弟|[猫狗])"
    r"(?=$|[\s,，。!！?？~]|的(?:名字|网名|小名|大名)|[推介])"
)
# 七夕青鸟这个id, 元旦是我的网名.
_NAMED_BEHIND = LazyPattern(
    rf"[\"”」]?(?:{_REST}{{0,3}}[这那]个?|{_REST}{{0,2}}就?是[^,，。!！?？\s]{{0,6}}){_CALLED_BEHIND}{_ASKED_FOR}|{_REST}{{0,2}}就?是{_MY_PERSON}"
)
# 明天你好这首歌, 四月芳菲这四个字: what it is a title or the words of.
_TITLE_OF = LazyPattern(
    rf"{_REST}{{0,4}}[这那](?:[首部本支段句]?(?:歌|曲子?|电影|剧|小说|诗|小品|综艺|书(?![法面签架封]))|[一二两三四五六七]个字|个?梗)(?![^,，。!！?？;；\s]{{0,8}}[给交发要出])"
)
_FICTION = LazyPattern(r"(?:[里中]的|(?:小说|故事|书|电影|剧|动画|漫画|游戏|原著|童话)[里中]?)\Z")
_BEARER = LazyPattern(
    rf"(?:(?:{_REST}{{2}})?(?:乐队|乐团)(?=的|[那这][种首张个]|[^\w]|$)|(?:{_REST}{{2}})?(?:序曲|进行曲|之歌|之恋)"
    rf"|{_REST}{{2}}的(?:{_WORKS})|(?:{_TRADES})(?=的)){_ASKED_FOR}"
)
# 三月的雨 at the head of a line is what something is called or about.
# 去年十二月的新闻, 12月的航班 and 三月的数据 are nobody's title.
_NO_TITLE = LazyPattern(r"[年\d]")
_ATTRIBUTE = LazyPattern(
    rf"的(?!时候|话|事|活|[那这第最]|[^\W,，。]{{0,2}}(?:票|数据|销|量|额|航班|新闻|天气|安排|计划|账|工资|租|课|假|预算|行程|周末|月份))(?![^,，。!！?？\s]*[别不没了吧呢吗啊]){_REST}{{1,4}}(?:$|[^\w\s])"
)
_FONT = LazyPattern(r"字号|字体大小|行距|磅值")
_POINT_RULES = frozenset({"clock.point", "clock.hours"})
_DEADLINE = LazyPattern(rf"\s*(?:{BEFORE}|截止|给|交|发)")


def names_something(folded: str, start: int, end: int, rule: str) -> bool:
    """Tell whether the words at folded[start:end], found by `rule`, are a name or the size of a type, not a time."""
    if (
        rule in _POINT_RULES
        and _FONT.search(folded, max(0, start - _LONGEST), end + _LONGEST)
        and not _DEADLINE.match(folded, end)
    ):
        return True
    if (
        rule == "periods.named_month"
        and not _NO_TITLE.search(folded, start, end)
        and not folded[:start].strip()
        and _ATTRIBUTE.match(folded, end)
    ):
        return True
    if (
        rule == "weeks.weekday"
        and folded.startswith("星期", start)
        and _FICTION.search(folded, max(0, start - _LONGEST), start)
    ):
        return True  # the man Friday
    if _TITLE_OF.match(folded, end) or _NAMED_BEHIND.match(folded, end) or _BEARER.match(folded, end):
        return True
    if rule == "holidays.festival" and _SIBLINGS.match(folded, end):
        return True
    head = folded[max(0, start - _LONGEST) : start]
    if rule.startswith(_OF_CALENDAR) and _PET_OR_CHILD.search(head):
        return True
    if _CALLED.search(head) and not _DEADLINE.match(folded, end):
        return True
    if _CALLED_AND_MARKED.search(head) and _MARKED_ON.match(folded, end):
        return True
    return "《" in head and _in_marks(folded, start, end)


def _in_marks(folded: str, start: int, end: int) -> bool:
    begin = folded.rfind("《", max(0, start - _LONGEST), start)
    marked = _IN_MARKS.match(folded, begin) if begin >= 0 else None
    return marked is not None and marked.end() >= end
