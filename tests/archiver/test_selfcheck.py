"""`verify --self`: an installation laid out as pip leaves it, and every way it can differ from its record."""

import base64
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from archiver.selfcheck import check_self


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site folder with a small program and the RECORD that its wheel brought."""
    files = {"archiver/__init__.py": b"", "archiver/case.py": b"x = 1\n", "parsers/a.py": b"", "reports/t/a.j2": b"<p>"}
    record = []
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
        told = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
        record.append(f"{name},sha256={told},{len(content)}\n")
    info = tmp_path / "juzheng-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: juzheng\nVersion: 0.1.0\n")
    (info / "RECORD").write_text("".join(record) + "juzheng-0.1.0.dist-info/RECORD,,\n")
    return tmp_path


def kinds(site: Path) -> set[tuple[str, str]]:
    installed = Distribution.at(site / "juzheng-0.1.0.dist-info")
    return {(fault.place, fault.kind) for fault in check_self(installed).faults}


def test_an_untouched_installation_passes_compiled_caches_and_all(site: Path) -> None:
    (site / "archiver" / "__pycache__").mkdir()
    (site / "archiver" / "__pycache__" / "case.cpython-311.pyc").touch()
    (site / "other_program.py").touch()
    assert kinds(site) == set()


CHANGED: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "a file edited": (lambda s: (s / "archiver/case.py").write_text("x = 2\n"), ("archiver/case.py", "digest_sha256")),
    "a file gone": (lambda s: (s / "reports/t/a.j2").unlink(), ("reports/t/a.j2", "missing")),
    "a file slipped in": (lambda s: (s / "parsers/evil.py").touch(), ("parsers/evil.py", "unlisted")),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_changed_installation_is_told(site: Path, what: str) -> None:
    change, expected = CHANGED[what]
    change(site)
    assert kinds(site) == {expected}


def test_an_installation_without_a_record_cannot_be_verified(site: Path) -> None:
    (site / "juzheng-0.1.0.dist-info" / "RECORD").write_text("__editable___juzheng.pth,sha256=AAAA,1\n")
    assert kinds(site) == {("juzheng", "cannot_verify")}
