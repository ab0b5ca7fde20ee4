"""A case as a decrypted database of QQ NT (design formats.md §6.4)."""

import sqlite3
from contextlib import closing

from archiver.corpus.exports import rows, wire
from archiver.corpus.exports.qce_native import native_code
from archiver.corpus.labelled import LabelledCase, Said

_GROUP = 900000001
_COLUMNS = ("40001", "40003", "40011", "40013", "40020", "40021", "40027", "40030", "40033", "40050", "40090",
            "40093", "40800")  # fmt: skip
_MEDIA = {"image": 2, "file": 3, "audio": 4, "video": 5}


def write(case: LabelledCase) -> bytes:
    """Return the database: ids, numbers, exact sizes and digests; a payment with its title."""
    table = "group_msg_table" if case.kind == "group" else "c2c_msg_table"
    with closing(sqlite3.connect(":memory:")) as base:
        declared = ", ".join(f'"{name}"' for name in _COLUMNS[1:])
        base.execute(f'CREATE TABLE {table} ("40001" INTEGER PRIMARY KEY, {declared})')
        base.execute('CREATE TABLE nt_uid_mapping_table ("48902", "1002")')
        people = [(rows.uid(case, letter), int(account.uin)) for letter, account in case.accounts.items()]
        base.executemany("INSERT INTO nt_uid_mapping_table VALUES (?, ?)", people)
        marks = ", ".join("?" * len(_COLUMNS))
        base.executemany(f"INSERT INTO {table} VALUES ({marks})", [_row(case, said) for said in case.messages])  # noqa: S608 - a name of ours
        base.commit()
        return base.serialize()


def _row(case: LabelledCase, said: Said) -> tuple[int | str | bytes, ...]:
    system, group = rows.is_system(said), case.kind == "group"
    account = None if system else case.accounts[said.by]
    return (
        int(rows.message_id(said)), said.n, native_code(said), 1 if said.by == case.own else 0,
        "" if system else rows.uid(case, said.by), str(_GROUP) if group else rows.uid(case, case.peer),
        _GROUP if group else 0, 0 if group else int(case.accounts[case.peer].uin), int(account.uin) if account else 0,
        rows.epoch_ms(case, said) // 1000, "", account.name if account else "", body(case, said),
    )  # fmt: skip


def body(case: LabelledCase, said: Said) -> bytes:
    """Return the protobuf body of a message."""
    return b"".join(wire.field(40800, element) for element in _elements(case, said))


def _elements(case: LabelledCase, said: Said) -> list[bytes]:
    if rows.is_system(said):
        return [_tip(case, said)]
    if said.transfer is not None or said.redpacket:
        title = f"{rows.money(said)}元" if said.transfer is not None else "恭喜发财"
        told = "[转账]" if said.transfer is not None else "[QQ红包]"
        return [wire.number(45002, 9) + wire.field(48403, wire.text(48443, title) + wire.text(48448, told))]
    parts = []
    if said.reply_to is not None:
        quoted = case.messages[said.reply_to - 1]
        parts.append(wire.number(45002, 7) + wire.number(47402, quoted.n) + wire.text(47413, quoted.text))
    media = rows.media(said)
    if media:
        kind, name, size = media
        digest = bytes.fromhex(rows.md5(said) if said.file else name[:32]) if kind in {"file", "image"} else b""
        parts.append(
            wire.number(45002, _MEDIA[kind]) + wire.text(45402, name) + wire.number(45405, size)
            + (wire.field(45406, digest) if digest else b"") + (wire.number(45906, said.voice) if said.voice else b"")
        )  # fmt: skip
    for carried, code in ((said.card, 10), (said.sticker, 11), (said.forward is not None, 16), (said.call, 21)):
        if carried:
            parts.append(wire.number(45002, code))
    return [*parts, wire.number(45002, 1) + wire.text(45101, said.text)] if said.text else parts


def _tip(case: LabelledCase, said: Said) -> bytes:
    letter = rows.recalled_letter(said)
    head = wire.number(45002, 8)
    if letter:
        return (
            head
            + wire.number(45003, 1)
            + wire.text(47703, rows.uid(case, letter))
            + wire.text(47705, rows.name(case, letter))
        )
    if said.receipt:
        return head + wire.number(45003, 10) + wire.text(45402, said.receipt)
    return (
        head
        + wire.number(45003, 17)
        + wire.text(48214, f'<gtip><nor txt="{rows.system_sentence(case, said)}"/></gtip>')
    )
