"""The programs the simulated ledger runs, by program id."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, Address
from reporter.simulator.addresses import COMPUTE_BUDGET, METAPLEX, PUMP, PUMP_FEES, VOTE
from reporter.simulator.programs import associated, metaplex, pump, pump_fees, system, token
from reporter.simulator.runtime import Execution


def _accepted(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Compute budget and votes change no account of interest."""


PROGRAMS: Final = MappingProxyType(
    {
        SYSTEM: system.process,
        COMPUTE_BUDGET: _accepted,
        VOTE: _accepted,
        SPL_TOKEN: token.process,
        TOKEN_2022: token.process_2022,
        ASSOCIATED_TOKEN: associated.process,
        METAPLEX: metaplex.process,
        PUMP: pump.process,
        PUMP_FEES: pump_fees.process,
    }
)
