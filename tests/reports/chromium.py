"""A real headless Chromium, spoken to over its debugging pipe, that remembers everything a page tried to do."""

import json
import os
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, TypedDict, cast

from tests.tools import program


class Answer(TypedDict, total=False):
    """One message of the debugging protocol: a reply has `id`, an event `method`."""

    id: int
    method: str
    params: dict[str, object]
    result: dict[str, object]
    error: object


class Browser:
    """One page. `dialogs`, `requests` and `complaints` hold what has happened since the last `open`."""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self._to, self._back = to, back
        self._number = 0
        self._buffer = b""
        self._session = ""
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def open(self, page: Path) -> None:
        """Open a file and wait until it has loaded."""
        self.dialogs, self.requests, self.complaints = [], [], []
        self.call("Page.navigate", url=page.as_uri())
        self._until("Page.loadEventFired")

    def width(self, pixels: int) -> None:
        """Give the page a width, as on a phone below 500."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=pixels, height=900, deviceScaleFactor=1, mobile=pixels < 500
        )

    def evaluate(self, script: str) -> object:
        """Return the JSON value of a script (a promise is awaited); raises AssertionError where it throws."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return cast("dict[str, object]", answer["result"]).get("value")

    def pdf(self) -> bytes:
        """Print the page as the document asks for it."""
        return b64decode(str(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]))

    def call(self, method: str, **params: object) -> dict[str, object]:
        """Send a command and return its result; events that come meanwhile are remembered."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            answer = self._receive()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]
            self._note(answer)

    def _send(self, command: Answer) -> None:
        if self._session:
            command = cast("Answer", {**command, "sessionId": self._session})
        self._to.write(json.dumps(command).encode() + b"\0")
        self._to.flush()

    def _until(self, event: str) -> None:
        end = monotonic() + 120
        while monotonic() < end:
            answer = self._receive()
            self._note(answer)
            if answer.get("method") == event:
                return
        raise AssertionError(f"no {event}")

    def _receive(self) -> Answer:
        while b"\0" not in self._buffer:
            chunk = os.read(self._back.fileno(), 1 << 16)
            assert chunk, "the browser has gone"
            self._buffer += chunk
        message, _, self._buffer = self._buffer.partition(b"\0")
        return cast("Answer", json.loads(message))

    def _note(self, event: Answer) -> None:
        params = event.get("params", {})
        match event.get("method"):
            case "Page.javascriptDialogOpening":
                self.dialogs.append(str(params["message"]))
                self._number += 1
                self._send({"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": True}})
            case "Network.requestWillBeSent":
                self.requests.append(str(cast("dict[str, object]", params["request"])["url"]))
            case "Log.entryAdded":
                self.complaints.append(str(cast("dict[str, object]", params["entry"])["text"]))
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled":
                self.complaints.append(str(params))
            case _:
                pass


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start Chromium with a profile in `folder`; skips the test where there is none."""
    name = program("chromium", "chromium-browser", "google-chrome")
    read_ours, write_theirs = os.pipe()
    read_theirs, write_ours = os.pipe()
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-pipe",
        f"--user-data-dir={folder}",
    ]
    wired = ["bash", "-c", f'exec 3<&{read_theirs} 4>&{write_theirs}; exec "$@" 2>/dev/null', "-", name, *options]
    child = subprocess.Popen(wired, pass_fds=(read_theirs, write_theirs), stdout=subprocess.DEVNULL)
    os.close(read_theirs)
    os.close(write_theirs)
    try:
        with os.fdopen(write_ours, "wb") as to, os.fdopen(read_ours, "rb") as back:
            yield Browser(to, back)
    finally:
        child.terminate()
        child.wait(20)
