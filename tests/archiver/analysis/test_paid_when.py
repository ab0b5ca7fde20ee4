"""When a price is paid as a whole, by the words of who names it."""

import pytest

from archiver.analysis.stages import paid_when


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("680，先做后付，满意再给", "acceptance"),
        ("做完你看好了再付", "acceptance"),
        ("验收没问题再结", "acceptance"),
        ("先办事后付款 300", "delivery"),
        ("800 交片付清", "delivery"),
        ("做完给就行", "delivery"),
        ("全款先付", "start"),
        ("款到开工", "start"),
        ("做完给你看看", None),
        ("800 明天给你", None),
        ("收到了 满意", None),
    ],
)
def test_words_tell_when_all_is_paid(words: str, event: str | None) -> None:
    assert paid_when(words) == event
