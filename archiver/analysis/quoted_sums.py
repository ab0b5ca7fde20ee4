"""What a quoted sum is, where its reading left that open: the whole price, a part of it, an extra, money back."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from msgspec.structs import replace

from archiver.analysis.amounts import AmountExpression, amount_of, read_amounts
from archiver.analysis.finding import Act, Amount, AmountRole, Finding
from archiver.analysis.script import plain

BEFORE, AFTER = 8, 5
"""How many characters around a sum tell its role."""
LONG = 14
"""How far before a sum it is told that it is what is left."""
RECENT = 14
"""How many messages a request for a change makes a new sum its price."""

HAGGLED = 4
"""How many messages on a lower sum is a bid for what was asked on top of the price."""
SHARED = 4
"""How many messages on a sum may be the share that was named of the price."""

_HALF = Decimal(50)
LEAST = 20
"""A number below this is no price of a whole work."""

PIECE = (
    r"(?:面|张|条|个|节|页|字|千字|集|首|小时|次|款|份|只|本|p|块牌|页面|分钟|秒|课时|单|回|处|章|晚|平|篇|遍|幅|讲|堂"
    r"|句|台|户|桌|盏|棵|间|扇|双|条|样|根|斤|箱|盒|趟|天)"
)
"""What work is counted by."""
_ROLES: tuple[tuple[AmountRole, re.Pattern[str]], ...] = (
    ("refund", re.compile(r"(?<!各)退(?!一步|让)|还我|返")),
    ("unit", re.compile(
        rf"(?:(?<!十)[一每/单]|(?<!\d)1){PIECE}[^，。\s]{{0,2}}※|※[^，。\s]{{0,2}}(?:[一每/]|1){PIECE}|单价|按{PIECE}"
        rf"|※[，\s]?先来[一二两三四五六七八九十\d]+{PIECE}",
        re.IGNORECASE,
    )),
    ("discount", re.compile(r"(?:少|便宜|让|抹(?!零)|优惠|减)(?!一?[点些到价])[^，。]{0,3}※|※[^，。]{0,1}折")),
    ("balance", re.compile(r"(?:尾款?|剩|余|完[事工成]?|后)[^，。]{0,5}※|※[^，。]{0,2}尾款")),
    ("deposit", re.compile(
        r"(?:先|定金?|订金?|(?<![一二两三四五六七八九十几每\d])首付?|头款|预付|开工|起[稿步])[^，。]{0,5}※|※[^，。\s]{0,3}(?:定金|订金|起|开工)"
        r"|(?<![减让])※先(?:放|压|给|付|打|转|交)"
    )),
    ("extra", re.compile(r"(?:加(?!急|印|班)|另[收算要]|(?<!最)多[收给]|再[收给])[^，。]{0,3}※")),
)  # fmt: skip

# 那总价3650 上线的时候付1150
_OF_WHOLE = re.compile(r"[付给结转打补][你我您]?\s?※")
_OFF: tuple[AmountRole, ...] = ("penalty", "discount")
# 统计200 回归300 写报告500 加起来1150
ADDED_UP = re.compile(r"加起来|[一总]共|合计|总计")
# 分三次付 开工1000 前10节交了1000 全部交完800
_IN_PARTS = re.compile(r"分(?:[两二三四五]|\d)[次期笔]")
# 先付270 全部交完第二天付400 · 先转130 做完当天转130
_ONCE_DONE = re.compile(
    r"[再后还][付给转结打补清]\s?[你我您]?\s?※|(?:[交做弄写画拍剪搞出装修][完好齐稿图片货来了]|[好完]了|到[手家]|完[成工稿]|定稿|过稿|验收|上线|结束|收到|拿到|到货|满意|当[天日晚]|那天|第二天|时候?|[完好了]?[后再])"
    r"[^，,。\d]{0,6}?(?:[付给转结打补清]\s?[你我您]?\s?)?※"
)
_LEFT = re.compile(r"(?:剩|余下|还差|还欠)[^，。！!]*※")

# 剩200付180 · 你再补我四百: money that is still to be paid
_PAYS = re.compile(r"付|[补欠][我给]|给我|尾款")

# 检查费50 · 送货上门费30 · 30运费: taken for something beside the work
_FEES = "检[查测]|上门|出诊|跑腿|快递|运|邮"
_FEE = re.compile(rf"(?:{_FEES}|打车)费[要是收另]?\s?※|※[块元]?的?(?:{_FEES})费")
_APART = re.compile(r"另|外加|单独|单算")


class Sums:
    """Reads the sums of a talk in order; what came before tells what a bare sum is."""

    def __init__(self) -> None:
        self._total: Decimal | None = None
        self._priced = False
        self._taken = False
        self._disputed = False
        self._mended = False
        self._refunding = False
        self._change = -RECENT - 1
        self._shares: deque[tuple[int, Decimal]] = deque(maxlen=SHARED)
        self._on_top: deque[tuple[int, Decimal]] = deque(maxlen=SHARED)

    def read(self, index: int, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the findings of one message with a role for every quoted sum; stated roles stand."""
        named = (*findings, *_unnamed(text, findings))
        quoted = [f.amount for f in named if f.act == "quote" and f.amount is not None]
        seen: Counter[str] = Counter()
        self._quarrel(findings)
        roled = [self._roled(index, text, finding, quoted, seen) for finding in named]
        found = [*roled[: len(findings)], *(one for one in roled[len(findings) :] if self._belongs(one, quoted))]
        found = _one_first_part(found)
        self._note(index, found)
        return tuple(found)

    def _belongs(self, finding: Finding, quoted: Sequence[Amount]) -> bool:
        """Tell whether a sum that no finding holds is the whole or a part of what the message adds up."""
        return finding.amount is not None and self._part(finding.amount, quoted) is not None

    def _roled(self, index: int, text: str, finding: Finding, quoted: Sequence[Amount], seen: Counter[str]) -> Finding:
        amount = finding.amount
        if finding.act != "quote" or amount is None or amount.kind == "number":
            return finding
        if finding.status == "corrected" and amount.role is not None:
            return finding  # a person said what the sum is
        nth = seen[amount.text]
        seen[amount.text] += 1
        if amount.role in (None, "total") and _FEE.search(_around(text, amount, nth)):
            return replace(finding, amount=replace(amount, role="extra"))
        if amount.role is not None:
            return replace(finding, amount=replace(amount, role=self._stated(index, text, amount, quoted, nth)))
        return replace(finding, amount=replace(amount, role=self._role(index, text, amount, quoted, nth)))

    def _role(self, index: int, text: str, amount: Amount, quoted: Sequence[Amount], nth: int) -> AmountRole:
        around = _around(text, amount, nth)
        if amount.kind == "percent":
            share = _named(around)
            return share if share in ("refund", "discount", "balance") else "deposit"
        part = self._part(amount, quoted)
        named = _named(around)
        if part is None and named in (None, "balance") and _follows_first(text, amount, nth, quoted):
            return "balance"
        beside = self._beside(index, text, around, amount, quoted) if part is None and named is None else None
        if beside is not None:
            return beside
        if part is None and _IN_PARTS.search(text) and len(quoted) > 1:
            return "instalment"
        if named == "extra" and self._total is None:
            named = None
        if part is None and self._taken and _OF_WHOLE.search(around) and any(one.role in _OFF for one in quoted):
            return "settlement"  # 扣300 付3320行吗
        known = self._total is not None or len(quoted) > 1
        if named == "discount" and known and not self._taken and self._whole(amount, quoted):
            named = None
        if named is not None and not (named == "deposit" and part == "total"):
            return named
        return part or self._bare(index, text, amount)

    def _beside(
        self, index: int, text: str, around: str, amount: Amount, quoted: Sequence[Amount]
    ) -> AmountRole | None:
        """Return what a sum that no word names is beside a share or a larger sum that is said to be the whole."""
        if self._is_share(amount, index, text):
            return "deposit"
        if not _is_less(amount, quoted):
            return None
        if self._comes_on_top(amount, quoted):
            return "extra"
        if _OF_WHOLE.search(around):
            return "balance"
        return "instalment" if ADDED_UP.search(text) else None

    def _comes_on_top(self, amount: Amount, quoted: Sequence[Amount]) -> bool:
        """Tell whether a sum and the price make up the new whole that is said beside it: 45吧 加前面的一共345."""
        own = decimal_of(amount.value)
        if own is None or self._total is None or not self._taken:
            return False
        return any(decimal_of(one.value) == self._total + own for one in quoted if one.role == "total")

    def _bare(self, index: int, text: str, amount: Amount) -> AmountRole:
        """Return what a sum alone is, by what the talk has come to."""
        if self._taken and self._disputed:
            return "extra" if self._haggles(index, amount) else self._ending(text)
        extra = self._taken and self._total is not None and index - self._change <= RECENT
        return "extra" if extra else "total"

    def _haggles(self, index: int, amount: Amount) -> bool:
        """Tell whether a sum is a bid for what was just asked on top, and ends no quarrel: 加4页320 · 300行不."""
        own = decimal_of(amount.value)
        asked = [value for at, value in self._on_top if index - at <= HAGGLED]
        return own is not None and any(own <= value <= own * 2 for value in asked)

    def _stated(self, index: int, text: str, amount: Amount, quoted: Sequence[Amount], nth: int) -> AmountRole | None:
        """Return the role that the words of a sum state, unless the talk has not come that far.

        Before a price is taken nothing can be settled, and what is said to be added up or taken off may be the price
        itself (折中1350 · 30页1350，加海报2250 · 1575 抹零1500); once it is taken, what is left of it is no new price
        (剩下的连茶台一共1030), and in a dispute a sum for the whole is an offer to settle.
        """
        part = self._part(amount, quoted)
        in_parts = len(quoted) > 2 and _IN_PARTS.search(text) and not ADDED_UP.search(text)
        if amount.role == "total" and part != "total" and in_parts:
            return "instalment"
        if self._taken:
            if amount.role == "total" and "半" in text and _is_half(amount, quoted):
                return "instalment"  # 尾款801 一半就是400
            if amount.role == "total" and _LEFT.search(_around(text, amount, nth, LONG)):
                return "balance"
            if amount.role == "settlement" or (amount.role == "total" and self._disputed):
                return self._ending(text)
            return amount.role
        if part == "total" or (part is not None and amount.role in ("total", "deposit")):
            return amount.role if part != "total" and amount.role == "deposit" else part
        if amount.role == "unit" and len(quoted) == 1 and self._answers_whole(amount):
            return "total"
        if amount.role == "settlement":
            return self._role(index, text, amount, quoted, nth)
        if amount.role in ("extra", "discount") and not _APART.search(_around(text, amount, nth)):
            return "total" if self._whole(amount, quoted) else amount.role
        return amount.role

    def _answers_whole(self, amount: Amount) -> bool:
        """Tell whether a sum bids for the whole that was just named, though a piece stands beside it: 一场 700吧."""
        own = decimal_of(amount.value)
        return own is not None and self._total is not None and own <= self._total < own * 2

    def _is_share(self, amount: Amount, index: int, text: str) -> bool:
        """Tell whether a sum is a share of the price that was just spoken of: 一半是4750对吧 · 七成是805.

        Half of the price is often bid for all of it; so a half must be named in the message itself.
        """
        own = decimal_of(amount.value)
        if own is None or self._total is None:
            return False
        if "半" in text and own * 2 == self._total:
            return True
        shares = (found for found in _amounts(text) if found.kind == "percent" and found.role != "discount")
        named = (decimal_of(found.percent) for found in shares)
        late = (share for at, share in self._shares if index - at <= SHARED and share != _HALF)
        return any(share is not None and share * self._total == own * 100 for share in (*named, *late))

    def _ending(self, text: str) -> AmountRole:
        """Tell what a sum that is to end a quarrel is: money back where the quarrel is about that, unless words pay."""
        return "refund" if self._refunding and not _PAYS.search(text) else "settlement"

    def _whole(self, amount: Amount, quoted: Sequence[Amount]) -> bool:
        """Tell whether a sum is too large to come on top of what has been quoted."""
        own = decimal_of(amount.value)
        others = [value for other in quoted if other is not amount and (value := decimal_of(other.value)) is not None]
        if own is None or (self._total is None and not others):
            return own is not None and not self._priced
        return own * 2 > max((*others, self._total or 0))

    def _part(self, amount: Amount, quoted: Sequence[Amount]) -> AmountRole | None:
        """Tell parts from the whole where several sums of a message add up to one of them, or to the price."""
        values = [value for other in quoted if (value := decimal_of(other.value)) is not None]
        own = decimal_of(amount.value)
        if own is None or len(values) < 2:
            return None
        largest = max(values)
        if len(values) > 2 and sum(values) == 2 * largest:
            return "total" if own == largest else "instalment"
        first = [
            v for o in quoted if o.role == "deposit" and o is not amount and (v := decimal_of(o.value)) is not None
        ]
        if amount.role is None and any(one + own in (self._total, largest) for one in first):
            return "balance"
        return "instalment" if self._total is not None and sum(values) == self._total else None

    def _quarrel(self, findings: Sequence[Finding]) -> None:
        """Note that a message finds fault, before its own sums are read: 最多给一半 is a bid to settle."""
        if any(f.act in ("defect", "refund_request", "payment_refusal", "termination") for f in findings):
            self._disputed, self._mended = self._taken, False

    def _calm_down(self, index: int, acts: set[Act]) -> None:
        """Note a new wish, and whether a quarrel is over: work was taken, or handed over again and built upon."""
        if "change_request" in acts:
            self._change = index
            self._disputed = self._disputed and not self._mended
        if "acceptance" in acts:
            self._disputed = False
        self._mended = self._mended or "delivery" in acts

    def _note(self, index: int, findings: Sequence[Finding]) -> None:
        put = self._total is not None  # before this message: 可以的 全套680 takes nothing
        self._calm_down(index, {finding.act for finding in findings})
        for finding in findings:
            if finding.act in ("payment_request", "payment_refusal"):
                self._refunding = False
            elif _back(finding):
                self._refunding = True
            if finding.act in ("payment", "delivery") or (finding.act == "approval" and put):
                self._taken = True
            if finding.act == "quote" and finding.amount is not None:
                self._priced = True
                value, share = decimal_of(finding.amount.value), decimal_of(finding.amount.percent)
                if share is not None:
                    self._shares.append((index, share))
                if finding.amount.role == "extra" and value is not None:
                    self._on_top.append((index, value))
                if finding.amount.role == "total" and value is not None and value >= LEAST:
                    self._total = value


def _follows_first(text: str, amount: Amount, nth: int, quoted: Sequence[Amount]) -> bool:
    """Tell whether a sum is what comes after the first part, by words that say when: 先转130 做完当天转130."""
    firsts = [one.text for one in quoted if one.role == "deposit" and one is not amount and one.text in text]
    place = _place(text, amount, nth)
    ahead = place[0] if place else len(text)
    after_one = any(text.find(one) < ahead for one in firsts)
    return after_one and _ONCE_DONE.search(_around(text, amount, nth, LONG)) is not None


def _is_less(amount: Amount, quoted: Sequence[Amount]) -> bool:
    """Tell whether a sum stands beside a larger one that is said to be the whole."""
    own = decimal_of(amount.value)
    wholes = [value for other in quoted if other.role == "total" and (value := decimal_of(other.value)) is not None]
    return own is not None and any(own < whole for whole in wholes)


def _is_half(amount: Amount, quoted: Sequence[Amount]) -> bool:
    """Tell whether a sum is half of another one of its message, give or take a yuan."""
    own = decimal_of(amount.value)
    others = (value for one in quoted if one is not amount and (value := decimal_of(one.value)) is not None)
    return own is not None and any(abs(own * 2 - value) <= 1 for value in others)


def _one_first_part(found: Sequence[Finding]) -> list[Finding]:
    """Return the quotes of a message with one first part: what 付 leads to after it is a later part or the rest."""
    firsts = [place for place, one in enumerate(found) if _is_first_part(one)]
    later = [place for place in firsts[1:] if (amount := found[place].amount) is not None and amount.term is None]
    read = list(found)
    rest = any(one.act == "quote" and one.amount is not None and one.amount.role == "balance" for one in found)
    for place in later:
        amount = read[place].amount
        if amount is not None:
            role: AmountRole = "instalment" if rest or place != later[-1] else "balance"
            read[place] = replace(read[place], amount=replace(amount, role=role))
    return read


def _is_first_part(finding: Finding) -> bool:
    amount = finding.amount
    return finding.act == "quote" and finding.status != "corrected" and amount is not None and amount.role == "deposit"


def _back(finding: Finding) -> bool:
    """Tell whether a finding turns the quarrel to money back: sums that are named bare are bids for it from then on."""
    quoted = finding.act == "quote" and finding.amount is not None and finding.amount.role == "refund"
    return quoted or finding.act == "refund_request"


def _unnamed(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return a finding for each sum of a message that quotes, where no finding holds it: parts explain each other."""
    quote = next((f for f in findings if f.act == "quote" and f.amount is not None), None)
    if quote is None or quote.status == "corrected":
        return ()
    held = {f.amount.value for f in findings if f.amount is not None}
    read = (amount_of(found) for found in _amounts(text))
    return tuple(
        replace(quote, amount=amount)
        for amount in read
        if amount.kind == "money" and amount.value is not None and amount.value not in held
    )


@lru_cache(maxsize=64)
def _amounts(text: str) -> tuple[AmountExpression, ...]:
    """Read the sums of a message once, though several questions are asked of them."""
    return read_amounts(text)


def decimal_of(value: str | None) -> Decimal | None:
    """Read a decimal string; None for none and for what is no number."""
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def _named(around: str) -> AmountRole | None:
    return next((role for role, words in _ROLES if words.search(around)), None)


def _around(text: str, amount: Amount, nth: int, before: int = BEFORE) -> str:
    """Return what stands around a sum, the sum itself as ※; all of a text that does not hold it as it was read."""
    place = _place(text, amount, nth)
    if place is None:
        return text + "※"
    start, end = place
    return text[max(0, start - before) : start] + "※" + text[end : end + AFTER]


def _place(text: str, amount: Amount, nth: int) -> tuple[int, int] | None:
    """Return where a sum stands; of equal sums in one message, the `nth`, or the last where there are fewer."""
    words = plain(amount.text)
    at = text.find(words) if words else -1
    if at < 0:
        return None
    for _ in range(nth):
        later = text.find(words, at + 1)
        at = later if later >= 0 else at
    return at, at + len(words)
