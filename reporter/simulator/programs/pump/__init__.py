"""pump.fun's bonding-curve program: creation, every current form of buying and selling, events."""

from collections.abc import Sequence

from reporter.model.ids import Address
from reporter.simulator.programs.pump import create, migrate, trade
from reporter.simulator.programs.pump.events import SELF_CALL
from reporter.simulator.programs.pump.shape import SHAPES
from reporter.simulator.runtime import Execution, Failed


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == SELF_CALL:
        run.burn(2170)
    elif code in SHAPES:
        trade.process(run, accounts, data)
    elif code == create.CREATE_V2:
        create.run_create_v2(run, accounts, data)
    elif code == create.CREATE:
        create.run_create(run, accounts, data)
    elif code == migrate.MIGRATE:
        migrate.process(run, accounts)
    else:
        raise Failed.custom(101)
