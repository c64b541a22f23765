"""What happens beside plain trades: graduation, routes, relayers, vault wallets, liquidity, burns, handovers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from reporter.model.ids import INCINERATOR, SPL_TOKEN, WRAPPED_SOL, Address, Lamports, Raw, Wallet
from reporter.simulator import dollars
from reporter.simulator.accounts import TOKEN_ACCOUNT, rent
from reporter.simulator.addresses import LOADER, raw
from reporter.simulator.coins import DOLLARS, AnyCoin, in_dollars
from reporter.simulator.market import held
from reporter.simulator.population import Population, Stranger
from reporter.simulator.programs import associated, between, jupiter_lock, system, token
from reporter.simulator.programs.token import checked_data
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, MINUTE, SOL, World

_BUDGET: Final = Budget(600_000, 300_000)
_ROUTE: Final = "buy_exact_quote_in_v2"
_ROUTER_FEE: Final = 700_000  # lamports
_CLOSER_HAS: Final = 140 * SOL
_CHARGING: Final = frozenset(
    {"pumpfun", "pumpswap"}
)  # their markets let buyers pay for accounts, which no account with data can
_ROUTERS: Final = (between.JUPITER, between.ROUTER, between.JUPITER)


class Happenings:
    """The people it takes, beside the crowd. `vaults` and `locks` tell by address who controls it."""

    def __init__(self, world: World, population: Population, coin: AnyCoin) -> None:
        self.world = world
        self.population = population
        self.coin = coin
        self.people: list[Stranger] = []
        self.vaults: dict[Wallet, Wallet] = {}
        self.locks: dict[Address, Wallet] = {}
        self.relayer = world.wallet("relayer")

    def furnish(self) -> None:
        """Put the programs between wallets and markets into the empty ledger."""
        for program, process in (
            (between.JUPITER, between.route),
            (between.ROUTER, between.route),
            (between.VAULTS, between.execute),
        ):
            self.world.ledger.programs[program] = process
            self.world.ledger.endow(program, rent(36), owner=LOADER, executable=True)
        jupiter_lock.furnish(self.world.ledger)
        self.world.ledger.endow(self.relayer, 50 * SOL)
        self.world.ledger.endow(INCINERATOR, SOL)

    def graduate(self, after: float) -> None:
        """Somebody buys the curve out; a keeper migrates it some seconds later."""
        time = self.world.launch_time + after
        closer = self._person("closer", _CLOSER_HAS, time)
        keeper = self._person("keeper", 5 * SOL, time)
        self.world.at(time, partial(self._close_curve, closer))
        self.world.at(time + 4, partial(self._migrate, keeper))

    def schedule(self, after: float) -> None:
        """Let everything else happen, from `after` seconds behind the launch on."""
        start = self.world.launch_time + after
        for number, router in enumerate(_ROUTERS):
            self._trader(f"routed {number}", start + 20 * number, partial(self._routed, router=router))
        for number in range(2):
            self._trader(f"relayed {number}", start + 15 + 20 * number, self._relayed)
        if self.coin.quote == WRAPPED_SOL:
            for number in range(2):
                own = number == 1 and self.coin.platform not in _CHARGING
                self._vault(f"vault owner {number}", start + 30 + 9 * number, own_account=own)
        self._provider(start + 50)
        self._locker(start + 60)
        self._burner(start + 70)
        self._handover(start + 90)

    def _person(self, name: str, needs: Lamports, first_use: float) -> Wallet:
        stranger = self.population.stranger(name, needs, first_use)
        self.people.append(stranger)
        if self.coin.quote in DOLLARS:
            paid = first_use - self.world.draw.uniform(3, 30) * MINUTE
            dollars.hand_out(self.world, self.coin.quote, stranger.wallet, in_dollars(needs), paid)
        return stranger.wallet

    def _close_curve(self, closer: Wallet) -> Order | None:
        rest = self.coin.rest(self.world.ledger)
        return None if rest is None else self._buys(closer, rest)

    def _migrate(self, keeper: Wallet) -> Order | None:
        calls = self.coin.migration(self.world.ledger, keeper)
        return None if calls is None else Order(keeper, calls, 1, _BUDGET)

    def _buys(self, wallet: Wallet, spend: Raw) -> Order | None:
        calls = self.coin.buy(self.world.ledger, wallet, spend, _ROUTE, self.world.draw)
        return None if calls is None else Order(wallet, calls, 1, _BUDGET)

    def _trader(self, name: str, time: float, dress: Callable[[Wallet, Sequence[Call]], Order]) -> None:
        """Buys, and sells half of it some time later, both `dress`ed."""
        wallet = self._person(name, SOL, time)

        def buy() -> Order | None:
            spend = self.coin.budget(self.world.ledger, wallet, SOL // 3)
            calls = self.coin.buy(self.world.ledger, wallet, spend, _ROUTE, self.world.draw)
            return None if calls is None else dress(wallet, calls)

        def sell() -> Order | None:
            tokens = held(self.world.ledger, self.coin, wallet) // 2
            calls = self.coin.sell(self.world.ledger, wallet, tokens, "sell_v2", self.world.draw) if tokens else None
            return None if calls is None else dress(wallet, calls)

        self.world.at(time, buy)
        self.world.at(time + self.world.draw.uniform(30, 200), sell)

    def _routed(self, wallet: Wallet, calls: Sequence[Call], *, router: str) -> Order:
        fee = (self.world.wallet("terminal fees 0"), 0 if router == between.JUPITER else _ROUTER_FEE)
        through = tuple(between.routed(wallet, call, router, fee) if self.coin.trades(call) else call for call in calls)
        return Order(wallet, through, 1, _BUDGET)

    def _relayed(self, _wallet: Wallet, calls: Sequence[Call]) -> Order:
        return Order(self.relayer, tuple(calls), 1, _BUDGET)

    def _vault(self, name: str, time: float, *, own_account: bool) -> None:
        """A wallet that is a program's address: its owner sends it money and lets it buy.

        It belongs to the system program, as multisig vaults do, or with `own_account` to the program that signs for it.
        """
        owner = self._person(name, SOL, time)
        vault = between.vault_of(owner)
        self.vaults[vault] = owner

        def buy() -> Order | None:
            spend, ledger = SOL // 4, self.world.ledger
            call = self.coin.buy_call(ledger, vault, spend, _ROUTE, self.world.draw)
            if call is None:
                return None
            calls = [between.open_vault(owner)] if own_account else []
            calls.append(associated.create(owner, vault, self.coin.mint, self.coin.token_program)[1])
            calls.append(system.transfer(owner, vault, spend + SOL // 50 if self.coin.native(ledger) else SOL // 100))
            if not self.coin.native(ledger):
                account, opened = associated.create(owner, vault, WRAPPED_SOL, SPL_TOKEN)
                calls += [opened, system.transfer(owner, account, spend), token.sync_native(account)]
            return Order(owner, (*calls, between.from_vault(owner, call)), 1, _BUDGET)

        self.world.at(time, buy)

    def _provider(self, time: float) -> None:
        """Buys, puts the tokens into the pool, and takes everything out later. Nothing where there is no pool."""
        wallet = self._person("provider", 4 * SOL, time)
        ledger = self.world.ledger

        def add() -> Order | None:
            tokens = held(ledger, self.coin, wallet) // 2
            calls = self.coin.deposit(ledger, wallet, tokens) if tokens else None
            return None if calls is None else Order(wallet, calls, 1, _BUDGET)

        def remove() -> Order | None:
            calls = self.coin.withdrawal(ledger, wallet)
            return None if calls is None else Order(wallet, calls, 1, _BUDGET)

        self.world.at(time, lambda: self._buys(wallet, self.coin.budget(ledger, wallet, SOL)))
        self.world.at(time + 10, add)
        self.world.at(time + 160, remove)

    def _locker(self, time: float) -> None:
        """Locks half of what it bought for a month, for itself."""
        wallet, base = self._person("locker", SOL, time), self.world.wallet("key of the lock")
        coin, ledger = self.coin, self.world.ledger

        def lock() -> Order | None:
            tokens = held(ledger, coin, wallet) // 2
            now = ledger.time_of(ledger.tip)
            made = jupiter_lock.Lock(base, wallet, wallet, coin.mint, coin.token_program, tokens, now + 30 * DAY)
            self.locks[made.address] = wallet
            return Order(wallet, made.order(now), 0, _BUDGET) if tokens else None

        self.world.at(time, lambda: self._buys(wallet, coin.budget(ledger, wallet, SOL // 4)))
        self.world.at(time + 20, lock)

    def _burner(self, time: float) -> None:
        """Burns a third by instruction and sends a third to the incinerator."""
        wallet = self._person("burner", SOL, time)
        coin, ledger = self.coin, self.world.ledger

        def burn() -> Order | None:
            tokens = held(ledger, coin, wallet) // 3
            if not tokens:
                return None
            accounts = (Meta(coin.held_by(wallet), writable=True), Meta(coin.mint, writable=True), Meta(wallet, signer=True))
            return Order(wallet, (Call(coin.token_program, accounts, b"\x08" + tokens.to_bytes(8, "little")),))

        def throw() -> Order | None:
            tokens = held(ledger, coin, wallet) // 2
            target, opened = associated.create(wallet, INCINERATOR, coin.mint, coin.token_program)
            return Order(wallet, (opened, self._transfer(wallet, target, tokens))) if tokens else None

        self.world.at(time, lambda: self._buys(wallet, coin.budget(ledger, wallet, SOL // 4)))
        self.world.at(time + 12, burn)
        self.world.at(time + 25, throw)

    def _handover(self, time: float) -> None:
        """Moves tokens to an account of a second kind and gives the account itself to a friend: no transfer tells it.

        Only SPL coins: Token-2022 accounts of this simulator have an owner for good.
        """
        coin, ledger = self.coin, self.world.ledger
        if coin.token_program != SPL_TOKEN:
            return
        wallet, friend = self._person("giver", SOL, time), self.world.wallet("friend who is handed an account")
        self.population.bystanders.append(friend)

        def give() -> Order | None:
            tokens = held(ledger, coin, wallet) // 2
            if not tokens:
                return None
            account, make = system.create_with_seed(wallet, "gift", rent(TOKEN_ACCOUNT), TOKEN_ACCOUNT, SPL_TOKEN)
            begin = Call(SPL_TOKEN, (Meta(account, writable=True), Meta(coin.mint)), b"\x12" + raw(wallet))
            who = (Meta(account, writable=True), Meta(wallet, signer=True))
            hand = Call(SPL_TOKEN, who, b"\x06\x02\x01" + raw(friend))
            return Order(wallet, (make, begin, self._transfer(wallet, account, tokens), hand), 0, _BUDGET)

        self.world.at(time, lambda: self._buys(wallet, coin.budget(ledger, wallet, SOL // 4)))
        self.world.at(time + 15, give)

    def _transfer(self, owner: Wallet, target: str, tokens: Raw) -> Call:
        coin = self.coin
        accounts = (
            Meta(coin.held_by(owner), writable=True),
            Meta(coin.mint),
            Meta(target, writable=True),
            Meta(owner, signer=True),
        )
        return Call(coin.token_program, accounts, checked_data(tokens, coin.decimals))
