"""Which message a reply quotes, where the export names it by its sender and second alone."""

import json
from pathlib import Path

import pytest

from archiver.corpus.exports import EXPORTS
from archiver.corpus.labelled import load_case
from archiver.intake.lines import lines
from archiver.intake.opened import open_export
from archiver.intake.survey import survey_all

CORPUS = Path(__file__).parents[2] / "fixtures" / "chatlogs" / "corpus"


def replies(path: Path) -> dict[str, str | None]:
    opened = open_export(path, 1)
    (survey,) = survey_all((opened,))
    return {line.ref: line.reply for line in lines(opened, survey.chats) if line.kind == "reply" or line.quoted}


@pytest.mark.parametrize("name", ["android_db", "android_json", "qce_json_d"])
def test_a_reply_leads_to_the_message_that_it_quotes(name: str, tmp_path: Path) -> None:
    case = load_case(CORPUS / "h01-chali-daoban.yaml")
    ending, write = EXPORTS[name]
    path = tmp_path / f"9000010002.{ending}"
    path.write_bytes(write(case))
    expected = {f"1:{said.n}": f"1:{said.reply_to}" for said in case.messages if said.reply_to is not None}
    assert expected
    assert replies(path) == expected


def test_of_two_messages_of_one_second_none_is_chosen(tmp_path: Path) -> None:
    rows = [
        {"t": "msg", "c": [{"t": "m", "c": {"m": "三百"}}], "s": "9000010001", "i": 1614560703},
        {"t": "msg", "c": [{"t": "m", "c": {"m": "五百"}}], "s": "9000010001", "i": 1614560703},
        {"t": "msg", "c": [{"t": "m", "c": {"m": "另一个人"}}], "s": "9000010002", "i": 1614560704},
    ]
    for uin, second in (("9000010001", 1614560703), ("9000010002", 1614560704)):
        quote = {"t": "reply", "c": {"text": "", "uin": uin, "time": second}}
        said = [quote, {"t": "m", "c": {"m": "好"}}]
        rows.append({"t": "msg", "c": said, "s": "9000010001", "i": 1614560800})
    path = tmp_path / "chatData.txt"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    assert replies(path) == {"1:4": None, "1:5": "1:3"}
