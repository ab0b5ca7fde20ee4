"""Exporters' placeholders: nobody said them, and a report says what they stand for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archiver.analyzer import Request
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted
from archiver.compose.placeholders import stands_for
from archiver.compose.writing import write_reports
from archiver.inputs import archive, open_case

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[UNKNOWN_9消息]", "钱包消息（红包或转账）"),
        (" [UNKNOWN_9消息]\n", "钱包消息（红包或转账）"),
        ("[UNKNOWN_37消息]", "导出程序没有写明的消息"),
        ("[QQ转账]该消息类型暂不支持查看，请使用新版手机QQ查看。", "转账消息"),
        ("[UNKNOWN_9消息]这是啥", ""),
        ("[QQ转账]我转了", ""),
        ("好的", ""),
    ],
)
def test_only_a_message_that_is_all_placeholder_is_named(text: str, shown: str) -> None:
    assert stands_for(text) == shown


@pytest.mark.parametrize("edition", ["own", "group"])
def test_a_report_names_the_placeholder_before_it_and_still_verifies(edition: str, tmp_path: Path) -> None:
    inputs = open_case(
        archive((DEMO / "late-delivery.json",), tmp_path / "case", None, datetime(2026, 3, 1, tzinfo=UTC))
    )
    template = "mediation" if edition == "group" else "dispute"
    wanted = Wanted("group" if edition == "group" else "own", date(2026, 3, 1), template, ("txt",))
    (report,) = write_reports(inputs, Request(), wanted, tmp_path)
    shown = report.read_text("utf-8")
    assert "钱包消息（红包或转账）“[UNKNOWN_9消息]”（E1-0019）" in shown
    assert "：“[UNKNOWN_9消息]”" not in shown
    assert "〔钱包消息（红包或转账）〕" in shown
    assert verify_report(report).ok
