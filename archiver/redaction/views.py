"""Two readings of a text that keep every character in its place, so that an offset in them is an offset in the text.

`plain` is half-width lower case. `digits` keeps only what can be part of a number: digits of any script, Chinese
numerals and letters in the shape of figures as 0-9, X as x, and classes of what stands between them. Everything that
looks for numbers reads this one stream, so that no finder needs to know how a figure was written.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

BLANK: Final = " "
"""In `digits`: white space, line ends, dashes, dots, emoji, faces and the like, which people put between groups."""
COMMA: Final = ","
"""In `digits`: commas, brackets, slashes, signs of sums and words, which part numbers as often as groups."""
WORD: Final = "&"
"""In `digits`: words that lead from one group of a number to the next (中间是, 后四位), signs around them included."""
UNSEEN: Final = "~"
"""In `digits`: a character that draws nothing."""
OTHER: Final = "#"
"""In `digits`: anything else."""

_SPOKEN: Final = ("零〇洞", "一幺壹", "二两贰貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒拐", "八捌", "九玖勾")
SPOKEN: Final = {sign: str(value) for value, signs in enumerate(_SPOKEN) for sign in signs}
"""Chinese numerals that stand for one digit."""
FIGURE: Final = (
    rf"[\d{''.join(SPOKEN)}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
    r"\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]"
)
"""A class of a pattern: every sign that `digits` reads as a figure, but for letters."""
_CROSS: Final = "叉✕✖❌╳хχ"
"""The X at the end of an identity number, as it is said or drawn."""
_RINGS: Final = str.maketrans("○◯⭕οо", "ooooo")
"""Signs in the shape of the letter o, read as one."""
_COMMAS: Final = frozenset(",、;:|/\\()[]<>【】《》〈〉「」『』〔〕{}*=+!?\"'“”‘’`")
_PARTING: Final = frozenset("#@%&$￥¥§")
"""Signs that never stand within a number."""

_NO_NUMERAL: Final = rf"(?:(?![{''.join(SPOKEN)}])[\u4e00-\u9fff])"
_FACE: Final = re.compile(rf"\[{_NO_NUMERAL}{{1,6}}\]|/{_NO_NUMERAL}{{1,3}}")
"""A face as exports print it: [微笑] or /微笑."""
_SHAPED: Final = re.compile(r"(?<![a-z])[0-9oli](?:[ ,~&]{0,6}[0-9oli])+(?![a-z])")
_TOKEN: Final = re.compile(r"[0-9oli]+")
_SHAPES: Final = str.maketrans("oli", "011")
_FEWEST: Final = 6
"""Figures beside which a letter may stand for one more."""
_SAID_X: Final = re.compile(r"(?<=[0-9])(?P<before>[^a-z0-9]{0,3}?(?:[大小]写(?:的|字母)?)?)(?:艾克斯|埃克斯|爱克斯)")
_LETTER_X: Final = re.compile(r"(?<=[0-9])[^a-z0-9]{0,3}?[大小]写(?:的|字母)?(?=x(?![a-z0-9]))")

_REPEATED: Final = re.compile(r"(?<=[0-9])(?P<times>[23])个(?P<figure>[0-9])(?![0-9]{0,2}\s?[元块月天人张年号周])")
"""`8三个0` for 8000: as many signs as figures, or one more."""
_COUNT: Final = r"(?:[0-9]{1,2}|十)(?:位数?字?|个数?字?|段|组)"
_STRONG: Final = (
    rf"(?:[前后末尾头首中]|最后|中间|剩下|余下|第|末尾)的?{_COUNT}|"
    r"中间|当中|[前后]半(?:段|截|部分)?|卡[头尾]|[后前下上]面|[后前下]边|后头|最后|末尾|末|结尾|尾号|尾数|尾巴|剩下|余下|其余|开头|打头|起头|首|区号|号码|生日|出生(?:年月)?日?期?|"
    r"接着|接下来|紧接|跟着|紧跟|随后|往后|之后|其次"
)
_WEAK: Final = (
    r"然后|[再又先]|加上?|接|和|连|[是为的来记打拨按就]|数字|横杠|横线|短横|横|杠|减号?|空格|空|点|斜杠|下划线|"
    r"这里|换行|逗号|句号|星号|括号|那个|还有|以及|[嗯呃哦啊哈嘿呵嘻额吧呢了]"
)
_GAP: Final = r"[^\w\n@#%$￥¥]{0,4}\n?[^\w\n@#%$￥¥]{0,4}"
_JOINT: Final = re.compile(
    rf"(?<=[0-9])(?=[^0-9\n]{{0,9}}\n?[^0-9\n]{{0,9}}[前后末尾头首中最剩余第当下上结开打起区接紧跟随往之其然再又先加和连是为的来记拨按就数横杠减空点斜那还以生出号这换逗句星括嗯呃哦啊哈嘿呵嘻额吧呢了])"
    rf"{_GAP}(?:(?:{_STRONG}|{_WEAK}){_GAP}){{1,5}}(?=[0-9x])"
)
"""Words between two groups of figures, in the reading in which every figure is 0-9."""
_LEADING: Final = re.compile(_STRONG)
_COUNTED: Final = re.compile(rf"(?:[前后末尾头首中]|最后|中间|剩下|余下|第)的?{_COUNT}")
"""四 in 后四位 counts figures and is none."""


class _Plain(dict[int, str]):
    """Fills itself with the half-width lower-case form of each character met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = unicodedata.normalize("NFKC", sign).casefold()
        self[code] = found = folded if len(folded) == 1 else sign
        return found


class _Figures(dict[int, str]):
    """Fills itself with each character in plain form, every sign of a figure as the figure."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _figure(chr(code)) or _PLAIN[code].translate(_RINGS)
        return found


class _Digits(dict[int, str]):
    """Fills itself with the class of each character met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


class _Shaped(dict[int, str]):
    """Fills itself with the class of each character, but lets letters be letters: o, l and i as they are, others a."""

    def __missing__(self, code: int) -> str:
        said = _PLAIN[code].translate(_RINGS)
        self[code] = found = said if said in "oli" else "a" if said.isascii() and said.isalpha() else _DIGITS[code]
        return found


def _figure(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return SPOKEN.get(sign, "") if value is None else str(value)


def _class_of(sign: str) -> str:
    plain = _PLAIN[ord(sign)]
    kind = unicodedata.category(sign)
    if figure := _figure(sign):
        found = figure
    elif plain in "x×" or plain in _CROSS:
        found = "x"
    elif kind in {"Cf", "Cc", "Mn", "Me", "Cs"} and not sign.isspace():
        found = UNSEEN
    elif plain in _PARTING or kind == "Sc":
        found = OTHER
    elif plain in _COMMAS:
        found = COMMA
    elif plain.isspace() or kind[0] in "PS":
        found = BLANK
    else:
        found = OTHER
    return found


_PLAIN: Final = _Plain()
_FIGURES: Final = _Figures()
_DIGITS: Final = _Digits()
_SHAPED_SIGNS: Final = _Shaped()


class Views(Struct, frozen=True):
    """A text in its readings, all of one length."""

    text: str
    plain: str
    digits: str


def views(text: str) -> Views:
    """Return the readings of a text."""
    return Views(text, plain(text), _digits(text))


def _digits(text: str) -> str:
    said = text.translate(_FIGURES)
    if "/" in said or "[" in said:
        said = _FACE.sub(lambda face: BLANK * len(face[0]), said)
    if "克斯" in said or "写" in said:
        said = _SAID_X.sub(lambda told: "\u200b" * (len(told[0]) - 1) + "x", said)
        said = _LETTER_X.sub(lambda told: "\u200b" * len(told[0]), said)
    said = _shaped(said)
    if "个" in said:
        said = _REPEATED.sub(lambda told: (told["figure"] * int(told["times"])).ljust(3, "\u200b"), said)
    joints = tuple(match.span() for match in _JOINT.finditer(said))
    counts = tuple(match.span() for match in _COUNTED.finditer(said)) if "位" in said or "个" in said else ()
    signs = _put(said.translate(_DIGITS), ((*one, OTHER) for one in counts))
    return _put(signs, ((*one, WORD if _LEADING.search(said, *one) else COMMA) for one in joints))


def _put(signs: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    """Fill stretches, which follow one another, with one sign each."""
    pieces, done = [], 0
    for start, end, sign in stretches:
        pieces += [signs[done:start], sign * (end - start)]
        done = end
    return "".join((*pieces, signs[done:])) if pieces else signs


def _shaped(said: str) -> str:
    """Read o, l and i as figures where they stand among figures and in no word."""
    if not any(letter in said for letter in "oli"):
        return said
    pieces, done = [], 0
    for match in _SHAPED.finditer(said.translate(_SHAPED_SIGNS)):
        many = _figures_in(match[0]) >= _FEWEST
        single = all(len(token) == 1 for token in _TOKEN.findall(match[0]))
        for token in _TOKEN.finditer(match[0]):
            mixed = len(token[0]) > 2 and _figures_in(token[0]) > 1
            if mixed or (many and (single or _figures_in(token[0]) or set(token[0]) == {"o"})):
                start = match.start() + token.start()
                pieces += [said[done:start], token[0].translate(_SHAPES)]
                done = start + len(token[0])
    return "".join((*pieces, said[done:])) if pieces else said


def _figures_in(signs: str) -> int:
    return sum(sign.isdecimal() for sign in signs)


def plain(text: str) -> str:
    """Return a text in half-width lower case, character by character."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)
