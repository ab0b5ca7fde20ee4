from collections.abc import Sequence
from datetime import datetime, timedelta

from archiver.analysis.difference import Difference
from archiver.analysis.talk import Line
from archiver.comparison.screens import Sheet, with_screens
from archiver.comparison.union import United
from archiver.contract import ChatEntry

START = datetime(2024, 9, 25, 13, 30)  # noqa: DTZ001 - a wall time
TALK = (
    "海报能做吗",
    "能做",
    "多少钱",
    "一款200元",
    "六款能少点不",
    "180元一款",
    "好",
    "好",
    "什么时候交",
    "周五前交",
    "好",
)


def line(source: int, number: int, text: str, *, mine: bool, at: datetime | None = None) -> Line:
    me = "name:我" if source > 1 else "9000010001"
    account = me if mine else "name:山雀" if source > 1 else "9000010002"
    own = ((0, len(text)),)
    return Line(f"{source}:{number}", f"c{source}", account, account, at, "text", text, own, outgoing=mine)


def talk() -> tuple[Line, ...]:
    return tuple(
        line(1, number, text, mine=number % 2 == 1, at=START + timedelta(minutes=number))
        for number, text in enumerate(TALK, 1)
    )


def chat(source: int, title: str = "山雀") -> ChatEntry:
    return ChatEntry(f"c{source}", title, "private", source, None, None, 1, None, "c1")


def sheet(source: int, rows: Sequence[tuple[str, bool]], title: str = "山雀") -> Sheet:
    lines = (line(source, number, text, mine=mine) for number, (text, mine) in enumerate(rows, 1))
    return Sheet(chat(source, title), tuple(lines))


def held(*sheets: Sheet) -> United:
    return with_screens(United(talk()), sheets, [chat(1), *(one.chat for one in sheets)])


def kinds(differences: Sequence[Difference]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.kind, one.a, one.b, one.cause) for one in differences]


def test_a_picture_that_shows_the_talk_adds_nothing_and_differs_in_nothing() -> None:
    united = held(sheet(2, [("一款200元", False), ("六款能少点不", True), ("180元一款", False), ("好", True)]))
    (found,) = united.comparisons
    assert united.lines == talk()
    assert united.chats == {"c2": "c1"}
    assert united.same_as == {"2:1": "1:4", "2:2": "1:5", "2:3": "1:6", "2:4": "1:7"}
    assert united.accounts == {("c2", "name:山雀"): "9000010002", ("c2", "name:我"): "9000010001"}
    assert (found.matched, found.differences) == (4, ())


def test_other_figures_wait_for_an_explanation_and_a_letter_may_be_misread() -> None:
    rows = [
        ("一款200元", False),
        ("六款能少点不", True),
        ("280元一款", False),
        ("好", True),
        ("好", False),
        ("什么时侯交", True),
    ]
    (found,) = held(sheet(2, rows)).comparisons
    assert kinds(found.differences) == [
        ("text", "1:6", "2:3", None), ("text", "1:9", "2:6", "machine_reading"),
    ]  # fmt: skip


def test_words_that_the_export_lacks_and_rows_that_the_picture_leaves_out_are_told() -> None:
    rows = [("多少钱", True), ("一款200元", False), ("不满意全额退款", False), ("180元一款", False), ("好", True)]
    (found,) = held(sheet(2, rows)).comparisons
    assert kinds(found.differences) == [("only_b", None, "2:3", None), ("only_a", "1:5", None, None)]


def test_the_same_words_on_the_other_side_are_another_speaker() -> None:
    rows = [("多少钱", True), ("一款200元", False), ("六款能少点不", False), ("180元一款", False), ("什么时候交", True)]
    (found,) = held(sheet(2, rows)).comparisons
    assert ("sender", "1:5", "2:3", None) in kinds(found.differences)


def test_a_picture_under_the_title_of_the_talk_is_compared_though_nothing_agrees() -> None:
    united = held(sheet(2, [("我收了你五千", False), ("那就退我两千", True)]))
    (found,) = united.comparisons
    assert united.lines == talk()
    assert kinds(found.differences) == [("only_b", None, "2:1", None), ("only_b", None, "2:2", None)]


def test_pictures_of_another_talk_are_read_in_their_order_each_row_once() -> None:
    first = [("在吗老师", True), ("在的", False), ("排版多少钱一页", True), ("五块一页", False)]
    second = [("排版多少钱一页", True), ("五块一页", False), ("那一百页五百", True), ("可以", False)]
    united = held(sheet(2, second, "白鹭"), sheet(3, first, "白鹭"))
    told = [one.ref for one in united.lines if one.chat == "c2"]
    assert told == ["3:1", "3:2", "3:3", "3:4", "2:3", "2:4"]
    assert united.same_as == {"2:1": "3:3", "2:2": "3:4"}
    assert united.chats == {"c3": "c2"}
    assert united.comparisons == ()
