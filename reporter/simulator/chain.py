"""The simulated ledger: accounts, blocks, and the atomic application of transactions."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from solders.address_lookup_table_account import AddressLookupTableAccount

from reporter.model import base58
from reporter.model.ids import Address, Lamports, Program, Signature, Slot, Wallet
from reporter.simulator.accounts import Account, is_token_account, mint_state, token_state
from reporter.simulator.facts import Noted
from reporter.simulator.keys import Keyring
from reporter.simulator.landed import Block, Effects, Held, Landed
from reporter.simulator.programs import PROGRAMS
from reporter.simulator.runtime import Execution, Failed, Inner, Process
from reporter.simulator.transaction import BASE_FEE, Order, Signed, sign

GENESIS: Final = base58.encode(hashlib.sha256(b"launch-reporter simulated ledger").digest())
SLOT_MILLISECONDS: Final = 220  # between the recorded blocks of 2026-10-07 and 2026-10-25
_OLDEST: Final = 60  # slots between a transaction's blockhash and its block, at most


class Ledger:
    """Accounts and blocks of one world. Slots only grow; a slot without a block was skipped."""

    def __init__(self, seed: int, *, slot: Slot, time: int, height: int) -> None:
        self.keyring = Keyring(seed)
        self.genesis = GENESIS
        self.accounts: dict[Address, Account] = {}
        self.blocks: dict[Slot, Block] = {}
        self.by_signature: dict[Signature, Landed] = {}
        self.history: dict[Address, list[Landed]] = {}
        self.burned: Lamports = 0
        self.facts: list[Noted] = []
        self.programs: dict[Program, Process] = dict(PROGRAMS)
        self._seed = seed
        self._origin = (slot, time)
        self._height = height
        self._tables: dict[Address, AddressLookupTableAccount] = {}
        self._open: Block | None = None
        self._collected = [0, 0]  # base and priority fees of the open block

    def time_of(self, slot: Slot) -> int:
        """Seconds since 1970 at which a slot's block is made."""
        return self._origin[1] + (slot - self._origin[0]) * SLOT_MILLISECONDS // 1000

    def slot_at(self, time: float) -> Slot:
        """The slot under way at a time."""
        return self._origin[0] + int((time - self._origin[1]) * 1000 // SLOT_MILLISECONDS)

    def hash_of(self, slot: Slot) -> str:
        """The blockhash of a slot."""
        return base58.encode(hashlib.sha256(f"block {self._seed} {slot}".encode()).digest())

    @property
    def tip(self) -> Slot:
        """The newest block's slot."""
        return next(reversed(self.blocks))

    @property
    def lamports(self) -> Lamports:
        """All lamports of the ledger that are not burned, unpaid fees of the open block included."""
        return sum(account.lamports for account in self.accounts.values()) + sum(self._collected)

    def endow(
        self, address: Address, lamports: Lamports, *, owner: Program | None = None, data: bytes = b"", executable: bool = False
    ) -> None:
        """Put an account into the ledger before its first block."""
        account = Account(lamports, data=data, executable=executable)
        if owner is not None:
            account.owner = owner
        self.accounts[address] = account

    def add_table(self, table: AddressLookupTableAccount) -> None:
        """Make a lookup table usable by transactions."""
        self._tables[str(table.key)] = table

    def open(self, slot: Slot, leader: Wallet) -> Block:
        """Start the block of `slot`, made by `leader`. Raises ValueError when the slot is not newer than the last."""
        last = self._open
        if last is not None and slot <= last.slot:
            raise ValueError("blocks are made in the order of their slots")
        self.seal()
        parent = last.slot if last is not None else slot - 1
        self._height += 1
        block = Block(
            slot, parent, self._height, self.hash_of(slot), self.hash_of(parent), self.time_of(slot), [], [{"pubkey": leader}]
        )
        self.blocks[slot] = block
        self._open = block
        return block

    def seal(self) -> None:
        """Finish the open block: half of the base fees is burned, the rest goes to the leader."""
        block = self._open
        if block is None or not self._collected:
            return
        base, priority = self._collected
        reward = base - base // 2 + priority
        leader: Wallet = block.rewards[0]["pubkey"]
        account = self.accounts.setdefault(leader, Account())
        account.lamports += reward
        self.burned += base // 2
        self._collected = [0, 0]
        block.rewards = [
            {"commission": None, "lamports": reward, "postBalance": account.lamports, "pubkey": leader, "rewardType": "Fee"}
        ]

    def submit(self, order: Order) -> Landed:
        """Sign `order` and apply it to the open block: it succeeds, or fails and pays its fee.

        Raises ValueError when no block is open or the payer cannot pay the fee (such a transaction never lands).
        """
        block = self._open
        if block is None:
            raise ValueError("no block is open")
        tables = [self._tables[address] for address in order.tables]
        signed = sign(order, self.keyring, self._recent(order, block), tables)
        payer = self.accounts.get(order.payer)
        if payer is None or payer.lamports < signed.fee:
            raise ValueError("the payer cannot pay the fee")
        effects = self._apply(order, signed, block)
        self._collected[0] += signed.fee - signed.priority
        self._collected[1] += signed.priority
        landed = Landed(
            block.slot,
            len(block.transactions),
            block.time,
            order.version,
            signed.signatures,
            signed.wire,
            signed.keys,
            effects.error,
            effects.meta,
        )
        block.transactions.append(landed)
        self.by_signature[landed.signature] = landed
        for key in landed.keys:
            self.history.setdefault(key, []).append(landed)
        return landed

    def _recent(self, order: Order, block: Block) -> str:
        """The blockhash a client saw last: clients differ in how old it is by the time they land."""
        drawn = hashlib.sha256(f"{order.payer} {block.slot} {len(block.transactions)}".encode()).digest()[0]
        return self.hash_of(block.slot - 2 - drawn % _OLDEST)

    def _apply(self, order: Order, signed: Signed, block: Block) -> Effects:
        pre = self._balances(signed.keys)
        held = self._held(signed.keys)
        self.accounts[order.payer].lamports -= signed.fee
        run = Execution(
            self.accounts,
            self.programs,
            slot=block.slot,
            time=self.time_of(block.slot),
            units=signed.units,
            signers=signed.signers,
        )
        inner, error = _execute(run, signed)
        named = set(signed.keys)
        if any(call.program not in named or not named.issuperset(call.accounts) for call in run.inner):
            raise ValueError("a program called for an account that the transaction does not name")
        error = error or run.unpayable(signed.keys, signed.writable)
        if error is None:
            self._keep(run)
            self.facts += [Noted(signed.signatures[0], block.slot, fact) for fact in run.facts]
        used = run.granted - run.remaining
        static = signed.static
        return Effects(
            signed.keys,
            (signed.keys[static : static + signed.loaded_writable], signed.keys[static + signed.loaded_writable :]),
            error,
            signed.fee,
            pre,
            self._balances(signed.keys),
            held,
            self._held(signed.keys),
            inner,
            tuple(run.logs.lines),
            used,
            used + 720 * len(signed.signatures) + 300 * len(signed.writable),
            run.returned if error is None else None,
        )

    def _keep(self, run: Execution) -> None:
        for address, account in run.changed.items():
            if account.lamports:
                self.accounts[address] = account
            else:
                self.accounts.pop(address, None)

    def _balances(self, keys: Sequence[Address]) -> tuple[Lamports, ...]:
        return tuple(self.accounts[key].lamports if key in self.accounts else 0 for key in keys)

    def _held(self, keys: Sequence[Address]) -> tuple[Held, ...]:
        found: list[Held] = []
        for index, key in enumerate(keys):
            account = self.accounts.get(key)
            if account is not None and is_token_account(account):
                state = token_state(account)
                decimals = mint_state(self.accounts[state.mint]).decimals
                found.append(Held(index, state.mint, state.owner, account.owner, state.amount, decimals))
        return tuple(found)


def _execute(run: Execution, signed: Signed) -> tuple[tuple[tuple[int, tuple[Inner, ...]], ...], Any]:
    """Run all instructions; the calls each one made, and the error of the one that failed."""
    inner: list[tuple[int, tuple[Inner, ...]]] = []
    for index, call in enumerate(signed.instructions):
        start = len(run.inner)
        error: Any = None
        try:
            run.invoke(call.program, [meta.address for meta in call.accounts], call.data)
        except Failed as failure:
            error = {"InstructionError": [index, failure.code]}
        if len(run.inner) > start:
            inner.append((index, tuple(run.inner[start:])))
        if error is not None:
            return tuple(inner), error
    return tuple(inner), None


__all__ = ["BASE_FEE", "GENESIS", "SLOT_MILLISECONDS", "Ledger"]
