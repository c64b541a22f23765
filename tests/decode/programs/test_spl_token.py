"""Token instructions of both programs, each form written by hand from its layout."""

import pytest

from reporter.model import base58
from reporter.model.events import Authority, Burn, Create, MintTo, Transfer
from reporter.model.ids import SPL_TOKEN, TOKEN_2022
from tests.decode.made import A_TOK, B_TOK, MINT, A, B, C, batch, events, held, key, token, u64

SENT = Transfer(platform=None, mint=MINT, wallet=A, token_amount=40, path=(0,), to=B)


@pytest.mark.parametrize("program", [SPL_TOKEN, TOKEN_2022])
def test_both_forms_of_transfer_name_owners_and_mint(program):
    """The plain one learns the mint from the balances, and the owner is not who signs (a delegate may)."""
    assert events(token(3, [A_TOK, B_TOK, C], u64(40), program=program)) == (SENT,)
    assert events(token(12, [A_TOK, MINT, B_TOK, C], u64(40) + b"\x06", program=program)) == (SENT,)


def test_a_transfer_with_fee_is_told_by_the_amount_sent():
    """What is withheld on the way shows in the balances."""
    instruction = token(26, [A_TOK, MINT, B_TOK, A], b"\x01" + u64(40) + b"\x06" + u64(2), program=TOKEN_2022)
    assert events(instruction) == (SENT,)


def test_moving_between_own_accounts_is_no_transfer():
    """Nothing changes hands."""
    assert events(token(3, [A_TOK, B_TOK, A], u64(40)), tokens=(held(A_TOK, A, 100, 60), held(B_TOK, A, 0, 40))) == ()


def test_a_transfer_of_an_unknown_mint_is_counted_unknown():
    """Neither account is in the balance lists: better unread than guessed."""
    assert events(token(3, [A_TOK, B_TOK, A], u64(40)), tokens=()) is None


@pytest.mark.parametrize("tag", [7, 14])
def test_minting_names_receiver_and_authority(tag):
    """Both forms."""
    minted = MintTo(platform=None, mint=MINT, wallet=B, token_amount=40, path=(0,), authority=C)
    assert events(token(tag, [MINT, B_TOK, C], u64(40) + b"\x06")) == (minted,)


def test_burning_names_the_owner():
    """Plain, checked, and with the burn authority's consent."""
    burnt = Burn(platform=None, mint=MINT, wallet=A, token_amount=40, path=(0,))
    assert events(token(8, [A_TOK, MINT, A], u64(40))) == (burnt,)
    assert events(token(15, [A_TOK, MINT, A], u64(40) + b"\x06")) == (burnt,)
    assert events(token(46, [A_TOK, MINT, C, A], b"\x01" + u64(40), program=TOKEN_2022)) == (burnt,)
    assert events(token(46, [MINT], b"\x00" + bytes(32), program=TOKEN_2022)) == ()


def authority(what: str, account: str | None, to: str | None, amount: int | None = None) -> Authority:
    return Authority(platform=None, mint=MINT, wallet=A, token_amount=amount, path=(0,), what=what, account=account, to=to)


@pytest.mark.parametrize(
    ("kind", "what"),
    [(0, "mint"), (1, "freeze"), (8, "permanent_delegate"), (16, "pause"), (17, "permissioned_burn")],
)
def test_authorities_of_a_mint_are_set_or_given_up(kind, what):
    """`to` is None once it is given up for good."""
    assert events(token(6, [MINT, A], bytes([kind, 1]) + base58.decode(B))) == (authority(what, None, B),)
    assert events(token(6, [MINT, A], bytes([kind, 0]))) == (authority(what, None, None),)


@pytest.mark.parametrize(("kind", "what"), [(2, "account_owner"), (3, "close")])
def test_authorities_of_an_account_name_the_account(kind, what):
    """A token account can change its owner with everything in it."""
    assert events(token(6, [A_TOK, A], bytes([kind, 1]) + base58.decode(B))) == (authority(what, A_TOK, B),)


def test_an_unknown_kind_of_authority_is_counted():
    """Kinds are added from time to time."""
    assert events(token(6, [MINT, A], b"\x63\x00")) is None


def test_delegates_are_authorities():
    """Approved in two forms, and revoked."""
    assert events(token(4, [A_TOK, B, A], u64(9))) == (authority("delegate", A_TOK, B, 9),)
    assert events(token(13, [A_TOK, MINT, B, A], u64(9) + b"\x06")) == (authority("delegate", A_TOK, B, 9),)
    assert events(token(5, [A_TOK, A])) == (authority("delegate", A_TOK, None),)


@pytest.mark.parametrize("tag", [0, 20])
def test_a_new_mint_is_a_creation_without_a_platform(tag):
    """The payer is known; the creator is whom the mint names as its authority."""
    expected = Create(platform=None, mint=MINT, wallet=A, path=(0,), creator=B, market=None, token_program=SPL_TOKEN)
    assert events(token(tag, [MINT], b"\x06" + base58.decode(B) + b"\x00")) == (expected,)


def test_a_batch_tells_what_is_inside():
    """Synthetic: no recording has a Batch. Accounts and data of each part follow each other."""
    parts = [token(3, [A_TOK, B_TOK, A], u64(40)), token(17, [A_TOK]), token(8, [A_TOK, MINT, A], u64(1))]
    assert events(batch(parts)) == (SENT, Burn(platform=None, mint=MINT, wallet=A, token_amount=1, path=(0,)))
    assert events(batch([])) == ()


def test_a_batch_with_something_unreadable_is_unknown_as_a_whole():
    """An unknown part, a batch inside, a length that lies, an account too few."""
    good = token(3, [A_TOK, B_TOK, A], u64(40))
    assert events(batch([good, token(99, [A_TOK])])) is None
    assert events(batch([good, batch([good])])) is None
    whole = batch([good])
    assert events(token(255, whole.accounts, whole.data[1:-1])) is None
    assert events(token(255, whole.accounts, whole.data[1:] + b"\x01")) is None
    assert events(token(255, whole.accounts[:-1], whole.data[1:])) is None


def test_silent_instructions_and_extensions_are_known_in_their_program_only():
    """Token-2022's extensions are no instructions of SPL Token."""
    for tag in (1, 2, 9, 10, 11, 16, 17, 18, 19, 21, 22, 23, 24, 38, 45):
        assert events(token(tag, [key(60)])) == ()
    for tag in (25, 27, 28, 29, 30, 36, 39, 43, 44):
        assert events(token(tag, [key(60)], program=TOKEN_2022)) == ()
        assert events(token(tag, [key(60)])) is None
    metadata = bytes.fromhex("d2e11ea258b84d8d")  # recorded in create_v2 of 2026-07
    assert events(token(metadata[0], [key(60)], metadata[1:] + b"name", program=TOKEN_2022)) == ()
    assert events(token(metadata[0], [key(60)], metadata[1:], program=SPL_TOKEN)) is None
    assert events(token(200, [key(60)], program=TOKEN_2022)) is None
