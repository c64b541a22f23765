"""How long reading and decoding a transaction takes, against orjson parsing the same bytes. Prints a Markdown table.

Run: python -m bench.decode [ROUNDS]. Needs the recorded mainnet data in ../shared. Every round runs over all transactions, and
of each one the fastest reading counts. Vote transactions of the block are left out of the rows and reported below them.
"""

import json
import sys
from collections import defaultdict, deque
from collections.abc import Callable
from math import inf
from pathlib import Path
from time import perf_counter

import msgspec
import orjson

from reporter.decode import decode, read_block, read_transaction
from reporter.decode.wire_base58 import address
from reporter.decode.wire_instructions import paths_below
from reporter.errors import DecodeError

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SLOT = 326_027_759
TARGET = 5.0


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


def best(run: Callable[[bytes], object], bodies: list[bytes], rounds: int) -> float:
    """Seconds for all bodies, each at its fastest: other work on the machine is not what is measured."""
    fastest = [inf] * len(bodies)
    for _ in range(rounds):
        address.cache_clear()  # every round starts cold
        paths_below.cache_clear()
        for place, body in enumerate(bodies):
            start = perf_counter()
            run(body)
            fastest[place] = min(fastest[place], perf_counter() - start)
    return sum(fastest)


def read_and_decode(body: bytes) -> object:
    transaction = read_transaction(body)
    assert transaction is not None
    return decode(transaction)


def row(name: str, bodies: list[bytes], rounds: int) -> str:
    parse = best(orjson.loads, bodies, rounds)
    read = best(read_transaction, bodies, rounds)
    full = best(read_and_decode, bodies, rounds)
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
    parse = best(orjson.loads, [whole], rounds) * 1e3
    skip = best(lambda body: deque(read_block(body, SLOT, votes=False)), [whole], rounds) * 1e3
    keep = best(lambda body: deque(read_block(body, SLOT)), [whole], rounds) * 1e3
    size = len(whole) / 1e6
    print(f"\nWhole block of {size:.1f} MB: orjson {parse:.1f} ms; read without votes {skip:.1f} ms, with them {keep:.1f} ms.")


if __name__ == "__main__":
    main()
