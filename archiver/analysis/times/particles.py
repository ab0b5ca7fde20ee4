"""The small words around an expression: 前, 内, 后, 起, 到, 最早, 从."""

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.rule import BEFORE

# 后来 is "later on", 后来拿 is "after that, come and fetch".
_NOT_BEHIND = (
    r"(?!来(?![拿取接领店找电]|北京|上海|广州|深圳|公司|学校|这[里边儿]|我[这店家]|[你您我]?[店家])"
    r"|[面续期台端悔果天者边勤缀半宫卫盾妈代日排腰置门援])"
)
# What any of the words behind an expression begins with.
TAIL = LazyPattern(r"[\s的]?[(完结或及和更以之前后起开内里当那这的期间中一左上为截止算过往]")
# The same behind a length, but blanks.
LENGTH_TAILS = frozenset("(的时或及和以之前更为截止里内往过后左上多")
AROUND = LazyPattern(r"\s?(?:左右|前后(?!端)|上下(?!午)|多(?=[以之]前|[之以]后|$))")
BEFORE_IT = LazyPattern(
    rf"[\s的]?(?:\(含[^()]{{0,3}}\)|(?:或|及|和|或者|以及)其?(?=之前|以前|更早))?(?:{BEFORE}|更早|为止|截止(?!日期|时间)|止(?!损|步|痛))"
)
AFTER_IT = LazyPattern(
    rf"[\s的]?(?:\(含[^()]{{0,3}}\)|(?:或|及|和|或者|以及)其?(?=之后|以后|更晚))?(?:更晚|之后|以后|过后|往后|(?<!\s)后{_NOT_BEHIND}|(?<=\s)后(?![一二两三四五六七八九十\d]){_NOT_BEHIND})"
)
# 国庆完了给你: after the days off.
OVER = LazyPattern(r"(?:过?完|结束)了?(?:之?后)?(?=[^\w]|就|再|给|我|你|$)")
SAME_DAY = LazyPattern(r"的?(?:今天|今日|这一天|这天)(?!内|之?前|晚|早)")
SINCE_IT = LazyPattern(r"\s?(?:起(?![来码床飞名身点草因价步])|开始|算起|起算)(?:算起?|计算)?")
EVER_SINCE = LazyPattern(r"\s?(?:(?:之|以)来)")
WITHIN_IT = LazyPattern(
    r"[\s的]?(?:的?时间)?(?:之内|以内|里头|里边|里面?(?=就|[给交发弄做搞改完必得全把])|内(?![容部存页测衣心幕地卷涵置网推购]))"
)
ITSELF = LazyPattern(r"\s?(?:当天|那天|这天|当日|的时候|期间|之间|间(?=[,，。的\s]|$)|中间(?![件])|一早(?=就|给|发))")
WEEK_OF_IT = LazyPattern(r"的?(?:[那这]一?个?(?:周|星期|礼拜)|当周)(?![一二三四五六日天末边])")
# What the two begin with.
WIDENS = frozenset("的那这一个周星礼当月")
MONTH_OF_IT = LazyPattern(r"的?(?:[那这]一?个月|当月)")
FIRST_DAY = LazyPattern(r"的?(?:上班的?|回来的?|复工的?)?(?:第一天|头一天|首日|(?:第一|首)个(?P<work>工作日))")
RANGE = LazyPattern(r"\s?(?:(?:起|开始)[,，]?\s?)?(?:一?直?到了?|直至|至|拖到|(?<![起始])[-~]{1,2})\s?")
OPENED = LazyPattern(r"\s?(?:起|开始)")
INCLUSIVE = LazyPattern(r"[\s的]?(?:\(含|或|及|和|以及)")
STOP = LazyPattern(r"\s?为?止")
RANGE_END = LazyPattern(r"\s?(?:为?止(?!损|步|痛)|结束|期间|之间|间(?=[,，。的\s]|$))")
CHOICE = LazyPattern(r"\s?(?:或者?(?:是|说)?|还是|要么|要不|or|/)(?:最[晚迟])?\s?")
PAIR = LazyPattern(r"\s?(?:和|与|跟|、)\s?")
SIDE_BY_SIDE = LazyPattern(r"\s?")
AND = LazyPattern(r"\s?[和与跟]\s?")
EITHER = LazyPattern(r"\s?(?:的?(?:之间|间|中间|期间)|(?:我|你)?(?:哪[天一]|任|随便|都(?:行|可以|成|能|中|得|ok)|选))")
# 24号 25号 31号: of three days none leaves open which it will be.
LISTED = LazyPattern(r"[\s,，、和]{0,2}(?:\d{1,2}[号日]|(?:周|星期|礼拜)[一二三四五六日天])")
LISTED_BEFORE = LazyPattern(r"(?:[号日]|(?:周|星期|礼拜)[一二三四五六日天])[\s,，、和]{0,2}\Z")
LONGEST_LISTED = 5  # characters that the words of LISTED_BEFORE take
BETWEEN = LazyPattern(r"\s?(?:的?之间|间|中间|期间)")
# 明天我下午给你: who does it may stand between the day and the hour.
_WHO = r"[我你他她咱](?:们)?(?:这边|那边|自己)?"
JOIN = LazyPattern(
    rf"t\Z|[\s的,，]{{0,3}}(?:大概|大约|差不多|最[晚迟]|在|从|自|还是|仍然?|就)?[\s,，]?\Z|\s?的?[那这]天的?\s?\Z|\s?{_WHO}\s?(?:大概|大约|最[晚迟]|在|就)?\s?\Z"
)
APPOSED = LazyPattern(r"[\s,，]?[(（]?[\s,，]?(?:也?就是)?\Z")
CLOSING = LazyPattern(r"\s?[)）]")
# What any of the words before an expression ends with (an empty head ends with nothing).
HEAD_ENDS = frozenset("话利好都已早快于少码要得是在到从自打由至等止为间期过:")
# The same before a length.
LENGTH_HEAD_ENDS = frozenset("出死俺早快少码要等到得是在下后来面的上去近前过我期计概需多长迟限你估为:：延拖晚缓个了们")
EARLIEST = LazyPattern(
    r"(?:快的话|[早顺]的话|(?<!不)顺利的?话?|运气好的?话?|最早|最快|至少|起码|起码要|最早也?要?等?到?|最快也?要?等?到?|至少也?要?等?到?)(?:要|也要|得|也得|是|在|到|等到)?\s?\Z"
)
FROM = LazyPattern(r"(?:自从|自打|从|自|由|不[早先]于)\s?\Z")
UNTIL = LazyPattern(r"(?:截至到?|截止至|截止(?:时间|日期)?[是为到:]?|一?直到|直至)\s?\Z")
NO_LATER = LazyPattern(r"(?:(?:不(?:能|可以?|得|要|许|准)?|别)再?(?:[晚迟]于|晚过)|(?<!不)[早先]于)\s?\Z")
LATER_THAN = LazyPattern(r"(?<![不能可以得要许准别再])[晚迟]于\s?\Z")
AHEAD = LazyPattern(
    r"(?:(?<![一两几以之剩余留])下|(?<![今以之然最往随其此先背面前])后|未来的?|接下来的?|今后的?|往后的?|(?:之|以|随|此|往)后的?|后面的?|将来的?)\s?\Z"
)
BACK = LazyPattern(r"(?:(?<![马早晚])上|过去的?|最近的?|(?<![将接])近(?:的)?|(?:之|以|此|往)前的?|(?<!提)前)\s?\Z")
GONE_BY = LazyPattern(r"(?:过去的?|(?:之|以|此)前的?)\s?\Z")
PASSING = LazyPattern(r"(?:再过|再等(?:我|俺|咱)?|(?<![超不做拍办开搞学干写画来住用跑试参经])过)\s?\Z")
# 平时周末才有空 and 周五都上班 say what is usual; nothing is due.
USUALLY_BEFORE = LazyPattern(
    r"(?:平时|平常|一般(?!性)|通常|经常|往往|总是|老是|向来|每次|每到|每逢|工作日)(?:都?是?|我|在|到|就|的){0,2}\s?\Z"
    # 平时要上班只能晚上画; 谁还半夜画画 asks who would.
    r"|(?:平时|平常|一般|通常)[^,，。\s]{0,6}(?:只能|都得|才能|只有)(?:等|在)?\Z|谁(?:还|会|爱|敢|愿意|tm)(?:在|天天|给你)?\Z"
)
USUALLY_BEHIND = LazyPattern(
    r"\s?(?:都|要|得)*(?:固定休息|店休|轮休|陪娃|带娃|补觉)|\s?(?:我)?才(?:下班|下课|到家|回[来家去]|放学|起|醒|有空(?!给?你?[改画做弄写剪看修调录拍])|开门|上班|睡|轮到|出摊)(?![^,，。]*[给交发])|\s?的?(?:天气|气温|心情|限[号行]|黄历|生日(?:快乐|$)|(?:又|会|要)?(?:下[雨雪]|降温|刮风|放晴|出太阳))|\s?(?:我|他|她|我们|他们)?(?:平时|平常|一般(?!性)|通常|经常|往往|总是|老是|(?:都(?:要|在|得)?|(?<=到周[三四五六日天]))(?:上班|上课|休息|有课|加班|排满|睡觉)|不上班|公休|店休)"
)
# 视频压到5分钟以内, 10秒内跳失率, 三分钟以内300: how long a thing lasts or takes to load.
LASTS_BEFORE = LazyPattern(
    r"(?:[压剪缩减裁截录拍念讲播唱]|精简|控制|时长|片长|全长|长度|总长|[每单一][条段首集期]|开场|片头|片尾|前奏|加载|响应|启动|延迟|首屏|渲染|导出来?)"
    r"(?:视频|片子|音频|片段|口播)?(?:要|得|能|都|再|最好|尽量|大概)?(?:[到在成至进]|短到|不超过)?\s?\Z"
)
LASTS_BEHIND = LazyPattern(
    r"\s?(?:的(?:短?视频|音频|片[子段头尾]|小样|广告|歌|曲子?|动画|口播|短片|素材|录音|vlog|预告)|跳[失出]|加载|打开|响应|反应|完播|(?:要|能|就)?(?:看|听|讲|说|读|念|播|唱|跑)完"
    r"|(?:收|算|要|报价?)?\s?\d{2,}(?:块钱?|元|r)?(?=$|[\s,，。]))"
)
HANDED_SOON = LazyPattern(r"[^,，。]{0,4}(?:给|回|发|到(?!账)|转|拿|交|改|撤|删|消失|出现)")
# 今天好累, 晚上吃啥, 半夜别吵: what a day is like, not what is due on it.
STATE = LazyPattern(
    r"\s?(?:我|我们|大家)?(?:真的?|实在)?(?:(?:好|太|真|又|有点|超|超级|特别|挺|很)(?:累|困|热|冷|忙|饿|烦|开心|难受|无聊|晒|堵|倒霉|emo|美|舒服|高兴|崩溃)"
    r"|[困累饿](?=$|[,，。\s])|吃(?:啥|什么|的|火锅|外卖|了(?!就|再))|别(?:再)?(?:发消息|打电话|吵|催|来催|打扰|熬))"
)
# 周五了, 二十一世纪了: what day it is.
DAY_HAS_COME = LazyPattern(r"了(?=$|[\s,，。!~])")
# What the words behind a time that say what is usual, what a day is like or what the time is begin with, but blanks.
TELLS = frozenset(
    "的了钟半我他她大真实好太又有超特挺很吃别才天气心限黄生会要下降刮放出平一通经往总老都不公店上休加排睡固轮陪带补困累饿得"
)
MOVED_TO = LazyPattern(r"[到改成是说定约在过等拖给为得能要排就]\s?\Z")
# 现在都周三了, 已经20号了
BY_NOW = LazyPattern(r"(?:现在|今天|这都?|都|已经?)(?:都|已经?)?\s?\Z")
THAT_DAY = LazyPattern(r"那[天日]的?\s?\Z")
# 三点了还在画, 都凌晨了: what the time is now.
NOW_IT_IS = LazyPattern(r"[钟半]?了(?=还|都|也|你|我|咋|怎|眼|人家?|别|没|才|[^\w]|$)")
