"""Which format a file is: exactly one says yes, or the error tells what the file is and what to do instead."""

from parsers.format import Ambiguous, ChatFormat, Unrecognised
from parsers.formats import FORMATS
from parsers.message import Transcript
from parsers.refusal import refuse
from parsers.source import Source


def identify(source: Source, formats: tuple[ChatFormat, ...] = FORMATS) -> ChatFormat:
    """Return the one format that takes the source. Raises Unrecognised, Ambiguous, or SourceError if unreadable."""
    takers = tuple(taker for taker in formats if taker.sniff(source))
    if len(takers) > 1:
        raise Ambiguous(source.name, takers)
    if not takers:
        raise Unrecognised(*refuse(source))
    return takers[0]


def read(source: Source) -> Transcript:
    """Identify the source and return its transcript. Raises as `identify` does."""
    return identify(source).parse(source)
