"""One coin and the accounts that belong to it. Addresses and seeds: pump.fun's published interface."""

from functools import cached_property
from typing import Final

from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL, Address, Mint, Program, TokenAccount, Wallet
from reporter.simulator.addresses import PUMP, PUMP_FEES, associated, derived, raw

GLOBAL: Final = derived(PUMP, b"global")
MINT_AUTHORITY: Final = derived(PUMP, b"mint-authority")
EVENT_AUTHORITY: Final = derived(PUMP, b"__event_authority")
GLOBAL_VOLUME: Final = derived(PUMP, b"global_volume_accumulator")
FEE_CONFIG: Final = derived(PUMP_FEES, b"fee_config", raw(PUMP))
FEE_RECIPIENTS: Final = (
    "62qc2CNXwrYqQScmEdiZFFAnJR262PxWEuNQtxfafNgV",
    "7VtfL8fvgNfhz17qKRMjzQEXgbdpnHHHQRh54R9jP2RJ",
    "7hTckgnGnLQR6sdH7YkqFTAA7VwTfYFaZ6EhEsU3saCX",
    "9rPYyANsfQZw3DnDmKE3YCQF5E8oD89UXoHn9JFEhJUz",
    "AVmoTthdrX6tKt4nDjco2D775W2YK3sDhxPcMmzUAmTY",
    "CebN5WGQ4jvEPvsVU4EoHEpgzq1VV7AbicfhtW4xC9iM",
    "FWsW1xNtWscwNmKv6wVsU1iTzRN6wmmk3MjxRP5tT7hz",
    "G5UZAVbAf46s7cKWoyKu8kYTip9DGTpbLZ2qa9Aq69dP",
)
BUYBACK_RECIPIENTS: Final = (
    "5YxQFdt3Tr9zJLvkFccqXVUwhdTWJQc1fFg2YPbxvxeD",
    "9M4giFFMxmFGXtc3feFzRai56WbBqehoSeRE5GK7gf7",
    "GXPFM2caqTtQYC2cJ5yJRi9VDkpsYZXzYdwYpGnLmtDL",
    "3BpXnfJaUTiwXnJNe7Ej1rcbzqTTQUvLShZaWazebsVR",
    "5cjcW9wExnJJiqgLjq7DEG75Pm6JBgE1hNv4B2vHXUW6",
    "EHAAiTxcdDwQ3U4bU6YcMsQGaekdzLS3B5SmYo46kJtL",
    "5eHhjP8JaYkz83CWwvGU2uMUXefd3AazWGx4gpcuEEYD",
    "A7hAgCzFw14fejgCp387JUJRMNyz4j89JKnhtKU8piqW",
)


def volume_of(user: Wallet) -> Address:
    """The account that counts a user's volume."""
    return derived(PUMP, b"user_volume_accumulator", raw(user))


class Coin:
    """A coin by its mint, creator and token program; all other accounts are derived."""

    def __init__(self, mint: Mint, creator: Wallet, token_program: Program = TOKEN_2022) -> None:
        self.mint = mint
        self.creator = creator
        self.token_program = token_program

    @cached_property
    def curve(self) -> Address:
        """The curve's account; it also holds the coin's SOL."""
        return derived(PUMP, b"bonding-curve", raw(self.mint))

    @cached_property
    def curve_v2(self) -> Address:
        """An account newer instructions name besides the curve."""
        return derived(PUMP, b"bonding-curve-v2", raw(self.mint))

    @cached_property
    def vault(self) -> TokenAccount:
        """The token account that holds the unsold tokens."""
        return associated(self.curve, self.mint, self.token_program)

    @cached_property
    def creator_vault(self) -> Address:
        """Where creator fees go."""
        return derived(PUMP, b"creator-vault", raw(self.creator))

    @cached_property
    def sharing_config(self) -> Address:
        """The account that would share creator fees."""
        return derived(PUMP_FEES, b"sharing-config", raw(self.mint))

    def held_by(self, owner: Wallet) -> TokenAccount:
        """The owner's token account for this coin."""
        return associated(owner, self.mint, self.token_program)

    def wrapped(self, owner: Wallet) -> TokenAccount:
        """The owner's wrapped-SOL account, which native trades name without using it."""
        return associated(owner, WRAPPED_SOL, SPL_TOKEN)
