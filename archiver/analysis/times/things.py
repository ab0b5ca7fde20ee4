"""Things that bear a number as days do: 一号方案, 2号图, 三号楼."""

import re

# A day by its number is a thing by its number before these: 一号方案, 2号图, 三号楼.
_THING = (
    r"(?:[楼线店机库图字选桌门球房仓风模样版电池键角人员院馆地铁屏标款色封素群微账柜链车位案件窗杆弹刷锅铅宋黑楷台段妆]"
    r"|作品|商品|产品|公路|出口|文件)"
)
# 1号方案 and 2号海报 are things too, 15号海报 is a poster for that day.
_SMALL_THING = re.compile(r"\s*[方作商产配背会文海主视音稿服厅]")
NOT_A_THING = rf"(?!\s*{_THING}|\s*个|\s*的?(?:那|这)[张版款])"
_THIS_ONE = re.compile(r"\s*的?[那这]个")
_SURELY_A_DAY = 10


def is_a_thing(folded: str, end: int, number: int) -> bool:
    """Tell whether N号 that ends at `end` is a thing: 2号这个 is the second draft, 25号这个 a day."""
    return number < _SURELY_A_DAY and bool(_THIS_ONE.match(folded, end) or _SMALL_THING.match(folded, end))
