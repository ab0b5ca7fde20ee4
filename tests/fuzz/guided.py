"""The coverage-guided fuzzer over every parser, for as long as one likes (libFuzzer through atheris; Linux).

    python -m tests.fuzz.guided 600               ten minutes; a breach ends it and leaves its bytes in crash-…
    python -m tests.fuzz.guided 600 FOLDER        the same, keeping what reached new code in FOLDER for the next time
    python -m tests.fuzz.guided --inputs 4000 --seed 7   so many inputs, the same ones at every run (PYTHONHASHSEED=0)
    python -m tests.fuzz.guided --replay FILE     one input again

Without atheris the seeded mutations of `tests.fuzz.mutation` run in its place.
"""

import sys
import time
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

GUIDE = "atheris"


def main(arguments: list[str]) -> int:
    """Run what the arguments ask for; 0 where no law was broken."""
    asked = _parser().parse_args(arguments)
    if asked.replay:
        from tests.fuzz.harness import check  # noqa: PLC0415 - the guide must see these imports happen

        check(asked.replay.read_bytes())
        return 0
    if find_spec(GUIDE) is None:
        return _unguided(asked.seconds)
    most = f"-runs={asked.inputs}" if asked.inputs else f"-max_total_time={asked.seconds}"
    with TemporaryDirectory() as folder:
        return _guided(most, asked.seed, asked.folder or Path(folder))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tests.fuzz.guided")
    parser.add_argument("seconds", nargs="?", type=int, default=60)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--inputs", type=int, help="stop after so many instead")
    parser.add_argument("--seed", type=int, default=0, help="0: another one at every run")
    parser.add_argument("--replay", type=Path)
    return parser


def _guided(most: str, seed: int, corpus: Path) -> int:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    with atheris.instrument_imports(include=["parsers"]):
        from tests.fuzz.harness import LONGEST, SECONDS, check, seeds  # noqa: PLC0415 - as above

    corpus.mkdir(parents=True, exist_ok=True)
    for index, sample in enumerate(seeds()):
        (corpus / f"seed-{index:03}").write_bytes(sample.data)
    # The peak that is held against the limit is also that of whoever started this process: a test runner holds 1 GB.
    limits = [most, f"-seed={seed}", f"-timeout={SECONDS}", f"-max_len={LONGEST}", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], *limits, "-len_control=0", "-print_final_stats=1", str(corpus)], check)
    atheris.Fuzz()
    return 0


def _unguided(seconds: int) -> int:
    from tests.fuzz.harness import check, seeds  # noqa: PLC0415 - as above
    from tests.fuzz.mutation import mutants  # noqa: PLC0415 - as above

    number = time.time_ns()
    end = time.monotonic() + seconds
    count = 0
    for count, data in enumerate(mutants(seeds(), number), 1):
        try:
            check(data)
        except BaseException:
            Path(f"crash-{number}-{count}").write_bytes(data)
            raise
        if time.monotonic() > end:
            break
    sys.stderr.write(f"{count} inputs of seed {number}, no breach\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
