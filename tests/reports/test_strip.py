from datetime import timedelta

from lxml import etree
from msgspec.structs import replace

from reports.dossier import Payment
from reports.page import Drawing
from reports.strip import strip
from tests.reports.dossiers import empty, poster, said


def texts(drawing: Drawing) -> list[str]:
    root = etree.fromstring(drawing.svg)
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_deliveries_and_payments_stand_in_one_row_by_time() -> None:
    (drawing,) = strip(poster())
    assert isinstance(drawing, Drawing)
    assert texts(drawing)[1::3] == ["甲 支付 100 元", "乙 交付第 1 版", "乙 交付第 2 版", "甲 支付 120 元"]


def test_money_sent_back_and_sums_that_are_not_named_are_told_apart() -> None:
    at = poster().payments[-1].time
    assert at
    back = Payment(at + timedelta(days=1), "乙", "refund", None, "QQ 转账", "notice", said("系统提示", 27))
    (drawing,) = strip(replace(poster(), payments=(*poster().payments, back)))
    assert isinstance(drawing, Drawing)
    assert texts(drawing)[-2] == "乙 退回（未载明金额）"
    assert drawing.svg.count("stroke-dasharray") == 1


def test_where_less_than_two_things_bear_a_time_nothing_is_drawn() -> None:
    assert strip(empty()) == ()
    assert strip(replace(poster(), deliveries=(), payments=poster().payments[:1])) == ()
