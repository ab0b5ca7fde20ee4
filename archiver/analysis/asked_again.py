"""The same concrete question asked again and again, while the other side writes and does not speak to it.

Three askings, or two a day apart, with words of the other side between them that hold no answer: no time and no state
of the work for 图呢 or 什么时候能好, no sum for 多少钱, no yes, no or day for 尾款给不给 and 退不退. Whether anybody
dodged anything is not told, and what may be an answer is taken for one. Where the other side sent something that the
log does not show (voice, a call, a picture), it may have been the answer, and the count begins anew.

In the 164 talks that the corpus teaches from it is told once on the acts as their authors labelled them (你在录吗 ·
我也想录 家里真的吵 · 到底什么时候), and never on acts as they are read: whoever is asked there names some day.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final, Literal

from msgspec import Struct

from archiver.analysis.dates import read_times
from archiver.analysis.finding import Act, Role
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.offers import sums_in

Topic = Literal["work", "price", "pay", "refund"]
TIMES: Final = 3
"""Askings that are told of however soon they follow each other."""
APART: Final = timedelta(days=1)
"""How far apart two askings are told of."""
FADES: Final = 80
"""Messages of the other side without an answer after which an asking is a new question: the talk has moved on."""
SHOWN: Final = 12
"""Askings, and messages between them, that are named."""

_WHEN = r"几点|几号|哪[天日](?!就)|[什甚啥]么?时[候间]|啥前儿|多会儿|何时|几时|边日|几耐|多久|多长时间|[什啥]么?日子"
_HOW_FAR = (
    r"(?:做|画|写|弄|改|剪|修|搞|翻|进展|进度|进行)[^，。\s]{0,4}(?:到哪|多少了|怎么样|咋样|如何|怎样)|进度呢|到哪一?步"
    r"|好了[没吗]|[做画写弄改剪修搞]完了?[没吗]"
)
_PAY = r"(?P<verb>[给付结打])不(?P=verb)|[给付结打转][^，。\s]{0,4}[没吗]"
_BACK = r"退不退|[退还][^，。\s]{0,6}[没吗]|(?:能不能|可不可以|怎么)[^，。\s]{0,4}退"
_QUESTION = rf"[?？]|[吗呢没](?:$|\s)|{_WHEN}"
_ASKED: Final[dict[Topic, re.Pattern[str]]] = {
    "work": re.compile(rf"{_QUESTION}|{_HOW_FAR}"),
    "price": re.compile(r"多少钱|几多钱|几钱|什么价|啥价|[咋怎]么?收(?:费|的)"),
    "pay": re.compile(rf"{_QUESTION}|{_PAY}"),
    "refund": re.compile(rf"{_QUESTION}|{_BACK}"),
}
"""What makes a message a question: 图呢, 今天能好吗, and not 快点."""
_ACTS: Final[dict[Topic, tuple[Act, ...]]] = {
    "work": ("reminder",), "price": (), "pay": ("payment_request",), "refund": ("refund_request",)
}  # fmt: skip
"""What a message must be read as; a question for a price is read as no act."""
_NO_QUESTION: Final = re.compile(
    r"都行|都可以|都得|无所谓|不知道|不晓得|问[我他她]|随便|不管|以前|上次|平时|^\W*(?:你?人呢|在[吗么不嘛]|还?活着[吗没]|早|睡了[吗没])\W*$"
)
"""什么时候都行, 不知道多少钱; 人呢 asks for a person and for nothing concrete."""
_NAMES: Final[dict[Topic, tuple[str, str]]] = {
    "work": ("何时交或做到哪里", "说到时间或做到哪里，也没有发来成果"),
    "price": ("价钱", "说到数目"),
    "pay": ("付款", "说付不付或何时付"),
    "refund": ("退款", "说退不退或何时退"),
}
_STATE: Final = re.compile(
    r"[做画写弄改剪修搞翻导渲录绣打排](?:到|了|完|好|出)|在[做画写弄改剪修搞翻导渲录绣打排]|还没|没[做画写弄改动]|[弄做画写]着"
    r"|一半|[%％成]|[差剩][^，。]{0,6}[页张个点段]|第.{1,3}[页章张]|收尾|[初终定]稿|开始|快[好完]|卡在|能|不行|好了"
)
_YES_OR_NO: Final = re.compile(
    r"不(?:给|付|退|转|结|能|行|会|可能|同意)|没(?:有?钱|问题|法)|[能会](?:给|付|退|转|结)|可以|^(?:行|好|嗯|中|得|ok|能|成)|[给转退付打还][你您]"
    r"|马上|这就|就[转退付给打]|财务|申请|流程|凭(?:什么|啥)",
    re.IGNORECASE,
)
_ANSWERS: Final[tuple[Act, ...]] = (
    "delivery", "progress", "payment", "rejection", "approval", "termination", "payment_refusal", "extension_request",
)  # fmt: skip
"""What answers whichever question: the thing itself, a refusal, a yes, a delay."""
_UNSEEN: Final = frozenset(("voice", "call", "image", "video", "file", "card", "forward", "transfer", "redpacket"))


class AskedAgain(Struct, frozen=True):
    """Askings of one question, and what the other side wrote between the first and the last."""

    by: Role
    topic: Topic
    asked: tuple[Turn, ...]
    between: tuple[Turn, ...]
    later: Turn | None = None
    """Where the other side speaks to it after all."""

    @property
    def because(self) -> str:
        """Tell in neutral words what the log shows."""
        about, told = _NAMES[self.topic]
        words = f"被问到{about}{len(self.asked)}次，其间发了{len(self.between)}条，没有{told}"
        return words if self.later is None else f"{words}；之后有所答复"

    @property
    def refs(self) -> tuple[str, ...]:
        """Return the messages that show it, in the order of the talk."""
        turns = (
            *self.asked[: SHOWN - 1],
            self.asked[-1],
            *self.between[:SHOWN],
            *(() if self.later is None else (self.later,)),
        )
        return tuple(dict.fromkeys(turn.ref for turn in sorted(turns, key=lambda turn: turn.index)))


class _Open:
    """One question of one side, from its first asking to the answer."""

    def __init__(self, by: Role, topic: Topic) -> None:
        self.by, self.topic = by, topic
        self.asked: list[Turn] = []
        self.between: list[Turn] = []
        self.since: list[Turn] = []
        """What the other side wrote after the last asking that counts."""

    def ask(self, turn: Turn) -> None:
        """Count an asking; one that follows with no word of the other side between is the same asking."""
        if not self.asked or self.since:
            self.asked.append(turn)
            self.between += self.since
            self.since = []

    def clear(self) -> None:
        """Begin anew."""
        self.asked, self.between, self.since = [], [], []

    def told(self, later: Turn | None) -> AskedAgain | None:
        """Return what is to be told once the question is answered, or the log ends."""
        if len(self.asked) < 2:
            return None
        first, last = self.asked[0].at, self.asked[-1].at
        apart = first is not None and last is not None and last - first >= APART
        if len(self.asked) < TIMES and not apart:
            return None
        return AskedAgain(self.by, self.topic, tuple(self.asked), tuple(self.between), later)


def asked_again(matter: Matter) -> tuple[AskedAgain, ...]:
    """Return the questions that one side had to ask again, in the order of their last asking."""
    held = [_Open(role, topic) for role in PRINCIPALS for topic in _ASKED]
    found: list[AskedAgain] = []
    for turn in matter.sided:
        if turn.role in PRINCIPALS:
            for one in held:
                if turn.role == one.by:
                    if asks(turn, one.topic):
                        one.ask(turn)
                elif one.asked:
                    found.extend(_answered(one, turn))
    found.extend(told for one in held if (told := one.told(None)) is not None)
    return tuple(sorted(found, key=lambda one: one.asked[-1].index))


def _answered(one: _Open, turn: Turn) -> Iterator[AskedAgain]:
    """Take in a message of the side that was asked; yield what is told where it answers."""
    hidden = turn.line.kind in _UNSEEN
    faded = len(one.since) >= FADES
    if hidden or faded or answers(turn, one.topic):
        told = one.told(None if hidden or faded else turn)
        one.clear()
        if told is not None:
            yield told
    elif turn.text:
        one.since.append(turn)


def asks(turn: Turn, topic: Topic) -> bool:
    """Tell whether a message asks a concrete question: 什么时候能交稿, and not 什么时候都行."""
    if _ACTS[topic] and not turn.has(*_ACTS[topic]):
        return False  # as nearly all: what a message was read as is known, its words must be searched
    return _ASKED[topic].search(turn.text) is not None and _NO_QUESTION.search(turn.text) is None


def answers(turn: Turn, topic: Topic) -> bool:
    """Tell whether a message speaks to a question; what may be an answer is taken for one."""
    return turn.has(*_ANSWERS) or _SPEAKS[topic](turn)


def _names_time(turn: Turn) -> bool:
    return bool(turn.dues) or (turn.at is not None and bool(read_times(turn.text, turn.at)))


def _names_sum(turn: Turn) -> bool:
    return turn.has("quote") or bool(sums_in(turn.text)) or "免费" in turn.text or "不收" in turn.text


def _settles(turn: Turn) -> bool:
    return _names_time(turn) or _names_sum(turn) or _YES_OR_NO.search(turn.text) is not None


_SPEAKS: Final[dict[Topic, Callable[[Turn], bool]]] = {
    "work": lambda turn: _names_time(turn) or _STATE.search(turn.text) is not None,
    "price": _names_sum,
    "pay": _settles,
    "refund": _settles,
}
