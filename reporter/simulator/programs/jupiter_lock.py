"""Jupiter Lock: tokens held back for somebody until a date. SYNTHETIC: the account's layout is the program's published one
(jup-lock 0.4.0), but nothing of it was recorded, and the event of a creation is left out."""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.model.ids import ASSOCIATED_TOKEN, SYSTEM, TOKEN_2022, Address, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import LOADER, associated, derived, raw
from reporter.simulator.chain import Ledger
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs.anchor import account, event_authority, instruction
from reporter.simulator.programs.vaults import open_state, program_of, send
from reporter.simulator.runtime import Call, Execution, Failed, Meta

JUPITER_LOCK: Final = "LocpQgucEQHbqNABEYvBvwoxCPsSbG91A1QaQhQQqjn"
SIZE: Final = 296
_CREATE: Final = instruction("create_vesting_escrow")


class Lock(Struct, frozen=True):
    """One contract, named by the key `base`: everything of `amount` is released at `until` (seconds since 1970)."""

    base: Wallet
    sender: Wallet
    recipient: Wallet
    mint: Mint
    program: Program
    amount: Raw
    until: int

    @property
    def address(self) -> Address:
        """The contract, which owns the locked tokens' account."""
        return derived(JUPITER_LOCK, b"escrow", raw(self.base))

    @property
    def tokens(self) -> TokenAccount:
        """Where the locked tokens lie."""
        return associated(self.address, self.mint, self.program)

    def order(self, start: int) -> tuple[Call, ...]:
        """Open the contract's token account and make the contract; `base` signs too. Nobody can cancel it."""
        opened = associated_program.create(self.sender, self.address, self.mint, self.program)[1]
        accounts = (
            Meta(self.base, signer=True, writable=True),
            Meta(self.address, writable=True),
            Meta(self.tokens, writable=True),
            Meta(self.sender, signer=True, writable=True),
            Meta(associated(self.sender, self.mint, self.program), writable=True),
            Meta(self.recipient),
            Meta(self.mint),
            Meta(self.program),
            Meta(SYSTEM),
            Meta(ASSOCIATED_TOKEN),
            Meta(event_authority(JUPITER_LOCK)),
            Meta(JUPITER_LOCK),
        )
        data = struct.pack("<QQQQQQBB", start, self.until, 1, self.amount, 0, 0, 0, 0)
        return opened, Call(JUPITER_LOCK, accounts, _CREATE + data)


def furnish(ledger: Ledger) -> None:
    """Put the program into a ledger."""
    ledger.programs[JUPITER_LOCK] = process
    ledger.endow(JUPITER_LOCK, rent(36), owner=LOADER, executable=True)


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Make a contract and take its tokens in."""
    if data[:8] != _CREATE:
        raise Failed.custom(101)
    run.log("Instruction: CreateVestingEscrow")
    run.burn(40_000)
    base, escrow, tokens, sender, source, recipient, mint = accounts[:7]
    start, cliff, period, amount, per_period, periods = struct.unpack_from("<QQQQQQ", data, 8)
    run.require_signer(base)
    run.require_signer(sender)
    flag = int(program_of(run, mint) == TOKEN_2022)
    body = (
        account("VestingEscrow") + raw(recipient) + raw(mint) + raw(sender) + raw(base) + bytes([255, 0, 0, flag]) + b"\0" * 4
    )
    body += struct.pack("<QQQQQQQQ", cliff, period, amount, per_period, periods, 0, start, 0)
    open_state(run, sender, escrow, body.ljust(SIZE, b"\0"), JUPITER_LOCK)
    send(run, mint, (source, tokens, sender), amount + per_period * periods)
