"""A lazy pattern is compiled once, when it is first used, and finds what the pattern finds."""

import importlib
import pkgutil
import re
import subprocess
import sys

from archiver import analysis
from archiver.analysis.lazy import LazyPattern

_PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.walk_packages(analysis.__path__, f"{analysis.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, LazyPattern)
}


def test_it_finds_what_the_pattern_finds_and_keeps_the_methods() -> None:
    lazy = LazyPattern("(?P<one>b) c", re.VERBOSE)
    found = lazy.search("abc", 1)
    assert found is not None
    assert (found.span(), found["one"]) == ((1, 3), "b")
    assert lazy.search == re.compile(lazy.pattern, lazy.flags).search  # the compiled pattern's own
    assert lazy.sub("x", "abcbc") == "axx"
    assert [match.start() for match in lazy.finditer("bcbc")] == [0, 2]


def test_the_lazy_patterns_are_patterns() -> None:
    assert len(_PATTERNS) > 300
    for name, lazy in _PATTERNS.items():
        assert re.compile(lazy.pattern, lazy.flags).pattern == lazy.pattern, name


def test_importing_the_readers_compiles_none_of_them() -> None:
    code = (
        "import re; kept = re.compile; seen = []; re.compile = lambda *given: seen.append(given[0]) or kept(*given); "
        "import archiver.analysis.dates, archiver.analysis.amounts; print(sum(map(len, seen)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 10_000  # characters of patterns
