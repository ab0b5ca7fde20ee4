"""Programs and files of the system that some tests need; a test that lacks one is left out and says which."""

import os
import shutil
from pathlib import Path

import pytest


def program(*names: str) -> str:
    """Return the path of the first program of `names` that is installed, or skip the test and name them."""
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.skip(f"program absent: {' or '.join(names)}")


def axe() -> str:
    """Return the source of axe-core (JUZHENG_AXE, else node_modules beside the checkout's root), or skip."""
    root = Path(__file__).resolve().parents[1]
    path = Path(os.environ.get("JUZHENG_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not path.is_file():
        pytest.skip(f"axe-core absent: npm install axe-core (looked at {path})")
    return path.read_text("utf-8")
