# ruff: noqa: S311, E501 - invented values need no secret chance, and tables of them read best in one line
"""Spellings and sentences collected by somebody who had not read the finders, each with values of its own."""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from archiver.redaction.masker import Masker
from archiver.redaction.names import inner
from archiver.redaction.roster import Person, Roster
from archiver.redaction.split import Said, pieces
from tests.archiver.redaction import probes

KNOWN = ("9000031001", "9000031002", "9000031003", "9000031004")
PEOPLE = Roster(tuple(Person("", (number,), (), (number,)) for number in KNOWN))

FULL = str.maketrans("0123456789-", "０１２３４５６７８９－")
PLAIN = str.maketrans("0123456789", "〇一二三四五六七八九")
RADIO = str.maketrans("0123456789", "洞幺两三四五六拐八勾")
FORMAL = str.maketrans("0123456789", "零壹貳叁肆伍陸柒捌玖")
BLACK = str.maketrans("0123456789", "⓪❶❷❸❹❺❻❼❽❾")
SIGNS = (" ", "-", ".", "—", "_", "...", "--", "…", "^", "🌸", "🙏🙏", "[微笑]", "/微笑", "\u200b", "\r\n", "  - ")
SCRIPTS = (FULL, PLAIN, RADIO, FORMAL, BLACK)

Spell = Callable[[str], str]


def cut(value: str, places: tuple[int, ...], sign: str) -> str:
    return sign.join(value[start:end] for start, end in pairwise((0, *places, len(value))))


def spellings(places: tuple[int, ...], signs: tuple[str, ...] = SIGNS) -> Iterator[Spell]:
    """Yield the ways of writing a number whose usual groups end at these places."""
    yield str
    yield from (lambda value, sign=sign: cut(value, places, sign) for sign in signs)
    yield from (lambda value, script=script: value.translate(script) for script in SCRIPTS)
    yield lambda value: "".join(f"{figure}\ufe0f\u20e3" for figure in value)
    yield " ".join


FRAMES = {
    "mobile": ("有事call我 {}", "我这边的号 {} ，晚上开机", "{}，姓王，打这个", "改成{}了", "『{}』", "我妈的{}", "{}"),
    "identity": ("实名登记 {}", "{}", "名字李某，号 {}", "合同上填{}吧"),
    "card": ("尾款打 {}", "{} 农业银行 张三", "我爸的卡{}", "{}"),
    "email": ("源文件发 {}", "{}", "备用邮箱：{}"),
    "qq": ("拉黑 {} 这个人", "{}", "他大号{}小号别的", "转给{}了"),
}
MAILS = (
    *("{l}@{h}", "{l} ＠ {h}", "{l}（at）{h}", "{l}圈a{h}", "{l} at {h}", "{l}@\r\n{h}", "{l}【@】{h}", "{l}[AT]{h}"),
    *(
        "{l}（艾特）{h}",
        "{l}艾特{h}",
        "{l} [a] {h}",
        "{l}-at-{h}",
        "{l}_at_{h}",
        "{l}@@{h}",
        "{l}❤@{h}",
        "{l}#{h}（#换成@）",
    ),
)


def numbers(seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield kind, sentence and planted number in every spelling."""
    chance = random.Random(seed)
    makers: dict[str, tuple[Callable[[], str], tuple[Spell, ...]]] = {
        "mobile": (lambda: probes.mobile(chance), (*spellings((3, 7)), *spellings((4, 7), (" ", "-")))),
        "identity": (lambda: probes.identity(chance), (*spellings((6, 14), (*SIGNS, "/", "，")), *spellings((10,), ("😂",)))),
        "card": (lambda: probes.card(chance), tuple(spellings((4, 8, 12, 16), (*SIGNS[:10], "/", "，", "=")))),
        "qq": (lambda: chance.choice(KNOWN), (*spellings((5,)), *spellings((3, 6), ("/", "，", ".")))),
    }  # fmt: skip
    for kind, (make, forms) in makers.items():
        for form in forms:
            for frame in FRAMES[kind]:
                value = make()
                yield kind, frame.format(form(value)), value


def mails(seed: int) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(seed)
    for form in MAILS:
        for frame in FRAMES["email"]:
            local = f"{chance.choice(('muying', 'k.wen', 'qiu-yue', 'painter_'))}{probes.figures(chance, 2)}"
            host = chance.choice(("example.com", "example.net", "mail.example.cn", "studio.example.org"))
            yield "email", frame.format(form.format(l=local, h=host)), local


def figures_in(text: str) -> str:
    """Return the figures of a text in any script, with a bar where a mark stands."""
    spoken = {ord(sign): str(at) for row in ("〇一二三四五六七八九", "洞幺两三四五六拐八勾", "零壹貳叁肆伍陸柒捌玖", "⓪❶❷❸❹❺❻❼❽❾") for at, sign in enumerate(row)}  # fmt: skip
    shown = re.sub("〔[^〕]*〕", "|", text).translate(spoken)
    return re.sub("[^0-9|]", "", unicodedata.normalize("NFKC", shown))


def is_left(shown: str, kind: str, value: str) -> bool:
    """Say whether four figures of a number in a row, or the name of an address, can still be read."""
    if kind == "email":
        return value in shown
    left, wanted = figures_in(shown), value.rstrip("Xx")
    return any(wanted[at : at + 4] in left for at in range(len(wanted) - 3))


def test_what_is_personal_is_masked_in_the_spellings_of_chat() -> None:
    planted, masked = Counter[str](), Counter[str]()
    missed = []
    for kind, text, value in (*numbers(91), *numbers(92), *mails(93), *mails(94)):
        shown = Masker(PEOPLE, (text,), group=True).words(text)
        planted[kind] += 1
        masked[kind] += not is_left(shown, kind, value)
        if is_left(shown, kind, value):
            missed.append(text)
    assert sum(planted.values()) > 800
    wanted = {"mobile": 0.99, "identity": 0.99, "card": 0.99, "email": 0.99, "qq": 0.95}
    assert {kind for kind, rate in wanted.items() if masked[kind] < rate * planted[kind]} == set(), missed


def harmless(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for frame in ("订单 {} 已完成", "订单号：{}", "订单编号 {} 查一下", "支付宝订单{}", "交易单号 {}", "商品编号{}", "序列号 {}", "单号{}", "流水 {}"):  # fmt: skip
        for length in (12, 14, 16, 18, 19, 21, 28, 32):
            yield frame.format(chance.choice("2345678") + probes.figures(chance, length - 1))
    sums = ("150", "1,500", "12500.5", "138 1380 13800", "150/1200/1800", "100-200-300", "1500、2000、3500", "200+300=500", "1380、1500、1800", "10000 20000 30000")  # fmt: skip
    for frame in ("一共 {} 元", "{} 块", "报价 {}", "转账￥{}", "{}w", "{}/张", "千字{}"):
        yield from (frame.format(value) for value in sums)


def test_sums_and_order_numbers_stay_readable() -> None:
    texts = tuple(harmless(95))
    taken = [text for text in texts if Masker(PEOPLE, (text,), group=True).words(text) != text]
    assert len(taken) <= len(texts) // 100, taken


@pytest.mark.parametrize(
    "text",
    ["收件人电话", "户名栏空着", "look at me.jpg 这个", "图 at 3pm 交", "邮箱收到了吗", "微博体", "b站 封面 1920x1080",
     "抖音 1080x1920", "淘宝主图 800x800", "vx 上说了", "[微笑]1[微笑]2", "1500/1600/1700", "支付宝 300", "3叉骨"],
)  # fmt: skip
def test_talk_beside_the_words_of_forms_stays(text: str) -> None:
    assert Masker(PEOPLE, (text,), group=True).words(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("抖音号tangapv3033", "抖音号〔平台账号1〕"),
        ("小红书号 tanga_xa", "小红书号 〔平台账号1〕"),
        ("b站uid 123456789", "b站uid〔平台账号1〕"),
        ("支付宝：lxmzax2117", "支付宝：〔支付宝账号1〕"),
        ("VXshanquettgm5024", "VX〔微信号1〕"),
        ("护照号 EA 2375439", "护照号 〔证件号1〕"),
        ("学号275758118764", "学号〔证件号1〕"),
        ("我手机 186O8165872", "我手机 〔电话1〕"),
        ("身份证 32050819820721636叉", "身份证 〔身份证号1〕"),
        ("快递单号 775453890326", "快递单号 〔快递单号1〕"),
    ],
)
def test_a_value_in_an_odd_spelling_bears_the_mark_of_its_kind(text: str, shown: str) -> None:
    assert Masker(PEOPLE, (text,), group=True).words(text) == shown


def test_a_parcel_told_once_is_no_account_where_it_stands_alone() -> None:
    told = ("圆通单号775453890326", "775453890326 到了")
    assert Masker(PEOPLE, told, group=True).words(told[1]) == "〔快递单号1〕 到了"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("阿澈（接稿中）", ("阿澈",)),
        ("【画师】山雀", ("山雀",)),
        ("小满｜约稿看置顶", ("小满",)),
        ("Luna酱", ("Luna",)),
        ("阿岚🌸勿扰", ("阿岚",)),
        ("logo设计-大橘", ("大橘",)),
        ("山雀", ()),
        ("接稿中", ()),
    ],
)
def test_a_nickname_is_also_masked_by_the_part_that_people_say(name: str, called: tuple[str, ...]) -> None:
    assert inner(name) == called
    masker = Masker(Roster((Person("", ("9000031009",), (name,)),)), (), group=True)
    for part in called:
        assert masker.words(f"问一下{part}吧") == "问一下〔群友1〕吧"


def test_a_name_is_masked_with_an_emoji_in_it_but_not_across_two_words() -> None:
    people = Roster((Person("", ("1",), ("大橘为重",)), Person("", ("2",), ("周也",))))
    masker = Masker(people, (), group=True)
    assert masker.words("大橘😂为重在吗") == "〔群友1〕在吗"
    assert masker.words("一周😂也行") == "一周😂也行"


def test_further_pieces_are_found_behind_the_words_that_lead_to_them() -> None:
    talk = (
        Said("1", "a", "手机 1350119"),
        Said("2", "a", "后四位8723"),
        Said("3", "b", "QQ 90000"),
        Said("4", "b", "31001"),
    )
    found = pieces(talk, frozenset(KNOWN))
    parts = [said.text[one.found.start : one.found.end] for said in talk for one in found[said.ref]]
    assert parts == ["1350119", "8723", "90000", "31001"]
