"""Little talks for the tests: `provider: 全包2000` a line, one minute apart."""

from datetime import datetime, timedelta

from archiver.analysis.finding import Finding, Role
from archiver.analysis.reader import read
from archiver.analysis.talk import Line
from parsers.message import Attachment, Kind, Money

BEGIN = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time, a Tuesday
ROLES: dict[str, Role] = {
    "client": "client",
    "provider": "provider",
    "arbiter": "arbiter",
    "passer": "other",
}


def line(number: int, spoken: str, *, reply: int | None = None, after: timedelta | None = None) -> Line:
    """Read `client: 可以`; `[file a.pdf]`, `[transfer 300]` and `[image] caption` are rows of their kind."""
    who, _, text = spoken.partition(": ")
    at = BEGIN + (after if after is not None else timedelta(minutes=number))
    ref, answered = f"1:{number}", f"1:{reply}" if reply else None
    if text.startswith("[file "):
        name = text[6:-1]
        return Line(ref, "c1", who, who, at, "file", f"[文件]{name}", files=(Attachment("file", name),))
    if text.startswith("[transfer "):
        return Line(ref, "c1", who, who, at, "transfer", "[转账]", money=Money("transfer", text[10:-1]))
    if text.startswith("[image]"):
        caption = text[7:].strip()
        own = ((4, 4 + len(caption)),) if caption else ()
        return Line(ref, "c1", who, who, at, "image", f"[图片]{caption}", own, files=(Attachment("image"),))
    kind: Kind = "reply" if reply else "text"
    return Line(ref, "c1", who, who, at, kind, text, ((0, len(text)),), reply=answered)


DEAL = ("client: 要做个海报 定金多少 什么时候交稿", "provider: 全包2000 初稿三天", "client: 成交")
"""How a deal begins; the talk that follows is about one."""


def talk(*spoken: str, begin: tuple[str, ...] = DEAL) -> tuple[list[Line], list[Finding]]:
    """Return a talk that follows `begin`, with what is found in it; references count from the first of `spoken`."""
    lines = [line(number, words) for number, words in enumerate((*begin, *spoken), 1 - len(begin))]
    return lines, [found for found in read(lines, ROLES) if int(found.ref.partition(":")[2]) >= 1]


def acts(*spoken: str, begin: tuple[str, ...] = DEAL) -> set[str]:
    """Return the acts of the last message of a talk."""
    _, found = talk(*spoken, begin=begin)
    return {finding.act for finding in found if finding.ref == f"1:{len(spoken)}" and finding.status == "finding"}
