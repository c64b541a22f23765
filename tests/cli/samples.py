"""A small whole report and pack, for tests of how the command line hands them on."""

from msgspec import Struct
from msgspec.structs import replace

from reporter import __version__
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.model import report as r
from reporter.model.ids import SPL_TOKEN
from reporter.model.pack import Pack, Parameters, Provenance

MINT = "AJ1jaUQ7PFm1z7SmeBiwzkPTsYNxSdqDxbVcFJkcpump"
OTHER_MINT = "So11111111111111111111111111111111111111112"
KEYED_URL = "https://node.example/v2/9f8e7d6c5b4a3f2e"

_NONE = r.Measures(0, None, None, None, None, None, None, None, None, None, None, None, None)
_COVERAGE = r.Coverage(
    wanted=10,
    fetched=10,
    missing=0,
    calls=10,
    budget_exhausted=False,
    notes=[],
    share="1.000000",
    partial=False,
    by_method={"getTransaction": 10},
    unknown_instructions={},
)


class Made(Struct, frozen=True):
    """What a fake session hands over."""

    report: r.Report
    pack: Pack


def a_report(*, partial: bool = False) -> r.Report:
    """A report without holders; `partial` as if three answers were missing."""
    coverage = replace(_COVERAGE, fetched=7, missing=3, share="0.700000", partial=True) if partial else _COVERAGE
    return r.Report(
        schema=r.SCHEMA,
        mint=MINT,
        platform="unknown",
        token=r.Token("Safe Rug", "RUG", 6, SPL_TOKEN, {"mint": None, "freeze": None}, []),
        creation=None,
        graduation=None,
        snapshot=r.Snapshot(
            slot=326027759,
            blockhash=None,
            time=1741688033,
            sources=["JSON-RPC"],
            rules="2026-11-22",
            pack_sha256="ab" * 32,
            network="simulated",
            slot_spread=0,
            program="0.2.0",
        ),
        coverage=coverage,
        supply=r.Supply("1000000", "0", "0", "0", "0", "1000000"),
        holders=[],
        early_buyers=[],
        entities=[],
        services=[],
        metrics=r.Metrics(_NONE, r.EntityMeasures(_NONE, _NONE, _NONE), None, None, None, None, {"circulating": "1000000"}),
        findings=[],
        timeline=[],
        badge=r.Badge("no data", None, None, "lightgrey", 326027759, 1741774433),
        behaviour=r.Behaviour({}, {}, {}, {}, {}, {}),
        concentration_over_time=[],
        limits=["No finding is not proof of independence."],
    )


def a_pack(mint: str = MINT, program: str = __version__) -> Pack:
    """A pack without answers about `mint`, made by version `program`, with the rules and labels that travel with the program."""
    return Pack(
        parameters=Parameters(mint=mint),
        provenance=Provenance(("JSON-RPC",), program),
        rules=load_rules(),
        labels=load_labels(),
        background=load_background(),
        answers=MemoryAnswers([]),
    )
