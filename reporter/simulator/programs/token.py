"""SPL Token and Token-2022 as far as launches use them. Layouts: token program sources, one-byte tags.

The SPL program writes no instruction logs (p-token, recorded transaction 2r4uXUJt); Token-2022 does.
"""

import struct
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL, Address, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import (
    MintState,
    TokenState,
    is_token_account,
    mint_state,
    rent,
    token_account_size,
    token_state,
)
from reporter.simulator.addresses import text
from reporter.simulator.programs import metadata
from reporter.simulator.runtime import Call, Execution, Failed, Meta

CLOSE: Final = b"\x09"
_ACCOUNT_OWNER: Final = 2
SYNC_NATIVE: Final = b"\x11"
IMMUTABLE: Final = b"\x16"
SIZE_QUESTION: Final = b"\x15\x07\x00"


def close(account: TokenAccount, target: Wallet, owner: Wallet, *, of: Program = SPL_TOKEN) -> Call:
    """Close a token account; its lamports (and wrapped SOL) go to `target`."""
    return Call(of, (Meta(account, writable=True), Meta(target, writable=True), Meta(owner, signer=True)), CLOSE)


def sync_native(account: TokenAccount) -> Call:
    """Take lamports sent to a wrapped-SOL account into its token balance."""
    return Call(SPL_TOKEN, (Meta(account, writable=True),), SYNC_NATIVE)


def checked_data(amount: Raw, decimals: int) -> bytes:
    """Instruction data of TransferChecked."""
    return struct.pack("<BQB", 12, amount, decimals)


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction of the SPL Token program."""
    _run(run, accounts, data, SPL_TOKEN)


def process_2022(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction of Token-2022."""
    if metadata.process(run, accounts, data):
        return
    _run(run, accounts, data, TOKEN_2022)


def _run(run: Execution, accounts: Sequence[Address], data: bytes, program: Program) -> None:
    known = _HANDLERS.get(data[0])
    if known is None:
        raise Failed.custom(12)
    name, units, handler = known
    if program == TOKEN_2022:
        run.log(f"Instruction: {name}")
        run.burn(units)
    else:
        run.burn(units // 12)
    handler(run, accounts, data, program)


def _state(run: Execution, address: TokenAccount) -> TokenState:
    account = run.look(address)
    if not is_token_account(account):
        raise Failed("InvalidAccountData", "invalid account data for instruction")
    return token_state(account)


def _hold(run: Execution, address: TokenAccount, state: TokenState) -> None:
    run.account(address).data = state.pack()


def _initialize_mint(run: Execution, accounts: Sequence[Address], data: bytes, program: Program) -> None:
    pointer = program == TOKEN_2022 and len(run.look(accounts[0]).data) > 82
    state = MintState(text(data[2:34]), 0, data[1], pointer)
    run.account(accounts[0]).data = state.pack(accounts[0])


def _initialize_account(run: Execution, accounts: Sequence[Address], data: bytes, program: Program) -> None:
    account = run.account(accounts[0])
    native = rent(len(account.data)) if accounts[1] == WRAPPED_SOL else None
    amount = account.lamports - native if native is not None else 0
    account.data = TokenState(accounts[1], text(data[1:33]), amount, native, program == TOKEN_2022).pack()


def _immutable(run: Execution, accounts: Sequence[Address], data: bytes, program: Program) -> None:
    """The extension is written with the account itself."""


def _size(run: Execution, _accounts: Sequence[Address], _data: bytes, program: Program) -> None:
    run.answer(struct.pack("<Q", token_account_size(program)))


def _shift(run: Execution, source: TokenAccount, target: TokenAccount, owner: Wallet, amount: Raw) -> None:
    run.require_signer(owner)
    giver = _state(run, source)
    taker = _state(run, target)
    if giver.owner != owner:
        raise Failed.custom(4)
    if giver.mint != taker.mint:
        raise Failed.custom(3)
    if giver.amount < amount:
        run.log("Error: insufficient funds")
        raise Failed.custom(1)
    if source == target:
        return
    _hold(run, source, replace(giver, amount=giver.amount - amount))
    _hold(run, target, replace(taker, amount=taker.amount + amount))
    if giver.native is not None:
        run.move(source, target, amount)


def _transfer(run: Execution, accounts: Sequence[Address], data: bytes, _program: Program) -> None:
    _shift(run, accounts[0], accounts[1], accounts[2], struct.unpack_from("<Q", data, 1)[0])


def _transfer_checked(run: Execution, accounts: Sequence[Address], data: bytes, _program: Program) -> None:
    _shift(run, accounts[0], accounts[2], accounts[3], struct.unpack_from("<Q", data, 1)[0])


def _mint_to(run: Execution, accounts: Sequence[Address], data: bytes, _program: Program) -> None:
    run.require_signer(accounts[2])
    (amount,) = struct.unpack_from("<Q", data, 1)
    state = mint_state(run.look(accounts[0]))
    held = _state(run, accounts[1])
    run.account(accounts[0]).data = replace(state, supply=state.supply + amount).pack(accounts[0])
    _hold(run, accounts[1], replace(held, amount=held.amount + amount))


def _burn(run: Execution, accounts: Sequence[Address], data: bytes, _program: Program) -> None:
    run.require_signer(accounts[2])
    (amount,) = struct.unpack_from("<Q", data, 1)
    held = _state(run, accounts[0])
    if held.amount < amount:
        raise Failed.custom(1)
    state = mint_state(run.look(accounts[1]))
    _hold(run, accounts[0], replace(held, amount=held.amount - amount))
    run.account(accounts[1]).data = replace(state, supply=state.supply - amount).pack(accounts[1])


def _set_authority(run: Execution, accounts: Sequence[Address], data: bytes, _program: Program) -> None:
    run.require_signer(accounts[1])
    if data[1] == _ACCOUNT_OWNER:
        _hand_over(run, accounts, data)
        return
    if data[1] != 0:
        raise Failed.custom(15)
    who = text(data[3:35]) if data[2] else None
    state = replace(mint_state(run.look(accounts[0])), authority=who)
    run.account(accounts[0]).data = state.pack(accounts[0])


def _hand_over(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    state = _state(run, accounts[0])
    if state.owner != accounts[1]:
        raise Failed.custom(4)
    if state.immutable:
        raise Failed.custom(34)
    _hold(run, accounts[0], replace(state, owner=text(data[3:35])))


def _close(run: Execution, accounts: Sequence[Address], _data: bytes, _program: Program) -> None:
    state = _state(run, accounts[0])
    run.require_signer(accounts[2])
    if state.owner != accounts[2]:
        raise Failed.custom(4)
    if state.amount and state.native is None:
        run.log("Error: Non-native account can only be closed if its balance is zero")
        raise Failed.custom(11)
    run.move(accounts[0], accounts[1], run.look(accounts[0]).lamports)
    gone = run.account(accounts[0])
    gone.data = b""
    gone.owner = "11111111111111111111111111111111"


def _sync(run: Execution, accounts: Sequence[Address], _data: bytes, _program: Program) -> None:
    state = _state(run, accounts[0])
    if state.native is None:
        raise Failed.custom(19)
    _hold(run, accounts[0], replace(state, amount=run.look(accounts[0]).lamports - state.native))


_Handler = Callable[[Execution, Sequence[Address], bytes, Program], None]
_HANDLERS: Final[MappingProxyType[int, tuple[str, int, _Handler]]] = MappingProxyType(
    {
        3: ("Transfer", 1300, _transfer),
        6: ("SetAuthority", 1044, _set_authority),
        7: ("MintTo", 1714, _mint_to),
        8: ("Burn", 1600, _burn),
        9: ("CloseAccount", 1404, _close),
        12: ("TransferChecked", 2562, _transfer_checked),
        17: ("SyncNative", 2412, _sync),
        18: ("InitializeAccount3", 2153, _initialize_account),
        20: ("InitializeMint2", 1772, _initialize_mint),
        21: ("GetAccountDataSize", 1523, _size),
        22: ("InitializeImmutableOwner", 736, _immutable),
    }
)
