"""How a finding is put together: wallets and signatures in the order given, each once, text on one line."""

from collections.abc import Iterable

from reporter.model.ids import Signature, Wallet
from reporter.model.report import Finding, Tier
from reporter.report.numbers import count, short

NAMED = 3  # wallets a sentence names; all stand in the finding's list


def finding(id_: str, tier: Tier, text: str, signatures: Iterable[Signature] = (), wallets: Iterable[Wallet] = ()) -> Finding:
    """A finding of the fixed vocabulary."""
    return Finding(id_, tier, text, [*dict.fromkeys(signatures)], [*dict.fromkeys(wallets)])


def several(wallets: Iterable[Wallet], noun: str = "wallet") -> str:
    """How many wallets, and which: "5 wallets (5htG…73eM, 9xQe…1kLm, 3aBc…9zYx and 2 more)"."""
    distinct = [*dict.fromkeys(wallets)]
    shown = ", ".join(short(wallet) for wallet in distinct[:NAMED])
    more = f" and {len(distinct) - NAMED} more" if len(distinct) > NAMED else ""
    return f"{count(len(distinct), noun)} ({shown}{more})"


def require(present: object, what: str) -> None:
    """Refuse a sentence whose slot is empty. Raises ValueError."""
    if not present:
        raise ValueError(f"this sentence needs {what}")
