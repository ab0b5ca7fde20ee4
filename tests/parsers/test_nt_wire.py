import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.nt_body import body
from parsers.nt_wire import Field, WireError, fields


def test_numbers_bytes_and_fixed_fields_are_read_in_order() -> None:
    data = b"\x08\x96\x01" + b"\x12\x02hi" + b"\x1d\x01\0\0\0" + b"\x21" + b"\x02" + bytes(7)
    assert list(fields(data)) == [Field(1, 150), Field(2, b"hi"), Field(3, 1), Field(4, 2)]


@pytest.mark.parametrize("data", [b"\x08", b"\x12\x05hi", b"\x0b", b"\x00\x01", b"\x08" + b"\xff" * 11])
def test_what_ends_early_or_makes_no_sense_is_an_error(data: bytes) -> None:
    with pytest.raises(WireError):
        list(fields(data))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_body_or_are_told_to_be_none(data: bytes) -> None:
    read = body(data)
    assert all(0 <= start < end <= len(read.text) for start, end in read.own)
