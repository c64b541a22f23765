"""Every state of the pages, drawn by Streamlit itself with a real store and runner and a maker that obeys the test."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from reporter.errors import EndpointBusy
from reporter.jobs.job import key_of
from reporter.model.ids import USDC
from reporter.model.pack import Parameters
from reporter.model.progress import Draft
from reporter.model.report import Report
from reporter.publish import overlay
from reporter.report import numbers
from reporter.report.wording import assert_speakable
from reporter.web.services import Services
from tests.jobs.reports import numbered, pack_of
from tests.publish.owner import DOCUMENT, OWNER, REPORT, signed
from tests.report.factory import (
    BUNDLED,
    CREATOR,
    IDS,
    MINT,
    SPONSORED,
    STRANGERS,
    address,
    bare_report,
    hostile_report,
    make_report,
    partial_report,
    simulated_report,
)
from tests.web.fakes import Maker, make_services

KEY = "5" * 87
ENDPOINT = "https://rpc.example/?api-key=hidden"

Start = Callable[..., tuple[AppTest, Services, Maker]]


def draw(services):  # unannotated: AppTest runs the source of this function alone
    from reporter.web.main import main

    main(services)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    opened: list[tuple[Services, Maker]] = []

    def open_page(reports: Any = (), samples: Any = None, maker: Maker | None = None, **query: str):
        maker = maker or Maker()
        services = make_services(tmp_path, maker, reports, samples)
        opened.append((services, maker))
        return page(services, **query), services, maker

    yield open_page
    for services, maker in opened:
        maker.go.set()
        services.runner.close()


def page(services: Services, **query: str) -> AppTest:
    app = AppTest.from_function(draw, args=(services,), default_timeout=20)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def words(app: AppTest) -> str:
    """Everything a reader can see or a browser is sent as text."""
    assert not app.exception
    kinds = ("title", "header", "subheader", "markdown", "caption", "html", "error", "info", "warning", "text")
    texts = [element.value for kind in kinds for element in getattr(app, kind) if element.value != style(app)]
    texts += [f"{one.label} {one.value} {one.help or ''}" for one in app.metric]
    texts += [one.label for one in (*app.button, *app.expander)]
    return "\n".join(str(text) for text in texts)


def style(app: AppTest) -> str:
    return next((one.value for one in app.html if one.value.startswith("<style>")), "")


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def ask(app: AppTest, text: str) -> AppTest:
    app.text_input(key="ask-text").set_value(text)
    button(app, "Make report").click()
    return app.run()


def settled(services: Services, key: str) -> None:
    deadline = time.monotonic() + 10
    while (job := services.runner.get(key)) is None or not job.finished:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_empty_installation_says_so_and_offers_the_field(start):
    app, _, _ = start()
    seen = words(app)
    assert app.title[0].value == "Launch reporter"
    for text in ("No sample reports", "None yet.", "accuses nobody"):
        assert text in seen
    assert app.text_input(key="ask-text").value == ""


def test_samples_and_stored_reports_are_listed_and_open(start):
    app, _, _ = start(reports=[make_report()], samples={"premix": simulated_report()})
    assert "simulated" in words(app)
    button_of = {one.key: one for one in app.button}
    opened = button_of["sample-premix"].click().run()
    assert app.query_params["sample"] == "premix"
    assert "Simulated launch" in words(opened)
    home = opened.button(key="home").click().run()
    key = f"report-{make_report().snapshot.pack_sha256}"
    opened = next(one for one in home.button if one.key == key).click().run()
    assert opened.query_params["mint"] == MINT
    assert "“Quiet Harbour”" in words(opened)


@pytest.mark.parametrize("text", ["", "pepe", "https://example.org/nothing", f"{MINT} {USDC}"])
def test_bad_input_is_one_clear_line_and_starts_nothing(start, text):
    app, _, maker = start()
    ask(app, text)
    assert len(app.error) == 1
    assert "\n" not in app.error[0].value
    assert maker.asked == []


@pytest.mark.parametrize("secret", [KEY, f"[{','.join(['7'] * 64)}]", "able " * 11 + "able"])
def test_a_secret_is_refused_and_nowhere_on_the_page_again(start, secret):
    app, _, maker = start()
    ask(app, secret)
    assert "private key or seed phrase" in app.error[0].value
    assert app.text_input(key="ask-text").value == ""
    assert secret not in words(app)
    assert secret not in repr(app.session_state)
    assert maker.asked == []


def test_a_secret_in_the_address_is_refused_and_leaves_the_address(start):
    app, _, _ = start(mint=KEY)
    assert "private key" in app.error[0].value
    assert "mint" not in app.query_params
    assert KEY not in words(app)


def test_a_job_shows_phases_counts_and_calls_then_its_report(start):
    app, services, maker = start()
    ask(app, f"https://pump.fun/coin/{MINT}")
    assert maker.entered.wait(10)
    assert maker.asked == [Parameters(MINT)]
    app.run()
    assert app.query_params == {"mint": MINT, "job": key_of(Parameters(MINT))}
    seen = words(app)
    for text in ("Reading the ledger", "Read the launch and its trades", "120 of 300", "124 calls spent of at most 2,500"):
        assert text in seen
    maker.go.set()
    settled(services, key_of(Parameters(MINT)))
    app.run()
    assert app.query_params == {"mint": MINT, "report": make_report().snapshot.pack_sha256}
    assert "“Quiet Harbour”" in words(app.run())


def test_coming_back_with_the_address_or_the_mint_alone_shows_the_same_job(start):
    app, services, maker = start()
    ask(app, MINT)
    assert maker.entered.wait(10)
    for query in ({"mint": MINT}, {"mint": MINT, "job": key_of(Parameters(MINT))}):
        assert "120 of 300" in words(page(services, **query))


def drafted(start: Start, stage: Any) -> tuple[AppTest, Services, Maker, str]:
    """A running job that told a draft of this stage, and the page of somebody who came back to it."""
    maker = Maker()
    maker.drafts = [Draft("launch", make_report()), Draft(stage, make_report())]
    app, services, _ = start(maker=maker)
    ask(app, MINT)
    assert maker.entered.wait(10)
    app = page(services, mint=MINT)
    return app, services, maker, words(app)


def test_a_running_job_shows_the_quick_answer_first_and_no_link(start):
    _, _, _, seen = drafted(start, "launch")
    for text in (
        "Unfinished",
        "0 of 90",
        "“Quiet Harbour”",
        "Largest wallet 10.0 %",
        "Bought in bundles",
        "Where the supply is",
    ):
        assert text in seen
    for text in ("Linked supply so far", "Entity 1", "Money of early buyers"):
        assert text not in seen
    assert_speakable(seen)


def test_then_it_shows_how_much_of_the_money_is_followed_and_no_bound_from_above(start):
    _, _, _, seen = drafted(start, "money")
    for text in (
        "Payments before the buy are known of",
        "linked supply can still rise",
        "27.0 % <span>to</span> unknown",
        "Entity 1",
    ):
        assert text in seen
    assert "Possible</span>" not in seen
    assert_speakable(seen)


def test_while_nothing_is_linked_yet_no_linked_supply_is_told(start):
    maker = Maker()
    maker.drafts = [Draft("money", msgspec.structs.replace(make_report(), entities=[]))]
    app, services, _ = start(maker=maker)
    ask(app, MINT)
    assert maker.entered.wait(10)
    seen = words(page(services, mint=MINT))
    assert "No wallets were joined so far" in seen
    assert "Linked supply so far" not in seen


def test_then_it_shows_entities_and_the_interval_as_the_report_would_have_them(start):
    _, _, _, seen = drafted(start, "entities")
    for text in ("Linked supply so far", "27.0 % <span>to</span> 30.0 %", "Entity 1", "Unfinished"):
        assert text in seen
    assert_speakable(seen)


def test_what_was_known_goes_when_the_job_fails(start):
    app, services, maker, _ = drafted(start, "entities")
    maker.error = EndpointBusy("the endpoint asks to slow down")
    maker.go.set()
    settled(services, app.query_params["job"])
    seen = words(app.run())
    assert "Known so far" not in seen
    assert "slow down" in seen


def test_two_people_asking_for_the_same_mint_share_one_job(start):
    app, services, maker = start()
    ask(app, MINT)
    ask(page(services), f"https://solscan.io/token/{MINT}")
    assert maker.entered.wait(10)
    assert maker.asked == [Parameters(MINT)]


def test_a_quick_report_has_its_own_budget(start):
    app, _, maker = start()
    app.button_group(key="ask-depth").set_value("Quick")
    ask(app, MINT)
    assert maker.entered.wait(10)
    assert maker.asked == [Parameters(MINT, budget=60, quick=True)]


def test_a_running_job_can_be_cancelled_and_asked_for_again(start):
    app, services, maker = start()
    ask(app, MINT)
    assert maker.entered.wait(10)
    app.run()
    app.button(key="cancel").click().run()
    assert button(app, "Stopping …").disabled
    maker.go.set()
    settled(services, key_of(Parameters(MINT)))
    app.run()
    assert "Stopped on request" in app.info[0].value
    button(app, "Try again").click().run()
    again = services.runner.of_mint(MINT)
    assert again is not None
    settled(services, again.key)
    assert len(maker.asked) == 2


def test_a_failed_job_says_why_and_what_to_do(start):
    maker = Maker()
    maker.error = EndpointBusy("the endpoint asks to slow down")
    maker.go.set()
    app, services, _ = start(maker=maker)
    ask(app, MINT)
    settled(services, key_of(Parameters(MINT)))
    app.run()
    assert app.error[0].value.startswith("The endpoint asks to slow down. Try again in a minute")


def test_a_broken_job_tells_nothing_of_its_inside(start):
    maker = Maker()
    maker.error = RuntimeError(ENDPOINT)
    maker.go.set()
    app, services, _ = start(maker=maker)
    ask(app, MINT)
    settled(services, key_of(Parameters(MINT)))
    app.run()
    assert app.error[0].value.startswith("Internal error")
    assert "hidden" not in words(app)


def settings(app: AppTest) -> AppTest:
    return app.button(key="go-settings").click().run()


def test_an_own_endpoint_is_checked_used_and_never_shown_again(start):
    app, _, maker = start()
    settings(app)
    assert app.text_input(key="settings-urls").proto.type == app.text_input(key="settings-urls").proto.PASSWORD
    app.text_input(key="settings-urls").set_value(ENDPOINT)
    app.number_input(key="settings-rate").set_value(7.5)
    button(app, "Check and use").click().run()
    assert app.success[0].value.startswith("Checked")
    assert "1 endpoint of your own" in words(app)
    assert "hidden" not in words(app)
    assert list(app.dataframe[0].value["What"]) == ["reachable", "batches"]
    ask(app.button(key="home").click().run(), MINT)
    assert maker.entered.wait(10)
    assert (maker.endpoints, maker.rates) == ([(ENDPOINT,)], [7.5])


def test_an_endpoint_that_does_not_answer_is_not_kept(start):
    app, _, _ = start(page="settings")
    app.text_input(key="settings-urls").set_value("https://silent.example/?api-key=hidden")
    button(app, "Check and use").click().run()
    assert "does not answer" in app.error[0].value
    assert "of your own in this session" not in words(app)
    assert "hidden" not in words(app)


def test_a_bad_endpoint_is_refused_without_being_repeated(start):
    app, _, _ = start(page="settings")
    app.text_input(key="settings-urls").set_value("wss://hidden")
    button(app, "Check and use").click().run()
    assert "begins with https" in app.error[0].value
    assert "hidden" not in words(app)


def test_an_own_endpoint_can_be_forgotten(start):
    app, _, maker = start(page="settings")
    app.text_input(key="settings-urls").set_value(ENDPOINT)
    button(app, "Check and use").click().run()
    button(app, "Forget and use the default").click().run()
    ask(app.button(key="home").click().run(), MINT)
    assert maker.entered.wait(10)
    assert maker.endpoints == []


def test_limits_hold_for_the_session_and_go_back_to_the_defaults(start):
    app, _, maker = start(page="settings")
    app.number_input(key="settings-budget").set_value(700)
    app.number_input(key="settings-window").set_value(50)
    button(app, "Keep for this session").click().run()
    ask(app.button(key="home").click().run(), MINT)
    assert maker.entered.wait(10)
    assert maker.asked == [Parameters(MINT, window=50, budget=700)]
    settings(app)
    button(app, "Back to the defaults").click().run()
    assert [app.number_input(key=f"settings-{name}").value for name in ("budget", "window")] == [2500, 300]


def test_an_explorer_of_choice_is_linked_and_a_faulty_one_refused(start):
    app, _, _ = start(reports=[make_report()], page="settings")
    app.text_input(key="settings-explorer").set_value("javascript:alert(1)")
    button(app, "Keep for this session").click().run()
    assert "an explorer is a link" in app.error[0].value.lower()
    app.text_input(key="settings-explorer").set_value("https://explorer.example/{kind}/{id}")
    button(app, "Keep for this session").click().run()
    app.button(key="home").click().run()
    app.button(key=f"report-{make_report().snapshot.pack_sha256}").click().run()
    assert f"https://explorer.example/token/{MINT}" in words(app)
    assert "solscan" not in words(app)


def test_a_report_says_its_headline_at_a_glance(start):
    report = make_report()
    app, _, _ = start(reports=[report], mint=MINT)
    seen = words(app)
    assert {one.label: one.value for one in app.metric} == {
        "Largest holder": numbers.percent(report.metrics.entities.at_least.top1),
        "Ten largest": numbers.percent(report.metrics.entities.at_least.top10),
        "Hidden by splitting": "16.1 %",
        "Early buying covered": "96.2 %",
    }
    assert all(one.help for one in app.metric)
    assert "At least 27.0 %, at most 30.0 % of the circulating supply is held by wallets linked to each other." in seen
    assert "Snapshot at slot 420,050,000, 2026-09-21 19:46:40 UTC" in seen
    heads = ["Where the supply is", "Entities", "Who holds the circulating supply", "Findings"]
    heads += ["Creator, bundles, exits", "Powers, locks, liquidity"]
    assert [one.value for one in app.subheader] == heads
    assert "lr-banner" not in seen


VIEWS = {
    "map": "Area is the share of the circulating supply",
    "money": "The way of the money",
    "time": "Every moment",
    "holders": "holders. Shares are of the circulating supply",
    "evidence": "the heaviest first",
    "limits": "How to read the measures",
    "take": "reporter verify",
    "notes": "Other snapshots of this token",
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("report", [make_report(), partial_report(), simulated_report(), bare_report(), hostile_report()])
def test_every_part_of_every_report_is_drawn_and_says_nothing_forbidden(start, view, report):
    app, _, _ = start(reports=[report], mint=MINT, view=view)
    seen = words(app)
    assert "<script" not in seen
    if report.entities and report.token.name == "Quiet Harbour":
        assert VIEWS[view] in seen
        assert "Linked supply 27.0 % to 30.0 %" in seen
        assert_speakable(seen)


def test_turning_to_another_part_stands_in_the_address(start):
    app, _, _ = start(reports=[make_report()], mint=MINT)
    app.button_group(key="report-view").set_value("evidence").run()
    assert app.query_params["view"] == "evidence"
    assert "the heaviest first" in words(app)
    app.selectbox(key="evidence-entity").set_value(IDS["B"]).run()
    app.selectbox(key="evidence-wallet").set_value(BUNDLED[0]).run()
    assert (app.query_params["entity"], app.query_params["wallet"]) == (IDS["B"], BUNDLED[0])
    assert "**2 links**" in words(app)
    app.button_group(key="report-view").set_value("glance").run()
    assert "view" not in app.query_params


def test_an_entity_card_leads_to_its_evidence(start):
    app, _, _ = start(reports=[make_report()], mint=MINT)
    app.button(key="card-1-evidence").click().run()
    assert (app.query_params["view"], app.query_params["entity"]) == ("evidence", IDS["B"])
    assert "Entity 2" in words(app)


def test_a_wallet_found_on_the_map_shows_what_is_known_of_it(start):
    app, _, _ = start(reports=[make_report()], mint=MINT, view="map")
    app.selectbox(key="map-find").set_value(STRANGERS[9]).run()
    assert app.query_params["wallet"] == STRANGERS[9]
    assert "unknown, not unlinked" in words(app).replace("\n", " ")
    app.selectbox(key="map-find").set_value(IDS["A"]).run()
    assert app.query_params["entity"] == IDS["A"]
    assert "wallet" not in app.query_params


def test_the_way_of_a_buyers_money_is_told_payment_by_payment(start):
    app, _, _ = start(reports=[make_report()], mint=MINT, view="money", entity=IDS["A"])
    app.selectbox(key="money-find").set_value(SPONSORED[2]).run()
    seen = words(app)
    assert "2 SOL" in seen
    assert "Begins at" in seen
    assert app.query_params["wallet"] == SPONSORED[2]


def test_what_is_drawn_and_filtered_stands_in_the_address_and_is_found_again_there(start):
    app, services, _ = start(reports=[make_report()], mint=MINT, view="map")
    app.button_group(key="map-tiers").set_value("proven").run()
    assert app.query_params["tiers"] == "proven"
    assert page(services, mint=MINT, view="map", tiers="proven").button_group(key="map-tiers").value == "proven"
    assert page(services, mint=MINT, view="map", tiers="nonsense").button_group(key="map-tiers").value == "all"
    app = page(services, mint=MINT, view="holders", find=STRANGERS[3][5:20], kind="wallet")
    assert list(app.dataframe[0].value["Wallet"]) == [STRANGERS[3]]
    assert len(page(services, mint=MINT, view="holders", kind="nonsense").dataframe[0].value) == len(make_report().holders)


def test_holders_can_be_searched_filtered_and_taken(start):
    report = make_report()
    app, _, _ = start(reports=[report], mint=MINT, view="holders")
    assert len(app.dataframe[0].value) == len(report.holders)
    app.text_input(key="holders-text").set_value(STRANGERS[3][5:20]).run()
    assert list(app.dataframe[0].value["Wallet"]) == [STRANGERS[3]]
    app.text_input(key="holders-text").set_value("").run()
    app.selectbox(key="holders-entity").set_value(IDS["B"]).run()
    assert set(app.dataframe[0].value["Wallet"]) == set(BUNDLED)
    assert [one.label for one in app.get("download_button")] == ["These holders (CSV)"]


def test_report_and_pack_and_every_format_can_be_taken(start):
    app, services, _ = start(reports=[make_report()], mint=MINT, view="take")
    labels = [one.label for one in app.get("download_button")]
    assert labels[:2] == ["Report (JSON)", "Evidence pack"]
    assert {"Text", "Money (GraphML)", "Money (GEXF)", "Money (JSON)"} <= set(labels)
    assert f"/badge/{MINT}.svg" in app.code[0].value
    assert "`reporter serve` starts it" in app.info[0].value
    served = page(msgspec.structs.replace(services, badges=True, public_url="https://launch.example"), mint=MINT, view="take")
    assert f"https://launch.example/badge/{MINT}.svg" in served.code[0].value
    assert not served.info


def test_notes_are_kept_beside_the_report_and_read_by_whoever_opens_it(start):
    report = make_report()
    app, services, _ = start(reports=[report], mint=MINT, view="notes")
    before = services.store.document(services.store.latest(MINT))
    app.text_area[0].set_value("asked the team <b>twice</b>")
    button(app, "Keep notes").click().run()
    assert app.success[0].value == "Kept."
    assert page(services, mint=MINT, view="notes").text_area[0].value == "asked the team <b>twice</b>"
    assert services.store.document(services.store.latest(MINT)) == before


def test_a_dispute_stands_beside_the_report_it_is_about_and_beside_no_other(start, tmp_path):
    other = msgspec.structs.replace(REPORT, mint=USDC)
    app, services, _ = start(reports=[REPORT, other], mint=MINT)
    assert "Disputed by wallets" not in words(app)
    kept = services.store.latest(MINT)
    overlay.keep(tmp_path / "reports" / MINT / f"{kept.sha256}.json", signed())
    shown = words(page(services, mint=MINT))
    assert f"The key of {OWNER.pubkey()} signed" in shown
    assert "is no part of it" in shown
    assert "Disputed by wallets" not in words(page(services, mint=USDC))
    assert services.store.document(kept) == DOCUMENT


def test_notes_of_one_report_do_not_show_beside_another(start):
    first, second = two_launches()
    app, _, _ = start(reports=[first, second], mint=MINT, view="notes")
    app.text_area[0].set_value("about the first").run()
    app.query_params["mint"] = second.mint
    assert app.run().text_area[0].value == ""


def test_a_snapshot_is_frozen_and_compared_with_another_of_its_token(start):
    old, new = numbered(make_report(), 1, slot=5), numbered(make_report(), 2, slot=9)
    app, services, _ = start(reports=[old, new], mint=MINT, view="notes")
    kept = services.store.latest(MINT)
    app.toggle(key="notes-frozen").set_value(True).run()
    assert services.store.frozen(kept)
    app.toggle(key="notes-frozen").set_value(False).run()
    assert not services.store.frozen(kept)
    app.button(key="snapshot-0").click().run()
    assert app.query_params["page"] == "compare"
    assert len(app.dataframe[0].value) == 2
    assert "What changed in Quiet Harbour" in words(app)
    assert "slot 5;" in words(app)


def test_a_sample_holds_no_notes(start):
    app, _, _ = start(samples={"part": make_report()}, sample="part", view="notes")
    assert "This is a sample" in words(app)


def test_an_unknown_part_is_the_first_one(start):
    app, _, _ = start(reports=[make_report()], mint=MINT, view="nothing", entity="nothing", wallet="nothing")
    assert "Where the supply is" in [one.value for one in app.subheader]


def test_the_latest_report_of_a_mint_opens_unless_another_is_named(start):
    old, new = numbered(make_report(), 1, slot=5), numbered(make_report(), 2, slot=9)
    app, services, _ = start(reports=[old, new], mint=MINT)
    assert "slot 9," in words(app)
    assert "slot 5," in words(page(services, mint=MINT, report=old.snapshot.pack_sha256))


def test_simulated_and_partial_reports_begin_with_their_banner(start):
    app, services, _ = start(reports=[numbered(simulated_report(), 1)], samples={"part": partial_report()}, mint=MINT)
    assert "Simulated launch" in words(app)
    assert "Read the ledger again" not in words(app)
    assert "solscan" not in words(app)
    part = words(page(services, sample="part"))
    assert "45.5 % of early buying could be examined" in part
    assert "Read the ledger again" in part


def test_a_report_can_be_made_again(start):
    app, _, maker = start(reports=[make_report()], mint=MINT)
    button(app, "Read the ledger again").click().run()
    assert maker.entered.wait(10)
    assert maker.asked == [Parameters(MINT)]
    assert app.query_params["job"] == key_of(Parameters(MINT))


def test_a_hostile_name_is_shown_as_text_everywhere(start):
    report = hostile_report()
    app, services, _ = start(reports=[report], mint=MINT)
    for drawn in (app, page(services)):
        seen = words(drawn)
        assert "<script" not in seen
        assert "\u202e" not in seen
        assert "\x1b" not in seen
        assert "&lt;script&gt;" in seen


def test_a_report_that_holds_next_to_nothing_is_still_drawn(start):
    app, _, _ = start(reports=[bare_report()], mint=MINT)
    seen = words(app)
    for text in ("Unnamed token", "not measured", "No holder could be read", "No wallets were joined", "No finding."):
        assert text in seen


def test_many_entities_are_folded(start):
    report = make_report()
    many = [msgspec.structs.replace(report.entities[0], id=f"e-{number}") for number in range(8)]
    app, _, _ = start(reports=[msgspec.structs.replace(report, entities=many)], mint=MINT)
    assert "2 more entities" in [one.label for one in app.expander]


def test_a_mint_without_a_report_is_filled_in(start):
    app, _, maker = start(mint=USDC)
    assert app.text_input(key="ask-text").value == USDC
    assert "no report on this token here yet" in app.info[0].value
    assert maker.asked == []


@pytest.mark.parametrize(
    "query", [{"sample": "nothing"}, {"mint": MINT, "report": "0" * 64}, {"mint": MINT, "report": "../x"}, {"mint": "nothing"}]
)
def test_an_address_that_leads_nowhere_is_one_line_above_the_front_page(start, query):
    app, _, _ = start(**query)
    assert len(app.error) == 1
    assert app.title[0].value == "Launch reporter"
    assert not app.exception


def test_an_unknown_job_gives_way_to_the_report_of_its_mint(start):
    app, _, _ = start(reports=[make_report()], mint=MINT, job="0123456789abcdef")
    assert "“Quiet Harbour”" in words(app)


@pytest.mark.parametrize("report", [make_report(), partial_report(), simulated_report(), bare_report()])
def test_no_page_says_what_a_report_never_says(start, report):
    app, services, _ = start(reports=[report], mint=MINT)
    assert_speakable(words(app))
    assert_speakable(words(page(services)))


def two_launches() -> list[Report]:
    other = msgspec.structs.replace(numbered(make_report(), 2), mint=address("other mint"))
    return [make_report(), other]


def test_launches_are_compared_with_the_wallets_they_share(start):
    reports = two_launches()
    app, _, _ = start(reports=reports, page="compare")
    assert "Choose two reports or more." in words(app)
    names = [f"{report.mint}:{report.snapshot.pack_sha256}" for report in reports]
    app.multiselect(key="compare-choice").set_value(names).run()
    assert app.query_params["reports"] == ",".join(names)
    seen = words(app)
    assert len(app.dataframe[0].value) == 2
    assert CREATOR in seen
    assert "creator, signed" in seen
    assert_speakable(seen)
    app.button(key="open-2").click().run()
    assert app.query_params["mint"] == address("other mint")


def test_comparing_needs_two_reports_and_survives_a_missing_one(start):
    app, services, _ = start(reports=[make_report()], page="compare")
    assert "fewer than two reports" in app.info[0].value
    other = two_launches()[1]
    services.store.save(other, pack_of(other))
    gone = f"{MINT}:{'0' * 64},{MINT}:{make_report().snapshot.pack_sha256},nonsense"
    again = page(services, page="compare", reports=gone)
    assert "not here any more" in again.warning[0].value


def test_a_wallet_is_found_in_every_report_it_plays_a_part_in(start):
    app, _, _ = start(reports=two_launches(), samples={"sample": simulated_report()}, page="wallet")
    app.text_input(key="wallet-text").set_value(f"https://solscan.io/account/{CREATOR}")
    button(app, "Look through all reports").click().run()
    assert app.query_params["wallet"] == CREATOR
    assert words(app).count("creator, signed") == 3
    app.button(key="found-2").click().run()
    assert app.query_params["sample"] == "sample"


@pytest.mark.parametrize("text", ["", "nobody", KEY])
def test_a_wallet_that_is_none_is_one_clear_line(start, text):
    app, _, _ = start(page="wallet")
    app.text_input(key="wallet-text").set_value(text)
    button(app, "Look through all reports").click().run()
    assert len(app.error) == 1
    assert KEY not in words(app)


def test_a_wallet_in_no_report_is_said_to_be_in_none(start):
    app, _, _ = start(reports=[make_report()], page="wallet", wallet=address("nobody"))
    assert "plays no part" in app.info[0].value
