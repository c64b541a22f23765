"""LaunchLab's account data. All bytes here are synthetic, laid out as the program's interface says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import launchlab_accounts as accounts
from reporter.decode.addresses import launchlab_platform
from reporter.model.ids import USD1
from tests.decode.pumpfun_bytes import CURVE, FEES, MINT, OTHER, POOL, QUOTE, USER, key, pack

POOL_TAG = bytes.fromhex("f7ede3f5d7c3de46")
PLATFORM_TAG = bytes.fromhex("a04e8000f853e6a0")
VESTING_TAG = bytes.fromhex("6af3ddcde67e5553")


def curve(*, status: int = 1, flags: int = 1) -> bytes:
    head = POOL_TAG + pack(900) + bytes([255, status, 6, 9, 1])
    amounts = pack(10**15, 793, 1_073, 30, 55, 12, 85, 1, 2, 3)  # supply to fund-raising goal, then fees
    vesting = pack(70, 71, 72, 73, 40)
    keys = pack(key(50), FEES, MINT, USD1, CURVE, QUOTE, USER)
    return head + amounts + vesting + keys + bytes([flags, 0]) + bytes(62)


def test_a_curve_is_read_whole() -> None:
    assert len(curve()) == 429
    assert accounts.curve(curve()) == accounts.CurveState(
        status=1,
        decimals=6,
        to_cpmm=True,
        supply=10**15,
        for_sale=793,
        virtual_base=1_073,
        virtual_quote=30,
        real_base=55,
        real_quote=12,
        goal=85,
        locked=70,
        granted=40,
        platform=FEES,
        base_mint=MINT,
        quote_mint=USD1,
        base_vault=CURVE,
        quote_vault=QUOTE,
        creator=USER,
        base_token_2022=True,
        quote_token_2022=False,
    )


def test_a_cpmm_pool_with_the_same_discriminator_is_no_curve() -> None:
    assert accounts.curve(POOL_TAG + bytes(629)) is None
    assert accounts.curve(bytes(429)) is None


def platform(name: bytes = b"LetsBonk") -> bytes:
    head = PLATFORM_TAG + pack(900, USER, OTHER, 1, 2, 3, 10_000)
    return head + name.ljust(64, b"\0") + b"https://x".ljust(256, b"\0") + bytes(256) + pack(POOL, 500)


def test_a_platform_names_itself_and_older_ones_lack_the_last_fields() -> None:
    assert accounts.platform(platform()) == accounts.Platform(USER, 10_000, "LetsBonk", "https://x", POOL, 500)
    assert accounts.platform(platform()[:688]) == accounts.Platform(USER, 10_000, "LetsBonk", "https://x", None, None)
    assert accounts.platform(platform()[:431]) is None
    hostile = accounts.platform(platform(b"\xff\xfe<b>"))
    assert hostile is not None
    assert hostile.name == "\ufffd\ufffd<b>"


def test_a_vesting_record_tells_what_is_granted_and_claimed() -> None:
    record = VESTING_TAG + pack(900, POOL, USER, 3, 40) + bytes(64)
    assert len(record) == 160
    assert accounts.vesting(record) == accounts.Vesting(POOL, USER, 3, 40)
    assert accounts.vesting(record[:90]) is None


def test_a_brand_is_told_by_the_address_alone() -> None:
    """LetsBonk's settings are derived from its administrator; a platform's own words prove nothing."""
    assert accounts.brand(launchlab_platform("2P56vRWDrCBGkqYXxgSWAnuZQZrJPySRQGToTJThpmkN")) == "LetsBonk"
    assert accounts.brand("4Bu96XjU84XjPDSpveTVf6LYGCkfW5FK7SNkREWcEfV4") == "Raydium LaunchLab"
    assert accounts.brand(USER) is None


@pytest.mark.parametrize("read", [accounts.curve, accounts.platform, accounts.vesting])
@given(
    data=st.one_of(
        st.binary(max_size=500), st.binary(max_size=80).map(curve().__add__), st.binary(max_size=80).map(platform().__add__)
    )
)
def test_no_bytes_make_a_reader_raise(read, data: bytes) -> None:
    state = read(data)
    assert state is None or data[:8] in {POOL_TAG, PLATFORM_TAG, VESTING_TAG}
