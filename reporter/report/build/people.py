"""Holders and early buyers."""

from collections.abc import Mapping

from reporter.funding.attribution import attribute, past
from reporter.funding.first import first_ever
from reporter.funding.path import Trail
from reporter.funding.trace import PARTS
from reporter.funding.upstream import origin
from reporter.launch.story import Purchase
from reporter.launch.top_holders import giver
from reporter.model.ids import WRAPPED_SOL, Wallet
from reporter.model.report import (
    Attribution,
    Destination,
    EarlyBuyer,
    FirstBuy,
    Funding,
    Holder,
    Inflow,
    PathHop,
    Proceeds,
)
from reporter.report import numbers
from reporter.report.build.known import Known


def holders(known: Known, entity_of: Mapping[Wallet, str]) -> list[Holder]:
    """Every owner with a balance, the largest first. Shares are of circulating supply; infrastructure's are of the total."""
    divided = known.supply
    watched = {purchase.wallet for purchase in known.holders}
    rows = []
    for owner, raw in known.launch.holdings.amounts.items():
        kind = known.launch.classes[owner]
        base = divided.circulating if kind.counts else divided.total
        share = numbers.share(raw, base) if base > 0 else "0.000000"
        later = funding(known, known.money.trails.get(owner)) if owner in watched else None
        sender = giver(known.launch.story, owner) if kind.counts else None
        rows.append(Holder(owner, str(raw), share, kind.kind, kind.sub, kind.reason, entity_of.get(owner), later, sender))
    return sorted(rows, key=lambda row: (-int(row.amount), row.wallet))


def early_buyers(known: Known, entity_of: Mapping[Wallet, str]) -> list[EarlyBuyer]:
    """The early buyers in ledger order, each with what is known of its money."""
    return [
        EarlyBuyer(p.wallet, first_buy(p), funding(known, known.money.trails.get(p.wallet)), entity_of.get(p.wallet))
        for p in known.launch.story.early
    ]


def first_buy(purchase: Purchase) -> FirstBuy:
    """The first buy as a document."""
    event = purchase.event
    return FirstBuy(
        signature=purchase.place.signature,
        slot=purchase.place.slot,
        index=purchase.place.known_index,
        time=purchase.place.time,
        quote_mint=event.quote_mint or WRAPPED_SOL,
        spent=str(event.quote_amount or 0),
        received=str(event.token_amount or 0),
    )


def funding(known: Known, trail: Trail | None) -> Funding | None:
    """Where the money came from, None where it was not looked for (the quick report)."""
    if trail is None:
        return None
    label = origin(trail, known.services, known.pack.rules)
    if label is None:
        return _own_money(known, trail)
    last = label.path[-1]
    return Funding(
        source=label.wallet,
        kind=label.path[0].how,
        asset=trail.first.asset,
        amount=str(label.amount),
        hops=label.hop,
        signatures=list(dict.fromkeys(hop.signature for hop in label.path)),
        stop=label.stop if label.stop is not None else "service beyond",
        needed=numbers.share(trail.needed(label.amount), PARTS),
        fee_payer=last.fee_payer,
        signers=list(last.signers),
        path=[
            PathHop(h.signature, h.source, h.target, str(h.amount), h.how, h.fee_payer, list(h.signers), h.time, h.asset)
            for h in label.path
        ],
        attribution=_attribution(known, trail, last.source),
        first_ever=_first_ever(known, trail),
        ignored=trail.first.ignored,
    )


def _own_money(known: Known, trail: Trail) -> Funding:
    """No other wallet's money was needed: a sale, a program's payout, or an own balance from before."""
    main = trail.first.main
    paid = main is not None and main.needed > 0
    return Funding(
        source=main.address if main is not None and paid else None,
        kind=main.kind if main is not None and paid else "none",
        asset=trail.first.asset,
        amount=str(main.money if main is not None and paid else 0),
        hops=0,
        signatures=list(dict.fromkeys(p.signature for p in main.payments)) if main is not None and paid else [],
        stop=trail.stop,
        needed="0.000000",
        fee_payer=None,
        signers=[],
        first_ever=_first_ever(known, trail),
        ignored=trail.first.ignored,
    )


def _attribution(known: Known, trail: Trail, source: Wallet) -> Attribution | None:
    """How much of the cost the wallet that paid the buyer covers; None when nothing was spent."""
    cost = trail.first.spending.cost
    if cost <= 0:
        return None
    movements, start = past(known.reading, trail.first)
    parts = attribute(movements, start, cost, source)
    return Attribution(*(numbers.share(raw, cost) for raw in (parts.at_least, parts.fifo, parts.haircut, parts.at_most)))


def _first_ever(known: Known, trail: Trail) -> Inflow | None:
    """The first inflow of the wallet's life, which need not have paid for the buy."""
    found = first_ever(known.reading, trail.first)
    return None if found is None else Inflow(found.source, str(found.amount), found.how, found.signature)


def proceeds(known: Known) -> list[Proceeds]:
    """Where the proceeds of watched early buyers went, in ledger order of their buys."""
    found = known.money.proceeds
    return [
        Proceeds(
            each.wallet,
            str(each.sold),
            [Destination(row.target, row.kind, str(row.amount), list(row.signatures)) for row in each.destinations],
            each.stop,
            each.asset,
        )
        for each in (found[p.wallet] for p in known.launch.story.early if p.wallet in found)
    ]
