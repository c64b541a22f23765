"""Short lives of wallets with one payer behind them are read whole, and some others to compare them with."""

from tests.end_to_end.test_scenarios import read


def test_every_step_before_the_launch_is_known_of_a_warmed_up_group_and_of_some_others():
    launch, known = read("p06_warmed")
    lives = known.money.lives
    members = {w for w in launch.truth.early_buyers if launch.truth.people[w].role == "member"}
    assert members <= lives.keys()
    assert {tuple(act.side for act in lives[wallet]) for wallet in members} == {("buy", "sell", "buy", "sell")}
    assert len({act.mint for wallet in members for act in lives[wallet]}) == 1
    for wallet in members:
        assert [act.time for act in lives[wallet]] == sorted(act.time or 0 for act in lives[wallet])
    others = lives.keys() - members
    assert 0 < len(others) <= len(members) // 2


def test_where_nobody_has_a_payer_in_common_no_life_is_read():
    _, known = read("n12_hot")
    assert known.money.lives == {}
