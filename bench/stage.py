"""The ledger on which `bench.hubs` lets many unlabelled addresses live, each paying buyers of a launch."""

import math

from msgspec import Struct

from reporter.model.ids import SPL_TOKEN, USDC, Wallet
from reporter.simulator.accounts import MintState, rent
from reporter.simulator.addresses import associated
from reporter.simulator.coins import endow_tokens, in_dollars
from reporter.simulator.dollars import payment
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import Order
from reporter.simulator.world import DAY, HOUR, SOL, World


class Case(Struct):
    """One address under test: the wallets of the launch it paid, those the money passed through, and what it is."""

    name: str
    address: Wallet
    hub: bool
    buyers: list[Wallet]
    passed: list[Wallet]
    touches: list[tuple[str, int]]
    amounts: list[int]


class Stage:
    """A ledger on which many cases live at once."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed)
        self.draw = self.world.draw
        self.cases: list[Case] = []
        self.now = self.world.launch_time
        self._names = 0

    def wallet(self) -> Wallet:
        self._names += 1
        return self.world.wallet(f"w{self._names}")

    def case(self, name: str, *, hub: bool, lamports: int) -> Case:
        made = Case(name, self.wallet(), hub, [], [], [], [])
        self.world.ledger.endow(made.address, lamports)
        self.cases.append(made)
        return made

    def pay(
        self,
        time: float,
        source: Wallet,
        targets: list[tuple[Wallet, int]],
        *,
        payer: Wallet | None = None,
        touch: Case | None = None,
        dollars: bool = False,
    ) -> None:
        """`amount` lamports to each target, or their worth in dollars."""
        calls = tuple(call for target, amount in targets for call in self._payment(source, target, amount, dollars=dollars))

        def then(landed: object) -> None:
            assert touch is not None
            assert landed.error is None, (touch.name, landed.error)  # type: ignore[attr-defined]
            touch.touches.append((landed.signature, landed.time))  # type: ignore[attr-defined]
            touch.amounts += [amount for _, amount in targets]

        self.world.at(time, lambda: Order(payer or source, calls), then if touch is not None else None)

    def _payment(self, source: Wallet, target: Wallet, amount: int, *, dollars: bool) -> tuple[Call, ...]:
        if not dollars:
            return (system.transfer(source, target, amount),)
        account = associated(source, USDC, SPL_TOKEN)
        if USDC not in self.world.ledger.accounts:
            self.world.ledger.endow(USDC, rent(82), owner=SPL_TOKEN, data=MintState(source, 10**16, 6).pack(USDC))
        if account not in self.world.ledger.accounts:
            endow_tokens(self.world.ledger, account, USDC, source, 10**13)
        return payment(USDC, (source, target), in_dollars(amount))

    def size(self, mean: float = 0.4) -> int:
        return int(math.exp(self.draw.gauss(math.log(mean), 0.9)) * SOL) + 20_000_000

    def buyers(self, case: Case, count: int) -> list[Wallet]:
        case.buyers = [self.wallet() for _ in range(count)]
        return case.buyers

    def moment(self, days: float, *, office: bool = False) -> float:
        """A time in the past; people and offices rest at night, engines less so."""
        while True:
            time = self.now - self.draw.uniform(0.01, days) * DAY
            hour, weekday = time / HOUR % 24, int(time / DAY) % 7
            if office and (not 8 <= hour < 18 or weekday >= 5):
                continue
            if self.draw.random() < (0.35 if hour < 7 else 1.0):
                return time
