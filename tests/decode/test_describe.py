"""What `reporter decode` prints of recorded transactions outside the pump.fun family: the whole line, key by key.

`expected/lines.json` was checked by hand against the recordings' instructions and balance lists: plain transfers and tips, an
associated account of 2021 without owners, an order book route of 2021, an NFT sale whose proceeds a program pays unseen, a seed
account for wrapped SOL in the gRPC shape, AMM trades with temporary wrapped SOL, failed transactions of all versions.
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from reporter.decode import describe
from tests.decode.recordings import transaction

EXPECTED: dict[str, dict[str, Any]] = msgspec.json.decode(
    Path(__file__).with_name("expected").joinpath("lines.json").read_bytes()
)


@pytest.mark.shared
@pytest.mark.parametrize("signature", sorted(EXPECTED), ids=[signature[:8] for signature in sorted(EXPECTED)])
def test_the_whole_line_of_a_recorded_transaction(signature):
    """Events, flows and unknown instructions, nothing more and nothing less."""
    line = describe(transaction(signature))
    assert b"\n" not in line
    assert msgspec.json.decode(line) == EXPECTED[signature]


def test_every_promised_key_is_there():
    """Further keys may be added, none renamed."""
    line = msgspec.json.decode(describe(transaction("213kMyMK")))
    assert line.keys() >= {"signature", "slot", "version", "ok", "fee_payer", "signers", "events", "flows", "unknown"}
    assert line["ok"] is True
    assert line["fee_payer"] == line["signers"][0]
    assert all(flow.keys() >= {"from", "to", "asset", "amount", "how", "fee_payer", "signers"} for flow in line["flows"])
    assert all(isinstance(flow["amount"], int) for flow in line["flows"])
    assert all(
        event.keys() >= {"kind", "platform", "mint", "wallet", "quote_mint", "quote_amount", "token_amount", "path"}
        for event in line["events"]
    )
