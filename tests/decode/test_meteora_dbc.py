"""Meteora DBC: every kind of instruction the interface names. All bytes here are synthetic; none are recorded."""

import struct
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.context import Context
from reporter.decode.meteora_accounts import DAMM_V2, DBC, DBC_AUTHORITY, dbc_pool
from reporter.decode.programs import TABLE
from reporter.decode.programs import meteora_layouts as layout
from reporter.decode.programs.anchor import SELF_CALL, event_tag
from reporter.decode.programs.meteora_dbc import KNOWN, PROGRAM
from reporter.model.events import Authority, Buy, Complete, Create, Migrate, Payout, Sell
from reporter.model.ids import USDC, WRAPPED_SOL, Address
from reporter.model.transaction import Instruction, Transaction
from tests.decode.pumpfun_bytes import key, pack, text, transaction
from tests.decode.venue_bytes import Scene, account, at_places

MINT, CONFIG, CREATOR, PAYER, BUYER, KEEPER, PARTNER, REFERRER = (key(n) for n in range(1, 9))
POOL = dbc_pool(CONFIG, MINT, WRAPPED_SOL)
NEW_POOL, ESCROW = key(20), key(21)
BASE_VAULT, QUOTE_VAULT = account(DBC_AUTHORITY, MINT), account(DBC_AUTHORITY, WRAPPED_SOL)

LAUNCHES = {  # instruction: number of accounts, places of payer and token program, event
    "initialize_virtual_pool_with_spl_token": (16, 10, 12, "EvtInitializePool"),
    "initialize_virtual_pool_with_token2022": (14, 8, 10, "EvtInitializePool"),
    "initialize_virtual_pool_with_token2022_transfer_hook": (15, 9, 11, "EvtInitializePoolWithTransferHook"),
}
SWAPS = ["swap", "swap2", "swap2_with_transfer_hook"]


def swap_accounts(wallet: Address, *, buy: bool, payer: Address | None = None) -> tuple[Address, ...]:
    token, quote = account(wallet, MINT), account(wallet, WRAPPED_SOL)
    places = {1: CONFIG, 2: POOL, 3: quote if buy else token, 4: token if buy else quote, 5: BASE_VAULT, 6: QUOTE_VAULT}
    return at_places(15, places | {7: MINT, 8: WRAPPED_SOL, 9: payer or wallet})


def swap_event(*, buy: bool, paid: int, without: int, got: int, fees: tuple[int, int, int]) -> bytes:
    """EvtSwap."""
    return pack(POOL, CONFIG, bytes([buy, 1]), paid, 1, without, got, bytes(16), *fees, paid, 1_700_000_000)


def swap2_event(*, buy: bool, paid: int, without: int, got: int, fees: tuple[int, int, int]) -> bytes:
    """EvtSwap2."""
    body = pack(POOL, CONFIG, bytes([buy, 1]), paid, 1, b"\0", paid, without, 0, got, bytes(16), *fees)
    return body + pack(5_000, 85_000_000_000, 1_700_000_000)


BUY: dict[str, Any] = {"buy": True, "paid": 1_000_000, "without": 990_000, "got": 777_000, "fees": (8_000, 1_500, 500)}
SALE: dict[str, Any] = {"buy": False, "paid": 777_000, "without": 777_000, "got": 970_000, "fees": (8_000, 1_500, 500)}


def buys(name: str = "swap2", *, wallet: Address = BUYER, signer: Address | None = None) -> Scene:
    """A buy of 777,000 for 1,000,000 with fees of 10,000, of which 500 go to a referrer."""
    scene = Scene(signer or wallet).ask(DBC, name, swap_accounts(wallet, buy=True, payer=signer), bytes(17))
    scene.token(wallet, DBC_AUTHORITY, WRAPPED_SOL, 1_000_000).token(DBC_AUTHORITY, wallet, MINT, 777_000)
    return scene.token(DBC_AUTHORITY, REFERRER, WRAPPED_SOL, 500)


def bought(**other: Any) -> Buy:
    made = Buy(
        platform="meteora",
        mint=MINT,
        wallet=BUYER,
        quote_mint=WRAPPED_SOL,
        quote_amount=1_000_000,
        token_amount=777_000,
        market=POOL,
        fees=10_000,
        path=(0,),
    )
    return msgspec.structs.replace(made, **other)


def launch(name: str) -> Scene:
    count, payer, program, event = LAUNCHES[name]
    places = {0: CONFIG, 1: DBC_AUTHORITY, 2: CREATOR, 3: MINT, 4: WRAPPED_SOL, 5: POOL, 6: BASE_VAULT, 7: QUOTE_VAULT}
    scene = Scene(PAYER, CREATOR).ask(
        DBC, name, at_places(count, places | {payer: PAYER, program: key(90)}), text("Sea <b>") + text("SEA") + text("ipfs://x")
    )
    return scene.mint(MINT, DBC_AUTHORITY, 1_000_000_000).event(event, pack(POOL, CONFIG, CREATOR, MINT, b"\0", 7))


CREATED = Create(
    platform="meteora",
    mint=MINT,
    wallet=PAYER,
    quote_mint=WRAPPED_SOL,
    creator=CREATOR,
    market=POOL,
    name="Sea <b>",
    symbol="SEA",
    uri="ipfs://x",
    supply=1_000_000_000,
    token_program=key(90),
    path=(0,),
)


def platform_events(made: Transaction) -> list[object]:
    return [event for event in decode(made).events if event.platform == "meteora"]


def test_the_program_is_a_venue_with_its_own_platform() -> None:
    assert (PROGRAM.program, PROGRAM.platform, PROGRAM.venue) == (DBC, "meteora", True)
    assert TABLE[DBC] is PROGRAM


@pytest.mark.parametrize("name", LAUNCHES)
def test_a_creation_names_the_signing_creator_beside_the_payer(name: str) -> None:
    assert platform_events(launch(name).made()) == [CREATED]


@pytest.mark.parametrize("name", LAUNCHES)
def test_a_creation_is_read_from_its_arguments_where_the_answer_holds_no_calls(name: str) -> None:
    made = transaction(launch(name).instructions[0])
    assert decode(made).events == (msgspec.structs.replace(CREATED, supply=None),)


@pytest.mark.parametrize("name", SWAPS)
def test_a_swap_that_tells_two_events_is_one_buy(name: str) -> None:
    scene = buys(name).event("EvtSwap", swap_event(**BUY)).event("EvtSwap2", swap2_event(**BUY))
    decoded = decode(scene.made())
    assert decoded.events == (bought(),)
    assert decoded.unknown == ()


def test_the_transfer_hook_event_serves_alike() -> None:
    scene = buys("swap2_with_transfer_hook").event("EvtSwap2WithTransferHook", swap2_event(**BUY))
    assert decode(scene.made()).events == (bought(),)


def test_the_old_event_alone_is_the_same_buy() -> None:
    assert decode(buys("swap").event("EvtSwap", swap_event(**BUY)).made()).events == (bought(),)


def test_without_an_event_the_transfers_tell_all_but_the_fees() -> None:
    assert decode(buys().made()).events == (bought(fees=None),)


def test_without_transfers_the_event_tells_the_amounts() -> None:
    scene = Scene(BUYER).ask(DBC, "swap2", swap_accounts(BUYER, buy=True), bytes(17)).event("EvtSwap2", swap2_event(**BUY))
    assert decode(scene.made()).events == (bought(),)


def test_a_swap_that_moved_and_told_nothing_is_nothing() -> None:
    scene = Scene(BUYER).ask(DBC, "swap2", swap_accounts(BUYER, buy=True), bytes(17))
    assert decode(scene.made()).events == ()


def test_direction_zero_is_a_sale_and_its_amount_is_what_is_left_after_fees() -> None:
    scene = Scene(BUYER).ask(DBC, "swap", swap_accounts(BUYER, buy=False), bytes(16))
    scene.token(BUYER, DBC_AUTHORITY, MINT, 777_000).token(DBC_AUTHORITY, BUYER, WRAPPED_SOL, 970_000)
    scene.token(DBC_AUTHORITY, REFERRER, WRAPPED_SOL, 500)
    scene.event("EvtSwap", swap_event(**SALE)).event("EvtSwap2", swap2_event(**SALE))
    assert decode(scene.made()).events == (
        Sell(
            platform="meteora",
            mint=MINT,
            wallet=BUYER,
            quote_mint=WRAPPED_SOL,
            quote_amount=970_000,
            token_amount=777_000,
            market=POOL,
            fees=10_000,
            path=(0,),
        ),
    )


def test_fees_taken_in_the_token_are_no_part_of_the_price() -> None:
    body = swap2_event(**(BUY | {"without": 1_000_000}))
    assert decode(buys().event("EvtSwap2", body).made()).events == (bought(fees=0),)


def test_the_trader_is_the_owner_of_the_tokens_and_not_the_payer() -> None:
    scene = buys(wallet=BUYER, signer=KEEPER).event("EvtSwap2", swap2_event(**BUY))
    assert decode(scene.made()).events == (bought(),)


def test_a_trade_through_a_routers_account_is_told_once_by_the_balances() -> None:
    router = dbc_pool(key(77), key(78), key(79))  # any address off the curve
    scene = Scene(BUYER).call(key(60), b"", ())
    scene.token(BUYER, router, WRAPPED_SOL, 1_000_000)
    scene.call(DBC, buys().instructions[0].data, swap_accounts(router, buy=True), below=True)
    scene.token(router, DBC_AUTHORITY, WRAPPED_SOL, 1_000_000).token(DBC_AUTHORITY, router, MINT, 777_000)
    scene.event("EvtSwap2", swap2_event(**BUY)).up().token(router, BUYER, MINT, 777_000)
    assert decode(scene.made()).events == (bought(path=(0,), market=DBC_AUTHORITY, fees=None),)


def test_the_last_buy_completes_the_curve() -> None:
    scene = buys().event("EvtSwap2", swap2_event(**BUY)).event("EvtCurveComplete", pack(POOL, CONFIG, 1, 2))
    completed = Complete(platform="meteora", mint=MINT, wallet=BUYER, market=POOL, quote_mint=WRAPPED_SOL, path=(0,))
    assert decode(scene.made()).events == (bought(), completed)


@pytest.mark.parametrize(
    ("name", "to", "count", "places"),
    [
        ("migrate_meteora_damm", "meteora_damm_v1", 31, {7: MINT, 8: WRAPPED_SOL, 17: BASE_VAULT, 18: QUOTE_VAULT, 22: KEEPER}),
        ("migration_damm_v2", "meteora_damm_v2", 25, {13: MINT, 14: WRAPPED_SOL, 17: BASE_VAULT, 18: QUOTE_VAULT, 19: KEEPER}),
    ],
)
def test_a_migration_is_proven_by_what_left_the_vaults(name: str, to: str, count: int, places: dict[int, Address]) -> None:
    accounts = at_places(count, places | {0: POOL, 2: CONFIG, 3: DBC_AUTHORITY, 4: NEW_POOL})
    scene = Scene(KEEPER).ask(DBC, name, accounts)
    scene.token(DBC_AUTHORITY, NEW_POOL, MINT, 200_000).token(DBC_AUTHORITY, NEW_POOL, WRAPPED_SOL, 80_000)
    migrated = Migrate(
        platform="meteora",
        mint=MINT,
        wallet=KEEPER,
        market=POOL,
        pool=NEW_POOL,
        to=to,
        quote_mint=WRAPPED_SOL,
        quote_amount=80_000,
        token_amount=200_000,
        path=(0,),
    )
    assert decode(scene.made()).events == (migrated,)
    assert decode(Scene(KEEPER).ask(DBC, name, accounts).made()).events == ()


def test_a_changed_creator_stands_under_its_mint_where_the_transaction_names_it_else_under_its_pool() -> None:
    moved = pack(POOL, CREATOR, PARTNER)
    alone = (
        Scene(CREATOR).ask(DBC, "transfer_pool_creator", (POOL, CONFIG, CREATOR, PARTNER)).event("EvtUpdatePoolCreator", moved)
    )
    set_to = Authority(platform="meteora", mint=POOL, wallet=CREATOR, what="creator", account=POOL, to=PARTNER, path=(0,))
    assert decode(alone.made()).events == (set_to,)
    both = launch("initialize_virtual_pool_with_spl_token")
    both.ask(DBC, "transfer_pool_creator", (POOL, CONFIG, CREATOR, PARTNER)).event("EvtUpdatePoolCreator", moved)
    assert platform_events(both.made()) == [CREATED, msgspec.structs.replace(set_to, mint=MINT, path=(1,))]


def test_a_locker_is_a_right_to_tokens_that_left_the_vault() -> None:
    accounts = at_places(
        14, {0: POOL, 2: DBC_AUTHORITY, 3: BASE_VAULT, 4: MINT, 6: CREATOR, 7: ESCROW, 8: account(ESCROW, MINT), 9: KEEPER}
    )
    scene = Scene(KEEPER).ask(DBC, "create_locker", accounts).token(DBC_AUTHORITY, ESCROW, MINT, 50_000)
    assert decode(scene.made()).events == (
        Authority(
            platform="meteora",
            mint=MINT,
            wallet=DBC_AUTHORITY,
            token_amount=50_000,
            what="vesting",
            account=ESCROW,
            to=CREATOR,
            path=(0,),
        ),
    )


def paid(what: str, wallet: Address, *, quote: int | None = None, tokens: int | None = None, mint: str = MINT) -> Payout:
    return Payout(
        platform="meteora",
        mint=mint,
        wallet=wallet,
        quote_mint=None if quote is None else WRAPPED_SOL,
        quote_amount=quote,
        token_amount=tokens,
        what=what,
        path=(0,),
    )


CLAIMS: list[tuple[str, int, dict[int, Address], str, bytes, list[Payout]]] = [
    (
        "claim_creator_trading_fee",
        13,
        {1: POOL, 6: MINT, 7: WRAPPED_SOL, 8: CREATOR},
        "EvtClaimCreatorTradingFee",
        pack(POOL, 30, 400),
        [paid("creator_fees", CREATOR, tokens=30), paid("creator_fees", CREATOR, quote=400)],
    ),
    (
        "claim_trading_fee2",
        14,
        {2: POOL, 7: MINT, 8: WRAPPED_SOL, 9: PARTNER},
        "EvtClaimTradingFee",
        pack(POOL, 0, 400),
        [paid("partner_fees", PARTNER, quote=400)],
    ),
    (
        "withdraw_migration_fee",
        10,
        {2: POOL, 5: WRAPPED_SOL, 6: PARTNER},
        "EvtWithdrawMigrationFee",
        pack(POOL, 9, b"\1"),
        [paid("migration_fees", PARTNER, quote=9, mint=WRAPPED_SOL)],
    ),
    (
        "creator_withdraw_surplus",
        10,
        {2: POOL, 5: WRAPPED_SOL, 6: CREATOR},
        "EvtCreatorWithdrawSurplus",
        pack(POOL, 8),
        [paid("surplus", CREATOR, quote=8, mint=WRAPPED_SOL)],
    ),
    (
        "withdraw_leftover",
        10,
        {2: POOL, 5: MINT, 6: PARTNER},
        "EvtWithdrawLeftover",
        pack(POOL, PARTNER, 7),
        [paid("leftover", PARTNER, tokens=7)],
    ),
    (
        "claim_protocol_fee2",
        13,
        {6: POOL},
        "EvtClaimProtocolFee2",
        pack(POOL, KEEPER, MINT, 6),
        [paid("protocol_fees", KEEPER, tokens=6)],
    ),
    (
        "claim_protocol_pool_creation_fee",
        7,
        {1: POOL},
        "EvtClaimPoolCreationFee",
        pack(POOL, KEEPER, 5),
        [paid("pool_creation_fees", KEEPER, quote=5, mint=WRAPPED_SOL)],
    ),
    (
        "claim_partner_pool_creation_fee",
        6,
        {1: POOL},
        "EvtPartnerClaimPoolCreationFee",
        pack(POOL, PARTNER, 4, CREATOR),
        [paid("pool_creation_fees", CREATOR, quote=4, mint=WRAPPED_SOL)],
    ),
]


@pytest.mark.parametrize(("name", "count", "places", "event", "body", "expected"), CLAIMS, ids=[row[0] for row in CLAIMS])
def test_fees_and_leftovers_are_payouts(
    name: str, count: int, places: dict[int, Address], event: str, body: bytes, expected: list[Payout]
) -> None:
    scene = Scene(KEEPER).ask(DBC, name, at_places(count, places)).event(event, body)
    decoded = decode(scene.made())
    assert list(decoded.events) == expected
    assert decoded.unknown == ()


def test_a_failed_transaction_says_nothing() -> None:
    scene = buys().event("EvtSwap2", swap2_event(**BUY))
    assert decode(scene.made(error='"x"')).events == ()


def test_an_event_signed_by_another_authority_is_not_believed_and_counted() -> None:
    scene = Scene(BUYER).ask(DBC, "swap2", swap_accounts(BUYER, buy=True), bytes(17))
    scene.event("EvtSwap2", swap2_event(**BUY), authority=key(66))
    decoded = decode(scene.made())
    assert decoded.events == ()
    assert [(entry.program, entry.count) for entry in decoded.unknown] == [(DBC, 1)]


def test_an_event_of_another_pool_is_counted_and_no_trade_of_this_one() -> None:
    other = pack(key(55)) + swap2_event(**BUY)[32:]
    scene = Scene(BUYER).ask(DBC, "swap2", swap_accounts(BUYER, buy=True), bytes(17)).event("EvtSwap2", other)
    decoded = decode(scene.made())
    assert decoded.events == ()
    assert [(entry.program, entry.count) for entry in decoded.unknown] == [(DBC, 1)]


def test_the_same_bytes_under_another_program_are_not_this_platforms() -> None:
    """DAMM v2 has the same tags for swaps and EvtSwap2, with other accounts and fields."""
    moved = [
        msgspec.structs.replace(i, program=DAMM_V2) if i.program == DBC else i
        for i in buys().event("EvtSwap2", swap2_event(**BUY)).made().instructions
    ]
    assert all(event.platform != "meteora" for event in decode(transaction(*moved)).events)


def test_the_layouts_have_the_sizes_the_interface_gives() -> None:
    """Fixed sizes without the discriminator: EvtSwap 154, EvtSwap2 179, EvtInitializePool 137, EvtCurveComplete 80."""
    assert len(swap_event(**BUY)) == 154
    assert len(swap2_event(**BUY)) == 179
    assert len(pack(POOL, CONFIG, CREATOR, MINT, b"\0", 7)) == 137
    assert layout.curve_complete(pack(POOL, CONFIG, 1, 2)) == layout.Completed(POOL)
    assert layout.curve_complete(pack(POOL, CONFIG, 1)) is None


@given(st.integers(0, 154), st.integers(0, 179))
def test_cut_events_are_counted_and_the_transfers_still_tell(old: int, new: int) -> None:
    scene = buys().event("EvtSwap", swap_event(**BUY)[:old]).event("EvtSwap2", swap2_event(**BUY)[:new])
    decoded = decode(scene.made())
    readable = [layout.dbc_swap(swap_event(**BUY)[:old]), layout.dbc_swap2(swap2_event(**BUY)[:new])]
    assert [event.fees for event in decoded.events if isinstance(event, Buy)] == [10_000 if any(readable) else None]
    assert sum(entry.count for entry in decoded.unknown) == sum(event is None for event in readable)


@given(
    st.one_of(st.binary(max_size=200), st.sampled_from(sorted(KNOWN)).flatmap(lambda t: st.binary(max_size=60).map(t.__add__))),
    st.sampled_from(
        ["EvtSwap", "EvtSwap2", "EvtInitializePool", "EvtCurveComplete", "EvtClaimTradingFee", "EvtUpdatePoolCreator"]
    ),
    st.binary(max_size=220),
    st.lists(st.sampled_from([MINT, POOL, BUYER, BASE_VAULT, WRAPPED_SOL, USDC]), max_size=30),
)
def test_no_bytes_at_all_make_the_reader_raise(data: bytes, event: str, body: bytes, accounts: list[str]) -> None:
    scene = Scene(BUYER).call(DBC, data, accounts)
    if data[:8] != SELF_CALL:
        scene.event(event, body)
    decoded = decode(scene.made())
    assert all(event.path[:1] == (0,) for event in decoded.events)
    read = PROGRAM.read(scene.instructions[0], Context(scene.made()))
    assert read is not None or any(entry.program == DBC for entry in decoded.unknown)


@given(st.binary(min_size=8, max_size=8))
def test_an_unknown_discriminator_is_counted(tag: bytes) -> None:
    made = transaction(Instruction((0,), DBC, at_places(16, {}), tag))
    short = tag in KNOWN and tag != SELF_CALL
    assert short or PROGRAM.read(made.instructions[0], Context(made)) is None


@pytest.mark.parametrize("name", ["EvtCreateConfigV2", "EvtVirtualPoolMetadata", "EvtCreateMeteoraMigrationMetadata"])
def test_events_about_settings_are_known_and_silent(name: str) -> None:
    scene = Scene(PARTNER).ask(DBC, "create_config", at_places(8, {})).event(name, struct.pack("<Q", 1))
    decoded = decode(scene.made())
    assert decoded.events == ()
    assert decoded.unknown == ()
    assert event_tag(name) == scene.instructions[1].data[8:16]
