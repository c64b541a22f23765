"""Launches on every platform keep the ledger's laws, and their truth is what the ledger holds."""

import time
from collections import Counter

import pytest
from solders.transaction import VersionedTransaction

from reporter.model.ids import INCINERATOR, SYSTEM, USD1, USDC, WRAPPED_SOL
from reporter.simulator.accounts import is_token_account, mint_state, rent, token_state
from reporter.simulator.facts import Pooled, Traded
from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.platforms import PLATFORMS
from reporter.simulator.truth import Launch
from tests.simulator.platforms import CASES, CURVES, made, name_of

POOLED = ("pumpswap", "cpmm", "unknown")  # coins whose creator mints everything and pools most of it
KEPT = 200_000_000_000_000


@pytest.fixture(scope="module", params=CASES, ids=name_of)
def launch(request: pytest.FixtureRequest) -> Launch:
    return made(request.param)


def test_every_transaction_moves_lamports_without_making_or_losing_any(launch: Launch) -> None:
    for landed in launch.ledger.by_signature.values():
        meta = landed.effects()
        assert sum(meta["preBalances"]) - sum(meta["postBalances"]) == meta["fee"], landed.signature


def test_no_transaction_makes_tokens_but_the_creation_and_none_loses_any_but_the_burn(launch: Launch) -> None:
    changes = Counter[str]()
    for landed in launch.ledger.by_signature.values():
        meta = landed.effects()
        for side, sign in (("preTokenBalances", -1), ("postTokenBalances", 1)):
            for entry in meta[side]:
                if entry["mint"] == launch.truth.mint:
                    changes[landed.signature] += sign * int(entry["uiTokenAmount"]["amount"])
    made_or_lost = {signature: change for signature, change in changes.items() if change}
    burned = launch.truth.burned
    assert made_or_lost.pop(launch.truth.creation) == launch.truth.supply
    assert list(made_or_lost.values()) == ([-burned] if burned else [])


def test_holdings_are_what_token_accounts_and_mint_say(launch: Launch) -> None:
    truth = launch.truth
    held = Counter[str]()
    for account in launch.ledger.accounts.values():
        if is_token_account(account) and token_state(account).mint == truth.mint:
            held[token_state(account).owner] += token_state(account).amount
    assert {owner: amount for owner, amount in held.items() if amount} == truth.holdings
    state = mint_state(launch.ledger.accounts[truth.mint])
    assert (state.supply, state.authority) == (truth.supply - truth.burned, None)
    assert truth.circulating == sum(v for k, v in held.items() if k not in {*truth.markets, INCINERATOR})


def test_every_signature_verifies_and_every_transaction_fits(launch: Launch) -> None:
    for landed in launch.ledger.by_signature.values():
        assert all(VersionedTransaction.from_bytes(landed.wire).verify_with_results())
        assert len(landed.wire) <= (4096 if landed.version == 1 else 1232)
        assert len(landed.keys) <= 64


def test_no_account_stays_below_its_rent(launch: Launch) -> None:
    for address, account in launch.ledger.accounts.items():
        assert account.lamports == 1 or account.lamports >= rent(len(account.data)), address


def test_only_the_deliberate_buy_fails(launch: Launch) -> None:
    failed = [landed for landed in launch.ledger.by_signature.values() if landed.error is not None]
    assert len(failed) <= 1
    assert not {made_.signature for made_ in launch.truth.trades} & {landed.signature for landed in failed}


def test_trades_liquidity_and_gifts_explain_every_holding(launch: Launch) -> None:
    truth = launch.truth
    net = Counter[str]()
    for noted in launch.ledger.facts:
        if isinstance(noted.fact, Traded):
            sign = 1 if noted.fact.side == "buy" else -1
            net[noted.fact.wallet] += sign * noted.fact.token_amount
        elif isinstance(noted.fact, Pooled):
            net[noted.fact.wallet] -= noted.fact.token_amount
    holders = {wallet: amount for wallet, amount in truth.holdings.items() if wallet not in truth.markets}
    differing = {wallet for wallet in {*net, *holders} - {*truth.markets} if net[wallet] != holders.get(wallet, 0)}
    names = ("friend with a present", "burner", "locker", "giver", "friend who is handed an account")
    known = {launch.ledger.keyring.wallet(name) for name in names} | {INCINERATOR}
    known |= {wallet for wallet, person in truth.people.items() if person.role == "lock"}
    known |= {truth.creator} if truth.platform in POOLED else set()  # mints everything
    assert len(differing - known) <= 1  # whoever gave the present


def test_the_truth_names_every_trade_with_its_quote(launch: Launch) -> None:
    truth = launch.truth
    assert {made_.trade.mint for made_ in truth.trades} == {truth.mint}
    assert {made_.trade.quote_mint for made_ in truth.trades} == {launch.coin.quote}
    assert {made_.trade.side for made_ in truth.trades} == {"buy", "sell"}
    assert all(made_.trade.token_amount > 0 and made_.trade.quote_amount > 0 for made_ in truth.trades)
    assert set(truth.group) <= set(truth.early_buyers)
    assert all(made_.trade.wallet in truth.people for made_ in truth.trades)


def test_balances_change_by_what_the_truth_says_was_bought_and_sold(launch: Launch) -> None:
    for made_ in launch.truth.trades:
        landed = launch.ledger.by_signature[made_.signature]
        change = 0
        for side, sign in (("preTokenBalances", -1), ("postTokenBalances", 1)):
            for entry in landed.effects()[side]:
                if entry["mint"] == launch.truth.mint and entry["owner"] == made_.trade.wallet:
                    change += sign * int(entry["uiTokenAmount"]["amount"])
        alike = [o.trade for o in launch.truth.trades if (o.signature, o.trade.wallet) == (made_.signature, made_.trade.wallet)]
        # The creator pools most of what it minted in the transaction of its first buy, or minted before it.
        first = made_ == launch.truth.trades[0] and launch.truth.platform in POOLED
        kept = 0 if not first else KEPT if made_.signature == launch.truth.creation else KEPT - launch.truth.supply
        assert change - kept == sum(t.token_amount if t.side == "buy" else -t.token_amount for t in alike)


@pytest.mark.parametrize("case", [c for c in CASES if "graduates" in c[1]], ids=name_of)
def test_a_curve_graduates_into_a_pool_and_trading_goes_on_there(case) -> None:
    truth = made(case).truth
    expected = {"pumpfun": "pumpswap", "bonk": "cpmm", "meteora": "meteora_damm_v2"}[truth.platform]
    assert truth.graduation is not None
    assert (truth.graduation.platform, truth.graduation.pool in truth.markets) == (expected, True)
    venues = [made_.trade.market for made_ in truth.trades]
    assert set(venues) == {truth.curve, truth.graduation.pool}
    last = max(n for n, market in enumerate(venues) if market == truth.curve)
    assert truth.graduation.pool not in venues[: last + 1]
    assert len(venues) - last > 8
    pools = [made(case).ledger.accounts[key] for key in (truth.graduation.pool,)]
    assert all(len(account.data) > 200 for account in pools)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_people_trade_by_router_by_relayer_and_from_a_vault_wallet(platform: str) -> None:
    launch = made((platform, {"standard": "spl", "happenings": True, "deployer": True}))
    truth = launch.truth
    payers = Counter(launch.ledger.by_signature[made_.signature].keys[0] for made_ in truth.trades)
    assert payers[launch.ledger.keyring.wallet("relayer")] >= 2
    vaults = {wallet for wallet, person in truth.people.items() if person.role == "vault"}
    assert len(vaults) == 2
    assert vaults <= set(truth.early_buyers) & set(truth.holdings)
    assert all(truth.people[vault].controller != vault for vault in vaults)
    owners = [launch.ledger.accounts[vault].owner == SYSTEM for vault in sorted(vaults)]
    assert sorted(owners) == ([True, True] if platform in {"pumpfun", "pumpswap"} else [False, True])
    programs = {key for made_ in truth.trades for key in launch.ledger.by_signature[made_.signature].keys}
    assert "JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4" in programs


@pytest.mark.parametrize("platform", PLATFORMS)
def test_tokens_are_burned_thrown_away_and_handed_over_with_their_account(platform: str) -> None:
    truth = made((platform, {"standard": "spl", "happenings": True, "deployer": True})).truth
    assert truth.burned > 0
    assert truth.holdings[INCINERATOR] > 0
    friend = made((platform, {"standard": "spl", "happenings": True, "deployer": True})).ledger.keyring.wallet(
        "friend who is handed an account"
    )
    assert (friend in truth.holdings) == (platform != "heaven")  # Token-2022 accounts keep their owner


def test_somebody_else_may_pay_for_the_creation() -> None:
    for platform in PLATFORMS:
        truth = made((platform, {"standard": "spl", "happenings": True, "deployer": True})).truth
        assert truth.payer != truth.creator
        assert truth.people[truth.payer].role == "deployer"


@pytest.mark.parametrize("quote", ["USDC", "USD1"])
def test_coins_of_launchlab_can_be_bought_with_dollars(quote: str) -> None:
    launch = funded_launch(8, platform="bonk", quote=quote, group=3, strangers=8, payouts=4)
    assert {made_.trade.quote_mint for made_ in launch.truth.trades} == {{"USDC": USDC, "USD1": USD1}[quote]}
    assert len(launch.truth.early_buyers) == 12


@pytest.mark.parametrize("platform", PLATFORMS)
def test_liquidity_is_put_in_and_taken_out_where_there_is_a_pool(platform: str) -> None:
    graduates = {"graduates": 4.0} if platform in CURVES else {"deployer": True}
    launch = made((platform, {"standard": "spl", "happenings": True, **graduates}))
    provider = launch.ledger.keyring.wallet("provider")
    moved = [n.fact.token_amount for n in launch.ledger.facts if isinstance(n.fact, Pooled) and n.fact.wallet == provider]
    assert [amount > 0 for amount in moved] == ([] if platform == "heaven" else [True, False])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(platform: str) -> None:
    few = {"group": 3, "strangers": 6, "payouts": 3, "happenings": True, "platform": platform}
    worlds = [funded_launch(seed, **few) for seed in (9, 9, 10)]
    wires = [[landed.wire for landed in world.ledger.by_signature.values()] for world in worlds]
    assert wires[0] == wires[1]
    assert worlds[0].truth == worlds[1].truth
    assert wires[0] != wires[2]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_world_of_75_wallets_is_made_in_two_seconds(platform: str) -> None:
    start = time.process_time()
    launch = funded_launch(11, platform=platform)
    assert time.process_time() - start < 2
    assert len(launch.truth.early_buyers) == 73


def test_nobody_runs_a_hot_launch_on_another_platform_either() -> None:
    truth = hot_launch(12, buyers=40, payouts=6, platform="cpmm").truth
    assert (truth.group, truth.platform, len(truth.early_buyers)) == ((), "cpmm", 41)


def test_sol_is_the_usual_quote() -> None:
    for platform in PLATFORMS:
        assert made((platform, {"standard": "spl", "happenings": True, "deployer": True})).coin.quote == WRAPPED_SOL
