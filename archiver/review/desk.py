"""From what a person wants of a finding to the decision that the ledger keeps."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, get_args

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.amounts import amount_of, read_amounts
from archiver.analysis.chat import TARGETED, finding_id
from archiver.analysis.dates import due_of, read_times
from archiver.analysis.decisions import Decision, Place, Verdict, in_force
from archiver.analysis.finding import Act, Amount, AmountRole, Due, Finding, Understood
from archiver.analysis.talk import Line
from archiver.analyzer import Request, Studied, study
from archiver.case import Case
from archiver.errors import CaseError
from archiver.inputs import open_case
from archiver.refs import MessageRef
from reports.words import ACTS

NOTHING: Final = frozenset({"", "无", "-"})
"""What takes a value away that was read."""
LONGEST_NOTE: Final = 2_000
LONGEST_NAME: Final = 100
DATED: Final[frozenset[Act]] = frozenset({"deadline", "reminder"})
"""Acts that bear a date; a promise and its date are two findings."""
AMOUNT_ROLES: Final[Mapping[str, AmountRole]] = {
    "总价": "total", "定金": "deposit", "尾款": "balance", "分期": "instalment", "单价": "unit", "加价": "extra",
    "退款": "refund", "和解": "settlement", "违约金": "penalty", "优惠": "discount",
}  # fmt: skip
_MIXED: Final = 8
"""How far among messages of other chats a neighbour is looked for."""
_ACTS: Final[tuple[Act, ...]] = get_args(Act)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?")


class Change(Struct, frozen=True):
    """What a person puts in place of a reading: None leaves it, a word of `NOTHING` takes it away.

    `words` are those of the message that an added act stands on, all of them where it is None.
    """

    act: str | None = None
    amount: str | None = None
    amount_role: str | None = None
    due: str | None = None
    target: str | None = None
    words: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is to be changed."""
        return self == Change()


class Wish(Struct, frozen=True):
    """What a person wants: `where` is a finding's id, a message (E1-0017) or a message with an act (E1-0017:quote).

    `afresh`: the change is one of the program's reading, not of what stands by an earlier decision.
    """

    where: str
    verdict: Verdict
    change: Change = Change()
    note: str = ""
    afresh: bool = False


def act_named(words: str) -> Act | None:
    """Return the act of a label (quote) or of its Chinese words (报价或议价); None for any other text."""
    plain = words.strip().rstrip("…")
    return next((act for act in _ACTS if plain in (act, ACTS[act].rstrip("…"))), None)


def signed(text: str, longest: int, title: str) -> str:
    """Return a person's own words as they are kept. CaseError for more than the ledger is meant to hold."""
    if len(text) > longest:
        raise CaseError(f"{title}太长（{len(text)} 个字，最多 {longest}）", "请写短一些，长的说明另存文件")
    return text.encode("utf-8", "replace").decode("utf-8").strip()


class Desk:
    """One case on the desk: its findings, the decisions in force, and what is made of a wish."""

    def __init__(self, studied: Studied, decisions: Iterable[Decision]) -> None:
        self.findings = studied.analysis.findings
        self.decisions = studied.analysis.decisions
        self.held = {one.finding: one for one in in_force(decisions)}
        self.lines: Mapping[str, Line] = {line.ref: line for line in studied.lines}
        self._talk = tuple(self.lines.values())
        self._order = {ref: index for index, ref in enumerate(self.lines)}
        self._same_as = studied.united.same_as
        self._digests = {one.n: one.sha256 for one in studied.analysis.sources}
        self._by_id = {one.id: one for one in self.findings}

    @classmethod
    def of(cls, case: Case) -> "Desk":
        """Read a case as it stands."""
        inputs = open_case(case)
        request = Request().within(case)
        return cls(study(inputs.opened, request, inputs.records), request.decisions)

    def decide(self, wish: Wish, by: str = "") -> Decision:
        """Return the decision for a wish. CaseError where it fits nothing or several, or makes no sense."""
        by, note = signed(by, LONGEST_NAME, "署名"), signed(wish.note, LONGEST_NOTE, "说明")
        gone = self.held.get(wish.where)
        if wish.verdict == "withdrawn" and gone is not None:
            return replace(gone, verdict="withdrawn", read=None, by=by, note=note)
        found = self._found(wish)
        if found is None:
            return replace(self._added(wish), by=by, note=note)
        return replace(self._ruled(found, wish), by=by, note=note)

    def restored(self, finding: str, by: str) -> Decision:
        """Return the decision that makes a finding stand as it stood when it was put on the desk."""
        before = self.held.get(finding)
        if before is not None:
            return before
        found = self._by_id.get(finding)
        places = _places(found) if found else ()
        return Decision(finding, "withdrawn", self._source(places[-1].ref) if places else "", places, by=by)

    def message(self, text: str) -> Line:
        """Return the message of a reference in either spelling. CaseError where there is none."""
        if not MessageRef.is_one(text):
            raise CaseError(f"看不懂编号“{text[:40]}”", "写成 E1-0142，或读法的编号 f:…（见 --list）")
        wire = MessageRef.parse(text).wire
        line = self.lines.get(self._same_as.get(wire, wire))
        if line is None:
            raise CaseError(f"读到的会话里没有 {MessageRef.parse(text)}", "用 juzheng review 案卷 --list 查看有哪些")
        return line

    def around(self, ref: str, before: int, after: int) -> tuple[Line, ...]:
        """Return a message with what was said before and after it in its chat."""
        chat, place = self.lines[ref].chat, self._order[ref]
        near = self._talk[max(0, place - before * _MIXED) : place + 1 + after * _MIXED]
        mine = [line for line in near if line.chat == chat]
        here = next(index for index, line in enumerate(mine) if line.ref == ref)
        return tuple(mine[max(0, here - before) : here + 1 + after])

    def _found(self, wish: Wish) -> Finding | None:
        """Return the finding that is meant, None where a correction adds one."""
        if wish.where.startswith("f:"):
            found = self._by_id.get(wish.where)
            if found is None:
                raise CaseError(f"没有编号为 {wish.where[:40]} 的读法", "用 juzheng review 案卷 --list 查看编号")
            return found
        ref, _, label = wish.where.rpartition(":")
        act = act_named(label) if ref and MessageRef.is_one(ref) else None
        if ref and MessageRef.is_one(ref) and act is None:
            raise CaseError(f"不认识行为“{label[:20]}”", f"可用：{'、'.join(_ACTS)}")
        line = self.message(ref if act else wish.where)
        named = wish.change.act if wish.verdict == "corrected" else None
        asked = act or (_act(named) if named else None)
        fitting = [one for one in self.findings if line.ref in one.refs and asked in (None, one.act)]
        if not fitting and wish.verdict == "corrected" and act is None and named:
            return None
        return self._only(fitting, line, wish)

    def _only(self, fitting: list[Finding], line: Line, wish: Wish) -> Finding:
        if len(fitting) == 1:
            return fitting[0]
        ref = MessageRef.parse(line.ref)
        if not fitting:
            raise CaseError(f"{ref} 里没有读出这样的内容", f"要补充请用 --correct {ref} --act 行为")
        listed = "；".join(f"{one.id} {ACTS[one.act]}“{(one.quote or '')[:12]}”" for one in fitting)
        raise CaseError(f"“{wish.where}”对应 {len(fitting)} 处读法", f"请用编号指定其中之一：{listed}")

    def _ruled(self, found: Finding, wish: Wish) -> Decision:
        before = self.held.get(found.id)
        program = found.decision.read if found.decision else found.understood
        was = program or (before.was if before else None)
        places = before.places if before else _places(found)
        made = Decision(found.id, wish.verdict, self._source(found.ref), places, was)
        if wish.verdict in ("rejected", "withdrawn"):
            return replace(made, verdict="rejected" if was and wish.verdict == "rejected" else "withdrawn")
        if wish.verdict == "accepted":
            return replace(made, verdict="accepted" if program else "corrected", read=program or found.understood)
        if replace(wish.change, words=None).empty:
            raise CaseError("没有说要改什么", "用 --act、--amount、--due 或 --target 说明应读作什么")
        base = (program or Understood(found.act)) if wish.afresh else found.understood
        read = self._changed(base, wish.change, self.lines[found.ref])
        self._refuse_double(found, read.act)
        return replace(made, verdict="accepted" if read == program else "corrected", read=read)

    def _refuse_double(self, found: Finding, act: Act) -> None:
        """CaseError where the same words are this act already, by a person's word."""
        for one in self.findings:
            same = one.ref == found.ref and one.act == act and one.span == found.span
            if same and one.id != found.id and one.decision and one.status != "rejected":
                raise CaseError(f"这几个字已经读作“{ACTS[act]}”（{one.id}）", "请只保留一处，另一处用 --reject")

    def _added(self, wish: Wish) -> Decision:
        line = self.message(wish.where)
        place = _place(line, wish.change.words)
        act = _act(wish.change.act or "")
        read = self._changed(Understood(act), wish.change, line)
        source = self._source(line.ref)
        name = finding_id(source, act, ((line.ref, place.span),))
        return Decision(name, "corrected", source, (place,), None, read)

    def _source(self, ref: str) -> str:
        return self._digests[MessageRef.parse(ref).exhibit]

    def _changed(self, read: Understood, change: Change, line: Line) -> Understood:
        act = _act(change.act) if change.act else read.act
        due, amount, target = read.due, read.amount, read.target
        if change.due is not None:
            due = _due(change.due, line)
            if due is not None and act not in DATED:
                raise CaseError(f"“{ACTS[act]}”不带期限", "期限另成一处：用 --correct 编号 --act deadline --due 日期")
        if change.amount is not None or change.amount_role:
            amount = _amount(change, read.amount)
        if change.target is not None:
            target = self._target(change.target, act, line)
        return replace(
            read, act=act, due=due if act in DATED else None, amount=amount, target=target if act in TARGETED else None
        )

    def _target(self, text: str, act: Act, line: Line) -> str | None:
        if text.strip() in NOTHING:
            return None
        if act not in TARGETED:
            raise CaseError(f"“{ACTS[act]}”没有所答的消息", "同意、不同意、满意、异议和付款才有")
        target = self.message(text)
        earlier = self._order[target.ref] < self._order[line.ref] and target.chat == line.chat
        if not earlier or target.account == line.account:
            raise CaseError(f"{MessageRef.parse(target.ref)} 不会是所答的消息", "所答的是对方在这之前说的话")
        return target.ref


def _act(words: str) -> Act:
    act = act_named(words)
    if act is None:
        raise CaseError(f"不认识行为“{words[:20]}”", f"可用：{'、'.join(f'{one}（{ACTS[one]}）' for one in _ACTS)}")
    return act


def _places(found: Finding) -> tuple[Place, ...]:
    if found.spans:
        return tuple(Place(part.ref, part.span, part.quote) for part in found.spans)
    return (Place(found.ref, found.span, found.quote),)


def _place(line: Line, words: str | None) -> Place:
    """Return where an added act stands: the named words, else all that the speaker wrote."""
    own = line.words()
    if words is not None:
        at = own.find(words)
        if not words.strip() or at < 0:
            raise CaseError(f"{MessageRef.parse(line.ref)} 里没有“{words[:20]}”这几个字", "请照原样写出消息里的字")
        return Place(line.ref, (at, at + len(words)), words)
    if not own.strip():
        return Place(line.ref)
    start, end = len(own) - len(own.lstrip()), len(own.rstrip())
    return Place(line.ref, (start, end), line.text[start:end])


def _due(text: str, line: Line) -> Due | None:
    text = text.strip()
    if text in NOTHING:
        return None
    at = line.at or (datetime(2020, 1, 1) if _ISO.fullmatch(text) else None)  # noqa: DTZ001 - wall time; the words name their day
    for found in read_times(text, at) if at else ():
        due = due_of(found)
        if due is not None and (found.start, found.end) == (0, len(text)):
            return due
    raise CaseError(f"看不懂期限“{text[:20]}”", "写成 2024-03-12、2024-03-12T15:00，或消息里那样的话（下周三前）")


def _amount(change: Change, before: Amount | None) -> Amount | None:
    text = (change.amount or "").strip()
    if change.amount is not None and text in NOTHING:
        return None
    amount = before if change.amount is None else _sum(text)
    if amount is None:
        raise CaseError("没有金额，说不上是哪一种", "请同时用 --amount 给出金额")
    role = before.role if before else None
    if change.amount_role:
        role = AMOUNT_ROLES.get(change.amount_role.strip())
        if role is None and change.amount_role not in AMOUNT_ROLES.values():
            raise CaseError(f"不认识款项种类“{change.amount_role[:20]}”", f"可用：{'、'.join(AMOUNT_ROLES)}")
        role = role or next(one for one in AMOUNT_ROLES.values() if one == change.amount_role)
    return replace(amount, role=role, term=before.term if before else None)


def _sum(text: str) -> Amount:
    found = read_amounts(text, every_number=True)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        raise CaseError(f"看不懂金额“{text[:20]}”", "写成 300、300-500、50% 或 三百")
    amount = amount_of(found[0])
    return replace(amount, kind="money", currency="CNY") if amount.kind == "number" else amount
