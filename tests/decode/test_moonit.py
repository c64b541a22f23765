"""Moonit: the recorded buy, checked against the event in the program's log; all other bytes here are synthetic."""

import base64
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.programs import TABLE
from reporter.decode.programs.anchor import event_tag, instruction_tag
from reporter.decode.programs.moonit import KNOWN, MOONIT, PROGRAM
from reporter.model.events import Buy, Create, Migrate, Sell
from reporter.model.ids import WRAPPED_SOL
from tests.decode.made import events as read_one
from tests.decode.pumpfun_bytes import key, pack, text
from tests.decode.recordings import transaction
from tests.decode.venue_bytes import Scene, account, at_places

RECORDED = Buy(
    platform="unknown",
    mint="GcESTNaraLpszdBzYUzqzEPWutQkErXaZH6kqXrGmoon",
    wallet="Btw8ekCeix82vMJsAfvpsNS8LMG7SZLd6oQ847d1pThB",
    quote_mint=WRAPPED_SOL,
    quote_amount=1_391_908,
    token_amount=4_517_537_159_880,
    market="Dr5kxAHzm3bk2dKpmQk55Pk8JaZn8gBRAX67Et9Yj78n",
    fees=13_781,
    path=(1,),
)


@pytest.mark.shared
def test_the_recorded_buy_is_told_whole_and_agrees_with_its_logged_event() -> None:
    """The log tells tokens, the curve's lamports and both fees; the decoder reads none of it."""
    made = transaction("5vZHJxz4")
    assert decode(made).events == (RECORDED,)
    (line,) = [log for log in made.logs if log.startswith("Program data: ")]
    event = base64.b64decode(line.removeprefix("Program data: "))
    tokens, lamports, dex_fee, helio_fee = struct.unpack_from("<QQQQ", event, 8)
    assert event[:8] == event_tag("TradeEvent")
    assert tokens == RECORDED.token_amount
    assert (lamports + dex_fee + helio_fee, dex_fee + helio_fee) == (RECORDED.quote_amount, RECORDED.fees)
    (change,) = [token for token in made.tokens if token.owner == RECORDED.wallet]
    assert change.post - change.pre == tokens


# Synthetic from here on.

MINT, CURVE, WALLET, DEX, HELIO, OPERATOR, OTHER = (key(n) for n in range(1, 8))


def trade_accounts(wallet: str = WALLET) -> tuple[str, ...]:
    places = {0: wallet, 1: account(wallet, MINT), 2: CURVE, 3: account(CURVE, MINT), 4: DEX, 5: HELIO, 6: MINT}
    return at_places(11, places)


def sale(scene: Scene, wallet: str = WALLET) -> Scene:
    """Tokens in; 1,000 lamports out of the curve and 10 to the fee accounts, without an instruction."""
    scene.ask(MOONIT, "sell", trade_accounts(wallet), pack(500, 990, b"\0", 100)).token(wallet, CURVE, MINT, 500)
    return scene.quietly(CURVE, wallet, 990).quietly(CURVE, DEX, 6).quietly(CURVE, HELIO, 4)


def sold(**other: Any) -> Sell:
    fields: dict[str, Any] = {"quote_amount": 990, "fees": 10, "wallet": WALLET, "path": (0,)} | other
    return Sell(platform="unknown", mint=MINT, quote_mint=WRAPPED_SOL, token_amount=500, market=CURVE, **fields)


def test_a_sale_is_what_left_the_curve_without_the_fees() -> None:
    assert decode(sale(Scene(WALLET)).made()).events == (sold(),)


def test_two_sales_to_one_curve_in_a_transaction_are_told_without_amounts_in_sol() -> None:
    made = sale(sale(Scene(WALLET, OTHER)), OTHER).made()
    assert decode(made).events == (
        sold(quote_amount=None, fees=None),
        sold(quote_amount=None, fees=None, wallet=OTHER, path=(1,)),
    )


def test_a_trade_that_moved_no_tokens_is_nothing() -> None:
    assert decode(Scene(WALLET).ask(MOONIT, "buy", trade_accounts(), bytes(25)).made()).events == ()


def test_a_creation_tells_name_and_supply() -> None:
    accounts = at_places(11, {0: WALLET, 2: CURVE, 3: MINT, 7: key(90)})
    data = text("Moon <i>") + text("MOON") + text("https://m") + b"\x09\x00" + pack(10**18) + bytes(12)
    assert decode(Scene(WALLET).ask(MOONIT, "token_mint", accounts, data).made()).events == (
        Create(
            platform="unknown",
            mint=MINT,
            wallet=WALLET,
            quote_mint=WRAPPED_SOL,
            creator=WALLET,
            market=CURVE,
            name="Moon <i>",
            symbol="MOON",
            uri="https://m",
            supply=10**18,
            token_program=key(90),
            path=(0,),
        ),
    )


def test_the_operator_taking_a_sold_out_curve_is_a_migration_to_a_pool_not_known_here() -> None:
    accounts = at_places(12, {0: OPERATOR, 2: CURVE, 3: account(CURVE, MINT), 5: MINT})
    scene = Scene(OPERATOR).ask(MOONIT, "migrate_funds", accounts).token(CURVE, OPERATOR, MINT, 70).quietly(CURVE, OPERATOR, 9)
    assert decode(scene.made()).events == (
        Migrate(
            platform="unknown",
            mint=MINT,
            wallet=OPERATOR,
            market=CURVE,
            pool=None,
            to=None,
            quote_mint=WRAPPED_SOL,
            quote_amount=9,
            token_amount=70,
            path=(0,),
        ),
    )
    assert decode(Scene(OPERATOR).ask(MOONIT, "migrate_funds", accounts).made()).events == ()


def test_the_tags_of_a_trade_mean_this_program_only_below_this_program() -> None:
    """pump.fun and Heaven have the same tags for buy and sell."""
    made = sale(Scene(WALLET)).made()
    assert made.instructions[0].data[:8] == instruction_tag("sell")
    other = "6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P"
    scene = Scene(WALLET).ask(other, "sell", trade_accounts(), bytes(25))
    assert decode(scene.made()).events == ()
    assert TABLE[MOONIT] is PROGRAM


@given(
    st.one_of(
        st.binary(max_size=90), st.sampled_from(sorted(KNOWN)).flatmap(lambda tag: st.binary(max_size=90).map(tag.__add__))
    ),
    st.lists(st.sampled_from([MINT, CURVE, WALLET, DEX, account(CURVE, MINT)]), max_size=14),
)
def test_no_bytes_at_all_make_the_reader_raise_and_unknown_tags_are_counted(data: bytes, accounts: list[str]) -> None:
    made = Scene(WALLET).call(MOONIT, data, accounts).token(WALLET, CURVE, MINT, 5).sol(CURVE, WALLET, 7).made()
    decoded = decode(made)
    assert all(event.path[:1] == (0,) for event in decoded.events)
    if data[:8] not in KNOWN:
        assert [(entry.program, entry.count) for entry in decoded.unknown] == [(MOONIT, 1)]
        assert read_one(made.instructions[0]) is None
