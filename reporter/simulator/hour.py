"""An hour on the ledger in which one coin after another is launched: for whoever watches rather than looks back."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from reporter.model.ids import SYSTEM, TOKEN_2022, WRAPPED_SOL, Mint, Signature, Wallet
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin
from reporter.simulator.genesis import public_table
from reporter.simulator.landed import Landed
from reporter.simulator.platforms import Platform, make
from reporter.simulator.programs import system
from reporter.simulator.programs.pump.coin import MINT_AUTHORITY
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import HOUR, SOL, World

_FEES: Final = Budget(600_000, 150_000)
_PURSE: Final = 40 * SOL
_SPEND: Final = SOL // 2
_FAILED: Final = 9  # every ninth creation is tried once more after it worked, and fails
_MENTIONED: Final = 7  # beside every seventh creation somebody names the platform's account in a mere payment


class Made(Struct, frozen=True):
    """One creation that worked."""

    platform: Platform
    mint: Mint
    signature: Signature
    slot: int


class Hour(Struct, frozen=True):
    """The ledger after the hour, from `start` (seconds since 1970), and every launch in it, oldest first."""

    ledger: Ledger
    start: int
    launches: tuple[Made, ...]


def hour(seed: int, launches: int = 120, platforms: Sequence[Platform] = ("pumpfun", "bonk")) -> Hour:
    """`launches` coins at moments drawn over an hour, on the platforms in turn, each with a few trades after it.

    Among them: creations that fail, several in one slot, and payments that only mention the accounts creations mention.
    """
    world = World(seed)
    made: list[Made] = []
    moments = sorted(world.launch_time + world.draw.random() * HOUR for _ in range(launches))
    for number, moment in enumerate(moments):
        together = number % 5 == 4
        slot = world.ledger.slot_at(moments[number - 1] if together else moment)
        _play(world, number, slot, platforms[number % len(platforms)], made)
    world.play(world.launch_time + HOUR)
    return Hour(world.ledger, world.launch_time, tuple(made))


def _play(world: World, number: int, slot: int, platform: Platform, made: list[Made]) -> None:
    creator, buyer = world.wallet(f"creator {number}"), world.wallet(f"buyer {number}")
    coin = make(platform, world.wallet(f"mint {number}"), creator, TOKEN_2022, WRAPPED_SOL)
    coin.furnish(world.ledger)
    for wallet in (creator, buyer):
        world.ledger.endow(wallet, _PURSE)

    def note(landed: Landed) -> None:
        made.append(Made(platform, coin.mint, landed.signature, landed.slot))

    create = _creation(world, coin, number)
    world.in_slot(slot, create, note)
    if number % _FAILED == 0:
        world.in_slot(slot + 3, create)
    if number % _MENTIONED == 0:
        world.in_slot(slot, lambda: Order(buyer, (_mention(creator, buyer),)))
    for after in (2, 40, 900):
        world.in_slot(slot + after + number % 7, _buy(world, coin, buyer))


def _creation(world: World, coin: AnyCoin, number: int) -> Callable[[], Order]:
    def build() -> Order:
        texts = (f"Coin {number}", f"C{number}", f"https://metadata.invalid/{number}.json")
        calls = coin.creation(coin.creator, texts, _SPEND, world.draw)
        if coin.platform != "pumpfun":
            return Order(coin.creator, calls, 1, _FEES)
        return Order(coin.creator, calls, 0, _FEES, (public_table(world.ledger),))

    return build


def _buy(world: World, coin: AnyCoin, buyer: Wallet) -> Callable[[], Order | None]:
    def build() -> Order | None:
        calls = coin.buy(world.ledger, buyer, SOL // 10, "buy_v2", world.draw)
        return None if calls is None else Order(buyer, calls, 1, _FEES)

    return build


def _mention(creator: Wallet, buyer: Wallet) -> Call:
    """A payment that names pump.fun's mint authority without any need."""
    paid = system.transfer(buyer, creator, 1000)
    return Call(SYSTEM, (*paid.accounts, Meta(MINT_AUTHORITY)), paid.data)
