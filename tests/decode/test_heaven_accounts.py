"""Heaven's addresses against those third parties name, and its pool layout on synthetic bytes."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import heaven_accounts as heaven
from reporter.model.ids import WRAPPED_SOL
from tests.decode.pumpfun_bytes import key, pack

CREATOR, AUTHORITY, TOKEN_VAULT, QUOTE_VAULT, CONFIG, POOL, MINT, RECEIVER = (key(n) for n in range(1, 9))
STATE = pack(bytes.fromhex("be9edc820fa284fc"), CREATOR, AUTHORITY, bytes(384), 900, 80, bytes(192))
STATE += pack(TOKEN_VAULT, QUOTE_VAULT, CONFIG, POOL, MINT, bytes(33), WRAPPED_SOL, bytes(53), b"\1", bytes(1_329), RECEIVER)


def test_configuration_and_shared_vault_are_those_third_parties_name() -> None:
    assert heaven.protocol_config() == "42mepa9xLCtuerAEnnDY43KLRN5dgkrkKvoCT6nDZsyj"
    assert heaven.shared_quote_vault() == "B3GPPWAh2SJk74H6vnn1U83HfTPHtCK69jzponadrT21"
    assert heaven.protocol_config(2) != heaven.protocol_config(256) != heaven.protocol_config()


def test_a_pool_keeps_its_own_books() -> None:
    assert len(STATE) == 2_304
    assert heaven.liquidity_pool(STATE) == heaven.LiquidityPool(
        CREATOR,
        AUTHORITY,
        900,
        80,
        TOKEN_VAULT,
        QUOTE_VAULT,
        CONFIG,
        POOL,
        MINT,
        WRAPPED_SOL,
        migrated=True,
        fee_receiver=RECEIVER,
    )


@given(st.integers(0, 2_303), st.binary(max_size=200))
def test_cut_and_foreign_data_are_none(size: int, other: bytes) -> None:
    assert heaven.liquidity_pool(STATE[:size]) is None
    assert heaven.liquidity_pool(other) is None
    assert heaven.liquidity_pool(STATE + other) == heaven.liquidity_pool(STATE)
