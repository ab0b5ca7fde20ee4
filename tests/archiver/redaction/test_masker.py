from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.redaction.masker import Masker
from archiver.redaction.roster import Person, Roster
from reports.masked import holds, is_mark

PEOPLE = Roster(
    (
        Person("甲", ("9000010001",), ("糯米团", "团子"), ("9000010001",)),
        Person("乙", ("name:山雀",), ("山雀",)),
        Person("", ("9000010003",), ("群友1", "ab"), ("9000010003",)),
        Person("", ("name:好的",), ("好的",)),
        Person("", (), ("王小明",), (), listed=True),
    )
)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "糯米团",
                "团 子",
                "@山雀",
                "王小明",
                "小王",
                "王总",
                "群友1",
                "ab",
                "xaby",
                "好的",
                "@好的",
                "9000010003",
            ),
            *(
                "13800000000",
                "一三八零零零零零零零零",
                "abc圈aqq点com",
                "密码Abc#12",
                "路3号",
                "\u200b",
                "\n",
                "〔电话1〕",
            ),
            *("。", "😀", "420元", " "),
        ]
    ),
    max_size=14,
)
WORDS = PIECES.map("".join)


@settings(max_examples=200, deadline=None)
@given(WORDS | st.text(max_size=60))
def test_masking_moves_no_offset_and_touches_no_word_between_marks(text: str) -> None:
    made = Masker(PEOPLE, (text,), group=True).mask(text)
    assert holds(text, (0, len(text)), made.text, made.masked)
    assert all(is_mark(made.text[one.start : one.end]) for one in made.masked)


@settings(max_examples=60, deadline=None)
@given(PIECES.map("；".join))
def test_what_is_masked_once_is_masked_in_every_text(text: str) -> None:
    masker = Masker(PEOPLE, (text, "再说 王小明 糯米团"), group=True)
    assert masker.words("再说 王小明 糯米团") == masker.words("再说 王小明 糯米团")
    assert "糯米团" not in masker.words(text)
    assert "13800000000" not in masker.words(text)


def test_pseudonyms_are_labels_numbers_and_never_a_name_that_somebody_bears() -> None:
    masker = Masker(PEOPLE, (), group=True)
    assert masker.pseudonym("9000010001", "") == "甲"
    assert masker.pseudonym("name:山雀", "山雀") == "乙"
    assert masker.pseudonym("9000010003", "群友1") == "群友2"
    assert masker.pseudonym("name:好的", "好的") == "群友3"


def test_a_nickname_that_everybody_says_is_masked_only_where_it_calls_somebody() -> None:
    masker = Masker(PEOPLE, (), group=True)
    assert masker.words("好的，@好的 你看下") == "好的，@〔群友2〕 你看下"


def test_a_name_of_several_people_points_at_none_of_them() -> None:
    twins = Roster((Person("", ("1000001",), ("小鱼儿",)), Person("", ("1000002",), ("小鱼儿",))))
    assert Masker(twins, (), group=True).words("问小鱼儿吧") == "问〔同名成员〕吧"
