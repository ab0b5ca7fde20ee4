"""The corpus as a folder: its cases and the fixed split into train, dev and test, by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from archiver.corpus.labelled import LabelledCase, load_case
from archiver.errors import CaseError

Part = Literal["train", "dev", "test"]
SPLIT: Final = "split.toml"


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """The hands of each part. Whole hands, so that no writer stands on both sides of a score."""

    train: tuple[str, ...]
    dev: tuple[str, ...]
    test: tuple[str, ...]


def read_split(folder: Path) -> Split:
    """Read the split of a corpus.

    Raises CaseError where the folder is no corpus.
    """
    try:
        return msgspec.toml.decode((folder / SPLIT).read_bytes(), type=Split)
    except (OSError, msgspec.DecodeError) as error:
        raise CaseError(f"“{folder}”不是语料文件夹（缺少可读的 {SPLIT}）", "请给出 fixtures/chatlogs/corpus") from error


def read_cases(folder: Path, part: Part | None = None) -> Iterator[LabelledCase]:
    """Yield the cases of a part, or all, in the order of their file names."""
    hands = getattr(read_split(folder), part) if part else None
    for path in sorted(folder.glob("*.yaml")):
        if hands is None or path.name.partition("-")[0] in hands:
            yield load_case(path)
