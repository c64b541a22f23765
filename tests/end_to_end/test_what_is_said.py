"""Each labelled scenario, in every form a reader gets: the report says what the scenario demands and nothing it forbids."""

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

import msgspec
import pytest

from reporter.model.pack import Parameters
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.render import html_document, json_document, markdown, text
from reporter.report.vocabulary.forbidden import assert_speakable
from reporter.simulator.scenarios.table import SCENARIOS, build
from tests.end_to_end.test_scenarios import SEED
from tests.end_to_end.worlds import NodeSource, gather

GROUP: Final = r"\d+ wallets \([^)]*\) are linked by|[Ss]trong evidence of one controller"
CREATOR: Final = r"creator's wallet, \S+, is linked to|Money of \S+, which signed as creator|The creator is among them"
MIXED: Final = r"signed and paid the fees of \d+ payments out of \d+ other wallets that brought the money of \d+ early buyers"
DATED: Final = r"got the money for their first buys .{5,50} before the token was created"
UNLINKED: Final = r"\d+ early buyers? holding [\d.]+ % of the circulating supply: no link found in the data examined"
NO_CREATOR: Final = r"No link between (?:the creator and|them and the creator)"
STRANGERS: Final = r"were paid by the same address, which (?:pays many|may serve) strangers \([^)]*\); this does not link them"
ALWAYS_FORBIDDEN: Final = r"no coordination|\bdisclosed|bundled in one block|real demand|old wallet|trusted|because the price"


class Row(NamedTuple):
    """What a scenario demands and what it forbids, beside what holds for all."""

    says: tuple[str, ...]
    never: tuple[str, ...] = ()


ROWS: Final[dict[str, Row]] = {
    "p01_chains": Row((GROUP, MIXED, DATED, UNLINKED), (CREATOR,)),
    "p02_prefunded": Row((GROUP, MIXED, r"differ from each other as the amounts do that a launch tool is known to draw", r"first buys .*?(?:hours|days) before the token was created"), (CREATOR,)),
    "p03_pool": Row((GROUP, MIXED, DATED), (CREATOR, r"known tool")),
    "p04_one_by_one": Row((GROUP, r"first bought within \d+ slots"), (r"first bought in one slot",)),
    "p05_split": Row((GROUP, UNLINKED)),
    "p06_warmed": Row((GROUP, r"is the same sequence of \d+ trades of one other token")),
    "p07_foreign_token": Row((GROUP, NO_CREATOR), (CREATOR,)),
    "p08_again": Row((GROUP, r"had bought before, in nearly the same order")),
    "p09_equal": Row((GROUP,), (CREATOR,)),
    "p10_table": Row((GROUP,), (r"no funding",)),
    "p11_rent": Row((GROUP, CREATOR, r"a sale of what several had bought, not of one holder")),
    "p12_staged": Row((GROUP, r"sold in \d stages", r"the order of events, not a cause")),
    "p13_bridge": Row((r"came out of an account of a program \([^)]*\) within .{5,20}; its origin is unresolved", UNLINKED), (GROUP,)),
    "p14_ring": Row((r"offset inside the group|no position, no demand",)),
    "p15_atomic": Row((r"bought and sold at once, [\d.]+ % of the volume read: no position, no demand",)),
    "p16_pair": Row((r"Money of \S+, which signed as creator|creator's wallet, \S+, is linked to", UNLINKED)),
    "p17_serial": Row((r"also paid wallets that signed \d+ earlier creations", r"no more is said about those tokens")),
    "p18_retries": Row((GROUP, r"that failed: tries without effect, counted neither as trades nor as volume", UNLINKED)),
    "p19_crowded": Row((GROUP, UNLINKED)),
    "p20_deposit": Row((GROUP, r"a deposit address of an exchange: one customer's", UNLINKED)),
    "n01_one_exchange": Row((STRANGERS, UNLINKED), (GROUP, CREATOR)),
    "n02_airdrop": Row((STRANGERS, UNLINKED), (GROUP, CREATOR)),
    "n03_one_terminal": Row((r"paid the same address in the transactions of their first buys, as users of one trading tool", UNLINKED), (GROUP, CREATOR)),
    "n04_market_maker": Row((GROUP, r"Quoting both sides of a market looks the same", NO_CREATOR), (CREATOR,)),
    "n05_followers": Row((UNLINKED,), (GROUP, CREATOR)),
    "n06_infrastructure": Row((UNLINKED,), (GROUP, CREATOR)),
    "n07_own_deposits": Row((UNLINKED,), (GROUP, CREATOR)),
    "n08_friends": Row((r"got money from|sent money to",), (GROUP, CREATOR)),
    "n09_vesting": Row((UNLINKED,), (r"sold in \d stages",)),
    "n10_payouts": Row((UNLINKED,), (GROUP, CREATOR)),
    "n11_shared_pool": Row((GROUP, MIXED), (r"a sale of what several",)),
    "n12_hot": Row((r"spread evenly by chance, about \d+ would: a slot in common alone says little", UNLINKED), (GROUP, CREATOR)),
    "n13_relayer": Row((r"had fees or rent paid by the same [^;]*; this does not link them",), (GROUP, CREATOR)),
    "n14_two_own": Row((r"sent money to \S+; the transfer is a fact, one controller of both is only possible",), (GROUP,)),
    "n15_robbed": Row((GROUP, r"moved money to \S+ between .{23} and .{23}"),),
    "n16_treasury": Row((r"were paid by the same program's vault", UNLINKED), (GROUP, CREATOR)),
    "n17_creator_only": Row((r"The creator bought [\d.]+ % of the total supply in the creation transaction \(usual\)",), (GROUP,)),
    "n18_lost": Row((r"Partial report: [\d.]+ % of early buying", r"can change every number here"), (r"100\.0 % of early buying",)),
    "n19_seller": Row((STRANGERS,), (GROUP, CREATOR)),
    "n20_decoys": Row((GROUP, UNLINKED)),
    "n21_bumps": Row((r"no position, no demand. Anybody can order such trades",), (GROUP, CREATOR)),
    "n22_one_blockhash": Row((UNLINKED,), (GROUP, CREATOR)),
    "n23_one_template": Row((r"paid 0\.05 SOL to \S+, as users of one launch tool pay its fee; this does not link them", UNLINKED), (GROUP, CREATOR)),
}  # fmt: skip
"""The rows of positives and negatives; whoever is added to the simulator needs one."""

FORMS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text.render,
    "html": lambda report: html.unescape(re.sub(r"<(?:style.*?</style>|[^>]*)>", " ", html_document.render(report).decode())),
    "json": lambda report: "\n".join(_strings(msgspec.json.decode(json_document.render(report)))),
    "markdown": lambda report: re.sub(r"\\(.)", r"\1", html.unescape(markdown.render(report).decode())),
}


def _strings(value: object) -> list[str]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [said for each in inside for said in _strings(each)]


@cache
def told(name: str) -> Report:
    """The report of a scenario from a node as faulty as the scenario wants it."""
    launch = build(name, SEED)
    lost = launch.faults.lost if launch.faults is not None else 0.0
    return analyse(gather(NodeSource(launch.ledger, lost=lost), Parameters(launch.truth.mint)))


@pytest.mark.parametrize("name", ROWS)
def test_a_report_says_what_its_scenario_demands_and_nothing_it_forbids(name):
    report = told(name)
    row = ROWS[name]
    from_chain = [report.token.name, report.token.symbol]
    for form, render in FORMS.items():
        said = " ".join(render(report).split())
        assert_speakable(said, from_chain)
        assert [demand for demand in row.says if not re.search(demand, said)] == [], form
        assert [found[0] for ban in (*row.never, ALWAYS_FORBIDDEN) for found in re.finditer(ban, said)] == [], form


@pytest.mark.parametrize("name", ROWS)
def test_curves_pools_and_vaults_are_neither_buyers_nor_members(name):
    report = told(name)
    infrastructure = {row.wallet for row in report.holders if row.class_ == "infrastructure"}
    assert infrastructure
    assert not infrastructure & {wallet for entity in report.entities for wallet in entity.wallets}
    assert not infrastructure & {buyer.wallet for buyer in report.early_buyers}


def test_every_positive_and_negative_scenario_has_a_row():
    assert set(ROWS) == {name for name in SCENARIOS if name[0] in "pn"}
