"""The books of the simulated ledger balance, and its bytes are real transactions."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from solders.transaction import VersionedTransaction

from reporter.model.ids import SYSTEM
from reporter.simulator.accounts import LAMPORTS_PER_BYTE, is_token_account, mint_state, rent, token_state
from reporter.simulator.chain import Ledger
from reporter.simulator.landed import Landed
from reporter.simulator.launch import funded_launch
from reporter.simulator.programs import system
from reporter.simulator.transaction import Order
from reporter.simulator.truth import Launch
from tests.simulator.conftest import SMALL

VARIANTS: tuple[dict[str, object], ...] = (
    {},
    {"sponsor": "funder", "fan_out": True, "bundle": False, "hub": False},
    {"sponsor": "creator", "multi_buy": True, "standard": "spl", "dev_buy": 0.0},
    {"wrapped_close": True, "rent_by_creator": True, "creator_pays_member": True, "prefunded": True, "exits": "sink"},
)


@pytest.fixture(scope="module", params=VARIANTS, ids=lambda changes: "-".join(changes) or "plain")
def variant(request: pytest.FixtureRequest) -> Launch:
    return funded_launch(21, **{**SMALL, **request.param})


def transactions(launch: Launch) -> Iterable[Landed]:
    for block in launch.ledger.blocks.values():
        yield from block.transactions


def test_every_transaction_moves_lamports_without_making_or_losing_any(variant: Launch) -> None:
    for landed in transactions(variant):
        meta = landed.effects()
        assert sum(meta["preBalances"]) - sum(meta["postBalances"]) == meta["fee"], landed.signature


def test_lamports_of_the_whole_ledger_are_those_it_began_with_less_the_burned_half_of_base_fees(variant: Launch) -> None:
    fees = [landed.effects()["fee"] for landed in transactions(variant)]
    base = [5000 * len(landed.signatures) for landed in transactions(variant)]
    rewards = sum(block.rewards[0]["lamports"] for block in variant.ledger.blocks.values() if block.rewards)
    assert variant.ledger.burned + rewards == sum(fees)
    assert abs(variant.ledger.burned * 2 - sum(base)) <= len(variant.ledger.blocks)
    fresh = funded_launch(21, **{**SMALL, "group": 0, "strangers": 0, "payouts": 0})
    assert variant.ledger.lamports + variant.ledger.burned == fresh.ledger.lamports + fresh.ledger.burned


def test_token_accounts_hold_exactly_the_supply(variant: Launch) -> None:
    held = [token_state(account) for account in variant.ledger.accounts.values() if is_token_account(account)]
    mint = mint_state(variant.ledger.accounts[variant.truth.mint])
    assert sum(state.amount for state in held if state.mint == variant.truth.mint) == mint.supply == variant.truth.supply
    assert mint.authority is None


def test_every_transaction_conserves_tokens_except_the_one_that_mints(variant: Launch) -> None:
    for landed in transactions(variant):
        meta = landed.effects()
        sums = [
            sum(int(entry["uiTokenAmount"]["amount"]) for entry in meta[side] if entry["mint"] == variant.truth.mint)
            for side in ("preTokenBalances", "postTokenBalances")
        ]
        minted = variant.truth.supply if landed.signature == variant.truth.creation else 0
        assert sums[1] - sums[0] == minted, landed.signature


def test_balances_of_one_transaction_are_where_the_next_one_begins(variant: Launch) -> None:
    last: dict[str, int] = {}
    rewarded = {block.rewards[0]["pubkey"] for block in variant.ledger.blocks.values()}
    for landed in transactions(variant):
        meta = landed.effects()
        for key, before, after in zip(landed.keys, meta["preBalances"], meta["postBalances"], strict=True):
            if key not in rewarded:
                assert last.get(key, before) == before, key
                last[key] = after


def test_every_signature_verifies_and_the_wire_form_reads_back(variant: Launch) -> None:
    for landed in transactions(variant):
        read = VersionedTransaction.from_bytes(landed.wire)
        assert all(read.verify_with_results())
        assert tuple(str(signature) for signature in read.signatures) == landed.signatures
        assert len(landed.wire) <= (4096 if landed.version == 1 else 1232)


def test_no_account_stays_below_its_rent(variant: Launch) -> None:
    for address, account in variant.ledger.accounts.items():
        assert account.lamports == 1 or account.lamports >= rent(len(account.data)), address


def test_rent_is_that_of_the_recorded_era() -> None:
    assert (LAMPORTS_PER_BYTE, rent(0), rent(165), rent(170)) == (5080, 650_240, 1_488_440, 1_513_840)


def test_blocks_form_a_chain_with_true_indexes_and_some_votes(launch: Launch) -> None:
    blocks = list(launch.ledger.blocks.values())
    assert all(later.parent == earlier.slot for earlier, later in pairwise(blocks))
    assert all(later.previous == earlier.blockhash for earlier, later in pairwise(blocks))
    assert all([landed.index for landed in block.transactions] == list(range(len(block.transactions))) for block in blocks)
    votes = [landed for landed in transactions(launch) if landed.keys[-1].startswith("Vote111")]
    assert 20 < len(votes) < 600
    busy = launch.ledger.blocks[launch.truth.creation_slot]
    assert any(landed in busy.transactions for landed in votes) or len(busy.transactions) > 10


def test_times_of_blocks_never_run_backwards_and_follow_the_slots(launch: Launch) -> None:
    times = [block.time or 0 for block in launch.ledger.blocks.values()]
    assert times == sorted(times)
    assert launch.truth.creation_time == launch.ledger.time_of(launch.truth.creation_slot)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_none_of_them() -> None:
    one, two, other = (funded_launch(seed, **SMALL) for seed in (5, 5, 6))
    assert [landed.wire for landed in transactions(one)] == [landed.wire for landed in transactions(two)]
    assert [landed.effects() for landed in transactions(one)] == [landed.effects() for landed in transactions(two)]
    assert one.truth == two.truth
    assert not {landed.signature for landed in transactions(one)} & {landed.signature for landed in transactions(other)}


class TestSubmitting:
    """One small ledger, one transaction at a time."""

    @pytest.fixture
    def ledger(self) -> Ledger:
        ledger = Ledger(1, slot=100, time=1_794_000_000, height=90)
        ledger.endow(SYSTEM, 1, executable=True)
        ledger.endow(ledger.keyring.wallet("rich"), 10**9)
        ledger.open(101, ledger.keyring.wallet("leader"))
        return ledger

    def test_a_failed_transaction_changes_nothing_but_pays_its_fee(self, ledger: Ledger) -> None:
        rich, poor = ledger.keyring.wallet("rich"), ledger.keyring.wallet("poor")
        calls = (system.transfer(rich, poor, 700_000), system.transfer(rich, poor, 2 * 10**9))
        meta = ledger.submit(Order(rich, calls)).effects()
        assert meta["err"] == {"InstructionError": [1, {"Custom": 1}]}
        assert meta["status"] == {"Err": meta["err"]}
        assert poor not in ledger.accounts
        assert ledger.accounts[rich].lamports == 10**9 - 5000

    def test_a_payment_that_leaves_an_account_below_its_rent_fails(self, ledger: Ledger) -> None:
        rich, poor = ledger.keyring.wallet("rich"), ledger.keyring.wallet("poor")
        landed = ledger.submit(Order(rich, (system.transfer(rich, poor, 649_999),)))
        assert landed.error == {"InsufficientFundsForRent": {"account_index": landed.keys.index(poor)}}

    def test_a_payer_without_money_never_lands(self, ledger: Ledger) -> None:
        poor = ledger.keyring.wallet("poor")
        with pytest.raises(ValueError, match="cannot pay"):
            ledger.submit(Order(poor, (system.transfer(poor, poor, 1),)))

    def test_nobody_spends_the_money_of_a_wallet_that_did_not_sign(self, ledger: Ledger) -> None:
        rich, thief = ledger.keyring.wallet("rich"), ledger.keyring.wallet("thief")
        ledger.submit(Order(rich, (system.transfer(rich, thief, 10**8),)))
        call = system.transfer(rich, thief, 10**8)
        unsigned = type(call)(call.program, (type(call.accounts[0])(rich, writable=True), call.accounts[1]), call.data)
        landed = ledger.submit(Order(thief, (unsigned,)))
        assert landed.error == {"InstructionError": [0, "MissingRequiredSignature"]}

    def test_slots_only_grow(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="order of their slots"):
            ledger.open(101, ledger.keyring.wallet("leader"))
