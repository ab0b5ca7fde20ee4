"""Workers are set up as the program that starts them."""

import gc
from collections.abc import Iterator

import pytest

from archiver.batch.pool import Pool


def _patience(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


@pytest.fixture
def patience() -> Iterator[tuple[int, int, int]]:
    """Look for garbage at numbers that nobody else sets."""
    before = gc.get_threshold()
    gc.set_threshold(54_321, 17, 19)
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_workers_look_for_garbage_as_seldom_as_we_do(patience: tuple[int, int, int]) -> None:
    with Pool(_patience, 1) as workers:
        assert list(workers.spread([1, 2])) == [(1, patience), (2, patience)]
