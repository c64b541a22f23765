"""Reads one labelled world as the reporter reads a ledger, and compares."""

import time
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import combinations

from bench.accuracy.baselines import BASELINES
from bench.accuracy.outcome import EDGES, Bin, Case, Outcome, Supply
from bench.accuracy.partition import Same, Tally, tally
from bench.accuracy.worlds import World
from bench.source import Source, pack_of
from reporter.linking.entities import link
from reporter.linking.score import probability
from reporter.model.pack import Parameters
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.build.known import Known, know


def measure(case: Case, world: World, *, ablate: bool) -> Outcome:
    """Collect, analyse, compare; `ablate` repeats the linking without each kind of evidence that spoke."""
    began = time.perf_counter()
    pack = pack_of(Source(world.launch.ledger, world.launch.faults), Parameters(world.launch.truth.mint))
    known, report = know(pack), analyse(pack)
    buyers = [buyer.wallet for buyer in report.early_buyers]
    strangers = world.strangers(buyers)
    published = [frozenset(group) for group in known.linked.strict]

    bins, unscored = _bins(known, buyers, world.same)
    return Outcome(
        case=case,
        mint=report.mint,
        buyers=len(buyers),
        calls=report.coverage.calls,
        coverage=float(report.coverage.share),
        seconds=time.perf_counter() - began,
        ours=tally(published, buyers, world.same, strangers),
        loose=tally(known.linked.loose, buyers, world.same, strangers),
        baselines={name: tally(rule(known), buyers, world.same, strangers) for name, rule in BASELINES.items()},
        ablated=_ablated(known, buyers, world.same, strangers) if ablate else {},
        kinds=_kinds(known),
        bins=bins,
        unscored=unscored,
        supply=_supply(world, report),
        false=tuple(tuple(sorted(group)) for group in published if _mixed(group, world.same)),
    )


def _mixed(group: frozenset[str], same: Same) -> bool:
    return any(same(a, b) is False for a, b in combinations(sorted(group), 2))


def _kinds(known: Known) -> dict[str, int]:
    """How many pairs inside published groups each kind of evidence speaks about."""
    counted: Counter[str] = Counter()
    for group in known.linked.strict:
        for pair in combinations(sorted(group), 2):
            value = known.linked.scores.get(pair)
            counted.update({item.kind for item in value.evidence} if value is not None else ())
    return dict(counted)


def _ablated(known: Known, buyers: list[str], same: Same, strangers: list[str]) -> dict[str, Tally]:
    found = {}
    for kind in sorted({item.kind for item in known.evidence}):
        rest = link([item for item in known.evidence if item.kind != kind], known.facts)
        found[kind] = tally(rest.strict, buyers, same, strangers)
    return found


def _bins(known: Known, buyers: list[str], same: Same) -> tuple[tuple[Bin, ...], Bin]:
    """Pairs of early buyers by probability; those that no evidence speaks about stand at the prior, apart."""
    scores = known.linked.scores
    rows: dict[int, Bin] = defaultdict(Bin)
    unscored, prior = Bin(), probability(known.pack.rules.scoring.prior_early)
    for pair in combinations(sorted(buyers), 2):
        truth = same(*pair)
        if truth is None:
            continue
        if pair not in scores:
            unscored += Bin(1, prior, int(truth))
            continue
        p = scores[pair].p
        rows[bisect_right(EDGES, p)] += Bin(1, p, int(truth))
    return tuple(rows[place] for place in range(len(EDGES) + 1)), unscored


def _supply(world: World, report: Report) -> Supply:
    said = report.metrics

    def number(share: str | None) -> float | None:
        return None if share is None else float(share)

    return Supply(
        world.launch.truth.linked_supply(),
        number(said.linked_at_least),
        number(said.linked_expected),
        number(said.linked_at_most),
    )
