"""The pages that tell a lay person how to get each export, and what not to do; texts in `guide/`, dated.

A page is a text file that opens with TOML between two lines of `+++`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

FOLDER: Final = Path(__file__).parent / "guide"
PAGES: Final = (
    "first", "qce", "classic", "copy", "phone", "database", "bots", "bills", "files", "both", "gone", "device",
)  # fmt: skip
"""All pages, in the order in which they are listed."""
_FENCE: Final = "+++\n"


class _Head(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    checked: str
    formats: tuple[str, ...]
    words: tuple[str, ...]
    notices: tuple[str, ...]


class Page(Struct, frozen=True):
    """A page. `checked` is the month (2026-09) in which its facts were last looked at.

    `formats` are the ids that `inspect` prints for what the page tells how to get, `words` what else people may ask
    for, `notices` the codes of what `inspect` may warn of.
    """

    name: str
    title: str
    checked: str
    formats: tuple[str, ...]
    words: tuple[str, ...]
    notices: tuple[str, ...]
    text: str


def page(name: str) -> Page:
    """Read a page. KeyError for a name that is none."""
    if name not in PAGES:
        raise KeyError(name)
    _, head, text = (FOLDER / f"{name}.txt").read_text("utf-8").split(_FENCE, 2)
    return Page(name, **msgspec.structs.asdict(msgspec.toml.decode(head, type=_Head)), text=text)


def pages() -> tuple[Page, ...]:
    """Read all pages."""
    return tuple(page(name) for name in PAGES)


def about(asked: str, titles: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the pages on what is asked: those of that name, format id or very word, else all that tell of such words.

    `titles` are the names of formats for people, by id.
    """
    wanted = asked.strip().casefold()
    every = pages()
    exact = tuple(one for one in every if wanted in {one.name, *one.formats, *map(str.casefold, one.words)})
    if exact or not wanted:
        return exact
    return tuple(one for one in every if any(_fits(wanted, told) for told in _told(one, titles)))


def _told(one: Page, titles: Mapping[str, str]) -> tuple[str, ...]:
    return (one.title, *one.words, *(titles[name] for name in one.formats))


def _fits(wanted: str, told: str) -> bool:
    # Either way round: 「清空了」 asks for the word 清空, and 「账单」 stands in a longer title.
    return wanted in told.casefold() or (len(told) > 1 and told.casefold() in wanted)
