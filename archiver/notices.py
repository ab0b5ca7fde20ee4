"""What each notice means, in the words that people read."""

from typing import Final

MEANINGS: Final[dict[str, str]] = {}
"""Notice code → one Chinese sentence without full stop."""
