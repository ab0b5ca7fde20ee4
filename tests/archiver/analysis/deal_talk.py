"""Talks with their acts written out by hand, for the ledgers: what was read is given, what it adds up to is tested.

`Talk` takes one message a call: `talk.b("2024-03-05 10:20", "7天内能交吗", "deadline?", due="2024-03-12")`. Acts with
`>n` answer message n; `deadline?` asks, `deadline!` demands. Account A is the provider's, B the client's.
"""

from collections.abc import Mapping
from datetime import datetime

from archiver.analysis.deals import settle
from archiver.analysis.entry import Deal, Ledger, Obligation
from archiver.analysis.finding import Act, Amount, AmountRole, AnchorEvent, By, Due, Finding, Mood, Role
from archiver.analysis.talk import Line
from parsers.message import Attachment, Kind, Money

A, B, C, D = "9000000001", "9000000002", "9000000003", "9000000004"
SIDES: Mapping[str, Role] = {A: "provider", B: "client"}
_MOODS: Mapping[str, Mood] = {"?": "asked", "!": "demanded"}


class Talk:
    """A talk in the making."""

    def __init__(self, chat: str = "c1") -> None:
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self._chat = chat

    def a(self, at: str, text: str, *acts: str, **fields: str | int | None) -> None:
        """Let the provider speak."""
        self.say(A, at, text, *acts, **fields)

    def b(self, at: str, text: str, *acts: str, **fields: str | int | None) -> None:
        """Let the client speak."""
        self.say(B, at, text, *acts, **fields)

    def say(self, who: str, at: str, text: str, *acts: str, **fields: str | int | None) -> None:
        """Add a message: `due` `after` `within` `every` of its date, `amt` like 300:deposit or 30%, `file`, `pay`."""
        ref = f"1:{len(self.lines) + 1}"
        file, paid, reply = fields.get("file"), fields.get("pay"), fields.get("reply")
        kind: Kind = "file" if file else "transfer" if paid else "text"
        when = datetime.fromisoformat(at)
        files = (Attachment("file", str(file), event=str(fields.get("event") or "sent")),) if file else ()
        money = Money("transfer", str(paid)) if paid else None
        system = who == "sys"
        self.lines.append(
            Line(
                ref, self._chat, who, "系统消息" if system else f"名{who[-1]}", when, kind, text, ((0, len(text)),),
                reply=f"1:{reply}" if reply else None, files=files, money=money, system=system,
            )
        )  # fmt: skip
        for number, act in enumerate(acts):
            self.findings.extend(_findings(ref, text, who, act, number, fields))

    def deal(self, given: Mapping[str, Role] | None = None) -> Deal:
        """Settle, and return the only deal."""
        (deal,) = settle(self.lines, self.findings, SIDES if given is None else given).deals
        return deal

    def ledger(self) -> Ledger:
        """Settle, and return the ledger of the only deal."""
        return self.deal().ledger

    def price(self) -> str | None:
        """Return the price as last agreed in the only deal."""
        price = self.ledger().agreement.price
        return None if price is None else price.value

    def owed(self, debtor: Role, kind: str) -> list[Obligation]:
        """Return the obligations of one kind."""
        return [entry for entry in self.ledger().obligations if (entry.debtor, entry.kind) == (debtor, kind)]


def _findings(
    ref: str, text: str, who: str, spoken: str, number: int, fields: Mapping[str, str | int | None]
) -> list[Finding]:
    name, _, target = spoken.partition(">")
    mood = _MOODS.get(name[-1], "said")
    act: Act = name.rstrip("?!")  # type: ignore[assignment]  # tests spell acts right, or fail
    due = _due(text, fields, number) if act == "deadline" else None
    sums = str(fields.get("amt") or "").split()
    amounts = [_amount(words) for words in sums] if act in _WITH_SUMS and sums else [None]
    return [
        Finding(
            f"f:{ref}.{number}.{place}", act, "finding", ref, (ref,), None, None, By(None, who), mood,
            f"1:{target}" if target else None, due, amount,
        )
        for place, amount in enumerate(amounts if act == "quote" else amounts[:1])
    ]  # fmt: skip


_WITH_SUMS = ("quote", "payment", "payment_request", "payment_refusal", "refund_request", "commitment")


def _due(text: str, fields: Mapping[str, str | int | None], number: int) -> Due:
    """Return the date of a message; of several, parted by blanks, that of act `number`, where the first act is none."""
    named = {key: str(fields[key]) for key in ("due", "within", "every") if fields.get(key)}
    if " " in named.get("due", ""):
        named["due"] = named["due"].split()[number - 1]
    after: AnchorEvent | None = fields.get("after")  # type: ignore[assignment]  # as above
    return Due(text, due=named.get("due"), after=after, within=named.get("within"), every=named.get("every"))


def _amount(words: str) -> Amount:
    value, _, role = words.partition(":")
    named: AmountRole | None = role or None  # type: ignore[assignment]  # as above
    if value.endswith("%"):
        return Amount(value, "percent", percent=value[:-1], role=named)
    return Amount(value, "money", value, role=named)
