"""From scored pairs to entities a careful journalist would sign: tiers, the gate, and the ring of possible members."""

from collections.abc import Mapping, Sequence
from itertools import product

import networkx as nx
from msgspec import Struct

from reporter.linking.cluster import cores, cut, must_links
from reporter.linking.facts import Facts
from reporter.linking.score import ALONE, COUNTER, Pair, PairScore, families_of, probability, score, score_all
from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet
from reporter.model.rules import Scoring

SURVIVES = 0.8  # overlap (Jaccard) from which two groups are the same one


class Group(Struct, frozen=True):
    """An entity before it is a document. `tier` is proven, strong or possible; `why_not` names the gates it failed.

    For a ring of possible members `core` is the published group they may belong to.
    """

    wallets: tuple[Wallet, ...]
    tier: str
    log_odds: float
    families: tuple[str, ...]
    pairs: dict[Pair, PairScore]
    core: tuple[Wallet, ...]
    why_not: tuple[str, ...]

    @property
    def p(self) -> float:
        """Probability that the wallets act under one control, by the mean over their pairs."""
        return probability(self.log_odds)


class Linked(Struct, frozen=True):
    """All groups of a launch, every scored pair, and the two readings the bounds are made of.

    `strict` holds the published groups (proven, strong), `loose` everything at even odds or more; strict groups nest in
    loose ones.
    """

    groups: tuple[Group, ...]
    scores: dict[Pair, PairScore]
    strict: tuple[frozenset[Wallet], ...]
    loose: tuple[frozenset[Wallet], ...]


def link(evidence: Sequence[Evidence], facts: Facts) -> Linked:
    """Score, cluster and gate. Deterministic: order of evidence and wallets does not matter.

    Evidence that only widens the upper bound is left out until everything published stands.
    """
    rules, early = facts.rules.scoring, facts.early
    scores = score_all((item for item in evidence if not item.bound), rules, early)
    wider = score_all(evidence, rules, early) if any(item.bound for item in evidence) else scores
    published: list[Group] = []
    rings: list[Group] = []
    for members in cut(scores, early, rules, rules.strict_bits):
        group = _gated(members, scores, facts)
        if group.tier != "possible":
            published.append(group)
            continue
        rings.append(group)
        published.extend(_parts(members, scores, facts))
    loose = cut(wider, early, rules, 0.0)
    taken = {wallet for group in published for wallet in group.wallets}
    rings = _rings(loose, taken, rings, wider, facts)
    strict = tuple(frozenset(group.wallets) for group in published)
    wide = tuple(frozenset(g) for g in _nested(loose, strict))
    return Linked(tuple(sorted((*published, *rings), key=_rank)), scores, strict, wide)


def _parts(members: frozenset[Wallet], scores: Mapping[Pair, PairScore], facts: Facts) -> list[Group]:
    """What stands of a group that failed: what control evidence holds together, and parts that pass on their own and do not
    cut through it."""
    proven = _proven_cores(members, scores, facts)
    inner = {pair: value for pair, value in scores.items() if pair[0] in members and pair[1] in members}
    # Evidence that pulls somebody weak into a group must not hide the group: the weak left out, then any family.
    heights = (0.0, facts.rules.scoring.strict_bits)
    choices = product((family for family in families_of(inner, members) if family != COUNTER), heights)
    for parts in ([members], *(_without(members, family, scores, facts, height) for family, height in choices)):
        rest = [_without_weak(part, inner, facts.rules.scoring) for part in parts]
        groups = [_gated(part, scores, facts) for part in rest if 2 <= len(part) < len(members)]
        standing = [group for group in groups if group.tier != "possible" and not _cuts(group, proven)]
        if standing:
            inside = {wallet for group in standing for wallet in group.wallets}
            return [*standing, *(core for core in proven if not inside.intersection(core.wallets))]
    return proven


def _without_weak(members: frozenset[Wallet], scores: Mapping[Pair, PairScore], rules: Scoring) -> frozenset[Wallet]:
    """The members that are linked to another member with the published probability."""
    kept = members
    while True:
        inside = {pair: value for pair, value in scores.items() if pair[0] in kept and pair[1] in kept}
        best = _best(inside)
        strong = frozenset(wallet for wallet in kept if probability(best.get(wallet, rules.prior_other)) >= rules.strict_p)
        if strong == kept:
            return kept
        kept = strong


def _cuts(group: Group, proven: Sequence[Group]) -> bool:
    own = set(group.wallets)
    return any(own.intersection(core.wallets) and not own.issuperset(core.wallets) for core in proven)


def _gated(members: frozenset[Wallet], scores: Mapping[Pair, PairScore], facts: Facts) -> Group:
    rules = facts.rules.scoring
    joined = [pair for pair in must_links(scores, rules) if pair[0] in members and pair[1] in members]
    if len(cores(members, joined)) == 1:
        return _group(members, "proven", scores, facts)
    failed = _failures(members, scores, facts)
    return _group(members, "possible" if failed else "strong", scores, facts, why_not=failed)


def _failures(members: frozenset[Wallet], scores: Mapping[Pair, PairScore], facts: Facts) -> tuple[str, ...]:
    """The gates of the strong tier a group does not pass."""
    rules = facts.rules.scoring
    inside = {pair: value for pair, value in scores.items() if pair[0] in members and pair[1] in members}
    counted = _counted_families(inside)
    creator_linked = facts.creator in members and len(members) >= 2
    failed = []
    if len(members) < rules.smallest_strong and not creator_linked:
        failed.append("a pair alone")
    best = _best(inside)
    if any(probability(best.get(wallet, rules.prior_other)) < rules.strict_p for wallet in members):
        failed.append("one wallet is linked with less than the published probability")
    if len(counted) < 2:
        failed.append("one kind of observation only")
    if not any(item.opens_gate for value in inside.values() for item in value.evidence):
        failed.append("no observation that a follower could not copy")
    if _has_bridge(members, inside, rules):
        failed.append("held together by one weak link")
    if not _survives(members, counted, scores, facts):
        failed.append("rests on one kind of observation")
    return tuple(failed)


def _counted_families(inside: Mapping[Pair, PairScore]) -> list[str]:
    """Families that count at the gate: copyable ones only where the same pair needed the money or signed for one another."""
    counted: set[str] = set()
    for value in inside.values():
        company = any(item.anchors for item in value.evidence)
        counted |= {family for family in value.families if family != COUNTER and (company or family not in ALONE)}
    return sorted(counted)


def _best(inside: Mapping[Pair, PairScore]) -> dict[Wallet, float]:
    """Each wallet's best log-odds with anybody."""
    found: dict[Wallet, float] = {}
    for pair, value in inside.items():
        for wallet in pair:
            found[wallet] = max(found.get(wallet, value.log_odds), value.log_odds)
    return found


def _has_bridge(members: frozenset[Wallet], inside: Mapping[Pair, PairScore], rules: Scoring) -> bool:
    graph: nx.Graph[Wallet] = nx.Graph()
    graph.add_nodes_from(sorted(members))
    graph.add_edges_from(pair for pair, value in inside.items() if value.log_odds >= 0)
    if not nx.is_connected(graph):
        return True
    control = {pair: value.families.get("control", 0.0) for pair, value in inside.items()}
    weak = [edge for edge in nx.bridges(graph) if control[(min(edge), max(edge))] < rules.control_bits]
    # A pair has nothing but its bridge; whether it may be published is the gate of size.
    return bool(weak) and len(members) > 2


def _survives(members: frozenset[Wallet], families: Sequence[str], scores: Mapping[Pair, PairScore], facts: Facts) -> bool:
    """True when the group stays together at even odds whichever family is left out."""
    return all(
        any(len(group & members) / len(group | members) >= SURVIVES for group in _without(members, family, scores, facts))
        for family in families
    )


def _without(
    members: frozenset[Wallet], family: str, scores: Mapping[Pair, PairScore], facts: Facts, height: float = 0.0
) -> list[frozenset[Wallet]]:
    """The groups among `members` when one family is left out; `height` 0 is even odds."""
    rules, early = facts.rules.scoring, facts.early
    known: dict[int, PairScore] = {}  # pairs with the same evidence share one score
    inside: dict[Pair, PairScore] = {}
    for pair, value in scores.items():
        if pair[0] not in members or pair[1] not in members:
            continue
        if id(value) not in known:
            known[id(value)] = score(pair, value.evidence, rules, early, family) if family in value.families else value
        if known[id(value)].evidence:
            inside[pair] = known[id(value)]
    return cut(inside, early, rules, height)


def _proven_cores(members: frozenset[Wallet], scores: Mapping[Pair, PairScore], facts: Facts) -> list[Group]:
    """What control evidence holds together stands even where the larger group does not pass."""
    joined = [pair for pair in must_links(scores, facts.rules.scoring) if pair[0] in members and pair[1] in members]
    return [_group(core, "proven", scores, facts) for core in cores(members, joined) if len(core) >= 2]


def _rings(
    loose: Sequence[frozenset[Wallet]],
    taken: set[Wallet],
    gated: Sequence[Group],
    scores: Mapping[Pair, PairScore],
    facts: Facts,
) -> list[Group]:
    """Possible members: what even odds would add to the published groups, and groups that failed the gate."""
    reasons = {frozenset(group.wallets): group.why_not for group in gated}
    rings = []
    for wide in loose:
        rest = wide - taken
        if not rest:
            continue
        core = sorted(wide & taken)
        why = next((why for wallets, why in reasons.items() if wallets & rest), ())
        if not why and any(item.bound for pair, value in scores.items() if rest & {*pair} for item in value.evidence):
            why = ("whose money it was cannot be told",)
        ring = _group(wide, "possible", scores, facts, why_not=why or ("below the published probability",))
        rings.append(_without_core(ring, rest, tuple(core)))
    return rings


def _without_core(ring: Group, rest: frozenset[Wallet], core: tuple[Wallet, ...]) -> Group:
    pairs = {pair: value for pair, value in ring.pairs.items() if pair[0] in rest or pair[1] in rest}
    return Group(tuple(sorted(rest)), ring.tier, ring.log_odds, ring.families, pairs, core, ring.why_not)


def _nested(loose: Sequence[frozenset[Wallet]], strict: Sequence[frozenset[Wallet]]) -> list[frozenset[Wallet]]:
    """The loose reading, made to contain every strict group whole."""
    wallets = sorted({wallet for group in (*loose, *strict) for wallet in group})
    joined = [(first, other) for group in (*loose, *strict) for first in [min(group)] for other in group if other != first]
    return [group for group in cores(wallets, joined) if len(group) >= 2]


def _group(
    members: frozenset[Wallet],
    tier: str,
    scores: Mapping[Pair, PairScore],
    facts: Facts,
    *,
    why_not: tuple[str, ...] = (),
) -> Group:
    inside = {pair: value for pair, value in scores.items() if pair[0] in members and pair[1] in members}
    return Group(
        wallets=tuple(sorted(members)),
        tier=tier,
        log_odds=_mean(members, inside, facts),
        families=families_of(inside, members),
        pairs=inside,
        core=(),
        why_not=why_not,
    )


def _mean(members: frozenset[Wallet], inside: Mapping[Pair, PairScore], facts: Facts) -> float:
    """Mean over each wallet of its best pair: what the weakest chain of the group carries on average."""
    best = _best(inside)
    return sum(best.get(wallet, facts.rules.scoring.prior_other) for wallet in sorted(members)) / len(members)


def _rank(group: Group) -> tuple[int, int, tuple[Wallet, ...]]:
    return ({"proven": 0, "strong": 1, "possible": 2}[group.tier], -len(group.wallets), group.wallets)
