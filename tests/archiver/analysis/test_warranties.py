"""How long support lasts, as far as the words tell the day."""

from datetime import datetime

import pytest

from archiver.analysis.matter import Turn
from archiver.analysis.talk import Line
from archiver.analysis.warranties import term_of
from tests.archiver.analysis.deal_talk import Talk


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("一个月内小改免费", "2024-04-04"),
        ("半年里帮你留着底", "2024-09-04"),
        ("往后半年哪里坏了喊我", "2024-09-04"),
        ("3月31号之前改价不收钱", "2024-03-31"),
        ("质保15天", None),
        ("管一年", None),
        ("上完线三个月里出毛病都归我修", None),
        ("有问题随时找我", None),
    ],
)
def test_a_span_from_the_message_names_its_end_and_one_from_a_delivery_does_not(text: str, due: str | None) -> None:
    line = Line("1:1", "c1", "9000000001", "名1", datetime.fromisoformat("2024-03-04T10:00"), "text", text)
    assert term_of(Turn(0, line, "provider", said=text)).due == due


def test_support_that_nobody_asked_for_is_never_unmet() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    talk.a("2024-03-04 10:02", "一个月内小改免费", "warranty")
    talk.b("2024-06-04 10:00", "最近好吗", "requirement")
    (entry,) = talk.owed("provider", "support")
    assert (entry.due, entry.status) == ("2024-04-04", "open")
    assert entry.because == "售后期限至2024年4月4日，所提供记录中未见对方在期内提出要求"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("一个月内有问题我免费修", ["support"]), ("明天免费给你改", ["fix"])],
)
def test_free_help_for_a_stretch_of_time_is_support_though_read_as_a_mere_promise(text: str, kinds: list[str]) -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    talk.a("2024-03-05 10:00", "", "delivery", file="终稿.psd")
    talk.a("2024-03-05 10:02", text, "commitment")
    mine = [o for o in talk.ledger().obligations if o.debtor == "provider" and o.kind != "deliver"]
    assert [o.kind for o in mine] == kinds
