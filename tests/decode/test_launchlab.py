"""Raydium LaunchLab: recorded trades and a migration, and synthetic bytes for what no recording has.

Recorded: buy_exact_in, sell_exact_in (147-byte events, tokens with and without a transfer fee, stocks as quote) and
migrate_to_cpswap. Synthetic (from the interface): every creation, the 138-byte event of 2025-06, exact-out trades, the last
buy, migrate_to_amm, vesting, and every payment of fees.
"""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.decode.addresses import (
    LAUNCHLAB,
    LAUNCHLAB_AUTHORITY,
    LAUNCHLAB_CREATOR_FEES,
    LAUNCHLAB_PLATFORM_FEES,
    launchlab_pool,
    launchlab_vault,
)
from reporter.decode.context import Context
from reporter.decode.launchlab_accounts import brand
from reporter.decode.programs import launchlab_layouts as layout
from reporter.decode.programs.launchlab import PLATFORM, PROGRAM
from reporter.model.events import AnyEvent, Authority, Buy, Complete, Create, Migrate, Payout, Sell
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, USD1, WRAPPED_SOL
from reporter.model.transaction import Instruction
from tests.decode.platform_bytes import (
    PAYER,
    POOL,
    QUOTE_VAULT,
    SECOND,
    TOKEN,
    TRADER,
    TRADER_QUOTE,
    TRADER_TOKEN,
    VAULT,
    call,
    emit,
    held,
    keys,
    made,
    pay,
    read,
)
from tests.decode.pumpfun_bytes import key, pack, text
from tests.decode.reconcile import changed, events, expected, trades
from tests.decode.recordings import everything, transaction

EXPECTED = expected("launchlab")
TRADED = [s for s in EXPECTED if "beside" in EXPECTED[s]]


def name(signature: str) -> str:
    return signature[:8]


@pytest.mark.shared
def test_no_recording_that_names_the_program_is_left_out() -> None:
    assert {t.signature for t in everything() if LAUNCHLAB in t.accounts} == set(EXPECTED)


@pytest.mark.shared
@pytest.mark.parametrize("signature", TRADED, ids=name)
def test_the_curve_gains_the_price_without_fees_and_its_vault_what_the_protocol_keeps(signature: str) -> None:
    said = transaction(signature)
    (trade,) = [t for t in trades(EXPECTED[signature]) if t.platform == PLATFORM]
    (carrier,) = [i for i in said.instructions if i.program == LAUNCHLAB and i.data[:8] == bytes.fromhex("e445a52e51cb9a1d")]
    before, after = (struct.unpack_from("<Q", carrier.data, 16 + 32 + 8 * n)[0] for n in (4, 6))
    price = (
        (trade.quote_amount or 0) - (trade.fees or 0)
        if isinstance(trade, Buy)
        else (trade.quote_amount or 0) + (trade.fees or 0)
    )
    assert abs(after - before) == price
    quote = trade.quote_mint or ""
    assert trade.market == launchlab_pool(trade.mint, quote)
    vault = changed(said, launchlab_vault(trade.market, quote), quote)
    paid = trade.quote_amount if isinstance(trade, Buy) else -(trade.quote_amount or 0)
    fees = sum(t.post - t.pre for t in said.tokens if t.owner in {LAUNCHLAB_PLATFORM_FEES, LAUNCHLAB_CREATOR_FEES})
    assert vault == (paid or 0) - fees


@pytest.mark.shared
def test_a_recorded_migration_names_the_pool_and_what_left_the_curve() -> None:
    (signature,) = [s for s in EXPECTED if s.startswith("3EAWtyqZ")]
    said = transaction(signature)
    (moved,) = [event for event in events(EXPECTED[signature]) if isinstance(event, Migrate)]
    assert moved.market == launchlab_pool(moved.mint, moved.quote_mint or "")
    vaults = [launchlab_vault(moved.market, mint) for mint in (moved.mint, moved.quote_mint or "")]
    assert changed(said, vaults[0], moved.mint) == -(moved.token_amount or 0)
    assert changed(said, vaults[1], moved.quote_mint or "") == -(moved.quote_amount or 0)
    assert {Context(said).owner(vault) for vault in vaults} == {LAUNCHLAB_AUTHORITY}


@pytest.mark.shared
def test_the_recorded_launches_are_of_one_brand() -> None:
    """Two settings of the same brand, told by their addresses."""
    settings = {
        i.accounts[3]
        for s in EXPECTED
        for i in transaction(s).instructions
        if i.data[:8] in layout.KNOWN and i.program == LAUNCHLAB
    }
    assert len(settings) == 2
    assert {brand(address) for address in settings} == {"StonkFun"}


# Synthetic from here on.

BALANCES = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))
CURVE = POOL


def trade_call(kind: str, count: int = 15, quote: str = WRAPPED_SOL) -> Instruction:
    start = [
        TRADER,
        LAUNCHLAB_AUTHORITY,
        key(900),
        key(901),
        CURVE,
        TRADER_TOKEN,
        TRADER_QUOTE,
        VAULT,
        QUOTE_VAULT,
        TOKEN,
        quote,
    ]
    return call(PROGRAM, kind, [*start, *keys(0, count - len(start))], pack(1, 2, 0))


def trade_body(*, is_buy: bool, new: bool, given: int, taken: int, status: int = 0) -> bytes:
    body = pack(CURVE, 1, 2, 3, 4, 5, 6, 7, given, taken, 25, 75)
    body += pack(50, 0) if new else pack(0)
    return body + bytes([not is_buy, status]) + (b"\1" if new else b"")


def bought(*, new: bool = True, **other: object) -> Buy:
    trade = Buy(
        platform="bonk",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=10_000,
        token_amount=500,
        market=CURVE,
        fees=150 if new else 100,
        path=(0,),
    )
    return replace(trade, **other)


def purchase(kind: str = "buy_exact_in", *, new: bool = True, status: int = 0, quote: str = WRAPPED_SOL) -> list[Instruction]:
    body = trade_body(is_buy=True, new=new, given=10_000, taken=500, status=status)
    moves = (pay(TRADER_QUOTE, QUOTE_VAULT, 10_000, 1, quote), pay(VAULT, TRADER_TOKEN, 500, 2))
    return [trade_call(kind, quote=quote), emit(PROGRAM, "TradeEvent", body, 0), *moves]


@pytest.mark.parametrize("kind", ["buy_exact_in", "buy_exact_out"])
@pytest.mark.parametrize("new", [True, False])
def test_purchases_are_read_in_both_layouts(kind: str, new: bool) -> None:
    assert read(PROGRAM, made(*purchase(kind, new=new), tokens=BALANCES)) == ([bought(new=new)], 0)


@pytest.mark.parametrize("kind", ["sell_exact_in", "sell_exact_out"])
@pytest.mark.parametrize("new", [True, False])
def test_sales_are_read_in_both_layouts_and_fees_are_already_taken_off(kind: str, new: bool) -> None:
    body = trade_body(is_buy=False, new=new, given=500, taken=9_000)
    moves = [pay(TRADER_TOKEN, VAULT, 500, 1), pay(QUOTE_VAULT, TRADER_QUOTE, 9_000, 2, WRAPPED_SOL)]
    moves.append(pay(QUOTE_VAULT, key(902), 75, 3, WRAPPED_SOL))
    sold = Sell(
        platform="bonk",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=9_000,
        token_amount=500,
        market=CURVE,
        fees=150 if new else 100,
        path=(0,),
    )
    assert read(PROGRAM, made(trade_call(kind), emit(PROGRAM, "TradeEvent", body, 0), *moves, tokens=BALANCES)) == ([sold], 0)


def test_a_stable_coin_as_quote_is_named_as_it_is() -> None:
    tokens = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=USD1))
    assert read(PROGRAM, made(*purchase(quote=USD1), tokens=tokens)) == ([bought(quote_mint=USD1)], 0)


def test_without_recorded_transfers_the_event_tells_the_amounts() -> None:
    assert read(PROGRAM, made(*purchase()[:2], tokens=BALANCES)) == ([bought()], 0)


def test_the_buyer_is_the_owner_of_the_account_that_got_the_tokens() -> None:
    tokens = (held(TRADER_TOKEN, SECOND, 500), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))
    assert read(PROGRAM, made(*purchase(), tokens=tokens, signers=(TRADER,))) == ([bought(wallet=SECOND)], 0)


def test_the_buy_that_sells_the_curve_out_completes_it() -> None:
    complete = Complete(platform="bonk", mint=TOKEN, wallet=TRADER, market=CURVE, quote_mint=WRAPPED_SOL, path=(0,))
    assert read(PROGRAM, made(*purchase(status=1), tokens=BALANCES)) == ([bought(), complete], 0)


def test_an_event_of_another_curve_or_without_accounts_is_counted() -> None:
    other = replace(purchase()[0], accounts=(*purchase()[0].accounts[:4], key(903), *purchase()[0].accounts[5:]))
    assert read(PROGRAM, made(other, *purchase()[1:])) == ([], 1)
    assert read(PROGRAM, made(replace(purchase()[0], accounts=()), *purchase()[1:])) == ([], 1)


def test_an_event_signed_by_another_account_is_counted_and_not_believed() -> None:
    forged = emit(PROGRAM, "TradeEvent", trade_body(is_buy=True, new=True, given=1, taken=1), 0, authority=SECOND)
    assert read(PROGRAM, made(trade_call("buy_exact_in"), forged)) == ([], 1)


def test_a_new_kind_of_trade_with_the_known_event_and_accounts_is_still_a_trade() -> None:
    new = replace(purchase()[0], data=b"\x99" * 8)
    assert read(PROGRAM, made(new, *purchase()[1:], tokens=BALANCES)) == ([bought()], 0)
    assert read(PROGRAM, made(new)) == ([], 1)


def parameters(curve: int = 0) -> bytes:
    shape = pack(10**15, 793_100, 85_000) if curve == 0 else pack(10**15, 85_000)
    return b"\6" + text("A <b>name</b>") + text("SYM") + text("ipfs://x") + bytes([curve]) + shape + b"\1" + pack(7, 8, 9)


CREATIONS = {
    "initialize": (SPL_TOKEN, 18, b""),
    "initialize_v2": (SPL_TOKEN, 18, b"\0"),
    "initialize_with_token_2022": (TOKEN_2022, 15, b"\1\0"),
}


def creation(kind: str, curve: int = 0) -> Instruction:
    program, count, tail = CREATIONS[kind]
    accounts = [PAYER, TRADER, *keys(0, 3), CURVE, TOKEN, USD1, VAULT, QUOTE_VAULT]
    accounts += [key(904)] if program == SPL_TOKEN else []
    accounts += [program, SPL_TOKEN]
    return call(PROGRAM, kind, [*accounts, *keys(10, count - len(accounts))], parameters(curve) + tail)


def created(program: str) -> Create:
    return Create(
        platform="bonk",
        mint=TOKEN,
        wallet=PAYER,
        quote_mint=USD1,
        creator=TRADER,
        market=CURVE,
        name="A <b>name</b>",
        symbol="SYM",
        uri="ipfs://x",
        supply=10**15,
        token_program=program,
        path=(0,),
    )


@pytest.mark.parametrize("kind", CREATIONS)
@pytest.mark.parametrize("curve", [0, 1, 2])
def test_every_creation_names_creator_payer_curve_and_text(kind: str, curve: int) -> None:
    program, _, tail = CREATIONS[kind]
    body = pack(CURVE, TRADER, key(905)) + parameters(curve) + tail[:1]
    minting = Instruction((0, 0), program, (TOKEN, VAULT, LAUNCHLAB_AUTHORITY), b"\7" + pack(10**15))
    whole = made(creation(kind, curve), minting, emit(PROGRAM, "PoolCreateEvent", body, 1), signers=(PAYER,))
    assert read(PROGRAM, whole) == ([created(program)], 0)
    assert read(PROGRAM, made(creation(kind, curve), signers=(PAYER,))) == ([created(program)], 0)


def test_the_supply_is_what_was_minted() -> None:
    body = pack(CURVE, TRADER, key(905)) + parameters()
    minting = Instruction((0, 0), SPL_TOKEN, (TOKEN, VAULT, LAUNCHLAB_AUTHORITY), b"\7" + pack(5))
    told, _ = read(PROGRAM, made(creation("initialize"), minting, emit(PROGRAM, "PoolCreateEvent", body, 1)))
    assert told == [replace(created(SPL_TOKEN), supply=5)]


def test_a_curve_that_migrates_to_amm_v4_names_that() -> None:
    accounts = keys(0, 32)
    accounts[0], accounts[1], accounts[2], accounts[13], accounts[23] = PAYER, TOKEN, WRAPPED_SOL, key(906), CURVE
    accounts[25], accounts[26] = VAULT, QUOTE_VAULT
    moves = (pay(VAULT, key(907), 600, (0, 0, 0)), pay(QUOTE_VAULT, key(908), 70, (0, 0, 1), WRAPPED_SOL))
    inner = Instruction((0, 0), key(909), (), b"\1")
    migrated = Migrate(
        platform="bonk",
        mint=TOKEN,
        wallet=PAYER,
        market=CURVE,
        pool=key(906),
        to="raydium_amm_v4",
        quote_mint=WRAPPED_SOL,
        quote_amount=70,
        token_amount=600,
        path=(0,),
    )
    asked = call(PROGRAM, "migrate_to_amm", accounts, pack(1, 1) + b"\0")
    assert read(PROGRAM, made(asked, inner, *moves)) == ([migrated], 0)
    assert read(PROGRAM, made(asked)) == ([], 0)


def test_a_vesting_grant_beside_the_creation_is_a_right_and_alone_names_no_token() -> None:
    grant = Instruction((1,), LAUNCHLAB, (TRADER, SECOND, CURVE, key(910), key(0)), layout.CREATE_VESTING + pack(40))
    carrier = replace(emit(PROGRAM, "CreateVestingEvent", pack(CURVE, SECOND, 40), 0), path=(1, 0))
    right = Authority(
        platform="bonk",
        mint=TOKEN,
        wallet=TRADER,
        token_amount=40,
        what="vesting",
        account=key(910),
        to=SECOND,
        path=(1,),
    )
    told, unread = read(PROGRAM, made(creation("initialize"), grant, carrier, signers=(PAYER, TRADER)))
    assert (told[1:], unread) == ([right], 0)
    assert read(PROGRAM, made(grant, carrier)) == ([], 0)


def test_vested_tokens_that_leave_the_vault_are_a_payout() -> None:
    accounts = (TRADER, LAUNCHLAB_AUTHORITY, CURVE, key(910), VAULT, TRADER_TOKEN, TOKEN, SPL_TOKEN)
    claim = call(PROGRAM, "claim_vested_token", accounts)
    whole = made(claim, pay(VAULT, TRADER_TOKEN, 40, 0), emit(PROGRAM, "ClaimVestedEvent", pack(CURVE, TRADER, 40), 1))
    paid = Payout(platform="bonk", mint=TOKEN, wallet=TRADER, token_amount=40, what="vesting", path=(0,))
    assert read(PROGRAM, whole) == ([paid], 0)
    assert read(PROGRAM, made(claim)) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "what", "vault", "recipient", "quote"),
    [
        ("claim_creator_fee", "creator_fees", 2, 3, 4),
        ("claim_platform_fee", "platform_fees", 4, 5, 6),
        ("claim_platform_fee_from_vault", "platform_fees", 3, 4, 5),
        ("collect_fee", "protocol_fees", 4, 6, 5),
        ("collect_migrate_fee", "migration_fees", 4, 6, 5),
    ],
)
def test_fees_taken_out_are_payouts_of_the_quote(kind: str, what: str, vault: int, recipient: int, quote: int) -> None:
    accounts = [SECOND, *keys(0, 9)]
    accounts[vault], accounts[recipient], accounts[quote] = QUOTE_VAULT, TRADER_QUOTE, WRAPPED_SOL
    claim = call(PROGRAM, kind, accounts)
    paid = Payout(
        platform="bonk",
        mint=WRAPPED_SOL,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=9,
        what=what,
        path=(0,),
    )
    move = pay(QUOTE_VAULT, TRADER_QUOTE, 9, 0, WRAPPED_SOL)
    assert read(PROGRAM, made(claim, move, tokens=BALANCES)) == ([paid], 0)
    assert read(PROGRAM, made(claim, move)) == ([replace(paid, wallet=SECOND)], 0)
    assert read(PROGRAM, made(claim, tokens=BALANCES)) == ([], 0)


def test_a_failed_transaction_has_no_events() -> None:
    assert read(PROGRAM, replace(made(*purchase(), tokens=BALANCES), error="{}")) == ([], 0)


OLD = trade_body(is_buy=True, new=False, given=10_000, taken=500)
NEW = trade_body(is_buy=True, new=True, given=10_000, taken=500)


def test_the_two_layouts_have_the_lengths_seen_on_the_ledger() -> None:
    assert (len(OLD) + 8, len(NEW) + 8) == (138, 147)
    event = layout.trade(NEW + b"\1\2")
    assert event is not None
    assert (event.unread, event.fees) == (2, 150)


@given(st.integers(0, len(NEW) - 1), st.booleans())
def test_a_cut_trade_event_is_counted_and_never_read_at_the_wrong_place(size: int, new: bool) -> None:
    body = (NEW if new else OLD)[:size]
    told, unread = read(PROGRAM, made(trade_call("buy_exact_in"), emit(PROGRAM, "TradeEvent", body, 0), tokens=BALANCES))
    assert len(told) + unread == 1
    assert unread or len(body) == len(OLD)


@given(
    st.one_of(st.binary(max_size=300), st.sampled_from([OLD, NEW]).flatmap(lambda b: st.binary(max_size=40).map(b.__add__))),
    st.sampled_from(["TradeEvent", "PoolCreateEvent", "ClaimVestedEvent", "CreateVestingEvent"]),
    st.sampled_from(sorted(layout.KNOWN)),
    st.binary(max_size=200),
    st.lists(st.sampled_from([TRADER, CURVE, VAULT, QUOTE_VAULT, TOKEN, WRAPPED_SOL, TRADER_TOKEN]), max_size=40),
)
def test_no_bytes_at_all_make_the_reader_raise(body: bytes, event: str, tag: bytes, data: bytes, accounts: list[str]) -> None:
    moves = (pay(VAULT, TRADER_TOKEN, 5, 1), pay(QUOTE_VAULT, TRADER_QUOTE, 5, 2, WRAPPED_SOL))
    whole = made(call(PROGRAM, tag, accounts, data), emit(PROGRAM, event, body, 0), *moves, tokens=BALANCES)
    told, unread = read(PROGRAM, whole)
    assert all(e.path == (0,) for e in told)
    assert unread <= 2
    alone: tuple[list[AnyEvent], int] = read(PROGRAM, made(call(PROGRAM, tag, accounts, data)))
    assert all(isinstance(e, Create) for e in alone[0])


@given(st.binary(min_size=8, max_size=8).filter(lambda tag: tag not in layout.KNOWN))
def test_an_unknown_discriminator_is_counted(tag: bytes) -> None:
    assert read(PROGRAM, made(call(PROGRAM, tag, keys(0, 20)))) == ([], 1)
