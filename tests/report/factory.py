"""A whole report made by hand: a graduated pump.fun token of 1,000,000,000 with linked buyers, strangers and services.

Addresses are real base58 of 32 bytes and signatures of 64, derived from their role's name, so that they are stable, unique
and of true length. `make_report(**overrides)` replaces top-level fields.
"""

import hashlib
from fractions import Fraction
from typing import Any

import msgspec

from reporter.concentration.bounds import entity_measures
from reporter.concentration.linked import linked_shares
from reporter.concentration.measures import measure
from reporter.concentration.rounding import fixed
from reporter.concentration.splitting import hidden
from reporter.concentration.timeline import Delta, over_time
from reporter.concentration.timeline import Moment as MeasuredMoment
from reporter.model import base58
from reporter.model.ids import TOKEN_2022, WRAPPED_SOL
from reporter.model.report import (
    SCHEMA,
    Attribution,
    Badge,
    Behaviour,
    Coverage,
    Creation,
    EarlyBuyer,
    Entity,
    EvidenceItem,
    Finding,
    FirstBuy,
    Funding,
    Graduation,
    Holder,
    HolderClass,
    Inflow,
    Link,
    Metrics,
    Moment,
    PathHop,
    Report,
    Service,
    Snapshot,
    Supply,
    Token,
)
from reporter.report import wording

TOKEN = 10**6  # base units of one token
SOL = 10**9
TOTAL = 10**9 * TOKEN
POOLS = 190_000_000 * TOKEN
BURNED = 10_000_000 * TOKEN
LOCKED = 20_000_000 * TOKEN
CIRCULATING = TOTAL - POOLS - BURNED
START = 1_790_000_000  # UTC seconds
SLOT = 420_000_000

HOSTILE = (
    "=cmd|' /C calc'!A0 Safe Rug \x1b[2J\u202egpj.exe\u200b<script>alert(1)</script>\r\n\"],[x](javascript:1) | "
    + "e\u0301\u0302" * 40
)
"""What a creator may write as a name: formula, terminal sequence, bidi override, markup, a forbidden word, piled accents."""


def address(role: str) -> str:
    """A stable address for a role."""
    return base58.encode(hashlib.sha256(role.encode()).digest())


def signature(what: str) -> str:
    """A stable transaction signature."""
    return base58.encode(hashlib.sha512(what.encode()).digest())


MINT = address("mint")
CREATOR = address("creator")
FUNDER = address("funder A")
FUNDER_B = address("funder B")
POOL = address("pool")
EXCHANGE = address("exchange")
EXCHANGE_NAME = "Example Exchange 1"
LOCKER = address("locker")
INCINERATOR = "1nc1nerator11111111111111111111111111111111"
SPONSORED = [address(f"sponsored {number}") for number in range(5)]
BUNDLED = [address(f"bundled {number}") for number in range(3)]
COUPLE = [address(f"couple {number}") for number in range(2)]
STRANGERS = [address(f"stranger {number:02d}") for number in range(24)]

HOLDINGS: dict[str, int] = {
    **{wallet: (40 - 4 * number) * 1_000_000 * TOKEN for number, wallet in enumerate(SPONSORED)},
    **{wallet: (20 - 2 * (number > 0)) * 1_000_000 * TOKEN for number, wallet in enumerate(BUNDLED)},
    **dict.fromkeys(COUPLE, 12_000_000 * TOKEN),
    **{wallet: (29 - number) * 1_000_000 * TOKEN for number, wallet in enumerate(STRANGERS)},
    CREATOR: 40_000_000 * TOKEN,
    EXCHANGE: 80_000_000 * TOKEN,
    LOCKER: LOCKED,
}
STRICT = [SPONSORED, BUNDLED]
LOOSE = [*STRICT, COUPLE]
P_COUPLE = 0.7312
PAIRS = {(COUPLE[0], COUPLE[1]): P_COUPLE}
IDS = {"A": "e-5f0c2a91b7d3", "B": "e-81d94be02f66", "C": "e-c07a1f3e9d28"}
ENTITY_OF = dict.fromkeys(SPONSORED, IDS["A"]) | dict.fromkeys(BUNDLED, IDS["B"]) | dict.fromkeys(COUPLE, IDS["C"])


def share(amount: int, of: int = CIRCULATING) -> str:
    """A share with 6 decimals."""
    return fixed(Fraction(amount, of), 6)


def make_report(**overrides: Any) -> Report:
    """The fixture report, with top-level fields replaced by `overrides`."""
    report = Report(
        schema=SCHEMA,
        mint=MINT,
        platform="pumpfun",
        token=Token(
            name="Quiet Harbour",
            symbol="QUIET",
            decimals=6,
            program=TOKEN_2022,
            authorities={"freeze": None, "metadata": address("metadata authority"), "mint": None},
            extensions=["metadataPointer", "tokenMetadata"],
        ),
        creation=Creation(
            signature=signature("create"),
            slot=SLOT,
            time=START,
            payer=CREATOR,
            signers=[CREATOR, MINT],
            creator=CREATOR,
            creator_signed=True,
            fee_creator_now=CREATOR,
        ),
        graduation=Graduation(signature=signature("migrate"), slot=SLOT + 9000, pool=POOL, platform="pumpswap"),
        snapshot=Snapshot(
            slot=SLOT + 50_000,
            blockhash=address("blockhash"),
            time=START + 20_000,
            sources=["JSON-RPC"],
            rules="2026-11-20",
            pack_sha256=hashlib.sha256(b"pack").hexdigest(),
            network="mainnet",
            slot_spread=12,
            program="0.1.0",
        ),
        coverage=Coverage(
            wanted=611,
            fetched=604,
            missing=7,
            calls=604,
            budget_exhausted=False,
            notes=["7 transactions were named by the ledger but could not be read"],
            share="0.962000",
            partial=False,
            by_method={"getTransaction": 520, "getSignaturesForAddress": 70, "getMultipleAccounts": 14},
            unknown_instructions={address("unknown program"): 3},
        ),
        supply=Supply(
            total=str(TOTAL),
            burned=str(BURNED),
            curve="0",
            pools=str(POOLS),
            locked=str(LOCKED),
            circulating=str(CIRCULATING),
        ),
        holders=holders(),
        early_buyers=early_buyers(),
        entities=entities(),
        services=[
            Service(
                kind="exchange",
                address=EXCHANGE,
                label=EXCHANGE_NAME,
                wallets=sorted(STRANGERS[:3]),
                text=wording.service_text("exchange", EXCHANGE, EXCHANGE_NAME, STRANGERS[:3]),
            )
        ],
        metrics=metrics(),
        findings=findings(),
        timeline=timeline(),
        badge=Badge(
            message="linked 27.0 % to 30.0 %",
            low="0.270000",
            high="0.300000",
            color="orange",
            snapshot_slot=SLOT + 50_000,
            valid_until=START + 20_000 + 86_400,
        ),
        behaviour=behaviour(),
        concentration_over_time=over_time(
            [
                *(Delta(SLOT + number, 1, wallet, amount) for number, (wallet, amount) in enumerate(HOLDINGS.items())),
                Delta(SLOT, 0, POOL, TOTAL),
            ],
            [MeasuredMoment("launch + 10 slots", SLOT + 10), MeasuredMoment("snapshot", SLOT + 50_000)],
            {POOL},
            smallest=TOTAL // 50,
            dust_share=1e-6,
        ),
        limits=wording.limits(-6, -10, calibrated=False),
    )
    return msgspec.structs.replace(report, **overrides)


def hostile_report() -> Report:
    """The fixture with attacker-controlled text wherever the chain can put it."""
    report = make_report()
    return msgspec.structs.replace(
        report,
        token=msgspec.structs.replace(
            report.token, name=HOSTILE, symbol=HOSTILE[18:60], extensions=["transfers can be paused"]
        ),
        holders=[msgspec.structs.replace(row, reason=HOSTILE) for row in report.holders],
        services=[msgspec.structs.replace(row, label=HOSTILE.replace("Safe Rug", "name")) for row in report.services],
    )


def partial_report() -> Report:
    """The fixture of a launch that could be read by less than half; quick reports look alike."""
    report = make_report()
    return msgspec.structs.replace(
        report,
        coverage=msgspec.structs.replace(
            report.coverage,
            fetched=280,
            missing=331,
            calls=280,
            budget_exhausted=True,
            share="0.455000",
            partial=True,
            notes=["the endpoint no longer holds transactions before slot 419990000"],
        ),
        badge=msgspec.structs.replace(report.badge, message="data incomplete", low=None, high=None, color="lightgrey"),
    )


def simulated_report() -> Report:
    """The fixture as read from a simulated ledger."""
    report = make_report()
    return msgspec.structs.replace(
        report, snapshot=msgspec.structs.replace(report.snapshot, network="simulated", sources=["simulated ledger"])
    )


def bare_report() -> Report:
    """The least a report can hold: nothing readable but the mint itself."""
    nothing = measure([], 0, dust=0, pool_tokens=None)
    report = make_report()
    return msgspec.structs.replace(
        report,
        platform="unknown",
        token=msgspec.structs.replace(report.token, name="", symbol="", authorities={}, extensions=[]),
        creation=None,
        graduation=None,
        snapshot=msgspec.structs.replace(report.snapshot, time=None, blockhash=None, network="unverified"),
        coverage=msgspec.structs.replace(
            report.coverage, share="0.000000", partial=True, by_method={}, unknown_instructions={}
        ),
        holders=[],
        early_buyers=[],
        entities=[],
        services=[],
        findings=[],
        timeline=[],
        metrics=Metrics(
            wallets=nothing,
            entities=entity_measures({}, [], [], {}, 0, dust=0, pool_tokens=None, unseen=None),
            linked_at_least=None,
            linked_expected=None,
            linked_at_most=None,
            hidden_by_splitting=None,
            denominators={},
        ),
        badge=Badge(message="no data", low=None, high=None, color="lightgrey", snapshot_slot=SLOT + 50_000, valid_until=None),
        behaviour=Behaviour(creator={}, snipers={}, bundled={}, exits={}, rebuys={}, offsetting_volume={}),
        concentration_over_time=[],
        limits=[],
    )


def holders() -> list[Holder]:
    """Every holder, largest share first."""

    def row(wallet: str, amount: int, kind: HolderClass, subclass: str | None, reason: str) -> Holder:
        of = TOTAL if kind in {"infrastructure", "burned"} else CIRCULATING
        return Holder(wallet, str(amount), share(amount, of), kind, subclass, reason, ENTITY_OF.get(wallet))

    kinds: dict[str, tuple[HolderClass, str | None, str]] = {
        CREATOR: ("creator", None, "named as creator of this mint"),
        EXCHANGE: ("exchange", "exchange", f"{EXCHANGE_NAME} (label file, 2026-11-01)"),
        LOCKER: ("locked", "locker", "account of a token locker"),
        STRANGERS[-1]: ("unclassified", "off-curve", "no private key can exist for it: a multisig vault or a program's wallet"),
    }
    rows = [
        row(POOL, POOLS, "infrastructure", "pool", "PumpSwap pool of this mint, derived from it"),
        row(INCINERATOR, BURNED, "burned", "incinerator", "nobody can sign for the incinerator"),
        *(
            row(wallet, amount, *kinds.get(wallet, ("wallet", None, "an address somebody can sign for")))
            for wallet, amount in HOLDINGS.items()
        ),
    ]
    return sorted(rows, key=lambda holder: (-int(holder.amount), holder.wallet))


def early_buyers() -> list[EarlyBuyer]:
    """The linked buyers with their money, and three strangers whose money was not needed, not found or not read."""
    rows: list[EarlyBuyer] = []
    for place, wallet in enumerate([*SPONSORED, *BUNDLED, *COUPLE, *STRANGERS[:3]]):
        funding = None
        if wallet in SPONSORED or wallet in BUNDLED:
            source = FUNDER if wallet in SPONSORED else FUNDER_B
            funding = Funding(
                source=source,
                kind="transfer",
                asset="SOL",
                amount=str(2 * SOL),
                hops=1,
                signatures=[signature(f"fund {wallet}")],
                stop="paid by inflow",
                needed="0.950000",
                fee_payer=source,
                signers=[source],
                path=[
                    PathHop(
                        signature=signature(f"fund {wallet}"),
                        source=source,
                        target=wallet,
                        amount=str(2 * SOL),
                        how="transfer",
                        fee_payer=source,
                        signers=[source],
                        time=START - 60,
                    )
                ],
                attribution=Attribution(at_least="0.950000", fifo="0.970000", haircut="0.960000", at_most="1.000000"),
                first_ever=Inflow(source=source, amount=str(2 * SOL), how="transfer", signature=signature(f"fund {wallet}")),
            )
        elif wallet == STRANGERS[0]:
            funding = Funding(None, "none", "SOL", "0", 0, [], "own balance from before", "0.000000", None, [])
        rows.append(
            EarlyBuyer(
                wallet=wallet,
                first_buy=FirstBuy(
                    signature=signature(f"buy {wallet}"),
                    slot=SLOT + place // 4,
                    index=place % 4 + 7 if place < 8 else None,
                    time=START + place // 4,
                    quote_mint=WRAPPED_SOL,
                    spent=str(19 * SOL // 10 - place),
                    received=str(HOLDINGS[wallet]),
                ),
                funding=funding,
                entity=ENTITY_OF.get(wallet),
            )
        )
    return rows


def entities() -> list[Entity]:
    """One entity of each linked tier."""
    return [_proven(), _strong(), _possible()]


def _proven() -> Entity:
    links = [
        Link(
            a=min(FUNDER, wallet),
            b=max(FUNDER, wallet),
            bits="14.00",
            p="0.9961",
            evidence=[
                EvidenceItem(
                    kind="fee_sponsor",
                    family="control",
                    bits="14.00",
                    text="One wallet paid the transaction fee of the other's buy, which the other signed.",
                    signatures=[signature(f"fund {wallet}"), signature(f"buy {wallet}")],
                )
            ],
        )
        for wallet in SPONSORED
    ]
    return Entity(
        id=IDS["A"],
        tier="proven",
        p="0.9961",
        wallets=sorted(SPONSORED),
        roles={"funder": [FUNDER]},
        families=["control", "provenance"],
        share_at_launch="0.210000",
        share_now=share(sum(HOLDINGS[wallet] for wallet in SPONSORED)),
        creator_linked=False,
        links=sorted(links, key=lambda link: (link.a, link.b)),
        counter=[],
        alternatives=["a relayer or an embedded-wallet service pays fees for customers it does not control"],
    )


def _strong() -> Entity:
    pairs = [(a, b) for a in sorted(BUNDLED) for b in sorted(BUNDLED) if a < b]
    links = [
        Link(
            a=a,
            b=b,
            bits="14.25",
            p="0.9967",
            evidence=[
                EvidenceItem(
                    kind="common_funder",
                    family="provenance",
                    bits="9.00",
                    text="The same wallet paid for both buys, and neither could have paid without it.",
                    signatures=[signature(f"fund {a}"), signature(f"fund {b}")],
                ),
                EvidenceItem(
                    kind="bundle_adjacency",
                    family="launch_timing",
                    bits="5.25",
                    text="Their first buys stand next to each other in one block.",
                    signatures=[signature(f"buy {a}"), signature(f"buy {b}")],
                ),
            ],
        )
        for a, b in pairs
    ]
    return Entity(
        id=IDS["B"],
        tier="strong",
        p="0.9967",
        wallets=sorted(BUNDLED),
        roles={"funder": [FUNDER_B]},
        families=["launch_timing", "provenance"],
        share_at_launch="0.070000",
        share_now=share(sum(HOLDINGS[wallet] for wallet in BUNDLED)),
        creator_linked=False,
        links=links,
        counter=[],
        alternatives=["friends or a team who were paid by one person, each with a wallet of their own"],
    )


def _possible() -> Entity:
    a, b = sorted(COUPLE)
    transfer = EvidenceItem(
        kind="common_funder",
        family="provenance",
        bits="7.44",
        text="The same wallet paid both buyers.",
        signatures=[signature("fund couple 0"), signature("fund couple 1")],
    )
    return Entity(
        id=IDS["C"],
        tier="possible",
        p=f"{P_COUPLE:.4f}",
        wallets=[a, b],
        roles={},
        families=["provenance"],
        share_at_launch="0.030000",
        share_now=share(sum(HOLDINGS[wallet] for wallet in COUPLE)),
        creator_linked=False,
        links=[Link(a=a, b=b, bits="7.44", p=f"{P_COUPLE:.4f}", evidence=[transfer])],
        counter=[
            EvidenceItem(
                kind="own_history",
                family="counter",
                bits="-1.00",
                text="Both wallets have a long history of their own.",
                signatures=[signature("old life")],
            )
        ],
        alternatives=["one person funds a friend", "a seller of SOL serves both"],
    )


def metrics() -> Metrics:
    """Measured on the fixture's own holdings."""
    dust = CIRCULATING // 10**6
    linked = linked_shares(HOLDINGS, STRICT, LOOSE, PAIRS, CIRCULATING)
    return Metrics(
        wallets=measure(list(HOLDINGS.values()), CIRCULATING, dust=dust, pool_tokens=POOLS),
        entities=entity_measures(HOLDINGS, STRICT, LOOSE, PAIRS, CIRCULATING, dust=dust, pool_tokens=POOLS, unseen=None),
        linked_at_least=linked.at_least,
        linked_expected=linked.expected,
        linked_at_most=linked.at_most,
        hidden_by_splitting=hidden(HOLDINGS, STRICT, CIRCULATING),
        denominators={"circulating": str(CIRCULATING), "free": str(CIRCULATING - LOCKED), "total": str(TOTAL)},
    )


def findings() -> list[Finding]:
    """Sentences of every tier a report can hold, in the order of the document."""
    return [
        *(wording.entity(group) for group in entities()),
        wording.fee_sponsor(FUNDER, SPONSORED, [signature(f"buy {wallet}") for wallet in SPONSORED]),
        wording.common_funder(FUNDER_B, BUNDLED, "0.950000", [signature(f"fund {wallet}") for wallet in BUNDLED], "strong"),
        wording.bundle_adjacency(BUNDLED, SLOT + 1, [signature(f"buy {wallet}") for wallet in BUNDLED]),
        wording.creator_signed(CREATOR, signature("create")),
        wording.creator_bought(CREATOR, "0.040000", signature("create")),
        wording.creator_not_linked([*SPONSORED, *BUNDLED]),
        wording.service_in_common("exchange", EXCHANGE, EXCHANGE_NAME, STRANGERS[:3]),
        wording.gift(FUNDER, STRANGERS[0], [signature("gift")]),
        wording.graduated(POOL, "pumpswap", signature("migrate")),
        wording.no_link(STRANGERS[:3], "0.105000", "0.962000"),
    ]


def behaviour() -> Behaviour:
    """Facts of every part, as `build.behaviour` writes them."""
    return Behaviour(
        creator={
            "wallet": CREATOR,
            "bought": "0.050000",
            "sold": "0.010000",
            "transferred_out": "0.000000",
            "holds": "0.040000",
            "other_launches_seen": "3",
        },
        snipers={
            "window_slots": "2",
            "wallets": "4",
            "bought": "0.096000",
            "sold": "0.000000",
            "transferred_out": "0.020000",
            "holds": "0.076000",
        },
        bundled={"wallets": "3", "bought": "0.056000", "sold": "0.000000", "transferred_out": "0.000000"},
        exits={
            "early_buyers": "13",
            "bought": "0.310000",
            "sold": "0.020000",
            "transferred_out": "0.000000",
            "holds": "0.290000",
            "hold_nothing_now": "2",
            "linked_wallets": "8",
            "linked_bought": "0.240000",
            "linked_sold": "0.000000",
            "linked_transferred_out": "0.000000",
            "linked_holds": "0.240000",
            "linked_hold_nothing_now": "0",
        },
        rebuys={"wallets": "2", "linked_wallets": "1"},
        offsetting_volume={
            "transactions": "5",
            "share_of_volume_read": "0.014000",
            "quote_mint": WRAPPED_SOL,
            "volume_read": str(1000 * SOL),
            "volume_without": str(986 * SOL),
            "linked_transactions": "6",
            "linked_share_of_volume_read": "0.030000",
        },
        holders={
            "early_buyers": "13",
            "traded_again": "4",
            "looked_at": "13",
            "first_used_within_a_day": "9",
            "median_age_hours_at_least": "20",
            "median_transactions_at_least": "3",
        },
        signatures={
            "creator": [signature("creator sells")],
            "snipers": [signature(f"buy {wallet}") for wallet in SPONSORED[:4]],
            "linked_exits": [signature("a group's sale")],
        },
    )


def timeline() -> list[Moment]:
    """The launch in four lines."""
    return [
        Moment(SLOT, START, "create", "The token was created.", signature("create")),
        Moment(SLOT, START, "buy", "The first early buyer bought.", signature(f"buy {SPONSORED[0]}")),
        Moment(SLOT + 9000, START + 3600, "graduation", "Liquidity moved to a pool on pumpswap.", signature("migrate")),
        Moment(SLOT + 50_000, START + 20_000, "snapshot", "Holdings were read.", None),
    ]
