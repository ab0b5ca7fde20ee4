"""Evidence that would settle what the log leaves open, and who should hold it."""

from collections.abc import Iterable, Sequence

from archiver.analysis.entry import Delivery, Hole, Obligation, Payment, Wanted
from archiver.analysis.finding import Role

_SIDES: dict[Role, str] = {"client": "买方", "provider": "卖方", "arbiter": "调处人", "other": "他人"}


def wanted(
    paid: Sequence[Payment], handed: Sequence[Delivery], owed: Sequence[Obligation], left: Sequence[Hole]
) -> tuple[Wanted, ...]:
    """Return what should be looked for, with the messages that give rise to it."""
    return (*_money(paid), *_work(handed), *_channels(left), *_open(owed))


def _money(paid: Sequence[Payment]) -> Iterable[Wanted]:
    for payment in paid:
        if payment.grade in ("claimed", "confirmed"):
            yield Wanted("该笔款项的电子回单或账单", f"付款的{_SIDES[payment.by]}及其支付平台", payment.refs)
        elif payment.value is None:
            yield Wanted("该笔款项的金额（账单或收款记录）", "双方及支付平台", payment.refs)


def _work(handed: Sequence[Delivery]) -> Iterable[Wanted]:
    for delivery in handed:
        if delivery.grade == "claimed":
            yield Wanted("交付内容本身及其发送记录（邮箱、网盘、平台）", f"{_SIDES[delivery.by]}", (delivery.ref,))
        elif delivery.receipt is None and delivery.name is not None and delivery.sha256 is None:
            yield Wanted("收到的文件原件", "收发文件的双方", (delivery.ref,))


def _channels(left: Sequence[Hole]) -> Iterable[Wanted]:
    names: dict[str, list[str]] = {}
    for hole in left:
        if hole.ref is not None:
            names.setdefault(hole.channel, []).append(hole.ref)
    for channel, refs in names.items():
        what = f"{channel}的录音或双方对内容的说明" if "语音" in channel else f"{channel}上的记录"
        yield Wanted(what, "双方", tuple(refs))


def _open(owed: Sequence[Obligation]) -> Iterable[Wanted]:
    for entry in owed:
        if entry.status == "unmet" and entry.made is not None:
            yield Wanted("已经履行的任何记录（如有）", f"应履行的{_SIDES[entry.debtor]}", (entry.made,))
