"""What is told about money beside the links: fees on its way, its dates, transfers between buyers, gifts that link nobody."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from reporter.funding.path import Hop, Trail
from reporter.model.ids import Signature, Wallet
from reporter.model.report import Entity, Finding
from reporter.report import wording
from reporter.report.build.known import Known

MOST = 20  # transfers between buyers, and gifts, that get a sentence


def money_told(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """For each group whose fees paid for its money and when, then what moved between buyers outside one group."""
    for group in groups:
        yield from _fees(known, group)
        yield from _times(known, group)
    yield from _transfers(known, groups)
    yield from _gifts(known, groups)


def _hops(trail: Trail | None) -> Iterable[Hop]:
    return (hop for label in trail.labels for hop in label.path) if trail is not None else ()


def _fees(known: Known, group: Entity) -> Iterator[Finding]:
    paid: dict[Wallet, dict[Wallet, dict[Signature, Wallet]]] = defaultdict(lambda: defaultdict(dict))
    for wallet in group.wallets:
        for hop in _hops(known.money.trails.get(wallet)):
            if hop.foreign_payer is not None and hop.foreign_payer not in known.services:
                paid[hop.foreign_payer][wallet][hop.signature] = hop.source
    for payer, towards in sorted(paid.items(), key=lambda row: (-len(row[1]), row[0])):
        if len(towards) >= 2:
            moved = {signature: source for rows in towards.values() for signature, source in rows.items()}
            yield wording.fees_on_the_way(payer, list(moved.values()), sorted(towards), sorted(moved), group.tier)


def _times(known: Known, group: Entity) -> Iterator[Finding]:
    origin = known.launch.story.origin
    bought = [purchase for purchase in known.launch.story.early if purchase.wallet in group.wallets]
    if origin is None or len(bought) < known.pack.rules.scoring.smallest_strong:
        return
    slots = sorted(purchase.place.slot for purchase in bought)
    last = [_last_payment(known.money.trails.get(purchase.wallet)) for purchase in bought]
    times = [hop.time for hop in last if hop is not None and hop.time is not None]
    created, paid = origin.place.time, None
    if created is not None and len(times) == len(bought) and max(times) <= created:
        paid = (created - min(times), created - max(times))
    shown = [purchase.place.signature for purchase in bought] + [hop.signature for hop in last if hop is not None and paid]
    wallets, after = [purchase.wallet for purchase in bought], max(0, slots[0] - origin.place.slot)
    yield wording.group_times(wallets, paid, slots[-1] - slots[0], after, shown, group.tier)


def _last_payment(trail: Trail | None) -> Hop | None:
    """The payment that reached the buyer itself from where most of its money came."""
    near = [label for label in trail.labels if label.hop == 1 and label.path] if trail is not None else []
    return max(near, key=lambda label: (label.amount, label.wallet)).path[-1] if near else None


def _transfers(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Money from one early buyer to another that paid for the other's buy, where no group of both says so already."""
    together = {(a, b) for group in groups for a in group.wallets for b in group.wallets}
    sent = {
        pair: signatures
        for pair, signatures in _received(known, known.facts.early).items()
        if pair not in together and _needed(known, *pair)
    }
    for (source, target), signatures in sorted(sent.items())[:MOST]:
        yield wording.transfer_between(source, target, signatures)


def _gifts(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Early buyers outside every group whom its funder, or another early buyer, sent money they could have done without."""
    funders = {wallet for group in groups for wallet in group.roles.get("funder", [])}
    grouped = {wallet for group in groups for wallet in group.wallets}
    given = {
        pair: signatures
        for pair, signatures in _received(known, funders | known.facts.early).items()
        if pair[1] not in grouped and not _needed(known, *pair)
    }
    for (source, wallet), signatures in sorted(given.items())[:MOST]:
        yield wording.gift(source, wallet, signatures)


def _received(known: Known, senders: Container[Wallet]) -> dict[tuple[Wallet, Wallet], list[Signature]]:
    """Payments of `senders` to early buyers before their first buys, by sender and buyer; those of services left out."""
    received: dict[tuple[Wallet, Wallet], list[Signature]] = defaultdict(list)
    for wallet, trail in known.money.trails.items():
        for row in trail.first.rows:
            if row.source is not None and row.source in senders and row.source not in known.services:
                received[row.source, wallet].append(row.signature)
    return received


def _needed(known: Known, source: Wallet, wallet: Wallet) -> bool:
    return source in known.money.upstream.get(wallet, {})
