"""Account data of Raydium LaunchLab, and the brands whose launches it runs.

Layouts: raydium_launchpad 0.2.0 interface. A curve has the discriminator of CPMM's pools and is told from them by its owner
program and its 429 bytes. Each function returns None for data that is not of its kind.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model.ids import Address, Mint, Raw, TokenAccount, Wallet

_POOL: Final = bytes.fromhex("f7ede3f5d7c3de46")
_POOL_SIZE: Final = 429
_PLATFORM: Final = bytes.fromhex("a04e8000f853e6a0")
_VESTING: Final = bytes.fromhex("6af3ddcde67e5553")
_BASE_IS_TOKEN_2022: Final = 1
_QUOTE_IS_TOKEN_2022: Final = 2

_BRANDS: Final[Mapping[Address, str]] = {
    "FfYek5vEz23cMkWsdJwG2oa6EphsvXSHrGpdALN4g6W1": "LetsBonk",
    "BuM6KDpWiTcxvrpXywWFiw45R2RNH8WURdvqoTDV1BW4": "bonk.fun",
    "82NMHVCKwehXgbXMyzL41mvv3sdkypaMCtTxvJ4CtTzm": "bonk.fun",
    "5thqcDwKp5QQ8US4XRMoseGeGbmLKMmoKZmS6zHrQAsA": "bonk.fun",
    "4Bu96XjU84XjPDSpveTVf6LYGCkfW5FK7SNkREWcEfV4": "Raydium LaunchLab",
    "6BwHHDg3u1854jC8PDLXvR4spTcLNaoBxLJNGC4nTESt": "StonkFun",
    "4E876qZTE9FJMrBzgVtBrSrzz2TLivB5Y5QXPjB4gZL7": "StonkFun",
    "CUqSiwPs6C4WyntMgaFazLp7wYQfaLp5URbjUP9V7SNi": "StonkFun",
}


def brand(platform_config: Address) -> str | None:
    """The brand that launched a token, by the address of its settings; None for one that is not known.

    The first is derived from LetsBonk's own administrator; the others are third parties' lists (read 2026-11-22). The name
    inside a PlatformConfig is free text, anyone's, and proves nothing.
    """
    return _BRANDS.get(platform_config)


class CurveState(Struct, frozen=True, gc=False):
    """LaunchLab PoolState. `status`: 0 sells, 1 sold out and waits for its migration, 2 migrated.

    `to_cpmm` says where it migrates to: CPMM, else AMM v4. Price in base units: (virtual_quote + real_quote) /
    (virtual_base - real_base). `locked` tokens stay in the vault for vesting; `granted` of them have a beneficiary.
    """

    status: int
    decimals: int
    to_cpmm: bool
    supply: Raw
    for_sale: Raw
    virtual_base: Raw
    virtual_quote: Raw
    real_base: Raw
    real_quote: Raw
    goal: Raw
    locked: Raw
    granted: Raw
    platform: Address
    base_mint: Mint
    quote_mint: Mint
    base_vault: TokenAccount
    quote_vault: TokenAccount
    creator: Wallet
    base_token_2022: bool
    quote_token_2022: bool


class Platform(Struct, frozen=True, gc=False):
    """LaunchLab PlatformConfig. Rates in millionths. `name` and `web` are the platform's own words, not checked by anybody."""

    fee_wallet: Wallet
    fee_rate: int
    name: str
    web: str
    cpmm_config: Address | None
    creator_fee_rate: int | None


class Vesting(Struct, frozen=True, gc=False):
    """LaunchLab VestingRecord: what a wallet may claim from the curve's vault, and has claimed."""

    pool: Address
    beneficiary: Wallet
    claimed: Raw
    granted: Raw


def curve(data: bytes) -> CurveState | None:
    """LaunchLab PoolState, 429 bytes."""
    if data[:8] != _POOL or len(data) != _POOL_SIZE:
        return None

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 8], "little")

    keys = Reader(data, 173)
    platform, base, quote, base_vault, quote_vault, creator = (keys.address() or "" for _ in range(6))
    return CurveState(
        status=data[17],
        decimals=data[18],
        to_cpmm=data[20] == 1,
        supply=number(21),
        for_sale=number(29),
        virtual_base=number(37),
        virtual_quote=number(45),
        real_base=number(53),
        real_quote=number(61),
        goal=number(69),
        locked=number(101),
        granted=number(133),
        platform=platform,
        base_mint=base,
        quote_mint=quote,
        base_vault=base_vault,
        quote_vault=quote_vault,
        creator=creator,
        base_token_2022=bool(data[365] & _BASE_IS_TOKEN_2022),
        quote_token_2022=bool(data[365] & _QUOTE_IS_TOKEN_2022),
    )


def platform(data: bytes) -> Platform | None:
    """LaunchLab PlatformConfig; an older account ends before `cpmm_config` or `creator_fee_rate`."""
    if data[:8] != _PLATFORM:
        return None
    r = Reader(data, 16)
    wallet = r.address()
    r.skip(56)  # NFT wallet, shares of the liquidity
    rate, name, web = r.u64(), r.raw(64), r.raw(256)
    r.skip(256)  # picture
    config, creator_rate = r.address(), r.u64()
    if wallet is None or rate is None or name is None or web is None:
        return None
    return Platform(wallet, rate, _text(name), _text(web), config, creator_rate)


def vesting(data: bytes) -> Vesting | None:
    """LaunchLab VestingRecord."""
    if data[:8] != _VESTING:
        return None
    r = Reader(data, 16)
    pool, beneficiary, claimed, granted = r.address(), r.address(), r.u64(), r.u64()
    if pool is None or beneficiary is None or claimed is None or granted is None:
        return None
    return Vesting(pool, beneficiary, claimed, granted)


def _text(raw: bytes) -> str:
    """A padded text; bytes that are not UTF-8 become U+FFFD."""
    return raw.rstrip(b"\0").decode("utf-8", "replace")
