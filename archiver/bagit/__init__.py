"""BagIt (RFC 8493): a folder of files with lists of their digests, which many programs can check."""
