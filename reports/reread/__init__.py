"""Reading finished reports back, form by form, to hold what a reader sees in them against the record.

Nothing is believed: of documents that people read, the visible words are taken, not what is embedded beside them.
"""
