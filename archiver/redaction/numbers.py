"""Numbers of people in a text, in whatever signs and groups they were typed.

The figures of a text are one stream (`views.digits`); a run of it is cut into groups, and each window of groups is
asked what it is. What the window's figures say by themselves (a region and a day of birth, a right check figure, the
first figures of an issuer) is weighed against how its groups are written and what is said beside it: several sums side
by side must not make a number together.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from archiver.redaction import checks
from archiver.redaction.found import Found, Kind
from archiver.redaction.views import UNSEEN, Views
from archiver.redaction.windows import (
    IDENTITY,
    MONEY,
    PREFIXES,
    Group,
    Window,
    counts,
    groups_of,
    is_thousands,
    odds,
    window_of,
)

_RUN: Final = re.compile(r"[0-9](?:[ ,~&]{0,28}[0-9x])+")
_LONGEST: Final = 22
_ORDER: Final = re.compile(
    r"(?:订单|单号|编号|流水|交易号|工单|批次|条码|发票代?[号码]码?|(?:order|serial)(?: no\.)?|"
    r"(?<![a-z] )(?<![a-z])no\.)[^\n]{0,4}$"
)
_ABROAD: Final = re.compile(r"(?:^|[^0-9a-z])\+$")
_SAID_TO_BE: Final = re.compile(r"(?:手机|电话|联系方式|号码)号?码?(?:都?是|为|改成|换成|[:：\s])*$")
_LINE: Final = re.compile(r"(?:座机|固话|传真|电话|热线|客服)号?码?(?:是|为|[:：\s])*$")
_EXTENSION: Final = re.compile(
    r"[\s,，(（)）\]】>」}》]{0,3}(?:转分?机?|分机号?|ext\.?|内线)(?:是|[:：\s])*(?P<is>[0-9]{1,6})|[)）\]】>」}》]?-(?P<bare>[0-9]{3,4})(?![0-9])"
)
_NEAT: Final = frozenset(
    tuple(map(int, sizes.split("-")))
    for sizes in (
        # mobile numbers
        *("3-4-4", "4-3-4", "3-8", "7-4", "3-4-2-2", "3-2-2-2-2", "2-2-2-2-3", "2-3-4-4", "2-11"),
        # cards
        *("4-4-4-4", "8-8", "6-10", "4-12", "4-4-4-4-1", "4-4-4-5", "4-4-4-4-3", "6-13", "4-4-4-7", "5-5-5-4", "6-6-7"),
        *("4-15", "15-4", "16-3", "10-9", "9-10", "4-4-4-3", "4-4-4-4-2"),
        # identity numbers
        *("6-6-3", "6-8-4", "6-4-4-4", "3-3-4-4-4", "6-12", "14-4", "6-6-6", "3-3-8-4", "17-1", "9-9", "6-4-2-2-4"),
    )
)
"""Groups in which people write numbers of so many figures; blanks between others part several numbers."""
_SERVICE: Final = frozenset({(3, 3, 4), (3, 4, 3), (4, 3, 3), (3, 7), (3, 2, 2, 3), (4, 6), (10,)})
_BEYOND_CHANCE: Final = 8
"""Figures of a known account that other numbers do not make together by chance."""
_FEW: Final = 5
"""Groups in which an identity number is looked for wherever it stands in a run."""
_USUAL_ODDS: Final = 0.05
"""Odds at which the groups in which people write numbers are one number."""
_UNUSUAL_ODDS: Final = 0.01
"""The same where sums seldom stand so: four figures between three and three, three before twice four."""
_NAMED_ODDS: Final = 0.005
"""The same behind a word such as 手机, which also stands before prices (手机壁纸 1500/2000/300)."""
_PHONE_ODDS: Final = 0.3
"""The same for the groups of a mobile number between the signs of a list."""
_DASHES: Final = frozenset("-—－")
_OTHER_ODDS: Final = 3.0
"""The same for groups of any size."""
_ALONE_ODDS: Final = 0.5
"""The same where the text holds nothing else."""


def numbers(seen: Views, accounts: frozenset[str]) -> Iterator[Found]:
    """Yield identity, phone and card numbers, and the account numbers that the roster knows."""
    for run in _RUN.finditer(seen.digits):
        if run.end() - run.start() >= 5:
            yield from _of_run(groups_of(seen, run.start(), run.end()), seen, accounts)


def _of_run(groups: tuple[Group, ...], seen: Views, accounts: frozenset[str]) -> Iterator[Found]:
    done = 0
    while done < len(groups):
        best = _longest(groups, done, seen, accounts)
        if best is None:
            done += 1
            continue
        after, kind = best
        end = groups[after - 1].end
        while end < len(seen.digits) and seen.digits[end] == UNSEEN:
            end += 1
        if kind == "phone" and (extension := _EXTENSION.match(seen.plain, end)):
            end = extension.end()
        yield Found(groups[done].start, end, kind)
        while done < len(groups) and groups[done].start < end:
            done += 1


def _longest(groups: tuple[Group, ...], first: int, seen: Views, accounts: frozenset[str]) -> tuple[int, Kind] | None:
    """Return the longest number that begins with this group: the group after it, and the kind.

    Without one, the longest stretch that a word says to be a number, though its figures are not right.
    """
    best: tuple[int, Kind] | None = None
    called: tuple[int, Kind] | None = None
    digits = ""
    for end in range(first, len(groups)):
        digits += groups[end].digits
        if len(digits) > _LONGEST:
            break
        if len(digits) < 5:
            continue
        window = window_of(groups, first, end + 1, seen)
        if kind := _kind(window, seen, accounts):
            best = (end + 1, kind)
        elif not MONEY.match(seen.plain, groups[end].end) and (kind := _called(window)):
            called = (end + 1, kind)
    return best or called


def _kind(window: Window, seen: Views, accounts: frozenset[str]) -> Kind | None:
    """Return what a window is by its figures, if its groups may be one number."""
    digits = window.digits
    if window.signs == {"."} and checks.is_network_address(window.parts):
        return None
    start, end = window.groups[0].start, window.groups[-1].end
    known: Kind | None = None
    if digits in accounts and not (end - start < 7 and counts(seen, start, end)):
        known = "qq"
    if not (_is_one(window) or _is_broken(window.groups, seen) or _is_itself(window)):
        return known if len(digits) >= _BEYOND_CHANCE else None
    return _kind_said(window) or known if len(digits) >= 10 else known


def _kind_said(window: Window) -> Kind | None:
    """Return what a number is by its figures and by what is said before it."""
    digits, said = window.digits, window.said
    if window.turned:
        digits = digits[::-1]
    ordered = _ORDER.search(said)
    if checks.is_identity(digits) and (len(digits) == 18 or not ordered):
        return "identity"
    if "x" in digits or ordered:
        return None
    if checks.is_mobile(digits):
        return "phone"
    if checks.is_card(digits) or (12 <= len(digits) <= 21 and window.banked) or _is_issued(window):
        return "card"
    return "phone" if _is_fixed_line(window) else None


def _is_domestic(digits: str) -> bool:
    return digits.startswith("62") and checks.is_issued(digits)


def _is_issued(window: Window) -> bool:
    """Say whether figures in one or in neat groups are a card's but for a mistyped one."""
    sizes = tuple(map(len, window.parts))
    return (len(sizes) == 1 or sizes in _NEAT or _is_domestic(window.digits)) and checks.is_issued(window.digits)


def _called(window: Window) -> Kind | None:
    """Return what a word directly before figures says they are, though a figure is wrong or missing."""
    digits, said = window.digits, window.said
    if _ORDER.search(said) or "x" in digits[:-1]:
        return None
    if 14 <= len(digits) <= 19 and IDENTITY.search(said):
        return "identity"
    if 10 <= len(digits) <= 13 and digits[0] in "018+" and _SAID_TO_BE.search(said):
        return "phone"
    if 7 <= len(digits) <= 8 and digits[0] in "2345678" and _LINE.search(said) and odds(window) > _USUAL_ODDS:
        return "phone"
    return None


def _is_fixed_line(window: Window) -> bool:
    digits = window.digits
    if checks.is_landline(digits):
        return True
    if window.parts[0] in PREFIXES and checks.is_landline("0" + digits[len(window.parts[0]) :]):
        return True
    named = len(digits) == 10 and digits[:3] in {"400", "800"}
    return named or (10 <= len(digits) <= 13 and bool(_ABROAD.search(window.said)))


def _is_one(window: Window) -> bool:
    """Say whether groups may be one number: none, one figure each, the groups people use, or nothing like sums."""
    parts = window.parts
    if len(parts) == 1:
        return True
    if window.free:
        return odds(window, named=True) > _NAMED_ODDS
    if len(parts) > 2 and parts[0] in PREFIXES:
        parts = parts[1:]
    sizes = tuple(map(len, parts))
    listed = not {sign.strip("-—.·_~…^ ") for sign in window.signs} <= {""}
    if set(sizes) == {1}:
        return len(window.signs) == 1 or not listed
    if _is_prefixed(window):
        return True
    if parts[0].startswith("0") and len(parts[0]) in {3, 4} and (len(parts) == 2 or checks.is_landline(window.digits)):
        return True
    if not listed and (sizes in _NEAT or (len(window.signs) == 1 and min(sizes) > 2 and _is_domestic(window.digits))):
        rare = (sizes == (3, 4, 4) and window.edge) or checks.is_issued(window.digits)
        return odds(window) > (_UNUSUAL_ODDS if rare else _USUAL_ODDS)
    if window.digits[:3] in {"400", "800"} and sizes in _SERVICE:
        dashed = len(parts) == 3 and window.signs <= _DASHES
        return dashed or odds(window) > (1 if listed else _UNUSUAL_ODDS if sizes == (3, 4, 3) else _USUAL_ODDS)
    if sizes == (3, 4, 4) and window.edge:
        return odds(window) > _PHONE_ODDS
    return window.edge and odds(window) > (_ALONE_ODDS if window.alone else _OTHER_ODDS)


def _is_prefixed(window: Window) -> bool:
    """Say whether the country's own number stands before a mobile number."""
    apart = window.parts[0] in PREFIXES and len(window.parts[0]) < len(window.digits) - 10
    told = len(window.digits) > 11 and (apart or window.said.endswith("+"))
    return told and checks.is_mobile(window.digits)


def _is_itself(window: Window) -> bool:
    """Say whether figures are one number whatever parts them: several sums seldom make a right check figure together.

    A mobile number counts where a further group begins with 0, as no price does.
    """
    digits, parts = window.digits, window.parts
    sizes = tuple(map(len, parts))
    if is_thousands(window):
        return False
    if len(digits) == 18 and (window.edge or len(parts) <= _FEW):
        return checks.is_identity(digits) and checks.has_check_figure(digits)
    if len(digits) == 11 and len(parts) <= 4 and min(sizes[1:], default=0) >= 3:
        return checks.is_mobile(digits) and any(part.startswith("0") for part in parts[1:])
    return sizes in _NEAT and checks.is_card(digits) and odds(window) > _USUAL_ODDS


def _is_broken(groups: tuple[Group, ...], seen: Views) -> bool:
    """Say whether groups are lines of nothing but figures, as of a number typed over several lines."""
    edges = (seen.text[first.end : then.start] for first, then in pairwise(groups))
    if not all("\n" in edge for edge in edges) or any(len(group.digits) < 2 for group in groups):
        return False
    before, after = seen.text[: groups[0].start], seen.text[groups[-1].end :]
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip()
