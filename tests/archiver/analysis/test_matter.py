"""A deal's messages as the ledgers read them: those of nobody's side bear their words like all others."""

from datetime import datetime

from archiver.analysis.finding import Role
from archiver.analysis.matter import gather
from archiver.analysis.talk import Line

_AT = datetime.fromisoformat("2024-03-04T10:20")
_SIDES: dict[str, Role] = {"9000010001": "client", "9000010002": "provider", "9000010003": "other"}


def _line(ref: str, account: str, text: str, *, system: bool = False) -> Line:
    return Line(ref, "c1", account, "山雀", _AT, "text", text, ((0, len(text)),), system=system)


def test_words_of_all_are_plain_whoever_speaks() -> None:
    lines = [
        _line("1:1", "9000010001", " 週五前交嗎 "),
        _line("1:2", "9000010003", " 週五我也要 ＯＫ "),
        _line("1:3", "9000010009", "誰接單"),
        _line("1:4", "9000010002", "撤回了一條消息", system=True),
    ]
    turns = gather(lines, (), _SIDES, None).turns
    assert [turn.text for turn in turns] == ["周五前交吗", "周五我也要 ok", "谁接单", "撤回了一条消息"]
    assert [turn.role for turn in turns] == ["client", "other", None, None]


def test_of_a_message_that_is_partly_quoted_only_its_speakers_words_are_told() -> None:
    line = Line("1:1", "c1", "9000010009", "山雀", _AT, "text", "「誰」 我", ((4, 5),))
    assert gather([line], (), _SIDES, None).turns[0].text == "我"
