"""What must hold of every decoded transaction, checked on carried, shared and made-up ones alike."""

from collections import Counter

from reporter.decode import decode
from reporter.decode.context import Context
from reporter.decode.flows import SOL
from reporter.decode.programs import TABLE
from reporter.model.ids import WRAPPED_SOL
from reporter.model.transaction import Transaction


def lamports_by_owner(transaction: Transaction) -> Counter[str]:
    """Change of lamports per owner straight from the balance lists, the fee given back."""
    context = Context(transaction)
    owners = {change.account: (change.owner_pre, change.owner) for change in transaction.tokens}
    changes: Counter[str] = Counter({transaction.fee_payer: transaction.fee})
    for change in transaction.sol:
        before, after = owners.get(change.account, ("", ""))
        changes[before or context.owner(change.account)] -= change.pre
        changes[after or context.owner(change.account)] += change.post
    for token in transaction.tokens:  # an account handed over whose lamports stayed: what is wrapped in it still moved
        unchanged = all(change.account != token.account for change in transaction.sol)
        if unchanged and token.owner_pre != token.owner and token.mint == WRAPPED_SOL:
            changes[token.owner_pre] -= token.pre
            changes[token.owner] += token.pre
    return changes


def check_lamports_are_conserved(transaction: Transaction) -> None:
    assert sum(change.post - change.pre for change in transaction.sol) == -transaction.fee


def tokens_by_owner(transaction: Transaction) -> Counter[tuple[str, str]]:
    """Change of every token but wrapped SOL per owner and mint, straight from the balance lists."""
    context = Context(transaction)
    changes: Counter[tuple[str, str]] = Counter()
    for token in transaction.tokens:
        if token.mint != WRAPPED_SOL:
            changes[token.owner_pre or context.owner(token.account), token.mint] -= token.pre
            changes[token.owner or context.owner(token.account), token.mint] += token.post
    return changes


def check_flows_add_up(transaction: Transaction) -> None:
    """Per owner, flows of SOL are the lamport change without the fee, and those of each token its change of tokens; only
    unexplained flows, and tokens made or burned, lack a side."""
    net: Counter[tuple[str, str]] = Counter()
    for flow in decode(transaction).flows:
        assert flow.amount > 0
        one_sided = {"unexplained"} if flow.asset == SOL else {"unexplained", "mint_to", "burn"}
        assert (flow.source is None or flow.target is None) == (flow.how in one_sided)
        assert flow.source is not None or flow.target is not None
        net[flow.source or "", flow.asset] -= flow.amount
        net[flow.target or "", flow.asset] += flow.amount
    wanted: Counter[tuple[str, str]] = Counter()
    if transaction.ok:
        wanted.update({(owner, SOL): change for owner, change in lamports_by_owner(transaction).items()})
        wanted.update(tokens_by_owner(transaction))
    assert {key: n for key, n in net.items() if n and key[0]} == {key: n for key, n in wanted.items() if n}


def check_nothing_is_dropped(transaction: Transaction) -> None:
    """Every instruction was read (or knowingly left alone) by a decoder, or is counted as unknown."""
    context = Context(transaction)
    read = 0
    for instruction in transaction.instructions:
        decoder = TABLE.get(instruction.program)
        read += decoder is not None and decoder.read(instruction, context) is not None
    unknown = sum(entry.count for entry in decode(transaction).unknown)
    assert read + unknown == len(transaction.instructions)


def check_tree(transaction: Transaction) -> None:
    """Instructions stand in execution order and every called one has its caller."""
    paths = [instruction.path for instruction in transaction.instructions]
    assert paths == sorted(set(paths))
    assert all(len(path) == 1 or path[:-1] in paths for path in paths)
