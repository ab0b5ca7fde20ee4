"""The seal: a copy of a case in a BagIt bag that strangers can check, pinned by one line kept elsewhere."""
