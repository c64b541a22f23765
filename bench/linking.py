"""How long clustering takes for 2,000 wallets (target: 2 seconds on 2 cores): python bench/linking.py [wallets]"""

import random
import sys
import time
from itertools import combinations

from reporter.ledger.shipped import load_rules
from reporter.linking.cluster import cut
from reporter.linking.score import Pair, PairScore

TARGET = 2.0  # seconds
GROUP = 50  # wallets of one controller
STRAY = 0.01  # share of other pairs with some evidence between them


def pairs(count: int, seed: int) -> dict[Pair, PairScore]:
    """Groups of GROUP wallets with strong links inside, and weak stray links over all."""
    draw = random.Random(seed)
    wallets = [f"w{number:05d}" for number in range(count)]
    found: dict[Pair, PairScore] = {}
    for (place, a), (other, b) in combinations(enumerate(wallets), 2):
        if place // GROUP == other // GROUP:
            found[a, b] = PairScore((), {"provenance": 10.0}, draw.uniform(2.0, 6.0))
        elif draw.random() < STRAY:
            found[a, b] = PairScore((), {"provenance": 1.0}, draw.uniform(-5.0, -4.0))
    return found


def main() -> int:
    """Print the times of both readings; 1 when the slower one misses the target."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    scores, rules = pairs(count, 1), load_rules().scoring
    early = {wallet for pair in scores for wallet in pair}
    slowest = 0.0
    for height in (rules.strict_bits, 0.0):
        started = time.perf_counter()
        groups = cut(scores, early, rules, height)
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        print(f"{count} wallets, {len(scores)} pairs, cut at {height:g} bits: {len(groups)} groups in {took:.2f} s")
    return int(slowest > TARGET)


if __name__ == "__main__":
    sys.exit(main())
