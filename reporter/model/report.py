"""The report contract, schema "launch-report/1". Field names are fixed; further ones may be added, none renamed.

Integers that can exceed 2^53 are strings; shares have 6 decimals, p 4 and bits 2, as fixed-decimal strings rounded before
anything is sorted by them. Order everywhere is by (slot, index, signature) or (share, wallet).
"""

from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from reporter.model.behaviour import Behaviour
from reporter.model.bound import Liquidity, LiquidityHolder, LockedTokens
from reporter.model.buyers import Attribution, Destination, EarlyBuyer, FirstBuy, Funding, Inflow, PathHop, Proceeds
from reporter.model.ids import Address, Mint, Program, Signature, Slot, Wallet
from reporter.model.measures import Amount, At, Bits, EntityMeasures, Measures, Metrics, Probability, Scale, Share

__all__ = [
    "SCHEMA",
    "Amount",
    "At",
    "Attribution",
    "Badge",
    "Behaviour",
    "Bits",
    "Coverage",
    "Creation",
    "Destination",
    "EarlyBuyer",
    "Entity",
    "EntityMeasures",
    "EvidenceItem",
    "FamilyBits",
    "Finding",
    "FirstBuy",
    "Funding",
    "Graduation",
    "Holder",
    "HolderClass",
    "Inflow",
    "Link",
    "Liquidity",
    "LiquidityHolder",
    "LockedTokens",
    "Measures",
    "Metrics",
    "Moment",
    "PathHop",
    "Probability",
    "Proceeds",
    "Report",
    "Scale",
    "Service",
    "Share",
    "Snapshot",
    "Supply",
    "Tier",
    "Token",
]

SCHEMA: Final = "launch-report/1"

Tier: TypeAlias = Literal["proven", "strong", "possible", "service", "none"]
HolderClass: TypeAlias = Literal["wallet", "creator", "infrastructure", "locked", "burned", "exchange", "unclassified"]


class Token(Struct, frozen=True):
    """Facts of the mint. `authorities` names the holder of each power over the token (None: given up); `extensions` what
    a Token-2022 mint adds."""

    name: str
    symbol: str
    decimals: int
    program: Program
    authorities: dict[str, Address | None]
    extensions: list[str]


class Creation(Struct, frozen=True):
    """How the token came into being. `creator` is whom the instruction names; `creator_signed` says whether that wallet
    signed the creation or a trade of this mint: a name alone is an argument anyone can fill in."""

    signature: Signature
    slot: Slot
    time: int | None
    payer: Wallet
    signers: list[Wallet]
    creator: Wallet | None
    creator_signed: bool
    fee_creator_now: Wallet | None


class Graduation(Struct, frozen=True):
    """When and where liquidity left the curve."""

    signature: Signature
    slot: Slot
    pool: Address | None
    platform: str | None


class Snapshot(Struct, frozen=True):
    """The moment holdings were read."""

    slot: Slot
    blockhash: str | None
    time: int | None
    sources: list[str]
    rules: str
    pack_sha256: str
    network: str  # "mainnet", "simulated", "devnet", "testnet" or "unverified"
    slot_spread: int  # highest minus lowest slot at which accounts were read
    program: str  # version that made the report


class Coverage(Struct, frozen=True):
    """What was wanted, what was read, what is missing. `share` is the part of early buying whose every planned question
    was answered or ended at a stated stop."""

    wanted: int
    fetched: int
    missing: int
    calls: int
    budget_exhausted: bool
    notes: list[str]
    share: Share
    partial: bool
    by_method: dict[str, int]
    unknown_instructions: dict[Program, int]


class Supply(Struct, frozen=True):
    """Where the supply is, base units. circulating = total - curve - pools (burned tokens no longer count in total when
    burned by instruction; those at the incinerator are in `burned` and subtracted)."""

    total: Amount
    burned: Amount
    curve: Amount
    pools: Amount
    locked: Amount
    circulating: Amount


class Holder(Struct, frozen=True):
    """One owner of the token. `share` is of circulating supply; infrastructure shows its share of the total instead.

    `funding` is where the money of its largest buy came from, told of large holders who are no early buyers; `tokens_from` who
    sent it most of its tokens without a trade.
    """

    wallet: Wallet
    amount: Amount
    share: Share
    class_: HolderClass = field(name="class")
    subclass: str | None
    reason: str
    entity: str | None
    funding: Funding | None = None
    tokens_from: Wallet | None = None


class EvidenceItem(Struct, frozen=True):
    """One observation, with the transactions that show it."""

    kind: str
    family: str
    bits: Bits
    text: str
    signatures: list[Signature]
    value: str = ""
    rarity: Share | None = None
    slots: list[Slot] = []
    counted: Bits = "0.00"
    basis: str = "choice"


class FamilyBits(Struct, frozen=True):
    """One family of a link: what its observations come to, the most the family may count, and what it counts."""

    family: str
    found: Bits
    cap: Bits
    counted: Bits


class Link(Struct, frozen=True):
    """All evidence between two wallets. `prior` and what the observations count add up to the log-odds behind `p`."""

    a: Wallet
    b: Wallet
    bits: Bits
    p: Probability
    evidence: list[EvidenceItem]
    prior: Bits = "0.00"
    families: list[FamilyBits] = []


class Entity(Struct, frozen=True):
    """Wallets linked at a published tier. `roles` holds context wallets (funder, creator, sink, ...) that carry no share.

    `traded` is what the members bought, sold, transferred out and, where it was read, hold now: shares of the total supply.
    """

    id: str
    tier: Tier
    p: Probability
    wallets: list[Wallet]
    roles: dict[str, list[Wallet]]
    families: list[str]
    share_at_launch: Share
    share_now: Share
    creator_linked: bool
    links: list[Link]
    counter: list[EvidenceItem]
    alternatives: list[str]
    traded: dict[str, Share] = {}


class Service(Struct, frozen=True):
    """A service several buyers use; it links nobody."""

    kind: str
    address: Address | None
    label: str | None
    wallets: list[Wallet]
    text: str
    score: Share | None = None
    signatures: list[Signature] = []


class Finding(Struct, frozen=True):
    """One published sentence of the fixed vocabulary."""

    id: str
    tier: Tier
    text: str
    signatures: list[Signature]
    wallets: list[Wallet]


class Moment(Struct, frozen=True):
    """One line of the timeline. Of a trade, `wallet` is who acted and `amount` the tokens it got or gave."""

    slot: Slot
    time: int | None
    kind: str
    text: str
    signature: Signature | None
    wallet: Wallet | None = None
    amount: Amount | None = None


class Badge(Struct, frozen=True):
    """What a platform may show: an interval, never a verdict. Grey when coverage is partial."""

    message: str
    low: Share | None
    high: Share | None
    color: str
    snapshot_slot: Slot
    valid_until: int | None


class Report(Struct, frozen=True):
    """The whole report; see the module docstring for number formats and order."""

    schema: str
    mint: Mint
    platform: str
    token: Token
    creation: Creation | None
    graduation: Graduation | None
    snapshot: Snapshot
    coverage: Coverage
    supply: Supply
    holders: list[Holder]
    early_buyers: list[EarlyBuyer]
    entities: list[Entity]
    services: list[Service]
    metrics: Metrics
    findings: list[Finding]
    timeline: list[Moment]
    badge: Badge
    behaviour: Behaviour
    concentration_over_time: list[At]
    limits: list[str]
    brand: str | None = None
    proceeds: list[Proceeds] = []
    locks: list[LockedTokens] = []
    liquidity: Liquidity | None = None
