"""What is told of the creator: whether it signed, what it bought, whom it paid before, and its links."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from reporter.decode.addresses import is_on_curve
from reporter.funding.inflow import SOL
from reporter.launch.order import Place
from reporter.launch.story import signed_by
from reporter.model.events import Buy
from reporter.model.ids import Address, Lamports, Signature, Wallet
from reporter.model.report import Entity, Finding
from reporter.report import numbers, wording
from reporter.report.build.known import Known

_BEFORE: Final = 600  # seconds before the creation in which a payment can belong to it


def creator_told(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Nothing but its name is told of a creator that did not sign."""
    story = known.launch.story
    origin = story.origin
    named = origin.event.creator if origin is not None and origin.event is not None else None
    if origin is None or named is None:
        return
    signed = signed_by(story, named)
    if signed is None:
        payer = origin.event.wallet if origin.event is not None and origin.event.wallet else origin.transaction.fee_payer
        yield wording.creator_named(named, payer, origin.place.signature)
        return
    yield wording.creator_signed(named, signed)
    bought = [i.event for i in story.told if i.transaction.signature == origin.place.signature and isinstance(i.event, Buy)]
    raw = sum(event.token_amount or 0 for event in bought if event.wallet == named)
    if raw and known.supply.total:
        yield wording.creator_bought(named, numbers.share(raw, known.supply.total), origin.place.signature)
    yield from _paid_before(known, named, origin.place)
    for group in groups:
        if group.tier == "possible":
            continue
        others = [wallet for wallet in group.wallets if wallet != named]
        own = sorted({s for link in group.links if named in {link.a, link.b} for e in link.evidence for s in e.signatures})
        if group.creator_linked and own:
            yield wording.creator_linked(named, others, own)
        elif not group.creator_linked:
            yield wording.creator_not_linked(group.wallets)


def _paid_before(known: Known, creator: Wallet, creation: Place) -> Iterator[Finding]:
    """Payments the creator signed shortly before the creation, as far as its transactions were opened. Those to early buyers
    are told with the money they paid for."""
    paid: dict[Address, list[tuple[Lamports, Signature]]] = defaultdict(list)
    for signature in known.reading.opened():
        made, decoded = known.reading.transaction(signature), known.reading.decoded(signature)
        if made is None or decoded is None or made.time is None or creation.time is None or creator not in made.signers:
            continue
        if 0 <= creation.time - made.time <= _BEFORE and signature != creation.signature:
            for flow in decoded.flows:
                if flow.source == creator and flow.asset == SOL and flow.target is not None and _other(known, flow.target):
                    paid[flow.target].append((flow.amount, signature))
    for target, rows in sorted(paid.items()):
        total = sum(amount for amount, _ in rows)
        if total >= known.pack.rules.limits.dust_lamports:
            yield wording.creator_paid(creator, target, total, [signature for _, signature in rows])


def _other(known: Known, address: Address) -> bool:
    inside = known.facts.early | known.facts.barred | {known.launch.story.mint}
    return is_on_curve(address) and address not in inside and address not in known.launch.around.known
