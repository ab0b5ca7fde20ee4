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
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from archiver.analysis.deal_words import NEAR, OF_DEALS, OF_DEALS_AND_LIFE, Signs
from archiver.analysis.script import plain
from archiver.analysis.talk import Line

AHEAD = 80
"""Messages read ahead: a deal's first wishes stand before its first price."""
BEHIND = 120
"""Messages for which a talk stays a deal after a word of deals."""
EXCERPT = 24
"""A talk of no more messages has been cut out for what it says: it may be about a deal, with a word of deals it is."""
SNIPPET = 8
"""So few lines nobody exports but for what they say: they are read whatever their words, and two that tell do."""
ENOUGH = 4
"""Weight of different words within reach that makes a deal of the talk around them; a word of deals alone weighs 2."""

FEW = 10
"""Where more accounts speak around a message, it stands in a crowd."""
AROUND = 12
"""So many messages before a message, and as many after it, tell how many speak around it."""
LATELY = 1000
"""Messages for which one who said a word of deals in a crowd takes part in a deal."""

_WORDS = tuple(dict.fromkeys((*OF_DEALS, *OF_DEALS_AND_LIFE)))
_WEIGHTS = dict.fromkeys(range(len(_WORDS)), 1) | dict.fromkeys(range(len(set(OF_DEALS))), 2)
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
    """The talk around it is about a deal, or may be; in a crowd, what its speaker talks of is."""
    passes: bool
    """It is worth reading."""
    maybe: bool = False
    """Only words speak for the deal, which everyday talk has too: what is found in the reading must bear it out."""
    cued: bool = False
    """It would be worth reading outside of a deal too."""
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

    @property
    def few(self) -> bool:
        """Whether few have spoken lately."""
        return len(self._counts) <= FEW

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
        self._signs = Signs()
        self._signed: deque[int] = deque()

    def take(self, account: str, words: str, found: frozenset[int]) -> int:
        """Take in who says the next message, its words and which of them are words of deals; return its number."""
        self.seen += 1
        self._voices.take(self.seen, account)
        if self._voices.few and self._signs.take(words, money=_MONEY in found):
            self._signed.append(self.seen)
        if found:
            self._lately[account] = self.seen
            self._held.append((self.seen, found))
            for word in found:
                if not self._counts[word]:
                    self._weight += _WEIGHTS[word]
                self._counts[word] += 1
        return self.seen

    def _signs_near(self, at: int) -> bool:
        """Tell whether signs of a deal stand close together near message `at`."""
        while self._signed and self._signed[0] < at - NEAR:
            self._signed.popleft()
        return bool(self._signed) and self._signed[0] <= at + 2 * NEAR

    def about_a_deal(self, at: int, account: str) -> Literal["yes", "no", "maybe"]:
        """Tell whether enough different words are within reach of message `at`, the next one; forget what lies before.

        Among few the words only raise the suspicion, and signs of a deal that stand close together do too; what is
        found in the reading must bear it out. In a crowd it is one word of its speaker's own that tells, and the reach
        is longer. By now AHEAD messages have been read, or the talk has ended.
        """
        while self._held and self._held[0][0] < at - BEHIND:
            for word in self._held.popleft()[1]:
                self._counts[word] -= 1
                if not self._counts[word]:
                    self._weight -= _WEIGHTS[word]
        crowd, signed = self._voices.next(), self._signs_near(at)
        if self.seen <= EXCERPT:
            return "yes" if self._weight >= 1 else "maybe"
        if crowd:
            return "yes" if account in self._lately and at - self._lately[account] <= LATELY else "no"
        return "maybe" if self._weight >= ENOUGH or signed else "no"


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
            waiting.append((line, words, held.cued, chat.take(line.account, words, found)))
            if len(waiting) > AHEAD:
                yield self._verdict(waiting)
        while waiting:
            yield self._verdict(waiting)

    def _verdict(self, waiting: deque[_Waiting]) -> Screened:
        line, words, cued, at = waiting.popleft()
        about = self._chats[line.chat].about_a_deal(at, line.account)
        deal, maybe = about != "no", about == "maybe"
        if line.system or line.kind == "forward":
            return Screened(line, deal, passes=False, maybe=maybe)
        evident = line.money is not None or any(held.kind == "file" for held in line.files)
        if not evident and (not words or words.isspace() or not (deal or cued)):
            return Screened(line, deal, passes=False, maybe=maybe)
        after = next((held for held, *_ in waiting if held.chat == line.chat), None)
        return Screened(line, deal, passes=True, maybe=maybe, cued=evident or cued, after=after)
