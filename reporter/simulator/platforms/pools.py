"""Coins that start in a pool: whoever makes them mints everything, puts most of it beside some SOL, and keeps the rest."""

from abc import abstractmethod
from random import Random
from typing import ClassVar, Final

from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Address, Program, Raw, Wallet
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin, Texts, balance
from reporter.simulator.facts import Pooled
from reporter.simulator.platforms import amm
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import cpmm, minting, plain_amm, product, pumpswap, token
from reporter.simulator.programs.cpmm.pool import AUTHORITY as CPMM_AUTHORITY
from reporter.simulator.programs.cpmm.pool import CPMM, CpmmPool
from reporter.simulator.programs.plain_amm import PLAIN_AMM, PlainPool
from reporter.simulator.programs.pumpswap.pool import PUMPSWAP, Pool
from reporter.simulator.runtime import Call, Process

_DECIMALS: Final = 6
_POOLED: Final = 800_000_000_000_000
_SOL_IN: Final = 30_000_000_000


class PooledCoin(AnyCoin):
    """A coin that its creator mints, and pools in the same transaction. The creator signs and buys, whoever pays the fee."""

    seed = _SOL_IN + 500_000_000
    apart = False  # True: the mint is made in a transaction of its own

    def __init__(self, mint: str, creator: Wallet, _token_program: Program = SPL_TOKEN, quote: str = WRAPPED_SOL) -> None:
        super().__init__(mint, creator, SPL_TOKEN, quote)

    def _first_buyer(self, _payer: Wallet) -> Wallet:
        return self.creator

    def _creation(self, _payer: Wallet, texts: Texts, spend: Raw, draw: Random) -> tuple[Call, ...]:
        user = self.creator
        calls = list[Call]() if self.apart else list(self._minted(texts))
        wrapped, wrapping = associated_program.wrap(user, _SOL_IN + spend)
        calls += [*wrapping, *self._opening(user)]
        if spend:
            calls.append(self._swap(user, spend, draw, buys=True))
        return (*calls, token.close(wrapped, user, user))

    def _preparation(self, texts: Texts) -> tuple[Call, ...]:
        return self._minted(texts) if self.apart else ()

    def _minted(self, texts: Texts) -> tuple[Call, ...]:
        user = self.creator
        return (*minting.by_wallet(user, self.mint, _DECIMALS, texts), *minting.issue_to_self(user, self.mint, self.supply))

    @abstractmethod
    def _opening(self, user: Wallet) -> tuple[Call, ...]:
        """What makes the pool."""

    @abstractmethod
    def _swap(self, user: Wallet, amount: Raw, draw: Random, *, buys: bool) -> Call:
        """One trade, `amount` given."""

    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, _route: str, draw: Random) -> Call | None:
        return self._swap(user, spend, draw, buys=True) if self.curve in ledger.accounts else None

    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, _route: str, draw: Random) -> Call | None:
        return self._swap(user, tokens, draw, buys=False) if self.curve in ledger.accounts else None


class PumpSwapCoin(PooledCoin):
    """A coin pooled on PumpSwap by its creator: no canonical pool of pump.fun's."""

    platform: ClassVar[str] = "pumpswap"

    @property
    def pool(self) -> Pool:
        """The pool's addresses and calls."""
        return Pool(self.creator, self.mint, self.quote, self.creator)

    def _market(self) -> Address:
        return self.pool.address

    def _programs(self) -> dict[Program, Process]:
        return {PUMPSWAP: pumpswap.process}

    def _furnish(self, ledger: Ledger) -> None:
        amm.furnish_pumpswap(ledger)

    def _fixed(self) -> tuple[Address, ...]:
        return amm.PUMPSWAP_FIXED

    def _opening(self, user: Wallet) -> tuple[Call, ...]:
        fees = associated_program.create(user, self.pool.creator_authority, self.quote, SPL_TOKEN)[1]
        return self.pool.open(user, _POOLED, _SOL_IN), fees

    def _swap(self, user: Wallet, amount: Raw, draw: Random, *, buys: bool) -> Call:
        return (amm.pumpswap_buy if buys else amm.pumpswap_sell)(self.pool, user, amount, draw)

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        return amm.pumpswap_worth(ledger, self.pool, tokens)

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        return amm.pumpswap_deposit(ledger, self.pool, user, tokens)

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        return amm.pumpswap_withdrawal(ledger, self.pool, user)

    def _markets(self) -> dict[Address, str]:
        return {self.curve: "pool"}


class CpmmCoin(PooledCoin):
    """A coin pooled on Raydium CPMM by its creator."""

    platform: ClassVar[str] = "cpmm"

    @property
    def pool(self) -> CpmmPool:
        """The pool's addresses and calls."""
        return CpmmPool.of(self.creator, (self.mint, SPL_TOKEN), (self.quote, SPL_TOKEN))

    def _market(self) -> Address:
        return self.pool.address

    def _programs(self) -> dict[Program, Process]:
        return {CPMM: cpmm.process}

    def _furnish(self, ledger: Ledger) -> None:
        amm.furnish_cpmm(ledger)

    def _fixed(self) -> tuple[Address, ...]:
        return amm.CPMM_FIXED

    def _opening(self, user: Wallet) -> tuple[Call, ...]:
        amounts = (_POOLED, _SOL_IN) if self.pool.token_0 == self.mint else (_SOL_IN, _POOLED)
        return (self.pool.open(user, amounts, 0),)

    def _swap(self, user: Wallet, amount: Raw, _draw: Random, *, buys: bool) -> Call:
        return self.pool.swap(user, self.quote if buys else self.mint, amount, 1)

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        return amm.cpmm_worth(ledger, self.pool, self.mint, tokens)

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        return amm.cpmm_deposit(ledger, self.pool, user, self.mint, tokens)

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        return amm.cpmm_withdrawal(ledger, self.pool, user, self.mint)

    def _markets(self) -> dict[Address, str]:
        return {self.curve: "pool", CPMM_AUTHORITY: "authority"}


class UnknownCoin(PooledCoin):
    """A coin pooled on an exchange nobody knows."""

    platform: ClassVar[str] = "unknown"

    @property
    def pool(self) -> PlainPool:
        """The pool's addresses and calls."""
        return PlainPool(self.mint, self.quote)

    def _market(self) -> Address:
        return self.pool.address

    def _programs(self) -> dict[Program, Process]:
        return {PLAIN_AMM: plain_amm.process}

    def _furnish(self, ledger: Ledger) -> None:
        """Nothing but the program."""

    def _opening(self, user: Wallet) -> tuple[Call, ...]:
        return (self.pool.open(user, _POOLED, _SOL_IN),)

    def _swap(self, user: Wallet, amount: Raw, _draw: Random, *, buys: bool) -> Call:
        return self.pool.trade(user, amount, 1, buys=buys)

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        vaults = (self.pool.vault(self.mint), self.pool.vault(self.quote))
        return product.given(tokens, *(balance(ledger, vault) for vault in vaults))

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        spend = self._worth(ledger, tokens)
        wrapped, wrapping = associated_program.wrap(user, spend)
        return (*wrapping, self.pool.change(user, tokens, spend, adds=True), token.close(wrapped, user, user))

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        put = [
            noted.fact.token_amount for noted in ledger.facts if isinstance(noted.fact, Pooled) and noted.fact.wallet == user
        ]
        tokens = sum(put)
        if not tokens:
            return None
        wrapped, opened = associated_program.create(user, user, self.quote, SPL_TOKEN)
        call = self.pool.change(user, tokens, self._worth(ledger, tokens), adds=False)
        return opened, call, token.close(wrapped, user, user)

    def _markets(self) -> dict[Address, str]:
        return {self.curve: "pool"}

    def _overasked(self, call: Call) -> Call:
        return Call(call.program, call.accounts, call.data[:9] + (2**63).to_bytes(8, "little"))
