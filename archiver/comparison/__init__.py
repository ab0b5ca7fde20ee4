"""Two exports of one talk: what differs, what may be the innocent cause, and what else speaks of it."""
