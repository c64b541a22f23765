"""What Token-2022 adds: instruction prefixes that change no balance the reporter counts, recognised so as not to be unknown.

Confidential transfers hide their amounts: balances of such accounts are not known, which holder tables have to say.
Withdrawing withheld transfer fees moves tokens whose amount only the balance lists tell.
Source: spl-token-2022 interface; spl-token-metadata-interface and spl-token-group-interface (first 8 bytes of SHA-256 of
"spl_token_metadata_interface:initialize_account" and so on).
"""

from hashlib import sha256
from typing import Final

KNOWN_EXTENSIONS: Final = {
    25: "initialize mint close authority",
    26: "transfer fee",
    27: "confidential transfer",
    28: "default account state",
    29: "reallocate",
    30: "memo transfer",
    31: "create native mint",
    32: "initialize non-transferable mint",
    33: "interest-bearing mint",
    34: "CPI guard",
    35: "initialize permanent delegate",
    36: "transfer hook",
    37: "confidential transfer fee",
    39: "metadata pointer",
    40: "group pointer",
    41: "group member pointer",
    42: "confidential mint and burn",
    43: "scaled UI amount",
    44: "pausable",
}


def _named(name: str) -> bytes:
    return sha256(name.encode()).digest()[:8]


METADATA_INTERFACE: Final = frozenset(
    [
        *(
            _named(f"spl_token_metadata_interface:{name}")
            for name in ("initialize_account", "updating_field", "remove_key_ix", "update_the_authority", "emitter")
        ),
        *(
            _named(f"spl_token_group_interface:{name}")
            for name in ("initialize_token_group", "update_group_max_size", "update_authority", "initialize_member")
        ),
    ]
)
