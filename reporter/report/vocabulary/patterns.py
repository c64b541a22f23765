"""Findings about what groups did: patterns with their statistics. None of them links anybody, and none says why."""

from collections.abc import Sequence
from typing import Final

from reporter.linking.patterns.exits import Stage
from reporter.linking.patterns.rebuy import Rebuy
from reporter.linking.patterns.ring import Ring
from reporter.linking.patterns.side_sales import SideSales
from reporter.linking.patterns.warmed import Warmed
from reporter.model.ids import Mint, Raw, Signature, Slot, Wallet
from reporter.model.report import Finding, Share, Tier
from reporter.report.numbers import count, odds, percent, share, short, sol, spell
from reporter.report.vocabulary.making import finding, require, several

_CENTS: Final = 7  # digits of lamports below a hundredth of a SOL
_ORDERLY: Final = 0.001  # chance of an order from which it is worth a word


def rebuy(found: Rebuy, quiet: int, *, creator_linked: bool, tier: Tier) -> Finding:
    """A group bought an old token within a short time, after a quiet one.

    When: three wallets or more of a group, long after the creation, at several times the rate of the `quiet` seconds before.
    The chance is that of so many buys at the earlier rate, or of keeping the order of their first buys. Misleads: a call in a
    chat sends people to an old token at once; buys that were not read are not counted.
    """
    require(found.signatures, "a transaction")
    in_order = found.order is not None and found.order < _ORDERLY
    order = f", in nearly the same order (by chance {odds(found.order or 0.0)})" if in_order else ""
    again = f" {found.again} of them had bought before{order}." if found.again else ""
    creator = "" if creator_linked else " No link between them and the creator was found in the data examined."
    when = f"within {spell(found.span)}, {spell(found.age)} after the creation"
    volume = percent(_part(found.paid, found.volume))
    buys = f"{found.buys} of the {count(found.inside, 'buy')} of that time, {volume} of their volume"
    text = (
        f"{several(found.wallets)} bought {when}: {buys}. The {spell(quiet)} before saw {count(found.before, 'buy')}; "
        f"at that rate the chance of so many is {odds(found.chance)}.{again}{creator}"
    )
    return finding("rebuy", tier, text, found.signatures, found.wallets)


def side_sales(found: SideSales, supply: Raw, tier: Tier | None) -> Finding:
    """Wallets linked to the creator, or to which it sent tokens, sold.

    When: a creator that signed, and sales of members of its own published group (of that `tier`) or of wallets it sent tokens
    to (None). Misleads: tokens are also sent as pay or as a gift, and whoever got them sells for reasons of their own.
    """
    require(found.signatures, "a transaction")
    who = "to which the creator's wallet sent tokens" if tier is None else "linked to the creator's wallet"
    order = "before it sold any" if found.first else "after its own first sale"
    sold, of_got = percent(_part(found.sold, supply)), percent(_part(found.sold, found.got))
    text = (
        f"{several(found.wallets)} {who}, {short(found.creator)}, sold {sold} of the total supply, {of_got} of what they had "
        f"got, {order}; that wallet itself sold {percent(_part(found.creator_sold, supply))}."
    )
    return finding("side_sales", tier or "none", text, found.signatures, (*found.wallets, found.creator))


def gathered_sale(
    target: Wallet, wallets: Sequence[Wallet], sold: Share, signatures: Sequence[Signature], tier: Tier
) -> Finding:
    """Several buyers moved their tokens to one wallet, which sold.

    When: two wallets or more of a group signed a fair part of what they had bought over to it, and it sold afterwards; `sold`
    is of the total supply. Misleads: what it sold can be its own as well; the tokens are one pile. Who received them is not
    joined by that: raffles and migrations collect tokens from strangers.
    """
    require(signatures, "a transaction")
    text = (
        f"{several(wallets)} moved tokens to {short(target)}, which then sold {percent(sold)} of the total supply: a sale of "
        "what several had bought, not of one holder."
    )
    return finding("gathered_sale", tier, text, signatures, (*wallets, target))


def staged_exit(stages: Sequence[Stage], supply: Raw, tier: Tier) -> Finding:
    """A group sold in stages, with rests in between.

    When: two rows or more of sales of three wallets or more, each closer together than chance puts sales in this launch; the
    chance stated is the largest of the rows. Misleads: only the order of events is stated; a rising price makes strangers sell
    in waves too.
    """
    require(stages, "a stage")
    wallets = sorted({wallet for stage in stages for wallet in stage.wallets})
    parts = ", ".join(percent(_part(stage.sold, supply)) for stage in stages)
    outside = [sol(round(stage.outside, -_CENTS)) for stage in stages if stage.outside is not None]
    net = f" Before each, others had bought {', '.join(outside)} net: the order of events, not a cause."
    chance = odds(max(stage.chance for stage in stages))
    text = (
        f"{several(wallets)} sold in {len(stages)} stages: {parts} of the total supply. The chance of sales so close together "
        f"is {chance} for each of them.{net if len(outside) == len(stages) else ''}"
    )
    return finding("staged_exit", tier, text, [s for stage in stages for s in stage.signatures], wallets)


def ring(found: Ring, tier: Tier) -> Finding:
    """A group traded to and fro.

    When: three wallets or more of a group each bought and sold repeatedly after their first buys, and at least the rule set's
    part of it cancels out. Misleads: whoever quotes both sides of a market looks the same.
    """
    require(found.signatures, "a transaction")
    some, others = found.usual
    volume, offset = percent(_part(found.volume, found.everybody)), percent(_part(*found.cancelled))
    text = (
        f"{several(found.wallets)} bought and sold again and again after their first buys: {volume} of the volume read, "
        f"{offset} of it offset inside the group. {some:,} of the {others:,} other traders did so as often. "
        "Quoting both sides of a market looks the same."
    )
    return finding("ring", tier, text, found.signatures, found.wallets)


def warmed_cohort(found: Warmed, tier: Tier) -> Finding:
    """Wallets of a group led the same life before the launch.

    When: the whole lives of three wallets or more were read, and hold one sequence of trades of one other token. Misleads: an
    onboarding flow leads new users through the same steps; the other token's creator and holders have no part in it.
    """
    require(found.signatures, "a transaction")
    span = f", within {spell(found.span)}" if found.span is not None else ""
    others = f"of {count(found.read, 'other early buyer')} read as far, {found.alike} had it"
    text = (
        f"All that was read of {several(found.wallets)} before this launch is the same sequence of "
        f"{count(found.steps, 'trade')} of one other token ({short(found.mint)}){span}; "
        f"{others if found.read else 'no other early buyer was read as far'}."
    )
    return finding("warmed_cohort", tier, text, found.signatures, found.wallets)


def failed_tries(wallets: Sequence[Wallet], signatures: Sequence[Signature], tier: Tier) -> Finding:
    """Wallets of a group signed transactions on the token's market that failed.

    When: among the failed transactions of the early window that were opened. Misleads: in a busy market many fail.
    """
    require(signatures, "a transaction")
    text = (
        f"{several(wallets)} signed {count(len(set(signatures)), 'transaction')} on the token's market that failed: tries "
        "without effect, counted neither as trades nor as volume."
    )
    return finding("failed_tries", tier, text, signatures, wallets)


def same_slots(buyers: int, together: int, expected: float, seconds: int) -> Finding:
    """How many first buys share a slot with another, beside what chance alone makes.

    When: the pace of the launch's first minute gives chance something to do. Misleads: `expected` spreads the buyers evenly
    over the time; people come in waves, which makes more.
    """
    text = (
        f"In the first {spell(seconds)} after the creation {count(buyers, 'wallet')} bought, {together} of them in one slot "
        f"with another; spread evenly by chance, about {expected:.0f} would: a slot in common alone says little."
    )
    return finding("same_slots", "none", text, (), ())


def row_of_buys(
    wallets: Sequence[Wallet], alike: int, slot: Slot, others: tuple[int, int], signatures: Sequence[Signature]
) -> Finding:
    """First buys stand next to each other in a block, most of them in one form, and nothing else joins the wallets.

    When: three or more `alike` in form, nobody of the row in a group that is told anyway, and fewer than half of the `others`
    (how many have the form, of how many) send it too. Misleads: users of one tool who race for one place stand like that;
    therefore it links nobody.
    """
    require(signatures, "a transaction")
    same, crowd = others
    rest = f"{same:,} of the {count(crowd, 'other early buyer')} sent that form" if crowd else "no other early buyer was read"
    text = (
        f"The first buys of {several(wallets)} stand next to each other in slot {slot}, {alike} of them in one form; {rest}. "
        "Bundles look like that, and so do users of one tool who race for one place: this alone does not link them."
    )
    return finding("row_of_buys", "none", text, signatures, wallets)


def round_trips(volume: Share, signatures: Sequence[Signature], wallets: Sequence[Wallet]) -> Finding:
    """Transactions bought and sold at once.

    When: one wallet bought and sold in one transaction, several times in what was read. Misleads: anybody can order such trades
    for any token from a paid service; they say nothing about the creator.
    """
    require(signatures, "a transaction")
    text = (
        f"{count(len(set(signatures)), 'transaction')} bought and sold at once, {percent(volume)} of the volume read: no "
        "position, no demand. Anybody can order such trades for any token."
    )
    return finding("round_trips", "none", text, signatures, wallets)


def serial_creator(creator: Wallet, funder: Wallet | None, mints: Sequence[Mint], signatures: Sequence[Signature]) -> Finding:
    """Earlier creations of the same wallet, or of wallets the same funder paid.

    When: creations were read in the past of a creator that signed (`funder` None), or of others its private funder paid.
    Misleads: many make several tokens, and launch services pay for customers; it says nothing about how this token goes on.
    """
    require(signatures, "a transaction")
    who = (
        f"The creator's wallet, {short(creator)}, signed"
        if funder is None
        else f"{short(funder)}, which paid the creator's wallet, {short(creator)}, also paid wallets that signed"
    )
    text = f"{who} {count(len(set(mints)), 'earlier creation')} in the transactions read; no more is said about those tokens."
    return finding("serial_creator", "none", text, signatures, (creator, *((funder,) if funder is not None else ())))


def _part(amount: Raw, whole: Raw) -> Share:
    return share(amount, whole) if whole > 0 else "0.000000"
