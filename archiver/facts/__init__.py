"""Plain facts about files in hand - pages, words, sizes, contents - and the words of the talk they stand beside.

Facts are about the file as it lies there; whoever holds it can change it, and none of them says whether work is good.
"""
