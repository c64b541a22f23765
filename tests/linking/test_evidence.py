"""Each kind of evidence, its guards, and that nobody can be framed by what others do."""

from typing import Any

import pytest

from reporter.funding.breadth import HUB, SUSPECTED, UNREAD
from reporter.linking.evidence import (
    bundle_adjacency,
    co_signature,
    common_ancestor,
    common_funder,
    creator_path,
    fan_out,
    fee_sponsor,
    rent_sponsor,
)
from reporter.linking.kinds import find_all
from reporter.model.ids import ASSOCIATED_TOKEN
from reporter.model.transaction import Instruction, SolChange, TokenChange
from tests.linking.facts import RULES, bought, created, creates, facts, paid, private, sold, transaction, verdict

A, B, C, D, F, V, K = "aaa", "bbb", "ccc", "ddd", "funder", "victim", "creator"


def alone(*wallets: Any) -> Any:
    """Each wallet buys by itself."""
    return [bought(wallet, transaction(f"buy {wallet}", [wallet], slot=10 + n)) for n, wallet in enumerate(wallets)]


def funded(payer: Any, *wallets: Any, one: Any = False, hops: Any = 1) -> Any:
    return {w: {payer: paid(payer, w, "pay" if one else f"pay {w}", hops=hops)} for w in wallets}


class TestCoSignature:
    def together(self, *wallets: Any, signature: Any = "s1", kinds: Any = None, **more: Any) -> Any:
        made = transaction(signature, wallets)
        return [(kinds or {}).get(w, bought)(w, made, at=n, **more) for n, w in enumerate(wallets)]

    def test_wallets_that_signed_one_trade_are_linked_by_it(self):
        [found] = co_signature.find(facts(self.together(A, B, C)))
        assert found.members == {A: ("s1",), B: ("s1",), C: ("s1",)}
        assert (found.family, found.guarded, found.bits) == ("control", True, RULES.weights.co_signature)

    def test_two_such_transactions_weigh_more(self):
        [found] = co_signature.find(facts([*self.together(A, B), *self.together(A, B, signature="s2")]))
        assert (found.bits, found.members[A]) == (RULES.weights.co_signature_repeated, ("s1", "s2"))

    def test_a_wallet_traded_for_without_its_signature_is_not_linked(self):
        made = transaction("s1", [A])
        assert co_signature.find(facts([bought(A, made), bought(V, made, at=1)])) == []

    def test_a_signer_that_did_not_trade_is_not_linked(self):
        assert co_signature.find(facts([bought(A, transaction("s1", [A, V]))])) == []

    def test_a_key_that_signs_only_to_come_into_being_is_no_wallet(self):
        made = transaction("s1", [A, B], instructions=(creates(B),))
        assert co_signature.find(facts([bought(A, made), bought(B, made, at=1)])) == []

    def test_a_buyer_and_a_seller_without_a_market_between_them_are_strangers_who_traded(self):
        quoted = self.together(A, B, kinds={B: sold}, platform=None)
        assert co_signature.find(facts(quoted)) == []

    def test_a_sale_and_a_buy_through_the_market_signed_together_are_linked(self):
        [found] = co_signature.find(facts(self.together(A, B, kinds={B: sold})))
        assert set(found.members) == {A, B}

    def test_a_key_that_signs_with_many_is_shown_as_a_service(self):
        many = [item for n in range(RULES.limits.co_signers + 1) for item in self.together("mm", f"w{n}", signature=f"s{n}")]
        found = co_signature.find(facts(many))
        assert len(found) == RULES.limits.co_signers + 1
        assert not any(item.guarded for item in found)

    def test_infrastructure_links_nobody(self):
        assert co_signature.find(facts(self.together(A, B), barred=[B])) == []


class TestFeeSponsor:
    def sponsored(self, payer: Any, *wallets: Any, signs: Any = True) -> Any:
        return [bought(w, transaction(f"s {w}", [payer, w] if signs else [payer])) for w in wallets]

    def test_a_payer_of_fees_is_linked_to_each_whose_trade_both_signed_and_they_not_to_one_another(self):
        [found] = fee_sponsor.find(facts(self.sponsored(F, A, B), breadth=[private(F)]))
        assert (found.via, found.star, found.guarded) == (F, True, True)
        assert found.joins(F, A)
        assert found.joins(B, F)
        assert not found.joins(A, B)

    def test_paying_for_somebody_who_did_not_sign_proves_nothing(self):
        assert fee_sponsor.find(facts(self.sponsored(F, V, signs=False), breadth=[private(F)])) == []

    @pytest.mark.parametrize("word", [HUB, SUSPECTED, UNREAD])
    def test_a_relayer_is_shown_as_a_service(self, word):
        [found] = fee_sponsor.find(facts(self.sponsored(F, A), breadth=[verdict(F, word)]))
        assert not found.guarded
        assert word in found.why_not

    def test_a_payer_nobody_examined_links_nobody(self):
        [found] = fee_sponsor.find(facts(self.sponsored(F, A)))
        assert not found.guarded

    def test_the_launchs_own_creator_needs_no_examination(self):
        origin = created(K, transaction("create", [K], slot=5))
        [found] = fee_sponsor.find(facts(self.sponsored(K, A), origin=origin))
        assert found.guarded

    def test_a_payer_of_many_is_a_service_whatever_else_it_pays(self):
        many = self.sponsored(F, *(f"w{n}" for n in range(RULES.limits.sponsored + 1)))
        [found] = fee_sponsor.find(facts(many, breadth=[private(F)]))
        assert not found.guarded

    def test_whoever_pays_his_own_fee_sponsors_nobody(self):
        assert fee_sponsor.find(facts(alone(A, B))) == []


class TestRentSponsor:
    def rented(self, payer: Any, owner: Any, *, signers: Any, existed: Any = False, data: Any = b"\x01") -> Any:
        account = f"ata {owner}"
        made = Instruction((0,), ASSOCIATED_TOKEN, (payer, account, owner, "mint", "system", "token"), data)
        sol = () if existed else (SolChange(account, 0, 2_039_280),)
        return bought(owner, transaction(f"s {owner}", signers, instructions=(made,), sol=sol))

    def test_rent_paid_in_a_buy_both_signed_links_payer_and_owner(self):
        [found] = rent_sponsor.find(facts([self.rented(F, A, signers=[A, F])], breadth=[private(F)]))
        assert (found.via, dict(found.members), found.star, found.guarded) == (F, {A: ("s aaa",)}, True, True)

    def test_rent_paid_without_the_owners_signature_proves_nothing(self):
        assert rent_sponsor.find(facts([self.rented(F, V, signers=[F])], breadth=[private(F)])) == []

    def test_a_payer_who_did_not_sign_is_not_linked(self):
        assert rent_sponsor.find(facts([self.rented(V, A, signers=[A])], breadth=[private(V)])) == []

    def test_an_account_that_existed_cost_nobody_rent(self):
        assert rent_sponsor.find(facts([self.rented(F, A, signers=[A, F], existed=True)], breadth=[private(F)])) == []

    def test_rent_for_oneself_is_no_evidence(self):
        assert rent_sponsor.find(facts([self.rented(A, A, signers=[A])])) == []

    def test_rent_alone_is_no_must_link(self):
        assert RULES.weights.rent_sponsor < RULES.scoring.control_bits


class TestMoney:
    def test_one_payer_of_several_buys_is_one_observation(self):
        [found] = common_funder.find(facts(alone(A, B, C), upstream=funded(F, A, B), breadth=[private(F)]))
        assert (found.via, found.star, found.needed, found.guarded) == (F, False, True, True)
        assert found.members == {A: ("pay aaa", "buy aaa"), B: ("pay bbb", "buy bbb")}

    def test_a_payer_of_one_buyer_links_nobody(self):
        assert common_funder.find(facts(alone(A, B), upstream=funded(F, A), breadth=[private(F)])) == []

    def test_money_that_was_not_needed_is_no_evidence(self):
        assert find_all(facts(alone(A, V), upstream=funded(F, A), breadth=[private(F)])) == []

    @pytest.mark.parametrize("word", [HUB, SUSPECTED, UNREAD])
    def test_an_exchange_links_nobody_and_is_shown(self, word):
        [found] = common_funder.find(facts(alone(A, B), upstream=funded(F, A, B), breadth=[verdict(F, word)]))
        assert (found.guarded, set(found.members)) == (False, {A, B})

    def test_a_labelled_service_links_nobody_even_where_its_payments_look_private(self):
        [found] = common_funder.find(facts(alone(A, B), upstream=funded(F, A, B), breadth=[private(F)], barred=[F]))
        assert not found.guarded

    def test_a_payer_farther_away_weighs_less(self):
        known = facts(alone(A, B), upstream=funded(F, A, B, hops=3), breadth=[private(F)])
        assert common_funder.find(known) == []
        [found] = common_ancestor.find(known)
        [near] = common_funder.find(facts(alone(A, B), upstream=funded(F, A, B), breadth=[private(F)]))
        assert found.bits == near.bits - 2 * RULES.weights.hop
        assert found.via == F

    def test_infrastructure_among_buyers_is_no_member(self):
        [found] = common_funder.find(facts(alone(A, B, C), upstream=funded(F, A, B, C), breadth=[private(F)], barred=[C]))
        assert set(found.members) == {A, B}

    def test_one_transaction_that_pays_three_buyers_is_a_fan_out(self):
        known = facts(alone(A, B, C), upstream=funded(F, A, B, C, one=True), breadth=[private(F)])
        [found] = fan_out.find(known)
        assert (set(found.members), found.members[A], found.via) == ({A, B, C}, ("pay",), F)

    def test_two_recipients_are_no_fan_out(self):
        assert fan_out.find(facts(alone(A, B), upstream=funded(F, A, B, one=True), breadth=[private(F)])) == []

    def test_payments_in_several_transactions_are_no_fan_out(self):
        assert fan_out.find(facts(alone(A, B, C), upstream=funded(F, A, B, C), breadth=[private(F)])) == []

    def test_an_airdrop_of_a_service_is_shown_and_links_nobody(self):
        [found] = fan_out.find(facts(alone(A, B, C), upstream=funded(F, A, B, C, one=True), breadth=[verdict(F, HUB)]))
        assert not found.guarded


class TestCreator:
    def test_a_signed_creators_money_links_creator_and_buyer(self):
        origin = created(K, transaction("create", [K], slot=5))
        [found] = creator_path.find(facts(alone(A, B), origin=origin, upstream=funded(K, A)))
        assert (found.via, found.star, set(found.members), found.value) == (K, True, {A}, "1")

    def test_a_creator_named_by_somebody_else_is_not_counted(self):
        origin = created(V, transaction("create", [K], slot=5))
        known = facts(alone(A, B), origin=origin, upstream=funded(V, A))
        assert known.creator is None
        assert creator_path.find(known) == []

    def test_a_named_creator_who_signed_a_trade_of_this_mint_counts(self):
        origin = created(B, transaction("create", [K], slot=5))
        assert facts(alone(A, B), origin=origin).creator == B

    def test_farther_money_of_the_creator_weighs_less(self):
        origin = created(K, transaction("create", [K], slot=5))
        near, far = creator_path.find(facts(alone(A, B), origin=origin, upstream=funded(K, A) | funded(K, B, hops=2)))
        assert near.bits > far.bits
        assert (near.value, far.value) == ("1", "2")


class TestBundle:
    def row(self, *wallets: Any, first: Any = 5, slot: Any = 20, **more: Any) -> Any:
        return [bought(w, transaction(f"s {w}", [w], slot=slot, index=first + n), **more) for n, w in enumerate(wallets)]

    def test_first_buys_in_an_unbroken_row_are_one_observation(self):
        [found] = bundle_adjacency.find(facts(self.row(A, B, C)))
        assert (set(found.members), found.bits, found.family) == ({A, B, C}, RULES.weights.bundle, "launch_timing")

    def test_a_row_next_to_the_creation_weighs_more(self):
        origin = created(K, transaction("create", [K], slot=20, index=4))
        [found] = bundle_adjacency.find(facts(self.row(A, B, C), origin=origin))
        assert found.bits == RULES.weights.bundle_with_create

    def test_a_row_of_two_weighs_little(self):
        [found] = bundle_adjacency.find(facts(self.row(A, B)))
        assert found.bits == RULES.weights.bundle_two

    def test_a_gap_ends_a_row(self):
        assert bundle_adjacency.find(facts([*self.row(A), *self.row(B, first=7)])) == []

    def test_another_slot_ends_a_row(self):
        assert bundle_adjacency.find(facts([*self.row(A), *self.row(B, first=6, slot=21)])) == []

    def test_without_the_blocks_order_nothing_is_adjacent(self):
        assert bundle_adjacency.find(facts(alone(A, B, C))) == []

    def test_a_row_with_a_sale_in_it_is_left_out(self):
        told = self.row(A, B, C)
        assert bundle_adjacency.find(facts([*told, sold(D, told[1].transaction, at=1)])) == []

    def test_several_buys_in_one_transaction_are_no_row(self):
        made = transaction("s", [A, B], index=5)
        assert bundle_adjacency.find(facts([bought(A, made), bought(B, made, at=1)])) == []

    def test_infrastructure_is_left_out(self):
        [found] = bundle_adjacency.find(facts(self.row(A, B, C), barred=[C]))
        assert set(found.members) == {A, B}


def test_rent_of_a_temporary_key_is_no_evidence():
    account = TokenChange("ata", "", V, "mint", "token", 6, 0, 5)
    made = transaction("s", [A, V], instructions=(creates(V),), tokens=(account,))
    assert find_all(facts([bought(A, made)])) == []
