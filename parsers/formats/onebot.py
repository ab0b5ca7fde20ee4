"""Event logs of bots that speak OneBot v11, as JSON lines or one JSON array (formats.md §10).

    {"time":1735660800,"self_id":9000010002,"post_type":"message","message_type":"private","message_id":-1234567890,
     "user_id":9000010001,"sender":{"user_id":9000010001,"nickname":"山雀"},
     "raw_message":"[CQ:file,file=交付物&#44;v1.zip,file_size=1048576]",
     "message":[{"type":"file","data":{"file":"交付物,v1.zip","file_size":"1048576"}}]}
    {"time":1735660860,"self_id":9000010002,"post_type":"notice","notice_type":"group_upload","group_id":9000010100,
     "user_id":9000010001,"file":{"id":"/f1","name":"验收单.docx","size":20480,"busid":102}}

Grammar. UTF-8; an event a line (lines that open with `#` are comments), or an array of events. Times are seconds.
`message` is a list of segments or a text with CQ codes, in which `&#91; &#93; &#44; &amp;` stand for `[ ] , &`.

Mapping. A row for every event but the bot's signs of life (`meta_event`), which are framing. `place` is the event's
object. Chats are told apart by group or peer; an own private message without `target_id` belongs to nobody known.
`text` is put together from the segments, with a sign like `[图片]` for what is no text; `own` is the text segments and
mentions. `id` is the bot's own `message_id`, which replies and recalls point to; `seq` is QQ's number where another one
is printed. Own rows are those of `self_id` and `message_sent`. `group_upload` and `offline_file` are files of their
`user_id`. A recall is in QQ's voice: its two mentions are who recalled and whose it was, its `reply` the row meant. A
message without any segment is QQ's own notice, of which the bot passed on nothing: kind system, notice
`unknown_gray_tip`; a peer's receipt of a file looks so. The rows of a forward are `forward`, in the place of their
carrier. Segments and `raw_message` that hold different words: notice `text_contradiction`.
"""

from collections.abc import Iterator

from parsers import decoding
from parsers.json_rows import Array, Lines, Rows, first_line, loosely, tell
from parsers.json_walk import Item
from parsers.message import Event, Transcript
from parsers.onebot_rows import EventRow, decode_event, event_key, is_event
from parsers.onebot_talk import Talk
from parsers.source import Source

NAME = "onebot"
TITLE = "OneBot / NapCat 事件日志"


def sniff(source: Source) -> bool:
    """Say whether the first line, or the first item of an array, is an event."""
    text = decoding.head_text(source)
    if text.lstrip().startswith("["):
        return _is_array(decoding.head_utf8(source, len(source.head())))
    row = loosely(first_line(text), decode_event)
    return row is not None and is_event(row)


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    array = decoding.head_text(source).lstrip().startswith("[")

    def events(chunks: Iterator[bytes]) -> Iterator[Event]:
        return tell(_array(chunks) if array else Lines(chunks, decode_event, event_key), Talk())

    generation = "array" if array else "JSONL"
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, events), generation)


def _array(chunks: Iterator[bytes]) -> Rows[EventRow]:
    return Array(chunks, decode_event, is_event)


def _is_array(head: bytes) -> bool:
    for pieces in _array(iter((head,))):
        for piece in pieces:
            return isinstance(piece, Item) and is_event(piece.row)
    return False
