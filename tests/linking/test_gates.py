"""Kinds that open the gate: what the members themselves signed or sent, and what nobody else can do to them."""

from typing import Any

import pytest

from reporter.funding.sinks import DEPOSIT, OWN, SERVICE, UNREAD, Sink
from reporter.launch.story import Told
from reporter.launch.tables import Table
from reporter.linking.evidence import (
    authority,
    close_destination,
    common_sink,
    lookup_table,
    return_to_funder,
    token_consolidation,
)
from reporter.model.events import Authority, Transfer
from reporter.model.ids import SYSTEM
from reporter.model.transaction import Instruction
from tests.linking.facts import MINT, RULES, bought, facts, paid, private, sent, transaction, verdict

GROUP = ("a", "b", "c")
TARGET = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin"  # any address on the curve
PROGRAM_OWNED = "5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1"


def buys(*wallets: Any) -> Any:
    return [bought(w, transaction(f"buy {w}", [w], slot=10 + n)) for n, w in enumerate(wallets)]


def funded(*wallets: Any) -> Any:
    return {w: {"funder": paid("funder", w, f"pay {w}")} for w in wallets}


class TestSinks:
    @pytest.mark.parametrize("word", [OWN, DEPOSIT])
    def test_proceeds_sent_to_one_private_address_link_the_senders(self, word):
        told = facts(buys(*GROUP), gone=[sent(w, "sink") for w in GROUP], sinks=[Sink("sink", word, "")])
        [found] = common_sink.find(told)
        assert found.members == {w: (f"send {w}",) for w in GROUP}
        assert (found.sent, found.opens_gate, found.via) == (True, True, "sink")

    @pytest.mark.parametrize("word", [SERVICE, UNREAD])
    def test_a_service_or_an_address_that_was_not_read_links_nobody(self, word):
        told = facts(buys(*GROUP), gone=[sent(w, "sink") for w in GROUP], sinks=[Sink("sink", word, "")])
        assert common_sink.find(told) == []

    def test_two_senders_are_too_few(self):
        assert common_sink.find(facts(buys(*GROUP), gone=[sent("a", "s"), sent("b", "s")], sinks=[Sink("s", OWN, "")])) == []

    def test_a_sink_that_only_receives_is_no_member(self):
        told = facts(buys(*GROUP, "sink"), gone=[sent(w, "sink") for w in GROUP], sinks=[Sink("sink", OWN, "")])
        assert "sink" not in common_sink.find(told)[0].members

    def test_money_that_goes_back_to_its_payer_is_told_as_that(self):
        world: Any = {"gone": [sent(w, "funder") for w in GROUP], "sinks": [Sink("funder", OWN, "")]}
        told = facts(buys(*GROUP), upstream=funded(*GROUP), breadth=[private("funder")], **world)
        assert common_sink.find(told) == []
        [found] = return_to_funder.find(told)
        assert (set(found.members), found.sent) == (set(GROUP), True)

    def test_money_that_goes_to_somebody_elses_payer_is_not_a_return(self):
        world: Any = {"gone": [sent(w, "funder") for w in GROUP], "sinks": [Sink("funder", OWN, "")]}
        assert return_to_funder.find(facts(buys(*GROUP), upstream=funded("a", "b"), breadth=[private("funder")], **world)) == []


def moved(wallet: str, target: str, signer: str | None = None, amount: int = 60) -> Told:
    made = transaction(f"move {wallet}", [signer or wallet], slot=50)
    place = buys(wallet)[0].place
    return Told(place, made, Transfer(platform=None, mint=MINT, wallet=wallet, to=target, token_amount=amount, path=(0,)))


class TestConsolidation:
    def test_tokens_moved_to_one_wallet_link_those_who_moved_them(self):
        told = facts([*buys(*GROUP), *(moved(w, TARGET) for w in GROUP)], breadth=[private(TARGET)])
        [found] = token_consolidation.find(told)
        assert (set(found.members), found.via, found.opens_gate) == (set(GROUP), TARGET, True)

    def test_an_address_nobody_looked_at_and_one_that_serves_others_link_nobody(self):
        rows = [*buys(*GROUP), *(moved(w, TARGET) for w in GROUP)]
        assert token_consolidation.find(facts(rows)) == []
        assert token_consolidation.find(facts(rows, sinks=[Sink(TARGET, SERVICE, "")])) == []
        assert token_consolidation.find(facts(rows, breadth=[verdict(TARGET, "hub")])) == []

    def test_a_fee_in_tokens_is_no_consolidation(self):
        rows = [*buys(*GROUP), *(moved(w, TARGET, amount=1) for w in GROUP)]
        assert token_consolidation.find(facts(rows, breadth=[private(TARGET)])) == []

    def test_an_early_buyer_can_gather_what_others_bought(self):
        [found] = token_consolidation.find(facts([*buys(*GROUP, TARGET), *(moved(w, TARGET) for w in GROUP)]))
        assert set(found.members) == set(GROUP)

    def test_tokens_somebody_else_moved_prove_nothing(self):
        told = facts([*buys(*GROUP), *(moved(w, TARGET, "thief") for w in GROUP)], breadth=[private(TARGET)])
        assert token_consolidation.find(told) == []

    @pytest.mark.parametrize(("target", "barred"), [(TARGET, [TARGET]), (PROGRAM_OWNED, [])])
    def test_lockers_exchanges_and_programs_take_tokens_from_strangers(self, target, barred):
        told = facts([*buys(*GROUP), *(moved(w, target) for w in GROUP)], barred=barred)
        assert token_consolidation.find(told) == []


class TestAuthority:
    def given(self, wallet: str, signer: str) -> Any:
        made = transaction(f"give {wallet}", [signer], slot=50)
        event = Authority(platform=None, mint=MINT, wallet=wallet, what="delegate", account="t", to="holder", path=(0,))
        return [*buys(wallet), Told(buys(wallet)[0].place, made, event)]

    def test_power_a_wallet_gave_itself_is_control(self):
        [found] = authority.find(facts(self.given("a", "a"), breadth=[private("holder")]))
        assert (set(found.members), found.via, found.star, found.guarded) == ({"a"}, "holder", True, True)

    def test_power_given_without_its_signature_is_nothing(self):
        assert authority.find(facts(self.given("a", "somebody"), breadth=[private("holder")])) == []

    def test_a_service_that_holds_power_links_nobody(self):
        [found] = authority.find(facts(self.given("a", "a"), breadth=[verdict("holder", "hub")]))
        assert not found.guarded

    def test_a_nonce_that_another_wallet_controls_and_signs_for_is_control(self):
        advance = Instruction((0,), SYSTEM, ("nonce", "recent", "holder"), (4).to_bytes(4, "little"))
        trade = bought("a", transaction("s", ["a", "holder"], instructions=(advance,)))
        [found] = authority.find(facts([trade], breadth=[private("holder")]))
        assert (set(found.members), found.via) == ({"a"}, "holder")


class TestLookupTable:
    def table(self, listed: Any, users: Any, *, busy: bool = False) -> Any:
        return Table("table", frozenset(users), "maker", {w: (f"extend {w}",) for w in listed}, busy=busy)

    def test_buyers_listed_before_the_token_existed_are_linked(self):
        [found] = lookup_table.find(facts(buys(*GROUP), tables=[self.table(GROUP, GROUP)]))
        assert found.members == {w: (f"extend {w}", f"buy {w}") for w in GROUP}
        assert (found.family, found.guarded, found.bits) == ("control", True, RULES.weights.lookup_table)

    def test_a_wallet_written_into_a_table_it_does_not_load_is_not_named(self):
        [found] = lookup_table.find(facts(buys(*GROUP, "victim"), tables=[self.table(GROUP, GROUP)]))
        assert "victim" not in found.members

    def test_a_table_that_many_use_is_a_tools(self):
        assert not lookup_table.find(facts(buys(*GROUP), tables=[self.table(GROUP, GROUP, busy=True)]))[0].guarded
        users = [*GROUP, *(f"o{n}" for n in range(10))]
        assert not lookup_table.find(facts(buys(*users), tables=[self.table(GROUP, users)]))[0].guarded

    def test_one_listed_buyer_is_no_group(self):
        assert lookup_table.find(facts(buys(*GROUP), tables=[self.table(["a"], GROUP)])) == []


def test_a_transfer_is_no_closed_account():
    told = facts(buys(*GROUP), upstream=funded(*GROUP), breadth=[private("funder")])
    assert close_destination.find(told) == []
