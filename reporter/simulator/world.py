"""A timetable of what wallets do, played out on a ledger in the order of time."""

import random
import struct
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from reporter.model import base58
from reporter.model.ids import Lamports, Slot, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import VOTE
from reporter.simulator.chain import Ledger
from reporter.simulator.genesis import furnish
from reporter.simulator.landed import Landed
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import BASE_FEE, Order

SOL: Final = 1_000_000_000
MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400
PAST: Final = 200 * DAY  # the ledger begins this long before the launch
_LAUNCH_SLOT: Final = 472_000_000
_LAUNCH_TIME: Final = 1_794_300_000  # 2026-11-10
_HEIGHT: Final = 449_000_000
_VALIDATORS: Final = 5

Build: TypeAlias = Callable[[], Order | None]
Then: TypeAlias = Callable[[Landed], None]


class Action(Struct, frozen=True):
    """Something a wallet does in a slot. Actions of one slot run by `rank`, then `sequence`; a build may decline."""

    slot: Slot
    rank: float
    sequence: int
    build: Build
    then: Then | None
    bundle: str | None


class World:
    """A ledger with its timetable. `launch_time` is when the coin under study is made."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.draw = random.Random(seed)
        self.launch_time = _LAUNCH_TIME + self.draw.randrange(0, 12 * HOUR)
        start = self.launch_time - PAST
        slots = PAST * 1000 // 220
        self.ledger = Ledger(seed, slot=_LAUNCH_SLOT - slots, time=start, height=_HEIGHT)
        self._actions: list[Action] = []
        self._validators = [self.wallet(f"validator {n}") for n in range(_VALIDATORS)]
        furnish(self.ledger, self._validators)

    def wallet(self, name: str) -> Wallet:
        """The wallet called `name`."""
        return self.ledger.keyring.wallet(name)

    def balance(self, wallet: Wallet) -> Lamports:
        """Lamports of a wallet right now."""
        account = self.ledger.accounts.get(wallet)
        return account.lamports if account is not None else 0

    def spare(self, wallet: Wallet, keep: Lamports = 0) -> Lamports:
        """What a wallet can pay away and stay alive, one signature's fee set aside."""
        return max(self.balance(wallet) - rent(0) - BASE_FEE - keep, 0)

    def at(self, time: float, build: Build, then: Then | None = None) -> Slot:
        """Let something happen at a time; its place in the block is left to chance."""
        slot = self.ledger.slot_at(time)
        self.in_slot(slot, build, then)
        return slot

    def in_slot(
        self, slot: Slot, build: Build, then: Then | None = None, *, rank: float | None = None, bundle: str | None = None
    ) -> None:
        """Let something happen in a slot. Actions of one bundle with one rank stay next to each other, in the order given."""
        placed = self.draw.random() if rank is None else rank
        self._actions.append(Action(slot, placed, len(self._actions), build, then, bundle))

    def play(self, until: float) -> None:
        """Run the timetable, in blocks with some votes, and end with a quiet block at `until` or soon after the last action."""
        self._actions.sort(key=lambda action: (action.slot, action.rank, action.sequence))
        opened: Slot | None = None
        previous: Action | None = None
        busy = self.ledger.slot_at(self.launch_time - 2)
        for action in self._actions:
            order = action.build() if action.slot == opened else None
            if action.slot != opened:
                self._open(action.slot)
                opened = action.slot
                order = action.build()
            if order is None:
                continue
            apart = previous is None or previous.bundle is None or previous.bundle != action.bundle
            if apart and self.draw.random() < (0.35 if action.slot >= busy else 0.06):
                self._vote(action.slot)
            landed = self.ledger.submit(order)
            previous = action
            if action.then is not None:
                action.then(landed)
        self._actions.clear()
        self._open(max(self.ledger.slot_at(until), self.ledger.tip + 32))
        self._vote(self.ledger.tip)
        self.ledger.seal()

    def _open(self, slot: Slot) -> None:
        self.ledger.open(slot, self._validators[slot // 4 % _VALIDATORS])

    def _vote(self, slot: Slot) -> None:
        place = self.draw.randrange(_VALIDATORS)
        voter = self._validators[place]
        account = self.wallet(f"vote account {place}")
        hashed = base58.decode(self.ledger.hash_of(slot - 1))
        # TowerSync: root, 31 lockouts one slot apart, bank hash, time, block id.
        lockouts = b"".join(bytes([1, 31 - n]) for n in range(31))
        data = struct.pack("<IQB", 14, slot - 32, 31) + lockouts + hashed
        data += b"\x01" + struct.pack("<q", self.ledger.time_of(slot)) + hashed[::-1]
        call = Call(VOTE, (Meta(account, writable=True), Meta(voter, signer=True, writable=True)), data)
        self.ledger.submit(Order(voter, (call,)))
