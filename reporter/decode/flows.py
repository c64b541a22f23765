"""Who paid whom inside one transaction: balance changes of lamports and tokens, explained by instructions.

Accounts are replaced by their owners, so that a wallet's wrapped SOL and its rent are the wallet's. Movements between accounts
of one owner are no flows. Whatever no instruction explains is reported as "unexplained" with the amount left over per owner and
asset: flows (and fee) of an owner always add up to the change of its lamports and of its tokens. Of a transfer fee, which stays
withheld in the receiver's account, the receiver has nothing yet: it is left over too.
"""

from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import Move
from reporter.decode.flows_replay import held_before, replay
from reporter.decode.programs import TABLE
from reporter.model.events import Flow
from reporter.model.ids import WRAPPED_SOL, Lamports, Mint, Raw, Wallet
from reporter.model.transaction import Path

SOL: Final = "SOL"
UNEXPLAINED: Final = "unexplained"
_MOVERS: Final = {program: (decoder.tag, decoder.moving) for program, decoder in TABLE.items() if decoder.moving}


def flows(context: Context) -> tuple[Flow, ...]:
    """All flows of a transaction in execution order, unexplained remainders last. A failed one moves nothing but its fee."""
    if context.flows is None:
        context.flows = _flows(context) if context.transaction.error is None else ()
    return context.flows


def _flows(context: Context) -> tuple[Flow, ...]:
    signers = context.transaction.signers
    payer = signers[0]
    left = lamport_changes(context)
    tokens = token_changes(context)
    found = []
    owner_of = context.owners.get
    for move, path in _moves(context):
        source, target, amount, asset = move.source, move.target, move.amount, move.mint
        source, target = owner_of(source, source), owner_of(target, target)
        if source == target or not amount:
            continue
        if asset is None:
            asset = SOL
            left[source] = left.get(source, 0) + amount
            left[target] = left.get(target, 0) - amount
        else:
            tokens[source, asset] = tokens.get((source, asset), 0) + amount
            tokens[target, asset] = tokens.get((target, asset), 0) - amount
        found.append(Flow(source or None, target or None, asset, amount, move.how, path, payer, signers))
    rest = [(owner, SOL, more) for owner, more in left.items() if more]
    rest += [(owner, mint, more) for (owner, mint), more in tokens.items() if more and owner]
    found += [
        Flow(None if more > 0 else owner, owner if more > 0 else None, asset, abs(more), UNEXPLAINED, (), payer, signers)
        for owner, asset, more in rest
    ]
    return tuple(found)


def _moves(context: Context) -> list[tuple[Move, Path]]:
    """What the instructions moved, with every amount stated."""
    found: list[tuple[Move, Path]] = []
    find = _MOVERS.get
    stated = True
    for instruction in context.transaction.instructions:
        mover = find(instruction.program)
        if mover is None:
            continue
        tag, moving = mover
        read = moving.get(instruction.data[:tag])
        if read is not None:
            for move in read(instruction, context):
                found.append((move, instruction.path))
                if move.amount < 0:
                    stated = False
    return found if stated else replay(context, found)


def lamport_changes(context: Context) -> dict[Wallet, Lamports]:
    """Change of lamports per owner over the transaction, with the fee given back to its payer.

    Owners whose balance did not change may be missing.
    """
    transaction = context.transaction
    changes: dict[Wallet, Lamports] = {transaction.signers[0]: transaction.fee}
    owner_of = context.owners.get
    for change in transaction.sol:
        account = change.account
        owner = owner_of(account, account)
        changes[owner] = changes.get(owner, 0) + change.post - change.pre
    for token in transaction.tokens:
        if token.owner_pre != token.owner:  # what it held before belonged to the owner before
            before, held = token.owner_pre or token.account, held_before(transaction, token)
            changes[before] = changes.get(before, 0) - held
            changes[token.owner] = changes.get(token.owner, 0) + held
    return changes


def token_changes(context: Context) -> dict[tuple[Wallet, Mint], Raw]:
    """Change of tokens per owner and mint over the transaction; wrapped SOL counts as lamports.

    Owners whose balance did not change may be missing.
    """
    changes: dict[tuple[Wallet, Mint], Raw] = {}
    for token in context.transaction.tokens:
        before, after, mint = token.owner_pre, token.owner, token.mint
        if mint == WRAPPED_SOL or (token.pre == token.post and before == after):
            continue
        own = context.owner(token.account)  # where the ledger does not name an owner
        changes[before or own, mint] = changes.get((before or own, mint), 0) - token.pre
        changes[after or own, mint] = changes.get((after or own, mint), 0) + token.post
    return changes
