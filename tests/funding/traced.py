"""Launches whose money came disguised, read through the planners, and the truth in the same words."""

from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reporter.decode.reading import Reading
from reporter.funding.money import Money, money
from reporter.funding.path import Label, Trail
from reporter.funding.upstream import origin
from reporter.launch.launch import listed_for, story_of
from reporter.launch.story import Story
from reporter.launch.subject import subject
from reporter.ledger.shipped import load_labels, load_rules
from reporter.model.ids import Wallet
from reporter.model.pack import Pack, Parameters
from reporter.model.rules import RuleSet
from reporter.simulator.funding.payment import Payment
from reporter.simulator.launch import funded_launch
from reporter.simulator.truth import Launch
from tests.end_to_end.worlds import NodeSource, gather

RULES = load_rules()
LABELS = load_labels()
SMALL: dict[str, Any] = {"group": 4, "strangers": 5, "hub": False, "minutes": 2.0}


class Traced(Struct, frozen=True):
    """A launch and what was found of its money, which came by `disguise`."""

    launch: Launch
    pack: Pack
    story: Story
    money: Money
    disguise: str = ""

    @property
    def group(self) -> tuple[Wallet, ...]:
        return self.launch.truth.group

    @property
    def services(self) -> frozenset[Wallet]:
        return frozenset(address for address, verdict in self.money.breadth.items() if not verdict.private)

    def trail(self, wallet: Wallet) -> Trail:
        return self.money.trails[wallet]

    def origin(self, wallet: Wallet) -> Label:
        found = origin(self.trail(wallet), self.services, self.pack.rules)
        assert found is not None
        return found

    def path(self, wallet: Wallet) -> list[Payment]:
        """The witness path in the words of the truth."""
        return [Payment(h.signature, h.source, h.target, h.amount, h.how, h.signers, h.time) for h in self.origin(wallet).path]


def made(seed: int = 7, **options: Any) -> Launch:
    return _made(seed, tuple(sorted({**SMALL, **options}.items())))


@cache
def _made(seed: int, options: tuple[tuple[str, Any], ...]) -> Launch:
    return funded_launch(seed, **dict(options))


def read(launch: Launch, pack: Pack, rules: RuleSet = RULES) -> Traced:
    reading = Reading(pack.answers)
    token = subject(reading, pack.parameters.mint)
    listed = listed_for(reading, token, pack.parameters, rules)
    story = story_of(reading, token, listed, pack.parameters, LABELS, rules)
    return Traced(launch, pack, story, money(reading, story, LABELS, rules))


@cache
def _traced(seed: int, options: tuple[tuple[str, Any], ...]) -> Traced:
    launch = _made(seed, options)
    found = read(launch, gather(NodeSource(launch.ledger), Parameters(launch.truth.mint)))
    return replace(found, disguise=dict(options).get("disguise", ""))


def traced(seed: int = 7, **options: Any) -> Traced:
    """A disguised launch, everything asked that a report asks."""
    return _traced(seed, tuple(sorted({**SMALL, **options}.items())))


def paged(size: int) -> RuleSet:
    """The rules with another page size."""
    return replace(RULES, tracing=replace(RULES.tracing, page=size))


def true_path(launch: Launch, member: Wallet) -> list[Payment]:
    """The payments from the funder to a member, along the largest part where money was split."""
    payments = launch.truth.money[member]
    path: list[Payment] = []
    target = member
    while target != launch.truth.funder:
        last = max((p for p in payments if p.target == target), key=lambda p: (p.amount, p.time or 0))
        path.insert(0, last)
        target = last.source
    return path
