"""Two exports of one talk, message by message: pure functions, near-linear in the number of messages."""
