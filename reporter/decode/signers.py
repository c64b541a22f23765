"""Which signers of a transaction are wallets, and not keys that sign only to come into being."""

from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SYSTEM, Address, Wallet
from reporter.model.transaction import Instruction, Transaction

_CREATE: Final = frozenset({0, 3})  # System: createAccount, createAccountWithSeed
_ASSOCIATED_CREATE: Final = frozenset({b"", b"\x00", b"\x01"})  # create in both spellings, createIdempotent


def wallet_signers(transaction: Transaction) -> tuple[Wallet, ...]:
    """Signers that stand for somebody: no mints, token accounts or accounts created in this transaction.

    In one recorded block 7 of 23 multi-signer transactions were signed by such temporary keys.
    """
    if len(transaction.signers) == 1:
        return transaction.signers
    temporary: set[Address] = {change.account for change in transaction.tokens}
    temporary |= {change.mint for change in transaction.tokens}
    for instruction in transaction.instructions:
        if instruction.program == SYSTEM and len(instruction.accounts) > 1 and _tag(instruction) in _CREATE:
            temporary.add(instruction.accounts[1])
    return tuple(signer for signer in transaction.signers if signer not in temporary or signer == transaction.fee_payer)


def rent_payers(transaction: Transaction) -> list[tuple[Wallet, Wallet]]:
    """(payer, owner) of every associated token account this transaction asked to create for somebody else."""
    found = []
    for instruction in transaction.instructions:
        if (
            instruction.program != ASSOCIATED_TOKEN
            or instruction.data not in _ASSOCIATED_CREATE
            or len(instruction.accounts) < 3
        ):
            continue
        payer, account, owner = instruction.accounts[:3]
        # createIdempotent on an account that exists already pays nothing.
        grew = any(change.account == account and change.pre == 0 for change in transaction.sol)
        if payer != owner and grew:
            found.append((payer, owner))
    return found


def _tag(instruction: Instruction) -> int | None:
    return int.from_bytes(instruction.data[:4], "little") if len(instruction.data) >= 4 else None
