"""What lies beside exports and is no talk: pictures, sound, what pages are made of, what file managers leave."""

from typing import Final

from parsers.source import DROPPINGS

_ENDINGS: Final = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic", ".svg", ".ico"),
    *(".mp4", ".mov", ".avi", ".mkv", ".3gp", ".mp3", ".wav", ".amr", ".silk", ".slk", ".ogg", ".m4a", ".aac", ".flac"),
    *(".css", ".js", ".woff", ".woff2", ".ttf", ".lnk", ".url", ".db-wal", ".db-shm"),
)


def is_aside(name: str) -> bool:
    """Say whether a file's name is that of something to count and not to read."""
    return name.lower().endswith(_ENDINGS)


def is_dropping(name: str) -> bool:
    """Say whether a file or folder is passed over without a word."""
    return name in DROPPINGS or name == "__MACOSX" or name.startswith((".", "~$"))
