"""Boop: creation to graduation. All bytes here are synthetic; no transaction of the program is recorded."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.programs import TABLE
from reporter.decode.programs.boop import BOOP, KNOWN, PROGRAM, bonding_curve
from reporter.model.events import Authority, Buy, Complete, Create, Migrate, Sell
from reporter.model.ids import WRAPPED_SOL
from tests.decode.pumpfun_bytes import key, pack, text
from tests.decode.venue_bytes import Scene, account, at_places

MINT, WALLET, OTHER, FEES, SOL_VAULT, OPERATOR, CREATOR, NEW_POOL, AUTHORITY = (key(n) for n in range(1, 10))
CURVE = bonding_curve(MINT)
VAULT, QUOTE_VAULT = account(AUTHORITY, MINT), account(AUTHORITY, WRAPPED_SOL)


def create(scene: Scene) -> Scene:
    accounts = at_places(8, {2: MINT, 3: WALLET, 6: key(90)})
    return scene.ask(BOOP, "create_token", accounts, pack(7) + text("Boo") + text("BOO") + text("ipfs://b"))


def deploy(scene: Scene) -> Scene:
    accounts = at_places(10, {0: MINT, 2: CURVE, 6: WALLET})
    return scene.ask(BOOP, "deploy_bonding_curve", accounts, pack(CREATOR, 7))


def created(**other: Any) -> Create:
    fields: dict[str, Any] = {"creator": WALLET, "path": (0,)} | other
    return Create(
        platform="unknown",
        mint=MINT,
        wallet=WALLET,
        quote_mint=WRAPPED_SOL,
        market=CURVE,
        name="Boo",
        symbol="BOO",
        uri="ipfs://b",
        token_program=key(90),
        **fields,
    )


def trade_accounts(name: str, user: str = WALLET, receiver: str = WALLET) -> tuple[str, ...]:
    places = {0: MINT, 1: CURVE, 2: FEES, 3: VAULT, 4: SOL_VAULT, 5: account(receiver, MINT), 6: user}
    return at_places(13, places | ({7: receiver} if name == "sell_token" else {}))


def trade(kind: type[Buy | Sell], **other: Any) -> Buy | Sell:
    fields: dict[str, Any] = {"wallet": WALLET, "quote_amount": 1_000, "fees": 10, "path": (0,)} | other
    return kind(platform="unknown", mint=MINT, quote_mint=WRAPPED_SOL, token_amount=500, market=CURVE, **fields)


def test_a_creation_with_its_curve_tells_the_named_creator_and_the_curve() -> None:
    assert decode(deploy(create(Scene(WALLET))).made()).events == (created(creator=CREATOR),)


def test_a_creation_alone_names_its_payer_and_the_curve_of_a_later_transaction_its_creator() -> None:
    assert decode(create(Scene(WALLET)).made()).events == (created(),)
    assert decode(deploy(Scene(WALLET)).made()).events == (
        Authority(platform="unknown", mint=MINT, wallet=WALLET, what="creator", account=CURVE, to=CREATOR, path=(0,)),
    )


def test_a_buy_is_all_that_the_buyer_sent() -> None:
    scene = Scene(WALLET).ask(BOOP, "buy_token", trade_accounts("buy_token"), pack(1_000, 1))
    scene.sol(WALLET, SOL_VAULT, 990).sol(WALLET, FEES, 10).token(AUTHORITY, WALLET, MINT, 500)
    assert decode(scene.made()).events == (trade(Buy),)


def test_a_buy_for_another_wallet_is_that_wallets() -> None:
    scene = Scene(WALLET).ask(BOOP, "buy_token", trade_accounts("buy_token", receiver=OTHER), pack(1_000, 1))
    scene.sol(WALLET, SOL_VAULT, 1_000).sol(SOL_VAULT, FEES, 10).token(AUTHORITY, OTHER, MINT, 500)
    assert decode(scene.made()).events == (trade(Buy, wallet=OTHER),)


def test_a_sale_is_told_from_transfers_or_from_the_vaults_balance() -> None:
    scene = (
        Scene(WALLET).ask(BOOP, "sell_token", trade_accounts("sell_token"), pack(500, 1)).token(WALLET, AUTHORITY, MINT, 500)
    )
    scene.sol(SOL_VAULT, WALLET, 1_000).sol(SOL_VAULT, FEES, 10)
    assert decode(scene.made()).events == (trade(Sell),)
    quiet = (
        Scene(WALLET).ask(BOOP, "sell_token", trade_accounts("sell_token"), pack(500, 1)).token(WALLET, AUTHORITY, MINT, 500)
    )
    quiet.quietly(SOL_VAULT, WALLET, 1_000).quietly(SOL_VAULT, FEES, 10)
    assert decode(quiet.made()).events == (trade(Sell),)


def test_graduation_closes_the_curve() -> None:
    scene = Scene(OPERATOR).ask(BOOP, "graduate", at_places(15, {0: MINT, 7: CURVE, 10: OPERATOR}))
    assert decode(scene.made()).events == (
        Complete(platform="unknown", mint=MINT, wallet=OPERATOR, market=CURVE, quote_mint=WRAPPED_SOL, path=(0,)),
    )


@pytest.mark.parametrize(
    ("name", "to", "places"),
    [
        (
            "create_raydium_pool",
            "cpmm",
            {3: NEW_POOL, 4: WRAPPED_SOL, 5: MINT, 8: CURVE, 9: VAULT, 10: QUOTE_VAULT, 16: OPERATOR},
        ),
        ("create_raydium_random_pool", "cpmm", {3: NEW_POOL, 4: MINT, 8: CURVE, 9: VAULT, 10: QUOTE_VAULT, 16: OPERATOR}),
        (
            "create_meteora_pool",
            "meteora_damm_v2",
            {0: OPERATOR, 5: NEW_POOL, 9: MINT, 10: WRAPPED_SOL, 13: CURVE, 14: VAULT, 15: QUOTE_VAULT},
        ),
    ],
)
def test_the_pool_is_where_the_curve_migrated_to(name: str, to: str, places: dict[int, str]) -> None:
    scene = Scene(OPERATOR).ask(BOOP, name, at_places(22, places))
    scene.token(AUTHORITY, NEW_POOL, MINT, 70).token(AUTHORITY, NEW_POOL, WRAPPED_SOL, 9)
    assert decode(scene.made()).events == (
        Migrate(
            platform="unknown",
            mint=MINT,
            wallet=OPERATOR,
            market=CURVE,
            pool=NEW_POOL,
            to=to,
            quote_mint=WRAPPED_SOL,
            quote_amount=9,
            token_amount=70,
            path=(0,),
        ),
    )
    assert decode(Scene(OPERATOR).ask(BOOP, name, at_places(22, places)).made()).events == ()


def test_the_program_is_a_venue_and_no_platform() -> None:
    assert TABLE[BOOP] is PROGRAM
    assert (PROGRAM.platform, PROGRAM.venue) == (None, True)


@given(
    st.one_of(
        st.binary(max_size=90), st.sampled_from(sorted(KNOWN)).flatmap(lambda tag: st.binary(max_size=90).map(tag.__add__))
    ),
    st.lists(st.sampled_from([MINT, CURVE, WALLET, FEES, SOL_VAULT, VAULT]), max_size=24),
)
def test_no_bytes_at_all_make_the_reader_raise_and_unknown_tags_are_counted(data: bytes, accounts: list[str]) -> None:
    decoded = decode(
        Scene(WALLET).call(BOOP, data, accounts).token(WALLET, AUTHORITY, MINT, 5).sol(SOL_VAULT, WALLET, 7).made()
    )
    assert all(event.path[:1] == (0,) for event in decoded.events)
    if data[:8] not in KNOWN:
        assert [(entry.program, entry.count) for entry in decoded.unknown] == [(BOOP, 1)]
