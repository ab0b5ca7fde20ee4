"""A price that a later message names in two parts stays the price."""

import pytest

from tests.archiver.analysis.test_obligations import bargain


@pytest.mark.parametrize(
    ("words", "second", "price"),
    [("先压你800 跑起来没岔子给1200", "1200:total", "2000"), ("800不做 那就1500", "1500:total", "1500")],
)
def test_two_parts_that_make_the_price_are_no_new_price(words: str, second: str, price: str) -> None:
    talk = bargain()
    talk.b("2024-03-04 10:05", words, "quote", amt=second)
    talk.a("2024-03-04 10:06", "可", "approval>3")
    agreed = talk.ledger().agreement.price
    assert agreed is not None
    assert agreed.value == price
