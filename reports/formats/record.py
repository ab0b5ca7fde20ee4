"""The laid-out report as JSON: the same blocks, for programs."""

import json

import msgspec

from reports.page import Page


def write(page: Page) -> bytes:
    """Return `{"schema": "juzheng/report/1", …}` in ASCII; strangers' text stands in it unchanged, escaped."""
    # The record stands among the sections; a second copy would double the file.
    content = {"schema": "juzheng/report/1", **msgspec.to_builtins(page)}
    del content["record"]
    # The standard writer, because it alone can write the lone surrogates that exports may hold.
    return (json.dumps(content, ensure_ascii=True, indent=1) + "\n").encode("ascii")
