"""pump.fun's fee program: tells the curve which rates hold. Layout: recorded transaction 2eVpZNvQ."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import SYSTEM, Address
from reporter.simulator.addresses import raw
from reporter.simulator.runtime import Execution

QUESTION: Final = bytes.fromhex("9aed8a5ca202a2bb")  # get_fees_with_quote_mint
LIQUIDITY_BPS: Final = 0
PROTOCOL_BPS: Final = 95
CREATOR_BPS: Final = 30


def question(market_cap: int) -> bytes:
    """Ask for the rates of a pump.fun coin against SOL; `market_cap` in lamports."""
    return QUESTION + b"\x01" + market_cap.to_bytes(16, "little") + raw(SYSTEM)


def process(run: Execution, _accounts: Sequence[Address], _data: bytes) -> None:
    """Answer with liquidity, protocol and creator basis points."""
    run.log("Instruction: GetFeesWithQuoteMint")
    run.burn(3360)
    run.answer(struct.pack("<QQQ", LIQUIDITY_BPS, PROTOCOL_BPS, CREATOR_BPS))
