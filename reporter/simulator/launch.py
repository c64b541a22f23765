"""Whole launches with known truth: one run by an operator, one that nobody runs."""

import math
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from reporter.model.ids import SPL_TOKEN, TOKEN_2022, USD1, USDC, WRAPPED_SOL, Lamports, Wallet
from reporter.simulator import dollars
from reporter.simulator.coins import DOLLARS, AnyCoin, in_dollars
from reporter.simulator.crowd import Crowd
from reporter.simulator.genesis import public_table
from reporter.simulator.happenings import Happenings
from reporter.simulator.landed import Landed
from reporter.simulator.operator import Arrangement, Exit, Operator, Sponsor
from reporter.simulator.platforms import Platform, make
from reporter.simulator.population import Population
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.truth import Launch, Person, Truth
from reporter.simulator.verdict import truth_of
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL, World

_QUOTES: Final = {"SOL": WRAPPED_SOL, "USDC": USDC, "USD1": USD1}
_APART: Final = 7 * MINUTE
_CREATION_RANK: Final = 0.3
_ROOM: Final = 70.0  # SOL the curve takes with some way left to its end at 85
_NAMES: Final = (("Paper Lantern", "LNTRN"), ("Slow Turtle", "TURT"), ("Orbit Cat", "ORBIT"), ("Salt & Pepper", "SALT"))


class Options(Struct, frozen=True, kw_only=True):
    """What a launch is like. Fields from `sponsor` on concern the operator's group."""

    platform: Platform = "pumpfun"  # where the coin is launched
    quote: Literal["SOL", "USDC", "USD1"] = "SOL"  # what it is bought with; dollars on "bonk" only
    deployer: bool = False  # another wallet than the creator pays for the creation, and makes the first buy where it can
    mint_apart: bool = False  # a coin pooled by its creator: the mint is made a while before the pool
    graduates: float | None = None  # minutes after the creation at which somebody buys the curve out
    happenings: bool = False  # routed, relayed and vault wallets' trades, liquidity, locks, burns, an account handed over
    group: int = 12  # buyer wallets of the operator; 0 for none
    strangers: int = 60
    standard: Literal["2022", "spl"] = "2022"  # token program of the coin
    dev_buy: float = 1.0  # SOL the creator spends in the creation transaction; 0 for none
    hub: bool = True  # exchanges with hundreds of customers fund strangers and the creator
    payouts: int = 220  # customers of each exchange who stay away
    heavy: float = 0.0  # share of strangers with hundreds of transactions before their first buy
    per_minute: float = 12.0  # strangers arriving in the first minute
    snipers: float = 0.12  # share of strangers who buy within a few slots
    minutes: float = 30.0  # how long the ledger goes on after the creation
    sponsor: Sponsor = "self"  # who pays the fees of the group's buys
    fan_out: bool = False  # several members paid in one transaction
    bundle: bool = True  # the group buys in the creation slot, next to the creation
    multi_buy: bool = False  # several members buy in one transaction they all sign
    rent_by_creator: bool = False  # the creator pays the rent of the members' token accounts
    creator_pays_member: bool = False  # one member gets its money from the creator
    wrapped_close: bool = False  # members are paid by closing wrapped-SOL accounts to them
    prefunded: bool = False  # money arrives many hours before the launch
    exits: Exit = "none"  # members sell everything and send the SOL back to the funder, or to one new wallet
    disguise: str = ""  # how the group's money arrives, a name of `disguises.DISGUISES`; "" as the fields above say
    hops: int = 4  # intermediate wallets of disguises that have any
    dollars: str = "direct"  # how the group's dollars arrive, a name of `dollar_ways.WAYS`
    evasive: bool = False  # the disguise draws its constants, and others pay the fees


def funded_launch(seed: int, **changes: Any) -> Launch:
    """A launch whose operator funds a group of buyers from one private wallet. `changes` are fields of Options."""
    return _play(seed, "funded_launch", replace(Options(), **changes))


def hot_launch(seed: int, buyers: int = 150, **changes: Any) -> Launch:
    """A launch that nobody runs: strangers at 120 a minute, some within slots of the creation."""
    options = Options(group=0, strangers=buyers, per_minute=120.0, snipers=0.15, minutes=15.0)
    return _play(seed, "hot_launch", replace(options, **changes))


def _play(seed: int, scenario: str, options: Options) -> Launch:
    world = World(seed)
    population = Population(world, hubs=options.hub, payouts=options.payouts, heavy=options.heavy)
    creator = world.wallet("creator")
    program = SPL_TOKEN if options.standard == "spl" else TOKEN_2022
    coin = make(options.platform, world.wallet("mint"), creator, program, _QUOTES[options.quote], apart=options.mint_apart)
    coin.furnish(world.ledger)
    payer = world.wallet("deployer") if options.deployer else creator
    slot = world.ledger.slot_at(world.launch_time)
    crowd = Crowd(world, population, coin, scale=_scale(options))
    creations: list[Landed] = []
    if options.mint_apart:
        world.at(world.launch_time - _APART, lambda: Order(creator, coin.preparation(_texts(world, coin)), 1), creations.append)
    world.in_slot(
        slot,
        _creation(world, coin, payer, options),
        _first(creations, crowd, payer, options),
        rank=_CREATION_RANK,
        bundle="operator",
    )
    operator = _operate(world, population, coin, options, crowd)
    _fund_makers(world, population, coin, payer, options)
    crowd.arrive(options.strangers, per_minute=options.per_minute, snipers=options.snipers)
    crowd.incidents()
    happenings = Happenings(world, population, coin)
    if options.graduates is not None:
        happenings.graduate(options.graduates * MINUTE)
    if options.happenings:
        happenings.furnish()
        happenings.schedule((options.graduates or 0.5) * MINUTE + 15)
    world.play(world.launch_time + options.minutes * MINUTE)
    people = _people(coin, crowd, operator, population, happenings)
    people.setdefault(payer, Person(payer, "deployer", payer))
    return Launch(world.ledger, coin, _truth(world, scenario, coin, creations[0], operator, people))


def _scale(options: Options) -> float:
    """Smaller buys where so many people come that usual ones would exhaust the curve."""
    usual = options.dev_buy + 0.7 * options.group + 0.6 * options.strangers
    return min(1.0, _ROOM / usual) if usual else 1.0


def _operate(world: World, population: Population, coin: AnyCoin, options: Options, crowd: Crowd) -> Operator | None:
    if not options.group:
        return None
    how = Arrangement(
        options.sponsor,
        options.fan_out,
        options.bundle,
        options.multi_buy,
        options.rent_by_creator,
        options.creator_pays_member,
        options.wrapped_close,
        options.prefunded,
        options.exits,
        options.disguise,
        options.hops,
        options.evasive,
        options.dollars,
    )
    operator = Operator(world, coin, options.group, how, scale=_scale(options))
    paid = world.launch_time - world.draw.uniform(3, 9) * DAY - operator.rests()
    population.withdraw("old exchange", operator.funder, operator.needs(), paid)
    population.live(operator.funder, paid, world.launch_time - 2 * DAY, budget=SOL // 50)
    if options.disguise:
        operator.disguised(population)
    else:
        operator.fund()
    if coin.quote in DOLLARS:
        _fund_in_dollars(world, coin, operator, population)
    slot = world.ledger.slot_at(world.launch_time)
    operator.buy(slot, _CREATION_RANK, crowd.bought)
    operator.leave()
    return operator


def _fund_in_dollars(world: World, coin: AnyCoin, operator: Operator, population: Population) -> None:
    """The exchange pays the funder, the funder its members."""
    shares = {member: in_dollars(stake) for member, stake in operator.stakes.items()}
    kept = in_dollars(SOL) * len(shares)  # for what wallets on the way keep
    dollars.hand_out(world, coin.quote, operator.funder, sum(shares.values()) + kept, world.launch_time - 5 * HOUR)
    operator.dollars(population, shares)


def _fund_makers(world: World, population: Population, coin: AnyCoin, payer: Wallet, options: Options) -> None:
    """The creator's money, and that of whoever else pays for the creation."""
    source = "exchange one" if options.hub else "old exchange"
    amount = int((options.dev_buy + 3) * SOL) + coin.seed
    paid = world.launch_time - world.draw.uniform(12, 48) * HOUR
    population.withdraw(source, coin.creator, amount, paid)
    population.live(coin.creator, paid, world.launch_time - 2 * HOUR, budget=SOL // 100)
    if payer != coin.creator:
        population.withdraw("old exchange", payer, amount, paid)
        population.live(payer, paid, world.launch_time - 2 * HOUR, budget=SOL // 100)
    if coin.quote in DOLLARS and options.dev_buy:
        dollars.hand_out(world, coin.quote, coin.first_buyer(payer), in_dollars(_lamports(options.dev_buy)), paid + HOUR)


def _creation(world: World, coin: AnyCoin, payer: Wallet, options: Options) -> Any:
    def build() -> Order:
        texts = _texts(world, coin)
        spend = _lamports(options.dev_buy)
        calls = coin.creation(payer, texts, spend if coin.quote == WRAPPED_SOL else in_dollars(spend), world.draw)
        if coin.platform != "pumpfun":
            return Order(payer, calls, 1, Budget(600_000, 150_000))
        return Order(payer, calls, 0, Budget(400_000, 150_000), (public_table(world.ledger),))

    return build


def _texts(world: World, coin: AnyCoin) -> tuple[str, str, str]:
    name, symbol = _NAMES[world.seed % len(_NAMES)]
    return name, symbol, f"https://metadata.invalid/{coin.mint[:12]}.json"


def _first(creations: list[Landed], crowd: Crowd, payer: Wallet, options: Options) -> Any:
    def then(landed: Landed) -> None:
        creations.append(landed)
        if options.dev_buy:
            crowd.bought(landed, [crowd.coin.first_buyer(payer)])

    return then


def _people(
    coin: AnyCoin, crowd: Crowd, operator: Operator | None, population: Population, happenings: Happenings
) -> dict[Wallet, Person]:
    people = {coin.creator: Person(coin.creator, "creator", "operator" if operator else "creator")}
    for name, exchange in population.exchanges.items():
        people[exchange] = Person(exchange, "exchange", name)
    for bystander in population.bystanders:
        people[bystander] = Person(bystander, "bystander", bystander)
    for stranger in (*crowd.people, *happenings.people):
        people[stranger.wallet] = Person(stranger.wallet, "stranger", stranger.wallet, stranger.funder)
    for vault, owner in happenings.vaults.items():
        people[vault] = Person(vault, "vault", owner, owner)
    if happenings.locks:
        people[happenings.relayer] = Person(happenings.relayer, "relayer", "relayer")
    for lock, owner in happenings.locks.items():
        people[lock] = Person(lock, "lock", owner, owner)
    if operator is not None:
        people[operator.funder] = Person(operator.funder, "funder", "operator")
        if operator.sink is not None:
            people.setdefault(operator.sink, Person(operator.sink, "sink", "operator"))
        for place, member in enumerate(operator.members):
            payer = coin.creator if operator.how.creator_pays_member and place == 0 else operator.funder
            people[member] = Person(member, "member", "operator", payer)
    return people


def _truth(
    world: World, scenario: str, coin: AnyCoin, creation: Landed, operator: Operator | None, people: dict[Wallet, Person]
) -> Truth:
    return truth_of(
        world.ledger,
        coin,
        creation,
        people,
        seed=world.seed,
        scenario=scenario,
        funder=operator.funder if operator else None,
        sink=operator.sink if operator else None,
        group=tuple(operator.members) if operator else (),
        exchanges={person.controller: person.wallet for person in people.values() if person.role == "exchange"},
        money=operator.money() if operator else {},
    )


def _lamports(sol: float) -> Lamports:
    return math.floor(sol * SOL)
