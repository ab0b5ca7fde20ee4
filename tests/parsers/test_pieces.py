"""In what pieces the bytes come makes no difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.formats import qce_json, txt_classic
from parsers.source import BytesSource

FIXTURES = Path(__file__).parents[2] / "fixtures" / "chatlogs"
FORMATS = {"txt_classic": txt_classic, "qce_json": qce_json}
FILES = sorted(
    path
    for name in FORMATS
    for path in (FIXTURES / name).iterdir()
    if path.is_file() and not path.name.endswith(".expected.json")
)


class Drip(BytesSource, frozen=True):
    """Bytes that come a few at a time."""

    step: int

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        last = self.size if end is None else min(end, self.size)
        return (self.data[at : min(at + self.step, last)] for at in range(start, last, self.step))


@pytest.mark.parametrize("step", [1, 3, 64, 500])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_export_reads_the_same_in_any_pieces(path: Path, step: int) -> None:
    data = path.read_bytes()
    form = FORMATS[path.parent.name]
    whole = form.parse(BytesSource(path.name, len(data), data))
    dripped = form.parse(Drip(path.name, len(data), data, step))
    assert list(dripped.events()) == list(whole.events())
