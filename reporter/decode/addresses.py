"""Program addresses of pump.fun, PumpSwap, Raydium's LaunchLab and CPMM, and the token programs, derived from their seeds.

Seeds: pump-sdk 2.0.0, pump-swap-sdk 1.20.0 and raydium-sdk-v2 0.2.73 interfaces, Solana associated token account and Token
Metadata documentation; most checked against addresses in recorded transactions. Derivation hashes up to 256 candidates, so
results are kept.
Every function takes base58 addresses and raises ValueError on text that is none.
"""

from functools import lru_cache
from typing import Final

from solders.pubkey import Pubkey

from reporter.model.ids import (
    ASSOCIATED_TOKEN,
    SPL_TOKEN,
    TOKEN_2022,
    WRAPPED_SOL,
    Address,
    Mint,
    Program,
    TokenAccount,
    Wallet,
)

PUMP: Final = "6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P"
PUMP_FEES: Final = "pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ"
PUMP_MAYHEM: Final = "MAyhSmzXzV1pTf7LsNkrNwkWKTo4ougAJ1PPg47MD4e"
PUMPSWAP: Final = "pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA"
LAUNCHLAB: Final = "LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj"
CPMM: Final = "CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C"
TOKEN_METADATA: Final = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"

PUMP_EVENTS: Final = "Ce6TQqeHC9p8KetsN6JsjHK7UTZk7nasjjnr7XxXp9F1"
PUMP_FEES_EVENTS: Final = "D6QxXDt6hhcCpto4HiZKkN2YQ2iZRF5R7S3caCHpUsML"
PUMP_MAYHEM_EVENTS: Final = "8FoNgzmjuSmiy86EPCWxvv1q7oJSu2WGA7wPymwki2LJ"
PUMPSWAP_EVENTS: Final = "GS4CU59F31iL7aR2Q8zVS8DRrcRnXX1yjQ66TqNVQnaR"
LAUNCHLAB_EVENTS: Final = "2DPAtwB8L12vrMRExbLuyGnC7n2J5LNoZQSejeQGpwkr"
LAUNCHLAB_AUTHORITY: Final = "WLHv2UAZm6z4KyaaELi5pjdbJh6RESMva1Rnn8pJVVh"  # owns the vaults of every LaunchLab curve
LAUNCHLAB_PLATFORM_FEES: Final = "56XVRVAsgWv6ADaxzoNnbL38LMoWKM5WiSAhrAWUbd2p"
LAUNCHLAB_CREATOR_FEES: Final = "9sHpTfmVpCfP2zexRNK6j38NBchMv1RWpdXPK5NEcZan"
CPMM_AUTHORITY: Final = "GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL"  # owns the vaults of every CPMM pool
MAYHEM_SOL_VAULT: Final = "BwWK17cbHxwWBKZkUYvzxLcNQ1YVyaFezduWbtm2de6s"

_KEPT: Final = 65_536


def _bytes(address: Address) -> bytes:
    return bytes(Pubkey.from_string(address))


@lru_cache(maxsize=_KEPT)
def derive(program: Program, *seeds: bytes) -> Address:
    """The program address for these seeds (Solana docs, find_program_address)."""
    found, _bump = Pubkey.find_program_address(list(seeds), Pubkey.from_string(program))
    return str(found)


@lru_cache(maxsize=_KEPT)
def is_on_curve(address: Address) -> bool:
    """True when a private key can exist for the address; program addresses are off the curve, and so is what is no address."""
    try:
        return Pubkey.from_string(address).is_on_curve()
    except ValueError:  # an endpoint can write anything where an address belongs
        return False


def event_authority(program: Program) -> Address:
    """The account that signs a program's self-call when it emits an event (Anchor's emit_cpi)."""
    return derive(program, b"__event_authority")


@lru_cache(maxsize=_KEPT)
def associated_token(owner: Wallet, mint: Mint, token_program: Program = SPL_TOKEN) -> TokenAccount:
    """The one token account of `owner` for `mint` that needs no registry. The mint's own token program is a seed."""
    return derive(ASSOCIATED_TOKEN, _bytes(owner), _bytes(token_program), _bytes(mint))


@lru_cache(maxsize=_KEPT)
def bonding_curve(mint: Mint) -> Address:
    """pump.fun: the curve, which holds the unsold tokens and the SOL paid for the sold ones."""
    return derive(PUMP, b"bonding-curve", _bytes(mint))


def bonding_curve_v2(mint: Mint) -> Address:
    """pump.fun: a second account passed with trades since 2026."""
    return derive(PUMP, b"bonding-curve-v2", _bytes(mint))


def creator_vault(creator: Wallet) -> Address:
    """pump.fun: collects the creator's fees of all the creator's tokens."""
    return derive(PUMP, b"creator-vault", _bytes(creator))


def quote_vault(mint: Mint, quote: Mint, quote_program: Program = SPL_TOKEN) -> TokenAccount:
    """pump.fun: where the curve keeps a quote that is not SOL."""
    return associated_token(bonding_curve(mint), quote, quote_program)


def pool_authority(mint: Mint) -> Address:
    """pump.fun: creates the PumpSwap pool at migration, and so names the canonical pool."""
    return derive(PUMP, b"pool-authority", _bytes(mint))


def holder_rewards(mint: Mint) -> Address:
    """pump.fun: collects the creator fee of tokens that pay it out to holders."""
    return derive(PUMP, b"holder-rewards", _bytes(mint))


def user_volume(user: Wallet) -> Address:
    """pump.fun: counts a user's volume and keeps the cashback."""
    return derive(PUMP, b"user_volume_accumulator", _bytes(user))


def sharing_config(mint: Mint) -> Address:
    """pump.fun fees: names who shares the creator fee."""
    return derive(PUMP_FEES, b"sharing-config", _bytes(mint))


def mayhem_state(mint: Mint) -> Address:
    """pump.fun mayhem mode: the agent's state for one token."""
    return derive(PUMP_MAYHEM, b"mayhem-state", _bytes(mint))


def mayhem_vault(mint: Mint) -> TokenAccount:
    """pump.fun mayhem mode: where the second billion of tokens lies that the agent trades."""
    return associated_token(MAYHEM_SOL_VAULT, mint, TOKEN_2022)


def pumpswap_pool(creator: Wallet, base: Mint, quote: Mint, index: int = 0) -> Address:
    """PumpSwap: a pool of `creator`. The index is a little-endian u16."""
    return derive(PUMPSWAP, b"pool", index.to_bytes(2, "little"), _bytes(creator), _bytes(base), _bytes(quote))


def canonical_pool(mint: Mint, quote: Mint = WRAPPED_SOL) -> Address:
    """PumpSwap: the pool a pump.fun token migrates to."""
    return pumpswap_pool(pool_authority(mint), mint, quote)


def boost_vault(pool: Address) -> Address:
    """PumpSwap: owns the quote a boosted pool buys and burns its token with."""
    return derive(PUMPSWAP, b"boost_vault", _bytes(pool))


def launchlab_pool(mint: Mint, quote: Mint = WRAPPED_SOL) -> Address:
    """Raydium LaunchLab: the curve of a token."""
    return derive(LAUNCHLAB, b"pool", _bytes(mint), _bytes(quote))


def launchlab_vault(pool: Address, mint: Mint) -> TokenAccount:
    """Raydium LaunchLab: where a curve keeps its tokens, or its quote. All vaults have one owner, LAUNCHLAB_AUTHORITY."""
    return derive(LAUNCHLAB, b"pool_vault", _bytes(pool), _bytes(mint))


def launchlab_platform(admin: Wallet) -> Address:
    """Raydium LaunchLab: the settings of the platform that `admin` runs; its address names the brand."""
    return derive(LAUNCHLAB, b"platform_config", _bytes(admin))


def cpmm_pool(config: Address, a: Mint, b: Mint) -> Address:
    """Raydium CPMM: the pool of two mints under one fee configuration. The program sorts the mints by their bytes."""
    first, second = sorted((_bytes(a), _bytes(b)))
    return derive(CPMM, b"pool", _bytes(config), first, second)


def cpmm_vault(pool: Address, mint: Mint) -> TokenAccount:
    """Raydium CPMM: where a pool keeps one of its mints. All vaults have one owner, CPMM_AUTHORITY."""
    return derive(CPMM, b"pool_vault", _bytes(pool), _bytes(mint))


def metadata(mint: Mint) -> Address:
    """Token Metadata program: the account that holds name, symbol and URI of a mint."""
    return derive(TOKEN_METADATA, b"metadata", _bytes(TOKEN_METADATA), _bytes(mint))
