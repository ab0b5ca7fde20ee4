# ruff: noqa: S311, E501 - invented values need no secret chance, and tables of them read best in one line
"""A grammar of the steps by which somebody disguises or scatters a number in chat; steps are composed by chance.

A value is cut into groups, each group is written in a script, groups are joined by signs or by words, a prefix or an
ending is added, the whole is framed, and in the end it may be spread over several messages of its writer.
"""

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from tests.archiver.redaction import probes

KNOWN: Final = ("9000031001", "9000031002", "9000031003", "9000031004")

SCRIPTS: Final = {
    "plain": "0123456789", "full width": "０１２３４５６７８９", "Han": "零一二三四五六七八九", "Han ring": "〇一二三四五六七八九",
    "spoken": "零幺两三四五六七八九", "radio": "洞幺两三四五六拐八勾", "formal": "零壹贰叁肆伍陆柒捌玖",
    "traditional": "零壹貳參肆伍陸柒捌玖", "circled": "⓪①②③④⑤⑥⑦⑧⑨", "black": "⓿❶❷❸❹❺❻❼❽❾",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "raised": "⁰¹²³⁴⁵⁶⁷⁸⁹", "lowered": "₀₁₂₃₄₅₆₇₈₉",
}  # fmt: skip
KEYCAP: Final = "\ufe0f\u20e3"
SIGNS: Final = (
    " ", "  ", "-", "--", "—", "——", ".", "..", "…", "·", "•", "_", "~", "～", "/", "\\", "|", "、", "，", ",", ";", "+", "=", "*", "^",
    "\u3000", "\u200b", "🌸", "😂😂", "❤", "[微笑]", "/微笑", " - ", " / ", "➡", "→", "\n",
)  # fmt: skip
BRACKETS: Final = (
    ("(", ")"),
    ("（", "）"),
    ("【", "】"),
    ("[", "]"),
    ("「", "」"),
    ("《", "》"),
    ("<", ">"),
    ("{", "}"),
)
THEN: Final = (
    "，然后", "，然后是", "，中间", "，中间是", " 后面 ", "，后面是", "，接着", "，再", "，再来", " 接 ", "，跟着是", "，接下来", "，之后", "后边",
    "，下面是", "，再往后", " 加上 ", " 然后再 ",
)  # fmt: skip
LAST: Final = (
    "，最后{n}位",
    "，最后{n}位是",
    "，后{n}位",
    "，末{n}位",
    "，尾号",
    "，最后",
    "，最后是",
    "，剩下",
    "，末尾",
    "，结尾是",
    "，剩下{n}位是",
)
FIRST: Final = ("", "", "", "前面 ", "开头是", "前{n}位", "前{n}位是", "先记 ", "头{n}位 ")
REPEATED: Final = re.compile(r"(\d)(\d)\2\2(?!\d)")
COUNTS: Final = "零一二三四五六七八九十"

FRAMES: Final = {
    "mobile": ("{}", "{}", "手机{}", "电话：{}", "打我电话 {}", "有事call {}", "{} 这是我电话", "微信 {}", "vx：{}", "联系 {} 找我", "支付宝也是 {}", "号码{}", "我换号了 {}", "这个号 {} 能打通", "{}晚上打"),
    "landline": ("座机 {}", "电话：{}", "打 {}", "{}", "公司电话{}", "固话是{}"),
    "service": ("客服 {}", "电话：{}", "打 {}", "{}", "热线{}"),
    "card": ("卡号{}", "{}", "打到这张卡 {}", "尾款打 {} 工行", "银行卡：{}", "我农行 {}", "账号{}", "{} 建行 张三", "转这个卡{}"),
    "identity": ("身份证{}", "{}", "身份证号 {}", "证件号：{}", "实名用 {}", "合同上填 {} 吧", "我的sfz {}", "号码{}登记用"),
    "short_identity": ("身份证{}", "老身份证 {}", "身份证号：{}", "证件号 {}"),
    "qq": ("{}", "QQ{}", "拉黑 {} 这个人", "他大号{}", "转给{}了", "扣扣 {}", "加 {}", "是{}这个"),
    "said": ("扣扣 {}", "QQ：{}", "企鹅号 {}", "Q {}", "叩叩{}", "加我QQ {}", "qq号是{}", "🐧{}", "秋秋：{}", "小号 {}", "加我扣扣：{}", "抠抠{}", "球球号{}"),
}  # fmt: skip
USUAL: Final = {
    "mobile": (3, 7), "landline": (4,), "service": (3, 6), "card": (4, 8, 12, 16), "identity": (6, 14), "short_identity": (6, 12),
    "qq": (5,), "said": (3, 6),
}  # fmt: skip
CROSSES: Final = ("X", "x", "Ｘ", "×", "叉", "艾克斯", "✖", "大写X", "(X)")


class Message(NamedTuple):
    """Words of one message and, for each character, whether it belongs to the planted value."""

    text: str
    planted: tuple[bool, ...]


class Told(NamedTuple):
    """A value told in one or several messages of one person, and the steps that disguised it."""

    kind: str
    steps: tuple[str, ...]
    messages: tuple[Message, ...]


class Writing:
    """Words being put together, with a note which of them belong to the value; `cut` ends a message."""

    def __init__(self) -> None:
        self.done: list[Message] = []
        self._signs: list[str] = []
        self._planted: list[bool] = []

    def put(self, words: str, *, planted: bool = False) -> None:
        self._signs += words
        self._planted += [planted and (sign.isalnum() or sign in "〇⓪⓿×✖") for sign in words]

    def cut(self) -> None:
        if self._signs:
            self.done.append(Message("".join(self._signs), tuple(self._planted)))
        self._signs, self._planted = [], []


def landline(chance: random.Random) -> str:
    return chance.choice(("0571", "0755", "0731", "0512", "0411")) + chance.choice("2568") + probes.figures(chance, 7)


def service(chance: random.Random) -> str:
    return chance.choice(("400", "400", "800")) + chance.choice("168") + probes.figures(chance, 6)


MAKERS: Final[dict[str, Callable[[random.Random], str]]] = {
    "mobile": probes.mobile, "landline": landline, "service": service, "card": probes.card, "identity": probes.identity,
    "short_identity": probes.short_identity, "qq": lambda chance: chance.choice(KNOWN), "said": lambda chance: f"90{probes.figures(chance, chance.randint(6, 8))}",
}  # fmt: skip


def groups(kind: str, value: str, chance: random.Random) -> tuple[str, list[str]]:
    """Cut a value as people do: not at all, at the usual places, anywhere, or at each figure."""
    step = chance.choices(("whole", "usual groups", "any groups", "each apart"), (3, 4, 4, 1))[0]
    match step:
        case "whole":
            places: list[int] = []
        case "usual groups":
            places = [at for at in USUAL[kind] if at < len(value)]
        case "any groups":
            places, at = [], chance.randint(2, 6)
            while at < len(value) - 1:
                places.append(at)
                at += chance.randint(2, 6)
        case _:
            places = list(range(1, len(value)))
    ends = [0, *places, len(value)]
    return step, [value[start:end] for start, end in pairwise(ends)]


def scripted(pieces: list[str], chance: random.Random) -> tuple[str, list[str]]:
    """Write groups in one script, in several, or with letters in the shape of figures."""
    step = chance.choices(
        ("plain", "one script", "two scripts", "mixed within", "keycaps", "letters"), (8, 5, 2, 2, 1, 1)
    )[0]
    scripts = {name: str.maketrans(SCRIPTS["plain"], signs) for name, signs in SCRIPTS.items()}
    some = chance.sample([name for name in SCRIPTS if name != "plain"], 1)
    match step:
        case "plain":
            written = pieces
        case "one script":
            written = [one.translate(scripts[some[0]]) for one in pieces]
        case "two scripts":
            written = [one.translate(scripts[chance.choice((some[0], "plain"))]) for one in pieces]
        case "mixed within":
            table = scripts[chance.choice(("Han", "spoken", "full width", "formal"))]
            written = [
                "".join(sign.translate(table) if chance.random() < 0.3 else sign for sign in one) for one in pieces
            ]
        case "keycaps":
            written = ["".join(sign + KEYCAP if sign.isdecimal() else sign for sign in one) for one in pieces]
        case _:
            shapes = {"0": chance.choice("oO"), "1": chance.choice("lI")}
            whole = "".join(pieces)
            most = chance.sample([at for at, sign in enumerate(whole) if sign in shapes] or [0], k=1)
            written, at = [], 0
            for one in pieces:
                written.append(
                    "".join(shapes.get(sign, sign) if at + n in most and at + n else sign for n, sign in enumerate(one))
                )
                at += len(one)
    return step if step != "one script" else some[0], written


def told(kind: str, chance: random.Random) -> Told:
    """Return a value of a kind behind steps chosen by chance."""
    value = MAKERS[kind](chance)
    cut, pieces = groups(kind, value, chance)
    steps = [cut]
    script, written = scripted(pieces, chance)
    steps.append(script)
    if script == "plain" and chance.random() < 0.1:
        written = [REPEATED.sub(lambda told: f"{told[1]}三个{told[2]}", one) for one in written]
    if kind == "identity" and value[-1] == "X":
        written[-1] = written[-1][:-1] + chance.choice(CROSSES)
    writing = Writing()
    before, after = chance.choice(FRAMES[kind]).split("{}")
    writing.put(before)
    if kind == "mobile" and chance.random() < 0.25:
        writing.put(chance.choice(("+86", "+86 ", "86-", "0086", "0086 ", "(+86)", "+86-")))
        steps.append("prefix")
    steps.append(_joined(writing, written, chance))
    if kind in {"landline", "service"} and chance.random() < 0.3:
        writing.put(chance.choice(("转", "-", "分机", " 转 ", "转分机")))
        writing.put(probes.figures(chance, chance.randint(3, 4)), planted=True)
        steps.append("extension")
    writing.put(after)
    writing.cut()
    return Told(kind, tuple(steps), tuple(writing.done))


def _joined(writing: Writing, pieces: list[str], chance: random.Random) -> str:
    """Put the groups down with something between them; return which step that was."""
    step = chance.choices(("one sign", "several signs", "brackets", "words", "messages"), (6, 2, 1, 3, 3))[0]
    if len(pieces) == 1 or len(pieces) > 8:
        step = "one sign"
    if step == "messages" and len(pieces) > 4:
        step = "words"
    sign = chance.choice(SIGNS)
    for at, one in enumerate(pieces):
        if step == "brackets":
            left, right = chance.choice(BRACKETS)
            writing.put(left)
            writing.put(one, planted=True)
            writing.put(right)
            continue
        if step in {"words", "messages"}:
            _lead(writing, at, len(pieces), len(one), chance, broken=step == "messages")
        elif at:
            writing.put(sign if step == "one sign" else chance.choice(SIGNS))
        writing.put(one, planted=True)
    return step if step != "one sign" or len(pieces) == 1 else f"sign {sign!r}"


def _lead(writing: Writing, at: int, count: int, size: int, chance: random.Random, *, broken: bool) -> None:
    """Put down what leads to a group, after the end of a message where the value is told in several."""
    number = chance.choice((str(size), COUNTS[min(size, 10)]))
    if at == 0:
        writing.put(chance.choice(FIRST).format(n=number))
        return
    lead = (chance.choice(LAST) if at == count - 1 else chance.choice(THEN)).format(n=number)
    if broken:
        writing.cut()
        lead = chance.choice(("", lead.lstrip("， ")))
    writing.put(lead)


AT: Final = (
    "@", "@", "＠", " @ ", "圈a", "圈A", "艾特", "(at)", "（at）", "[at]", "【at】", " at ", "#", "爱特", " AT ", "@@", "(a)", "☆at☆", "🌸@🌸", "小老鼠",
    "（艾特）", "&#64;", "，后缀是", "{at}", "<at>", "_at_", "-at-", "(@)", "【@】", " (at) ", "＃", "ⓐ", "后面加@", "，后缀@", "加@", "然后@", "at",
)  # fmt: skip
DOT: Final = (
    ".",
    ".",
    "点",
    "。",
    "．",
    "(dot)",
    "[dot]",
    " dot ",
    " . ",
    "丶",
    "·",
    "【点】",
    "（点）",
    "点点",
    " 点 ",
    "、",
)
HOSTS: Final = (
    "qq.com",
    "163.com",
    "126.com",
    "gmail.com",
    "foxmail.com",
    "outlook.com",
    "sina.com",
    "vip.qq.com",
    "sina.com.cn",
    "139.com",
)
MAIL_FRAMES: Final = (
    "邮箱{}",
    "{}",
    "发到 {} 就行",
    "邮箱是 {}，合同发这",
    "我的邮箱：{}",
    "源文件发{}",
    "mail: {}",
    "备用 {}",
    "e-mail {} 谢谢",
)
LOCALS: Final = ("muying{}", "k.wen{}", "qiu-yue{}", "painter_{}", "xiaoman{}", "9{}00311", "shan_que{}", "wj{}88")


def mail(chance: random.Random) -> Told:
    """Return an address whose signs are told in other words, or whose parts stand apart."""
    local = chance.choice(LOCALS).format(probes.figures(chance, chance.randint(2, 4)))
    host = chance.choice(HOSTS)
    at, dot = chance.choice(AT), chance.choice(DOT)
    steps = [f"at {at!r}", f"dot {dot!r}"]
    if at == "at" and dot == ".":
        local = local.rstrip("0123456789") + probes.figures(chance, 3)
    spelt = host.replace(".", dot)
    step = chance.choices(
        (
            "plain",
            "full width",
            "capitals",
            "letters apart",
            "underline told",
            "zero width",
            "messages",
            "ends in 点com",
        ),
        (8, 2, 2, 1, 1, 1, 2, 1),
    )[0]
    match step:
        case "full width":
            local = "".join(chr(ord(sign) + 0xFEE0) for sign in local)
        case "capitals":
            local, spelt = local.upper(), spelt.upper()
        case "letters apart":
            local, spelt, at = " ".join(local), " ".join(host), " @ "
        case "underline told":
            local = local.replace("_", "下划线").replace("-", "杠").replace(".", "点")
        case "zero width":
            local = "\u200b".join(local)
        case "ends in 点com":
            spelt = host.replace(".com", "点com").replace(".cn", "点cn")
        case _:
            pass
    writing = Writing()
    before, after = chance.choice(MAIL_FRAMES).split("{}")
    writing.put(before)
    writing.put(local, planted=True)
    if step == "messages":
        writing.cut()
        writing.put(chance.choice(("", "后面是", "后缀", "加")))
        at, spelt = "@", host
        steps = []
    writing.put(at + spelt)
    writing.put(after)
    writing.cut()
    return Told("email", (step, *steps), tuple(writing.done))


def values(count: int, seed: int) -> Iterator[Told]:
    """Yield `count` values of each kind, each behind steps of its own."""
    chance = random.Random(seed)
    for kind in MAKERS:
        yield from (told(kind, chance) for _ in range(count))
    yield from (mail(chance) for _ in range(count))


def price(chance: random.Random) -> str:
    """Return a sum as people ask it: mostly round, seldom to the yuan."""
    return str(
        chance.choice((
            chance.randint(1, 99) * 10, chance.randint(1, 60) * 50, chance.randint(1, 99) * 100, chance.randint(2, 90),
            chance.choice((128, 198, 299, 388, 520, 599, 666, 888, 999, 1299, 1314, 1688, 1999, 2999)), chance.randint(1, 30) * 1000,
            chance.randint(100, 9999), f"{chance.randint(5, 900)}.{chance.choice((5, 50, 80, 99))}", f"1{chance.randint(3, 9)}00", f"1{chance.randint(3, 9)}{chance.randint(0, 9)}0",
        ))
    )  # fmt: skip


LISTS: Final = (
    "{l}", "三档 {l}", "报价：{l}", "分别是{l}", "{l} 你看哪个合适", "单图{l}元", "先付{l}", "表情包 {l}，加急另算", "{l} 一共{p}", "我这边 {l} 都有", "{l}这样分三次",
    "套餐 {l} 任选", "尺寸 {l}", "按 {l} 给", "头像{l}半身",
)  # fmt: skip
PARTINGS: Final = (
    " ",
    "/",
    "、",
    "，",
    ",",
    "-",
    "~",
    "+",
    " + ",
    "=",
    "  ",
    "\n",
    ";",
    " / ",
    "|",
    "和",
    "或",
    "到",
    "再加",
    "，然后",
    "，最后",
    "，剩下",
    " 后面 ",
    "，中间",
    "→",
    ".",
    "·",
    "_",
    "：",
    "*",
    "x",
)
OTHERS: Final = (
    "订单号 {o}", "订单编号：{o}", "{o} 这个订单", "交易单号 {o}", "订单{o}已付款 {p}元", "微信支付单号 {o}", "流水号{o} 查一下", "商品编号{o}", "{y}-{m:02}-{d:02} {h:02}:{s:02}:{t:02}",
    "{y}.{m}.{d} {h}:{s:02}到{h}:{t:02}", "{y}/{m}/{d}-{y}/{m}/{d}", "{h:02}:{s:02}-{h:02}:{t:02}", "v{d}.{m}.{h}", "版本{m}.{d}.{y}", "{y}{m:02}{d:02}_{h:02}{s:02}{t:02}.psd", "{w}x{w2}px", "{w}*{w2}*{d}",
    "{w} x {w2} 300dpi", "{d}号{h}点{s}分", "第{d}版 第{m}版 第{h}版", "P{d} P{m} P{h}", "{d}、{m}、{h}、{s} 四张", "{p}.00+{p}.00={p}.00", "一共{w}字 千字{d}", "播放{w}{w2}次", "比例 {d}:{m} {w}:{w2}", "工期{d}-{h}天 {p}元",
    "{y}年{m}月{d}日前付{p}，{y}年{m}月{d}日付{p}", "{d} {m} {h} {s} {t}", "{h}:{s:02} {h}:{t:02} {d}", "端口{w} {w2}", "图{d}后面{m}张，最后{h}张", "评分 {d}.{m}", "{p}的和{p}的", "#{w:06}", "rgb({d}, {m}, {h})", "前{d}张 后{m}张 中间{h}张",
)  # fmt: skip


def harmless(count: int, seed: int) -> Iterator[str]:
    """Yield talk of sums, orders, days, sizes and counts, joined by the same signs and words as numbers are."""
    chance = random.Random(seed)
    for _ in range(count):
        parting = chance.choice(PARTINGS)
        listed = parting.join(price(chance) for _ in range(chance.randint(2, 5)))
        yield chance.choice(LISTS).format(l=listed, p=price(chance))
        order = chance.choice(
            (
                str(chance.randint(2018, 2026)) + probes.figures(chance, 14),
                "4200" + probes.figures(chance, 24),
                probes.figures(chance, chance.choice((10, 12, 15, 16, 18, 19, 20))),
            )
        )
        yield chance.choice(OTHERS).format(
            o=order, p=price(chance), y=chance.randint(2018, 2027), m=chance.randint(1, 12), d=chance.randint(1, 30), h=chance.randint(8, 23),
            s=chance.randint(0, 59), t=chance.randint(0, 59), w=chance.randint(100, 5000), w2=chance.choice((720, 1080, 1920, 800, 2048, 297, 210)),
        )  # fmt: skip
