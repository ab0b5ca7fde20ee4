"""What a promise is about: the kind of obligation, and whether it concerns the whole work or a part of it."""

import re
from typing import Literal

from msgspec import Struct

from archiver.analysis.entry import ObligationKind
from archiver.analysis.finding import Role
from archiver.analysis.matter import Turn

Extent = Literal["whole", "draft", "part", "step", "visit"]
"""The whole work, a draft shown for comment, a named part handed over, a step on the way, or being there in person."""

_REFUND = re.compile(
    r"退[你您给钱款回掉]|退(?:全|一半|半|\d|[一二三四五六七八九十百千两])|全退|返还|退$|赔[你您给]|退过去"
)
_PAY = re.compile(
    r"[给俾畀][你您][打转塞付汇结]|塞[俾给][你您]|[付转打结汇发]\s*(?:你|您|给|过去|过来|清|掉|上)?\s*"
    r"(?:钱|款|账|帐|尾款|定金|订金|余款|红包|剩下|剩的|\d)"
    r"|付|转账|转你|转给|转$|打款|打钱|打给|打[你您]|打过[来去]|找[返还清数]|还[你您]?钱|出粮|余下|余的|剩[下的]|[汇匯]"
    r"|结[清账帐款掉算]|结一?下|[就再来月]结|结$|尾款|余款|定金|订金|到账|钱|工资|发[薪饷]|红包|补款|转过[来去]|财务"
)
_SENDS_MONEY = re.compile(r"[转打付退][你您](?!.{0,3}(?:文件|视频|链接|图))|[转打付]给[你您]")
_SUPPLY = re.compile(
    r"资料|素材|照片|图片|原图|文案|内容|清单|名单|表格?|地址|账号|密码|参考|尺寸|条码|截图|样衣|寄|文件|数据|信息|拍|整理"
    r"|提供|填[好完]|传[你给过]|logo|稿子?|片子?|原文|录音|需求|备案|证件|执照|发[你您](?:一?份|过)?|找给|找出来|量"
    r"|[送拿带抱搬](?:过去|[上下]去|给[你您](?!钱)|到[你您]|回店)|给[你您][送拿带抱搬捎](?!钱)|传上去"
    r"|测试(?:包|机|号|服)|安装包|图(?=[您你]?\s?\d{1,2}[号日]前?给我)|流水|账单",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"看[完看好下一]|回[你您复]|答复|反馈|意见|确认|审|检查|试[用一下试]|测|验|商量|定下来|给[你您]?信|告诉你|问[问一下]|讨论"
)
_OPINES = re.compile(
    r"[给提回][你您]?们?(?:个|点|些)?(?:反馈|意见|答复|回复)|挑[^，。\s]{0,4}(?:张|版|个|款)[^，。\s]{0,4}[给告发]"
)
"""A client's word on what was shown, whatever thing it is about: 收到稿两天内给你反馈."""
_FIX = re.compile(
    r"改|修|重[做新画弄写导发传拍剪录来印打配排译缝刻寄送]|调|换|补|返工|订正|纠正|更正|再[做弄来导画发出]|处理|解决|弄好|搞定|去掉|删|加上|排查"
    r"|降|润色|扩写|加[长粗深]|还原|撤|弄回|扶正|剔"
)
_MENDS = re.compile(
    r"(?<!精)[修改](?!片)|换|补(?:寄|一[下个]|你)|来补|给[你您]补(?!课)"
    r"|重[做新画弄写导发传拍剪录印打配排译缝刻寄送]|还原|扶正|剔|纠正|更正|返工|平反|捋"
)
"""What is done to work that is there already; the words of `_FIX` that may also speak of new work are left out."""
_ANEW = re.compile(
    r"送[出审]|到[你您侬].{0,2}手|首播|开播|首发|约好|精修|成片|底片|相册|画册|册子"
    r"|票.{0,3}[寄开给]|发票|收据|合同|执照|证书|过户|录[个段条]"
    r"|先给[^，。\s]{0,2}[一二两三四五六七八九十\d]+[个张条篇]"
)
"""What is handed over or begun for the first time; no mending of what is there."""
_ANOTHER_DAY = re.compile(
    r"(?:挪|腾|调|顺|换|改|推|延|提前|提早|往[前后][^，。]{0,2})(?:到|至|成|去)?"
    r"(?=[^，。]{0,2}(?:周|星期|礼拜|\d|(?!一点(?!半|钟|整|前))[一二三四五六七八九十]+[号日点]|[今明后大][天晚早]|月|下午|上午|晚上))"
    r"|错(?:开)?一天|改天|改期"
)
"""挪周四, 往后错一天: another day for what was set."""
_COUNTED = re.compile(
    r"第?[一二两三四五六七八九十\d]+[张场条款集讲节课份批套页篇句]|第[一二三四五六七八九十\d]+|剩下|[加补][一二两三\d][次场节]|多送|单元"
)
"""Pieces of the work by number: they are handed over, not mended."""
_REPORT = re.compile(
    r"进度|进展|汇报|报[个数备一](?!加)|报一?[下回次]|同步|截图给你|跟[你您]说|告诉[你您]|说一声|通知[你您]|更新一下|日报|周报"
    r"|给[你您]?(?:个)?(?:信|准信|消息|答复|回话)|回[你您]|答[你您复]|联系[你您]|瞄|打卡|小结|总结|汇总"
)
_SHOWS = re.compile(
    r"[给发俾](?:[你您我][^，。\s]{0,6}|过?来|)(?:看|瞄|瞅|过目|挑眼)|看(?:草|线|色|初|样|首|预|效)|能看到|让我看|看到图|拍(?:照|图)?[给你您]"
)
_COMES_OUT = re.compile(r"[号天晚周一二三四五六日]\s?(?:能|就|准)?(?:出|交|给)(?=$|[\s,，。])")
"""27号出 给您留一天看: the work itself comes, looking is left to the other side."""
# 28号给您看初稿: a draft is handed over to be looked at
_FIRST = re.compile(r"初稿|首稿|样[稿片图]|初版|设计稿|电子稿|第一[版稿]|草[稿图]|线稿|色稿|小样|分镜")
_PICTURE = re.compile(r"照片|[品样]照|视频|截图|样[图子品]")
_WORK = re.compile(
    r"交|传|做完|弄完|[能给]?出[小大全成]?[图稿货片来]|发[你您]|给[你您]?(?:全|齐|弄|做|出)|成品|终稿|定稿|全部|上线|搞定"
)
_DRAFT = re.compile(
    r"初稿|草[图稿]|线稿|样[稿图片品衣章]|小样|demo|大纲|提纲|首[版稿页]|第一[版稿张款章节]|初版|预览|毛坯|先看|瞄|看[个一眼]"
    r"|样张|试[听看稿拍]|雏形|框架|白模|粗剪|底稿|二稿|第二[版稿]|色稿|分镜|效果图|打样|方向|前[两三几]|一版",
    re.IGNORECASE,
)
_PART = re.compile(
    r"第[一二三四五六七八九十\d]+[批集篇节课章周]|[头前先][一二三四五六七八九十两\d]+[张条个款篇页集]|那部分|这部分|部分|一半"
)
_ALL = re.compile(
    r"全[部套都给完]|整套|终[稿版]|成品|最终|定稿|[交给发出做弄搞]齐|齐活|完整|打包|final|所有|都[好完弄做]",
    re.IGNORECASE,
)
_ADDITION = re.compile(
    r"(?:再|另外?|多|加|新增|顺便)[^，。]{0,6}[一二三四五六七八九十两几个\d]"
    r"[^，。]?[个条张套页份款版端篇首节段章句种集课场项]|端|还?缺[一个]|能加吗|加一?[节页章段张个份]"
    r"|(?:再|另外?|多)[^，。]{0,4}[来整做画写出搞弄送配](?![大小深浅亮暗高低粗细长短点下一])"
)
_CONDITIONAL = re.compile(r"要是|如果|万一|真要|假如|的话|除非|只要|哪天")
_TO_YOU = re.compile(r"[你您侬](?!.{0,4}[看要]吗)|给我|发我")
_ALTERS = re.compile(r"加|挪|移|放|添|再[大小高低深浅粗细亮暗密]|[大小高低深浅粗细亮暗密](?:一?点|些)|[删减缩拿]|重来")
# 明天早上八点我带两个人来装 · 周六下午两点开课 · 我7点半到你楼下
_COMES = re.compile(
    r"上门|[我人]来[装拍修量做弄]?(?![得不])|(?<!回)(?<!拿)去(?:你[那们]|店里|现场)?[装拍修量录](?!了)|再过来"
    r"|到[你您侬](?:家|店|楼|公司|门)|开[课讲车张播]|上课|准[点时](?!给|交|发)|首播|接着来|一开门就进去"
)
# 每周六上午上课 · 一三五晚上陪练 · 每晚带她打两小时; a 课件 or a 录播课 is a thing that is sent
_SITS = re.compile(
    r"上门|(?<![录网])课(?![件程题本文表后])|陪[练玩跑读聊]|带[练飞打班]|代[练播管]|辅导|家教|直播|开[播麦黑]|值[班夜]|夜班"
)
_HANDS_OVER = re.compile(r"[给发交传寄出][你您侬]|[交出]稿|寄|交齐|给稿|送|成品|成片|精修|写齐|做[完好]|弄[完好]|改好")
# 到门口了 · 会议号进了 等人 · zoom开着了 · 收工
_ARRIVED = re.compile(
    r"到(?:了|咯|啦|门口|楼下)|来了|开着了|进了|开始[干拍讲录]|收工|拍(?:到|完)了|下课|开播了|开车了|正门口|在楼下"
)
_NOT_THERE = re.compile(r"[?？吗]|没到|到了没|快到")
_CLAUSES = re.compile(r"[\s，,。；;！!]+")
_SENT = re.compile(
    r"(?:[传发寄交填]|整理|上传|打包|拍)(?:完|好|齐|过去|出去|[你您]|给[你您])(?:邮箱|微信|网盘)?[了啦咯嘞]"
    r"|寄(?:出|走)?[了啦咯]|给[你您]了$"
    r"|放[在到]?[你您]?[^，。\s]{0,6}(?:门口|楼下|家里|店里|桌上|柜上|前台|门卫|传达室|驿站|快递柜)(?:里|上|那)?了?$"
)
_RECEIVED = re.compile(
    r"(?:东西|衣服|材料|资料|素材|样品|样衣|快递|包裹|数据|文件|录音|照片|货)[^，。]{0,3}(?:收到|到)[了啦咯]"
    r"|^(?:都|全)?(?:收到|收齐|到齐|到)[了啦咯]$"
)
_NOT_YET = re.compile(r"[没不未别等钱款账帐]|[吗么?？]|就[传发寄给]|如果|要是|明[天早晚]|才能")

# 做完一起结 · 刷不出就白干
_TERMS = re.compile(r"收|白干|白做|免费|包[邮含]|担保|平台|先.{0,4}后")
_GIVES_REST = re.compile(r"(?:剩|余|差)[^，。]*(?<![先再才])给(?!我|钱)")
_HANDED_OVER = re.compile(r"交[稿货付片]|出[图稿片货活]|做[完好]|弄[完好]|完工|上线")
_RETURNS = re.compile(r"退|还|吐|赔|返|回")
# 周日之前后三款必须齐 · 15号之前得到我手里 · 月底前给我结掉就好; not 干音齐了给我 15天内出
_DEMANDS = re.compile(
    r"(?:必须|务必|得|要)(?:全|都)?(?:齐(?!了)|给到|到我|改好)|给到我|[到在]我手|放到就行|见不[到着]|改好[!！]{2}"
    r"|(?<!了)[给发交寄打](?:到)?我(?:结|发|放|打|转|挑|就|付|清)|挑[^，。\s]{1,8}给我|[给交]齐我|发齐了我"
)
_NEWS = re.compile(r"看|睇|进度|报|[说讲]做|说|数|敲你")


class Setting(Struct, frozen=True):
    """What the talk has come to when a promise is made."""

    disputed: bool = False
    """Delivered work was found wanting and is not mended yet."""
    blamed: bool = False
    """The other side just found work wanting."""
    refunding: bool = False
    """Money back was asked for or offered."""
    before: str = ""
    """What the other side said just before."""
    money_asked: bool = False
    """The other side just spoke of paying."""
    changing: bool = False
    """A change was asked for just before."""
    shown: bool = False
    """Work has been shown or handed over."""
    handed: bool = False
    """Nothing that was to be handed over is open any more."""
    owing: bool = False
    """A dated payment is open, and nothing else is awaited of the client."""


def kind_of(turn: Turn, debtor: Role, setting: Setting) -> ObligationKind:
    """Return what a party binds itself to in the words of a message."""
    return _clients(turn, setting) if debtor == "client" else _providers(turn, setting)


def _providers(turn: Turn, setting: Setting) -> ObligationKind:
    text = turn.text
    money = _PAY.search(text) is not None or bool(turn.amounts("quote", "commitment", "payment"))
    mends = _FIX.search(text) is not None
    if _REFUND.search(text) or (setting.refunding and not mends and (money or _says_nothing(text))):
        return "refund"
    if _SENDS_MONEY.search(text) and not turn.has("delivery", "progress"):
        return "refund"
    anew = _ANEW.search(text) is not None and not _MENDS.search(text)
    if setting.disputed and not anew and (mends or _says_nothing(text)):
        return "fix"
    if setting.disputed and setting.blamed and not anew and not _DRAFT.search(text) and not _ALL.search(text):
        return "fix"
    altered = mends or (setting.shown and _says_nothing(text))  # what nobody has seen yet is handed over, not mended
    if setting.changing and not anew and altered:
        return "fix"
    if _mends_what_is_there(text, setting) and not any(p.search(text) for p in (_DRAFT, _ALL, _COUNTED)):
        return "fix"
    whole = _ALL.search(text) is not None and not _PICTURE.search(text)
    if _SHOWS.search(text) and not _COMES_OUT.search(text) and not whole and not _FIRST.search(text):
        return "report"
    if _REPORT.search(text) and not _WORK.search(text):
        return "report"
    return "deliver"


def _mends_what_is_there(text: str, setting: Setting) -> bool:
    """Tell whether words mend shown work; 修好 may be the very work, as long as it has not been handed over."""
    verbs = {found[0][:1] for found in _MENDS.finditer(text)}
    return bool(verbs) and setting.shown and (verbs != {"修"} or setting.handed)


def _says_nothing(text: str) -> bool:
    return not any(pattern.search(text) for pattern in (_FIX, _WORK, _DRAFT, _REPORT, _COUNTED))


def _clients(turn: Turn, setting: Setting) -> ObligationKind:
    text = turn.text
    money = _PAY.search(text)
    rest = money is not None and money[0] in ("剩下", "剩的") and _SUPPLY.search(text) is not None
    if (money and not rest) or turn.amounts("quote", "payment_request", "payment_refusal"):
        return "pay"
    if setting.money_asked and not _SUPPLY.search(text):
        return "pay"
    if _OPINES.search(text):
        return "review"
    if _SUPPLY.search(text):
        return "supply"
    if _REVIEW.search(text):
        return "review"
    if _SUPPLY.search(setting.before):
        return "supply"
    if _REVIEW.search(setting.before):
        return "review"
    return "pay" if setting.owing or _PAY.search(setting.before) else "supply"


def is_visit(text: str) -> bool:
    """Tell whether a promise is to come or to begin at an hour, and hands nothing over."""
    return _COMES.search(text) is not None and not (_DRAFT.search(text) or _HANDS_OVER.search(text))


def is_sitting(text: str) -> bool:
    """Tell whether what is promised is held with the other side or for them, and leaves no file behind: 每周六上课."""
    return _SITS.search(text) is not None and not _HANDS_OVER.search(text)


def is_there(text: str) -> bool:
    """Tell whether words say that the speaker has come or has begun."""
    return _ARRIVED.search(text) is not None and _NOT_THERE.search(text) is None


def says_sent(text: str) -> bool:
    """Tell whether a client says that their material has gone out: 传完了 四十三个文件 · 今天寄啦."""
    return any(_SENT.search(clause) and not _NOT_YET.search(clause) for clause in _CLAUSES.split(text))


def says_received(text: str) -> bool:
    """Tell whether a provider says that material of the client's has come: 衣服到了 三大麻袋."""
    return any(_RECEIVED.search(clause) and not _NOT_YET.search(clause) for clause in _CLAUSES.split(text))


def extent_of(text: str) -> Extent:
    """Tell whether a promise of work is about the whole, a draft of it, or a named part."""
    if _ALL.search(text):
        return "whole"
    if _DRAFT.search(text):
        return "draft"
    return "part" if _PART.search(text) else "whole"


def says_all(text: str) -> bool:
    """Tell whether words or a file name say that this is the whole work."""
    return _ALL.search(text) is not None


def reschedules(text: str) -> bool:
    """Tell whether a change asks for another day, and for nothing else: 能不能把二场腾到周六上午."""
    return _ANOTHER_DAY.search(text) is not None


def adds_work(text: str) -> bool:
    """Tell whether a change asks for another piece, not for another look."""
    return _ADDITION.search(text) is not None


def asks_client(text: str) -> bool:
    """Tell whether a provider's words ask the client to send, to look or to come, and do not name their own date."""
    return any(pattern.search(text) for pattern in (_SUPPLY, _REVIEW, _TO_YOU))


def alters(text: str) -> bool:
    """Tell whether words speak of altering or adding to work that is there."""
    return any(pattern.search(text) for pattern in (_FIX, _ADDITION, _ALTERS))


def names_material(text: str) -> bool:
    """Tell whether words speak of what a client has to send."""
    return _SUPPLY.search(text) is not None


def names_money(text: str) -> bool:
    """Tell whether words speak of paying."""
    return _PAY.search(text) is not None


def names_terms(text: str) -> bool:
    """Tell whether words without a sum are about how work is paid for: 做完一起结 · 刷不出就白干."""
    return names_money(text) or _TERMS.search(text) is not None


def gives_money(text: str) -> bool:
    """Tell whether the speaker says that they will hand over money themselves: 剩的20 19号一块给 · 退你50."""
    return _REFUND.search(text) is not None or _GIVES_REST.search(text) is not None


def dates_money(text: str) -> bool:
    """Tell whether the date in a message is when money is due, not when work is."""
    return names_money(text) and _HANDED_OVER.search(text) is None


def names_refund(text: str) -> bool:
    """Tell whether words speak of giving money back."""
    return _REFUND.search(text) is not None


def is_conditional(text: str) -> bool:
    """Tell whether a promise hangs on something that may never be."""
    return _CONDITIONAL.search(text) is not None


def says_work(text: str) -> bool:
    """Tell whether words speak of making or handing over work."""
    return any(pattern.search(text) for pattern in (_WORK, _DRAFT, _FIX, _PART))


def says_deed(text: str) -> bool:
    """Tell whether words name anything that is to be done, so that they can stand for themselves."""
    return not _says_nothing(text) or any(pattern.search(text) for pattern in (_PAY, _REFUND, _SUPPLY, _REVIEW, _SHOWS))


def speaks_of_return(text: str) -> bool:
    """Tell whether words can mean that something is given back: a demand for money back names no new work."""
    return _RETURNS.search(text) is not None


def demands(text: str) -> bool:
    """Tell whether words say what the other side is to do by a day, and not what their speaker will do."""
    return _DEMANDS.search(text) is not None


def reports_only(text: str) -> bool:
    """Tell whether a recurring promise is about news of the work, not about work itself."""
    return _REPORT.search(text) is not None or _NEWS.search(text) is not None
