"""Program ids, derived addresses, and the step between base58 text and 32 bytes."""

from functools import lru_cache
from typing import Final

from solders.pubkey import Pubkey

from reporter.model.ids import ASSOCIATED_TOKEN, Address, Mint, Program, Wallet

COMPUTE_BUDGET: Final = "ComputeBudget111111111111111111111111111111"
VOTE: Final = "Vote111111111111111111111111111111111111111"
LOOKUP_TABLE: Final = "AddressLookupTab1e1111111111111111111111111"
RENT_SYSVAR: Final = "SysvarRent111111111111111111111111111111111"
NATIVE_LOADER: Final = "NativeLoader1111111111111111111111111111111"
LOADER: Final = "BPFLoaderUpgradeab1e11111111111111111111111"
PUMP: Final = "6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P"
PUMP_FEES: Final = "pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ"
MAYHEM: Final = "MAyhSmzXzV1pTf7LsNkrNwkWKTo4ougAJ1PPg47MD4e"
METAPLEX: Final = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"


@lru_cache(maxsize=1 << 16)
def pubkey(address: Address) -> Pubkey:
    """The address as solders holds it."""
    return Pubkey.from_string(address)


@lru_cache(maxsize=1 << 16)
def raw(address: Address) -> bytes:
    """The 32 bytes of an address."""
    return bytes(pubkey(address))


@lru_cache(maxsize=1 << 16)
def text(key: bytes) -> Address:
    """The address of 32 bytes."""
    return str(Pubkey.from_bytes(key))


@lru_cache(maxsize=1 << 16)
def derived(program: Program, *seeds: bytes) -> Address:
    """The program-derived address of `seeds` (Solana docs: highest bump that leaves the curve)."""
    return str(Pubkey.find_program_address(seeds, pubkey(program))[0])


def associated(owner: Wallet, mint: Mint, token_program: Program) -> Address:
    """The associated token account of `owner` for `mint`."""
    return derived(ASSOCIATED_TOKEN, raw(owner), raw(token_program), raw(mint))


def address_of_seed(base: Wallet, seed: str, owner: Program) -> Address:
    """The address made from a wallet, a seed text and the owning program (Solana docs: createAccountWithSeed)."""
    return str(Pubkey.create_with_seed(pubkey(base), seed, pubkey(owner)))
