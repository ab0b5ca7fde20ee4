import random
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archiver.redaction.finders import found_in
from archiver.redaction.found import Found, settled
from archiver.redaction.views import views
from tests.archiver.redaction import probes
from tests.archiver.redaction.probes import Probe

WANTED = {
    "identity": 0.99, "short_identity": 0.99, "mobile": 0.99, "card": 0.99, "email": 0.99, "qq": 0.95, "wechat": 0.95,
    "alipay": 0.95, "address": 0.95, "name": 0.95, "landline": 0.95, "plate": 0.95, "passport": 0.95, "parcel": 0.95,
    "secret": 0.95,
}  # fmt: skip


def covered(probe: Probe) -> bool:
    """Every letter and figure of the planted value is masked."""
    found = settled(found_in(probe.text))
    letters = (at for at in range(probe.start, probe.end) if probe.text[at].isalnum())
    return all(any(one.start <= at < one.end for one in found) for at in letters)


def test_planted_values_of_every_kind_and_spelling_are_found_at_the_rates_promised() -> None:
    planted, found = Counter[str](), Counter[str]()
    for probe in (*probes.numbers(40, 71), *probes.mails(60, 72), *probes.others(150, 73)):
        planted[probe.kind] += 1
        found[probe.kind] += covered(probe)
    assert set(planted) == set(WANTED)
    short = {kind: found[kind] / planted[kind] for kind in WANTED if found[kind] < WANTED[kind] * planted[kind]}
    assert not short


def test_sums_dates_and_order_numbers_are_hardly_ever_taken_for_people() -> None:
    texts = list(probes.harmless(3000, 74))
    taken = [text for text in texts if settled(found_in(text))]
    assert len(taken) <= len(texts) // 100


def test_a_known_account_is_found_in_any_spelling_without_a_word_beside_it() -> None:
    known = frozenset({"9000010002"})
    for spelt in (
        "9000010002",
        "９００００１０００２",
        "9 0 0 0 0 1 0 0 0 2",
        "九零零零零一零零零二",
        "9000\u200b010002",
    ):
        text = f"是{spelt}这个"
        assert settled(found_in(text, known)) == (Found(1, 1 + len(spelt), "qq"),)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("我住在浙江省杭州市西湖区文三路478号A座1203室", "address", "浙江省杭州市西湖区文三路478号A座1203室"),
        ("幺三八 零零零零 零零零零", "phone", "幺三八 零零零零 零零零零"),
        ("手机138\n0000\n0000 打我", "phone", "138\n0000\n0000"),
        ("abc.def圈aqq点com", "email", "abc.def圈aqq点com"),
        ("京A·12345 停楼下", "plate", "京A·12345"),
        ("收款方：**明", "name", "**明"),
        ("后台密码：Abc#12", "secret", "Abc#12"),
        ("顺丰SF1234567890123", "parcel", "SF1234567890123"),
        ("wxid_abc123def", "wechat", "wxid_abc123def"),
        ("图片 A1B2C3D4A1B2A1B2A1B2A1B2C3D4E5F6.jpg", "picture", "A1B2C3D4A1B2A1B2A1B2A1B2C3D4E5F6"),
    ],
)
def test_a_value_is_found_with_its_borders(text: str, kind: str, value: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in settled(found_in(text))] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    ["总价1500 2000 300", "我知道3号交", "这个思路3号给你", "订单号 13812345678", "QQ 5000块 接不接", "210mm 297mm",
     "微信500 支付宝300", "2024-03-05 10:20:33", "第3层 第4层", "住院3天", "16号送到", "密码多少", "地址发我"],
)  # fmt: skip
def test_talk_of_work_and_money_stays_readable(text: str) -> None:
    assert settled(found_in(text)) == ()


def test_a_number_with_a_wrong_check_figure_is_still_masked() -> None:
    right = probes.identity(random.Random(5))  # noqa: S311 - an invented number needs no secret chance
    wrong = right[:17] + ("1" if right[17] != "1" else "2")
    assert settled(found_in(wrong)) == (Found(0, 18, "identity"),)


HARD = st.text(
    alphabet=st.sampled_from(
        "0123456789一二三四五六七八九零xX-－ \n\u200b\u202e@＠.。号路市区栋室QQ微信密码:：王收件人*甲〔〕\ud800😀1️⃣"
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@example("00。0X0")
@given(HARD | st.text(max_size=80))
def test_no_text_stops_the_finders_and_every_find_lies_inside_it(text: str) -> None:
    seen = views(text)
    assert len(seen.plain) == len(seen.digits) == len(text)
    found = settled(found_in(text, frozenset({"12345", "9000010002"})))
    ends = [0, *(place for one in found for place in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)
    assert all(one.start < one.end for one in found)


@pytest.mark.parametrize("sign", ["市", "区", "1", "一", "@", "路1号", "1 ", "a.", "微信", "王", "栋1", "省市区县"])
def test_long_repetitions_do_not_stall_the_finders(sign: str) -> None:
    text = sign * (20_000 // len(sign))
    assert settled(found_in(text)) is not None
