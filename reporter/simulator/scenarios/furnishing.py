"""Everything a launch has beside people: routers, vaults, liquidity, locks, burns."""

from reporter.simulator.happenings import Happenings
from reporter.simulator.scenarios.stage import Stage


def furnish(stage: Stage) -> None:
    """Let all of it happen, and say who is behind what."""
    happenings = Happenings(stage.world, stage.population, stage.coin)
    happenings.furnish()
    happenings.schedule(45)
    for person in happenings.people:
        stage.label(person.wallet, "stranger", person.wallet, person.funder)
    for vault, owner in happenings.vaults.items():
        stage.label(vault, "vault", owner, owner)
    stage.label(happenings.relayer, "relayer", "relayer")
    stage.locks = happenings.locks
