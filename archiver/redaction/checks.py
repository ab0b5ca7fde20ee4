"""Is a string of digits a number of this kind? Pure checks, each with its source."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

_PROVINCES: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
"""First two figures of GB/T 2260 codes, with 83 and 91 for residents' permits and foreigners."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_UNION_PAY: Final = re.compile(r"62\d{14,17}|60\d{14,17}|9558\d{12,15}|9555\d{12}|95\d{17}|68\d{17}|69\d{17}|84\d{15}")
_ABROAD: Final = re.compile(r"4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14}|3[47]\d{13}|4\d{18}")
_ISSUED: Final = re.compile(r"6[02]\d{14,17}|[45][0-9]\d{14}|4367\d{15}")
_AREA: Final = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d{7,8}")


def is_identity(digits: str) -> bool:
    """Say whether 18 or 15 figures name a region and a day of birth (GB 11643).

    The check figure is not asked: a number with a slip of the pen still names its bearer, and of random strings of 18
    figures fewer than one in a thousand has region and day.
    """
    if len(digits) == 18:
        return digits[:17].isdecimal() and bool(_PROVINCES.match(digits)) and _is_day(digits[6:14])
    short = len(digits) == 15 and digits.isdecimal() and bool(_PROVINCES.match(digits))
    return short and 0 < int(digits[2:4]) <= 70 and _is_county(int(digits[4:6])) and _is_day("19" + digits[6:12])


def _is_county(code: int) -> bool:
    """Say whether two figures name a county, a district, or (81 and up) a city directly under its province."""
    return 0 < code <= 50 or 81 <= code <= 90


def has_check_figure(digits: str) -> bool:
    """Say whether the last of 18 figures is right (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, digits[:17], strict=True))
    return "10x98765432"[total % 11] == digits[17].lower()


def _is_day(figures: str) -> bool:
    try:
        day = date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2035


def is_mobile(digits: str) -> bool:
    """Say whether figures are a mobile number of mainland China, with or without its country's 86."""
    return bool(re.fullmatch(r"(?:(?:00)?86|0|17951|12593)?1[3-9]\d{9}", digits))


def is_landline(digits: str) -> bool:
    """Say whether figures are an area code and a line."""
    return bool(_AREA.fullmatch(digits))


def is_card(digits: str) -> bool:
    """Say whether figures are a bank card: the issuer's first figures and the Luhn sum (ISO/IEC 7812)."""
    known = _UNION_PAY.fullmatch(digits) or _ABROAD.fullmatch(digits)
    return bool(known) and luhn(digits)


def is_issued(digits: str) -> bool:
    """Say whether figures begin and are as many as those of cards that banks here issue, right check figure or not."""
    return bool(_ISSUED.fullmatch(digits))


def luhn(digits: str) -> bool:
    """Say whether the last figure makes the Luhn sum divisible by ten."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        figure = int(sign) * (1 + place % 2)
        total += figure - 9 if figure > 9 else figure
    return total % 10 == 0


def is_network_address(parts: Sequence[str]) -> bool:
    """Say whether four groups of figures between dots are an address of the network (RFC 791): 192.168.10.106."""
    return len(parts) == 4 and all(int(part) <= 255 and part == str(int(part)) for part in parts)


def is_credit_code(code: str) -> bool:
    """Say whether 18 signs are a unified social credit code (GB 32100)."""
    if len(code) != 18 or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == code[17]
