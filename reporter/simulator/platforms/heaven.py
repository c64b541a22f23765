"""Heaven: a pool from the first block on. SYNTHETIC, as its program is."""

from random import Random
from typing import ClassVar

from reporter.model.ids import SYSTEM, TOKEN_2022, WRAPPED_SOL, Address, Program, Raw, Wallet
from reporter.simulator.accounts import MintState, rent
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin, Texts, endow_tokens
from reporter.simulator.programs import heaven, metadata, minting, product, system
from reporter.simulator.programs.anchor import account
from reporter.simulator.programs.heaven import pool as layout
from reporter.simulator.programs.heaven.pool import HEAVEN, HeavenPool
from reporter.simulator.runtime import Call, Meta, Process


class HeavenCoin(AnyCoin):
    """A Heaven coin: a Token-2022 mint made by its creator just before the pool."""

    platform: ClassVar[str] = "heaven"
    supply = layout.SUPPLY
    decimals = layout.DECIMALS

    def __init__(self, mint: str, creator: Wallet, _token_program: Program = TOKEN_2022, quote: str = WRAPPED_SOL) -> None:
        super().__init__(mint, creator, TOKEN_2022, quote)

    @property
    def pool(self) -> HeavenPool:
        """The pool's addresses and calls."""
        return HeavenPool(self.mint, self.creator, self.token_program)

    def _market(self) -> Address:
        return self.pool.address

    def _programs(self) -> dict[Program, Process]:
        return {HEAVEN: heaven.process}

    def _furnish(self, ledger: Ledger) -> None:
        config = account("ProtocolConfig").ljust(layout.CONFIG_SIZE, b"\0")
        ledger.endow(layout.CONFIG, rent(layout.CONFIG_SIZE), owner=HEAVEN, data=config)
        endow_tokens(ledger, layout.SHARED_VAULT, WRAPPED_SOL, layout.CONFIG, 4_200 * 10**9)
        ledger.endow(layout.INSTRUCTIONS, rent(0), owner="Sysvar1111111111111111111111111111111111111")

    def _fixed(self) -> tuple[Address, ...]:
        return HEAVEN, layout.CONFIG, layout.SHARED_VAULT, layout.INSTRUCTIONS, WRAPPED_SOL

    def _first_buyer(self, _payer: Wallet) -> Wallet:
        return self.creator

    def _creation(self, payer: Wallet, texts: Texts, spend: Raw, _draw: Random) -> tuple[Call, ...]:
        first = heaven.bought((layout.SUPPLY, layout.VIRTUAL_QUOTE), spend) if spend else 0
        return (*self._mint(texts), self.pool.open(self.creator, payer, (first, spend + spend // 100)))

    def _mint(self, texts: Texts) -> tuple[Call, ...]:
        """A Token-2022 mint with its name inside; a recorded launch would show other metadata instructions."""
        user, mint = Meta(self.creator, signer=True, writable=True), Meta(self.mint, signer=True, writable=True)
        full = len(MintState(self.creator, 0, layout.DECIMALS, pointer=True, metadata=texts).pack(self.mint))
        make = system.create_data(rent(full), minting.POINTED, TOKEN_2022)
        written = Meta(self.mint, writable=True)
        who = (written, user, Meta(self.mint), user)
        return (
            Call(SYSTEM, (user, mint), make),
            Call(TOKEN_2022, (written,), metadata.pointer_data(self.mint)),
            Call(TOKEN_2022, (written,), minting.initialize_data(layout.DECIMALS, self.creator)),
            Call(TOKEN_2022, who, metadata.initialize_data(*texts)),
        )

    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, _route: str, _draw: Random) -> Call | None:
        return self.pool.trade("buy", user, (spend, 1)) if self.curve in ledger.accounts else None

    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, _route: str, _draw: Random) -> Call | None:
        return self.pool.trade("sell", user, (tokens, 1)) if self.curve in ledger.accounts else None

    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        return product.given(tokens, *HeavenPool.unpack(ledger.accounts[self.curve].data)[1])

    def _markets(self) -> dict[Address, str]:
        return {self.curve: "pool", layout.CONFIG: "authority"}
