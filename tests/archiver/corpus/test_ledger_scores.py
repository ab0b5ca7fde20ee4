"""How a ledger is held against the author's: what counts as found, and that a perfect one scores 1."""

import msgspec

from archiver.analysis.deals import settle
from archiver.analysis.entry import Ledger
from archiver.corpus.gold import gold_findings, gold_lines, ref_of
from archiver.corpus.labelled import LabelledCase
from archiver.corpus.ledger_scores import LedgerScore, Share, Tally, score_ledger, together

CASE = """
id: t1
kind: c2c
title: 小雨
self: A
accounts: {A: {uin: "9000000001", name: 山雀}, B: {uin: "9000000002", name: 小雨}}
parties: {client: [B], provider: [A]}
messages:
  - {n: 1, t: "2024-03-04 10:00:00", by: B, text: 做个logo, acts: [requirement]}
  - {n: 2, t: "2024-03-04 10:01:00", by: A, text: 两千, acts: [quote], amount: {value: 2000, role: total}}
  - {n: 3, t: "2024-03-04 10:02:00", by: B, text: 成交, acts: [approval], target: 2}
  - {n: 4, t: "2024-03-04 10:03:00", by: A, text: 12号给你全部, acts: [commitment, deadline], due: "2024-03-12"}
  - {n: 5, t: "2024-03-12 10:00:00", by: A, file: {name: 终稿.ai, size: 10}, acts: [delivery]}
  - {n: 6, t: "2024-03-12 11:00:00", by: B, transfer: 2000, acts: [payment], amount: {value: 2000}}
  - {n: 7, t: "2024-03-12 11:01:00", by: sys, receipt: 终稿.ai}
ledger:
  price: {value: 2000, proposed: 2, agreed: 3}
  obligations:
    - {debtor: client, kind: pay, status: kept, proof: 6}
    - {debtor: provider, kind: deliver, status: kept, due: "2024-03-12", made: 4, proof: 5}
  payments: [{by: client, ref: 6, value: 2000}]
  deliveries: [{by: provider, ref: 5}]
  missing: [payment_terms, revision_limit, warranty, acceptance_standard]
"""


def case() -> LabelledCase:
    return msgspec.yaml.decode(CASE.encode(), type=LabelledCase)


def found() -> Ledger:
    (deal,) = settle(gold_lines(case()), gold_findings(case()), {}).deals
    return deal.ledger


def test_the_labels_of_a_clear_case_add_up_to_its_authors_ledger() -> None:
    score = score_ledger(case().ledger, found(), ref_of)
    assert score == LedgerScore(
        price=Share(1, 1),
        obligations=Tally(2),
        statuses=Share(2, 2),
        payments=Tally(1),
        deliveries=Tally(1),
        missing=Tally(4),
    )


def test_a_wrong_status_leaves_the_entry_found() -> None:
    entries = tuple(msgspec.structs.replace(entry, status="unmet") for entry in found().obligations)
    score = score_ledger(case().ledger, msgspec.structs.replace(found(), obligations=entries), ref_of)
    assert (score.obligations, score.statuses) == (Tally(2), Share(0, 2))


def test_another_day_is_another_obligation() -> None:
    entries = tuple(msgspec.structs.replace(entry, due="2024-03-13") for entry in found().obligations)
    score = score_ledger(case().ledger, msgspec.structs.replace(found(), obligations=entries), ref_of)
    assert score.obligations == Tally(0, 2, 2)


def test_scores_of_several_cases_add_up() -> None:
    one = score_ledger(case().ledger, found(), ref_of)
    assert (one + one).obligations == Tally(4)
    assert (one + one).price.rate == 1.0


def test_deals_of_one_talk_are_scored_together() -> None:
    one = found()
    other = msgspec.structs.replace(
        one,
        obligations=tuple(msgspec.structs.replace(entry, made="1:9") for entry in one.obligations),
        missing=("warranty",),
    )
    both = together([one, other])
    assert len(both.obligations) == 4
    assert both.missing == ("warranty",)
    assert both.agreement.price is not None
    assert both.agreement.price.value == "4000"


def test_what_was_promised_to_all_at_once_counts_once() -> None:
    both = together([found(), found()])
    assert (both.obligations, both.payments) == (found().obligations, found().payments)


def test_where_no_deal_is_found_all_is_missed() -> None:
    score = score_ledger(case().ledger, together(()), ref_of)
    assert (score.price, score.obligations, score.payments) == (Share(0, 1), Tally(0, 0, 2), Tally(0, 0, 1))


def test_f1_weighs_misses_and_extras_alike() -> None:
    assert Tally(8, 1, 3).f1 == 16 / 20
    assert Tally().f1 == 1.0


def test_a_receipt_row_of_the_case_becomes_a_receipt() -> None:
    (delivery,) = found().deliveries
    assert delivery.receipt == "1:7"
