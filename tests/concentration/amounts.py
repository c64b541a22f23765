"""Strategies for holdings, partitions of holders and links between them."""

from hypothesis import strategies as st

WALLETS = [f"w{number}" for number in range(8)]

AMOUNTS = st.lists(st.integers(0, 10**18), max_size=30)
HOLDINGS = st.dictionaries(st.sampled_from(WALLETS), st.integers(0, 10**15), min_size=1)
PARTITION = st.lists(st.integers(0, 5), min_size=len(WALLETS), max_size=len(WALLETS)).map(
    lambda places: [[w for w, p in zip(WALLETS, places, strict=True) if p == place] for place in sorted(set(places) - {0})]
)
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(WALLETS), st.sampled_from(WALLETS)), st.floats(0, 1, allow_nan=False), max_size=12
)
