"""Leaves out what cannot carry an act, so that the readers behind it see a fraction of a long chat."""

from archiver.analysis.rule import Fact
from archiver.analysis.talk import Line


class Gate:
    """Decides for each message of one chat whether it is worth reading."""

    def passes(self, line: Line, facts: frozenset[Fact]) -> bool:
        """Tell whether `line` may carry an act."""
        return bool(line.own or line.money or line.files or facts)
