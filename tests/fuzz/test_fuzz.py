"""A short run of each fuzzer over every parser; CONTRIBUTING tells how to run them for long."""

import os
import subprocess
import sys
import time
from base64 import b85encode
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest

from tests.fuzz.guided import GUIDE
from tests.fuzz.harness import Breach, Seed, check, seeds
from tests.fuzz.mutation import mutants, swollen

ROOT = Path(__file__).parents[2]
INPUTS = 400
GUIDED = 6000
"""About half a minute."""
WEEKLY = 20261122
"""A seed of this year; every run of the suite tries the same inputs, so that a failure is one that can be repeated."""


def test_every_sample_obeys_the_laws() -> None:
    samples = seeds()
    assert len(samples) > 60
    for sample in samples:
        check(sample.data)


def test_the_same_seed_gives_the_same_mutants() -> None:
    first, again = (list(islice(mutants(seeds(), 7), 50)) for _ in range(2))
    assert first == again
    assert len(set(first)) > 45


def test_a_breach_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from parsers.formats import clipboard  # noqa: PLC0415

    monkeypatch.setattr(clipboard, "_events", lambda _: iter(()))
    with pytest.raises(Breach, match="the ends are not told"):
        check("山雀  2021/2/20 9:16:00\n一\n\n江河  2021/2/20 9:17:00\n二\n".encode())


def test_no_mutant_is_too_much_for_a_parser() -> None:
    for number, data in enumerate(islice(mutants(seeds(), WEEKLY), INPUTS)):
        begun = time.monotonic()
        try:
            check(data)
        except Exception as error:
            error.add_note(f"mutant {number} of seed {WEEKLY}")
            raise
        assert time.monotonic() - begun < 20, number


@pytest.mark.parametrize("sample", seeds(), ids=lambda sample: sample.name)
def test_a_number_of_5000_digits_is_too_much_for_no_parser(sample: Seed) -> None:
    for data in swollen(sample):
        check(data)


@pytest.mark.slow
def test_the_guided_fuzzer_finds_no_breach(tmp_path: Path) -> None:
    if find_spec(GUIDE) is None:
        pytest.skip(f"{GUIDE}: no wheel for this system")
    command = [sys.executable, "-m", "tests.fuzz.guided", "--inputs", str(GUIDED), "--seed", str(WEEKLY)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}  # with the seed: the same inputs again
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    kept = [f"{path.name}: {b85encode(path.read_bytes())!r}" for path in tmp_path.glob("*-*")]
    assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-1000:], kept)  # the exception is on stdout
