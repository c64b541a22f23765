"""What a sample of an address's transactions tells about whom it pays, and what its timetable tells about how.

Nothing here knows names. Dust is left out by a floor; what the address moved on itself, through wallets whose fees it
pays, is on its way and paid to nobody.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Entry, Reading
from reporter.decode.signers import wallet_signers
from reporter.funding.worth import in_lamports
from reporter.model.events import Decoded
from reporter.model.ids import Address, Lamports, Wallet
from reporter.model.rules import RuleSet
from reporter.model.transaction import Transaction

_HOUR: Final = 3600


class Habits(Struct, frozen=True, gc=False):
    """What a sample shows. `recipients` are distinct wallets paid or paid for, `strangers` those outside the launch.

    `estimated` is how many strangers stand behind those seen, over the period listed; `spread` the part of the listed
    transactions that had an hour of their own, from 0 (all at once) to 1 (round the clock).
    """

    recipients: int = 0
    strangers: int = 0
    sampled: int = 0
    estimated: int = 0
    spread: float = 0.0


class Payer(Struct, frozen=True):
    """Whose payments are looked at. `known` are the launch's own people and those their money is seen to pass through;
    payments worth less than `floor` make nobody a recipient."""

    address: Address
    known: frozenset[Wallet]
    floor: Lamports
    rules: RuleSet


class _Seen(Struct, frozen=True):
    """One transaction of the sample: SOL and dollars moved, and who signed it beside the address."""

    transfers: tuple[tuple[Wallet, Wallet], ...]
    helped: frozenset[Wallet]


def chosen(entries: Sequence[Entry], size: int, run: int) -> list[list[Entry]]:
    """At most `size` entries in runs of `run` neighbours, evenly spaced over all of them; newest first."""
    if len(entries) <= size:
        return [list(entries)] if entries else []
    count = max(1, size // run)
    starts = [i * (len(entries) - run) // max(1, count - 1) for i in range(count)] if count > 1 else [0]
    return [list(entries[start : start + run]) for start in starts]


def habits(
    reading: Reading, payer: Payer, listed: Sequence[Entry], runs: Sequence[Sequence[Entry]], *, shortest: int | None
) -> Habits:
    """Read the sample `runs` of `listed`, which are the address's whole life where `shortest` is given: hours below which
    a life shows no pace."""
    times: Counter[Wallet] = Counter()
    read = 0
    for run in runs:
        seen = [_seen(reading, payer, entry) for entry in run]
        read += sum(1 for item in seen if item is not None)
        times.update(_reached(payer, seen, whole=len(run) == len(listed)))
    strangers = Counter({wallet: count for wallet, count in times.items() if wallet not in payer.known})
    return Habits(
        recipients=len(times),
        strangers=len(strangers),
        sampled=read,
        estimated=_estimate(strangers, len(listed), read),
        spread=spread(listed, shortest),
    )


def carries(reading: Reading, payer: Payer, runs: Sequence[Sequence[Entry]]) -> bool:
    """True when most of the sample moves other people's money at the address's expense."""
    seen = [item for run in runs for item in (_seen(reading, payer, entry) for entry in run) if item is not None]
    moved = sum(
        1 for item in seen if any(source in item.helped for source, target in item.transfers if target != payer.address)
    )
    return moved > payer.rules.hubs.carried_share * len(seen)


def spread(entries: Sequence[Entry], shortest: int | None) -> float:
    """Distinct hours in which something happened, per transaction or per hour of the period, whichever are fewer.

    Where the entries are an address's whole life (`shortest` is given), one of minutes counts as a burst and not as a pace
    kept up.
    """
    hours = {entry.time // _HOUR for entry in entries if entry.time is not None}
    if not hours:
        return 1.0  # an answer without times must not make anybody look like a person
    period = max(hours) - min(hours) + 1
    if shortest is None:
        return len(hours) / min(len(entries), period)
    return (len(hours) - 1) / min(len(entries), max(period, shortest))  # a burst can cross the turn of an hour


def _seen(reading: Reading, payer: Payer, entry: Entry) -> _Seen | None:
    transaction, decoded = reading.transaction(entry.signature), reading.decoded(entry.signature)
    if transaction is None or decoded is None:
        return None
    return _Seen(_transfers(transaction, decoded, payer), _helped(transaction, payer.address))


def _transfers(transaction: Transaction, decoded: Decoded, payer: Payer) -> tuple[tuple[Wallet, Wallet], ...]:
    """SOL and dollars that moved between wallets, by or to the address or at its expense."""
    address, limits = payer.address, payer.rules.limits
    paid_for = transaction.fee_payer == address
    return tuple(
        (flow.source, flow.target)
        for flow in decoded.flows
        if in_lamports(flow.asset, flow.amount, limits) >= payer.floor and flow.source is not None and flow.target is not None
        if (paid_for or address in {flow.source, flow.target}) and is_on_curve(flow.target) and is_on_curve(flow.source)
    )


def _helped(transaction: Transaction, address: Address) -> frozenset[Wallet]:
    if transaction.fee_payer != address:
        return frozenset()
    return frozenset(signer for signer in wallet_signers(transaction) if signer != address)


def _reached(payer: Payer, run: Sequence[_Seen | None], *, whole: bool) -> list[Wallet]:
    """Wallets the address paid or paid for in a run (newest first), each as often as in transactions.

    A wallet that got money at the address's expense and passed it on at its expense is only on the way. At the ends of a
    run one cannot see what came before or after, so there such wallets are left out.
    """
    address = payer.address
    # Deposits swept to the address itself are its own affair.
    sources = {a for item in run if item is not None for a, b in item.transfers if address not in {a, b}}
    targets = {target for item in run if item is not None for _, target in item.transfers}
    carried = bool(sources & {wallet for item in run if item is not None for wallet in item.helped})
    passed = sources & targets
    margin = int(len(run) * payer.rules.hubs.margin_share) if carried and not whole else 0
    found: list[Wallet] = []
    for place, item in enumerate(run):
        if item is None:
            continue
        here: set[Wallet] = set()
        if place >= margin:
            here |= {target for source, target in item.transfers if source == address or source in item.helped}
        if place < len(run) - margin:
            here |= item.helped
        found += sorted(here - passed - {address})
    return found


def _estimate(strangers: Counter[Wallet], listed: int, read: int) -> int:
    """How many strangers there are behind those seen: no more than grows with the sample, no more than repeats allow.

    Chao's lower bound for unseen kinds, d + f1 (f1 - 1) / (2 (f2 + 1)), with f1 and f2 the wallets seen once and twice
    (Chao 1984, bias-corrected form): whoever pays the same few shops over and over pays few wallets, however often. Where
    nobody was seen twice, repeats bound nothing.
    """
    seen = len(strangers)
    if not seen or not read:
        return 0
    linear = max(seen, seen * max(listed, read) // read)
    if max(strangers.values()) == 1:
        return linear
    once = sum(1 for count in strangers.values() if count == 1)
    twice = sum(1 for count in strangers.values() if count == 2)
    return max(seen, min(linear, seen + once * (once - 1) // (2 * (twice + 1))))
