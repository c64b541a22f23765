"""One transaction paid several buyers."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.linking.mixing import mixing
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """One transaction paid at least three of these wallets the money they needed for their first buy.

    Why it matters: whoever sent it chose this set of recipients together, before they bought.
    How it can mislead: airdrops, payrolls and exchange batches also pay many people at once; the payer's other payments are
    sampled, and a payer of strangers is shown as a service.
    """
    paid: dict[tuple[Signature, Wallet], set[Wallet]] = defaultdict(set)
    for wallet in sorted(facts.early - facts.barred):
        for payer, above in facts.above(wallet).items():
            if above.hop == 1 and not above.sponsor:
                paid[(above.path[0].signature, payer)].add(wallet)
    mixed = mixing(facts).reasons
    found = []
    for (signature, payer), wallets in sorted(paid.items()):
        if len(wallets) < facts.rules.limits.fan_out_recipients:
            continue
        why_not = facts.why_no_link(payer) or mixed.get(payer, "")
        found.append(
            Evidence(
                kind="fan_out",
                family="provenance",
                bits=facts.rules.weights.fan_out,
                members=dict.fromkeys(sorted(wallets), (signature,)),
                via=payer,
                guarded=not why_not,
                why_not=why_not,
                value=str(len(wallets)),
                needed=True,
            )
        )
    return found
