"""Who holds for everybody and who for himself, each with a reason."""

from typing import Any

import pytest

from reporter.decode import addresses
from reporter.decode.reading import Account
from reporter.launch.classes import Class, classify, surroundings
from reporter.model.ids import INCINERATOR, SYSTEM
from reporter.model.labels import Label, Labels
from tests.end_to_end import worlds
from tests.launch.fake import key

MINT = "AJ1jaUQ7PFm1z7SmeBiwzkPTsYNxSdqDxbVcFJkcpump"
WALLET = "2JT4sDN8ZTJyzifKSAvR2GRdoBVNXMzJXa5G2tBKv5Gp"
STRANGE_PROGRAM = key(9)
OFF_CURVE = addresses.bonding_curve(WALLET)  # some program's address, and not of this mint


def label(address: Any, category: Any) -> Any:
    return Label(address, "Name", category, "https://source.example", "2026-01-01", "CC0")


def around(*rows: Any, creator: Any = None, markets: Any = None) -> Any:
    return surroundings(MINT, creator, Labels("v", "0" * 64, {row.address: row for row in rows}), markets or {})


def account(owner: Any) -> Any:
    return Account(owner, 1, b"", 1)


def test_addresses_derived_from_the_mint_are_infrastructure():
    known = around()
    for address, sub in (
        (addresses.bonding_curve(MINT), "curve"),
        (addresses.canonical_pool(MINT), "pool"),
        (addresses.pool_authority(MINT), "authority"),
        (addresses.LAUNCHLAB_AUTHORITY, "curve"),
        (addresses.holder_rewards(MINT), "fee"),
        (addresses.MAYHEM_SOL_VAULT, "vault"),
    ):
        found = classify(address, known, None, read=False)
        assert (found.kind, found.sub, found.counts) == ("infrastructure", sub, False)
        assert found.reason


def test_the_incinerator_burns():
    assert classify(INCINERATOR, around(), None, read=False).kind == "burned"


@pytest.mark.parametrize(
    ("category", "kind", "counts"),
    [
        ("exchange", "exchange", True),
        ("burn", "burned", False),
        ("locker", "unclassified", True),
        ("vault", "infrastructure", False),
        ("fee", "infrastructure", False),
    ],
)
def test_labels_name_the_class_and_their_source(category, kind, counts):
    found = classify(WALLET, around(label(WALLET, category)), None, read=False)
    assert (found.kind, found.sub, found.counts) == (kind, category, counts)
    assert found.reason == "Name (https://source.example, 2026-01-01)"


def test_an_address_with_a_key_is_a_wallet_and_the_named_creator_is_marked():
    assert classify(WALLET, around(), None, read=False).kind == "wallet"
    assert classify(WALLET, around(creator=WALLET), None, read=False).kind == "creator"


def test_an_account_of_a_market_is_a_pool_with_or_without_a_key():
    for owner in (WALLET, OFF_CURVE):
        assert classify(owner, around(), account(addresses.PUMPSWAP), read=True).kind == "infrastructure"


@pytest.mark.parametrize(
    ("found", "read"), [(None, False), (None, True), (account(SYSTEM), True), (account(STRANGE_PROGRAM), True)]
)
def test_an_unknown_program_address_stays_in_the_count(found, read):
    result = classify(OFF_CURVE, around(), found, read=read)
    assert (result.kind, result.counts) == ("unclassified", True)
    assert result.reason


def test_the_counterparty_of_most_trades_is_a_market_only_when_a_program_owns_it():
    busy = around(markets={OFF_CURVE: 10, "other": 9})
    assert classify(OFF_CURVE, busy, account(STRANGE_PROGRAM), read=True).kind == "infrastructure"
    assert classify(OFF_CURVE, busy, account(SYSTEM), read=True).kind == "unclassified"


def test_a_program_account_cannot_leave_the_count_by_a_few_trades_with_itself():
    few = around(markets={OFF_CURVE: 2, addresses.bonding_curve(MINT): 300})
    assert classify(OFF_CURVE, few, account(STRANGE_PROGRAM), read=True).counts


def test_every_class_of_a_simulated_launch_has_a_reason_and_only_wallets_hold():
    known = worlds.understood(3)
    truth = worlds.launched(3).truth
    outside = {owner for owner, kind in known.launch.classes.items() if not kind.counts}
    assert outside == {truth.curve}
    assert all(kind.reason for kind in known.launch.classes.values())
    assert known.launch.classes[truth.creator] == Class("creator", None, "named as creator of this mint")
