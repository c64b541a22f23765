"""The backward walk: from a buy through the wallets its money passed, as far as the ledger lets us see.

One pass, hop by hop, with one label per (wallet, hop): how much of the buy's money came through that wallet at the least,
and one witness path of payments. Paths are never enumerated; money that splits and merges again adds up at the wallet where it
meets. Time-respecting by construction: each step looks only before the payment it explains.
"""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Reading
from reporter.funding import trace
from reporter.funding.inflow import Inflow
from reporter.funding.trace import Provenance, Source, Spending, provenance
from reporter.model.ids import Lamports, Raw, Signature, Wallet
from reporter.model.rules import RuleSet, Tracing

SERVICE: Final = "service"
PROGRAM: Final = "payout of a program"
TRADE: Final = "proceeds of a trade"
SPONSOR: Final = "sponsor found"
HOPS: Final = "hop limit"
RESTED: Final = "money rested here"
_PAYMENTS: Final = 3  # payments of one wallet that are followed, the largest

Closed = Callable[[Wallet], str | None]


class Hop(Struct, frozen=True, gc=False):
    """One payment of a path. `fee_payer` and `signers` are its transaction's: they need not be source or target."""

    signature: Signature
    source: Wallet
    target: Wallet
    amount: Raw
    how: str
    fee_payer: Wallet
    signers: tuple[Wallet, ...]
    time: int | None
    balance: Lamports | None  # of the source before, where the transaction tells


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
        return max(main, key=lambda label: (label.amount, label.hop)).stop or "" if main else _own_stop(self.first)

    def needed(self, amount: Raw) -> int:
        """The part (of a million) of the buy's cost that could not have been paid without `amount` of its money."""
        cost = self.first.spending.cost
        return trace.needed(cost, self.first.balance, amount) * trace.PARTS // cost if cost > 0 else 0


class _Reached(Struct):
    amount: Raw
    path: tuple[Hop, ...]
    payments: list[Inflow]


def trail(reading: Reading, spending: Spending, rules: RuleSet, closed: Closed, hops: int | None = None) -> Trail:
    """Walk back from `spending`, over the rule set's hops unless told otherwise.

    `closed` names the stop for wallets that are never walked through.
    """
    most = rules.tracing.hops if hops is None else hops
    first = provenance(reading, spending, rules)
    labels: list[Label] = []
    steps: list[Provenance] = []
    seen: set[Wallet] = {spending.wallet}
    start = [(source, source.money, ()) for source in first.sources if source.needed > 0]
    frontier = _arrive(start, spending.wallet, spending.cost, rules.tracing, seen)
    for hop in range(1, most + 1):
        onward: list[tuple[Source, Raw, tuple[Hop, ...], Wallet]] = []
        for wallet, here in sorted(frontier.items()):
            stop = _stop(wallet, here, closed) or (HOPS if hop == most else None)
            found = [] if stop is not None else _back(reading, wallet, here, spending.asset, rules)
            steps.extend(found)
            followed = [row for step in found for row in _onward(step, here, rules.tracing)]
            onward.extend((source, amount, here.path, wallet) for source, amount in followed)
            ended = stop if stop is not None else None if followed else _end(found)
            labels.append(Label(wallet, hop, here.amount, here.path, ended))
        frontier = {}
        for wallet in sorted({row[3] for row in onward}):
            rows = [(source, amount, path) for source, amount, path, target in onward if target == wallet]
            _join(frontier, _arrive(rows, wallet, spending.cost, rules.tracing, seen))
        seen |= set(frontier)
        if not frontier:
            break
    return Trail(first, tuple(labels), tuple(steps))


def _arrive(
    rows: Iterable[tuple[Source, Raw, tuple[Hop, ...]]], target: Wallet, cost: Raw, rules: Tracing, seen: set[Wallet]
) -> dict[Wallet, _Reached]:
    """The wallets that sent money worth following to `target`."""
    found: dict[Wallet, _Reached] = {}
    for source, amount, path in rows:
        if source.kind != "wallet" or source.address is None or source.address in seen or amount < cost * rules.follow_share:
            continue
        newest = source.payments[0]
        _join(found, {source.address: _Reached(amount, (_hop(newest, source.address, target), *path), list(source.payments))})
    return found


def _hop(payment: Inflow, source: Wallet, target: Wallet) -> Hop:
    return Hop(
        signature=payment.signature,
        source=source,
        target=target,
        amount=payment.amount,
        how=payment.how,
        fee_payer=payment.fee_payer,
        signers=payment.signers,
        time=payment.time,
        balance=payment.sources_balance,
    )


def _join(into: dict[Wallet, _Reached], more: dict[Wallet, _Reached]) -> None:
    """Add up what came through the same wallet; the larger contribution keeps its path as the witness."""
    for wallet, new in more.items():
        old = into.get(wallet)
        if old is None:
            into[wallet] = new
            continue
        path = old.path if old.amount >= new.amount else new.path
        into[wallet] = _Reached(old.amount + new.amount, path, [*old.payments, *new.payments])


def _stop(wallet: Wallet, here: _Reached, closed: Closed) -> str | None:
    """Why the walk must not go through `wallet`; None when it may."""
    named = closed(wallet)
    if named is not None:
        return named
    if not is_on_curve(wallet):
        return PROGRAM
    if all(payment.fee_payer not in {wallet, here.path[0].target} for payment in here.payments):
        return SPONSOR  # who pays for moving money that is not his is the answer; a longer walk adds nothing
    return None


def _back(reading: Reading, wallet: Wallet, here: _Reached, asset: str, rules: RuleSet) -> list[Provenance]:
    """One step further back for each of the largest payments `wallet` made towards the buy."""
    largest = sorted(here.payments, key=lambda payment: (-payment.amount, payment.signature))[:_PAYMENTS]
    found = []
    for payment in largest:
        transaction = reading.transaction(payment.signature)
        if transaction is not None:
            spending = Spending(wallet, transaction, asset, payment.amount)
            found.append(provenance(reading, spending, rules, rules.tracing.patience))
    return found


def _onward(step: Provenance, here: _Reached, rules: Tracing) -> list[tuple[Source, Raw]]:
    """The sources of a payment that passed through rather than rested, with what came of the buy's money by each."""
    money = sum(payment.amount for payment in here.payments)
    found = []
    for source in step.sources:
        amount = here.amount * source.needed // max(1, money)
        if source.kind == "wallet" and amount > 0 and _passed(step, source, rules):
            found.append((source, amount))
    return found


def _passed(step: Provenance, source: Source, rules: Tracing) -> bool:
    """Money passes through a wallet with little else in its life, or one that sends it on at once (a re-used intermediate)."""
    sent, got = step.spending.transaction.time, source.payments[0].time
    dwell = sent - got if sent is not None and got is not None else 0
    return dwell <= (rules.dwell_seconds if step.short else rules.busy_dwell_seconds)


def _end(steps: list[Provenance]) -> str:
    """Why nothing further back is followed."""
    if not steps:
        return trace.MISSING
    largest = max(steps, key=lambda step: step.spending.cost)
    if largest.next is not None or not largest.settled or largest.stop == trace.BUSY:
        return largest.stop
    return RESTED if any(source.kind == "wallet" for source in largest.sources) else _own_stop(largest)


def _own_stop(step: Provenance) -> str:
    """The stop of a wallet nobody's money was needed for."""
    main = step.main
    if main is None or main.needed == 0 or main.kind == "wallet":
        return step.stop
    return TRADE if main.kind == "trade" else PROGRAM
