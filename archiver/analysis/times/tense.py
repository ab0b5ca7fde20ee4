"""Past or future, decided for each expression by its clause: 周三就发你了 reports, 周三发你 promises."""

import re

from archiver.analysis.clauses import Borders, clause_bounds
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.led import led

_CLAUSE_END = led(
    r",，。.!！?？;；\n 我咱",
    r"[,，。.!！?？;；\n]|(?<=了)(?=[我咱](?!们?(?:就|再|才|便|马上|立马)))|(?<=[了吧呢哈啊呀哦嘛喔咯]) "
    r"|(?<=没[发到结给批下]) | (?=剩[下余的]?|余下|其余)",
)
# 昨天发的那版作废 周四给你新的: a blank before the time and a promise behind it begin a sentence of its own.
_BLANK_BEFORE = LazyPattern(
    r"(?<![说讲谈约定是])(?<!答应)(?<!保证)(?<!承诺)(?<![说讲谈约定][好的了过定])(?<!答应[好的了过])\s\Z"
)
_PROMISES = LazyPattern(
    r"\s?(?:[上下中]午|[早晚]上|一?早|晚|前|之前)?(?:[我你]们?)?(?:一定|肯定|保证|应该|争取)?[再就能会]?"
    r"(?:[给交发传补转付寄]|[弄做改画写剪出](?=[好完给新]))(?![^,，。\s]{0,6}[了过])(?!(?:你|你?[我他她])?的(?:$|[\s,，。!?那这]))"
)
_BORDERS = Borders(_CLAUSE_END, longest=60, whole=1, closing=True)
_DONE = led(
    "□挂坏崩断停丢摔碎那汇自亲上下买交付传做催写出刚到加去发同告回完定寄就已开弄当打拍拖提搞收改昨未来没看睡答签约结给聊联说谈走转退都问验画剪录",
    r"""
      已经 | 刚刚? (?!好) | 就?(?:没|没有|没能|未)(?:收到|给|发|交|回|付|转|来|人|动静|改|弄|做) | 当时 | 当天就
    | (?<![不别])(?:发|给|交|付|转|打|传|做|改|收|寄|睡|写|签|到|来|去|完成|提交|上传|验收|下单|买|走|回|聊|答应|弄|搞
      |约|定|谈
      |看|出|退|结|拍|催|问|加|告诉|联系|回复|同步)
      (?:你们?|我们?|他|她|过去|过来|完|好|到|掉|给你们?|给我们?|过|清|款|钱|稿|过来|一版|邮箱|\d+[元块]?){0,2} (?:了
        |过(?!来|去|两|几))
      (?! 吧 | [我你他她咱]?们?(?:就|再|才|马上|立马|立刻) | 之?后 | 以后)
    | □就(?:等|站|蹲|守|排|坐|开机|开工|起来|醒|出门|出发|上线|在|到)[^,，。]{0,8}(?:了|着|到现在)
    | □[^,，。]{0,2}(?:说好|讲好|谈好|约好|答应|保证|承诺)(?:的|过)
    | (?:自己|亲口|亲手|亲自)[^\W\d]{1,3}的
    | □(?:都|也)?还(?:在(?!吗|不|$)|没(?!到|呢|有?吗))
    | □(?:[我他她俺咱]们?)(?:都|也)?还在[给帮替跟陪改画写弄做调赶熬剪忙修]
    | □(?:寄|发|送|拿|传|拍|买|收|付|领|取|换|拉|带)(?:过?[来去]|到)的(?!时候?|话|前提)
    | □(?!(?:之|以)?前|之?内)[^,，。要若果]{0,10}没(?:看[到见]|注意|顾[上得]|接到|听[到见]|留意)
      (?![^,，。]{0,6}[就再才])
    | (?:发|给|交|付|转|打|做|改|收|说|约|定|签|(?<![剩余留])下|拍|买|提|谈|问|催|传|寄|开|加|联系|答应|出)
      (?:你们?|我们?|过去|过来|单|好|过|钱|款|稿|定金|尾款|初稿|合同|完|给你|给我)? 的 (?:$
        |[,，。!！?？;；\s呀啊呢吗吧嘛]|定金|订金|尾款|款|钱|合同|初稿|稿|文件|单)
    | (?:发|给|传|改|画|收|拍|剪|写|录|寄|出|做)(?:给)?(?:我|你|过来)?的[那这]一?[份版张套稿批组条些个封段]
    | □的?那一?[次单版稿回批笔套](?!次)
    | 没(?:能)?(?:赶|交|弄|做|画|写|搞|办|约|见|抢|改|剪|录|印|送|拍|谈)(?:上|成|完|着|出来)(?!的话|就)
    | (?:挂|坏|崩|断|停|丢|摔|碎)掉?了 | (?:转|打|付|汇)的(?:账|款|钱|那笔)
    | (?:上次|上回|那次)□[^,，。]{0,3}[给发交传]的
    | □才(?:发现|知道|看[到见]|想起|收到|注意|听说|明白)
    | □的?时候[你我他她](?:说|讲|答应|保证|同意)
    | □(?:那天|当天)?(?:晚上|早上|下午|上午)?[你我他她]们?还(?:说|讲|答应|保证)
    | □[改定选]的(?:那|这)?个?(?:版本|[^\W\d]?[版稿图片]|文件|方案)(?=$|[\s,，。])
    | 都(?:已经)?(?:过了?|到了?)□ | □[都也早]?(?:已经)?过了(?!再|就) | (?<!我)说的 | 我说的(?!是)
    | 昨[天日晚夜][^,，。]{0,4}
      (?:熬|忙|睡|聊|加班|赶|玩|画|写|改|做|弄|剪|拍|录|排|谈|等|守|干|喝|开会|通宵)到了?□ | 到现在 | 开始的
    | (?<!别)(?<!别给我)(?<!别再)(?<!不要)(?<!不能)(?<!不许)(?<!不可以)(?<!多)(?<!死)(?<!再)(?<!不能再)拖到
    """,
    re.VERBOSE,
)
# 约好了周三看房: what is agreed lies ahead, though the agreeing is done.
_AGREED_AHEAD = LazyPattern(
    r"(?:约|订|定|排|敲)(?:好|定|妥|下来?)?了(?:(?:人|老师|客户|师傅|人家|房东|摄影|场地)(?:的)?|[她他你])?□|\A(?:那|行|好|嗯|就|吧|[\s,，])+□[\s,，]?(?:就)?(?:这么|这样)?(?:说|讲|敲|谈|约)?定了|□[\s,，]?(?:就|那就)?(?:这么|这样)(?:说|讲|敲|谈|约)?定了"
)
# 半天没回我 到底周四给不给: the words between the blanks speak of what is to come.
_COMES = led(
    "□到只必前给要得",
    r"□(?!那[天几时一]|[^,，。\s]{0,6}[发给交传做改写画拍]的\w)[^,，。]{0,6}(?:[给交发传寄出做弄改剪写画要得能行来拿取截送印开到用]|必须|收到|ok)|到底[^,，。]{0,4}□|(?:只要|必须|[要得给])[^,，。]{0,4}□",
)
_DAY = LazyPattern("[周期拜号日天月]")
# Without one of these no clause reports.
SIGN_OF_REPORT = LazyPattern(r"[了过的已刚没未当拖该昨那]|到现在|还在")
# 周三就该给了: it was due then.
_SHOULD_HAVE = led(
    "就早本原都当之□",
    r"□[^,，。\s交给发]{0,4}就?[跟和同对][你我]们?(?:说|讲|提)[了过]|"
    r"(?:就|早|本来就?|原本|都)(?:应)?该[^,，。]{0,6}了?"
    r"|(?:本来说|原定|当时说|之前说好|早说好)(?![^□]{0,20}(?:改|挪|推|延|换|提前|变)[成到为至]?□)",
)
_STILL_TO_COME = led(
    "□来之了争拖会保再准前务可好将就得必截才打最等能行要记该请麻拜帮一肯",
    r"""
      □(?:之|以)?前(?:就|都)?(?:把|得把) | 之前把 | 来[拿取接领提]
      | (?<!想|需|只|主|重)要(?!求|紧|点|不) | 得(?=给|交|发|弄|做|把|赶|出|看|全) | (?<!应|活)该 | 能
        | (?<![那这])会(?!儿) | 可以
        | 就行 | 就好 | 记得 | 必须 | 最晚 | 最迟 | 务必 | 截止 | 之前给 | 前给
    | □(?:就|再|会|能|准|一定)?(?:给|发|交|传|寄|送)[你您](?:个|张|一?版)?
      (?:[重新](?![^的]{0,4}的(?:那|这|个))
        |[改补换修调做画弄剪][好完过出成](?![^的]{0,4}的(?:那|这|个)))\w{0,3}的(?:$|[\s,，。!~]|版本)
    | 拖到□[^,，。]{0,3}(?:就|也?(?:行|可以|成)) | □(?:之|以)?前[^,，。]{0,3}没[^,，。]{1,6}就
    | □[^,，。]{0,3}(?:还|再)(?:没|不)[^,，。]{0,8}(?:就|别怪|投诉|退)
    | 争取 | 保证 | 打算 | 准备 | 再(?=发|给|交|付|转|说|看|改|弄) | 了吧
        | 才行 | 麻烦 | 拜托 | (?<!在)帮我 | 帮个?忙 | 记着 | 行吗 | 好吗 | 可否 | 请 | 将
      | □[^,，。]{0,3}[发领拿收结]了(?:兼职)?(?:工资|薪|生活费|奖金|年终奖|稿费|货款)[^,，。]{0,3}
        [给转付还补结清](?![^,，。]{0,3}[了过])
      | □[^,，。]{0,5}[^\W\d发给传交寄]了[就先]?(?:[发传寄交]|[给转付还补结](?=[你您清齐上]))(?![^,，。]{0,4}[了过的])
      | (?<![白干傻空])等(?!在|了)到? | 了再 | (?:一定|肯定)(?:把|给|会|能|[交发还付](?![了过]))
    """,
    re.VERBOSE,
)
# The clause names a day on which something was owed: 说好上周五, 昨天就该给了.
_OWED = led(
    "□d之保到原应必截承早最本答约要讲该说需须",
    r"该(?=给|交|发|付|转|做|好|弄|出|完|结|还|退|到)|应该|(?:说好|讲好|约好|约定|答应|承诺|保证|之前说)[^,，。]{0,12}□|本来(?!(?:我|都|是|在|打算)*□[^,，。]{0,3}[完好掉]了)|原定|原本"
    r"|□[^,，。]{0,2}(?:说好|讲好|约好|答应)了?要?(?:给|交|发|付|转)|说(?:的|了)?(?:是|要)?□|早就|截止|到期|最晚|最迟|ddl|要求|必须|需在|须在",
)

# 这个月内把三篇都交了: what is asked for within a length that still runs.
_DEMANDED = re.compile(r"(?:(?<=内)|(?:之|以)?内)\s?(?:你们?)?(?:就|都|得|要|请|麻烦|务必)?(?:把|给我)")


def reports(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around text[start:end] reports what has happened."""
    begin, stop = clause_bounds(text, start, end, _BORDERS)
    if stop - begin < len(text) and not SIGN_OF_REPORT.search(text, begin, stop):
        return False
    if (
        begin < start
        and text[start - 1].isspace()
        and _BLANK_BEFORE.search(text, begin, start)
        and _PROMISES.match(text, end)
    ):
        begin = start
    if " " in text:
        begin, stop = _own_words(text, (begin, start, end, stop))
    if _DEMANDED.match(text, end):
        return False
    rest = text[begin:start] + "□" + text[end:stop]
    if not SIGN_OF_REPORT.search(rest):
        return False
    if "了" in rest and _DAY.search(text, start, end):
        rest = _AGREED_AHEAD.sub("□", rest)
    if _SHOULD_HAVE.search(rest):
        return True
    return bool(_DONE.search(rest)) and not _STILL_TO_COME.search(rest)


def _own_words(text: str, place: tuple[int, int, int, int]) -> tuple[int, int]:
    """Return the bounds of the clause; those of the words between blanks where they are a sentence of their own."""
    begin, start, end, stop = place
    own_begin = text.rfind(" ", begin, start) + 1 or begin
    if not _BLANK_BEFORE.search(text, begin, own_begin):
        own_begin = begin
    own_stop = text.find(" ", end, stop)
    own_stop = stop if own_stop < 0 else own_stop
    if (own_begin, own_stop) == (begin, stop):
        return begin, stop
    own = text[own_begin:start] + "□" + text[end:own_stop]
    return (own_begin, own_stop) if _COMES.search(own) else (begin, stop)


def owes(text: str, start: int, end: int) -> bool:
    """Tell whether the clause says that something was due then, though the time itself may have passed."""
    begin, stop = clause_bounds(text, start, end, _BORDERS)
    return _OWED.search(text[begin:start] + "□" + text[end:stop]) is not None
