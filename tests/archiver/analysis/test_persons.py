"""Two accounts of one person are one speaker while the talk is understood, and two accounts in print."""

from archiver.analysis.deals import settle
from archiver.analysis.persons import apart, as_one, leads_of, spread
from tests.archiver.analysis.deal_talk import A, B, C, D, Talk


def test_groups_that_meet_are_one_person() -> None:
    lead = leads_of([(A, B), (C, D), (B, C)])
    assert len({lead[account] for account in (A, B, C, D)}) == 1


def test_who_is_in_no_group_stands_for_nobody() -> None:
    assert leads_of([(A, B)]) == {A: A, B: A}
    assert leads_of([]) == {}


def two_desks() -> Talk:
    """One provider who quotes from one account and delivers from another."""
    talk = Talk()
    talk.b("2024-03-05 10:00", "做个logo", "requirement")
    talk.say(C, "2024-03-05 10:05", "总共两千", "quote", amt="2000:total")
    talk.b("2024-03-05 10:10", "可以", "approval>2")
    talk.a("2024-03-06 10:00", "", "delivery", file="logo.ai")
    talk.b("2024-03-06 11:00", "很好", "acceptance>4")
    return talk


def test_a_declared_person_is_one_party_with_both_accounts() -> None:
    talk = two_desks()
    lead = leads_of([(A, C)])
    settled = settle(as_one(talk.lines, lead), apart(talk.findings, as_one(talk.lines, lead)), {})
    (deal,) = spread(settled.deals, lead, talk.lines)
    told = {party.role: [account.uin for account in party.accounts] for party in deal.parties}
    assert told == {"client": [B], "provider": [C, A]}
    assert {one.by.account for one in apart(settled.findings, talk.lines)} == {A, B, C}
