"""Numbers without a currency: whether a bare number is a price by what stands around it."""

from decimal import Decimal

from archiver.analysis.clauses import clause_around
from archiver.analysis.counted_things import is_counted_thing
from archiver.analysis.crafts import is_price_of_craft
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.lone_sums import is_lone_sum
from archiver.analysis.measures import COUNTER, NOT_A_SUM_BEFORE, is_measure, is_year
from archiver.analysis.money_words import (
    APPROX_AT_END,
    BEFORE_MONEY,
    MONEY_AFTER,
    ONE_WORK_BEFORE,
    PARTICLES,
    PER_PIECE,
    TITLE_ONLY,
    TOPIC_BEFORE,
    UNPAID,
    WEAK_BEFORE,
    WORK_BEFORE,
)
from archiver.analysis.named_prices import is_named_price
from archiver.analysis.price_lists import is_in_price_list
from archiver.analysis.quantities import RESOLUTIONS, Quantity
from archiver.analysis.reckonings import is_reckoned, pieces_make
from archiver.analysis.spoken_prices import is_spoken_price
from archiver.analysis.weighed_sums import is_likely_sum, is_unlikely_sum

_LETTERS_OF_WORK = LazyPattern(r"(?<![a-z])(?:bug|logo|ppt|excel|word|pdf|psd|h5|app|gif|vlog|demo|banner|kv|vi)\s?\Z")
# 半身200 全身350: a blank parts the prices of a list.
_NEXT_WORK = LazyPattern(r"\s+[一-鿿]")
_NOTHING_ELSE = LazyPattern(r"[\s?!~吧,，。]*")
_LEAST_FOR_WORK = 100
"""Yuan; the least for work of many pieces: a smaller figure may be their number."""
_LEAST_FOR_ONE = 10
"""Yuan; the least for work that is named as one piece."""
_LEAST_LED = 50
"""Yuan; the least where words beside it may speak of money: 没结, 吧."""
_LEAST_OF_TOPIC = 10
"""Yuan; the least where its clause begins with what money is paid for."""
# 单字0.12, 单价4.5: a word costs less than a coin, a print little more.
_BY_WORD = LazyPattern(r"(?:[单千百每一][字词]|单价)(?:才|就|只|要|算|是)?\Z")
_LEAST_BARE = 5  # a smaller number is a count unless a piece stands beside it
_LATER = 10  # characters behind a figure that may tell what a price is with or without
_SHORT = 8  # characters of a clause behind a price
# 我发4k原图: so many picture points, not thousands of money
_SHARP = LazyPattern(
    r"\s?(?:(?:原|大|高清|超清|无损|效果|渲染|成)?[图片屏]|画质|高清|超清|视频|渲染|分辨|导出|输出|素材|显示器)"
)
_PICTURE_HEIGHTS = frozenset({256, 480, 512, 540, 720, 1024, 1080, 1280, 1440, 1920, 2048, 2160, 4096})


def is_bare_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare number is money: a rule says so, or it stands as sums do; hardly ever against all odds."""
    ruling = ruling_on(folded, read, start, end)
    if ruling is None:
        return not _is_all_said(folded, start, end) and is_likely_sum(folded, read, start, end)
    # Only small figures and those of 万 and k are now and then no sums though a rule takes them.
    is_doubtful = (read.most or read.value or 0) < _LEAST_FOR_WORK or folded[end - 1] in "kw万千"
    return ruling and not (is_doubtful and is_unlikely_sum(folded, read, start, end))


def _is_all_said(folded: str, start: int, end: int) -> bool:
    """Tell whether the figure is the whole message, which alone says nothing."""
    return _NOTHING_ELSE.fullmatch(folded, 0, start) is not None and _NOTHING_ELSE.fullmatch(folded, end) is not None


def ruling_on(folded: str, read: Quantity, start: int, end: int) -> bool | None:
    """Tell whether a rule says that a bare number is money, or that it is none; None where all are silent."""
    high = read.most or read.value or Decimal(0)
    before, after = clause_around(folded, start, end)
    if high < _LEAST_BARE and not (high and (PER_PIECE.match(after) or _BY_WORD.search(before))):
        return False
    if is_reckoned(folded, start, end):
        return True
    if _is_ruled_out(folded, before, start, end):
        return False
    led = BEFORE_MONEY.search(before) is not None or _given_in_to(folded, start, end) is not None
    if folded[end - 1] == "+" and not (led or MONEY_AFTER.match(after)):
        return False  # 10w+ is how views and likes are counted
    if led or (read.shaped and read.scale > 1) or _is_said_as_price(folded, read, (start, end), (before, after)):
        return True
    return None


def _given_in_to(folded: str, start: int, end: int) -> int | None:
    """Return where 八百就八百 ends that the figure is a part of; None where it is said once."""
    words = folded[start:end].strip()
    if len(words) == 1 or "就" not in folded[max(0, start - 1) : end + 1]:
        return None
    again = f"{words}就{words}"
    begin = folded.find(again, max(0, start - len(words) - 1), end + len(words) + 1)
    return begin + len(again) if begin >= 0 else None


def _is_said_as_price(folded: str, read: Quantity, span: tuple[int, int], around: tuple[str, str]) -> bool:
    """Tell whether the clause around a number that is no measure says it as a price."""
    (start, end), (before, after) = span, around
    high = read.most or read.value or Decimal(0)
    if _stands_alone(folded[:end], read, before, after) or _is_led_weakly(before, after, high):
        return True
    if _is_price_of_work(folded, read, before, after, end):
        return True
    words, later = folded[start:end].strip(), folded[end : end + _LATER]
    if (
        PER_PIECE.match(after)
        or is_lone_sum(before, words, after, high)
        or is_spoken_price(before, words, after, high, later=later)
        or is_named_price(before, words, after, high, later=later)
        or is_price_of_craft(before, words, after, high)
        or is_in_price_list(folded, start, end)
    ):
        return True
    return (read.shaped or high >= _LEAST_LED) and MONEY_AFTER.match(after) is not None


def _is_led_weakly(before: str, after: str, high: Decimal) -> bool:
    """Tell whether nothing but 没结, 吧 … follows a number, and what leads to it is of money."""
    closed = PARTICLES.fullmatch(after) is not None
    if high >= _LEAST_LED and WEAK_BEFORE.search(before) and (closed or UNPAID.match(after)):
        return True
    return closed and high >= _LEAST_OF_TOPIC and TOPIC_BEFORE.search(before) is not None


def _is_ruled_out(folded: str, before: str, start: int, end: int) -> bool:
    """Tell whether the number is a count, a measure or a part of another number."""
    if is_measure(folded, before, start, end) or is_counted_thing(folded, before, start, end):
        return True
    if folded[start:end].strip() in RESOLUTIONS and _SHARP.match(folded, end):
        return True
    again = _given_in_to(folded, start, end)
    if again is not None and not folded[again : again + 1].isspace() and COUNTER.match(folded, again):
        return True  # 300就300张
    if NOT_A_SUM_BEFORE.search(folded, max(0, start - 8), start) is None or WORK_BEFORE.search(before):
        return False
    if not folded[start:end].isascii() and before[-1:].isascii() and before[-1:].isalpha():
        return False  # live2d五千: no model has its number in characters
    # 安卓app 8000起, 改bug80
    return not ((before[-1:].isspace() and MONEY_AFTER.match(folded, end)) or _LETTERS_OF_WORK.search(before))


def _stands_alone(folded: str, read: Quantity, before: str, after: str) -> bool:
    """Tell whether a price is all that the clause says: 两千五吧."""
    if TITLE_ONLY.fullmatch(before) is None:
        return False
    if read.shaped and len(after) <= _SHORT:
        return True
    high = read.most or read.value or Decimal(0)
    round_about = read.scale > 1 or APPROX_AT_END.search(folded) is not None
    return PARTICLES.fullmatch(after) is not None and high >= 100 and round_about


def _is_price_of_work(folded: str, read: Quantity, before: str, after: str, end: int) -> bool:
    """Tell whether a number that ends its clause is what the work before it costs: 封面四百; 90 三张270."""
    value = read.value
    if value is not None and (made := pieces_make(folded, before, value, end)) is not None:
        return made and PARTICLES.match(after) is not None
    if not (PARTICLES.fullmatch(after) or _NEXT_WORK.match(after)):
        return False
    if value is not None and (value in _PICTURE_HEIGHTS or is_year(value)):
        return False
    high = read.most or value or Decimal(0)
    least = _LEAST_FOR_ONE if ONE_WORK_BEFORE.search(before) else _LEAST_FOR_WORK
    return high >= least and WORK_BEFORE.search(before) is not None
