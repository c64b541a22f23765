"""The backward walk: from the buys through the wallets their money passed, as far as the ledger lets us see.

Hop by hop over all buyers together, with one label per buyer, wallet and hop: how much of the buy's money came through that
wallet at the least, and one witness path of payments. Paths are never enumerated; money that splits and merges again adds up at
the wallet where it meets. Time-respecting by construction: each step looks only before the payments it explains.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Reading
from reporter.funding import trace
from reporter.funding.inflow import WALLET, Inflow
from reporter.funding.path import CREATOR, HOPS, PROGRAM, RESTED, SPONSOR, Closed, Hop, Label, Trail, hop_of, own_stop
from reporter.funding.runs import runs
from reporter.funding.spending import Spending
from reporter.funding.trace import Provenance, Source, provenance
from reporter.model.ids import Raw, Signature, Wallet
from reporter.model.rules import RuleSet, Tracing

Sponsored: TypeAlias = dict[Wallet, set[Wallet]]  # by payer of fees: the buyers towards whom the money moved


class _Reached(Struct):
    """A wallet the walk stands at: how much of the buy's money came through it, and the payments that brought it on."""

    amount: Raw
    path: tuple[Hop, ...]
    payments: list[Inflow]


class _Walker(Struct):
    first: Provenance
    seen: set[Wallet]
    frontier: dict[Wallet, _Reached]
    labels: list[Label]
    steps: dict[tuple[Wallet, Signature, Raw], Provenance]


def trails(
    reading: Reading,
    spendings: Sequence[Spending],
    rules: RuleSet,
    closed: Closed,
    answering: frozenset[Wallet] = frozenset(),
    hops: int | None = None,
) -> dict[Wallet, Trail]:
    """Walk back from `spendings`, one per wallet, over the rule set's hops unless told otherwise.

    `closed` names the stop for wallets that are never walked through. `answering` are known private payers: where one of them
    paid the fee of moving money that was not his, for many buyers, he is the answer and a longer walk adds nothing.
    """
    most = rules.tracing.hops if hops is None else hops
    walkers = [_start(reading, spending, rules) for spending in spendings]
    sponsored: Sponsored = defaultdict(set)
    for hop in range(1, most + 1):
        _note_sponsors(walkers, sponsored)
        answers = partial(_answers, sponsored=sponsored, closed=closed, answering=answering, many=rules.tracing.sponsored)
        stops = [_stops(walker, closed, answers, last=hop == most) for walker in walkers]
        steps = _steps(reading, walkers, stops, rules)
        for walker, stop in zip(walkers, stops, strict=True):
            _advance(walker, hop, stop, steps, rules)
        if not any(walker.frontier for walker in walkers):
            break
    return {w.first.wallet: Trail(w.first, tuple(w.labels), tuple(w.steps.values())) for w in walkers}


def _start(reading: Reading, spending: Spending, rules: RuleSet) -> _Walker:
    first = provenance(reading, spending, rules)
    walker = _Walker(first, {spending.wallet}, {}, [], {})
    rows = [(source, source.money, ()) for source in first.sources if source.needed > 0]
    walker.frontier = _arrive(walker, rows, rules.tracing)
    walker.seen |= set(walker.frontier)
    return walker


def _arrive(walker: _Walker, rows: Iterable[tuple[Source, Raw, tuple[Hop, ...]]], rules: Tracing) -> dict[Wallet, _Reached]:
    """The wallets that sent money worth following; what came through the same one adds up."""
    found: dict[Wallet, _Reached] = {}
    smallest = walker.first.spending.cost * rules.follow_share
    for source, amount, path in rows:
        if source.kind != WALLET or source.address is None or source.address in walker.seen or amount < smallest:
            continue
        new = _Reached(amount, (hop_of(_largest(source)), *path), list(source.payments))
        old = found.get(source.address)
        if old is not None:
            # The larger contribution keeps its path as the witness.
            path_kept = old.path if old.amount >= new.amount else new.path
            new = _Reached(old.amount + new.amount, path_kept, [*old.payments, *new.payments])
        found[source.address] = new
    return found


def _largest(source: Source) -> Inflow:
    """The payment that stands for a source on the witness path; of equal ones the newest."""
    return max(source.payments, key=lambda payment: (payment.amount, payment.slot, payment.signature))


def _note_sponsors(walkers: Iterable[_Walker], sponsored: Sponsored) -> None:
    """Who paid the fees of moving other people's money towards which buyers."""
    for walker in walkers:
        for here in walker.frontier.values():
            for payment in here.payments:
                payer = hop_of(payment).foreign_payer
                if payer is not None and payer != walker.first.wallet:
                    sponsored[payer].add(walker.first.wallet)


def _stops(walker: _Walker, closed: Closed, answers: Callable[[Wallet], bool], *, last: bool) -> dict[Wallet, str | None]:
    """Why the walk must not go through the wallets it stands at; None where it may."""
    found: dict[Wallet, str | None] = {}
    for wallet, here in walker.frontier.items():
        payers = [hop_of(payment).foreign_payer for payment in here.payments]
        held = any(payment.authority is not None for payment in here.payments)
        named = closed(wallet)
        if named is not None:
            found[wallet] = named
        elif not is_on_curve(wallet) and not held:
            found[wallet] = PROGRAM
        elif all(payer is not None and answers(payer) for payer in payers):
            found[wallet] = SPONSOR
        else:
            found[wallet] = HOPS if last else None
    return found


def _answers(payer: Wallet, sponsored: Sponsored, closed: Closed, answering: frozenset[Wallet], many: int) -> bool:
    """True for the creator, and for a known private payer of fees for many buyers.

    Who paid for a few alone may be one of several, set up to divide a group; a relayer pays for everybody. Behind both the
    walk goes on.
    """
    return closed(payer) == CREATOR or (payer in answering and len(sponsored.get(payer, ())) >= many)


def _steps(
    reading: Reading, walkers: Sequence[_Walker], stops: Sequence[dict[Wallet, str | None]], rules: RuleSet
) -> dict[tuple[Wallet, Signature], Provenance]:
    """One step further back for every payment to be explained, payments from one stock of money together."""
    payments: dict[tuple[Wallet, str], list[Inflow]] = defaultdict(list)
    for walker, stopped in zip(walkers, stops, strict=True):
        for wallet, here in walker.frontier.items():
            if stopped[wallet] is None:
                for payment in here.payments:
                    payments[(wallet, payment.given)].append(payment)
    found: dict[tuple[Wallet, Signature], Provenance] = {}
    for (wallet, asset), rows in sorted(payments.items()):
        made: dict[tuple[Signature, Raw], Provenance] = {}
        for signature, spending in runs(reading, wallet, asset, rows, rules).items():
            key = (spending.transaction.signature, spending.cost)
            if key not in made:
                made[key] = provenance(reading, spending, rules, rules.tracing.patience)
            found[(wallet, signature)] = made[key]
    return found


def _advance(
    walker: _Walker,
    hop: int,
    stops: dict[Wallet, str | None],
    steps: dict[tuple[Wallet, Signature], Provenance],
    rules: RuleSet,
) -> None:
    """Label every wallet of the frontier and move on to those behind it."""
    onward: list[tuple[Source, Raw, tuple[Hop, ...]]] = []
    for wallet, here in sorted(walker.frontier.items()):
        stop = stops[wallet]
        parts = {} if stop is not None else _parts(wallet, here, steps)
        chosen = sorted(parts.values(), key=lambda part: (-part[1], part[0].spending.transaction.signature))[
            : rules.tracing.stocks
        ]
        followed = [row for step, amount in chosen for row in _onward(step, amount, rules.tracing)]
        for step, _ in chosen:
            walker.steps[_key(step)] = step
        onward += [(source, amount, here.path) for source, amount in followed]
        ended = stop if stop is not None else None if followed else _end([step for step, _ in chosen])
        walker.labels.append(Label(wallet, hop, here.amount, here.path, ended))
    walker.frontier = _arrive(walker, onward, rules.tracing)
    walker.seen |= set(walker.frontier)


def _parts(
    wallet: Wallet, here: _Reached, steps: dict[tuple[Wallet, Signature], Provenance]
) -> dict[tuple[Wallet, Signature, Raw], tuple[Provenance, Raw]]:
    """The stocks of money behind a wallet's payments, with the part of the buy's money that came out of each."""
    money = max(1, sum(payment.amount for payment in here.payments))
    found: dict[tuple[Wallet, Signature, Raw], tuple[Provenance, Raw]] = {}
    for payment in here.payments:
        step = steps.get((wallet, payment.signature))
        if step is not None:
            amount = here.amount * payment.amount // money
            found[_key(step)] = (step, amount + found.get(_key(step), (step, 0))[1])
    return found


def _key(step: Provenance) -> tuple[Wallet, Signature, Raw]:
    return step.wallet, step.spending.transaction.signature, step.spending.cost


def _onward(step: Provenance, amount: Raw, rules: Tracing) -> list[tuple[Source, Raw]]:
    """The sources of money that passed through rather than rested, with what came of the buy's money by each."""
    cost = max(1, step.spending.cost)
    rows = [(source, amount * source.needed // cost) for source in step.sources if source.kind == WALLET]
    return [(source, part) for source, part in rows if part > 0 and _passed(step, source, rules)]


def _passed(step: Provenance, source: Source, rules: Tracing) -> bool:
    """Money passes through a wallet with little else in its life, or one that sends it on at once (a re-used intermediate)."""
    sent, got = step.spending.transaction.time, source.payments[0].time
    dwell = sent - got if sent is not None and got is not None else 0
    return dwell <= (rules.dwell_seconds if step.short else rules.busy_dwell_seconds)


def _end(steps: Sequence[Provenance]) -> str:
    """Why nothing further back is followed."""
    if not steps:
        return trace.MISSING
    largest = max(steps, key=lambda step: step.spending.cost)
    if largest.next is not None or not largest.settled or largest.stop == trace.BUSY:
        return largest.stop
    return RESTED if any(source.kind == WALLET for source in largest.sources) else own_stop(largest)
