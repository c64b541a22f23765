"""Money that reached a wallet in one transaction, as the ledger's flows explain it."""

from collections import defaultdict

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.model.events import Decoded, Flow, Trade
from reporter.model.ids import WRAPPED_SOL, Mint, Raw, Signature, Slot, Wallet
from reporter.model.transaction import Transaction

SOL = "SOL"  # the asset name of lamports in flows, wrapped or not


class Inflow(Struct, frozen=True, gc=False):
    """What one source paid to a wallet in one transaction.

    `kind` says what the source is to the wallet: "wallet" (an address somebody signs for), "program" (a payout or the far
    side of a swap), "trade" (the wallet sold something). `fee_payer` and `signers` are the transaction's.
    """

    signature: Signature
    slot: Slot
    time: int | None
    source: Wallet | None
    kind: str
    asset: str
    amount: Raw
    how: str
    fee_payer: Wallet
    signers: tuple[Wallet, ...]
    sources_balance: Raw | None  # lamports of the source before, where the transaction tells


def asset_of(quote: Mint | None) -> str:
    """The flow asset that pays for a buy in this quote."""
    return SOL if quote in {None, WRAPPED_SOL} else str(quote)


def inflows(transaction: Transaction, decoded: Decoded, wallet: Wallet, asset: str) -> list[Inflow]:
    """Everything `wallet` received of `asset` from others, one row per source and form, largest first."""
    sold = any(isinstance(event, Trade) and event.wallet == wallet for event in decoded.events)
    sums: dict[tuple[Wallet | None, str], Raw] = defaultdict(int)
    for flow in decoded.flows:
        if _arrives(flow, wallet, asset):
            sums[(flow.source, flow.how)] += flow.amount
    balances = {change.account: change.pre for change in transaction.sol}
    rows = [
        Inflow(
            signature=transaction.signature,
            slot=transaction.slot or 0,
            time=transaction.time,
            source=source,
            kind=_kind(source, sold=sold),
            asset=asset,
            amount=amount,
            how=how,
            fee_payer=transaction.fee_payer,
            signers=transaction.signers,
            sources_balance=balances.get(source or ""),
        )
        for (source, how), amount in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row.amount, row.source or "", row.how))


def outflow_targets(decoded: Decoded, source: Wallet, smallest: Raw) -> set[Wallet]:
    """Wallets that `source` paid at least `smallest` in SOL: the recipients that make an address a payer of many."""
    return {
        flow.target
        for flow in decoded.flows
        if flow.source == source and flow.asset == SOL and flow.amount >= smallest
        if flow.target is not None and flow.target != source and is_on_curve(flow.target)
    }


def balance_before(transaction: Transaction, wallet: Wallet, asset: str) -> Raw | None:
    """What `wallet` had of `asset` before the transaction, its own wrapped SOL included; None when the answer tells not."""
    if asset != SOL:
        return sum(change.pre for change in transaction.tokens if change.mint == asset and change.owner_pre == wallet)
    wrapped = sum(change.pre for change in transaction.tokens if change.mint == WRAPPED_SOL and change.owner_pre == wallet)
    own = next((change.pre for change in transaction.sol if change.account == wallet), None)
    return None if own is None else own + wrapped


def change(transaction: Transaction, wallet: Wallet, asset: str) -> int:
    """By how much the transaction changed the wallet's `asset`, fee and rent included; negative when it fell."""
    if asset != SOL:
        rows = [row for row in transaction.tokens if row.mint == asset]
        return sum(row.post for row in rows if row.owner == wallet) - sum(row.pre for row in rows if row.owner_pre == wallet)
    own = sum(row.post - row.pre for row in transaction.sol if row.account == wallet)
    wrapped = [row for row in transaction.tokens if row.mint == WRAPPED_SOL]
    kept = sum(row.post for row in wrapped if row.owner == wallet) - sum(row.pre for row in wrapped if row.owner_pre == wallet)
    return own + kept


def _arrives(flow: Flow, wallet: Wallet, asset: str) -> bool:
    return flow.target == wallet and flow.source != wallet and flow.asset == asset and flow.amount > 0


def _kind(source: Wallet | None, *, sold: bool) -> str:
    if source is None or not is_on_curve(source):
        return "trade" if sold else "program"
    return "wallet"
