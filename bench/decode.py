"""How long reading and decoding a transaction takes, against orjson parsing the same bytes. Prints a Markdown table.

Run: python -m bench.decode [ROUNDS]. Needs the recorded mainnet data in ../shared. Every round runs over all transactions with
empty caches, and of each one the fastest reading counts. Vote transactions of the block are left out of the rows and reported
below them.
"""

import gc
import json
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

import msgspec
import orjson

from reporter.decode import decode, read_block, read_transaction
from reporter.decode.wire_base58 import forget_addresses
from reporter.decode.wire_instructions import paths_below
from reporter.errors import DecodeError

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SLOT = 326_027_759
TARGET = 5.0
TURNS = 5
Run: TypeAlias = Callable[[bytes], object]
CACHES = [
    kept
    for kept in gc.get_objects()
    if isinstance(kept, type(paths_below)) and (kept.__module__ or "").startswith("reporter.decode")
]


class _Entries(msgspec.Struct):
    transactions: list[msgspec.Raw]


def encoding(transaction: object) -> str:
    """How a recorded transaction is written."""
    if isinstance(transaction, list):
        return str(transaction[1])
    assert isinstance(transaction, dict)
    keys = transaction["message"]["accountKeys"]
    return "jsonParsed" if isinstance(keys[0], dict) else "json"


def recorded() -> dict[str, list[bytes]]:
    """The recorded transactions by encoding, as the bytes an endpoint sends; those in shapes no endpoint sends are left out."""
    bodies: dict[str, list[bytes]] = defaultdict(list)
    for file in sorted((SHARED / "transactions").glob("*.json")):
        result = json.loads(file.read_bytes())["result"]
        body = orjson.dumps(result)
        try:
            transaction = read_transaction(body)
        except DecodeError as wrong:
            print(f"left out {file.stem[:12]}: {wrong}", file=sys.stderr)
            continue
        if transaction is not None and not all(i.program.startswith("Vote111") for i in transaction.instructions):
            bodies[encoding(result["transaction"])].append(body)
    return bodies


def block() -> tuple[bytes, list[bytes]]:
    """The recorded block, and its entries that are no votes."""
    body = (SHARED / "blocks" / f"block_{SLOT}.json").read_bytes()
    entries = msgspec.json.decode(body, type=_Entries).transactions
    wanted = {transaction.index for transaction in read_block(body, SLOT, votes=False)}
    return body, [bytes(entry) for index, entry in enumerate(entries) if index in wanted]


def forget() -> None:
    """Empty every cache of the decoder: addresses, patterns of calls, parsed events, curve checks."""
    forget_addresses()
    for kept in CACHES:
        kept.cache_clear()


def best(runs: Sequence[Run], bodies: list[bytes], rounds: int) -> list[float]:
    """Seconds of each run for all bodies, each body at its fastest: other work on the machine is not what is measured.

    The runs take turns, because the machine's speed drifts. Every round starts cold.
    """
    fastest = [[inf] * len(bodies) for _ in runs]
    for _ in range(TURNS):
        for run, times in zip(runs, fastest, strict=True):
            for _ in range(max(1, rounds // TURNS)):
                forget()
                for place, body in enumerate(bodies):
                    start = perf_counter()
                    run(body)
                    times[place] = min(times[place], perf_counter() - start)
    return [sum(times) for times in fastest]


def read_and_decode(body: bytes) -> object:
    transaction = read_transaction(body)
    assert transaction is not None
    return decode(transaction)


def row(name: str, bodies: list[bytes], rounds: int) -> str:
    parse, read, full = best((orjson.loads, read_transaction, read_and_decode), bodies, rounds)
    each = 1e6 / len(bodies)
    size = sum(map(len, bodies)) / len(bodies) / 1000
    verdict = "met" if full <= TARGET * parse else "missed"
    return (
        f"| {name} | {len(bodies)} | {size:.1f} | {parse * each:.1f} | {read * each:.1f} | {full * each:.1f} "
        f"| {full / parse:.2f} | {verdict} |"
    )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    bodies = dict(recorded())
    whole, entries = block()
    bodies["base58 (block)"] = entries
    print("| encoding | transactions | kB each | orjson µs | read µs | read + decode µs | ratio | target 5 |")
    print("|---|---|---|---|---|---|---|---|")
    for name in sorted(bodies):
        print(row(name, bodies[name], rounds))
    print(row("all", [body for group in bodies.values() for body in group], rounds))
    runs = (orjson.loads, lambda body: deque(read_block(body, SLOT, votes=False)), lambda body: deque(read_block(body, SLOT)))
    parse, skip, keep = (1e3 * seconds for seconds in best(runs, [whole], rounds))
    size = len(whole) / 1e6
    print(f"\nWhole block of {size:.1f} MB: orjson {parse:.1f} ms; read without votes {skip:.1f} ms, with them {keep:.1f} ms.")


if __name__ == "__main__":
    main()
