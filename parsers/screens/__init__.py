"""Screenshots of chats, read by machine: lines of text with boxes, who said them by their side, times as printed.

A picture is no export: what is read from it is what a program took the pixels for. It is not among FORMATS, since to
recognise one is to read it. `seen` holds the values, `screen` reads a picture (with the extra `ocr`), `talk` tells of
it as a transcript.
"""
