"""Nothing is called unmet or unpaid across a time that no export covers."""

import json
from pathlib import Path

from archiver.analysis.backing import Backing
from archiver.analysis.deals import settle
from archiver.analysis.entry import Hole, Obligation
from archiver.analyzer import Request, study
from archiver.inputs import open_inputs
from tests.archiver.analysis.deal_talk import SIDES, Talk

ROOT = Path(__file__).parents[2]
GAP = Hole("gap", "缺少一个分块文件 c000002.jsonl", None, "2024-03-05T00:00:00", "2024-03-20T00:00:00")


def _promise() -> Talk:
    talk = Talk()
    talk.b("2024-03-01 10:00", "800做完整套", "quote", amt="800:total")
    talk.a("2024-03-01 10:01", "好", "approval>1")
    talk.a("2024-03-01 10:02", "3月10号前交", "commitment", "deadline", due="2024-03-10")
    talk.b("2024-03-25 10:00", "在吗", "reminder")
    return talk


def _delivered(talk: Talk, gap: Hole | None) -> Obligation:
    backing = Backing(gaps={"c1": (gap,)} if gap else {}, supplied=("聊天记录", "微信支付账单"))
    (deal,) = settle(talk.lines, talk.findings, SIDES, backing=backing).deals
    return next(one for one in deal.ledger.obligations if one.kind == "deliver")


def test_without_a_gap_a_passed_due_is_unmet() -> None:
    assert _delivered(_promise(), None).status == "unmet"


def test_across_a_gap_it_is_open_and_the_reason_names_the_gap_and_what_was_supplied() -> None:
    owed = _delivered(_promise(), GAP)
    assert owed.status == "open"
    for words in ("2024年3月5日至2024年3月20日", "c000002.jsonl", "已提供：聊天记录、微信支付账单"):
        assert words in owed.because


def test_a_gap_that_ended_before_the_promise_hides_nothing() -> None:
    before = Hole("gap", "缺", None, "2024-02-01T00:00:00", "2024-02-20T00:00:00")
    assert _delivered(_promise(), before).status == "unmet"


def test_a_missing_chunk_is_a_hole_of_its_talk_with_its_times() -> None:
    inputs = open_inputs((ROOT / "fixtures" / "chatlogs" / "qce_jsonl" / "b-gaps",), None)
    (source,) = study(inputs.opened, Request()).analysis.sources
    assert source.gaps
    assert all(gap.since and gap.since.startswith("2025-01-01T00:00:0") for gap in source.gaps)


def _part(path: Path, *days: int) -> Path:
    messages = [
        {
            "id": f"76000000000000{day:05}", "seq": str(day), "timestamp": 1735660800000 + day * 86_400_000, "time": "",
            "sender": {"uid": f"u_{day % 2}", "uin": f"900001000{day % 2}", "name": "山雀" if day % 2 else "江河"},
            "type": "type_1", "recalled": False, "system": False,
            "content": {"text": f"第{day}天", "html": "", "elements": [], "resources": [], "mentions": []},
        }
        for day in days
    ]  # fmt: skip
    about = {"metadata": {"name": "QQChatExporter V5", "version": "5.5.77"},
             "chatInfo": {"name": "山雀", "type": "private", "selfUid": "u_0", "selfUin": "9000010000"},
             "statistics": {"totalMessages": len(messages)}, "messages": messages}  # fmt: skip
    path.write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    return path


def test_an_export_that_says_it_holds_more_than_was_read_has_a_hole_somewhere(tmp_path: Path) -> None:
    path = _part(tmp_path / "a.json", 1, 2, 3)
    path.write_text(path.read_text("utf-8").replace('"totalMessages": 3', '"totalMessages": 9'), "utf-8")
    (source,) = study(open_inputs((path,), None).opened, Request()).analysis.sources
    assert [gap.why for gap in source.gaps] == ["文件自称 9 条，只读到 3 条，缺在哪里不得而知"]
