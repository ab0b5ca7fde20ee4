"""How to write a repeated group that gives nothing back.

Before Python 3.11.5 a possessive group does not give back what its last, failed turn took (gh-106052): `(?:"[^"]*")*+`
ends inside an open string. There the group is repeated greedily instead; it ends at the same place, with more memory.
"""

import sys
from typing import Final

OVER: Final = "*+" if sys.version_info >= (3, 11, 5) else "*"
"""Written behind a group in place of `*+`."""
