"""Finding words in a case or in the results of a batch: an index that may be thrown away at will."""
