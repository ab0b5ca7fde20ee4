"""What a reply in a phone's database quotes: an object of Java's in hex, among what the row keeps as JSON."""

import binascii
import json

from parsers.java_stream import JavaError
from parsers.java_stream import fields as java_fields
from parsers.message import Reply, Sender
from parsers.sqlite_file import Value

_SOURCE = "sens_msg_source_msg_info"
_NUMBER = "mSourceMsgSenderUin"
_TIME = "mSourceMsgTime"
_SEQ = "mSourceMsgSeq"
_TEXT = "mSourceMsgText"


class ReplyError(ValueError):
    """A row that keeps a quotation which cannot be read."""


def quoted(kept: Value) -> Reply | None:
    """Return what `extStr` tells of the quoted message; None where it tells nothing.

    Who said it and when is certain; the number of a message is not the same on all phones, so it serves only where no
    time is told. Raises ReplyError.
    """
    if kept is None or kept in {"", b""}:
        return None
    try:
        told = json.loads(kept if isinstance(kept, str | bytes) else str(kept))
        source = told.get(_SOURCE) if isinstance(told, dict) else None
        if not source:
            return None
        fields = java_fields(binascii.unhexlify(str(source)))
    except (ValueError, JavaError, RecursionError) as fault:
        raise ReplyError(_SOURCE) from fault
    uin, seconds, seq, text = (fields.get(key) for key in (_NUMBER, _TIME, _SEQ, _TEXT))
    dated = isinstance(seconds, int) and seconds > 0
    return Reply(
        seq=str(seq) if isinstance(seq, int) and seq > 0 and not dated else None,
        sender=Sender("", str(uin)) if isinstance(uin, int) and uin > 0 else None,
        text=text if isinstance(text, str) else None,
        epoch_ms=seconds * 1000 if isinstance(seconds, int) and dated else None,
    )
