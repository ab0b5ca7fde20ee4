"""Which tests run: all quick ones; the slow ones with --run-slow; in CI none is left out for want of a tool."""

import os
from collections.abc import Generator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="also run tests that take over ten seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-slow"):
        return
    slow = pytest.mark.skip(reason="slow: run with --run-slow")
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip for an absent tool or suite into a failure where CI has promised all of them."""
    report = yield
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    promised = "absent" in reason and "peer absent" not in reason  # peers are other projects, measured where they are
    if promised and os.environ.get("JUZHENG_TOOLS") == "required":
        report.outcome = "failed"
        report.longrepr = f"CI must have it: {reason}"
    return report
