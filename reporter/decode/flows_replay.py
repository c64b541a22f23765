"""Moves whose amount or owner depends on what happened before them in the same transaction, made explicit.

An account is closed with everything it holds at that moment, and one that changes its owner belongs to the former one until
then. Only transactions with such a move are replayed.
"""

from collections.abc import Sequence

from reporter.decode.context import Context
from reporter.decode.contract import ALL, SURPLUS, Move
from reporter.model.ids import WRAPPED_SOL, Address, Lamports, Raw, Wallet
from reporter.model.transaction import Path, TokenChange, Transaction


def replay(context: Context, moves: Sequence[tuple[Move, Path]]) -> list[tuple[Move, Path]]:
    """The same moves with owners in place of accounts, amounts stated, and hand-overs told as what they hand over."""
    return _Replay(context).run(moves)


def held_before(transaction: Transaction, token: TokenChange) -> Lamports:
    """The lamports of a token account before the transaction, as far as it tells.

    The ledger's lists are kept for changed balances only; of an unchanged one the wrapped SOL is still known, its rent is not.
    """
    for change in transaction.sol:
        if change.account == token.account:
            return change.pre
    return token.pre if token.mint == WRAPPED_SOL else 0


class _Replay:
    __slots__ = ("_balances", "_context", "_owners", "_tokens")

    def __init__(self, context: Context) -> None:
        transaction = context.transaction
        self._context = context
        self._balances: dict[Address, Lamports] = {change.account: change.pre for change in transaction.sol}
        self._tokens: dict[Address, Raw] = {token.account: token.pre for token in transaction.tokens}
        self._owners: dict[Address, Wallet] = {}
        for token in transaction.tokens:
            if token.owner_pre != token.owner:
                self._owners[token.account] = token.owner_pre
                self._balances[token.account] = held_before(transaction, token)

    def run(self, moves: Sequence[tuple[Move, Path]]) -> list[tuple[Move, Path]]:
        found: list[tuple[Move, Path]] = []
        for move, path in moves:
            if move.handover:
                found += [(part, path) for part in self._hand_over(move)]
            else:
                found.append((self._stated(move), path))
        return found

    def _owner(self, account: Address) -> Wallet:
        return self._owners.get(account) or self._context.owners.get(account, account)

    def _final(self, account: Address) -> Lamports:
        return next((change.post for change in self._context.transaction.sol if change.account == account), 0)

    def _stated(self, move: Move) -> Move:
        amount = move.amount
        if move.mint is None:
            held = self._balances.get(move.source, 0)
            if amount == ALL:
                amount = max(held, 0)
            elif amount == SURPLUS:
                amount = max(held - self._final(move.source), 0)
            self._balances[move.source] = held - amount
            self._balances[move.target] = self._balances.get(move.target, 0) + amount
        else:
            self._tokens[move.source] = self._tokens.get(move.source, 0) - amount
            self._tokens[move.target] = self._tokens.get(move.target, 0) + amount
        if amount == move.amount and not self._owners:
            return move
        return Move(self._owner(move.source), self._owner(move.target), amount, move.how, move.mint)

    def _hand_over(self, move: Move) -> list[Move]:
        """The account stays where it is; its lamports, wrapped ones included, and its tokens get a new owner."""
        account, before = move.source, self._owner(move.source)
        self._owners[account] = move.target
        parts = [Move(before, move.target, max(self._balances.get(account, 0), 0), move.how)]
        token = self._context.token(account)
        if token is not None and token.mint != WRAPPED_SOL:
            parts.append(Move(before, move.target, max(self._tokens.get(account, 0), 0), move.how, token.mint))
        return parts
