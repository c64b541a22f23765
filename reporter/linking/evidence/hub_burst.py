"""Several buyers withdrew from one service within minutes, at a time when it paid nobody else of this launch."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.linking.order import weight
from reporter.linking.payers import buy_of
from reporter.model.evidence import Evidence
from reporter.model.ids import Address, Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """One service paid at least three of these wallets within a few minutes, while its other payments to buyers of this
    launch are
    spread over days.

    Why it matters: one customer who fills several wallets does it in one sitting.
    How it can mislead: services pay many strangers in the same minute, and a token that is talked about sends many to the same
    exchange at once. The rate is that of payments to this launch's own buyers; it links nobody alone, and counts only between
    wallets that signed for one another or sent their proceeds to one address.
    """
    paid: dict[Address, list[tuple[int, Wallet, Signature]]] = defaultdict(list)
    for wallet in sorted(facts.early - facts.barred):
        for payer, above in facts.above(wallet).items():
            if above.hop == 1 and not above.sponsor and above.path[0].time is not None and facts.why_no_link(payer):
                paid[payer].append((above.path[0].time, wallet, above.path[0].signature))
    found = []
    for _, rows in sorted(paid.items()):
        burst, chance = _burst(sorted(rows), facts.rules.limits.burst_seconds)
        bits = weight(chance, facts.rules.limits.chance, facts.rules.weights.hub_burst)
        if bits and len(burst) >= facts.rules.limits.company:
            members: dict[Wallet, tuple[Signature, ...]] = {w: (signature, buy_of(facts, w)) for _, w, signature in burst}
            found.append(
                Evidence("hub_burst", "funding_shape", bits, members, value=str(len(members)), rarity=chance, basis="chance")
            )
    return found


def _burst(rows: list[tuple[int, Wallet, Signature]], span: int) -> tuple[list[tuple[int, Wallet, Signature]], float]:
    """The fullest window and how likely chance makes one so full, over all windows that begin with a payment: a scan
    statistic with
    the rate of the payments outside it (Poisson)."""
    best: list[tuple[int, Wallet, Signature]] = []
    for place, (start, _, _) in enumerate(rows):
        window = [row for row in rows[place:] if row[0] - start <= span]
        best = window if len(window) > len(best) else best
    outside = len(rows) - len(best)
    period = rows[-1][0] - rows[0][0] if rows else 0
    if len(best) < 3 or outside < 2 or period <= span:
        return best, 1.0
    from scipy.special import pdtrc  # noqa: PLC0415 — slow to load, and pages only want the docstring

    rate = outside * span / period
    return best, min(1.0, float(pdtrc(len(best) - 1, rate)) * len(rows))
