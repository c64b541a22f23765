"""What kind of account an owner is, with the reason. Independent of decoding trades.

Only what is known to hold tokens for a protocol leaves the count; an off-curve owner nobody knows stays in it, because
multisig vaults are such owners, and program addresses are used as bundle wallets too.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.decode import addresses
from reporter.decode.programs import TABLE
from reporter.decode.programs.venues import ROUTERS
from reporter.decode.reading import Account
from reporter.launch.market import candidates
from reporter.model.ids import INCINERATOR, SYSTEM, Address, Mint, Program, Wallet
from reporter.model.labels import Labels

Kind: TypeAlias = Literal["wallet", "creator", "infrastructure", "locked", "burned", "exchange", "unclassified"]

MARKETS: Final = frozenset(decoder.program for decoder in TABLE.values() if decoder.venue) - ROUTERS
"""Programs whose accounts hold tokens for everybody who trades. A router's accounts may be somebody's wallets."""

_VAULT_OWNERS: Final = {
    addresses.LAUNCHLAB_AUTHORITY: ("curve", "owns the vaults of every LaunchLab curve"),
    addresses.CPMM_AUTHORITY: ("pool", "owns the vaults of every Raydium CPMM pool"),
    "5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1": ("pool", "owns the vaults of every Raydium AMM v4 pool"),
    "FhVo3mqL8PW5pH5U2CN4XE33DokiyZnUwuGpH2hmHLuM": ("curve", "owns the vaults of every Meteora bonding curve"),
    "HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC": ("pool", "owns the vaults of every Meteora DAMM v2 pool"),
    "42mepa9xLCtuerAEnnDY43KLRN5dgkrkKvoCT6nDZsyj": ("pool", "owns the quote vault all Heaven pools share"),
}
"""One address holds the tokens of every market of these programs (protocol documentation, derived from their seeds)."""

_BY_CATEGORY: Final[dict[str, Kind]] = {
    "exchange": "exchange",
    "burn": "burned",
    "locker": "unclassified",  # locked is what a contract that was read holds back, never what a label says
}


class Class(Struct, frozen=True, gc=False):
    """The class of an owner, a finer word for it, and why."""

    kind: Kind
    sub: str | None
    reason: str

    @property
    def counts(self) -> bool:
        """True for owners that hold for themselves: they may sell, and count in every measure."""
        return self.kind in {"wallet", "creator", "exchange", "unclassified", "locked"}


class Surroundings(Struct, frozen=True):
    """The accounts that belong to this mint's market, by address, with a word for each: curve, pool, vault."""

    mint: Mint
    known: Mapping[Address, tuple[str, str]]  # address -> (subclass, reason)
    creator: Wallet | None
    labels: Labels
    markets: Mapping[Address, int]  # counterparties of trades read -> number of trades


def surroundings(mint: Mint, creator: Wallet | None, labels: Labels, markets: Mapping[Address, int]) -> Surroundings:
    """Derive the accounts around a mint that no transaction needs to name."""
    known = {
        **_VAULT_OWNERS,
        **dict.fromkeys(candidates(mint), ("pool", "market of this mint, derived from it")),
        addresses.bonding_curve(mint): ("curve", "bonding curve of this mint, derived from it"),
        addresses.pool_authority(mint): ("authority", "migration authority of this mint, derived from it"),
        addresses.holder_rewards(mint): ("fee", "holder reward vault of this mint, derived from it"),
        addresses.MAYHEM_SOL_VAULT: ("vault", "pump.fun's mayhem agent, which trades the second billion of tokens"),
    }
    return Surroundings(mint, known, creator, labels, markets)


def classify(owner: Wallet, around: Surroundings, account: Account | None, *, read: bool) -> Class:
    """The class of `owner`. `account` is the owner's own account (None: does not exist), `read` whether it was asked."""
    if owner in around.known:
        sub, reason = around.known[owner]
        return Class("infrastructure", sub, reason)
    if owner == INCINERATOR:
        return Class("burned", "incinerator", "nobody can sign for the incinerator")
    label = around.labels.get(owner)
    if label is not None:
        kind = _BY_CATEGORY.get(label.category, "infrastructure")
        return Class(kind, label.category, f"{label.name} ({label.source}, {label.date})")
    if addresses.is_on_curve(owner):
        return _keyed(owner, around, account)
    return _derived(owner, around, account, read=read)


def _keyed(owner: Wallet, around: Surroundings, account: Account | None) -> Class:
    if account is not None and account.owner != SYSTEM and account.owner in MARKETS:
        return Class("infrastructure", "pool", f"account of {program_name(account.owner)}")
    if owner == around.creator:
        return Class("creator", None, "named as creator of this mint")
    return Class("wallet", None, "an address somebody can sign for")


def _derived(owner: Wallet, around: Surroundings, account: Account | None, *, read: bool) -> Class:
    if account is not None and account.owner in MARKETS:
        return Class("infrastructure", "pool", f"account of {program_name(account.owner)}")
    # The counterparty of most trades is a market; of a few it may be somebody's own program, made to look like one.
    most = around.markets.get(owner, 0) >= 2 and around.markets[owner] * 2 > sum(around.markets.values())
    if most and account is not None and account.owner != SYSTEM:
        return Class("infrastructure", "pool", f"counterparty of {around.markets[owner]} trades read, owned by a program")
    if not read:
        return Class("unclassified", "off-curve", "no private key can exist for it; its own account was not read")
    if account is None or account.owner == SYSTEM:
        return Class("unclassified", "off-curve", "no private key can exist for it: a multisig vault or a program's wallet")
    return Class("unclassified", "program-owned", f"account of {program_name(account.owner)}, which is no known market")


def program_name(program: Program) -> str:
    """The program's name where the table knows it, else its address."""
    decoder = TABLE.get(program)
    return decoder.name if decoder is not None else program
