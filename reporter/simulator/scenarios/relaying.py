"""A relayer that pays the fees and the rent of people who use an embedded wallet."""

from reporter.simulator.programs import system
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, SOL


def relayed(stage: Stage, buyers: int, *, outside: int) -> None:
    """`buyers` strangers buy with their own money at the relayer's expense; `outside` others used it elsewhere before."""
    relayer = stage.label(stage.world.wallet("relayer of many"), "relayer", "relayer of many")
    stage.world.ledger.endow(relayer, 40 * SOL)
    for number in range(outside):
        user, shop = stage.world.wallet(f"user {number}"), stage.draw.choice(stage.population.shops)
        stage.world.ledger.endow(user, SOL)
        stage.population.bystanders.append(user)
        order = Order(relayer, (system.transfer(user, shop, stage.draw.randint(10**7, 10**8)),), 0, Budget(3_000, 2_000))
        stage.world.at(stage.start - stage.draw.uniform(0.02, 25) * DAY, lambda order=order: order)  # type: ignore[misc]
    for number in range(buyers):
        moment = stage.draw.uniform(3, 600)
        person = stage.population.stranger(f"relayed buyer {number}", SOL, stage.start + moment)
        wallet = stage.label(person.wallet, "stranger", person.wallet, person.funder)
        spend = int(stage.draw.uniform(0.1, 0.5) * SOL)

        def build(wallet: str = wallet, spend: int = spend) -> Order | None:
            ledger, coin = stage.world.ledger, stage.coin
            calls = coin.buy(ledger, wallet, spend, "buy_exact_quote_in_v2", stage.draw, sponsor=relayer)
            return None if calls is None else Order(relayer, tuple(calls), 1, Budget(300_000, 100_000))

        slot = stage.world.ledger.slot_at(stage.start + moment)
        stage.world.in_slot(slot, build, lambda landed, w=wallet: stage.crowd.bought(landed, [w]))  # type: ignore[misc]
