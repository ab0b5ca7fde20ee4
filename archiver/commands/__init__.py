"""One command a file: its arguments, one call, its output."""
