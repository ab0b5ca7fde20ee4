"""What a group may not see: found in the words, replaced by marks, and searched for again in every finished byte."""
