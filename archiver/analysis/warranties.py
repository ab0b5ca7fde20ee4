"""How long support after delivery lasts, as far as the words alone tell the day."""

import re

from msgspec import Struct

from archiver.analysis.dates import due_of, read_times
from archiver.analysis.finding import AnchorEvent
from archiver.analysis.matter import Turn
from archiver.analysis.spans import due_after

_HENCE = re.compile(r"往后")
# 半年里帮你留着底 · 一年里边崩了喊我: counted from the message, as with 内
_WITHIN = re.compile(r"\s*[里裡]")
# 上完线三个月里: counted from an event, and not from the message
_AFTER_EVENT = re.compile(r"[完后後起]\S{0,3}$")

# 一个月内我免费修 · 往后半年喊我 白修: free help, whenever it should be needed, for a stretch of time
_FREE = re.compile(r"免费|不[另再]?收|不[要算另]|白[给修改调]|分文不|唔收")
_CALLED = re.compile(r"找我|喊|吱声|出声|出[问毛]|毛病|[坏掉错崩卡]|改|修|调|[随任]时|问题")
_STRETCH = re.compile(
    r"[年月周天期]之?[内里裡內]|[年月周天]里?边|往后|以后|以後|半年|个月|一年|之前|[\d一二两三四五六七八九十]天"
)


class Term(Struct, frozen=True):
    """The end of the support: a day, or a span after an event; all None where the words name no start."""

    due: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None


def is_support(turn: Turn) -> bool:
    """Tell whether a provider promises free help for a stretch of time, though nothing is wrong yet.

    一个月内有bug我免费修 is support; 明天免费给你改 is a promise to mend.
    """
    return all(pattern.search(turn.text) for pattern in (_FREE, _CALLED, _STRETCH))


def term_of(turn: Turn) -> Term:
    """Return how long the support lasts that a message promises.

    一个月内, 半年里, 往后半年 and 月底之前 name the day; 质保15天 and 管一年 run from a delivery that they do not name.
    """
    if turn.at is None:
        return Term()
    words = _HENCE.sub("  ", turn.text)
    for found in read_times(words, turn.at):
        due = due_of(found)
        if due is not None and found.kind == "span" and (due.due or due.after):
            return Term(due.due, due.after, due.within)
        before, behind = turn.text[: found.start], words[found.end :]
        counted = before.endswith("往后") or (_WITHIN.match(behind) and not _AFTER_EVENT.search(before))
        if found.duration is not None and counted:
            return Term(due_after(turn.at, found.duration), within=found.duration)
    return Term()
