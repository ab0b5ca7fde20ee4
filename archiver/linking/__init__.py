"""What a record beside the talk has to do with a message: pure functions, each tie with its strength.

No tie is chosen where two fit equally well; then all candidates are named and a person decides.
"""
