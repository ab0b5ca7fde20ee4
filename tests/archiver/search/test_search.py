"""`juzheng search` as it is run: real cases, real batches, several programs at once."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.corpus.labelled import load_case
from tests.archiver.batch.desk import CORPUS, export, moved
from tests.archiver.sealed import chat

ROOT = Path(__file__).parents[3]
CHATLOGS = ROOT / "fixtures" / "chatlogs"
TALK = (
    ("山雀(900011001)", "這單一共420，先付 一半定金"),
    ("糯米团(900011002)", "好的，定金转你了"),
    ("糯米团(900011002)", "周五前能出稿吗"),
    ("山雀(900011001)", "ＯＫ，周五晚上给你PSD"),
    ("路人(900011003)", "围观定金"),
)
"""Sent at 10:00, 10:01 … on 2024-03-05."""


def juzheng(*words: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "archiver", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def refs(*words: str | Path, cwd: Path) -> list[str]:
    answer = json.loads(juzheng("search", *words, "--json", "-", cwd=cwd).stdout)
    assert answer["schema"] == "juzheng/search/1"
    return [hit["ref"] for hit in answer["hits"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    (folder / "接稿群.txt").write_bytes(chat(TALK))
    juzheng("new", "案", cwd=folder)
    juzheng("add", "案", "接稿群.txt", CHATLOGS / "qce_json" / "c-private.json", cwd=folder)
    juzheng("search", "案", "定金", cwd=folder)
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "案", tmp_path / "案")
    return tmp_path


def test_a_hit_shows_reference_time_speaker_and_the_words_marked(made: Path) -> None:
    lines = juzheng("search", "案", "定金", "--by", "山雀", cwd=made).stdout.splitlines()
    assert lines[0] == "E1-0001  2024-03-05T10:00:00+08:00  山雀（900011001）"
    assert lines[1] == "    這單一共420，先付 一半【定金】"
    assert lines[2].startswith("    读出：")
    assert "报价" in lines[2]
    assert lines[-1] == "共 1 条。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["定金"], ["1:1", "1:2", "1:5"]),
        (["这单"], ["1:1"]),
        (["稿"], ["1:3"]),
        (["ok"], ["1:4"]),
        (["先付 一半"], ["1:1"]),
        (["定金", "-围观"], ["1:1", "1:2"]),
        (["定金", "好的"], ["1:2"]),
        (["定金", "--by", "900011002"], ["1:2"]),
        (["定金", "--by", "糯米"], ["1:2"]),
        (["定金", "--from", "2024-03-05T10:01", "--to", "2024-03-05T10:03"], ["1:2"]),
        (["定金", "--to", "2024-03-04"], []),
        (["定金", "--chat", "接稿"], ["1:1", "1:2", "1:5"]),
        (["定金", "--limit", "1"], ["1:1"]),
        (["定金", "--order", "newest"], ["1:5", "1:2", "1:1"]),
        (["--act", "quote", "--chat", "接稿"], ["1:1"]),
        (["交付物"], ["2:3"]),
        (["已撤回的话"], ["2:10"]),
        (["明天付清"], ["2:16"]),
        (["17"], ["2:15"]),
    ],
)
def test_words_and_filters_find_just_these(made: Path, words: list[str], expected: list[str]) -> None:
    assert refs("案", *words, cwd=made) == expected


def test_json_tells_where_the_words_stand_and_what_kind_of_row_it_is(made: Path) -> None:
    def hit(*words: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(juzheng("search", "案", *words, "--json", "-", cwd=made).stdout)["hits"][
            0
        ]
        return found

    assert hit("ok")["passages"] == [{"where": "text", "text": "ＯＫ，周五晚上给你PSD", "spans": [[0, 2]]}]
    assert hit("已撤回的话")["recalled"] is True
    assert hit("17")["system"] is True
    named = hit("zip")["passages"]
    assert {"where": "file", "text": "交付物 [终].zip", "spans": [[8, 11]]} in named  # type: ignore[operator]
    inner = hit("付清")["passages"][1]  # type: ignore[index]
    assert inner["where"] == "inner"
    assert inner["text"].endswith("转来的话，明天付清")


def test_the_best_come_first_where_asked(made: Path) -> None:
    best = refs("案", "定金", "--order", "best", cwd=made)
    assert sorted(best) == ["1:1", "1:2", "1:5"]
    assert best[-1] == "1:5"  # a bystander, from whose words nothing was read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "没有要找的字句"),
        (["定金", "--by", "没有这人"], "900011001"),
        (["定金", "--chat", "没有这群"], "接稿群"),
        (["定金", "--act", "跳舞"], "报价或议价"),
        (["定金", "--from", "昨天"], "2024-03-05"),
        (["定金", "--form", "2024"], "--form"),
    ],
)
def test_a_question_that_makes_no_sense_is_one_line_with_what_to_do(made: Path, words: list[str], told: str) -> None:
    done = juzheng("search", "案", *words, cwd=made, code=2)
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


def test_no_word_from_a_command_line_breaks_a_search(made: Path) -> None:
    hostile: list[str | bytes] = [
        '"',
        "*",
        "'; drop table rows; --",
        "NEAR(定 金)",
        'a" OR "b',
        "-",
        "-h",
        "-hello",
        "定" * 20_000,
        b"\xff\xfe",
    ]
    command = [sys.executable, "-m", "archiver", "search", "案"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    questions: list[list[str | bytes]] = [[one] for one in hostile]
    questions += [hostile, ["定金", "--by", b"\xff"], ["定金", "--chat", b"\xff"]]
    for words in questions:
        done = subprocess.run([*command, *words], cwd=made, capture_output=True, check=False, env=environment)
        said = done.stderr.decode("utf-8")
        assert done.returncode in {0, 2}
        assert "内部出错" not in said
        assert "Traceback" not in said
        assert len(said.splitlines()) <= 2
    assert refs("案", "定金", cwd=made) == ["1:1", "1:2", "1:5"]


def test_a_phrase_that_is_not_found_is_explained(made: Path) -> None:
    done = juzheng("search", "案", "定金 好的", cwd=made)
    assert done.stdout == "没有找到。\n"
    assert "整句" in done.stderr


def test_a_folder_that_is_neither_case_nor_batch_is_refused(tmp_path: Path) -> None:
    assert "既不是案卷" in juzheng("search", tmp_path, "定金", cwd=tmp_path, code=2).stderr


def test_the_index_is_made_once_and_again_when_an_exhibit_is_added(place: Path) -> None:
    kept = place / "案" / "derived" / "search.sqlite"
    refs("案", "定金", cwd=place)
    before = kept.stat()
    refs("案", "定金", cwd=place)
    assert kept.stat().st_ino == before.st_ino
    (place / "另一群.txt").write_bytes(
        chat((("路人(900011003)", "定金另算"),)).replace("接稿群".encode(), "另一群".encode())
    )
    juzheng("add", "案", "另一群.txt", cwd=place)
    assert "3:1" in refs("案", "定金", cwd=place)
    assert kept.stat().st_ino != before.st_ino


def test_a_quick_search_understands_nothing_but_takes_an_index_that_does(place: Path) -> None:
    derived = place / "案" / "derived"
    juzheng("search", "案", "定金", cwd=place)
    assert "读出：" in juzheng("search", "案", "定金", "--quick", cwd=place).stdout
    assert not (derived / "search-quick.sqlite").exists()
    (derived / "search.sqlite").unlink()
    quick = juzheng("search", "案", "定金", "--quick", cwd=place).stdout
    assert "共 3 条。" in quick
    assert "读出：" not in quick
    assert not (derived / "search.sqlite").exists()
    assert "读出：" in juzheng("search", "案", "定金", cwd=place).stdout
    assert "--quick" in juzheng("search", "案", "--quick", "--act", "quote", cwd=place, code=2).stderr


@pytest.mark.parametrize("damage", ["empty", "noise", "cut", "torn"])
def test_a_broken_index_is_told_of_and_made_anew(place: Path, damage: str) -> None:
    kept = place / "案" / "derived" / "search.sqlite"
    refs("案", "定金", cwd=place)
    sound = kept.read_bytes()
    torn = sound[:4096] + b"\xff" * (len(sound) - 4096)
    kept.write_bytes({"empty": b"", "noise": b"x" * 9000, "cut": sound[: len(sound) // 2], "torn": torn}[damage])
    done = juzheng("search", "案", "定金", cwd=place)
    assert done.stdout.splitlines()[-1] == "共 3 条。"
    assert done.stderr == "提示：derived/search.sqlite 不是本程序写下的样子，没有采用；已从原件重新读出。\n"
    assert juzheng("search", "案", "定金", cwd=place).stderr == ""
    assert len(kept.read_bytes()) == len(sound)


CHANGED = {
    "words never said": "update rows set text = '定金一千已退' where ref = '1:1'",
    "a row taken away": "delete from rows where ref = '1:1'",
    "another sender": "update people set account = '9000010009'",
    "an act never read": "insert into acts select home, '1:5', 'payment', 'finding', 'F9' from rows where ref = '1:5'",
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("with_mac", [True, False])
def test_an_index_that_somebody_edited_is_not_asked(place: Path, change: str, *, with_mac: bool) -> None:
    kept = place / "案" / "derived" / "search.sqlite"
    sound = juzheng("search", "案", "定金", cwd=place)
    with contextlib.closing(sqlite3.connect(kept)) as connection:
        assert connection.execute(change).rowcount
        connection.commit()
    if not with_mac:
        kept.with_name("search.sqlite.mac").write_bytes(b"00" * 32 + b"\n")
    done = juzheng("search", "案", "定金", cwd=place)
    assert done.stdout == sound.stdout
    assert "不是本程序写下的样子" in done.stderr


def test_an_index_of_another_case_is_not_asked(place: Path) -> None:
    twin = place / "另"
    juzheng("new", "另", cwd=place)
    (place / "别的.txt").write_bytes(chat((("路人(900011003)", "定金九万"),)))
    juzheng("add", "另", "别的.txt", cwd=place)
    juzheng("search", "另", "定金", cwd=place)
    shutil.copytree(twin / "derived", place / "案" / "derived", dirs_exist_ok=True)
    assert "九万" not in juzheng("search", "案", "定金", cwd=place).stdout


def test_without_the_secret_no_index_is_kept(place: Path) -> None:
    (place / "案" / "secret.key").unlink()
    shutil.rmtree(place / "案" / "derived")
    assert refs("案", "定金", cwd=place) == ["1:1", "1:2", "1:5"]
    assert not (place / "案" / "derived").exists()


def test_a_case_that_cannot_be_written_is_searched_all_the_same(place: Path) -> None:
    shutil.rmtree(place / "案" / "derived")
    (place / "案" / "derived").write_bytes(b"in the way")  # as good as read-only, also for root
    assert refs("案", "定金", cwd=place) == ["1:1", "1:2", "1:5"]
    assert (place / "案" / "derived").read_bytes() == b"in the way"


def test_programs_at_once_all_get_the_answer_and_leave_one_index(place: Path) -> None:
    shutil.rmtree(place / "案" / "derived")
    command = [sys.executable, "-m", "archiver", "search", "案", "定金", "--json", "-"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, env=environment) for _ in range(3)]
    answers = [json.loads(one.communicate()[0])["total"] for one in running]
    assert answers == [3, 3, 3]
    left = sorted(path.name for path in (place / "案" / "derived").iterdir() if path.name != ".lock")
    assert left == ["search.sqlite", "search.sqlite.mac"]


def test_what_a_killed_program_left_is_cleared_away(place: Path) -> None:
    left = place / "案" / "derived" / ".search.1.part"
    left.write_bytes(b"half an index")
    (place / "案" / "derived" / "search.sqlite").unlink()
    refs("案", "定金", cwd=place)
    assert not left.exists()


def test_the_index_is_no_part_of_the_case(place: Path) -> None:
    assert (place / "案" / "derived" / "search.sqlite").is_file()
    juzheng("verify", "案", cwd=place)
    juzheng("seal", "案", "-o", "包", cwd=place)
    assert not [path for path in (place / "包").rglob("*") if "derived" in path.parts or path.suffix == ".sqlite"]
    assert "search.sqlite" not in "".join(path.read_text("utf-8") for path in (place / "包").glob("*manifest*"))


def test_a_message_of_two_exports_is_one_hit(tmp_path: Path) -> None:
    case = load_case(min(CORPUS.glob("h*.yaml")))
    files = [export(case, form, tmp_path, form) for form in ("qce_json_c", "txt_classic")]
    juzheng("new", "案", cwd=tmp_path)
    juzheng("add", "案", *files, cwd=tmp_path)
    text = max((said.text for said in case.messages if said.text and "\n" not in said.text), key=len)
    done = juzheng("search", "案", f'"{text[:20]}"', cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "共 1 条。"
    assert "又见 E2-" in done.stdout


def test_the_names_of_files_in_hand_are_found_and_no_row_of_a_bill_is(tmp_path: Path) -> None:
    (tmp_path / "群.txt").write_bytes(chat(TALK))
    (tmp_path / "FileRecv").mkdir()
    (tmp_path / "FileRecv" / "海报 终稿.psd").write_bytes(b"8BPS")
    head = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    row = "2024-03-05 12:00:00,转账,山雀,终稿尾款,支出,¥500.00,零钱,对方已收钱,1000050001,10000500012,/"
    (tmp_path / "账单.csv").write_text(f"微信支付账单明细,,,\n{head}\n{row}\n", "utf-8")
    juzheng("new", "案", cwd=tmp_path)
    juzheng("add", "案", "群.txt", "FileRecv", "账单.csv", cwd=tmp_path)
    assert juzheng("search", "案", "终稿", cwd=tmp_path).stdout.splitlines() == [
        "E2-0001  时间不明  FileRecv",
        "    海报 【终稿】.psd",
        "共 1 条。",
    ]


def test_over_a_batch_hits_name_the_talk_and_its_report(tmp_path: Path) -> None:
    cases = [load_case(path) for path in sorted(CORPUS.glob("h*.yaml"))[:3]]
    for number, case in enumerate(cases):
        export(moved(case, 0, number), "qce_json_c", tmp_path / "in", f"log{number}")
    juzheng("batch", "in", "-o", "out", "--jobs", "1", cwd=tmp_path)
    said = max((one.text for one in cases[1].messages if one.text and "\n" not in one.text), key=len)
    found = json.loads(juzheng("search", "out", f'"{said}"', "--json", "-", cwd=tmp_path).stdout)
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert (tmp_path / "out" / hit["case"] / "case.toml").is_file()
    assert all((tmp_path / "out" / report).is_file() for report in hit["reports"])
    assert hit["reports"]
    shown = juzheng("show", tmp_path / "out" / hit["case"], hit["ref"], cwd=tmp_path).stdout
    assert said in shown
    text = juzheng("search", "out", f'"{said}"', cwd=tmp_path).stdout
    assert hit["reports"][0] in text.splitlines()[0]
    before = (tmp_path / "out" / "derived" / "search.sqlite").stat()
    os.utime(tmp_path / "out" / "findings.parquet", ns=(1, 1))
    refs("out", "好", cwd=tmp_path)
    assert (tmp_path / "out" / "derived" / "search.sqlite").stat().st_ino != before.st_ino
