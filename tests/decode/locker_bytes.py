"""Synthetic lock contracts, written field by field as the programs' interfaces say; nothing here is recorded data."""

import hashlib
import struct

from tests.decode.pumpfun_bytes import MINT, OTHER, USER, key, pack

TAG = hashlib.sha256(b"account:VestingEscrow").digest()[:8]


def jupiter(*, cancel: int = 0, cancelled: int = 0, schedule: tuple[int, ...] = (1000, 10, 50, 5, 20)) -> bytes:
    """VestingEscrow: cliff, period, cliff amount, amount per period, periods."""
    head = TAG + pack(USER, MINT, OTHER, key(30)) + bytes([254, 3, cancel, 1, 0, 0, 0, 0])
    return head + pack(*schedule, 7, 900, cancelled, 0) + bytes(80)


def stream(
    *,
    flags: bytes = bytes(6),
    rate: bool = False,
    closed: bool = False,
    cancelled: int = 0,
    schedule: tuple[int, ...] = (900, 150, 10, 5, 1000, 50),
    end: int = 1200,
    changed: tuple[int, int] = (0, 0),
    mint: str = MINT,
    escrow: str = key(40),
) -> bytes:
    """Contract: start, deposited, period, per period, cliff, cliff amount; offsets as @streamflow/stream publishes them."""
    data = bytes.fromhex("0000000000000000") + b"\x04" + pack(1, 7, cancelled, end, 0)
    data += pack(OTHER, key(31), USER, key(32), mint, escrow, key(33), key(34), 0, 0, b"\0\0\0\0", key(35), key(36), 0, 0)
    data += bytes(4) + pack(*schedule) + flags + b"name".ljust(64, b"\0") + pack(1) + bytes(4) + bytes([1, rate])
    data += struct.pack("<I", 126) + bytes(126) + bytes([closed]) + pack(0, 0, *changed)
    return data.ljust(1104, b"\0")
