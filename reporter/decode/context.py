"""One transaction with the look-ups program decoders need, built once."""

from collections import defaultdict
from collections.abc import Sequence

from reporter.model.ids import WRAPPED_SOL, Address, Mint, TokenAccount, Wallet
from reporter.model.transaction import Instruction, Path, TokenChange, Transaction


class Context:
    """Read-only view of a transaction for decoders: children of an instruction, owners and mints of token accounts."""

    __slots__ = ("_accounts", "_children", "transaction")

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self._accounts: dict[TokenAccount, TokenChange] = {change.account: change for change in transaction.tokens}
        self._children: dict[Path, list[Instruction]] | None = None

    def children(self, path: Path) -> Sequence[Instruction]:
        """The instructions called directly by the one at `path`, in order."""
        if self._children is None:
            self._children = defaultdict(list)
            for instruction in self.transaction.instructions:
                self._children[instruction.path[:-1]].append(instruction)
        return self._children.get(path, ())

    def below(self, path: Path) -> list[Instruction]:
        """All instructions called by the one at `path`, at any depth, in execution order."""
        depth = len(path)
        return [i for i in self.transaction.instructions if len(i.path) > depth and i.path[:depth] == path]

    def token(self, account: TokenAccount) -> TokenChange | None:
        """The balance change of a token account, None when the transaction lists none for it."""
        return self._accounts.get(account)

    def owner(self, account: Address) -> Wallet:
        """The wallet behind an account: a token account's owner, or the account itself."""
        change = self._accounts.get(account)
        return (change.owner or change.owner_pre or account) if change is not None else account

    def mint(self, account: TokenAccount) -> Mint | None:
        """The mint a token account holds, where the transaction tells it."""
        change = self._accounts.get(account)
        return change.mint if change is not None else None

    def is_wrapped_sol(self, account: TokenAccount) -> bool:
        """True for a token account that holds wrapped SOL."""
        return self.mint(account) == WRAPPED_SOL
