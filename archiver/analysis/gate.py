"""Leaves out what cannot carry an act, so that the readers behind it see a fraction of a long chat.

Two questions are asked of every message, both by one pass of Aho-Corasick over its words. Is the talk around it about
a deal? Several different words of deals within reach, before or shortly after, say so; then every message with words
is read, since in a deal 嗯 may be a yes. In a crowd the talk of others goes on beside a deal and thins it out, so there
the words of each speaker tell for that speaker alone. If not, does the message by itself put an act? That takes cues
of two kinds: 明天 alone is everyday talk, 明天发你 may be a promise. Money and files are read always.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from archiver.analysis.script import plain
from archiver.analysis.talk import Line

AHEAD = 80
"""Messages read ahead: a deal's first wishes stand before its first price."""
BEHIND = 120
"""Messages for which a talk stays a deal after a word of deals."""
EXCERPT = 24
"""A talk of no more messages has been cut out for what it says: one word of deals makes it talk of a deal."""
SNIPPET = 8
"""A few lines, which nobody exports but for what they say, are talk of a deal whatever their words."""
ENOUGH = 4
"""Weight of different words within reach that makes a deal of the talk around them; a word of deals alone weighs 2."""

FEW = 10
"""Where more accounts speak around a message, it stands in a crowd."""
AROUND = 12
"""So many messages before a message, and as many after it, tell how many speak around it."""
LATELY = 1000
"""Messages for which one who said a word of deals in a crowd takes part in a deal."""

_OF_DEALS = tuple(
    word
    for row in (
        "定金 订金 尾款 余款 首付 头款 首款 预付 报价 全包 一口价 接单 约稿 稿费 初稿 终稿 定稿 交稿 线稿 草稿 ",
        "样稿 改稿 成稿 色稿 源文件 成品 成图 成片 交付 验收 返工 退款 退钱 退我 工期 排期 打款 结款 结账 单价 ",
        "怎么收费 啥价 什么价 代练 代打 陪玩 润色 查重 海报 小程序 公众号 配音 混音 建模 渲染 爬虫 约拍 精修 跟拍 ",
        "立绘 插画 样片 样图 打样 返图 出图 画稿 降重 包月 这单 接不接 源码 初版 第一版 开工 动工 三成 四成 ",
        "先给一半 代做 代写 外包 报酬 工钱 交期 退单 宽限 质保 包改 免费改 代肝 加急 全款 收费 接稿 排单 单主 画师 ",
        "定制 客户 甲方 出稿 改到满意 二维码 试稿 能便宜 便宜点 多少米 几个r 一条多少 一张多少 开价 讲价 校对 译稿 ",
        "录屏 底稿 版权 商用 做个图 剪一条 商家 老板大气 结清 结一下 补款 差价 尾数 头期 分期 底色 竖版 横版 q版 ",
        "立牌 线勾 上色 色号 片头 片尾 旁白 分镜 原图 大图 定版 甲方爸爸 收着了 收妥 接活 接私单 接单吗 画头像 ",
        "约单 开单 挂轴 剪片 素材包 样书 送印 菜单 招牌 译咗 印咗 改返 落单 埋单 出糧 收多 平啲 交貨 大约几时 ",
        "报个价 包邮 工本 成本价 起步价 封顶 打底 顶天 加钱 讲价 价钱 再少 收货再 款到 款项 收款 该结 补齐 手艺钱 ",
        "收你 收您 单收 按章 按件 计件 找数 工钱 上门费 代办 拆装 订钱 ",
        "再付 付清 付一半 三七开 五五开 分三次 分两次付",
    )
    for word in row.split()
)
_OF_DEALS_AND_LIFE = tuple(
    word
    for row in (
        "付款 转账 转我 打给你 打给我 给你转 价格 预算 优惠 剪辑 试听 修图 合同 发票 ddl 截止 需求 方案 尺寸 设计 ",
        "模板 素材 文案 网站 域名 后台 上线 部署 代码 印刷 翻译 字幕 简历 收到钱 到账 修改 重做 进度 发货 赔偿 ",
        "投诉 延期 来不及 售后 客服 店铺 运营 上分 拼团 开团 周边 谷子 logo ai psd pdf zip 封面 背景 页面 链接 ",
        "节课 课时 每节 一节 两节 几节 家教 陪练 试讲 讲义 错题 课费 学费 汉化 mod 插件 脚本 补丁 修改器 外挂 ",
        "ppt 路演 存档 标书 主持 策划 请柬 代运营 探店 清一下 结一回 结一次 润笔 图表 ",
        "录入 问卷 ",
        "什么时候能 啥时候能 赶工 免费 文件 版本 效果图 要求 押金 打包 执照 搬完 写完 做完 运费 档期 钱收 少收 寄出",
    )
    for word in row.split()
)
_WORDS = tuple(dict.fromkeys((*_OF_DEALS, *_OF_DEALS_AND_LIFE)))
_WEIGHTS = dict.fromkeys(range(len(_WORDS)), 1) | dict.fromkeys(range(len(set(_OF_DEALS))), 2)
_MONEY = -1
"""Stands among the words of deals for a transfer or red packet."""
_WEIGHTS[_MONEY] = 1

_WHEN = (
    "今天 今晚 明天 明晚 明早 后天 周一 周二 周三 周四 周五 周六 周日 周末 礼拜 星期 月底 "
    "月初 年底 年前 节前 之前 以前 马上 尽快"
)
_PRICED = "钱 款 价 付 退 赔 贵 便宜"
_WORK = (
    "弄好 做好 改成 换成 加个 再加 错了 漏了 少了 乱码 打不开 不对 做完 搞定 完成 发了 传了 "
    "稿 图 版 重做 修改 账号 密码 邮箱 电话 地址 身份证"
)
_STANCE = (
    "给你 给我 发你 发我 帮我 帮你 能不能 可不可以 可以吗 行吗 行不 好了没 好了吗 不做 不要 "
    "不行 不同意 同意 没答应 可以 没问题 就这样 保证 绝对 包你 放心 承诺 一定 必须 要求 要有 "
    "不能 拖 催 晚点 延 推迟 收到 到了 我的锅 怪我 我的问题 忘了 取消 算了 另找 想要 需要 "
    "希望"
)
_FIGURES = "0123456789一二两三四五六七八九十半几"
_KINDS = (
    (_WHEN, ("号", "点", "天", "周", "月", "分钟", "小时", "个工作日")),
    (_PRICED, tuple("元块r折成kw百千万%")),
    (_WORK, tuple("张页条字次节套")),
    (_STANCE, ()),
)
"""Words of one kind, and the units that make a word of that kind after a figure."""
_CUES = tuple(
    (cue, kind)
    for kind, (words, units) in enumerate(_KINDS)
    for cue in (*words.split(), *(f"{figure}{unit}" for figure, unit in product(_FIGURES, units)))
)


_KIND_OF = (*(0 for _ in _WORDS), *(1 << kind for _, kind in _CUES))
"""By its place among all words looked for: no kind for a word of deals, the bit of its kind for a cue."""


@cache
def _sought() -> AhoCorasick:
    """Return the words of deals and the cues, to be looked for in one pass."""
    return AhoCorasick([*_WORDS, *(cue for cue, _ in _CUES)], matchkind=MatchKind.Standard)


class _Held(NamedTuple):
    """What the gate looks for in the words of a message: words of deals by number, and whether cues of two kinds."""

    of_deals: frozenset[int]
    cued: bool


_NOTHING = _Held(frozenset(), cued=False)


def _held_in(words: str) -> _Held:
    matches = _sought().find_matches_as_indexes(words, overlapping=True)
    if not matches:
        return _NOTHING
    kinds, of_deals = 0, []
    for index, _, _ in matches:
        kind = _KIND_OF[index]
        kinds |= kind
        if not kind:
            of_deals.append(index)
    if not of_deals and not kinds & (kinds - 1):
        return _NOTHING
    return _Held(frozenset(of_deals), cued=kinds & (kinds - 1) != 0)


class Screened(Struct, frozen=True, gc=False):
    """A message with what the gate found out about it."""

    line: Line
    deal: bool
    """The talk around it is about a deal; in a crowd, what its speaker talks of is."""
    passes: bool
    """It is worth reading."""
    after: Line | None = None
    """What follows a message worth reading: the next of the same chat, if it comes within the gate's reach."""


class _Voices:
    """How many speak around each message of a chat, told in the order of the messages."""

    def __init__(self) -> None:
        self._last: deque[str] = deque()
        self._counts: dict[str, int] = {}
        self._crowds: deque[bool] = deque()

    def take(self, seen: int, account: str) -> None:
        """Take in who said message number `seen`; by now it is known how many speak around an earlier one."""
        counts = self._counts
        self._last.append(account)
        counts[account] = counts.get(account, 0) + 1
        if len(self._last) > 2 * AROUND + 1:
            gone = self._last.popleft()
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
        if seen > AROUND:
            self._crowds.append(len(counts) > FEW)

    def next(self) -> bool:
        """Tell of the next message whether it stands in a crowd."""
        return self._crowds.popleft() if self._crowds else len(self._counts) > FEW


class _Chat:
    """The words of deals within reach of the message that comes next out of one chat, and who said one when."""

    def __init__(self) -> None:
        self.seen = 0
        self._held: deque[tuple[int, frozenset[int]]] = deque()
        self._counts: Counter[int] = Counter()
        self._weight = 0
        self._lately: dict[str, int] = {}
        self._voices = _Voices()

    def take(self, account: str, found: frozenset[int]) -> int:
        """Take in who says the next message and its words of deals; return its number."""
        self.seen += 1
        self._voices.take(self.seen, account)
        if found:
            self._lately[account] = self.seen
            self._held.append((self.seen, found))
            for word in found:
                if not self._counts[word]:
                    self._weight += _WEIGHTS[word]
                self._counts[word] += 1
        return self.seen

    def about_a_deal(self, at: int, account: str) -> bool:
        """Tell whether enough different words are within reach of message `at`, the next one; forget what lies before.

        In a crowd it is one word of its speaker's own that tells, and the reach is longer. By now AHEAD messages have
        been read, or the talk has ended.
        """
        while self._held and self._held[0][0] < at - BEHIND:
            for word in self._held.popleft()[1]:
                self._counts[word] -= 1
                if not self._counts[word]:
                    self._weight -= _WEIGHTS[word]
        crowd = self._voices.next()
        if self.seen <= EXCERPT:
            return self.seen <= SNIPPET or self._weight >= 1
        if crowd:
            return account in self._lately and at - self._lately[account] <= LATELY
        return self._weight >= ENOUGH


_Waiting = tuple[Line, str, bool, int]
"""A message read ahead: its words, whether they hold cues of two kinds, and its number in its chat."""


class Gate:
    """Screens a talk, reading a few messages ahead. Lines come out in the order in which they went in."""

    def __init__(self) -> None:
        self._chats: dict[str, _Chat] = {}

    def screen(self, lines: Iterable[Line]) -> Iterator[Screened]:
        """Yield every line with its verdict."""
        waiting: deque[_Waiting] = deque()
        for line in lines:
            words = plain(line.words()) if line.own else ""
            chat = self._chats.get(line.chat)
            if chat is None:
                chat = self._chats[line.chat] = _Chat()
            held = _held_in(words)
            found = held.of_deals if line.money is None else held.of_deals | {_MONEY}
            waiting.append((line, words, held.cued, chat.take(line.account, found)))
            if len(waiting) > AHEAD:
                yield self._verdict(waiting)
        while waiting:
            yield self._verdict(waiting)

    def _verdict(self, waiting: deque[_Waiting]) -> Screened:
        line, words, cued, at = waiting.popleft()
        deal = self._chats[line.chat].about_a_deal(at, line.account)
        if line.system or line.kind == "forward":
            return Screened(line, deal, passes=False)
        evident = line.money is not None or any(held.kind == "file" for held in line.files)
        if not evident and (not words or words.isspace() or not (deal or cued)):
            return Screened(line, deal, passes=False)
        after = next((held for held, *_ in waiting if held.chat == line.chat), None)
        return Screened(line, deal, passes=True, after=after)
