"""What every writer needs of a case: stable ids, uids, instants, and the plain words of a row."""

import base64
import hashlib
from typing import TypeAlias
from zoneinfo import ZoneInfo

from archiver.corpus.labelled import SYSTEM, LabelledCase, Said

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""A value of a JSON document."""
_FIRST_ID = 7_600_000_000_000_000_000


def message_id(said: Said) -> str:
    """Return an invented NT message id, the same for the same number."""
    return str(_FIRST_ID + said.n)


def uid(case: LabelledCase, letter: str) -> str:
    """Return the invented NT uid of an account: `u_` and 22 characters."""
    digest = hashlib.sha256(case.accounts[letter].uin.encode()).digest()
    return "u_" + base64.urlsafe_b64encode(digest)[:22].decode()


def epoch_ms(case: LabelledCase, said: Said) -> int:
    """Return the instant of a message in milliseconds."""
    return int(said.at.replace(tzinfo=ZoneInfo(case.zone)).timestamp() * 1000)


def name(case: LabelledCase, letter: str) -> str:
    """Return the name of an account, 系统消息 for QQ's own rows."""
    return "系统消息" if letter == SYSTEM else case.accounts[letter].name


def money(said: Said) -> str | None:
    """Return the sum of a transfer or red packet as QQ prints it, two decimals."""
    value = said.transfer if said.transfer is not None else said.redpacket
    return None if value is None or isinstance(value, bool) else f"{value:.2f}"


def rounded_size(size: int) -> str:
    """Return a size as QQ prints it: 938.00B, 24.92KB, 3.47MB."""
    value, unit = float(size), "B"
    for unit in ("B", "KB", "MB", "GB"):  # noqa: B007 - the unit that fits is used after the loop
        if value < 1024:
            break
        value /= 1024
    return f"{value:.2f}{unit}"


def recalled_letter(said: Said) -> str | None:
    """Return who withdrew a message, on a recall row."""
    return said.recall if isinstance(said.recall, str) else (said.by if said.recall else None)


def system_sentence(case: LabelledCase, said: Said) -> str:
    """Return the sentence QQ shows for one of its own rows, as seen by the exporting account."""
    letter = recalled_letter(said)
    if letter:
        return "你撤回了一条消息" if letter == case.own else f"{_peer_word(case, letter)}撤回了一条消息"
    if said.receipt:
        return f"对方已成功接收文件“{said.receipt}”"
    if said.join:
        return f"{case.accounts[said.join].name if said.join in case.accounts else said.join}加入本群。"
    if said.poke:
        first, _, second = said.poke.partition(" ")
        return f"{name(case, first)}戳了戳{name(case, second)}" if second else f"{said.poke}戳了戳你"
    return said.text


def _peer_word(case: LabelledCase, letter: str) -> str:
    return name(case, letter) if case.kind == "group" else "对方"


def is_system(said: Said) -> bool:
    """Say whether QQ itself writes the row."""
    return said.by == SYSTEM or recalled_letter(said) is not None


def media_name(said: Said, ending: str) -> str:
    """Return the name that QQ gives a picture or voice: a digest."""
    return hashlib.md5(f"{said.n}{said.t}".encode(), usedforsecurity=False).hexdigest().upper() + ending


def md5(said: Said) -> str:
    """Return the invented digest of the file that a message carries."""
    assert said.file
    return hashlib.md5(f"{said.file.name}{said.file.size}".encode(), usedforsecurity=False).hexdigest()


def media(said: Said) -> tuple[str, str, int] | None:
    """Return (file, image, audio or video; its name; its bytes) of what a message carries."""
    if said.file:
        return "file", said.file.name, said.file.size
    if said.image:
        return "image", media_name(said, ".jpg"), 20480
    if said.voice:
        return "audio", media_name(said, ".amr"), 3000
    if said.video:
        return "video", media_name(said, ".mp4"), 30000
    return None
