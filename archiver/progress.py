"""A bar for work that takes over a second; nothing where nobody watches."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_Item = TypeVar("_Item")

PATIENCE: Final = 1.0
"""Seconds before a bar appears."""
_EVERY: Final = 500
"""Items between two looks at the clock."""


def watched(items: Iterable[_Item], label: str, total: int | None) -> Iterator[_Item]:
    """Yield the items; on a terminal, a bar appears on stderr once they have taken a second.

    Where nobody knows how many there will be, it counts them.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    bar = _bar(label, total)
    shown = False
    try:
        for count, item in enumerate(items, 1):
            yield item
            if count % _EVERY == 0 and time.monotonic() - started > PATIENCE:
                bar.update(_EVERY if shown else count)
                shown = True
    finally:
        if shown:
            bar.finish()
            bar.render_finish()


def _bar(label: str, total: int | None) -> "ProgressBar[int]":
    if total is not None:
        return click.progressbar(length=total, label=label, file=sys.stderr)
    uncounted = iter(int, 1)  # has no length, as a list would
    return click.progressbar(uncounted, label=label, show_pos=True, file=sys.stderr)
