"""Findings that link nobody: services in common, and money that others can send unasked."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Address, Signature, Wallet
from reporter.model.report import Finding
from reporter.report.numbers import short, spell
from reporter.report.plain import plain
from reporter.report.vocabulary.making import finding, several

USES: Final[dict[str, str]] = {
    "exchange": "were funded from the same exchange",
    "bridge": "were funded through the same bridge",
    "terminal": "use the same trading tool",
    "relayer": "had fees paid by the same sponsor service",
    "fee": "pay the same service fee address",
    "tip": "pay the same tip address",
    "service?": "were paid by the same address, which may serve strangers",
    "relayer?": "had fees or rent paid by the same address, which may serve strangers",
    "hub": "were paid by the same address, which pays many strangers",
    "fee?": "paid the same address in the transactions of their first buys, as users of one trading tool do",
    "vault": "were paid by the same program's vault",
}
_OTHER: Final = "use the same service"


def service_text(kind: str, address: Address | None, label: str | None, wallets: Sequence[Wallet]) -> str:
    """The sentence of a service in common, also used in the report's list of services. `label` comes from a label file."""
    name = ", ".join([*([plain(label)] if label else []), *([short(address)] if address else [])])
    return f"{several(wallets)} {USES.get(kind, _OTHER)}{f' ({name})' if name else ''}; this does not link them."


def service_in_common(
    kind: str, address: Address | None, label: str | None, wallets: Sequence[Wallet], signatures: Sequence[Signature] = ()
) -> Finding:
    """Early buyers use one service: an exchange, a bridge, a trading tool, a relayer, or an address that pays many strangers.

    When: such an address stands between wallets. Misleads: customers of one service are strangers, but one customer can also
    be behind several of its payments; the report cannot tell.
    """
    return finding("service_in_common", "service", service_text(kind, address, label, wallets), signatures, wallets)


def paid_out(account: Address, wallets: Sequence[Wallet], span: int | None, signatures: Sequence[Signature]) -> Finding:
    """The money of several early buyers came out of one account of a program, such as a bridge or a vault of several signers.

    When: three early buyers or more; `span` is the seconds from the first payment to the last. Misleads: a bridge pays people
    who never met within minutes of each other; one person can also have ordered all of it.
    """
    when = f" within {spell(span)}" if span is not None else ""
    text = (
        f"The money of {several(wallets, 'early buyer')} came out of an account of a program ({short(account)}){when}; its "
        "origin is unresolved: the ledger does not tell whose money goes into such an account and whose comes out."
    )
    return finding("paid_out", "none", text, signatures, wallets)


def gift(source: Wallet, wallet: Wallet, signatures: Sequence[Signature]) -> Finding:
    """A wallet got money before its buy that it could have done without.

    When: the inflow paid less of the cost than the rule set asks for. Misleads: sending money to somebody makes no link; this
    is shown so that nobody is taken for linked by it.
    """
    text = (
        f"{short(wallet)} got money from {short(source)} but could have paid for its buy without it; "
        "anybody can send money to anybody, so this does not link them."
    )
    return finding("gift", "none", text, signatures, (wallet, source))


def origin_unresolved(wallets: Sequence[Wallet], where: str) -> Finding:
    """The money could not be followed further.

    When: the trace stopped at a service, at old balances, at missing history or at the budget; `where` is the stated stop.
    Misleads: an unknown origin is neither common nor separate.
    """
    text = f"The origin of the money of {several(wallets, 'early buyer')} is unresolved ({plain(where)})."
    return finding("origin_unresolved", "none", text, (), wallets)
