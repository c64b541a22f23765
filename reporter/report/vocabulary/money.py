"""Findings about how and when the money of a group came: facts beside the link, none of them a link of its own."""

from collections.abc import Sequence

from reporter.model.ids import Signature, Slot, Wallet
from reporter.model.report import Finding, Tier
from reporter.report.numbers import count, odds, short, spell
from reporter.report.vocabulary.making import finding, require, several


def fees_on_the_way(
    payer: Wallet, sources: Sequence[Wallet], wallets: Sequence[Wallet], signatures: Sequence[Signature], tier: Tier
) -> Finding:
    """One wallet signed and paid for payments between others that brought a group its money.

    When: at least two members of one group, and payments whose fee neither their sender nor their receiver paid.
    Misleads: what the fee proves is that the payer and each sender acted together; the receivers signed nothing there.
    """
    require(signatures, "a transaction")
    text = (
        f"{short(payer)} signed and paid the fees of {count(len(set(signatures)), 'payment')} out of "
        f"{count(len(set(sources)), 'other wallet')} that brought the money of {several(wallets, 'early buyer')}."
    )
    return finding("fees_on_the_way", tier, text, signatures, (payer, *wallets))


def known_series(wallets: Sequence[Wallet], chance: float, signatures: Sequence[Signature], tier: Tier) -> Finding:
    """The payments behind a group's first buys have the differences of a series in the rule set.

    When: five payments or so in a row fit; `chance` counts every place they could have fitted at. Misleads: everybody who uses
    that tool has the series; a program divided the sum, whoever ordered it and whatever for.
    """
    require(signatures, "a transaction")
    text = (
        f"The payments to {several(wallets)}, one after another, differ from each other as the amounts do that a launch tool "
        f"is known to draw for every customer; the chance is {odds(chance)}. It does not tell for which token they were meant."
    )
    return finding("known_series", tier, text, signatures, wallets)


def group_times(
    wallets: Sequence[Wallet],
    paid: tuple[int, int] | None,
    span: int,
    after: Slot,
    signatures: Sequence[Signature],
    tier: Tier,
) -> Finding:
    """When the money of a group arrived, and how close its first buys stand.

    When: for each entity of three wallets or more. `paid` is the longest and the shortest time in seconds between the last
    payment and the creation, None where not all came before it; `span` slots hold all first buys, from `after` slots after the
    creation on. Misleads: a date of funding does not tell what the money was meant for, and busy slots hold strangers too.
    """
    require(signatures, "a transaction")
    funded = ""
    if paid is not None:
        first, last = spell(paid[0]), spell(paid[1])
        when = first if first == last else f"between {first} and {last}"
        funded = f"got the money for their first buys {when} before the token was created, and "
    where = "in one slot" if span == 0 else f"within {count(span, 'slot')}"
    text = f"{several(wallets)} {funded}first bought {where}, from {count(after, 'slot')} after the creation on."
    return finding("group_times", tier, text, signatures, wallets)
