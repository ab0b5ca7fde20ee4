"""Where the outside suites lie: beside the checkout, or where JUZHENG_SUITES says."""

import os
from pathlib import Path

import pytest


def suite(name: str) -> Path:
    """Return a suite's folder, or skip the test and say which suite was absent."""
    base = Path(os.environ.get("JUZHENG_SUITES", Path(__file__).resolve().parents[2] / "shared" / "suites"))
    if not (base / name).is_dir():
        pytest.skip(f"outside suite absent: {name} (looked in {base})")
    return base / name
