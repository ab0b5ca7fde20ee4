"""How far a long run is: done, rate, estimate and failures, on stderr."""

import sys
import time
from typing import Final

import click

_EVERY_TTY: Final = 0.2
_EVERY_LOG: Final = 10.0
"""Seconds between two lines: a terminal shows one that changes, a log file gets few."""


class Pace:
    """Counts one stage of a run. `begun` pieces were done by an earlier run and say nothing of the rate."""

    def __init__(self, label: str, total: int, begun: int) -> None:
        self._label = label
        self._total = total
        self._begun = begun
        self._done = begun
        self._failed = 0
        self._started = self._told = time.monotonic()
        self._live = sys.stderr.isatty()

    def step(self, *, failed: bool = False) -> None:
        """Count one piece, and tell where it is time to."""
        self._done += 1
        self._failed += failed
        now = time.monotonic()
        if now - self._told >= (_EVERY_TTY if self._live else _EVERY_LOG):
            self._told = now
            self._tell(now, last=False)

    def finish(self) -> None:
        """Tell the end of the stage."""
        self._tell(time.monotonic(), last=True)

    def line(self, now: float) -> str:
        """Return the line for a moment of the monotonic clock."""
        spent = now - self._started
        rate = (self._done - self._begun) / spent if spent > 0 else 0.0
        parts = [f"{self._label} {self._done}/{self._total}"]
        if self._begun:
            parts.append(f"其中上次已完成 {self._begun}")
        if rate:
            parts.append(f"{rate:.1f} 份/秒")
        left = self._total - self._done
        if rate and left:
            parts.append(f"约剩 {_span(left / rate)}")
        elif not left:
            parts.append(f"用时 {_span(spent)}")
        parts.append(f"失败 {self._failed}")
        return "，".join(parts)

    def _tell(self, now: float, *, last: bool) -> None:
        if self._live:
            click.echo(f"\r\x1b[K{self.line(now)}", err=True, nl=last)
        else:
            click.echo(self.line(now), err=True)


def _span(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {whole % 60} 秒" if minutes else f"{whole} 秒"
