"""Where the proceeds of sales went, in sentences."""

from collections.abc import Iterator
from typing import Final

from reporter.funding.destinations import TO_FUNDER
from reporter.funding.forward import TO_WALLET
from reporter.funding.sinks import DEPOSIT
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet
from reporter.model.report import Entity, Finding, Tier
from reporter.report import wording
from reporter.report.build.known import Known

SINKS: Final = frozenset({"common_sink", "return_to_funder"})


def proceeds_told(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Addresses several early buyers sent their proceeds to, those left out that a group's own sentence names."""
    said = {item.via for item in known.evidence if item.kind in SINKS and any(inside(item, group) for group in groups)}
    sent: dict[str, dict[str, tuple[Signature, ...]]] = {}
    for wallet, found in sorted(known.money.proceeds.items()):
        for row in found.destinations:
            if row.kind in {TO_FUNDER, TO_WALLET}:  # what is the payer of some is a wallet to the others
                sent.setdefault(row.target, {})[wallet] = row.signatures
    for target, wallets in sorted(sent.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(wallets) >= known.pack.rules.limits.fan_out_recipients and target not in known.services | said:
            signatures = [signature for wallet in sorted(wallets) for signature in wallets[wallet]]
            yield moved_to(known, target, sorted(wallets), signatures, "none")


def moved_to(known: Known, target: Wallet, wallets: list[Wallet], signatures: list[Signature], tier: Tier) -> Finding:
    """The sentence about an address these wallets sent money to."""
    sink = known.money.sinks.get(target)
    deposit = sink is not None and sink.verdict == DEPOSIT
    return wording.moved_to(target, wallets, when(known, signatures), signatures, tier, deposit=deposit)


def when(known: Known, signatures: list[Signature]) -> tuple[int, int] | None:
    """Block times of the first and the last of these transactions, None where one is not told."""
    opened = [known.reading.transaction(signature) for signature in signatures]
    times = [made.time for made in opened if made is not None and made.time is not None]
    return (min(times), max(times)) if times and len(times) == len(signatures) else None


def inside(item: Evidence, group: Entity) -> bool:
    """True for an observation about two wallets of a group or more."""
    people = {*item.members, item.via} if item.star else set(item.members)
    return len(people & set(group.wallets)) >= 2
