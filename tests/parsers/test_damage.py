"""What is left of an export that was cut, edited or overwritten: never an exception, never a byte lost."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.formats import FORMATS
from parsers.identify import read
from parsers.source import Source, SourceError
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes, span

FIXTURES = Path(__file__).parents[2] / "fixtures" / "chatlogs"
FILES = tuple(
    path
    for taker in FORMATS
    for path in sorted((FIXTURES / taker.NAME).iterdir())
    if path.is_file() and path.suffix not in {".db", ".xlsx", ".zip"} and not path.name.endswith(".expected.json")
)
"""Every fixture that is text; databases, workbooks and archives are damaged below, by pages and by bytes."""
PACKED = tuple(
    path for taker in FORMATS for path in sorted((FIXTURES / taker.NAME).iterdir())
    if path.suffix in {".db", ".xlsx", ".zip"}
)  # fmt: skip
ALL = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in FILES}
UTF8 = {name: data for name, data in ALL.items() if "utf16" not in name and "gb18030" not in name}
MARKS = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b",",
    b"\xff",
    b"=" * 64,
    b"2021-03-02 9:05:03 x\r\n",
)

settings.register_profile("parsers", deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(settings.get_profile("parsers"), max_examples=150)
@given(name=st.sampled_from(sorted(ALL)), part=st.floats(0, 1))
def test_a_cut_file_is_tiled_and_its_whole_messages_are_as_before(name: str, part: float) -> None:
    data = ALL[name]
    cut = data[: int(len(data) * part)]
    events = read_bytes(cut)
    if events is None:
        return
    assert_tiled(cut, events)
    whole = messages(read_bytes(data))
    kept = messages(events)
    for before, after in zip(whole, kept[:-1], strict=False):
        if span(before).end < len(cut) - 8:
            assert (after.text, after.stamp, after.place) == (before.text, before.stamp, before.place)


@settings(settings.get_profile("parsers"), max_examples=300)
@given(
    name=st.sampled_from(sorted(ALL)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(MARKS) | st.binary(max_size=8)),
                   min_size=1, max_size=4),
)  # fmt: skip
def test_an_overwritten_file_is_tiled_or_refused(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    data = ALL[name]
    for part, length, new in edits:
        at = int(len(data) * part)
        data = data[:at] + new + data[at + length :]
    events = read_bytes(data)
    if events is not None:
        assert_tiled(data, events)


@settings(settings.get_profile("parsers"), max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words_or_tiled(data: bytes) -> None:
    for export in (data, "消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n".encode() + data):
        events = read_bytes(export)
        if events is not None:
            assert_tiled(export, events)


@pytest.mark.parametrize("name", [name for name in UTF8 if name.startswith("qce_json") and "c-private" in name])
def test_one_damaged_byte_costs_at_most_the_message_it_lies_in(name: str) -> None:
    data = UTF8[name]
    whole = messages(read_bytes(data))
    spans = [span(message) for message in whole]
    for at in range(spans[0].start + 1, spans[-2].end, 7):
        damaged = data[:at] + b'"' + data[at + 1 :]
        events = read_bytes(damaged)
        assert events is not None
        assert_tiled(damaged, events)
        kept = {message.id for message in messages(events)}
        lost = {message.id for message in whole if message.id not in kept}
        hit = {message.id for message, place in zip(whole, spans, strict=True) if place.start - 8 <= at < place.end + 8}
        assert lost <= hit, (at, data[at - 20 : at + 20])


def test_a_row_of_another_shape_is_unread_and_the_next_one_read() -> None:
    data = ALL["qce_json/c-private.json"].replace(b'"recalled":false', b'"recalled":"never"', 1)
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert len(messages(events)) == 15
    assert "unread_json" in codes(events)
    assert messages(events)[0].id == "7600000000000000002"


@pytest.mark.parametrize("name", UTF8)
def test_a_file_saved_again_with_other_line_ends_is_tiled_or_refused(name: str) -> None:
    bare = UTF8[name].replace(b"\r\n", b"\n")
    for data in (bare, bare.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + bare.removeprefix(b"\xef\xbb\xbf")):
        events = read_bytes(data)
        assert events is not None
        assert_tiled(data, events)


@pytest.mark.parametrize("name", UTF8)
def test_a_copy_in_gb18030_says_the_same(name: str) -> None:
    text = UTF8[name].decode("utf-8", "replace").removeprefix("\ufeff")
    data = text.encode("gb18030", "replace")
    if data.decode("gb18030") != text or len(text.encode()) == len(data):
        pytest.skip("this fixture has no such copy")
    events = read_bytes(data)
    assert events is not None or name.startswith("qce_viewer/")  # a program's scripts that no editor saves again
    if events is None:
        return
    assert_tiled(data, events)
    if not name.startswith("qce_viewer/"):
        told = [message.text for message in messages(read_bytes(text.encode()))]
        assert [message.text for message in messages(events)] == told


@settings(settings.get_profile("parsers"), max_examples=60)
@given(
    number=st.integers(0, len(PACKED) - 1), part=st.floats(0, 1),
    noise=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=16)), max_size=6), cut=st.booleans(),
)  # fmt: skip
def test_a_damaged_database_workbook_or_archive_is_read_or_refused_in_words(
    number: int, part: float, noise: list[tuple[float, bytes]], *, cut: bool
) -> None:
    original = PACKED[number].read_bytes()
    data = bytearray(original[: int(len(original) * part)] if cut else original)
    for place, new in noise:
        at = int(len(data) * place)
        data[at : at + len(new)] = new
    with TemporaryDirectory() as folder:
        path = Path(folder) / PACKED[number].name
        path.write_bytes(data)
        refusals: list[SourceError] = []
        try:
            list(read(Source.open(path)).events())
        except SourceError as refusal:
            refusals.append(refusal)
        assert all(refusal.what and refusal.remedy for refusal in refusals)
