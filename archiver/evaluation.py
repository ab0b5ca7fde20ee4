"""How well a corpus is read: acts, dues, targets, sums and ledgers, by label and by trade."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from archiver.analysis import deals, reader
from archiver.analysis.finding import Finding, Role
from archiver.analysis.judge import Judge
from archiver.corpus.act_scores import ActScore, score_acts
from archiver.corpus.gold import gold_findings, gold_lines, ref_of
from archiver.corpus.labelled import LabelledCase
from archiver.corpus.ledger_scores import LedgerScore, score_ledger, together


class Evaluated(Struct, frozen=True):
    """The scores of one case, and what was found in it."""

    case: LabelledCase
    acts: ActScore
    ledger: LedgerScore
    found: tuple[Finding, ...]


class Evaluation(Struct, frozen=True):
    """The scores of a corpus: all together, and by trade."""

    cases: int
    messages: int
    acts: ActScore
    ledger: LedgerScore
    by_trade: Mapping[str, ActScore]


def evaluate_case(case: LabelledCase, *, roles_given: bool = True, judge: Judge | None) -> Evaluated:
    """Read one case, as `judge` weighs it, and hold what was found against its labels and its ledger."""
    lines = gold_lines(case)
    roles: dict[str, Role] = {}
    if roles_given:
        roles = {case.accounts[letter].uin: role for role, letters in case.parties.items() for letter in letters}
    found = reader.understand(lines, roles, judge=judge)
    settled = deals.settle(lines, found, roles)
    ledger = score_ledger(case.ledger, together([deal.ledger for deal in settled.deals]), ref_of)
    return Evaluated(case, score_acts(gold_findings(case), settled.findings), ledger, settled.findings)


def add_up(evaluated: Iterable[Evaluated]) -> Evaluation:
    """Add up the scores of many cases."""
    every = tuple(evaluated)
    by_trade: dict[str, ActScore] = {}
    for one in every:
        by_trade[one.case.trade] = by_trade.get(one.case.trade, ActScore()) + one.acts
    return Evaluation(
        cases=len(every),
        messages=sum(len(one.case.messages) for one in every),
        acts=sum((one.acts for one in every), ActScore()),
        ledger=sum((one.ledger for one in every), LedgerScore()),
        by_trade=by_trade,
    )
