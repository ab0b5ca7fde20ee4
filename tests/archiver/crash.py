"""Stopping a program at every write: a forked child really is killed with SIGKILL, half-written lines included."""

import os
import signal
from collections.abc import Callable
from typing import Final

STOPS: Final = ("open", "write", "fsync", "rename", "replace", "mkdir", "rmdir", "unlink", "ftruncate", "chmod")
"""Calls of `os` that change the disk, or make a change last."""


def killed_at(number: int, work: Callable[[], object], *, half: bool = False) -> bool:
    """Run `work` in a child that dies at its `number`-th disk call; True where it died, False where it finished.

    With `half`, a write puts half of its bytes before the child dies.
    """
    child = os.fork()
    if child == 0:
        _arm(number, half=half)
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child must not return into the test runner
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed without being killed"
    return False


def _arm(number: int, *, half: bool) -> None:
    left = [number]

    def stopping(name: str) -> None:
        real: Callable[..., object] = getattr(os, name)

        def call(*args: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                if half and name == "write":
                    content = args[1]
                    assert isinstance(content, bytes | memoryview)
                    real(args[0], bytes(content)[: len(content) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **more)

        setattr(os, name, call)

    for name in STOPS:
        stopping(name)
