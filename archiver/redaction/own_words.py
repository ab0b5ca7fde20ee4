"""The words that reports print of themselves: a nickname that is one of them cannot be told from them."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from archiver.redaction.views import plain

_SPEAKING: Final = (".py", ".j2", ".toml", ".css", ".js", ".typ")
_COMMON: Final = (
    "你好 您好 在吗 在的 好的 可以 没有 什么 不是 就是 知道 现在 今天 明天 昨天 一下 这个 那个 "
    "我们 你们 他们 大家 客服 老板 设计 谢谢 哈哈 哈哈哈 嗯嗯 是的 不要 时候 这样 怎么 为什么 "
    "然后 因为 所以 但是 还是 已经 如果 的话 晚上 早上 上午 下午 中午 周末 老师 同学 先生 女士 "
    "亲爱的 宝贝 宝宝 朋友 用户 匿名 管理员 群主 作者 画师 店主 卖家 买家 商家 甲方 乙方 客户 "
    "小白 新人 学生 开心 随便"
)


@lru_cache(maxsize=1)
def own_words() -> str:
    """Return everything that the program may print without having read it, and words that everybody uses."""
    spoken = (_read(files(package)) for package in ("reports", "archiver.compose"))
    return plain("\n".join((*(words for one in spoken for words in one), *_COMMON.split())))


def _read(folder: Traversable) -> Iterator[str]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from _read(one)
        elif one.name.endswith(_SPEAKING):
            yield one.read_text("utf-8")
