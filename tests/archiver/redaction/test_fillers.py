"""A number whose groups are parted by one word again and again is a number; sums and sizes with a unit are none."""

import pytest

from archiver.redaction.finders import found_in

KNOWN = frozenset({"9000031001"})


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("打这个 13个500个113个872 个字去掉", "13个500个113个872", "phone"),
        ("135【空】0011【空】3872", "135【空】0011【空】3872", "phone"),
        ("卡6222啊0200啊0000啊0000", "6222啊0200啊0000啊0000", "card"),
        ("我小号 900嗯0031嗯001", "900嗯0031嗯001", "qq"),
    ],
)
def test_one_word_between_all_groups_hides_no_number(text: str, value: str, kind: str) -> None:
    assert (value, kind) in {(text[one.start : one.end], one.kind) for one in found_in(text, KNOWN)}


@pytest.mark.parametrize("text", ["报价150张200张3000张", "100个200个300个", "1920x1080x120", "13元500元113元872元"])
def test_what_counts_or_measures_stays(text: str) -> None:
    assert not list(found_in(text, KNOWN))
