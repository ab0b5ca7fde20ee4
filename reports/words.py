"""The words people read in place of identifiers; no label here can be taken for a verdict or a term of law."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from msgspec.structs import replace

from reports.dossier import Compared, File, Grade, Obligation, Ref, Sentence, Side, Words

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "requirement": "提出要求",
        "quote": "报价或议价",
        "commitment": "表示将…",
        "deadline": "提到期限",
        "change_request": "提出变更",
        "approval": "表示同意",
        "rejection": "表示不同意",
        "delivery": "发送成果",
        "progress": "告知进度",
        "acceptance": "对成果表示满意",
        "defect": "对成果提出异议",
        "payment": "付款或确认收款",
        "payment_request": "请求付款",
        "payment_refusal": "表示不付、少付或附条件",
        "reminder": "催促",
        "extension_request": "提出或告知延后",
        "refund_request": "请求退款",
        "termination": "表示不再继续",
        "warranty": "说明售后",
        "revision_limit": "说明修改次数",
        "admission": "对己不利的陈述",
        "overpromise": "绝对化表述",
        "sensitive_data": "含个人或账户信息",
    }
)
"""What the chronology calls an act. A reminder that names a date may be shown as 催告."""

OWN_EDITION_ACTS = frozenset({"overpromise", "sensitive_data"})
"""Acts that are warning signs: shown in the own edition only."""

JUDGING = (
    "承认", "自认", "欺骗", "欺诈", "诈骗", "违约", "拒付", "失联", "跑路", "擅自", "虚假宣传", "篡改", "伪造",
    "仲裁", "裁决", "验收合格", "已存证", "解除合同", "解除协议",
)  # fmt: skip
"""Words that judge. They may be quoted; the report's own sentences never use them."""

SIDES: Mapping[Side, str] = MappingProxyType(
    {"client": "委托方（客户）", "provider": "承接方（服务者）", "arbiter": "调处人", "other": "其他人"}
)
GRADES: Mapping[Grade, str] = MappingProxyType(
    {
        "promised": "仅表示将会",
        "claimed": "单方称",
        "confirmed": "对方表示收到",
        "notice": "QQ 系统提示",
        "bill": "账单",
    }
)
EDITIONS = MappingProxyType({"own": "自用版", "submit": "提交版", "group": "群内版"})
WEIGHTS = MappingProxyType({"fact": "记录", "claim": "说法", "inference": "推断"})
STATES = MappingProxyType(
    {"undisputed": "另一方有回应，未见不同意", "disputed": "双方说法不同", "unanswered": "一方未回应"}
)

_SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])")

_SHORT = 40

_DONE = MappingProxyType(
    {
        "deliver": "交付",
        "pay": "付款",
        "fix": "修改",
        "refund": "退款",
        "support": "提供售后",
        "report": "告知进展",
        "supply": "提供资料",
        "review": "给出反馈",
    }
)


def task(obligation: Obligation) -> str:
    """Name what is to be done: 交付：首页 3 张; the kind alone is not said twice."""
    kind = _DONE[obligation.kind]
    return obligation.what if obligation.what.startswith(kind[:2]) else f"{kind}：{obligation.what}"


def standing(obligation: Obligation) -> str:
    """Say what the record shows of an obligation, without judging it."""
    done = f"记录显示已{_DONE[obligation.kind]}"
    if obligation.paid and obligation.status in ("kept", "unmet", "open"):
        return f"记录显示已付 {obligation.paid}，未见其余"
    match obligation.status:
        case "kept":
            return done
        case "late" if obligation.late_days is None:
            return f"{done}，晚于约定"
        case "late":
            return f"{done}，晚于约定 {obligation.late_days} 天"
        case "unmet":
            return "所提供记录中未见履行"
        case "open":
            return "至记录末尾尚无定论"
        case "superseded":
            return "已由后来的约定代替，或双方表示不再继续"


def plainly(sentence: Sentence) -> Sentence:
    """Return a statement for a place whose heading says already whose words it holds."""
    return replace(sentence, weight="fact", basis="", score=None)


def said(sentence: Sentence) -> Sentence:
    """Return the quotations of a statement alone, as one finds them in the client: no reading of a sum or a date."""
    return replace(plainly(sentence), parts=tuple(part for part in sentence.parts if isinstance(part, Words | Ref)))


def quotes(sentence: Sentence, words: str) -> bool:
    """Say whether a statement quotes just these words, so that they need not be said before it."""
    return any(cite.quote.strip() == words.strip() for cite in sentence.citations())


def statement(one: Compared) -> str:
    """Say what a file shows beside a figure of the talk; `reports.reread.figures` reads it again."""
    verdict = "不作比较" if one.same is None else "相符" if one.same else "不同"
    return f"{one.file} 显示：{one.found}；与说到的「{one.agreed}」{verdict}"


def spaced(words: str) -> str:
    """Set a space between Chinese and Latin letters or figures, as the report's own sentences are written.

    For words of the program alone: a quotation is never touched.
    """
    return _SEAM.sub(" ", words)


def short(words: str) -> str:
    """Return at most 40 characters of words that stand whole elsewhere."""
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def yuan(value: str | None) -> str:
    """Write a decimal string as a sum: 1,200 元. None is 记录未载明金额.

    Raises ValueError for anything that is no number.
    """
    if value is None:
        return "记录未载明金额"
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    sign = "−" if number < 0 else ""
    return f"{sign}{abs(number).normalize():,f} 元"


def size(file: File) -> str:
    """Write the size of a file: exact bytes with a rounded figure, or the rounded figure the export prints."""
    if file.size is None:
        return file.size_text or "大小未载明"
    return volume(file.size)


def volume(count: int) -> str:
    """Write a number of bytes: 812 字节, 2.30 MB（2,411,724 字节）."""
    exact = f"{count:,} 字节"
    for unit, scale in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= scale:
            return f"{count / scale:.2f} {unit}（{exact}）"
    return exact


def weight_mark(sentence: Sentence) -> str:
    """Return the mark before a statement: none for what the record shows, 说法 and 推断 for the others."""
    return "" if sentence.weight == "fact" else WEIGHTS[sentence.weight]
