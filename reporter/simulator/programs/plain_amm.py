"""An exchange nobody knows: a constant-product pool of a program whose id stands in no table and which tells no events.

It stands for every venue without a decoder: what it did shows in token transfers alone. Its pool account owns both vaults.
"""

import hashlib
import struct
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from reporter.model.ids import SPL_TOKEN, SYSTEM, WRAPPED_SOL, Address, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.addresses import associated, derived, raw, text
from reporter.simulator.facts import Pooled, Traded
from reporter.simulator.programs import product
from reporter.simulator.programs.vaults import amount_in, open_account, open_state, owner_of, send
from reporter.simulator.runtime import Call, Execution, Failed, Meta

PLAIN_AMM: Final = text(hashlib.sha256(b"simulated exchange without a name").digest())
FEE_PPM: Final = 3_000
_OPEN, _BUY, _SELL, _ADD, _REMOVE = b"\x00", b"\x01", b"\x02", b"\x03", b"\x04"


class PlainPool(Struct, frozen=True, dict=True):
    """One pool by its coin and quote."""

    mint: Mint
    quote: Mint = WRAPPED_SOL
    program: Program = SPL_TOKEN
    quote_program: Program = SPL_TOKEN

    @cached_property
    def address(self) -> Address:
        """The pool's account."""
        return derived(PLAIN_AMM, b"pool", raw(self.mint), raw(self.quote))

    def vault(self, mint: Mint) -> TokenAccount:
        """Where the pool keeps one of its mints."""
        return derived(PLAIN_AMM, b"vault", raw(self.address), raw(mint))

    def order(self, tag: bytes, user: Wallet, first: Raw, second: Raw) -> Call:
        """One instruction of any kind: user, pool, mints, user's accounts, vaults, programs."""
        accounts = (
            Meta(user, signer=True, writable=True),
            Meta(self.address, writable=True),
            Meta(self.mint),
            Meta(self.quote),
            Meta(associated(user, self.mint, self.program), writable=True),
            Meta(associated(user, self.quote, self.quote_program), writable=True),
            Meta(self.vault(self.mint), writable=True),
            Meta(self.vault(self.quote), writable=True),
            Meta(self.program),
            Meta(self.quote_program),
            Meta(SYSTEM),
        )
        return Call(PLAIN_AMM, accounts, tag + struct.pack("<QQ", first, second))

    def open(self, user: Wallet, tokens: Raw, quote: Raw) -> Call:
        """Make the pool with its first tokens and quote."""
        return self.order(_OPEN, user, tokens, quote)

    def trade(self, user: Wallet, amount: Raw, least: Raw, *, buys: bool) -> Call:
        """Give `amount` of quote (buying) or of the coin (selling)."""
        return self.order(_BUY if buys else _SELL, user, amount, least)

    def change(self, user: Wallet, tokens: Raw, quote: Raw, *, adds: bool) -> Call:
        """Put both sides in, or take them out."""
        return self.order(_ADD if adds else _REMOVE, user, tokens, quote)


def process(run: Execution, a: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    run.burn(20_000)
    run.require_signer(a[0])
    tag = data[:1]
    first, second = struct.unpack_from("<QQ", data, 1)
    if tag == _OPEN:
        open_state(run, a[0], a[1], b"\x01" + raw(a[2]) + raw(a[3]), PLAIN_AMM)
        open_account(run, a[0], a[6], a[2], a[1])
        open_account(run, a[0], a[7], a[3], a[1])
    if tag in {_OPEN, _ADD, _REMOVE}:
        _put(run, a, first, second, adds=tag != _REMOVE)
    elif tag in {_BUY, _SELL}:
        _trade(run, a, first, second, buys=tag == _BUY)
    else:
        raise Failed("InvalidInstructionData", "invalid instruction data")


def _put(run: Execution, a: Sequence[Address], tokens: Raw, quote: Raw, *, adds: bool) -> None:
    for mint, mine, vault, amount in ((a[2], a[4], a[6], tokens), (a[3], a[5], a[7], quote)):
        move, sign = ((mine, vault, a[0]), ()) if adds else ((vault, mine, a[1]), (a[1],))
        send(run, mint, move, amount, sign=sign)
    run.facts.append(Pooled(a[1], a[0], tokens if adds else -tokens))


def _trade(run: Execution, a: Sequence[Address], amount: Raw, least: Raw, *, buys: bool) -> None:
    base, quote = amount_in(run, a[6]), amount_in(run, a[7])
    net = amount - product.part(amount, FEE_PPM)
    out = product.given(net, quote, base) if buys else product.given(net, base, quote)
    if out < least or not out:
        raise Failed.custom(1)
    who = owner_of(run, a[4])
    if buys:
        send(run, a[3], (a[5], a[7], a[0]), amount)
        send(run, a[2], (a[6], a[4], a[1]), out, sign=(a[1],))
        run.facts.append(Traded("unknown", a[1], a[2], who, "buy", out, a[3], amount))
    else:
        send(run, a[2], (a[4], a[6], a[0]), amount)
        send(run, a[3], (a[7], a[5], a[1]), out, sign=(a[1],))
        run.facts.append(Traded("unknown", a[1], a[2], who, "sell", amount, a[3], out))
