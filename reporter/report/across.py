"""What several reports have in common: wallets that play a part in more than one launch. Facts side by side, no new links.

A wallet in two launches is no evidence about anybody: active traders are in thousands. The page says so beside the list.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Wallet
from reporter.model.report import Report, Share

Part: TypeAlias = Literal[
    "creator", "named_creator", "payer", "member", "context", "funder", "on_the_way", "early_buyer", "holder", "service"
]
ORDER: Final[tuple[Part, ...]] = (
    "creator",
    "named_creator",
    "payer",
    "member",
    "context",
    "funder",
    "on_the_way",
    "early_buyer",
    "holder",
    "service",
)
COUNTED: Final = frozenset({"wallet", "creator", "unclassified"})  # classes of holders that may be the same hand elsewhere


class Role(Struct, frozen=True):
    """One part a wallet plays in one launch. `place` is the entity's place in the report from 1, `share` what it holds, `count`
    how many early buyers it paid, `role` an entity's name for it."""

    part: Part
    place: int | None = None
    share: Share | None = None
    count: int = 0
    role: str = ""


class Shared(Struct, frozen=True):
    """A wallet with a part in several launches: its roles by the report's place in the list, empty where it has none."""

    wallet: Wallet
    roles: list[list[Role]]

    @property
    def launches(self) -> int:
        """In how many of the reports it has a part."""
        return sum(1 for roles in self.roles if roles)


def roles(report: Report) -> dict[Wallet, list[Role]]:
    """Every part of every wallet in one report, in the order of ORDER."""
    found: dict[Wallet, list[Role]] = {}
    for wallet, role in _all(report):
        found.setdefault(wallet, []).append(role)
    for rows in found.values():
        rows.sort(key=lambda role: (ORDER.index(role.part), role.place or 0))
    return found


def shared(reports: Sequence[Report]) -> list[Shared]:
    """Wallets with a part in two reports or more, services left out; the weightiest parts and the most launches first."""
    each = [roles(report) for report in reports]
    services = {service.address for report in reports for service in report.services}
    names = dict.fromkeys(name for found in each for name in found if name not in services)
    rows = [Shared(name, [found.get(name, []) for found in each]) for name in names]
    return sorted((row for row in rows if row.launches > 1), key=_weight)


def _weight(row: Shared) -> tuple[int, int, Wallet]:
    first = min(ORDER.index(role.part) for found in row.roles for role in found)
    return first, -row.launches, row.wallet


def _all(report: Report) -> Iterator[tuple[Wallet, Role]]:
    yield from _creation(report)
    for place, entity in enumerate(report.entities, 1):
        for wallet in entity.wallets:
            yield wallet, Role("member", place)
        for role, wallets in sorted(entity.roles.items()):
            for wallet in sorted(set(wallets) - set(entity.wallets)):
                yield wallet, Role("context", place, role=role)
    yield from _money(report)
    for buyer in report.early_buyers:
        yield buyer.wallet, Role("early_buyer")
    for row in report.holders:
        if row.class_ in COUNTED and int(row.amount):
            yield row.wallet, Role("holder", share=row.share)
    for service in report.services:
        if service.address is not None:
            yield service.address, Role("service", count=len(service.wallets))


def _creation(report: Report) -> Iterator[tuple[Wallet, Role]]:
    creation = report.creation
    if creation is None:
        return
    if creation.creator is not None:
        yield creation.creator, Role("creator" if creation.creator_signed else "named_creator")
    if creation.payer != creation.creator:
        yield creation.payer, Role("payer")


def _money(report: Report) -> Iterator[tuple[Wallet, Role]]:
    paid: dict[Wallet, int] = {}
    between: dict[Wallet, int] = {}
    for buyer in report.early_buyers:
        hops = buyer.funding.path if buyer.funding is not None else []
        for place, hop in enumerate(hops):
            counts = between if place else paid
            counts[hop.source] = counts.get(hop.source, 0) + 1
    for wallet, count in paid.items():
        yield wallet, Role("funder", count=count)
    for wallet, count in between.items():
        yield wallet, Role("on_the_way", count=count)
