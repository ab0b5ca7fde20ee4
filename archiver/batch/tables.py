"""The Parquet tables of a batch: their columns are the keys of `analyze --json`, with the talk before them.

Rows come as the JSON lines that the workers left, in the order of the plan, and are written a row group at a time, so
that memory does not grow with the batch.
"""

import io
import types
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, Union, get_args, get_origin

import msgspec
import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq
from msgspec import Struct

from archiver.analysis.entry import Obligation
from archiver.analysis.finding import Finding
from archiver.contract import MessageEntry
from archiver.durable import force_folder

ROWS: Final[dict[str, type[Struct]]] = {"messages": MessageEntry, "findings": Finding, "obligations": Obligation}
"""Table → what each of its rows is."""
_GROUP_ROWS: Final = 50_000
_GROUP_BYTES: Final = 32 * 1024 * 1024
_PIECE: Final = 1 << 20
_PLAIN: Final = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def schema(table: str) -> pa.Schema:
    """Return the columns of a table: `talk`, for obligations `deal`, then the keys of the JSON contract."""
    before = [pa.field("talk", pa.string())]
    if table == "obligations":
        before.append(pa.field("deal", pa.string()))
    return pa.schema([*before, *_fields(ROWS[table])])


def write_table(target: Path, table: str, parts: Iterable[Path]) -> int:
    """Write one table from the parts in their order, whole or not at all; return the number of rows."""
    columns = schema(table)
    waiting = target.with_name(f".{target.name}.part")
    count = 0
    with pq.ParquetWriter(waiting, columns, compression="zstd") as writer:
        for group in _groups(parts):
            rows = _read(group, columns)
            count += rows.num_rows
            writer.write_table(rows, row_group_size=rows.num_rows)
    waiting.replace(target)
    force_folder(target.parent)
    return count


def _fields(kind: type[Struct]) -> list[pa.Field]:
    return [pa.field(field.encode_name, _column(field.type)) for field in msgspec.structs.fields(kind)]


def _column(kind: object) -> pa.DataType:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        kinds = [one for one in inner if one is not type(None)]
        return _column(kinds[0]) if len(kinds) == 1 else pa.string()
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_column(inner[0]))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return pa.struct(_fields(kind))
    assert isinstance(kind, type)
    return _PLAIN[kind]


def _groups(parts: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of all parts in groups that depend on nothing but the lines."""
    held = io.BytesIO()
    count = 0
    for line in _lines(parts):
        held.write(line)
        count += 1
        if count >= _GROUP_ROWS or held.tell() >= _GROUP_BYTES:
            yield held.getvalue()
            held, count = io.BytesIO(), 0
    if count:
        yield held.getvalue()


def _lines(parts: Iterable[Path]) -> Iterator[bytes]:
    for part in parts:
        rest = b""
        for piece in _unpacked(part):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                yield line + b"\n"


def _unpacked(part: Path) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    with part.open("rb") as stream:
        while packed := stream.read(_PIECE):
            plain = unpacker.decompress(packed, _PIECE)
            while plain:
                yield plain
                plain = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    yield unpacker.flush()


def _read(group: bytes, columns: pa.Schema) -> pa.Table:
    options = pj.ParseOptions(explicit_schema=columns, unexpected_field_behavior="error")
    # One block: a line may be as long as a message, and blocks cannot be shorter than a line.
    blocks = pj.ReadOptions(use_threads=False, block_size=len(group) + 1)
    return pj.read_json(io.BytesIO(group), read_options=blocks, parse_options=options)
