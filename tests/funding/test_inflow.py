"""What reached a wallet, from whom, and who signed for it."""

from reporter.funding.inflow import balance_before, change, inflows
from reporter.model.ids import USDC
from reporter.simulator.funding import calls
from reporter.simulator.programs import associated, token
from tests.funding.scene import Scene

SOL = 10**9


def test_an_account_without_a_key_is_paid_from_by_who_signed_for_it():
    scene = Scene()
    scene.wallet("owner", 10)
    scene.pay("fill", 0, "owner", "other", 1)
    box = calls.seeded(scene.wallet("owner"), "box")
    scene.world.ledger.endow(box, 2 * SOL)
    scene.do("drawn", 10, "other", calls.transfer_with_seed(scene.wallet("owner"), "box", scene.wallet("w"), SOL))
    scene.play()
    spending = scene.spending("drawn", "w", 1.0)
    decoded = scene.reading.decoded(scene.signatures["drawn"])
    assert decoded is not None
    [row] = inflows(spending.transaction, decoded, scene.wallet("w"), "SOL")
    assert (row.source, row.authority, row.kind, row.amount) == (box, scene.wallet("owner"), "wallet", SOL)
    assert row.fee_payer == scene.wallet("other")
    assert set(row.signers) == {scene.wallet("owner"), scene.wallet("other")}


def test_wrapped_sol_is_the_wallets_own_and_an_unchanged_balance_is_unknown():
    scene = Scene()
    scene.wallet("w", 5)
    account, wrap = associated.wrap(scene.wallet("w"), SOL)
    scene.do("wrapped", 0, "w", *wrap)
    scene.do("closed", 20, "w", token.close(account, scene.wallet("w"), scene.wallet("w")))
    scene.play()
    wrapped = scene.spending("wrapped", "w", 0.0).transaction
    closed = scene.spending("closed", "w", 0.0).transaction
    held = balance_before(closed, scene.wallet("w"), "SOL")
    assert held is not None
    assert (
        -change(wrapped, scene.wallet("w"), "SOL") == 5 * SOL - held
    )  # fee and rent of the account, the wrapped SOL is still its own
    assert balance_before(closed, scene.wallet("payer"), "SOL") is None
    assert balance_before(closed, scene.wallet("w"), USDC) == 0
