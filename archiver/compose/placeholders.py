"""What an exporter prints where it shows no content: a name for it, since nobody spoke these words."""

import re
from typing import Final

_WALLET: Final = "[UNKNOWN_9消息]"
_UNKNOWN: Final = re.compile(r"\[UNKNOWN_\d+消息\]")
_UNSUPPORTED: Final = re.compile(r"\[QQ(?P<what>转账|红包)\][^\n]*(?:不支持|新版)[^\n]*")


def stands_for(text: str) -> str:
    """Return in Chinese what a message that is nothing but a placeholder stands for, "" for words of people."""
    bare = text.strip()
    if bare == _WALLET:
        return "钱包消息（红包或转账）"
    if _UNKNOWN.fullmatch(bare):
        return "导出程序没有写明的消息"
    unsupported = _UNSUPPORTED.fullmatch(bare)
    return f"{unsupported['what']}消息" if unsupported else ""
