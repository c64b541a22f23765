"""Forms in which SOL moves without a transfer between the two wallets: closed token accounts, nonces, seeds, stake, swaps."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import SPL_TOKEN, USDC, WRAPPED_SOL, Lamports, TokenAccount, Wallet
from reporter.simulator.accounts import TOKEN_ACCOUNT, MintState, TokenState, rent
from reporter.simulator.addresses import associated
from reporter.simulator.funding import calls
from reporter.simulator.funding.payment import Leg
from reporter.simulator.funding.pipes import FEES, Need, Pipes
from reporter.simulator.funding.programs import pool_of
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import system, token
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.world import DAY, HOUR, SOL

_RENT: Final = rent(TOKEN_ACCOUNT)
_PRICE: Final = 150_000_000  # micro-USDC for one SOL
_SUPPLY: Final = 10**16
_HOLDING: Final = 20_000_000_000  # micro-USDC


def wrapped_other(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays an intermediate, which wraps the money and closes the wrapped account to the member at the funder's
    expense; the evasive intermediate pays its own fees."""
    for need in needs:
        middle = pipes.world.wallet(f"wrapper {need.number}")
        evasive = pipes.habits.evasive
        more = pipes.left() + 3 * FEES + 2 * _RENT if evasive else _RENT
        pipes.pay(need, need.by - pipes.gap(30) - 30, pipes.funder, middle, need.amount + more, payer=pipes.funder)
        account, wrap = associated_program.wrap(middle, need.amount - _RENT)
        done = (*wrap, token.close(account, need.member, middle))
        payer = middle if evasive else pipes.funder
        pipes.send(need, need.by, payer, done, (Leg(middle, need.member, need.amount, "close_account"),))


def wrapped_self(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder wraps SOL and closes the account to the member, in one transaction it alone signs."""
    for need in needs:
        account, wrap = associated_program.wrap(pipes.funder, need.amount - _RENT)
        done = (*wrap, token.close(account, need.member, pipes.funder))
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.send(need, need.by, payer, done, (Leg(pipes.funder, need.member, need.amount, "close_account"),))


def wrapped_sent(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Wrapped SOL goes to an intermediate by token transfer, which closes it to the member."""
    for need in needs:
        middle = pipes.world.wallet(f"wrapper {need.number}")
        lamports = need.amount - _RENT
        start = need.by - 60 - pipes.gap(40)
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.aside(start - 9, pipes.funder, (system.transfer(pipes.funder, middle, pipes.left() + FEES),))
        filled, fill = calls.wrapped_account(pipes.funder, f"s{need.number}", need.amount)
        taken, take = associated_program.create(pipes.funder, middle, WRAPPED_SOL, SPL_TOKEN)
        done = (
            *fill,
            take,
            calls.move_wrapped(filled, taken, pipes.funder, lamports),
            token.close(filled, pipes.funder, pipes.funder),
        )
        # The rent of the intermediate's account is the funder's money too.
        pipes.send(need, start, payer, done, (Leg(pipes.funder, middle, lamports, "token_transfer"),))
        close = (token.close(taken, need.member, middle),)
        pipes.send(
            need,
            need.by,
            pipes.fee_payer(middle, f"{need.number} close"),
            close,
            (Leg(middle, need.member, need.amount, "close_account"),),
        )


def wrapped_received(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Wrapped SOL comes to an account the member has already, by a plain transfer that does not name the member, who unwraps
    it."""
    for need in needs:
        start = need.by - 60 - pipes.gap(30)
        taken, take = associated_program.create(pipes.funder, need.member, WRAPPED_SOL, SPL_TOKEN)
        pipes.aside(start - 90, pipes.funder, (take,))
        lamports = need.amount - _RENT
        filled, fill = calls.wrapped_account(pipes.funder, f"r{need.number}", need.amount)
        sent = calls.move_wrapped(filled, taken, pipes.funder, lamports)
        done = (*fill, sent, token.close(filled, pipes.funder, pipes.funder))
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.send(need, start, payer, done, (Leg(pipes.funder, need.member, lamports, "token_transfer"),))
        _unwrapped(pipes, need, taken)


def rent_paid(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays for an account that is the member's from the start, and far more rent than it needs; the member, whom
    nothing names before, closes it to itself."""
    for need in needs:
        account, fill = calls.wrapped_account(pipes.funder, f"m{need.number}", need.amount, need.member)
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        start = need.by - 60 - pipes.gap(30)
        pipes.send(need, start, payer, fill, (Leg(pipes.funder, need.member, need.amount, "create_account"),))
        _unwrapped(pipes, need, account)


def _unwrapped(pipes: Pipes, need: Need, account: TokenAccount) -> None:
    payer = pipes.fee_payer(pipes.funder, f"{need.number} close")
    pipes.aside(need.by, payer, (token.close(account, need.member, need.member),))


def create_account(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The member comes into being by CreateAccount, with the money in it."""
    for need in needs:
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        call = calls.create(pipes.funder, need.member, need.amount)
        pipes.send(need, need.by, payer, (call,), (Leg(pipes.funder, need.member, need.amount, "create_account"),))


def seeded(pipes: Pipes, needs: Sequence[Need]) -> None:
    """An account derived from the funder is filled, and pays the member by TransferWithSeed."""
    for need in needs:
        seed = f"box {need.number}"
        box = calls.seeded(pipes.funder, seed)
        pipes.pay(need, need.by - 60 - pipes.gap(30), pipes.funder, box, need.amount + pipes.left(), payer=pipes.funder)
        call = calls.transfer_with_seed(pipes.funder, seed, need.member, need.amount)
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.send(need, need.by, payer, (call,), (Leg(box, need.member, need.amount, "transfer_with_seed"),))


def nonce(pipes: Pipes, needs: Sequence[Need]) -> None:
    """A nonce account under the funder's authority is filled when made, and pays the member."""
    for need in needs:
        account = pipes.world.wallet(f"nonce {need.number}")
        held = need.amount + rent(80)
        made = calls.make_nonce(pipes.funder, account, need.amount)
        _make_and_draw(pipes, need, account, held, made, "withdraw_nonce")


def stake(pipes: Pipes, needs: Sequence[Need]) -> None:
    """A stake account whose withdrawer is the funder pays the member."""
    for need in needs:
        account = pipes.world.wallet(f"stake {need.number}")
        held = need.amount + rent(200)
        made = calls.make_stake(pipes.funder, account, need.amount)
        _make_and_draw(pipes, need, account, held, made, "stake_withdraw")


def unwrap(pipes: Pipes, needs: Sequence[Need]) -> None:
    """UnwrapLamports sends part of the funder's wrapped SOL to the member."""
    for need in needs:
        account, fill = calls.wrapped_account(pipes.funder, f"u{need.number}", need.amount + _RENT + pipes.left())
        pipes.aside(need.by - 60 - pipes.gap(30), pipes.funder, fill)
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        call = calls.unwrap(account, need.member, pipes.funder, need.amount)
        pipes.send(need, need.by, payer, (call,), (Leg(pipes.funder, need.member, need.amount, "unwrap"),))


def excess(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Lamports sent to a token account of the funder leave it to the member by WithdrawExcessLamports."""
    _usdc(pipes)
    for need in needs:
        account = associated(pipes.funder, USDC, SPL_TOKEN)
        pipes.aside(need.by - 1.5, pipes.funder, (system.transfer(pipes.funder, account, need.amount),))
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        call = calls.withdraw_excess(account, need.member, pipes.funder)
        pipes.send(need, need.by, payer, (call,), (Leg(pipes.funder, need.member, need.amount, "withdraw_excess"),))


def batch(pipes: Pipes, needs: Sequence[Need]) -> None:
    """One Batch instruction unwraps part of the funder's wrapped SOL to the member and closes the rest to the funder."""
    for need in needs:
        account, fill = calls.wrapped_account(pipes.funder, f"b{need.number}", need.amount + _RENT + pipes.left())
        pipes.aside(need.by - 60 - pipes.gap(30), pipes.funder, fill)
        inside = (
            calls.unwrap(account, need.member, pipes.funder, need.amount),
            token.close(account, pipes.funder, pipes.funder),
        )
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.send(need, need.by, payer, (calls.batch(inside),), (Leg(pipes.funder, need.member, need.amount, "unwrap"),))


def swapped(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder sells USDC to a pool, and the pool's SOL goes to the member."""
    _usdc(pipes)
    pipes.endow(pool_of("swap"), 5_000 * SOL)
    for need in needs:
        tokens = need.amount * _PRICE // SOL
        call = calls.swap_to("swap", pipes.funder, need.member, tokens, need.amount)
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.send(need, need.by, payer, (call,), (Leg(pipes.funder, need.member, need.amount, "swap"),))


def _make_and_draw(pipes: Pipes, need: Need, account: Wallet, held: Lamports, made: Sequence[Call], how: str) -> None:
    early = need.by - (HOUR if pipes.habits.evasive else 90) - pipes.gap(30)
    pipes.send(need, early, pipes.funder, made, (Leg(pipes.funder, account, held, "create_account"),))
    draw = calls.withdraw_nonce if how == "withdraw_nonce" else calls.withdraw_stake
    payer = pipes.fee_payer(pipes.funder, f"{need.number}")
    call = draw(account, need.member, pipes.funder, need.amount)
    pipes.send(need, need.by, payer, (call,), (Leg(account, need.member, need.amount, how),))


def _usdc(pipes: Pipes) -> None:
    """The USDC mint and the swap pool's account; an exchange pays the funder a balance."""
    ledger, exchange = pipes.world.ledger, pipes.population.exchanges["old exchange"]
    ledger.endow(USDC, rent(82), owner=SPL_TOKEN, data=MintState(pool_of("mint"), _SUPPLY, 6).pack(USDC))
    for owner in (exchange, pool_of("swap")):
        data = TokenState(USDC, owner, _SUPPLY // 2).pack()
        ledger.endow(associated(owner, USDC, SPL_TOKEN), _RENT, owner=SPL_TOKEN, data=data)
    target, make = associated_program.create(exchange, pipes.funder, USDC, SPL_TOKEN)
    accounts = (Meta(associated(exchange, USDC, SPL_TOKEN), writable=True), Meta(USDC), Meta(target, writable=True))
    send = Call(SPL_TOKEN, (*accounts, Meta(exchange, signer=True)), token.checked_data(_HOLDING, 6))
    pipes.aside(pipes.world.launch_time - 2 * DAY, exchange, (make, send))
