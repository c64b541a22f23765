"""System instructions; tag 13 and the seed forms are synthetic, the rest is recorded elsewhere too."""

from collections.abc import Sequence

from reporter.decode.context import Context
from reporter.decode.contract import Move
from reporter.decode.programs.system import PROGRAM
from reporter.model import base58
from reporter.model.events import Authority
from reporter.model.ids import SYSTEM, WRAPPED_SOL
from reporter.model.transaction import Instruction
from tests.decode.made import A, B, C, events, key, made, system, u64


def moved(instruction: Instruction) -> Sequence[Move]:
    return PROGRAM.moves(instruction, Context(made(instruction)))


def test_every_form_of_moving_lamports_names_its_two_ends():
    """Source and target stand in different places of the account list."""
    owner = base58.decode(SYSTEM)
    seed = base58.decode(A) + u64(4) + b"seed" + u64(70) + u64(165) + owner
    assert moved(system(2, [A, B], u64(10))) == (Move(A, B, 10, "transfer"),)
    assert moved(system(0, [A, B], u64(20) + u64(165) + owner)) == (Move(A, B, 20, "create_account"),)
    assert moved(system(3, [A, B], seed)) == (Move(A, B, 70, "create_account"),)
    assert moved(system(5, [A, B, C], u64(30))) == (Move(A, B, 30, "withdraw_nonce"),)
    assert moved(system(11, [A, C, B], u64(40) + u64(4) + b"seed" + owner)) == (Move(A, B, 40, "transfer_with_seed"),)
    assert moved(system(13, [B, A], u64(50) + u64(165) + owner)) == (Move(A, B, 50, "create_account"),)


def test_what_moves_nothing_has_no_moves():
    """Assigning, allocating, nonces; and a new account nobody pays for."""
    owner = base58.decode(SYSTEM)
    assert moved(system(1, [A], owner)) == ()
    assert moved(system(4, [A, B, C], b"")) == ()
    assert moved(system(13, [B], u64(0) + u64(165) + owner)) == ()
    assert moved(system(11, [A, C], u64(40))) == ()
    assert moved(system(3, [A, B], base58.decode(A) + u64(2**60) + b"seed")) == ()


def test_a_nonce_account_changing_its_authority_is_an_event():
    """Ownership of the SOL in it changes without a transfer."""
    nonce, new = key(50), key(51)
    assert events(system(7, [nonce, A], base58.decode(new))) == (
        Authority(platform=None, mint=WRAPPED_SOL, wallet=A, path=(0,), what="nonce", account=nonce, to=new),
    )


def test_known_tags_are_silent_and_unknown_ones_counted():
    """Tags 0 to 13 exist."""
    assert [events(system(tag, [A, B], bytes(60))) for tag in (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)] == [()] * 13
    assert events(system(14, [A, B], bytes(60))) is None
    assert events(system(7, [A], b"")) is None
