"""The table of programs, and that no reader trusts its input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.context import Context
from reporter.decode.programs import TABLE, native
from reporter.model.ids import ASSOCIATED_TOKEN, is_address
from reporter.model.transaction import Instruction
from tests.decode.made import A_TOK, B_TOK, MINT, TOKENS, A, B, events, key, made

ACCOUNTS = st.lists(st.sampled_from([A, B, A_TOK, B_TOK, MINT, key(99)]), max_size=30).map(tuple)
DATA = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda tag, rest: bytes([tag]) + rest, st.integers(0, 60), st.binary(max_size=60)),
    st.builds(lambda tag, rest: tag.to_bytes(4, "little") + rest, st.integers(0, 20), st.binary(max_size=120)),
    st.builds(lambda parts: b"\xff" + b"".join(parts), st.lists(st.binary(min_size=2, max_size=20), max_size=4)),
)


def test_every_entry_stands_under_its_own_address():
    """A mistyped program id would never be found."""
    for program, decoder in TABLE.items():
        assert decoder.program == program
        assert is_address(program)


@pytest.mark.parametrize("program", sorted(TABLE))
@given(accounts=ACCOUNTS, data=DATA)
def test_no_instruction_makes_a_reader_fail(program, accounts, data):
    """Whatever accounts and data an instruction has, it is read, ignored or unknown."""
    instruction = Instruction((0,), program, accounts, data)
    decoder = TABLE[program]
    context = Context(made(instruction, tokens=TOKENS))
    read = decoder.read(instruction, context)
    assert read is None or all(event.path == (0,) for event in read)
    for move in decoder.moves(instruction, context):
        assert {move.source, move.target} <= {*accounts, move.target if move.handover else move.source}


def test_creating_an_associated_account_is_silent_and_needs_its_accounts():
    """All four tags; a parsed form that could not be turned back has no accounts and stays unknown."""
    six = tuple(key(n) for n in range(6))
    for data in (b"", b"\0", b"\1", b"\2"):
        assert events(Instruction((0,), ASSOCIATED_TOKEN, six, data)) == ()
        assert events(Instruction((0,), ASSOCIATED_TOKEN, (), data)) is None
    assert events(Instruction((0,), ASSOCIATED_TOKEN, six, b"\3")) is None


def test_compute_budget_memo_and_native_programs_are_known_by_tag():
    """A memo may say anything; the others count what they do not know."""
    budget = "ComputeBudget111111111111111111111111111111"
    assert events(Instruction((0,), budget, (), b"\x02\x40\x0d\x03\x00")) == ()
    assert events(Instruction((0,), budget, (), b"\x05")) is None
    assert events(Instruction((0,), budget, (), b"")) is None
    assert events(Instruction((0,), "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr", (), b"hello")) == ()
    for decoder in native.PROGRAMS:
        assert events(Instruction((0,), decoder.program, (A, B), b"\x01\x00\x00\x00")) == ()
        assert events(Instruction((0,), decoder.program, (A, B), b"\x99\x00\x00\x00")) is None
        assert events(Instruction((0,), decoder.program, (A, B), b"\x01")) is None
