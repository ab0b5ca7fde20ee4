"""Which of the usual terms the log never settles."""

from typing import get_args

from archiver.analysis.entry import Agreement, Term


def missing(agreement: Agreement) -> tuple[Term, ...]:
    """Return the terms that stand nowhere in the agreement."""
    terms: tuple[Term, ...] = get_args(Term)
    return tuple(term for term in terms if getattr(agreement, term) is None)
