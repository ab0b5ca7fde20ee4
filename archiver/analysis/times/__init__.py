"""The reader of times: atoms (rules beside their examples), then phrases, then the answer. Face: analysis/dates.py."""
