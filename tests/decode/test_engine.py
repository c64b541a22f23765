"""What becomes an event of its own and what belongs to something larger."""

import msgspec

from reporter.decode import decode
from reporter.model import base58
from reporter.model.events import AnyEvent, Create, MintTo, Transfer, Unknown
from reporter.model.ids import SPL_TOKEN
from reporter.model.transaction import Instruction, Path
from tests.decode.made import A_TOK, B_TOK, MINT, TOKENS, A, B, key, made, token, u64
from tests.decode.recordings import transaction

VENUE = "675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8"
STRANGER = key(80)


def at(path: Path, instruction: Instruction) -> Instruction:
    return msgspec.structs.replace(instruction, path=path)


def sent(path: Path) -> Instruction:
    return at(path, token(3, [A_TOK, B_TOK, A], u64(20)))


def told(path: Path) -> Transfer:
    return Transfer(platform=None, mint=MINT, wallet=A, token_amount=20, path=path, to=B)


def events(*instructions: Instruction) -> tuple[AnyEvent, ...]:
    return decode(made(*instructions, tokens=TOKENS)).events


def test_transfers_below_a_venue_are_none_of_their_own():
    """At any depth, in any form; what stands beside or after it is."""
    venue = Instruction((1,), VENUE, (), b"\x09")
    checked = at((1, 1), token(12, [A_TOK, MINT, B_TOK, A], u64(20) + b"\x06"))
    with_fee = at((1, 0, 1), token(26, [A_TOK, MINT, B_TOK, A], b"\x01" + u64(20) + b"\x06" + u64(0)))
    assert events(sent((0,)), venue, sent((1, 0)), with_fee, checked, sent((2,))) == (told((0,)), told((2,)))


def test_transfers_below_a_program_nobody_knows_are_transfers():
    """A locker or an airdrop program is no venue."""
    assert events(Instruction((0,), STRANGER, (), b""), sent((0, 0))) == (told((0, 0)),)


def test_mints_below_a_venue_stay():
    """New supply concerns every holder, whoever called for it."""
    minted = at((0, 0), token(7, [MINT, B_TOK, A], u64(5)))
    expected = MintTo(platform=None, mint=MINT, wallet=B, token_amount=5, path=(0, 0), authority=A)
    assert events(Instruction((0,), VENUE, (), b""), minted) == (expected,)


def test_unread_instructions_are_counted_by_program():
    """Of programs outside the table, and of known programs with an unknown tag."""
    odd = token(99, [A_TOK])
    strangers = [Instruction((i,), STRANGER, (), b"") for i in range(3)]
    decoded = decode(made(*strangers, at((3,), odd)))
    assert decoded.unknown == (Unknown(STRANGER, 3), Unknown(SPL_TOKEN, 1))
    assert decode(made(*strangers, error='"x"')).unknown == (Unknown(STRANGER, 3),)


def test_a_creation_is_told_once():
    """The platform says more than the token program; another mint of the same transaction is its own creation."""
    created = [event for event in decode(transaction("2MfmZSU8")).events if isinstance(event, Create)]
    assert [(event.platform, event.mint) for event in created] == [("pumpfun", "9VnZJfLDZDoJT5sx3pQYgS4xTJyJbJVxrZe66HH2pump")]
    other = token(20, [key(81)], b"\x06" + base58.decode(B) + b"\x00", place=9)
    both = msgspec.structs.replace(transaction("2MfmZSU8"), instructions=(*transaction("2MfmZSU8").instructions, other))
    found = [event for event in decode(both).events if isinstance(event, Create)]
    assert [(event.platform, event.mint) for event in found] == [("pumpfun", created[0].mint), (None, key(81))]


def test_events_stand_in_execution_order():
    """Inferred trades take their place among the decoded events."""
    for signature in ("213kMyMK", "1DnjawZs", "2XgzfkWe", "2MfmZSU8"):
        paths = [event.path for event in decode(transaction(signature)).events]
        assert paths == sorted(paths)
