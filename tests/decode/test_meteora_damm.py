"""Meteora DAMM v2 decoded, DAMM v1 recognised. All bytes here are synthetic; none are recorded."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.meteora_accounts import DAMM_V1, DAMM_V2, DAMM_V2_AUTHORITY, DBC, DBC_AUTHORITY
from reporter.decode.programs import TABLE
from reporter.decode.programs import meteora_layouts as layout
from reporter.decode.programs.anchor import SELF_CALL, instruction_tag
from reporter.decode.programs.meteora_damm import KNOWN, PROGRAMS
from reporter.model.events import Buy, Liquidity, Migrate, Payout, Sell
from reporter.model.ids import USDC, WRAPPED_SOL, Address
from tests.decode.pumpfun_bytes import key, pack, transaction
from tests.decode.venue_bytes import Scene, account, at_places

MINT, OTHER, POOL, WALLET, PAYER, CURVE, POSITION = (key(n) for n in range(1, 8))
VAULT_A, VAULT_B = account(DAMM_V2_AUTHORITY, MINT), account(DAMM_V2_AUTHORITY, WRAPPED_SOL)


def swap_accounts(*, buy: bool, mint_b: str = WRAPPED_SOL) -> tuple[Address, ...]:
    mine = account(WALLET, mint_b if buy else MINT), account(WALLET, MINT if buy else mint_b)
    places = {1: POOL, 2: mine[0], 3: mine[1], 4: VAULT_A, 5: account(DAMM_V2_AUTHORITY, mint_b), 6: MINT, 7: mint_b, 8: WALLET}
    return at_places(14, places)


def swap2_event(*, forward: bool, paid: int, without: int, got: int, fees: tuple[int, int, int, int]) -> bytes:
    """EvtSwap2: 180 bytes behind the discriminator."""
    body = pack(POOL, bytes([not forward, 0, 1]), paid, 1, b"\0", paid, without, 0, got, bytes(16), *fees)
    return body + pack(paid, got, got, 1_700_000_000, 5, 6)


def open_event(creator: Address, *, dynamic: bool) -> bytes:
    """EvtInitializePool up to its last field."""
    body = pack(POOL, MINT, WRAPPED_SOL, creator, PAYER, key(50), bytes(27), bytes(3), bytes([dynamic]), bytes(32 * dynamic))
    return body + bytes(32) + bytes(2 + 16 + 16 + 8 + 2) + pack(500, 80, 500, 80, b"\0")


def trade(kind: type[Buy | Sell], **other: Any) -> Buy | Sell:
    fields: dict[str, Any] = {"fees": None, "quote_mint": WRAPPED_SOL, "mint": MINT, "quote_amount": 900, "token_amount": 70}
    return kind(platform="unknown", wallet=WALLET, path=(0,), **(fields | {"market": POOL} | other))


def put(sign: int = 1, **other: Any) -> Liquidity:
    fields: dict[str, Any] = {"wallet": WALLET, "path": (0,)} | other
    return Liquidity(
        platform="unknown",
        mint=MINT,
        quote_mint=WRAPPED_SOL,
        quote_amount=sign * 80,
        token_amount=sign * 500,
        market=POOL,
        **fields,
    )


def test_the_programs_are_venues_and_no_platform() -> None:
    assert [(p.program, p.platform, p.venue) for p in PROGRAMS] == [(DAMM_V2, None, True), (DAMM_V1, None, True)]
    assert [TABLE[program] for program in (DAMM_V2, DAMM_V1)] == list(PROGRAMS)


@pytest.mark.parametrize("name", ["swap", "swap2"])
def test_a_buy_pays_its_fees_in_the_price(name: str) -> None:
    scene = Scene(WALLET).ask(DAMM_V2, name, swap_accounts(buy=True), bytes(17))
    scene.token(WALLET, DAMM_V2_AUTHORITY, WRAPPED_SOL, 900).token(DAMM_V2_AUTHORITY, WALLET, MINT, 70)
    scene.event("EvtSwap2", swap2_event(forward=False, paid=900, without=890, got=70, fees=(5, 2, 2, 1)))
    decoded = decode(scene.made())
    assert decoded.events == (trade(Buy, fees=10),)
    assert decoded.unknown == ()


def test_a_sale_gets_what_is_left_after_fees() -> None:
    scene = Scene(WALLET).ask(DAMM_V2, "swap2", swap_accounts(buy=False), bytes(17))
    scene.token(WALLET, DAMM_V2_AUTHORITY, MINT, 70).token(DAMM_V2_AUTHORITY, WALLET, WRAPPED_SOL, 900)
    scene.event("EvtSwap2", swap2_event(forward=True, paid=70, without=70, got=900, fees=(5, 2, 2, 1)))
    assert decode(scene.made()).events == (trade(Sell, fees=10),)


def test_without_transfers_the_event_tells_and_without_both_nothing_happened() -> None:
    scene = Scene(WALLET).ask(DAMM_V2, "swap2", swap_accounts(buy=False), bytes(17))
    assert decode(scene.made()).events == ()
    scene.event("EvtSwap2", swap2_event(forward=True, paid=70, without=70, got=900, fees=(5, 2, 2, 1)))
    assert decode(scene.made()).events == (trade(Sell, fees=10),)


def test_the_event_of_before_0_1_6_is_known_and_the_transfers_tell() -> None:
    scene = Scene(WALLET).ask(DAMM_V2, "swap", swap_accounts(buy=False), bytes(16))
    scene.token(WALLET, DAMM_V2_AUTHORITY, MINT, 70).token(DAMM_V2_AUTHORITY, WALLET, WRAPPED_SOL, 900).event(
        "EvtSwap", bytes(150)
    )
    decoded = decode(scene.made())
    assert decoded.events == (trade(Sell),)
    assert decoded.unknown == ()


def test_a_swap_of_two_tokens_is_two_trades() -> None:
    scene = Scene(WALLET).ask(DAMM_V2, "swap2", swap_accounts(buy=False, mint_b=OTHER), bytes(17))
    scene.token(WALLET, DAMM_V2_AUTHORITY, MINT, 70).token(DAMM_V2_AUTHORITY, WALLET, OTHER, 900)
    assert decode(scene.made()).events == (
        trade(Sell, quote_mint=OTHER),
        trade(Buy, mint=OTHER, quote_mint=MINT, quote_amount=70, token_amount=900),
    )


OPENINGS = {"initialize_pool": (20, 6), "initialize_customizable_pool": (19, 5), "initialize_pool_with_dynamic_config": (21, 7)}


def opening_accounts(name: str, owner: Address = WALLET) -> tuple[Address, ...]:
    count, pool = OPENINGS[name]
    places = {3: PAYER, pool: POOL, pool + 2: MINT, pool + 3: WRAPPED_SOL, pool + 4: VAULT_A, pool + 5: VAULT_B}
    return at_places(count, places | {pool + 6: account(owner, MINT), pool + 7: account(owner, WRAPPED_SOL)})


@pytest.mark.parametrize("name", OPENINGS)
@pytest.mark.parametrize("dynamic", [False, True])
def test_a_new_pool_is_liquidity_put_in_once(name: str, dynamic: bool) -> None:
    scene = Scene(PAYER, WALLET).ask(DAMM_V2, name, opening_accounts(name))
    scene.token(WALLET, DAMM_V2_AUTHORITY, MINT, 500).token(WALLET, DAMM_V2_AUTHORITY, WRAPPED_SOL, 80)
    scene.event("EvtCreatePosition", pack(POOL, WALLET, POSITION, key(51))).event(
        "EvtInitializePool", open_event(WALLET, dynamic=dynamic)
    )
    decoded = decode(scene.made())
    assert decoded.events == (put(),)
    assert decoded.unknown == ()


def test_the_event_of_a_new_pool_tells_its_amounts_behind_fees_of_variable_length() -> None:
    for dynamic in (False, True):
        assert layout.damm_open(open_event(WALLET, dynamic=dynamic)) == layout.Opened(
            POOL, MINT, WRAPPED_SOL, WALLET, PAYER, 500, 80
        )


def test_a_migrated_curve_is_one_migration_and_the_pools_liquidity_from_the_shared_authority() -> None:
    """The pool's event names DBC's authority as creator; the DBC instruction above it is the migration."""
    base, quote = account(DBC_AUTHORITY, MINT), account(DBC_AUTHORITY, WRAPPED_SOL)
    places = {0: CURVE, 4: POOL, 13: MINT, 14: WRAPPED_SOL, 17: base, 18: quote, 19: PAYER}
    scene = Scene(PAYER).ask(DBC, "migration_damm_v2", at_places(25, places))
    scene.call(DAMM_V2, instruction_tag("initialize_pool"), opening_accounts("initialize_pool", DBC_AUTHORITY), below=True)
    scene.token(DBC_AUTHORITY, DAMM_V2_AUTHORITY, MINT, 500).token(DBC_AUTHORITY, DAMM_V2_AUTHORITY, WRAPPED_SOL, 80)
    scene.event("EvtInitializePool", open_event(DBC_AUTHORITY, dynamic=False))
    migrated = Migrate(
        platform="meteora",
        mint=MINT,
        wallet=PAYER,
        market=CURVE,
        pool=POOL,
        to="meteora_damm_v2",
        quote_mint=WRAPPED_SOL,
        quote_amount=80,
        token_amount=500,
        path=(0,),
    )
    assert decode(scene.made()).events == (migrated, put(wallet=DBC_AUTHORITY, path=(0, 0)))


@pytest.mark.parametrize(
    ("name", "first", "sign"), [("add_liquidity", 0, 1), ("remove_liquidity", 1, -1), ("remove_all_liquidity", 1, -1)]
)
def test_deposits_and_withdrawals_are_liquidity(name: str, first: int, sign: int) -> None:
    mine = account(WALLET, MINT), account(WALLET, WRAPPED_SOL)
    places = {first: POOL, first + 1: POSITION, first + 2: mine[0], first + 3: mine[1], first + 4: VAULT_A, first + 5: VAULT_B}
    accounts = at_places(15, places | {first + 6: MINT, first + 7: WRAPPED_SOL, first + 9: WALLET})
    body = pack(POOL, POSITION, WALLET, 500, 80, bytes(73))
    told = Scene(WALLET).ask(DAMM_V2, name, accounts, bytes(32)).event("EvtLiquidityChange", body)
    assert decode(told.made()).events == (put(sign),)
    ends = (WALLET, DAMM_V2_AUTHORITY) if sign > 0 else (DAMM_V2_AUTHORITY, WALLET)
    moved = Scene(WALLET).ask(DAMM_V2, name, accounts, bytes(32)).token(*ends, MINT, 500).token(*ends, WRAPPED_SOL, 80)
    assert decode(moved.event("EvtLiquidityChange", body).made()).events == (put(sign),)


def test_fees_of_a_position_are_payouts_of_both_mints() -> None:
    accounts = at_places(15, {1: POOL, 2: POSITION, 7: MINT, 8: WRAPPED_SOL, 10: WALLET})
    scene = Scene(WALLET).ask(DAMM_V2, "claim_position_fee", accounts)
    paid = Payout(platform="unknown", mint=MINT, wallet=WALLET, token_amount=3, what="position_fees", path=(0,))
    assert decode(scene.event("EvtClaimPositionFee", pack(POOL, POSITION, WALLET, 3, 40)).made()).events == (
        paid,
        msgspec.structs.replace(paid, token_amount=None, quote_mint=WRAPPED_SOL, quote_amount=40),
    )


def test_trades_in_damm_v1_are_told_by_the_balances() -> None:
    pool = DAMM_V2_AUTHORITY  # any address off the curve
    scene = Scene(WALLET).call(DAMM_V1, instruction_tag("swap") + bytes(16), at_places(15, {}))
    scene.token(WALLET, pool, WRAPPED_SOL, 900).token(pool, WALLET, MINT, 70)
    assert decode(scene.made()).events == (trade(Buy, market=pool),)


def test_the_same_bytes_under_dbc_are_not_read_with_these_layouts() -> None:
    scene = Scene(WALLET).ask(DAMM_V2, "swap2", swap_accounts(buy=False), bytes(17))
    scene.event("EvtSwap2", swap2_event(forward=True, paid=70, without=70, got=900, fees=(5, 2, 2, 1)))
    moved = [msgspec.structs.replace(i, program=DBC) for i in scene.made().instructions]
    assert decode(transaction(*moved)).events == ()


@given(st.integers(0, 180))
def test_a_cut_event_is_counted_and_the_transfers_still_tell(size: int) -> None:
    body = swap2_event(forward=True, paid=70, without=70, got=900, fees=(5, 2, 2, 1))[:size]
    scene = Scene(WALLET).ask(DAMM_V2, "swap2", swap_accounts(buy=False), bytes(17))
    scene.token(WALLET, DAMM_V2_AUTHORITY, MINT, 70).token(DAMM_V2_AUTHORITY, WALLET, WRAPPED_SOL, 900).event("EvtSwap2", body)
    decoded = decode(scene.made())
    readable = layout.damm_swap2(body) is not None
    assert decoded.events == (trade(Sell, fees=10 if readable else None),)
    assert sum(entry.count for entry in decoded.unknown) == (not readable)


@given(
    st.one_of(st.binary(max_size=200), st.sampled_from(sorted(KNOWN)).flatmap(lambda t: st.binary(max_size=60).map(t.__add__))),
    st.sampled_from(["EvtSwap2", "EvtInitializePool", "EvtLiquidityChange", "EvtClaimPositionFee", "EvtClaimReward"]),
    st.binary(max_size=420),
    st.lists(st.sampled_from([MINT, POOL, WALLET, VAULT_A, WRAPPED_SOL, USDC]), max_size=30),
)
def test_no_bytes_at_all_make_the_reader_raise_and_unknown_tags_are_counted(
    data: bytes, event: str, body: bytes, accounts: list[str]
) -> None:
    scene = Scene(WALLET).call(DAMM_V2, data, accounts).event(event, body)
    decoded = decode(scene.made())
    assert all(told.path[:1] == (0,) for told in decoded.events)
    if data[:8] not in KNOWN and data[:8] != SELF_CALL:
        assert decoded.events or any(entry.program == DAMM_V2 for entry in decoded.unknown)
