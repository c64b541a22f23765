"""Raydium CPMM: recorded swaps and a pool's creation, and synthetic bytes for what no recording has.

Recorded: swap_base_input, initialize_with_permission, failed swaps. Synthetic (from the interface): swap_base_output,
initialize, deposit, withdraw and every collection of fees.
"""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.decode import read_block
from reporter.decode.addresses import CPMM, CPMM_AUTHORITY, cpmm_pool, cpmm_vault
from reporter.decode.context import Context
from reporter.decode.programs.raydium_cpmm import KNOWN, PROGRAM
from reporter.model import base58
from reporter.model.events import AnyEvent, Buy, Liquidity, Payout, Sell
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, USDC, WRAPPED_SOL
from reporter.model.transaction import Instruction, TokenChange
from tests.decode.platform_bytes import (
    OTHER_POOL,
    OTHER_TOKEN,
    OTHER_VAULT,
    PAYER,
    POOL,
    QUOTE_VAULT,
    ROUTER,
    ROUTER_TOKEN,
    SECOND,
    SECOND_TOKEN,
    TOKEN,
    TRADER,
    TRADER_QUOTE,
    TRADER_TOKEN,
    VAULT,
    call,
    held,
    keys,
    made,
    pay,
    read,
)
from tests.decode.pumpfun_bytes import key, pack
from tests.decode.reconcile import changed, events, expected, trades
from tests.decode.recordings import SLOT, block_bytes, everything, transaction

EXPECTED = expected("raydium_cpmm")
SWAP_EVENT = bytes.fromhex("40c6cde8260871e2")


@pytest.mark.shared
def test_no_recording_that_calls_the_program_is_left_out() -> None:
    assert {t.signature for t in everything() if any(i.program == CPMM for i in t.instructions)} == set(EXPECTED)


@pytest.mark.shared
def test_the_recorded_block_calls_the_program_only_where_it_failed() -> None:
    found = [t for t in read_block(block_bytes(), SLOT, votes=False) if any(i.program == CPMM for i in t.instructions)]
    assert len(found) == 3
    assert not any(t.ok for t in found)


@pytest.mark.shared
def test_the_log_tells_the_same_amounts_as_the_transfers() -> None:
    """The events in the log carry pool, amount in and amount out: the order of the swaps is theirs."""
    for signature in (s for s in EXPECTED if transaction(s).ok):
        said = transaction(signature)
        logged = [base64.b64decode(line[14:]) for line in said.logs if line.startswith("Program data: ")]
        logged = [body for body in logged if body[:8] == SWAP_EVENT and len(body) == 170]
        context = Context(said)
        swaps = [i for i in said.instructions if i.program == CPMM and len(i.data) == 24]
        assert len(logged) == len(swaps)
        for body, swap in zip(logged, swaps, strict=True):
            amounts = [int.from_bytes(i.data[1:9], "little") for i in context.children(swap.path)]
            assert (base58.encode(body[8:40]), [int.from_bytes(body[n : n + 8], "little") for n in (56, 64)]) == (
                swap.accounts[3],
                amounts,
            )


@pytest.mark.shared
def test_the_pool_of_the_recorded_migration_and_its_vaults_are_derived_and_were_filled() -> None:
    (signature,) = [s for s in EXPECTED if s.startswith("3EAWtyqZ")]
    said = transaction(signature)
    (first, second) = [event for event in events(EXPECTED[signature]) if isinstance(event, Liquidity)]
    (opened,) = [i for i in said.instructions if i.program == CPMM]
    pool = cpmm_pool(opened.accounts[2], first.mint, second.mint)
    assert first.market == second.market == pool
    for event in (first, second):
        withheld = (event.token_amount or 0) - changed(said, cpmm_vault(pool, event.mint), event.mint)
        assert withheld in {0, (event.token_amount or 0) // 100}  # the token keeps a transfer fee of 1 %
    assert (first.token_amount, first.quote_amount) == (second.quote_amount, second.token_amount)


@pytest.mark.shared
def test_a_router_that_passes_tokens_on_is_not_the_trader() -> None:
    (signature,) = [s for s in EXPECTED if s.startswith("213kMyMK")]
    assert {trade.wallet for trade in trades(EXPECTED[signature])} == {transaction(signature).fee_payer}


# Synthetic from here on.

BALANCES = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))
VAULTS = (held(VAULT, CPMM_AUTHORITY), held(QUOTE_VAULT, CPMM_AUTHORITY, mint=WRAPPED_SOL))


def swap(kind: str = "swap_base_input", *, bought: bool, token: str = TOKEN, quote: str = WRAPPED_SOL) -> Instruction:
    """A direct swap of TRADER, or through another token account of it."""
    ends = [TRADER_QUOTE, TRADER_TOKEN, QUOTE_VAULT, VAULT] if bought else [TRADER_TOKEN, TRADER_QUOTE, VAULT, QUOTE_VAULT]
    mints = [quote, token] if bought else [token, quote]
    accounts = [TRADER, CPMM_AUTHORITY, key(900), POOL, *ends, SPL_TOKEN, SPL_TOKEN, *mints, key(901)]
    return call(PROGRAM, kind, accounts, pack(1, 2))


def buy(wallet: str = TRADER, token: str = TOKEN, quote: str = WRAPPED_SOL, tokens: int = 500) -> Buy:
    return Buy(
        platform="cpmm",
        mint=token,
        wallet=wallet,
        quote_mint=quote,
        quote_amount=70,
        token_amount=tokens,
        market=POOL,
        path=(0,),
    )


def sell(wallet: str = TRADER, token: str = TOKEN, quote: str = WRAPPED_SOL) -> Sell:
    return Sell(
        platform="cpmm", mint=token, wallet=wallet, quote_mint=quote, quote_amount=70, token_amount=500, market=POOL, path=(0,)
    )


def bought_with(quote: str) -> list[Instruction]:
    return [swap(bought=True, quote=quote), pay(TRADER_QUOTE, QUOTE_VAULT, 70, 0, quote), pay(VAULT, TRADER_TOKEN, 500, 1)]


@pytest.mark.parametrize("kind", ["swap_base_input", "swap_base_output"])
@pytest.mark.parametrize("quote", [WRAPPED_SOL, USDC])
def test_both_kinds_of_swap_are_trades_in_both_directions(kind: str, quote: str) -> None:
    tokens = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=quote))
    purchase = (swap(kind, bought=True, quote=quote), *bought_with(quote)[1:])
    sale = (
        swap(kind, bought=False, quote=quote),
        pay(TRADER_TOKEN, VAULT, 500, 0),
        pay(QUOTE_VAULT, TRADER_QUOTE, 70, 1, quote),
    )
    assert read(PROGRAM, made(*purchase, tokens=tokens)) == ([buy(quote=quote)], 0)
    assert read(PROGRAM, made(*sale, tokens=tokens)) == ([sell(quote=quote)], 0)


def test_a_swap_of_two_tokens_is_a_sale_and_a_purchase() -> None:
    tokens = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=OTHER_TOKEN))
    expected_sale = Sell(
        platform="cpmm",
        mint=OTHER_TOKEN,
        wallet=TRADER,
        quote_mint=TOKEN,
        quote_amount=500,
        token_amount=70,
        market=POOL,
        path=(0,),
    )
    assert read(PROGRAM, made(*bought_with(OTHER_TOKEN), tokens=tokens)) == ([expected_sale, buy(quote=OTHER_TOKEN)], 0)


def test_a_swap_of_two_known_quotes_trades_no_token() -> None:
    tokens = (held(TRADER_TOKEN, TRADER, mint=USDC), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))
    route = (
        swap(bought=True, token=USDC),
        pay(TRADER_QUOTE, QUOTE_VAULT, 70, 0, WRAPPED_SOL),
        pay(VAULT, TRADER_TOKEN, 500, 1, USDC),
    )
    assert read(PROGRAM, made(*route, tokens=tokens)) == ([], 0)


def test_an_instruction_without_its_transfers_did_nothing() -> None:
    assert read(PROGRAM, made(swap(bought=True), tokens=BALANCES)) == ([], 0)
    assert read(PROGRAM, made(*bought_with(WRAPPED_SOL)[:2], tokens=BALANCES)) == ([], 0)


def through_router(*, bought: bool) -> Instruction:
    """A swap that a router signs for, through its own token account."""
    direct = swap(bought=bought)
    accounts = tuple(ROUTER_TOKEN if account == TRADER_TOKEN else account for account in direct.accounts)
    return Instruction((1,), CPMM, accounts, direct.data)


ROUTED_PURCHASE = (
    through_router(bought=True),
    pay(TRADER_QUOTE, QUOTE_VAULT, 70, (1, 0), WRAPPED_SOL),
    pay(VAULT, ROUTER_TOKEN, 500, (1, 1)),
)


def at_1(trade: Buy | Sell) -> Buy | Sell:
    return replace(trade, path=(1,))


def test_the_buyer_behind_a_routers_account_is_the_wallet_that_got_the_tokens() -> None:
    tokens = (held(ROUTER_TOKEN, ROUTER), held(TRADER_TOKEN, TRADER, 500), held(OTHER_VAULT, OTHER_POOL, -500))
    onward = pay(ROUTER_TOKEN, TRADER_TOKEN, 500, (2,))
    assert read(PROGRAM, made(*ROUTED_PURCHASE, onward, tokens=tokens, signers=(PAYER,))) == ([at_1(buy())], 0)


def test_the_seller_behind_a_routers_account_is_the_wallet_that_gave_the_tokens() -> None:
    tokens = (held(ROUTER_TOKEN, ROUTER), held(TRADER_TOKEN, TRADER, -500), held(OTHER_VAULT, OTHER_POOL, 500))
    sale = (
        pay(TRADER_TOKEN, ROUTER_TOKEN, 500, (0,)),
        through_router(bought=False),
        pay(ROUTER_TOKEN, VAULT, 500, (1, 0)),
        pay(QUOTE_VAULT, TRADER_QUOTE, 70, (1, 1), WRAPPED_SOL),
    )
    assert read(PROGRAM, made(*sale, tokens=tokens, signers=(PAYER,))) == ([at_1(sell())], 0)


def test_tokens_a_router_hands_to_another_pool_are_nobodys_purchase() -> None:
    tokens = (held(ROUTER_TOKEN, ROUTER), held(OTHER_VAULT, OTHER_POOL, 500), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))
    onward = pay(ROUTER_TOKEN, OTHER_VAULT, 500, (2,))
    assert read(PROGRAM, made(*ROUTED_PURCHASE, onward, tokens=tokens)) == ([], 0)


def test_a_routers_account_that_serves_several_wallets_at_once_stays_the_trader() -> None:
    """How much each of them paid is not told: their transfers follow as transfers."""
    tokens = (held(ROUTER_TOKEN, ROUTER), held(TRADER_TOKEN, TRADER, 300), held(SECOND_TOKEN, SECOND, 200))
    onward = (pay(ROUTER_TOKEN, TRADER_TOKEN, 300, (2,)), pay(ROUTER_TOKEN, SECOND_TOKEN, 200, (3,)))
    assert read(PROGRAM, made(*ROUTED_PURCHASE, *onward, tokens=tokens, signers=(PAYER,))) == ([at_1(buy(ROUTER))], 0)


def test_an_account_that_nothing_tells_the_owner_of_is_the_payers() -> None:
    assert read(PROGRAM, made(*bought_with(WRAPPED_SOL))) == ([buy()], 0)


def test_a_transfer_fee_makes_what_the_buyer_got_smaller_and_is_shared_among_several_transfers() -> None:
    root, paid, out = bought_with(WRAPPED_SOL)
    out = Instruction(out.path, TOKEN_2022, out.accounts, out.data)
    other = Instruction((1,), TOKEN_2022, (SECOND_TOKEN, TOKEN, TRADER_TOKEN, SECOND), out.data[:1] + pack(1_000) + b"\6")
    alone = (held(TRADER_TOKEN, TRADER, 485, program=TOKEN_2022),)
    both = (held(TRADER_TOKEN, TRADER, 1_455, program=TOKEN_2022),)
    minted = Instruction((1,), TOKEN_2022, (TOKEN, TRADER_TOKEN, SECOND), b"\7" + pack(9))
    assert read(PROGRAM, made(root, paid, out, tokens=alone)) == ([buy(tokens=485)], 0)
    assert read(PROGRAM, made(root, paid, out, other, tokens=both)) == ([buy(tokens=485)], 0)
    assert read(PROGRAM, made(root, paid, out, minted, tokens=alone)) == ([buy(tokens=500)], 0)


def pool_call(kind: str) -> Instruction:
    first = {"initialize": 3, "initialize_with_permission": 4}.get(kind, 2)
    accounts = keys(0, 24)
    accounts[0], accounts[first] = TRADER, POOL
    vaults, mints = {3: ((10, 11), (4, 5)), 4: ((11, 12), (5, 6)), 2: ((6, 7), (10, 11))}[first]
    for place, account in zip((*vaults, *mints), (VAULT, QUOTE_VAULT, TOKEN, WRAPPED_SOL), strict=True):
        accounts[place] = account
    return call(PROGRAM, kind, accounts, pack(1, 2, 3))


@pytest.mark.parametrize("kind", ["initialize", "initialize_with_permission", "deposit", "withdraw"])
def test_liquidity_put_in_is_positive_and_taken_out_negative(kind: str) -> None:
    sign = -1 if kind == "withdraw" else 1
    ends = [(TRADER_TOKEN, VAULT), (TRADER_QUOTE, QUOTE_VAULT)]
    ends = [(b, a) for a, b in ends] if sign < 0 else ends
    moves = (pay(*ends[0], 500, 0), pay(*ends[1], 70, 1, WRAPPED_SOL))
    event = Liquidity(
        platform="cpmm",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=sign * 70,
        token_amount=sign * 500,
        market=POOL,
        path=(0,),
    )
    assert read(PROGRAM, made(pool_call(kind), *moves, tokens=BALANCES, signers=(PAYER,))) == ([event], 0)
    assert read(PROGRAM, made(pool_call(kind))) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("collect_creator_fee", "creator_fees"),
        ("collect_creator_fee_permissionless", "creator_fees"),
        ("collect_protocol_fee", "protocol_fees"),
        ("collect_fund_fee", "fund_fees"),
    ],
)
@pytest.mark.parametrize("first", [4, 5, 6])
def test_collected_fees_are_payouts_whatever_the_order_of_accounts(kind: str, what: str, first: int) -> None:
    accounts = [PAYER, *keys(0, first - 1), VAULT, QUOTE_VAULT, TOKEN, WRAPPED_SOL, TRADER_TOKEN, TRADER_QUOTE]
    moves = (pay(VAULT, TRADER_TOKEN, 30, 0), pay(QUOTE_VAULT, TRADER_QUOTE, 4, 1, WRAPPED_SOL))
    paid = [
        Payout(platform="cpmm", mint=TOKEN, wallet=TRADER, token_amount=30, what=what, path=(0,)),
        Payout(platform="cpmm", mint=TOKEN, wallet=TRADER, quote_mint=WRAPPED_SOL, quote_amount=4, what=what, path=(0,)),
    ]
    assert read(PROGRAM, made(call(PROGRAM, kind, accounts), *moves, tokens=(*BALANCES, *VAULTS))) == (paid, 0)


def test_a_failed_transaction_has_no_events() -> None:
    failed = replace(made(*bought_with(WRAPPED_SOL), tokens=BALANCES), error="{}")
    assert read(PROGRAM, failed) == ([], 0)


@given(st.binary(min_size=8, max_size=8).filter(lambda tag: tag not in KNOWN))
def test_an_unknown_discriminator_is_counted(tag: bytes) -> None:
    assert read(PROGRAM, made(call(PROGRAM, tag, keys(0, 20)))) == ([], 1)


@given(
    st.sampled_from(sorted(KNOWN)),
    st.binary(max_size=60),
    st.lists(
        st.sampled_from([TRADER, POOL, VAULT, QUOTE_VAULT, TOKEN, WRAPPED_SOL, TRADER_TOKEN, CPMM_AUTHORITY]), max_size=24
    ),
    st.lists(
        st.tuples(st.sampled_from([VAULT, QUOTE_VAULT, TRADER_TOKEN]), st.sampled_from([VAULT, TRADER_QUOTE])), max_size=4
    ),
)
def test_no_accounts_and_no_data_make_the_reader_raise(
    tag: bytes, data: bytes, accounts: list[str], ends: list[tuple[str, str]]
) -> None:
    moves = [pay(source, target, 5 * n, n) for n, (source, target) in enumerate(ends)]
    tokens: tuple[TokenChange, ...] = (*BALANCES, *VAULTS)
    told, unread = read(PROGRAM, made(call(PROGRAM, tag, accounts, data), *moves, tokens=tokens))
    allowed: tuple[type[AnyEvent], ...] = (Buy, Sell, Liquidity, Payout)
    assert all(isinstance(event, allowed) and event.path == (0,) for event in told)
    assert unread <= 1
