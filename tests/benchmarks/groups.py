"""A busy group, invented: everyday chat among hundreds of people, in which some strike bargains now and then.

The bargains are the train cases of the labelled corpus, each told in one go by people of its own; four messages in ten
of them carry an act. So a twentieth of all messages does when an eighth of them belongs to a bargain.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from archiver.analysis.talk import Line
from archiver.corpus.collection import read_cases
from archiver.corpus.labelled import SYSTEM
from tests.benchmarks.exports import EXPORTER_TAIL, exporter_head, exporter_row

ROOT = Path(__file__).parents[2]
PEOPLE = 300
"""Bystanders who chat."""
BARGAIN = 0.123
"""Share of messages that belong to a bargain."""
_SYLLABLES = tuple("阿小鹿橘柚茶云朵星河豆包糖果麦芒鲸鱼栗桃梨松竹兰梅石榴葵霜雪雾晴岚珊瑚")
_START = datetime(2015, 1, 1, 9, 0, 3)  # noqa: DTZ001 - a wall time has no zone


class Said(NamedTuple):
    """One message of the group."""

    at: datetime
    account: str
    name: str
    text: str


def group(count: int) -> Iterator[Said]:
    """Yield the first `count` messages of the group, the same each time."""
    return islice(_talk(random.Random(7)), count)  # noqa: S311 - the same talk each time


def _talk(chance: random.Random) -> Iterator[Said]:
    cases = tuple(read_cases(ROOT / "fixtures" / "chatlogs" / "corpus", "train"))
    at = _START
    while True:
        case = chance.choice(cases)
        said = [one for one in case.messages if one.by != SYSTEM and one.text and "\n" not in one.text]
        for one in said:
            at += timedelta(seconds=chance.randint(5, 60))
            account = case.accounts[one.by]
            yield Said(at, account.uin, account.name, one.text)
        for text in _everyday(chance, round(len(said) * (1 - BARGAIN) / BARGAIN)):
            at += timedelta(seconds=chance.randint(1, 60))
            number = chance.randrange(PEOPLE)
            yield Said(at, f"{9070000000 + number}", f"群友{number}", text)


def _everyday(chance: random.Random, count: int) -> Iterator[str]:
    """Yield lines of plain chat, most of them with a nickname behind so that few texts repeat."""
    plain = (ROOT / "tests" / "archiver" / "analysis" / "plain_chat.txt").read_text("utf-8").split("\n")
    for _ in range(count):
        text = chance.choice(plain)
        yield f"{text} {''.join(chance.choices(_SYLLABLES, k=3))}" if chance.random() < 0.7 else text


def group_lines(count: int) -> list[Line]:
    """Return the group as analysis sees it."""
    return [
        Line(f"1:{n}", "c1", one.account, one.name, one.at, "text", one.text, ((0, len(one.text)),))
        for n, one in enumerate(group(count), 1)
    ]


def write_group_text(path: Path, count: int) -> Path:
    """Write the group as the message manager's TXT."""
    bar = "=" * 64
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write("消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n")
        file.write(f"{bar}\r\n消息分组:我的QQ群\r\n{bar}\r\n消息对象:热闹的群\r\n{bar}\r\n\r\n")
        for at, account, name, text in group(count):
            file.write(f"{at:%Y-%m-%d} {at.hour}:{at:%M:%S} {name}({account})\r\n{text}\r\n\r\n")
    return path


def write_group_json(path: Path, count: int) -> Path:
    """Write the group as an exporter's JSON, a message a line."""
    layout = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(exporter_head("热闹的群", "group", count))
        for index, (at, account, name, text) in enumerate(group(count)):
            sender = {"uid": f"u_{account:>022}", "uin": account, "name": name}
            file.write((",\n" if index else "") + layout.encode(exporter_row("C", index, at, text, sender)))
        file.write(EXPORTER_TAIL)
    return path
