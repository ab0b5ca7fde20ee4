"""Words by which talk of a deal is told from everyday talk, and how much a stretch of talk must hold of them."""

from collections import Counter, deque
from collections.abc import Mapping
from functools import cache
from math import log1p
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

NEAR: Final = 40
"""Messages in which the signs of a deal are counted together."""
OF_DEALS = tuple(
    word
    for row in (
        "定金 订金 尾款 余款 首付 头款 首款 预付 报价 全包 一口价 接单 约稿 稿费 初稿 终稿 定稿 交稿 线稿 草稿 ",
        "样稿 改稿 成稿 色稿 源文件 成品 成图 成片 交付 验收 返工 退款 退钱 退我 工期 排期 打款 结款 结账 单价 ",
        "怎么收费 啥价 什么价 代练 代打 陪玩 润色 查重 海报 小程序 公众号 配音 混音 建模 渲染 爬虫 约拍 精修 跟拍 ",
        "立绘 插画 样片 样图 打样 返图 出图 画稿 降重 包月 这单 接不接 源码 初版 第一版 开工 动工 三成 四成 ",
        "先给一半 代做 代写 外包 报酬 工钱 交期 退单 宽限 质保 包改 免费改 代肝 加急 全款 收费 接稿 排单 单主 画师 ",
        "定制 客户 甲方 出稿 改到满意 二维码 试稿 能便宜 便宜点 多少米 几个r 一条多少 一张多少 开价 讲价 校对 译稿 ",
        "录屏 底稿 版权 商用 做个图 剪一条 商家 老板大气 结清 结一下 补款 差价 尾数 头期 分期 底色 竖版 横版 q版 ",
        "立牌 线勾 上色 色号 片头 片尾 旁白 分镜 原图 大图 定版 甲方爸爸 收着了 收妥 接活 接私单 接单吗 画头像 ",
        "约单 开单 挂轴 剪片 素材包 样书 送印 菜单 招牌 译咗 印咗 改返 落单 埋单 出糧 收多 平啲 交貨 大约几时 ",
        "报个价 包邮 工本 成本价 起步价 封顶 打底 顶天 加钱 讲价 价钱 再少 收货再 款到 款项 收款 该结 补齐 手艺钱 ",
        "收你 收您 单收 按章 按件 计件 找数 工钱 上门费 代办 拆装 订钱 ",
        "再付 付清 付一半 三七开 五五开 分三次 分两次付",
    )
    for word in row.split()
)
OF_DEALS_AND_LIFE = tuple(
    word
    for row in (
        "付款 转账 转我 打给你 打给我 给你转 价格 预算 优惠 剪辑 试听 修图 合同 发票 ddl 截止 需求 方案 尺寸 设计 ",
        "模板 素材 文案 网站 域名 后台 上线 部署 代码 印刷 翻译 字幕 简历 收到钱 到账 修改 重做 进度 发货 赔偿 ",
        "投诉 延期 来不及 售后 客服 店铺 运营 上分 拼团 开团 周边 谷子 logo ai psd pdf zip 封面 背景 页面 链接 ",
        "节课 课时 每节 一节 两节 几节 家教 陪练 试讲 讲义 错题 课费 学费 汉化 mod 插件 脚本 补丁 修改器 外挂 ",
        "ppt 路演 存档 标书 主持 策划 请柬 代运营 探店 清一下 结一回 结一次 润笔 图表 ",
        "录入 问卷 ",
        "什么时候能 啥时候能 赶工 免费 文件 版本 效果图 要求 押金 打包 执照 搬完 写完 做完 运费 档期 钱收 少收 寄出",
    )
    for word in row.split()
)

_DAYS = "号给 号交 号前 号之前 号能 号做 号要 号送 号到 号上 天内 天能 天做 天出"
_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "pay": (
        "先付 先给 先转 付一半 一半 剩下 剩的 余下 尾款 定金 订金 押金 付清 结清 结账 全款 再付 再给 付款 转你 转您 ",
        "转给 转过 打给 打过 收到 到账 退我 退你 退您 退一 扣 欠 差 补",
    ),
    "work": (
        "给你做 给您做 帮您 我做 能做 做不做 接吗 能接 接单 做好 弄好 装好 修好 改好 画好 写好 缝好 印好 拍好 做完 ",
        "弄完 装完 修完 画完 写完 拍完 完工 交货 交给 成品 样品 样子 打样 送货 上门 安装 量一下 量尺 尺寸 材料 颜色 ",
        "款式 初稿 定稿 终稿 第一版 方案 效果 效果图 照片 图片 素材 源文件",
    ),
    "due": (
        *(digit + word for digit in "0123456789" for word in _DAYS.split()),
        "前给 前做 前交 前要 前能 前弄 前送 几号 哪天能 什么时候能 啥时候能 几天能 多久能 要多久 来得及 赶得 赶不 ",
        "周内 提前 推到 延到 改到 挪到 晚两天 晚一天 晚几天 拖 说好 说好的 约好 定在 今晚给 明天给 明晚给 后天给 ",
        "周五给 今天给 月底给 最晚 最迟 保证",
    ),
    "who": ("老板 师傅 老师 您好 你好 客户 客人 给您 跟您 请问",),
}
"""What paying, making, promising a day and addressing a stranger sound like, in words that everyday talk has too."""
_WEIGHTS: Final[Mapping[str, float]] = {
    "pay": 0.87, "work": 0.73, "due": 0.48, "who": 1.94, "deal": 1.97, "money": 1.03,
}  # fmt: skip
"""What the logarithm of the number of different signs of a kind weighs.

Learnt by `tests.archiver.analysis.learn_deals`.
"""
_MAYBE: Final = 3.07
"""From this sum on a stretch may be about a deal: a fifth of everyday stretches reach it."""


def _kinds() -> dict[str, str]:
    """Return the kind of each sign; what sounds like none of the others is a word of deals."""
    signs = {word: kind for kind, rows in _SIGNS.items() for row in rows for word in row.split()}
    return signs | {word: "deal" for word in (*OF_DEALS, *OF_DEALS_AND_LIFE) if word not in signs}


@cache
def _sought() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return what looks for signs, and the kind of each."""
    kinds = _kinds()
    return AhoCorasick(list(kinds), matchkind=MatchKind.Standard), tuple(kinds.values())


class Signs:
    """The signs of a deal in the last messages of a chat among few."""

    def __init__(self) -> None:
        self._near: deque[tuple[frozenset[int], bool]] = deque()
        self._counts: Counter[int] = Counter()
        self._different: Counter[str] = Counter()

    def take(self, words: str, *, money: bool) -> bool:
        """Take in the next message; tell whether the last ones may be about a deal."""
        seek, kinds = _sought()
        found = frozenset(index for index, _, _ in seek.find_matches_as_indexes(words, overlapping=True))
        self._near.append((found, money))
        for sign in found:
            self._different[kinds[sign]] += not self._counts[sign]
            self._counts[sign] += 1
        self._different["money"] += money
        if len(self._near) > NEAR:
            gone, sent = self._near.popleft()
            for sign in gone:
                self._counts[sign] -= 1
                self._different[kinds[sign]] -= not self._counts[sign]
            self._different["money"] -= sent
        return bool(found or money) and self._weight() >= _MAYBE

    def different(self, kind: str) -> int:
        """Return how many different signs of a kind the last messages hold; of money, how often it was sent."""
        return self._different[kind]

    def _weight(self) -> float:
        return sum(weight * log1p(self._different[kind]) for kind, weight in _WEIGHTS.items())
