"""What the mint's own account says, and addresses that are no mints."""

from typing import Any

import pytest

from reporter.decode import addresses
from reporter.errors import NotAMint
from reporter.launch.market import candidates
from reporter.launch.subject import questions, subject
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022
from tests.end_to_end import worlds
from tests.launch.fake import account, accounts, answer, key, read, refusal

MINT, AUTHORITY, OTHER = key(1), key(2), key(3)


def raw_mint(supply: Any = 1000, decimals: Any = 6, authority: Any = None, freeze: Any = None, initialized: Any = True) -> Any:
    def option(address: Any) -> Any:
        return b"\x00" * 36 if address is None else b"\x01\x00\x00\x00" + base58.decode(address)

    return option(authority) + supply.to_bytes(8, "little") + bytes([decimals, initialized]) + option(freeze)


def extended(*entries: Any) -> Any:
    body = raw_mint().ljust(165, b"\x00") + b"\x01"
    for kind, data in entries:
        body += kind.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data
    return body


def of(data: Any, owner: Any = SPL_TOKEN) -> Any:
    return subject(read(answer(ask.account(MINT), account(owner, data))), MINT)


def words(data: Any) -> Any:
    return of(data, TOKEN_2022).extensions


def test_the_first_questions_are_the_network_the_mint_and_what_is_derived_from_it():
    asked = questions(MINT)
    assert asked[:2] == [ask.genesis(), ask.account(MINT)]
    assert ask.parameters(asked[2])[0] == [*candidates(MINT), addresses.metadata(MINT)]
    assert {addresses.bonding_curve(MINT), addresses.canonical_pool(MINT)} < set(candidates(MINT))


def test_a_plain_mint_tells_supply_decimals_and_who_keeps_which_power():
    found = of(raw_mint(supply=5, decimals=9, authority=AUTHORITY))
    assert found.state is not None
    assert (found.program, found.state.supply, found.state.decimals) == (SPL_TOKEN, 5, 9)
    assert found.authorities == {"mint": AUTHORITY, "freeze": None, "metadata": None}
    assert found.extensions == []


@pytest.mark.parametrize(
    ("owner", "data", "what"),
    [
        (SYSTEM, b"", "a wallet"),
        (SPL_TOKEN, b"\x01" * 165, "a token account"),
        (TOKEN_2022, b"\x01" * 165 + b"\x02\x00", "a token account"),
        (key(77), b"\x00" * 82, "an account of another program"),
        (SPL_TOKEN, raw_mint(initialized=False), "a token account"),
    ],
)
def test_other_accounts_are_told_apart_from_mints(owner, data, what):
    with pytest.raises(NotAMint, match=what):
        of(data, owner)


def test_a_mint_that_was_not_read_is_no_error_here():
    for reading in (
        read(),
        read(refusal(ask.account(MINT))),
        read(answer(ask.account(MINT), {"context": {"slot": 1}, "value": None})),
    ):
        found = subject(reading, MINT)
        assert (found.state, found.program, found.authorities, found.extensions) == (None, "", {}, [])


def test_extensions_are_told_in_words_a_buyer_understands():
    owner = base58.decode(OTHER)
    newer = (0).to_bytes(8, "little") * 2 + (0).to_bytes(2, "little")
    fee = owner + owner + (0).to_bytes(8, "little") + newer + (9).to_bytes(8, "little") * 2 + (250).to_bytes(2, "little")
    assert words(extended((1, fee))) == ["transfer fee of 250 basis points"]
    assert words(extended((12, owner))) == ["a permanent delegate may move or burn anybody's tokens"]
    assert words(extended((14, owner + owner))) == ["a program is called at every transfer and can refuse it"]
    assert words(extended((9, b""))) == ["tokens cannot be transferred"]
    assert words(extended((6, b"\x02"))) == ["new accounts start frozen"]
    assert words(extended((26, owner + b"\x01"))) == ["transfers can be paused and are paused now"]
    assert words(extended((4, b"\x00" * 65))) == ["balances can be hidden"]
    assert words(extended((3, owner))) == ["the mint can be closed"]
    assert words(extended((12, owner))[:-5])[-1] == "the mint's extensions could not be read to the end"


def test_holders_of_extension_powers_are_named():
    owner = base58.decode(OTHER)
    assert of(extended((12, owner)), TOKEN_2022).authorities["permanent_delegate"] == OTHER


def test_an_account_at_the_curves_address_counts_only_when_the_program_owns_it():
    [_, _, derived] = questions(MINT)
    body = bytes.fromhex("17b7f83760d8ac60") + b"\x01" * 200
    for owner, found in ((addresses.PUMP, True), (SYSTEM, False)):
        reading = read(answer(derived, accounts([(owner, body)])))
        assert (subject(reading, MINT).curve is not None) is found


@pytest.mark.parametrize(("standard", "program"), [("2022", TOKEN_2022), ("spl", SPL_TOKEN)])
def test_a_simulated_mint_is_read_with_name_curve_and_given_up_powers(standard, program):
    token = worlds.understood(13, standard=standard, **worlds.SMALL).launch.subject
    assert token.program == program
    assert token.curve is not None
    assert token.curve.fee_creator == worlds.launched(13, standard=standard, **worlds.SMALL).truth.creator
    assert (token.name, token.symbol) == ("Slow Turtle", "TURT")
    assert (token.authorities["mint"], token.authorities["freeze"]) == (None, None)
