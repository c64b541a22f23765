"""How dollar coins reach the people of a launch bought with them: an exchange pays them out, a funder passes them on."""

from reporter.model.ids import SPL_TOKEN, Mint, Raw, Wallet
from reporter.simulator.addresses import associated as address_of
from reporter.simulator.coins import endow_tokens
from reporter.simulator.programs import associated
from reporter.simulator.programs.token import checked_data
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import Order
from reporter.simulator.world import World

_STOCK = 10**15
_EXCHANGE = "old exchange"


def hand_out(world: World, mint: Mint, owner: Wallet, amount: Raw, time: float) -> None:
    """The exchange pays a customer."""
    exchange = world.wallet(_EXCHANGE)
    account = address_of(exchange, mint, SPL_TOKEN)
    if account not in world.ledger.accounts:
        endow_tokens(world.ledger, account, mint, exchange, _STOCK)
    pass_on(world, mint, (exchange, owner), amount, time)


def pass_on(world: World, mint: Mint, ends: tuple[Wallet, Wallet], amount: Raw, time: float) -> None:
    """One wallet pays another, whose account it opens."""
    world.at(time, lambda: Order(ends[0], payment(mint, ends, amount)))


def payment(mint: Mint, ends: tuple[Wallet, Wallet], amount: Raw, *, sponsor: Wallet | None = None) -> tuple[Call, ...]:
    """What one wallet sends to pay another; `sponsor`, else the payer, opens the other's account."""
    payer, owner = ends
    target, opened = associated.create(sponsor or payer, owner, mint, SPL_TOKEN)
    source = address_of(payer, mint, SPL_TOKEN)
    accounts = (Meta(source, writable=True), Meta(mint), Meta(target, writable=True), Meta(payer, signer=True))
    return opened, Call(SPL_TOKEN, accounts, checked_data(amount, 6))
