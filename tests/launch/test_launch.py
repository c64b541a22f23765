"""Where a report can be made, and what is said where it cannot."""

from typing import Any

import pytest
from msgspec.structs import replace

from reporter.decode.reading import Reading
from reporter.errors import EndpointRefused, InputError, NeverTraded, NotAMint
from reporter.launch.launch import launch
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_labels, load_rules
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN
from reporter.model.pack import Parameters
from tests.end_to_end import worlds
from tests.launch.fake import account, accounts, answer, key, read, refusal
from tests.launch.test_subject import raw_mint

RULES, LABELS = load_rules(), load_labels()
MINT = key(1)
NO_LIST = answer(ask.signatures(MINT), [])
NO_ACCOUNT = answer(ask.account(MINT), {"context": {"slot": 1}, "value": None})


def of(*answers: Any, mint: Any = MINT) -> Any:
    return launch(read(*answers), Parameters(mint), LABELS, RULES)


def test_an_address_without_account_or_history_is_no_mint():
    with pytest.raises(NotAMint, match="no token mint"):
        of(NO_ACCOUNT, NO_LIST)


def test_a_refusing_endpoint_is_not_blamed_on_the_address():
    with pytest.raises(EndpointRefused):
        of(refusal(ask.account(MINT)), refusal(ask.signatures(MINT)))


def test_a_budget_too_small_for_the_mint_is_not_blamed_on_the_address():
    with pytest.raises(InputError, match="budget"):
        of(answer(ask.genesis(), "x"))


def test_a_mint_without_supply_and_history_never_traded():
    with pytest.raises(NeverTraded):
        of(answer(ask.account(MINT), account(SPL_TOKEN, raw_mint(supply=0))), NO_LIST)


@pytest.mark.parametrize("listed", [NO_LIST, refusal(ask.signatures(MINT), -32011)])
def test_a_supply_without_a_list_is_a_launch_whose_history_is_withheld(listed):
    found = of(answer(ask.account(MINT), account(SPL_TOKEN, raw_mint(supply=9))), listed)
    assert (found.story.told, found.story.origin, found.holdings.source) == ((), None, "rebuilt")


def test_trades_after_the_snapshot_are_left_out():
    pack = worlds.packed(13, **worlds.SMALL)
    known = worlds.understood(13, **worlds.SMALL)
    middle = known.launch.story.told[len(known.launch.story.told) // 2].place.slot
    methods = {"getAccountInfo", "getMultipleAccounts", "getProgramAccounts"}
    kept = [a for a in pack.answers if a.question.method not in methods]
    kept.append(answer(ask.account(pack.parameters.mint), account(SPL_TOKEN, raw_mint(supply=10**15), slot=middle)))
    around = next(a.question for a in pack.answers if a.question.method == "getMultipleAccounts")
    kept.append(answer(around, accounts([], slot=middle - 7)))
    history = next(
        a
        for a in pack.answers
        if a.question.method == "getSignaturesForAddress"
        and known.launch.around.known.keys() & set(ask.parameters(a.question)[:1])
    )
    kept.append(replace(history, question=ask.signatures(pack.parameters.mint)))
    found = launch(Reading(MemoryAnswers(kept)), pack.parameters, LABELS, RULES)
    assert (found.snapshot, found.spread) == (middle, 7)
    assert max(item.place.slot for item in found.story.told) == middle
    assert len(found.story.told) < len(known.launch.story.told)
