"""Two readings of a text that keep every character in its place, so that an offset in them is an offset in the text.

`plain` is half-width lower case. `digits` keeps only what can be part of a number: digits of any script and Chinese
numerals as 0-9, X as x, and classes of signs between them.
"""

import unicodedata
from typing import Final

from msgspec import Struct

BLANK: Final = " "
"""In `digits`: white space, line ends, dashes, dots and the like, which people put between groups of digits."""
COMMA: Final = ","
"""In `digits`: commas, brackets and slashes, which part numbers as often as groups."""
UNSEEN: Final = "~"
"""In `digits`: a character that draws nothing."""
OTHER: Final = "#"
"""In `digits`: anything else."""

_SPOKEN: Final = ("零〇洞", "一幺壹", "二两贰貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒拐", "八捌", "九玖勾")
SPOKEN: Final = {sign: str(value) for value, signs in enumerate(_SPOKEN) for sign in signs}
"""Chinese numerals that stand for one digit."""
_COMMAS: Final = frozenset(",、;:|/\\()[]<>【】《》「」{}*")


class _Plain(dict[int, str]):
    """Fills itself with the half-width lower-case form of each character met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = unicodedata.normalize("NFKC", sign).casefold()
        self[code] = found = folded if len(folded) == 1 else sign
        return found


class _Digits(dict[int, str]):
    """Fills itself with the class of each character met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    if value is not None:
        return str(value)
    if sign in SPOKEN:
        return SPOKEN[sign]
    plain = _PLAIN[ord(sign)]
    if plain in "x×":
        return "x"
    if unicodedata.category(sign) in {"Cf", "Cc", "Mn", "Me", "Cs"} and not sign.isspace():
        return UNSEEN
    if plain.isspace() or plain in "-.·_~。" or unicodedata.category(sign) == "Pd":
        return BLANK
    if plain in _COMMAS:
        return COMMA
    return plain if plain == "+" else OTHER


_PLAIN: Final = _Plain()
_DIGITS: Final = _Digits()


class Views(Struct, frozen=True):
    """A text in its readings, all of one length."""

    text: str
    plain: str
    digits: str


def views(text: str) -> Views:
    """Return the readings of a text."""
    return Views(text, plain(text), text.translate(_DIGITS))


def plain(text: str) -> str:
    """Return a text in half-width lower case, character by character."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)
