"""What the finders find: a stretch of a text and what kind of thing it is."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "identity", "phone", "card", "email", "qq", "wechat", "alipay", "handle", "address", "plate", "passport", "parcel",
    "secret", "credit_code", "picture", "name",
]  # fmt: skip

LABELS: Final[dict[Kind, str]] = {
    "identity": "身份证号",
    "phone": "电话",
    "card": "银行卡号",
    "email": "邮箱",
    "qq": "QQ号",
    "wechat": "微信号",
    "alipay": "支付宝账号",
    "handle": "平台账号",
    "address": "地址",
    "plate": "车牌",
    "passport": "证件号",
    "parcel": "快递单号",
    "secret": "密码",
    "credit_code": "信用代码",
    "picture": "图片标识",
    "name": "姓名",
}
"""What stands in place of a thing of each kind; hints at nothing but the kind."""


class Found(NamedTuple):
    """Half-open code points of a text that are to be masked."""

    start: int
    end: int
    kind: Kind


def settled(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return stretches in order without overlap; those that overlap become one, of the kind of the longest."""
    merged: list[tuple[Found, int]] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        length = one.end - one.start
        if not merged or one.start >= merged[-1][0].end:
            merged.append((one, length))
            continue
        last, longest = merged[-1]
        kind = one.kind if length > longest else last.kind
        merged[-1] = (Found(last.start, max(last.end, one.end), kind), max(length, longest))
    return tuple(one for one, _ in merged)
