"""Writers that render a labelled case as an export of some format, dropping what that format drops.

To add one: a module here with `write(case) -> bytes`, and its line in EXPORTS. The keys are the parsers' NAMEs,
with the generation where a format has several.
"""

from collections.abc import Callable
from typing import Final

from archiver.corpus.exports import qce_generations, txt_classic
from archiver.corpus.labelled import LabelledCase

EXPORTS: Final[dict[str, tuple[str, Callable[[LabelledCase], bytes]]]] = {
    "txt_classic": ("txt", txt_classic.write),
    "qce_json_a": ("json", qce_generations.write_a),
    "qce_json_b": ("json", qce_generations.write_b),
    "qce_json_c": ("json", qce_generations.write_c),
    "qce_json_d": ("json", qce_generations.write_d),
}
"""Format id → (file name ending, writer)."""
