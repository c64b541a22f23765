"""Money that reached a wallet in one transaction, as the ledger's flows explain it."""

from collections import defaultdict
from typing import Final, NamedTuple

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.model.events import Decoded, Flow, Trade
from reporter.model.ids import WRAPPED_SOL, Mint, Raw, Signature, Slot, Wallet
from reporter.model.transaction import Transaction

SOL: Final = "SOL"  # the asset name of lamports in flows, wrapped or not
WALLET: Final = "wallet"
SWAP: Final = "swap"
# Place of the key that signs for the source: Solana docs, system and stake instructions.
_AUTHORITY_AT: Final = {"transfer_with_seed": 1, "withdraw_nonce": 4, "stake_withdraw": 4}


class Inflow(Struct, frozen=True, gc=False):
    """What one source paid to `target` in one transaction.

    `kind` says what the source is to the target: "wallet" (an address somebody signs for), "program" (a payout or the far
    side of a swap), "trade" (the target sold something). `authority` is who signed for a source that has no key of its own in
    the transaction (seeded, nonce and stake accounts). `fee_payer` and `signers` are the transaction's. `given` and `gave` are
    what left the source: the same asset and amount, except where it was swapped on the way.
    """

    signature: Signature
    slot: Slot
    time: int | None
    source: Wallet | None
    target: Wallet
    kind: str
    asset: str
    amount: Raw
    how: str
    fee_payer: Wallet
    signers: tuple[Wallet, ...]
    sources_balance: Raw | None  # lamports of the source before, where the transaction tells
    authority: Wallet | None
    given: str
    gave: Raw


class _Origin(NamedTuple):
    """Whose money a flow was, before it is summed up."""

    source: Wallet | None
    how: str
    kind: str
    authority: Wallet | None = None
    given: str = SOL
    gave: Raw = 0


def asset_of(quote: Mint | None) -> str:
    """The flow asset that pays for a buy in this quote."""
    return SOL if quote in {None, WRAPPED_SOL} else str(quote)


def inflows(transaction: Transaction, decoded: Decoded, wallet: Wallet, asset: str) -> list[Inflow]:
    """Everything `wallet` received of `asset` from others, one row per source and form, largest first."""
    sums: dict[_Origin, Raw] = defaultdict(int)
    for flow in decoded.flows:
        if flow.target == wallet and flow.source != wallet and flow.asset == asset and flow.amount > 0:
            sums[_origin(transaction, decoded, flow)] += flow.amount
    balances = {change.account: change.pre for change in transaction.sol}
    rows = [
        Inflow(
            signature=transaction.signature,
            slot=transaction.slot or 0,
            time=transaction.time,
            source=origin.source,
            target=wallet,
            kind=origin.kind,
            asset=asset,
            amount=amount,
            how=origin.how,
            fee_payer=transaction.fee_payer,
            signers=transaction.signers,
            sources_balance=balances.get(origin.source or ""),
            authority=origin.authority,
            given=origin.given if origin.gave else asset,
            gave=origin.gave or amount,
        )
        for origin, amount in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row.amount, row.source or "", row.how))


def _origin(transaction: Transaction, decoded: Decoded, flow: Flow) -> _Origin:
    """Who paid: the flow's source, or behind a program the one signer that gave it something else for this."""
    authority = _authority(transaction, flow)
    if authority is not None:
        return _Origin(flow.source, flow.how, WALLET, authority)
    if flow.source is not None and is_on_curve(flow.source):
        return _Origin(flow.source, flow.how, WALLET)
    wallet = flow.target
    if any(isinstance(event, Trade) and event.wallet == wallet for event in decoded.events):
        return _Origin(flow.source, flow.how, "trade")
    if flow.source is not None and wallet not in transaction.signers:
        given: dict[tuple[Wallet, str], Raw] = defaultdict(int)
        for other in decoded.flows:
            signed = other.source is not None and other.source in transaction.signers
            if signed and other.asset != flow.asset and other.target is not None and not is_on_curve(other.target):
                given[(other.source or "", other.asset)] += other.amount
        if len(given) == 1:
            (giver, asset), gave = next(iter(given.items()))
            return _Origin(giver, SWAP, WALLET, None, asset, gave)
    return _Origin(flow.source, flow.how, "program")


def _authority(transaction: Transaction, flow: Flow) -> Wallet | None:
    """Who signed for the source, where the form of movement asks for another key than the source's own."""
    place = _AUTHORITY_AT.get(flow.how)
    if place is None:
        return None
    for instruction in transaction.instructions:
        if instruction.path == flow.path and len(instruction.accounts) > place:
            signer = instruction.accounts[place]
            return signer if signer in transaction.signers and signer != flow.source else None
    return None


def balance_before(transaction: Transaction, wallet: Wallet, asset: str) -> Raw | None:
    """What `wallet` had of `asset` before the transaction, its own wrapped SOL included; None when the answer tells not."""
    if asset != SOL:
        return sum(change.pre for change in transaction.tokens if change.mint == asset and change.owner_pre == wallet)
    wrapped = sum(change.pre for change in transaction.tokens if change.mint == WRAPPED_SOL and change.owner_pre == wallet)
    own = next((change.pre for change in transaction.sol if change.account == wallet), None)
    if own is None:
        return wrapped or None  # the ledger's lists are kept for changed balances only
    return own + wrapped


def change(transaction: Transaction, wallet: Wallet, asset: str) -> int:
    """By how much the transaction changed the wallet's `asset`, fee and rent included; negative when it fell."""
    if asset != SOL:
        rows = [row for row in transaction.tokens if row.mint == asset]
        return sum(row.post for row in rows if row.owner == wallet) - sum(row.pre for row in rows if row.owner_pre == wallet)
    own = sum(row.post - row.pre for row in transaction.sol if row.account == wallet)
    wrapped = [row for row in transaction.tokens if row.mint == WRAPPED_SOL]
    kept = sum(row.post for row in wrapped if row.owner == wallet) - sum(row.pre for row in wrapped if row.owner_pre == wallet)
    return own + kept
