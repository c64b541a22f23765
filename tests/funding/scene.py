"""A few wallets and payments on a simulated ledger, made by hand and read like any other."""

from collections.abc import Callable

from reporter.decode.reading import Reading
from reporter.funding.path import Closed, Trail
from reporter.funding.spending import Spending
from reporter.funding.trace import Provenance, provenance
from reporter.funding.walk import trails
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_rules
from reporter.model import questions as ask
from reporter.model.ids import Signature, Wallet
from reporter.model.rules import RuleSet
from reporter.simulator.answering import answer_from
from reporter.simulator.faults import Faults
from reporter.simulator.funding.programs import install
from reporter.simulator.landed import Landed
from reporter.simulator.node import Node
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import Order
from reporter.simulator.world import SOL, World

RULES = load_rules()


def nobody(_: Wallet) -> str | None:
    """No wallet is closed to the walk."""
    return None


class Scene:
    """`pay` schedules payments by name; `play` ends the scene; signatures are known by the names given."""

    def __init__(self, seed: int = 1) -> None:
        self.world = World(seed)
        self.signatures: dict[str, Signature] = {}
        self.start = self.world.launch_time - 100 * 86_400
        install(self.world.ledger)
        self.answers = MemoryAnswers()
        self.reading = Reading(self.answers)
        self._node: Node | None = None

    def wallet(self, name: str, sol: float = 0.0) -> Wallet:
        """A wallet, holding SOL from before the ledger begins where told."""
        found = self.world.wallet(name)
        if sol:
            self.world.ledger.endow(found, int(sol * SOL))
        return found

    def pay(self, name: str, at: float, source: str, target: str, sol: float, *, payer: str | None = None) -> None:
        """A transfer `at` seconds after the start."""
        call = system.transfer(self.wallet(source), self.wallet(target), int(sol * SOL))
        self.do(name, at, payer or source, call)

    def do(self, name: str, at: float, payer: str, *calls: Call) -> None:
        """Any transaction."""

        def then(landed: Landed) -> None:
            assert landed.error is None, (name, landed.error)
            self.signatures[name] = landed.signature

        self.world.at(self.start + at, lambda: Order(self.wallet(payer), calls), then)

    def play(self, **faults: object) -> None:
        self.world.play(self.start + 99 * 86_400)
        self._node = Node(self.world.ledger, Faults(**faults))  # type: ignore[arg-type]  # keywords of Faults

    def spending(self, name: str, wallet: str, sol: float, asset: str = "SOL") -> Spending:
        """What `wallet` spent in the transaction called `name`."""
        assert self._node is not None
        question = ask.transaction(self.signatures[name])
        self.answers.add(answer_from(self._node, question))
        transaction = self.reading.transaction(self.signatures[name])
        assert transaction is not None
        return Spending(self.wallet(wallet), transaction, asset, int(sol * SOL))

    def settle(self, look: Callable[[], list[Provenance]]) -> None:
        """Answer what is asked until nothing is."""
        assert self._node is not None
        while wanted := [step.next for step in look() if step.next is not None]:
            for question in dict.fromkeys(wanted):
                self.answers.add(answer_from(self._node, question))

    def provenance(self, spending: Spending, rules: RuleSet = RULES, patience: int | None = None) -> Provenance:
        self.settle(lambda: [provenance(self.reading, spending, rules, patience)])
        return provenance(self.reading, spending, rules, patience)

    def trail(
        self,
        spending: Spending,
        closed: Closed = nobody,
        rules: RuleSet = RULES,
        *,
        answering: frozenset[Wallet] = frozenset(),
        hops: int | None = None,
    ) -> Trail:
        return self.trails([spending], closed, rules, answering=answering, hops=hops)[spending.wallet]

    def trails(
        self,
        spendings: list[Spending],
        closed: Closed = nobody,
        rules: RuleSet = RULES,
        *,
        answering: frozenset[Wallet] = frozenset(),
        hops: int | None = None,
    ) -> dict[Wallet, Trail]:
        def walk() -> dict[Wallet, Trail]:
            return trails(self.reading, spendings, rules, closed, answering, hops)

        self.settle(lambda: [step for found in walk().values() for step in found.open])
        return walk()
