"""Loaded by a real `juzheng` process before anything else: counts what it does to a folder, and kills it in between.

JUZHENG_WATCHED is the folder, JUZHENG_COUNTED a file outside it to which each event is appended as a line, and
JUZHENG_KILL the number of the event at which the whole group of processes gets SIGKILL. From event JUZHENG_FULL on
every write fails as on a full disk, half of its bytes taken; from JUZHENG_READ_ONLY on nothing can be changed.

Events: before a file is opened for writing and after it was (emptied or made, nothing in it yet), before and half-way
in every `os.write`, before fsync, rename, replace, unlink, mkdir, rmdir, truncate, chmod. Of what a library in C
writes by itself nothing is seen.
"""

import builtins
import errno
import io
import os
import signal
import sys
from collections.abc import Callable

WATCHED = os.environ.get("JUZHENG_WATCHED", "")
COUNTED = os.environ.get("JUZHENG_COUNTED", "")
KILL, FULL, READ_ONLY = (int(os.environ.get(f"JUZHENG_{name}", "0")) for name in ("KILL", "FULL", "READ_ONLY"))

_write, _open = os.write, os.open


def happened(what: str) -> None:
    """Count an event of any process of the group; die if it is the one."""
    log = _open(COUNTED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    _write(log, f"{what}\n".encode("utf-8", "replace"))
    os.close(log)
    if not (KILL or FULL or READ_ONLY):
        return
    with _plain_open(COUNTED, "rb") as stream:
        count = stream.read().count(b"\n")
    if KILL and count >= KILL:
        os.killpg(0, signal.SIGKILL)
    if READ_ONLY and count >= READ_ONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    if FULL and count >= FULL and what in {"half written", "write"}:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def inside(path: object) -> bool:
    """Say whether a path or a descriptor leads into the watched folder."""
    try:
        place = f"/proc/self/fd/{path}" if isinstance(path, int) else os.fsdecode(path)  # type: ignore[arg-type]
        full = os.readlink(place) if isinstance(path, int) else os.path.abspath(place)  # noqa: PTH100, PTH115 - asked often
    except (OSError, TypeError, ValueError):
        return False
    return full.startswith(WATCHED)


def before(name: str) -> None:
    """Make a function of `os` an event where it touches the folder."""
    real: Callable[..., object] = getattr(os, name)

    def call(*given: object, **more: object) -> object:
        if any(inside(one) for one in given[:2]):
            happened(f"{name} {given[0]}")
        return real(*given, **more)

    setattr(os, name, call)


_plain_open = io.open


def opening(*given: object, **more: object) -> object:
    """Open a file; for writing, an event before and one after."""
    mode = more.get("mode", given[1] if len(given) > 1 else "r")
    writes = isinstance(mode, str) and set(mode) & set("wax+") and given and inside(given[0])
    if not writes:
        return _plain_open(*given, **more)  # type: ignore[call-overload]
    happened(f"open {given[0]}")
    stream = _plain_open(*given, **more)  # type: ignore[call-overload]
    happened(f"opened {given[0]}")
    return stream


def os_opening(path: object, flags: int, *given: object, **more: object) -> int:
    """Do the same for `os.open`."""
    writes = flags & (os.O_WRONLY | os.O_RDWR) and inside(path)
    if writes:
        happened(f"os.open {path!r}")
    descriptor: int = _open(path, flags, *given, **more)  # type: ignore[arg-type]
    if writes:
        happened(f"os.opened {path!r}")
    return descriptor


def writing(descriptor: int, content: bytes) -> int:
    """Write; an event before, and one half-way."""
    if not inside(descriptor):
        return _write(descriptor, content)
    happened("write")
    half = len(content) // 2
    done = _write(descriptor, bytes(content[:half])) if half else 0
    happened("half written")
    return done + _write(descriptor, content[done:])


if WATCHED and COUNTED and sys.platform == "linux":
    for each in (
        "fsync",
        "rename",
        "replace",
        "unlink",
        "remove",
        "mkdir",
        "rmdir",
        "ftruncate",
        "truncate",
        "chmod",
        "link",
    ):
        before(each)
    os.write, os.open = writing, os_opening  # type: ignore[assignment]
    io.open = builtins.open = opening  # type: ignore[assignment]
