"""A labelled case as analysis sees it: its lines, and its labels as findings.

The ledgers are measured on the labels of the authors, so that an error of reading and an error of reckoning are told
apart. Message `n` is "1:n".
"""

from collections.abc import Iterator

from archiver.analysis.dates import in_days
from archiver.analysis.finding import Act, Amount, By, Due, Finding
from archiver.analysis.talk import Line
from archiver.corpus.labelled import SYSTEM, LabelledAmount, LabelledCase, Said, figure
from parsers.message import Attachment, Kind, Money

CHAT = "c1"
_MONEY_ACTS: tuple[Act, ...] = (
    "quote", "payment", "payment_request", "payment_refusal", "refund_request", "revision_limit", "commitment",
    "change_request", "approval", "rejection", "termination",
)  # fmt: skip


def ref_of(number: int) -> str:
    """Return the reference of message `number`."""
    return f"1:{number}"


def gold_lines(case: LabelledCase) -> tuple[Line, ...]:
    """Return the messages of a case."""
    return tuple(_line(case, said) for said in case.messages)


def gold_findings(case: LabelledCase) -> tuple[Finding, ...]:
    """Return the labels of a case, in the order of its messages."""
    return tuple(finding for said in case.messages for finding in _findings(case, said))


def _line(case: LabelledCase, said: Said) -> Line:
    system = said.by == SYSTEM
    account = case.accounts.get(said.by)
    return Line(
        ref=ref_of(said.n),
        chat=CHAT,
        account="10000" if account is None else account.uin,
        name="系统消息" if account is None else account.name,
        at=said.at,
        kind=_kind(said),
        text=said.text,
        own=((0, len(said.text)),) if said.text else (),
        id=str(said.n),
        reply=None if said.reply_to is None else ref_of(said.reply_to),
        files=_files(said),
        money=_money(said),
        recalled=False,
        system=system,
        outgoing=None if system else said.by == case.own,
    )


def _kind(said: Said) -> Kind:
    kinds: tuple[tuple[object, Kind], ...] = (
        (said.recall, "recall"), (said.file, "file"), (said.image, "image"), (said.video, "video"),
        (said.voice, "voice"), (said.transfer is not None, "transfer"), (said.redpacket, "redpacket"),
        (said.call, "call"), (said.card, "card"), (said.sticker, "sticker"), (said.forward is not None, "forward"),
        (said.by == SYSTEM, "system"), (said.reply_to, "reply"),
    )  # fmt: skip
    return next((kind for shown, kind in kinds if shown), "text")


def _files(said: Said) -> tuple[Attachment, ...]:
    if said.file:
        return (Attachment("file", name=said.file.name, size=said.file.size),)
    if said.receipt:
        return (Attachment("file", name=said.receipt, event="receipt"),)
    if said.image:
        return (Attachment("image"),)
    if said.video:
        return (Attachment("video"),)
    return () if said.voice is None else (Attachment("voice", seconds=said.voice),)


def _money(said: Said) -> Money | None:
    if said.transfer is not None:
        return Money("transfer", figure(said.transfer))
    if said.redpacket is None or said.redpacket is False:
        return None
    return Money("redpacket", None if said.redpacket is True else figure(said.redpacket))


def _findings(case: LabelledCase, said: Said) -> Iterator[Finding]:
    for act in said.acts:
        for number, (due, amount) in enumerate(_values(act, said)):
            target = said.targets.get(act, said.target if act in _TARGETED else None)
            yield Finding(
                id=f"f:{said.n}.{act}.{number}",
                act=act,
                status="finding",
                ref=ref_of(said.n),
                refs=(*(ref_of(n) for n in said.refs), ref_of(said.n)),
                span=(0, len(said.text)) if said.text else None,
                quote=said.text or None,
                by=By(role=None, account=case.accounts[said.by].uin),
                mood=said.mood or "said" if act == "deadline" or act == said.acts[0] else "said",
                target=None if target is None else ref_of(target),
                due=due,
                amount=amount,
                condition=said.condition,
            )


_TARGETED: tuple[Act, ...] = ("approval", "rejection", "acceptance", "defect", "payment")


def _values(act: Act, said: Said) -> list[tuple[Due | None, Amount | None]]:
    if act == "deadline":
        dues = said.dues or ((said.due,) if said.due else (None,))
        return [(_due(said, due), None) for due in dues]
    amounts = said.amounts or ((said.amount,) if said.amount else ())
    if act not in _MONEY_ACTS or not amounts:
        return [(None, None)]
    return [(None, _amount(amount)) for amount in (amounts if act == "quote" else amounts[:1])]


def _due(said: Said, due: str | None) -> Due:
    return Due(
        text=said.text, due=due, not_before=said.not_before, grain="minute" if due and "T" in due else "day",
        after=said.after, within=said.within, every=in_days(said.every) if said.every else None, vague=said.vague,
    )  # fmt: skip


def _amount(amount: LabelledAmount) -> Amount:
    return Amount(
        text="",
        kind="money" if amount.percent is None else "percent",
        value=figure(amount.value),
        min=figure(amount.min),
        max=figure(amount.max),
        percent=figure(amount.percent),
        approx=amount.approx,
        role=amount.role,
    )
