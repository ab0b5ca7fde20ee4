"""Where somebody lives or is sent things: from the house upwards, since a city alone names nobody."""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction.found import Found
from archiver.redaction.views import Views

_HAN: Final = r"[\u4e00-\u9fff]"
_PROVINCES: Final = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|"
    "贵州|云南|陕西|甘肃|"
    "青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_NUMBER: Final = r"[0-9零〇一二三四五六七八九十百甲乙丙丁a-z]{1,6}(?:\s?[-–—/~]\s?[0-9a-z]{1,5}){0,3}"
_PLACE: Final = (
    r"小区|花园|公寓|大厦|广场|家园|新村|新苑|苑|府|华庭|山庄|别墅|宿舍|写字楼|大学|学院|中学|小学|医院|"
    r"产业园|科技园|工业园|创意园|村|屯|寨"
)
_HOUSE: Final = re.compile(
    rf"(?:{_NUMBER}\s?(?:栋|幢|号楼|号院|座|单元|楼|层|室|房间|房|户|弄|号|组|队|期|区|"
    rf"#)[ ,，、]{{0,2}}){{2,}}(?:[0-9]{{2,5}}(?![0-9元块]))?"
    rf"|(?:{_PLACE})\s?{_NUMBER}\s?(?:栋|幢|号楼|座|单元|#|号)\s?(?:[0-9]{{2,5}}\s?(?:室|房|号)?)?"
    rf"|{_NUMBER}\s?(?:栋|幢|号楼|单元)\s?[0-9]{{2,5}}\s?(?:室|房|号)?"
)
_HOUSE_WORD: Final = re.compile(r"栋|幢|号楼|号院|单元|室|房|弄|户")
_ROAD: Final = re.compile(
    rf"(?<![思套链电线半网出销门走赶同问带迷多领条一回])(?:路|街道?|大道|胡同|巷|村|段)\s?(?:[东南西北中]段?|"
    rf"[0-9]+段)?\s?{_NUMBER}\s?(?:号|弄|巷)(?!机|线|"
    rf"[码位令])"
)
_DAY: Final = re.compile(r"[0-9]{1,2}\s?号")
_COARSE: Final = re.compile(r"[省市区县镇乡]$")
_CLAUSE: Final = re.compile(
    r"(?:地址|住址|家住|住在|寄到|寄去|寄给|邮寄|送到|送去|收货|快递到|发到|发往|所在地区|坐标)[^\S\n]?(?:是|为|"
    r"在|到|[:：,，\]】]|"
    r"\s)*(?P<is>[^\n。;；!！?？]{4,90})"
)
_MARK: Final = re.compile(
    rf"{_HAN}(?:省|市|区|县|镇|乡|街道|路|街|大道|胡同|巷)|{_PLACE}|{_NUMBER}\s?(?:栋|幢|号楼|单元|楼|室|房|弄|"
    rf"号|座)|[0-9]{{3,5}}(?![0-9元块])"
)
_DISTRICT: Final = re.compile(
    rf"{_HAN}{{1,6}}(?<![论作专社地时分选误小校园景辖])(?:区|县|旗|镇|乡|街道)(?![的里有])\s?(?:{_HAN}|"
    rf"[a-z0-9·\- ]){{1,20}}?(?:{_PLACE}|soho|中心|国际|"
    rf"城)(?:\s?[a-z0-9零一二三四五六七八九十]{{1,6}}(?:栋|幢|号楼|座|单元|楼|层|室|号|期|\s|-)?){{0,5}}"
)
_LEFT: Final = re.compile(rf"(?:{_HAN}|[a-z0-9· ]){{0,48}}$")
_REGION: Final = re.compile(rf"省|自治区|市|州|盟|区|县|旗|镇|乡|街道|{_PLACE}|路|街|大道")
_APART: Final = 8
"""How many characters a region, road or house may have before its last."""
_LEAD: Final = re.compile(
    r"^(?:我们?|你们?|他们?|她|家|住|在|寄|到|发|送|是|地址|收货|收件|的|给|请|快递|搬|公司|去|来|从|那|就|了|"
    r"往|位于|现在|麻烦|帮忙|帮|直接|[:： ])+"
)
_RIGHT: Final = re.compile(
    rf"(?:\s?(?:{_HAN}|[a-z]){{0,12}}?(?:{_PLACE}|中心|城|园|校区))?(?:[东南西北]?[园区苑])?"
    rf"(?:\s?{_NUMBER}\s?(?:栋|幢|号楼|号院|座|单元|楼|层|室|房|户|弄|号|组|舍|斋))*(?:\s?[0-9]{{3,4}}(?![0-9元块]))?"
)


def addresses(seen: Views) -> Iterator[Found]:
    """Yield addresses that go down to a road, a house or a named place in a district."""
    text = seen.plain
    for match in _ROAD.finditer(text):
        yield _extended(text, *match.span())
    for match in _HOUSE.finditer(text):
        if _HOUSE_WORD.search(match[0]):
            yield _extended(text, *match.span())
    for match in _DISTRICT.finditer(text):
        yield _extended(text, *match.span())
    for match in _CLAUSE.finditer(text):
        marks = list(_MARK.finditer(text, *match.span("is")))
        if _is_fine(marks) and not text.startswith(("http", "www"), match.start("is")):
            yield _extended(text, match.start("is"), marks[-1].end(), leftwards=False)


def _is_fine(marks: list[re.Match[str]]) -> bool:
    """Say whether what a clause marks is a place and not a day, a number or a region by itself."""
    fine = [mark for mark in marks if not mark[0].isdecimal() and not _DAY.fullmatch(mark[0])]
    return bool(fine) and (len(marks) > 1 or not _COARSE.search(fine[0][0]))


def _extended(text: str, start: int, end: int, *, leftwards: bool = True) -> Found:
    """Take in the regions before a house and the rooms behind it."""
    if leftwards:
        start = _beginning(text, start)
    right = _RIGHT.match(text, end)
    stop = right.end() if right else end
    while stop > start and text[stop - 1] in " ,，、":
        stop -= 1
    return Found(start, stop, "address")


def _beginning(text: str, start: int) -> int:
    before = _LEFT.search(text, max(0, start - 48), start)
    left = before[0] if before else ""
    province = re.search(rf"(?:{_PROVINCES})(?:省|市|自治区|壮族|维吾尔|回族)?", left)
    if province:
        return start - len(left) + province.start()
    at = len(left)
    for region in reversed(list(_REGION.finditer(left))):
        if at - region.end() > _APART:
            break
        at = region.start()
    head = max(0, at - _APART)
    lead = _LEAD.match(left[head:])
    return start - len(left) + head + (min(lead.end(), len(left) - head) if lead else 0)
