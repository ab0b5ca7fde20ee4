"""What marks weigh together, by a table of weights."""

from archiver.analysis.odds import log_odds

TABLE = "<字:521 <个字:-20\n>::7 #before0:-9"


def test_weights_of_marks_are_added_to_the_bias() -> None:
    assert log_odds(TABLE, -100, (("<", {"字", "个字"}), (">", {":"}))) == -100 + 521 - 20 + 7


def test_a_mark_weighs_only_in_its_own_kind_and_an_unknown_one_nothing() -> None:
    assert log_odds(TABLE, 5, ((">", {"字"}), ("#", {"after0"}), ("=", {"字"}))) == 5
