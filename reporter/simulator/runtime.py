"""Runs the instructions of one transaction: all of it takes effect or nothing does."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Lamports, Program
from reporter.simulator.accounts import Account, rent
from reporter.simulator.addresses import COMPUTE_BUDGET, VOTE
from reporter.simulator.facts import Fact
from reporter.simulator.logs import Logs

DEFAULT_UNITS: Final = 200_000  # compute units a transaction gets per instruction when it asks for none
NATIVE_UNITS: Final = 150
NATIVE: Final = frozenset({"11111111111111111111111111111111", COMPUTE_BUDGET, VOTE})

ErrorCode: TypeAlias = str | dict[str, int]


class Meta(Struct, frozen=True):
    """An account as an instruction names it."""

    address: Address
    signer: bool = False
    writable: bool = False


class Call(Struct, frozen=True):
    """One top-level instruction."""

    program: Program
    accounts: tuple[Meta, ...]
    data: bytes


class Inner(Struct, frozen=True):
    """One instruction that another one called. `height` is 2 for calls made by a top-level instruction."""

    program: Program
    accounts: tuple[Address, ...]
    data: bytes
    height: int


class Failed(Exception):
    """A program refused. `code` is the instruction error as the ledger writes it, `reason` the log line's end."""

    def __init__(self, code: ErrorCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    @classmethod
    def custom(cls, number: int) -> "Failed":
        """A program's own error number."""
        return cls({"Custom": number}, f"custom program error: {number:#x}")


Process: TypeAlias = "Callable[[Execution, Sequence[Address], bytes], None]"


class Execution:
    """The state of one transaction under way: changed accounts, logs, calls, compute units."""

    def __init__(
        self,
        ledger: Mapping[Address, Account],
        programs: Mapping[Program, Process],
        *,
        slot: int,
        time: int,
        units: int,
        signers: frozenset[Address],
    ) -> None:
        self._ledger = ledger
        self._programs = programs
        self._signers = signers
        self.changed: dict[Address, Account] = {}
        self.slot = slot
        self.time = time
        self.remaining = units
        self.granted = units
        self.logs = Logs()
        self.inner: list[Inner] = []
        self.returned: tuple[Program, bytes] | None = None
        self.facts: list[Fact] = []  # what programs note of themselves; no reader sees it
        self._height = 0
        self._program: list[Program] = []
        self._answered = False

    def account(self, address: Address) -> Account:
        """The account, to be changed in place; an empty one where none exists."""
        held = self.changed.get(address)
        if held is None:
            known = self._ledger.get(address)
            held = known.copy() if known is not None else Account()
            self.changed[address] = held
        return held

    def look(self, address: Address) -> Account:
        """The account, to be read only."""
        return self.changed.get(address) or self._ledger.get(address) or Account()

    def move(self, source: Address, target: Address, lamports: Lamports) -> None:
        """Move lamports without a system transfer, as a program may with accounts it owns."""
        giver = self.account(source)
        if giver.lamports < lamports:
            raise Failed.custom(1)
        giver.lamports -= lamports
        self.account(target).lamports += lamports

    def require_signer(self, address: Address) -> None:
        """Refuse to act for an account that did not sign."""
        if address not in self._signers:
            raise Failed("MissingRequiredSignature", "missing required signature for instruction")

    def burn(self, units: int) -> None:
        """Account for compute units."""
        self.remaining = max(self.remaining - units, 0)

    def log(self, line: str) -> None:
        """A line the program logs."""
        self.logs.add(f"Program log: {line}")

    def answer(self, data: bytes) -> None:
        """Return data to the caller; the runtime logs it when the program ends."""
        self.returned = (self._program[-1], data)
        self._answered = True

    def invoke(self, program: Program, accounts: Sequence[Address], data: bytes, *, sign: Sequence[Address] = ()) -> None:
        """Call a program; `sign` names the program-derived addresses the caller signs for."""
        self._height += 1
        if self._height > 1:
            self.inner.append(Inner(program, tuple(accounts), data, self._height))
        outer = self._signers
        self._signers = outer | frozenset(sign)
        self._program.append(program)
        self.logs.add(f"Program {program} invoke [{self._height}]")
        before = self.remaining
        try:
            self._programs[program](self, accounts, data)
            if program in NATIVE:
                self.burn(NATIVE_UNITS)
        except Failed as failure:
            self.logs.consumed(program, before, self.remaining)
            self.logs.add(f"Program {program} failed: {failure.reason}")
            raise
        self.logs.consumed(program, before, self.remaining)
        if self._answered and self.returned is not None:
            self.logs.returned(*self.returned)
            self._answered = False
        self.logs.add(f"Program {program} success")
        self._program.pop()
        self._signers = outer
        self._height -= 1

    def unpayable(self, order: Sequence[Address], writable: frozenset[Address]) -> dict[str, Any] | None:
        """The error of leaving an account alive but below its rent, if the transaction does that."""
        for index, address in enumerate(order):
            if address not in writable or address not in self.changed:
                continue
            account = self.changed[address]
            before = self._ledger.get(address)
            floor = rent(len(account.data))
            if 0 < account.lamports < floor and (before is None or account.lamports != before.lamports):
                old = before.lamports if before is not None else 0
                if old == 0 or old >= floor or account.lamports > old:
                    return {"InsufficientFundsForRent": {"account_index": index}}
        return None
