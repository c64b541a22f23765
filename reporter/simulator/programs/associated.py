"""Associated token program: one token account per wallet and mint. Calls as in recorded transaction 2eVpZNvQ."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, WRAPPED_SOL, Address, Mint, Program, TokenAccount, Wallet
from reporter.simulator.accounts import is_token_account, rent, token_account_size
from reporter.simulator.addresses import associated, raw
from reporter.simulator.programs import system, token
from reporter.simulator.runtime import Call, Execution, Failed, Meta

CREATE: Final = b"\x00"
IDEMPOTENT: Final = b"\x01"


def create(payer: Wallet, owner: Wallet, mint: Mint, token_program: Program) -> tuple[TokenAccount, Call]:
    """The account, and the instruction that makes it unless it is there; `payer` pays its rent."""
    made = associated(owner, mint, token_program)
    accounts = (
        Meta(payer, signer=True, writable=True),
        Meta(made, writable=True),
        Meta(owner),
        Meta(mint),
        Meta(SYSTEM),
        Meta(token_program),
    )
    return made, Call(ASSOCIATED_TOKEN, accounts, IDEMPOTENT)


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    payer, made, owner, mint, _, token_program = accounts[:6]
    run.log("CreateIdempotent" if data == IDEMPOTENT else "Create")
    run.burn(9000)
    if made != associated(owner, mint, token_program):
        raise Failed("InvalidSeeds", "provided seeds do not result in a valid address")
    if is_token_account(run.look(made)):
        if data == IDEMPOTENT:
            return
        raise Failed("IllegalOwner", "provided owner is not allowed")
    size = token_account_size(token_program)
    # Without extensions asked for the program names ImmutableOwner (7), so that the answer fits both token programs.
    run.invoke(token_program, (mint,), token.SIZE_QUESTION)
    run.invoke(SYSTEM, (payer, made), system.create_data(rent(size), size, token_program), sign=(made,))
    run.log("Initialize the associated token account")
    run.invoke(token_program, (made,), token.IMMUTABLE)
    run.invoke(token_program, (made, mint), b"\x12" + raw(owner))


def wrap(owner: Wallet, lamports: int) -> tuple[TokenAccount, tuple[Call, ...]]:
    """Wrap SOL: make the owner's wrapped-SOL account, send lamports, sync."""

    made, first = create(owner, owner, WRAPPED_SOL, SPL_TOKEN)
    return made, (first, system.transfer(owner, made, lamports), token.sync_native(made))
