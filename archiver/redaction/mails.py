"""Addresses of e-mail, also with the sign, the dot and the parts told in words.

An address is looked for from its host backwards: hosts are few or bear a dot, and what stands before them is the name.
Signs that draw nothing, emoji, and blanks between single letters are taken out first; every place is kept.
"""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction.found import Found
from archiver.redaction.views import FIGURE, Views

_DRAWN: Final = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u2600-\u27bf\U0001f000-\U0001faff]"
)
_RINGED: Final = re.compile("[ⓐⒶ📧📨📩✉]")
_APART: Final = re.compile(r"(?<![a-z0-9])(?:[a-z0-9._@\-] ){5,}[a-z0-9](?![a-z0-9])")
_OPEN, _SHUT = r"[(（\[【<{「]\s?", r"\s?[)）\]】>}」]"
_DOT: Final = rf"\s?(?:{_OPEN}(?:dot|点|\.){_SHUT}|\.|点{{1,2}}|丶|·|•|。|．|、|\bdot\b)\s?"
_KNOWN: Final = (
    rf"(?:qq|vip\s?{_DOT}qq|foxmail|163|vip\s?{_DOT}163|扣扣|抠抠|企鹅|网易|[幺一]六三|[幺一]二六|126|139|189|188|yeah|gmail|googlemail|outlook|hotmail|live|msn|sina|"
    r"sohu|tom|aliyun|icloud|yahoo|proton|protonmail|wo|21cn|263|me)"
)
_SHORT: Final = r"(?:com|cn|net|org|me|hk|tw|jp|[康扣靠抗]姆)"
_TLD: Final = r"(?:com|cn|net|org|edu|gov|me|io|cc|top|xyz|info|hk|tw|jp|uk|de)"
_DRAWING: Final = r"(?!(?:png|jpe?g|gif|webp|psd|ai|svg|mp4|zip|rar|txt|docx?|pdf)(?![a-z0-9]))"
"""`logo@2x.png` is a file."""
_LEAD: Final = r"(?:[\s,，]{0,2}(?:后面|然后|再|后缀|结尾|后边|最后)?(?:是|加上?|接|跟)?)"
_SIGN: Final = (
    rf"(?:@{{1,2}}|{_OPEN}(?:at?|@|艾特|爱特|圈a){_SHUT}|[_\-☆★*~]at[_\-☆★*~]|圈\s?a|艾特|爱特|小老鼠|&#64;|%40|#)"
)
"""Ways of writing @; those of words are meant for readers and not for machines."""
_LOOSE: Final = rf"(?:{_DOT}|[\s,，]{{1,2}})"
_HOST: Final = re.compile(
    rf"{_LEAD}\s{{0,2}}(?:{_SIGN}|\bat\b|(?<=[0-9])at|在)\s{{0,2}}{_KNOWN}(?:{_LOOSE}{_SHORT}){{1,2}}(?![a-z0-9])"
    rf"|[\s,，]{{0,2}}(?:域名|后缀)(?:是|为|[:：])?\s?{_KNOWN}{_DOT}{_SHORT}(?![a-z0-9])"
    rf"|{_LEAD}\s{{0,2}}@\s{{0,2}}[a-z0-9][a-z0-9\-]{{0,62}}(?:{_DOT}{_DRAWING}[a-z0-9\-]{{2,24}}){{1,4}}"
    rf"|\s{{0,2}}(?:{_SIGN}|\sat\s)\s{{0,2}}[a-z0-9][a-z0-9\-]{{0,62}}(?:{_DOT}[a-z0-9\-]{{2,24}}){{0,3}}{_DOT}{_TLD}(?![a-z0-9])"
)
_BARE_HOST: Final = re.compile(rf"{_LEAD}\s{{0,2}}@{_KNOWN}(?:的?邮箱)?(?![a-z0-9])")
"""A host whose ending nobody says."""
_UNIT: Final = r"(?:[a-z0-9._%+\-]|下划线|[横短中]?[杠线]|减号|(?<=[a-z0-9])点(?=[a-z0-9]))"
_LOCAL: Final = re.compile(rf"(?:(?<![a-z0-9._%+\-]){_UNIT}{{1,64}}|{FIGURE}{{4,20}}|[\u4e00-\u9fff]{{1,6}})$")
_NOTHING_ELSE: Final = re.compile(r"\s*[a-z0-9._%+\-]{3,64}\s?@[a-z0-9]{2,10}\s*")
_LONGEST: Final = 80
_LETTER: Final = re.compile(r"[a-z\u4e00-\u9fff]")
_MAIL_SAID: Final = re.compile(r"邮箱|e-?mail|邮件")
_BEGUN: Final = re.compile(
    r"(?:邮箱|e-?mail)(?:号码?|地址|账号)?(?:是|为|[:：]|\s){0,3}"
    r"(?P<is>(?=[a-z0-9._%+\-]{0,30}[0-9])[a-z][a-z0-9._%+\-]{3,40}|[1-9][0-9]{5,11}(?![0-9.元块]))"
)
"""An address whose host stands in the next message, or nowhere."""
_OF_HOST: Final = re.compile(
    r"(?:(?<![a-z])qq|163|126|139|网易|谷歌|gmail|foxmail|outlook|新浪)的?(?:邮箱|mail)(?:号码?|地址|账号)?(?:是|为|[:：]|\s){0,3}"
    r"(?P<is>[a-z0-9][a-z0-9._\-]{3,40})"
    r"|(?<![a-z0-9._\-])(?P<was>(?=[a-z0-9._\-]{0,30}[0-9])[a-z0-9][a-z0-9._\-]{3,40})[\s,，]{0,2}(?:是|在|的|加|艾特|圈a|@|at)?(?:我的?)?"
    r"(?:(?<![a-z])qq|163|126|139|网易|谷歌|gmail|foxmail|outlook|新浪)的?邮箱"
)
HOST_TOLD: Final = re.compile(
    rf"(?:后面|后缀|然后|再|结尾|后边|加上?|是|接|\s|[,，:：])*(?:@|艾特|圈a)\s?{_KNOWN}(?:{_DOT}{_SHORT}){{0,2}}(?![a-z0-9])"
)
"""A message that goes on with the host of an address."""
LOCAL_TOLD: Final = re.compile(r"(?<![a-z0-9._\-])(?P<is>[a-z0-9][a-z0-9._\-]{2,40})\s?[,，]?\s?$")
"""A message that ends as the name of an address may."""


def mails(seen: Views) -> Iterator[Found]:
    """Yield every address of e-mail that a text tells."""
    plain, places = _packed(_with_signs(seen) if _RINGED.search(seen.text) else seen.plain)
    for found in _in(plain):
        yield Found(places[found.start], places[found.end - 1] + 1, "email") if places else found


def _with_signs(seen: Views) -> str:
    """Return a text with @ for what is drawn in its place."""
    return "".join("@" if _RINGED.match(sign) else seen.plain[at] for at, sign in enumerate(seen.text))


def _packed(plain: str) -> tuple[str, list[int] | None]:
    """Return a text without signs that draw nothing and without blanks in words written letter by letter."""
    apart = [match.span() for match in _APART.finditer(plain)]
    if not apart and not _DRAWN.search(plain):
        return plain, None
    blanks = {at for start, end in apart for at in range(start, end) if plain[at] == " "}
    places = [at for at, sign in enumerate(plain) if at not in blanks and not _DRAWN.match(sign)]
    return "".join(plain[at] for at in places), places


def _in(plain: str) -> Iterator[Found]:
    told = _MAIL_SAID.search(plain) or _NOTHING_ELSE.fullmatch(plain)
    for pattern in (_HOST, _BARE_HOST) if told else (_HOST,):
        for host in pattern.finditer(plain):
            since = max(0, host.start() - _LONGEST)
            local = _LOCAL.search(plain[since : host.start()])
            if local and _is_local(local[0], host[0]):
                yield Found(since + local.start(), host.end(), "email")
    for pattern in (_BEGUN, _OF_HOST):
        for match in pattern.finditer(plain):
            which = "is" if match["is"] else "was"
            yield Found(*match.span(which), "email")


def _is_local(name: str, host: str) -> bool:
    """Say whether a word may be the name of an address: not a word of talk before a sign of other uses."""
    if not _LETTER.search(host) or name == "git":
        return False  # 单价@64.49, git@github.com:vuejs/core
    latin = re.search(r"[a-z0-9]", name)
    return bool(latin) or "@" in host or len(name) > 6
