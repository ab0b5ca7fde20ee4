"""Screenshots of chats, read by machine: lines of text with boxes, who said them by their side, times as printed.

A picture is no export: what is read from it is what a program took the pixels for. It is not among FORMATS, since
recognising one means reading it; who opens files asks `read_screen` for pictures only.
"""

from parsers.screens.screen import NoChatError, Screen, ScreenLine, is_picture, read_screen
from parsers.screens.talk import NAME, TITLE, transcript

__all__ = ["NAME", "TITLE", "NoChatError", "Screen", "ScreenLine", "is_picture", "read_screen", "transcript"]
