"""Review in the shell: one finding at a time, asked line by line, so that any terminal will do, and a pipe."""

from collections.abc import Callable
from datetime import datetime

import click

from archiver.analysis.decisions import Decision
from archiver.case import Case
from archiver.decisions import record
from archiver.errors import CaseError
from archiver.refs import MessageRef
from archiver.review.desk import Change, Desk, Wish
from archiver.review.listing import Row, listed, short
from reports.visible import visible

_BEFORE, _AFTER = 2, 1
"""How many messages around one are shown with it."""
_ANSWERS = {
    "y": "accept", "对": "accept", "n": "reject", "错": "reject", "c": "correct", "改": "correct",
    "s": "skip", "跳过": "skip", "u": "undo", "撤销": "undo", "q": "quit", "退出": "quit",
}  # fmt: skip
_ASKS = "对 y · 错 n · 改 c · 跳过 s · 撤销上一个 u · 退出 q（字母后可跟说明，如 n 说的是另一单）"


class Dialogue:
    """Goes through findings with a person; each answer is in the ledger before the next question."""

    def __init__(self, case: Case, desk: Desk, by: str, now: Callable[[], datetime]) -> None:
        self._case, self._desk, self._by, self._now = case, desk, by, now
        self._done: list[tuple[int, Decision]] = []

    def run(self, rows: tuple[Row, ...]) -> int:
        """Ask about each row; return how many decisions stand at the end, those taken back left out."""
        click.echo(f"共 {len(rows)} 处要核对。{_ASKS}")
        place = 0
        while place < len(rows):
            self._show(rows[place], place + 1, len(rows))
            moved = self._step(rows[place], place)
            if moved is None:
                break
            place = moved
        return len(self._done)

    def _step(self, row: Row, place: int) -> int | None:
        """Ask until there is an answer; return the place to go on from, None to stop."""
        while True:
            said = _asked("判断")
            if said is None:
                return None
            word, _, note = said.strip().partition(" ")
            match _ANSWERS.get(word.lower()):
                case "quit":
                    return None
                case "skip":
                    return place + 1
                case "undo":
                    return self._undo(place)
                case "accept":
                    wish = Wish(row.finding.id, "accepted", note=note)
                case "reject":
                    wish = Wish(row.finding.id, "rejected", note=note)
                case "correct":
                    wish = Wish(row.finding.id, "corrected", _correction(), note)
                case _:
                    click.echo(f"没看懂“{visible(word[:20])}”。{_ASKS}")
                    continue
            if self._decide(wish, place):
                return place + 1

    def _decide(self, wish: Wish, place: int) -> bool:
        try:
            decision = self._desk.decide(wish, self._by)
            record(self._case, (decision,), self._now())
        except CaseError as error:
            click.echo(f"没有记下：{visible(str(error))}")
            return False
        self._done.append((place, decision))
        return True

    def _undo(self, place: int) -> int:
        if not self._done:
            click.echo("这次还没有决定可以撤销。")
            return place
        before, decision = self._done[-1]
        record(self._case, (self._desk.restored(decision.finding, self._by),), self._now())
        self._done.pop()
        click.echo("上一个决定已撤销（台账里留有记录）。")
        return before

    def _show(self, row: Row, number: int, of: int) -> None:
        click.echo(f"\n──── {number}/{of} ────")
        for line in self._desk.around(row.finding.ref, _BEFORE, _AFTER):
            mark = "▶" if line.ref == row.finding.ref else " "
            click.echo(f"{mark} {MessageRef.parse(line.ref)}  {visible(line.name)}：{visible(short(line, 200))}")
        for told in listed(row):
            click.echo(told)


def _correction() -> Change:
    """Ask for each value in turn; an empty answer leaves it as it was read."""
    asked = (
        _asked(f"  {title}（回车不改，“无”去掉）") for title in ("应读作哪种行为", "期限", "金额", "所答的消息编号")
    )
    act, due, amount, target = ((said or "").strip() or None for said in asked)
    return Change(act=act, due=due, amount=amount, target=target)


def _asked(words: str) -> str | None:
    """Return the next line that is typed or piped in, None where there is no more."""
    try:
        answer = click.prompt(words, default="", show_default=False, prompt_suffix="：")
    except click.Abort:
        click.echo()
        return None
    return str(answer)
