"""Instructions parsed by the node, turned back into the bytes they were."""

from typing import Any

import pytest

from reporter.decode import decode, read_recorded
from reporter.decode.wire_parsed import encode_parsed
from reporter.model import base58
from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022
from reporter.model.transaction import Instruction
from tests.decode.made import A_TOK, B_TOK, MINT, A, B, C, system, token, u64
from tests.decode.recordings import recording

SEED_OWNER = base58.decode(SPL_TOKEN)
AMOUNT = {"amount": "40", "decimals": 6, "uiAmount": 0.00004, "uiAmountString": "0.00004"}


def form(name: str, **info: Any) -> dict[str, Any]:
    return {"type": name, "info": info}


@pytest.mark.parametrize(
    ("parsed", "written"),
    [
        (form("transfer", source=A, destination=B, lamports=7), system(2, [A, B], u64(7))),
        (
            form("createAccount", source=A, newAccount=B, lamports=7, space=165, owner=SPL_TOKEN),
            system(0, [A, B], u64(7) + u64(165) + SEED_OWNER),
        ),
        (
            form("createAccountWithSeed", source=A, newAccount=B, base=A, seed="ab", lamports=7, space=165, owner=SPL_TOKEN),
            system(3, [A, B, A], base58.decode(A) + u64(2) + b"ab" + u64(7) + u64(165) + SEED_OWNER),
        ),
        (
            form("transferWithSeed", source=A, sourceBase=C, destination=B, lamports=7, sourceSeed="s", sourceOwner=SPL_TOKEN),
            system(11, [A, C, B], u64(7) + u64(1) + b"s" + SEED_OWNER),
        ),
        (
            form(
                "withdrawFromNonce",
                nonceAccount=A, destination=B, recentBlockhashesSysvar=C, rentSysvar=C, nonceAuthority=A, lamports=7,
            ),
            system(5, [A, B, C, C, A], u64(7)),
        ),
        (form("authorizeNonce", nonceAccount=A, nonceAuthority=B, newAuthorized=C), system(7, [A, B], base58.decode(C))),
        (
            form("createAccountAllowPrefund", newAccount=B, lamports=0, space=1, owner=SPL_TOKEN),
            system(13, [B], u64(0) + u64(1) + SEED_OWNER),
        ),
    ],
)  # fmt: skip
def test_system_forms_are_written_as_they_were(parsed, written):
    """Accounts in their order, then the tag and the fields."""
    assert encode_parsed(SYSTEM, parsed) == (written.accounts, written.data)


@pytest.mark.parametrize(
    ("parsed", "written"),
    [
        (form("transfer", source=A_TOK, destination=B_TOK, authority=A, amount="40"), token(3, [A_TOK, B_TOK, A], u64(40))),
        (
            form("transfer", source=A_TOK, destination=B_TOK, multisigAuthority=A, signers=[B, C], amount="40"),
            token(3, [A_TOK, B_TOK, A, B, C], u64(40)),
        ),
        (
            form("transferChecked", source=A_TOK, mint=MINT, destination=B_TOK, authority=A, tokenAmount=AMOUNT),
            token(12, [A_TOK, MINT, B_TOK, A], u64(40) + b"\x06"),
        ),
        (
            form(
                "transferCheckedWithFee",
                source=A_TOK, mint=MINT, destination=B_TOK, authority=A, tokenAmount=AMOUNT, feeAmount=AMOUNT | {"amount": "1"},
            ),
            token(26, [A_TOK, MINT, B_TOK, A], b"\x01" + u64(40) + b"\x06" + u64(1)),
        ),
        (form("closeAccount", account=A_TOK, destination=B, owner=A), token(9, [A_TOK, B, A])),
        (
            form("setAuthority", account=A_TOK, authority=A, authorityType="accountOwner", newAuthority=B),
            token(6, [A_TOK, A], b"\x02\x01" + base58.decode(B)),
        ),
        (form("setAuthority", mint=MINT, authority=A, authorityType="mintTokens", newAuthority=None), token(6, [MINT, A], b"\x00\x00")),
        (form("unwrapLamports", source=A_TOK, destination=B, authority=A, amount="5"), token(45, [A_TOK, B, A], b"\x01" + u64(5))),
        (form("unwrapLamports", source=A_TOK, destination=B, authority=A), token(45, [A_TOK, B, A], b"\x00")),
        (
            form("initializeMint2", mint=MINT, decimals=6, mintAuthority=A),
            token(20, [MINT], b"\x06" + base58.decode(A) + b"\x00"),
        ),
    ],
)  # fmt: skip
def test_token_forms_are_written_as_they_were(parsed, written):
    """For both programs alike, signers of a multisig at the end."""
    for program in (SPL_TOKEN, TOKEN_2022):
        assert encode_parsed(program, parsed) == (written.accounts, written.data)


def test_a_memo_is_its_text():
    """The node gives the text alone."""
    assert encode_parsed("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr", "gm") == ((), b"gm")


@pytest.mark.parametrize(
    "parsed",
    [
        form("batch", instructions=[]), form("transfer", source=A), form("transfer", source=A, destination=B, lamports=-1),
        form("transfer", source=A, destination=B, lamports="x"), form("createAccount", source=A, newAccount=B, owner="0"),
        {"type": "transfer"}, {"type": ["transfer"], "info": {}}, {"type": "transfer", "info": []}, {}, [], 7, None,
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_written_stays_as_an_unknown_instruction(parsed):
    """Nothing in, nothing out: the decoders count it."""
    for program in (SYSTEM, SPL_TOKEN, ASSOCIATED_TOKEN, A):
        assert encode_parsed(program, parsed) == ((), b"")


@pytest.mark.shared
def test_every_parsed_instruction_of_the_recordings_can_be_written():
    """Six recordings are jsonParsed; what they leave unread belongs to programs nobody parses."""
    for signature in ("2MphCBAC", "2RoRJxat", "2m5nWLnD", "3XEtsmC7", "3tJczs8y", "4XQZckrF"):
        transaction = read_recorded(recording(signature))
        parsed = {SYSTEM, SPL_TOKEN, TOKEN_2022, ASSOCIATED_TOKEN}
        assert all(instruction.accounts for instruction in transaction.instructions if instruction.program in parsed)
        assert not parsed & {entry.program for entry in decode(transaction).unknown}


@pytest.mark.shared
def test_an_unwritable_parsed_instruction_of_a_recording_is_counted():
    """It keeps its place in the tree."""
    recorded = recording("4XQZckrF")
    before = read_recorded(recorded)
    wire = next(i for i in recorded["result"]["transaction"]["message"]["instructions"] if i.get("program") == "system")
    wire["parsed"]["type"] = "somethingNew"
    after = read_recorded(recorded)
    changed = [(old, new) for old, new in zip(before.instructions, after.instructions, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1] == Instruction(changed[0][0].path, SYSTEM, (), b"")
    assert [(entry.program, entry.count) for entry in decode(after).unknown if entry.program == SYSTEM] == [(SYSTEM, 1)]
