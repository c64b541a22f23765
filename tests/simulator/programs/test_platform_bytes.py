"""Programs of the platforms against recorded transactions: account order, arithmetic, events; account data against readers."""

import json
from pathlib import Path

import pytest
from solders.transaction import VersionedTransaction

from reporter.decode import accounts as read
from reporter.decode import heaven_accounts, launchlab_accounts
from reporter.decode.lp_pools import lp_pool
from reporter.model import base58
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL
from reporter.simulator.addresses import associated
from reporter.simulator.landed import Landed
from reporter.simulator.programs import launchlab, product
from reporter.simulator.programs.cpmm.pool import CPMM, CpmmPool
from reporter.simulator.programs.damm.pool import DAMM
from reporter.simulator.programs.launchlab.pool import LAUNCHLAB, Curve
from reporter.simulator.programs.pump.coin import Coin
from reporter.simulator.programs.pump.migrate import pool_of
from reporter.simulator.programs.pumpswap.pool import PUMPSWAP
from reporter.simulator.programs.pumpswap.trade import fees, tokens_for
from reporter.simulator.wire import landed_from
from tests.simulator.platforms import CURVES, made

SELF_CALL = bytes.fromhex("e445a52e51cb9a1d")


class Called:
    """The calls of a recorded transaction to one program, below any other."""

    def __init__(self, shared: Path, prefix: str, program: str) -> None:
        answer = json.loads(next((shared / "transactions").glob(f"{prefix}*.json")).read_text())["result"]
        self.landed = landed_from(answer, slot=answer["slot"], index=None, time=answer["blockTime"])
        self.calls = [
            ([keys[i] for i in call["accounts"]], base58.decode(call["data"]))
            for keys in [self.landed.keys]
            for group in answer["meta"]["innerInstructions"]
            for call in group["instructions"]
            if keys[call["programIdIndex"]] == program
        ]


def top_level(landed: Landed, program: str) -> list[tuple[list[str], bytes]]:
    message = VersionedTransaction.from_bytes(landed.wire).message
    keys = landed.keys
    return [
        ([keys[i] for i in call.accounts], bytes(call.data))
        for call in message.instructions
        if keys[call.program_id_index] == program
    ]


def events_of(landed: Landed, program: str) -> list[bytes]:
    return [
        base58.decode(call["data"])[8:]
        for group in landed.effects()["innerInstructions"]
        for call in group["instructions"]
        if landed.keys[call["programIdIndex"]] == program and base58.decode(call["data"])[:8] == SELF_CALL
    ]


def u64(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 8], "little")


def test_a_pumpswap_buy_names_the_accounts_of_the_recorded_one(shared: Path) -> None:
    whole = Called(shared, "3KBJWV5M", PUMPSWAP)
    [(accounts, _)] = top_level(whole.landed, PUMPSWAP)
    [(_, event)] = whole.calls
    coin = Coin(accounts[3], base58.encode(event[16 + 13 * 8 + 6 * 32 + 8 : 16 + 13 * 8 + 6 * 32 + 40]), TOKEN_2022)
    call = pool_of(coin).trade("buy_exact_quote_in", accounts[1], (1, 1), 0 + 8 * 3)
    mine = [meta.address for meta in call.accounts]
    assert len(mine) == len(accounts) == 26
    assert [n for n in range(26) if mine[n] != accounts[n]] == [23]  # an account no interface names
    assert len(event) - 8 == 504


def test_a_simulated_pumpswap_buy_has_an_event_of_the_recorded_length(shared: Path) -> None:
    launch = made(("pumpswap", {"standard": "spl", "happenings": True, "deployer": True}))
    signature = next(m.signature for m in launch.truth.trades if m.trade.side == "buy" and m.trade.wallet in launch.truth.group)
    [event] = events_of(launch.ledger.by_signature[signature], PUMPSWAP)
    recorded = Called(shared, "3KBJWV5M", PUMPSWAP).calls[0][1][8:]
    assert (event[:8], len(event)) == (recorded[:8], len(recorded))


def test_pumpswap_prices_as_recorded(shared: Path) -> None:
    event = Called(shared, "3KBJWV5M", PUMPSWAP).calls[0][1][16:]
    tokens, base, quote, total, with_lp, net = (u64(event, at) for at in (8, 40, 48, 56, 96, 104))
    virtual = int.from_bytes(event[-49:-33], "little")
    assert tokens_for(base, quote + virtual, total) == (tokens, net)
    costs = fees(net)
    assert (costs.lp, costs.protocol, costs.creator, costs.buyback) == (7512, 1878, 1878, 939)
    assert (with_lp, total) == (net + costs.lp, net + costs.total)


def test_pumpswap_sells_and_buys_exact_amounts_as_recorded() -> None:
    # 42HczUe3 (buy_v2) and 3dfNgmZp (sell_v2): tokens, base, quote and virtual quote, then what the event tells.
    assert product.wanted(312_576_952_772, 1_227_739_450 + 299_253_745, 211_910_202_444_338) == 2_255_710
    assert product.given(288_573_283_672, 221_036_371_244_395, 2_781_341_585 + 560_474_884) == 4_357_208


@pytest.mark.parametrize(("prefix", "bought"), [("3a51pehe", True), ("Q27PiYUC", True), ("1DnjawZs", False)])
def test_launchlab_prices_and_charges_as_recorded(shared: Path, prefix: str, bought: bool) -> None:
    event = next(data[16:] for _, data in Called(shared, prefix, LAUNCHLAB).calls if data[:8] == SELF_CALL)
    virtual_base, virtual_quote, base, quote, base_after, quote_after, given, got, protocol, platform = (
        u64(event, at) for at in range(40, 120, 8)
    )
    reserves = (virtual_base - base, virtual_quote + quote)
    if bought:
        assert (protocol, platform) == launchlab.fees(given)
        assert quote_after - quote == given - protocol - platform
        assert got == base_after - base == product.given(given - protocol - platform, reserves[1], reserves[0])
    else:
        whole = product.given(given, *reserves)
        assert (protocol, platform) == launchlab.fees(whole)
        assert (got, quote - quote_after, base - base_after) == (whole - protocol - platform, whole, given)


def test_a_launchlab_trade_names_the_accounts_of_the_recorded_one(shared: Path) -> None:
    calls = Called(shared, "1DnjawZs", LAUNCHLAB).calls
    accounts = next(accounts for accounts, data in calls if data[:8] != SELF_CALL)
    curve = Curve(accounts[9], accounts[10], TOKEN_2022, SPL_TOKEN)
    call = curve.trade("sell_exact_in", accounts[0], "1nc1nerator11111111111111111111111111111111", (1, 1))
    mine = [meta.address for meta in call.accounts]
    assert len(mine) == len(accounts) == 18
    # Another platform with its fee vault, accounts of the user that are no associated ones, a creator only the curve tells.
    assert [n for n in range(18) if mine[n] != accounts[n]] == [3, 5, 6, 16, 17]


def test_a_migration_to_cpmm_makes_the_pool_the_recorded_way(shared: Path) -> None:
    accounts = next(a for a, _ in Called(shared, "3EAWtyqZ", CPMM).calls)
    pool = CpmmPool(accounts[1], accounts[5], accounts[6], TOKEN_2022, TOKEN_2022, accounts[2])
    assert pool.address == accounts[4]
    assert (pool.lp_mint, pool.vault(accounts[5]), pool.vault(accounts[6])) == (accounts[7], accounts[11], accounts[12])
    assert pool.shares_of(accounts[0]) == accounts[10]
    assert pool.observation == accounts[14]
    curve = Curve(accounts[6], accounts[5])
    assert (curve.vault(accounts[6]), curve.vault(accounts[5])) == (accounts[9], accounts[8])
    assert associated("3f7GcQFG397GAaEnv51zR6tsTVihYRydnydDD1cXekxH", pool.lp_mint, SPL_TOKEN).startswith("5vnnK")


def test_a_simulated_migration_calls_the_programs_the_recorded_one_calls(shared: Path) -> None:
    launch = made(("bonk", {"standard": "spl", "happenings": True, "graduates": 4.0}))
    assert launch.truth.graduation is not None

    def shape(landed: Landed) -> list[tuple[str, int, int]]:
        rows = [call for group in landed.effects()["innerInstructions"] for call in group["instructions"]]
        return [(landed.keys[c["programIdIndex"]], base58.decode(c["data"])[0], c["stackHeight"]) for c in rows]

    recorded = shape(Called(shared, "3EAWtyqZ", CPMM).landed)
    mine = shape(launch.ledger.by_signature[launch.truth.graduation.signature])
    # Up to the lock of the shares, token programs aside: the recorded coin is of Token-2022.
    plain = [[(p if p != TOKEN_2022 else SPL_TOKEN, *rest) for p, *rest in rows] for rows in (recorded[:20], mine[:20])]
    assert plain[0] == plain[1]


def test_a_cpmm_swap_names_the_accounts_of_the_recorded_one(shared: Path) -> None:
    accounts, _ = Called(shared, "213kMyMK", CPMM).calls[0]
    one, other = (accounts[10], accounts[8]), (accounts[11], accounts[9])
    pool = CpmmPool.of(accounts[0], one, other, accounts[2])
    mine = [meta.address for meta in pool.swap(accounts[0], accounts[10], 1, 1).accounts]
    assert [n for n in range(13) if mine[n] != accounts[n]] in ([], [4], [5], [4, 5])  # a router's own token accounts
    assert pool.address == accounts[3]


@pytest.mark.parametrize("platform", CURVES)
def test_readers_of_account_data_find_what_is_in_the_accounts(platform: str) -> None:
    launch = made((platform, {"standard": "spl", "happenings": True, "graduates": 4.0}))
    truth, ledger = launch.truth, launch.ledger
    assert truth.graduation is not None
    pool = ledger.accounts[truth.graduation.pool]
    known = lp_pool(pool.owner, pool.data)
    assert known is not None
    assert set(known.mints) == {truth.mint, WRAPPED_SOL}
    assert known.issued > 0
    assert pool.owner in {PUMPSWAP, CPMM, DAMM}


def test_readers_find_a_launchlab_curve_and_a_heaven_pool() -> None:
    bonk = made(("bonk", {"standard": "spl", "happenings": True, "deployer": True}))
    curve = launchlab_accounts.curve(bonk.ledger.accounts[bonk.truth.curve].data)
    assert curve is not None
    assert (curve.base_mint, curve.quote_mint, curve.creator) == (bonk.truth.mint, WRAPPED_SOL, bonk.truth.creator)
    heaven = made(("heaven", {"standard": "spl", "happenings": True, "deployer": True}))
    pool = heaven_accounts.liquidity_pool(heaven.ledger.accounts[heaven.truth.curve].data)
    assert pool is not None
    assert pool.creator == heaven.truth.creator
    assert pool.reserve_token == heaven.truth.holdings[heaven.truth.curve]


def test_readers_find_name_and_creator_of_coins_with_a_metaplex_account() -> None:
    for platform in ("bonk", "pumpswap", "cpmm", "meteora", "unknown"):
        launch = made((platform, {"standard": "spl", "happenings": True, "deployer": True}))
        found = [
            read.metaplex_metadata(account.data)
            for account in launch.ledger.accounts.values()
            if account.owner == "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"
        ]
        assert [known.mint for known in found if known is not None] == [launch.truth.mint]
