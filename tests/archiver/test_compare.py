"""Two exports of one talk through the real program: formats, both parties, clocks, cuts, edits, cases and reports."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from archiver.comparison.compare import hold, json_schema
from archiver.corpus.exports import EXPORTS
from archiver.corpus.labelled import LabelledCase, load_case
from archiver.intake.opened import open_export

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "fixtures" / "chatlogs" / "corpus"
JSON = "qce_json_c"
Change = Callable[[list[dict[str, Any]]], object]


def program(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "archiver", *map(str, arguments)], capture_output=True, check=False)


def compared(one: Path, other: Path) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the document without the cost of a new process."""
    held = hold(open_export(one, 1), open_export(other, 2))
    document: dict[str, Any] = json.loads(msgspec.json.encode(held.document()))
    return 1 if held.compared.comparison.unexplained else 0, document


def rendered(case: LabelledCase, name: str, folder: Path, stem: str = "export") -> Path:
    ending, write = EXPORTS[name]
    content = write(case)
    assert isinstance(content, bytes)
    path = folder / f"{stem}-{name}.{ending}"
    path.write_bytes(content)
    return path


@pytest.fixture
def group() -> LabelledCase:
    return load_case(CORPUS / "h12-chorus-arbiter.yaml")


@pytest.fixture
def private() -> LabelledCase:
    return load_case(CORPUS / "h01-caipu-ghost.yaml")


def changed(source: Path, change: Change, target: str) -> Path:
    document = json.loads(source.read_text("utf-8"))
    change(document["messages"])
    document["statistics"]["totalMessages"] = len(document["messages"])
    path = source.with_name(f"{target}.json")
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def later(seconds: int) -> Change:
    def change(messages: list[dict[str, Any]]) -> None:
        for message in messages:
            message["timestamp"] += seconds * 1000

    return change


def reworded(messages: list[dict[str, Any]]) -> None:
    content = messages[15]["content"]
    content["text"] = content["elements"][0]["data"]["text"] = "最晚国庆放假后 我们要投校歌会"


def reworded_and_shortened(messages: list[dict[str, Any]]) -> None:
    reworded(messages)
    del messages[30]


def test_the_command_prints_what_is_found_and_exits_by_it(group: LabelledCase, tmp_path: Path) -> None:
    source = rendered(group, JSON, tmp_path)
    for other in (rendered(group, "qce_json_d", tmp_path), changed(source, reworded, "edited")):
        done = program("compare", source, other, "--json", "-")
        assert (done.returncode, json.loads(done.stdout)) == compared(source, other)
        assert list(json.loads(done.stdout))[:5] == ["schema", "offset_s", "zone", "pairs", "differences"]


@pytest.mark.parametrize("name", ["txt_classic", "qce_json_a", "qce_json_b", "qce_json_d"])
def test_two_formats_of_one_talk_differ_in_nothing_unexplained(group: LabelledCase, tmp_path: Path, name: str) -> None:
    code, found = compared(rendered(group, JSON, tmp_path), rendered(group, name, tmp_path))
    assert (code, found["offset_s"], found["zone"]) == (0, 0, None)
    assert found["pairs"] == [[f"1:{n}", f"2:{n}"] for n in range(1, 101)]


def test_both_parties_exports_of_a_private_talk_agree_but_for_what_formats_drop(
    private: LabelledCase, tmp_path: Path
) -> None:
    peers = replace(private, own=private.peer, title=private.accounts[private.own].name)
    code, found = compared(
        rendered(private, "txt_classic", tmp_path, "mine"), rendered(peers, JSON, tmp_path, "theirs")
    )
    assert code == 0
    assert found["accounts"]
    assert {one["cause"] for one in found["differences"]} <= {"format_drops", "shown_to_one_side"}
    assert [one["b_value"] for one in found["differences"] if one["kind"] == "only_b"] == [
        "[文件: 牛骨煲菜单_印刷.pdf]",
        "[文件: 牛骨煲菜单_源.ai]",
    ]  # own files, of which TXT keeps the receipt only


@pytest.mark.parametrize(("seconds", "zone"), [(3600, "+01:00"), (-28_800, "-08:00"), (37, None)])
def test_a_shifted_clock_is_stated_and_no_message_differs(
    group: LabelledCase, tmp_path: Path, seconds: int, zone: str | None
) -> None:
    source = rendered(group, JSON, tmp_path)
    code, found = compared(rendered(group, "txt_classic", tmp_path), changed(source, later(seconds), "shifted"))
    assert (code, found["offset_s"], found["zone"], found["differences"]) == (0, seconds, zone, [])


PLANTED: dict[str, tuple[Change, list[tuple[str, str | None, str | None]]]] = {
    "a message deleted": (lambda rows: rows.pop(30), [("only_a", "1:31", None)]),
    "a message copied": (
        lambda rows: rows.insert(51, rows[50] | {"id": "7600000000000009999", "seq": "999"}),
        [("only_b", None, "2:52")],
    ),
    "words": (reworded, [("text", "1:16", "2:16")]),
    "a sender": (lambda rows: rows[30].update(sender=rows[31]["sender"]), [("sender", "1:31", "2:31")]),
    "a time": (lambda rows: rows[40].update(timestamp=rows[40]["timestamp"] + 60_000), [("time", "1:41", "2:41")]),
    "two places": (lambda rows: rows.insert(30, rows.pop(31)), [("order", "1:31", "2:32")]),
}


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("name", [JSON, "txt_classic"])
def test_what_was_changed_is_found_and_waits_for_an_explanation(
    group: LabelledCase, tmp_path: Path, planted: str, name: str
) -> None:
    change, expected = PLANTED[planted]
    edited = changed(rendered(group, JSON, tmp_path), change, "edited")
    code, found = compared(rendered(group, name, tmp_path), edited)
    told = [(one["kind"], one["a"], one["b"]) for one in found["differences"] if one["cause"] is None]
    if planted == "a message copied" and name == "txt_classic":
        assert {kind for kind, _, _ in told} == {"only_b"}  # either of two equal rows of one second
        assert found["differences"][0]["alike"] == [1, 2]
    else:
        assert told == expected
    assert code == 1


def test_a_shorter_export_is_explained_by_its_range_unless_it_claims_more(group: LabelledCase, tmp_path: Path) -> None:
    whole = rendered(group, JSON, tmp_path)

    def cut(messages: list[dict[str, Any]]) -> None:
        messages[:] = messages[20:70]

    code, found = compared(whole, changed(whole, cut, "cut"))
    assert code == 0
    assert {(one["kind"], one["cause"]) for one in found["differences"]} == {
        ("only_a", "before_start"),
        ("only_a", "after_end"),
    }
    document = json.loads((tmp_path / "cut.json").read_text("utf-8"))
    document["statistics"]["totalMessages"] = 100
    (tmp_path / "cut.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    code, found = compared(whole, tmp_path / "cut.json")
    assert code == 1
    assert {one["cause"] for one in found["differences"]} == {None}


def test_the_witness_is_named_and_agrees_with_the_unchanged_words(tmp_path: Path) -> None:
    source = rendered(load_case(CORPUS / "h01-chali-daoban.yaml"), JSON, tmp_path)
    code, found = compared(source, changed(source, lambda rows: rows.pop(31), "gone"))
    (gone,) = found["differences"]
    assert (code, gone["kind"], gone["a"], gone["cause"]) == (1, "only_a", "1:32", None)
    assert {"ref": "2:69", "kind": "quote", "agrees": None} in gone["witnesses"]

    def reword(rows: list[dict[str, Any]]) -> None:
        content = rows[31]["content"]
        content["text"] = content["elements"][0]["data"]["text"] = "286×198×82 按这个画刀版"

    _, found = compared(source, changed(source, reword, "reworded"))
    (words,) = found["differences"]
    assert words["kind"] == "text"
    assert {"ref": "2:70", "kind": "quote", "agrees": "a"} in words["witnesses"]


def test_a_table_for_people_uses_no_word_that_judges(group: LabelledCase, tmp_path: Path) -> None:
    source = rendered(group, JSON, tmp_path)
    done = program("compare", source, changed(source, reworded, "edited"))
    shown = done.stdout.decode()
    assert "待说明的差异：1 处" in shown
    assert "E1-0016 / E2-0016" in shown
    assert not [word for word in ("篡改", "伪造", "造假") if word in shown]


def test_the_schema_that_ships_is_the_one_of_the_types_and_real_outputs_obey_it(
    group: LabelledCase, tmp_path: Path
) -> None:
    shipped = ROOT / "archiver" / "schema" / "comparison-1.json"
    assert shipped.read_bytes() == json_schema()
    source = rendered(group, JSON, tmp_path)
    mobile = rendered(group, "txt_classic", tmp_path)
    for other in (mobile, changed(source, reworded_and_shortened, "edited"), changed(source, later(3600), "late")):
        document: dict[str, Any] = json.loads(program("compare", source, other, "--json", "-").stdout)
        jsonschema.validate(document, json.loads(shipped.read_bytes()))
        assert document["schema"] == "juzheng/comparison/1"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document | {"schema": "juzheng/comparison/2"}, json.loads(shipped.read_bytes()))


def test_a_short_word_gone_beside_an_added_equal_one_is_told_as_open_on_both_sides(tmp_path: Path) -> None:
    talk = tmp_path / "a.txt"
    hours = "2024-03-06 {}:{:02}:00 {}(900001000{})\r\n{}\r\n\r\n"
    rows = [hours.format(9 + n // 6, n % 6 * 10, "甲" if n % 2 else "乙", n % 2, f"第{n}件事说清楚") for n in range(30)]
    short = ["2024-03-06 10:05:{:02} 甲(9000010001)\r\n嗯\r\n\r\n", "2024-03-06 13:05:00 甲(9000010001)\r\n嗯\r\n\r\n"]
    head = (
        "消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n" + "=" * 64 + "\r\n消息分组:我的QQ群\r\n" + "=" * 64
    )
    head += "\r\n消息对象:测试群\r\n" + "=" * 64 + "\r\n\r\n"
    for path, second in ((talk, 10), (tmp_path / "b.txt", 15)):
        body = [*rows[:7], short[0].format(second), *rows[7:25], short[1], *rows[25:]]
        path.write_text(head + "".join(body), "utf-8-sig", newline="")
    code, found = compared(talk, tmp_path / "b.txt")
    assert code == 1
    assert [(one["kind"], one["a"], one["b"], one["perhaps"]) for one in found["differences"]] == [
        ("only_b", None, "2:8", ["1:8"]), ("only_a", "1:8", None, ["2:8"])]  # fmt: skip
    shown = program("compare", talk, tmp_path / "b.txt").stdout.decode()
    assert "可能与 E2-0008 是同一条而有改动，也可能一条少了、另一条多了，凭这两份分不出" in shown
    done = program("report", talk, tmp_path / "b.txt", "-o", tmp_path / "out", "--format", "txt")
    assert done.returncode == 0, done.stderr.decode()
    assert "是同一条而有改动，也可能一条少了、另一条多了" in (tmp_path / "out" / "dispute.txt").read_text("utf-8")


def test_what_cannot_be_read_or_is_another_talk_is_one_line_and_exit_2(
    group: LabelledCase, private: LabelledCase, tmp_path: Path
) -> None:
    (tmp_path / "odd.txt").write_text("x", "utf-8")
    source = rendered(group, JSON, tmp_path)
    for wrong in ([tmp_path / "odd.txt", source], [source], [source, tmp_path / "absent"],
                  [source, rendered(private, "qce_json_d", tmp_path)]):  # fmt: skip
        done = program("compare", *wrong)
        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.decode().count("\n") == 1


def test_a_case_keeps_both_exports_marks_what_is_same_and_reports_the_rest(group: LabelledCase, tmp_path: Path) -> None:
    source = rendered(group, JSON, tmp_path)
    newer = changed(source, reworded_and_shortened, "newer")
    done = program(
        "report", newer, rendered(group, "txt_classic", tmp_path), "-o", tmp_path / "out", "--format", "html,txt"
    )
    assert done.returncode == 0, done.stderr.decode()
    done = program("compare", tmp_path / "out" / "case", "E1", "E2", "--json", "-")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(one["kind"], one["a"], one["b"]) for one in found["differences"]] == [
        ("text", "1:16", "2:16"), ("only_b", None, "2:31")]  # fmt: skip
    analysis = json.loads(program("analyze", tmp_path / "out" / "case", "--json", "-").stdout)
    assert len(analysis["messages"]) == 199
    assert sum(message["same_as"] is not None for message in analysis["messages"]) == 99
    assert [chat["same_as"] for chat in analysis["chats"]] == [None, "c1"]
    assert [one["kind"] for one in analysis["comparisons"][0]["differences"]] == ["text", "only_b"]
    assert len(analysis["deals"]) == 1
    text = (tmp_path / "out" / "dispute.txt").read_text("utf-8")
    assert "待说明的差异 2 处" in text
    assert "“滑梯姐”（E2-0031）" in text
    assert program("verify", tmp_path / "out" / "dispute.html").returncode == 0
