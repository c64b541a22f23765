"""LetsBonk on Raydium LaunchLab: a curve, then a CPMM pool. Quotes: SOL, USD1, USDC."""

from random import Random
from typing import ClassVar

from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Address, Program, Raw, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import derived, raw
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin, Texts, endow_tokens
from reporter.simulator.platforms import amm
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import cpmm, launchlab, product, token
from reporter.simulator.programs.anchor import account
from reporter.simulator.programs.cpmm.pool import AUTHORITY as CPMM_AUTHORITY
from reporter.simulator.programs.cpmm.pool import CPMM, CpmmPool
from reporter.simulator.programs.launchlab import pool as layout
from reporter.simulator.programs.launchlab.pool import LAUNCHLAB, Curve, State
from reporter.simulator.runtime import Call, Process


class BonkCoin(AnyCoin):
    """A LaunchLab coin."""

    platform: ClassVar[str] = "bonk"
    supply = layout.SUPPLY

    @property
    def book(self) -> Curve:
        """The curve's addresses and calls."""
        return Curve(self.mint, self.quote, self.token_program, SPL_TOKEN)

    @property
    def pool(self) -> CpmmPool:
        """Where the coin trades after the migration."""
        return self.book.pool(self.creator)

    def _market(self) -> Address:
        return self.book.address

    def _programs(self) -> dict[Program, Process]:
        return {LAUNCHLAB: launchlab.process, layout.LOCKER: launchlab.lock, CPMM: cpmm.process}

    def _furnish(self, ledger: Ledger) -> None:
        amm.furnish_cpmm(ledger)
        ledger.endow(self.book.config, rent(371), owner=LAUNCHLAB, data=account("GlobalConfig").ljust(371, b"\0"))
        name = account("PlatformConfig").ljust(112, b"\0") + b"letsbonk.fun"
        ledger.endow(layout.PLATFORM, rent(944), owner=LAUNCHLAB, data=name.ljust(944, b"\0"))
        for address in (layout.AUTHORITY, layout.PLATFORM_FEES, layout.CREATOR_FEES, layout.EVENT_AUTHORITY):
            ledger.endow(address, rent(0))
        endow_tokens(ledger, self.book.platform_vault(), self.quote, layout.PLATFORM_FEES, 10**9)
        creator_vault = derived(LAUNCHLAB, raw(self.creator), raw(self.quote))
        endow_tokens(ledger, creator_vault, self.quote, layout.CREATOR_FEES, 0)

    def _fixed(self) -> tuple[Address, ...]:
        mine = (LAUNCHLAB, layout.AUTHORITY, layout.PLATFORM, layout.EVENT_AUTHORITY, self.book.config, self.quote)
        return (*mine, self.book.platform_vault(), *amm.CPMM_FIXED)

    def _creation(self, payer: Wallet, texts: Texts, spend: Raw, _draw: Random) -> tuple[Call, ...]:
        calls = [self.book.launch(payer, self.creator, texts)]
        if spend:
            calls.append(associated_program.create(payer, payer, self.mint, self.token_program)[1])
            buy = self.book.trade("buy_exact_in", payer, self.creator, (spend, 1))
            if self.quote == WRAPPED_SOL:
                wrapped, wrapping = associated_program.wrap(payer, spend)
                calls += [*wrapping, buy, token.close(wrapped, payer, payer)]
            else:
                calls.append(buy)
        return tuple(calls)

    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, _route: str, _draw: Random) -> Call | None:
        state = self._state(ledger)
        if state is None or state.status == 1:
            return None
        if state.status == 2:
            return self.pool.swap(user, self.quote, spend, 1)
        return self.book.trade("buy_exact_in", user, self.creator, (spend, 1))

    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, _route: str, _draw: Random) -> Call | None:
        state = self._state(ledger)
        if state is None or state.status == 1:
            return None
        if state.status == 2:
            return self.pool.swap(user, self.mint, tokens, 1)
        return self.book.trade("sell_exact_in", user, self.creator, (tokens, 1))

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        state = self._state(ledger)
        if state is None or state.status == 2:
            return amm.cpmm_worth(ledger, self.pool, self.mint, tokens)
        return product.given(tokens, *state.reserves)

    def _rest(self, ledger: Ledger) -> Raw | None:
        state = self._state(ledger)
        if state is None or state.status:
            return None
        return launchlab.buy(state, 10 * layout.terms(self.quote).raises)[1] + 1000

    def _migration(self, ledger: Ledger, wallet: Wallet) -> tuple[Call, ...] | None:
        state = self._state(ledger)
        return (self.book.migrate(wallet, self.creator),) if state is not None and state.status == 1 else None

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        return amm.cpmm_deposit(ledger, self.pool, user, self.mint, tokens) if self._migrated(ledger) else None

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        return amm.cpmm_withdrawal(ledger, self.pool, user, self.mint) if self._migrated(ledger) else None

    def _markets(self) -> dict[Address, str]:
        return {layout.AUTHORITY: "authority", self.curve: "curve", self.pool.address: "pool", CPMM_AUTHORITY: "authority"}

    def _state(self, ledger: Ledger) -> State | None:
        known = ledger.accounts.get(self.curve)
        return State.unpack(known.data) if known is not None else None

    def _migrated(self, ledger: Ledger) -> bool:
        return self.pool.address in ledger.accounts
