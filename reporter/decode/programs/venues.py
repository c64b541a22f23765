"""Venues and routers known by name, without a decoder: their trades are inferred from balance changes.

Ids: vendors' interfaces and docs, most of them seen in recorded transactions; routers and terminals as third parties list them.
A router is a way to a venue, never the platform of a mint.
"""

from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction

_VENUES: Final = (  # program, name, platform code
    ("LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj", "Raydium LaunchLab", "bonk"),
    ("pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA", "PumpSwap", "pumpswap"),
    ("CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C", "Raydium CPMM", "cpmm"),
    ("dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN", "Meteora DBC", "meteora"),
    ("HEAVENoP2qxoeuF8Dj2oT1GHEnu49U5mJYkdeC8BAX2o", "Heaven", "heaven"),
    ("675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8", "Raydium AMM v4", None),
    ("CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK", "Raydium CLMM", None),
    ("cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG", "Meteora DAMM v2", None),
    ("Eo7WjKq67rjJQSZxS6z3YkapzY3eMj6Xy8X5EQVn5UaB", "Meteora DAMM v1", None),
    ("LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo", "Meteora DLMM", None),
    ("whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc", "Orca Whirlpool", None),
    ("MoonCVVNZFSYkqNXP6bxHLPL6QQJiMagDL3qcqUQTrG", "Moonit", None),
    ("boop8hVGQGqehUK2iVEMEnMrL5RbjywRzHKBmBE7ry4", "Boop", None),
    ("deus4Bvftd5QKcEkE5muQaWGWDoma8GrySvPFrBPjhS", "Sugar", None),
    ("waveQX2yP3H1pVU8djGvEHmYg8uamQ84AuyGtpsrXTF", "Wavebreak", None),
    ("5U3EU2ubXtK84QcRjWVmYt9RaDyA8gKxdUrPFXmZyaki", "Virtuals", None),
    ("SoLFiHG9TfgtdUXUjWAxi3LtvYuFyDLVhBWxdMZxyCe", "SolFi", None),
    ("ZERor4xhbUycZ6gb9ntrhqscUcZmAbQDjEAtCf4hbZY", "ZeroFi", None),
    ("PhoeNiXZ8ByJGLkxNfZRnkUfjvmuYqLR89jjFHGqdXY", "Phoenix", None),
    ("opnb2LAfJYbRMAHHvqjCwQxanZn7ReEHp1k81EohpZb", "OpenBook v2", None),
)
_ROUTERS: Final = (
    ("JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4", "Jupiter v6"),
    ("FLASHX8DrLbgeR8FcfNV1F5krxYcYMUdBkrP1EPBtxB9", "Axiom"),
    ("term9YPb9mzAsABaqN71A4xdbxHmpBNZavpBiQKZzN3", "Padre"),
    ("GMGNreQcJFufBiCTLDBgKhYEfEe9B454UjpDr5CaSLA1", "GMGN"),
    ("GMgnVFR8Jb39LoXsEVzb3DvBy3ywCmdmJquHUy1Lrkqb", "GMGN"),
    ("troyXT7Ty3s2rjJe4bqWaroUrS4Fjd8rbHHNHxcACF4", "Trojan"),
    ("DF1ow4tspfHX9JwWJsAb9epbkA8hmpSEAtxXy1V27QBH", "DFlow"),
    ("proVF4pMXVaYqmy4NjniPh4pqKNfMmsihgd4wdkCX3u", "OKX"),
    ("6m2CDdhRgxpH4WjvdzxAYbGxwdGUz5MziiL5jek2kBma", "OKX"),
    ("b1oomGGqPKGD6errbyfbVMBuzSC8WtAAYo8MwNafWW1", "Bloom"),
    ("BSfD6SHZigAfDWSjzD5Q41jw8LmKwtmjskPH9XW1mrRW", "Photon"),
)


def read(_: Instruction, __: Context) -> tuple[AnyEvent, ...]:
    """Nothing of its own: the balances tell."""
    return ()


PROGRAMS: Final = (
    *(ProgramDecoder(program=program, name=name, read=read, platform=code, venue=True) for program, name, code in _VENUES),
    *(ProgramDecoder(program=program, name=name, read=read, venue=True) for program, name in _ROUTERS),
)

ROUTERS: Final = frozenset(program for program, _ in _ROUTERS)
