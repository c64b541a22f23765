"""What happened to a token, as decoders tell it. One class per kind; `kind` is the tag in JSON.

Amounts are integers in base units. SOL as a quote is named by the wrapped-SOL mint whether or not it was wrapped.
`wallet` is the owner whose balances changed, never the router, relayer or fee payer in between.
"""

from typing import TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Mint, Program, Raw, Wallet
from reporter.model.transaction import Path


class Event(Struct, frozen=True, gc=False, kw_only=True, tag_field="kind"):
    """The fields every event has. `platform` is a code of the platform table, None where no platform is involved."""

    platform: str | None
    mint: Mint
    wallet: Wallet | None
    quote_mint: Mint | None = None
    quote_amount: Raw | None = None
    token_amount: Raw | None = None
    path: Path


class Create(Event, frozen=True, gc=False, kw_only=True, tag="create"):
    """The token came into being. `wallet` is the payer; `creator` is whom the instruction names, which anyone can."""

    creator: Wallet | None
    market: Address | None  # curve or pool that sells the first tokens
    name: str = ""
    symbol: str = ""
    uri: str = ""
    supply: Raw | None = None
    token_program: Program | None = None
    mayhem: bool = False


class Trade(Event, frozen=True, gc=False, kw_only=True):
    """A buy or a sale. `quote_amount` is what the wallet paid with all fees, or received after them.

    `fees` is the part of it that went to fees, None where the venue does not report it.
    """

    market: Address | None  # curve or pool, None when inferred from balances without one
    fees: Raw | None = None


class Buy(Trade, frozen=True, gc=False, kw_only=True, tag="buy"):
    """The wallet paid quote and got tokens."""


class Sell(Trade, frozen=True, gc=False, kw_only=True, tag="sell"):
    """The wallet gave tokens and got quote."""


class Complete(Event, frozen=True, gc=False, kw_only=True, tag="complete"):
    """The curve sold out; `wallet` made the last buy."""

    market: Address | None


class Migrate(Event, frozen=True, gc=False, kw_only=True, tag="migrate"):
    """Liquidity moved from the curve (`market`) to `pool` on platform `to`. `wallet` sent the instruction."""

    market: Address | None
    pool: Address | None
    to: str | None


class Liquidity(Event, frozen=True, gc=False, kw_only=True, tag="liquidity"):
    """Tokens and quote put into a pool (positive amounts) or taken out (negative). Not a trade."""

    market: Address | None


class Transfer(Event, frozen=True, gc=False, kw_only=True, tag="transfer"):
    """Tokens moved from `wallet` to another owner without a trade."""

    to: Wallet | None


class MintTo(Event, frozen=True, gc=False, kw_only=True, tag="mint"):
    """New tokens appeared in `wallet`'s account; `authority` allowed it."""

    authority: Wallet | None


class Burn(Event, frozen=True, gc=False, kw_only=True, tag="burn"):
    """Tokens of `wallet` ceased to exist."""


class Authority(Event, frozen=True, gc=False, kw_only=True, tag="authority"):
    """An authority was set: `what` names it (mint, freeze, account_owner, close, delegate, creator), `to` the new holder."""

    what: str
    account: Address | None
    to: Address | None


class Payout(Event, frozen=True, gc=False, kw_only=True, tag="payout"):
    """A platform paid `wallet` (creator fees, cashback, holder rewards): money that is no transfer between wallets."""

    what: str


AnyEvent: TypeAlias = Create | Buy | Sell | Complete | Migrate | Liquidity | Transfer | MintTo | Burn | Authority | Payout


class Flow(Struct, frozen=True, gc=False, rename={"source": "from", "target": "to"}):
    """Value that moved between two owners inside one transaction.

    `asset` is "SOL" for lamports (wrapped or not) or a mint; `how` names the form of movement (transfer, create_account,
    close_account, ...; "unexplained" for a balance change no instruction explains). `source` or `target` is None only
    when unexplained, and for tokens that are made (mint_to) or burned. `path` is the explaining instruction's place.
    """

    source: Wallet | None
    target: Wallet | None
    asset: str
    amount: Raw
    how: str
    path: Path
    fee_payer: Wallet
    signers: tuple[Wallet, ...]


class Unknown(Struct, frozen=True, gc=False):
    """Instructions of one program that no decoder read: shown, never dropped."""

    program: Program
    count: int


class Decoded(Struct, frozen=True, gc=False):
    """Everything read from one transaction: events and flows in execution order, and what was not understood."""

    events: tuple[AnyEvent, ...]
    flows: tuple[Flow, ...]
    unknown: tuple[Unknown, ...]
