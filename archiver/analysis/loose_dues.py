"""What a message that is known to set a day may mean by a bare length or a bare number: 十分钟, 29那天吧, 24就24.

Words like these set nothing by themselves: a length may be a film's, a number a count. They are only asked where
the message was read as setting a day and holds no time that does.
"""

import re
from datetime import date, datetime, timedelta

from archiver.analysis.dates import add_span, read_times
from archiver.analysis.finding import Due

_SHORT = re.compile(r"PT(?=\d)(?:\d{1,2}H)?(?:\d{1,3}M)?")
_GONE = re.compile(r"(?:前|了|过去?)(?![一-鿿]*给)")
# 29那天吧 · 24就24 · 没跑 29 · 就14啦 · 挪到24 · 25没问题
_DAY = re.compile(
    r"(?<![\d.:：/+*xX×~～-])(?P<day>3[01]|[12]\d|[1-9])"
    r"(?:那天|(?:就|嘛|吧)\s?(?P=day)|没问题|(?=[吧啦了呗咯哈稳妥]{0,2}[,，。!！~～\s]{0,4}\Z)|(?=[\s,，]))"
    r"(?!\s?[\d.:：/%+*xX×~～-])"
)
_LED = re.compile(r"(?:\A|[\s,，]|就|到|是|跑|那|还|咁|改|换)\Z")


def loose_due(text: str, at: datetime | None) -> Due | None:
    """Return the due that a bare length of minutes or hours, or the bare number of a day, sets in `text`."""
    if at is None:
        return None
    lengths = [found for found in read_times(text, at) if found.kind == "duration" and found.duration]
    if len(lengths) == 1 and _SHORT.fullmatch(lengths[0].duration or "") and not _GONE.match(text, lengths[0].end):
        moved = add_span(at, lengths[0].duration or "")
        assert isinstance(moved, datetime)
        due = moved.isoformat(timespec="minutes")
        return Due(lengths[0].text, due=due, grain="minute", within=lengths[0].duration)
    return None if lengths else _numbered(text, at.date())


def _numbered(text: str, today: date) -> Due | None:
    """Return the next day of a number that stands where days do, where the message holds one such number."""
    found = [match for match in _DAY.finditer(text) if _LED.search(text[max(0, match.start() - 2) : match.start()])]
    if len({match["day"] for match in found}) != 1:
        return None
    day = next((one for one in (today + timedelta(days=n) for n in range(62)) if one.day == int(found[0]["day"])), None)
    return None if day is None else Due(found[0][0].strip(), due=day.isoformat(), grain="day")
