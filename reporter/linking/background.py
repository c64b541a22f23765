"""How common habits are among buyers: counted over any set of launches, for the kinds that no single launch can compare.

Nobody is left out: where some of the buyers counted are of one controller, rates come out too high and evidence too light.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Final

from msgspec import Struct

from reporter.decode.signers import wallet_signers
from reporter.linking import client
from reporter.linking.evidence import bundle_adjacency
from reporter.linking.facts import Facts
from reporter.model.events import Buy, Sell
from reporter.model.ids import Wallet
from reporter.model.rules import Background, Rates

_YOUNG: Final = 2 * 86_400  # seconds of life before the first buy below which a wallet was made for it
_TURNS: Final = 2
_FEW: Final = 3
_DIGITS: Final = 6

Values = Mapping[Wallet, frozenset[str]]


class Sample(Struct, frozen=True):
    """One launch: how many buyers were looked at for each kind, and how many of them have each value; `funded` the same for
    labelled payers, by name."""

    of: dict[str, int]
    having: dict[str, Counter[str]]
    funded: Counter[str]


def sample(facts: Facts, names: Mapping[Wallet, str]) -> Sample:
    """Count one launch. `names` are the labels of addresses."""
    found = {kind: read(facts) for kind, read in _KINDS.items()}
    having = {kind: Counter(value for one in values.values() for value in one) for kind, values in found.items()}
    payers = (above for wallet in facts.early for above in facts.above(wallet).values() if above.hop == 1)
    funded = Counter(names[above.address] for above in payers if above.address in names)
    return Sample({kind: len(values) for kind, values in found.items()}, having, funded)


def rates(samples: Iterable[Sample], *, name: str, origin: str, base: Background) -> Background:
    """All launches together, of ledgers that are "simulated" or "recorded" (`origin`). Values of three buyers or fewer are left
    out: no share below that of three can be told.

    Funders keep the shares of `base` where the launches name none: simulated addresses are nobody's.
    """
    of: Counter[str] = Counter()
    having: dict[str, Counter[str]] = defaultdict(Counter)
    funded: Counter[str] = Counter()
    launches = 0
    for one in samples:
        launches += 1
        of.update(one.of)
        funded.update(one.funded)
        for kind, counts in one.having.items():
            having[kind].update(counts)
    kinds = {
        kind: Rates(of[kind], {v: round(n / of[kind], _DIGITS) for v, n in sorted(having[kind].items()) if n > _FEW}, origin)
        for kind in sorted(of)
        if of[kind]
    }
    buyers = max(of.values(), default=0)
    measured = {label: round(number / buyers, _DIGITS) for label, number in sorted(funded.items())}
    text = f"{buyers} early buyers of {launches} {origin} launches."
    return Background(
        id=name,
        calibrated=origin == "recorded",
        sample=text if measured else f"{text} Shares of funders: {base.sample}",
        buyers=buyers if measured else base.buyers,
        funder_share=measured or base.funder_share,
        kinds=kinds,
    )


def _residue(facts: Facts) -> Values:
    def kept(wallet: Wallet) -> frozenset[str]:
        left = ({a.amount - b.amount for a, b in pairwise(above.path)} for above in facts.above(wallet).values())
        return frozenset(str(*rest) for rest in left if len(rest) == 1 and min(rest) > facts.rules.limits.fees_lamports)

    return {wallet: kept(wallet) for wallet in facts.early}


def _chains(facts: Facts) -> Values:
    return {w: frozenset(str(above.hop) for above in facts.above(w).values() if above.hop > 1) for w in facts.early}


def _conservation(facts: Facts) -> Values:
    def divided(wallet: Wallet) -> bool:
        paid = {above.address: above.amount for above in facts.above(wallet).values() if above.hop == 1}
        steps = facts.money.trails[wallet].steps if wallet in facts.money.trails else ()
        return any(
            paid[s.wallet] <= each.money <= paid[s.wallet] * 1.05 for s in steps if s.wallet in paid for each in s.sources
        )

    return {wallet: frozenset({"divided"} if divided(wallet) else ()) for wallet in facts.early}


def _of_buys(read: Callable[[Facts], Mapping[Wallet, Iterable[object]]]) -> Callable[[Facts], Values]:
    return lambda facts: {wallet: frozenset(map(str, found)) for wallet, found in read(facts).items()}


def _amounts(facts: Facts) -> Values:
    paid = {w: t.first.main.money for w, t in facts.money.trails.items() if w in facts.early and t.first.main is not None}
    return {wallet: frozenset({str(money)} if money % 1_000_000 else ()) for wallet, money in paid.items()}


def _births(facts: Facts) -> Values:
    bought = {purchase.wallet: purchase.place.time for purchase in facts.story.early}
    found: dict[Wallet, frozenset[str]] = {}
    for wallet, time in bought.items():
        trail = facts.money.trails.get(wallet)
        if trail is not None and time is not None:
            born = trail.first.born
            found[wallet] = frozenset({"young"} if born is not None and time - born <= _YOUNG else ())
    return found


def _lives(facts: Facts) -> Values:
    least = facts.rules.limits.life_steps
    return {w: frozenset({" ".join(side for side, _ in acts)} if len(acts) >= least else ()) for w, acts in facts.past.items()}


def _failures(facts: Facts) -> Values:
    failed = {signer for one in facts.story.failures for signer in wallet_signers(one.transaction)}
    return {wallet: frozenset({"failed"} if wallet in failed else ()) for wallet in facts.early}


def _turns(facts: Facts) -> Values:
    sides = Counter((item.event.wallet, type(item.event)) for item in facts.story.trades())
    often = {w for w in facts.early if min(sides[w, Buy], sides[w, Sell]) >= _TURNS}
    return {wallet: frozenset({"to and fro"} if wallet in often else ()) for wallet in facts.early}


def _rows(facts: Facts) -> Values:
    rows = {w: len(item.members) for item in bundle_adjacency.find(facts) for w in item.members}
    return {wallet: frozenset({str(rows[wallet])} if wallet in rows else ()) for wallet in facts.early}


_KINDS: Final[dict[str, Callable[[Facts], Values]]] = {
    "amount_template": _amounts,
    "bundle_adjacency": _rows,
    "conservation": _conservation,
    "failed_cohort": _failures,
    "fresh_cohort": _births,
    "life_cycle": _lives,
    "offsetting_trades": _turns,
    "parallel_chains": _chains,
    "rare_program": _of_buys(lambda facts: {p.wallet: client.programs(p.transaction) for p in facts.story.early}),
    "residue": _residue,
    "spend_all": _of_buys(lambda facts: {p.wallet: client.reserves(p) for p in facts.story.early}),
    "template": _of_buys(lambda facts: {p.wallet: (client.template(p.transaction),) for p in facts.story.early}),
}
