"""Heaven, from a layout derived by third parties: all bytes here are synthetic, none are recorded or confirmed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.addresses import PUMP
from reporter.decode.heaven_accounts import HEAVEN, protocol_config, shared_quote_vault
from reporter.decode.programs import TABLE
from reporter.decode.programs.heaven import KNOWN, PROGRAM
from reporter.model.events import Authority, Buy, Create, Payout, Sell
from reporter.model.ids import TOKEN_2022, WRAPPED_SOL, Address
from tests.decode.pumpfun_bytes import key, pack, text
from tests.decode.venue_bytes import Scene, account, at_places

MINT, POOL, CREATOR, PAYER, WALLET, OPERATOR, RECEIVER = (key(n) for n in range(1, 8))
CONFIG = protocol_config()
TOKEN_VAULT = account(POOL, MINT)
QUOTE_VAULT = account(CONFIG, WRAPPED_SOL)  # stands for the shared vault, whose owner is the configuration


def create_accounts() -> tuple[Address, ...]:
    places = {
        3: CREATOR,
        4: PAYER,
        5: MINT,
        6: WRAPPED_SOL,
        7: account(CREATOR, MINT),
        8: TOKEN_VAULT,
        9: QUOTE_VAULT,
        10: POOL,
    }
    return at_places(13, places | {11: CONFIG, 12: TOKEN_2022})


def create(asked: int) -> Scene:
    """The mint's own supply, then the pool's creation with a purchase of `asked`."""
    scene = Scene(PAYER, CREATOR).call(key(70), b"", ()).mint(MINT, CREATOR, 10**15)
    return scene.ask(
        HEAVEN, "create_standard_liquidity_pool", create_accounts(), pack(b"\1\0") + text("{}") + pack(asked, 9_999)
    )


CREATED = Create(
    platform="heaven",
    mint=MINT,
    wallet=PAYER,
    quote_mint=WRAPPED_SOL,
    creator=CREATOR,
    market=POOL,
    supply=10**15,
    token_program=TOKEN_2022,
    path=(1,),
)


def trade(kind: type[Buy | Sell], **other: Any) -> Buy | Sell:
    fields: dict[str, Any] = {"wallet": WALLET, "quote_amount": 1_000, "token_amount": 500, "path": (0,)} | other
    return kind(platform="heaven", mint=MINT, quote_mint=WRAPPED_SOL, market=POOL, **fields)


def trade_accounts() -> tuple[Address, ...]:
    mine = {8: account(WALLET, MINT), 9: account(WALLET, WRAPPED_SOL)}
    return at_places(14, {4: POOL, 5: WALLET, 6: MINT, 7: WRAPPED_SOL, 10: TOKEN_VAULT, 11: QUOTE_VAULT, 12: CONFIG} | mine)


def platform_events(scene: Scene) -> list[object]:
    return [event for event in decode(scene.made()).events if event.platform == "heaven"]


def test_the_program_is_a_venue_with_its_own_platform() -> None:
    assert (PROGRAM.program, PROGRAM.platform, PROGRAM.venue) == (HEAVEN, "heaven", True)
    assert TABLE[HEAVEN] is PROGRAM


def test_a_creation_and_the_creators_buy_in_it_are_two_events() -> None:
    scene = create(500).token(CREATOR, POOL, MINT, 10**15).token(CREATOR, CONFIG, WRAPPED_SOL, 1_000)
    scene.token(POOL, CREATOR, MINT, 500)
    assert platform_events(scene) == [CREATED, trade(Buy, wallet=CREATOR, path=(1,))]


def test_the_creators_buy_can_be_paid_in_plain_sol() -> None:
    scene = create(500).token(CREATOR, POOL, MINT, 10**15).token(POOL, CREATOR, MINT, 500)
    scene.sol(CREATOR, QUOTE_VAULT, 1_000)
    assert platform_events(scene) == [CREATED, trade(Buy, wallet=CREATOR, path=(1,))]


def test_tokens_the_creator_kept_of_the_supply_are_a_buy_whose_price_is_not_known() -> None:
    scene = create(500).token(CREATOR, POOL, MINT, 10**15 - 500)
    bought = trade(Buy, wallet=CREATOR, quote_amount=None, token_amount=500, path=(1,))
    assert platform_events(scene) == [CREATED, bought]
    scene.ask(HEAVEN, "buy", trade_accounts(), pack(1, 1) + text(""))
    assert platform_events(scene) == [CREATED]


def test_a_creation_without_a_purchase_is_no_buy() -> None:
    assert platform_events(create(0).token(CREATOR, POOL, MINT, 10**15)) == [CREATED]


def test_a_buy_costs_all_that_left_the_buyers_quote_account() -> None:
    scene = Scene(WALLET).ask(HEAVEN, "buy", trade_accounts(), pack(1_100, 1) + text("{}"))
    scene.token(WALLET, CONFIG, WRAPPED_SOL, 990).token(WALLET, OPERATOR, WRAPPED_SOL, 10).token(POOL, WALLET, MINT, 500)
    assert decode(scene.made()).events == (trade(Buy),)


def test_a_sale_gets_what_reached_the_sellers_quote_account() -> None:
    scene = Scene(WALLET).ask(HEAVEN, "sell", trade_accounts(), pack(500, 1) + text("{}"))
    scene.token(WALLET, POOL, MINT, 500).token(CONFIG, WALLET, WRAPPED_SOL, 1_000).token(CONFIG, OPERATOR, WRAPPED_SOL, 10)
    assert decode(scene.made()).events == (trade(Sell),)


def test_other_money_through_the_shared_vault_changes_nothing() -> None:
    """Two wallets trade two pools in one transaction; each trade has its own transfers."""
    scene = Scene(WALLET, CREATOR).ask(HEAVEN, "buy", trade_accounts(), pack(1_100, 1) + text("{}"))
    scene.token(WALLET, CONFIG, WRAPPED_SOL, 1_000).token(POOL, WALLET, MINT, 500)
    scene.quietly(CONFIG, CREATOR, 7_777, WRAPPED_SOL)
    assert [event for event in decode(scene.made()).events if isinstance(event, Buy)] == [trade(Buy)]


def test_an_instruction_that_moved_nothing_is_nothing() -> None:
    for name in ("buy", "sell"):
        assert decode(Scene(WALLET).ask(HEAVEN, name, trade_accounts(), pack(1, 1) + text("")).made()).events == ()


def test_fees_claimed_are_payouts() -> None:
    scene = Scene(WALLET).ask(HEAVEN, "claim_standard_creator_trading_fees", trade_accounts(), pack(7))
    scene.token(CONFIG, WALLET, WRAPPED_SOL, 7)
    paid: dict[str, Any] = {"platform": "heaven", "quote_mint": WRAPPED_SOL, "quote_amount": 7, "path": (0,)}
    assert decode(scene.made()).events == (Payout(mint=MINT, wallet=WALLET, what="creator_fees", **paid),)
    for name, what in (
        ("claim_standard_protocol_trading_fees", "protocol_fees"),
        ("claim_standard_reflection_trading_fees", "reflection_fees"),
    ):
        scene = Scene(OPERATOR).ask(HEAVEN, name, (POOL, OPERATOR, key(60)), pack(7)).token(CONFIG, OPERATOR, WRAPPED_SOL, 7)
        assert decode(scene.made()).events == (Payout(mint=WRAPPED_SOL, wallet=OPERATOR, what=what, **paid),)


def test_a_new_receiver_of_the_creators_fees_stands_under_the_pool() -> None:
    scene = Scene(CREATOR).ask(HEAVEN, "update_creator_trading_fee_receiver", (POOL, RECEIVER))
    assert decode(scene.made()).events == (
        Authority(platform="heaven", mint=POOL, wallet=CREATOR, what="creator", account=POOL, to=RECEIVER, path=(0,)),
    )


@pytest.mark.parametrize("name", ["buy", "sell"])
def test_a_failed_trade_says_nothing(name: str) -> None:
    scene = Scene(WALLET).ask(HEAVEN, name, trade_accounts(), pack(1, 1) + text("")).token(POOL, WALLET, MINT, 500)
    assert decode(scene.made(error='"x"')).events == ()


def test_the_tags_of_pump_fun_are_read_by_program() -> None:
    """The same buy under pump.fun's program is none of Heaven's."""
    scene = Scene(WALLET).ask(PUMP, "buy", trade_accounts(), pack(1_100, 1) + text("{}"))
    scene.token(WALLET, CONFIG, WRAPPED_SOL, 990).token(POOL, WALLET, MINT, 500)
    assert platform_events(scene) == []
    assert shared_quote_vault() != QUOTE_VAULT


@given(
    st.one_of(
        st.binary(max_size=90), st.sampled_from(sorted(KNOWN)).flatmap(lambda tag: st.binary(max_size=90).map(tag.__add__))
    ),
    st.lists(st.sampled_from([MINT, POOL, WALLET, TOKEN_VAULT, QUOTE_VAULT, WRAPPED_SOL]), max_size=18),
)
def test_no_bytes_at_all_make_the_reader_raise_and_unknown_tags_are_counted(data: bytes, accounts: list[str]) -> None:
    decoded = decode(Scene(WALLET).call(HEAVEN, data, accounts).token(POOL, WALLET, MINT, 5).sol(WALLET, POOL, 7).made())
    assert all(event.path[:1] == (0,) for event in decoded.events)
    if data[:8] not in KNOWN:
        assert [(entry.program, entry.count) for entry in decoded.unknown] == [(HEAVEN, 1)]
