"""Values behind steps of disguise composed by chance are masked whole, talk of sums behind the same signs stays."""

from collections import Counter
from collections.abc import Callable
from time import process_time

import pytest

from archiver.redaction.leaks import Search
from archiver.redaction.masker import Masker, Removed
from archiver.redaction.roster import Person, Roster
from archiver.redaction.split import Said, pieces
from archiver.redaction.views import views
from tests.archiver.redaction import disguises
from tests.archiver.redaction.disguises import Told

PEOPLE = Roster(tuple(Person("", (number,), (), (number,)) for number in disguises.KNOWN))
WANTED = {
    "mobile": 0.98, "landline": 0.98, "service": 0.93, "card": 0.98, "identity": 0.99, "short_identity": 0.98,
    "qq": 0.98, "said": 0.95, "email": 0.99,
}  # fmt: skip
"""Below §10's figures where the grammar is harsher than talk: bare groups of any size between signs of sums."""


def left(told: Told) -> int:
    """Return how many letters and figures of the value are still shown."""
    talk = [Said(str(at), "a", one.text) for at, one in enumerate(told.messages)]
    split = pieces(talk, frozenset(disguises.KNOWN))
    masker = Masker(PEOPLE, (one.text for one in told.messages), group=True)
    shown = 0
    for said, message in zip(talk, told.messages, strict=True):
        masked = masker.mask(said.text, split.get(said.ref, ())).masked
        hidden = {at for one in masked for at in range(one.was_start, one.was_end)}
        shown += sum(planted and at not in hidden for at, planted in enumerate(message.planted))
    return shown


def test_values_behind_any_composition_of_disguises_are_masked_whole() -> None:
    planted, masked = Counter[str](), Counter[str]()
    missed = []
    for told in disguises.values(150, 301):
        planted[told.kind] += 1
        if left(told):
            missed.append((told.kind, told.steps, [one.text for one in told.messages]))
        else:
            masked[told.kind] += 1
    assert planted == dict.fromkeys(WANTED, 150)
    assert {kind for kind, rate in WANTED.items() if masked[kind] < rate * planted[kind]} == set(), missed


def test_sums_days_and_orders_between_the_same_signs_and_words_stay() -> None:
    texts = list(disguises.harmless(700, 302))
    taken = [text for text in texts if Masker(PEOPLE, (text,), group=True).words(text) != text]
    assert len(taken) <= len(texts) // 100, taken


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我手机前三位138，中间是0013，后四位8000", "我手机前三位〔电话1〕"),
        ("13八零零1三八000", "〔电话1〕"),
        ("座机 0571 后面 88886666 转 802", "座机 〔电话1〕"),
        ("卡尾号 8723 那张", "卡尾号 〔银行卡号1〕 那张"),
        ("身份证后四位123X", "身份证后四位〔身份证号1〕"),
        ("出生日期：1990年3月7日", "出生日期：〔身份证号1〕"),
        ("手机 1380013800 少一位也别给人看", "手机 〔电话1〕 少一位也别给人看"),
        ("抠抠：九零零【五一】捌２6", "抠抠：〔QQ号1〕"),
        ("邮箱 muying77后面加@qq点com", "邮箱 〔邮箱1〕"),
        ("wang下划线san圈a163点com", "〔邮箱1〕"),
        ("我邮箱 muying77@qq", "我邮箱 〔邮箱1〕"),
        ("muying77艾特扣扣点com", "〔邮箱1〕"),
        ("九零零零三@qq.com", "〔邮箱1〕"),
        ("我号 00083100831 倒着念", "我号 〔电话1〕 倒着念"),
        ("13800138三个0", "〔电话1〕"),
        ("区号0571 号码88886666 分机8012", "区号〔电话1〕"),
        ("400-820-8820", "〔电话1〕"),
        ("身份证号前六位330106，生日19900307，后四位1234", "身份证号前六位〔身份证号1〕"),
        ("6222 0202 0011 2250 128 工行", "〔银行卡号1〕 工行"),
        ("138换行0013换行8001", "〔电话1〕"),
        ("+86 571 8888 6666", "+〔电话1〕"),
        ("QQ常用的那个 9000031001", "QQ常用的那个 〔QQ号1〕"),
    ],
)
def test_a_disguised_value_bears_one_mark_of_its_kind(text: str, shown: str) -> None:
    assert Masker(PEOPLE, (text,), group=True).words(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "先付1500，最后2000，剩下300", "尾号多少", "订单尾号8723", "后四位写一下", "前3位客户打折", "生日5月3日前要",
        "logo@2x.png 和 icon@3x.png",
        "合计 13,800,138,000 元",
        "QQ红包单号 9000031009",
        "QQ群文件 20240305",
        "手机壁纸 1500/2000/300",
        "199/1299/2599 三档",
        "微信红包 1800，1500，600 分三次",
        "3点30分 4点15分", "第1版1500 第2版2000 第3版300", "1.5+2.5=4", "13:05-18:00 19:30", "QQ 12345678 500一张",
    ],
)  # fmt: skip
def test_talk_in_the_words_that_lead_from_group_to_group_stays(text: str) -> None:
    shown = Masker(PEOPLE, (text,), group=True).words(text)
    assert shown == text.replace("12345678", "〔QQ号1〕")


def test_a_long_document_is_read_in_time_that_grows_with_its_length() -> None:
    begun = process_time()
    document = "后四位8000 l38O0 8三个0 138中间0013\n" * 100_000
    assert len(views(document).digits) == len(document)
    assert process_time() - begun < 60  # ten minutes and more where each find copies the whole


def test_an_address_over_two_messages_is_masked_in_both() -> None:
    talk = (Said("1", "a", "邮箱 muying77"), Said("2", "b", "嗯"), Said("3", "a", "后面是@163.com"))
    found = pieces(talk)
    assert {ref: [said[0].kind for said in held] for ref, held in found.items()} == {"1": ["email"], "3": ["email"]}


@pytest.mark.parametrize("write", [str, lambda value: f"{value[:3]}，中间{value[3:7]}，后四位{value[7:]}"])
def test_a_number_told_in_words_is_looked_for_as_a_number(write: Callable[[str], str]) -> None:
    removed = Removed("phone", write("13800138000"))
    assert [leak.kind for leak in Search((removed,)).leaks("a.txt", b"call 138-0013-8000")] == ["phone"]
