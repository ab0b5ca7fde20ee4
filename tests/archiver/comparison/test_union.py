"""Laws of a re-export: nothing is lost, nothing merged away, and the whole is never smaller than the largest part."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from archiver.comparison.union import United, unite
from archiver.intake.lines import lines
from archiver.intake.opened import open_export
from archiver.intake.survey import survey_all

SHORT = ("嗯", "好的", "好", "ok", "？", "[图片]", "收到")
PEOPLE = ("山雀(9000010002)", "江河(9000010001)", "小团子(9000010011)")
HEAD = (
    "\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\n\n" + "=" * 64 + "\n消息分组:我的QQ群\n" + "=" * 64
    + "\n消息对象:糯米团约稿群\n" + "=" * 64 + "\n\n"
)  # fmt: skip


class Row(NamedTuple):
    """A message: when, by whom, its words."""

    at: datetime
    who: str
    words: str

    @property
    def block(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.at.hour}:{self.at:%M:%S} {self.who}\n{self.words}\n\n"


def talk(dice: random.Random, length: int) -> list[Row]:
    """Return an invented talk with runs of up to six equal short words in one second."""
    at = datetime(2024, 3, 5, 8)  # noqa: DTZ001 - wall time as printed
    rows: list[Row] = []
    while len(rows) < length:
        at += timedelta(seconds=dice.choice((0, 1, 2, 5, 30, 300, 4000)))
        who = dice.choice(PEOPLE)
        if dice.random() < 0.12:
            rows += [Row(at, who, dice.choice(SHORT[:2]))] * dice.randint(2, 6)
        elif dice.random() < 0.4:
            rows.append(Row(at, who, dice.choice(SHORT)))
        else:
            rows.append(Row(at, who, f"第{len(rows)}条，说点别的{dice.randrange(10**6)}"))
    return rows[:length]


def thinned(dice: random.Random, rows: Sequence[Row], rate: float) -> list[Row]:
    """Return the rows without some, and without a beginning or an end as an export of another range."""
    begin, end = sorted((dice.randrange(len(rows) // 4 + 1), len(rows) - dice.randrange(len(rows) // 4 + 1)))
    return [row for row in rows[begin:end] if dice.random() >= rate]


def changed(dice: random.Random, rows: Sequence[Row], rate: float) -> list[Row]:
    """Return the rows with some edited, and some added beside them."""
    found: list[Row] = []
    for row in rows:
        if dice.random() < rate:
            row = row._replace(words=dice.choice((*SHORT, f"改过{dice.randrange(10**6)}")))  # noqa: PLW2901 - the edited one
        found.append(row)
        if dice.random() < rate:
            found.append(row._replace(words=dice.choice((*SHORT, f"另加{dice.randrange(10**6)}"))))
    return found


def united(folder: Path, *exports: Sequence[Row]) -> United:
    opened = []
    for number, rows in enumerate(exports, 1):
        path = folder / f"{number}.txt"
        path.write_bytes((HEAD + "".join(row.block for row in rows)).replace("\n", "\r\n").encode())
        opened.append(open_export(path, number))
    surveys = survey_all(tuple(opened))
    chats = tuple(chat for one in surveys for chat in one.chats)
    held = tuple(line for one in opened for line in lines(one, chats))
    assert len(held) == sum(map(len, exports))
    return unite(tuple(opened), surveys, held)


def require_laws(found: United, *exports: Sequence[Row]) -> None:
    """Require that each message stands once or is marked as another that stands, in the order of its export."""
    every = {f"{number}:{at}": row for number, rows in enumerate(exports, 1) for at, row in enumerate(rows, 1)}
    shown = [line.ref for line in found.lines]
    assert len(shown) == len(set(shown))
    assert set(shown) | set(found.same_as) == set(every)
    assert not set(shown) & set(found.same_as)
    assert set(found.same_as.values()) <= set(shown)
    assert len(shown) >= max(map(len, exports))
    for number in range(1, len(exports) + 1):
        own = [int(ref.split(":")[1]) for ref in shown if ref.startswith(f"{number}:")]
        assert own == sorted(own)
        marked = [origin for ref, origin in found.same_as.items() if ref.startswith(f"{number}:")]
        assert len(marked) == len(set(marked)), "two messages of one export are marked as one"


def try_one(seed: int, folder: Path) -> None:
    """Unite a talk with a re-export of it that lacks, adds and edits, and with a part of it."""
    dice = random.Random(seed)  # noqa: S311 - an invented talk, no secret
    whole = talk(dice, dice.randint(12, 40))
    other = changed(dice, thinned(dice, whole, dice.choice((0, 0.05, 0.2))), dice.choice((0, 0.05, 0.15)))
    require_laws(united(folder, whole, other), whole, other)
    part = thinned(dice, whole, dice.choice((0, 0.1)))
    for pair in ((whole, part), (part, whole)):
        found = united(folder, *pair)
        require_laws(found, *pair)
        if found.chats and len(part) >= len(whole) // 2:
            assert len(found.lines) == len(whole), "a part of a talk adds nothing to it"


@pytest.mark.parametrize("block", range(4))
def test_whatever_a_re_export_lacks_adds_or_edits_nothing_is_lost(block: int, tmp_path: Path) -> None:
    for seed in range(block * 40, block * 40 + 40):
        try_one(seed, tmp_path)


@pytest.mark.slow
def test_ten_thousand_pairs_of_exports_lose_nothing(tmp_path: Path) -> None:
    for seed in range(1000, 1000 + 3400):  # each tries three pairs
        try_one(seed, tmp_path)


def test_of_three_exports_no_two_messages_become_one(tmp_path: Path) -> None:
    for seed in range(60):
        dice = random.Random(seed)  # noqa: S311 - an invented talk, no secret
        whole = talk(dice, 30)
        exports = tuple(changed(dice, thinned(dice, whole, 0.1), 0.1) for _ in range(3))
        require_laws(united(tmp_path, *exports), *exports)


@pytest.mark.slow
def test_a_newer_export_with_what_an_older_one_dropped_is_the_whole(tmp_path: Path) -> None:
    """The shape of ChatLab issue 375: 53,605 messages of which all stand among 55,477, the rest within runs."""
    dice = random.Random(375)  # noqa: S311 - an invented talk, no secret
    newer = talk(dice, 55_477)
    lost = set(dice.sample(range(len(newer)), 55_477 - 53_605))
    older = [row for at, row in enumerate(newer) if at not in lost]
    for pair in ((older, newer), (newer, older)):
        found = united(tmp_path, *pair)
        require_laws(found, *pair)
        assert len(found.lines) == 55_477
