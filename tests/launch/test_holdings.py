"""Balances come from the best source the endpoint allows, and say so when they are not all of them."""

import base64
from typing import Any

import pytest

from reporter.decode.mint_account import Extensions, MintState
from reporter.launch import holdings as held
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN, TOKEN_2022
from reporter.model.questions import Answer
from tests.end_to_end import worlds
from tests.launch.fake import accounts, answer, holders, key, read, refusal

MINT, A, B, C = key(1), key(11), key(12), key(13)


def everyone(program: Any = SPL_TOKEN) -> Any:
    return ask.token_accounts(MINT, program, fixed_size=program == SPL_TOKEN)


def page(number: Any, rows: Any) -> Any:
    value = [{"owner": owner, "amount": raw, "address": key(500 + n)} for n, (owner, raw) in enumerate(rows)]
    return answer(ask.das_token_accounts(MINT, number), {"token_accounts": value, "last_indexed_slot": 77})


def largest(rows: Any) -> Any:
    value = [{"address": address, "amount": str(raw), "decimals": 6} for address, raw in rows]
    return answer(ask.largest_accounts(MINT), {"context": {"slot": 88}, "value": value})


def state(supply: Any) -> Any:
    return MintState(None, supply, 6, initialized=True, freeze_authority=None, extensions=Extensions())


NO_SCAN = refusal(everyone())
NO_INDEX = refusal(ask.das_token_accounts(MINT, 1))
TOKENS = [key(600 + n) for n in range(20)]


@pytest.mark.parametrize("program", [SPL_TOKEN, TOKEN_2022])
def test_all_accounts_are_summed_by_owner_and_empty_ones_left_out(program):
    found = held.holdings(read(answer(everyone(program), holders([(A, 5), (B, 7), (A, 1), (C, 0)]))), MINT, program, ())
    assert found == held.Holdings("all", whole=True, slot=1000, amounts={A: 6, B: 7}, accounts=4)


def test_token_2022_accounts_are_not_filtered_by_size():
    [question] = held.plan(read(), MINT, TOKEN_2022)
    assert "dataSize" not in question.params
    [question] = held.plan(read(), MINT, SPL_TOKEN)
    assert "dataSize" in question.params


@pytest.mark.parametrize("data", ["!!!", base64.b64encode(b"\x00" * 39).decode()])
def test_a_row_that_cannot_be_read_makes_the_list_incomplete(data):
    value = holders([(A, 5), (B, 7)])
    value["value"][1]["account"]["data"] = [data, "base64"]
    found = held.holdings(read(answer(everyone(), value)), MINT, SPL_TOKEN, ())
    assert (found.whole, found.amounts) == (False, {A: 5})


def test_balances_that_do_not_add_up_are_a_cut_answer():
    found = held.holdings(read(answer(everyone(), holders([(A, 600)]))), MINT, SPL_TOKEN, ())
    cut = held.against_supply(found, state(1000))
    assert (cut.whole, cut.unseen_largest) == (False, 400)


def test_balances_may_differ_from_the_supply_by_what_moved_between_two_reads():
    found = held.holdings(read(answer(everyone(), holders([(A, 999_500)]))), MINT, SPL_TOKEN, ())
    assert held.against_supply(found, state(1_000_000)) == found
    assert held.against_supply(found, None) == found


def test_an_empty_list_of_accounts_leads_to_the_next_source():
    empty = answer(everyone(), holders([]))
    assert held.plan(read(empty), MINT, SPL_TOKEN) == [ask.das_token_accounts(MINT, 1)]


def test_sources_are_asked_in_their_order():
    assert held.plan(read(), MINT, SPL_TOKEN) == [everyone()]
    assert held.plan(read(NO_SCAN), MINT, SPL_TOKEN) == [ask.das_token_accounts(MINT, 1)]
    assert held.plan(read(NO_SCAN, NO_INDEX), MINT, SPL_TOKEN) == [ask.largest_accounts(MINT)]
    rows = largest([(TOKENS[0], 9)])
    assert held.plan(read(NO_SCAN, NO_INDEX, rows), MINT, SPL_TOKEN) == [ask.accounts((TOKENS[0],))]
    owners = answer(ask.accounts((TOKENS[0],)), accounts([None]))
    assert held.plan(read(NO_SCAN, NO_INDEX, rows, owners), MINT, SPL_TOKEN) == []
    assert held.plan(read(answer(everyone(), holders([(A, 1)]))), MINT, SPL_TOKEN) == []


def test_an_indexer_is_read_page_by_page():
    full = page(1, [(A, 1)] * 1000)
    assert held.plan(read(NO_SCAN, full), MINT, SPL_TOKEN) == [ask.das_token_accounts(MINT, 2)]
    found = held.holdings(read(NO_SCAN, full, page(2, [(B, 3)])), MINT, SPL_TOKEN, ())
    assert found == held.Holdings("indexed", whole=True, slot=77, amounts={A: 1000, B: 3}, accounts=1001)


def test_an_indexer_that_stops_answering_leaves_an_incomplete_list():
    found = held.holdings(
        read(NO_SCAN, page(1, [(A, 1)] * 1000), refusal(ask.das_token_accounts(MINT, 2))), MINT, SPL_TOKEN, ()
    )
    assert (found.source, found.whole, found.amounts) == ("indexed", False, {A: 1000})


def test_an_indexer_that_never_ends_is_left_after_its_page_limit():
    pages = [page(number, [(A, 1)] * 1000) for number in range(1, held.DAS_PAGES + 1)]
    reading = read(NO_SCAN, *pages)
    assert held.plan(reading, MINT, SPL_TOKEN) == []
    assert held.holdings(reading, MINT, SPL_TOKEN, ()).whole is False


def test_the_largest_accounts_bound_everybody_else_by_the_smallest_of_them():
    rows = [(token, 100 - n) for n, token in enumerate(TOKENS)]
    owned = [(SPL_TOKEN, b"\x00" * 32 + base58.decode(A if n < 2 else key(700 + n)) + b"\x00" * 101) for n in range(20)]
    reading = read(NO_SCAN, NO_INDEX, largest(rows), answer(ask.accounts(tuple(TOKENS)), accounts(owned)))
    found = held.holdings(reading, MINT, SPL_TOKEN, ())
    assert (found.source, found.whole, found.slot, found.accounts, found.unseen_largest) == ("largest", False, 88, 20, 81)
    assert found.amounts[A] == 199


def test_a_largest_account_whose_owner_was_not_read_stands_for_itself():
    found = held.holdings(read(NO_SCAN, NO_INDEX, largest([(TOKENS[0], 9)])), MINT, SPL_TOKEN, ())
    assert (found.amounts, found.whole) == ({TOKENS[0]: 9}, True)
    assert held.against_supply(found, state(1000)).whole is False


@pytest.mark.parametrize(
    "bad",
    [
        largest([("not an address", 5)]),
        answer(ask.largest_accounts(MINT), {"context": {"slot": 1}, "value": [{"address": A, "amount": "-5"}]}),
        answer(ask.largest_accounts(MINT), {"context": {"slot": 1}, "value": []}),
        Answer(ask.largest_accounts(MINT), b"[]"),
    ],
)
def test_what_is_no_address_or_amount_is_no_answer(bad):
    reading = read(NO_SCAN, NO_INDEX, bad)
    assert held.plan(reading, MINT, SPL_TOKEN) == []
    assert held.holdings(reading, MINT, SPL_TOKEN, ()).source == "rebuilt"


def test_an_indexer_that_names_no_address_is_no_answer():
    assert held.plan(read(NO_SCAN, page(1, [("<script>", 5)])), MINT, SPL_TOKEN) == [ask.largest_accounts(MINT)]


@pytest.mark.parametrize("standard", ["2022", "spl"])
def test_every_source_finds_the_same_holders_of_a_simulated_launch(standard):
    world = worlds.launched(13, standard=standard, **worlds.SMALL)
    known = worlds.understood(13, standard=standard, **worlds.SMALL)
    assert known.launch.holdings.source == "all"
    assert known.launch.holdings.amounts == world.truth.holdings
    transactions = list({item.transaction.signature: item.transaction for item in known.launch.story.told}.values())
    rebuilt = held.holdings(read(), world.truth.mint, known.launch.subject.program, transactions)
    assert (rebuilt.source, rebuilt.whole, rebuilt.slot) == ("rebuilt", False, None)
    # A plain transfer names neither curve nor mint, so it is in no list: the tokens then seem to be where they were bought.
    assert sum(rebuilt.amounts.values()) == world.truth.supply
    assert rebuilt.amounts[world.truth.curve] == world.truth.holdings[world.truth.curve]
    moved = {
        owner
        for owner in world.truth.holdings | rebuilt.amounts
        if rebuilt.amounts.get(owner) != world.truth.holdings.get(owner)
    }
    assert len(moved) <= 4
