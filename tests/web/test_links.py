"""Links lead to an explorer, only where it can know the thing, and only for things that are what they claim."""

import pytest

from reporter.web.links import Explorer
from tests.report.factory import address, signature

TEMPLATE = "https://solscan.io/{kind}/{id}"
WALLET, SIGNATURE = address("wallet"), signature("transaction")


def test_a_transaction_an_account_and_a_token_have_their_own_pages():
    explorer = Explorer(TEMPLATE, "mainnet")
    assert explorer.transaction(SIGNATURE) == f"https://solscan.io/tx/{SIGNATURE}"
    assert explorer.account(WALLET) == f"https://solscan.io/account/{WALLET}"
    assert explorer.token(WALLET) == f"https://solscan.io/token/{WALLET}"


@pytest.mark.parametrize("network", ["simulated", "devnet", "testnet"])
def test_nothing_outside_the_main_network_is_linked(network):
    explorer = Explorer(TEMPLATE, network)
    assert explorer.transaction(SIGNATURE) is None
    assert explorer.account(WALLET) is None


@pytest.mark.parametrize("text", ["", "javascript:alert(1)", "x" * 64, WALLET, SIGNATURE + '"', "../" * 30])
def test_text_that_is_no_signature_is_not_linked(text):
    assert Explorer(TEMPLATE, "mainnet").transaction(text) is None


@pytest.mark.parametrize("text", ["", "javascript:alert(1)", SIGNATURE, WALLET + '"', "{id}"])
def test_text_that_is_no_address_is_not_linked(text):
    assert Explorer(TEMPLATE, "mainnet").account(text) is None
    assert Explorer(TEMPLATE, "mainnet").token(text) is None
