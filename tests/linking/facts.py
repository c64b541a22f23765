"""Small facts made by hand: wallets, trades and money, as little as a test needs."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from reporter.funding.breadth import PRIVATE, Breadth
from reporter.funding.forward import Destination, Proceeds
from reporter.funding.money import Money
from reporter.funding.path import Hop, Trail
from reporter.funding.sinks import Sink
from reporter.funding.spending import Spending
from reporter.funding.trace import Provenance
from reporter.funding.upstream import Upstream
from reporter.launch.order import Place
from reporter.launch.story import Origin, Purchase, Story, Told
from reporter.launch.tables import Table
from reporter.ledger.shipped import load_background, load_rules
from reporter.linking.facts import Facts
from reporter.model.events import Buy, Create, Sell
from reporter.model.evidence import Evidence
from reporter.model.ids import SYSTEM, Signature, Wallet
from reporter.model.transaction import Instruction, SolChange, TokenChange, Transaction

RULES = load_rules()
MINT = "mint"


def transaction(
    signature: Signature,
    signers: Iterable[Wallet],
    *,
    slot: int = 10,
    index: int | None = None,
    instructions: tuple[Instruction, ...] = (),
    sol: tuple[SolChange, ...] = (),
    tokens: tuple[TokenChange, ...] = (),
    blockhash: str = "h",
    lookup_tables: tuple[Wallet, ...] = (),
) -> Transaction:
    """A successful transaction that these wallets signed; the first pays the fee."""
    signed = tuple(signers)
    return Transaction(
        signature=signature,
        slot=slot,
        index=index,
        time=slot,
        version=0,
        error=None,
        fee=5000,
        accounts=signed,
        signers=signed,
        instructions=instructions,
        sol=sol,
        tokens=tokens,
        logs=(),
        blockhash=blockhash,
        lookup_tables=lookup_tables,
    )


def creates(account: Wallet) -> Instruction:
    """A System instruction that creates `account`, which therefore has to sign."""
    return Instruction((0,), SYSTEM, ("payer", account), (0).to_bytes(4, "little"))


def traded(kind: type[Buy | Sell], wallet: Wallet, made: Transaction, *, platform: str | None = "pumpfun", at: int = 0) -> Told:
    """`wallet` bought or sold in `made`."""
    index = -1 if made.index is None else made.index
    place = Place(made.slot or 0, max(index, 0), index, made.signature, made.time)
    return Told(place, made, kind(platform=platform, mint=MINT, wallet=wallet, market="curve", token_amount=100, path=(at,)))


def bought(wallet: Wallet, made: Transaction, **more: object) -> Told:
    """A buy."""
    return traded(Buy, wallet, made, **more)  # type: ignore[arg-type]  # keywords of `traded`


def sold(wallet: Wallet, made: Transaction, **more: object) -> Told:
    """A sale."""
    return traded(Sell, wallet, made, **more)  # type: ignore[arg-type]  # keywords of `traded`


def created(creator: Wallet, made: Transaction, payer: Wallet | None = None) -> Origin:
    """The creation, naming `creator`."""
    index = -1 if made.index is None else made.index
    event = Create(platform="pumpfun", mint=MINT, wallet=payer, creator=creator, market="curve", path=(0,))
    return Origin(Place(made.slot or 0, max(index, 0), index, made.signature, made.time), made, event)


def story(told: Iterable[Told], origin: Origin | None = None) -> Story:
    """A story of these trades; every buyer is an early one."""
    rows = tuple(told)
    early: dict[Wallet, Purchase] = {}
    for item in rows:
        if isinstance(item.event, Buy) and item.event.wallet is not None:
            early.setdefault(item.event.wallet, Purchase(item.event.wallet, item.place, item.transaction, item.event))
    return Story(
        mint=MINT,
        told=rows,
        origin=origin,
        early=tuple(early.values()),
        graduation=None,
        platform="pumpfun",
        read=len(rows),
        unread=0,
        failed=0,
        unknown={},
    )


def private(address: Wallet) -> Breadth:
    """A payer found to pay hardly anybody else."""
    return verdict(address, PRIVATE)


def verdict(address: Wallet, word: str) -> Breadth:
    """A payer with this verdict."""
    return Breadth(address, word, "because", 5, 0, 5, 5, 1, None)


def paid(payer: Wallet, buyer: Wallet, signature: Signature, *, hops: int = 1, sponsor: bool = False) -> Upstream:
    """`payer` stands `hops` payments upstream of `buyer`, whose buy needed all of the money."""
    way = [payer, *(f"{buyer} hop {n}" for n in range(1, hops)), buyer]
    path = tuple(
        Hop(
            signature=signature if n == 0 else f"{signature} {n}",
            source=source,
            target=target,
            amount=10**9,
            how="transfer",
            time=5,
            fee_payer=source,
            signers=(source,),
            balance=None,
        )
        for n, (source, target) in enumerate(pairwise(way))
    )
    return Upstream(payer, hops, 1_000_000, 10**9, path, sponsor=sponsor)


def facts(
    told: Iterable[Told],
    *,
    origin: Origin | None = None,
    upstream: Mapping[Wallet, Mapping[Wallet, Upstream]] | None = None,
    breadth: Iterable[Breadth] = (),
    barred: Iterable[Wallet] = (),
    trails: Iterable[Trail] = (),
    gone: Iterable[Proceeds] = (),
    sinks: Iterable[Sink] = (),
    tables: Iterable[Table] = (),
) -> Facts:
    """Facts of one launch."""
    above = {wallet: dict(found) for wallet, found in (upstream or {}).items()}
    money = Money(
        {trail.wallet: trail for trail in trails},
        above,
        {one.address: one for one in breadth},
        {one.wallet: one for one in gone},
        {one.address: one for one in sinks},
    )
    return Facts(story(told, origin), money, RULES, load_background(), frozenset(barred), tuple(tables))


def lived(wallet: Wallet, made: Transaction, **more: object) -> Trail:
    """A trail that tells of the wallet's own past alone; `more` are fields of its provenance."""
    usual: dict[str, object] = {"balance": 10**9, "sources": (), "rows": (), "stop": "", "settled": True, "ignored": 0}
    usual |= {"opened": (), "short": True, "listed": 1, "next": None, **more}
    return Trail(Provenance(Spending(wallet, made, "SOL", 10**9), **usual), (), ())  # type: ignore[arg-type]  # its fields


def sent(wallet: Wallet, target: Wallet, kind: str = "wallet") -> Proceeds:
    """`wallet` sold and sent what it got to `target`."""
    return Proceeds(wallet, 10**9, (Destination(target, kind, 10**9, (f"send {wallet}",)),), "", ())


def evidence(kind: str, family: str, bits: float, *members: Wallet, **more: object) -> Evidence:
    """One observation with a signature of each member's own."""
    return Evidence(kind, family, bits, {wallet: (f"sig {kind} {wallet}",) for wallet in members}, **more)  # type: ignore[arg-type]
