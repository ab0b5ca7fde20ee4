"""Every format, by name. A new one is one module here and its line in FORMATS; nothing is scanned for.

How to add a format:

1. One module `parsers/formats/<name>.py` with `NAME` (= the module's name), `TITLE` (Chinese), `sniff(source)` and
   `parse(source)`; `parsers.format.ChatFormat` is the contract. Its docstring opens with a sample, then the grammar in
   words, then the mapping to `Message`. Formats do not import each other: what two share lives in `parsers/`.
2. Add the module to FORMATS. `tests/test_registries.py` names a file that was forgotten here.
3. Put files that obey the grammar into `fixtures/chatlogs/<name>/`, each with a `<file>.expected.json` written by hand;
   `tests/test_formats.py` runs every law and the comparison over them by itself.

What is there to build on: `parsers.source` (bytes, members, neighbours), `parsers.decoding` (encoding, and a view of
any text as UTF-8 whose places lead back to the stored bytes), `parsers.json_walk` (streaming JSON with byte places),
`parsers.clock`, `parsers.markers`. Spans of a member of a folder or archive carry its name in `member`.
"""

from parsers.format import ChatFormat
from parsers.formats import (
    android_db,
    android_html,
    android_json,
    android_txt,
    chatlab,
    clipboard,
    mht,
    nt_db,
    onebot,
    qce_html,
    qce_json,
    qce_jsonl,
    qce_txt,
    qce_viewer,
    qce_xlsx,
    qq_dump,
    qqnt_export,
    txt_classic,
)

FORMATS: tuple[ChatFormat, ...] = (
    txt_classic,
    mht,
    qce_json,
    qce_jsonl,
    qce_txt,
    qce_xlsx,
    qce_html,
    qce_viewer,
    chatlab,
    onebot,
    clipboard,
    nt_db,
    qqnt_export,
    qq_dump,
    android_txt,
    android_db,
    android_html,
    android_json,
)
