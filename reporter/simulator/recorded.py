"""A ledger made of recordings: whole blocks and single transactions of the real chain, served as a node would.

Accounts are known only as far as the recordings tell: balances after the last transaction that names them, token accounts
from the token balances, and a mint where its creation is recorded or some transaction tells its decimals.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from reporter.errors import DecodeError
from reporter.model.ids import Address, Mint, Signature, Slot
from reporter.simulator.accounts import Account
from reporter.simulator.landed import Block, Landed, touched
from reporter.simulator.rebuilt import Rebuilt
from reporter.simulator.wire import landed_from

Json: TypeAlias = dict[str, Any]
GENESIS: Final = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"  # the main network's


class Recorded:
    """Recorded transactions as a ledger. `skipped` holds signatures whose recording cannot be served, with the reason."""

    def __init__(self, blocks: Iterable[tuple[Slot, Json]], transactions: Iterable[Json] = ()) -> None:
        self.genesis = GENESIS
        self.skipped: dict[str, str] = {}
        self.blocks: dict[Slot, Block] = {}
        self.by_signature: dict[Signature, Landed] = {}
        for slot, recorded in blocks:
            self._take_block(slot, recorded)
        for recorded in transactions:
            self._take(recorded)
        order = sorted(self.by_signature.values(), key=lambda landed: (landed.slot, landed.index or 0, landed.signature))
        self.history: Mapping[Address, list[Landed]] = touched(order)
        self.blocks = dict(sorted(self.blocks.items()))
        rebuilt = Rebuilt(order)
        self.accounts: Mapping[Address, Account] = rebuilt.accounts
        self.mints: list[Mint] = rebuilt.created
        self.tip: Slot = max((landed.slot for landed in order), default=0)

    @classmethod
    def load(cls, block: Path | None, transactions: Iterable[Path] = ()) -> "Recorded":
        """Read recordings: a getBlock result, and files that hold getTransaction results (bare or under "result")."""
        blocks: list[tuple[Slot, Json]] = []
        if block is not None:
            read = _read(block)
            blocks.append((read.get("slot", read["parentSlot"] + 1), read))
        return cls(blocks, (_read(path) for path in transactions))

    def _take_block(self, slot: Slot, recorded: Json) -> None:
        block = Block(
            slot,
            recorded["parentSlot"],
            recorded.get("blockHeight"),
            recorded["blockhash"],
            recorded["previousBlockhash"],
            recorded.get("blockTime"),
            [],
            recorded.get("rewards") or [],
        )
        for index, one in enumerate(recorded["transactions"]):
            landed = landed_from(one, slot=slot, index=index, time=block.time)
            block.transactions.append(landed)
            self.by_signature[landed.signature] = landed
        self.blocks[slot] = block

    def _take(self, recorded: Json) -> None:
        slot, time = recorded.get("slot"), recorded.get("blockTime")
        name = next(iter(_signatures(recorded)), "without signature")
        if not isinstance(slot, int):
            self.skipped[name] = "the recording does not tell its slot"
            return
        try:
            landed = landed_from(recorded, slot=slot, index=recorded.get("transactionIndex"), time=time)
        except DecodeError as error:
            self.skipped[name] = str(error)
            return
        self.by_signature.setdefault(landed.signature, landed)


def _read(path: Path) -> Json:
    whole = msgspec.json.decode(path.read_bytes())
    inner = whole.get("result", whole)
    if not isinstance(inner, dict):
        raise DecodeError(f"{path.name} holds no recorded answer")
    return inner


def _signatures(recorded: Json) -> Iterator[str]:
    body = recorded.get("transaction")
    if isinstance(body, dict):
        yield from body.get("signatures") or ()
