"""Where the supply is: in the curve, in pools, burned, locked, or with holders."""

from msgspec import Struct

from reporter.launch.launch import Launch
from reporter.model.ids import Raw


class Divided(Struct, frozen=True, gc=False):
    """Base units. `pools` holds everything infrastructure holds beside the curve; circulating is what is left of the total
    after burned, curve and pools; `unseen` the part of it that no holder read accounts for."""

    total: Raw
    burned: Raw
    curve: Raw
    pools: Raw
    locked: Raw
    circulating: Raw
    held: Raw

    @property
    def unseen(self) -> Raw:
        """Circulating tokens whose owner was not read."""
        return max(0, self.circulating - self.held)


def divide(launch: Launch) -> Divided:
    """Sum the holdings by class. Where the mint could not be read, the holdings themselves are the total."""
    sums = {"curve": 0, "pools": 0, "burned": 0, "locked": 0, "held": 0}
    for owner, raw in launch.holdings.amounts.items():
        kind = launch.classes[owner]
        if kind.kind == "infrastructure":
            sums["curve" if kind.sub == "curve" else "pools"] += raw
        elif kind.kind == "burned":
            sums["burned"] += raw
        else:
            sums["held"] += raw
            bound = launch.locked.get(owner)
            sums["locked"] += min(raw, bound.amount) if bound is not None else 0  # the rest of a lock can be had today
    total = _total(launch, sum(launch.holdings.amounts.values()))
    curve = sums["curve"]
    if not launch.holdings.whole and curve == 0 and launch.subject.curve is not None and launch.holdings.source != "rebuilt":
        # The curve's own account tells what it holds even where its token account is not among those read.
        curve = launch.subject.curve.unsold or 0
    circulating = max(0, total - sums["burned"] - curve - sums["pools"])
    return Divided(total, sums["burned"], curve, sums["pools"], sums["locked"], circulating, sums["held"])


def _total(launch: Launch, held: Raw) -> Raw:
    if launch.subject.state is not None:
        return launch.subject.state.supply
    origin = launch.story.origin
    created = origin.event.supply if origin is not None and origin.event is not None else None
    return max(created or 0, held)


def market_tokens(launch: Launch, divided: Divided) -> Raw | None:
    """Tokens on the market's side of the live constant product: the pool's, or the curve's virtual reserves."""
    if launch.subject.pool is not None:
        # Not all of `pools`: vaults and fee accounts hold tokens too, and are no side of any market.
        return launch.holdings.amounts.get(launch.subject.pool.address) or divided.pools or None
    curve = launch.subject.curve
    return curve.tokens if curve is not None and curve.open else None
