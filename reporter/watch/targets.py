"""What to listen to for the launches of a platform: one address that every creation names.

The narrower the address, the less there is to read. pump.fun's mint authority is named by creations and nothing else: by all
13 creations among the recorded transactions, and by none of the other 95. LaunchLab, Meteora and Heaven have no such account,
so the program itself is listened to, and logs that show nothing but trades spare the reading of the transaction.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import LAUNCHLAB, PUMP, derive
from reporter.decode.heaven_accounts import HEAVEN
from reporter.decode.meteora_accounts import DBC
from reporter.errors import InputError
from reporter.model.ids import Address, Program

_NAMED: Final = "Program log: Instruction: "
_CUT: Final = "Log truncated"


class Target(Struct, frozen=True):
    """Where a platform's creations are seen. `trades` are names of instructions of `program` that create nothing."""

    platform: str
    program: Program
    address: Address
    trades: frozenset[str] = frozenset()

    def worth_reading(self, logs: Sequence[str]) -> bool:
        """False only where complete logs show that no call of the program created anything.

        Logs are hints, never proof: a program logs the name of its instruction right after the ledger logs its call, where
        no other program can write, but a long log is cut. A call that ends at once (an event sent to itself) calls no token
        program and so creates nothing. What is worth reading is read from the transaction itself.
        """
        if not self.trades or _CUT in logs:
            return True
        called, ended = f"Program {self.program} invoke [", f"Program {self.program} consumed "
        firsts = [after for line, after in zip(logs, [*logs[1:], ""], strict=False) if line.startswith(called)]
        firsts = [line for line in firsts if not line.startswith(ended)]
        return not firsts or any(line.removeprefix(_NAMED) not in self.trades for line in firsts)


TARGETS: Final = {
    target.platform: target
    for target in (
        Target("pumpfun", PUMP, derive(PUMP, b"mint-authority")),
        # Names as the recorded trades log them (3a51pehe, 1DnjawZs); the exact-out pair from the published interface.
        Target("bonk", LAUNCHLAB, LAUNCHLAB, frozenset({"BuyExactIn", "BuyExactOut", "SellExactIn", "SellExactOut"})),
        Target("meteora", DBC, DBC, frozenset({"Swap", "Swap2"})),
        Target("heaven", HEAVEN, HEAVEN),
    )
}


def target_of(platform: str) -> Target:
    """The target of a platform code. Raises InputError for one that cannot be watched."""
    found = TARGETS.get(platform)
    if found is None:
        raise InputError(f"no launches can be watched on that platform; there are {', '.join(TARGETS)}")
    return found
