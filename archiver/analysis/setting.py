"""What surrounds a promise: what the other side just said, and where the deal stands."""

from archiver.analysis.book import Book
from archiver.analysis.kinds import Setting
from archiver.analysis.matter import Matter, Turn, other_side

NEAR = 8
"""How many messages back the other side's words still tell what a promise is about."""
HEARD = 4


def heard_before(matter: Matter, turn: Turn) -> list[Turn]:
    """Return what the other side just said, the latest first."""
    near = matter.turns[max(0, turn.index - NEAR) : turn.index]
    return [earlier for earlier in reversed(near) if earlier.role == other_side(turn.role)][:HEARD]


def setting_of(matter: Matter, book: Book, turn: Turn) -> Setting:
    """Return what helps to tell a promise's kind."""
    before = heard_before(matter, turn)
    worked = not book.waiting("provider", "deliver")
    owing = any(worked or book.bonds[place].due is not None for place in book.waiting("client", "pay"))
    return Setting(
        disputed=book.blamed is not None,
        blamed=any(earlier.has("defect") for earlier in before),
        refunding=book.refunding,
        before=" ".join(earlier.text for earlier in before[:2]),
        money_asked=any(earlier.has("payment_request", "payment_refusal") for earlier in before),
        changing=any(earlier.has("change_request") for earlier in before),
        shown=book.shown,
        handed=book.shown and worked,
        owing=owing and not book.waiting("client", "supply"),
    )
