"""What a check finds: every fault with its place, never a bare yes or no."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One thing that is not as it should be.

    `place` names the file (and line or message), `kind` is a stable identifier, `expected` and `found` say what the
    record calls for and what is there. "Cannot verify" is a fault too.
    """

    place: str
    kind: str
    expected: str
    found: str


class Warned(Struct, frozen=True, order=True):
    """Something a reader should know that is no fault."""

    place: str
    kind: str
    text: str


class Verdict(Struct, frozen=True):
    """The outcome of a check: how many things were held against their record, and all that was found."""

    checked: int = 0
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warned, ...] = ()

    @property
    def ok(self) -> bool:
        """True where no fault was found; warnings do not count."""
        return not self.faults

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.checked + other.checked, self.faults + other.faults, self.warnings + other.warnings)


_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account_differs": "账号不同",
        "broken_chain": "这一行被改过，或前后断开",
        "bytes_differ": "字节位置不同",
        "cannot_verify": "无法核验",
        "clock_set_back": "时间早于前一条",
        "cut_tail": "台账被截短",
        "declaration": "BagIt 声明不合规范",
        "digest_sha256": "SHA-256 不同",
        "digest_sha512": "SHA-512 不同",
        "digest_sm3": "SM3 不同",
        "exhibit_differs": "引用的原件不同",
        "exhibit_numbers": "证据编号不连续",
        "hidden_part": "遮盖的部分不符",
        "leaf": "与封存时的承诺不符",
        "link": "是链接，不是文件本身",
        "listed_twice": "重复列出",
        "message_differs": "这条消息与存入时不同",
        "message_not_found": "找不到这条消息",
        "missing": "缺失",
        "missing_secret": "案卷密钥缺失或损坏",
        "never_created": "没有建卷记录",
        "not_a_file": "不是普通文件",
        "not_canonical": "写法被改过",
        "other_head": "台账与另外记下的首码不符",
        "other_secret": "案卷密钥被换过",
        "path_outside": "路径指向包外",
        "payload_oxum": "总字节数或文件数不同",
        "pin": "与另外记下的封存行不符",
        "profile": "不合封存包的规定",
        "quote_differs": "引文与原文不同",
        "row_differs": "账单或文件的这一行与原件不同",
        "row_not_found": "原件里找不到这一行",
        "sender_differs": "发送者不同",
        "sequence": "条目编号不连续",
        "size": "大小不同",
        "stamp": "时间戳不成立",
        "time_differs": "时间不同",
        "torn_line": "末行不完整",
        "tree": "消息树与封存声明不符",
        "unknown_action": "不认识的动作",
        "unlisted": "没有记录的文件",
        "unreadable": "读不懂",
        "unreadable_line": "读不懂的一行",
        "unreadable_time": "读不懂的时间",
    }
)


def words(kind: str) -> str:
    """Return a kind of fault in Chinese words; one that has none is shown as it is."""
    return _WORDS.get(kind, kind)
