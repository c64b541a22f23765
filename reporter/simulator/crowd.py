"""Strangers who find a launch: when they come, what they spend, when they leave.

Rates and sizes: samples of organic launches of 2025 and 2026 (arrivals decay; 0.3 to 0.7 SOL per buyer; holding about 100 s).
"""

import math
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Lamports, Raw, Wallet
from reporter.simulator import dollars
from reporter.simulator.addresses import PUMP
from reporter.simulator.coins import DOLLARS, AnyCoin, in_dollars
from reporter.simulator.landed import Landed
from reporter.simulator.market import Client, buy_order, clients, held, personal, sell_order
from reporter.simulator.population import Population, Stranger
from reporter.simulator.programs import associated, token
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import MINUTE, SOL, World

_ROUND: Final = (0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0)
_MARGIN: Final = 25_000_000  # lamports kept for rent, tips and fees
_LONGEST: Final = 20 * MINUTE


class Crowd:
    """The strangers of one launch. `buyers` are first-time buyers in ledger order, whoever they are; `scale` sizes buys."""

    def __init__(self, world: World, population: Population, coin: AnyCoin, *, scale: float = 1.0) -> None:
        self.world = world
        self.population = population
        self.coin = coin
        self.people: list[Stranger] = []
        self.buyers: list[Wallet] = []
        self._scale = scale
        self._clients = clients(world.ledger)
        self._habits: dict[Wallet, Client] = {}
        self._default: tuple[Client, float] | None = None

    def default_client(self, client: Client, share: float) -> None:
        """Let a share of the strangers use one client with its settings untouched."""
        self._default = (client, share)

    def bought(self, landed: Landed, wallets: Sequence[Wallet]) -> None:
        """Note who bought in a transaction; failed ones bought nothing."""
        if landed.error is None:
            self.buyers += [wallet for wallet in wallets if wallet not in self.buyers]

    def arrive(self, count: int, *, per_minute: float, snipers: float) -> None:
        """Let `count` strangers buy: a share within slots of the creation, the rest at a falling rate."""
        draw = self.world.draw
        early = round(count * snipers)
        created = self.world.ledger.slot_at(self.world.launch_time)
        moment = 1.5
        for number in range(count):
            if number < early:
                slot = created + draw.choice((0, 1, 1, 2, 2, 3, 4, 6))
            else:
                rate = per_minute / MINUTE * math.exp(-moment / (4 * MINUTE)) + per_minute / MINUTE / 12
                moment = min(moment + draw.expovariate(rate), float(_LONGEST))
                slot = max(self.world.ledger.slot_at(self.world.launch_time + moment), created + 2)
            self._visit(number, slot, rank=0.4 + draw.random() * 0.6 if slot == created else None)

    def incidents(self) -> None:
        """A failed buy, a plain token transfer to a friend, a wallet that sells out and closes its account."""
        late = self.world.launch_time + _LONGEST
        self.world.at(self.world.launch_time + 40, self._failing)
        self._gift(late + 20)
        self._leave(late + 60)

    def _visit(self, number: int, slot: int, rank: float | None) -> None:
        draw, world = self.world.draw, self.world
        spend = self._size()
        first_use = world.ledger.time_of(slot)
        person = self.population.stranger(f"stranger {number}", spend + _MARGIN * 2, first_use)
        wallet = person.wallet
        self.people.append(person)
        if self.coin.quote in DOLLARS:
            paid = first_use - draw.uniform(5, 300) * MINUTE
            dollars.hand_out(world, self.coin.quote, wallet, in_dollars(spend * 2), paid)
        self._habits[wallet] = personal(draw.choices(self._clients, (5, 5, 4, 3, 2, 2))[0], draw)
        if self._default is not None and draw.random() < self._default[1]:
            self._habits[wallet] = self._default[0]
        world.in_slot(slot, lambda: self._buy(wallet, spend), lambda landed: self.bought(landed, [wallet]), rank=rank)
        if draw.random() < 0.15:
            world.at(first_use + draw.expovariate(1 / 90) + 1, lambda: self._buy(wallet, spend // 2))
        if draw.random() < 0.5:
            held_for = min(math.exp(draw.gauss(math.log(100), 1.0)) + 2, float(_LONGEST))
            part = draw.choice((0.25, 0.5, 1.0, 1.0))
            world.at(first_use + held_for, lambda: self._sell(wallet, part))

    def _size(self) -> Lamports:
        draw = self.world.draw
        sol = draw.choice(_ROUND) if draw.random() < 0.4 else min(math.exp(draw.gauss(math.log(0.25), 1.0)), 4.0)
        return int(max(sol * self._scale, 0.02) * SOL)

    def _buy(self, wallet: Wallet, spend: Lamports) -> Order | None:
        spend = min(spend, self.world.spare(wallet, keep=_MARGIN))
        if spend < SOL // 100 or self.coin.curve not in self.world.ledger.accounts:
            return None
        spend = self.coin.budget(self.world.ledger, wallet, spend)
        return buy_order(self.world.ledger, self.coin, wallet, spend, self._habits[wallet], self.world.draw) if spend else None

    def _failing(self) -> Order | None:
        """A buy whose price limit is far from the market, by whoever still has money."""
        able = [person.wallet for person in self.people if self.world.spare(person.wallet, keep=_MARGIN) > SOL // 10]
        order = self._buy(able[0], SOL // 10) if able else None
        if order is None:
            return None
        wallet = able[0]
        calls = list(order.calls)
        place = next(i for i, call in enumerate(calls) if self.coin.trades(call))
        buy = calls[place]
        if buy.program != PUMP:
            calls[place] = self.coin.overasked(buy)
            return Order(order.payer, tuple(calls), order.version, order.budget, order.tables)
        # The same accounts under "buy 10^12 tokens for one lamport" or, where tokens are the limit, for far more tokens.
        exact = self._habits[wallet].buy.startswith("buy_exact")
        first, second = (SOL // 10, 10**15) if exact else (10**12, 1)
        data = buy.data[:8] + first.to_bytes(8, "little") + second.to_bytes(8, "little") + buy.data[24:]
        calls[place] = Call(buy.program, buy.accounts, data)
        return Order(order.payer, tuple(calls), order.version, order.budget, order.tables)

    def _sell(self, wallet: Wallet, part: float) -> Order | None:
        holding = held(self.world.ledger, self.coin, wallet)
        tokens: Raw = min(int(holding * part), holding)  # beyond 2^53 a float may be more than it stands for
        if tokens < 1_000_000 or self.world.spare(wallet) < 3_000_000:
            return None
        return sell_order(self.world.ledger, self.coin, wallet, tokens, self._habits[wallet], self.world.draw)

    def _holder(self) -> Wallet | None:
        """The stranger with the most tokens who can still pay fees."""
        able = [person.wallet for person in self.people if self.world.spare(person.wallet) > SOL // 200]
        best = max(able, key=lambda wallet: held(self.world.ledger, self.coin, wallet), default=None)
        return best if best is not None and held(self.world.ledger, self.coin, best) else None

    def _gift(self, time: float) -> None:
        """Tokens to a friend by the plain transfer that names no mint; the friend opens the account before."""
        friend = self.world.wallet("friend with a present")
        self.population.bystanders.append(friend)
        self.population.withdraw("old exchange", friend, SOL // 5, time - 3 * MINUTE)
        program = self.coin.token_program

        def open_account() -> Order:
            return Order(friend, (associated.create(friend, friend, self.coin.mint, program)[1],), budget=Budget(40_000, 1000))

        def give() -> Order | None:
            giver = self._holder()
            if giver is None:
                return None
            tokens = held(self.world.ledger, self.coin, giver) // 3
            source, target = self.coin.held_by(giver), self.coin.held_by(friend)
            accounts = (Meta(source, writable=True), Meta(target, writable=True), Meta(giver, signer=True))
            return Order(giver, (Call(program, accounts, b"\x03" + tokens.to_bytes(8, "little")),))

        self.world.at(time - MINUTE, open_account)
        self.world.at(time, give)

    def _leave(self, time: float) -> None:
        left: list[Wallet] = []

        def sell() -> Order | None:
            leaver = self._holder()
            if leaver is None:
                return None
            left.append(leaver)
            return self._sell(leaver, 1.0)

        def shut() -> Order | None:
            if not left or held(self.world.ledger, self.coin, left[0]):
                return None
            return Order(left[0], (token.close(self.coin.held_by(left[0]), left[0], left[0], of=self.coin.token_program),))

        self.world.at(time, sell)
        self.world.at(time + 5, shut)
