"""How much of a buy one source paid: four conventions, checked by hand and by their order."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.funding.attribution import Attribution, attribute
from reporter.funding.movement import Movement


def moved(source: str, amount: int, left: int = 0) -> Movement:
    return Movement(((source, amount),), left)


def test_first_in_first_out_and_haircut_by_hand():
    # 100 old; F pays 300; 200 leave; buy of 150 from a balance of 200.
    # First in first out: the 200 took 100 old and 100 of F's, so all 150 are F's. Haircut: 3/4 of everything is F's: 112.
    # At the least the 200 were all F's: 100 of F's are left beside 100 old, and 50 could not have been paid from those.
    found = attribute([moved("F", 300, 200)], 100, 150, "F")
    assert found == Attribution(at_least=50, fifo=150, haircut=112, at_most=150)


def test_old_money_spent_first_and_an_own_balance_that_would_have_done():
    # 1,000 old; F pays 100; buy of 500: first in first out takes old money only, haircut 500 of 1,100, of which 100 are F's: 45.
    assert attribute([moved("F", 100)], 1_000, 500, "F") == Attribution(at_least=0, fifo=0, haircut=45, at_most=100)


def test_two_sources_in_turn():
    # F 60, G 60, 20 leave; buy of 90 of 100. First in first out: the 20 were F's, so F's 40 and G's 50. Haircut: half each.
    # F: at the least 40 are left beside 60, so 30 of the 90; at most all 60.
    rows = [moved("F", 60), moved("G", 60, 20)]
    assert attribute(rows, 0, 90, "F") == Attribution(at_least=30, fifo=40, haircut=45, at_most=60)
    assert attribute(rows, 0, 90, "G") == Attribution(at_least=30, fifo=50, haircut=45, at_most=60)


MOVES = st.lists(
    st.tuples(st.sampled_from("FGH"), st.integers(0, 10**10), st.integers(0, 100)).map(lambda t: (t[0], t[1], t[2])),
    max_size=12,
)


@given(start=st.integers(0, 10**10), rows=MOVES, part=st.integers(0, 100))
def test_the_ends_bound_both_conventions(start, rows, part):
    balance, movements = start, []
    for source, amount, percent in rows:
        left = (balance + amount) * percent // 100
        balance += amount - left
        movements.append(moved(source, amount, left))
    cost = balance * part // 100
    for source in "FGH":
        found = attribute(movements, start, cost, source)
        assert 0 <= found.at_least <= found.fifo <= found.at_most <= cost
        assert found.at_least <= found.haircut <= found.at_most


@given(start=st.integers(0, 10**6), rows=MOVES)
def test_first_in_first_out_gives_everything_to_somebody(start, rows):
    movements = [moved(source, amount) for source, amount, _ in rows]
    cost = start + sum(amount for _, amount, _ in rows)
    assert start + sum(attribute(movements, start, cost, source).fifo for source in "FGH") == cost
