"""What the backward walk found: payments, the wallets they came through, and why it ended."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reporter.funding import trace
from reporter.funding.inflow import SOL, WALLET, Inflow
from reporter.funding.trace import Provenance
from reporter.model.ids import Lamports, Raw, Signature, Wallet

SERVICE: Final = "service"
CREATOR: Final = "creator"
PROGRAM: Final = "payout of a program"
TRADE: Final = "proceeds of a trade"
SPONSOR: Final = "sponsor found"
HOPS: Final = "hop limit"
RESTED: Final = "money rested here"

Closed = Callable[[Wallet], str | None]


class Hop(Struct, frozen=True, gc=False):
    """One payment of a path. `fee_payer` and `signers` are its transaction's: they need not be source or target.

    `authority` signed for a source that has no key of its own in the transaction.
    """

    signature: Signature
    source: Wallet
    target: Wallet
    amount: Raw
    how: str
    fee_payer: Wallet
    signers: tuple[Wallet, ...]
    time: int | None
    balance: Lamports | None  # of the source before, where the transaction tells
    authority: Wallet | None = None
    asset: str = SOL  # what `amount` counts: a swap on the way changes it

    @property
    def foreign_payer(self) -> Wallet | None:
        """Who paid the fee of moving money that was not his, None where one of the parties did."""
        return None if self.fee_payer in {self.source, self.target, self.authority} else self.fee_payer


class Label(Struct, frozen=True):
    """A wallet upstream of a buy: at least `amount` of the buy's money came through it. `path` leads from it to the buyer,
    its own payment first; `stop` says why the walk ended here, None where it went on."""

    wallet: Wallet
    hop: int
    amount: Raw
    path: tuple[Hop, ...]
    stop: str | None


class Trail(Struct, frozen=True):
    """Everything upstream of one buy. `first` is the buy's own provenance, `steps` those of the payments followed."""

    first: Provenance
    labels: tuple[Label, ...]
    steps: tuple[Provenance, ...]

    @property
    def wallet(self) -> Wallet:
        """The buyer."""
        return self.first.wallet

    @property
    def settled(self) -> bool:
        """False when something that was to be followed could not be."""
        return self.first.settled and all(step.settled for step in self.steps)

    @property
    def open(self) -> tuple[Provenance, ...]:
        """Steps that wait for an answer, the buy's own first."""
        return tuple(step for step in (self.first, *self.steps) if step.next is not None)

    @property
    def stop(self) -> str:
        """Why the walk along the main source ended."""
        main = [label for label in self.labels if label.stop is not None]
        return max(main, key=lambda label: (label.amount, label.hop)).stop or "" if main else own_stop(self.first)

    def needed(self, amount: Raw) -> int:
        """The part (of a million) of the buy's cost that could not have been paid without `amount` of its money."""
        cost = self.first.spending.cost
        return trace.needed(cost, self.first.balance, amount) * trace.PARTS // cost if cost > 0 else 0


def hop_of(payment: Inflow) -> Hop:
    """A payment between wallets as part of a path."""
    assert payment.source is not None
    return Hop(
        signature=payment.signature,
        source=payment.source,
        target=payment.target,
        amount=payment.amount,
        how=payment.how,
        fee_payer=payment.fee_payer,
        signers=payment.signers,
        time=payment.time,
        balance=payment.sources_balance,
        authority=payment.authority,
        asset=payment.asset,
    )


def own_stop(step: Provenance) -> str:
    """The stop of a wallet nobody else's money was needed for."""
    main = step.main
    if main is None or main.needed == 0 or main.kind == WALLET:
        return step.stop
    return TRADE if main.kind == "trade" else PROGRAM
