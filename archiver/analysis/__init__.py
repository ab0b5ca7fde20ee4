"""Text to findings to ledgers: pure functions, no file, no clock, no zone of the machine."""
