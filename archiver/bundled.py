"""The invented disputes that come with the program."""

from pathlib import Path
from typing import Final

DEMOS: Final[dict[str, str]] = {
    "late-delivery": "交付一再推迟（虚构）",
    "unapproved-change": "没有说定的修改与加价（虚构）",
    "unpaid-balance": "交付之后尾款没有付清（虚构）",
}
"""Name → what it shows."""

_INSTALLED: Final = Path(__file__).parent / "demo"
_CHECKOUT: Final = Path(__file__).parent.parent / "fixtures" / "chatlogs" / "demo"


def demo_export(name: str) -> Path:
    """Return the exporter JSON of a demo: beside the installed program, else in the checkout it runs from."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return folder / f"{name}.json"
