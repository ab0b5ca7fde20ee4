"""`juzheng time` and `juzheng money`, run as programs."""

import json
import subprocess
import sys


def _run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archiver", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_time_prints_one_object_with_the_agreed_keys() -> None:
    done = _run("time", "周五前给你", "--at", "2024-03-05T10:20")
    assert (done.returncode, done.stderr) == (0, "")
    (found,) = json.loads(done.stdout)["times"]
    assert set(found) >= {
        "start", "end", "text", "kind", "from", "to", "grain", "duration", "every", "after", "within", "due",
        "not_before",
        "vague", "other", "rule", "children",
    }  # fmt: skip
    assert (found["text"], found["kind"], found["due"], found["grain"]) == ("周五前", "span", "2024-03-08", "day")
    assert (found["from"], found["to"]) == ("2024-03-05T10:20:00", "2024-03-09T00:00:00")


def test_why_prints_the_tree_of_parts() -> None:
    done = _run("time", "周五晚上8点前", "--at", "2024-03-05T10:20", "--why")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith("周五晚上8点前  [0, 7)  期限 2024-03-08T20:00")
    assert [line.split()[0] for line in lines[1:] if "规则" in line] == ["周五", "晚上", "8点"]
    assert any("另一读法" in line for line in lines)


def test_time_wants_the_moment_and_says_so_in_one_line_without_traceback() -> None:
    for arguments in (("time", "周五"), ("time", "周五", "--at", "昨天"), ("time", "--at", "2024-03-05")):
        done = _run(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()


def test_jsonl_answers_line_by_line_and_names_the_bad_line() -> None:
    good = ('{"text": "明天给", "at": "2024-03-05T10:20"}', '{"text": "3天内", "at": "2024-03-05T10:20"}')
    lines = f'{good[0]}\nnonsense\n{{"text": "x"}}\n{good[1]}\n'
    done = _run("time", "--jsonl", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [list(answer) for answer in answers] == [["times"], ["error"], ["error"], ["times"]]
    assert [answers[0]["times"][0]["due"], answers[3]["times"][0]["due"]] == ["2024-03-06", "2024-03-08"]


def test_money_prints_the_agreed_keys_and_all_lists_plain_numbers() -> None:
    done = _run("money", "20页，定金两千五")
    (found,) = json.loads(done.stdout)["amounts"]
    assert set(found) == {
        "start", "end", "text", "kind", "value", "min", "max", "percent", "currency", "approx", "role", "term",
    }  # fmt: skip
    assert (found["value"], found["role"], found["term"], found["currency"]) == ("2500", "deposit", "定金", "CNY")
    everything = json.loads(_run("money", "20页，定金两千五", "--all").stdout)["amounts"]
    assert [each["kind"] for each in everything] == ["number", "money"]


def test_money_reads_lines_too() -> None:
    done = _run("money", "--jsonl", stdin='{"text": "尾款600", "at": "2024-03-05"}\n\n{"text": "好的"}\n')
    assert done.returncode == 0
    assert [len(json.loads(line)["amounts"]) for line in done.stdout.splitlines()] == [1, 0]
