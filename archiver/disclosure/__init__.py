"""Disclosures: some messages of a sealed case, proved against the seal's pinned line, while all others stay closed."""
