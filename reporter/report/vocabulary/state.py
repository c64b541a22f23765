"""Findings about the token and about the report itself: what happened, and what was not seen."""

from collections.abc import Sequence

from reporter.model.ids import Address, Signature, Wallet
from reporter.model.report import Finding, Share
from reporter.report.numbers import count, percent, short
from reporter.report.plain import plain
from reporter.report.vocabulary.making import finding, require


def no_link(wallets: Sequence[Wallet], part: Share | None, covered: Share) -> Finding:
    """Early buyers without any published link, with what they hold and how much was examined.

    When: in every report that looked for links. Misleads: absence of a link is absence in the data examined, nothing more.
    """
    text = (
        f"{count(len(set(wallets)), 'early buyer')} holding {percent(part)} of the circulating supply: "
        f"no link found in the data examined ({percent(covered)} of early buying covered)."
    )
    return finding("no_link", "none", text, (), wallets)


def partial_coverage(covered: Share, missing: int, *, budget_exhausted: bool) -> Finding:
    """Too little could be read for the headline to stand.

    When: coverage is below the rule set's threshold. Misleads: low numbers of a partial report are no good news.
    """
    why = " because the budget was spent" if budget_exhausted else ""
    gaps = f", and {count(missing, 'question')} had no answer{why}" if missing else ""
    text = (
        f"Partial report: {percent(covered)} of early buying could be examined{gaps}. "
        "What is missing can change every number here."
    )
    return finding("partial_coverage", "none", text)


def links_not_examined() -> Finding:
    """A quick report: nobody looked for links.

    When: money and links were skipped on purpose. Misleads: its linked supply is unknown, not zero.
    """
    return finding(
        "links_not_examined", "none", "Quick report: money and links were not examined, so linked supply is not known."
    )


def holders_not_all_read(accounts: int, unseen: Share) -> Finding:
    """Only the largest token accounts could be read.

    When: the endpoint gives no full list of holders; `unseen` is the share of circulating supply in accounts not read.
    Misleads: the ledger lists token accounts there, and one wallet can have many, so small accounts may hide a large holder.
    """
    text = (
        f"Only the {count(accounts, 'largest token account')} could be read; {percent(unseen)} of the circulating supply is"
        " held in accounts not seen. One wallet can have many of them: the upper bounds hold for accounts, not for wallets."
    )
    return finding("holders_not_all_read", "none", text)


def simulated_ledger() -> Finding:
    """The ledger read is a simulation.

    When: the endpoint is one of the project's own simulated worlds. Misleads: read as a statement about a real token.
    """
    return finding(
        "simulated_ledger", "none", "Simulated ledger: the wallets and trades of this report were made up for testing."
    )


def graduated(pool: Address | None, platform: str | None, signature: Signature) -> Finding:
    """Liquidity left the curve.

    When: the migration was read. Misleads: graduation says that the curve sold out, not who bought it out.
    """
    where = f" to {plain(platform)}" if platform else ""
    text = f"The token graduated: liquidity moved from its curve{where}{f' (pool {short(pool)})' if pool else ''}."
    return finding("graduated", "none", text, (signature,), (pool,) if pool else ())


def mayhem(part: Share | None, signature: Signature) -> Finding:
    """The token was created in pump.fun's mayhem mode.

    When: the creation says so. `part` is the share of the total supply that the platform's agent holds now. Misleads: shares of
    the supply on other sites are of 1,000,000,000 tokens, while this mint began with twice as many.
    """
    text = (
        "Created in mayhem mode: a second 1,000,000,000 tokens went to the platform's trading agent, which is infrastructure"
        f" here; it holds {percent(part)} of the total supply now."
    )
    return finding("mayhem", "none", text, (signature,))


def supply_not_all_readable(reason: str) -> Finding:
    """Amounts of this mint can be hidden or withheld.

    When: the mint has confidential transfers or withheld transfer fees. `reason` names which. Misleads: balances shown are
    lower bounds then.
    """
    require(reason, "the extension")
    text = f"Balances of this mint can hold more than the ledger shows ({plain(reason)}); amounts here are lower bounds."
    return finding("supply_not_all_readable", "none", text)


def authority_kept(power: str, holder: Address) -> Finding:
    """Somebody can still mint, freeze or otherwise act on the token.

    When: the mint names an authority. Misleads: many platforms keep one by design; it says what is possible, not planned.
    """
    return finding(
        "authority_kept", "none", f"The {plain(power)} authority is not given up; {short(holder)} holds it.", (), (holder,)
    )
