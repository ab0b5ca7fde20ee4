"""Two readings of a text that keep every character in its place, so that an offset in them is an offset in the text.

`plain` is half-width lower case. `digits` keeps only what can be part of a number: digits of any script and Chinese
numerals as 0-9, X as x, and classes of signs between them.
"""

import re
import unicodedata
from typing import Final

from msgspec import Struct

BLANK: Final = " "
"""In `digits`: white space, line ends, dashes, dots, emoji, faces and the like, which people put between groups."""
COMMA: Final = ","
"""In `digits`: commas, brackets and slashes, which part numbers as often as groups."""
UNSEEN: Final = "~"
"""In `digits`: a character that draws nothing."""
OTHER: Final = "#"
"""In `digits`: anything else."""

_SPOKEN: Final = ("零〇洞", "一幺壹", "二两贰貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒拐", "八捌", "九玖勾")
SPOKEN: Final = {sign: str(value) for value, signs in enumerate(_SPOKEN) for sign in signs}
"""Chinese numerals that stand for one digit."""
_CROSS: Final = "叉"
"""The X at the end of an identity number, as it is said."""
_FACE: Final = re.compile(r"(?<=[0-9])[ ]?(?:\[[\u4e00-\u9fff]{1,6}\]|/[\u4e00-\u9fff]{1,3})[ ]?(?=[0-9])")
"""A face as exports print it, between figures."""
_LETTERS: Final = re.compile(r"(?<![a-z0-9])(?=(?:[oli]{0,4}[0-9]){7})[1li][3-9o][0-9oli]{9}(?![a-z0-9])")
"""A mobile number with letters in the shape of figures, seven figures at least among them."""
_SHAPES: Final = str.maketrans("oli", "011")
_COMMAS: Final = frozenset(",、;:|/\\()[]<>【】《》「」{}*=")


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
    if plain in "x×" or sign == _CROSS:
        return "x"
    if unicodedata.category(sign) in {"Cf", "Cc", "Mn", "Me", "Cs"} and not sign.isspace():
        return UNSEEN
    if plain.isspace() or plain in "-.·_~。…^" or unicodedata.category(sign) in {"Pd", "So"}:
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
    said, digits = plain(text), text.translate(_DIGITS)
    if _FACE.search(text):
        digits = _FACE.sub(lambda face: BLANK * len(face[0]), text).translate(_DIGITS)
    for match in _LETTERS.finditer(said):
        start, end = match.span()
        digits = digits[:start] + match[0].translate(_SHAPES) + digits[end:]
    return Views(text, said, digits)


def plain(text: str) -> str:
    """Return a text in half-width lower case, character by character."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)
