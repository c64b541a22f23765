"""Each block says what the report says, escaped, and marks what a reader must know."""

import html
import re
from urllib.parse import quote

import msgspec
import pytest

from reporter.api.badges import FORMS, PREFIX
from reporter.jobs.events import TITLES
from reporter.jobs.head import head_of
from reporter.jobs.job import Job
from reporter.ledger import shipped
from reporter.model.ids import USDC
from reporter.model.pack import Parameters
from reporter.model.progress import PHASES, Progress
from reporter.model.report import Behaviour, EvidenceItem, FamilyBits, Finding, Link, Liquidity, LockedTokens, Report, Supply
from reporter.report.diff import by_reports
from reporter.report.render import json_document
from reporter.report.vocabulary.behaviour import told
from reporter.report.wording import assert_speakable
from reporter.web.blocks.badge import base, snippets
from reporter.web.blocks.behaviour import MISLEADS, behaviour
from reporter.web.blocks.coverage import coverage, limits
from reporter.web.blocks.difference import difference
from reporter.web.blocks.dispute import disputes
from reporter.web.blocks.entity import WALLETS, entity_card, observations
from reporter.web.blocks.evidence import link_details
from reporter.web.blocks.explanation import explanations
from reporter.web.blocks.finding import findings
from reporter.web.blocks.listing import entry, interval
from reporter.web.blocks.masthead import banners, masthead
from reporter.web.blocks.measured import measured
from reporter.web.blocks.phases import phases
from reporter.web.blocks.powers import powers
from reporter.web.blocks.supply import parts, supply_bar
from reporter.web.blocks.waterfall import MINUS, PRIOR, ordered, steps, waterfall
from reporter.web.links import Explorer
from reporter.web.measures import TABLE
from tests.publish.owner import LINK, OWNER, signed
from tests.report.factory import (
    CREATOR,
    MINT,
    address,
    bare_report,
    hostile_report,
    make_report,
    partial_report,
    signature,
    simulated_report,
)

EXPLORER = Explorer("https://solscan.io/{kind}/{id}", "mainnet")
NOWHERE = Explorer("https://solscan.io/{kind}/{id}", "simulated")


def test_the_masthead_quotes_the_name_and_links_mint_and_creator():
    made = masthead(make_report(), EXPLORER)
    assert "“Quiet Harbour”" in made
    assert "name quoted from the chain<" in made
    assert f"https://solscan.io/token/{MINT}" in made
    assert f'creator <a href="https://solscan.io/account/{CREATOR}"' in made
    assert "on pump.fun · launched 2026-09-21 14:13:20 UTC" in made


def test_a_creator_who_signed_nothing_is_only_said_to_be_named():
    report = make_report()
    assert report.creation is not None
    creation = msgspec.structs.replace(report.creation, creator_signed=False)
    assert "named as creator by the payer: " in masthead(msgspec.structs.replace(report, creation=creation), EXPLORER)


def test_a_hostile_name_is_escaped_and_said_to_be_cleaned():
    made = masthead(hostile_report(), EXPLORER)
    assert "<script" not in made
    assert "invisible characters removed" in made


def test_a_token_without_name_and_launch_is_still_headed():
    made = masthead(bare_report(), EXPLORER)
    assert "Unnamed token" in made
    assert "quoted" not in made


def test_a_brand_stands_for_its_platform():
    report = msgspec.structs.replace(make_report(), platform="bonk", brand="LetsBonk <b>")
    assert "on LetsBonk &lt;b&gt;" in masthead(report, EXPLORER)


def test_a_whole_report_on_the_main_network_has_no_banner():
    assert banners(make_report()) == ""


def test_simulated_unverified_test_and_partial_reports_say_so():
    assert "Simulated launch" in banners(simulated_report())
    assert "45.5 % of early buying could be examined" in banners(partial_report())
    assert "could not be verified" in banners(bare_report())
    assert "Partial report" in banners(bare_report())
    report = make_report()
    devnet = msgspec.structs.replace(report, snapshot=msgspec.structs.replace(report.snapshot, network="devnet"))
    assert "devnet, a test network" in banners(devnet)


def test_the_parts_of_the_supply_are_the_whole_and_locked_tokens_are_not_counted_twice():
    report = make_report()
    found = {part.key: part for part in parts(report.supply)}
    assert {key: part.share for key, part in found.items()} == {
        "free": "0.780000",
        "locked": "0.020000",
        "pools": "0.190000",
        "burned": "0.010000",
    }
    assert sum(part.amount for part in found.values()) == int(report.supply.total)


def test_the_bar_repeats_every_share_and_amount_in_figures():
    made = supply_bar(make_report().supply, 6)
    for text in ("78.0 %</strong> with holders", "780,000,000", "2.0 %</strong> locked", "19.0 %</strong> in pools", "burned"):
        assert text in made
    assert "on the curve" not in made


def test_no_supply_at_all_is_said():
    assert "shows no supply" in supply_bar(Supply("0", "0", "0", "0", "0", "0"), 6)


def test_an_entity_card_gives_tier_shares_wallets_evidence_and_other_explanations():
    entity = make_report().entities[1]
    made = entity_card(entity, 1, EXPLORER)
    assert '<h3>Entity 2 <span class="lr-chip">Strong evidence</span></h3>' in made
    assert "<dt>Now</dt><dd>7.0 %</dd>" in made
    assert "<dt>Of early buying</dt><dd>7.0 %</dd>" in made
    assert "<dt>Wallets</dt><dd>3</dd>" in made
    assert "almost certain (uncalibrated)" in made
    assert "The same wallet paid for both buys" in made
    assert "(seen for 3 pairs)" in made
    assert f"https://solscan.io/tx/{entity.links[0].evidence[0].signatures[0]}" in made
    assert "Other explanations" in made
    assert "funded by: " in made
    assert all(f"https://solscan.io/account/{wallet}" in made for wallet in entity.wallets)


def test_counter_evidence_stands_on_the_card():
    made = entity_card(make_report().entities[2], 2, EXPLORER)
    assert "Against it" in made
    assert "long history of their own" in made


def test_an_entity_linked_to_the_creator_says_so():
    entity = msgspec.structs.replace(make_report().entities[0], creator_linked=True)
    assert "linked to the creator" in entity_card(entity, 0, EXPLORER)
    assert "linked to the creator" not in entity_card(make_report().entities[0], 0, EXPLORER)


def test_the_card_of_a_simulated_launch_has_no_links_out():
    assert "href" not in entity_card(make_report().entities[0], 0, NOWHERE)


def test_equal_sentences_of_many_pairs_are_one_observation_with_all_transactions_the_heaviest_first():
    found = observations(make_report().entities[1])
    assert [(one.bits, one.pairs) for one in found] == [(9.0, 3), (5.25, 3)]
    assert len(found[0].signatures) == 3


def test_what_is_too_long_for_a_card_is_counted():
    entity = make_report().entities[0]
    items = [
        EvidenceItem("k", "control", f"{number}.00", f"Sentence {number}.", [signature(str(number))]) for number in range(50)
    ]
    link = msgspec.structs.replace(entity.links[0], evidence=items)
    wallets = sorted(address(f"w{number}") for number in range(WALLETS + 7))
    made = entity_card(msgspec.structs.replace(entity, links=[link], wallets=wallets), 0, EXPLORER)
    assert "46 more observations" in made
    assert "6 more in the JSON" in made
    assert "and 7 more in the JSON" in made
    assert made.index("Sentence 49.") < made.index("Sentence 48.")


def test_hostile_text_in_evidence_is_escaped():
    entity = make_report().entities[0]
    item = EvidenceItem("k", "control", "1.00", "<img src=x onerror=alert(1)>", ["<b>"])
    link = msgspec.structs.replace(entity.links[0], evidence=[item])
    made = entity_card(
        msgspec.structs.replace(entity, links=[link], roles={"<i>": ["<u>"]}, alternatives=["<s>"], counter=[item]), 0, EXPLORER
    )
    for tag in ("<img", "<b>", "<i>", "<u>", "<s>"):
        assert tag not in made


def test_findings_carry_their_tier_in_words_and_their_transactions():
    one = Finding("entity", "strong", "A <sentence>.", [signature(str(number)) for number in range(5)], [])
    made = findings([one, msgspec.structs.replace(one, tier="none", signatures=[])], EXPLORER)
    assert made.count("<li>") == 2
    for text in (">Strong evidence<", ">Note<", "A &lt;sentence&gt;.", f"https://solscan.io/tx/{signature('0')}", "and 2 more"):
        assert text in made


def test_no_finding_is_not_left_blank():
    assert "no proof" in findings([], EXPLORER)


def test_coverage_tells_what_is_missing_and_what_was_not_understood():
    made = coverage(make_report())
    for text in (
        "611 · 604 · 7<",
        "96.2 %",
        "3 instructions of 1 program could not be decoded",
        "could not be read",
        "12 slots",
    ):
        assert text in made
    assert "the budget ran out" in coverage(partial_report())
    assert "decoded" not in coverage(bare_report())


def test_limits_are_printed_as_they_are():
    made = limits(make_report())
    for text in make_report().limits:
        assert html.escape(text) in made


def test_a_list_entry_marks_simulated_and_partial_reports():
    def made(report: Report) -> str:
        return entry(head_of(json_document.render(report)))

    assert "simulated" in made(simulated_report())
    assert "simulated" not in made(make_report())
    assert ">partial<" in made(partial_report())
    assert "linked supply 27.0 % to 30.0 %" in made(make_report())
    assert "Unnamed token" in made(bare_report())
    assert "slot 420,050,000" in made(bare_report())
    assert "<script" not in made(hostile_report())


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("0.100000", "0.200000", "10.0 % to 20.0 %"),
        ("0.100000", "0.100000", "10.0 %"),
        (None, "0.1", "not measured"),
        (None, None, "not measured"),
    ],
)
def test_an_interval_names_both_bounds(low, high, words):
    assert interval(low, high) == words


def test_every_phase_is_named():
    assert tuple(TITLES) == PHASES


def test_a_waiting_job_has_every_phase_to_come():
    made = phases(Job("k", Parameters(USDC)))
    assert made.count('class="lr-next"') == len(PHASES)
    assert "0 calls spent of at most 2,500" in made


def test_a_running_job_shows_what_is_done_running_and_to_come():
    job = Job("k", Parameters(USDC, budget=9000)).advanced(Progress("resolve", 4, 4, 4))
    job = job.advanced(Progress("trades", 1200, 3000, 1204, "page <2>"))
    made = phases(job)
    assert made.count('class="lr-done"') == 1
    assert made.count('class="lr-now"') == 1
    assert made.count('class="lr-next"') == 4
    for text in ("4 of 4", "1,200 of 3,000", "1,204 calls spent of at most 9,000", "page &lt;2&gt;"):
        assert text in made


def test_every_measure_stands_over_wallets_and_over_the_three_readings_of_entities():
    report = make_report()
    rows = re.findall(r"<tr>(.*?)</tr>", measured(report))
    labels = [row.partition("<summary>")[2].partition("</summary>")[0] for row in rows]
    cells = {label: re.findall("<td>(.*?)</td>", row) for label, row in zip(labels[1:], rows[1:], strict=True)}
    assert list(cells) == [html.escape(row.label) for row in TABLE]
    assert rows[0].count("<th") == 5
    assert cells["Largest"][0] == "10.0 %"
    assert cells["Fewest for half"][0] == str(report.metrics.wallets.nakamoto50)
    assert cells["HHI (0 to 10,000)"][3] == report.metrics.entities.at_most.hhi
    assert set(re.findall("<td>(.*?)</td>", measured(bare_report()).partition("Gini")[2].partition("</tr>")[0])) == {"no data"}


def test_explanations_hold_both_sentences_of_every_measure():
    made = explanations(TABLE)
    for row in TABLE:
        assert html.escape(row.meaning) in made
        assert html.escape(row.misleads) in made


def test_a_link_shows_each_observation_with_weight_rarity_and_transactions():
    link = make_report().entities[1].links[0]
    first = msgspec.structs.replace(link.evidence[0], rarity="0.021000", text="Same <i>route</i>")
    drawn = link_details(msgspec.structs.replace(link, evidence=[first, *link.evidence[1:]]), EXPLORER)
    assert "(2.1 % of strangers, or of chance)" in drawn
    assert "Same &lt;i&gt;route&lt;/i&gt;" in drawn
    assert f"+{first.bits}" in drawn
    assert f"+{link.bits}" in drawn
    assert f"https://solscan.io/tx/{first.signatures[0]}" in drawn
    assert "Other explanations" in drawn


def capped() -> Link:
    """A link whose two observations of one family meet its cap, with one against it."""
    items = [
        EvidenceItem("common_funder", "provenance", "9.00", "One.", [signature("one")], counted="9.00"),
        EvidenceItem("fan_out", "provenance", "8.00", "Two.", [], counted="1.00"),
        EvidenceItem("long_history", "counter", "-3.00", "Three.", [], counted="-3.00"),
    ]
    families = [FamilyBits("counter", "-3.00", "8.00", "-3.00"), FamilyBits("provenance", "11.00", "10.00", "10.00")]
    return Link(address("a"), address("b"), "7.00", "0.6667", items, "-6.00", families)


def test_a_waterfall_goes_from_the_prior_over_every_observation_to_the_sum():
    link = capped()
    assert [item.kind for item in ordered(link)] == ["common_funder", "fan_out", "long_history"]
    assert [(str(bar.start), str(bar.end)) for bar in steps(link)] == [
        ("0", "-6.00"),
        ("-6.00", "3.00"),
        ("3.00", "4.00"),
        ("4.00", "1.00"),
    ]
    drawn = waterfall(link, EXPLORER)
    for text in (PRIOR, "+11.00 found, +10.00 counts (cap 10.00)", "weighs +8.00 alone", f"{MINUS}3.00", f"{MINUS}6.00"):
        assert text in drawn
    assert drawn.count("lr-minus") == 2
    assert "7.00 bits of evidence" in drawn
    assert "likely (uncalibrated)" in drawn


def test_the_waterfall_of_every_sample_link_ends_where_its_probability_is():
    [pack] = [path for path in shipped.samples() if path.stem == "paid-fees"]
    for entity in json_document.read(pack.with_suffix(".json").read_bytes()).entities:
        for link in entity.links:
            odds = 2.0 ** float(steps(link)[-1].end)
            assert odds / (1 + odds) == pytest.approx(float(link.p), abs=0.02)


def test_a_link_of_an_earlier_version_has_no_prior_and_counts_its_whole_weights():
    link = make_report().entities[1].links[0]
    assert steps(link)[0].end == 0
    assert PRIOR not in waterfall(link, EXPLORER)


def test_every_sentence_about_behaviour_stands_with_its_transactions_and_how_it_misleads():
    facts = Behaviour(
        creator={
            "wallet": CREATOR,
            "bought": "0.034000",
            "sold": "0.010000",
            "transferred_out": "0.000000",
            "holds": "0.024000",
        },
        snipers={"window_slots": "2", "wallets": "9", "bought": "0.110000", "holds": "0.070000"},
        bundled={"wallets": "2", "bought": "0.060000", "holds": "0.050000"},
        exits={
            "early_buyers": "111",
            "hold_nothing_now": "26",
            "linked_wallets": "2",
            "linked_bought": "0.01",
            "linked_holds": "0.0",
        },
        rebuys={"wallets": "3"},
        offsetting_volume={"transactions": "4", "share_of_volume_read": "0.020000"},
        signatures={"bundled": [signature("bundle")]},
    )
    drawn = behaviour(msgspec.structs.replace(make_report(), behaviour=facts), EXPLORER)
    for said in told(facts):
        assert html.escape(said.text) in drawn
        assert MISLEADS[said.part] in drawn
    assert f"https://solscan.io/tx/{signature('bundle')}" in drawn
    assert "Nothing was read" in behaviour(bare_report(), EXPLORER)


def test_every_part_of_the_behaviour_has_its_help():
    fields = {field.name for field in msgspec.structs.fields(Behaviour)} - {"signatures"}
    assert set(MISLEADS) == fields | {"linked_exits"}


def test_powers_locks_and_liquidity_are_told_as_facts():
    report = make_report()
    token = msgspec.structs.replace(report.token, authorities={"mint": None, "freeze": CREATOR}, extensions=["transferFee<b>"])
    lock = LockedTokens(address("locker"), address("program"), "5000000", "5000000", "locked", 1_800_000_000, None, None)
    pool = Liquidity(address("pool"), address("cpmm"), None, "1000", "900", "50", [], whole=True)
    drawn = powers(msgspec.structs.replace(report, token=token, locks=[lock], liquidity=pool), EXPLORER)
    for text in (
        "Mint authority</dt><dd>given up",
        "Freeze authority",
        CREATOR,
        "transferFee&lt;b&gt;",
        "90.0 % burned, 5.0 % locked",
    ):
        assert text in drawn
    assert "5 locked until 2027-01-15" in drawn
    bare = powers(bare_report(), EXPLORER)
    assert "was not read" in bare or "authority" in bare


def test_what_changed_between_two_snapshots_stands_below_its_reason():
    old = make_report()
    new = msgspec.structs.replace(
        old,
        entities=old.entities[:1],
        snapshot=msgspec.structs.replace(old.snapshot, slot=old.snapshot.slot + 9, pack_sha256="1" * 64),
    )
    found = by_reports(old, new)
    drawn = difference(found, EXPLORER)
    assert found.changes
    assert "Linked wallets" in drawn
    assert "Why: " in drawn
    for change in found.changes:
        assert html.escape(change.text) in drawn
    assert_speakable(drawn)
    assert "Nothing that is compared here differs." in difference(by_reports(old, old), EXPLORER)


def test_a_dispute_is_quoted_with_its_link_and_said_to_be_no_part_of_the_report():
    assert disputes([], Explorer("https://solscan.io/{kind}/{id}", "mainnet")) == ""
    block = disputes([signed()], Explorer("https://solscan.io/{kind}/{id}", "mainnet"))
    assert f"The key of {OWNER.pubkey()} signed" in block
    assert f'href="{html.escape(LINK)}" rel="nofollow ugc noreferrer noopener"' in block
    assert "is no part of it" in block


def test_a_forged_dispute_brings_no_markup_and_no_link():
    forged = msgspec.structs.replace(signed(), wallet="<script>x", link="javascript:alert(1)", signature='"><img src=x>')
    block = disputes([forged], Explorer("https://solscan.io/{kind}/{id}", "mainnet"))
    assert not re.search(r"<(script|img)|href=.javascript", block)


@pytest.mark.parametrize(
    ("public", "page", "at"),
    [
        ("", "http://127.0.0.1:8501/?mint=x", "http://127.0.0.1:8501"),
        ("https://launch.example/reports", "http://127.0.0.1:8501/", "https://launch.example/reports"),
        ("", "", "https://YOUR-SERVER"),
    ],
)
def test_snippets_ask_for_badges_where_they_are_served(public, page, at):
    made = snippets(MINT, base(public, page))
    for text in (f"{at}/badge/{MINT}.svg", f"{at}/?mint={MINT}"):
        assert text in made["HTML"]
        assert text in made["Markdown"]
    assert made["JSON"] == f"{at}/badge/{MINT}.json"
    assert made["shields.io"].endswith(quote(made["JSON"], safe=""))


def test_badges_are_served_where_snippets_ask_for_them():
    assert snippets(MINT, "")["JSON"].startswith(PREFIX)
    assert {"svg", "json"} <= set(FORMS)
