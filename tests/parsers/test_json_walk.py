import json
from collections.abc import Iterator
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.json_scan import Scan
from parsers.json_walk import MAX_ITEM, Item, Value, Walk

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ROWS = st.lists(st.fixed_dictionaries({"id": st.text(max_size=5), "data": JSON}), max_size=8)
LAYOUTS = {"compact": (",", ":", None), "spaced": (", ", ": ", None), "pretty": (",", ": ", 2)}


class Row(msgspec.Struct):
    id: str
    data: msgspec.Raw


def _known(row: Row) -> bool:
    return bool(row.data)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _walk(data: bytes, size: int = 1 << 18) -> Walk[Row]:
    return Walk(_pieces(data, size), "messages", msgspec.json.Decoder(Row).decode, _known)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
@given(before=JSON, rows=ROWS, after=JSON)
def test_every_item_and_value_is_told_with_its_bytes(
    layout: str, size: int, before: object, rows: list[object], after: object
) -> None:
    comma, colon, indent = LAYOUTS[layout]
    whole = {"head": before, "messages": rows, "tail": after}
    data = json.dumps(whole, ensure_ascii=False, separators=(comma, colon), indent=indent).encode("utf-8", "replace")
    walk = _walk(data, size)
    told = list(chain.from_iterable(walk))
    items = [piece for piece in told if isinstance(piece, Item)]
    values = [piece for piece in told if isinstance(piece, Value)]
    assert len(told) == len(items) + len(values)
    assert [json.loads(data[item.start : item.end]) for item in items] == json.loads(data)["messages"]
    assert [(value.key, json.loads(data[value.start : value.end])) for value in values] == [
        ("head", json.loads(data)["head"]),
        ("tail", json.loads(data)["tail"]),
    ]
    assert walk.whole
    assert walk.end == len(data)


@given(JSON, st.binary(max_size=20), st.integers(1, 9))
def test_a_scan_in_pieces_finds_the_end_of_a_value(value: object, after: bytes, size: int) -> None:
    data = json.dumps([value]).encode()
    scan, window, at, done = Scan(), b"", 0, False
    for piece in _pieces(data + after, size):
        window += piece
        at, done = scan.run(window, at)
        if done:
            break
    assert done
    assert at == len(data)


def test_arrays_inside_the_array_are_looked_through() -> None:
    data = b'{"messages":[[{"id":"1","data":1}],[{"id":"2","data":2},{"id":"3","data":3}],[]]}'
    rows = [piece.row.id for piece in chain.from_iterable(_walk(data)) if isinstance(piece, Item)]
    assert rows == ["1", "2", "3"]


def test_an_array_of_objects_inside_an_item_does_not_end_it() -> None:
    inner = b'{"id":"x","data":0}'
    item = b'{"id":"1","data":[' + b",".join([inner] * 50) + b"]}"
    data = b'{"messages":[' + b",".join([item] * 5) + b"]}"
    told = list(chain.from_iterable(_walk(data, 100)))
    assert [data[piece.start : piece.end] for piece in told] == [item] * 5


def test_a_value_too_long_to_keep_is_passed_over() -> None:
    data = b'{"avatars":{"a":"' + b"A" * (MAX_ITEM + 100) + b'"},"messages":[{"id":"1","data":1}]}'
    told = list(chain.from_iterable(_walk(data)))
    avatars = told[0]
    assert isinstance(avatars, Value)
    assert avatars.data is None
    assert data[avatars.end - 2 : avatars.end] == b'"}'
    assert isinstance(told[1], Item)


@pytest.mark.parametrize("deep", [b"[" * 200_000, b'{"a":' * 100_000, b'"\\' * 100_000])
def test_nesting_without_end_is_broken_and_no_fault(deep: bytes) -> None:
    data = b'{"messages":[{"id":"1","data":' + deep
    told = list(chain.from_iterable(_walk(data)))
    assert not [piece for piece in told if isinstance(piece, Item)]
    assert told[-1].end == len(data)


def test_an_item_too_long_to_look_into_is_broken_and_the_next_one_read() -> None:
    long = b'{"id":"2","data":"' + b"A" * (MAX_ITEM + 1000) + b'"}'
    data = b'{"messages":[{"id":"1","data":1},' + long + b',{"id":"3","data":3}]}'
    told = list(chain.from_iterable(_walk(data)))
    assert [piece.row.id if isinstance(piece, Item) else "-" for piece in told] == ["1", "-", "3"]
    assert data[told[1].start : told[1].end] == long
