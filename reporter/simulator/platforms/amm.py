"""What wallets do with pools, by program: trades, deposits, withdrawals, and what pools need at first."""

from random import Random
from typing import Final

from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL, Address, Raw, Wallet
from reporter.simulator.accounts import mint_state, rent
from reporter.simulator.addresses import PUMP_FEES
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import balance, endow_tokens
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import product, token
from reporter.simulator.programs.anchor import account
from reporter.simulator.programs.cpmm.pool import AUTHORITY as CPMM_AUTHORITY
from reporter.simulator.programs.cpmm.pool import CONFIG, CPMM, CREATE_FEE_ACCOUNT, FEE_OWNER, CpmmPool
from reporter.simulator.programs.pumpswap import lp_supply
from reporter.simulator.programs.pumpswap.pool import EVENT_AUTHORITY, FEE_CONFIG, GLOBAL, GLOBAL_VOLUME, PUMPSWAP, Pool
from reporter.simulator.runtime import Call

PUMPSWAP_FIXED: Final = (PUMPSWAP, GLOBAL, GLOBAL_VOLUME, FEE_CONFIG, EVENT_AUTHORITY, PUMP_FEES, WRAPPED_SOL)
CPMM_FIXED: Final = (CPMM, CPMM_AUTHORITY, CONFIG, CREATE_FEE_ACCOUNT)
_ROOM: Final = 102  # percent of the quote a deposit may take


def furnish_pumpswap(ledger: Ledger) -> None:
    """The program's fixed accounts."""
    for address, size, name in ((GLOBAL, 949, "GlobalConfig"), (GLOBAL_VOLUME, 544, "GlobalVolumeAccumulator")):
        ledger.endow(address, rent(size), owner=PUMPSWAP, data=account(name).ljust(size, b"\0"))
    ledger.endow(FEE_CONFIG, rent(600), owner=PUMP_FEES, data=b"\0" * 600)
    ledger.endow(EVENT_AUTHORITY, rent(0))


def pumpswap_buy(pool: Pool, user: Wallet, spend: Raw, draw: Random) -> Call:
    """A buy for a whole budget."""
    return pool.trade("buy_exact_quote_in", user, (spend, 1), draw.randrange(64))


def pumpswap_sell(pool: Pool, user: Wallet, tokens: Raw, draw: Random) -> Call:
    """A sale at any price."""
    return pool.trade("sell", user, (tokens, 1), draw.randrange(64))


def pumpswap_worth(ledger: Ledger, pool: Pool, tokens: Raw) -> Raw:
    """What tokens bring before fees."""
    return product.given(tokens, balance(ledger, pool.base_vault), balance(ledger, pool.quote_vault))


def pumpswap_deposit(ledger: Ledger, pool: Pool, user: Wallet, tokens: Raw) -> tuple[Call, ...]:
    """Put tokens and SOL in for shares; what is too much of the SOL comes back."""
    base, quote = balance(ledger, pool.base_vault), balance(ledger, pool.quote_vault)
    supply = lp_supply(ledger.accounts[pool.address].data)
    shares = supply * tokens * 98 // 100 // base
    limit = quote * tokens // base * _ROOM // 100
    opened = associated_program.create(user, user, pool.lp_mint, TOKEN_2022)[1]
    wrapped, wrapping = associated_program.wrap(user, limit)
    call = pool.change("deposit", user, shares, (tokens, limit))
    return (opened, *wrapping, call, token.close(wrapped, user, user))


def pumpswap_withdrawal(ledger: Ledger, pool: Pool, user: Wallet) -> tuple[Call, ...] | None:
    """Take all shares out."""
    shares = balance(ledger, pool.shares_of(user))
    wrapped, opened = associated_program.create(user, user, WRAPPED_SOL, SPL_TOKEN)
    call = pool.change("withdraw", user, shares, (0, 0))
    return (opened, call, token.close(wrapped, user, user)) if shares else None


def furnish_cpmm(ledger: Ledger) -> None:
    """The program's fixed accounts."""
    ledger.endow(CONFIG, rent(236), owner=CPMM, data=account("AmmConfig").ljust(236, b"\0"))
    ledger.endow(CPMM_AUTHORITY, rent(0))
    ledger.endow(FEE_OWNER, rent(0))
    endow_tokens(ledger, CREATE_FEE_ACCOUNT, WRAPPED_SOL, FEE_OWNER, 9 * 10**9)


def cpmm_worth(ledger: Ledger, pool: CpmmPool, mint: Address, tokens: Raw) -> Raw:
    """What tokens bring before fees."""
    other = pool.token_1 if mint == pool.token_0 else pool.token_0
    return product.given(tokens, balance(ledger, pool.vault(mint)), balance(ledger, pool.vault(other)))


def cpmm_deposit(ledger: Ledger, pool: CpmmPool, user: Wallet, mint: Address, tokens: Raw) -> tuple[Call, ...]:
    """Put tokens and quote in for shares; quote that is SOL is wrapped first and what is too much comes back."""
    other = pool.token_1 if mint == pool.token_0 else pool.token_0
    base, quote = balance(ledger, pool.vault(mint)), balance(ledger, pool.vault(other))
    supply = mint_state(ledger.accounts[pool.lp_mint]).supply
    limit = quote * tokens // base * _ROOM // 100
    limits = (tokens, limit) if mint == pool.token_0 else (limit, tokens)
    opened = associated_program.create(user, user, pool.lp_mint, SPL_TOKEN)[1]
    call = pool.change("deposit", user, supply * tokens * 98 // 100 // base, limits)
    if other != WRAPPED_SOL:
        return opened, call
    wrapped, wrapping = associated_program.wrap(user, limit)
    return (opened, *wrapping, call, token.close(wrapped, user, user))


def cpmm_withdrawal(ledger: Ledger, pool: CpmmPool, user: Wallet, mint: Address) -> tuple[Call, ...] | None:
    """Take all shares out."""
    other = pool.token_1 if mint == pool.token_0 else pool.token_0
    shares = balance(ledger, pool.shares_of(user))
    account_, opened = associated_program.create(user, user, other, SPL_TOKEN)
    call = pool.change("withdraw", user, shares, (0, 0))
    if not shares:
        return None
    return (opened, call, token.close(account_, user, user)) if other == WRAPPED_SOL else (opened, call)
