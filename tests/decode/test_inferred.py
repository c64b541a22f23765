"""Trades from balance changes: recorded routes and pools, one whole block, and small synthetic transactions for every rule.

`expected/inferred.json` holds the recorded ones. Each is checked a second way: the wallet's whole change in the quote equals the
trade plus what stands under `beside` (tips, fees, rent), and every counterparty named there gained exactly that.
"""

import struct
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import read_block, read_recorded
from reporter.decode.addresses import PUMP, PUMPSWAP, is_on_curve
from reporter.decode.context import Context
from reporter.decode.inferred import infer
from reporter.decode.programs.pumpfun import PROGRAMS
from reporter.model.events import AnyEvent, Buy, Sell
from reporter.model.ids import QUOTES, SPL_TOKEN, SYSTEM, TOKEN_PROGRAMS, USDC, WRAPPED_SOL, Address
from reporter.model.transaction import Instruction, SolChange, TokenChange, Transaction
from reporter.model.transaction import Path as Place
from tests.decode.pumpfun_bytes import key, send, transaction
from tests.recorded import shared_folder

EXPECTED: dict[str, dict[str, Any]] = msgspec.json.decode(
    Path(__file__).with_name("expected").joinpath("inferred.json").read_bytes()
)
AMM_V4 = "675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8"
AMM_V4_AUTHORITY = "5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1"
BLOCK = 326_027_759


@cache
def recorded(signature: str) -> Transaction:
    return read_recorded(msgspec.json.decode((shared_folder() / "transactions" / f"{signature}.json").read_bytes()))


def name(signature: str) -> str:
    return signature[:8]


def claimed(made: Transaction) -> list[Place]:
    """Paths of the trades that the pump.fun decoder tells."""
    context, read = Context(made), {decoder.program: decoder.read for decoder in PROGRAMS}
    told = [(i.path, read[i.program](i, context)) for i in made.instructions if i.program in read]
    return [path for path, events in told if any(isinstance(event, Buy | Sell) for event in events or ())]


@pytest.mark.shared
@pytest.mark.parametrize("signature", EXPECTED, ids=name)
def test_a_recorded_transaction_gives_exactly_these_trades(signature: str) -> None:
    made, row = recorded(signature), EXPECTED[signature]
    assert [list(path) for path in claimed(made)] == row["claimed"]
    assert infer(Context(made), claimed(made)) == msgspec.convert(row["events"], list[AnyEvent])


@pytest.mark.shared
@pytest.mark.parametrize("signature", EXPECTED, ids=name)
def test_the_trade_and_what_stands_beside_it_are_the_wallets_whole_change(signature: str) -> None:
    made, row = recorded(signature), EXPECTED[signature]
    context = Context(made)
    (event,) = infer(context, claimed(made))
    assert isinstance(event, Buy | Sell)
    gained = {change.account: change.post - change.pre for change in made.sol}
    if event.quote_mint == WRAPPED_SOL:
        change = sum(moved for account, moved in gained.items() if context.owner(account) == event.wallet)
        change += made.fee if event.wallet == made.fee_payer else 0
    else:
        gained = {token.account: token.post - token.pre for token in made.tokens if token.mint == event.quote_mint}
        change = sum(moved for account, moved in gained.items() if context.owner(account) == event.wallet)
    assert change == (event.quote_amount or 0) * (1 if isinstance(event, Sell) else -1) - sum(row["beside"].values())
    assert all(gained[account] == amount for account, amount in row["beside"].items())


@pytest.mark.shared
def test_no_other_recording_outside_the_block_gives_a_trade() -> None:
    for path in (shared_folder() / "transactions").glob("*.json"):
        made = recorded(path.stem)
        if made.slot != BLOCK and path.stem not in EXPECTED:
            assert infer(Context(made), claimed(made)) == [], path.stem


def direct_swap(context: Context, root: Instruction) -> tuple[int, int] | None:
    """What a Raydium AMM v4 swap moved, from its two transfers: into the pool, out of it."""
    calls = context.children(root.path)
    if root.program != AMM_V4 or len(calls) != 2 or any(c.program not in TOKEN_PROGRAMS or c.data[0] != 3 for c in calls):
        return None
    into, out = (struct.unpack_from("<Q", call.data, 1)[0] for call in calls)
    return into, out


@pytest.mark.shared
def test_a_whole_block_gives_signers_only_and_the_amounts_of_its_transfers() -> None:
    body = (shared_folder() / "blocks" / f"block_{BLOCK}.json").read_bytes()
    total, direct = 0, set()
    for made in read_block(body, BLOCK, votes=False):
        context = Context(made)
        swaps = {i.path: swapped for i in made.instructions if len(i.path) == 1 and (swapped := direct_swap(context, i))}
        if made.ok:
            direct |= {(made.signature, path) for path in swaps}
        for event in infer(context, claimed(made)):
            assert isinstance(event, Buy | Sell)
            total += 1
            assert event.wallet in made.signers
            assert event.market is None or not is_on_curve(event.market)
            held = [c for c in made.tokens if c.mint == event.mint and c.owner == event.wallet]
            assert abs(sum(c.post - c.pre for c in held)) == event.token_amount
            if event.path in swaps:
                direct.remove((made.signature, event.path))
                sums = (event.quote_amount, event.token_amount)
                assert swaps[event.path] == (sums if isinstance(event, Buy) else sums[::-1])
                assert event.market == AMM_V4_AUTHORITY
    assert not direct, "swaps of the pool program that gave no trade"
    assert total == 80


# Synthetic from here on.

MINT, OTHER_MINT, VENUE = key(1), key(2), key(3)
_KEYS = [key(n) for n in range(100, 200)]
WALLET, SECOND, THIRD = [address for address in _KEYS if is_on_curve(address)][:3]
POOL, POOL_2, VAULT = [address for address in _KEYS if not is_on_curve(address)][:3]


class Ledger:
    """Builds a transaction from token and SOL movements below top-level instructions, with balances that follow from them."""

    def __init__(self, *signers: Address, fee: int = 5000) -> None:
        self.instructions: list[Instruction] = []
        self.signers = signers or (WALLET,)
        self.fee = fee
        self._tokens: dict[tuple[Address, str], int] = {}
        self._sol: dict[Address, int] = {self.signers[0]: -fee}
        self._below = 0

    def call(self, program: str = VENUE) -> "Ledger":
        self.instructions.append(Instruction((sum(len(i.path) == 1 for i in self.instructions),), program, (), b"\x09"))
        self._below = 0
        return self

    def _path(self) -> Place:
        root = [i for i in self.instructions if len(i.path) == 1][-1].path
        self._below += 1
        return (*root, self._below - 1)

    def token(self, source: Address, target: Address, amount: int, mint: str = MINT) -> "Ledger":
        data = b"\x0c" + struct.pack("<QB", amount, 6)
        accounts = (self.account(source, mint), mint, self.account(target, mint), source)
        self.instructions.append(Instruction(self._path(), SPL_TOKEN, accounts, data))
        for owner, change in ((source, -amount), (target, amount)):
            self._tokens[owner, mint] = self._tokens.get((owner, mint), 0) + change
        return self

    def sol(self, source: Address, target: Address, lamports: int) -> "Ledger":
        self.instructions.append(send(source, target, lamports, self._path()))
        return self.quietly(source, target, lamports)

    def quietly(self, source: Address, target: Address, lamports: int) -> "Ledger":
        """Lamports moved by a program without any instruction."""
        for owner, change in ((source, -lamports), (target, lamports)):
            self._sol[owner] = self._sol.get(owner, 0) + change
        return self

    def tip(self, source: Address, target: Address, lamports: int) -> "Ledger":
        """A top-level System transfer."""
        place = (sum(len(i.path) == 1 for i in self.instructions),)
        self.instructions.append(send(source, target, lamports, place))
        return self.quietly(source, target, lamports)

    @staticmethod
    def account(owner: Address, mint: str) -> Address:
        return key((_KEYS.index(owner) + 1) * 1000 + [MINT, OTHER_MINT, WRAPPED_SOL, USDC].index(mint))

    def made(self, error: str | None = None) -> Transaction:
        base = 10**15
        tokens = [
            TokenChange(self.account(owner, mint), owner, owner, mint, SPL_TOKEN, 6, base, base + change)
            for (owner, mint), change in self._tokens.items()
        ]
        wrapped = {self.account(o, m): c for (o, m), c in self._tokens.items() if m == WRAPPED_SOL}
        sol = [SolChange(account, base, base + change) for account, change in (self._sol | wrapped).items() if change]
        return transaction(*self.instructions, error=error, sol=sol, tokens=tokens, signers=self.signers, fee=self.fee)

    def infer(self, claims: Sequence[Place] = ()) -> list[AnyEvent]:
        return infer(Context(self.made()), claims)


def bought(wallet: Address = WALLET, quote: int | None = 1_000, tokens: int = 50, **other: Any) -> Buy:
    fields = {"platform": "unknown", "mint": MINT, "quote_mint": WRAPPED_SOL, "market": POOL, "path": (0,)} | other
    return Buy(wallet=wallet, quote_amount=quote, token_amount=tokens, **fields)


def sold(wallet: Address = WALLET, quote: int | None = 1_000, tokens: int = 50, **other: Any) -> Sell:
    fields = {"platform": "unknown", "mint": MINT, "quote_mint": WRAPPED_SOL, "market": POOL, "path": (0,)} | other
    return Sell(wallet=wallet, quote_amount=quote, token_amount=tokens, **fields)


def swap(ledger: Ledger, wallet: Address, sol: int = 1_000, tokens: int = 50, pool: Address = POOL) -> Ledger:
    return ledger.token(wallet, pool, sol, WRAPPED_SOL).token(pool, wallet, tokens)


def test_a_swap_with_a_pool_is_one_buy_by_the_wallet() -> None:
    assert swap(Ledger().call(), WALLET).infer() == [bought()]


def test_the_other_way_round_it_is_one_sale() -> None:
    assert Ledger().call().token(WALLET, POOL, 50).token(POOL, WALLET, 1_000, WRAPPED_SOL).infer() == [sold()]


def test_plain_and_wrapped_sol_are_one_and_a_fee_inside_belongs_to_the_price() -> None:
    made = Ledger().call().sol(WALLET, POOL, 400).token(WALLET, POOL, 590, WRAPPED_SOL).sol(WALLET, SECOND, 10)
    assert made.token(POOL, WALLET, 50).infer() == [bought()]


def test_tips_funding_and_the_network_fee_do_not_count() -> None:
    made = swap(Ledger(SECOND, WALLET).tip(SECOND, WALLET, 9_999).call(), WALLET).tip(WALLET, THIRD, 77)
    assert made.infer() == [bought(path=(1,))]


def test_a_stable_coin_is_the_quote_even_when_a_little_sol_went_out_too() -> None:
    made = Ledger().call().token(WALLET, POOL, 7_000, USDC).sol(WALLET, THIRD, 5).token(POOL, WALLET, 50)
    assert made.infer() == [bought(quote=7_000, quote_mint=USDC)]


def test_several_wallets_in_one_instruction_are_several_trades() -> None:
    made = swap(swap(Ledger(WALLET, SECOND).call(), WALLET), SECOND, 3_000, 120)
    assert made.infer() == [bought(), bought(SECOND, 3_000, 120)]


def test_two_instructions_are_two_trades() -> None:
    made = swap(swap(Ledger(WALLET, SECOND).call(), WALLET).call(), SECOND, 3_000, 120)
    assert made.infer() == [bought(), bought(SECOND, 3_000, 120, path=(1,))]


def test_buying_and_selling_the_same_tokens_in_two_instructions_are_two_trades() -> None:
    made = swap(Ledger().call(), WALLET).call().token(WALLET, POOL, 50).token(POOL, WALLET, 900, WRAPPED_SOL)
    assert made.infer() == [bought(), sold(quote=900, path=(1,))]


def test_a_route_through_another_token_is_one_trade_with_the_pool_next_to_the_token() -> None:
    made = Ledger().call().token(WALLET, POOL_2, 1_000, WRAPPED_SOL).token(POOL_2, WALLET, 8, OTHER_MINT)
    made.token(WALLET, POOL, 8, OTHER_MINT).token(POOL, WALLET, 50)
    assert made.infer() == [bought()]


def test_a_router_that_holds_the_money_for_a_moment_is_nobody() -> None:
    made = Ledger().call().token(WALLET, VAULT, 1_000, WRAPPED_SOL).token(VAULT, POOL, 1_000, WRAPPED_SOL)
    assert made.token(POOL, VAULT, 50).token(VAULT, WALLET, 50).infer() == [bought()]


def test_two_tokens_for_one_payment_are_priced_by_their_pools_where_those_tell() -> None:
    made = swap(Ledger().call(), WALLET, 1_000, 50)
    made.token(WALLET, POOL_2, 300, WRAPPED_SOL).token(POOL_2, WALLET, 9, OTHER_MINT)
    assert made.infer() == [bought(), bought(quote=300, tokens=9, mint=OTHER_MINT, market=POOL_2)]


def test_two_tokens_from_one_pool_for_one_payment_have_the_payment_of_that_pool_once_each_unsplit() -> None:
    made = Ledger().call().token(WALLET, POOL_2, 1_000, WRAPPED_SOL).token(POOL_2, VAULT, 5, USDC)
    made.token(POOL, WALLET, 50).token(POOL, WALLET, 9, OTHER_MINT).token(VAULT, POOL, 5, USDC)
    assert [event.quote_amount for event in made.infer()] == [None, None]


def test_lamports_that_a_program_moved_without_an_instruction_are_found_in_the_balances() -> None:
    assert Ledger().call().token(WALLET, POOL, 50).quietly(POOL, WALLET, 1_000).tip(WALLET, THIRD, 7).infer() == [sold()]


def test_such_lamports_are_nobodys_when_two_instructions_can_have_moved_them() -> None:
    assert Ledger().call().token(WALLET, POOL, 50).quietly(POOL, WALLET, 1_000).call(key(4)).infer() == []


def test_two_signers_who_swap_are_both_traders() -> None:
    made = Ledger(WALLET, SECOND).call().token(WALLET, SECOND, 1_000, WRAPPED_SOL).token(SECOND, WALLET, 50)
    assert made.infer() == [bought(market=SECOND), sold(SECOND, market=WALLET)]


def test_a_maker_with_a_key_who_did_not_sign_is_the_pool_side() -> None:
    made = Ledger(WALLET).call().token(WALLET, SECOND, 1_000, WRAPPED_SOL).token(SECOND, WALLET, 50)
    assert made.infer() == [bought(market=SECOND)]


def test_a_wallet_that_did_not_sign_still_bought_from_a_program_address() -> None:
    assert swap(Ledger(SECOND).call(), WALLET).infer() == [bought()]


@pytest.mark.parametrize(
    ("buyer", "seller"), [(POOL, POOL_2), (SECOND, THIRD)], ids=["two program addresses", "two keys without signature"]
)
def test_sides_that_cannot_be_told_apart_give_nothing(buyer: Address, seller: Address) -> None:
    assert swap(Ledger(WALLET).call(), buyer, pool=seller).infer() == []


NO_TRADES: dict[str, Callable[[], Ledger]] = {
    "an airdrop": lambda: Ledger().call().token(POOL, WALLET, 50),
    "tokens for nothing with a payment to a third party": lambda: (
        Ledger().call().token(POOL, WALLET, 50).sol(WALLET, THIRD, 1_000)
    ),
    "liquidity put in": lambda: Ledger().call().token(WALLET, POOL, 50).token(WALLET, POOL, 1_000, WRAPPED_SOL),
    "liquidity taken out": lambda: Ledger().call().token(POOL, WALLET, 50).token(POOL, WALLET, 1_000, WRAPPED_SOL),
    "a swap of two tokens": lambda: Ledger().call().token(WALLET, POOL, 50).token(POOL, WALLET, 9, OTHER_MINT),
    "a swap of two quotes": lambda: Ledger().call().token(WALLET, POOL, 50, USDC).token(POOL, WALLET, 9, WRAPPED_SOL),
    "one pays and another receives": lambda: (
        Ledger(WALLET, SECOND).call().token(WALLET, POOL, 1_000, WRAPPED_SOL).token(POOL, SECOND, 50)
    ),
    "plain transfers by the chain's own programs": lambda: swap(Ledger().call(SYSTEM), WALLET),
    "nothing": Ledger,
}


@pytest.mark.parametrize("case", NO_TRADES)
def test_what_is_no_trade_gives_nothing(case: str) -> None:
    assert NO_TRADES[case]().infer() == []


def test_a_failed_transaction_gives_nothing() -> None:
    assert infer(Context(swap(Ledger().call(), WALLET).made(error="{}")), ()) == []


def test_what_a_decoded_trade_moved_is_not_counted_again() -> None:
    made = Ledger().call()
    made.instructions.append(Instruction((0, 0), PUMP, (), b""))
    for source, target, amount, mint in ((WALLET, POOL, 1_000, WRAPPED_SOL), (POOL, WALLET, 50, MINT)):
        made.token(source, target, amount, mint)
        last = made.instructions.pop()
        made.instructions.append(Instruction((0, 0, len(made.instructions)), last.program, last.accounts, last.data))
    assert made.infer([(0, 0)]) == []
    made._below = 5
    assert swap(made, WALLET, 300, 14, POOL_2).infer([(0, 0)]) == [bought(quote=300, tokens=14, market=POOL_2)]


def test_a_known_venue_below_a_router_names_the_platform() -> None:
    made = Ledger().call()
    made.instructions.append(Instruction((0, 0), PUMPSWAP, (), b""))
    swap(made, WALLET)
    made.instructions[2:] = [Instruction((0, 0, n), i.program, i.accounts, i.data) for n, i in enumerate(made.instructions[2:])]
    assert made.infer() == [bought(platform="pumpswap")]


def test_the_amount_received_is_the_balance_when_the_mint_keeps_a_transfer_fee() -> None:
    made = swap(Ledger().call(), WALLET).made()
    tokens = tuple(
        msgspec.structs.replace(c, post=c.post - 3) if (c.owner, c.mint) == (WALLET, MINT) else c for c in made.tokens
    )
    assert infer(Context(msgspec.structs.replace(made, tokens=tokens)), ()) == [bought(tokens=47)]


OWNERS = [WALLET, SECOND, THIRD, POOL, POOL_2, VAULT]
MOVES = st.tuples(
    st.sampled_from(OWNERS),
    st.sampled_from(OWNERS),
    st.integers(1, 10**9),
    st.sampled_from([MINT, OTHER_MINT, WRAPPED_SOL, USDC]),
)


@given(st.lists(MOVES, max_size=12), st.sets(st.sampled_from([WALLET, SECOND, THIRD]), min_size=1))
def test_whatever_moves_a_program_address_is_never_a_trader_and_amounts_are_the_wallets_own(
    moves: list[tuple[Address, Address, int, str]], signers: set[Address]
) -> None:
    ledger = Ledger(*sorted(signers)).call()
    for source, target, amount, mint in moves:
        ledger.token(source, target, amount, mint)
    for event in ledger.infer():
        assert isinstance(event, Buy | Sell)
        assert event.wallet is not None
        assert is_on_curve(event.wallet)
        assert event.mint not in QUOTES
        assert event.wallet != event.market
        net = sum((a if t == event.wallet else 0) - (a if s == event.wallet else 0) for s, t, a, m in moves if m == event.mint)
        assert net == (event.token_amount or 0) * (1 if isinstance(event, Buy) else -1)
