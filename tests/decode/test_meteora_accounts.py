"""Meteora's shared addresses against published ones, and its account layouts on synthetic bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import meteora_accounts as meteora
from reporter.decode.addresses import derive, event_authority
from reporter.model.ids import WRAPPED_SOL, is_address
from tests.decode.pumpfun_bytes import key, pack

CONFIG, CREATOR, MINT, BASE_VAULT, QUOTE_VAULT, CLAIMER, LEFTOVER = (key(n) for n in range(1, 8))

CURVE = pack(bytes.fromhex("d5e005d16245775c"), bytes(64), CONFIG, CREATOR, MINT, BASE_VAULT, QUOTE_VAULT, 900, 80)
CURVE += pack(bytes(57), b"\1\0\0\3", bytes(35), 1_700_000_000, bytes(72))
SETTINGS = pack(bytes.fromhex("1a6c0e7b74e6812b"), WRAPPED_SOL, CLAIMER, LEFTOVER, bytes(129), b"\1\0\6", bytes(8), b"\1")
SETTINGS += pack(bytes(19), 85_000_000_000, bytes(72), 10**15, bytes(696))
POOL = pack(bytes.fromhex("f19a6d0411b16dbc"), bytes(160), MINT, WRAPPED_SOL, BASE_VAULT, QUOTE_VAULT, bytes(352), CREATOR)
POOL += bytes(1_112 - len(POOL))


def test_the_shared_addresses_derive_from_their_seeds() -> None:
    """Published by the vendor; they own every vault and sign every event."""
    assert derive(meteora.DBC, b"pool_authority") == meteora.DBC_AUTHORITY
    assert derive(meteora.DAMM_V2, b"pool_authority") == meteora.DAMM_V2_AUTHORITY
    assert event_authority(meteora.DBC) == "8Ks12pbrD6PXxfty1hVQiE9sc289zgU1zHkvXhrSdriF"
    assert event_authority(meteora.DAMM_V2) == "3rmHSu74h1ZcmAisVcWerTCiRDQbUrBKmcwptYGjHfet"


def test_a_pool_does_not_depend_on_the_order_of_its_mints_but_on_everything_else() -> None:
    derived = [
        meteora.dbc_pool(CONFIG, MINT, WRAPPED_SOL),
        meteora.damm_v2_pool(CONFIG, MINT, WRAPPED_SOL),
        meteora.dbc_pool(CREATOR, MINT, WRAPPED_SOL),
        meteora.dbc_vault(CONFIG, MINT),
        meteora.damm_v2_vault(CONFIG, MINT),
        meteora.base_locker(CONFIG),
    ]
    assert meteora.dbc_pool(CONFIG, WRAPPED_SOL, MINT) == derived[0]
    assert meteora.damm_v2_pool(CONFIG, WRAPPED_SOL, MINT) == derived[1]
    assert len(set(derived)) == len(derived)
    assert all(map(is_address, derived))


def test_a_curve_reads_to_its_whole_length() -> None:
    assert len(CURVE) == 424
    expected = meteora.VirtualPool(
        CONFIG, CREATOR, MINT, BASE_VAULT, QUOTE_VAULT, 900, 80, migrated=True, migration_progress=3, finished=1_700_000_000
    )
    assert meteora.virtual_pool(CURVE) == expected
    assert meteora.virtual_pool(bytes.fromhex("eddbb8172abda923") + CURVE[8:]) == expected


def test_a_configuration_tells_quote_threshold_and_supply() -> None:
    assert len(SETTINGS) == 1_048
    expected = meteora.PoolConfig(
        WRAPPED_SOL, CLAIMER, LEFTOVER, to_damm_v2=True, decimals=6, migration_quote=85_000_000_000, fixed_supply=10**15
    )
    assert meteora.pool_config(SETTINGS) == expected
    floating = SETTINGS[:244] + b"\0" + SETTINGS[245:]
    read = meteora.pool_config(floating)
    assert read is not None
    assert read.fixed_supply is None


def test_a_damm_v2_pool_names_its_creator() -> None:
    assert meteora.damm_v2_pool_state(POOL) == meteora.DammPool(MINT, WRAPPED_SOL, BASE_VAULT, QUOTE_VAULT, CREATOR)


@pytest.mark.parametrize(
    ("read", "data"), [(meteora.virtual_pool, CURVE), (meteora.pool_config, SETTINGS), (meteora.damm_v2_pool_state, POOL)]
)
@given(size=st.integers(0, 700), other=st.binary(max_size=500))
def test_cut_and_foreign_data_are_none_and_longer_data_the_same(read, data, size, other) -> None:
    shorter = read(data[: min(size, 340)])
    assert shorter is None
    assert read(other) is None or other[:8] == data[:8]
    assert read(data + other) == read(data) is not None
