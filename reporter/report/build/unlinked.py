"""What is said of early buyers that nothing links: how many, why money could not be followed, and services in common."""

from collections.abc import Iterator

from reporter.model.report import Coverage, Entity, Finding, Metrics, Service
from reporter.report import numbers, wording
from reporter.report.build.known import Known
from reporter.report.build.proceeds_told import when
from reporter.report.build.services import services


def unlinked(known: Known, groups: list[Entity], measured: Metrics, coverage: Coverage) -> Iterator[Finding]:
    """Early buyers in no published or possible group, what they hold, and why the money of some could not be followed."""
    if known.pack.parameters.quick or not known.launch.story.early:
        return
    grouped = {wallet for group in groups for wallet in group.wallets}
    free = sorted(known.facts.early - grouped)
    base = known.supply.circulating
    held = sum(known.amounts.get(wallet, 0) for wallet in free)
    if free:
        measurable = base > 0 and measured.wallets.top1 is not None
        yield wording.no_link(free, numbers.share(held, base) if measurable else None, coverage.share)
    stops: dict[str, list[str]] = {}
    for wallet, trail in sorted(known.money.trails.items()):
        if not trail.settled:
            stops.setdefault(trail.stop, []).append(wallet)
    for stop, wallets in sorted(stops.items()):
        yield wording.origin_unresolved(wallets, stop)
    for service in services(known):
        if len(service.wallets) > 1:
            yield wording.service_in_common(service.kind, service.address, service.label, service.wallets, service.signatures)
            yield from _paid_out(known, service)


def _paid_out(known: Known, service: Service) -> Iterator[Finding]:
    if service.kind == "vault" and service.address and len(service.wallets) >= known.pack.rules.limits.company:
        times = when(known, service.signatures)
        span = times[1] - times[0] if times is not None else None
        yield wording.paid_out(service.address, service.wallets, span, service.signatures)
