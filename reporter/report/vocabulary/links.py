"""Findings about links between wallets, one function per sentence. Every one names its transactions."""

from collections.abc import Sequence

from reporter.model.ids import Signature, Slot, Wallet
from reporter.model.report import Entity, Finding, Share, Tier
from reporter.report.numbers import count, percent, short, utc
from reporter.report.vocabulary.evidence import UNKNOWN_ALTERNATIVE, alternatives, families
from reporter.report.vocabulary.likelihood import likelihood
from reporter.report.vocabulary.making import finding, require, several


def co_signature(wallets: Sequence[Wallet], signatures: Sequence[Signature]) -> Finding:
    """Wallets signed the same transactions, which moved money or tokens of each.

    When: control evidence of this kind passed its guard. Misleads: two parties to one trade sign together too, which the
    guard against many partners keeps out only where the partners were read.
    """
    require(signatures, "a transaction")
    text = f"{several(wallets)} signed the same transactions ({len(set(signatures))}), which moved money or tokens of each."
    return finding("co_signature", "proven", text, signatures, wallets)


def fee_sponsor(sponsor: Wallet, wallets: Sequence[Wallet], signatures: Sequence[Signature]) -> Finding:
    """One wallet paid the fees of transactions that others signed.

    When: the sponsor paid fees for few enough wallets not to be a relayer, and each wallet named signed. Misleads: a small
    or new relayer that no label names looks the same.
    """
    require(signatures, "a transaction")
    text = (
        f"{short(sponsor)} signed and paid the fees of {count(len(set(signatures)), 'transaction')} "
        f"that moved money or tokens of {several(wallets)}, which signed them too."
    )
    return finding("fee_sponsor", "proven", text, signatures, (sponsor, *wallets))


def rent_sponsor(sponsor: Wallet, wallets: Sequence[Wallet], signatures: Sequence[Signature]) -> Finding:
    """One wallet paid the rent of accounts that others opened in transactions they signed.

    When: control evidence of this kind passed its guard. Misleads: an app may pay for its customers' accounts.
    """
    require(signatures, "a transaction")
    text = (
        f"{short(sponsor)} signed and paid the rent of accounts of {several(wallets)}, "
        "in transactions that each owner signed too."
    )
    return finding("rent_sponsor", "proven", text, signatures, (sponsor, *wallets))


def common_funder(
    funder: Wallet, wallets: Sequence[Wallet], needed: Share, signatures: Sequence[Signature], tier: Tier
) -> Finding:
    """The money of several first buys came from one wallet, and was needed.

    When: the funder is no service or hub; `needed` is the smallest part of a buy's cost that only this money could pay.
    Misleads: an exchange wallet without a label, or a seller of SOL, funds strangers.
    """
    require(signatures, "a transaction")
    text = (
        f"The money for the first buys of {several(wallets, 'early buyer')} came from {short(funder)}; "
        f"in each, at least {percent(needed)} of the cost could not have been paid without it."
    )
    return finding("common_funder", tier, text, signatures, (funder, *wallets))


def common_ancestor(
    funder: Wallet, wallets: Sequence[Wallet], hops: int, needed: Share, signatures: Sequence[Signature], tier: Tier
) -> Finding:
    """The money of several first buys leads back to one wallet over others that passed it on.

    When: the wallet is no service or hub, and the money rested nowhere on the way; `hops` counts the payments of the longest
    path. Misleads: an unlabelled service far up the path funds strangers.
    """
    require(signatures, "a transaction")
    text = (
        f"The money for the first buys of {several(wallets, 'early buyer')} leads back to {short(funder)} "
        f"over at most {count(hops, 'payment')}; "
        f"in each, at least {percent(needed)} of the cost could not have been paid without it."
    )
    return finding("common_ancestor", tier, text, signatures, (funder, *wallets))


def fan_out(payer: Wallet, wallets: Sequence[Wallet], signature: Signature, tier: Tier) -> Finding:
    """One transaction paid several wallets, which bought with that money.

    When: at least the rule set's smallest number of recipients spent it on this token. Misleads: payrolls and prizes pay
    several people in one transaction.
    """
    text = f"One transaction of {short(payer)} paid {several(wallets, 'early buyer')}, which bought with that money."
    return finding("fan_out", tier, text, (signature,), (payer, *wallets))


def creator_path(creator: Wallet, wallets: Sequence[Wallet], hops: int, signatures: Sequence[Signature], tier: Tier) -> Finding:
    """Money of a creator that signed paid for the first buys of other wallets.

    When: `creator_signed` holds; never for a creator who is only named. `hops` counts the transfers of the longest path.
    Misleads: the creator may have paid somebody for other work, who then bought.
    """
    require(signatures, "a transaction")
    text = (
        f"Money of {short(creator)}, which signed as creator, paid for the first buys of {several(wallets, 'wallet')} "
        f"over at most {count(hops, 'transfer')}."
    )
    return finding("creator_path", tier, text, signatures, (creator, *wallets))


def bundle_adjacency(wallets: Sequence[Wallet], slot: Slot, signatures: Sequence[Signature]) -> Finding:
    """First buys stand next to each other in one block.

    When: the order inside the block was read. Misleads: in a busy launch strangers stand side by side, and anybody can place
    a transaction next to another's; therefore it links nobody alone.
    """
    require(signatures, "a transaction")
    text = f"The first buys of {several(wallets)} stand next to each other in slot {slot}; this alone does not link them."
    return finding("bundle_adjacency", "possible", text, signatures, wallets)


def transfer_between(source: Wallet, target: Wallet, signatures: Sequence[Signature]) -> Finding:
    """Two early buyers are joined by a transfer and by nothing else.

    When: a pair below the size of a headline entity. Misleads: friends and business partners pay each other.
    """
    require(signatures, "a transaction")
    text = (
        f"{short(source)} sent money to {short(target)}; the transfer is a fact, one controller of both is only possible: "
        f"{UNKNOWN_ALTERNATIVE}."
    )
    return finding("transfer_between", "possible", text, signatures, (source, target))


def may_be_one(groups: Sequence[Sequence[Wallet]], kinds: Sequence[str], signatures: Sequence[Signature]) -> Finding:
    """Groups that are told one by one may be one.

    When: two published groups or more hang together at even odds, but not with the probability that is published; `kinds` are
    those of the evidence between them. Misleads: what joins them is weaker than what joins each of them, and counts in the
    upper bound only.
    """
    require(signatures, "a transaction")
    sizes = ", ".join(str(len(group)) for group in sorted(groups, key=lambda group: (-len(group), group)))
    text = (
        f"{count(len(groups), 'group')} told above (of {sizes} wallets) may be one: upper bound only. "
        f"Other explanations: {'; '.join(alternatives(tuple(kinds)))}."
    )
    return finding("may_be_one", "possible", text, signatures, [wallet for group in groups for wallet in group])


def moved_to(
    target: Wallet,
    wallets: Sequence[Wallet],
    when: tuple[int, int] | None,
    signatures: Sequence[Signature],
    tier: Tier,
    *,
    deposit: bool = False,
) -> Finding:
    """Several wallets moved money to one address.

    When: sent by the members themselves to an address that is no service. `when` are the block times of the first and the last
    payment, `deposit` says that the address passes everything on to an exchange. Misleads: wallets that were robbed look the
    same; the sentence says where it went, never who took it.
    """
    require(signatures, "a transaction")
    span = f" between {utc(when[0])} and {utc(when[1])}" if when is not None else ""
    account = ", a deposit address of an exchange: one customer's, as far as it gives each customer one" if deposit else ""
    text = f"{several(wallets)} moved money to {short(target)}{span}{account}."
    return finding("moved_to", tier, text, signatures, (*wallets, target))


def entity(group: Entity) -> Finding:
    """One entity in one sentence: tier words, wallets, kinds of evidence, shares at launch and now.

    When: for every published entity. `proven` states who signed or paid; `strong` gives likelihood in ICD 203's words, marked
    uncalibrated; `possible` names another explanation and counts in the upper bound only. Misleads: a group says nothing
    about intent, and the members' share is that of the snapshot.
    """
    held = (
        f"They bought {percent(group.share_at_launch)} of what the early buyers bought first "
        f"and hold {percent(group.share_now)} of the circulating supply now."
    )
    who = several(group.wallets)
    kinds = families(group.families)
    if group.tier == "proven":
        text = f"{who} are linked by transactions they signed or that were paid for them ({kinds}). {held}"
    elif group.tier == "strong":
        text = f"Strong evidence of one controller: {who}, linked by {kinds}. One controller is {likelihood(group.p)}. {held}"
    elif group.tier == "possible":
        require(group.alternatives, "another explanation")
        text = (
            f"Pattern consistent with coordination of {who} ({kinds}); upper bound only. "
            f"Other explanations: {'; '.join(group.alternatives)}. {held}"
        )
    else:
        raise ValueError("an entity is proven, strong or possible")
    signatures = [sig for link in group.links for item in link.evidence for sig in item.signatures]
    require(signatures, "a transaction")
    return finding("entity", group.tier, text, signatures, group.wallets)
