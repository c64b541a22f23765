"""SPL Token and Token-2022: events of their instructions. One set of tags serves both; the second adds extensions.

Tags and account order: Solana docs (token program, token-2022), spl-token-2022 interface; checked on recorded transactions of
both programs and of the p-token release of the first.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from reporter.decode.batch import BATCH, unbatch
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs.token_2022 import KNOWN_EXTENSIONS, METADATA_INTERFACE
from reporter.decode.programs.token_moves import MOVING
from reporter.decode.wire_base58 import address
from reporter.model.events import AnyEvent, Authority, Burn, Create, MintTo, Transfer
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, Address, Mint
from reporter.model.transaction import Instruction

Events: TypeAlias = tuple[AnyEvent, ...] | None

_SILENT: Final = frozenset(
    {
        1, 2, 9, 10, 11, 16, 17, 18, 19, 21, 22, 23, 24, 38, 45,
        # initialize account and multisig, close, freeze, thaw, sync, sizes, immutable owner, amounts as text; what they move
        # in lamports is told by `moves`
    }
)  # fmt: skip
_MINT_AUTHORITIES: Final = {
    0: "mint", 1: "freeze", 4: "transfer_fee_config", 5: "withheld_withdraw", 6: "close_mint", 7: "interest_rate",
    8: "permanent_delegate", 9: "confidential_transfer_mint", 10: "transfer_hook_program_id",
    11: "confidential_transfer_fee_config", 12: "metadata_pointer", 13: "group_pointer", 14: "group_member_pointer",
    15: "scaled_ui_amount", 16: "pause", 17: "permissioned_burn",
}  # fmt: skip
_TRANSFERS: Final = frozenset({b"\x03", b"\x0c"})
_PERMISSIONED_BURN: Final = 46  # Token-2022; 1 burn, 2 burn checked, the rest initialises or hides its amount
_ACCOUNT_AUTHORITIES: Final = {2: "account_owner", 3: "close"}


def read(instruction: Instruction, context: Context) -> Events:
    """Transfers, mints, burns, authorities and new mints; () for what changes no balance and no right."""
    data = instruction.data
    if not data:
        return None
    handler = _HANDLERS.get(data[0])
    if handler is not None:
        return handler(instruction, context)
    if data[0] in _SILENT:
        return ()
    return _extension(instruction, context) if instruction.program == TOKEN_2022 else None


def _extension(instruction: Instruction, context: Context) -> Events:
    data = instruction.data
    if data[:2] == b"\x1a\x01":
        return _transfer(instruction, context, (0, 2), 1, 2)
    if data[0] == _PERMISSIONED_BURN:
        return _burn(instruction, context, 2) if data[1:2] in {b"\1", b"\2"} else ()
    known = data[:8] in METADATA_INTERFACE if len(data) >= 8 else False
    return () if known or data[0] in KNOWN_EXTENSIONS else None


def _transfer(
    instruction: Instruction, context: Context, ends: tuple[int, int], mint_at: int | None = None, amount_at: int = 1
) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < amount_at + 8 or len(accounts) <= ends[1]:
        return None
    source, target = accounts[ends[0]], accounts[ends[1]]
    mint = accounts[mint_at] if mint_at is not None else context.mint(source) or context.mint(target)
    if mint is None:
        return None
    wallet, to = context.owner(source), context.owner(target)
    if wallet == to:
        return ()
    amount = int.from_bytes(data[amount_at : amount_at + 8], "little")
    return (Transfer(platform=None, mint=mint, wallet=wallet, token_amount=amount, path=instruction.path, to=to),)


def _plain_transfer(instruction: Instruction, context: Context) -> Events:
    return _transfer(instruction, context, (0, 1))


def _checked_transfer(instruction: Instruction, context: Context) -> Events:
    return _transfer(instruction, context, (0, 2), 1)


def _mint_to(instruction: Instruction, context: Context) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 9 or len(accounts) < 3:
        return None
    return (
        MintTo(
            platform=None,
            mint=accounts[0],
            wallet=context.owner(accounts[1]),
            token_amount=int.from_bytes(data[1:9], "little"),
            path=instruction.path,
            authority=accounts[2],
        ),
    )


def _burn(instruction: Instruction, context: Context, amount_at: int = 1) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < amount_at + 8 or len(accounts) < 3:
        return None
    amount = int.from_bytes(data[amount_at : amount_at + 8], "little")
    wallet = context.owner(accounts[0])
    return (Burn(platform=None, mint=accounts[1], wallet=wallet, token_amount=amount, path=instruction.path),)


def _new_mint(instruction: Instruction, context: Context) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 34 or not accounts:
        return None
    return (
        Create(
            platform=None,
            mint=accounts[0],
            wallet=context.transaction.fee_payer,
            path=instruction.path,
            creator=address(data[2:34]),
            market=None,
            token_program=instruction.program,
        ),
    )


def _set_authority(instruction: Instruction, context: Context) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 3 or len(accounts) < 2 or (data[2] and len(data) < 35):
        return None
    subject = accounts[0]
    to = address(data[3:35]) if data[2] else None
    what = _MINT_AUTHORITIES.get(data[1])
    if what is not None:
        return (_authority(instruction, subject, accounts[1], (what, None, to)),)
    what = _ACCOUNT_AUTHORITIES.get(data[1])
    mint = context.mint(subject)
    if what is None or mint is None:
        return None
    return (_authority(instruction, mint, accounts[1], (what, subject, to)),)


def _delegate(instruction: Instruction, context: Context, delegate_at: int | None, owner_at: int) -> Events:
    data, accounts = instruction.data, instruction.accounts
    if len(accounts) <= owner_at or (delegate_at is not None and len(data) < 9):
        return None
    mint = context.mint(accounts[0])
    if mint is None:
        return None
    to = accounts[delegate_at] if delegate_at is not None else None
    amount = int.from_bytes(data[1:9], "little") if delegate_at is not None else None
    return (_authority(instruction, mint, accounts[owner_at], ("delegate", accounts[0], to), amount),)


def _authority(
    instruction: Instruction,
    mint: Mint,
    wallet: Address,
    set_to: tuple[str, Address | None, Address | None],
    amount: int | None = None,
) -> Authority:
    what, account, to = set_to
    return Authority(
        platform=None, mint=mint, wallet=wallet, token_amount=amount, path=instruction.path, what=what, account=account, to=to
    )


def _batch(instruction: Instruction, context: Context) -> Events:
    """The events of all instructions inside; a batch with one that is unknown is unknown as a whole."""
    inside = unbatch(instruction)
    if inside is None:
        return None
    found: list[AnyEvent] = []
    for part in inside:
        events = read(part, context)
        if events is None:
            return None
        found += events
    return tuple(found)


_HANDLERS: Final[dict[int, Callable[[Instruction, Context], Events]]] = {
    0: _new_mint,
    3: _plain_transfer,
    4: lambda instruction, context: _delegate(instruction, context, 1, 2),
    5: lambda instruction, context: _delegate(instruction, context, None, 1),
    6: _set_authority,
    7: _mint_to,
    8: _burn,
    12: _checked_transfer,
    13: lambda instruction, context: _delegate(instruction, context, 2, 3),
    14: _mint_to,
    15: _burn,
    20: _new_mint,
    BATCH: _batch,
}

PROGRAMS: Final = tuple(
    ProgramDecoder(
        program=program,
        name=name,
        read=read,
        silent=frozenset(bytes([tag]) for tag in _SILENT),
        transfers=_TRANSFERS,
        moving=MOVING,
    )
    for program, name in ((SPL_TOKEN, "SPL Token"), (TOKEN_2022, "Token-2022"))
)
