"""A coin and where it trades: what crowds and operators need to know of any platform."""

from abc import ABC, abstractmethod
from random import Random
from typing import ClassVar, Final, TypeAlias

from reporter.model.ids import (
    SPL_TOKEN,
    TOKEN_2022,
    USD1,
    USDC,
    WRAPPED_SOL,
    Address,
    Lamports,
    Mint,
    Program,
    Raw,
    TokenAccount,
    Wallet,
)
from reporter.simulator.accounts import MintState, TokenState, is_token_account, rent, token_state
from reporter.simulator.addresses import LOADER, LOOKUP_TABLE, associated, raw
from reporter.simulator.chain import Ledger
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import token
from reporter.simulator.runtime import Call, Process
from reporter.simulator.transaction import table_account

Texts: TypeAlias = tuple[str, str, str]
DOLLARS: Final = frozenset({USDC, USD1})
_DOLLARS_PER_SOL: Final = 150
_MINT_AUTHORITY: Final = "BJE5MMbqXjVwjAF7oxwPYXnTXDyspzZyt4vwenNw5ruG"  # USDC's


class AnyCoin(ABC):
    """One coin. Amounts of quote are in the quote's base units; `spend` of SOL coins is in lamports."""

    platform: ClassVar[str]
    supply: Raw = 1_000_000_000_000_000
    decimals: int = 6
    seed: Lamports = 0  # lamports the creator needs besides fees and its first buy

    def __init__(self, mint: Mint, creator: Wallet, token_program: Program = TOKEN_2022, quote: Mint = WRAPPED_SOL) -> None:
        self.mint = mint
        self.creator = creator
        self.token_program = token_program
        self.quote = quote

    @property
    def curve(self) -> Address:
        """The market the coin starts with: its curve, or its pool where it has no curve."""
        return self._market()

    def markets(self) -> dict[Address, str]:
        """Every owner that may hold the coin for the market, with a word for each."""
        return self._markets()

    def first_buyer(self, payer: Wallet) -> Wallet:
        """Who gets the tokens of the first buy."""
        return self._first_buyer(payer)

    def preparation(self, texts: Texts) -> tuple[Call, ...]:
        """What the creator sends some time before the creation; nothing where the platform makes the mint."""
        return self._preparation(texts)

    def creation(self, payer: Wallet, texts: Texts, spend: Raw, draw: Random) -> tuple[Call, ...]:
        """What makes the coin and its market, with a first buy for `spend` by `self.first_buyer(payer)`."""
        return self._creation(payer, texts, spend, draw)

    def furnish(self, ledger: Ledger) -> None:
        """Put the platform's programs and fixed accounts into an empty ledger."""
        self._furnish(ledger)
        for program, process in self._programs().items():
            ledger.programs[program] = process
            ledger.endow(program, rent(36), owner=LOADER, data=b"\x02\0\0\0" + b"\0" * 32, executable=True)
        if self.quote in DOLLARS:
            state = MintState(_MINT_AUTHORITY, 10**16, 6)
            ledger.endow(self.quote, rent(82), owner=SPL_TOKEN, data=state.pack(self.quote))
        if self._fixed():
            table, members = self.table(ledger), list(dict.fromkeys(self._fixed()))
            data = b"\x01\0\0\0" + b"\xff" * 8 + b"\0" * 44 + b"".join(raw(member) for member in members)
            ledger.endow(table, rent(len(data)), owner=LOOKUP_TABLE, data=data)
            ledger.add_table(table_account(table, members))

    def table(self, ledger: Ledger) -> Address:
        """The lookup table the platform publishes."""
        return ledger.keyring.wallet(f"lookup table of {self.platform}")

    def tables(self, ledger: Ledger) -> tuple[Address, ...]:
        """Lookup tables clients use beside the public one."""
        return self._tables(ledger)

    def held_by(self, owner: Wallet) -> TokenAccount:
        """The owner's associated account for the coin."""
        return associated(owner, self.mint, self.token_program)

    def wrapped(self, owner: Wallet) -> TokenAccount:
        """The owner's associated account for wrapped SOL."""
        return associated(owner, WRAPPED_SOL, SPL_TOKEN)

    def money_of(self, owner: Wallet) -> TokenAccount:
        """The owner's associated account for the quote."""
        return associated(owner, self.quote, SPL_TOKEN)

    def budget(self, ledger: Ledger, owner: Wallet, lamports: Lamports) -> Raw:
        """What an owner ready to spend `lamports` spends of the quote."""
        if self.quote == WRAPPED_SOL:
            return lamports
        account = ledger.accounts.get(self.money_of(owner))
        held = token_state(account).amount if account is not None and is_token_account(account) else 0
        return min(in_dollars(lamports), held)

    def buy(
        self, ledger: Ledger, user: Wallet, spend: Raw, route: str, draw: Random, *, sponsor: Wallet | None = None
    ) -> tuple[Call, ...] | None:
        """A buy with what it needs around it: the token account (whose rent `sponsor` pays), wrapping and unwrapping."""
        opened = associated_program.create(sponsor or user, user, self.mint, self.token_program)[1]
        call = self.buy_call(ledger, user, spend, route, draw)
        if call is None:
            return None
        if self.native(ledger) or self.quote != WRAPPED_SOL:
            return opened, call
        account, wrapping = associated_program.wrap(user, spend)
        return (opened, *wrapping, call, token.close(account, user, user))

    def sell(self, ledger: Ledger, user: Wallet, tokens: Raw, route: str, draw: Random) -> tuple[Call, ...] | None:
        """A sale with the quote account it needs."""
        call = self._sell_call(ledger, user, tokens, route, draw)
        if call is None or self.native(ledger):
            return None if call is None else (call,)
        account, opened = associated_program.create(user, user, self.quote, SPL_TOKEN)
        return (opened, call, token.close(account, user, user)) if self.quote == WRAPPED_SOL else (opened, call)

    def buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, route: str, draw: Random) -> Call | None:
        """The buy itself; None while the coin cannot be bought."""
        return self._buy_call(ledger, user, spend, route, draw)

    def native(self, ledger: Ledger) -> bool:
        """True where buyers pay plain lamports."""
        return self._native(ledger)

    def worth(self, ledger: Ledger, tokens: Raw) -> Raw:
        """About what `tokens` would bring now."""
        return self._worth(ledger, tokens)

    def rest(self, ledger: Ledger) -> Raw | None:
        """Quote that buys the curve out; None where there is no curve or it is sold out."""
        return self._rest(ledger)

    def migration(self, ledger: Ledger, wallet: Wallet) -> tuple[Call, ...] | None:
        """What `wallet` sends to move a sold-out curve's liquidity to a pool; None where there is nothing to move."""
        return self._migration(ledger, wallet)

    def deposit(self, ledger: Ledger, user: Wallet, tokens: Raw) -> tuple[Call, ...] | None:
        """Put up to `tokens` with the quote they need into the pool; None where there is no pool."""
        return self._deposit(ledger, user, tokens)

    def withdrawal(self, ledger: Ledger, user: Wallet) -> tuple[Call, ...] | None:
        """Take everything this user put in out of the pool again."""
        return self._withdrawal(ledger, user)

    def trades(self, call: Call) -> bool:
        """True for an instruction of one of the coin's markets."""
        return call.program in self._venues()

    def overasked(self, call: Call) -> Call:
        """The same buy with a price limit no market meets."""
        return self._overasked(call)

    @abstractmethod
    def _market(self) -> Address: ...

    @abstractmethod
    def _markets(self) -> dict[Address, str]: ...

    @abstractmethod
    def _programs(self) -> dict[Program, Process]: ...

    @abstractmethod
    def _creation(self, payer: Wallet, texts: Texts, spend: Raw, draw: Random) -> tuple[Call, ...]: ...

    @abstractmethod
    def _buy_call(self, ledger: Ledger, user: Wallet, spend: Raw, route: str, draw: Random) -> Call | None: ...

    @abstractmethod
    def _sell_call(self, ledger: Ledger, user: Wallet, tokens: Raw, route: str, draw: Random) -> Call | None: ...

    @abstractmethod
    def _worth(self, ledger: Ledger, tokens: Raw) -> Raw: ...

    @abstractmethod
    def _furnish(self, ledger: Ledger) -> None: ...

    def _fixed(self) -> tuple[Address, ...]:
        """Accounts of the platform that have nothing to do with this coin, for the platform's public lookup table."""
        return ()

    def _venues(self) -> frozenset[Program]:
        return frozenset(self._programs())

    def _first_buyer(self, payer: Wallet) -> Wallet:
        return payer

    def _preparation(self, _texts: Texts) -> tuple[Call, ...]:
        return ()

    def _tables(self, ledger: Ledger) -> tuple[Address, ...]:
        return (self.table(ledger),) if self._fixed() else ()

    def _native(self, _ledger: Ledger) -> bool:
        return False

    def _rest(self, _ledger: Ledger) -> Raw | None:
        return None

    def _migration(self, _ledger: Ledger, _wallet: Wallet) -> tuple[Call, ...] | None:
        return None

    def _deposit(self, _ledger: Ledger, _user: Wallet, _tokens: Raw) -> tuple[Call, ...] | None:
        return None

    def _withdrawal(self, _ledger: Ledger, _user: Wallet) -> tuple[Call, ...] | None:
        return None

    def _overasked(self, call: Call) -> Call:
        return Call(call.program, call.accounts, call.data[:16] + (2**63).to_bytes(8, "little") + call.data[24:])


def in_dollars(lamports: Lamports) -> Raw:
    """The same value in base units of a dollar coin."""
    return lamports * _DOLLARS_PER_SOL // 1000


def balance(ledger: Ledger, account: TokenAccount) -> Raw:
    """Tokens in an account; 0 where there is none."""
    known = ledger.accounts.get(account)
    return token_state(known).amount if known is not None and is_token_account(known) else 0


def endow_tokens(
    ledger: Ledger, account: TokenAccount, mint: Mint, owner: Wallet, amount: Raw, program: Program = SPL_TOKEN
) -> None:
    """Put a token account into an empty ledger."""
    native = rent(165) if mint == WRAPPED_SOL else None
    data = TokenState(mint, owner, amount, native, program == TOKEN_2022).pack()
    ledger.endow(account, rent(len(data)) + (amount if native else 0), owner=program, data=data)
