"""Account data. All bytes here are synthetic, laid out as the programs' interfaces and the Solana docs say."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import accounts
from reporter.decode.mint_account import Extensions, InlineMetadata, MintState, TransferFee, mint_account
from reporter.model.ids import SYSTEM, USDC, WRAPPED_SOL
from tests.decode.pumpfun_bytes import MINT, OTHER, QUOTE, USER, key, pack, text

CURVE_TAG = bytes.fromhex("17b7f83760d8ac60")
POOL_TAG = bytes.fromhex("f19a6d0411b16dbc")


def token(*, state: int = 1, delegate: str | None = None) -> bytes:
    head = pack(MINT, USER, 77) + struct.pack("<I", delegate is not None) + pack(delegate or SYSTEM)
    return head + bytes([state]) + bytes(12) + pack(0) + bytes(36)


def test_owner_and_amount_come_from_the_slice_and_from_the_whole_account() -> None:
    start, size = accounts.TOKEN_SLICE
    whole = token()
    expected = accounts.TokenHolding(USER, 77)
    assert accounts.token_holding(whole[start : start + size]) == expected
    assert accounts.token_holding(whole) == expected
    assert accounts.token_holding(whole + b"\x02\x07\0\0\0") == expected
    assert accounts.token_holding(whole[:39]) is None
    assert accounts.token_holding(b"") is None


def test_a_token_account_tells_delegate_and_freeze() -> None:
    assert len(token()) == 165
    assert accounts.token_account(token()) == accounts.TokenState(MINT, USER, 77, None, frozen=False)
    assert accounts.token_account(token(state=2, delegate=OTHER)) == accounts.TokenState(MINT, USER, 77, OTHER, frozen=True)
    assert accounts.token_account(token(state=0)) is None
    assert accounts.token_account(token()[:164]) is None


def test_a_curve_is_read_at_every_length_it_ever_had() -> None:
    first = CURVE_TAG + pack(1, 2, 3, 4, 5) + b"\x01"
    second = first + pack(USER)
    third = second + b"\x01\x00" + pack(USDC) + pack(30) + b"\0\1"
    padded = first + bytes(151 - len(first))
    assert (len(first), len(third)) == (49, 125)
    assert accounts.bonding_curve(first) == accounts.CurveState(1, 2, 3, 4, 5, True, None, None, WRAPPED_SOL)  # noqa: FBT003 — as the account has it
    old, new, zero = (accounts.bonding_curve(data) for data in (second, third + bytes(26), padded))
    assert old is not None
    assert new is not None
    assert zero is not None
    assert (old.creator, old.mayhem, old.quote_mint) == (USER, None, WRAPPED_SOL)
    assert (new.creator, new.mayhem, new.quote_mint) == (USER, True, USDC)
    assert (zero.creator, zero.mayhem, zero.quote_mint) == (None, False, WRAPPED_SOL)


def test_other_accounts_are_no_curves_and_no_pools() -> None:
    assert accounts.bonding_curve(POOL_TAG + bytes(200)) is None
    assert accounts.bonding_curve(CURVE_TAG + bytes(40)) is None
    assert accounts.pumpswap_pool(CURVE_TAG + bytes(300)) is None
    assert accounts.pumpswap_pool(POOL_TAG + bytes(202)) is None


def test_a_pool_is_read_at_every_length_it_ever_had() -> None:
    first = POOL_TAG + b"\xfe\x01\x00" + pack(USER, MINT, WRAPPED_SOL, QUOTE, key(20), key(21), 99)
    assert len(first) == 211
    assert accounts.pumpswap_pool(first) == accounts.PoolState(
        1, USER, MINT, WRAPPED_SOL, QUOTE, key(20), key(21), 99, None, None
    )
    longest = first + pack(OTHER) + b"\0\0" + (-5).to_bytes(16, "little", signed=True) + pack(30) + b"\0\0"
    pool = accounts.pumpswap_pool(longest)
    assert len(longest) == 271
    assert pool is not None
    assert (pool.coin_creator, pool.virtual_quote) == (OTHER, -5)


@pytest.mark.parametrize("creators", [b"\0", b"\x01\x01\0\0\0" + pack(OTHER) + b"\x01\x64"])
def test_metadata_is_read_with_padding_taken_off_and_mutability_told(creators: bytes) -> None:
    body = b"\x04" + pack(USER, MINT) + text("Name\0\0\0") + text("SYM\0") + text("https://x\0") + b"\0\0" + creators
    found = accounts.metaplex_metadata(body + b"\0\1\1\xff")
    assert found == accounts.Metadata(USER, MINT, "Name", "SYM", "https://x", mutable=True)
    frozen = accounts.metaplex_metadata(body + b"\0\0")
    assert frozen is not None
    assert frozen.mutable is False
    cut = accounts.metaplex_metadata(body)
    assert cut is not None
    assert cut.mutable is None
    assert accounts.metaplex_metadata(b"\x06" + body[1:]) is None


def mint_base(*, authority: str | None = None, freeze: str | None = None) -> bytes:
    head = struct.pack("<I", authority is not None) + pack(authority or SYSTEM) + pack(10**15) + b"\x06\x01"
    return head + struct.pack("<I", freeze is not None) + pack(freeze or SYSTEM)


def extended(*entries: tuple[int, bytes], padding: int = 0) -> bytes:
    tail = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in entries)
    return mint_base() + bytes(83) + b"\x01" + tail + bytes(padding)


def test_a_plain_mint_tells_its_authorities() -> None:
    assert mint_account(mint_base()) == MintState(None, 10**15, 6, True, None, Extensions())  # noqa: FBT003 — as the account has it
    state = mint_account(mint_base(authority=USER, freeze=OTHER))
    assert state is not None
    assert (state.mint_authority, state.freeze_authority) == (USER, OTHER)


FEE = pack(USER, OTHER, 9, 100, 5_000, b"\x32\x00", 101, 6_000, b"\x64\x00")


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (1, FEE, {"transfer_fee": TransferFee(USER, OTHER, 9, 100, 50, 5_000, 101, 100, 6_000)}),
        (3, pack(USER), {"close_authority": USER}),
        (4, bytes(65), {"confidential": True}),
        (6, b"\x02", {"default_frozen": True}),
        (6, b"\x01", {}),
        (9, b"", {"non_transferable": True}),
        (10, pack(USER) + bytes(20), {"interest": True, "interest_authority": USER}),
        (12, pack(USER), {"permanent_delegate": USER}),
        (12, pack(SYSTEM), {}),
        (14, pack(USER, OTHER), {"hook_authority": USER, "hook_program": OTHER}),
        (16, bytes(129), {"confidential": True}),
        (18, pack(SYSTEM, MINT), {"metadata_pointer": MINT}),
        (
            19,
            pack(USER, MINT) + text("N") + text("S") + text("U") + b"\0\0\0\0",
            {"metadata": InlineMetadata(USER, MINT, "N", "S", "U")},
        ),
        (24, bytes(196), {"confidential": True}),
        (25, pack(USER) + bytes(24), {"scaled": True, "scale_authority": USER}),
        (26, pack(USER) + b"\1", {"pausable": True, "pause_authority": USER, "paused": True}),
        (26, pack(USER) + b"\0", {"pausable": True, "pause_authority": USER}),
        (999, b"new", {}),
    ],
)
def test_each_extension_that_matters_to_a_buyer_is_told(kind: int, data: bytes, expected: dict[str, object]) -> None:
    state = mint_account(extended((kind, data)))
    assert state is not None
    assert state.extensions == Extensions(kinds=(kind,), **expected)  # type: ignore[arg-type]  # one field of any type


def test_several_extensions_and_the_zeros_behind_them_are_read() -> None:
    state = mint_account(extended((18, pack(SYSTEM, MINT)), (12, pack(OTHER)), padding=30))
    assert state is not None
    assert state.extensions == Extensions(kinds=(18, 12), metadata_pointer=MINT, permanent_delegate=OTHER)


def test_an_extension_cut_short_is_told_as_torn() -> None:
    whole = extended((12, pack(OTHER)))
    state = mint_account(whole[:-1])
    assert state is not None
    assert state.extensions == Extensions(kinds=(12,), torn=True)


@pytest.mark.parametrize(
    "data",
    [b"", bytes(81), bytes(83), token(), token() + b"\x02\x07\0\0\0", bytes(355)],
    ids=["nothing", "too short", "no mint", "token account", "token account with extension", "multisig"],
)
def test_accounts_of_other_kinds_are_no_mints(data: bytes) -> None:
    assert mint_account(data) is None


@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda tail: mint_base() + bytes(83) + b"\x01" + tail)))
def test_no_account_data_raises(data: bytes) -> None:
    mint_account(data)
    accounts.token_account(data)
    accounts.token_holding(data)
    accounts.bonding_curve(CURVE_TAG + data)
    accounts.pumpswap_pool(POOL_TAG + data)
    accounts.metaplex_metadata(b"\x04" + data)


@given(st.integers(82, 400), st.binary(min_size=300, max_size=300))
def test_a_mint_cut_anywhere_keeps_its_base(size: int, tail: bytes) -> None:
    state = mint_account((mint_base(authority=USER) + bytes(83) + b"\x01" + tail)[:size])
    assert (state is None) == (82 < size <= 165 or size == 355)
    if state is not None:
        assert (state.supply, state.mint_authority) == (10**15, USER)
