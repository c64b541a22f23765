"""Findings about the creator. A name is an argument anybody can fill in; only a signature makes a creator."""

from collections.abc import Sequence

from reporter.model.ids import Lamports, Signature, Wallet
from reporter.model.report import Finding, Share
from reporter.report.numbers import percent, short, sol
from reporter.report.vocabulary.making import finding, require, several


def creator_named(creator: Wallet, payer: Wallet, signature: Signature) -> Finding:
    """A wallet is named as creator, but signed neither the creation nor a trade of this mint.

    When: `creator_signed` is false. Misleads: anybody can be named; therefore nothing else is said about that wallet.
    """
    text = (
        f"{short(creator)} is named as creator by the payer, {short(payer)}; "
        "it signed neither the creation nor any trade read, so nothing else is said about it."
    )
    return finding("creator_named", "none", text, (signature,), (creator, payer))


def creator_signed(creator: Wallet, signature: Signature) -> Finding:
    """The wallet named as creator signed.

    When: `creator_signed` is true; `signature` is the creation or the trade it signed. Misleads: a signature shows who held
    the key, not who had the idea.
    """
    return finding("creator_signed", "proven", f"The creator's wallet, {short(creator)}, signed.", (signature,), (creator,))


def creator_bought(creator: Wallet, part: Share, signature: Signature) -> Finding:
    """The creator bought in the creation transaction, as most do.

    When: the creation holds a buy of the creator, who signed it; `part` is of the total supply. Misleads: it is the ordinary
    start of a launch and no sign of anything else.
    """
    text = f"The creator bought {percent(part)} of the total supply in the creation transaction (usual)."
    return finding("creator_bought", "none", text, (signature,), (creator,))


def creator_paid(creator: Wallet, target: Wallet, lamports: Lamports, signatures: Sequence[Signature]) -> Finding:
    """The creator paid somebody else shortly before the creation.

    When: within ten minutes, in transactions the creator signed, to an address that is no early buyer. Misleads: launch tools
    take a fee from every customer, and people pay for other things; who is paid has no part in the launch by that.
    """
    require(signatures, "a transaction")
    text = (
        f"Shortly before the creation the creator's wallet, {short(creator)}, paid {sol(lamports)} to {short(target)}, as "
        "users of one launch tool pay its fee; this does not link them."
    )
    return finding("creator_paid", "none", text, signatures, (creator, target))


def creator_linked(creator: Wallet, wallets: Sequence[Wallet], signatures: Sequence[Signature]) -> Finding:
    """The creator is linked to early buyers by evidence of its own.

    When: the creator signed, and is a member of a proven or strong entity through its own link. Misleads: a link says acting
    together, not why.
    """
    require(signatures, "a transaction")
    text = f"The creator's wallet, {short(creator)}, is linked to {several(wallets, 'early buyer')} by transactions of its own."
    return finding("creator_linked", "strong", text, signatures, (creator, *wallets))


def creator_not_linked(wallets: Sequence[Wallet]) -> Finding:
    """A group was found, and nothing joins it to the creator.

    When: a published entity without a creator link. Misleads: the link may lie where nothing was read.
    """
    text = f"No link between the creator and {several(wallets)} was found in the data examined."
    return finding("creator_not_linked", "none", text, (), wallets)
