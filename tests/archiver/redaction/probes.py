# ruff: noqa: S311, E501 - invented values need no secret chance, and tables of them read best in one line
"""Planted values, made without a look at the finders: invented people, right check figures, odd spellings."""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

FULL_WIDTH = str.maketrans("0123456789X@.", "０１２３４５６７８９Ｘ＠．")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "零幺两三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰志建国文斌欣雨婷浩宇轩子涵梓萱"
CITIES = (
    "浙江省杭州市西湖区",
    "北京市朝阳区",
    "广东省深圳市南山区",
    "成都市武侯区",
    "江苏省苏州市",
    "湖南省长沙市岳麓区",
    "",
)
ROADS = ("文三路", "建国路", "科苑南路", "人民大道", "解放街", "学府路", "和平里大街", "中山北路")
ESTATES = ("翠苑小区", "阳光花园", "金地家园", "世纪公寓", "锦绣山庄", "")


class Probe(NamedTuple):
    """A message with a planted value at `start` to `end`, and which kind of value in which spelling it is."""

    kind: str
    spelling: str
    text: str
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.text[self.start : self.end]


def figures(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def identity(chance: random.Random) -> str:
    region = chance.choice(("110101", "330106", "440305", "510107", "430104", "320508", "230102", "650102"))
    born = f"{chance.randint(1950, 2012)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = region + born + figures(chance, 3)
    total = sum(int(figure) * (2 ** (17 - place) % 11) for place, figure in enumerate(body))
    return body + "10X98765432"[total % 11]


def short_identity(chance: random.Random) -> str:
    region = chance.choice(("110101", "330106", "440301", "510107", "430104"))
    return f"{region}{chance.randint(50, 95)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}{figures(chance, 3)}"


def mobile(chance: random.Random) -> str:
    return f"1{chance.choice('3456789')}{figures(chance, 9)}"


def card(chance: random.Random) -> str:
    prefix, length = chance.choice(
        (("622202", 19), ("621700", 19), ("622848", 19), ("6225", 16), ("621483", 16), ("4367", 16))
    )
    body = prefix + figures(chance, length - len(prefix) - 1)
    doubled = sum(sum(divmod(int(figure) * (2 - place % 2), 10)) for place, figure in enumerate(reversed(body)))
    return body + str(-doubled % 10)


def email(chance: random.Random) -> str:
    local = chance.choice(
        (figures(chance, 9).replace("0", "7"), "li.na" + figures(chance, 2), "w_ang" + figures(chance, 3), "zhao-ming")
    )
    return f"{local}@{chance.choice(('qq.com', '163.com', 'gmail.com', 'foxmail.com', 'sina.com.cn', 'studio-example.cn'))}"


def name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2, 2))))


def address(chance: random.Random) -> str:
    house = chance.choice(("{a}号{b}室", "{a}号{c}栋{d}单元{b}室", "{a}号", "{a}号院{c}号楼{b}", "{a}弄{c}号{b}室"))
    told = house.format(
        a=chance.randint(1, 999), b=chance.randint(101, 2604), c=chance.randint(1, 30), d=chance.randint(1, 4)
    )
    return f"{chance.choice(CITIES)}{chance.choice(ROADS)}{told}"


def estate(chance: random.Random) -> str:
    told = f"{chance.randint(1, 30)}栋{chance.randint(1, 4)}单元{chance.randint(101, 2604)}"
    return f"{chance.choice(CITIES)}{chance.choice(ESTATES)}{told}{chance.choice(('室', ''))}"


def grouped(*sizes: int) -> Callable[[str, str], str]:
    def write(value: str, sign: str) -> str:
        parts, at = [], 0
        for size in sizes:
            parts.append(value[at : at + size])
            at += size
        return sign.join(part for part in (*parts, value[at:]) if part)

    return write


GROUPS = {
    "identity": grouped(6, 8),
    "short_identity": grouped(6, 6),
    "mobile": grouped(3, 4),
    "card": grouped(4, 4, 4, 4),
}


def spellings(kind: str, value: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the ways in which somebody types a number to slip it past a filter, or just so."""
    write = GROUPS[kind]
    yield "plain", value
    yield "full width", value.translate(FULL_WIDTH)
    yield "blanks", write(value, " ")
    yield "dashes", write(value, "-")
    yield "full-width dashes", write(value, "－")
    yield "dots", write(value, ".")
    yield "each apart", " ".join(value)
    yield "zero width", "\u200b".join(value)
    yield "lines", write(value, "\n")
    yield "wide blanks", write(value, "\u3000")
    yield "Han", value.translate(HAN)
    yield "spoken", value.translate(SPOKEN)
    yield "formal", value.translate(FORMAL)
    yield "circled", value.translate(CIRCLED)
    yield "Han in groups", write(value.translate(HAN), " ")
    at = chance.randrange(2, len(value) - 2)
    yield "half Han", value[:at] + value[at:].translate(HAN)
    yield "lower", value.lower()


CARRIERS = {
    "identity": ("身份证号{}", "我的身份证 {} 你登记下", "{}", "证件：{}，麻烦了", "号码{}实名用"),
    "short_identity": ("老身份证{}", "身份证号是{}"),
    "mobile": ("手机{}", "打我电话：{}", "{}", "联系 {} 找我", "这是我号码{}，微信同号", "加我{}", "有事call {} 谢谢"),
    "card": ("卡号{}", "打到这张卡 {} 工行", "{}", "银行卡：{}，户名我本人", "账号{}"),
    "email": ("邮箱{}", "发到 {} 就行", "{}", "我的邮箱是{}，合同发这"),
    "qq": ("加我QQ {}", "qq：{}", "我qq号是{}", "扣扣{}", "QQ{}", "企鹅号 {}", "加我小号{}吧"),
    "wechat": ("微信：{}", "加我微信 {}", "vx {}", "微信号是{}", "wx:{}", "V：{}"),
    "alipay": ("支付宝账号 {}", "转支付宝账号：{}", "zfb号{}"),
    "address": ("地址：{}", "寄到{}", "我住在{}", "{}", "收货地址 {} 谢谢", "快递发{}就行"),
    "name": ("收件人：{}", "姓名 {}", "户名：{}", "我叫{}，", "收款人:{}", "联系人 {} 13900000000"),
    "landline": ("座机 {}", "电话：{}", "{}"),
    "plate": ("车牌{}", "我开的{}", "{} 停门口"),
    "passport": ("护照{}", "护照号：{}", "{} 是我护照"),
    "parcel": ("快递单号 {}", "顺丰{}", "运单：{}", "单号{} 记得收"),
    "secret": ("密码{}", "密码：{}", "后台密码是 {}", "pwd:{}", "验证码 {}", "提取码：{}"),
}  # fmt: skip


def _planted(kind: str, group: str, spelling: str, spelt: str, chance: random.Random) -> Probe:
    carrier = chance.choice(CARRIERS[group])
    start = carrier.index("{}")
    return Probe(kind, spelling, carrier.format(spelt), start, start + len(spelt))


def numbers(count: int, seed: int) -> Iterator[Probe]:
    """Yield `count` values of each kind of number, each in all spellings."""
    chance = random.Random(seed)
    makers = {"identity": identity, "short_identity": short_identity, "mobile": mobile, "card": card}
    for kind, make in makers.items():
        for _ in range(count):
            for spelling, spelt in spellings(kind, make(chance), chance):
                yield _planted(kind, kind, spelling, spelt, chance)


def mails(count: int, seed: int) -> Iterator[Probe]:
    """Yield e-mail addresses as typed, and with the sign and the dot in other words."""
    chance = random.Random(seed)
    for _ in range(count):
        value = email(chance)
        common = "studio" not in value
        ways = {
            "plain": value, "full width": value.translate(FULL_WIDTH), "wide at": value.replace("@", "＠"),
            "capitals": value.upper(), "blanks": value.replace("@", " @ "),
        }  # fmt: skip
        if common:
            ways |= {
                "圈a": value.replace("@", "圈a").replace(".com", "点com"), "艾特": value.replace("@", "艾特"),
                "(at)": value.replace("@", "(at)"), "#": value.replace("@", "#"), "[at] dot": value.replace("@", "[at]").replace(".com", " dot com"),
                "在": value.replace("@", "在").replace(".com", "点com"),
            }  # fmt: skip
        for spelling, spelt in ways.items():
            yield _planted("email", "email", spelling, spelt, chance)


def others(count: int, seed: int) -> Iterator[Probe]:
    """Yield accounts, addresses, names and papers as people tell them."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    makers: dict[str, tuple[str, Callable[[], str]]] = {
        "qq": ("qq", lambda: f"90{figures(chance, chance.randint(5, 8))}"),
        "wechat": ("wechat", lambda: chance.choice(letters) + "".join(chance.choice(letters + "_-0123456789") for _ in range(9))),
        "alipay": ("alipay", lambda: chance.choice((email(chance), mobile(chance), "ali" + figures(chance, 6)))),
        "address": ("address", lambda: chance.choice((address, estate))(chance)),
        "name": ("name", lambda: name(chance)),
        "landline": ("landline", lambda: chance.choice(("010-{}", "0571-{}", "(0755){}", "021{}", "0731 {}")).format("8" + figures(chance, 7))),
        "plate": ("plate", lambda: f"{chance.choice('京沪浙粤苏川湘鲁')}{chance.choice('ABCDE')}{chance.choice(('', '·', ' '))}{chance.choice('ABCDEF')}{figures(chance, 4)}"),
        "passport": ("passport", lambda: f"{chance.choice('EG')}{figures(chance, 8)}"),
        "parcel": ("parcel", lambda: chance.choice(("SF1{}", "YT8{}", "JT3{}", "77{}")).format(figures(chance, 12))),
        "secret": ("secret", lambda: "".join(chance.choice(letters + "0123456789!@#") for _ in range(8))),
    }  # fmt: skip
    for kind, (group, make) in makers.items():
        for _ in range(count):
            yield _planted(kind, group, "plain", make(), chance)


def harmless(count: int, seed: int) -> Iterator[str]:
    """Yield messages with sums, dates, sizes, versions and order numbers, which stay as they are."""
    chance = random.Random(seed)
    carriers = (
        "总价{m}元", "先付{m}，尾款{n}", "一共 {m} 块 分 {d} 次", "{m}+{n}={k}", "订单号{order}", "订单编号：{order}", "交易单号 {order}",
        "流水号{order} 查一下", "{y}-{mo:02}-{d:02} 10:20:33", "{y}年{mo}月{d}号交", "{d}号给你 {mo}月底前", "{m}px*{n}px", "v{d}.{mo}.{y}",
        "第{d}版 {m}KB", "{m} {n} {k} 三档价格", "转了{m}.{d:02}", "¥{m}.00", "{d}分{mo}秒", "{y}{mo:02}{d:02}_102033.psd", "定金{m} 中期{n} 尾款{k}",
        "一共{m}字，千字{d}", "我知道{d}号交", "这个思路{d}号给你看", "1、{m} 2、{n} 3、{k}", "比例16:9 {m}x{n}",
        "订单{order}已付款 {m}元", "{m},{n},{k}", "播放 {m}{n} 次", "{m}-{n}元", "{d}:{mo:02}-{mo}:{d:02}",
    )  # fmt: skip
    for _ in range(count):
        yield chance.choice(carriers).format(
            m=chance.randint(5, 99999), n=chance.randint(5, 99999), k=chance.randint(5, 200000), d=chance.randint(1, 28),
            mo=chance.randint(1, 12), y=chance.randint(2018, 2026), order=figures(chance, chance.choice((11, 12, 15, 16, 18, 19, 20, 24, 28))),
        )  # fmt: skip
