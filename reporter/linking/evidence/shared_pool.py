"""The money of several buys passed through one pool of wallets, in which it cannot be told whose it was."""

from reporter.linking.facts import Facts
from reporter.linking.mixing import mixing
from reporter.linking.payers import passes, witness
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The money these wallets needed for their first buy passed through the same wallets, which held money of several payers
    at once.

    Why it matters: an operator who merges its own wallets on the way leaves the same trace as a service for many, so the
    largest share one controller can have includes all of them.
    How it can mislead: customers of one service that passes money on are strangers to each other. It therefore counts in the
    upper bound alone, never for a published link.
    """
    found = []
    for pool in mixing(facts).pools:
        ways = {
            wallet: min(ways, key=lambda above: (above.hop, above.address))
            for wallet in sorted(facts.early - facts.barred)
            if (ways := [a for address, a in facts.above(wallet).items() if address in pool or passes(a, pool)])
        }
        if len(ways) >= 2:
            found.append(
                Evidence(
                    kind="shared_pool",
                    family="provenance",
                    bits=facts.rules.weights.shared_pool,
                    members={wallet: witness(facts, wallet, above) for wallet, above in ways.items()},
                    via=min(pool & {above.address for above in ways.values()}, default=min(pool)),
                    value=str(len(pool)),
                    bound=True,
                )
            )
    return found
