"""The one kind of fault that a user sees, always with what to do about it."""


class CaseError(Exception):
    """Something a user can mend: `what` happened, and the `remedy`, each one Chinese sentence without full stop."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}。{remedy}。")
        self.what = what
        self.remedy = remedy
