"""How old the buyers' wallets were, and how busy: by what the ledger lists of them before their first buy."""

from collections.abc import Sequence

from reporter.model.events import Trade
from reporter.model.ids import Wallet
from reporter.report.build.known import Known

_HOUR = 3600
_DAY = 24 * _HOUR


def lives(known: Known) -> dict[str, str]:
    """Age and activity of early buyers and large holders whose earlier transactions were listed.

    A list that ends at its page's limit begins later than the wallet: its age and its number of transactions are lower
    bounds, and so are the medians. `first_used_within_a_day` counts only wallets whose whole history was listed.
    """
    ages: list[int] = []
    counts: list[int] = []
    fresh = 0
    for trail in known.money.trails.values():
        first, bought = trail.first, trail.first.spending.transaction.time
        if first.since is None or bought is None:
            continue
        ages.append(max(0, bought - first.since))
        counts.append(first.listed)
        fresh += first.born is not None and bought - first.born <= _DAY
    again = {"early_buyers": str(len(known.facts.early)), "traded_again": str(len(_traded_again(known)))}
    if not ages:
        return again
    return {
        **again,
        "looked_at": str(len(ages)),
        "first_used_within_a_day": str(fresh),
        "median_age_hours_at_least": str(_median(ages) // _HOUR),
        "median_transactions_at_least": str(_median(counts)),
    }


def _traded_again(known: Known) -> set[Wallet]:
    """Early buyers with a trade of this token after the transaction of their first buy."""
    first = {purchase.wallet: purchase.place.signature for purchase in known.launch.story.early}
    return {
        item.event.wallet
        for item in known.launch.story.told
        if isinstance(item.event, Trade) and item.event.wallet is not None
        if first.get(item.event.wallet, item.place.signature) != item.place.signature
    }


def _median(values: Sequence[int]) -> int:
    """The lower median: no value is made up between two."""
    return sorted(values)[(len(values) - 1) // 2]
