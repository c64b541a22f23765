"""Metaplex token metadata: the account an SPL mint's name is kept in. Calls as in recorded transaction 3ejAydeP."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import SYSTEM, Address, Mint
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import METAPLEX, derived, raw
from reporter.simulator.programs import system
from reporter.simulator.runtime import Execution

SIZE: Final = 607
FEE: Final = 10_000_000  # lamports the program keeps in the account beyond rent
CREATE_V3: Final = 33


def metadata_of(mint: Mint) -> Address:
    """The metadata account of a mint."""
    return derived(METAPLEX, b"metadata", raw(METAPLEX), raw(mint))


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Create the metadata account: metadata, mint, mint authority, payer, update authority, system program."""
    made, mint, _, payer, authority = accounts[:5]
    run.log("IX: Create Metadata Accounts v3")
    run.burn(41_000)
    run.invoke(SYSTEM, (payer, made), system.transfer_data(rent(SIZE) + FEE))
    run.log("Allocate space for the account")
    run.invoke(SYSTEM, (made,), struct.pack("<IQ", 8, SIZE), sign=(made,))
    run.log("Assign the account to the owning program")
    run.invoke(SYSTEM, (made,), struct.pack("<I", 1) + raw(METAPLEX), sign=(made,))
    # Key 4 (MetadataV1), update authority, mint, then the three texts as given.
    body = b"\x04" + raw(authority) + raw(mint) + data[1:]
    run.account(made).data = body.ljust(SIZE, b"\0")[:SIZE]
