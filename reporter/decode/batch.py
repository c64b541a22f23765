"""The token programs' Batch instruction: several instructions in one, without nesting.

Layout: tag 255, then for each one its number of accounts (u8), the length of its data (u8) and the data; the accounts of all
follow each other in the instruction's account list (Solana docs, token program via CPI).
"""

from typing import Final

from reporter.model.transaction import Instruction

BATCH: Final = 255


def unbatch(instruction: Instruction) -> list[Instruction] | None:
    """The instructions inside a Batch, at the path of the whole; None where it does not follow the layout."""
    data, accounts = instruction.data, instruction.accounts
    inside = []
    at, used = 1, 0
    while at < len(data):
        header = data[at : at + 2]
        if len(header) < 2:
            return None
        count, size = header
        part = data[at + 2 : at + 2 + size]
        given = accounts[used : used + count]
        if len(part) != size or len(given) != count or part[:1] == bytes([BATCH]):
            return None
        inside.append(Instruction(instruction.path, instruction.program, given, part))
        at += 2 + size
        used += count
    return inside
