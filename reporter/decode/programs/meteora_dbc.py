"""Meteora's dynamic bonding curve (DBC), the launchpad behind several brands: platform code "meteora".

Creations, swaps and payouts are proven by events the program sends to itself, migrations and lockers by the transfers below
them, as those emit none. What moved is taken from the transfers; events tell the fees, and the amounts where an answer lacks
the transfers. A swap emits EvtSwap and, since 0.1.6, EvtSwap2: both are the one swap of their instruction.

Supply, decimals, quote and threshold belong to a configuration account and are no constants. The creator signs the creation
(account 2); whoever pays for it is another account. Source: dynamic-bonding-curve-sdk 1.5.12 (interface 0.2.1); no recorded
bytes were at hand.
"""

from collections.abc import Callable, Sequence
from typing import Final

from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.meteora_accounts import DBC, DBC_AUTHORITY
from reporter.decode.programs import meteora_layouts as layout
from reporter.decode.programs.anchor import SELF_CALL, event_tag, instruction_tag
from reporter.decode.programs.meteora_dbc_payouts import CLAIMS, TELLING
from reporter.decode.programs.meteora_swaps import emitted, silent
from reporter.decode.programs.pool_moves import into, out_of, received, total, trader, transfers_below
from reporter.decode.programs.pool_trades import Swap, trades
from reporter.decode.programs.self_calls import Telling, Told
from reporter.model.events import AnyEvent, Authority, Complete, Create, Migrate
from reporter.model.ids import TOKEN_PROGRAMS, Address, Raw, Wallet
from reporter.model.transaction import Instruction

PLATFORM: Final = "meteora"
_MINT_TO: Final = frozenset({7, 14})  # MintTo, MintToChecked (Solana docs, token program)
_SWAPS: Final = layout.tags(instruction_tag, "swap", "swap2", "swap2_with_transfer_hook")
_LAUNCHES: Final[dict[bytes, tuple[int, int]]] = {  # places of payer and token program; the other places are the same in all
    instruction_tag("initialize_virtual_pool_with_spl_token"): (10, 12),
    instruction_tag("initialize_virtual_pool_with_token2022"): (8, 10),
    instruction_tag("initialize_virtual_pool_with_token2022_transfer_hook"): (9, 11),
}
_MIGRATIONS: Final[dict[bytes, tuple[str, int, int, int]]] = {  # where to; places of base mint, base vault, payer
    instruction_tag("migrate_meteora_damm"): ("meteora_damm_v1", 7, 17, 22),
    instruction_tag("migration_damm_v2"): ("meteora_damm_v2", 13, 17, 19),
}
_LOCKER: Final = instruction_tag("create_locker")
_SILENT: Final = layout.tags(
    instruction_tag,
    *("close_claim_protocol_fee_operator", "close_operator_account", "close_token_badge", "create_config"),
    *("create_config_with_transfer_hook", "create_operator_account", "create_partner_metadata", "create_token_badge"),
    *("create_virtual_pool_metadata", "migrate_meteora_damm_claim_lp_token", "migrate_meteora_damm_lock_lp_token"),
    *("migration_damm_v2_create_metadata", "migration_meteora_damm_create_metadata", "transfer_pool_creator"),
)
KNOWN: Final = _SWAPS | frozenset(_LAUNCHES) | frozenset(_MIGRATIONS) | CLAIMS | _SILENT | {_LOCKER}
_QUIET: Final = layout.tags(
    event_tag,
    *("EvtCloseClaimFeeOperator", "EvtCloseTokenBadge", "EvtCreateClaimFeeOperator", "EvtCreateConfig", "EvtCreateConfigV2"),
    *("EvtCreateConfigV2WithTransferHook", "EvtCreateMeteoraMigrationMetadata", "EvtCreateTokenBadge", "EvtPartnerMetadata"),
    "EvtVirtualPoolMetadata",
)
_SWAP_EVENTS: Final[dict[bytes, Callable[[bytes], layout.Swapped | None]]] = {  # the better ones first
    event_tag("EvtSwap2"): layout.dbc_swap2,
    event_tag("EvtSwap2WithTransferHook"): layout.dbc_swap2,
    event_tag("EvtSwap"): layout.dbc_swap,
}


def _traded(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order of all swaps: pool 2, user's accounts 3 and 4, vaults 5 and 6, mints 7 and 8, payer 9."""
    a = at.accounts
    if len(a) < 10:
        return None
    event = emitted(at, ctx, _SWAP_EVENTS)
    if event is not None and event.pool != a[2]:
        return None
    sent = transfers_below(at, ctx)
    sells = bool(into(a[5], sent)) if sent or event is None else event.forward
    vault_in, vault_out = (a[5], a[6]) if sells else (a[6], a[5])
    given, taken = into(vault_in, sent), into(a[4], out_of(vault_out, sent))
    paid, got = total(given), received(taken, ctx)
    if event is not None and event.forward == sells:
        paid, got = paid or event.paid, got or event.got
    if not paid or not got:
        return ()
    swap = Swap(
        market=a[2],
        named=a[9],
        source=given[0].move.source if given else a[3],
        target=a[4],
        mint_in=a[7] if sells else a[8],
        mint_out=a[8] if sells else a[7],
        paid=paid,
        got=got,
        fees_in=event.fees_in if event is not None else None,
        fees_out=event.fees_out if event is not None else None,
    )
    return trades(PLATFORM, swap, at, ctx, quotes=frozenset({a[8]}))


def _completed(event: layout.Completed, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    a = at.accounts
    if at.data[:8] not in _SWAPS or len(a) < 10 or a[2] != event.pool:
        return None
    wallet = trader(a[4], a[9], ctx, mint=a[7], gained=True) or a[9]
    return (Complete(platform=PLATFORM, mint=a[7], wallet=wallet, market=event.pool, quote_mint=a[8], path=at.path),)


def _created(event: layout.Launched, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    a = at.accounts
    if at.data[:8] not in _LAUNCHES or len(a) < 13 or a[5] != event.pool or a[3] != event.mint:
        return None
    return (_creation(at, event.creator, _minted(at, ctx)),)


def _creation(at: Instruction, creator: Wallet, minted: Raw | None) -> Create:
    """Account order: creator 2, mints 3 and 4, pool 5; name, symbol and URI are the arguments."""
    payer, token_program = _LAUNCHES[at.data[:8]]
    r = Reader(at.data, 8)
    name, symbol, uri = r.text(), r.text(), r.text()
    return Create(
        platform=PLATFORM,
        mint=at.accounts[3],
        wallet=at.accounts[payer],
        quote_mint=at.accounts[4],
        creator=creator,
        market=at.accounts[5],
        name=name or "",
        symbol=symbol or "",
        uri=uri or "",
        supply=minted,
        token_program=at.accounts[token_program],
        path=at.path,
    )


def _minted(at: Instruction, ctx: Context) -> Raw | None:
    """What the creation minted; the configuration alone tells it where the answer lacks the calls."""
    return (
        sum(
            int.from_bytes(i.data[1:9], "little")
            for i in ctx.below(at.path)
            if i.program in TOKEN_PROGRAMS and len(i.data) >= 9 and i.data[0] in _MINT_TO and i.accounts[:1] == at.accounts[3:4]
        )
        or None
    )


def _creator_moved(event: layout.CreatorMoved, at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """The instruction names no mint: where nothing else in the transaction does, the pool stands in its place."""
    return (
        Authority(
            platform=PLATFORM,
            mint=_mint_of(event.pool, ctx) or event.pool,
            wallet=event.old,
            what="creator",
            account=event.pool,
            to=event.new,
            path=at.path,
        ),
    )


def _mint_of(pool: Address, ctx: Context) -> Address | None:
    for i in ctx.transaction.instructions:
        if i.program == DBC and i.data[:8] in _LAUNCHES and i.accounts[5:6] == (pool,):
            return i.accounts[3]
        if i.program == DBC and i.data[:8] in _SWAPS and i.accounts[2:3] == (pool,) and len(i.accounts) > 7:
            return i.accounts[7]
    return None


def _migrated(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Tokens that left the vault are the proof: a curve already migrated gives nothing. Anyone can send it, so does a keeper.

    Both kinds: curve 0, new pool 4; the quote's mint and vault stand behind the base's.
    """
    to, mint, vault, payer = _MIGRATIONS[at.data[:8]]
    a = at.accounts
    if len(a) <= max(mint + 1, vault + 1, payer):
        return None
    sent = transfers_below(at, ctx)
    moved = total(out_of(a[vault], sent))
    if not moved:
        return ()
    return (
        Migrate(
            platform=PLATFORM,
            mint=a[mint],
            wallet=a[payer],
            market=a[0],
            pool=a[4],
            to=to,
            quote_mint=a[mint + 1],
            quote_amount=total(out_of(a[vault + 1], sent)) or None,
            token_amount=moved,
            path=at.path,
        ),
    )


def _locked(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """A part of the supply goes into an escrow of the locker program, for the creator: curve 0, mint 4, creator 6, escrow 7,
    its token account 8."""
    a = at.accounts
    if len(a) < 9:
        return None
    amount = received(into(a[8], transfers_below(at, ctx)), ctx)
    if not amount:
        return ()
    return (
        Authority(
            platform=PLATFORM,
            mint=a[4],
            wallet=DBC_AUTHORITY,
            token_amount=amount,
            what="vesting",
            account=a[7],
            to=a[6],
            path=at.path,
        ),
    )


_TOLD: Final = Told(
    DBC,
    {
        **{tag: Telling(parse, silent) for tag, parse in _SWAP_EVENTS.items()},  # told with the transfers of their instruction
        event_tag("EvtInitializePool"): Telling(layout.dbc_launch, _created),
        event_tag("EvtInitializePoolWithTransferHook"): Telling(layout.dbc_launch, _created),
        event_tag("EvtCurveComplete"): Telling(layout.curve_complete, _completed),
        event_tag("EvtCurveCompleteWithTransferHook"): Telling(layout.curve_complete, _completed),
        event_tag("EvtUpdatePoolCreator"): Telling(layout.creator_moved, _creator_moved),
        **TELLING,
    },
    _QUIET,
)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag == SELF_CALL:
        return _TOLD.carrier(instruction)
    if not ctx.transaction.ok:
        return () if tag in KNOWN else None
    if tag in _MIGRATIONS:
        return _migrated(instruction, ctx)
    if tag == _LOCKER:
        return _locked(instruction, ctx)
    if tag in _LAUNCHES and not ctx.children(instruction.path):
        return (_creation(instruction, instruction.accounts[2], None),) if len(instruction.accounts) > 12 else None
    told = _TOLD.below(instruction, ctx)
    if tag in _SWAPS and told is not None:
        traded = _traded(instruction, ctx)
        return None if traded is None else [*traded, *told]
    return told if told or tag in KNOWN else None


PROGRAM: Final = ProgramDecoder(program=DBC, name="Meteora DBC", read=read, platform=PLATFORM, venue=True)
