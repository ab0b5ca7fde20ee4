import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archiver.corpus.exports import wire
from archiver.intake.survey import place_entry
from parsers.format import Unrecognised
from parsers.identify import identify, read
from parsers.message import Message, Row
from parsers.nt_body import body
from parsers.source import BytesSource, Source
from tests.parsers.laws import codes, messages

FIXTURE = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "nt_db" / "nt_msg.db"


def _read(path: Path) -> list[Message]:
    return messages(list(read(Source.open(path)).events()))


def test_reading_leaves_nothing_beside_the_database_and_does_not_touch_it(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FIXTURE, tmp_path / "nt_msg.db"))
    before = (copy.read_bytes(), copy.stat().st_mtime_ns)
    assert len(_read(copy)) == 10
    assert [path.name for path in tmp_path.iterdir()] == ["nt_msg.db"]
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before


def test_a_log_beside_it_that_is_not_read_is_told(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FIXTURE, tmp_path / "nt_msg.db"))
    (tmp_path / "nt_msg.db-wal").write_bytes(b"x")
    assert codes(list(read(Source.open(copy)).events()))[0] == "wal_not_read"


def test_bytes_in_hand_read_like_the_file() -> None:
    data = FIXTURE.read_bytes()
    assert messages(list(read(BytesSource("nt_msg.db", len(data), data)).events())) == _read(FIXTURE)


def test_a_view_that_calls_itself_a_message_table_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIEW c2c_msg_table AS SELECT 1")
    with pytest.raises(Unrecognised):
        identify(Source.open(path))


def test_a_table_with_few_columns_and_odd_values_keeps_every_row(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute('CREATE TABLE group_msg_table ("40001", "40050", "40020", "40800")')
        database.execute("INSERT INTO group_msg_table VALUES ('abc', 'soon', x'ff', 'text'), (1.5, -1, 7, NULL)")
        database.commit()
    assert [message.stamp.epoch_ms for message in _read(path)] == [None, None]


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9])
def test_a_damaged_page_is_told_and_never_raises(tmp_path: Path, at: float) -> None:
    data = bytearray(FIXTURE.read_bytes())
    start = int(len(data) * at) // 4096 * 4096
    data[start : start + 4096] = b"\xff" * 4096
    path = tmp_path / "x.db"
    path.write_bytes(data)
    assert "database_damaged" in codes(list(read(Source.open(path)).events()))


def test_a_payment_of_unknown_sort_is_money_all_the_same() -> None:
    read = body(wire.field(40800, wire.number(45002, 9) + wire.field(48403, wire.text(48443, "恭喜发财"))))
    assert read.money is not None
    assert (read.money.kind, read.money.note, read.notices) == ("wallet", "恭喜发财", ("wallet_kind_unknown",))


def test_a_row_number_beyond_what_json_readers_hold_keeps_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute('CREATE TABLE c2c_msg_table ("40001" INTEGER PRIMARY KEY, "40050", "40800")')
        database.execute("INSERT INTO c2c_msg_table VALUES (7600000000000000001, 1735660800, NULL)")
        database.commit()
    (message,) = _read(path)
    assert (message.id, message.place) == ("7600000000000000001", Row("c2c_msg_table", 7600000000000000001))
    entry = place_entry(message.place)
    assert entry.rowid == "7600000000000000001"
    assert place_entry(Row("c2c_msg_table", 12)).rowid == 12
