"""Groups on the real chain: what recorded transactions show is said, and no more than that."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reporter.model.ids import SPL_TOKEN
from reporter.model.pack import Parameters
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.render import text
from reporter.report.vocabulary.forbidden import assert_speakable
from reporter.simulator.accounts import Account, MintState
from reporter.simulator.recorded import Recorded
from tests.end_to_end.worlds import NodeSource, gather

SLOT = 326_027_759
SIGNED_TOGETHER = "4MehCTvstL46nWiDYdjiD45NbSvecMFJyXPb3FSapump"  # 2r4uXUJt: three wallets buy in the creation and sign it
FIVE = "391eBopprrYSEVjiaFkChD29FF5k1movUtjdVYkXpump"  # the places 1011 to 1015 of the block
SPONSORED = ("8zErU24XxdtywoUzCELbd6RKcGT1hTUWX4xCjyjDpump", "8VbR1WBaJXxCGmcK9fwUUPEfPjcMymWbj5SjXF9ppump")
"""Two of the tokens that one sponsor let buyers buy in the same block."""


@cache
def recorded(shared: Path) -> Recorded:
    return Recorded.load(shared / "blocks" / f"block_{SLOT}.json", sorted((shared / "transactions").glob("*.json")))


def report(view: Any, mint: str) -> Report:
    return analyse(gather(NodeSource(view), Parameters(mint)))


def test_wallets_that_signed_one_buy_are_told_as_that(shared: Path):
    found = report(recorded(shared), SIGNED_TOGETHER)
    [entity] = found.entities
    assert (entity.tier, len(entity.wallets), entity.families) == ("proven", 3, ["control"])
    [said] = [finding for finding in found.findings if finding.id == "co_signature"]
    assert said.text.endswith("signed the same transactions (1), which moved money or tokens of each.")
    assert set(said.wallets) == set(entity.wallets)
    # One of them paid the fee. It is a member, not a service that might serve strangers.
    assert found.services == []
    assert_speakable(text.render(found), [found.token.name, found.token.symbol])


@pytest.mark.parametrize("mint", SPONSORED)
def test_a_sponsor_of_single_buyers_on_several_tokens_is_tied_to_nobody(shared: Path, mint: str):
    found = report(recorded(shared), mint)
    assert found.entities == []
    assert not any(finding.tier in {"proven", "strong"} for finding in found.findings if finding.id != "creator_signed")


class TestFiveWallets:
    """The five buys name no mint: their pool is Raydium's. The mint's list is therefore filled with them, as a node lists a pool."""

    def found(self, shared: Path) -> Report:
        view = Recorded.load(shared / "blocks" / f"block_{SLOT}.json")
        rows = [landed for landed in view.by_signature.values() if landed.index in range(1011, 1016)]
        view.history = {**view.history, FIVE: rows}
        mint = Account(1_461_600, owner=SPL_TOKEN, data=MintState(None, 10**15, 6).pack(FIVE))
        view.accounts = {**view.accounts, FIVE: mint}
        return report(view, FIVE)

    def test_five_buys_in_a_row_are_found_and_link_nobody(self, shared: Path):
        found = self.found(shared)
        assert len(found.early_buyers) == 5
        assert found.entities == []
        [said] = [finding for finding in found.findings if finding.id == "row_of_buys"]
        assert (said.tier, len(said.wallets), len(said.signatures)) == ("none", 5, 5)
        assert said.text.startswith("The first buys of 5 wallets (")
        assert f"stand next to each other in slot {SLOT}, 4 of them in one form; no other early buyer was read." in said.text
        assert said.text.endswith("this alone does not link them.")
        assert found.behaviour.bundled["wallets"] == "5"

    def test_nothing_stronger_is_said_anywhere_and_what_was_not_read_is(self, shared: Path):
        found = self.found(shared)
        assert found.coverage.partial
        assert not any(finding.tier in {"proven", "strong", "possible"} for finding in found.findings)
        assert any(finding.id == "origin_unresolved" for finding in found.findings)
        page = text.render(found)
        assert "Strong evidence" not in page
        assert "linked by" not in page
        assert_speakable(page, [found.token.name, found.token.symbol])
