"""Every sentence a report can publish is fixed, names its transactions, and never says what no report may say."""

import inspect
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.model.report import Finding
from reporter.report import wording as w
from tests.report.documents import assert_current
from tests.report.factory import BUNDLED, COUPLE, CREATOR, FUNDER, HOSTILE, MINT, SPONSORED, make_report
from tests.report.sentences import EXAMPLES, SIGNATURES

PROVEN, STRONG, POSSIBLE = make_report().entities


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.made.id)
def test_each_template_says_exactly_its_sentence(example):
    assert (example.made.tier, example.made.text) == (example.tier, example.text)
    w.assert_speakable(example.made.text)


def test_every_template_has_an_example_and_findings_carry_its_name():
    assert [example.made.id for example in EXAMPLES] == [template.__name__ for template in w.TEMPLATES]


@pytest.mark.parametrize("template", w.TEMPLATES, ids=lambda template: template.__name__)
def test_each_template_says_when_it_is_used_and_how_it_misleads(template):
    documented = inspect.getdoc(template) or ""
    assert re.search(r"^When: ", documented, re.MULTILINE)
    assert "Misleads: " in documented


def test_a_proven_entity_says_who_signed_and_a_possible_one_what_else_it_can_be():
    assert w.entity(PROVEN).text == (
        "5 wallets (2Hut…nd21, 3kUH…orgG, 94zL…ZcL2 and 2 more) are linked by transactions they signed or that were paid for "
        "them (signatures and fees, common funding). They bought 21.0 % of what the early buyers bought first "
        "and hold 20.0 % of the circulating supply now."
    )
    assert w.entity(POSSIBLE).text == (
        "Pattern consistent with coordination of 2 wallets (7SJ2…1W5b, 9jQp…uMwT) (common funding); upper bound only. Other "
        "explanations: one person funds a friend; a seller of SOL serves both. They bought 3.0 % of what the "
        "early buyers bought first and hold 3.0 % of the circulating supply now."
    )


def test_a_finding_lists_whom_it_speaks_about_and_each_transaction_once():
    made = w.fee_sponsor(FUNDER, [*SPONSORED, SPONSORED[0]], [*SIGNATURES, SIGNATURES[0]])
    assert made.wallets == [FUNDER, *SPONSORED]
    assert made.signatures == SIGNATURES


def test_no_link_is_claimed_without_a_transaction():
    attempts: tuple[Callable[[], Finding], ...] = (
        lambda: w.co_signature(COUPLE, []),
        lambda: w.fee_sponsor(FUNDER, COUPLE, []),
        lambda: w.rent_sponsor(FUNDER, COUPLE, []),
        lambda: w.common_funder(FUNDER, COUPLE, "1.000000", [], "strong"),
        lambda: w.common_ancestor(FUNDER, COUPLE, 2, "1.000000", [], "strong"),
        lambda: w.creator_path(CREATOR, COUPLE, 1, [], "strong"),
        lambda: w.bundle_adjacency(COUPLE, 1, []),
        lambda: w.creator_linked(CREATOR, COUPLE, []),
        lambda: w.entity(msgspec.structs.replace(STRONG, links=[])),
    )
    for make in attempts:
        with pytest.raises(ValueError, match="needs a transaction"):
            make()


def test_a_group_is_given_a_date_of_its_money_only_where_all_of_it_came_before_the_token():
    assert w.group_times(COUPLE, None, 0, 1, SIGNATURES, "strong").text == (
        "2 wallets (7SJ2…1W5b, 9jQp…uMwT) first bought in one slot, from 1 slot after the creation on."
    )
    assert (
        " first buys 2 days before the token was created,"
        in w.group_times(COUPLE, (172800, 172800), 0, 1, SIGNATURES, "strong").text
    )


def test_a_possible_link_needs_another_explanation():
    with pytest.raises(ValueError, match="another explanation"):
        w.entity(msgspec.structs.replace(POSSIBLE, alternatives=[]))


def test_a_service_is_no_entity():
    with pytest.raises(ValueError, match="proven, strong or possible"):
        w.entity(msgspec.structs.replace(POSSIBLE, tier="service"))


@pytest.mark.parametrize("label", [None, HOSTILE, "Example"])
def test_a_label_cannot_break_the_line(label):
    assert w.service_text("unheard of", None, label, COUPLE).isprintable()


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ("0.0000", "almost no chance"),
        ("0.0500", "very unlikely"),
        ("0.2000", "unlikely"),
        ("0.4999", "roughly even chance"),
        ("0.5500", "likely"),
        ("0.8000", "very likely"),
        ("0.9500", "almost certain"),
        ("0.9999", "almost certain"),
    ],
)
def test_likelihood_in_the_words_of_icd_203(p, words):
    assert w.likelihood(p, calibrated=True) == words
    assert w.likelihood(p) == f"{words} (uncalibrated)"


@pytest.mark.parametrize(
    "text",
    [
        "This is a SCAM.",
        "owned\n by one",
        "the team cashed out",
        "rug",
        "rugpulled",
        "fraudulent",
        "insiders",
        "manipulation",
        "wash trading",
        "guilty",
        "safe",
        "wallets are independent",
        "the same person",
        "“safe” as they say",
    ],
)
def test_forbidden_words_are_caught(text):
    with pytest.raises(AssertionError, match="a report never says"):
        w.assert_speakable(text)


@pytest.mark.parametrize(
    "text",
    [
        "No finding is not proof of independence.",
        "Token “Safe Rug” (quoted from the chain), symbol “RUG” (quoted from\n  the chain, some characters removed)",
        "safe…1Rug sent money",
        f"Mint {MINT}",
        "a drugstore behind the carwash, for unmanipulable rugby",
    ],
)
def test_quotations_addresses_and_longer_words_are_no_accusation(text):
    w.assert_speakable(text)


def test_raw_fields_of_the_chain_are_exempt_by_name_only():
    w.assert_speakable('{"name": "Safe Rug"}', exempt=["Safe Rug", ""])
    with pytest.raises(AssertionError):
        w.assert_speakable('{"name": "Safe Rug", "text": "scam"}', exempt=["Safe Rug"])


def test_everything_fixed_is_speakable():
    for text in (*w.SENTENCES.values(), *w.STANDING, w.UNCALIBRATED, *(t for row in w.ALTERNATIVES.values() for t in row)):
        w.assert_speakable(text)


def test_every_kind_of_evidence_has_another_explanation():
    assert set(w.SENTENCES) == set(w.ALTERNATIVES)
    assert all(w.ALTERNATIVES.values())
    assert w.alternatives(("fan_out", "common_funder", "fan_out")) == [
        *w.ALTERNATIVES["fan_out"],
        *w.ALTERNATIVES["common_funder"],
    ]
    assert w.alternatives(("unheard of",)) == ["people who know each other can act alike without one controller"]


def test_the_limits_state_method_prior_and_what_a_finding_does_not_prove():
    found = w.limits(-6, -10, calibrated=False)
    assert found[1] == (
        "Before any evidence, two early buyers are taken to act together with odds of 1 to 64, any other two wallets with odds "
        "of 1 to 1,024."
    )
    assert "No finding is not proof of independence." in found
    assert any(text.startswith("Coordination is not illegal in itself") for text in found)
    assert w.UNCALIBRATED in found
    assert w.UNCALIBRATED not in w.limits(-6, -10, calibrated=True)


def test_a_prior_that_is_no_power_of_two_is_rounded():
    assert "1 to 90.51," in w.prior(-6.5, -10)


@given(st.lists(st.sampled_from(SPONSORED + BUNDLED + COUPLE), min_size=1, max_size=12))
def test_a_sentence_counts_distinct_wallets(wallets):
    text = w.creator_not_linked(wallets).text
    number = len(set(wallets))
    assert f"{number} wallet{'s' if number > 1 else ''} (" in text


def test_docs_list_every_template():
    assert_current("wording.md", w.document().encode())
