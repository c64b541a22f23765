"""The mint's own markets that can be derived from it: curves and pools, and what their accounts say."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reporter.decode import accounts as layouts
from reporter.decode import addresses, launchlab_accounts
from reporter.decode.reading import Account
from reporter.model.ids import USD1, USDC, WRAPPED_SOL, Address, Mint, Raw, Wallet

_QUOTES: Final = (WRAPPED_SOL, USDC, USD1)


class Market(Struct, frozen=True, gc=False):
    """A market whose account was read. `kind` is curve or pool.

    `tokens` is the token side of its constant product (virtual reserves included), None where only its balance tells;
    `unsold` what a curve still has to sell; `open` False once it stopped trading. `lp_mint` issues shares of a pool.
    """

    address: Address
    platform: str
    kind: str
    quote: Mint
    tokens: Raw | None
    unsold: Raw | None
    open: bool
    fee_creator: Wallet | None
    creator: Wallet | None = None
    brand: str | None = None
    lp_mint: Mint | None = None
    lp_issued: Raw | None = None


def candidates(mint: Mint) -> tuple[Address, ...]:
    """The addresses at which a market of `mint` would be, whatever launched it."""
    return (
        addresses.bonding_curve(mint),
        *(addresses.canonical_pool(mint, quote) for quote in _QUOTES),
        *(addresses.launchlab_pool(mint, quote) for quote in _QUOTES),
    )


def markets(mint: Mint, accounts: Mapping[Address, Account | None]) -> tuple[Market, ...]:
    """The markets that exist, curves first. An account counts only under its own program: layouts alone are ambiguous."""
    found = []
    for address in candidates(mint):
        account = accounts.get(address)
        if account is None:
            continue
        reader = _READERS.get(account.owner)
        market = reader(address, mint, account.data) if reader is not None else None
        if market is not None:
            found.append(market)
    return tuple(sorted(found, key=lambda market: market.kind))


def _pump_curve(address: Address, _: Mint, data: bytes) -> Market | None:
    state = layouts.bonding_curve(data)
    if state is None:
        return None
    return Market(
        address=address,
        platform="pumpfun",
        kind="curve",
        quote=state.quote_mint,
        tokens=state.virtual_tokens,
        unsold=state.real_tokens,
        open=not state.complete,
        fee_creator=state.creator,
    )


def _pumpswap_pool(address: Address, mint: Mint, data: bytes) -> Market | None:
    state = layouts.pumpswap_pool(data)
    if state is None or mint not in {state.base_mint, state.quote_mint}:
        return None
    return Market(
        address=address,
        platform="pumpswap",
        kind="pool",
        quote=state.quote_mint if mint == state.base_mint else state.base_mint,
        tokens=None,
        unsold=None,
        open=True,
        fee_creator=state.coin_creator,
        lp_mint=state.lp_mint,
        lp_issued=state.lp_supply,
    )


def _launchlab_curve(address: Address, mint: Mint, data: bytes) -> Market | None:
    state = launchlab_accounts.curve(data)
    if state is None or state.base_mint != mint:
        return None
    return Market(
        address=address,
        platform="bonk",
        kind="curve",
        quote=state.quote_mint,
        tokens=max(0, state.virtual_base - state.real_base),
        unsold=max(0, state.for_sale - state.real_base),
        open=state.status == 0,
        fee_creator=state.creator,
        creator=state.creator,
        brand=launchlab_accounts.brand(state.platform),
    )


_READERS: Final = {
    addresses.PUMP: _pump_curve,
    addresses.PUMPSWAP: _pumpswap_pool,
    addresses.LAUNCHLAB: _launchlab_curve,
}
"""Program to reader. A new platform whose market can be derived from the mint is one function and one line here."""
