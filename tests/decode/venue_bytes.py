"""Synthetic transactions of launchpads and pools of which no transaction is recorded, written field by field.

Accounts stand where the published interfaces (Meteora) or a third party's decoders (Heaven, Boop, most of Moonit) put them.
Nothing here is recorded data.
"""

import struct
from collections.abc import Sequence
from zlib import crc32

from reporter.decode.addresses import event_authority
from reporter.decode.programs.anchor import SELF_CALL, event_tag, instruction_tag
from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Address
from reporter.model.transaction import Instruction, Path, SolChange, TokenChange, Transaction
from tests.decode.pumpfun_bytes import key, send, transaction

BASE = 10**15


def account(owner: Address, mint: str) -> Address:
    """The token account of an owner for a mint."""
    return key(1_000_000 + crc32(f"{owner} {mint}".encode()))


def at_places(count: int, places: dict[int, Address]) -> tuple[Address, ...]:
    """So many accounts, those named where they belong and others of no meaning."""
    return tuple(places.get(n, key(500 + n)) for n in range(count))


class Scene:
    """A transaction put together from calls, with the balances that follow from them."""

    def __init__(self, *signers: Address) -> None:
        self.signers = signers
        self.instructions: list[Instruction] = []
        self._tokens: dict[tuple[Address, str], int] = {}
        self._sol: dict[Address, int] = {signers[0]: -5000}
        self._at: Path = ()

    def call(self, program: str, data: bytes, accounts: Sequence[Address], *, below: bool = False) -> "Scene":
        """An instruction; `below` calls it from the current one. What follows stands below it."""
        self._at = self._next() if below else (sum(len(i.path) == 1 for i in self.instructions),)
        self.instructions.append(Instruction(self._at, program, tuple(accounts), data))
        return self

    def ask(self, program: str, name: str, accounts: Sequence[Address], data: bytes = b"") -> "Scene":
        """An instruction by its name."""
        return self.call(program, instruction_tag(name) + data, accounts)

    def up(self) -> "Scene":
        """Back to the caller of the current instruction."""
        self._at = self._at[:-1]
        return self

    def _next(self) -> Path:
        return (*self._at, sum(i.path[:-1] == self._at for i in self.instructions))

    def token(self, source: Address, target: Address, mint: str, amount: int) -> "Scene":
        """A token transfer between two owners."""
        accounts = (account(source, mint), mint, account(target, mint), source)
        self.instructions.append(Instruction(self._next(), SPL_TOKEN, accounts, b"\x0c" + struct.pack("<QB", amount, 6)))
        self.quietly(source, target, amount, mint)
        return self

    def mint(self, mint: str, owner: Address, amount: int) -> "Scene":
        """New tokens."""
        accounts = (mint, account(owner, mint), owner)
        self.instructions.append(Instruction(self._next(), SPL_TOKEN, accounts, b"\x07" + struct.pack("<Q", amount)))
        self._tokens[owner, mint] = self._tokens.get((owner, mint), 0) + amount
        return self

    def sol(self, source: Address, target: Address, lamports: int) -> "Scene":
        """A System transfer."""
        self.instructions.append(send(source, target, lamports, self._next()))
        return self.quietly(source, target, lamports)

    def quietly(self, source: Address, target: Address, amount: int, mint: str | None = None) -> "Scene":
        """Value that moved without an instruction of its own."""
        for owner, change in ((source, -amount), (target, amount)):
            if mint is None:
                self._sol[owner] = self._sol.get(owner, 0) + change
            else:
                self._tokens[owner, mint] = self._tokens.get((owner, mint), 0) + change
        return self

    def event(self, name: str, body: bytes, authority: Address | None = None) -> "Scene":
        """The current program's call to itself that carries an event."""
        program = next(i.program for i in self.instructions if i.path == self._at)
        accounts = (authority or event_authority(program),)
        self.instructions.append(Instruction(self._next(), program, accounts, SELF_CALL + event_tag(name) + body))
        return self

    def made(self, error: str | None = None) -> Transaction:
        """The transaction."""
        tokens = [
            TokenChange(account(owner, mint), owner, owner, mint, SPL_TOKEN, 6, BASE, BASE + change)
            for (owner, mint), change in self._tokens.items()
        ]
        wrapped = {account(owner, mint): change for (owner, mint), change in self._tokens.items() if mint == WRAPPED_SOL}
        sol = [SolChange(owner, BASE, BASE + change) for owner, change in (self._sol | wrapped).items() if change]
        ordered = sorted(self.instructions, key=lambda i: i.path)
        return transaction(*ordered, error=error, sol=sol, tokens=tokens, signers=self.signers)
