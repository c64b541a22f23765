"""The mint itself and the accounts derived from it: what the token is before anybody traded it."""

from typing import Final

from msgspec import Struct

from reporter.decode import accounts as layouts
from reporter.decode import addresses
from reporter.decode.mint_account import Extensions, MintState, mint_account
from reporter.decode.reading import Account, Reading
from reporter.errors import NotAMint
from reporter.launch.market import Market, candidates, markets
from reporter.model import questions as ask
from reporter.model.ids import QUOTES, SYSTEM, TOKEN_PROGRAMS, Address, Mint, Program, Wallet
from reporter.model.questions import Question

_PRINTED: Final = "a token mint is expected; this address is"


class Subject(Struct, frozen=True):
    """What the accounts say. `state` is None when the mint's account could not be read: then transactions have to tell.

    `markets` are those derived from the mint that exist; `updater` may change name and picture.
    """

    mint: Mint
    program: Program
    state: MintState | None
    markets: tuple[Market, ...]
    name: str
    symbol: str
    uri: str
    mutable: bool | None
    updater: Wallet | None

    @property
    def curve(self) -> Market | None:
        """The curve that sold the first tokens, where one was read."""
        return next((market for market in self.markets if market.kind == "curve"), None)

    @property
    def pool(self) -> Market | None:
        """The first pool read."""
        return next((market for market in self.markets if market.kind == "pool"), None)

    @property
    def extensions(self) -> list[str]:
        """What a Token-2022 mint can do beyond a plain one, in words."""
        return describe(self.state.extensions) if self.state is not None else []

    @property
    def authorities(self) -> dict[str, Address | None]:
        """Who holds which power over the token; None where it was given up."""
        if self.state is None:
            return {}
        extra = self.state.extensions
        powers = {
            "mint": self.state.mint_authority,
            "freeze": self.state.freeze_authority,
            "metadata": self.updater if self.mutable is not False else None,
            "permanent_delegate": extra.permanent_delegate,
            "transfer_hook": extra.hook_authority,
            "pause": extra.pause_authority,
            "transfer_fee": extra.transfer_fee.config_authority if extra.transfer_fee is not None else None,
            "close": extra.close_authority,
        }
        always = {"mint", "freeze"} | ({"metadata"} if self.mutable is not None or self.updater is not None else set())
        return {name: holder for name, holder in powers.items() if holder is not None or name in always}


def questions(mint: Mint) -> list[Question]:
    """What to ask first: the network, the mint, and the accounts derived from it."""
    return [ask.genesis(), ask.account(mint), _around(mint)]


def subject(reading: Reading, mint: Mint) -> Subject:
    """What was read of the mint. Raises NotAMint when the account exists and is something else."""
    if mint in QUOTES:
        raise NotAMint("a launched token is expected; this one is what launches are paid with")
    account = reading.account(mint)
    state = _state(account)
    around = reading.accounts(_around(mint))
    metadata = _metadata(around.get(addresses.metadata(mint)))
    inline = state.extensions.metadata if state is not None else None
    return Subject(
        mint=mint,
        program=account.owner if account is not None else "",
        state=state,
        markets=markets(mint, around),
        name=inline.name if inline is not None else metadata.name if metadata is not None else "",
        symbol=inline.symbol if inline is not None else metadata.symbol if metadata is not None else "",
        uri=inline.uri if inline is not None else metadata.uri if metadata is not None else "",
        mutable=metadata.mutable if metadata is not None else inline is not None and inline.update_authority is not None,
        updater=inline.update_authority if inline is not None else metadata.update_authority if metadata is not None else None,
    )


def describe(extra: Extensions) -> list[str]:
    """The extensions that matter to a buyer, one phrase each."""
    fee = extra.transfer_fee
    said = [
        (fee is not None, f"transfer fee of {fee.newer_basis_points} basis points" if fee is not None else ""),
        (extra.permanent_delegate is not None, "a permanent delegate may move or burn anybody's tokens"),
        (extra.hook_program is not None, "a program is called at every transfer and can refuse it"),
        (extra.non_transferable, "tokens cannot be transferred"),
        (extra.default_frozen, "new accounts start frozen"),
        (extra.pausable, "transfers can be paused" + (" and are paused now" if extra.paused else "")),
        (extra.confidential, "balances can be hidden"),
        (extra.interest or extra.scaled, "displayed amounts differ from the ledger's"),
        (extra.close_authority is not None, "the mint can be closed"),
        (extra.torn, "the mint's extensions could not be read to the end"),
    ]
    return [text for present, text in said if present]


def _around(mint: Mint) -> Question:
    return ask.accounts((*candidates(mint), addresses.metadata(mint)))


def _state(account: Account | None) -> MintState | None:
    if account is None:
        return None
    if account.owner == SYSTEM:
        raise NotAMint(f"{_PRINTED} a wallet")
    if account.owner not in TOKEN_PROGRAMS:
        raise NotAMint(f"{_PRINTED} an account of another program")
    state = mint_account(account.data)
    if state is None or not state.initialized:
        raise NotAMint(f"{_PRINTED} a token account")
    return state


def _metadata(account: Account | None) -> layouts.Metadata | None:
    return (
        layouts.metaplex_metadata(account.data) if account is not None and account.owner == addresses.TOKEN_METADATA else None
    )
