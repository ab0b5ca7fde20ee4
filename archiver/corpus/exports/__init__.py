"""Writers that render a labelled case as an export of some format, dropping what that format drops.

To add one: a module here with a function from a case to bytes, its line in EXPORTS, and in `kept.KEPT` what the format
keeps, which the law test holds it to. The keys are the parsers' NAMEs, with the form or generation where a format has
several. A folder is written as its ZIP.
"""

from collections.abc import Callable
from typing import Final

from archiver.corpus.exports import (
    android,
    bots,
    mht,
    nt_db,
    nt_exports,
    pasted,
    qce_generations,
    qce_pages,
    qce_prints,
    txt_classic,
)
from archiver.corpus.labelled import LabelledCase

EXPORTS: Final[dict[str, tuple[str, Callable[[LabelledCase], bytes]]]] = {
    "txt_classic": ("txt", txt_classic.write),
    "mht": ("mht", mht.write),
    "qce_json_a": ("json", qce_generations.write_a),
    "qce_json_b": ("json", qce_generations.write_b),
    "qce_json_c": ("json", qce_generations.write_c),
    "qce_json_d": ("json", qce_generations.write_d),
    "qce_jsonl": ("zip", qce_prints.write_jsonl),
    "qce_txt": ("txt", qce_prints.write_txt),
    "qce_xlsx": ("xlsx", qce_prints.write_xlsx),
    "qce_html": ("html", qce_pages.write_html),
    "qce_viewer": ("zip", qce_pages.write_viewer),
    "chatlab_json": ("json", bots.write_chatlab_json),
    "chatlab_jsonl": ("jsonl", bots.write_chatlab_jsonl),
    "onebot": ("jsonl", bots.write_onebot),
    "clipboard": ("txt", pasted.write_clipboard),
    "nt_db": ("db", nt_db.write),
    "qqnt_export_txt": ("txt", nt_exports.write_qqnt_txt),
    "qqnt_export_json": ("json", nt_exports.write_qqnt_json),
    "qq_dump_txt": ("txt", nt_exports.write_dump_txt),
    "qq_dump_md": ("md", nt_exports.write_dump_md),
    "qq_dump_html": ("html", nt_exports.write_dump_html),
    "android_txt": ("txt", pasted.write_android_txt),
    "android_db": ("db", android.write_db),
    "android_html": ("html", android.write_html),
    "android_json": ("txt", android.write_json),
}
"""Format id → (file name ending, writer)."""
