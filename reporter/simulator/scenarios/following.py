"""People who act on others: followers of a leader, paid bumps, customers of one node."""

from collections.abc import Sequence

from msgspec.structs import replace

from reporter.model.ids import Wallet
from reporter.simulator.market import Client
from reporter.simulator.scenarios.payers import buys_alone
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Order
from reporter.simulator.world import SOL


def followers(stage: Stage, count: int, moment: float) -> None:
    """A leader buys, and `count` strangers copy it within one to six slots, with similar amounts and one copying tool."""
    number = len(stage.people)
    lead = stage.population.stranger(f"leader {number}", SOL, stage.start + moment)
    stage.label(lead.wallet, "stranger", lead.wallet, lead.funder)
    buys_alone(stage, lead.wallet, moment)
    tool, first = stage.client(), stage.world.ledger.slot_at(stage.start + moment)
    for place in range(count):
        person = stage.population.stranger(f"follower {number} {place}", SOL, stage.start + moment)
        wallet = stage.label(person.wallet, "stranger", person.wallet, person.funder)
        spend = int(stage.draw.uniform(0.2, 0.35) * SOL)
        stage.world.in_slot(
            first + stage.draw.randint(1, 6),
            lambda wallet=wallet, spend=spend: stage.buy(wallet, spend, tool),  # type: ignore[misc]
            lambda landed, wallet=wallet: stage.crowd.bought(landed, [wallet]),  # type: ignore[misc]
        )


def bumps(stage: Stage, wallets: int, times: int) -> None:
    """A paid service buys and sells in one transaction from wallets of its own, which one address once paid."""
    payer = stage.label(stage.world.wallet("bump service"), "service", "bump service")
    stage.world.ledger.endow(payer, 50 * SOL)
    bots = [stage.label(stage.world.wallet(f"bump {n}"), "service", "bump service", payer) for n in range(wallets)]
    for bot in bots:
        stage.pay(payer, bot, SOL // 2, stage.start - stage.draw.uniform(3_000, 90_000))
    round_trips(stage, bots, times, (5.0, 40.0))


def round_trips(stage: Stage, wallets: Sequence[Wallet], times: int, gap: tuple[float, float]) -> None:
    """Buys and sales of the same size in one transaction, by any of the wallets, so many seconds apart."""
    time = stage.start + 20.0
    for _ in range(times):
        wallet = stage.draw.choice(wallets)
        stage.world.at(time, lambda wallet=wallet: _round_trip(stage, wallet))  # type: ignore[misc]
        time += stage.draw.uniform(*gap)


def _round_trip(stage: Stage, bot: str) -> Order | None:
    ledger, coin = stage.world.ledger, stage.coin
    if coin.curve not in ledger.accounts or stage.world.spare(bot) < SOL // 10:
        return None
    buy = coin.buy(ledger, bot, SOL // 50, "buy", stage.draw)
    sell = coin.sell(ledger, bot, 1_000_000, "sell", stage.draw)
    return Order(bot, (*buy, *sell), 1) if buy and sell else None


def one_blockhash(stage: Stage, count: int, moment: float) -> None:
    """Strangers with money and clients of their own, whose node served one hash to all, land in one slot."""
    slot = stage.world.ledger.slot_at(stage.start + moment)
    recent = stage.world.ledger.hash_of(stage.created - 3)
    for number in range(count):
        person = stage.population.stranger(f"same node {number}", SOL, stage.start + moment)
        wallet = stage.label(person.wallet, "stranger", person.wallet, person.funder)
        client, spend = stage.client(), int(stage.draw.uniform(0.1, 0.5) * SOL)

        def build(wallet: str = wallet, spend: int = spend, client: Client = client) -> Order | None:
            order = stage.buy(wallet, spend, client)
            return None if order is None else replace(order, blockhash=recent)

        stage.world.in_slot(slot, build, lambda landed, w=wallet: stage.crowd.bought(landed, [w]))  # type: ignore[misc]
