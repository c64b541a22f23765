"""PumpSwap: recorded trades of 2026, and synthetic bytes for what no recording has.

Recorded: buy_exact_quote_in (480 and 504 bytes of event), buy_v2 (500), sell_v2 (449), multi_hop_swap (508), failed sales.
Synthetic (from the interface): buy, sell and their events of 2025, pools the other way round, creation of pools, deposits,
withdrawals, boosts, every payout and every change of the creator.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.decode import decode
from reporter.decode.addresses import PUMPSWAP, associated_token
from reporter.decode.context import Context
from reporter.decode.programs import pumpswap_events as layout
from reporter.decode.programs import pumpswap_layouts as names
from reporter.decode.programs.anchor import SELF_CALL
from reporter.decode.programs.pumpswap import PROGRAM
from reporter.decode.programs.pumpswap_trades import PLATFORM
from reporter.model.events import AnyEvent, Authority, Buy, Liquidity, Payout, Sell
from reporter.model.ids import TOKEN_2022, TOKEN_PROGRAMS, USDC, WRAPPED_SOL
from reporter.model.transaction import Instruction
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
from tests.decode.reconcile import changed, expected, trades
from tests.decode.recordings import everything, transaction

EXPECTED = expected("pumpswap")
TRADED = [s for s in EXPECTED if "beside" in EXPECTED[s]]


def name(signature: str) -> str:
    return signature[:8]


@pytest.mark.shared
def test_no_recording_that_names_the_program_is_left_out() -> None:
    assert {t.signature for t in everything() if PUMPSWAP in t.accounts} == set(EXPECTED)


@pytest.mark.shared
@pytest.mark.parametrize("signature", TRADED, ids=name)
def test_the_pool_gives_what_the_buyer_gets_and_everything_paid_arrives_somewhere(signature: str) -> None:
    """The pool's tokens change by the trade; the quote paid is the sum of the transfers below it."""
    said = transaction(signature)
    context = Context(said)
    for trade in (t for t in trades(EXPECTED[signature]) if t.platform == PLATFORM):
        vaults = [t for t in said.tokens if (t.owner, t.mint) == (trade.market, trade.mint)]
        sign = -1 if isinstance(trade, Buy) else 1
        assert [v.post - v.pre for v in vaults] == [sign * (trade.token_amount or 0)]
        assert trade.market is not None
        assert vaults[0].account == associated_token(trade.market, trade.mint, vaults[0].program)
        called = [i for i in context.children(trade.path) if i.program in TOKEN_PROGRAMS and i.accounts[1] == trade.quote_mint]
        amounts = [(i.accounts[0], i.accounts[2], int.from_bytes(i.data[1:9], "little")) for i in called]
        if isinstance(trade, Buy):
            payer = amounts[0][0]
            assert trade.quote_amount == sum(n for source, _, n in amounts if source == payer)
        else:
            assert trade.quote_amount == sum(n for _, to, n in amounts if context.owner(to) == trade.wallet)


@pytest.mark.shared
def test_the_pool_keeps_the_quote_that_did_not_leave_as_fees() -> None:
    (signature,) = [s for s in EXPECTED if s.startswith("42HczUe3")]
    (trade,) = [t for t in trades(EXPECTED[signature]) if t.platform == PLATFORM]
    quote, said = trade.quote_mint or "", transaction(signature)
    fees = [t for t in said.tokens if t.mint == quote and t.owner == "5YxQFdt3Tr9zJLvkFccqXVUwhdTWJQc1fFg2YPbxvxeD"]
    kept = sum(changed(said, t.account, quote) for t in said.tokens if (t.owner, t.mint) == (trade.market, quote))
    assert kept + sum(t.post - t.pre for t in fees) == trade.quote_amount


@pytest.mark.shared
def test_tokens_that_go_straight_to_a_curve_are_the_curves_purchase_and_not_the_wallets() -> None:
    """The event names the wallet, but its balance of that token never changes (recorded g1fC9wYK)."""
    (signature,) = [s for s in EXPECTED if s.startswith("g1fC9wYK")]
    first, second = trades(EXPECTED[signature])
    said = transaction(signature)
    assert (first.platform, second.platform) == ("pumpswap", "pumpfun")
    assert first.wallet == second.market
    assert first.mint == second.quote_mint
    assert second.wallet == said.fee_payer
    assert sum(t.post - t.pre for t in said.tokens if (t.owner, t.mint) == (first.wallet, first.mint)) == first.token_amount


# Synthetic from here on.

BALANCES = (held(TRADER_TOKEN, TRADER), held(TRADER_QUOTE, TRADER, mint=WRAPPED_SOL))


def trade_call(kind: str, base: str = TOKEN, quote: str = WRAPPED_SOL) -> Instruction:
    start = [POOL, TRADER, key(900), base, quote, TRADER_TOKEN, TRADER_QUOTE, VAULT, QUOTE_VAULT]
    return call(PROGRAM, kind, [*start, *keys(0, 8)], pack(1, 2))


def trade_body(base: int, quote: int, user_quote: int) -> bytes:
    """BuyEvent and SellEvent of 2025-03, which differ in names only."""
    head = pack(1_700_000_000, base, 1, 2, 3, 4, 5, quote, 20, 30, 5, 10, 6, user_quote)
    return head + pack(POOL, TRADER, TRADER_TOKEN, TRADER_QUOTE, key(901), key(902))


def bought(**other: object) -> Buy:
    trade = Buy(
        platform="pumpswap",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=10_100,
        token_amount=500,
        market=POOL,
        fees=100,
        path=(0,),
    )
    return replace(trade, **other)


def sold(**other: object) -> Sell:
    trade = Sell(
        platform="pumpswap",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=9_900,
        token_amount=500,
        market=POOL,
        fees=100,
        path=(0,),
    )
    return replace(trade, **other)


def purchase(kind: str = "buy", tail: bytes = b"") -> list[Instruction]:
    amounts = (10_100, 10_000) if kind.startswith("buy_exact") else (10_000, 10_100)
    body = trade_body(500, *amounts) + tail
    moves = (pay(VAULT, TRADER_TOKEN, 500, 0), pay(TRADER_QUOTE, QUOTE_VAULT, 10_100, 1, WRAPPED_SOL))
    return [trade_call(kind), *moves, emit(PROGRAM, "BuyEvent", body, 2)]


def sale(kind: str = "sell") -> list[Instruction]:
    moves = (pay(TRADER_TOKEN, VAULT, 500, 0), pay(QUOTE_VAULT, TRADER_QUOTE, 9_900, 1, WRAPPED_SOL))
    return [trade_call(kind), *moves, emit(PROGRAM, "SellEvent", trade_body(500, 10_000, 9_900), 2)]


@pytest.mark.parametrize("kind", ["buy", "buy_v2", "buy_exact_quote_in", "buy_exact_quote_in_v2"])
def test_a_buyer_pays_the_larger_of_the_two_quote_amounts(kind: str) -> None:
    assert read(PROGRAM, made(*purchase(kind), tokens=BALANCES)) == ([bought()], 0)


@pytest.mark.parametrize("kind", ["sell", "sell_v2"])
def test_a_seller_receives_the_smaller_one(kind: str) -> None:
    assert read(PROGRAM, made(*sale(kind), tokens=BALANCES)) == ([sold()], 0)


def test_the_router_in_between_is_not_the_trader() -> None:
    tokens = (held(ROUTER_TOKEN, ROUTER), held(TRADER_TOKEN, TRADER, 500), held(OTHER_VAULT, OTHER_POOL, -500))
    through = [trade_call("buy"), pay(VAULT, ROUTER_TOKEN, 500, 0), purchase()[3], pay(ROUTER_TOKEN, TRADER_TOKEN, 500, (1,))]
    assert read(PROGRAM, made(*through, tokens=tokens, signers=(PAYER,))) == ([bought()], 0)
    onward = [*through[:3], pay(ROUTER_TOKEN, OTHER_VAULT, 500, (1,))]
    nobody = (held(ROUTER_TOKEN, ROUTER), held(OTHER_VAULT, OTHER_POOL, 500))
    assert read(PROGRAM, made(*onward, tokens=nobody, signers=(PAYER,))) == ([], 0)


def test_a_pool_with_sol_as_base_sells_the_token_when_sol_is_bought() -> None:
    purchase_of_sol = [
        trade_call("buy", base=WRAPPED_SOL, quote=TOKEN),
        pay(VAULT, TRADER_TOKEN, 77, 0, WRAPPED_SOL),
        pay(TRADER_QUOTE, QUOTE_VAULT, 10_100, 1),
        emit(PROGRAM, "BuyEvent", trade_body(77, 10_000, 10_100), 2),
    ]
    tokens = (held(TRADER_TOKEN, TRADER, mint=WRAPPED_SOL), held(TRADER_QUOTE, TRADER, -10_100))
    expected_sale = sold(quote_amount=77, token_amount=10_100, fees=None)
    assert read(PROGRAM, made(*purchase_of_sol, tokens=tokens)) == ([expected_sale], 0)


def test_a_pool_with_sol_as_base_buys_the_token_when_sol_is_sold() -> None:
    sale_of_sol = [
        trade_call("sell", base=WRAPPED_SOL, quote=TOKEN),
        pay(TRADER_TOKEN, VAULT, 77, 0, WRAPPED_SOL),
        pay(QUOTE_VAULT, TRADER_QUOTE, 9_900, 1),
        emit(PROGRAM, "SellEvent", trade_body(77, 10_000, 9_900), 2),
    ]
    tokens = (held(TRADER_TOKEN, TRADER, mint=WRAPPED_SOL), held(TRADER_QUOTE, TRADER, 9_900))
    expected_purchase = bought(quote_amount=77, token_amount=9_900, fees=None)
    assert read(PROGRAM, made(*sale_of_sol, tokens=tokens)) == ([expected_purchase], 0)


def test_a_pool_of_two_known_quotes_trades_no_token_and_one_of_two_tokens_its_base() -> None:
    both = [trade_call("buy", base=USDC, quote=WRAPPED_SOL), *purchase()[1:]]
    assert read(PROGRAM, made(*both, tokens=BALANCES)) == ([], 0)
    neither = [trade_call("buy", quote=OTHER_TOKEN), purchase()[1], purchase()[3]]
    assert read(PROGRAM, made(*neither, tokens=BALANCES)) == ([bought(quote_mint=OTHER_TOKEN)], 0)


def test_several_wallets_can_trade_in_one_transaction_in_both_directions() -> None:
    second = trade_body(500, 10_000, 9_900).replace(pack(TRADER), pack(SECOND))
    sale_of_second = Instruction((1,), PUMPSWAP, (POOL, SECOND, *trade_call("sell").accounts[2:]), trade_call("sell").data)
    given = (pay(key(903), VAULT, 500, (1, 0)), replace(emit(PROGRAM, "SellEvent", second, 0), path=(1, 1)))
    tokens = (*BALANCES, held(key(903), SECOND, -500))
    told = read(PROGRAM, made(*purchase(), sale_of_second, *given, tokens=tokens, signers=(TRADER, SECOND)))
    assert told == ([bought(), sold(wallet=SECOND, path=(1,))], 0)


def test_a_new_kind_of_trade_is_read_through_the_pools_own_accounts() -> None:
    unknown = call(PROGRAM, b"\x99" * 8, keys(0, 9))
    pool = (held(VAULT, POOL, -500), held(QUOTE_VAULT, POOL, 10_050, mint=WRAPPED_SOL))
    assert read(PROGRAM, made(unknown, *purchase()[1:], tokens=(*BALANCES, *pool))) == ([bought()], 0)
    assert read(PROGRAM, made(unknown, *purchase()[1:], tokens=BALANCES)) == ([], 1)
    assert read(PROGRAM, made(unknown)) == ([], 1)


def test_an_event_of_another_pool_or_signed_by_another_account_is_counted() -> None:
    other = replace(trade_call("buy"), accounts=(OTHER_POOL, *trade_call("buy").accounts[1:]))
    assert read(PROGRAM, made(other, *purchase()[1:])) == ([], 1)
    forged = emit(PROGRAM, "BuyEvent", trade_body(1, 2, 3), 0, authority=SECOND)
    assert read(PROGRAM, made(trade_call("buy"), forged)) == ([], 1)


def test_a_hop_that_names_no_such_pool_is_counted() -> None:
    hop = [TOKEN, WRAPPED_SOL, POOL, VAULT, QUOTE_VAULT]
    asked = call(PROGRAM, "multi_hop_swap", [*keys(0, 16), TOKEN, WRAPPED_SOL, OTHER_POOL, OTHER_VAULT, key(9), *hop])
    assert read(PROGRAM, made(asked, *purchase()[1:], tokens=BALANCES)) == ([bought()], 0)
    short = replace(asked, accounts=asked.accounts[:21])
    assert read(PROGRAM, made(short, *purchase()[1:], tokens=BALANCES)) == ([], 1)


def liquidity(tokens: int, quote: int, **other: object) -> Liquidity:
    event = Liquidity(
        platform="pumpswap",
        mint=TOKEN,
        wallet=TRADER,
        quote_mint=WRAPPED_SOL,
        quote_amount=quote,
        token_amount=tokens,
        market=POOL,
        path=(0,),
    )
    return replace(event, **other)


def pool_body(base: str, quote: str) -> bytes:
    head = pack(1_700_000_000) + b"\0\0" + pack(TRADER, base, quote) + b"\6\x09"
    return head + pack(500, 70, 500, 70, 100, 90, 80) + b"\xff" + pack(POOL, key(1), key(2), key(3))


@pytest.mark.parametrize(
    "tail", [b"", pack(SECOND), pack(SECOND) + b"\0" + pack(0) + b"\0\0"], ids=["first", "2025-05", "2026"]
)
def test_a_new_pool_is_liquidity_put_in_at_every_length_of_its_event(tail: bytes) -> None:
    body = pool_body(TOKEN, WRAPPED_SOL) + tail
    whole = made(call(PROGRAM, "create_pool", keys(0, 18)), emit(PROGRAM, "CreatePoolEvent", body, 0))
    assert len(body) + 8 in {301, 333, 344}
    assert read(PROGRAM, whole) == ([liquidity(500, 70)], 0)


def test_a_new_pool_the_other_way_round_puts_the_same_token_in() -> None:
    body = pool_body(USDC, TOKEN)
    whole = made(call(PROGRAM, "create_pool", keys(0, 18)), emit(PROGRAM, "CreatePoolEvent", body, 0))
    assert read(PROGRAM, whole) == ([liquidity(70, 500, quote_mint=USDC)], 0)
    quotes = emit(PROGRAM, "CreatePoolEvent", pool_body(USDC, WRAPPED_SOL), 0)
    assert read(PROGRAM, made(call(PROGRAM, "create_pool", keys(0, 18)), quotes)) == ([], 0)


@pytest.mark.parametrize(("kind", "event", "sign"), [("deposit", "DepositEvent", 1), ("withdraw", "WithdrawEvent", -1)])
def test_liquidity_put_in_is_positive_and_taken_out_negative(kind: str, event: str, sign: int) -> None:
    body = pack(1_700_000_000, 1, 2, 3, 4, 5, 6, 7, 500, 70, 8, POOL, TRADER, key(1), key(2), key(3))
    accounts = [POOL, key(900), TRADER, TOKEN, WRAPPED_SOL, *keys(0, 10)]
    assert len(body) == 248
    assert read(PROGRAM, made(call(PROGRAM, kind, accounts), emit(PROGRAM, event, body, 0))) == (
        [liquidity(sign * 500, sign * 70)],
        0,
    )
    assert read(PROGRAM, made(call(PROGRAM, b"\x99" * 8, accounts), emit(PROGRAM, event, body, 0))) == ([], 1)


def test_a_boost_adds_quote_and_its_burn_is_told_once_by_the_token_program() -> None:
    body = pack(1_700_000_000, TOKEN, key(904), POOL, TRADER, 80, 70, 500) + bytes(16) + pack(1, 2, 3)
    accounts = [POOL, TRADER, key(900), TOKEN, WRAPPED_SOL, VAULT, QUOTE_VAULT, key(905), key(906), *keys(0, 4)]
    burn = Instruction((0, 1), TOKEN_2022, (VAULT, TOKEN, POOL), b"\x08" + pack(500))
    boost = [call(PROGRAM, "boost_buy_and_burn", accounts), burn, emit(PROGRAM, "BoostBuyAndBurnEvent", body, 2)]
    whole = made(*boost, tokens=(held(VAULT, POOL, -500, program=TOKEN_2022),))
    assert read(PROGRAM, whole) == ([liquidity(0, 70, token_amount=None)], 0)
    assert [type(event).__name__ for event in decode(whole).events] == ["Liquidity", "Burn"]


def test_filling_a_boost_takes_quote_out_of_the_pool() -> None:
    accounts = [POOL, key(900), TRADER, TOKEN, WRAPPED_SOL, VAULT, QUOTE_VAULT, key(905), key(906), *keys(0, 5)]
    asked = call(PROGRAM, "init_boost", accounts)
    body = pack(1_700_000_000, TOKEN, key(904), POOL) + bytes(16) + pack(1)
    moves = (pay(QUOTE_VAULT, key(906), 70, 0, WRAPPED_SOL), emit(PROGRAM, "InitBoostEvent", body, 1))
    assert read(PROGRAM, made(asked, *moves)) == ([liquidity(0, -70, token_amount=None)], 0)
    assert read(PROGRAM, made(asked)) == ([], 0)


def payout(what: str, wallet: str = TRADER, **other: object) -> Payout:
    paid = Payout(
        platform="pumpswap",
        mint=WRAPPED_SOL,
        wallet=wallet,
        quote_mint=WRAPPED_SOL,
        quote_amount=9,
        what=what,
        path=(0,),
    )
    return replace(paid, **other)


def test_creator_fees_and_cashback_are_payouts_of_the_quote_and_incentives_of_the_token() -> None:
    fees = emit(PROGRAM, "CollectCoinCreatorFeeEvent", pack(1_700_000_000, TRADER, 9, key(1), key(2)), 0)
    collected = call(PROGRAM, "collect_coin_creator_fee", [WRAPPED_SOL, *keys(0, 7)])
    assert read(PROGRAM, made(collected, fees)) == ([payout("creator_fees")], 0)
    back = emit(PROGRAM, "ClaimCashbackEvent", pack(TRADER, 9, 1_700_000_000, 1, 2), 0)
    claimed = call(PROGRAM, "claim_cashback", [TRADER, key(1), USDC, *keys(0, 6)])
    assert read(PROGRAM, made(claimed, back)) == ([payout("cashback", mint=USDC, quote_mint=USDC)], 0)
    incentive = emit(PROGRAM, "ClaimTokenIncentivesEvent", pack(TRADER, TOKEN, 9, 1, 2, 3), 0)
    tokens = payout("incentives", mint=TOKEN, quote_mint=None, quote_amount=None, token_amount=9)
    assert read(PROGRAM, made(call(PROGRAM, "claim_token_incentives", keys(0, 12)), incentive)) == ([tokens], 0)
    nothing = emit(PROGRAM, "ClaimCashbackEvent", pack(TRADER, 0, 1_700_000_000, 1, 2), 0)
    assert read(PROGRAM, made(claimed, nothing)) == ([], 0)


@pytest.mark.parametrize(("kind", "first"), [("transfer_creator_fees_to_pump", 4), ("transfer_creator_fees_to_pump_v2", 5)])
def test_creator_fees_moved_to_the_curves_vault_are_paid_to_that_vault_and_counted_once(kind: str, first: int) -> None:
    accounts = keys(0, 12)
    accounts[first - 4] = WRAPPED_SOL
    source, target = accounts[first + 2], accounts[first + 3]
    event = emit(PROGRAM, "CollectCoinCreatorFeeEvent", pack(1_700_000_000, TRADER, 9, key(1), key(2)), 1)
    asked = call(PROGRAM, kind, accounts)
    moved = [payout("creator_fees_moved", target)]
    assert read(PROGRAM, made(asked, pay(source, key(907), 9, 0, WRAPPED_SOL), event)) == (moved, 0)
    emptied = (held(source, accounts[first + 1], -9, WRAPPED_SOL),)
    assert read(PROGRAM, made(asked, event, tokens=emptied)) == (moved, 0)
    assert read(PROGRAM, made(asked, event)) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "event", "before", "between", "old"),
    [
        ("set_coin_creator", "SetBondingCurveCoinCreatorEvent", 8, 32, None),
        ("set_coin_creator", "SetMetaplexCoinCreatorEvent", 8, 32, None),
        ("migrate_pool_coin_creator", "MigratePoolCoinCreatorEvent", 8, 32, SECOND),
        ("admin_set_coin_creator", "AdminSetCoinCreatorEvent", 40, 0, SECOND),
        ("admin_cto_pool", "AdminCtoPoolEvent", 8, 0, SECOND),
    ],
)
def test_a_new_creator_of_a_pool_is_told(kind: str, event: str, before: int, between: int, old: str | None) -> None:
    body = bytes(before) + pack(TOKEN, POOL) + bytes(between) + (pack(old) if old else b"") + pack(TRADER)
    told = Authority(platform="pumpswap", mint=TOKEN, wallet=old, what="creator", account=POOL, to=TRADER, path=(0,))
    assert read(PROGRAM, made(call(PROGRAM, kind, keys(0, 7)), emit(PROGRAM, event, body, 0))) == ([told], 0)


def test_a_failed_transaction_has_no_events() -> None:
    assert read(PROGRAM, replace(made(*purchase(), tokens=BALANCES), error="{}")) == ([], 0)


FIRST = trade_body(500, 10_000, 10_100)
NEWEST = FIRST + pack(SECOND, 5, 6) + b"\1" + bytes(40) + text("buy") + bytes(32) + bytes(16) + b"\1" + bytes(24)


def test_the_first_layout_has_the_length_seen_on_the_ledger() -> None:
    assert (len(FIRST) + 8, len(FIRST) + 8 + 48) == (312, 360)


@given(st.integers(0, len(NEWEST)))
def test_a_cut_trade_event_is_read_as_an_older_one_or_counted(size: int) -> None:
    carrier = emit(PROGRAM, "BuyEvent", NEWEST[:size], 2)
    told, unread = read(PROGRAM, made(*purchase()[:3], carrier, tokens=BALANCES))
    assert (told, unread) == (([bought()], 0) if size >= len(FIRST) else ([], 1))


@given(st.binary(max_size=300))
def test_bytes_behind_the_known_fields_change_nothing(tail: bytes) -> None:
    assert layout.buy(FIRST + tail) == layout.buy(FIRST)
    assert layout.sell(FIRST + tail) == layout.sell(FIRST)


EVENTS = ["BuyEvent", "SellEvent", "CreatePoolEvent", "DepositEvent", "BoostBuyAndBurnEvent", "CollectCoinCreatorFeeEvent"]
EVENTS += ["ClaimCashbackEvent", "ClaimTokenIncentivesEvent", "AdminCtoPoolEvent", "InitBoostEvent"]


@given(
    st.one_of(st.binary(max_size=500), st.binary(max_size=60).map(NEWEST.__add__)),
    st.sampled_from(EVENTS),
    st.sampled_from([*sorted(names.KNOWN), SELF_CALL, b"\x99" * 8]),
    st.binary(max_size=60),
    st.lists(st.sampled_from([TRADER, POOL, VAULT, QUOTE_VAULT, TOKEN, WRAPPED_SOL, TRADER_TOKEN]), max_size=30),
)
def test_no_bytes_at_all_make_the_reader_raise(body: bytes, event: str, tag: bytes, data: bytes, accounts: list[str]) -> None:
    moves = (pay(VAULT, TRADER_TOKEN, 5, 1), pay(QUOTE_VAULT, TRADER_QUOTE, 5, 2, WRAPPED_SOL))
    whole = made(call(PROGRAM, tag, accounts, data), emit(PROGRAM, event, body, 0), *moves, tokens=BALANCES)
    told, unread = read(PROGRAM, whole)
    kinds: tuple[type[AnyEvent], ...] = (Buy, Sell, Liquidity, Payout, Authority)
    assert all(isinstance(e, kinds) and e.path == (0,) for e in told)
    assert unread <= 2


@given(st.binary(min_size=8, max_size=8).filter(lambda tag: tag not in names.KNOWN))
def test_an_unknown_discriminator_is_counted(tag: bytes) -> None:
    assert read(PROGRAM, made(call(PROGRAM, tag, keys(0, 20)))) == ([], 1)
