"""pump.fun: a curve, then the coin's own PumpSwap pool."""

from random import Random
from typing import ClassVar, Final

from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Address, Program, Raw, Wallet
from reporter.simulator.addresses import PUMP, derived, raw
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin, Texts
from reporter.simulator.market import buy_call, curve_of, recipients
from reporter.simulator.platforms import amm
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import pumpswap, token
from reporter.simulator.programs.pump import curve as arithmetic
from reporter.simulator.programs.pump import migrate
from reporter.simulator.programs.pump.coin import Coin
from reporter.simulator.programs.pump.create import launch
from reporter.simulator.programs.pump.shape import ROUTES, Route, order
from reporter.simulator.programs.pumpswap.pool import PUMPSWAP, Pool
from reporter.simulator.runtime import Call, Process

_KEEPER_SPENDS: Final = 2_000_000_000  # whoever migrates may buy in the same transaction, as recorded ones of 2025 did


class PumpCoin(Coin, AnyCoin):
    """A pump.fun coin. Its supply is the curve's constant; the address book is `programs.pump.coin.Coin`."""

    platform: ClassVar[str] = "pumpfun"
    supply = arithmetic.SUPPLY

    def __init__(self, mint: str, creator: Wallet, token_program: Program) -> None:
        AnyCoin.__init__(self, mint, creator, token_program, WRAPPED_SOL)

    @property
    def pool(self) -> Pool:
        """Where the coin trades after the migration."""
        return migrate.pool_of(self)

    def _market(self) -> Address:
        return derived(PUMP, b"bonding-curve", raw(self.mint))

    def _programs(self) -> dict[Program, Process]:
        return {PUMPSWAP: pumpswap.process}

    def _venues(self) -> frozenset[Program]:
        return frozenset({PUMP, PUMPSWAP})

    def _furnish(self, ledger: Ledger) -> None:
        amm.furnish_pumpswap(ledger)

    def _fixed(self) -> tuple[Address, ...]:
        return amm.PUMPSWAP_FIXED

    def _tables(self, ledger: Ledger) -> tuple[Address, ...]:
        return (self.table(ledger),) if self._migrated(ledger) else ()

    def _creation(self, payer: Wallet, texts: Texts, spend: Raw, draw: Random) -> tuple[Call, ...]:
        calls = [launch(self, payer, texts)]
        if spend:
            account = associated_program.create(payer, payer, self.mint, self.token_program)[1]
            tokens = arithmetic.tokens_for(arithmetic.Curve(self.creator), arithmetic.spendable(spend))
            calls += [account, order("buy_v2", self, payer, (tokens, spend + spend // 100), recipients(draw))]
        return tuple(calls)

    def _native(self, ledger: Ledger) -> bool:
        return not self._migrated(ledger)

    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, route: str, draw: Random) -> Call | None:
        if self.curve not in ledger.accounts:
            return None
        curve = curve_of(ledger, self)
        if self._migrated(ledger):
            return amm.pumpswap_buy(self.pool, user, spend, draw)
        return None if curve.complete else buy_call(curve, self, user, spend, _route(route), draw)

    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, route: str, draw: Random) -> Call | None:
        if self._migrated(ledger):
            return amm.pumpswap_sell(self.pool, user, tokens, draw)
        if curve_of(ledger, self).complete:
            return None
        return order(_route(route), self, user, (tokens, 1), recipients(draw))

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        if self._migrated(ledger):
            return amm.pumpswap_worth(ledger, self.pool, tokens)
        return arithmetic.proceeds(curve_of(ledger, self), tokens)

    def _rest(self, ledger: Ledger) -> Raw | None:
        curve = curve_of(ledger, self)
        if curve.complete:
            return None
        quote = arithmetic.cost(curve, curve.real_tokens)
        return quote + arithmetic.fees(quote).total + 1000

    def _migration(self, ledger: Ledger, wallet: Wallet) -> tuple[Call, ...] | None:
        if not curve_of(ledger, self).complete or self._migrated(ledger):
            return None
        pool, draw = self.pool, Random(self.mint)
        fees = associated_program.create(wallet, pool.creator_authority, WRAPPED_SOL, SPL_TOKEN)[1]
        opened = associated_program.create(wallet, wallet, self.mint, self.token_program)[1]
        wrapped, wrapping = associated_program.wrap(wallet, _KEEPER_SPENDS)
        bought = amm.pumpswap_buy(pool, wallet, _KEEPER_SPENDS, draw)
        return (migrate.migrate(self, wallet), fees, opened, *wrapping, bought, token.close(wrapped, wallet, wallet))

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        return amm.pumpswap_deposit(ledger, self.pool, user, tokens) if self._migrated(ledger) else None

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        return amm.pumpswap_withdrawal(ledger, self.pool, user) if self._migrated(ledger) else None

    def _markets(self) -> dict[Address, str]:
        return {
            self.curve: "curve",
            self.pool.address: "pool",
            derived(PUMP, b"pool-authority", raw(self.mint)): "authority",
        }

    def _migrated(self, ledger: Ledger) -> bool:
        return self.pool.address in ledger.accounts


def _route(name: str) -> Route:
    return next(route for route in ROUTES if route == name)
