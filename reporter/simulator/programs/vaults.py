"""Moves tokens and opens token accounts on behalf of a program, by calls to the token programs as recorded ones make them."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import SYSTEM, Address, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import mint_state, rent, token_account_size, token_state
from reporter.simulator.addresses import raw
from reporter.simulator.programs import system
from reporter.simulator.programs.token import checked_data
from reporter.simulator.runtime import Execution, Failed

NO_FUNDS: Final = Failed.custom(1)


def amount_in(run: Execution, account: TokenAccount) -> Raw:
    """Tokens in an account right now."""
    return token_state(run.look(account)).amount


def owner_of(run: Execution, account: TokenAccount) -> Wallet:
    """Whose tokens an account holds."""
    return token_state(run.look(account)).owner


def program_of(run: Execution, mint: Mint) -> Program:
    """The token program a mint belongs to."""
    return run.look(mint).owner


def send(
    run: Execution, mint: Mint, move: tuple[TokenAccount, TokenAccount, Wallet], amount: Raw, *, sign: Sequence[Address] = ()
) -> None:
    """TransferChecked of `amount`; `move` is source, target and the source's owner."""
    source, target, owner = move
    data = checked_data(amount, mint_state(run.look(mint)).decimals)
    run.invoke(program_of(run, mint), (source, mint, target, owner), data, sign=sign)


def open_account(run: Execution, payer: Wallet, account: TokenAccount, mint: Mint, owner: Wallet) -> None:
    """Make a token account at an address of the calling program; `payer` pays its rent and has signed."""
    program = program_of(run, mint)
    size = token_account_size(program)
    run.invoke(SYSTEM, (payer, account), system.create_data(rent(size), size, program), sign=(account,))
    run.invoke(program, (account, mint), b"\x12" + raw(owner))


def open_state(run: Execution, payer: Wallet, account: Address, data: bytes, program: Program) -> None:
    """Make an account of the calling program and write its data."""
    run.invoke(SYSTEM, (payer, account), system.create_data(rent(len(data)), len(data), program), sign=(account,))
    run.account(account).data = data
