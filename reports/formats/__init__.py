"""Writers: a Page in, the bytes of one kind of document out. One file a format, listed here."""

from reports.formats import html
from reports.formats.format import Format

FORMATS: tuple[Format, ...] = (html.FORMAT,)
"""Every format a report can take, in the order they are offered."""
