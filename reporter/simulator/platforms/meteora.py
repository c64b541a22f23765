"""Meteora's dynamic bonding curve, then a DAMM v2 pool. SYNTHETIC, as its programs are."""

from random import Random
from typing import ClassVar

from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Address, Program, Raw, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import text
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin, Texts, balance
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import damm, dbc, product, token
from reporter.simulator.programs.anchor import account
from reporter.simulator.programs.damm import pool as damm_layout
from reporter.simulator.programs.damm.pool import DAMM, DammPool
from reporter.simulator.programs.dbc import pool as layout
from reporter.simulator.programs.dbc.pool import DBC, DbcCurve, State
from reporter.simulator.runtime import Call, Process

CONFIG = text(b"a launchpad's settings, simulated"[:32])


class MeteoraCoin(AnyCoin):
    """A coin of a launchpad on DBC."""

    platform: ClassVar[str] = "meteora"
    supply = layout.SUPPLY

    @property
    def book(self) -> DbcCurve:
        """The curve's addresses and calls."""
        return DbcCurve(CONFIG, self.mint, self.quote, self.token_program, SPL_TOKEN)

    @property
    def pool(self) -> DammPool:
        """Where the coin trades after the migration."""
        return self.book.pool

    def _market(self) -> Address:
        return self.book.address

    def _programs(self) -> dict[Program, Process]:
        return {DBC: dbc.process, DAMM: damm.process}

    def _furnish(self, ledger: Ledger) -> None:
        partner = ledger.keyring.wallet("launchpad")
        ledger.endow(CONFIG, rent(layout.CONFIG_SIZE), owner=DBC, data=layout.config_data(self.quote, partner))
        ledger.endow(damm_layout.CONFIG, rent(400), owner=DAMM, data=account("Config").ljust(400, b"\0"))
        for address in (layout.AUTHORITY, damm_layout.AUTHORITY, layout.EVENT_AUTHORITY, damm_layout.EVENT_AUTHORITY):
            ledger.endow(address, rent(0))

    def _fixed(self) -> tuple[Address, ...]:
        mine = (DBC, layout.AUTHORITY, layout.EVENT_AUTHORITY, CONFIG, WRAPPED_SOL)
        return (*mine, DAMM, damm_layout.AUTHORITY, damm_layout.EVENT_AUTHORITY)

    def _creation(self, payer: Wallet, texts: Texts, spend: Raw, _draw: Random) -> tuple[Call, ...]:
        calls = [self.book.launch(payer, self.creator, texts)]
        if spend:
            wrapped, wrapping = associated_program.wrap(payer, spend)
            calls += [associated_program.create(payer, payer, self.mint, self.token_program)[1], *wrapping]
            calls += [self.book.swap(payer, buys=True, amounts=(spend, 1)), token.close(wrapped, payer, payer)]
        return tuple(calls)

    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, _route: str, _draw: Random) -> Call | None:
        state = self._state(ledger)
        if state is None or (state.finished and not state.migrated):
            return None
        if state.migrated:
            return self.pool.swap(user, self.quote, spend, 1)
        return self.book.swap(user, buys=True, amounts=(spend, 1))

    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, _route: str, _draw: Random) -> Call | None:
        state = self._state(ledger)
        if state is None or (state.finished and not state.migrated):
            return None
        if state.migrated:
            return self.pool.swap(user, self.mint, tokens, 1)
        return self.book.swap(user, buys=False, amounts=(tokens, 1))

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        state = self._state(ledger)
        if state is None or state.migrated:
            vaults = (self.pool.vault(self.mint), self.pool.vault(self.quote))
            return product.given(tokens, *(balance(ledger, vault) for vault in vaults))
        return product.given(tokens, *state.priced)

    def _rest(self, ledger: Ledger) -> Raw | None:
        state = self._state(ledger)
        return None if state is None or state.finished else dbc.bought(state, 10 * layout.THRESHOLD, 1).paid + 1000

    def _migration(self, ledger: Ledger, wallet: Wallet) -> tuple[Call, ...] | None:
        state = self._state(ledger)
        if state is None or not state.finished or state.migrated:
            return None
        return (self.book.migrate(wallet, ledger.keyring.wallet("position certificate")),)

    def _deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        known = ledger.accounts.get(self.pool.address)
        if known is None:
            return None
        base, quote = (balance(ledger, self.pool.vault(mint)) for mint in (self.mint, self.quote))
        limit = quote * tokens // base * 102 // 100
        delta = DammPool.unpack(known.data)[1] * tokens * 98 // 100 // base
        wrapped, wrapping = associated_program.wrap(user, limit)
        call = self.pool.change("add_liquidity", user, delta, (tokens, limit))
        return (*wrapping, call, token.close(wrapped, user, user))

    def _withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        known = ledger.accounts.get(self.pool.position(user))
        if known is None:
            return None
        delta = DammPool.liquidity_at(known.data)
        wrapped, opened = associated_program.create(user, user, self.quote, SPL_TOKEN)
        return opened, self.pool.change("remove_liquidity", user, delta, (0, 0)), token.close(wrapped, user, user)

    def _markets(self) -> dict[Address, str]:
        authorities = {layout.AUTHORITY: "authority", damm_layout.AUTHORITY: "authority"}
        return {self.curve: "curve", self.pool.address: "pool", **authorities}

    def _state(self, ledger: Ledger) -> State | None:
        known = ledger.accounts.get(self.curve)
        return State.unpack(known.data) if known is not None else None
