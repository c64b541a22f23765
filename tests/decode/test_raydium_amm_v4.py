"""Raydium AMM v4: every swap of the recordings and of the recorded block against the program's own log line.

`ray_log` is the second witness: the decoder never reads it. Pools, deposits, withdrawals and swaps of version 2 are synthetic.
"""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode, is_vote
from reporter.decode.context import Context
from reporter.decode.programs import TABLE
from reporter.decode.programs.raydium_amm_v4 import AMM_V4, PROGRAM
from reporter.model.events import Buy, Liquidity, Sell
from reporter.model.ids import USDC, WRAPPED_SOL, Address
from reporter.model.transaction import Instruction
from tests.decode.made import events as read_one
from tests.decode.pumpfun_bytes import key
from tests.decode.recordings import everything, transaction
from tests.decode.venue_bytes import Scene, account, at_places

AUTHORITY = "5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1"
_SWAP_LOG = struct.Struct("<BQQQQQQQ")  # kind, in, least out, direction, user's balance, pool's coin and pc, out


def trade(
    kind: type[Buy | Sell], wallet: str, mint: str, quote: int, tokens: int, market: str, path: tuple[int, ...]
) -> Buy | Sell:
    return kind(
        platform="unknown",
        mint=mint,
        wallet=wallet,
        quote_mint=WRAPPED_SOL,
        quote_amount=quote,
        token_amount=tokens,
        market=market,
        path=path,
    )


WHOLE: dict[str, list[Buy | Sell]] = {
    "3XEtsmC7": [
        trade(
            Buy,
            "HX7M14ZLfsGhwEkA9xe5LHNXNG6V8KGJ2wGq1mG4UNgV",
            "Xq6eQL1rqKXPKrYq2QMFHWjyJX5JaKrdtqkQ7JCfsE9",
            1_500_000_000,
            11_784_791_459_061,
            "AMfXmVGcpmzx4ZX4bTgi2M5tfRvZquNeyvtpeaw1Ccci",
            (4,),
        )
    ],
    "2XgzfkWe": [
        trade(
            Sell,
            "orcACRJYTFjTeo2pV8TfYRTpmqfoYgbVi9GeANXTCc8",
            "AaJ6gmTzaQw9zxfK6BD9N89wzZLuSuwTRbi8YrTCpump",
            2_615_124,
            22_254_340_082,
            "FrSpBqMa6MbEt4EY9CvPdM6Ycuc5wRYCdNcDMxgSznLz",
            (3,),
        )
    ],
    "3rTFfi82": [
        trade(
            Buy,
            "CWE3HQZxPyNT9tuLCtBwYjC16oJz2fgkmRRR1vBJzkVL",
            "HhUVkZ1qz8vfMqZDemLyxBFxrHFKVSYAk7a6227Lpump",
            2_000_000_000,
            92_529_930_455,
            "6nnTjw6C37vDMsExuSX8y7wJrbybFb5SLXBzaDqfhaUd",
            (4,),
        )
    ],
    "5GqfwKpp": [  # 2021: no owners in the balance lists, orders withdrawn below the swap, two swaps in turn
        trade(
            Sell,
            "7AECg1KFC1k8oMAhWZQrLo67hQEWMd8KwMDf6LTaWnZe",
            "SRMuApVNdxXokk5GT7XD5cUUgXMBCoAz2LHeuAoKWRt",
            10_771_935_087,
            90_871_408,
            "EvWJC2mnmu9C9aQrsJLXw8FhUcwBzFEUQsP1E5Y6a5N7",
            (0,),
        ),
        trade(
            Buy,
            "7AECg1KFC1k8oMAhWZQrLo67hQEWMd8KwMDf6LTaWnZe",
            "4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R",
            10_766_894_605,
            108_404_808,
            "AVs9TA4nWDzfPJE9gGVNJMVhcQy3V9PGazuz33BfG2RA",
            (1,),
        ),
    ],
}


@pytest.mark.shared
@pytest.mark.parametrize("signature", WHOLE)
def test_a_recorded_swap_is_told_whole(signature: str) -> None:
    assert list(decode(transaction(signature)).events) == WHOLE[signature]


@pytest.mark.shared
def test_every_recorded_swap_agrees_with_the_programs_own_log_line() -> None:
    """All successful transactions: the k-th log line belongs to the k-th instruction of the program."""
    seen: set[str] = set()
    checked = 0
    for made in everything():
        lines = [line.split(": ")[2] for line in made.logs if line.startswith("Program log: ray_log: ")]
        if not made.ok or made.signature in seen or is_vote(made):
            continue
        seen.add(made.signature)
        swaps = [i for i in made.instructions if i.program == AMM_V4]
        told = {event.path: event for event in decode(made).events if isinstance(event, Buy | Sell)}
        for instruction, line in zip(swaps, lines, strict=False):
            kind, given, _, _, _, _, _, taken = _SWAP_LOG.unpack(base64.b64decode(line))
            event = told[instruction.path]
            sums = (event.quote_amount, event.token_amount)
            assert kind == 3
            assert (given, taken) == (sums if isinstance(event, Buy) else sums[::-1])
            assert event.market == instruction.accounts[1]
            assert event.wallet in made.signers
            checked += 1
        assert len(lines) in {len(swaps), 0}
    assert checked == 80


@pytest.mark.shared
def test_a_failed_swap_is_known_and_says_nothing() -> None:
    failed = [made for made in everything() if not made.ok and any(i.program == AMM_V4 for i in made.instructions)]
    assert len(failed) > 20
    for made in failed:
        context = Context(made)
        assert all(PROGRAM.read(i, context) == () for i in made.instructions if i.program == AMM_V4)


# Synthetic from here on.

MINT, OTHER, POOL, WALLET = key(1), key(2), key(3), key(4)


def scene(
    tag: int,
    count: int,
    vaults: tuple[int, int],
    pool: int,
    data: bytes = bytes(16),
    mints: tuple[str, str] = (MINT, WRAPPED_SOL),
) -> Scene:
    places: dict[int, Address] = {vault: account(AUTHORITY, mint) for vault, mint in zip(vaults, mints, strict=True)}
    return Scene(WALLET).call(AMM_V4, bytes([tag]) + data, at_places(count, places | {pool: POOL}))


@pytest.mark.parametrize(
    ("tag", "count", "vaults"),
    [(9, 17, (4, 5)), (11, 18, (5, 6)), (16, 8, (3, 4)), (17, 8, (3, 4))],
    ids=["09", "0b", "10", "11"],
)
def test_every_form_of_swap_is_read_from_its_two_transfers(tag: int, count: int, vaults: tuple[int, int]) -> None:
    buy = scene(tag, count, vaults, 1).token(WALLET, AUTHORITY, WRAPPED_SOL, 900).token(AUTHORITY, WALLET, MINT, 70)
    assert decode(buy.made()).events == (trade(Buy, WALLET, MINT, 900, 70, POOL, (0,)),)
    sale = scene(tag, count, vaults, 1).token(WALLET, AUTHORITY, MINT, 70).token(AUTHORITY, WALLET, WRAPPED_SOL, 900)
    assert decode(sale.made()).events == (trade(Sell, WALLET, MINT, 900, 70, POOL, (0,)),)


def test_a_swap_of_two_tokens_is_a_sale_of_one_and_a_purchase_of_the_other() -> None:
    made = scene(9, 17, (4, 5), 1, mints=(MINT, OTHER)).token(WALLET, AUTHORITY, MINT, 70).token(AUTHORITY, WALLET, OTHER, 3)
    sold, got = decode(made.made()).events
    assert isinstance(sold, Sell)
    assert isinstance(got, Buy)
    assert (sold.mint, sold.quote_mint, sold.quote_amount, sold.token_amount) == (MINT, OTHER, 3, 70)
    assert (got.mint, got.quote_mint, got.quote_amount, got.token_amount) == (OTHER, MINT, 70, 3)


def test_a_swap_of_two_quotes_trades_no_token() -> None:
    made = scene(9, 17, (4, 5), 1, mints=(USDC, WRAPPED_SOL))
    made.token(WALLET, AUTHORITY, WRAPPED_SOL, 9).token(AUTHORITY, WALLET, USDC, 3)
    assert decode(made.made()).events == ()


@pytest.mark.parametrize(
    ("tag", "count", "vaults", "pool", "sign"),
    [(1, 21, (10, 11), 4, 1), (3, 14, (6, 7), 1, 1), (4, 22, (6, 7), 1, -1)],
    ids=["initialize2", "deposit", "withdraw"],
)
def test_pools_deposits_and_withdrawals_are_liquidity(
    tag: int, count: int, vaults: tuple[int, int], pool: int, sign: int
) -> None:
    made = scene(tag, count, vaults, pool, bytes(32))
    for mint, amount in ((MINT, 500), (WRAPPED_SOL, 80)):
        made.token(*((WALLET, AUTHORITY) if sign > 0 else (AUTHORITY, WALLET)), mint, amount)
    assert decode(made.made()).events == (
        Liquidity(
            platform="unknown",
            mint=MINT,
            wallet=WALLET,
            quote_mint=WRAPPED_SOL,
            quote_amount=sign * 80,
            token_amount=sign * 500,
            market=POOL,
            path=(0,),
        ),
    )


def test_housekeeping_is_known_and_everything_behind_it_is_counted() -> None:
    assert TABLE[AMM_V4] is PROGRAM
    for tag in (0, 2, 5, 6, 7, 8, 10, 12, 13, 14, 15):
        assert read_one(Instruction((0,), AMM_V4, (), bytes([tag]))) == ()
    for data in (b"", b"\x12", b"\xff", b"\x09", b"\x09" + bytes(16)):
        assert read_one(Instruction((0,), AMM_V4, (), data)) is None


@given(st.binary(max_size=40), st.lists(st.sampled_from([MINT, POOL, WALLET, account(AUTHORITY, MINT)]), max_size=24))
def test_no_bytes_at_all_make_the_reader_raise(data: bytes, accounts: list[str]) -> None:
    made = Scene(WALLET).call(AMM_V4, data, accounts).token(WALLET, AUTHORITY, MINT, 5).token(AUTHORITY, WALLET, WRAPPED_SOL, 7)
    assert all(event.path[:1] == (0,) for event in decode(made.made()).events)
