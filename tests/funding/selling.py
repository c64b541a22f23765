"""One wallet that buys a coin, sells it again, and does something with the money."""

from collections.abc import Collection, Mapping
from typing import Any

from reporter.decode.reading import Reading
from reporter.funding.breadth import Breadth
from reporter.funding.destinations import Looked, named
from reporter.funding.forward import Proceeds, proceeds
from reporter.funding.sinks import Sink
from reporter.launch.order import Place
from reporter.launch.story import Purchase
from reporter.model import questions as ask
from reporter.model.events import Buy
from reporter.model.ids import TOKEN_2022, WRAPPED_SOL, Mint
from reporter.model.labels import Labels
from reporter.model.questions import Answer
from reporter.simulator.answering import answer_from
from reporter.simulator.coins import AnyCoin, in_dollars
from reporter.simulator.dollars import hand_out
from reporter.simulator.market import held
from reporter.simulator.platforms import make
from reporter.simulator.programs import system
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import SOL
from tests.funding.scene import RULES, Scene

TEXTS = ("A Thing", "THING", "https://metadata.invalid/thing.json")
NOBODY = Labels("none", "", {})


class Selling(Scene):
    """`seller` buys at 100 seconds and sells at 200; what a test adds at 300 or later comes after."""

    def __init__(self, platform: Any = "pumpfun", quote: Mint = WRAPPED_SOL) -> None:
        super().__init__(5)
        self.quote = quote
        self.coin = self.launched("coin", "maker", platform, quote, 10)
        self.wallet("seller", 5)
        if quote != WRAPPED_SOL:
            self.wallet("old exchange", 100)
            hand_out(self.world, quote, self.wallet("seller"), in_dollars(2 * SOL), self.start + 50)
        self.trade("buy", 100, self.coin)
        self.trade("sell", 200, self.coin)

    def launched(self, name: str, maker: str, platform: Any, quote: Mint, at: float) -> AnyCoin:
        """A coin that `maker` launches and does not buy."""
        wallet = self.wallet(maker, 20 if maker != "seller" else 0)
        coin = make(platform, self.world.wallet(f"{name} mint"), wallet, TOKEN_2022, quote)
        coin.furnish(self.world.ledger)
        calls = coin.creation(wallet, TEXTS, 0, self.world.draw)
        self.world.at(self.start + at, lambda: Order(wallet, calls, 1, Budget(600_000, 0)), self._noted(f"make {name}"))
        return coin

    def trade(self, side: str, at: float, coin: AnyCoin, *, onward: tuple[str, float] | None = None) -> None:
        """The seller buys for a SOL or its worth in dollars, or sells all; `onward` is paid in the same transaction."""
        seller, ledger, draw = self.wallet("seller"), self.world.ledger, self.world.draw

        def build() -> Order | None:
            if side == "buy":
                spend = SOL if coin.quote == WRAPPED_SOL else in_dollars(SOL)
                calls = coin.buy(ledger, seller, spend, "buy_exact_quote_in_v2", draw)
            else:
                calls = coin.sell(ledger, seller, held(ledger, coin, seller), "sell_v2", draw)
            if calls is None:
                return None
            paid = [system.transfer(seller, self.wallet(onward[0]), int(onward[1] * SOL))] if onward else []
            return Order(seller, (*calls, *paid), 1, Budget(400_000, 0))

        self.world.at(self.start + at, build, self._noted(f"{side} {coin.mint}"))

    def followed(
        self,
        payers: Collection[str] = (),
        pays: Mapping[str, str] | None = None,
        takes: Mapping[str, str] | None = None,
        lost: Collection[str] = (),
    ) -> Proceeds:
        """Everything asked that is wanted; the ledger does not show the transactions `lost`. `pays` and `takes` are verdicts on
        whom addresses pay, and on who pays them."""
        self.play()
        assert self._node is not None
        hidden = {ask.transaction(self.signatures[name]) for name in lost}
        signature = self.signatures[f"buy {self.coin.mint}"]
        self.answers.add(answer_from(self._node, ask.transaction(signature)))
        while (found := proceeds(self.reading, self._purchase(self.reading), self.coin.mint, RULES)).next:
            for question in found.next:
                shown = answer_from(self._node, question)
                self.answers.add(Answer(question, b"null") if question in hidden else shown)
        breadth = {
            self.wallet(name): Breadth(self.wallet(name), one, "", 9, 0, 9, 0, 0, None) for name, one in (pays or {}).items()
        }
        sinks = {self.wallet(name): Sink(self.wallet(name), one, "") for name, one in (takes or {}).items()}
        return named(found, {self.wallet(one) for one in payers}, Looked(NOBODY, breadth, sinks))

    def _purchase(self, reading: Reading) -> Purchase:
        signature = self.signatures[f"buy {self.coin.mint}"]
        transaction, decoded = reading.transaction(signature), reading.decoded(signature)
        assert transaction is not None
        assert decoded is not None
        [event] = [e for e in decoded.events if isinstance(e, Buy)]
        place = Place(transaction.slot or 0, 0, -1, signature, transaction.time)
        return Purchase(self.wallet("seller"), place, transaction, event)

    def _noted(self, name: str) -> Any:
        def then(landed: Any) -> None:
            assert landed.error is None, (name, landed.error)
            self.signatures[name] = landed.signature

        return then
